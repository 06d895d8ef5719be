//! A font file before it is opened: whether it is whole, whether a PDF may carry it, which faces a collection holds.
//!
//! In: bytes. Out: the program of one face as a file of its own, or why it cannot be used. What is read is the directory of
//! tables (OpenType, "Organization of an OpenType Font") and OS/2's `fsType`.
//!
//! **Always true:** any bytes give an answer; a program that passes has all its tables within the file.

use super::FontError;
use crate::message;
use crate::phrase;

/// A table in a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Table {
    tag: [u8; 4],
    start: usize,
    length: usize,
}

/// A collection names more faces than this only if it is no collection.
const MOST_FACES: u32 = 64;
/// The embedding bits of `fsType`: only "restricted", no more lenient one beside it.
const USAGE: u16 = 0x000f;
const RESTRICTED: u16 = 0x0002;
const NO_SUBSETTING: u16 = 0x0100;
const BITMAPS_ONLY: u16 = 0x0200;

/// Two bytes, high one first.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?).map(|bytes| bytes.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
}

/// Four bytes, highest one first.
pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(data, at)?) << 16 | u32::from(u16_at(data, at.checked_add(2)?)?))
}

fn no_font() -> FontError {
    FontError(message!("it is no font that can be read; TrueType and OpenType are"))
}

/// Where the directory of each face begins: one for a plain file.
pub fn directories(data: &[u8]) -> Result<Vec<usize>, FontError> {
    match data.get(..4) {
        Some(b"ttcf") => {
            let count = u32_at(data, 8).filter(|count| (1..=MOST_FACES).contains(count)).ok_or_else(no_font)?;
            (0..count as usize).map(|n| u32_at(data, 12 + n * 4).map(|at| at as usize).ok_or_else(no_font)).collect()
        }
        Some(b"\0\x01\0\0" | b"OTTO" | b"true") => Ok(vec![0]),
        Some(b"wOFF" | b"wOF2") => Err(FontError(message!("it is a web font, take the TTF or OTF it was made from"))),
        _ => Err(no_font()),
    }
}

/// The tables of the directory that begins there.
fn tables(data: &[u8], directory: usize) -> Result<Vec<Table>, FontError> {
    let count = directory.checked_add(4).and_then(|at| u16_at(data, at)).ok_or_else(no_font)?;
    let entry = |n: usize| {
        let at = directory + 12 + n * 16;
        let tag = data.get(at..at + 4)?.try_into().ok()?;
        Some(Table { tag, start: u32_at(data, at + 8)? as usize, length: u32_at(data, at + 12)? as usize })
    };
    let tables: Vec<Table> = (0..usize::from(count)).map(|n| entry(n).ok_or_else(no_font)).collect::<Result<_, _>>()?;
    for Table { tag, start, length } in &tables {
        if start.saturating_add(*length) > data.len() {
            let name: String = tag.iter().map(|byte| char::from(*byte)).filter(char::is_ascii_graphic).collect();
            let (end, file) = (start.saturating_add(*length), data.len());
            return Err(FontError(message!("it is cut short: its table {name} ends at byte {end}, the file at {file}", name, end, file)));
        }
    }
    // Tables that lie on each other would make a face of a collection larger than the file.
    if tables.iter().map(|table| table.length).fold(0, usize::saturating_add) > data.len().saturating_mul(2) {
        return Err(no_font());
    }
    // Of two tables of one name, one part of a program would check the one, and another read the other.
    let mut tags: Vec<[u8; 4]> = tables.iter().map(|table| table.tag).collect();
    tags.sort_unstable();
    if tags.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(no_font());
    }
    Ok(tables)
}

/// A table of a file of one face.
pub(super) fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count).map_while(|n| font.get(12 + 16 * n..28 + 16 * n)).find(|record| record.starts_with(tag))?;
    let start = u32_at(record, 8)? as usize;
    font.get(start..start.checked_add(u32_at(record, 12)? as usize)?)
}

