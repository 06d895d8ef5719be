//! How much a TrueType glyph is, with the parts that it is made of.
//!
//! A glyph may be made of others, these of others again (OpenType, "glyf"): forty copies of a glyph that is forty copies of the
//! next draw for ever, in a file of a few hundred bytes. Whoever follows glyphs, here or in a viewer, is given only what was counted.
//!
//! **Always true:** counting takes no longer than the limits say, whatever the bytes are.

use super::program::{table, u16_at, u32_at};

/// The most parts of a glyph, parts of parts included. Faces that build Han of components have some thirty.
const MOST_PARTS: usize = 256;
/// The longest glyph with all its parts, in bytes. Han take some hundreds, traced seals some thousands.
const LONGEST: usize = 64 << 10;
/// The longest document's glyphs together, in bytes: a whole Han face is half of it.
const LONGEST_TOGETHER: usize = 64 << 20;
/// The longest of the other tables that go into a PDF whole, in bytes, and all names together: programs for hinting take some ten thousands.
const LONGEST_TABLE: usize = 2 << 20;
/// The other tables that a font program is made of.
const OTHERS: [&[u8; 4]; 8] = [b"cvt ", b"fpgm", b"prep", b"head", b"hhea", b"maxp", b"post", b"name"];
/// Flags of a component: its two arguments are words; another component follows.
const WORDS: u16 = 0x0001;
const MORE: u16 = 0x0020;
/// It is scaled: by one number, by two, or by a matrix of four. Which counts where several are set, readers disagree.
const SCALES: [(u16, usize); 3] = [(0x0008, 2), (0x0040, 4), (0x0080, 8)];

/// The outlines of a face and where each begins.
pub(super) struct Glyf<'a> {
    font: &'a [u8],
    outlines: &'a [u8],
    places: &'a [u8],
    /// Whether places take four bytes each.
    long: bool,
}

impl<'a> Glyf<'a> {
    /// The tables of a font file of one face.
    pub(super) fn parse(font: &'a [u8]) -> Option<Glyf<'a>> {
        let long = u16_at(table(font, b"head")?, 50)? != 0;
        Some(Glyf { font, outlines: table(font, b"glyf")?, places: table(font, b"loca")?, long })
    }

    /// Whether these glyphs are within the limits, each and all together, and so is what goes with them.
    pub(super) fn is_bounded(&self, glyphs: &[u16]) -> bool {
        if OTHERS.iter().any(|tag| table(self.font, tag).is_some_and(|table| table.len() > LONGEST_TABLE)) || !self.has_bounded_names() {
            return false;
        }
        let mut together = 0;
        glyphs.iter().all(|glyph| {
            let length = self.length(*glyph);
            together += length.unwrap_or(0);
            length.is_some() && together <= LONGEST_TOGETHER
        })
    }

    /// Whether its names are not too long: records may all point to the same bytes, and each is copied.
    fn has_bounded_names(&self) -> bool {
        let names = table(self.font, b"name").unwrap_or_default();
        let records = names.get(6..).unwrap_or_default().chunks_exact(12).take(usize::from(u16_at(names, 2).unwrap_or(0)));
        records.filter_map(|record| u16_at(record, 8)).map(usize::from).sum::<usize>() <= LONGEST_TABLE
    }

    /// The bytes of a glyph and of all its parts, each as often as it is drawn; none if they are too many.
    fn length(&self, glyph: u16) -> Option<usize> {
        let (mut parts, mut length, mut waiting) = (0, 0, vec![glyph]);
        while let Some(glyph) = waiting.pop() {
            let outline = self.outline(glyph).unwrap_or_default();
            parts += 1;
            length += outline.len();
            if parts > MOST_PARTS || length > LONGEST {
                return None;
            }
            for component in components(outline) {
                waiting.push(component?);
            }
        }
        Some(length)
    }

    fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        let place = |at: usize| match self.long {
            true => u32_at(self.places, at * 4).map(|place| place as usize),
            false => u16_at(self.places, at * 2).map(|place| usize::from(place) * 2),
        };
        self.outlines.get(place(usize::from(glyph))?..place(usize::from(glyph) + 1)?)
    }
}

/// The glyphs that an outline is made of, nothing for one of its own; none in the place of what two readers read differently.
fn components(outline: &[u8]) -> impl Iterator<Item = Option<u16>> {
    let is_made_of_others = outline.first().is_some_and(|first| first & 0x80 != 0);
    let mut at = is_made_of_others.then_some(10); // behind the number of contours and the box
    std::iter::from_fn(move || {
        let (flags, glyph) = (u16_at(outline, at?)?, u16_at(outline, at? + 2)?);
        let mut scales = SCALES.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, size)| *size);
        let arguments = if flags & WORDS != 0 { 4 } else { 2 };
        at = (flags & MORE != 0).then_some(at? + 4 + arguments + scales.next().unwrap_or(0));
        Some(scales.next().is_none().then_some(glyph))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATIN: &[u8] = include_bytes!("../../fonts/LiberationSerif-Regular.ttf");
    const ENDLESS: &[u8] = include_bytes!("../../fuzz/seeds/font_file/endless_parts.ttf");

    #[test]
    fn glyphs_of_a_sound_face_are_counted_with_their_parts() {
        let (glyf, face) = (Glyf::parse(LATIN).unwrap(), crate::font::Face::open(LATIN.to_vec()).unwrap());
        let [a, accented] = ['a', 'á'].map(|c| face.glyph(c).unwrap().0);
        let parts: Vec<u16> = components(glyf.outline(accented).unwrap()).flatten().collect();
        assert!(parts.len() == 2 && parts.contains(&a), "{parts:?}");
        assert!(glyf.length(accented).unwrap() > glyf.length(a).unwrap());
        assert!(glyf.is_bounded(&(0..=u16::MAX).collect::<Vec<_>>()), "all of it, and what it has not");
    }

    #[test]
    fn parts_of_parts_without_end_are_not_followed() {
        let glyf = Glyf::parse(ENDLESS).unwrap();
        assert_eq!(glyf.length(1), None);
        assert!(!glyf.is_bounded(&[1]) && glyf.is_bounded(&[]));
    }

    #[test]
    fn what_goes_with_the_glyphs_is_bounded_too() {
        let directory_entry = |tag: &[u8; 4]| LATIN[..500].windows(4).position(|window| window == tag).unwrap();
        let mut long_names = LATIN.to_vec();
        let names = u32_at(LATIN, directory_entry(b"name") + 8).unwrap() as usize;
        long_names[names + 2..names + 4].copy_from_slice(&[255, 255]); // as many records as fit
        let records = (names + 6 + 8..names + 6 + 12 * 200).step_by(12);
        records.for_each(|at| long_names[at..at + 2].copy_from_slice(&[255, 255]));
        assert!(!Glyf::parse(&long_names).unwrap().is_bounded(&[]));

        let mut long_program = LATIN.to_vec();
        long_program.resize(long_program.len() + LONGEST_TABLE + 1, 0);
        let length = directory_entry(b"fpgm") + 12;
        long_program[length..length + 4].copy_from_slice(&(LONGEST_TABLE as u32 + 1).to_be_bytes());
        assert!(!Glyf::parse(&long_program).unwrap().is_bounded(&[]));
    }

    #[test]
    fn what_readers_read_differently_is_refused() {
        // One component, scaled by one number and by a matrix.
        let outline: Vec<u8> = [[0xFF; 2].as_slice(), &[0; 8], &[0, 0x88], &[0, 1], &[0; 12]].concat();
        assert_eq!(components(&outline).collect::<Vec<_>>(), [None]);
    }
}
