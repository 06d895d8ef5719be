//! How frequent each character is in Chinese: 4,000 characters in sixteen levels, the rest by what the standards say.
//!
//! `han.txt` holds a level a line: the cost of each of its characters in thousandths of a nat, a tab, the characters.
//! `make.py` made it from a count over texts in the public domain, and says which. It is unpacked when the program is built.
//! Han characters that it does not list are graded by the character sets: those of the first levels of GB/T 2312 and Big5
//! were chosen as frequent ones, those of the second level of GB/T 2312 less so, all others are rare.
//!
//! **Always true:** a level stands for the same cost everywhere; a character in no level is rare.

use std::sync::LazyLock;

pub(super) mod grades;

/// The table of Chinese.
pub(super) static CHINESE: LazyLock<Frequencies> = LazyLock::new(|| FROM_FILE.graded());

static FROM_FILE: Frequencies = Frequencies::unpack(include_bytes!("han.txt"));

/// Levels of the file, from 1.
const LEVELS: usize = 16;
/// In the first level of GB/T 2312 or Big5, but not in the file.
const FIRST: u8 = 17;
/// In the second level of GB/T 2312 only.
const SECOND: u8 = 18;
/// Han, then three stretches of marks and signs.
const SLOTS: usize = 0x5200 + 0x600 + 0x20 + 0x60;

/// Costs by character.
#[derive(Clone)]
pub(super) struct Frequencies {
    /// By level; level 0 is for characters that are in none.
    costs: [i32; LEVELS + 3],
    /// By slot.
    levels: [u8; SLOTS],
}

impl Frequencies {
    /// The cost of a character in thousandths of a nat, if it is in any level.
    pub fn cost_of(&self, c: char) -> Option<i64> {
        let level = self.levels.get(slot(c as u32)?).filter(|level| **level > 0)?;
        self.costs.get(usize::from(*level)).map(|cost| i64::from(*cost))
    }

    /// Whether the file lists a character: whether it is frequent.
    pub fn lists(&self, c: char) -> bool {
        slot(c as u32).and_then(|slot| self.levels.get(slot)).is_some_and(|level| (1..FIRST).contains(level))
    }

    /// The same with the grades of the character sets, whose tables `encoding_rs` has.
    fn graded(&self) -> Frequencies {
        let mut table = self.clone();
        for (encoding, leads, level) in [
            (encoding_rs::BIG5, 0xA4..=0xC6, FIRST),
            (encoding_rs::GB18030, 0xB0..=0xD7, FIRST),
            (encoding_rs::GB18030, 0xD8..=0xF7, SECOND),
        ] {
            let trails = if level == FIRST && encoding == encoding_rs::BIG5 { 0x40..=0xFE } else { 0xA1..=0xFE };
            let pairs: Vec<u8> = leads.flat_map(|lead| trails.clone().flat_map(move |trail: u8| [lead, trail, b'\n'])).collect();
            for c in encoding.decode_without_bom_handling(&pairs).0.chars() {
                if let Some(unlisted) = slot(c as u32).and_then(|slot| table.levels.get_mut(slot)).filter(|level| **level == 0) {
                    *unlisted = level;
                }
            }
        }
        table
    }

    const fn unpack(file: &[u8]) -> Frequencies {
        let mut table = Frequencies { costs: [0; LEVELS + 3], levels: [0; SLOTS] };
        table.costs[FIRST as usize] = 12_700;
        table.costs[SECOND as usize] = 13_500;
        let (mut at, mut level) = (0, 1);
        while at < file.len() {
            while file[at] != b'\t' {
                table.costs[level] = 10 * table.costs[level] + (file[at] - b'0') as i32;
                at += 1;
            }
            at += 1;
            while file[at] != b'\n' {
                let (code, length) = character(file, at);
                match slot(code) {
                    Some(slot) => table.levels[slot] = level as u8,
                    None => panic!("han.txt lists a character that has no slot"),
                }
                at += length;
            }
            at += 1;
            level += 1;
        }
        table
    }
}

/// Where a character stands in the table.
const fn slot(code: u32) -> Option<usize> {
    match code {
        0x4E00..0xA000 => Some((code - 0x4E00) as usize),
        0x2000..0x2600 => Some((code - 0x2000 + 0x5200) as usize),
        0x3000..0x3020 => Some((code - 0x3000 + 0x5800) as usize),
        0xFF00..0xFF60 => Some((code - 0xFF00 + 0x5820) as usize),
        _ => None,
    }
}

/// A character of two or three bytes of UTF-8, and its length.
const fn character(file: &[u8], at: usize) -> (u32, usize) {
    match file[at] {
        lead @ 0xE0..=0xEF => (((lead & 0x0F) as u32) << 12 | ((file[at + 1] & 0x3F) as u32) << 6 | (file[at + 2] & 0x3F) as u32, 3),
        lead => (((lead & 0x1F) as u32) << 6 | (file[at + 1] & 0x3F) as u32, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_what_the_file_lists() {
        for line in include_str!("han.txt").lines() {
            let (cost, characters) = line.split_once('\t').expect("each line has a tab");
            for c in characters.chars() {
                assert_eq!(CHINESE.cost_of(c), cost.parse().ok(), "{c}");
            }
        }
        assert_eq!(CHINESE.cost_of('龘'), None);
        assert_eq!((CHINESE.cost_of('莉'), CHINESE.cost_of('鼷'), CHINESE.lists('莉')), (Some(12_700), Some(13_500), false));
        assert_eq!(CHINESE.cost_of('a'), None);
    }
}
