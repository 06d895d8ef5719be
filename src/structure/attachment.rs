//! 附件: the list of attachments above the signature, and the attached pages with titles of their own.
//!
//! **Always true:** 附件 in running text is no attachment.

use crate::document::{Level, Role, RunIn};

use super::evidence::Clue;
use super::line::{Ending, count};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::title_words::ends_in_noun;

/// How far from the signature the names of a list under 附件： may begin, in paragraphs.
const NAMES: usize = 20;

/// Claims attachment lines and the titles of what is attached, behind `head`.
pub(super) fn claim(paragraphs: &mut Vec<Paragraph>, head: usize) {
    let mut reading = Reading {
        listing: false,
        expected: false,
        is_signed: paragraphs[..head].iter().any(signs),
        to_come: paragraphs[head..].iter().filter(|one| signs(one)).count(),
    };
    let mut at = head;
    while at < paragraphs.len() {
        at += reading.claim(paragraphs, at);
    }
}

fn signs(paragraph: &Paragraph) -> bool {
    matches!(paragraph.role, Some(Role::Signature | Role::SignatureDate))
}

/// What is known of the attachments so far.
struct Reading {
    /// A list goes on.
    listing: bool,
    /// A label stood alone: the title of what is attached may follow.
    expected: bool,
    /// Somebody has signed.
    is_signed: bool,
    /// How many lines that sign are still to come.
    to_come: usize,
}

impl Reading {
    /// Looks at one paragraph; how many it has made of it.
    fn claim(&mut self, paragraphs: &mut Vec<Paragraph>, at: usize) -> usize {
        if paragraphs[at].is_noise() {
            return 1;
        }
        if signs(&paragraphs[at]) {
            (self.is_signed, self.to_come) = (true, self.to_come.saturating_sub(1));
        }
        if let Some(label) = Label::of(&paragraphs[at]) {
            return self.claim_label(paragraphs, at, &label);
        }
        if self.listing && is_item(&paragraphs[at]) {
            paragraphs[at].claim(Role::Attachment, Clue::AttachmentItem);
            return 1;
        }
        self.listing = false;
        if is_attached_title(paragraphs, at, self.expected) {
            if let Some(end) = number_at_head(&paragraphs[at].text) {
                // 附件1座位表, whose space has gone.
                paragraphs[at].claim(Role::Attachment, Clue::AttachmentLabel);
                part_title(paragraphs, at, end);
                self.expected = false;
                return 2;
            }
            paragraphs[at].claim(Role::Title, Clue::AttachedPage);
            if let Some(label) = at.checked_sub(1).and_then(|above| paragraphs.get_mut(above)).filter(|_| self.expected) {
                mark_head(label);
            }
        }
        self.expected &= paragraphs[at].role != Some(Role::Title) && !paragraphs[at].is_prose();
        1
    }

    /// Claims a label, with the title behind it where it heads what is attached; how many paragraphs it has made.
    fn claim_label(&mut self, paragraphs: &mut Vec<Paragraph>, at: usize, label: &Label) -> usize {
        let name = paragraphs[at].text[label.end..].to_string();
        paragraphs[at].claim(Role::Attachment, Clue::AttachmentLabel);
        let below = paragraphs[at + 1..].iter().position(|next| !next.is_noise()).map(|n| at + 1 + n);
        if name.is_empty() {
            // 附件1 alone heads an attached page; 附件： stands over its list.
            let colon = paragraphs[at].ending == Ending::Colon;
            self.listing = colon && below.is_some_and(|below| is_item(&paragraphs[below]));
            let named = colon && !self.listing && !self.is_signed && claim_names(paragraphs, at + 1);
            self.expected = !self.listing && !named;
            return 1;
        }
        self.expected = false;
        // Behind the signature, or by its number where nobody signs.
        let may_head = (label.counts || self.is_signed) && self.to_come == 0;
        if may_head && below.is_some_and(|below| heads_page(paragraphs, at, below, &name)) {
            // 附件1：会议议程 over the agenda: the label and the title.
            part_title(paragraphs, at, label.end);
            mark_head(&mut paragraphs[at]);
            self.listing = false;
            return 2;
        }
        // 附件：1.名单 goes on with 2.
        self.listing = !label.counts;
        1
    }
}

