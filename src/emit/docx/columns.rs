//! What docx-rs cannot say of a section: line numbers, and a head above the columns, which is a section of its own.
//!
//! Word knows columns by section. The head's section ends with its last paragraph; the columns begin on the same page, since
//! theirs is `continuous`.
//!
//! **Always true:** a template with one column and no line numbers gets its part back as it was.

use crate::document::Document;
use crate::template::{LineNumbers, Template, head};

/// Before this stand the line numbers (CT_SectPr).
const COLUMNS: &str = "<w:cols ";
const SECTION: (&str, &str) = ("<w:sectPr>", "</w:sectPr>");

/// `word/document.xml` with its sections, in the order of the schema.
pub fn finish(part: String, document: &Document, template: &Template) -> String {
    let spanning = head::spanning(document, template);
    // Columns for nothing but a title would be an empty section.
    let spanning = if spanning < document.printed().count() { spanning } else { 0 };
    if spanning == 0 && template.line_numbers.is_none() {
        return part;
    }
    let Some((body, last)) = part.rsplit_once(SECTION.0) else { return part };
    let Some((inside, tail)) = last.split_once(SECTION.1) else { return part };
    let inside = match &template.line_numbers {
        Some(numbers) => inside.replacen(COLUMNS, &format!("{}{COLUMNS}", line_numbers(numbers)), 1),
        None => inside.to_string(),
    };
    if spanning == 0 {
        return format!("{body}{}{inside}{}{tail}", SECTION.0, SECTION.1);
    }
    let Some(at) = body.match_indices("</w:pPr>").nth(spanning - 1).map(|(at, _)| at) else { return part };
    let (above, below) = body.split_at(at);
    // What stands before the page's size refers to headers and footers: the columns take those of the section before.
    let own = inside.find("<w:pgSz").and_then(|at| inside.get(at..)).unwrap_or(&inside);
    let whole = one_column(&inside);
    format!("{above}{open}{whole}{close}{below}{open}<w:type w:val=\"continuous\"/>{own}{close}{tail}", open = SECTION.0, close = SECTION.1)
}

/// A section's properties with its columns taken as one.
fn one_column(section: &str) -> String {
    match section.split_once(COLUMNS) {
        Some((before, rest)) => {
            let after = rest.split_once("/>").map_or("", |(_, after)| after);
            format!("{before}<w:cols w:space=\"425\" w:num=\"1\"/>{after}")
        }
        None => section.to_string(),
    }
}

fn line_numbers(numbers: &LineNumbers) -> String {
    format!("<w:lnNumType w:countBy=\"{}\" w:distance=\"{}\" w:restart=\"newPage\"/>", numbers.every, numbers.gap.to_twips())
}
