//! Words one confusable character away from a far commoner one, by hand or by OCR. Told, never touched.
//!
//! The rows, each with a sentence in which the same characters are right, stand in `normalize/suspicion/`.

use crate::normalize::NormalText;
use crate::normalize::checks::Finding;
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::suspicion::{WORDS, report};

/// The rule.
pub const RULE: Rule = Rule {
    name: "suspicious-word",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/suspicious-word.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    report(RULE.name, &WORDS, normal)
}