/// The face of that number (0 in a plain file) as a file of its own, if it is whole.
pub fn standalone(data: Vec<u8>, number: usize) -> Result<Vec<u8>, FontError> {
    let directories = directories(&data)?;
    let directory = *directories
        .get(number)
        .ok_or_else(|| FontError(message!("it holds {count} faces, none of number {number}", count = directories.len(), number)))?;
    let tables = tables(&data, directory)?;
    if !data.starts_with(b"ttcf") {
        return Ok(data);
    }
    let head = data.get(directory..directory + 12).ok_or_else(no_font)?;
    let mut out = Vec::with_capacity(12 + tables.iter().map(|table| table.length + 20).sum::<usize>());
    out.extend_from_slice(head);
    let mut at = 12 + tables.len() * 16;
    for (n, table) in tables.iter().enumerate() {
        let entry = directory + 12 + n * 16;
        out.extend_from_slice(data.get(entry..entry + 8).ok_or_else(no_font)?); // tag and checksum
        out.extend_from_slice(&(at as u32).to_be_bytes());
        out.extend_from_slice(&(table.length as u32).to_be_bytes());
        at += table.length.next_multiple_of(4);
    }
    for table in &tables {
        out.extend_from_slice(data.get(table.start..table.start + table.length).ok_or_else(no_font)?);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    Ok(out)
}

/// Whether a face, as a file of its own, may and can be carried by a PDF, cut down to the glyphs in use.
pub fn may_embed(data: &[u8]) -> Result<(), FontError> {
    let tables = tables(data, 0)?;
    let has = |tag: &[u8; 4]| tables.iter().any(|table| &table.tag == tag);
    if has(b"fvar") {
        return Err(FontError(message!("it is a variable font, take a static one of the weight that is wanted")));
    }
    if !(has(b"CFF ") || has(b"glyf") && has(b"loca")) {
        return Err(FontError(message!("it has no outlines that can be printed, only bitmaps or colour")));
    }
    let Some(os2) = tables.iter().find(|table| &table.tag == b"OS/2") else { return Ok(()) };
    let rights = u16_at(data, os2.start.saturating_add(8)).unwrap_or(0);
    let rights_shown = format!("{rights:#06x}");
    let forbids = |what: &'static str| {
        Err(FontError(message!("its maker forbids {what} (fsType {rights}), which a PDF needs", what, rights = &rights_shown)))
    };
    match rights {
        _ if rights & USAGE == RESTRICTED => forbids(phrase!("embedding it")),
        _ if rights & NO_SUBSETTING != 0 => forbids(phrase!("embedding a part of it")),
        _ if rights & BITMAPS_ONLY != 0 => forbids(phrase!("embedding its outlines")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Face;
    use proptest::prelude::*;

    const LATIN: &[u8] = include_bytes!("../../fonts/LiberationSerif-Regular.ttf");

    /// A collection of the one face, twice.
    fn collection() -> Vec<u8> {
        let shift = 20_u32;
        let mut out = Vec::from(*b"ttcf\0\x01\0\0\0\0\0\x02");
        out.extend_from_slice(&shift.to_be_bytes());
        out.extend_from_slice(&shift.to_be_bytes());
        let mut face = LATIN.to_vec();
        for n in 0..usize::from(u16_at(LATIN, 4).expect("a directory")) {
            let at = 12 + n * 16 + 8;
            let start = u32_at(LATIN, at).expect("an entry") + shift;
            face[at..at + 4].copy_from_slice(&start.to_be_bytes());
        }
        out.extend(face);
        out
    }

    fn with_rights(rights: u16) -> Vec<u8> {
        let mut data = LATIN.to_vec();
        let os2 = tables(LATIN, 0).expect("whole").into_iter().find(|table| &table.tag == b"OS/2").expect("it has one");
        data[os2.start + 8..os2.start + 10].copy_from_slice(&rights.to_be_bytes());
        data
    }

    #[test]
    fn what_is_no_whole_font_is_told_apart() {
        let mut twice_named = LATIN.to_vec();
        twice_named.copy_within(12..16, 28);
        let mut overlapping = LATIN.to_vec();
        for entry in (12..12 + 16 * 3).step_by(16) {
            overlapping[entry + 8..entry + 12].copy_from_slice(&[0; 4]);
            overlapping[entry + 12..entry + 16].copy_from_slice(&(LATIN.len() as u32).to_be_bytes());
        }
        let cases = [
            (b"".to_vec(), "it is no font"),
            (b"PK\x03\x04 a package".to_vec(), "it is no font"),
            (b"OTTO".to_vec(), "it is no font"),
            (b"wOF2....".to_vec(), "it is a web font"),
            (LATIN[..LATIN.len() / 2].to_vec(), "it is cut short: its table "),
            (b"ttcf\0\x01\0\0\xff\xff\xff\xff".to_vec(), "it is no font"),
            (twice_named, "it is no font"),
            (overlapping, "it is no font"),
        ];
        for (data, part) in cases {
            let why = standalone(data, 0).expect_err(part).to_string();
            assert!(why.starts_with(part), "{why}");
        }
        assert!(standalone(LATIN.to_vec(), 1).expect_err("one face").to_string().contains("holds 1 faces"));
    }

    #[test]
    fn a_face_of_a_collection_is_a_font_of_its_own() {
        let face = standalone(collection(), 1).expect("whole");
        let opened = Face::open(face).expect("a font");
        let plain = Face::open(LATIN.to_vec()).expect("a font");
        assert_eq!(opened.glyph('A').map(|glyph| opened.advance(glyph)), plain.glyph('A').map(|glyph| plain.advance(glyph)));
        assert_eq!(opened.postscript_name(), plain.postscript_name());
    }

    #[test]
    fn embedding_is_as_the_maker_allows() {
        for (rights, part) in [
            (0x0000, None),
            (0x0004, None), // preview and print
            (0x0008, None), // editable
            (0x000a, None), // the more lenient of two bits counts
            (0x0002, Some("embedding it")),
            (0x0108, Some("a part of it")),
            (0x0208, Some("its outlines")),
        ] {
            let said = may_embed(&with_rights(rights)).err().map(|why| why.to_string());
            assert_eq!(said.is_some(), part.is_some(), "{rights:#x} {said:?}");
            assert!(said.unwrap_or_default().contains(part.unwrap_or_default()));
        }
    }

    #[test]
    fn a_variable_face_and_one_without_outlines_are_refused() {
        let renamed = |from: &[u8; 4], to: &[u8; 4]| {
            let mut data = LATIN.to_vec();
            let at = data.windows(4).position(|tag| tag == from).expect("in the directory");
            data[at..at + 4].copy_from_slice(to);
            data
        };
        assert!(may_embed(&renamed(b"prep", b"fvar")).expect_err("variable").to_string().starts_with("it is a variable font"));
        assert!(may_embed(&renamed(b"glyf", b"sbix")).expect_err("no glyf").to_string().starts_with("it has no outlines"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(data in proptest::collection::vec(any::<u8>(), 0..200), head in 0..4usize, cut in 0..LATIN.len()) {
            let heads: [&[u8]; 4] = [b"", b"OTTO", b"ttcf\0\x01\0\0\0\0\0\x01", b"\0\x01\0\0"];
            let data = [heads[head], &data].concat();
            let _ = (standalone(data.clone(), 0), may_embed(&data));
            let _ = (standalone(LATIN[..cut].to_vec(), 0), may_embed(&LATIN[..cut]));
        }
    }
}
