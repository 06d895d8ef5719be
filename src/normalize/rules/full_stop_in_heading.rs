//! A heading ends without 。 (N62; GB/T 15834—2011, B.4).
//!
//! A short paragraph that a number of the upper kinds opens, with no other stop in it. Behind a line that ends in ； it is the
//! last item of a list, whose stop is right; and traditional text has other conventions.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_sentence_stop, is_space};
use crate::normalize::line::Line;
use crate::normalize::ordinals::{bracketed_end, han_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-stop-in-heading",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['。']), scope: Scope::Simplified, propose },
    page: include_str!("../../../docs/rules/full-stop-in-heading.md"),
};

/// Characters in a heading, at most.
const HEADING: usize = 24;

fn propose(line: &Line, proposals: &mut Proposals) {
    let last = line.chars().len().saturating_sub(1);
    if !line.opens()
        || line.follows_item()
        || line.at(last) != '。'
        || line.before(last) == '。'
        || is_space(line.before(last))
        || last > HEADING
    {
        return;
    }
    let title = line.chars().get(..last).unwrap_or_default();
    let is_heading = is_numbered(line) && !title.iter().any(|c| is_sentence_stop(*c) || matches!(c, '：' | '”' | '…'));
    if is_heading {
        proposals.delete(last, last + 1);
    }
}

/// 一、 （一） 第一章; 1. opens items of a list, too, which do end in 。.
fn is_numbered(line: &Line) -> bool {
    let han = han_end(line, 0).is_some_and(|end| line.at(end) == '、' && introduces(line, end + 1));
    let bracketed =
        matches!(line.at(0), '（' | '(') && han_end(line, 1).is_some() && bracketed_end(line).is_some_and(|end| introduces(line, end));
    let chapter =
        line.at(0) == '第' && han_end(line, 1).is_some_and(|end| matches!(line.at(end), '章' | '节' | '節') && is_space(line.at(end + 1)));
    han || bracketed || chapter
}
