//! The marks of a Markdown heading, `## 小节`, go; the log keeps them, and structure reads the level from there.
//!
//! CommonMark 0.31, 4.2: one to six, then a space; a closing run goes with them.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_space;
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "markdown-heading-mark",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['#']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/markdown-heading-mark.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let marks = line.run_end(0, |c| c == '#');
    let text = line.run_end(marks, is_space);
    if !line.opens() || !(1..=6).contains(&marks) || text == marks || line.at(text) == EDGE {
        return;
    }
    // `## 小节 ##`
    let closing = line.chars().iter().rev().take_while(|c| **c == '#').count();
    let end = line.chars().len() - closing;
    let head = line.chars().iter().take(end).rev().take_while(|c| is_space(**c)).count();
    proposals.delete(0, text);
    if closing > 0 && head > 0 && end - head > text {
        proposals.delete(end - head, line.chars().len());
    }
}
