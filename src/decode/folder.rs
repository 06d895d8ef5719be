//! What the files of a folder say about each other.
//!
//! In: bytes, one file at a time. Out: [`Testimony`]; counted over a folder it is [`Neighbours`], which a short file
//! leans on where its own bytes say little. Counts have no order, so neither has the answer.
//!
//! **Always true:** whoever leans gives no testimony; the lean is below `WEIGHT`, which overrules no clear evidence.

use super::{DecodeOptions, Encoding, Evidence, settle};

/// A file up to this many bytes may lean.
pub const SHORT: usize = 512;
/// A margin below this, in thousandths of a nat, is weak; it is told, too.
pub(super) const WEAK: i64 = 5000;
/// A margin from here on is testimony: e⁸, three thousand to one.
const STRONG: i64 = 8000;
/// The most that a folder weighs: half of what one clear file is worth.
const WEIGHT: i64 = STRONG / 2;

/// What one file says about the encoding of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Testimony {
    /// It is clearly in this encoding.
    Clear(Encoding),
    /// It would lean on others.
    Weak,
    /// Nothing: plain ASCII, no text, or neither clear nor weak.
    Nothing,
}

/// What a file says; its first kilobytes are enough.
pub fn testimony(bytes: &[u8]) -> Testimony {
    let Ok(settled) = settle(bytes, &DecodeOptions::default()) else { return Testimony::Nothing };
    match (settled.evidence, settled.margin) {
        (Evidence::Bom | Evidence::WellFormed | Evidence::Escapes, _) => Testimony::Clear(settled.encoding),
        (Evidence::Language, Some(STRONG..)) => Testimony::Clear(settled.encoding),
        (Evidence::Language, Some(..WEAK)) if bytes.len() <= SHORT => Testimony::Weak,
        (Evidence::Language | Evidence::Requested | Evidence::Ascii | Evidence::Folder, _) => Testimony::Nothing,
    }
}

/// Whether a file might lean on others. A no is certain, and costs no decoding; a yes is to be asked of the decoder.
pub fn may_lean(bytes: &[u8]) -> bool {
    // Short but for the NULs that pad it to a block, or with so little beyond ASCII that it may be chance.
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
    end <= SHORT || bytes.iter().filter(|byte| !byte.is_ascii()).nth(4 * SHORT).is_none()
}

/// How many files of a folder are clearly in which encoding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// By label, so that equal counts are equal whatever the order they were counted in.
    counts: Vec<(Encoding, i64)>,
}

impl FromIterator<Encoding> for Neighbours {
    fn from_iter<T: IntoIterator<Item = Encoding>>(clear: T) -> Neighbours {
        let mut counts: Vec<(Encoding, i64)> = Vec::new();
        for encoding in clear {
            match counts.iter_mut().find(|(counted, _)| *counted == encoding) {
                Some((_, count)) => *count += 1,
                None => counts.push((encoding, 1)),
            }
        }
        counts.sort_by_key(|(encoding, _)| encoding.label());
        Neighbours { counts }
    }
}

impl Neighbours {
    /// Whether no file said anything.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How much likelier the folder makes an encoding, in thousandths of a nat: its share of the files, one more in doubt.
    pub(super) fn lean(&self, encoding: Encoding) -> i64 {
        let total: i64 = self.counts.iter().map(|(_, count)| count).sum();
        let count = self.counts.iter().find(|(counted, _)| *counted == encoding).map_or(0, |(_, count)| *count);
        WEIGHT * count / (total + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Decoded, decode_with};
    use crate::source::{RawText, SourceName};

    /// A character of GBK that is as frequent as the one that Big5 has there.
    fn ambiguous() -> Vec<u8> {
        let leads = 0xB0..=0xF7u8;
        let pairs = leads.flat_map(|lead| (0xA1..=0xFEu8).map(move |trail| vec![lead, trail]));
        let leans = |bytes: &Vec<u8>| {
            let answers = [Encoding::GB18030, Encoding::BIG5].map(|neighbour| answer(bytes, neighbour).0);
            testimony(bytes) == Testimony::Weak && answers == [Encoding::GB18030, Encoding::BIG5]
        };
        pairs.into_iter().find(leans).expect("some pair of bytes is frequent in both")
    }

    fn answer(bytes: &[u8], neighbour: Encoding) -> (Encoding, Evidence, usize) {
        let name = SourceName::new("a.txt");
        let options = DecodeOptions { folder: std::iter::repeat_n(neighbour, 9).collect(), ..DecodeOptions::default() };
        match decode_with(RawText { name: &name, bytes }, &options) {
            (Decoded::Text(text), said) => (text.encoding, text.evidence, said.len()),
            (Decoded::Refused { label }, _) => panic!("refused as {label}"),
        }
    }

    #[test]
    fn a_short_file_leans_on_its_folder_and_a_clear_one_does_not() {
        let short = ambiguous();
        assert_eq!(answer(&short, Encoding::GB18030).0, Encoding::GB18030, "{short:X?}");
        assert_eq!(answer(&short, Encoding::BIG5).0, Encoding::BIG5);
        assert_eq!(answer(&short, Encoding::BIG5).1, Evidence::Folder);
        let clear = encoding_rs::GB18030.encode("同志们，今天我们在这里开会。").0.into_owned();
        assert_eq!(testimony(&clear), Testimony::Clear(Encoding::GB18030));
        assert_eq!(answer(&clear, Encoding::BIG5), (Encoding::GB18030, Evidence::Language, 0));
    }

    #[test]
    fn a_file_that_alone_would_be_read_otherwise_says_so() {
        let short = ambiguous();
        let warned = [Encoding::GB18030, Encoding::BIG5].map(|neighbour| answer(&short, neighbour).2);
        assert!(warned.contains(&1), "one of the two is not what the file says alone");
    }

    #[test]
    fn counts_have_no_order_and_the_lean_is_capped() {
        let (a, b) = (Encoding::BIG5, Encoding::UTF_8);
        assert_eq!(Neighbours::from_iter([a, b, a]), Neighbours::from_iter([b, a, a]));
        let many: Neighbours = std::iter::repeat_n(a, 1000).collect();
        assert!(many.lean(a) < WEIGHT && many.lean(b) == 0);
    }
}
