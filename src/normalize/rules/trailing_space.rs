//! The white space that a line ends with, and all there is in a blank one (N03).

use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "trailing-space",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: true },
    page: include_str!("../../../docs/rules/trailing-space.md"),
};
