//! Files of two encodings: a paragraph pasted into a file as bytes, in another encoding than the rest.
//!
//! In: bytes, and the encoding of most of them. Out: the lines that are in another one, and the reading that takes each
//! line as what it is. Two directions meet in practice: GB 18030 or Big5 in UTF-8, and UTF-8 in either.
//!
//! **Always true:** a line is foreign only if the other encoding reads nearly all of it, and as much likelier Chinese; one bad
//! byte makes no line foreign.

use super::language::{self, Language};
use super::lines;
use super::reader::{Reader, Reading, Transcript};
use super::{DecodedText, Encoding, Evidence, stray, utf8};
use crate::diagnostic::{Diagnostic, named_lines};
use crate::message;
use crate::source::Span;

/// How much likelier the other reading must be, in thousandths of a nat.
const CLEARLY: i64 = 8000;
/// Up to this many characters beyond ASCII, each must be a frequent one.
const FEW: usize = 8;
/// The price of what cannot be read, as in a candidate.
const GAP: i64 = 16_000;

/// The lines in another encoding than the rest, in bytes of the body; `gaps` are where the rest could not be read.
pub(super) fn foreign_lines(main: Encoding, body: &[u8], gaps: impl Iterator<Item = usize>) -> Vec<(Span, Encoding)> {
    match main {
        Encoding::UTF_8 => lines_at(body, gaps).filter_map(|line| Some((line, likelier(body, line, main)?))).collect(),
        Encoding::GB18030 | Encoding::BIG5 => {
            let is_whole = |line: &Span| body.get(line.range()).is_some_and(|line| !line.is_ascii() && utf8::well_formed(line).is_some());
            lines_of(body).filter(is_whole).filter_map(|line| Some((line, likelier(body, line, main)?))).collect()
        }
        _ => Vec::new(),
    }
}

/// The body read piece by piece: foreign lines as what they are, stray bytes as what cannot be read, the rest as before.
/// With the place of each foreign line in the text.
pub(super) fn read_around(main: Reader, body: &[u8], foreign: &[(Span, Encoding)], strays: &[usize]) -> (Reading<'static>, Vec<Span>) {
    let mut pieces = Pieces { body, transcript: Transcript::for_bytes(body.len()), at: 0 };
    let (mut places, mut strays) = (Vec::with_capacity(foreign.len()), strays.iter().copied().peekable());
    for (line, encoding) in foreign {
        while let Some(stray) = strays.next_if(|stray| *stray < line.start) {
            pieces.step_over(main, stray);
        }
        pieces.read(main, line.start);
        places.push(pieces.read_foreign(main, *encoding, line.end));
        while strays.next_if(|stray| *stray < line.end).is_some() {}
    }
    for stray in strays {
        pieces.step_over(main, stray);
    }
    pieces.read(main, body.len());
    (pieces.transcript.finish(), places)
}

/// A body of which some has been read.
struct Pieces<'a> {
    body: &'a [u8],
    transcript: Transcript,
    at: usize,
}

impl Pieces<'_> {
    /// Reads up to `end`; answers with the place in the text.
    fn read(&mut self, reader: Reader, end: usize) -> Span {
        let reading = reader.read(self.body.get(self.at..end).unwrap_or_default());
        let place = self.transcript.append(&reading, self.at);
        self.at = end;
        place
    }

    /// Reads a line up to `end` in another encoding, around stray bytes of its own.
    fn read_foreign(&mut self, main: Reader, encoding: Encoding, end: usize) -> Span {
        let reader = encoding.reader().unwrap_or(main);
        let (start, line) = (self.at, self.body.get(self.at..end).unwrap_or_default());
        let mut place = Span::new(self.transcript.length(), self.transcript.length());
        for stray in stray::stray_bytes(encoding, line, &reader.read(line).gaps) {
            self.step_over(reader, start + stray);
        }
        place.end = self.read(reader, end).end;
        place
    }

    fn step_over(&mut self, reader: Reader, stray: usize) {
        self.read(reader, stray);
        self.transcript.push_gap(stray, stray + 1);
        self.at = stray + 1;
    }
}

