//! Bytes to text: which encoding a raw file is in, and its characters.
//!
//! In: [`RawText`], and the encoding the user asked for, if any. Out: [`Decoded`], with everything that could not be
//! read recorded. The ladder, in [`settle`]: requested → BOM → magic numbers of what is not text → well-formed UTF-8 →
//! 7-bit escapes → candidates scored by language. `docs/encodings.md` tells it at length.
//!
//! **Always true:** no byte is dropped in silence; each malformed sequence becomes one U+FFFD and one [`Malformed`].

use crate::diagnostic::Diagnostic;
use crate::source::{RawText, Span};

pub mod encodings;
pub mod lines;

// evidence, in the order of the ladder
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
mod wide;

// what there is to tell
mod mixed;
mod mojibake;
mod warnings;

pub use encodings::Encoding;

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

/// Reads bytes as text; `requested` is the encoding that the user named.
pub fn decode(raw: RawText<'_>, requested: Option<Encoding>) -> (Decoded, Vec<Diagnostic>) {
    let bytes = raw.bytes;
    let settled = match settle(bytes, requested) {
        Ok(settled) => settled,
        Err(format) => return (Decoded::Refused { label: "binary" }, vec![warnings::not_text(format)]),
    };
    let Some(reader) = settled.encoding.reader() else {
        return (Decoded::Refused { label: settled.encoding.label() }, vec![warnings::unsupported_encoding(settled.encoding)]);
    };
    let skipped = settled.mark + settled.orphans;
    let reading = reader.read(bytes.get(skipped..).unwrap_or_default());
    let decoded = settled.decoded(reading, skipped);
    let diagnostics = warnings::about(&decoded, &settled, bytes);
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
}

/// The ladder: the first rung that holds settles the encoding. The error is what is not text, by name if it has one.
fn settle(bytes: &[u8], requested: Option<Encoding>) -> Result<Settled, Option<magic::Format>> {
    if let Some(encoding) = requested {
        return Ok(Settled { mark: bom::mark_length(bytes, encoding), ..Settled::certain(encoding, Evidence::Requested) });
    }
    if let Some((encoding, mark)) = bom::named_by_mark(bytes) {
        return Ok(Settled { mark, ..Settled::certain(encoding, Evidence::Bom) });
    }
    if let Some(format) = magic::recognised(bytes) {
        return Err(Some(format));
    }
    let body = without_padding(bytes);
    if let Some(settled) = settle_well_formed(body) {
        return Ok(settled);
    }
    let choice = candidates::choose(body);
    let encoding = choice.encoding.ok_or(None)?;
    Ok(Settled {
        encoding,
        evidence: Evidence::Language,
        mark: 0,
        orphans: choice.orphans,
        margin: Some(choice.margin),
        runner_up: choice.runner_up,
    })
}

/// The rungs of well-formed UTF-8, of ASCII and of seven-bit escapes.
fn settle_well_formed(body: &[u8]) -> Option<Settled> {
    let text = std::str::from_utf8(body).ok()?;
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
        return Some(Settled { margin: Some(rival.margin), runner_up: Some(own), ..Settled::certain(rival.encoding, Evidence::Language) });
    }
    Some(if is_ascii {
        Settled::certain(Encoding::ASCII, Evidence::Ascii)
    } else {
        Settled::certain(Encoding::UTF_8, Evidence::WellFormed)
    })
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
        Settled { encoding, evidence, mark: 0, orphans: 0, margin: None, runner_up: None }
    }

    /// The text as later stages see it; `skipped` bytes stood before what was read.
    fn decoded(&self, reading: reader::Reading<'_>, skipped: usize) -> DecodedText {
        let lead = if self.orphans > 0 { "\u{FFFD}" } else { "" };
        let text = [lead, reading.text.as_ref()].concat();
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
            newline: Newline::of(&text),
            text,
        }
    }
}
