//! What is left of a word after censorship or broken software. Told, never touched.
//!
//! The rows, each with a sentence in which the same characters are right, stand in `normalize/suspicion/`.

use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::suspicion::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "suspicious-fragment",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Suspicion(Kind::Fragment),
    page: include_str!("../../../docs/rules/suspicious-fragment.md"),
};
