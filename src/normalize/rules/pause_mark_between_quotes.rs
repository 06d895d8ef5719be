//! No 、 between titles or quotations in a row: 《甲》、《乙》 (N60; GB/T 15834—2011, 4.5).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pause-mark-between-quotes",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['、']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/pause-mark-between-quotes.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if *c == '、' && matches!((line.before(at), line.at(at + 1)), ('》', '《') | ('”', '“')) {
            proposals.delete(at, at + 1);
        }
    }
}
