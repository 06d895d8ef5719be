//! A half-width full stop at the end of a Chinese sentence becomes 。 (N33), and so does a ． that stands for one.
//!
//! Which dots do, [`full_stops`] reads from the line; one in doubt stays, and `dot-between-han` tells of it.

use crate::normalize::char_set::CharSet;
use crate::normalize::full_stops::{self, Sense};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width-full-stop",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['.', '．']), scope: Scope::Simplified, propose },
    page: include_str!("../../../docs/rules/half-width-full-stop.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, sense) in full_stops::read(line) {
        if sense == Sense::Stop {
            proposals.replace_char(at, '。');
        }
    }
}
