//! Dots set for an ellipsis become the ellipsis, …… (N20; GB/T 15834—2011, 4.11: six dots, two em).
//!
//! Three dots or more of a kind, or a single …, beside something Chinese. Leaders in front of a page number stay.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_amid_chinese, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-ellipsis",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['…', '⋯']).and_repeats(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/broken-ellipsis.md"),
};

/// One ellipsis.
const ELLIPSIS: &str = "……";

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut at = 0;
    while at < line.chars().len() {
        let Some(dots) = dots(line.at(at)) else {
            at += 1;
            continue;
        };
        let end = line.run_end(at, |c| dots.contains(&c));
        let length = end - at;
        let is_drawn = matches!(line.at(at), '…' | '⋯');
        let is_broken =
            if is_drawn { !line.chars().get(at..end).unwrap_or_default().iter().copied().eq(ELLIPSIS.chars()) } else { length >= 3 };
        if is_broken && !is_leader(line, at, end, if is_drawn { 3 } else { 7 }) {
            let (before, after) = (line.inked_before(at), line.inked_from(end));
            if is_amid_chinese(before, after) {
                proposals.replace(at, end, ELLIPSIS);
            }
        }
        at = end;
    }
}

/// The dots that make a run with this one.
fn dots(c: char) -> Option<&'static [char]> {
    match c {
        '.' => Some(&['.']),
        '。' => Some(&['。']),
        '．' => Some(&['．']),
        '·' | '・' => Some(&['·', '・']),
        '…' | '⋯' => Some(&['…', '⋯']),
        _ => None,
    }
}

/// Whether the dots lead the eye to a page number, or leave room to write in.
fn is_leader(line: &Line, at: usize, end: usize, least: usize) -> bool {
    let length = end - at;
    if line.at(at) == '。' || length < least {
        return false;
    }
    let number = line.run_end(end, is_space);
    let behind = line.run_end(number, |c| c.is_ascii_digit());
    length > 12 || (behind > number && line.at(behind) == EDGE)
}
