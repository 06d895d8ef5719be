//! Characters that no printed text and no XML can hold: NUL, C0, C1, noncharacters. Dropped, counted, reported.
//!
//! XML 1.0, 2.2 leaves out C0 and U+FFFE, U+FFFF; the rest has no ink and no meaning in a text. Tab and line ends are not
//! among them, nor is U+FFFD, which stands for bytes that were lost.

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::phrase;

/// The rule.
pub const RULE: Rule = Rule {
    name: "control-character",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: true },
    page: include_str!("../../../docs/rules/control-character.md"),
};

/// Whether a character is one of them. Line ends are found before and never asked about.
pub fn is_control(c: char) -> bool {
    match u32::from(c) {
        0x09 => false,
        0x00..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF => true,
        code => code & 0xFFFE == 0xFFFE,
    }
}

/// What to tell about those that were dropped: how many, and where the first stood.
pub fn report(dropped: Option<(usize, usize)>, decoded: &str, line_starts: &[usize]) -> Option<Diagnostic> {
    let (count, first) = dropped?;
    let line = line_starts.partition_point(|start| *start <= first);
    let start = line.checked_sub(1).and_then(|index| line_starts.get(index)).copied().unwrap_or_default();
    let column = decoded.get(start..first).unwrap_or_default().chars().count() + 1;
    let code = decoded.get(first..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
    let code = format!("U+{code:04X}");
    let message = match count {
        1 => message!("one control character was dropped, {code}", code),
        _ => message!("{count} control characters were dropped, the first is {code}", count, code),
    };
    let hint = phrase!("look at this place in the source: text may have been lost before it came here");
    Some(Diagnostic::warning(RULE.name, message).at(line, column).hint(hint))
}
