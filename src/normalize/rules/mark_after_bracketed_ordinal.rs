//! A number in brackets that opens a paragraph is followed by no mark: （一）、 (1). (N51; GB/T 15834—2011, B.3.4).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::ordinals::{bracketed_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mark-after-bracketed-ordinal",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_numbered(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/mark-after-bracketed-ordinal.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let Some(end) = line.opens().then(|| bracketed_end(line)).flatten() else { return };
    if matches!(line.at(end), '、' | '.' | '．') && introduces(line, end + 1) {
        proposals.delete(end, end + 1);
    }
}
