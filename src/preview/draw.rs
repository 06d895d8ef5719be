//! `hayro` at work.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{self, Level, Pixmap, RasterizerSettings, RenderContext, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

use super::{NotDrawn, Picture};

/// The most pixels of a picture: A3 at 400 dots an inch, and some more.
const MOST_PIXELS: u64 = 34_000_000;

/// A PDF whose pages can be drawn.
pub struct Drawing {
    pdf: Pdf,
}

impl Drawing {
    /// Reads a PDF. Its faces must be embedded, as those of ours are: none is looked for elsewhere.
    pub fn open(pdf: Vec<u8>) -> Result<Drawing, NotDrawn> {
        let pdf = Pdf::new(pdf).map_err(|_| NotDrawn::Unreadable)?;
        if pdf.pages().is_empty() { Err(NotDrawn::Unreadable) } else { Ok(Drawing { pdf }) }
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Draws its pages at so many dots an inch.
    pub fn painter(&self, dpi: u32) -> Painter<'_> {
        Painter { drawing: self, dpi, cache: RenderCache::new(), settings: InterpreterSettings::default() }
    }
}

/// Draws pages of one PDF, one after the other; what they share is prepared once.
pub struct Painter<'a> {
    drawing: &'a Drawing,
    dpi: u32,
    cache: RenderCache<'a>,
    settings: InterpreterSettings,
}

impl Painter<'_> {
    /// The page of this index, from 0.
    pub fn page(&self, index: usize) -> Result<Picture, NotDrawn> {
        let page = self.drawing.pdf.pages().get(index).ok_or(NotDrawn::NoSuchPage)?;
        let points = page.render_dimensions();
        let (width, height) = extent(points, self.dpi).ok_or(NotDrawn::TooLarge)?;
        // Not the best instructions that this processor has: those that every one of its kind has.
        let same_everywhere = vello_cpu::RenderSettings { level: Level::baseline(), num_threads: 0 };
        let mut context = RenderContext::new_with(width, height, same_everywhere);
        let scale = f64::from(self.dpi) / 72.0;
        let transform = Affine::scale(scale) * to_kurbo(page);
        // Hinting moves stems to whole pixels, and glyphs from a cache stand on whole rows: good on a screen, wrong where
        // paper is meant, and a line that moves by a hundredth of a point could jump by a pixel.
        let drawn = RenderSettings { hinting: false, glyph_caching: false, ..RenderSettings::default() };
        render_into(page, &self.cache, &self.settings, &drawn, &mut context, transform);
        context.flush();
        let mut pixmap = Pixmap::new(width, height);
        let onto_white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
        context.render_with(&mut pixmap, &mut vello_cpu::Resources::default(), onto_white);
        let pixels = pixmap.data().iter().map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Ok(Picture { width: usize::from(width), height: usize::from(height), pixels })
    }
}

/// How many pixels a length is; none where a picture of it would be too large.
fn extent(points: (f32, f32), dpi: u32) -> Option<(u16, u16)> {
    let pixels = |points: f32| -> u64 {
        let exact = f64::from(points) * f64::from(dpi) / 72.0;
        // Casts of floats saturate: what is not a number is 0, and no page is less than one pixel.
        (exact.round() as u64).max(1)
    };
    let (width, height) = (pixels(points.0), pixels(points.1));
    if width.saturating_mul(height) > MOST_PIXELS {
        return None;
    }
    Some((u16::try_from(width).ok()?, u16::try_from(height).ok()?))
}

/// From the PDF's axes, which begin at the bottom, to a picture's, which begin at the top.
fn to_kurbo(page: &hayro::hayro_syntax::page::Page<'_>) -> Affine {
    use hayro::hayro_interpret::util::TransformExt;
    page.initial_transform(true).to_kurbo()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_is_unreadable() {
        for bytes in ["", "%PDF-1.7", "a text", "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 1 0 R>>"] {
            assert_eq!(Drawing::open(bytes.as_bytes().to_vec()).err(), Some(NotDrawn::Unreadable), "{bytes}");
        }
    }

    #[test]
    fn a_page_is_as_many_pixels_as_its_length_says_rounded() {
        assert_eq!(extent((595.28, 841.89), 72), Some((595, 842)));
        assert_eq!(extent((595.28, 841.89), 144), Some((1191, 1684)));
        assert_eq!(extent((0.0, f32::NAN), 72), Some((1, 1)));
    }

    #[test]
    fn a_picture_that_is_too_large_is_none() {
        assert_eq!(extent((14400.0, 14400.0), 400), None, "the largest page that a PDF may have");
        assert_eq!(extent((f32::INFINITY, 1.0), 72), None);
        assert_eq!(extent((72.0 * 70_000.0, 1.0), 72), None, "more than a row can have");
        assert!(extent((842.0, 1190.6), *super::super::DPI.end()).is_some(), "A3");
    }
}
