//! Spaces that plain text has no use for: no-break, em, en, thin, … become spaces (N02). Tab and U+3000 lay out, and stay.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_odd_space;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "odd-space",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line {
        triggers: CharSet::of(&['\u{A0}', '\u{1680}', '\u{202F}', '\u{205F}']).and('\u{2000}', '\u{200A}'),
        scope: Scope::AnyLine,
        propose,
    },
    page: include_str!("../../../docs/rules/odd-space.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if is_odd_space(*c) {
            proposals.replace_char(at, ' ');
        }
    }
}
