//! The box round a glyph's ink, of those that can be followed within bounds.
//!
//! `ttf-parser` follows parts and subroutines as deep as they go, and bounds how deep and not how many: a face of a few hundred
//! bytes can keep it busy for ever. So it is given CFF outlines without subroutines ([`cff::cut::plain`]), and is asked only for
//! the box that a TrueType glyph says of itself.
//!
//! **Always true:** what a face can cost is bounded by the length of its outlines.

use ttf_parser::{OutlineBuilder, Rect};

use super::cff::{self, Cff};

/// Of each glyph that has ink and can be followed, in font units.
pub(super) fn of(parsed: &ttf_parser::Face<'_>, data: &[u8], glyphs: &[u16]) -> Vec<(u16, Rect)> {
    let tables = parsed.tables();
    match (tables.cff, tables.glyf) {
        (Some(_), _) => of_cff(data, glyphs).unwrap_or_default(),
        (_, Some(glyf)) => glyphs.iter().filter_map(|glyph| Some((*glyph, glyf.bbox(ttf_parser::GlyphId(*glyph))?))).collect(),
        _ => Vec::new(),
    }
}

fn of_cff(data: &[u8], glyphs: &[u16]) -> Option<Vec<(u16, Rect)>> {
    let (program, kept) = cff::cut::plain(&Cff::parse(data)?, glyphs)?;
    let table = ttf_parser::cff::Table::parse(&program)?;
    let ink = |(place, glyph): (u16, &u16)| Some((*glyph, table.outline(ttf_parser::GlyphId(place), &mut Nothing).ok()?));
    Some((0..).zip(&kept).filter_map(ink).collect())
}

/// Draws nothing: the box alone is wanted.
struct Nothing;

impl OutlineBuilder for Nothing {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
