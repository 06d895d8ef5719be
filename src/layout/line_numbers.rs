//! Figures that count the lines of a page, at the binding edge: what is spoken of is found by page and line.
//!
//! Every line of text counts, titles too, blank ones do not; each page begins anew, columns go on. So does Word.

use super::faces::Faces;
use super::page::{Glyph, Line, LineSource, Run};
use crate::length::Length;
use crate::template::{FaceRole, Template};

/// The number of a page's line `count`, if one stands there; `edge` is the left edge of the line's column.
pub fn beside(count: usize, number: usize, edge: Length, baseline: Length, template: &Template, faces: &Faces<'_>) -> Option<Line> {
    let style = template.line_numbers.as_ref().filter(|style| style.every > 0 && count.is_multiple_of(style.every))?;
    let text = count.to_string();
    let mut pen = Length::ZERO;
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let (shown, placeholder) = faces.show(FaceRole::Latin, c);
        let glyph = Glyph { id: shown.glyph, x: pen, start: start as u32, len: c.len_utf8() as u8, placeholder };
        match runs.last_mut() {
            Some(run) if run.face == shown.face => run.glyphs.push(glyph),
            _ => runs.push(Run { face: shown.face, size: style.size, rise: Length::ZERO, thicken: Length::ZERO, glyphs: vec![glyph] }),
        }
        pen += style.size.em_thousandths(shown.advance.into());
    }
    let on_right = template.page.mirror && number.is_multiple_of(2);
    let left = if on_right { edge + template.page.measure() + style.gap } else { edge - style.gap - pen };
    runs.iter_mut().flat_map(|run| &mut run.glyphs).for_each(|glyph| glyph.x += left);
    Some(Line { source: LineSource::Furniture(text), baseline, runs })
}
