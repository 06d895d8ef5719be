//! Bytes to text: which encoding a raw file is in, and its characters.
//!
//! In: [`RawText`], and the encoding the user asked for, if any. Out: [`Decoded`], with everything that could not be
//! read recorded. The ladder, in `settle`: requested → BOM → magic numbers of what is not text → well-formed UTF-8 →
//! 7-bit escapes → candidates scored by language. `docs/encodings.md` tells it at length.
//!
//! **Always true:** no byte is dropped in silence; each malformed sequence becomes one U+FFFD and one [`Malformed`].

use crate::diagnostic::Diagnostic;
use crate::source::{RawText, Span};

pub mod encodings;
pub mod folder;
pub mod lines;

// evidence
mod bom;
mod candidates;
mod escapes;
mod euc_tw;
mod language;
mod magic;
mod model;
mod sample;
mod utf8;

// reading
mod hz;
mod reader;
mod stray;
mod wide;

// what there is to tell
mod misreading;
mod mixed;
mod mojibake;
mod warnings;

#[cfg(test)]
mod promises;

pub use encodings::Encoding;
pub use folder::Neighbours;

/// How an encoding was settled, from certain to guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The user named it.
    Requested,
    /// A byte order mark names it.
    Bom,
    /// The bytes are well-formed UTF-8.
    WellFormed,
    /// Nothing but ASCII.
    Ascii,
    /// 7-bit escape sequences (HZ, ISO-2022).
    Escapes,
    /// The likeliest of several readings, by the characters they give.
    Language,
    /// As [`Evidence::Language`], leaning on the other files of the folder.
    Folder,
}

impl Evidence {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::Requested => "requested",
            Evidence::Bom => "bom",
            Evidence::WellFormed => "well-formed",
            Evidence::Ascii => "ascii",
            Evidence::Escapes => "escapes",
            Evidence::Language => "language",
            Evidence::Folder => "folder",
        }
    }
}

/// How the lines of a text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newline {
    /// No line end at all.
    None,
    /// U+000A.
    Lf,
    /// U+000D U+000A.
    Crlf,
    /// U+000D.
    Cr,
    /// More than one of them, or others (U+2028, U+2029, U+0085, form feed).
    Mixed,
}

impl Newline {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Newline::None => "none",
            Newline::Lf => "lf",
            Newline::Crlf => "crlf",
            Newline::Cr => "cr",
            Newline::Mixed => "mixed",
        }
    }
}

/// Bytes that mean nothing in the encoding of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// Where they stand in the input, in bytes.
    pub span: Span,
    /// 1-based line of the decoded source.
    pub line: usize,
    /// Where their U+FFFD stands in the decoded text, in bytes.
    pub text_offset: usize,
}

/// A line in another encoding than the rest of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign {
    /// Where it stands in the input, in bytes, without its line end.
    pub span: Span,
    /// What it was read as.
    pub encoding: Encoding,
    /// 1-based line of the decoded source.
    pub line: usize,
    /// Where it stands in the decoded text, in bytes.
    pub text: Span,
}

/// A text in characters, with how it was read. Held without its BOM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The characters.
    pub text: String,
    /// The encoding they were read as.
    pub encoding: Encoding,
    /// Whether a byte order mark stood at the start.
    pub bom: bool,
    /// How the encoding was settled.
    pub evidence: Evidence,
    /// Distance to the second candidate in thousandths of a nat; none where the evidence is certain.
    pub margin: Option<i64>,
    /// What could not be read, in order.
    pub malformed: Vec<Malformed>,
    /// Lines that were read in another encoding, in order.
    pub foreign: Vec<Foreign>,
    /// Where `--repair-mojibake` put other characters than the bytes say, in bytes of the text, in order.
    pub repaired: Vec<Span>,
    /// How its lines end.
    pub newline: Newline,
}

/// What became of the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// Text.
    Text(DecodedText),
    /// No text, or none that we can read: what JSON says as label (`binary`, `euc-tw`, …). The diagnostics say why.
    Refused {
        /// The label for JSON.
        label: &'static str,
    },
}

/// What is chosen about reading, and what is known beside the bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeOptions {
    /// The encoding that the user named.
    pub encoding: Option<Encoding>,
    /// Whether reversible mojibake is undone.
    pub repair_mojibake: bool,
    /// The other files of the folder; none for a listed file.
    pub folder: Neighbours,
}

/// Reads bytes as text; `requested` is the encoding that the user named.
pub fn decode(raw: RawText<'_>, requested: Option<Encoding>) -> (Decoded, Vec<Diagnostic>) {
    decode_with(raw, &DecodeOptions { encoding: requested, ..DecodeOptions::default() })
}

