//! Notes and stage directions: （此件公开发布）, 注：, footnotes at the end, （掌声） and 翻页 on a line of their own.
//!
//! **Always true:** a remark inside a paragraph stays in it.

use crate::document::{Level, Role};

use super::evidence::Clue;
use super::line::{Ending, count};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;

/// Claims notes and stage directions behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    /// How near the end a paper says who is sent it.
    const LAST: usize = 6;
    footnotes(paragraphs);
    stage(paragraphs);
    let mut noted = false;
    let all = paragraphs.len();
    for (at, paragraph) in paragraphs.iter_mut().enumerate().skip(head) {
        if paragraph.is_noise() || !paragraph.is_open() {
            noted &= paragraph.is_noise();
            continue;
        }
        let text = paragraph.text.trim();
        if is_notes_label(text) {
            // With a colon it is a note itself, without one it heads them.
            noted = true;
            if paragraph.ending == Ending::Colon {
                paragraph.claim(Role::Note, Clue::NoteLabel);
            } else {
                paragraph.claim(Role::Heading(Level::ONE), Clue::PartName);
            }
            continue;
        }
        // Another label ends the notes: 译文：, 【译文】.
        noted &= !(paragraph.count <= 6 && (paragraph.ending == Ending::Colon || text.starts_with('【') && text.ends_with('】')));
        let counted = paragraph.marker.is_some_and(|marker| matches!(marker.kind, Kind::Circled | Kind::ArabicParen)) || is_cited(text);
        if noted && counted {
            paragraph.claim(Role::Note, Clue::NoteLabel);
            continue;
        }
        let bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && numbering::marker(text).is_none();
        let label = text.starts_with("注：")
            || text.starts_with("注:")
            || text.starts_with("注释：")
            || text.starts_with("编者按")
            || text.starts_with("备注：");
        let imprint = is_imprint(text) || at + LAST >= all && sends(text);
        if noted && is_numbered_note(paragraph) {
            paragraph.claim(Role::Note, Clue::NoteLabel);
            continue;
        }
        if bracketed && is_about_paper(text) {
            paragraph.claim(Role::Note, Clue::PublicNote);
        } else if (bracketed && paragraph.count <= 80) || matches!(text, "翻页" | "掌声" | "鼓掌") {
            paragraph.claim(Role::Stage, Clue::Remark);
        } else if imprint && paragraph.marker.is_none() {
            paragraph.claim(Role::Note, Clue::Imprint);
        } else if label || noted && paragraph.marker.is_none() && paragraph.count <= 100 {
            // What follows 注： alone is what it notes.
            noted |= paragraph.ending == Ending::Colon && count(text, 5) <= 4;
            paragraph.claim(Role::Note, Clue::NoteLabel);
        } else {
            noted = false;
        }
    }
}

/// Makes notes of the items under a heading that says so: 【注释】 over （1）某词：某义。
pub(super) fn claim_under_headings(paragraphs: &mut [Paragraph]) {
    let mut below = false;
    for paragraph in paragraphs.iter_mut() {
        let item = matches!(paragraph.role, None | Some(Role::List)) && is_numbered_note(paragraph);
        if below && item {
            paragraph.why.retain(|reason| reason.line.is_some());
            paragraph.claim(Role::Note, Clue::NoteLabel);
        } else if !paragraph.is_noise() {
            below = matches!(paragraph.role, Some(Role::Heading(_))) && names_notes(&paragraph.text);
        }
    }
}

/// Whether a line says that notes follow, and nothing else: 注释：, 【注释】.
fn is_notes_label(text: &str) -> bool {
    const LABELS: &[&str] = &["注", "注释", "注釋", "附注", "注解", "尾注", "脚注"];
    let tagged = text.strip_prefix(['【', '[', '［']).and_then(|rest| rest.strip_suffix(['】', ']', '］']));
    let label = text.strip_suffix(['：', ':']).or(tagged);
    label.is_some_and(|label| LABELS.contains(&label.trim()))
}

