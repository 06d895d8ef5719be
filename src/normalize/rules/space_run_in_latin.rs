//! Two or three spaces between the words of a Latin sentence become one (N44).
//!
//! Four and more, or a line with few words, are columns; so is a line that has more wide gaps than sentences have.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-run-in-latin",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[' ']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/space-run-in-latin.md"),
};

/// Spaces that a typist sets behind a stop, at most.
const MOST: usize = 3;

fn propose(line: &Line, proposals: &mut Proposals) {
    let runs = runs(line);
    let words = line.chars().split(|c| *c == ' ').filter(|word| word.iter().any(char::is_ascii_alphabetic)).count();
    let is_sentence = runs.iter().all(|(start, end)| end - start <= MOST) && words >= 6 && words >= 4 * runs.len();
    if !is_sentence {
        return;
    }
    for (start, end) in runs {
        let (before, after) = (line.before(start), line.at(end));
        let ends_word = before.is_ascii_alphabetic() || matches!(before, ',' | '.' | ';' | ':' | '?' | '!' | ')' | '"' | '”');
        let is_beside_address = !line.is_free(start - 1) || !line.is_free(end);
        if ends_word && (after.is_ascii_alphabetic() || matches!(after, '(' | '"' | '“')) && !is_beside_address {
            proposals.replace(start, end, " ");
        }
    }
}

/// Runs of two spaces or more.
fn runs(line: &Line) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < line.chars().len() {
        let end = line.run_end(at, |c| c == ' ');
        if end > at + 1 {
            runs.push((at, end));
        }
        at = end + 1;
    }
    runs
}
