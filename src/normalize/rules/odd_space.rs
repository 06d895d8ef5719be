//! Spaces that plain text has no use for: no-break, em, en, thin, … become spaces (N02). Tab and U+3000 lay out, and stay.
//!
//! Web pages indent by runs of them, and a copy may have lost the line ends: in a long line such a run becomes the two U+3000
//! that it stands for, so that the paragraphs can still be seen.

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

/// A line that is longer than this, in characters, may hold several paragraphs.
const LONG: usize = 100;

fn propose(line: &Line, proposals: &mut Proposals) {
    let is_long = line.chars().len() > LONG && line.is_chinese();
    let mut at = 0;
    while at < line.chars().len() {
        let end = line.run_end(at, is_odd_space);
        if is_long && end - at >= 2 && at > 0 {
            proposals.replace(at, end, "\u{3000}\u{3000}");
        } else {
            (at..end).for_each(|at| proposals.replace_char(at, ' '));
        }
        at = end.max(at + 1);
    }
}
