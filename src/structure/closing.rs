//! Closing formulas that stand alone: 谢谢大家。 此致 敬礼 特此通知。 散会（9时13分）
//!
//! **Always true:** a peroration is body, even if it ends with 我就讲这些。

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, count, is_closer, is_stop, without_last_remark};
use super::paragraph::Paragraph;

/// The formulas, marks taken off.
const FORMULAS: &[&str] = &[
    "谢谢大家", "谢谢", "谢谢各位", "谢谢同志们", "谢谢你们", "多谢大家", "多谢各位", "謝謝大家", "謝謝", "謝謝各位", "此致", "敬礼",
    "敬禮", "此致敬礼", "顺致敬意", "特此通知", "特此报告", "特此函告", "特此函复", "特此批复", "特此公告", "特此通告", "特此通报",
    "特此公布", "特此说明", "特此证明", "专此函达", "专此报告", "散会", "散會", "我的讲话完了", "我的发言完了", "我的汇报完了", "以上",
    "妥否，请批示", "当否，请批示", "以上报告，请审议", "以上请示，请批复", "完了", "再见", "再會", "此复", "此令", "特此声明", "特此公示",
    "特此更正", "特此聲明", "特此函達", "祝好", "敬上", "平安喜乐", "平安喜樂", "祝平安", "谢谢聆听", "謝謝聆聽", "感谢聆听", "平安健康",
    "闔家平安", "阖家平安", "事事順心", "多謝", "多謝各位", "多謝大家",
];

/// What is said with them.
const SAID: &[&str] = &[
    "我的讲话完了", "我的演讲完了", "我的发言完了", "我的汇报完了", "我的报告完了", "我的讲话到此结束", "我的发言到此结束",
    "我的演讲到此结束", "我的汇报到此结束", "我的讲话完毕", "我的发言完毕", "我的演讲完毕", "我的汇报完毕", "我的演講完了", "我的報告完畢",
    "演讲完毕", "汇报完毕", "发言完毕",
];

/// Whether a text is a closing formula.
pub(super) fn is_closing(text: &str) -> bool {
    let text = without_last_remark(text).unwrap_or(text).trim();
    let core = text.trim_end_matches(|c: char| is_stop(c) || is_closer(c));
    // 我的讲话完了，谢谢大家！
    let ends = |part: &str| FORMULAS.contains(&part) || SAID.contains(&part);
    if core.len() <= 100 && core.split(['，', ',', '。', '！']).filter(|part| !part.is_empty()).all(|part| ends(part.trim())) {
        return !core.is_empty();
    }
    let adjourned = (text.starts_with("散会") || text.starts_with("散會")) && text.ends_with(['）', ')']) && count(text, 21) <= 20;
    let ended = ["完结了", "讲完了", "到此结束", "就讲到这里", "就讲这些", "讲到这里", "就讲这么多", "就说这么多", "就说这些", "就讲到这"]
        .iter()
        .any(|word| core.ends_with(word))
        && count(core, 17) <= 16;
    let thanks = core.starts_with("谢谢") && count(core, 13) <= 12 && !core.contains('，');
    // 多謝主席。
    let thanked = core.strip_prefix("多謝").or_else(|| core.strip_prefix("謝謝")).is_some_and(|whom| {
        count(whom, 9) <= 8 && ["主席", "各位", "大家", "先生", "女士", "議員", "代表", "閣下"].iter().any(|word| whom.ends_with(word))
    });
    adjourned || thanked || ended || thanks || requests(core) || wishes(core)
}

/// 以上请示，请予批复 and its kin: what a request for instructions ends in.
fn requests(core: &str) -> bool {
    let opened = ["以上", "妥否", "当否", "可否", "是否妥当", "如无不妥", "特此", "專此"].iter().any(|word| core.starts_with(word));
    // 妥否，盼复。
    let hoped = ["盼复", "见复", "函复", "为盼", "为荷", "盼復", "見復", "為荷", "為盼"].iter().any(|word| core.ends_with(word));
    if hoped && !core.contains('。') && count(core, 17) <= 16 && (opened || core.starts_with(['请', '望', '敬', '盼', '請', '即'])) {
        return true;
    }
    let asked = ["请", "請"].iter().any(|word| core.contains(word))
        && ["批示", "批复", "批准", "审批", "审议", "审阅", "指示", "核示", "鉴核", "鑒核", "指正"].iter().any(|word| core.ends_with(word));
    opened && asked && !core.contains('。') && count(core, 25) <= 24
}

