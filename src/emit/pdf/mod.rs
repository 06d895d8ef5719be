//! Pages to an archival, accessible PDF (PDF/A-2a and PDF/UA-1). `docs/pdf.md` tells how and why.
//!
//! The steps in a row: cut the faces down (`fonts`, with `to_unicode`) → draw the pages (`page`, with `content` and
//! `rules`) → let printpdf make the objects round them → add what concerns the document as a whole (`tags` with `tables` and `language`, `outline`, `metadata`, `icc`) → compress,
//! save and seal (`package`).
//!
//! **Always true:** each glyph stands within 0.01 pt of where layout put it, its text can be read back, and the same
//! pages give the same bytes.

use std::collections::BTreeMap;

use lopdf::{Object, dictionary};
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use super::Stamp;
use super::fingerprint::Ownership;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::font::FontLibrary;
use crate::layout::{Page, Part};
use crate::length::Length;
use crate::template::Template;

mod content;
mod contents;
mod fonts;
mod icc;
mod language;
mod metadata;
mod outline;
mod package;
mod page;
mod rules;
#[cfg(test)]
mod sample;
mod tables;
mod tags;
mod to_unicode;

/// What this program calls itself in a PDF.
const PROGRAM: &str = concat!("jiangyi ", env!("CARGO_PKG_VERSION"));

/// The PDF of these pages.
///
/// A face that cannot be embedded is an error, and the glyphs set in it are left out: a substitute would show other
/// shapes at other widths, and a PDF/A may name no face that it does not carry.
pub fn write(document: &Document, pages: &[Page], template: &Template, fonts: &FontLibrary, stamp: &Stamp) -> (Vec<u8>, Vec<Diagnostic>) {
    let (subsets, diagnostics) = fonts::cut(document, pages, fonts);
    let tags = tags::Tags::of(document, template);
    let drawn = page::draw(document, pages, template, &subsets, &tags);
    let (contents, marks): (Vec<_>, Vec<_>) = drawn.into_iter().unzip();

    let mut printed = PdfDocument::new("");
    // What the first page shows for printpdf names every face; `put_in` replaces it.
    let mut shown = subsets.shown_once();
    let (resources, programs) = subsets.into_resources();
    printed.resources.fonts.map = resources;
    printed.with_pages(contents.iter().map(|_| sheet(template, std::mem::take(&mut shown))).collect());
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut pdf = printed.to_lopdf_document(&options, &mut warnings);
    debug_assert!(warnings.is_empty(), "printpdf noticed what page.rs must not do: {warnings:?}");

    fonts::embed(&mut pdf, programs);
    put_in(&mut pdf, contents);
    describe(&mut pdf, document, pages, template, stamp, &tags, &marks);
    (package::package(pdf), diagnostics)
}

/// A page of printpdf's.
fn sheet(template: &Template, ops: Vec<Op>) -> PdfPage {
    let (width, height) = (Pt(points(template.page.width)), Pt(points(template.page.height)));
    let paper = Rect { x: Pt(0.0), y: Pt(0.0), width, height, mode: None, winding_order: None };
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops }
}

/// A length as a number of an object, in hundredths of a point.
fn points(length: Length) -> f32 {
    let content::Decimal(hundredths, _) = page::pt(length);
    hundredths as f32 / 100.0
}

/// Puts what was drawn into the pages.
fn put_in(pdf: &mut lopdf::Document, contents: Vec<Vec<u8>>) {
    let sheets: Vec<lopdf::ObjectId> = pdf.page_iter().collect();
    for (sheet, content) in sheets.into_iter().zip(contents) {
        let stream = pdf.get_dictionary(sheet).and_then(|sheet| sheet.get(b"Contents")).and_then(Object::as_reference);
        if let Ok(stream) = stream {
            pdf.set_object(stream, lopdf::Stream::new(lopdf::Dictionary::new(), content));
        }
    }
}

