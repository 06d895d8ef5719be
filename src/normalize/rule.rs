//! What a rule is: its name, how near it comes to the words, what it finds in a line.
//!
//! A rule proposes; only `normalize/mod.rs` applies. So the log cannot lie, and no rule can reach into a protected span.
//!
//! **Always true:** accepted proposals stand in order, never overlap, never insert out of nothing, never touch a protected character.

use super::char_set::CharSet;
use super::checks::Finding;
use super::line::Line;
use super::{NormalText, spans};

/// How near a rule comes to the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touches {
    /// Line ends, spaces, characters without ink.
    Whitespace,
    /// Marks.
    Punctuation,
    /// Letters, digits and Han: their form, never which one they are.
    Character,
}

/// Whether a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Always: it cannot be wrong where it fires.
    Safe,
    /// Never changes the text; says what it sees.
    Warns,
}

/// What a rule does.
#[derive(Debug, Clone, Copy)]
pub enum Work {
    /// Takes part in splitting the text into lines (`lines.rs`).
    Lines,
    /// Proposes edits to one line.
    Line {
        /// What a line must hold for the rule to be asked.
        triggers: CharSet,
        /// Whether it leaves lines alone that are not Chinese.
        chinese_only: bool,
        /// Looks at a line and proposes.
        propose: fn(&Line, &mut Proposals),
    },
    /// Looks at the finished text.
    Check(fn(&NormalText) -> Vec<Finding>),
}

/// One rule. Its name is its file, its page, its word in messages and JSON.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, the pattern it finds.
    pub name: &'static str,
    /// How near it comes to the words.
    pub touches: Touches,
    /// Whether it runs.
    pub class: Class,
    /// What it does.
    pub work: Work,
    /// Its page in `docs/rules/`: what `explain` prints and the tests run.
    pub page: &'static str,
}

/// One proposed edit, in characters of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// First character to replace.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// What to put there.
    pub after: String,
}

/// What a rule proposes for one line, in order.
#[derive(Debug)]
pub struct Proposals<'a> {
    chars: &'a [char],
    protected: &'a spans::Protected,
    accepted: Vec<Proposal>,
}

impl<'a> Proposals<'a> {
    /// None yet, for this line.
    pub fn new(line: &'a Line) -> Proposals<'a> {
        Proposals { chars: line.chars(), protected: line.protected(), accepted: Vec::new() }
    }

    /// Proposes `after` for the characters from `start` up to `end`. Adjacent proposals become one edit.
    ///
    /// Ignored where it changes nothing, reaches into a protected span, or stands before an earlier one.
    pub fn replace(&mut self, start: usize, end: usize, after: &str) {
        let Some(before) = self.chars.get(start..end) else { return };
        if before.is_empty() || self.protected.meets(start, end) || before.iter().copied().eq(after.chars()) {
            return;
        }
        match self.accepted.last_mut() {
            Some(last) if last.end > start => {}
            Some(last) if last.end == start => {
                last.end = end;
                last.after.push_str(after);
            }
            _ => self.accepted.push(Proposal { start, end, after: after.to_string() }),
        }
    }

    /// Proposes one character for one.
    pub fn replace_char(&mut self, at: usize, after: char) {
        self.replace(at, at + 1, after.encode_utf8(&mut [0; 4]));
    }

    /// Proposes to take characters away.
    pub fn delete(&mut self, start: usize, end: usize) {
        self.replace(start, end, "");
    }

    /// What was accepted.
    pub fn into_accepted(self) -> Vec<Proposal> {
        self.accepted
    }
}
