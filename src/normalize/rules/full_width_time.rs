//! A full-width colon in a clock time becomes ASCII: １０：３０ (N12). Ratios and scores (3：1) stay as they are.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-time",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['：']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-time.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if *c == '：' && is_hour(line, at) && is_minute(line, at + 1) {
            proposals.replace_char(at, ':');
        }
    }
}

/// Whether 0–24 stands before.
fn is_hour(line: &Line, end: usize) -> bool {
    let digits = line.chars().iter().take(end).rev().take(3).take_while(|c| c.is_ascii_digit()).count();
    let hour = line.chars().get(end - digits..end).unwrap_or_default().iter().fold(0, |hour, c| hour * 10 + c.to_digit(10).unwrap_or(0));
    matches!(digits, 1 | 2) && hour <= 24 && !captions(line.before(end - digits))
}

/// Whether the number behind this character is that of a table, figure or item: 表1：20户.
pub fn captions(c: char) -> bool {
    "表图圖件录錄例第注题題步".contains(c)
}

/// Whether 00–59 stands there, and no third digit.
fn is_minute(line: &Line, at: usize) -> bool {
    matches!(line.at(at), '0'..='5') && line.at(at + 1).is_ascii_digit() && !line.at(at + 2).is_ascii_digit()
}
