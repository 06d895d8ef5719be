//! A title inside a title is set in 〈 〉, one inside that in 《 》 again (N36; GB/T 15834—2011, 4.15).
//!
//! Only where every mark of the outermost title has its partner; `unpaired-bracket` tells of the rest. Single < > inside a title are
//! title marks, too, where Han stand between them.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_han, is_latin};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "nested-title-mark",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['《']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/nested-title-mark.md"),
};

/// Characters in an inner title, at most.
const TITLE: usize = 60;

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
            '《' | '〈' | '<' | '＜' | '‹' if !is_angle(*c) || encloses_han(line, at) => {
                marks.push((at, if open.len().is_multiple_of(2) { '《' } else { '〈' }));
                open.push(*c);
            }
            '》' | '〉' | '>' | '＞' | '›' if !is_angle(*c) || open.last().is_some_and(|open| is_angle(*open)) => {
                let partner = open.pop()?;
                if (partner == '《') != (*c == '》') || is_angle(partner) != is_angle(*c) {
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

/// A mark that compares or opens a tag elsewhere.
fn is_angle(c: char) -> bool {
    matches!(c, '<' | '＜' | '‹' | '>' | '＞' | '›')
}

/// Whether the next angle behind this one closes, and a title stands between them.
fn encloses_han(line: &Line, at: usize) -> bool {
    let inside: Vec<char> =
        line.chars().iter().skip(at + 1).take(TITLE).copied().take_while(|c| !is_angle(*c) && !matches!(c, '《' | '》')).collect();
    let end = at + 1 + inside.len();
    let is_closed = matches!(line.at(end), '>' | '＞' | '›') && !is_angle(line.at(end + 1));
    // a<b compares, << is another rule's.
    let opens = !is_angle(line.before(at)) && !is_latin(line.before(at));
    is_closed && opens && inside.iter().any(|c| is_han(*c)) && inside.first() != Some(&' ') && inside.last() != Some(&' ')
}
