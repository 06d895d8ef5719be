//! Cuts a CFF face down by copying its outlines.
//!
//! `subsetter` decompiles every charstring and compiles it again, which took half the time of making a PDF. Here they are
//! copied, calls of subroutines replaced by what they call ([`charstring`]); our body face has none. In: the font file and
//! its glyphs in order. Out: a bare CID-keyed CFF program whose CIDs are the places in that order; none for a face that is
//! not CID-keyed or is odd in another way, which `subsetter` then cuts.
//!
//! Numbers are those of Adobe Technical Note 5176 (CFF).
//!
//! **Always true:** every read is checked; no outline is changed.

use super::charstring;

/// DICT operators; those of two bytes (12 n) are 1200 + n.
mod op {
    pub(super) const FONT_BBOX: u16 = 5;
    pub(super) const CHARSET: u16 = 15;
    pub(super) const CHAR_STRINGS: u16 = 17;
    pub(super) const PRIVATE: u16 = 18;
    pub(super) const SUBRS: u16 = 19;
    pub(super) const CHARSTRING_TYPE: u16 = 1206;
    pub(super) const FONT_MATRIX: u16 = 1207;
    pub(super) const ROS: u16 = 1230;
    pub(super) const CID_COUNT: u16 = 1234;
    pub(super) const FD_ARRAY: u16 = 1236;
    pub(super) const FD_SELECT: u16 = 1237;
    pub(super) const FONT_NAME: u16 = 1238;
}

/// A table of a font file that holds one face.
pub(super) fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let record = (0..count).map_while(|i| font.get(12 + 16 * i..28 + 16 * i)).find(|record| record.starts_with(tag))?;
    let start = u32_at(record, 8)? as usize;
    font.get(start..start.checked_add(u32_at(record, 12)? as usize)?)
}

/// The face cut down to these glyphs, .notdef first.
pub(super) fn cut(font: &[u8], glyphs: &[u16]) -> Option<Vec<u8>> {
    let source = Source::parse(font.starts_with(b"OTTO").then(|| table(font, b"CFF "))??)?;
    let selected: Vec<u8> = glyphs.iter().map(|glyph| source.font_dict_of(*glyph)).collect::<Option<_>>()?;
    // Font DICTs that are used, in the order of first use; a face has at most 256.
    let mut used: Vec<u8> = Vec::new();
    for font_dict in &selected {
        if !used.contains(font_dict) {
            used.push(*font_dict);
        }
    }
    let select: Vec<u8> = selected.iter().filter_map(|fd| used.iter().position(|known| known == fd)).map(|at| at as u8).collect();
    let font_dicts: Vec<FontDict<'_>> = used.iter().map(|fd| source.font_dict(*fd)).collect::<Option<_>>()?;
    let mut outlines = Outlines::default();
    for (glyph, own) in glyphs.iter().zip(&select) {
        let (outline, local) = (source.char_strings.get(usize::from(*glyph))?, &font_dicts.get(usize::from(*own))?.subroutines);
        match source.subroutines.count + local.count {
            0 => outlines.data.extend(outline),
            _ => charstring::inline(outline, local, &source.subroutines, &mut outlines.data)?,
        }
        outlines.ends.push(outlines.data.len());
    }
    source.write(&outlines, &select, &font_dicts)
}

/// Charstrings, one behind the other.
#[derive(Default)]
struct Outlines {
    data: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

/// A Font DICT with what it refers to.
struct FontDict<'a> {
    entries: Vec<Entry<'a>>,
    private: Vec<Entry<'a>>,
    subroutines: Index<'a>,
}

/// The parts of a CID-keyed face.
struct Source<'a> {
    cff: &'a [u8],
    names: &'a [u8],
    top: Vec<Entry<'a>>,
    subroutines: Index<'a>,
    char_strings: Index<'a>,
    font_dicts: Index<'a>,
    fd_select: &'a [u8],
}

