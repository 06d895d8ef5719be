//! A font program of some glyphs of a CFF face: a bare CID-keyed CFF whose CIDs are the places of the glyphs in their order.
//!
//! `subsetter` decompiles every charstring and compiles it again, which took half the time of making a PDF, and follows what a
//! face made for it never ends. Here outlines are copied. What stands before them is written anew.
//!
//! Numbers are those of Adobe Technical Note 5176 (CFF).
//!
//! **Always true:** no outline is changed; the same glyphs of a face give the same bytes, whatever was cut before.

use std::borrow::Cow;

use super::{Cff, Entry, FontDict, Outline, Outlines, charstring, deflate, op};

/// The longest program, in bytes before packing: all of a Han face of 65,535 glyphs is half of it.
const LONGEST: u64 = 64 << 20;

/// The program of these glyphs, .notdef first, as a zlib stream; none where one of them cannot be followed, or all are too long.
pub fn packed(cff: &Cff<'_>, all: &Outlines, glyphs: &[u16]) -> Option<Vec<u8>> {
    let mut size = 0;
    let outline = |glyph: &u16| {
        let outline = all.get(*glyph, cff)?;
        size += u64::from(outline.size);
        (size <= LONGEST).then_some(outline)
    };
    let outlines: Vec<Cow<'_, Outline>> = glyphs.iter().map(outline).collect::<Option<_>>()?;
    let places: Vec<Place> = outlines.iter().map(|outline| Place { font_dict: outline.font_dict, size: outline.size }).collect();
    let head = head(cff, &places)?;
    Some(deflate::stream(&head, all.code(), outlines.iter().map(|outline| (&outline.packed, outline.checksum))))
}

