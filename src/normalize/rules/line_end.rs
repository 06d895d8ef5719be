//! What ends a line: LF, CR LF, CR, VT, FF, NEL, LS, PS. In normal text it is U+000A.

use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "line-end",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: true },
    page: include_str!("../../../docs/rules/line-end.md"),
};

/// Where the line that begins at `start` ends, and where the next one begins; both the end of the text for the last.
pub fn next(text: &str, start: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let at = |offset: usize| bytes.get(offset).copied().unwrap_or_default();
    let mut offset = start;
    while let Some(byte) = bytes.get(offset) {
        let length = match byte {
            // Han and their marks are three bytes each, none of which ends a line.
            0xE3..=0xEF => {
                offset += 3;
                continue;
            }
            b'\r' if at(offset + 1) == b'\n' => 2,
            b'\n' | b'\r' | 0x0B | 0x0C => 1,
            // U+0085
            0xC2 if at(offset + 1) == 0x85 => 2,
            // U+2028, U+2029
            0xE2 if at(offset + 1) == 0x80 && matches!(at(offset + 2), 0xA8 | 0xA9) => 3,
            _ => {
                offset += 1;
                continue;
            }
        };
        return (offset, offset + length);
    }
    (text.len(), text.len())
}