/// The warning that some lines are in another encoding, if they are.
pub(super) fn mixed_encodings(decoded: &DecodedText, bytes: &[u8]) -> Option<Diagnostic> {
    let main = decoded.encoding.label();
    if let Some(first) = decoded.foreign.first() {
        let (numbers, other) = (named_lines(decoded.foreign.iter().map(|foreign| foreign.line)), first.encoding.label());
        let message = match decoded.foreign.len() {
            1 => message!("most of the file is {main}, but {numbers} is {other}; it was read as what it is", main, numbers, other),
            _ => message!("most of the file is {main}, but {numbers} are {other}; each was read as what it is", main, numbers, other),
        };
        let warning = Diagnostic::warning("mixed-encodings", message).at(first.line, 1);
        return Some(warning.hint("compare these lines with the original, and save the whole file as UTF-8"));
    }
    if decoded.evidence != Evidence::Requested {
        return None;
    }
    // What was asked for is what is read; that some of it would read better otherwise is told.
    let found = foreign_lines(decoded.encoding, bytes, decoded.malformed.iter().map(|bad| bad.span.start));
    let (_, other) = found.first()?;
    let starts = numbers_of(&found, decoded.encoding, bytes);
    let (first, other) = (*starts.first()?, other.label());
    let numbers = named_lines(starts);
    let message = message!("most of the file is {main}, but {numbers} can be read as {other}", main, numbers, other);
    Some(Diagnostic::warning("mixed-encodings", message).at(first, 1).hint("leave `--encoding` out to have each line read as what it is"))
}

/// The 1-based lines at which some pieces of a file start, as the decoded source counts them.
fn numbers_of(found: &[(Span, Encoding)], main: Encoding, bytes: &[u8]) -> Vec<usize> {
    let Some(reader) = main.reader() else { return Vec::new() };
    let (mut line, mut from) = (1, 0);
    let number = |(span, _): &(Span, Encoding)| {
        line += lines::line_ends(&reader.read(bytes.get(from..span.start).unwrap_or_default()).text).count();
        from = span.start;
        line
    };
    found.iter().map(number).collect()
}

