//! How frequent each character is in Chinese: 4,000 characters in sixteen levels.
//!
//! `han.txt` holds a level a line: the cost of each of its characters in thousandths of a nat, a tab, the characters.
//! `make.py` made it from a count over texts in the public domain, and says which. It is unpacked when the program is built.
//!
//! **Always true:** a level stands for the same cost everywhere; a character in no level is rare.

/// The table of Chinese.
pub(super) static CHINESE: Frequencies = Frequencies::unpack(include_bytes!("han.txt"));

const LEVELS: usize = 16;
/// Han, then three stretches of punctuation.
const SLOTS: usize = 0x5200 + 0x40 + 0x20 + 0x60;

/// Costs by character.
pub(super) struct Frequencies {
    /// By level; level 0 is for characters that are not listed.
    costs: [i32; LEVELS + 1],
    /// By slot.
    levels: [u8; SLOTS],
}

impl Frequencies {
    /// The cost of a character in thousandths of a nat, if it is listed.
    pub fn cost_of(&self, c: char) -> Option<i64> {
        let level = self.levels.get(slot(c as u32)?).filter(|level| **level > 0)?;
        self.costs.get(usize::from(*level)).map(|cost| i64::from(*cost))
    }

    const fn unpack(file: &[u8]) -> Frequencies {
        let mut table = Frequencies { costs: [0; LEVELS + 1], levels: [0; SLOTS] };
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
        0x2000..0x2040 => Some((code - 0x2000 + 0x5200) as usize),
        0x3000..0x3020 => Some((code - 0x3000 + 0x5240) as usize),
        0xFF00..0xFF60 => Some((code - 0xFF00 + 0x5260) as usize),
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
        assert_eq!(CHINESE.cost_of('a'), None);
    }
}
