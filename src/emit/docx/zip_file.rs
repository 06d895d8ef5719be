//! The zip that holds the parts: PKWARE's APPNOTE 6.3, sections 4.3 and 4.4, as far as a DOCX needs it.
//!
//! Written here since the packing is half of what a DOCX costs: libdeflate takes a third of the time, to the same size.
//!
//! **Always true:** every entry is deflated, dated 1980-01-01 and said to come from Unix: no clock, no system shows.

use std::sync::Arc;

use libdeflater::{CompressionLvl, Compressor, crc32};

use super::package::Part;

/// Deflate's level: 9 takes a third more time for 2 % less.
const LEVEL: i32 = 6;
/// That of parts that are deflated once for many documents: 12 would save 70 bytes a document, and take 4 ms of each start.
const LEVEL_OF_CONSTANTS: i32 = 9;
/// 1980-01-01, the first day that the format can write.
const DATE: u16 = 1 << 5 | 1;
/// Deflated, by a program that knows version 2.0.
const DEFLATED: u16 = 8;
const VERSION: u16 = 20;
/// Made on Unix: the high byte.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// A regular file that all may read, in the half that Unix uses.
const ATTRIBUTES: u32 = 0o100_644 << 16;

/// The parts in one file; none where one has 4 GiB or more, or all together.
pub fn zip(parts: &[Arc<Part>]) -> Option<Vec<u8>> {
    let mut compressor = compressor(LEVEL);
    let (mut out, mut directory) = (Vec::with_capacity(32 * 1024), Vec::with_capacity(1024));
    for part in parts {
        let packed = part.packed.get_or_init(|| match part.is_constant {
            true => Packed::of(&part.text, &mut self::compressor(LEVEL_OF_CONSTANTS)),
            false => Packed::of(&part.text, &mut compressor),
        });
        let start = u32::try_from(out.len()).ok()?;
        let head = Head::of(part, packed, &mut out)?;
        directory.extend(0x0201_4B50_u32.to_le_bytes());
        directory.extend(MADE_BY.to_le_bytes());
        head.write(&mut directory);
        // No comment, the first disk, nothing known of the content.
        directory.extend([0; 6]);
        directory.extend(ATTRIBUTES.to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let (start, length, count) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?, u16::try_from(parts.len()).ok()?);
    out.extend(directory);
    out.extend(0x0605_4B50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

/// An entry of a file that [`zip`] made.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where its header begins.
    pub start: usize,
    /// Where its line in the directory begins.
    pub listed: usize,
    /// The length of its bytes when unpacked, as it claims.
    pub unpacked: usize,
    /// Their checksum.
    pub checksum: u32,
    /// The packed bytes.
    pub packed: &'a [u8],
}

/// The entries of a file as [`zip`] makes it, one behind the other with nothing between them; none where anything is
/// otherwise, and another program packed it.
pub fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = bytes.len().checked_sub(END)?;
    let (length, start) = (number(bytes, end + 12)?, number(bytes, end + 16)?);
    let closed = [&0x0605_4B50_u32.to_le_bytes()[..], &[0; 4]].concat();
    if !bytes.get(end..)?.starts_with(&closed) || bytes.get(end + 20..)? != [0; 2] || start.checked_add(length)? != end {
        return None;
    }
    let (mut found, mut at, mut listed) = (Vec::with_capacity(16), 0, start);
    while listed < end {
        let head = Head {
            checksum: word(bytes, listed + 16)?,
            packed: word(bytes, listed + 20)?,
            unpacked: word(bytes, listed + 24)?,
            name: half(bytes, listed + 28)?,
        };
        let name = bytes.get(listed + LISTED..listed + LISTED + usize::from(head.name))?;
        let mut wanted = Vec::with_capacity(LISTED);
        wanted.extend(0x0201_4B50_u32.to_le_bytes());
        wanted.extend(MADE_BY.to_le_bytes());
        head.write(&mut wanted);
        let fixed = wanted.len();
        wanted.extend([0; 6]);
        wanted.extend(ATTRIBUTES.to_le_bytes());
        wanted.extend(u32::try_from(at).ok()?.to_le_bytes());
        let data = at + HEADED + name.len();
        let packed = bytes.get(data..data.checked_add(usize::try_from(head.packed).ok()?)?)?;
        let is_headed = bytes.get(at..)?.starts_with(&0x0403_4B50_u32.to_le_bytes())
            && bytes.get(at + 4..at + HEADED)? == wanted.get(6..fixed)?
            && bytes.get(at + HEADED..data)? == name;
        if !is_headed || bytes.get(listed..listed + LISTED)? != wanted {
            return None;
        }
        let name = std::str::from_utf8(name).ok()?;
        found.push(Entry { name, start: at, listed, unpacked: usize::try_from(head.unpacked).ok()?, checksum: head.checksum, packed });
        (at, listed) = (data + packed.len(), listed + LISTED + name.len());
    }
    let count = u16::try_from(found.len()).ok()?;
    let is_counted = half(bytes, end + 8)? == count && half(bytes, end + 10)? == count;
    (is_counted && at == start && listed == end).then_some(found)
}

/// Bytes of an entry's header before its name, of its line in the directory before its name, and of the end of the file.
const HEADED: usize = 30;
const LISTED: usize = 46;
const END: usize = 22;

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(word(bytes, at)?).ok()
}

