//! A word that stands twice in a row and seldom may. Told, never touched.
//!
//! The rows, each with a sentence in which the same characters are right, stand in `normalize/suspicion/`.

use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::suspicion::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "suspicious-repeat",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Suspicion(Kind::Repeat),
    page: include_str!("../../../docs/rules/suspicious-repeat.md"),
};
