//! Where the lines of a decoded text end.
//!
//! In: text. Out: its line ends, one [`Span`] each, and how they are made ([`Newline`]). A line ends at CR LF, LF, VT, FF,
//! CR, NEL (U+0085), U+2028 or U+2029: Unicode, section 5.8, "Newline Guidelines", and UAX #14, classes BK, CR, LF, NL.
//!
//! **Always true:** line ends come in order, never overlap, and CR LF is one.

use super::Newline;
use crate::source::Span;

/// The line ends of a text, in order, in bytes of it.
///
/// ```
/// let ends: Vec<_> = jiangyi::decode::lines::line_ends("甲\r\n乙\n").map(|end| end.range()).collect();
/// assert_eq!(ends, [3..5, 8..9]);
/// ```
pub fn line_ends(text: &str) -> LineEnds<'_> {
    LineEnds { bytes: text.as_bytes(), at: 0, is_plain: !has_rare_ends(text.as_bytes()) }
}

/// The iterator that [`line_ends`] returns.
#[derive(Debug, Clone)]
pub struct LineEnds<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether lines end in CR and LF only, which are found much faster.
    is_plain: bool,
}

impl Iterator for LineEnds<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let found = if self.is_plain {
                memchr::memchr2(b'\n', b'\r', rest)
            } else {
                rest.iter().position(|byte| matches!(byte, 0x0A..=0x0D | 0xC2 | 0xE2))
            };
            let start = self.at + found?;
            let length = match self.bytes.get(start..).unwrap_or_default() {
                [b'\r', b'\n', ..] => 2,
                [0x0A..=0x0D, ..] => 1,
                [0xC2, 0x85, ..] => 2,
                [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
                // Some other character that begins like NEL or U+2028; its lead byte is stepped over.
                _ => {
                    self.at = start + 1;
                    continue;
                }
            };
            self.at = start + length;
            return Some(Span::new(start, self.at));
        }
    }
}

/// Whether any line ends in something else than CR and LF. Without an early end, so that it compiles to a few instructions
/// for many bytes.
fn has_rare_ends(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let is_tab_or_feed = bytes.iter().fold(false, |any, byte| any | (*byte == 0x0B) | (*byte == 0x0C));
    is_tab_or_feed
        || pairs.fold(false, |any, (one, next)| any | ((*one == 0xC2) & (*next == 0x85)) | ((*one == 0x80) & (*next & 0xFE == 0xA8)))
}

impl Newline {
    /// How the lines of a text end.
    pub fn of(text: &str) -> Newline {
        let mut found = Newline::None;
        for end in line_ends(text) {
            let this = match &text.as_bytes()[end.range()] {
                b"\n" => Newline::Lf,
                b"\r\n" => Newline::Crlf,
                b"\r" => Newline::Cr,
                _ => Newline::Mixed,
            };
            if found == Newline::None {
                found = this;
            } else if found != this {
                return Newline::Mixed;
            }
        }
        found
    }
}

/// The 1-based lines on which some offsets of a text stand; `offsets` ascend.
pub(super) fn line_numbers(text: &str, offsets: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut ends = line_ends(text).peekable();
    let mut line = 1;
    let number = |offset| {
        while ends.next_if(|end| end.end <= offset).is_some() {
            line += 1;
        }
        line
    };
    offsets.into_iter().map(number).collect()
}

/// The 1-based column, in characters, of an offset of a text.
pub(super) fn column(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or(text);
    let line = line_ends(before).last().map_or(0, |end| end.end);
    before.get(line..).unwrap_or_default().chars().count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line_end_is_one_end() {
        for end in ["\r\n", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let text = format!("甲“乙”£{end}{end}丙");
            assert_eq!(line_ends(&text).count(), 2, "{end:?}");
            assert!(line_ends(&text).all(|span| &text[span.range()] == end), "{end:?}");
        }
        assert_eq!(line_ends("\n\r").count(), 2);
        assert_eq!(line_ends("没有").count(), 0);
    }

    #[test]
    fn the_newline_of_a_text_is_the_one_it_keeps_to() {
        let cases = [
            ("", Newline::None),
            ("甲", Newline::None),
            ("甲\n乙\n", Newline::Lf),
            ("甲\r\n乙", Newline::Crlf),
            ("甲\r乙\r", Newline::Cr),
            ("甲\r\n乙\n", Newline::Mixed),
            ("甲\u{2028}乙", Newline::Mixed),
        ];
        for (text, newline) in cases {
            assert_eq!(Newline::of(text), newline, "{text:?}");
        }
    }

    #[test]
    fn lines_and_columns_are_counted_from_one() {
        let text = "甲\r\n乙丙\n丁";
        assert_eq!(line_numbers(text, [0, 3, 5, 8, 12]), [1, 1, 2, 2, 3]);
        assert_eq!((column(text, 0), column(text, 8), column(text, 12)), (1, 2, 1));
    }
}
