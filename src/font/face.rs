//! One font program, parsed once: character map, advances and the metrics that a PDF names.

use std::error::Error;
use std::sync::OnceLock;

use crate::message;
use crate::message::Message;
use std::fmt;

use ttf_parser::PlatformId;

use super::cff::{self, Cff, Outlines};
use super::cmap::Map;
use super::glyf::Glyf;
use super::ink;

/// A glyph of a face; 0, the missing glyph, is never handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GlyphId(pub u16);

/// Why a face cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontError(pub Message);

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for FontError {}

/// Extents of a face, in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metrics {
    /// Above the baseline, by the face's own word.
    pub ascent: i16,
    /// Below the baseline, negative.
    pub descent: i16,
    /// The box round all glyphs: left, bottom, right, top.
    pub bounds: [i16; 4],
    /// OS/2 weight, 400 for regular.
    pub weight: u16,
}

/// An opened face.
pub struct Face {
    data: Vec<u8>,
    postscript_name: String,
    is_cff: bool,
    metrics: Metrics,
    /// Glyph of each character of the basic plane, 0 for none.
    basic: Vec<u16>,
    /// The rest, sorted by character.
    supplementary: Vec<(u32, u16)>,
    /// Thousandths of an em, by glyph.
    advances: Vec<u16>,
    /// The ink of ，。、；：？！: left, bottom, right, top in thousandths of an em.
    mark_ink: Vec<(GlyphId, [i16; 4])>,
    /// The glyph of … and how far its first dot's middle stands from the em's edge, in thousandths of an em.
    ellipsis: Option<(GlyphId, i16)>,
    /// Those that were asked for so far.
    outlines: OnceLock<Outlines>,
}

impl Face {
    /// Parses a font program (TrueType or OpenType, the first of a collection).
    pub fn open(data: Vec<u8>) -> Result<Face, FontError> {
        let parsed = ttf_parser::Face::parse(&data, 0)
            .map_err(|e| FontError(message!("not a font that can be read: {error}", error = e.to_string())))?;
        let per_em = i32::from(parsed.units_per_em());
        let scaled = |units: i32| ((units * 2000 + per_em) / (per_em * 2)) as i16;
        let bounds = parsed.global_bounding_box();
        let metrics = Metrics {
            ascent: scaled(parsed.ascender().into()),
            descent: scaled(parsed.descender().into()),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|units| scaled(units.into())),
            weight: parsed.weight().to_number(),
        };
        let glyphs = parsed.number_of_glyphs();
        let advances = (0..glyphs)
            .map(|glyph| {
                let units = i32::from(parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0));
                ((units * 2000 + per_em) / (per_em * 2)) as u16
            })
            .collect();
        let Map { basic, supplementary, .. } = Map::of(&parsed);
        let (mark_ink, ellipsis) = marks(&parsed, &data, &basic, scaled);
        let postscript_name = postscript_name(&parsed);
        let is_cff = parsed.tables().cff.is_some();
        Ok(Face { postscript_name, is_cff, metrics, basic, supplementary, advances, mark_ink, ellipsis, outlines: OnceLock::new(), data })
    }

    /// The glyph that shows a character.
    pub fn glyph(&self, character: char) -> Option<GlyphId> {
        let code = u32::from(character);
        let glyph = match self.basic.get(code as usize) {
            Some(glyph) => *glyph,
            None => self.supplementary.binary_search_by_key(&code, |(c, _)| *c).map_or(0, |found| self.supplementary[found].1),
        };
        (glyph != 0).then_some(GlyphId(glyph))
    }

    /// How far a glyph moves the pen, in thousandths of an em.
    pub fn advance(&self, glyph: GlyphId) -> u16 {
        self.advances.get(usize::from(glyph.0)).copied().unwrap_or(0)
    }

    /// The ink of one of ，。、；：？！ (left, bottom, right, top, in thousandths of an em): faces differ in where they draw it.
    pub fn mark_ink(&self, glyph: GlyphId) -> Option<[i16; 4]> {
        self.mark_ink.iter().find(|(known, _)| *known == glyph).map(|(_, ink)| *ink)
    }

    /// How far the middle of the first dot of … stands from the left edge of its em, in thousandths of an em.
    pub fn first_dot(&self, glyph: GlyphId) -> Option<i16> {
        self.ellipsis.filter(|(known, _)| *known == glyph).map(|(_, middle)| middle)
    }

    /// The font program.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The font program of some glyphs of a CFF face, .notdef first: a bare CID-keyed CFF as a zlib stream, whose CIDs are the
    /// places of the glyphs. None where one of them cannot be followed.
    pub fn cut_cff(&self, glyphs: &[u16]) -> Option<Vec<u8>> {
        let cff = Cff::parse(&self.data)?;
        cff::cut::packed(&cff, self.outlines.get_or_init(|| Outlines::of(&cff)), glyphs)
    }

    /// Whether some glyphs of a TrueType face, with all their parts, are few enough to be cut out and drawn.
    pub fn may_cut_glyf(&self, glyphs: &[u16]) -> bool {
        Glyf::parse(&self.data).is_some_and(|glyf| glyf.is_bounded(glyphs))
    }

    /// The name that a PDF gives it.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// Whether its outlines are CFF (else TrueType).
    pub fn is_cff(&self) -> bool {
        self.is_cff
    }

    /// Its extents.
    pub fn metrics(&self) -> Metrics {
        self.metrics
    }
}

/// The ink of ，。、；：？！, and the first dot of …, where these can be followed.
type Marks = (Vec<(GlyphId, [i16; 4])>, Option<(GlyphId, i16)>);

fn marks(parsed: &ttf_parser::Face<'_>, data: &[u8], basic: &[u16], scaled: impl Fn(i32) -> i16) -> Marks {
    // Not by ttf-parser, which looks through every table of the map that a face claims to have.
    let glyph = |c: char| basic.get(c as usize).copied().filter(|glyph| *glyph != 0);
    let glyphs = |characters: &str| characters.chars().filter_map(glyph).collect::<Vec<u16>>();
    let ellipsis = ink::of(parsed, data, &glyphs("…")).first().map(|(glyph, ink)| {
        // Dots are round: half their height is half their width.
        (GlyphId(*glyph), scaled(i32::from(ink.x_min) + (i32::from(ink.y_max) - i32::from(ink.y_min)) / 2))
    });
    let ink = ink::of(parsed, data, &glyphs("，。、；：？！"));
    let scaled = |ink: ttf_parser::Rect| [ink.x_min, ink.y_min, ink.x_max, ink.y_max].map(|units| scaled(units.into()));
    (ink.into_iter().map(|(glyph, ink)| (GlyphId(glyph), scaled(ink))).collect(), ellipsis)
}

/// The longest PostScript name that is looked at, in bytes (63 characters are allowed), and how many records of it.
const LONGEST_NAME: usize = 256;
const MOST_NAMES: usize = 20;

/// The PostScript name (name id 6), made safe for a PDF name.
fn postscript_name(parsed: &ttf_parser::Face<'_>) -> String {
    let named = parsed
        .names()
        .into_iter()
        .filter(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME && name.name.len() <= LONGEST_NAME)
        .take(MOST_NAMES)
        .filter_map(
            |name| if name.platform_id == PlatformId::Macintosh { String::from_utf8(name.name.to_vec()).ok() } else { name.to_string() },
        )
        .next()
        .unwrap_or_default();
    let safe: String = named.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(60).collect();
    if safe.is_empty() { "Unnamed".to_string() } else { safe }
}
