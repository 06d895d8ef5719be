//! Scored candidates: where nothing names the encoding, the likeliest reading wins.
//!
//! In: bytes. Out: [`Choice`]. Every candidate reads the same sample; a reading costs what its characters cost in the best
//! fitting language ([`super::language`]), a price for what it could not read, and what the encoding costs beforehand in a
//! folder of Chinese texts. A code page of single bytes is never preferred to Han text (its prior says so).
//!
//! **Always true:** the choice depends on the bytes, and in a folder on counts of its clear files; errors cost, they do not disqualify.

use super::Encoding;
use super::euc_tw;
use super::folder::Neighbours;
use super::language::{self, Language};
use super::sample::Sample;
use super::{mixed, stray};

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
    /// What it may hold, and what each language costs beforehand in a folder of Chinese texts.
    languages: &'static [(Language, i64)],
    /// What the encoding costs beforehand.
    prior: i64,
    /// Bytes to a unit: 1, 2 or 4.
    unit: usize,
}

const CHINESE: &[(Language, i64)] = &[(Language::Chinese, 0)];
const JAPANESE: &[(Language, i64)] = &[(Language::Japanese, 5000)];
const KOREAN: &[(Language, i64)] = &[(Language::Korean, 5000)];
const WESTERN: &[(Language, i64)] = &[(Language::Western, 5000)];
/// UTF-8 is used for all of them alike, and its structure is evidence of its own.
const ANY: &[(Language, i64)] = &[(Language::Chinese, 0), (Language::Japanese, 0), (Language::Korean, 0), (Language::Western, 0)];
/// In UTF-16, any two bytes give a character, most often Han or Hangul.
const ANY_WIDE: &[(Language, i64)] =
    &[(Language::Chinese, 0), (Language::Japanese, 5000), (Language::Korean, 9000), (Language::Western, 3000)];

const fn candidate(encoding: Encoding, languages: &'static [(Language, i64)], prior: i64, unit: usize) -> Candidate {
    Candidate { encoding, languages, prior, unit }
}

static CANDIDATES: [Candidate; 12] = [
    candidate(Encoding::UTF_8, ANY, 0, 1),
    candidate(Encoding::GB18030, CHINESE, 700, 1),
    candidate(Encoding::BIG5, CHINESE, 2000, 1),
    candidate(Encoding::UTF_16LE, ANY_WIDE, 3000, 2),
    candidate(Encoding::UTF_16BE, ANY_WIDE, 4000, 2),
    candidate(Encoding::UTF_32LE, ANY_WIDE, 6000, 4),
    candidate(Encoding::UTF_32BE, ANY_WIDE, 7000, 4),
    candidate(Encoding::SHIFT_JIS, JAPANESE, 0, 1),
    candidate(Encoding::EUC_JP, JAPANESE, 1000, 1),
    candidate(Encoding::EUC_KR, KOREAN, 0, 1),
    candidate(Encoding::WINDOWS_1252, WESTERN, 0, 1),
    candidate(Encoding::EUC_TW, CHINESE, 7000, 1),
];

const GAP: char = char::REPLACEMENT_CHARACTER;
/// Malformed UTF-8 without one whole character of three bytes: 毛泽东 in GBK begins with ë.
const NO_SEQUENCE: i64 = 12_000;
/// A character cut by the end or the start of the bytes.
const CUT: i64 = 7000;
/// How far behind the best a candidate may be in the heat: 3,000 nats, which a foreign paragraph seldom makes up.
const QUALIFIED: i64 = 3_000_000;
/// How many bytes tell whether the first character was cut.
const HEAD: usize = 64;
/// A byte that only an extension has.
const EXTENSION: i64 = 3000;
/// How far behind the best a reading may be to be read again around stray bytes: 600 nats, one long line of shifted pairs.
const APPEAL: i64 = 600_000;
/// Eight random bits: ln 256.
const RANDOM_BYTE: i64 = 5545;
/// From how many bytes on we dare to call something random.
const ENOUGH_TO_REFUSE: i64 = 13;

