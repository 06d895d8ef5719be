//! What reads the bytes of one encoding.
//!
//! In: bytes without their BOM. Out: [`Reading`], the characters and what could not be read. The decoders of the Encoding
//! Standard come from `encoding_rs`, always without its BOM handling, which would switch encodings behind our back.
//!
//! **Always true:** each [`Gap`] is one U+FFFD of the text, and gaps come in order without overlapping.

use std::borrow::Cow;

use encoding_rs::DecoderResult;

use super::{hz, utf8, wide};
use crate::source::Span;

/// How an encoding is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reader {
    Utf8,
    /// Bytes above 0x7F are malformed.
    Ascii,
    /// By the Encoding Standard's decoder.
    Standard(&'static encoding_rs::Encoding),
    Utf16 {
        big_endian: bool,
    },
    Utf32 {
        big_endian: bool,
    },
    Hz,
}

/// Bytes that could not be read, and their U+FFFD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// In bytes of the input.
    pub span: Span,
    /// In bytes of the text.
    pub text_offset: usize,
}

/// Bytes as characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reading<'a> {
    /// The characters; borrowed where the bytes are well-formed UTF-8.
    pub text: Cow<'a, str>,
    /// What could not be read, in order.
    pub gaps: Vec<Gap>,
}

impl Reader {
    /// Reads all bytes.
    pub fn read(self, bytes: &[u8]) -> Reading<'_> {
        match self {
            Reader::Utf8 => read_utf8(bytes),
            Reader::Ascii => read_ascii(bytes),
            Reader::Standard(encoding) => read_standard(encoding, bytes),
            Reader::Utf16 { big_endian } => wide::read_utf16(bytes, big_endian),
            Reader::Utf32 { big_endian } => wide::read_utf32(bytes, big_endian),
            Reader::Hz => hz::read(bytes),
        }
    }
}

/// A reading under way: text that grows, and gaps.
#[derive(Debug, Default)]
pub(super) struct Transcript {
    text: String,
    gaps: Vec<Gap>,
}

impl Transcript {
    /// Room for the text of this many bytes.
    pub fn for_bytes(length: usize) -> Transcript {
        // Two bytes of GBK, Big5 or UTF-16 make one Han character, three bytes of UTF-8.
        Transcript { text: String::with_capacity(length + length / 2 + 16), gaps: Vec::new() }
    }

    /// One character more.
    pub fn push(&mut self, c: char) {
        self.text.push(c);
    }

    /// Some text more.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Bytes that cannot be read.
    pub fn push_gap(&mut self, start: usize, end: usize) {
        self.gaps.push(Gap { span: Span::new(start, end), text_offset: self.text.len() });
        self.text.push(char::REPLACEMENT_CHARACTER);
    }

    /// How many bytes of text there are.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// A reading of the bytes that begin at `start`; answers with its place in the text.
    pub fn append(&mut self, reading: &Reading<'_>, start: usize) -> Span {
        let base = self.text.len();
        self.gaps.extend(
            reading
                .gaps
                .iter()
                .map(|gap| Gap { span: Span::new(gap.span.start + start, gap.span.end + start), text_offset: gap.text_offset + base }),
        );
        self.text.push_str(&reading.text);
        Span::new(base, self.text.len())
    }

    /// The whole reading.
    pub fn finish(self) -> Reading<'static> {
        Reading { text: Cow::Owned(self.text), gaps: self.gaps }
    }
}

fn read_utf8(bytes: &[u8]) -> Reading<'_> {
    if let Some(text) = utf8::well_formed(bytes) {
        return Reading { text: Cow::Borrowed(text), gaps: Vec::new() };
    }
    let mut transcript = Transcript::for_bytes(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (valid, invalid) = match simdutf8::compat::from_utf8(rest) {
            Ok(_) => (rest.len(), 0),
            Err(error) => (error.valid_up_to(), error.error_len().unwrap_or(rest.len() - error.valid_up_to())),
        };
        transcript.push_str(rest.get(..valid).and_then(utf8::well_formed).unwrap_or_default());
        at += valid;
        if invalid > 0 {
            transcript.push_gap(at, at + invalid);
            at += invalid;
        }
    }
    transcript.finish()
}

fn read_ascii(bytes: &[u8]) -> Reading<'_> {
    let mut transcript = Transcript::for_bytes(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0..=0x7F => transcript.push(char::from(*byte)),
            0x80.. => transcript.push_gap(at, at + 1),
        }
    }
    transcript.finish()
}

fn read_standard(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Reading<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut transcript = Transcript::for_bytes(bytes.len());
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut transcript.text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return transcript.finish(),
            DecoderResult::OutputFull => transcript.text.reserve(bytes.len().saturating_sub(at) + 64),
            DecoderResult::Malformed(length, after) => {
                let end = at.saturating_sub(usize::from(after));
                transcript.push_gap(end.saturating_sub(usize::from(length)), end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::decode::Encoding;

    /// Each encoding, bytes, text, gaps as (start, end, offset in the text).
    type Case = (Encoding, &'static [u8], &'static str, &'static [(usize, usize, usize)]);

    #[test]
    fn what_cannot_be_read_is_one_mark_with_its_bytes() {
        let cases: &[Case] = &[
            (Encoding::UTF_8, "讲义".as_bytes(), "讲义", &[]),
            (Encoding::UTF_8, b"a\xE8\xAE\nb", "a\u{FFFD}\nb", &[(1, 3, 1)]),
            (Encoding::UTF_8, b"\xED\xA0\xBD", "\u{FFFD}\u{FFFD}\u{FFFD}", &[(0, 1, 0), (1, 2, 3), (2, 3, 6)]),
            (Encoding::ASCII, b"a\xFFb", "a\u{FFFD}b", &[(1, 2, 1)]),
            (Encoding::GB18030, b"\xBD\xB2\xD2", "讲\u{FFFD}", &[(2, 3, 3)]),
            (Encoding::GB18030, b"\xFF\xBD\xB2", "\u{FFFD}讲", &[(0, 1, 0)]),
            // An orphan lead byte does not cross a line end.
            (Encoding::GB18030, b"\xBD\n\xBD\xB2", "\u{FFFD}\n讲", &[(0, 1, 0)]),
            // A BOM in the midst of a reading changes nothing about it.
            (Encoding::GB18030, b"\xEF\xBB\xBF\xBD\xB2\xD2\n", "锘拷惨\n", &[]),
            (Encoding::BIG5, b"\xC1\xBF\xB8\xFF", "講\u{FFFD}", &[(2, 4, 3)]),
            (Encoding::UTF_16LE, b"\xB2\x8B\x49", "讲\u{FFFD}", &[(2, 3, 3)]),
        ];
        for (encoding, bytes, text, gaps) in cases {
            let reading = encoding.reader().expect("each of these is read").read(bytes);
            let found: Vec<_> = reading.gaps.iter().map(|gap| (gap.span.start, gap.span.end, gap.text_offset)).collect();
            assert_eq!((reading.text.as_ref(), found.as_slice()), (*text, *gaps), "{encoding:?} {bytes:X?}");
        }
    }
}
