//! Corner brackets in simplified text become “ ” and ‘ ’ by their depth (N37; GB/T 15834—2011, 4.8).
//!
//! The marks of the paragraph, curly ones among them, must all pair; otherwise none is touched.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "corner-quote",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['「', '『']), scope: Scope::Simplified, propose },
    page: include_str!("../../../docs/rules/corner-quote.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, mark) in paired(line).unwrap_or_default() {
        proposals.replace_char(at, mark);
    }
}

/// Every corner bracket with the mark of its depth, if all marks of the line pair.
fn paired(line: &Line) -> Option<Vec<(usize, char)>> {
    let mut open: Vec<char> = Vec::new();
    let mut marks = Vec::new();
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '「' | '『' | '“' | '‘' => {
                let mark = if open.len().is_multiple_of(2) { '“' } else { '‘' };
                marks.extend(matches!(c, '「' | '『').then_some((at, mark)));
                open.push(*c);
            }
            '」' | '』' | '”' | '’' => {
                if partner(open.pop()?) != *c {
                    return None;
                }
                let mark = if open.len().is_multiple_of(2) { '”' } else { '’' };
                marks.extend(matches!(c, '」' | '』').then_some((at, mark)));
            }
            _ => {}
        }
    }
    (open.is_empty() && marks.iter().all(|(at, _)| line.is_free(*at))).then_some(marks)
}

fn partner(open: char) -> char {
    match open {
        '「' => '」',
        '『' => '』',
        '“' => '”',
        _ => '’',
    }
}
