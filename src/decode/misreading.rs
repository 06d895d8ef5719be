//! Text as it was before it was read in a wrong encoding and saved.
//!
//! In: decoded text. Out: [`Reversal`]s, pieces that are much likelier Chinese once the wrong reading is undone: encoded as
//! what it was read as, and read as what it was written in.
//!
//! **Always true:** a piece stays within its line, reversals come in order, and a line that holds what no repair brings
//! back is left as it is.

use std::borrow::Cow;

use super::Encoding;
use super::language::{self, Language};
use super::lines;
use super::mojibake::{Kind, is_destroyed};
use crate::source::Span;

/// How much likelier the reversal must be, in thousandths of a nat; less beside lines that are clear.
const CLEARLY: i64 = 10_000;
const BESIDE: i64 = 3000;
/// The price of what cannot be read, as in a candidate.
const GAP: i64 = 16_000;
const MARK: char = char::REPLACEMENT_CHARACTER;

/// A piece of text that was misread, and how it reads if that is undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reversal {
    pub kind: Kind,
    /// In bytes of the text.
    pub span: Span,
    /// What stood there before; U+FFFD where it was lost on the way.
    pub text: String,
}

/// All pieces that were misread, in order.
pub(super) fn reversals(text: &str) -> Vec<Reversal> {
    let has_latin = memchr::memchr2(0xC2, 0xC3, text.as_bytes()).is_some();
    let mut found: Vec<Reversal> = Vec::new();
    for (start, line) in lines_of(text) {
        if let Some(reversal) = as_gbk(line, CLEARLY, is_mostly_rare).map(|text| whole(Kind::Utf8AsGbk, start, line, text)) {
            found.push(reversal);
        } else if has_latin {
            found.extend(as_latin(start, line));
        }
    }
    // A pair of Latin letters may be UTF-8 by chance; two are not, nor is what makes a Han character.
    let is_clear = |reversal: &Reversal| reversal.kind != Kind::Utf8AsLatin || reversal.text.chars().any(|c| c >= '\u{800}');
    if !found.iter().any(is_clear) && found.iter().map(|reversal| reversal.text.chars().count()).sum::<usize>() < 2 {
        found.clear();
    }
    if found.iter().any(|reversal| reversal.kind == Kind::Utf8AsGbk) {
        add_short_lines(text, &mut found);
    }
    found
}

/// In a file of misread lines, short ones and such of frequent characters were misread, too.
fn add_short_lines(text: &str, found: &mut Vec<Reversal>) {
    let has_han = |line: &str| line.chars().any(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    let mut known = found.iter().map(|reversal| reversal.span.start).peekable();
    let mut more = Vec::new();
    for (start, line) in lines_of(text) {
        let mut is_known = false;
        while known.next_if(|at| *at < start + line.len()).is_some() {
            is_known = true;
        }
        if !is_known && let Some(before) = as_gbk(line, BESIDE, has_han) {
            more.push(whole(Kind::Utf8AsGbk, start, line, before));
        }
    }
    found.extend(more);
    found.sort_by_key(|reversal| reversal.span.start);
}

fn whole(kind: Kind, start: usize, line: &str, text: String) -> Reversal {
    Reversal { kind, span: Span::new(start, start + line.len()), text }
}

/// Lines with their offsets, without their ends.
fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = lines::line_ends(text).chain([Span::new(text.len(), text.len())]);
    let mut start = 0;
    ends.map(move |end| {
        let line = (start, text.get(start..end.start).unwrap_or_default());
        start = end.end;
        line
    })
}

fn chinese(text: &str) -> i64 {
    language::cost(text, Language::Chinese, GAP)
}

