//! Full-width straight quotation marks become straight ones, ＂ " and ＇ ' (N14), so that one rule pairs them all.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-quote",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['＂', '＇']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-quote.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '＂' => proposals.replace_char(at, '"'),
            '＇' => proposals.replace_char(at, '\''),
            _ => {}
        }
    }
}
