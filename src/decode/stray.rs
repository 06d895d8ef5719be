//! Stray bytes: one too many, or half a character, inside a line of GB 18030 or Big5.
//!
//! In: a line that could not be read whole. Out: the bytes to step over. The pairs of these encodings are not known by
//! themselves: behind a stray byte each is read from its middle, which gives garbage that is well-formed, down to a last byte
//! without a partner at the end of the line. That last gap is the sign to look for a place where the pairs began to shift.
//!
//! **Always true:** a byte is stepped over only if the line is much likelier Chinese without it; time is linear in the line.

use super::Encoding;
use super::language::{self, Language};
use super::mixed;
use super::reader::{Gap, Reader};
use crate::source::Span;

/// How much likelier the line must be, in thousandths of a nat.
const CLEARLY: i64 = 8000;
/// The price of what cannot be read, as in a candidate.
const GAP: i64 = 16_000;
/// How many strays of one line are looked for; a line with more is not of this encoding.
const MANY: usize = 4;
/// One more than the longest unit, in bytes.
const REACH: usize = 5;

/// Whether pairs of this encoding can shift.
pub(super) fn can_shift(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::GB18030 | Encoding::BIG5)
}

/// The stray bytes of some bytes that were read with gaps, in order; `gaps` are those of the whole.
pub(super) fn stray_bytes(encoding: Encoding, bytes: &[u8], gaps: &[Gap]) -> Vec<usize> {
    if !can_shift(encoding) {
        return Vec::new();
    }
    let lines = mixed::lines_at(bytes, gaps.iter().map(|gap| gap.span.start));
    let strays =
        |line: Span| strays_of_line(encoding, bytes.get(line.range()).unwrap_or_default()).into_iter().map(move |at| line.start + at);
    lines.flat_map(strays).collect()
}

/// The likeliest way through a line: at each byte, either a unit is read or the byte is stepped over, `MANY` times at most.
fn strays_of_line(encoding: Encoding, line: &[u8]) -> Vec<usize> {
    let Some(reader) = encoding.reader() else { return Vec::new() };
    // From the end: the cost of the rest of the line by steps that are left, for the bytes that a unit may reach.
    let mut costs = [[0i64; MANY + 1]; REACH];
    // A bit for each number of steps left: whether the byte is stepped over.
    let mut steps = vec![0u8; line.len()];
    for (at, step) in steps.iter_mut().enumerate().rev() {
        let rest = line.get(at..).unwrap_or_default();
        let unit = Unit::first(reader, rest);
        let (behind, next) = (costs[(at + unit.length) % REACH], costs[(at + 1) % REACH]);
        let is_pair = rest.first().is_some_and(|byte| *byte >= 0x80);
        for left in 0..=MANY {
            let read = unit.cost + behind[left];
            let over = if left > 0 && is_pair { GAP + CLEARLY + next[left - 1] } else { i64::MAX };
            costs[at % REACH][left] = read.min(over);
            *step |= u8::from(over < read) << left;
        }
    }
    let (mut found, mut at, mut left) = (Vec::new(), 0, MANY);
    while let Some(step) = steps.get(at) {
        if step >> left & 1 == 1 {
            found.push(at);
            (at, left) = (at + 1, left - 1);
        } else {
            at += Unit::first(reader, line.get(at..).unwrap_or_default()).length;
        }
    }
    found
}

/// What is read as one character, or cannot be read.
struct Unit {
    length: usize,
    cost: i64,
}

impl Unit {
    /// The first unit of some bytes. Half a pair is a gap of its own; the other half begins the next unit.
    fn first(reader: Reader, bytes: &[u8]) -> Unit {
        let unit = bytes.get(..unit_length(bytes)).unwrap_or(bytes);
        let reading = reader.read(unit);
        if reading.gaps.is_empty() {
            Unit { length: unit.len().max(1), cost: language::cost(&reading.text, Language::Chinese, GAP) }
        } else {
            Unit { length: 1, cost: GAP }
        }
    }
}

/// One byte, a pair, or the four bytes that only GB 18030 has (Big5 does not read those pairs).
fn unit_length(bytes: &[u8]) -> usize {
    match bytes {
        [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..] => 4,
        [0x81..=0xFE, 0x40..=0xFE, ..] => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Decoded, decode};
    use crate::source::{RawText, SourceName};

    const SIMPLIFIED: &str =
        "各位领导、同志们：\n今天会议的内容是总结一年来的工作，研究2024年下一步的任务。希望大家认真讨论。\n谢谢大家。\n";
    const TRADITIONAL: &str = "各位同志：\n今天會議的內容是總結一年來的工作，研究2024年下一步的任務。希望大家認真討論。\n謝謝大家。\n";

    #[test]
    fn one_byte_more_or_less_costs_one_character_and_no_more() {
        let name = SourceName::new("a.txt");
        for (text, encoding) in [(SIMPLIFIED, encoding_rs::GB18030), (TRADITIONAL, encoding_rs::BIG5)] {
            let whole = encoding.encode(text).0;
            for at in 0..whole.len() {
                for (damage, drop) in [(&b"\x81"[..], 0), (b"\xFF\x81", 0), (b"\xFF", 0), (b"", 1), (b"\xFF\x81", 2)] {
                    let mut bytes = whole.to_vec();
                    bytes.splice(at..(at + drop).min(whole.len()), damage.iter().copied());
                    let (Decoded::Text(read), said) = decode(RawText { name: &name, bytes: &bytes }, None) else {
                        panic!("{at} {damage:X?} is refused");
                    };
                    assert_eq!(read.encoding.label(), encoding.name().to_ascii_lowercase(), "{at} {damage:X?}");
                    let kept = read.text.chars().filter(|c| text.contains(*c)).count() + 6;
                    assert!(kept >= text.chars().count(), "{at} {damage:X?} {}: {said:?}", read.text);
                }
            }
        }
    }

    #[test]
    fn a_line_that_is_whole_has_no_stray() {
        for (text, encoding) in [(SIMPLIFIED, Encoding::GB18030), (TRADITIONAL, Encoding::BIG5)] {
            let standard = if encoding == Encoding::BIG5 { encoding_rs::BIG5 } else { encoding_rs::GB18030 };
            for line in standard.encode(text).0.split(|byte| *byte == b'\n') {
                assert!(strays_of_line(encoding, line).is_empty());
            }
        }
    }

    #[test]
    fn a_long_line_takes_linear_time() {
        let mut line = encoding_rs::GB18030.encode(&"今天开会学习文件。".repeat(20_000)).0.into_owned();
        let middle = line.len() / 2;
        line.insert(middle, 0xB5);
        let found = strays_of_line(Encoding::GB18030, &line);
        assert!(matches!(found.as_slice(), [at] if at.abs_diff(middle) <= 2), "{found:?}");
    }
}