/// Whose a PDF is; none if it carries no fingerprint of ours.
pub fn ownership(bytes: &[u8]) -> Option<Ownership> {
    package::ownership(bytes)
}

/// What a PDF of this length was made from, by its last bytes; none where only all of it tells.
pub fn recipe_at_end(end: &[u8], length: u64) -> Option<String> {
    package::recipe_at_end(end, length)
}

/// Adds what printpdf does not write: structure, outline, metadata, output intent, how viewers open it.
fn describe(
    pdf: &mut lopdf::Document,
    document: &Document,
    pages: &[Page],
    template: &Template,
    stamp: &Stamp,
    tags: &tags::Tags,
    marks: &[page::Marks],
) {
    pdf.version = "1.7".to_string(); // PDF/UA-1, 6.1: never 2.0
    let sheets: Vec<lopdf::ObjectId> = pdf.get_pages().into_values().collect();
    for (index, sheet) in sheets.iter().enumerate() {
        if let Ok(sheet) = pdf.get_dictionary_mut(*sheet) {
            sheet.set("StructParents", index as i64);
            sheet.set("Tabs", Object::Name(b"S".to_vec())); // PDF/UA-1, 7.18.3
            sheet.remove(b"Annots"); // printpdf writes an empty one on every page
        }
    }
    let links = contents::links(document, pages, template);
    let structure = tags::add(pdf, tags, marks, &links, &sheets);
    let outline = outline::add(pdf, document, pages, template, &sheets);
    let said = metadata::Metadata::new(document, stamp);
    let xmp = pdf.add_object(said.xmp());
    let profile = pdf.add_object(icc::stream());
    replace_info(pdf, said.info());

    let mut more = BTreeMap::from([
        ("Lang", Object::string_literal(document.metadata.region.language())),
        ("MarkInfo", dictionary! { "Marked" => true }.into()),
        ("Metadata", xmp.into()),
        ("OutputIntents", vec![Object::from(icc::output_intent(profile))].into()),
        ("PageLabels", page_labels(pages).into()),
        ("StructTreeRoot", structure.into()),
        // PDF/UA-1, 7.1: the title is shown, not the file name.
        ("ViewerPreferences", dictionary! { "DisplayDocTitle" => true, "Duplex" => duplex(template) }.into()),
    ]);
    if let Some(outline) = outline {
        more.insert("Outlines", outline.into());
        more.insert("PageMode", "UseOutlines".into());
    }
    if let Ok(catalog) = pdf.catalog_mut() {
        for (key, value) in more {
            catalog.set(key, value);
        }
    }
}

/// Handouts are printed on both sides of the sheet, unless the template says otherwise (ISO 32000-1, table 150).
const fn duplex(template: &Template) -> &'static str {
    if template.page.single_sided { "Simplex" } else { "DuplexFlipLongEdge" }
}

/// Page labels as the pages are numbered: those of the contents in Roman capitals, the others in decimals.
fn page_labels(pages: &[Page]) -> lopdf::Dictionary {
    let mut nums = Vec::new();
    let mut index = 0;
    for part in pages.chunk_by(|a, b| a.part == b.part) {
        let first = part.first().map_or(1, |page| page.number);
        let is_contents = part.first().is_some_and(|page| page.part == Part::Contents);
        let mut style = dictionary! { "S" => if is_contents { "R" } else { "D" } };
        if first != 1 {
            style.set("St", first as i64);
        }
        nums.extend([Object::Integer(index), style.into()]);
        index += part.len() as i64;
    }
    if nums.is_empty() {
        nums.extend([Object::Integer(0), dictionary! { "S" => "D" }.into()]);
    }
    dictionary! { "Nums" => nums }
}

/// Puts our document information in the place of printpdf's, which holds keys that XMP does not mirror.
fn replace_info(pdf: &mut lopdf::Document, info: lopdf::Dictionary) {
    match pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => pdf.set_object(id, info),
        Err(_) => {
            let id = pdf.add_object(info);
            pdf.trailer.set("Info", id);
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