impl<'a> Source<'a> {
    fn parse(cff: &'a [u8]) -> Option<Source<'a>> {
        let names_start = usize::from(*cff.get(2)?);
        let names = Index::parse(cff, names_start)?;
        let tops = Index::parse(cff, names.end)?;
        let strings = Index::parse(cff, tops.end)?;
        let subroutines = Index::parse(cff, strings.end)?;
        let top = entries(tops.get(0)?)?;
        let offset = |operator| usize::try_from(*integers(find(&top, operator)?)?.first()?).ok();
        let is_simple = find(&top, op::ROS).is_some() && find(&top, op::CHARSTRING_TYPE).is_none();
        is_simple.then_some(Source {
            cff,
            subroutines,
            names: cff.get(names_start..names.end)?,
            char_strings: Index::parse(cff, offset(op::CHAR_STRINGS)?)?,
            font_dicts: Index::parse(cff, offset(op::FD_ARRAY)?)?,
            fd_select: cff.get(offset(op::FD_SELECT)?..)?,
            top,
        })
    }

    /// Which Font DICT a glyph belongs to (section 19).
    fn font_dict_of(&self, glyph: u16) -> Option<u8> {
        match self.fd_select.first()? {
            0 => self.fd_select.get(1 + usize::from(glyph)).copied(),
            3 => {
                let count = usize::from(u16_at(self.fd_select, 1)?);
                let ranges = self.fd_select.get(3..3 + 3 * count)?.chunks_exact(3);
                ranges.take_while(|range| u16_at(range, 0).is_some_and(|first| first <= glyph)).last().map(|range| range[2])
            }
            _ => None,
        }
    }

    /// A Font DICT, its Private DICT and its subroutines (sections 15, 16).
    fn font_dict(&self, at: u8) -> Option<FontDict<'a>> {
        let own = entries(self.font_dicts.get(usize::from(at))?)?;
        let place = integers(find(&own, op::PRIVATE)?)?;
        let (size, start) = (usize::try_from(*place.first()?).ok()?, usize::try_from(*place.get(1)?).ok()?);
        let private = entries(self.cff.get(start..start.checked_add(size)?)?)?;
        let subroutines = match find(&private, op::SUBRS) {
            Some(offset) => Index::parse(self.cff, start.checked_add_signed(*integers(offset)?.first()? as isize)?)?,
            None => Index::EMPTY,
        };
        Some(FontDict { entries: own, private, subroutines })
    }

