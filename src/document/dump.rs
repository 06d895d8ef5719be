//! The stable text form of a document: what `check` compares and people review (`document.txt`).
//!
//! One block a paragraph: `role level | text`, run-ins in ‹ ›, wrapped by nobody, so that a diff shows what moved.

use std::fmt::Write;

use super::{Block, Document};

/// The document as readable text.
pub fn dump(document: &Document) -> String {
    let mut out = String::new();
    if let Some(title) = &document.metadata.title {
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "title: {title}");
    }
    let _ = writeln!(out, "language: {}", document.metadata.region.language());
    for block in &document.blocks {
        let _ = writeln!(out, "\n[{}] {}", name(document, block), marked(block));
    }
    out
}

fn name(document: &Document, block: &Block) -> String {
    match block.role.level() {
        Some(level) => format!("{} {}", block.role.as_str(), level.number()),
        None if !document.prints(block) => format!("{}, not printed", block.role.as_str()),
        None => block.role.as_str().to_string(),
    }
}

/// The text with ‹ › round its run-ins.
fn marked(block: &Block) -> String {
    let mut ranges: Vec<_> = block.run_in.iter().map(|run_in| 0..run_in.end).chain(block.inner.iter().cloned()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut out = String::with_capacity(block.text.len() + 8);
    let mut done = 0;
    for range in ranges {
        out.push_str(&block.text[done..range.start]);
        let _ = write!(out, "‹{}›", &block.text[range.clone()]);
        done = range.end;
    }
    out.push_str(&block.text[done..]);
    out
}
