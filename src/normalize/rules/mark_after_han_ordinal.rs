//! A Han number that opens a paragraph is followed by 、 and no other mark: 一， 一. 一． (N50; GB/T 15834—2011, B.3.2).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::ordinals::{han_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mark-after-han-ordinal",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_numbered(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/mark-after-han-ordinal.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let Some(end) = line.opens().then(|| han_end(line, 0)).flatten() else { return };
    if matches!(line.at(end), '，' | ',' | '.' | '．') && introduces(line, end + 1) {
        proposals.replace_char(end, '、');
    }
}
