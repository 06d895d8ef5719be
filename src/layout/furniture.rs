//! What each page carries beside the text: its number.
//!
//! GB/T 9704—2012, 7.5: 4号 half-width figures between two dashes, the dash 7 mm below the type area, odd pages right and
//! even pages left, one character from the edge.

use super::class::Class;
use super::faces::Faces;
use super::page::{Glyph, Line, LineSource, Run};
use crate::length::Length;
use crate::template::{FaceRole, Template};

/// How high a dash stands above its baseline, in thousandths of an em.
const DASH_HEIGHT: i64 = 300;

/// The page number's line, if the template has one.
pub fn page_number(number: usize, template: &Template, faces: &Faces<'_>) -> Option<Line> {
    let style = template.page_number.as_ref()?;
    let page = &template.page;
    let text = style.format.replace("{}", &number.to_string());
    let mut pen = Length::ZERO;
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let latin = c.is_ascii();
        let (shown, placeholder) = faces.show(if latin { FaceRole::Latin } else { style.face }, c);
        let glyph = Glyph { id: shown.glyph, x: pen, start: start as u32, len: c.len_utf8() as u8, placeholder };
        match runs.last_mut() {
            Some(run) if run.face == shown.face => run.glyphs.push(glyph),
            _ => runs.push(Run { face: shown.face, size: style.size, rise: Length::ZERO, thicken: Length::ZERO, glyphs: vec![glyph] }),
        }
        pen += style.size.em_thousandths(if Class::of(c, latin) == Class::Space { 250 } else { shown.advance.into() });
    }
    let blank = style.size * style.outer_indent / 100;
    let left = if style.mirrored && number.is_multiple_of(2) { blank } else { page.area_width() - blank - pen };
    let left = page.left_of(number) + left;
    for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.x += left;
    }
    let dash = page.height - page.bottom + style.below;
    Some(Line { source: LineSource::Furniture(text), baseline: dash + style.size.em_thousandths(DASH_HEIGHT), runs })
}
