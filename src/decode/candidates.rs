//! Scored candidates: where nothing names the encoding, the likeliest reading wins.
//!
//! In: bytes. Out: [`Choice`]. Every candidate reads the same sample; a reading costs what its characters cost in the best
//! fitting language ([`super::language`]), a price for what it could not read, and what the encoding costs beforehand in a
//! folder of Chinese texts. A code page of single bytes is never preferred to Han text (its prior says so).
//!
//! **Always true:** the choice depends on the bytes alone; errors cost, they do not disqualify.

use super::Encoding;
use super::euc_tw;
use super::language::{self, Language};
use super::sample::Sample;

/// The likeliest reading of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// The encoding; none where no reading is better than random bytes.
    pub encoding: Option<Encoding>,
    /// How many bytes at the start are the rest of a character that was cut.
    pub orphans: usize,
    /// The second candidate.
    pub runner_up: Option<Encoding>,
    /// Its distance in thousandths of a nat.
    pub margin: i64,
}

/// An encoding that bytes may be in.
struct Candidate {
    encoding: Encoding,
    languages: &'static [Language],
    /// What it costs beforehand: how seldom it is in a folder of Chinese texts.
    prior: i64,
    /// Bytes to a unit: 1, 2 or 4.
    unit: usize,
}

const CHINESE: &[Language] = &[Language::Chinese];
const JAPANESE: &[Language] = &[Language::Japanese];
const KOREAN: &[Language] = &[Language::Korean];
const WESTERN: &[Language] = &[Language::Western];
const ANY: &[Language] = &[Language::Chinese, Language::Japanese, Language::Korean, Language::Western];

const fn candidate(encoding: Encoding, languages: &'static [Language], prior: i64, unit: usize) -> Candidate {
    Candidate { encoding, languages, prior, unit }
}

static CANDIDATES: [Candidate; 12] = [
    candidate(Encoding::UTF_8, ANY, 0, 1),
    candidate(Encoding::GB18030, CHINESE, 700, 1),
    candidate(Encoding::BIG5, CHINESE, 2000, 1),
    candidate(Encoding::UTF_16LE, ANY, 3000, 2),
    candidate(Encoding::UTF_16BE, ANY, 4000, 2),
    candidate(Encoding::UTF_32LE, ANY, 6000, 4),
    candidate(Encoding::UTF_32BE, ANY, 7000, 4),
    candidate(Encoding::SHIFT_JIS, JAPANESE, 5000, 1),
    candidate(Encoding::EUC_JP, JAPANESE, 6000, 1),
    candidate(Encoding::EUC_KR, KOREAN, 5000, 1),
    candidate(Encoding::WINDOWS_1252, WESTERN, 5000, 1),
    candidate(Encoding::EUC_TW, CHINESE, 7000, 1),
];

/// A character cut by the end or the start of the bytes.
const CUT: i64 = 7000;
/// Eight random bits: ln 256.
const RANDOM_BYTE: i64 = 5545;
/// From how many bytes on we dare to call something random.
const ENOUGH_TO_REFUSE: usize = 13;

/// The likeliest of all candidates.
pub(super) fn choose(bytes: &[u8]) -> Choice {
    let sample = Sample::of(bytes);
    let mut scored: Vec<(i64, usize, Encoding)> = Vec::with_capacity(CANDIDATES.len());
    for candidate in &CANDIDATES {
        if let Some((cost, orphans)) = candidate.cost(&sample) {
            scored.push((cost, orphans, candidate.encoding));
        }
    }
    // Candidates stand in the order of their priors, and the sort is stable: a tie goes to the more frequent.
    scored.sort_by_key(|(cost, ..)| *cost);
    let [(cost, orphans, encoding), rest @ ..] = scored.as_slice() else {
        return Choice { encoding: None, orphans: 0, runner_up: None, margin: 0 };
    };
    let second = rest.first();
    Choice {
        encoding: (!is_random(&sample, *cost)).then_some(*encoding),
        orphans: *orphans,
        runner_up: second.map(|(_, _, encoding)| *encoding),
        margin: second.map_or(0, |(other, ..)| other - cost),
    }
}

/// The cost of one reading of short bytes, priors included, to compare a few candidates only.
pub(super) fn cost_as(bytes: &[u8], encoding: Encoding) -> Option<i64> {
    let candidate = CANDIDATES.iter().find(|candidate| candidate.encoding == encoding)?;
    Some(candidate.cost(&Sample::of(bytes))?.0)
}

