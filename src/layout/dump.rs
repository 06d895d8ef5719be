//! The stable text form of pages: what `check` compares and people review (`pages.txt`).

use std::fmt::Write;

use super::Page;
use crate::document::Document;

/// The pages as readable text: a head per page, then a line a line, with its baseline in points.
pub fn dump(pages: &[Page], document: &Document) -> String {
    let mut out = String::new();
    for (index, page) in pages.iter().enumerate() {
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "{}page {}", if index > 0 { "\n" } else { "" }, page.label());
        for line in page.lines.iter().chain(page.artifacts()) {
            let hundredths = line.baseline.to_centi_pt();
            let _ = writeln!(out, "{:>4}.{:02} {}", hundredths / 100, hundredths % 100, line.text(document));
        }
    }
    out
}
