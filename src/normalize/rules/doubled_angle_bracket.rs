//! Doubled angle brackets round Chinese become title marks: <<通知>> is 《通知》 (N35; GB/T 15834—2011, 4.15).
//!
//! A single < compares or opens a tag, and stays.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_han, is_space};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "doubled-angle-bracket",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['<', '＜']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/doubled-angle-bracket.md"),
};

/// Characters in a title, at most.
const TITLE: usize = 60;

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        let Some(end) = title_end(line, at) else {
            at += 1;
            continue;
        };
        if line.protected().meets(at, end + 2) {
            at = end + 2;
            continue;
        }
        proposals.replace(at, at + 2, "《");
        proposals.replace(end, end + 2, "》");
        at = end + 2;
    }
}

/// Where the closing pair of a title stands that opens here.
fn title_end(line: &Line, at: usize) -> Option<usize> {
    let is_pair = |at: usize, marks: [char; 2]| marks.iter().any(|mark| line.at(at) == *mark && line.at(at + 1) == *mark);
    if !is_pair(at, ['<', '＜']) {
        return None;
    }
    let inside = line.chars().iter().skip(at + 2).take(TITLE).take_while(|c| !matches!(c, '<' | '＜' | '>' | '＞' | '。')).count();
    let end = at + 2 + inside;
    let title = line.chars().get(at + 2..end)?;
    let is_title =
        title.iter().any(|c| is_han(*c)) && !title.first().copied().is_some_and(is_space) && !title.last().copied().is_some_and(is_space);
    // A third mark on either side draws an arrow.
    let is_alone = !matches!(line.before(at), '<' | '＜') && !matches!(line.at(end + 2), '>' | '＞');
    (is_title && is_alone && is_pair(end, ['>', '＞'])).then_some(end)
}