/// What a candidate cost, and how many orphans it found at the start.
type Score = (i64, usize, &'static Candidate);

/// The likeliest of all candidates.
pub(super) fn choose(bytes: &[u8]) -> Choice {
    let sample = Sample::of(bytes);
    let Some(heat) = sample.heat() else { return chosen(&scores(CANDIDATES.iter(), &sample), &sample) };
    // A long file: most readings are so much worse that a part of the sample tells.
    let entrants = scores(CANDIDATES.iter(), &heat);
    let limit = entrants.first().map_or(0, |(best, ..)| best + QUALIFIED);
    let finalists = entrants.iter().take_while(|(cost, ..)| *cost <= limit).map(|(.., candidate)| *candidate);
    let finals = scores(finalists, &sample);
    let choice = chosen(&finals, &sample);
    match (finals.as_slice(), entrants.as_slice()) {
        // One candidate is left; the second is as far off as it was in the heat, at least.
        ([_], [(first, ..), (second, _, other), ..]) => Choice { runner_up: Some(other.encoding), margin: second - first, ..choice },
        _ => choice,
    }
}

/// The likeliest of all candidates for a short file, leaning on the files beside it.
pub(super) fn choose_among(bytes: &[u8], neighbours: &Neighbours) -> Choice {
    let sample = Sample::of(bytes);
    let mut scores = scores(CANDIDATES.iter(), &sample);
    for (cost, _, candidate) in &mut scores {
        *cost -= neighbours.lean(candidate.encoding);
    }
    scores.sort_by_key(|(cost, ..)| *cost);
    chosen(&scores, &sample)
}

/// The costs of some candidates, cheapest first.
fn scores(candidates: impl Iterator<Item = &'static Candidate>, sample: &Sample<'_>) -> Vec<Score> {
    let score = |candidate: &'static Candidate| candidate.cost(sample, false).map(|(cost, orphans)| (cost, orphans, candidate));
    let mut scores: Vec<Score> = candidates.filter_map(score).collect();
    // The sort is stable, and the candidates stand by their priors: a tie goes to the more frequent.
    scores.sort_by_key(|(cost, ..)| *cost);
    let limit = scores.first().map_or(0, |(best, ..)| best + APPEAL);
    for (cost, orphans, candidate) in scores.iter_mut().take_while(|(cost, ..)| *cost <= limit) {
        if stray::can_shift(candidate.encoding)
            && let Some(again) = candidate.cost(sample, true).filter(|(again, _)| again < cost)
        {
            (*cost, *orphans) = again;
        }
    }
    scores.sort_by_key(|(cost, ..)| *cost);
    scores
}

fn chosen(scores: &[Score], sample: &Sample<'_>) -> Choice {
    let [(cost, orphans, best), rest @ ..] = scores else {
        return Choice { encoding: None, orphans: 0, runner_up: None, margin: 0 };
    };
    let second = rest.first();
    Choice {
        encoding: (!is_random(sample.pieces(best.unit), sample.length(1), *cost)).then_some(best.encoding),
        orphans: *orphans,
        runner_up: second.map(|(_, _, candidate)| candidate.encoding),
        margin: second.map_or(0, |(other, ..)| other - cost),
    }
}

/// The cost of one reading of short bytes, priors included, to compare a few candidates only.
pub(super) fn cost_as(bytes: &[u8], encoding: Encoding) -> Option<i64> {
    let candidate = CANDIDATES.iter().find(|candidate| candidate.encoding == encoding)?;
    Some(candidate.cost(&Sample::of(bytes), false)?.0)
}

/// No reading is better than random bytes, and there are control characters: not text.
fn is_random(pieces: &[&[u8]], length: i64, cost: i64) -> bool {
    let is_control = |byte: &u8| matches!(byte, 0..=7 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    length >= ENOUGH_TO_REFUSE && cost > RANDOM_BYTE * length + 3000 && pieces.iter().any(|piece| piece.iter().any(is_control))
}

impl Candidate {
    /// What the sample costs read this way, be it around stray bytes, and how many bytes at its start are an orphan; none where it cannot be meant.
    fn cost(&self, sample: &Sample<'_>, around_strays: bool) -> Option<(i64, usize)> {
        let (first, others) = sample.pieces(self.unit).split_first()?;
        // A unit of UTF-32 has a byte that is 0.
        if first.len() < self.unit || (self.unit == 4 && !first.contains(&0)) {
            return None;
        }
        let (mut total, orphans) = self.cost_of_cut(first, around_strays)?;
        // What a language costs beforehand is paid once, with the first piece.
        let paid = match self.languages {
            [(_, prior)] => *prior,
            _ => 0,
        };
        for piece in others {
            total += self.cost_of_cut(piece, around_strays)?.0 - paid;
        }
        // Narrow and wide windows may differ in length near the end of a file; costs compare for as many bytes.
        let (length, narrow) = (sample.length(self.unit), sample.length(1));
        if length != narrow && length > 0 {
            total = total / length * narrow + total % length * narrow / length;
        }
        Some((total + self.prior, if sample.holds_start { orphans } else { 0 }))
    }

    /// What a piece costs that may begin in the middle of a character, and how many bytes of its start are an orphan.
    fn cost_of_cut(&self, piece: &[u8], around_strays: bool) -> Option<(i64, usize)> {
        let whole = self.cost_of_piece(piece, around_strays)?;
        let can_be_cut = self.unit == 1 && !matches!(self.encoding, Encoding::UTF_8 | Encoding::WINDOWS_1252);
        match piece {
            [0x80..=0xFF, rest @ ..] if can_be_cut && self.looks_cut(piece, rest) => {
                let cut = self.cost_of_piece(rest, around_strays)? + CUT;
                Some(if cut < whole { (cut, 1) } else { (whole, 0) })
            }
            _ => Some((whole, 0)),
        }
    }

    /// What a piece costs.
    fn cost_of_piece(&self, piece: &[u8], around_strays: bool) -> Option<i64> {
        if self.encoding == Encoding::EUC_TW {
            return euc_tw::is_possible(piece).then(|| language::least_cost(&euc_tw::approximate(piece), self.languages, self.gap()));
        }
        let reader = self.encoding.reader()?;
        let mut reading = reader.read(piece);
        if around_strays && !reading.gaps.is_empty() {
            let strays = stray::stray_bytes(self.encoding, piece, &reading.gaps);
            if !strays.is_empty() {
                (reading, _) = mixed::read_around(reader, piece, &[], &strays);
            }
        }
        let mut cost = self.price_of_extensions(piece) + language::least_cost(&reading.text, self.languages, self.gap());
        if let Some(gap) = reading.gaps.last()
            && gap.span.end == piece.len()
            && (self.unit == 1 || gap.span.len() < self.unit)
            && reading.text.chars().any(|c| !c.is_ascii() && c != GAP)
        {
            // Cut by the end, which is cheaper than damage in the midst; but a cut alone is no evidence.
            cost -= self.gap() - CUT;
        }
        if self.encoding == Encoding::UTF_8 && !reading.gaps.is_empty() && !reading.text.chars().any(|c| c >= '\u{800}' && c != GAP) {
            cost += NO_SEQUENCE;
        }
        Some(cost)
    }

    /// Whether the first bytes read better without the very first: tried on few, before all are read twice.
    fn looks_cut(&self, piece: &[u8], rest: &[u8]) -> bool {
        let head = |bytes: &[u8]| self.cost_of_piece(bytes.get(..HEAD).unwrap_or(bytes), false).unwrap_or(i64::MAX);
        head(rest) < head(piece)
    }

    /// Korean beyond KS X 1001 (the Unified Hangul Code) is rare; its lead bytes, 0x81 to 0xA0, are frequent in Chinese.
    fn price_of_extensions(&self, piece: &[u8]) -> i64 {
        let count = if self.encoding == Encoding::EUC_KR { piece.iter().filter(|byte| matches!(byte, 0x81..=0xA0)).count() } else { 0 };
        EXTENSION * i64::try_from(count).unwrap_or(i64::MAX / EXTENSION)
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

    fn likeliest(bytes: &[u8]) -> Option<&'static str> {
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
            assert_eq!(likeliest(bytes), Some(label), "{bytes:X?}");
        }
    }

    #[test]
    fn a_text_cut_in_a_character_keeps_its_encoding_and_its_rest() {
        let choice = choose(b"\xBE\xC3\xC7\xA3\xBA\xBD\xF1\xCC\xEC\xBF\xAA\xBB\xE1\xA1\xA3\n"); // half of 志, then 们：今天开会。
        assert_eq!((choice.encoding, choice.orphans), (Some(Encoding::GB18030), 1));
    }

    #[test]
    fn a_long_table_in_utf16_is_text() {
        let text = format!("同志们：\r\n{}", "<td width=\"10\" class=\"cell\">一</td>".repeat(800));
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(likeliest(&bytes), Some("utf-16le"));
    }

    #[test]
    fn one_accent_in_a_long_english_text_is_not_chinese() {
        let bytes =
            [&b"He kept his thoughts to himself, for the most part. ".repeat(60)[..], b"And so on\x85. Again", &b", and again".repeat(20)]
                .concat();
        assert_eq!(likeliest(&bytes), Some("windows-1252"));
    }

    #[test]
    fn a_letter_that_looks_like_utf8_is_no_damaged_utf8() {
        assert_eq!(likeliest(b"\xC3\xAB\xD4\xF3\xB6\xAB"), Some("gb18030"), "毛泽东, not ë");
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
        assert_eq!(likeliest(&bytes), None);
    }
}
