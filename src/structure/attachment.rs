//! 附件: the list of attachments above the signature, and the attached pages with titles of their own.
//!
//! **Always true:** 附件 in running text is no attachment.

use crate::document::Role;

use super::evidence::Clue;
use super::line::Ending;
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::title_words::ends_in_noun;

/// Claims attachment lines and the titles of what is attached, behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    let mut listing = false;
    let mut expected = false;
    for at in head..paragraphs.len() {
        let paragraph = &paragraphs[at];
        let label = label(&paragraph.text);
        if paragraph.is_noise() {
            continue;
        }
        if paragraph.is_open() && paragraph.count <= 80 && label.is_some() {
            // 附件1 alone heads an attached page; 附件：1.名单 lists it.
            let empty = label == Some("");
            let listed = paragraphs[at + 1..].iter().find(|next| !next.is_noise()).is_some_and(is_item);
            listing = !empty || paragraph.ending == Ending::Colon && listed;
            expected = !listing;
            paragraphs[at].claim(Role::Attachment, Clue::AttachmentLabel);
            continue;
        }
        if listing && is_item(paragraph) {
            paragraphs[at].claim(Role::Attachment, Clue::AttachmentItem);
            continue;
        }
        listing = false;
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
        let named = expected && paragraph.count >= 4 && ends_in_noun(&paragraph.text) && at + 1 < paragraphs.len();
        if title && (text_follows || table_follows || named) && (expected || signed && paragraph.count >= 4) {
            paragraphs[at].claim(Role::Title, Clue::AttachedPage);
        }
        expected &= paragraphs[at].role != Some(Role::Title) && !paragraphs[at].is_prose();
    }
}

/// Whether a line could name an attachment in a list.
fn is_item(paragraph: &Paragraph) -> bool {
    paragraph.is_open()
        && matches!(paragraph.kind(), Some(Kind::Arabic | Kind::ArabicParen | Kind::Han))
        && matches!(paragraph.ending, Ending::Open | Ending::Semicolon)
        && paragraph.count <= 60
}

/// What follows 附件 and its number, if a line begins with them.
fn label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")).or_else(|| text.strip_prefix("附："))?;
    let rest = rest.trim_start().trim_start_matches(|c| numbering::digit(c).is_some() || "一二三四五六七八九十".contains(c));
    if rest.is_empty() || text.starts_with("附：") { Some(rest) } else { rest.strip_prefix(['：', ':']).map(str::trim) }
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
