//! Private-use characters: what they show depends on the font of whoever typed them. Told, never touched.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::checks::Finding;
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "private-use",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/private-use.md"),
};

/// How many are named.
const NAMED: usize = 5;

/// Whether a character is private.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut count = 0;
    let mut first = None;
    let mut codes = BTreeSet::new();
    for (offset, c) in normal.text.char_indices().filter(|(_, c)| is_private(*c)) {
        count += 1;
        first.get_or_insert(offset);
        codes.insert(u32::from(c));
    }
    let Some(offset) = first else { return Vec::new() };
    let named: Vec<String> = codes.iter().take(NAMED).map(|code| format!("U+{code:04X}")).collect();
    let more = if codes.len() > NAMED { ", …" } else { "" };
    let characters = if count == 1 { "character" } else { "characters" };
    let message = format!("{count} private-use {characters}: {}{more}", named.join(", "));
    let hint = "only the font they were typed with knows what they show; replace them by what is meant";
    vec![Finding { offset, diagnostic: Diagnostic::note(RULE.name, message).hint(hint) }]
}
