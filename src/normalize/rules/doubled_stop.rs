//! The same stop twice: ，， is one, and more than three ！ or ？ are three (N40; GB/T 15834—2011, 4.2, 4.3).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "doubled-stop",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_repeats(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/doubled-stop.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        let stop = line.at(at);
        let end = if line.at(at + 1) == stop { line.run_end(at, |c| c == stop) } else { at + 1 };
        let kept = match (stop, end - at) {
            ('，' | '、' | '；' | '：', _) | ('。', 2) => 1,
            ('！' | '？', _) => 3,
            // Three 。 and more are an ellipsis; anything else is no stop.
            _ => end - at,
        };
        if at + kept < end {
            proposals.delete(at + kept, end);
        }
        at = end;
    }
}
