//! Where the lines of an attachment list stand (GB/T 9704—2012, 7.3.4), and where an attachment begins (7.3.7).
//!
//! `附件：1. 名称` begins two characters in; the next number stands under the first; what turns over stands under the
//! name's first character. 附件1 alone heads an attachment: it stands flush left in the face of first headings, on a new page.
//! Indents are hundredths of a character.

use std::collections::{BTreeMap, BTreeSet};

use super::Template;
use super::signature::width;
use crate::document::{Block, Document, Role};

/// Whether a block heads an attachment: 附件, 附件1 and nothing behind it, or what structure marked as its head. 附件： heads the list
/// of them.
pub fn is_head(block: &Block) -> bool {
    let text = block.text.trim();
    let number = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"));
    let number = number.map(|rest| rest.trim_start().trim_end_matches(['：', ':', '.', '．', '、']));
    let counts = |number: &str| number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十-—".contains(c));
    let alone = || number.is_some_and(|number| counts(number) && (!number.is_empty() || text.ends_with(['件', '表'])));
    block.role == Role::Attachment && (block.run_in.is_some() || alone())
}

/// The blocks that begin a page: an attachment's head, and the title behind a signed letter, of what that sends out. None where
/// pages have columns: those are for saving paper.
pub fn begin_pages(document: &Document, template: &Template) -> BTreeSet<usize> {
    if template.page.columns > 1 {
        return BTreeSet::new();
    }
    let (mut begin, mut has_text, mut signed) = (BTreeSet::new(), false, false);
    let mut printed = document.printed().peekable();
    while let Some((index, block)) = printed.next() {
        let heads = has_text && is_head(block) && printed.peek().is_some_and(|(_, next)| next.role != Role::Attachment);
        if heads || signed && block.role == Role::Title {
            begin.insert(index);
        }
        has_text |= block.role == Role::Body;
        signed = match block.role {
            Role::Signature | Role::SignatureDate => true,
            Role::Note | Role::Noise => signed,
            _ => false,
        };
    }
    begin
}

/// Fewer characters than these behind the indents are no line: there nothing hangs.
const LEAST: i64 = 400;

/// The indents of each attachment line by block index: of its first line, and of the lines that turn over. `characters` is how many a
/// full line holds.
pub fn indents(document: &Document, characters: usize) -> BTreeMap<usize, (i64, i64)> {
    let most = characters as i64 * 100 - LEAST;
    let hanging = hanging_indents(document).into_iter();
    hanging.map(|(index, (first, rest))| (index, if first.max(rest) > most { (0, 0) } else { (first, rest) })).collect()
}

fn hanging_indents(document: &Document) -> BTreeMap<usize, (i64, i64)> {
    let mut indents = BTreeMap::new();
    // Where the numbers of the list stand that is being read.
    let mut numbers = None;
    for (index, block) in document.printed() {
        if block.role != Role::Attachment {
            numbers = None;
            continue;
        }
        if is_head(block) {
            numbers = None;
            indents.insert(index, (0, 0));
            continue;
        }
        let label = label(&block.text);
        let rest = &block.text[label.len()..];
        if rest.trim().is_empty() {
            // 附件： on a line of its own: the numbers stand where they would behind it.
            numbers = Some(200 + width(label));
            indents.insert(index, (200, 200));
            continue;
        }
        let first = if label.is_empty() { numbers.unwrap_or(200) } else { 200 };
        let begins = first + width(label);
        numbers = Some(begins);
        indents.insert(index, (first, begins + width(number(rest))));
    }
    indents
}

/// Where the name begins in an attachment's line: behind `附件：` and its number.
pub fn name_start(text: &str) -> usize {
    let label = label(text).len();
    label + number(&text[label..]).len()
}

/// `附件：`, `附件1`, `附：` at the head of a line, or nothing.
fn label(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表")).or_else(|| text.strip_prefix('附')) else {
        return "";
    };
    let digits = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    // 附件1.名单, 附件二　名单: only behind a number.
    let counts = digits.len() < rest.trim_start().len();
    let behind =
        digits.trim_start_matches(|c: char| matches!(c, '：' | ':') || counts && (matches!(c, '.' | '．' | '、') || c.is_whitespace()));
    if behind.len() < digits.len() || behind.is_empty() { &text[..text.len() - behind.len()] } else { "" }
}

/// `1. ` at the head of a name, or nothing.
fn number(text: &str) -> &str {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let stop = behind.strip_prefix(['.', '．', '、']).map(|rest| rest.trim_start_matches(' '));
    match stop {
        Some(rest) if behind.len() < text.len() => &text[..text.len() - rest.len()],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn numbers_stand_under_one_another_and_names_turn_over_under_themselves() {
        let list = ["附件：1. 事迹材料", "2. 名单", "3.安排"];
        assert_eq!(of(&list), [(200, 200 + 300 + 100), (500, 600), (500, 575)]);
        assert_eq!(of(&["附件：名单"]), [(200, 500)]);
        assert_eq!(of(&["附件1", "名单"]), [(0, 0), (200, 200)], "the head of an attachment, flush left");
        assert_eq!(of(&["附件："]), [(200, 200)], "over its list");
        assert_eq!(of(&["附件：", "1. 名单", "2. 安排"]), [(200, 200), (500, 600), (500, 600)], "numbers as behind the label");
        assert_eq!(of(&["附件1.名单", "附件2.安排"]), [(200, 500), (200, 500)]);
        assert_eq!(of(&["附近的名单"]), [(200, 200)], "no label");
    }

    #[test]
    fn an_attachment_and_the_title_behind_a_signature_begin_a_page() {
        let block = |(role, text): &(Role, &str)| Block::of(*role, *text);
        let blocks = [
            (Role::Attachment, "附件1"), // nothing before it
            (Role::Body, "好。"),
            (Role::Attachment, "附件："),
            (Role::Attachment, "1. 名单"),
            (Role::SignatureDate, "2024年9月5日"),
            (Role::Note, "（此件公开发布）"),
            (Role::Title, "防火办法"), // what the letter sends out
            (Role::Attachment, "附件 一："),
            (Role::Title, "名单"),
            (Role::Body, "甲"),
            (Role::Title, "另一篇"),    // not behind a signature
            (Role::Attachment, "附件"), // nothing behind it
        ];
        let document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
        let pages = |own: &str| begin_pages(&document, &crate::template::load("own", own).expect("good")).into_iter().collect::<Vec<_>>();
        assert_eq!(pages(""), [6, 7]);
        assert_eq!(pages("[page]\ncolumns = 2\ncharacters = 13"), [0; 0]);
    }

    fn of(texts: &[&str]) -> Vec<(i64, i64)> {
        let block = |text: &&str| Block::of(Role::Attachment, *text);
        let document = Document { blocks: texts.iter().map(block).collect(), ..Document::default() };
        assert!(indents(&document, 4).into_values().all(|indents| indents == (0, 0)), "nothing hangs on a narrow page");
        indents(&document, 28).into_values().collect()
    }
}
