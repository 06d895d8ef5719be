//! The white space that a line begins with, of any kind and mixture. Taken off, its width kept in the line (N03).
//!
//! GB/T 9704—2012, 7.3.3: paragraphs are indented by two characters. The template does that, not the text.

use crate::normalize::characters::is_space;
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "indent",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: true },
    page: include_str!("../../../docs/rules/indent.md"),
};

/// Whether a character indents (at the end of a line: trails).
pub fn is_indent(c: char) -> bool {
    is_space(c)
}

/// How wide a run is, in half-width columns.
pub fn columns(run: &str) -> usize {
    run.chars().fold(0, |columns, c| match c {
        '\t' => columns / 4 * 4 + 4,
        '\u{3000}' | '\u{2001}' | '\u{2003}' => columns + 2,
        c if is_space(c) => columns + 1,
        _ => columns,
    })
}
