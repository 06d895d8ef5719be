//! The character map of a face: which glyph each character has (OpenType, "cmap").
//!
//! Segments are read here, since whoever asks ttf-parser for the characters of a damaged table gets four thousand million of
//! them: here each is clipped to what no earlier one has said, and to what Unicode has.
//!
//! **Always true:** any bytes give an answer, in time and memory that are bounded; a glyph that is returned is in the face.

use std::collections::BTreeSet;

use ttf_parser::cmap::Format;
use ttf_parser::{Face, Tag};

/// A face has one table for the basic plane and one for all of Unicode, each named for two platforms at most.
const MOST_TABLES: u16 = 16;
/// Behind the last character.
const END: u32 = 0x11_0000;

/// Glyphs by character.
pub(super) struct Map {
    /// Of each character of the basic plane, 0 for none.
    pub(super) basic: Vec<u16>,
    /// The rest, sorted by character.
    pub(super) supplementary: Vec<(u32, u16)>,
    glyphs: u16,
}

impl Map {
    /// The map of a face. One without a Unicode table shows nothing.
    pub(super) fn of(face: &Face<'_>) -> Map {
        let mut map = Map { basic: vec![0; 0x1_0000], supplementary: Vec::new(), glyphs: face.number_of_glyphs() };
        let data = face.raw_face().table(Tag::from_bytes(b"cmap")).unwrap_or_default();
        let Some(tables) = face.tables().cmap.map(|cmap| cmap.subtables) else { return map };
        let mut seen = BTreeSet::new();
        for number in 0..tables.len().min(MOST_TABLES) {
            let place = u32_at(data, 8 + usize::from(number) * 8).map_or(0, |place| place as usize);
            let Some(table) = tables.get(number).filter(|table| table.is_unicode() && seen.insert(place)) else { continue };
            let bytes = data.get(place..).unwrap_or_default();
            match table.format {
                Format::SegmentMappingToDeltaValues(_) => map.add_segments(bytes),
                Format::SegmentedCoverage(_) => map.add_groups(bytes, true),
                Format::ManyToOneRangeMappings(_) => map.add_groups(bytes, false),
                // What these list is no more than they are long.
                Format::ByteEncodingTable(_) | Format::TrimmedTableMapping(_) | Format::TrimmedArray(_) => {
                    table.codepoints(|code| map.add(code, table.glyph_index(code).map_or(0, |glyph| glyph.0)));
                }
                Format::HighByteMappingThroughTable(_) | Format::MixedCoverage | Format::UnicodeVariationSequences(_) => {}
            }
        }
        map.supplementary.sort_unstable();
        map.supplementary.dedup_by_key(|(code, _)| *code);
        map
    }

    fn add(&mut self, code: u32, glyph: u16) {
        if glyph == 0 || glyph >= self.glyphs {
            return;
        }
        match self.basic.get_mut(code as usize) {
            Some(place) => *place = glyph,
            None if code < END => self.supplementary.push((code, glyph)),
            None => {}
        }
    }

    /// Format 4: ends, starts, deltas and offsets of segments, each a list of its own.
    fn add_segments(&mut self, table: &[u8]) {
        let Some(length) = u16_at(table, 6).map(|doubled| usize::from(doubled & !1)) else { return };
        let (ends, starts, deltas, offsets) = (14, 16 + length, 16 + 2 * length, 16 + 3 * length);
        let mut next = 0;
        for at in (0..length).step_by(2) {
            let field = |list: usize| u16_at(table, list + at);
            let (Some(end), Some(start), Some(delta), Some(offset)) = (field(ends), field(starts), field(deltas), field(offsets)) else {
                return;
            };
            if (start, end) == (0xffff, 0xffff) {
                return;
            }
            for code in u32::from(start).max(next)..=u32::from(end) {
                let glyph = match offset {
                    0 => (code as u16).wrapping_add(delta),
                    // Malformed faces have it at the last segment.
                    0xffff => 0,
                    _ => {
                        let place = offsets + at + usize::from(offset) + 2 * (code - u32::from(start)) as usize;
                        u16_at(table, place).filter(|glyph| *glyph != 0).map_or(0, |glyph| glyph.wrapping_add(delta))
                    }
                };
                self.add(code, glyph);
            }
            next = next.max(u32::from(end) + 1);
        }
    }

