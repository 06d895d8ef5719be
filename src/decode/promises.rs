//! The promises of this stage, as property tests: it is total, and it keeps every byte.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::reader::Reader;
use super::{DecodeOptions, Decoded, DecodedText, Encoding, decode, decode_with};
use crate::source::{RawText, SourceName, Span};

const ENCODINGS: [Encoding; 14] = [
    Encoding::UTF_8,
    Encoding::GB18030,
    Encoding::BIG5,
    Encoding::UTF_16LE,
    Encoding::UTF_16BE,
    Encoding::UTF_32LE,
    Encoding::UTF_32BE,
    Encoding::HZ,
    Encoding::ASCII,
    Encoding::SHIFT_JIS,
    Encoding::EUC_JP,
    Encoding::ISO_2022_JP,
    Encoding::EUC_KR,
    Encoding::WINDOWS_1252,
];

/// Encodings whose bytes can be made from the text again.
const CANONICAL: [Encoding; 5] = [Encoding::UTF_8, Encoding::GB18030, Encoding::BIG5, Encoding::UTF_16LE, Encoding::UTF_16BE];

fn text_of(bytes: &[u8], requested: Option<Encoding>) -> Option<DecodedText> {
    let name = SourceName::new("a.txt");
    match decode(RawText { name: &name, bytes }, requested).0 {
        Decoded::Text(text) => Some(text),
        Decoded::Refused { .. } => None,
    }
}

fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding.reader()? {
        Reader::Utf8 => Some(text.as_bytes().to_vec()),
        Reader::Utf16 { big_endian } => {
            Some(text.encode_utf16().flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect())
        }
        Reader::Standard(standard) => {
            let (bytes, _, has_failed) = standard.encode(text);
            (!has_failed).then(|| bytes.into_owned())
        }
        Reader::Ascii | Reader::Utf32 { .. } | Reader::Hz => None,
    }
}

/// Lines of two encodings, mostly of one.
fn mixed() -> impl Strategy<Value = Vec<u8>> {
    let chinese = vec(select("同志们各位代表大家好，。“”：一二三讲义会议学习文件".chars().collect::<Vec<_>>()), 4..30);
    let line = (chinese, prop::bool::weighted(0.3)).prop_map(|(text, is_other)| (text.into_iter().collect::<String>(), is_other));
    let encodings = select(vec![(Encoding::UTF_8, Encoding::GB18030), (Encoding::GB18030, Encoding::UTF_8)]);
    (vec(line, 1..12), encodings, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(lines, (main, other), index, byte)| {
        let encode = |(text, is_other): (String, bool)| encoded(&format!("{text}\r\n"), if is_other { other } else { main });
        let mut bytes: Vec<u8> = lines.into_iter().filter_map(encode).flatten().collect();
        let at = index.index(bytes.len());
        bytes[at] = byte;
        bytes
    })
}

fn is_mark_at(decoded: &DecodedText, offset: usize) -> bool {
    decoded.text[offset..].starts_with(char::REPLACEMENT_CHARACTER)
}

/// Segments of bytes between malformed spans, each with its text, cover the input.
fn keeps_every_byte(bytes: &[u8], decoded: &DecodedText) -> Result<(), TestCaseError> {
    let mark = if decoded.bom { super::bom::mark_length(bytes, decoded.encoding) } else { 0 };
    let within = |at: usize| decoded.foreign.iter().find(|foreign| foreign.span.start <= at && at < foreign.span.end);
    let encoding_at = |at: usize| within(at).map_or(decoded.encoding, |foreign| foreign.encoding);
    // Where a segment ends and the next begins: at a mark, before and behind a line in another encoding.
    let marks = decoded.malformed.iter().map(|bad| (bad.span, Span::new(bad.text_offset, bad.text_offset + '\u{FFFD}'.len_utf8())));
    let edges = decoded.foreign.iter().flat_map(|foreign| {
        let edge = |at: usize, text: usize| (Span::new(at, at), Span::new(text, text));
        [edge(foreign.span.start, foreign.text.start), edge(foreign.span.end, foreign.text.end)]
    });
    let mut cuts: Vec<(Span, Span)> = marks.chain(edges).collect();
    cuts.sort();
    let (mut from, mut text_from) = (mark, 0);
    let mut segments = Vec::new();
    for (span, text) in cuts {
        prop_assert!(from <= span.start && span.end <= bytes.len());
        prop_assert!(span.is_empty() || is_mark_at(decoded, text.start));
        segments.push((&bytes[from..span.start], &decoded.text[text_from..text.start], encoding_at(from)));
        (from, text_from) = (span.end, text.end);
    }
    segments.push((&bytes[from..], &decoded.text[text_from..], encoding_at(from)));
    for (segment, text, encoding) in segments {
        let reader = encoding.reader().expect("it was read");
        let alone = reader.read(segment);
        prop_assert!(alone.gaps.is_empty() && alone.text == text, "{:?}: {:X?} is {:?}", encoding, segment, text);
        // Where another byte sequence stands for the same character, the Standard's encoder prefers one of them.
        if let Some(again) = encoded(text, encoding).filter(|again| again != segment) {
            prop_assert_eq!(reader.read(&again).text, text);
            prop_assert!(matches!(encoding, Encoding::GB18030 | Encoding::BIG5), "{:?} is canonical", encoding);
        }
    }
    Ok(())
}