/// The program of those of these glyphs that can be followed, in their order, and which these are.
pub fn plain(cff: &Cff<'_>, glyphs: &[u16]) -> Option<(Vec<u8>, Vec<u16>)> {
    let (mut places, mut outlines, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for glyph in glyphs {
        let before = outlines.len();
        let Some(font_dict) = charstring::of(cff, *glyph, &mut outlines) else { continue };
        places.push(Place { font_dict, size: (outlines.len() - before) as u32 });
        kept.push(*glyph);
    }
    Some(([head(cff, &places)?, outlines].concat(), kept))
}

/// What the head of a program says of an outline.
struct Place {
    /// Which Font DICT of the face it belongs to.
    font_dict: u8,
    /// In bytes.
    size: u32,
}

/// All that stands before the outlines.
fn head(cff: &Cff<'_>, outlines: &[Place]) -> Option<Vec<u8>> {
    let count = u16::try_from(outlines.len()).ok()?;
    let (used, select) = font_dicts(outlines);
    let mut out = vec![1, 0, 4, 4]; // version 1.0, offsets of up to four bytes
    out.reserve(outlines.len() * 4 + 4096);
    out.extend(cff.names);
    let strings = index(&[b"Adobe", b"Identity"]);
    // Offsets take five bytes each, so that the length of the Top DICT is known before they are.
    let body_start = out.len() + index(&[&top_dict(cff, count, [0; 4])]).len() + strings.len() + 2;
    let mut body = Vec::new();
    let at = |body: &Vec<u8>| (body_start + body.len()) as i32;

    let charset = at(&body);
    match count {
        0 | 1 => body.push(0),
        _ => body.extend([2, 0, 1].into_iter().chain((count - 2).to_be_bytes())), // glyph n is CID n
    }
    let fd_select = at(&body);
    write_fd_select(&mut body, &select, count);
    let mut dicts = Vec::with_capacity(used.len());
    for font_dict in used {
        let (private, dict) = dicts_of(&cff.font_dict(font_dict)?, at(&body));
        body.extend(private);
        dicts.push(dict);
    }
    let fd_array = at(&body);
    body.extend(index(&dicts.iter().map(Vec::as_slice).collect::<Vec<_>>()));
    let char_strings = at(&body);

    out.extend(index(&[&top_dict(cff, count, [charset, fd_select, fd_array, char_strings])]));
    out.extend(strings);
    out.extend([0, 0]); // no global subroutines
    out.extend(body);
    write_index_offsets(&mut out, outlines.iter().map(|outline| outline.size as usize));
    Some(out)
}

/// The face's Font DICTs that are used, in the order of first use, and for each outline which of these is its own.
fn font_dicts(outlines: &[Place]) -> (Vec<u8>, Vec<u8>) {
    let mut used: Vec<u8> = Vec::new(); // a face has at most 256
    let select = |outline: &Place| {
        let known = used.iter().position(|known| *known == outline.font_dict);
        if known.is_none() {
            used.push(outline.font_dict);
        }
        known.unwrap_or(used.len() - 1) as u8
    };
    let select = outlines.iter().map(select).collect();
    (used, select)
}

/// A Private DICT, and the Font DICT that says it stands at this offset.
fn dicts_of(font_dict: &FontDict<'_>, offset: i32) -> (Vec<u8>, Vec<u8>) {
    let (mut private, mut dict) = (Vec::new(), Vec::new());
    for entry in font_dict.private.iter().filter(|entry| entry.operator != op::SUBRS) {
        write_entry(&mut private, entry);
    }
    for entry in font_dict.entries.iter().filter(|entry| ![op::PRIVATE, op::FONT_NAME].contains(&entry.operator)) {
        write_entry(&mut dict, entry);
    }
    write_integers(&mut dict, &[private.len() as i32, offset], op::PRIVATE);
    (private, dict)
}

fn top_dict(cff: &Cff<'_>, count: u16, [charset, fd_select, fd_array, char_strings]: [i32; 4]) -> Vec<u8> {
    const FIRST_OWN_STRING: i32 = 391;
    let mut dict = Vec::new();
    write_integers(&mut dict, &[FIRST_OWN_STRING, FIRST_OWN_STRING + 1, 0], op::ROS);
    for entry in cff.top.iter().filter(|entry| [op::FONT_BBOX, op::FONT_MATRIX].contains(&entry.operator)) {
        write_entry(&mut dict, entry);
    }
    write_integers(&mut dict, &[count.into()], op::CID_COUNT);
    write_integers(&mut dict, &[charset], op::CHARSET);
    write_integers(&mut dict, &[fd_select], op::FD_SELECT);
    write_integers(&mut dict, &[fd_array], op::FD_ARRAY);
    write_integers(&mut dict, &[char_strings], op::CHAR_STRINGS);
    dict
}

/// Format 3: where each run of glyphs of one Font DICT begins.
fn write_fd_select(out: &mut Vec<u8>, select: &[u8], count: u16) {
    let starts: Vec<usize> = (0..select.len()).filter(|at| *at == 0 || select[*at] != select[*at - 1]).collect();
    out.push(3);
    out.extend((starts.len() as u16).to_be_bytes());
    for start in starts {
        out.extend((start as u16).to_be_bytes());
        out.push(select[start]);
    }
    out.extend(count.to_be_bytes());
}

/// An INDEX of these items.
fn index(items: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    write_index_offsets(&mut out, items.iter().map(|item| item.len()));
    out.extend(items.concat());
    out
}

/// What stands before the data of an INDEX whose items are that long.
fn write_index_offsets(out: &mut Vec<u8>, lengths: impl Iterator<Item = usize> + Clone) {
    out.extend((lengths.clone().count() as u16).to_be_bytes());
    if lengths.clone().next().is_none() {
        return;
    }
    let last = 1 + lengths.clone().sum::<usize>() as u32;
    let size = 4 - last.leading_zeros() as usize / 8;
    out.push(size as u8);
    let mut end = 1u32;
    for length in std::iter::once(0).chain(lengths) {
        end += length as u32;
        out.extend(&end.to_be_bytes()[4 - size..]);
    }
}

/// An entry of the face's.
fn write_entry(out: &mut Vec<u8>, entry: &Entry<'_>) {
    out.extend(entry.operands);
    write_operator(out, entry.operator);
}

/// Numbers in five bytes each, and their operator.
fn write_integers(out: &mut Vec<u8>, values: &[i32], operator: u16) {
    for value in values {
        out.push(29);
        out.extend(value.to_be_bytes());
    }
    write_operator(out, operator);
}

fn write_operator(out: &mut Vec<u8>, operator: u16) {
    if operator >= 1200 {
        out.push(12);
    }
    out.push((operator % 1200) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Face;
    use crate::font::program::table;
    use crate::font::sample::bundle;
    use crate::template::FaceRole;

    /// A face of the bundle, opened anew, and the glyphs of a few characters after .notdef.
    fn face(role: FaceRole) -> (Face, Vec<u16>) {
        let face = bundle().face(bundle().face_for(role).unwrap()).unwrap();
        let glyphs = "在全镇春季工作会议上的讲话，（一）“同志们”——……".chars().filter_map(|c| face.glyph(c)).map(|glyph| glyph.0);
        (Face::open(face.data().to_vec()).unwrap(), [0].into_iter().chain(glyphs).collect())
    }

    fn cut(face: &Face, glyphs: &[u16]) -> Option<Vec<u8>> {
        face.cut_cff(glyphs)
    }

    fn inflated(stream: &[u8]) -> Vec<u8> {
        let mut out = vec![0; 1 << 20];
        let length = libdeflater::Decompressor::new().zlib_decompress(stream, &mut out).unwrap();
        out.truncate(length);
        out
    }

    #[test]
    fn outlines_are_those_that_subsetter_finds() {
        for role in [FaceRole::Fang, FaceRole::Hei, FaceRole::Title] {
            let (face, glyphs) = face(role);
            let codes = subsetter::GlyphRemapper::new_from_glyphs(&glyphs);
            let glyphs: Vec<u16> = codes.remapped_gids().collect();
            let ours = inflated(&cut(&face, &glyphs).unwrap());
            let theirs = subsetter::subset(face.data(), 0, &codes).unwrap();
            let (ours, theirs) = (Cff::parse_table(&ours).unwrap(), Cff::parse_table(table(&theirs, b"CFF ").unwrap()).unwrap());
            assert_eq!((ours.glyphs(), theirs.glyphs()), (glyphs.len(), glyphs.len()));
            let outline = |cff: &Cff<'_>, at: usize| {
                let mut bytes = Vec::new();
                let dict = cff.font_dict(cff.outline(at as u16, &mut bytes).unwrap()).unwrap();
                (bytes, dict.private.iter().map(|entry| (entry.operator, entry.operands.to_vec())).collect::<Vec<_>>())
            };
            for (at, glyph) in glyphs.iter().enumerate() {
                assert_eq!(outline(&ours, at), outline(&theirs, at), "{role:?}, glyph {glyph}: its charstring, widths and hints");
            }
        }
    }

    /// What is drawn, as text.
    #[derive(Default, PartialEq, Debug)]
    struct Drawn(String);

    impl ttf_parser::OutlineBuilder for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("M {x} {y} ");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0 += &format!("L {x} {y} ");
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0 += &format!("Q {x1} {y1} {x} {y} ");
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.0 += &format!("C {x1} {y1} {x2} {y2} {x} {y} ");
        }
        fn close(&mut self) {
            self.0 += "Z ";
        }
    }

    #[test]
    fn a_face_that_is_not_cid_keyed_is_drawn_as_before() {
        let font = include_bytes!("../../../fuzz/seeds/font_file/plain_cff.otf");
        let (face, whole) = (Face::open(font.to_vec()).unwrap(), ttf_parser::Face::parse(font, 0).unwrap());
        let glyphs: Vec<u16> = (0..whole.number_of_glyphs()).rev().step_by(2).collect();
        let program = inflated(&cut(&face, &glyphs).unwrap());
        let part = ttf_parser::cff::Table::parse(&program).unwrap();
        for (at, glyph) in (0..).zip(&glyphs) {
            let (mut ours, mut theirs) = (Drawn::default(), Drawn::default());
            let _ = (part.outline(ttf_parser::GlyphId(at), &mut ours), whole.outline_glyph(ttf_parser::GlyphId(*glyph), &mut theirs));
            assert_eq!(ours, theirs, "glyph {glyph}");
        }
        let last = whole.outline_glyph(ttf_parser::GlyphId(5), &mut Drawn::default());
        assert!(glyphs.len() > 10 && last.is_some(), "glyphs with ink");
    }

    #[test]
    fn packed_and_plain_say_the_same() {
        let (face, glyphs) = face(FaceRole::Title);
        let (plain, kept) = plain(&Cff::parse(face.data()).unwrap(), &glyphs).unwrap();
        assert_eq!((inflated(&cut(&face, &glyphs).unwrap()), glyphs), (plain, kept));
    }

    #[test]
    fn what_was_cut_before_shows_in_no_byte() {
        let ((fresh, glyphs), (used, _)) = (face(FaceRole::Title), face(FaceRole::Title));
        let others: Vec<u16> = (0..900).rev().collect();
        cut(&used, &others).unwrap();
        assert_eq!(cut(&used, &glyphs), cut(&fresh, &glyphs));
    }

    #[test]
    fn a_broken_face_is_none_and_no_panic() {
        let (whole, glyphs) = face(FaceRole::Title);
        assert_eq!(cut(&whole, &[0, u16::MAX]), None, "a glyph that it does not have");
        let font = whole.data();
        let cut_if_opened = |font: Vec<u8>| Face::open(font).ok().and_then(|face| cut(&face, &glyphs));
        // Directory, header, Top DICT and the first INDEXes, each byte damaged in turn.
        let start = table(font, b"CFF ").unwrap().as_ptr() as usize - font.as_ptr() as usize;
        for place in (0..300).chain(start..start + 600) {
            let mut damaged = font.to_vec();
            damaged[place] ^= 0x55;
            cut_if_opened(damaged);
        }
        for length in (0..font.len()).step_by(font.len() / 50) {
            cut_if_opened(font[..length].to_vec());
        }
    }
}