/// Parts a label from the title behind it, and both from the space between.
fn part_title(paragraphs: &mut Vec<Paragraph>, at: usize, end: usize) {
    let bare = paragraphs[at].text[..end].trim_end().len();
    let mut parting = paragraphs[at].cut_off(bare, Clue::AttachedPage);
    let mut title = if bare < end { parting.cut_off(end - bare, Clue::AttachedPage) } else { parting };
    title.claim(Role::Title, Clue::AttachedPage);
    paragraphs.insert(at + 1, title);
}

/// 附件： heads a page as 附件1 does, though it looks like the head of a list.
fn mark_head(label: &mut Paragraph) {
    let is_bare = label.role == Some(Role::Attachment) && label.text.trim_end().ends_with(['：', ':']);
    label.run_in = is_bare.then_some(RunIn { end: label.text.len(), level: Some(Level::ONE) });
}

/// Where 附件1 ends at the head of a title.
fn number_at_head(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("附件")?;
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (name.len() < rest.len() && is_name(name)).then(|| text.len() - name.len())
}

/// Whether the last of these paragraphs stands in a list under 附件：.
pub(super) fn is_listed(paragraphs: &[Paragraph]) -> bool {
    let listed =
        |paragraph: &&Paragraph| paragraph.is_noise() || paragraph.is_open() && paragraph.ending == Ending::Open && paragraph.count <= 60;
    let above = paragraphs.iter().rev().take(NAMES).find(|paragraph| !listed(paragraph));
    above.is_some_and(|label| label.ending == Ending::Colon && Label::of(label).is_some_and(|found| found.end == label.text.len()))
}

/// Claims the names under 附件： that no numbers tell: what there is down to the signature. Whether there were any.
fn claim_names(paragraphs: &mut [Paragraph], from: usize) -> bool {
    let behind = &paragraphs[from..];
    let end = behind
        .iter()
        .take(NAMES + 1)
        .position(|next| !(next.is_noise() || next.is_open() && is_name(&next.text) && next.ending == Ending::Open));
    let Some(end) = end.filter(|end| (1..=NAMES).contains(end)) else { return false };
    if !signs(&behind[end]) {
        return false;
    }
    for name in paragraphs[from..from + end].iter_mut().filter(|name| name.is_open()) {
        name.claim(Role::Attachment, Clue::AttachmentItem);
    }
    true
}

/// Whether 附件1：会议议程 heads the page of what is attached: over a text that is not the next in a list, nor the title again.
fn heads_page(paragraphs: &[Paragraph], at: usize, below: usize, name: &str) -> bool {
    let next = &paragraphs[below];
    let is_text = next.is_open() || matches!(next.role, Some(Role::Table | Role::List | Role::Heading(_) | Role::Salutation));
    let has_text = paragraphs[..at].iter().any(Paragraph::is_prose);
    is_text && has_text && is_name(name) && next.text != name && Label::of(next).is_none()
}

/// Whether a line is the title of what is attached: under its label, or behind a signed letter.
fn is_attached_title(paragraphs: &[Paragraph], at: usize, expected: bool) -> bool {
    let paragraph = &paragraphs[at];
    let title = paragraph.is_open()
        && paragraph.marker.is_none()
        && paragraph.ending == Ending::Open
        && (2..=50).contains(&paragraph.count)
        && !paragraph.text.contains(['，', '。', '\u{3000}', '；', '：']);
    let signed = at > 0
        && matches!(paragraphs[at - 1].role, Some(Role::SignatureDate | Role::Note))
        && paragraphs[..at].iter().rev().take(3).any(|above| above.role == Some(Role::SignatureDate));
    let text_follows = paragraphs
        .get(at + 1)
        .is_some_and(|next| next.is_open() && (next.is_prose() || next.marker.is_some() || next.text.contains('\u{3000}')));
    let table_follows = expected && paragraphs.get(at + 1).is_some_and(|next| next.role == Some(Role::Table));
    // 某名单 over the names: what stands under the label alone, and is called like a paper.
    let behind = || paragraphs[..at].iter().any(|above| above.role == Some(Role::SignatureDate));
    let named = expected && at + 1 < paragraphs.len() && (paragraph.count >= 4 && ends_in_noun(&paragraph.text) || behind());
    title && (text_follows || table_follows || named) && (expected || signed && paragraph.count >= 4)
}