    fn write(&self, outlines: &Outlines, select: &[u8], used: &[FontDict<'_>]) -> Option<Vec<u8>> {
        let count = u16::try_from(outlines.ends.len()).ok()?;
        let mut out = vec![1, 0, 4, 4]; // version 1.0, offsets of up to four bytes
        out.reserve(outlines.data.len() + outlines.ends.len() * 4 + 4096);
        out.extend(self.names);
        let top_start = out.len();
        let strings = index(&[b"Adobe", b"Identity"]);
        // Offsets take five bytes each, so that the length of the Top DICT is known before they are.
        let body_start = top_start + index(&[&self.top_dict(count, [0; 4])]).len() + strings.len() + 2;
        let mut body = Vec::new();
        let at = |body: &Vec<u8>| (body_start + body.len()) as i32;

        let charset = at(&body);
        match count {
            0 | 1 => body.push(0),
            _ => body.extend([2, 0, 1].into_iter().chain((count - 2).to_be_bytes())), // glyph n is CID n
        }
        let fd_select = at(&body);
        write_fd_select(&mut body, select, count);
        let mut font_dicts = Vec::with_capacity(used.len());
        for font_dict in used {
            let mut private = Vec::new();
            for entry in font_dict.private.iter().filter(|entry| entry.operator != op::SUBRS) {
                entry.write(&mut private);
            }
            let mut dict = Vec::new();
            for entry in font_dict.entries.iter().filter(|entry| ![op::PRIVATE, op::FONT_NAME].contains(&entry.operator)) {
                entry.write(&mut dict);
            }
            write_integers(&mut dict, &[private.len() as i32, at(&body)], op::PRIVATE);
            body.extend(private);
            font_dicts.push(dict);
        }
        let fd_array = at(&body);
        body.extend(index(&font_dicts.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        let char_strings = at(&body);

        out.extend(index(&[&self.top_dict(count, [charset, fd_select, fd_array, char_strings])]));
        out.extend(strings);
        out.extend([0, 0]); // no global subroutines
        out.extend(body);
        write_index_offsets(&mut out, outlines.ends.iter().copied());
        out.extend(&outlines.data);
        Some(out)
    }

    fn top_dict(&self, count: u16, [charset, fd_select, fd_array, char_strings]: [i32; 4]) -> Vec<u8> {
        const FIRST_OWN_STRING: i32 = 391;
        let mut dict = Vec::new();
        write_integers(&mut dict, &[FIRST_OWN_STRING, FIRST_OWN_STRING + 1, 0], op::ROS);
        for entry in self.top.iter().filter(|entry| [op::FONT_BBOX, op::FONT_MATRIX].contains(&entry.operator)) {
            entry.write(&mut dict);
        }
        write_integers(&mut dict, &[count.into()], op::CID_COUNT);
        write_integers(&mut dict, &[charset], op::CHARSET);
        write_integers(&mut dict, &[fd_select], op::FD_SELECT);
        write_integers(&mut dict, &[fd_array], op::FD_ARRAY);
        write_integers(&mut dict, &[char_strings], op::CHAR_STRINGS);
        dict
    }
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

/// An INDEX (section 5).
pub(super) struct Index<'a> {
    /// How many items it has.
    pub(super) count: usize,
    offset_size: usize,
    offsets: &'a [u8],
    data: &'a [u8],
    /// Where it ends in the table.
    end: usize,
}

impl<'a> Index<'a> {
    const EMPTY: Index<'static> = Index { count: 0, offset_size: 1, offsets: &[], data: &[], end: 0 };

    /// The INDEX that begins at `start`.
    pub(super) fn parse(cff: &'a [u8], start: usize) -> Option<Index<'a>> {
        let count = usize::from(u16_at(cff, start)?);
        if count == 0 {
            return Some(Index { end: start + 2, ..Index::EMPTY });
        }
        let offset_size = usize::from(*cff.get(start + 2)?);
        if !(1..=4).contains(&offset_size) {
            return None;
        }
        let data_start = start + 3 + (count + 1) * offset_size;
        let offsets = cff.get(start + 3..data_start)?;
        let length = offset(offsets, offset_size, count)?;
        let end = data_start.checked_add(length)?;
        Some(Index { count, offset_size, offsets, data: cff.get(data_start..end)?, end })
    }

    /// An item.
    pub(super) fn get(&self, at: usize) -> Option<&'a [u8]> {
        if at >= self.count {
            return None;
        }
        self.data.get(offset(self.offsets, self.offset_size, at)?..offset(self.offsets, self.offset_size, at + 1)?)
    }
}

/// An offset of an INDEX, counted from its data.
fn offset(offsets: &[u8], size: usize, at: usize) -> Option<usize> {
    offsets.get(at * size..(at + 1) * size)?.iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte)).checked_sub(1)
}

/// An INDEX of these items.
pub(super) fn index(items: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    let ends = items.iter().scan(0, |end, item| {
        *end += item.len();
        Some(*end)
    });
    write_index_offsets(&mut out, ends);
    out.extend(items.concat());
    out
}

/// What stands before the data of an INDEX whose items end there.
fn write_index_offsets(out: &mut Vec<u8>, ends: impl Iterator<Item = usize> + Clone) {
    out.extend((ends.clone().count() as u16).to_be_bytes());
    let Some(last) = ends.clone().last() else { return };
    let size = (4 - (last as u32 + 1).leading_zeros() as usize / 8).max(1);
    out.push(size as u8);
    for end in std::iter::once(0).chain(ends) {
        out.extend(&(end as u32 + 1).to_be_bytes()[4 - size..]);
    }
}

/// One entry of a DICT (section 4), its operands as they stand.
struct Entry<'a> {
    operator: u16,
    operands: &'a [u8],
}

impl Entry<'_> {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.operands);
        write_operator(out, self.operator);
    }
}

fn entries(mut dict: &[u8]) -> Option<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    let mut length = 0; // of the operands so far
    while let Some(first) = dict.get(length) {
        let (operator, skip) = match first {
            12 => (Some(1200 + u16::from(*dict.get(length + 1)?)), 2),
            0..=21 => (Some(u16::from(*first)), 1),
            _ => (None, 0),
        };
        match operator {
            Some(operator) => {
                entries.push(Entry { operator, operands: dict.get(..length)? });
                dict = dict.get(length + skip..)?;
                length = 0;
            }
            None => length += operand_length(dict.get(length..)?)?,
        }
    }
    Some(entries)
}

