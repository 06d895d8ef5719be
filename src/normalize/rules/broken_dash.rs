//! Strokes set for a dash become the dash, —— (N21; GB/T 15834—2011, 4.10: two em).
//!
//! A single - or — connects and stays; five strokes or more draw a line and stay.

use std::ops::RangeInclusive;

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_amid_chinese;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-dash",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['―', '─', '⸺']).and_repeats(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/broken-dash.md"),
};

/// Which strokes, and how many of them, stand for a dash.
const STROKES: &[(char, RangeInclusive<usize>)] = &[
    ('-', 2..=4),
    ('－', 2..=4),
    ('–', 2..=4),
    ('─', 2..=4),
    // The horizontal bar is a dash by name.
    ('―', 1..=4),
    ('—', 3..=4),
    ('⸺', 1..=2),
];

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        let stroke = line.at(at);
        let Some((_, counts)) = STROKES.iter().find(|(c, _)| *c == stroke) else {
            at += 1;
            continue;
        };
        let (end, count) = run(line, at, stroke);
        // 565―前486: from one to the other.
        let connects = (stroke, count) == ('―', 1) && (line.before(at).is_ascii_digit() || line.at(end).is_ascii_digit());
        if counts.contains(&count) && !connects && is_amid_chinese(line.inked_before(at), line.inked_from(end)) {
            proposals.replace(at, end, "——");
        }
        at = end;
    }
}

/// Where a run of strokes ends, and how many there are. Box-drawing strokes may stand apart by a space.
fn run(line: &Line, start: usize, stroke: char) -> (usize, usize) {
    let mut end = line.run_end(start, |c| c == stroke);
    let mut count = end - start;
    while stroke == '─' && line.at(end) == ' ' && line.at(end + 1) == stroke {
        let next = line.run_end(end + 1, |c| c == stroke);
        count += next - end - 1;
        end = next;
    }
    (end, count)
}
