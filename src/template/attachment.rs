//! Where the lines of an attachment list stand (GB/T 9704—2012, 7.3.4).
//!
//! `附件：1. 名称` begins two characters in; the next number stands under the first; what turns over stands under the
//! name's first character. 附件1 alone heads an attachment and stands flush left (7.3.7).
//! Indents are hundredths of a character.

use std::collections::BTreeMap;

use super::signature::width;
use crate::document::{Document, Role};

/// The indents of each attachment line by block index: of its first line, and of the lines that turn over.
pub fn indents(document: &Document) -> BTreeMap<usize, (i64, i64)> {
    let mut indents = BTreeMap::new();
    // Where the numbers of the list stand that is being read.
    let mut numbers = None;
    for (index, block) in document.printed() {
        if block.role != Role::Attachment {
            numbers = None;
            continue;
        }
        let label = label(&block.text);
        let rest = &block.text[label.len()..];
        if rest.trim().is_empty() {
            numbers = None;
            indents.insert(index, (0, 0));
            continue;
        }
        let first = if label.is_empty() { numbers.unwrap_or(200) } else { 200 };
        let begins = first + width(label);
        numbers = Some(begins);
        indents.insert(index, (first, begins + width(number(rest))));
    }
    indents
}

/// `附件：`, `附件1`, `附：` at the head of a line, or nothing.
fn label(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("附件").or_else(|| text.strip_prefix('附')) else { return "" };
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let behind = digits.trim_start_matches(['：', ':']);
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
        assert_eq!(of(&["附近的名单"]), [(200, 200)], "no label");
    }

    fn of(texts: &[&str]) -> Vec<(i64, i64)> {
        let block = |text: &&str| Block::of(Role::Attachment, *text);
        indents(&Document { blocks: texts.iter().map(block).collect(), ..Document::default() }).into_values().collect()
    }
}
