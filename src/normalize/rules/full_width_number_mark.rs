//! Full-width marks inside numbers and codes become ASCII: 12．5, 5％, Ａ－１, ９／１０ (N11).
//!
//! Reads digits and letters that the rule before has made ASCII already.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_latin;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-number-mark",
    touches: Touches::Character,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['．', '％', '－', '／']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-number-mark.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        let (before, after) = (line.before(at), line.at(at + 1));
        match c {
            '．' if before.is_ascii_digit() && after.is_ascii_digit() && !numbers_a_year(line, at) => proposals.replace_char(at, '.'),
            '％' if before.is_ascii_digit() => proposals.replace_char(at, '%'),
            '－' if is_latin(before) && is_latin(after) => proposals.replace_char(at, '-'),
            '／' if is_latin(before) && is_latin(after) => proposals.replace_char(at, '/'),
            _ => {}
        }
    }
}

/// `1．2020年…` at the head of a line: an item that begins with a year, no decimal.
fn numbers_a_year(line: &Line, at: usize) -> bool {
    let is_head = at <= 2 && line.chars().iter().take(at).all(char::is_ascii_digit);
    let end = line.run_end(at + 1, |c| c.is_ascii_digit());
    is_head && end - at == 5 && line.at(end) == '年'
}