    /// Formats 12 and 13: groups of first and last character, and the glyph of the first or of all.
    fn add_groups(&mut self, table: &[u8], ascending: bool) {
        let count = u32_at(table, 12).unwrap_or(0) as usize;
        let groups = table.get(16..).unwrap_or_default().chunks_exact(12).take(count);
        let mut next = 0;
        for group in groups {
            let (Some(start), Some(end), Some(first)) = (u32_at(group, 0), u32_at(group, 4), u32_at(group, 8)) else { return };
            for code in start.max(next)..end.saturating_add(1).min(END) {
                let glyph = if ascending { first.saturating_add(code - start) } else { first };
                self.add(code, u16::try_from(glyph).unwrap_or(0));
            }
            next = next.max(end.saturating_add(1));
        }
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Map {
        Map { basic: vec![0; 0x1_0000], supplementary: Vec::new(), glyphs: 60_000 }
    }

    fn groups(groups: &[[u32; 3]]) -> Vec<u8> {
        let mut table = vec![0; 12];
        table.extend((groups.len() as u32).to_be_bytes());
        table.extend(groups.iter().flatten().flat_map(|value| value.to_be_bytes()));
        table
    }

    #[test]
    fn a_bundled_face_has_the_glyphs_that_ttf_parser_finds() {
        for data in [&include_bytes!("../../fonts/LiberationSerif-Regular.ttf")[..], include_bytes!("../../fonts/JiangyiKai-Regular.ttf")] {
            let face = Face::parse(data, 0).expect("sound");
            let map = Map::of(&face);
            for code in (0..0x3_0000).filter_map(char::from_u32) {
                let own = match map.basic.get(code as usize) {
                    Some(glyph) => *glyph,
                    None => {
                        map.supplementary.binary_search_by_key(&u32::from(code), |(code, _)| *code).map_or(0, |at| map.supplementary[at].1)
                    }
                };
                assert_eq!(own, face.glyph_index(code).map_or(0, |glyph| glyph.0), "{code:?}");
            }
        }
    }

    #[test]
    fn groups_that_claim_all_there_could_be_take_no_longer_than_unicode() {
        let mut map = empty();
        map.add_groups(&groups(&[[0, u32::MAX, 7]; 1000]), false);
        assert_eq!((map.basic[0], map.supplementary.len()), (7, 0x10_0000));
        let mut map = empty();
        map.add_groups(&groups(&[[0x41, 0x43, 5], [0x42, 0x44, 9], [u32::MAX, u32::MAX, 1]]), true);
        assert_eq!(map.basic[0x41..0x45], [5, 6, 7, 11], "what was said first stays");
    }

    #[test]
    fn segments_that_overlap_are_read_once() {
        let count = 32_000_u16;
        let list = |value: u16| value.to_be_bytes().repeat(usize::from(count));
        let head = [&[0; 6][..], &(count * 2).to_be_bytes(), &[0; 6]].concat();
        // ends, two bytes of nothing, starts, deltas, offsets
        let table = [head, list(0xfffe), vec![0; 2], list(0), list(1), list(0)].concat();
        let mut map = empty();
        map.add_segments(&table);
        assert_eq!((map.basic[0], map.basic[0xfffe]), (1, 0), "a glyph beyond the face's is none");
    }

    #[test]
    fn tables_that_are_cut_give_what_is_there() {
        let whole = groups(&[[0x4e00, 0x4eff, 1], [0x1_f600, 0x1_f610, 300]]);
        for length in 0..=whole.len() {
            let (mut by_groups, mut by_segments) = (empty(), empty());
            by_groups.add_groups(&whole[..length], true);
            by_segments.add_segments(&whole[..length]);
        }
    }
}