/// Whether a line could name an attachment in a list.
fn is_item(paragraph: &Paragraph) -> bool {
    paragraph.is_open()
        && matches!(paragraph.kind(), Some(Kind::Arabic | Kind::ArabicParen | Kind::Han))
        && matches!(paragraph.ending, Ending::Open | Ending::Semicolon)
        && paragraph.count <= 60
}

/// 附件, 附件：, 附件1： and the like at the head of a line.
struct Label {
    /// Where it ends, in bytes, with what parts it from the name behind it.
    end: usize,
    /// Whether it has a number.
    counts: bool,
}

impl Label {
    /// The label of a line that nobody has claimed.
    fn of(paragraph: &Paragraph) -> Option<Label> {
        let text = paragraph.text.as_str();
        if !paragraph.is_open() || paragraph.count > 80 {
            return None;
        }
        if let Some(name) = text.strip_prefix("附：") {
            return Some(Label { end: text.len() - name.trim_start().len(), counts: false });
        }
        let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"))?;
        let number = &rest[spaces(rest)..];
        let is_figure = |c: char| numbering::digit(c).is_some() || "一二三四五六七八九十".contains(c);
        let behind = number.trim_start_matches(is_figure);
        let counts = behind.len() < number.len();
        // 附件1-1
        let part = behind.strip_prefix(['-', '—']).map(|part| part.trim_start_matches(is_figure)).filter(|_| counts);
        let behind = part.unwrap_or(behind);
        let behind = if counts { behind } else { rest };
        let at = text.len() - behind.len();
        let end = |sign: usize| at + sign + spaces(&behind[sign..]);
        let sign = behind.chars().next().filter(|c| matches!(c, '：' | ':' | '.' | '．' | '、'));
        let label = match sign {
            None if behind.is_empty() => Label { end: at, counts },
            Some(colon @ ('：' | ':')) => Label { end: end(colon.len_utf8()), counts },
            // 附件1.名单, 附件二　名单: other marks part a number from a name, and from a name only.
            Some(stop) if counts => Label { end: end(stop.len_utf8()), counts },
            None if spaces(behind) > 0 && (counts || behind.starts_with('\u{3000}')) => Label { end: end(0), counts },
            Some(_) | None => return None,
        };
        let by_colon = text[..label.end].trim_end().ends_with(['：', ':']) || label.end == text.len();
        (by_colon || paragraph.ending == Ending::Open && is_name(&text[label.end..])).then_some(label)
    }
}

/// The bytes of the spaces at the head of a text.
fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a text could be what an attachment is called: no sentence, no other attachment.
fn is_name(text: &str) -> bool {
    (2..=60).contains(&count(text, 61)) && !text.contains(['，', '。', '；', '：', '！', '？']) && !text.contains("附件")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn attachments_are_listed_and_head_their_pages() {
        let text = "各单位：\n　　现将有关事项通知如下，请照办。\n　　特此通知。\n　　附件：1.名单\n　　　　　2.日程安排\n　　　　　　　　　　　　某市办公室\n　　　　　　　　　　　　2024年5月1日\n（此件公开发布）\n附件1\n名单\n张三　李四　王五";
        let roles: Vec<_> = sample::blocks(text).iter().map(|block| block.role).collect();
        assert_eq!(
            roles[2..10],
            [
                Role::Closing,
                Role::Attachment,
                Role::Attachment,
                Role::Signature,
                Role::SignatureDate,
                Role::Note,
                Role::Attachment,
                Role::Title
            ]
        );
    }
}
