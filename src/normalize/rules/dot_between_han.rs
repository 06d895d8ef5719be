//! A dot between two Han that may end a sentence or divide a name: 约翰.史密斯. Told, never touched.

use memchr::memchr_iter;

use crate::diagnostic::Diagnostic;
use crate::document::Region;
use crate::normalize::NormalText;
use crate::normalize::characters::is_han;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::full_stops::{self, Sense};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "dot-between-han",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/dot-between-han.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    // Traditional text sets its full stops half-width on purpose.
    if normal.region != Region::Cn {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut seen = 0;
    for offset in memchr_iter(b'.', normal.text.as_bytes()) {
        if offset < seen || !is_between_han(&normal.text, offset) {
            continue;
        }
        let index = normal.lines.partition_point(|line| line.span.start <= offset);
        let Some(line) = index.checked_sub(1).and_then(|index| normal.lines.get(index)) else { continue };
        found.extend(doubts(normal.line(line)).map(|at| finding(normal, line.span.start + at)));
        seen = line.span.end;
    }
    found
}

fn is_between_han(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).and_then(|before| before.chars().next_back());
    let after = text.get(offset + 1..).and_then(|after| after.chars().next());
    before.is_some_and(is_han) && after.is_some_and(is_han)
}

/// Where the dots of a line stand that are in doubt, in bytes.
fn doubts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let line = Line::new(text);
    let read = if line.is_chinese() { full_stops::read(&line) } else { Vec::new() };
    let mut doubts = read.into_iter().filter(|(_, sense)| *sense == Sense::Doubt).map(|(at, _)| at).peekable();
    let places = text.char_indices().enumerate().filter(move |(at, _)| doubts.next_if_eq(at).is_some());
    places.map(|(_, (offset, _))| offset).filter(|offset| is_between_han(text, *offset))
}

fn finding(normal: &NormalText, offset: usize) -> Finding {
    let start = normal.text.get(..offset).unwrap_or_default().char_indices().rev().take(4).take_while(|(_, c)| *c != '\n').last();
    let quoted = excerpt(normal, start.map_or(offset, |(start, _)| start));
    let said = Diagnostic::note(RULE.name, "this dot between two Han may divide a name or end a sentence");
    Finding { offset, diagnostic: said.quoting(quoted).hint("set · in a name or 。 behind a sentence in the source") }
}
