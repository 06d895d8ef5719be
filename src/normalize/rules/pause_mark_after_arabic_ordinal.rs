//! A number in digits that opens a paragraph is followed by a dot: 1、 1． (N52; GB/T 15834—2011, B.3.3; GB/T 9704—2012, 7.3.3).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::ordinals::{arabic_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pause-mark-after-arabic-ordinal",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_numbered(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/pause-mark-after-arabic-ordinal.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let Some(end) = line.opens().then(|| arabic_end(line, 0)).flatten() else { return };
    if matches!(line.at(end), '、' | '．') && introduces(line, end + 1) {
        proposals.replace_char(end, '.');
    }
}