fn operand_length(operand: &[u8]) -> Option<usize> {
    match operand.first()? {
        28 => Some(3),
        29 => Some(5),
        30 => operand.iter().skip(1).position(|byte| byte >> 4 == 15 || byte & 15 == 15).map(|at| at + 2),
        32..=246 => Some(1),
        247..=254 => Some(2),
        _ => None,
    }
}

/// The operands of an operator.
fn find<'a>(entries: &[Entry<'a>], operator: u16) -> Option<&'a [u8]> {
    entries.iter().find(|entry| entry.operator == operator).map(|entry| entry.operands)
}

/// Operands that are whole numbers.
fn integers(mut operands: &[u8]) -> Option<Vec<i32>> {
    let mut values = Vec::new();
    while !operands.is_empty() {
        let length = operand_length(operands)?;
        let value = match *operands.get(..length)? {
            [28, a, b] => i32::from(i16::from_be_bytes([a, b])),
            [29, a, b, c, d] => i32::from_be_bytes([a, b, c, d]),
            [a] => i32::from(a) - 139,
            [a, b] if a <= 250 => (i32::from(a) - 247) * 256 + i32::from(b) + 108,
            [a, b] => -(i32::from(a) - 251) * 256 - i32::from(b) - 108,
            _ => return None,
        };
        values.push(value);
        operands = operands.get(length..)?;
    }
    Some(values)
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

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_be_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::pdf::sample::FONTS;
    use crate::template::FaceRole;

    /// A face of the bundle, and the glyphs of a few characters after .notdef.
    fn face(role: FaceRole) -> (&'static [u8], Vec<u16>) {
        let glyphs =
            "在全镇春季工作会议上的讲话，（一）“同志们”——……".chars().filter_map(|c| FONTS.show(role, c)).map(|shown| shown.glyph.0);
        let face = FONTS.face(FONTS.face_for(role).unwrap()).unwrap();
        (face.data(), [0].into_iter().chain(glyphs).collect())
    }

    #[test]
    fn outlines_are_those_that_subsetter_finds() {
        for role in [FaceRole::Fang, FaceRole::Hei, FaceRole::Title] {
            let (font, glyphs) = face(role);
            let codes = subsetter::GlyphRemapper::new_from_glyphs(&glyphs);
            let glyphs: Vec<u16> = codes.remapped_gids().collect();
            let ours = cut(font, &glyphs).unwrap();
            let theirs = subsetter::subset(font, 0, &codes).unwrap();
            let (ours, theirs) = (Source::parse(&ours).unwrap(), Source::parse(table(&theirs, b"CFF ").unwrap()).unwrap());
            assert_eq!((ours.char_strings.count, ours.subroutines.count), (glyphs.len(), 0));
            for (at, glyph) in glyphs.iter().enumerate() {
                assert_eq!(ours.char_strings.get(at), theirs.char_strings.get(at), "{role:?}, glyph {glyph}");
                let private = |source: &Source<'_>| {
                    let dict = source.font_dict(source.font_dict_of(at as u16).unwrap()).unwrap();
                    dict.private.iter().map(|entry| (entry.operator, entry.operands.to_vec())).collect::<Vec<_>>()
                };
                assert_eq!(private(&ours), private(&theirs), "{role:?}, glyph {glyph}: widths and hints");
            }
        }
    }

    #[test]
    fn a_broken_face_is_none_and_no_panic() {
        let (font, glyphs) = face(FaceRole::Title);
        assert_eq!(cut(font, &[0, u16::MAX]), None, "a glyph that it does not have");
        assert_eq!(cut(b"OTTO", &glyphs), None);
        // Directory, header, Top DICT and the first INDEXes, each byte damaged in turn.
        let start = table(font, b"CFF ").unwrap().as_ptr() as usize - font.as_ptr() as usize;
        let mut damaged = font.to_vec();
        for place in (0..300).chain(start..start + 600) {
            damaged[place] ^= 0x55;
            let _ = cut(&damaged, &glyphs);
            damaged[place] ^= 0x55;
        }
        for length in (0..font.len()).step_by(font.len() / 50) {
            let _ = cut(&font[..length], &glyphs);
        }
    }
}
