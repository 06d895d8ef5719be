//! CFF faces: their parts, and font programs of some of their glyphs.
//!
//! Outlines are copied, calls of subroutines replaced by what they call ([`charstring`]; our body face has none), packed once a
//! process ([`outlines`], [`deflate`]) and put together for each document ([`cut`]). In: the font file. Out: [`Cff`]; none for
//! one that is no CFF face or is odd.
//!
//! Numbers are those of Adobe Technical Note 5176 (CFF).
//!
//! **Always true:** every read is checked; no outline is changed.

mod charstring;
pub mod cut;
mod deflate;
mod outlines;

use outlines::Outline;
pub use outlines::Outlines;

use super::program::{table, u16_at};

/// The longest DICT, and the longest INDEX of names, in bytes: forty operators with an array each are a quarter of it.
const LONGEST_DICT: usize = 4096;

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

/// A Font DICT with what it refers to.
struct FontDict<'a> {
    entries: Vec<Entry<'a>>,
    private: Vec<Entry<'a>>,
    subroutines: Index<'a>,
}

/// The parts of a face.
pub struct Cff<'a> {
    cff: &'a [u8],
    names: &'a [u8],
    top: Vec<Entry<'a>>,
    subroutines: Index<'a>,
    char_strings: Index<'a>,
    /// Font DICTs and which glyph has which; none for a face that is not CID-keyed, whose Top DICT is its only one.
    font_dicts: Option<(Index<'a>, &'a [u8])>,
}

impl<'a> Cff<'a> {
    /// The parts of a font file.
    pub fn parse(font: &'a [u8]) -> Option<Cff<'a>> {
        Cff::parse_table(table(font, b"CFF ")?)
    }

    /// The parts of its table `CFF `.
    fn parse_table(cff: &'a [u8]) -> Option<Cff<'a>> {
        let names_start = usize::from(*cff.get(2)?);
        let names = Index::parse(cff, names_start)?;
        let tops = Index::parse(cff, names.end)?;
        let strings = Index::parse(cff, tops.end)?;
        let subroutines = Index::parse(cff, strings.end)?;
        let top = entries(tops.get(0)?)?;
        let offset = |operator| usize::try_from(*integers(find(&top, operator)?)?.first()?).ok();
        if find(&top, op::CHARSTRING_TYPE).is_some_and(|kind| integers(kind).is_none_or(|kind| kind != [2])) {
            return None;
        }
        let font_dicts = match find(&top, op::ROS) {
            Some(_) => Some((Index::parse(cff, offset(op::FD_ARRAY)?)?, cff.get(offset(op::FD_SELECT)?..)?)),
            None => None,
        };
        Some(Cff {
            cff,
            subroutines,
            names: cff.get(names_start..names.end).filter(|names| names.len() <= LONGEST_DICT)?,
            char_strings: Index::parse(cff, offset(op::CHAR_STRINGS)?)?,
            font_dicts,
            top,
        })
    }

    /// How many glyphs it has.
    fn glyphs(&self) -> usize {
        self.char_strings.count
    }

    /// Appends the charstring of a glyph, without subroutines, and says which Font DICT it belongs to.
    fn outline(&self, glyph: u16, out: &mut Vec<u8>) -> Option<u8> {
        let font_dict = self.font_dict_of(glyph)?;
        let (outline, local) = (self.char_strings.get(usize::from(glyph))?, self.font_dict(font_dict)?.subroutines);
        match self.subroutines.count + local.count {
            0 => out.extend(charstring::not_too_long(outline)?),
            _ => charstring::inline(outline, &local, &self.subroutines, out)?,
        }
        Some(font_dict)
    }

    /// Which Font DICT a glyph belongs to (section 19).
    fn font_dict_of(&self, glyph: u16) -> Option<u8> {
        let Some((_, fd_select)) = self.font_dicts else { return Some(0) };
        match fd_select.first()? {
            0 => fd_select.get(1 + usize::from(glyph)).copied(),
            3 => {
                let count = usize::from(u16_at(fd_select, 1)?);
                let (ranges, _) = fd_select.get(3..3 + 3 * count)?.as_chunks::<3>();
                let behind = ranges.partition_point(|[a, b, _]| u16::from_be_bytes([*a, *b]) <= glyph);
                ranges.get(behind.checked_sub(1)?).map(|range| range[2])
            }
            _ => None,
        }
    }

    /// A Font DICT, its Private DICT and its subroutines (sections 15, 16).
    fn font_dict(&self, at: u8) -> Option<FontDict<'a>> {
        let own = match &self.font_dicts {
            Some((font_dicts, _)) => entries(font_dicts.get(usize::from(at))?)?,
            None => Vec::new(),
        };
        let place = integers(find(if self.font_dicts.is_some() { &own } else { &self.top }, op::PRIVATE)?)?;
        let (size, start) = (usize::try_from(*place.first()?).ok()?, usize::try_from(*place.get(1)?).ok()?);
        let private = entries(self.cff.get(start..start.checked_add(size)?)?)?;
        let subroutines = match find(&private, op::SUBRS) {
            Some(offset) => Index::parse(self.cff, start.checked_add_signed(*integers(offset)?.first()? as isize)?)?,
            None => Index::EMPTY,
        };
        Some(FontDict { entries: own, private, subroutines })
    }
}

/// An INDEX (section 5).
struct Index<'a> {
    /// How many items it has.
    count: usize,
    offset_size: usize,
    offsets: &'a [u8],
    data: &'a [u8],
    /// Where it ends in the table.
    end: usize,
}

impl<'a> Index<'a> {
    const EMPTY: Index<'static> = Index { count: 0, offset_size: 1, offsets: &[], data: &[], end: 0 };

    /// The INDEX that begins at `start`.
    fn parse(cff: &'a [u8], start: usize) -> Option<Index<'a>> {
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
    fn get(&self, at: usize) -> Option<&'a [u8]> {
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

/// One entry of a DICT (section 4).
struct Entry<'a> {
    /// What it is about, of [`op`].
    operator: u16,
    /// As they stand.
    operands: &'a [u8],
}

/// The entries of a DICT that is not longer than any can be: it is read again for each outline.
fn entries(mut dict: &[u8]) -> Option<Vec<Entry<'_>>> {
    if dict.len() > LONGEST_DICT {
        return None;
    }
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
            [a @ 247..=250, b] => (i32::from(a) - 247) * 256 + i32::from(b) + 108,
            [a @ 251..=254, b] => -(i32::from(a) - 251) * 256 - i32::from(b) - 108,
            _ => return None,
        };
        values.push(value);
        operands = operands.get(length..)?;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_without_measure_is_not_read() {
        let dict = |entries: usize| [139, 15].repeat(entries);
        assert_eq!(entries(&dict(100)).map(|entries| entries.len()), Some(100));
        assert!(entries(&dict(LONGEST_DICT)).is_none());
    }
}