/// [1] 某书…: a number in square brackets.
fn is_cited(text: &str) -> bool {
    let number = text.strip_prefix(['[', '［', '〔']);
    let rest = number.map(|rest| (rest, rest.trim_start_matches(|c| numbering::digit(c).is_some())));
    rest.is_some_and(|(rest, behind)| behind.len() < rest.len() && behind.starts_with([']', '］', '〕']))
}

/// What happens on the stage of a text that has turns: 【敲门声。】, 〔灯暗。 open or closed, ——幕落.
fn stage(paragraphs: &mut [Paragraph]) {
    const LONGEST: usize = 120;
    const ENDS: &[&str] = &["幕落", "幕启", "幕啟", "剧终", "劇終", "全剧终", "落幕", "闭幕", "幕急落", "幕徐落", "灯暗", "完"];
    if !paragraphs.iter().any(|paragraph| paragraph.role == Some(Role::Dialogue)) {
        return;
    }
    let happens = |text: &str| {
        let pairs = [('【', '】', false), ('〔', '〕', true), ('[', ']', true), ('［', '］', true)];
        let Some((open, close, may_stay_open)) = pairs.into_iter().find(|(open, ..)| text.starts_with(*open)) else { return false };
        let inner = &text[open.len_utf8()..];
        let ended = |inner: &str| {
            super::line::ending(inner) == Ending::Stop || ["声", "聲", "上", "下", "起"].iter().any(|word| inner.ends_with(word))
        };
        match inner.strip_suffix(close) {
            Some(inner) => !inner.contains([open, close]) && ended(inner),
            None => may_stay_open && !inner.contains(close) && super::line::ending(inner) == Ending::Stop,
        }
    };
    let ends = |text: &str| {
        let core = text.trim_matches(['—', '―', '。', ' ']);
        core.len() < text.len() && ENDS.contains(&core)
    };
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.is_open() && paragraph.count <= LONGEST) {
        let text = paragraph.text.trim();
        if happens(text) || ends(text) {
            paragraph.claim(Role::Stage, Clue::StageMark);
        }
    }
}

/// （此件公开发布）, （共印80份）, （作者单位：…）: in brackets, about the paper itself or who wrote it.
pub(super) fn is_about_paper(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "此件", "联系", "聯絡", "删减", "另发", "共印", "作者单位", "作者系", "作者为", "作者為", "作者是", "作者係", "作者簡介",
        "作者简介", "注：", "录音整理", "錄音整理", "未经", "未經", "截至",
    ];
    let text = text.trim();
    text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && count(text, 201) <= 200 && WORDS.iter().any(|word| text.contains(word))
}

/// ① 某书，某页。, （2）缘：沿着。: one of a row of notes under their label.
fn is_numbered_note(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 200;
    let marked = matches!(paragraph.kind(), Some(Kind::Circled | Kind::ArabicParen | Kind::Arabic));
    (marked || paragraph.text.starts_with('①')) && paragraph.count <= LONGEST
}

/// 【注释】, 注释: a heading that notes stand under.
fn names_notes(text: &str) -> bool {
    let core = text.trim_matches(['【', '】', '〔', '〕', '[', ']', '［', '］', '：', ':']);
    matches!(core, "注释" | "注釋" | "注解" | "註釋" | "注" | "註" | "字词注释" | "词语注释")
}

/// 发：各乡镇，县直各单位。, 正本：某局: who is sent the paper, below its last line.
fn sends(text: &str) -> bool {
    let copies = ["正本：", "副本：", "正本:", "副本:"].iter().any(|label| text.starts_with(label));
    if copies && count(text, 151) <= 150 && !text.contains(['，', '。', '；']) {
        return true;
    }
    let whom = ["发：", "送：", "报：", "發：", "報："].iter().find_map(|label| text.strip_prefix(label));
    whom.is_some_and(|whom| {
        let offices = ["各", "委", "局", "办", "府", "部", "单位", "領導", "领导"].iter().any(|word| whom.contains(word));
        offices && count(whom, 151) <= 150 && !whom.trim_end_matches('。').contains(['。', '；', '！', '？'])
    })
}

