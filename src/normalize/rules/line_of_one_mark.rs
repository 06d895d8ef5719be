//! Lines of one repeated mark: a rule drawn, a separator, a blank to fill in (W4). They are kept as they stand.

use crate::diagnostic::Diagnostic;
use crate::document::is_page_number;
use crate::message;
use crate::normalize::characters::is_space;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::{NormalText, fences};

/// The rule.
pub const RULE: Rule = Rule {
    name: "line-of-one-mark",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/line-of-one-mark.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut lines: Vec<_> = normal.lines.iter().enumerate().filter(|(_, line)| is_one_mark(normal.line(line))).collect();
    // Rules of dashes are not printed; the note `noise` says so.
    lines.retain(|(_, line)| !is_page_number(normal.line(line)));
    if !lines.is_empty() {
        // Fences are marks of code.
        let fenced = fences::fenced(&normal.text, &normal.lines);
        lines.retain(|(index, _)| {
            !fenced.get(fenced.partition_point(|range| range.end <= *index)).is_some_and(|range| range.contains(index))
        });
    }
    let Some((_, first)) = lines.first() else { return Vec::new() };
    let message = match lines.len() {
        1 => message!("this line of one repeated mark is kept as it stands"),
        count => message!("{count} lines of one repeated mark are kept as they stand, the first is this", count),
    };
    let offset = first.span.start;
    vec![Finding { offset, diagnostic: Diagnostic::note(RULE.name, message).quoting(excerpt(normal, offset)) }]
}

/// Three of one mark or more, spaces aside; …… and —— are marks of two.
fn is_one_mark(text: &str) -> bool {
    let Some(mark) = text.chars().next().filter(|c| !c.is_alphanumeric()) else { return false };
    let mut count = 0usize;
    for c in text.chars().filter(|c| !is_space(*c)) {
        if c != mark {
            return false;
        }
        count += 1;
    }
    count >= if matches!(mark, '…' | '—') { 5 } else { 3 }
}