/// 顺颂商祺: the wish of a letter.
fn wishes(core: &str) -> bool {
    ["顺颂", "敬颂", "即颂", "顺祝", "敬祝", "順頌", "敬頌", "順祝", "谨祝", "謹祝"].iter().any(|word| core.starts_with(word))
        && count(core, 11) <= 10
}

/// 祝, 顺颂: the word a wish begins with, alone on its line.
fn begins_wish(text: &str) -> bool {
    matches!(text, "祝" | "敬祝" | "顺祝" | "順祝" | "谨祝" | "此祝" | "祝你" | "祝您" | "祝：" | "即颂" | "顺颂" | "順頌")
}

/// 好！, 身体健康！, 工作顺利: what a letter wishes.
fn is_short_wish(paragraph: &Paragraph) -> bool {
    paragraph.is_open()
        && paragraph.marker.is_none()
        && (1..=12).contains(&paragraph.count)
        && (paragraph.ending == Ending::Open && paragraph.count >= 2 || paragraph.text.ends_with(['！', '!', '。']))
        && !paragraph.text.contains(['：', ':'])
}

/// 万事如意！: words that nothing but wishes end in.
fn wishes_well(text: &str) -> bool {
    const WISHES: &[&str] = &[
        "如意", "健康", "顺利", "快乐", "幸福", "平安", "进步", "愉快", "吉祥", "安康", "安好", "美满", "大吉", "如愿", "順利", "快樂",
        "進步", "美滿", "成功", "康泰", "安泰",
    ];
    let core = text.trim_end_matches(|c: char| is_stop(c) || is_closer(c));
    WISHES.iter().any(|wish| core.ends_with(wish))
}

/// Claims the closings behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    for at in head..paragraphs.len() {
        if paragraphs[at].is_open() && paragraphs[at].count <= 30 && is_closing(&paragraphs[at].text) {
            paragraphs[at].claim(Role::Closing, Clue::Formula);
        }
        // 祝 over 好！: the wish of a letter on two lines.
        if paragraphs[at].is_open() && begins_wish(paragraphs[at].text.trim()) && paragraphs.get(at + 1).is_some_and(is_short_wish) {
            paragraphs[at].claim(Role::Closing, Clue::Formula);
            paragraphs[at + 1].claim(Role::Closing, Clue::WishBehind);
            // 身体健康 over 万事如意: another wish of one form.
            if paragraphs.get(at + 2).is_some_and(|next| is_short_wish(next) && wishes_well(&next.text)) {
                paragraphs[at + 2].claim(Role::Closing, Clue::WishBehind);
            }
        }
        // 最后，我祝愿， and then the wish on a line of its own.
        let wish = at > 0
            && paragraphs[at - 1].ending == Ending::Comma
            && paragraphs[at - 1].is_open()
            && ["祝", "愿", "願"].iter().any(|word| paragraphs[at - 1].text.contains(word))
            && paragraphs[at].text.ends_with(['！', '!']);
        if wish && paragraphs[at].is_open() && paragraphs[at].count <= 30 {
            paragraphs[at].claim(Role::Closing, Clue::WishBehind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_close_and_perorations_do_not() {
        for text in [
            "此复。",
            "多謝主席。",
            "多謝各位！",
            "以上请示，请予批复。",
            "顺颂商祺",
            "我的演讲完了，谢谢大家！",
            "谢谢大家！（长时间鼓掌）",
            "谢谢大家。",
            "此致",
            "特此通知。",
            "散会（9时13分）",
            "我的讲座到这儿完结了。",
            "妥否，盼复。",
            "特此函商，请予支持为荷。",
            "我就讲这么多。",
        ] {
            assert!(is_closing(text), "{text}");
        }
        for text in [
            "让我们共同努力，再创佳绩，谢谢大家！",
            "此致的用法很多",
            "以上办法请各单位认真研究，并于月底前书面函复",
            "大家都说他就讲这么多已经很好了，不必再讲别的。",
            "多謝主席的提醒，我們會跟進。",
            "特此通知各单位照办。",
            "今天的会议开得很好，大家发言积极，我就讲这些。",
        ] {
            assert!(!is_closing(text), "{text}");
        }
    }
}
