//! 落款: who signs, and when, at the end of a text, a letter or a notice.
//!
//! **Always true:** a signature is a few words without a mark, and stands above its date, behind 此致, or far to the right.

use crate::document::Role;

use super::byline::{is_surname, looks_like_name};
use super::date;
use super::evidence::Clue;
use super::line::{Ending, count, is_han};
use super::note;
use super::paragraph::Paragraph;
use super::title_words::is_organization;

/// How far to the right (columns) a line must stand to be a signature by that alone.
const FAR_RIGHT: usize = 16;

/// Claims signatures and their dates behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    let text: Vec<usize> = (head..paragraphs.len()).filter(|at| !paragraphs[*at].is_noise()).collect();
    // A text that is ordered by dates does not end at each.
    let is_ordered = text.iter().filter(|at| paragraphs[**at].count <= 40 && date::is_date(&paragraphs[**at].text)).take(3).count() >= 3;
    // Nobody signs before anything is said.
    let said = text.iter().position(|at| {
        paragraphs[*at].is_prose()
            || matches!(paragraphs[*at].role, Some(Role::Salutation | Role::Closing | Role::Verse | Role::Dialogue | Role::Table))
    });
    let begin = said.unwrap_or(0) + 1;
    for (place, at) in text.iter().copied().enumerate().skip(begin) {
        if !paragraphs[at].is_open()
            || paragraphs[at].count > 40
            || !(date::is_date(&paragraphs[at].text) || date::is_day(&paragraphs[at].text) || date::is_colophon(&paragraphs[at].text))
        {
            continue;
        }
        let signers = (place.saturating_sub(2)..place).rev().take_while(|place| signs(&paragraphs[text[*place]])).count();
        let near_end = text.len() - place <= 6;
        let followed = is_ordered && text.get(place + 1).is_some_and(|next| paragraphs[*next].is_open() && paragraphs[*next].is_prose());
        if signers > 0 && !date::is_day(&paragraphs[at].text) || near_end && !followed {
            paragraphs[at].claim(Role::SignatureDate, Clue::DateAtEnd);
            (place - signers..place).for_each(|place| paragraphs[text[place]].claim(Role::Signature, Clue::AboveDate));
        }
    }
    for (place, at) in text.iter().copied().enumerate().skip(begin) {
        let paragraph = &paragraphs[at];
        if !signs(paragraph) {
            continue;
        }
        let closed = (place.saturating_sub(2)..place).any(|place| paragraphs[text[place]].role == Some(Role::Closing));
        let far = paragraph.indent >= FAR_RIGHT && place * 2 > text.len();
        // Who issues the paper stands in its head, and again below its text.
        let issues =
            place * 2 >= text.len() && paragraph.count >= 4 && is_organization(&paragraph.text) && heads(paragraphs, head, &paragraph.text);
        // 张某 under 祝好！: a letter without a date.
        let named = closed
            && place + 2 >= text.len()
            && (looks_like_name(&paragraph.text) || is_by_first_name(&paragraph.text))
            && paragraphs[text[place - 1]].role == Some(Role::Closing);
        if named {
            paragraphs[at].claim(Role::Signature, Clue::BelowClosing);
        } else if issues {
            paragraphs[at].claim(Role::Signature, Clue::IssuerAgain);
        } else if far || office_and_name(&paragraph.text) && (closed || paragraphs[text[place - 1]].is_prose()) {
            paragraphs[at].claim(Role::Signature, if far { Clue::FarRight } else { Clue::OfficeAndName });
        }
    }
}

/// Whether an office stands in the head: in the title, as the byline.
fn heads(paragraphs: &[Paragraph], head: usize, office: &str) -> bool {
    let named = |paragraph: &Paragraph| matches!(paragraph.role, Some(Role::Title | Role::Byline | Role::Subtitle | Role::Meta));
    paragraphs.iter().take(head).filter(|paragraph| named(paragraph)).any(|paragraph| paragraph.text.contains(office))
}

/// Whether a line could sign: a few words, no mark, no marker.
fn signs(paragraph: &Paragraph) -> bool {
    paragraph.is_open()
        && paragraph.marker.is_none()
        && (paragraph.ending == Ending::Open || paragraph.ending == Ending::Colon && is_seals(&paragraph.text))
        && (2..=30).contains(&paragraph.count)
        && !paragraph.text.contains(['，', '。', '；', '“', ','])
        && !note::is_about_paper(&paragraph.text)
        && paragraph.text.split_once(['：', ':']).is_none_or(|(who, name)| is_relation(who, name))
}

/// 小李, 老王.
fn is_by_first_name(text: &str) -> bool {
    text.strip_prefix(['小', '老', '阿'])
        .is_some_and(|name| (1..=2).contains(&name.chars().count()) && name.starts_with(is_surname) && name.chars().all(is_han))
}

/// 女儿：小敏, 申请人：张某某, 甲方（签字）：
fn is_relation(who: &str, name: &str) -> bool {
    const SIGNERS: &[&str] =
        &["人", "方", "儿", "女", "生", "友", "弟", "妹", "兄", "姐", "父", "母", "者", "位", "员", "签字", "签章", "盖章", "（章）"];
    let who: String = who.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')')).collect();
    let name = name.trim();
    (1..=8).contains(&count(&who, 9))
        && SIGNERS.iter().any(|end| who.ends_with(end))
        && (name.is_empty() || count(name, 5) <= 4 && name.chars().all(|c| is_han(c) || c == '×' || c == '_') || is_seals(name))
}

/// Whether what stands behind the first party's label is the second party's: 乙方（盖章）：
fn is_seals(text: &str) -> bool {
    ["签字", "签章", "盖章", "签名"].iter().any(|word| text.contains(word)) && count(text, 21) <= 20
}

/// 某某党团　张某某: an office, a wide space, a name.
fn office_and_name(text: &str) -> bool {
    let Some((office, name)) = text.rsplit_once(['\u{3000}', ' ']) else { return false };
    let name = name.trim();
    let clerk = ["书记员", "审判员", "陪审员", "記錄員"].iter().any(|office_name| office.trim() == *office_name);
    (2..=4).contains(&name.chars().count())
        && name.chars().all(is_han)
        && (count(office, 31) >= 5 || clerk)
        && office.trim().chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn who_signs_stands_above_the_date() {
        let blocks = sample::blocks("各单位：\n办法已经印好，请各单位照此办理。\n某市人民政府办公室\n2024年5月1日\n（此件公开发布）");
        let roles: Vec<_> = blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles[2..], [Role::Signature, Role::SignatureDate, Role::Note]);
    }

    #[test]
    fn an_essay_ends_in_its_date() {
        let blocks = sample::blocks("这是一篇短文，只有一段，写得很短。\n一九二四年十月三日。");
        assert_eq!(blocks[1].role, Role::SignatureDate);
        assert_eq!(blocks[0].role, Role::Body);
    }
}