fn compressor(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).unwrap_or_default())
}

/// A part as it is stored.
#[derive(Debug, Clone)]
pub struct Packed {
    checksum: u32,
    bytes: Vec<u8>,
}

impl Packed {
    fn of(text: &str, compressor: &mut Compressor) -> Packed {
        let bytes = text.as_bytes();
        let mut packed = vec![0; compressor.deflate_compress_bound(bytes.len())];
        // holds: the bound is what the compressor itself asks for
        let length = compressor.deflate_compress(bytes, &mut packed).unwrap_or(0);
        packed.truncate(length);
        Packed { checksum: crc32(bytes), bytes: packed }
    }
}

/// What both headers of an entry say.
struct Head {
    checksum: u32,
    packed: u32,
    unpacked: u32,
    name: u16,
}

impl Head {
    /// Writes an entry; answers with what its header says.
    fn of(part: &Part, packed: &Packed, out: &mut Vec<u8>) -> Option<Head> {
        let head = Head {
            checksum: packed.checksum,
            packed: u32::try_from(packed.bytes.len()).ok()?,
            unpacked: u32::try_from(part.text.len()).ok()?,
            name: u16::try_from(part.name.len()).ok()?,
        };
        out.extend(0x0403_4B50_u32.to_le_bytes());
        head.write(out);
        out.extend(part.name.as_bytes());
        out.extend(&packed.bytes);
        Some(head)
    }

    /// From the version that is needed to the length of the extra field.
    fn write(&self, out: &mut Vec<u8>) {
        for number in [VERSION, 0, DEFLATED, 0, DATE] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.checksum, self.packed, self.unpacked] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.name.to_le_bytes());
        out.extend([0; 2]);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn a_reader_finds_every_part_as_it_was() {
        let parts = [
            Part::new("[Content_Types].xml", "<a/>".repeat(300)),
            Part::constant("word/document.xml", "讲义".into()),
            Part::new("b", String::new()),
        ];
        let bytes = zip(&parts.clone().map(Arc::new)).expect("small");
        let mut archive = ::zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
        assert_eq!(archive.len(), 3);
        for (index, part) in parts.iter().enumerate() {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("its checksum holds");
            assert_eq!((entry.name(), text.as_str()), (part.name.as_str(), part.text.as_str()));
            let date = entry.last_modified().expect("a date");
            assert_eq!((date.year(), date.month(), date.day(), entry.unix_mode()), (1980, 1, 1, Some(0o100_644)));
        }
        let ours = entries(&bytes).expect("packed here");
        assert_eq!(ours.iter().map(|entry| entry.name).collect::<Vec<_>>(), ["[Content_Types].xml", "word/document.xml", "b"]);
        assert_eq!(ours.iter().map(|entry| entry.unpacked).collect::<Vec<_>>(), [1200, 6, 0]);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let packed =
                |found: &[Entry<'_>]| found.iter().map(|entry| (entry.name.to_string(), entry.packed.to_vec())).collect::<Vec<_>>();
            let is_seen = entries(&damaged).is_none_or(|found| packed(&found) != packed(&ours));
            assert!(is_seen, "byte {at} is nowhere but in what is packed");
            assert!(entries(&bytes[..at]).is_none(), "cut off at {at}");
        }
    }
}
