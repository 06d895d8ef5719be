//! What we tell people about their text.
//!
//! A [`Diagnostic`] is data: which rule noticed it, where, one sentence, and what to do. Stages return them; only
//! `cli` prints them. Trouble with the world (disk, fonts, configuration) is an error enum of its module instead.
//!
//! **Always true:** a message is one lower-case English sentence without a full stop and never names the file, which is
//! added once, where it is printed.

use crate::message;
use crate::message::{Fill, Message};
use crate::source::Place;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing: noise found, a fallback face used, a suspicion.
    Note,
    /// Something may be lost, garbled or wrong on paper; `--strict` turns it into exit status 1.
    Warning,
    /// This file was not converted.
    Error,
}

impl Severity {
    /// The word in messages and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing to tell about one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The kebab-case name of what was found: `uncertain-encoding`, `unpaired-quote`, ….
    pub rule: &'static str,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// The text concerned, quoted for the person (one line, short).
    pub excerpt: Option<String>,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// What to do about it, with the exact command if there is one.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// A note: worth knowing.
    pub fn note(rule: &'static str, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::new(Severity::Note, rule, message)
    }

    /// A warning: something may be wrong on paper.
    pub fn warning(rule: &'static str, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, rule, message)
    }

    /// An error: this file was not converted.
    pub fn error(rule: &'static str, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::new(Severity::Error, rule, message)
    }

    fn new(severity: Severity, rule: &'static str, message: impl Into<Message>) -> Diagnostic {
        Diagnostic { severity, rule, place: None, excerpt: None, message: message.into(), hints: Vec::new() }
    }

    /// The same, with its place in the decoded source.
    pub fn at(mut self, line: usize, column: usize) -> Diagnostic {
        self.place = Some(Place { line, column });
        self
    }

    /// The same, quoting the text concerned.
    pub fn quoting(mut self, excerpt: impl Into<String>) -> Diagnostic {
        self.excerpt = Some(excerpt.into());
        self
    }

    /// The same, with one more hint.
    pub fn hint(mut self, hint: impl Into<Message>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// Puts diagnostics of one file into the order they are printed in: by place, then rule, then message.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.place, a.rule, a.message.as_str()).cmp(&(b.place, b.rule, b.message.as_str())));
}

/// The names nearest to what was typed, at most three: "did you mean …?". None where nothing is near.
///
/// ```
/// assert_eq!(jiangyi::diagnostic::near("indant", ["indent", "odd-space"]), ["indent"]);
/// ```
pub fn near<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // A third of a name may be wrong; a swap of neighbours counts two.
    let limit = (typed.chars().count() / 3).clamp(1, 3);
    let found = names.into_iter().map(|name| (distance(typed, name), name));
    let mut found: Vec<(usize, &str)> = found.filter(|(distance, _)| *distance <= limit).collect();
    found.sort_by_key(|(distance, _)| *distance);
    let best = found.first().map_or(0, |(distance, _)| *distance);
    found.into_iter().take_while(|(distance, _)| *distance <= best).map(|(_, name)| name).take(3).collect()
}

/// How many characters to put in, take out or replace to make one name of another (Levenshtein's distance).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (index, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (at, b) in other.chars().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// The gravest severity among them, if there are any.
pub fn worst(diagnostics: &[Diagnostic]) -> Option<Severity> {
    diagnostics.iter().map(|d| d.severity).max()
}

/// How many lines, or ranges of lines, a message names.
const LISTED: usize = 5;

/// `line 3`, `lines 3–5, 9`: ascending numbers of lines, as messages name them.
pub fn named_lines(numbers: impl IntoIterator<Item = usize>) -> Message {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if number <= *last + 1 => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let is_one = matches!(ranges.as_slice(), [(first, last)] if first == last);
    let name = |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let named: Vec<String> = ranges.iter().take(LISTED).map(name).collect();
    let mut numbers: Vec<Message> = named.into_iter().map(Message::foreign).collect();
    if ranges.len() > LISTED {
        numbers.push(Message::foreign("…"));
    }
    let numbers = Fill::List(numbers);
    if is_one { message!("line {numbers}", numbers) } else { message!("lines {numbers}", numbers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_by_ranges() {
        let cases: [(&[usize], &str); 4] = [
            (&[3], "line 3"),
            (&[3, 4, 5, 9], "lines 3–5, 9"),
            (&[3, 3, 4], "lines 3–4"),
            (&[1, 3, 5, 7, 9, 11], "lines 1, 3, 5, 7, 9, …"),
        ];
        for (numbers, named) in cases {
            assert_eq!(named_lines(numbers.iter().copied()), named);
        }
    }
}
