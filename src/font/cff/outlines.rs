//! The outlines of one face, each copied out and packed once a process, whichever text shows it first.
//!
//! Outlines are nine tenths of a PDF, and the same few thousand come again and again. All of a face are packed with one
//! [`Code`], settled by the face alone, so that a packed outline is the same bits in every text and in every order of texts.
//!
//! **Always true:** what is kept follows from the face and the glyph, and from nothing that was converted before.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::deflate::{Bits, Checksum, Code, Packed};
use super::{Cff, charstring};

/// Of how many outlines at most, spread over the face, the code is made.
const SAMPLE: usize = 256;
/// How many bytes of outlines are kept; all of the largest Han face are half of it, and only a face made for it has more.
const MOST_KEPT: u64 = 64 << 20;

/// What is known of a face's outlines so far.
pub struct Outlines {
    code: Code,
    glyphs: Vec<OnceLock<Box<Outline>>>,
    /// Bytes of outlines that are kept, or about to be.
    kept: AtomicU64,
}

/// One outline: a charstring without subroutines, packed.
#[derive(Clone)]
pub struct Outline {
    /// Which Font DICT of the face it belongs to.
    pub font_dict: u8,
    /// How long the charstring is, in bytes.
    pub size: u32,
    /// Its bytes in the face's code.
    pub packed: Packed,
    /// Of the same bytes.
    pub checksum: Checksum,
}

impl Outlines {
    /// None of the face's outlines yet, and the code for them.
    pub(in crate::font) fn of(cff: &Cff<'_>) -> Outlines {
        let mut sample = Vec::new();
        for glyph in (0..cff.glyphs()).step_by(cff.glyphs().div_ceil(SAMPLE).max(1)) {
            charstring::of(cff, glyph as u16, &mut sample); // nothing, of one that cannot be followed
        }
        let glyphs = (0..cff.glyphs()).map(|_| OnceLock::new()).collect();
        Outlines { code: Code::of(&sample), glyphs, kept: AtomicU64::new(0) }
    }

    /// The code that all of them are packed in.
    pub(super) fn code(&self) -> &Code {
        &self.code
    }

    /// An outline of the face whose parts are given; none for a glyph that it does not have or that cannot be followed.
    pub(super) fn get(&self, glyph: u16, cff: &Cff<'_>) -> Option<Cow<'_, Outline>> {
        let place = self.glyphs.get(usize::from(glyph))?;
        if let Some(known) = place.get() {
            return Some(Cow::Borrowed(known));
        }
        let outline = self.outline(glyph, cff)?;
        // Whether an outline is kept may hang on what came before; what it is does not.
        match self.kept.fetch_add(outline.size.into(), Ordering::Relaxed) < MOST_KEPT {
            true => Some(Cow::Borrowed(place.get_or_init(|| Box::new(outline)))),
            false => Some(Cow::Owned(outline)),
        }
    }

    fn outline(&self, glyph: u16, cff: &Cff<'_>) -> Option<Outline> {
        let mut bytes = Vec::new();
        let font_dict = charstring::of(cff, glyph, &mut bytes)?;
        let mut bits = Bits::behind(Vec::new());
        bits.write(&bytes, &self.code);
        Some(Outline { font_dict, size: bytes.len() as u32, packed: bits.into_packed(), checksum: Checksum::of(&bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_that_is_not_kept_is_the_same() {
        let face = include_bytes!("../../../fuzz/seeds/font_file/cff.otf");
        let cff = Cff::parse(face).unwrap();
        let (keeps, full) = (Outlines::of(&cff), Outlines::of(&cff));
        full.kept.store(MOST_KEPT, Ordering::Relaxed);
        for glyph in (0..cff.glyphs() as u16).chain(0..3) {
            let (kept, made) = (keeps.get(glyph, &cff).unwrap(), full.get(glyph, &cff).unwrap());
            assert!(matches!((&kept, &made), (Cow::Borrowed(_), Cow::Owned(_))));
            assert_eq!((kept.font_dict, kept.size, kept.checksum), (made.font_dict, made.size, made.checksum));
            assert!(kept.packed == made.packed);
        }
        assert!(keeps.get(u16::MAX, &cff).is_none(), "a glyph that it does not have");
    }
}
