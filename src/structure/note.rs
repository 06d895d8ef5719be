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
    footnotes(paragraphs);
    stage(paragraphs);
    let mut noted = false;
    for paragraph in paragraphs.iter_mut().skip(head) {
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
        let imprint = is_imprint(text);
        if bracketed
            && (text.contains("此件")
                || text.contains("联系")
                || text.contains("聯絡")
                || text.contains("删减")
                || text.contains("另发")
                || text.contains("共印")
                || text.contains("作者单位")
                || text.contains("作者系")
                || text.contains("注："))
        {
            paragraph.claim(Role::Note, Clue::PublicNote);
        } else if (bracketed && paragraph.count <= 80) || matches!(text, "翻页" | "掌声" | "鼓掌") {
            paragraph.claim(Role::Stage, Clue::Remark);
        } else if imprint && paragraph.marker.is_none() {
            paragraph.claim(Role::Note, Clue::Imprint);
        } else if label || noted && paragraph.marker.is_none() && paragraph.count <= 100 {
            // What follows 注： alone is what it notes.
            noted |= paragraph.ending == Ending::Colon && count(text, 5) <= 4;
            paragraph.claim(Role::Note, Clue::NoteLabel);
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

/// 抄送：…, 主题词：…, 某办公室　　2023年4月28日印发: what stands below the last page of an office's paper.
fn is_imprint(text: &str) -> bool {
    const LABELS: &[&str] = &["抄送", "抄报", "抄報", "主题词", "主題詞", "印数", "联系人", "联系电话", "联系方式", "咨询电话"];
    let label = text.split_once(['：', ':']).map(|(label, _)| label).filter(|label| label.len() <= 40);
    let labelled = label.is_some_and(|label| LABELS.contains(&label.chars().filter(|c| !c.is_whitespace()).collect::<String>().as_str()));
    let printed = || {
        let digits = |c: char| numbering::digit(c).is_some() || "〇零一二三四五六七八九十".contains(c);
        let day = text.strip_suffix("印发").or_else(|| text.strip_suffix("印")).map(str::trim_end).and_then(|rest| rest.strip_suffix('日'));
        day.is_some_and(|day| day.ends_with(digits) && day.contains('年')) && !text.contains(['，', '。'])
    };
    count(text, 201) <= 200 && (labelled || count(text, 61) <= 60 && printed())
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
