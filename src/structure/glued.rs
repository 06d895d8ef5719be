//! Head and foot of a file that lost its line ends: title——subtitle, title（date）name, office and name各位代表：, （某社电）.
//!
//! In: a piece of a one-line file. Out: where it falls apart. Only seams that two recognizers agree on are cut: what stands
//! on both sides must be something by itself.
//!
//! **Always true:** a cut falls between characters of the piece; nothing is taken off.

use super::line::{count, is_han, is_stop};
use super::{date, noise, salutation, title};

/// The longest glued line that is looked at from its head, in characters.
const REACH: usize = 160;

/// Where addresses begin.
const OPENERS: &[&str] = &["各位", "同志们", "女士们", "先生们", "朋友们", "同学们", "老师们", "尊敬的", "亲爱的"];

/// Where the head of a piece falls apart, in bytes, in order.
pub(super) fn head_cuts(text: &str) -> Vec<usize> {
    let reach = text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at);
    let mut cuts = Vec::new();
    let mut start = 0;
    // …报告——1956年6月15日在…会议上
    if let Some(dash) = text[..reach].find("——").filter(|at| *at > 0) {
        let behind = text[dash..].trim_start_matches('—');
        let noun = title::ends_in_noun(&text[..dash]);
        if is_label(&text[..dash]) && (noun && behind.starts_with('在') || date::leading_date(behind).is_some()) {
            cuts.push(dash);
            start = dash;
        }
    }
    // …讲话（2020年2月3日）某某某
    if let Some(open) = text[start..reach].find('（').map(|at| start + at).filter(|at| *at > start)
        && title::ends_in_noun(&text[start..open])
        && is_label(&text[start..open])
        && let Some(close) = text[open..].find('）').map(|at| open + at + '）'.len_utf8())
        && date::is_date(&text[open..close])
    {
        cuts.push(open);
        if close < text.len() {
            cuts.push(close);
        }
        start = close;
    }
    // 国务院总理某某某各位代表： and, where a head has been cut off already, the text right behind the colon.
    let sign =
        text.get(start..reach.max(start)).and_then(|rest| rest.char_indices().find(|(_, c)| matches!(c, '：' | ':' | '！') || is_stop(*c)));
    if let Some((at, sign)) = sign {
        let end = start + at + sign.len_utf8();
        let opener = OPENERS.iter().filter_map(|opener| text[start..end].find(opener)).min().map(|at| start + at);
        if let Some(opener) = opener.filter(|at| salutation::is_address(&text[*at..end]))
            && (end == text.len() || !cuts.is_empty())
        {
            if opener > start && is_label(&text[start..opener]) && text[start..opener].chars().next_back().is_some_and(is_han) {
                cuts.push(opener);
            }
            if end < text.len() && sign != '！' {
                cuts.push(end);
            }
        }
    }
    cuts.retain(|cut| *cut < text.len());
    cuts
}

/// Where the foot of a piece falls apart: before （某社某地某日电） and 《某报》（某日某版）.
pub(super) fn foot_cut(text: &str) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .rev()
        .take(70)
        .filter(|(at, c)| *at > 0 && matches!(c, '（' | '《'))
        .find(|(at, _)| noise::is_agency(&text[*at..]))?;
    // The foot follows a sentence.
    text[..at].trim_end().chars().next_back().is_some_and(|c| is_stop(c) || c == '）' || c == '”').then_some(at)
}

/// A few words without a sentence in them.
fn is_label(text: &str) -> bool {
    (2..=60).contains(&count(text, 61)) && !text.contains(['。', '，', '；', '！', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut start = 0;
        for cut in head_cuts(text) {
            parts.push(&text[start..cut]);
            start = cut;
        }
        parts.push(&text[start..]);
        parts
    }

    #[test]
    fn a_glued_head_falls_apart_at_its_seams() {
        assert_eq!(parts("某年政府工作报告——1956年6月15日在某会议上"), ["某年政府工作报告", "——1956年6月15日在某会议上"]);
        assert_eq!(parts("在某某大会上的讲话（2020年2月3日）王某某"), ["在某某大会上的讲话", "（2020年2月3日）", "王某某"]);
        assert_eq!(
            parts("在某某大会上的讲话（2020年2月3日）王某某女士们，先生们：今天开会。"),
            ["在某某大会上的讲话", "（2020年2月3日）", "王某某", "女士们，先生们：", "今天开会。"]
        );
        assert_eq!(parts("某院总理王某某各位代表："), ["某院总理王某某", "各位代表："]);
    }

    #[test]
    fn sentences_stay_whole() {
        for text in ["各位代表！过去一年成绩很大。", "他作了报告——很长的报告。", "我们讲话（不是报告）要短。", "同志们：", ""]
        {
            assert!(head_cuts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_agency_line_comes_off_the_last_paragraph() {
        let text = "争取更大的胜利！（某某社北京一月二十日电）";
        assert_eq!(foot_cut(text).map(|at| &text[at..]), Some("（某某社北京一月二十日电）"));
        assert_eq!(foot_cut("争取更大的胜利！（热烈鼓掌）"), None);
    }
}
