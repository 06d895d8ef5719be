//! 第一、 and 其一、 at the head of a clause are followed by a comma (N63; GB/T 15834—2011, B.3.1).

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::ordinals::{han_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pause-mark-after-spelt-ordinal",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['、']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/pause-mark-after-spelt-ordinal.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if *c == '、' && introduces(line, at + 1) && line.at(at + 1) != '第' && ends_ordinal(line, at) {
            proposals.replace_char(at, '，');
        }
    }
}

/// Whether 第一, 其一, 首先 or 其次 stands before, at the head of a clause.
fn ends_ordinal(line: &Line, end: usize) -> bool {
    let heads_clause =
        |at: usize| if at == 0 { line.opens() } else { matches!(line.before(at), '。' | '；' | '：' | '！' | '？' | '”') };
    if end >= 2 && matches!((line.at(end - 2), line.at(end - 1)), ('首', '先') | ('其', '次')) {
        return heads_clause(end - 2);
    }
    (2..=4).any(|length| {
        let Some(start) = end.checked_sub(length) else { return false };
        matches!(line.at(start), '第' | '其') && han_end(line, start + 1) == Some(end) && heads_clause(start)
    })
}
