//! Full-width digits and letters become ASCII: their width is the font's business (N10; GB/T 15835—2011).
//!
//! A run of ＸＸ alone stands for a name left out, and stays.

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
        at = end + 1;
    }
}

/// The ASCII form of a full-width digit or letter.
fn narrow(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}
