//! What a rule is: its name, how near it comes to the words, what it finds in a line.
//!
//! A rule proposes; only `normalize/mod.rs` applies. So the log cannot lie, and no rule can reach into a protected span.
//!
//! **Always true:** accepted proposals stand in order, never overlap, never insert out of nothing, never touch a protected character.

use super::char_set::CharSet;
use super::checks::Finding;
use super::line::Line;
use super::suspicion::Kind;
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

/// When a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Unless it is allowed: it cannot be wrong where it fires.
    Safe,
    /// Only where it is asked for (`--strict-punctuation`): the standard says so, authors often do not.
    Opinionated,
    /// Unless it is allowed; never changes the text, says what it sees.
    Warns,
}

impl Class {
    /// The word in lists and on pages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Class::Safe => "safe",
            Class::Opinionated => "opinionated",
            Class::Warns => "warns",
        }
    }
}

/// Which lines a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every line.
    AnyLine,
    /// Lines that are Chinese ([`Line::is_chinese`]).
    Chinese,
    /// The same, where the text is not from Taiwan or Hong Kong: traditional text has other conventions.
    Simplified,
}

/// What a rule does.
#[derive(Debug, Clone, Copy)]
pub enum Work {
    /// Takes part in splitting the text into lines (`lines.rs`).
    Lines {
        /// Whether it always does.
        is_fixed: bool,
    },
    /// Proposes edits to one line.
    Line {
        /// What a line must hold for the rule to be asked.
        triggers: CharSet,
        /// Which lines it is asked about.
        scope: Scope,
        /// Looks at a line and proposes.
        propose: fn(&Line, &mut Proposals),
    },
    /// The same, to all lines of a paragraph joined; it puts one mark for one mark.
    Paragraph {
        /// What a paragraph must hold for the rule to be asked.
        triggers: CharSet,
        /// Which paragraphs it is asked about.
        scope: Scope,
        /// Looks at a paragraph, or at a line of one ([`Line::is_whole`]), and proposes.
        propose: fn(&Line, &mut Proposals),
    },
    /// Looks at the finished text.
    Check(fn(&NormalText) -> Vec<Finding>),
    /// Tells of the strings of one table that the finished text holds; one search serves all tables.
    Suspicion(Kind),
}

/// One rule. Its name is its file, its page, its word in messages and JSON.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, the pattern it finds.
    pub name: &'static str,
    /// How near it comes to the words.
    pub touches: Touches,
    /// When it runs.
    pub class: Class,
    /// What it does.
    pub work: Work,
    /// Its page in `docs/rules/`: what `explain` prints and the tests run.
    pub page: &'static str,
}

impl Rule {
    /// Whether it runs whatever is asked for: no later stage could do without what it does.
    pub fn is_fixed(&self) -> bool {
        matches!(self.work, Work::Lines { is_fixed: true })
    }

    /// The first sentence of its page.
    pub fn gist(&self) -> String {
        gist(self.page)
    }
}

/// The first sentence of a page's prose.
pub fn gist(page: &str) -> String {
    let prose = page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = prose.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    // Marks that a page is about end no sentence of it: only a stop behind a word and before a space does.
    let ends = |at: usize| {
        let before = paragraph.get(..at).unwrap_or_default();
        before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`' | '”' | '」' | '』'))
    };
    let end = paragraph.match_indices(". ").map(|(at, _)| at).find(|at| ends(*at)).unwrap_or(paragraph.len());
    paragraph.get(..end).unwrap_or_default().trim_end_matches('.').to_string()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_is_the_first_sentence_below_the_head() {
        assert_eq!(gist("# x\n\nOne thing\nor two. Then more.\n\nOther."), "One thing or two");
        assert_eq!(gist("# x\n\nDots: three of `.` or 。 in a row."), "Dots: three of `.` or 。 in a row");
        assert_eq!(gist("# x\n\nThree of . 。 of one kind. More."), "Three of . 。 of one kind");
        assert_eq!(gist(""), "");
    }
}
