//! Words one confusable character away from a far commoner one, by hand or by OCR. Told, never touched.
//!
//! The rows, each with a sentence in which the same characters are right, stand in `normalize/suspicion/`.

use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::suspicion::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "suspicious-word",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Suspicion(Kind::Word),
    page: include_str!("../../../docs/rules/suspicious-word.md"),
};