/// In all encodings concerned, CR and LF are never part of another character.
fn is_end(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The lines of a file, without their ends.
fn lines_of(body: &[u8]) -> impl Iterator<Item = Span> {
    let mut start = 0;
    memchr::memchr2_iter(b'\n', b'\r', body).chain([body.len()]).map(move |end| {
        let span = Span::new(start, end);
        start = end + 1;
        span
    })
}

/// The lines on which some ascending offsets stand, each once.
pub(super) fn lines_at(body: &[u8], offsets: impl Iterator<Item = usize>) -> impl Iterator<Item = Span> {
    let mut done = 0;
    offsets.filter_map(move |offset| {
        if offset < done {
            return None;
        }
        let start = body.get(done..offset)?.iter().rposition(is_end).map_or(done, |at| done + at + 1);
        let end = body.get(offset..)?.iter().position(is_end).map_or(body.len(), |at| offset + at);
        done = end;
        Some(Span::new(start, end))
    })
}

/// The encoding that a line is in, if it is clearly not in that of the file.
fn likelier(body: &[u8], line: Span, main: Encoding) -> Option<Encoding> {
    let line = body.get(line.range())?;
    let own = language::cost(&main.reader()?.read(line).text, Language::Chinese, GAP);
    let others: &[Encoding] = if main == Encoding::UTF_8 { &[Encoding::GB18030, Encoding::BIG5] } else { &[Encoding::UTF_8] };
    let cost = |encoding: &Encoding| {
        let reader = encoding.reader()?;
        let mut reading = reader.read(line);
        let strays = stray::stray_bytes(*encoding, line, &reading.gaps);
        if !strays.is_empty() {
            (reading, _) = read_around(reader, line, &[], &strays);
        }
        let beyond = reading.text.chars().filter(|c| !c.is_ascii()).take(FEW + 1).count();
        // Damage within, but little of it.
        let is_readable = reading.gaps.is_empty() || reading.gaps.len() * 8 <= reading.text.chars().filter(|c| !c.is_ascii()).count();
        let is_meant = is_readable && beyond >= 2 && (beyond > FEW || language::is_plain_chinese(&reading.text));
        let cost = language::cost(&reading.text, Language::Chinese, GAP);
        (is_meant && cost + CLEARLY < own).then_some((cost, *encoding))
    };
    others.iter().filter_map(cost).min_by_key(|(cost, _)| *cost).map(|(_, encoding)| encoding)
}

#[cfg(test)]
mod tests {
    use crate::decode::{Decoded, DecodedText, Encoding, decode};
    use crate::diagnostic::Diagnostic;
    use crate::source::{RawText, SourceName};

    fn read(bytes: &[u8], requested: Option<Encoding>) -> (DecodedText, Option<Diagnostic>) {
        let name = SourceName::new("a.txt");
        match decode(RawText { name: &name, bytes }, requested) {
            (Decoded::Text(text), said) => (text, said.into_iter().find(|diagnostic| diagnostic.rule == "mixed-encodings")),
            (Decoded::Refused { label }, _) => panic!("refused as {label}"),
        }
    }

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    const HEAD: &str = "同志们：\r\n今天我们在这里开会，学习有关文件的精神。\r\n";
    const PASTED: &str = "这一行是从别处粘贴来的。\r\n还有一行。\r\n";
    const TAIL: &str = "希望大家认真讨论，提出意见。\r\n谢谢大家！\r\n";

    #[test]
    fn a_pasted_paragraph_is_read_as_what_it_is_in_both_directions() {
        let utf8 = |text: &str| text.as_bytes().to_vec();
        let cases = [
            ([utf8(HEAD), gbk(PASTED), utf8(TAIL)].concat(), "utf-8", "gb18030"),
            ([gbk(HEAD), utf8(PASTED), gbk(TAIL), gbk(HEAD)].concat(), "gb18030", "utf-8"),
        ];
        for (bytes, main, other) in cases {
            let (text, warning) = read(&bytes, None);
            assert_eq!(text.encoding.label(), main);
            assert!(text.text.starts_with(&[HEAD, PASTED, TAIL].concat()) && text.malformed.is_empty(), "{}", text.text);
            let lines: Vec<_> = text.foreign.iter().map(|foreign| (foreign.line, foreign.encoding.label())).collect();
            assert_eq!(lines, [(3, other), (4, other)]);
            assert_eq!(&text.text[text.foreign[1].text.range()], "还有一行。");
            let message = warning.expect("it is told").message;
            assert_eq!(message.as_str(), format!("most of the file is {main}, but lines 3–4 are {other}; each was read as what it is"));
        }
    }

    #[test]
    fn a_pasted_line_may_have_a_bad_byte_of_its_own() {
        let pasted = gbk("这一行是从别处粘贴来的，还没有人看过它。");
        for at in 0..pasted.len() {
            for damage in [&b"\xFF"[..], b""] {
                let mut line = pasted.clone();
                line.splice(at..=at, damage.iter().copied());
                let (text, warning) = read(&[HEAD.as_bytes(), &line, b"\r\n", TAIL.as_bytes()].concat(), None);
                let lines: Vec<_> = text.foreign.iter().map(|foreign| (foreign.line, foreign.encoding.label())).collect();
                assert_eq!(lines, [(3, "gb18030")], "{at} {damage:X?} {}", text.text);
                assert!(warning.is_some() && (1..=3).contains(&text.malformed.len()), "{at} {damage:X?} {}", text.text);
            }
        }
    }

    #[test]
    fn what_was_asked_for_is_read_as_asked_and_told() {
        let bytes = [HEAD.as_bytes(), &gbk(PASTED)].concat();
        let (text, warning) = read(&bytes, Some(Encoding::UTF_8));
        assert!(text.foreign.is_empty() && !text.malformed.is_empty());
        assert_eq!(warning.expect("it is told").message, "most of the file is utf-8, but lines 3–4 can be read as gb18030");
    }

    #[test]
    fn damage_is_not_a_second_encoding() {
        let whole = [HEAD, PASTED, TAIL].concat();
        for (bytes, label) in [(whole.as_bytes().to_vec(), "utf-8"), (gbk(&whole), "gb18030")] {
            for at in 0..bytes.len() {
                for damage in [&[][..], b"\xFF", b"?", b"\xA5"] {
                    let mut bytes = bytes.clone();
                    bytes.splice(at..=at, damage.iter().copied());
                    let (text, warning) = read(&bytes, None);
                    assert_eq!((text.encoding.label(), text.foreign.len(), warning), (label, 0, None), "{at} {damage:X?}");
                }
            }
        }
    }
}
