//! What each page carries beside the text: its number. The running head and the watermark have files of their own.
//!
//! GB/T 9704—2012, 7.5: 4号 half-width figures between two dashes, the dash 7 mm below the type area, odd pages right and
//! even pages left, one character from the edge. A template may leave the first page of the text without.

use super::class::Class;
use super::faces::Faces;
use super::page::{Glyph, Line, LineSource, Page, Part, Run};
use super::{running_head, watermark};
use crate::document::Document;
use crate::length::Length;
use crate::template::{FaceRole, FirstPage, Template};

/// How high a dash stands above its baseline, in thousandths of an em.
const DASH_HEIGHT: i64 = 300;

/// What all pages of a document carry alike, made once.
pub struct Furniture {
    head: Option<Line>,
    watermark: Option<watermark::Watermark>,
    /// The whole text of a running head that was too long for its line.
    pub cut_head: Option<String>,
}

impl Furniture {
    /// What the template asks for on every page of this document.
    pub fn of(document: &Document, template: &Template, faces: &Faces<'_>) -> Furniture {
        let (head, cut_head) = running_head::set(document, template, faces).map_or((None, None), |(line, cut)| (Some(line), cut));
        Furniture { head, watermark: watermark::set(template, faces), cut_head }
    }

    /// Puts them on a page, with its number before all else, and swaps the margins of an even one where the template mirrors. The
    /// page on which the text begins has neither head nor number where the template leaves it bare.
    pub fn put_on(&self, page: &mut Page, total: usize, template: &Template, faces: &Faces<'_>) {
        if !is_bare(page, template) {
            page.head.clone_from(&self.head);
            page.furniture.splice(0..0, page_number(page, total, template, faces));
        }
        page.watermark.clone_from(&self.watermark);
        if template.furniture.mirror && page.number.is_multiple_of(2) {
            shift(page, template.page.right - template.page.left);
        }
    }
}

/// Whether a page is one that carries nothing but its text and a watermark: the text's first, where the template says so.
fn is_bare(page: &Page, template: &Template) -> bool {
    (template.first_page, page.part, page.number) == (FirstPage::Bare, Part::Text, 1)
}

/// Moves all that stands in or by the type area to the right.
fn shift(page: &mut Page, by: Length) {
    let lines = page.lines.iter_mut().chain(&mut page.head).chain(&mut page.furniture);
    for glyph in lines.flat_map(|line| &mut line.runs).flat_map(|run| &mut run.glyphs) {
        glyph.x += by;
    }
    if let Some(watermark) = &mut page.watermark {
        watermark.left += by;
    }
}

/// The page number's line, if the template has one.
fn page_number(on: &Page, total: usize, template: &Template, faces: &Faces<'_>) -> Option<Line> {
    let style = template.page_number.as_ref()?;
    let (page, number) = (&template.page, on.number);
    let text = style.text(&on.label(), total);
    let (mut runs, width) = solid(&text, style.face, style.size, faces);
    let blank = style.size * style.outer_indent / 100;
    let left = if style.mirrored && number.is_multiple_of(2) { page.left + blank } else { page.width - page.right - blank - width };
    start_at(&mut runs, left);
    let dash = page.height - page.bottom + style.below;
    Some(Line { source: LineSource::Furniture(text), baseline: dash + style.size.em_thousandths(DASH_HEIGHT), runs })
}

/// A text of one line, solid, from 0; and how wide it is. ASCII comes from the Latin face.
pub fn solid(text: &str, face: FaceRole, size: Length, faces: &Faces<'_>) -> (Vec<Run>, Length) {
    let mut pen = Length::ZERO;
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let latin = c.is_ascii();
        let role = if latin { FaceRole::Latin } else { face };
        let (shown, placeholder) = faces.show(role, c);
        let (rise, thicken) = (size.em_thousandths(faces.rise(role, shown.face)), size.em_thousandths(faces.thicken(role, shown.face)));
        let glyph = Glyph { id: shown.glyph, x: pen, start: start as u32, len: c.len_utf8() as u8, placeholder };
        match runs.last_mut() {
            Some(run) if (run.face, run.rise, run.thicken) == (shown.face, rise, thicken) => run.glyphs.push(glyph),
            _ => runs.push(Run { face: shown.face, size, rise, thicken, glyphs: vec![glyph] }),
        }
        pen += size.em_thousandths(if Class::of(c, latin) == Class::Space { 250 } else { shown.advance.into() });
    }
    (runs, pen)
}

/// Moves runs that begin at 0 to where they stand.
pub fn start_at(runs: &mut [Run], left: Length) {
    for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.x += left;
    }
}
