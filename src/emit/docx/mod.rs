//! A document and a template to a DOCX that a word processor opens without complaint.
//!
//! In: [`Document`], [`Template`], and the pages, for where titles are cut. Out: the bytes of a package. The steps in a row: `section` (page, grid, page numbers)
//! and `body` (paragraphs) make a docx-rs tree → docx-rs writes it → `order` puts its parts into the order of the schema → `columns` adds
//! sections, `toc` a table of contents → `styles`, `settings`, `font_table`, `properties` add the parts that docx-rs cannot write, `constants`
//! those that all documents share once → `package` and `zip_file` zip them →
//! `ownership` signs and recognises them. Why each part is as it is: `docs/docx.md`.
//!
//! **Always true:** the runs of the body, read in order, are the texts of the printed blocks; the same document gives the
//! same bytes on every machine and thread.

use std::sync::Arc;

use docx_rs::Docx;

use super::Stamp;
use super::fingerprint::Ownership;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::Page;
use crate::template::Template;

mod body;
mod columns;
mod constants;
mod font_table;
mod header;
mod indents;
mod known_parts;
mod order;
mod ownership;
mod package;
mod properties;
mod section;
mod settings;
mod styles;
mod toc;
mod watermark;
mod xml;
mod zip_file;

pub use known_parts::KnownParts;
use package::Part;
use section::Grid;

/// The DOCX of this document; titles are cut into lines where its pages cut them.
pub fn write(document: &Document, pages: &[Page], template: &Template, stamp: &Stamp) -> (Vec<u8>, Vec<Diagnostic>) {
    let template = template.named_for(document.metadata.region);
    let (mut parts, content, done) = parts(document, pages, &template, stamp);
    ownership::sign(&mut parts, content, done);
    match zip_file::zip(&parts) {
        Some(bytes) => (bytes, Vec::new()),
        None => (Vec::new(), vec![Diagnostic::error("docx-too-large", "the DOCX would be larger than a zip may be, 4 GiB")]),
    }
}

/// Whose a DOCX is; none if it carries no fingerprint of ours.
pub fn ownership(bytes: &[u8]) -> Option<Ownership> {
    ownership::read(bytes)
}

/// All parts, in the order they are stored in: those of every document first; the fingerprint of these, and how many they are.
fn parts(document: &Document, pages: &[Page], template: &Template, stamp: &Stamp) -> (Vec<Arc<Part>>, ownership::Content, usize) {
    let grid = Grid::of(template);
    let mut tree = section::section(Docx::new(), template, &grid, pages);
    let (paragraphs, indents) = body::paragraphs(document, pages, template, &grid);
    tree.document.children = paragraphs;
    let built = tree.build();
    let (headers, footers) = (built.headers.len(), built.footers.len());
    let constants = constants::constants(template, document.metadata.region, toc::is_wanted(pages), headers, footers);
    let mut parts = constants.parts.clone();
    let mut add = |name: &str, text: String| parts.push(Arc::new(Part::new(name, text)));
    let body = columns::finish(order::in_schema_order(&built.document, &indents), document, template);
    add("word/document.xml", toc::finish(body, document, pages, template));
    for number in 1..=headers {
        add(&format!("word/header{number}.xml"), header::part(number, headers, document, pages, template));
    }
    for (index, footer) in built.footers.iter().enumerate() {
        add(&format!("word/footer{}.xml", index + 1), order::in_schema_order(footer, &[]));
    }
    add(properties::CORE, properties::core(document, stamp));
    (parts, constants.content.clone(), constants.parts.len())
}

#[cfg(test)]
pub(super) mod tests;
