//! A title inside a title is set in 〈 〉, one inside that in 《 》 again (N36; GB/T 15834—2011, 4.15).
//!
//! Only where every mark of the outermost title has its partner; `unpaired-bracket` tells of the rest.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "nested-title-mark",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['《']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/nested-title-mark.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        if line.at(at) != '《' {
            at += 1;
            continue;
        }
        let Some(marks) = title(line, at) else { return };
        if marks.iter().all(|(at, _)| line.is_free(*at)) {
            marks.iter().for_each(|(at, mark)| proposals.replace_char(*at, *mark));
        }
        at = marks.last().map_or(at, |(last, _)| *last) + 1;
    }
}

/// The marks of the title that opens here, each as it should be; none where they do not pair, or hold a sentence.
fn title(line: &Line, start: usize) -> Option<Vec<(usize, char)>> {
    let mut marks = Vec::new();
    let mut open: Vec<char> = Vec::new();
    for (at, c) in line.chars().iter().enumerate().skip(start) {
        match c {
            '《' | '〈' => {
                marks.push((at, if open.len().is_multiple_of(2) { '《' } else { '〈' }));
                open.push(*c);
            }
            '》' | '〉' => {
                let partner = open.pop()?;
                if (partner == '《') != (*c == '》') {
                    return None;
                }
                marks.push((at, if open.len().is_multiple_of(2) { '》' } else { '〉' }));
                if open.is_empty() {
                    return Some(marks);
                }
            }
            '。' | '；' => return None,
            _ => {}
        }
    }
    None
}
