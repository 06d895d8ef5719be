//! Full-width digits and letters become ASCII: their width is the font's business (N10; GB/T 15835—2011).
//!
//! A run of ＸＸ alone stands for a name left out, and stays. A ， between groups of three full-width digits is that of thousands: it
//! goes with them, since nobody could tell it from a stop later.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-alphanumeric",
    touches: Touches::Character,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and('０', '９').and('Ａ', 'Ｚ').and('ａ', 'ｚ'), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-alphanumeric.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        let end = line.run_end(at, |c| narrow(c).is_some());
        let run = line.chars().get(at..end).unwrap_or_default();
        let is_placeholder = run.len() >= 2 && run.iter().all(|c| matches!(c, 'Ｘ' | 'ｘ'));
        if !is_placeholder {
            for (offset, c) in run.iter().enumerate() {
                narrow(*c).into_iter().for_each(|narrow| proposals.replace_char(at + offset, narrow));
            }
        }
        if groups_thousands(line, end) {
            proposals.replace_char(end, ',');
        }
        at = end + 1;
    }
}

/// Whether the ， there stands in a number like ３，５００ or １，２３４，５６７. ２００，３００ are two.
fn groups_thousands(line: &Line, comma: usize) -> bool {
    let digits = |c: char| matches!(c, '０'..='９');
    let is_group = |at: usize| line.at(at) == '，' && line.run_end(at + 1, digits) == at + 4;
    let before = |end: usize| line.chars().get(..end).unwrap_or_default().iter().rev().take(4).take_while(|c| digits(**c)).count();
    if !is_group(comma) || before(comma) == 0 {
        return false;
    }
    // The first group has one digit to three, and is no round hundred, unless the last is 000.
    let mut first = comma;
    for _ in 0..3 {
        match first.checked_sub(4).filter(|earlier| is_group(*earlier) && before(*earlier) > 0) {
            Some(earlier) => first = earlier,
            None => break,
        }
    }
    let length = before(first);
    let zeros = |from: usize, count: usize| (from..from + count).all(|at| line.at(at) == '０');
    let mut last = comma;
    while is_group(last + 4) && last < first + 16 {
        last += 4;
    }
    let is_round = length == 3 && zeros(first - 2, 2) && !zeros(last + 1, 3);
    let starts = first - length;
    let is_lone = !matches!(line.before(starts), '，' | ',' | '．' | '、');
    let ends = line.at(last + 4) != '，' || !digits(line.at(last + 5));
    (1..=3).contains(&length) && line.at(starts) != '０' && !is_round && is_lone && ends
}

/// The ASCII form of a full-width digit or letter.
fn narrow(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}
