//! A paragraph on its way to becoming a block: text, pieces, and what the recognizers have settled so far.
//!
//! **Always true:** a recognizer gives a role only to a paragraph that has none, so the order in mod.rs decides.

use crate::document::{Block, Role, RunIn};
use crate::normalize::Places;
use crate::source::Span;

use super::evidence::{Clue, Reason};
use super::line::{self, Ending, Line};
use super::numbering::{self, Kind, Marker};

/// A paragraph and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its characters, wrapped lines joined.
    pub text: String,
    /// Where they stand in the normal text.
    pub pieces: Vec<Span>,
    /// First and last line of the source.
    pub lines: (usize, usize),
    /// Indent of its first line in half-width columns.
    pub indent: usize,
    /// Blank lines before it.
    pub blank_before: usize,
    /// How it ends.
    pub ending: Ending,
    /// How many characters it has, white space aside, counted up to [`LONG`].
    pub count: usize,
    /// The marker at its head.
    pub marker: Option<Marker>,
    /// What it is for, once settled.
    pub role: Option<Role>,
    /// Its run-in, once settled.
    pub run_in: Option<RunIn>,
    /// Its run-ins inside, once settled.
    pub inner: Vec<std::ops::Range<usize>>,
    /// The evidence for what it is, and for where it was joined and cut.
    pub why: Vec<Reason>,
}

/// Longer texts count as this long: no recognizer asks for more.
pub(super) const LONG: usize = 400;

impl Paragraph {
    /// A paragraph of joined lines; there is at least one.
    pub fn of(lines: &[&Line<'_>]) -> Option<Paragraph> {
        let (first, last) = (lines.first()?, lines.last()?);
        let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
        for line in lines {
            if meets_in_latin(&text, line.text) {
                text.push(' ');
            }
            text.push_str(line.text);
        }
        let bare_article = numbering::is_bare_article(first.text) && lines.len() > 1;
        let marker = if bare_article { numbering::marker(first.text) } else { numbering::marker(&text) };
        Some(Paragraph {
            ending: line::ending(&text),
            count: line::count(&text, LONG),
            marker: marker.filter(|marker| marker.end <= text.len()),
            text,
            pieces: lines.iter().map(|line| line.span).collect(),
            lines: (first.number, last.number),
            indent: first.indent,
            blank_before: first.blank_before,
            role: first.role,
            run_in: None,
            inner: Vec::new(),
            why: first.cut.map(|clue| Reason::at(clue, first.number)).into_iter().chain(first.why.map(Reason::of)).collect(),
        })
    }

    /// The kind of its marker.
    pub fn kind(&self) -> Option<Kind> {
        self.marker.map(|marker| marker.kind)
    }

    /// Whether nothing has been settled yet.
    pub fn is_open(&self) -> bool {
        self.role.is_none()
    }

    /// Whether it is noise.
    pub fn is_noise(&self) -> bool {
        self.role == Some(Role::Noise)
    }

    /// Whether it reads as running text: a sentence of some length, or several.
    pub fn is_prose(&self) -> bool {
        self.count >= 12 && matches!(self.ending, Ending::Stop | Ending::Colon | Ending::Semicolon) || self.count >= 60
    }

    /// Takes it for something.
    pub fn claim(&mut self, role: Role, clue: Clue) {
        self.role = Some(role);
        self.why.push(Reason::of(clue));
    }

    /// Takes it for something that several clues show.
    pub fn claim_by(&mut self, role: Role, clues: &[Clue]) {
        self.role = Some(role);
        self.why.extend(clues.iter().copied().map(Reason::of));
    }

    /// Joins the paragraph behind it, without a space.
    pub fn absorb(&mut self, next: Paragraph, clue: Clue) {
        self.text.push_str(&next.text);
        self.pieces.extend(next.pieces);
        self.why.push(Reason::at(clue, next.lines.0));
        self.why.extend(next.why);
        self.lines.1 = next.lines.1;
        self.count = (self.count + next.count).min(LONG);
        self.ending = next.ending;
    }

    /// Cuts it in two at a byte inside its first line; answers what stands behind.
    pub fn cut_off(&mut self, end: usize, clue: Clue) -> Paragraph {
        let rest = self.text.split_off(end);
        let cut = self.pieces.first().map_or(0, |first| first.start + end);
        let mut behind = self.clone();
        behind.pieces = std::iter::once(Span::new(cut, self.pieces.first().map_or(cut, |first| first.end)))
            .chain(self.pieces.iter().skip(1).copied())
            .collect();
        self.pieces = self.pieces.first().map(|first| Span::new(first.start, cut)).into_iter().collect();
        self.lines.1 = self.lines.0;
        for (part, text) in [(self, None), (&mut behind, Some(rest))] {
            if let Some(text) = text {
                (part.text, part.blank_before, part.why) = (text, 0, vec![Reason::at(clue, part.lines.0)]);
            }
            part.marker = numbering::marker(&part.text).filter(|marker| marker.end <= part.text.len());
            part.ending = line::ending(&part.text);
            part.count = line::count(&part.text, LONG);
        }
        behind
    }

    /// The block it has become, and why.
    pub fn into_block(self, places: &mut Places<'_>) -> (Block, Vec<Reason>) {
        let column = self.pieces.first().map_or(1, |first| places.place(first.start).column);
        let block = Block {
            column,
            role: self.role.unwrap_or(Role::Body),
            text: self.text,
            pieces: self.pieces,
            lines: self.lines,
            run_in: self.run_in,
            inner: self.inner,
        };
        (block, self.why)
    }
}

/// Whether a space belongs between a line and the next: both meet in a word of Latin letters or figures.
fn meets_in_latin(before: &str, after: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    let open = |c: char| word(c) || matches!(c, ',' | '.' | ';' | ':' | ')' | '%');
    before.chars().next_back().is_some_and(open) && after.chars().next().is_some_and(|c| word(c) || c == '(')
}
