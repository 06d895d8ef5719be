//! A document to pages: line breaks, squeeze, justification, page breaks, page numbers.
//!
//! In: [`Document`], [`Template`], [`FontLibrary`]. Out: [`Page`]s whose every glyph has its exact place.
//! The steps in a row: itemize → measure → punctuation (标点挤压) → line_break (避头尾) → justify → paginate → furniture.
//!
//! **Always true:** the pages, read line by line, give the text of all printed blocks; no full line is wider than its
//! measure; a character that no face has is a visible placeholder and a diagnostic.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::font::FontLibrary;
use crate::template::Template;

pub mod dump;
pub mod page;

pub use page::{Glyph, Line, LineSource, Page, Run};

/// Sets a document on pages.
pub fn layout(document: &Document, template: &Template, fonts: &FontLibrary) -> (Vec<Page>, Vec<Diagnostic>) {
    let _ = (document, template, fonts);
    (Vec::new(), Vec::new())
}