/// No reading is better than random bytes, and there are control characters: not text.
fn is_random(sample: &Sample<'_>, cost: i64) -> bool {
    let length = Sample::length(&sample.narrow);
    let is_control = |byte: &u8| matches!(byte, 0..=7 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    length >= ENOUGH_TO_REFUSE
        && cost > RANDOM_BYTE * i64::try_from(length).unwrap_or(i64::MAX / RANDOM_BYTE) + 3000
        && sample.narrow.iter().any(|piece| piece.iter().any(is_control))
}

impl Candidate {
    /// What the sample costs read this way, and how many bytes at its start are an orphan; none where it cannot be meant.
    fn cost(&self, sample: &Sample<'_>) -> Option<(i64, usize)> {
        let pieces = if self.unit == 1 { &sample.narrow } else { &sample.wide };
        let (first, others) = pieces.split_first()?;
        // A unit of UTF-32 has a byte that is 0.
        if first.len() < self.unit || (self.unit == 4 && !first.contains(&0)) {
            return None;
        }
        let (mut total, orphans) = self.cost_of_first(first)?;
        for piece in others {
            total += self.cost_of_piece(piece)?.0;
        }
        Some((total + self.prior, orphans))
    }

    /// The first piece may begin in the middle of a character.
    fn cost_of_first(&self, piece: &[u8]) -> Option<(i64, usize)> {
        let (whole, gaps) = self.cost_of_piece(piece)?;
        let can_be_cut = self.unit == 1 && !matches!(self.encoding, Encoding::UTF_8 | Encoding::WINDOWS_1252);
        match piece {
            [0x80..=0xFF, rest @ ..] if can_be_cut && gaps > 0 => {
                let cut = self.cost_of_piece(rest)?.0 + CUT;
                Some(if cut < whole { (cut, 1) } else { (whole, 0) })
            }
            _ => Some((whole, 0)),
        }
    }

    /// What a piece costs, and how many gaps it has.
    fn cost_of_piece(&self, piece: &[u8]) -> Option<(i64, usize)> {
        if self.encoding == Encoding::EUC_TW {
            return euc_tw::is_possible(piece).then(|| (language::least_cost(&euc_tw::approximate(piece), self.languages, self.gap()), 0));
        }
        let reading = self.encoding.reader()?.read(piece);
        let mut cost = language::least_cost(&reading.text, self.languages, self.gap());
        if reading.gaps.last().is_some_and(|gap| gap.span.end == piece.len()) {
            // Cut by the end: cheaper than damage in the midst.
            cost -= self.gap() - CUT;
        }
        Some((cost, reading.gaps.len()))
    }

    /// The price of what cannot be read.
    const fn gap(&self) -> i64 {
        match self.unit {
            1 => 16_000,
            2 => 22_000,
            _ => 34_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(bytes: &[u8]) -> Option<&'static str> {
        choose(bytes).encoding.map(Encoding::label)
    }

    #[test]
    fn short_texts_are_told_apart() {
        let cases: [(&[u8], &str); 9] = [
            (b"\xBD\xB2\xD2\xE5", "gb18030"),                                // 讲义
            (b"\xCD\xAC\xD6\xBE\xC3\xC7", "gb18030"),                        // 同志们
            (b"\xA6U\xA6\xEC\xA6P\xA7\xD3", "big5"),                         // 各位同志
            (b"\x0CT\xD7_\xECN\x1A\xFF", "utf-16le"),                        // 同志们：
            (b"T\x0C_\xD7N\xEC\xFF\x1A", "utf-16be"),                        // 同志们：
            (b"\x0CT\0\0\xD7_\0\0\xECN\0\0", "utf-32le"),                    // 同志们
            (b"\x82\xB1\x82\xCC\x93\xFA\x96{\x8C\xEA\x82\xCD", "shift_jis"), // この日本語は
            (b"\xA4\xB3\xA4\xCE\xC6\xFC\xCB\xDC\xB8\xEC\xA4\xCF", "euc-jp"), // この日本語は
            (b"\xBE\xC8\xB3\xE7\xC7\xCF\xBD\xCA\xB4\xCF\xB1\xEE", "euc-kr"), // 안녕하십니까
        ];
        for (bytes, label) in cases {
            assert_eq!(chosen(bytes), Some(label), "{bytes:X?}");
        }
    }

    #[test]
    fn a_text_cut_in_a_character_keeps_its_encoding_and_its_rest() {
        let choice = choose(b"\xBE\xC3\xC7\xA3\xBA\xBD\xF1\xCC\xEC\xBF\xAA\xBB\xE1\xA1\xA3\n"); // half of 志, then 们：今天开会。
        assert_eq!((choice.encoding, choice.orphans), (Some(Encoding::GB18030), 1));
    }

    #[test]
    fn random_bytes_are_no_text() {
        let mut state = 1u32;
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(600)
        .collect();
        assert_eq!(chosen(&bytes), None);
    }
}