/// Reads bytes as text.
pub fn decode_with(raw: RawText<'_>, options: &DecodeOptions) -> (Decoded, Vec<Diagnostic>) {
    let bytes = raw.bytes;
    let settled = match settle(bytes, options) {
        Ok(settled) => settled,
        Err(format) => return (Decoded::Refused { label: "binary" }, vec![warnings::not_text(format)]),
    };
    let Some(reader) = settled.encoding.reader() else {
        return (Decoded::Refused { label: settled.encoding.label() }, vec![warnings::unsupported_encoding(settled.encoding)]);
    };
    let skipped = settled.mark + settled.orphans;
    let body = bytes.get(skipped..).unwrap_or_default();
    let mut reading = reader.read(body);
    let strays = stray::stray_bytes(settled.encoding, body, &reading.gaps);
    let mut foreign = Vec::new();
    if settled.evidence != Evidence::Requested {
        foreign = mixed::foreign_lines(settled.encoding, body, reading.gaps.iter().map(|gap| gap.span.start));
    }
    let mut places = Vec::new();
    if !foreign.is_empty() || !strays.is_empty() {
        (reading, places) = mixed::read_around(reader, body, &foreign, &strays);
    }
    let mut decoded = settled.decoded(reading, skipped);
    decoded.note_foreign(&foreign, &places, skipped, if settled.orphans > 0 { '\u{FFFD}'.len_utf8() } else { 0 });
    let mut diagnostics = warnings::about(&decoded, &settled, bytes);
    diagnostics.extend(mojibake::told(&mut decoded, options.repair_mojibake));
    (Decoded::Text(decoded), diagnostics)
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Settled {
    encoding: Encoding,
    evidence: Evidence,
    /// Length of the byte order mark.
    mark: usize,
    /// Bytes behind it that are the rest of a character that was cut.
    orphans: usize,
    /// As in [`DecodedText`].
    margin: Option<i64>,
    /// The second candidate.
    runner_up: Option<Encoding>,
    /// What the bytes alone say, where the folder says otherwise.
    alone: Option<Encoding>,
}

/// The ladder: the first rung that holds settles the encoding. The error is what is not text, by name if it has one.
fn settle(bytes: &[u8], options: &DecodeOptions) -> Result<Settled, Option<magic::Format>> {
    if let Some(encoding) = options.encoding {
        return Ok(Settled { mark: bom::mark_length(bytes, encoding), ..Settled::certain(encoding, Evidence::Requested) });
    }
    if let Some((encoding, mark)) = bom::named_by_mark(bytes) {
        return Ok(Settled { mark, ..Settled::certain(encoding, Evidence::Bom) });
    }
    if let Some(format) = magic::recognised(bytes) {
        return Err(Some(format));
    }
    let body = without_padding(bytes);
    if let Some(settled) = settle_well_formed(body, &options.folder) {
        return Ok(settled);
    }
    let alone = candidates::choose(body);
    let leans = alone.encoding.is_some() && alone.margin < folder::WEAK && body.len() <= folder::SHORT && !options.folder.is_empty();
    let choice = if leans { candidates::choose_among(body, &options.folder) } else { alone };
    let encoding = match choice.encoding.ok_or(None)? {
        Encoding::UTF_8 if utf8::was_saved_as_gbk(body) => Encoding::GB18030,
        // Control characters sent it here, past the rung of ASCII.
        Encoding::UTF_8 if body.is_ascii() => Encoding::ASCII,
        likeliest => likeliest,
    };
    Ok(Settled {
        encoding,
        evidence: if leans { Evidence::Folder } else { Evidence::Language },
        mark: 0,
        orphans: choice.orphans,
        alone: alone.encoding.filter(|alone| choice.encoding != Some(*alone)),
        margin: (choice.encoding == Some(encoding)).then_some(choice.margin),
        runner_up: choice.runner_up,
    })
}

/// The rungs of well-formed UTF-8, of ASCII and of seven-bit escapes.
fn settle_well_formed(body: &[u8], folder: &Neighbours) -> Option<Settled> {
    let text = utf8::well_formed(body)?;
    let is_ascii = text.is_ascii();
    if is_ascii && let Some(encoding) = escapes::named_by_escapes(body) {
        return Some(Settled::certain(encoding, Evidence::Escapes));
    }
    // NUL stands in UTF-16 and UTF-32; well-formed beside it is chance, unless there is much of it. Control characters in
    // what looks like ASCII may be a program.
    let is_suspect = if is_ascii { body.iter().any(is_odd_control) } else { body.contains(&0) && !utf8::is_much(body) };
    if is_suspect {
        return None;
    }
    if let Some(rival) = utf8::rival(body, text) {
        let own = if is_ascii { Encoding::ASCII } else { Encoding::UTF_8 };
        if rival.margin < folder::WEAK && !folder.is_empty() && !is_ascii {
            return Some(leaning(rival, own, folder));
        }
        return Some(Settled { margin: Some(rival.margin), runner_up: Some(own), ..Settled::certain(rival.encoding, Evidence::Language) });
    }
    Some(if is_ascii {
        Settled::certain(Encoding::ASCII, Evidence::Ascii)
    } else {
        Settled::certain(Encoding::UTF_8, Evidence::WellFormed)
    })
}

/// Which of two narrow readings the folder prefers.
fn leaning(rival: utf8::Rival, own: Encoding, folder: &Neighbours) -> Settled {
    let margin = rival.margin + folder.lean(rival.encoding) - folder.lean(own);
    let (encoding, other, alone) = if margin > 0 { (rival.encoding, own, None) } else { (own, rival.encoding, Some(rival.encoding)) };
    Settled { margin: Some(margin.abs()), runner_up: Some(other), alone, ..Settled::certain(encoding, Evidence::Folder) }
}

/// A control character that texts do not hold; backspace, escape and form feed stand in old ones.
fn is_odd_control(byte: &u8) -> bool {
    matches!(byte, 0..=7 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// The bytes without the NULs that pad them to a block; fewer than eight may belong to UTF-16 or UTF-32.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
    let end = if bytes.len() - end < 8 { bytes.len() } else { end.next_multiple_of(4).min(bytes.len()) };
    bytes.get(..end).unwrap_or(bytes)
}

impl Settled {
    /// Settled beyond doubt.
    const fn certain(encoding: Encoding, evidence: Evidence) -> Settled {
        Settled { encoding, evidence, mark: 0, orphans: 0, margin: None, runner_up: None, alone: None }
    }

    /// The text as later stages see it; `skipped` bytes stood before what was read.
    fn decoded(&self, reading: reader::Reading<'_>, skipped: usize) -> DecodedText {
        let lead = if self.orphans > 0 { "\u{FFFD}" } else { "" };
        let text = if lead.is_empty() { reading.text.into_owned() } else { [lead, reading.text.as_ref()].concat() };
        let orphans = (self.orphans > 0).then_some((Span::new(self.mark, skipped), 0));
        let gaps = reading.gaps.iter().map(|gap| {
            let span = Span::new(gap.span.start + skipped, gap.span.end + skipped);
            (span, gap.text_offset + lead.len())
        });
        let places: Vec<(Span, usize)> = orphans.into_iter().chain(gaps).collect();
        let numbers = lines::line_numbers(&text, places.iter().map(|(_, text_offset)| *text_offset));
        let malformed =
            places.iter().zip(numbers).map(|((span, text_offset), line)| Malformed { span: *span, line, text_offset: *text_offset });
        DecodedText {
            encoding: self.encoding,
            bom: self.mark > 0,
            evidence: self.evidence,
            margin: self.margin,
            malformed: malformed.collect(),
            foreign: Vec::new(),
            repaired: Vec::new(),
            newline: Newline::of(&text),
            text,
        }
    }
}

impl DecodedText {
    /// Notes which lines of the body were read in which encoding; `skipped` bytes and `lead` bytes of text stood before it.
    fn note_foreign(&mut self, foreign: &[(Span, Encoding)], places: &[Span], skipped: usize, lead: usize) {
        let moved = |span: &Span, by: usize| Span::new(span.start + by, span.end + by);
        let numbers = lines::line_numbers(&self.text, places.iter().map(|place| place.start + lead));
        let noted = foreign.iter().zip(places).zip(numbers).map(|(((span, encoding), place), line)| Foreign {
            span: moved(span, skipped),
            encoding: *encoding,
            line,
            text: moved(place, lead),
        });
        self.foreign = noted.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::SourceName;

    fn decoded(bytes: &[u8], requested: Option<Encoding>) -> (Decoded, Vec<Diagnostic>) {
        let name = SourceName::new("a.txt");
        decode(RawText { name: &name, bytes }, requested)
    }

    fn text(bytes: &[u8], requested: Option<Encoding>) -> DecodedText {
        match decoded(bytes, requested).0 {
            Decoded::Text(text) => text,
            Decoded::Refused { label } => panic!("refused as {label}"),
        }
    }

    #[test]
    fn the_first_rung_that_holds_settles_the_encoding() {
        let cases: [(&[u8], &str, Evidence, &str); 10] = [
            (b"", "ascii", Evidence::Ascii, ""),
            (b"\xEF\xBB\xBF", "utf-8", Evidence::Bom, ""),
            (b"\xFF\xFE", "utf-16le", Evidence::Bom, ""),
            (b"plain\n", "ascii", Evidence::Ascii, "plain\n"),
            ("同志们：\n".as_bytes(), "utf-8", Evidence::WellFormed, "同志们：\n"),
            ("5 m²\n".as_bytes(), "utf-8", Evidence::WellFormed, "5 m²\n"),
            (b"~{V;SPVPND~}", "hz", Evidence::Escapes, "只有中文"),
            // 联通, which Notepad once took for UTF-8.
            (b"\xC1\xAA\xCD\xA8", "gb18030", Evidence::Language, "联通"),
            (b"\xFE\xFF\x8B\xB2\x4E\x49", "utf-16be", Evidence::Bom, "讲义"),
            (b"\xFF\xFE\0\0\xB2\x8B\0\0", "utf-32le", Evidence::Bom, "讲"),
        ];
        for (bytes, label, evidence, characters) in cases {
            let text = text(bytes, None);
            assert_eq!((text.encoding.label(), text.evidence, text.text.as_str()), (label, evidence, characters), "{bytes:X?}");
        }
    }

    #[test]
    fn what_the_user_asked_for_is_taken() {
        let big5 = text(b"\xBD\xB2\xD2\xE5", Some(Encoding::BIG5));
        assert_eq!((big5.encoding, big5.evidence, big5.margin), (Encoding::BIG5, Evidence::Requested, None));
        let marked = text(b"\xEF\xBB\xBFa", Some(Encoding::UTF_8));
        assert_eq!((marked.bom, marked.text.as_str()), (true, "a"));
        let (_, said) = decoded(b"\xFE\xFF\x4E\x00", Some(Encoding::UTF_16LE));
        assert_eq!(said.first().map(|diagnostic| diagnostic.rule), Some("uncertain-encoding"), "the mark says otherwise");
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let cases: [(&[u8], &str, &str); 4] = [
            (b"%PDF-1.4\n", "binary", "not-text"),
            (b"PK\x03\x04\x14\0", "binary", "not-text"),
            (b"\x1B$)A\x0EV;SP\x0F", "iso-2022-cn", "unsupported-encoding"),
            (b"\xC4\xA1\xA1\xA4\xC4\xA1\xC4\xE5\xC4\xE3\xA1\xA4\xC4\xA1\xA1\xA4", "euc-tw", "unsupported-encoding"),
        ];
        for (bytes, refused_as, rule) in cases {
            let (decoded, said) = decoded(bytes, None);
            assert_eq!(decoded, Decoded::Refused { label: refused_as }, "{bytes:X?}");
            assert_eq!(said.iter().map(|d| (d.severity, d.rule)).collect::<Vec<_>>(), [(Severity::Error, rule)]);
        }
    }

    #[test]
    fn damage_is_told_once_with_its_first_places() {
        let (decoded, said) = decoded("同志们：\n大家好！\n".as_bytes().split_last().expect("not empty").1, None);
        assert!(said.is_empty(), "{decoded:?}");
        let bytes = ["同志们：\n".as_bytes(), b"\xE5\xA4", "家好！\n谢谢".as_bytes(), b"\xE5"].concat();
        let Decoded::Text(text) = super::tests::decoded(&bytes, None).0 else { panic!("it is text") };
        let places: Vec<_> = text.malformed.iter().map(|bad| (bad.span.range(), bad.line, bad.text_offset)).collect();
        assert_eq!(places, [(13..15, 2, 13), (31..32, 3, 32)]);
        let said = super::tests::decoded(&bytes, None).1;
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].message, "2 byte sequences are not valid utf-8 and became U+FFFD: line 2 (byte 13), line 3 (byte 31)");
        assert_eq!(said[0].place.map(|place| (place.line, place.column)), Some((2, 1)));
    }

    #[test]
    fn a_file_padded_with_nul_is_still_text() {
        for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5] {
            let mut bytes = encoding.encode("各位同志，大家上午好，今天開會。").0.into_owned();
            bytes.resize(512, 0);
            assert_eq!(text(&bytes, None).encoding.label(), encoding.name().to_ascii_lowercase());
        }
    }

    #[test]
    fn a_narrow_margin_is_told_with_both_candidates() {
        let found = (0xB0..=0xF7u8).flat_map(|lead| (0xA1..=0xFEu8).map(move |trail| [lead, trail])).find_map(|pair| {
            let (_, said) = decoded(&pair, None);
            said.into_iter().find(|diagnostic| diagnostic.rule == "uncertain-encoding")
        });
        let said = found.expect("some pair of bytes is frequent in both");
        assert!(said.message.contains(" or ") && said.message.contains("margin"), "{}", said.message);
        assert!(said.hints.iter().any(|hint| hint.contains("--encoding ")));
    }
}
