//! More than one blank line in a row, and any at the start and the end of the text. How many stood there, lines remember.

use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "blank-lines",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: false },
    page: include_str!("../../../docs/rules/blank-lines.md"),
};