/// A repair must not bring in what ends lines or controls a terminal.
fn is_printable(text: &str) -> bool {
    !text.contains(|c: char| (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// UTF-8 that was read as GBK.
fn as_gbk(line: &str, clearly: i64, looks_so: impl Fn(&str) -> bool) -> Option<String> {
    if line.is_ascii() || !looks_so(line) || is_destroyed(line) {
        return None;
    }
    // Code page 936 has the euro sign at 0x80, which is what a byte of UTF-8 was read as; GB 18030 writes it otherwise.
    let bytes = line.split('€').map(|part| encoding_rs::GB18030.encode(part).0).collect::<Vec<_>>().join(&0x80);
    let before = with_marks(&bytes);
    (is_printable(&before) && chinese(&before) + clearly < chinese(line)).then(|| before.into_owned())
}

/// UTF-8, one U+FFFD for each character that was lost; what could not be read was saved as a question mark.
fn with_marks(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let (mut text, mut is_lost) = (String::with_capacity(bytes.len()), false);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(if is_lost { valid.strip_prefix('?').unwrap_or(valid) } else { valid });
        is_lost = !chunk.invalid().is_empty();
        if is_lost {
            text.push(MARK);
        }
    }
    Cow::Owned(text)
}

/// Every line of every text is asked this, so the start of it must do.
const ENOUGH: usize = 16;
/// So many frequent characters at the start of a line, and no rare one: of 40,000 lines that were misread on purpose, one has them.
const CLEAR: usize = 6;

/// Whether half of the first Han characters of a line or more are in no table of frequent ones.
fn is_mostly_rare(line: &str) -> bool {
    let (mut han, mut rare) = (0, 0);
    for c in line.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).take(ENOUGH) {
        han += 1;
        rare += usize::from(!language::is_frequent(c));
        if han == CLEAR && rare == 0 {
            return false;
        }
    }
    han >= 4 && rare * 2 >= han
}

/// What was read as Latin-1 or windows-1252: runs of UTF-8, or a line of GBK or Big5, whose second bytes may be letters.
fn as_latin(start: usize, line: &str) -> Vec<Reversal> {
    if is_destroyed(line) {
        return Vec::new();
    }
    let runs: Vec<Reversal> = latin_runs(line)
        .filter_map(|(at, run)| {
            let bytes: Vec<u8> = run.chars().filter_map(latin_byte).collect();
            let text = String::from_utf8(bytes).ok().filter(|text| is_printable(text))?;
            Some(whole(Kind::Utf8AsLatin, start + at, run, text))
        })
        .collect();
    if !runs.is_empty() {
        return runs;
    }
    let Some(bytes) = line.chars().map(latin_byte).collect::<Option<Vec<u8>>>() else { return Vec::new() };
    if bytes.iter().filter(|byte| **byte >= 0x80).count() < 4 {
        return Vec::new();
    }
    let own = language::cost(line, Language::Western, GAP).min(chinese(line));
    let read = |(encoding, kind): (Encoding, Kind)| {
        let reading = encoding.reader()?.read(&bytes);
        let cost = chinese(&reading.text);
        let is_meant = reading.gaps.is_empty() && is_mostly_frequent(&reading.text) && is_printable(&reading.text);
        (is_meant && cost + CLEARLY < own).then(|| (cost, whole(kind, start, line, reading.text.into_owned())))
    };
    let best = [(Encoding::GB18030, Kind::GbkAsLatin), (Encoding::BIG5, Kind::Big5AsLatin)].into_iter().filter_map(read);
    best.min_by_key(|(cost, _)| *cost).map(|(_, reversal)| reversal).into_iter().collect()
}

/// Whether three quarters of what is beyond ASCII are frequent in Chinese.
fn is_mostly_frequent(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    text.chars().filter(|c| !c.is_ascii() && language::is_frequent(*c)).count() * 4 >= beyond * 3
}

/// Runs of characters that windows-1252 or Latin-1 has above 0x7F, two of them and more, with their offsets.
fn latin_runs(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_high = |c: char| !c.is_ascii() && latin_byte(c).is_some();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line.get(at..)?.find(is_high)?;
        let rest = line.get(start..)?;
        let length = rest.find(|c| !is_high(c)).unwrap_or(rest.len());
        at = start + length;
        Some((start, rest.get(..length)?))
    })
    .filter(|(_, run)| run.chars().nth(1).is_some())
}

/// What windows-1252 has at 0x80 to 0x9F; a blank where it has nothing.
const HIGH: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// The byte that was read as this character: Latin-1 is Unicode's first block, windows-1252 has marks and letters besides.
fn latin_byte(c: char) -> Option<u8> {
    u8::try_from(c).ok().or_else(|| {
        // Nearly all of a Chinese text, which need not be looked for.
        if c > '\u{2122}' {
            return None;
        }
        let index = HIGH.chars().position(|high| high == c)?;
        u8::try_from(0x80 + index).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_windows_1252_and_latin_1_comes_back() {
        for byte in 0..=0xFFu8 {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            assert_eq!(text.chars().next().and_then(latin_byte), Some(byte));
            assert_eq!(latin_byte(char::from(byte)), Some(byte));
        }
    }

    #[test]
    fn accents_in_utf8_that_was_read_as_latin_come_back() {
        let found: Vec<_> = reversals("cafÃ© dÃ©jÃ\u{A0} vu").into_iter().map(|reversal| reversal.text).collect();
        assert_eq!(found, ["é", "é", "à"]);
        assert_eq!(reversals("one Ã© only"), [], "may be chance");
    }
}
