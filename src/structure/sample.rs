//! Normal text for unit tests: indents taken off and counted, blank lines counted, nothing else put right.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document};
use crate::normalize::{NormalLine, NormalText};
use crate::source::Span;

use super::{StructureOptions, structure};

/// A text as normalize hands it on, but for its rules.
pub(super) fn normal(source: &str) -> NormalText {
    let mut normal = NormalText::default();
    let mut blank_before = 0;
    for (index, line) in source.split('\n').enumerate() {
        let text = line.trim();
        if text.is_empty() {
            blank_before += 1;
            continue;
        }
        let mut indent = 0;
        for c in line.chars().take_while(|c| c.is_whitespace()) {
            indent = match c {
                '\t' => (indent / 4 + 1) * 4,
                '\u{3000}' => indent + 2,
                _ => indent + 1,
            };
        }
        let start = normal.text.len();
        normal.text.push_str(text);
        normal.lines.push(NormalLine { span: Span::new(start, normal.text.len()), number: index + 1, indent, blank_before });
        normal.text.push('\n');
        blank_before = 0;
    }
    normal
}

/// The document of a text.
pub(super) fn read(source: &str) -> (Document, Vec<Diagnostic>) {
    structure(&normal(source), "sample", &StructureOptions::default())
}

/// The blocks of a text.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    read(source).0.blocks
}
