//! The faces of one document: which face a role is set in, and what stands in for a missing character.
//!
//! A document of whose Han more than one in a hundred is not in a role's face but in the first fallback (a traditional text in a
//! simplified FangSong) has that role set in the fallback altogether: even colour counts for more than the first choice.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::font::{FaceId, FontLibrary, GlyphId, Shown};
use crate::length::Length;
use crate::template::{FaceRole, Template};

/// What stands for a character that no face has: 〓, the printers' mark for a missing sort.
pub const PLACEHOLDERS: [char; 3] = ['〓', '□', '?'];

/// The faces that a document is set in.
pub struct Faces<'a> {
    fonts: &'a FontLibrary,
    own: BTreeMap<FaceRole, FaceId>,
    ink_centres: Vec<Option<i16>>,
    stems: Vec<Option<u16>>,
}

impl<'a> Faces<'a> {
    /// Settles the face of each role for this document.
    pub fn of(document: &Document, template: &Template, fonts: &'a FontLibrary) -> Faces<'a> {
        let mut own = BTreeMap::new();
        let fallback = fonts.first_fallback();
        // Han that neither has are no reason to leave the role's own.
        let gains = |c: char| fallback.and_then(|id| fonts.face(id)).is_some_and(|face| face.glyph(c).is_some());
        // (Han seen, Han that the fallback has and the role's face lacks) by role.
        let mut counts: BTreeMap<FaceRole, (usize, usize)> = BTreeMap::new();
        for (_, block) in document.printed() {
            let role = template.style(block.role).face;
            let Some(face) = fonts.face_for(role).and_then(|id| fonts.face(id)) else { continue };
            let (seen, missing) = counts.entry(role).or_default();
            for c in block.text.chars().filter(|c| is_han(*c)) {
                *seen += 1;
                *missing += usize::from(face.glyph(c).is_none() && gains(c));
            }
        }
        for (role, (seen, missing)) in counts {
            let id = if missing * 100 > seen { fallback } else { None };
            if let Some(id) = id.or_else(|| fonts.face_for(role)) {
                own.insert(role, id);
            }
        }
        let ink_centres = fonts.sources().map(|(_, source)| source.ink_centre).collect();
        let stems = fonts.sources().map(|(_, source)| source.stem).collect();
        Faces { fonts, own, ink_centres, stems }
    }

    /// The face that a role is set in in this document.
    pub fn own(&self, role: FaceRole) -> Option<FaceId> {
        self.own.get(&role).copied().or_else(|| self.fonts.face_for(role))
    }

    /// The faces in whose place the first fallback shows the whole text, each once; and that.
    pub fn displaced(&self) -> Option<(Vec<FaceId>, FaceId)> {
        let fallback = self.fonts.first_fallback()?;
        let wanted = |(role, own): (&FaceRole, &FaceId)| self.fonts.face_for(*role).filter(|wanted| wanted != own);
        let mut displaced: Vec<FaceId> = self.own.iter().filter_map(wanted).collect();
        displaced.sort_unstable();
        displaced.dedup();
        (!displaced.is_empty()).then_some((displaced, fallback))
    }

    /// How a character is shown in a role, and whether that is a placeholder.
    pub fn show(&self, role: FaceRole, character: char) -> (Shown, bool) {
        let own = self.own(role);
        if let Some(shown) = self.fonts.show_from(own, character) {
            return (shown, false);
        }
        let stand_for = PLACEHOLDERS.iter().find_map(|c| self.fonts.show_from(own, *c));
        // Without any face there is nothing to draw; the diagnostics say so.
        (stand_for.unwrap_or(Shown { face: FaceId(0), glyph: GlyphId(0), advance: 1000, stand_in: true }), true)
    }

    /// How far the glyphs of a face are lifted in a line of another role, in thousandths of an em, so that the middle of
    /// their ink agrees.
    pub fn rise(&self, line: FaceRole, face: FaceId) -> i64 {
        let own = self.own(line);
        let centre = |id: FaceId| self.ink_centres.get(usize::from(id.0)).copied().flatten();
        match (own.and_then(centre), centre(face)) {
            (Some(line), Some(face)) => i64::from(line) - i64::from(face),
            _ => 0,
        }
    }

    /// How much the strokes of a face that stands in for a role's own are to be thickened, in thousandths of an em: two
    /// thirds of what they lack, since level strokes grow with the upright ones; nothing where that is under a fifth.
    pub fn thicken(&self, role: FaceRole, face: FaceId) -> i64 {
        let stem = |id: FaceId| self.stems.get(usize::from(id.0)).copied().flatten();
        match (self.fonts.face_for(role).and_then(stem), stem(face)) {
            (Some(wanted), Some(own)) if wanted * 5 > own * 6 => i64::from(wanted - own) * 2 / 3,
            _ => 0,
        }
    }

    /// How far the two halves of …… must move towards each other so that all six dots are evenly spaced.
    ///
    /// Dots at c, ½ and 1 − c of the em are ½ − c apart, and 2c from the next half's: both agree after (3c − ½) ÷ 2 each.
    pub fn ellipsis_shift(&self, shown: Shown, size: Length) -> Length {
        let first = self.fonts.face(shown.face).filter(|_| shown.advance == 1000).and_then(|face| face.first_dot(shown.glyph));
        first.map_or(Length::ZERO, |c| size.em_thousandths(((3 * i64::from(c) - 500) / 2).clamp(-100, 100)))
    }

    /// How far ，。、；：？！ must move right and up to stand in the middle of their em, in thousandths of it: bundled faces
    /// draw them at its lower left, as the mainland has them.
    pub fn off_centre(&self, shown: Shown) -> (i64, i64) {
        let Some([left, bottom, right, top]) = self.fonts.face(shown.face).and_then(|face| face.mark_ink(shown.glyph)) else {
            return (0, 0);
        };
        let middle = self.ink_centres.get(usize::from(shown.face.0)).copied().flatten().map_or(380, i64::from);
        let half = |a: i16, b: i16| (i64::from(a) + i64::from(b)) / 2;
        (i64::from(shown.advance) / 2 - half(left, right), middle - half(bottom, top))
    }

    /// How far ？ or ！ must move left so that its ink is in the left half of its em.
    pub fn lean(&self, shown: Shown, size: Length) -> Length {
        // Ink that ends at 0.48 em leaves a hair of white before the next mark.
        let right = self.fonts.face(shown.face).and_then(|face| face.mark_ink(shown.glyph)).map_or(0, |ink| ink[2]);
        size.em_thousandths((i64::from(right) - 480).max(0))
    }
}

/// Whether a character is a Han ideograph.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}