/// 抄送：…, 主题词：…, 某办公室　　2023年4月28日印发: what stands below the last page of an office's paper.
pub(super) fn is_imprint(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "抄送", "抄报", "抄報", "主题词", "主題詞", "印数", "联系人", "联系电话", "联系方式", "咨询电话", "信息公开选项", "公开选项",
        "公开属性", "信息公开形式",
    ];
    let label = text.split_once(['：', ':']).map(|(label, _)| label).filter(|label| label.len() <= 40);
    let labelled = label.is_some_and(|label| LABELS.contains(&label.chars().filter(|c| !c.is_whitespace()).collect::<String>().as_str()));
    let printed = || {
        let digits = |c: char| numbering::digit(c).is_some() || "〇零一二三四五六七八九十".contains(c);
        let day = text.strip_suffix("印发").or_else(|| text.strip_suffix("印")).map(str::trim_end).and_then(|rest| rest.strip_suffix('日'));
        day.is_some_and(|day| day.ends_with(digits) && day.contains('年')) && !text.contains(['，', '。'])
    };
    // 共印300份, 此件发至乡镇。
    let copies = || {
        let figures =
            ["共印", "印发", "印"].iter().find_map(|word| text.strip_prefix(word)).and_then(|rest| rest.trim().strip_suffix('份'));
        figures.is_some_and(|figures| !figures.trim().is_empty() && figures.trim().chars().all(|c| numbering::digit(c).is_some()))
    };
    let sent = || text.starts_with("此件") && ["发至", "发到", "公开", "不发"].iter().any(|word| text.contains(word));
    count(text, 201) <= 200 && (labelled || count(text, 61) <= 60 && printed() || count(text, 21) <= 20 && (copies() || sent()))
}

/// Numbered notes glued to their number, at the end: 1某某… 2某某…, without a gap down to 1.
fn footnotes(paragraphs: &mut [Paragraph]) {
    const FEWEST: usize = 3;
    let number = |paragraph: &Paragraph| -> Option<usize> {
        let digits: usize = paragraph.text.chars().take_while(char::is_ascii_digit).take(4).count();
        let rest = paragraph.text.get(digits..)?;
        let glued = paragraph.marker.is_none() && !rest.starts_with(['.', '年', '月', '日', '%', '％', '、', '．', ' ']) && digits > 0;
        glued.then(|| paragraph.text.get(..digits)?.parse().ok()).flatten()
    };
    let Some(last) = paragraphs.iter().rposition(|paragraph| paragraph.is_open()) else { return };
    let Some(mut expected) = number(&paragraphs[last]).filter(|number| *number >= FEWEST && *number <= paragraphs.len()) else { return };
    let mut at = last;
    while expected > 1 {
        let Some(above) = at.checked_sub(1) else { return };
        if !paragraphs[above].is_noise() {
            expected -= 1;
            if number(&paragraphs[above]) != Some(expected) {
                return;
            }
        }
        at = above;
    }
    for paragraph in paragraphs[at..=last].iter_mut().filter(|paragraph| paragraph.is_open()) {
        paragraph.claim(Role::Note, Clue::Footnote);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn remarks_alone_are_stage_directions() {
        let blocks = sample::blocks("同志们：\n我们一定能够胜利！（掌声）\n（热烈鼓掌）\n谢谢大家！（长时间鼓掌）");
        let roles: Vec<_> = blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles, [Role::Salutation, Role::Body, Role::Stage, Role::Closing]);
    }

    #[test]
    fn footnotes_at_the_end_are_notes() {
        let blocks = sample::blocks("正文说了很多很多，还有很多没有说。\n1某某某地人。\n2某某某书名。\n3某某某人名。");
        assert!(blocks[1..].iter().all(|block| block.role == Role::Note));
    }
}