fn characters() -> impl Strategy<Value = String> {
    let chinese: Vec<char> = "同志们各位代表大家好，。“”：一二三、講義與會電話\u{3000}\r\n\n abc123".chars().collect();
    vec(prop_oneof![8 => select(chinese), 1 => any::<char>()], 0..60).prop_map(|characters| characters.into_iter().collect())
}

/// Text in an encoding, with a few bytes put in its place.
fn damaged() -> impl Strategy<Value = (Vec<u8>, Encoding)> {
    (characters(), select(&CANONICAL[..]), vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)).prop_map(|(text, encoding, damage)| {
        let known: String = text.chars().filter(|c| encoded(c.encode_utf8(&mut [0; 4]), encoding).is_some()).collect();
        let mut bytes = encoded(&known, encoding).unwrap_or_default();
        for (index, byte) in damage {
            let at = index.index(bytes.len() + 1);
            bytes.splice(at..(at + usize::from(byte % 2)).min(bytes.len()), [byte]);
        }
        (bytes, encoding)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn decode_keeps_every_byte((bytes, encoding) in damaged(), is_told in any::<bool>()) {
        if let Some(decoded) = text_of(&bytes, is_told.then_some(encoding)) {
            // Escapes carry over from segment to segment.
            if !matches!(decoded.encoding, Encoding::HZ | Encoding::ISO_2022_JP) {
                keeps_every_byte(&bytes, &decoded)?;
            }
        }
    }

    #[test]
    fn decode_keeps_every_byte_of_two_encodings(bytes in mixed()) {
        if let Some(decoded) = text_of(&bytes, None).filter(|decoded| !matches!(decoded.encoding, Encoding::HZ | Encoding::ISO_2022_JP)) {
            keeps_every_byte(&bytes, &decoded)?;
        }
    }

    #[test]
    fn a_repair_keeps_lines_and_places(text in characters(), bytes in mixed()) {
        let misread = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        let name = SourceName::new("a.txt");
        for bytes in [[text.as_bytes(), b"\n", &bytes[..]].concat(), [misread.as_bytes(), text.as_bytes()].concat()] {
            let read = |repair_mojibake| {
                let options = DecodeOptions { repair_mojibake, ..DecodeOptions::default() };
                match decode_with(RawText { name: &name, bytes: &bytes }, &options).0 {
                    Decoded::Text(text) => Some(text),
                    Decoded::Refused { .. } => None,
                }
            };
            let (Some(kept), Some(repaired)) = (read(false), read(true)) else { continue };
            prop_assert_eq!(super::lines::line_ends(&kept.text).count(), super::lines::line_ends(&repaired.text).count());
            prop_assert!(repaired.repaired.iter().all(|span| repaired.text.get(span.range()).is_some()));
            for (before, after) in kept.malformed.iter().zip(&repaired.malformed) {
                prop_assert!(before.line == after.line && is_mark_at(&repaired, after.text_offset));
            }
            for (before, after) in kept.foreign.iter().zip(&repaired.foreign) {
                prop_assert!(before.line == after.line && repaired.text.get(after.text.range()).is_some());
            }
        }
    }

    #[test]
    fn decode_is_total(bytes in vec(any::<u8>(), 0..300), requested in proptest::option::of(select(&ENCODINGS[..]))) {
        if let Some(decoded) = text_of(&bytes, requested) {
            prop_assert!(decoded.malformed.is_sorted_by_key(|bad| (bad.span.start, bad.text_offset, bad.line)));
            for bad in &decoded.malformed {
                prop_assert!(bad.line >= 1 && bad.span.end <= bytes.len());
                prop_assert!(is_mark_at(&decoded, bad.text_offset));
            }
        }
    }

    #[test]
    fn decode_is_total_for_what_looks_like_text(text in characters(), tail in vec(any::<u8>(), 0..6)) {
        for encoding in CANONICAL {
            let bytes = [encoded(&text, encoding).unwrap_or_default(), tail.clone()].concat();
            prop_assert_eq!(text_of(&bytes, None), text_of(&bytes, None));
        }
    }
}
