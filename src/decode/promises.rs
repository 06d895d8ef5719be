//! The promises of this stage, as property tests: it is total, and it keeps every byte.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::reader::Reader;
use super::{Decoded, DecodedText, Encoding, decode};
use crate::source::{RawText, SourceName};

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

fn is_mark_at(decoded: &DecodedText, offset: usize) -> bool {
    decoded.text[offset..].starts_with(char::REPLACEMENT_CHARACTER)
}

/// Segments of bytes between malformed spans, each with its text, cover the input.
fn keeps_every_byte(bytes: &[u8], decoded: &DecodedText) -> Result<(), TestCaseError> {
    let mark = if decoded.bom { super::bom::mark_length(bytes, decoded.encoding) } else { 0 };
    let reader = decoded.encoding.reader().expect("it was read");
    let (mut from, mut text_from) = (mark, 0);
    let mut segments = Vec::new();
    for bad in &decoded.malformed {
        prop_assert!(from <= bad.span.start && !bad.span.is_empty() && bad.span.end <= bytes.len());
        segments.push((&bytes[from..bad.span.start], &decoded.text[text_from..bad.text_offset]));
        prop_assert!(is_mark_at(decoded, bad.text_offset));
        (from, text_from) = (bad.span.end, bad.text_offset + '\u{FFFD}'.len_utf8());
    }
    segments.push((&bytes[from..], &decoded.text[text_from..]));
    for (segment, text) in segments {
        let alone = reader.read(segment);
        prop_assert!(alone.gaps.is_empty() && alone.text == text, "{:?}: {:X?} is {:?}", decoded.encoding, segment, text);
        // Where another byte sequence stands for the same character, the Standard's encoder prefers one of them.
        if let Some(again) = encoded(text, decoded.encoding).filter(|again| again != segment) {
            prop_assert_eq!(reader.read(&again).text, text);
            prop_assert!(matches!(decoded.encoding, Encoding::GB18030 | Encoding::BIG5), "{:?} is canonical", decoded.encoding);
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
