//! Sentences in every encoding: found out, decoded, encoded again; cut at every byte; behind ASCII.
//!
//! The encoders here are the test's own or `encoding_rs`'s; what the program is asked is its library, as bytes come.

use proptest::prelude::*;

use jiangyi::decode::{Decoded, DecodedText, Encoding, decode};
use jiangyi::source::{RawText, SourceName};

#[path = "../fuzz/properties/decode.rs"]
mod property;

/// Written for this test; each has characters that only its own encodings hold.
const SIMPLIFIED: [&str; 6] = [
    "同志们，今天我们在这里召开年度工作会议。",
    "各位老师、各位同学，大家上午好！",
    "一、提高认识，加强领导；二、明确责任，狠抓落实。",
    "本次会议的主要任务是总结经验、部署工作。\r\n请大家认真讨论。\r\n",
    "图书馆将于三月十五日（星期六）上午九时开放。",
    "项目总投资为1,200万元，其中设备费占35%。",
];
const TRADITIONAL: [&str; 5] = [
    "各位貴賓、各位同學，大家早安！",
    "今天我們在這裡舉行畢業典禮，心中充滿感謝。",
    "圖書館將於三月十五日（星期六）上午九時開放。",
    "第一、提高認識；第二、明確責任。\n謝謝大家。\n",
    "本次會議的主要任務是總結經驗、討論計畫。",
];
const JAPANESE: [&str; 2] = ["皆さん、おはようございます。今日はよろしくお願いします。", "この会議では来年の計画について話し合います。"];
const KOREAN: [&str; 2] = ["여러분 안녕하십니까. 오늘 회의를 시작하겠습니다.", "내년 계획에 대하여 이야기하겠습니다."];
const WESTERN: [&str; 2] =
    ["Le café était fermé, voilà pourquoi je suis allé à la bibliothèque.", "Die Straße führt über die Brücke nach München."];

/// What makes the bytes of a text.
type Encoder = fn(&str) -> Option<Vec<u8>>;

/// Each encoding with its encoder and what is written in it.
fn encodings() -> Vec<(Encoding, Encoder, Vec<&'static str>)> {
    let all = || SIMPLIFIED.into_iter().chain(TRADITIONAL).collect::<Vec<_>>();
    vec![
        (Encoding::UTF_8, |text| Some(text.as_bytes().to_vec()), all()),
        (Encoding::GB18030, |text| standard(encoding_rs::GB18030, text), all()),
        (Encoding::BIG5, |text| standard(encoding_rs::BIG5, text), TRADITIONAL.to_vec()),
        (Encoding::UTF_16LE, |text| Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()), all()),
        (Encoding::UTF_16BE, |text| Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()), all()),
        (Encoding::UTF_32LE, |text| Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()), all()),
        (Encoding::UTF_32BE, |text| Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()), all()),
        (Encoding::HZ, hz, SIMPLIFIED.to_vec()),
        (Encoding::SHIFT_JIS, |text| standard(encoding_rs::SHIFT_JIS, text), JAPANESE.to_vec()),
        (Encoding::EUC_JP, |text| standard(encoding_rs::EUC_JP, text), JAPANESE.to_vec()),
        (Encoding::ISO_2022_JP, |text| standard(encoding_rs::ISO_2022_JP, text), JAPANESE.to_vec()),
        (Encoding::EUC_KR, |text| standard(encoding_rs::EUC_KR, text), KOREAN.to_vec()),
        (Encoding::WINDOWS_1252, |text| standard(encoding_rs::WINDOWS_1252, text), WESTERN.to_vec()),
    ]
}

fn standard(encoding: &'static encoding_rs::Encoding, text: &str) -> Option<Vec<u8>> {
    let (bytes, _, has_failed) = encoding.encode(text);
    (!has_failed).then(|| bytes.into_owned())
}

/// RFC 1843: GB 2312 without its high bits between `~{` and `~}`, never across a line end.
fn hz(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut is_inside) = (Vec::new(), false);
    for c in text.chars() {
        if c.is_ascii() == is_inside {
            bytes.extend(if is_inside { b"~}" } else { b"~{" });
            is_inside = !is_inside;
        }
        match c.is_ascii() {
            true => bytes.push(u8::try_from(c).ok()?),
            false => bytes.extend(standard(encoding_rs::GBK, c.encode_utf8(&mut [0; 4]))?.iter().map(|byte| byte & 0x7F)),
        }
    }
    if is_inside {
        bytes.extend(b"~}");
    }
    Some(bytes)
}

fn read(bytes: &[u8]) -> Option<DecodedText> {
    let name = SourceName::new("a.txt");
    match decode(RawText { name: &name, bytes }, None).0 {
        Decoded::Text(text) => Some(text),
        Decoded::Refused { .. } => None,
    }
}

/// Every sample: its encoding, what made it, its text and bytes.
fn samples() -> Vec<(Encoding, Encoder, &'static str, Vec<u8>)> {
    let of = |(encoding, encoder, texts): (Encoding, Encoder, Vec<&'static str>)| {
        texts.into_iter().map(move |text| (encoding, encoder, text, encoder(text).expect("each list is written for its encoding")))
    };
    encodings().into_iter().flat_map(of).collect()
}

#[test]
fn each_sentence_is_found_out_decoded_and_encoded_again() {
    for (encoding, encoder, text, bytes) in samples() {
        let decoded = read(&bytes).unwrap_or_else(|| panic!("{text} in {} was refused", encoding.label()));
        assert_eq!(decoded.encoding.label(), encoding.label(), "{text}");
        assert_eq!((decoded.text.as_str(), decoded.malformed.len()), (text, 0), "{}", encoding.label());
        assert_eq!(encoder(&decoded.text).as_deref(), Some(&bytes[..]), "{text} in {}", encoding.label());
    }
}

/// Bytes that read as a character which is written otherwise: all that the round trip above excepts.
#[test]
fn characters_of_two_forms_come_back_as_the_other_form() {
    let cases: [(Encoding, &[u8], &str, &[u8]); 4] = [
        (Encoding::GB18030, b"\x80", "€", b"\xA2\xE3"),
        // The encoder of the Standard keeps 0xA3A0 apart as U+E5E5; the decoder reads it as a blank.
        (Encoding::GB18030, b"\xA3\xA0", "\u{3000}", b"\xA1\xA1"),
        (Encoding::BIG5, b"\xA2\xCC", "十", b"\xA4\x51"),
        (Encoding::BIG5, b"\xA2\xCE", "卅", b"\xA4\xCA"),
    ];
    for (encoding, bytes, text, canonical) in cases {
        let name = SourceName::new("a.txt");
        let Decoded::Text(decoded) = decode(RawText { name: &name, bytes }, Some(encoding)).0 else { panic!("it is text") };
        assert_eq!((decoded.text.as_str(), decoded.malformed.len()), (text, 0), "{bytes:X?}");
        let (.., encoder, _) = encodings().into_iter().find(|(listed, ..)| *listed == encoding).expect("it is listed");
        assert_eq!(encoder(text).as_deref(), Some(canonical), "{text}");
    }
    // HKSCS is read, but the Standard's encoder does not write it.
    let name = SourceName::new("a.txt");
    let hong_kong = decode(RawText { name: &name, bytes: b"\x9D\x4F" }, Some(Encoding::BIG5)).0;
    let Decoded::Text(hong_kong) = hong_kong else { panic!("it is text") };
    assert!(hong_kong.malformed.is_empty() && standard(encoding_rs::BIG5, &hong_kong.text).is_none(), "{}", hong_kong.text);
}

/// From how many bytes on a piece must keep its encoding; shorter ones may be truly ambiguous.
const ENOUGH: usize = 24;

/// The bytes of one unit; a cut inside one shifts all that follows, where it is at the start.
fn unit(encoding: Encoding) -> usize {
    match encoding.label() {
        "utf-16le" | "utf-16be" => 2,
        "utf-32le" | "utf-32be" => 4,
        _ => 1,
    }
}

#[test]
fn a_text_cut_at_its_end_keeps_its_encoding_and_the_cut_is_told() {
    for (encoding, encoder, text, bytes) in samples() {
        let whole: Vec<usize> = text.char_indices().filter_map(|(at, _)| encoder(&text[..at]).map(|part| part.len())).collect();
        // Escapes end behind each encoded part, so that prefixes of the text are no prefixes of the bytes.
        let has_escapes = matches!(encoding.label(), "hz" | "iso-2022-jp");
        for cut in 0..bytes.len() {
            let decoded = read(&bytes[..cut]);
            if cut < ENOUGH * unit(encoding) || has_escapes {
                continue;
            }
            let decoded = decoded.unwrap_or_else(|| panic!("{text} in {} was refused, cut at {cut}", encoding.label()));
            if decoded.text.is_ascii() {
                continue;
            }
            assert_eq!(decoded.encoding.label(), encoding.label(), "{text} cut at {cut}");
            let is_told = decoded.malformed.last().is_some_and(|bad| bad.span.end == cut);
            assert_eq!(is_told, !whole.contains(&cut), "{text} in {} cut at {cut}", encoding.label());
        }
    }
}

#[test]
fn a_text_cut_at_its_start_keeps_its_encoding() {
    for (encoding, _, text, bytes) in samples() {
        let has_escapes = matches!(encoding.label(), "hz" | "iso-2022-jp");
        for cut in 0..bytes.len() {
            let rest = &bytes[cut..];
            let decoded = read(rest);
            if has_escapes || rest.len() < ENOUGH * unit(encoding) || !cut.is_multiple_of(unit(encoding)) {
                continue;
            }
            let decoded = decoded.unwrap_or_else(|| panic!("{text} in {} was refused, cut at {cut}", encoding.label()));
            if decoded.text.is_ascii() || encoding == Encoding::WINDOWS_1252 {
                continue;
            }
            assert_eq!(decoded.encoding.label(), encoding.label(), "{text} without its first {cut} bytes");
        }
    }
}

#[test]
fn ascii_before_a_text_changes_nothing() {
    let ascii = "Report 2024-03, p. 7: see the table of contents, please; thanks.";
    for (encoding, encoder, text, _) in samples() {
        for length in 0..=ascii.len() {
            let text = format!("{}{text}", &ascii[ascii.len() - length..]);
            let bytes = encoder(&text).expect("every encoding here has ASCII");
            let decoded = read(&bytes).unwrap_or_else(|| panic!("{text} in {} was refused", encoding.label()));
            assert_eq!((decoded.encoding.label(), decoded.text.as_str()), (encoding.label(), text.as_str()));
        }
    }
}

/// Lines of samples in whatever encoding, and random bytes between them.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let of_sample = any::<prop::sample::Index>().prop_map(|index| {
        let samples = samples();
        samples[index.index(samples.len())].3.clone()
    });
    let part = prop_oneof![2 => of_sample, 1 => prop::collection::vec(any::<u8>(), 0..12), 1 => Just(b"\n".to_vec())];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

/// Each case is as hard as it gets for one part of the decoder; with time that grows as the square, one would take minutes.
#[test]
fn two_megabytes_of_the_hardest_kinds_are_read_in_linear_time() {
    const SIZE: usize = 2 << 20;
    let gbk = standard(encoding_rs::GB18030, "今天开会学习文件，").expect("GB 18030 has all");
    let utf8 = "今天开会学习文件，".as_bytes();
    let misread = "浠婂ぉ寮€浼氬涔犳枃浠".as_bytes();
    let hardest: [(&str, Vec<u8>); 8] = [
        ("one line", gbk.clone()),
        ("one line with strays", [&gbk[..], &gbk, b"\x81"].concat()),
        ("a gap a line", [&gbk[..], b"\xB5\n"].concat()),
        ("two encodings by turns", [&gbk[..], &gbk, b"\n", utf8, utf8, b"\n"].concat()),
        ("nothing but gaps", b"\xFF\xFE\xFF".to_vec()),
        ("damaged UTF-8 on one line", [utf8, b"\xE4"].concat()),
        ("mojibake on short lines", [misread, b"\n"].concat()),
        ("escapes", b"~{V;~}~{SP\n~".to_vec()),
    ];
    for (what, piece) in hardest {
        let bytes = piece.repeat(SIZE / piece.len());
        if let Some(text) = read(&bytes) {
            assert!(text.text.len() >= SIZE / 4, "{what}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The fuzz target's property, on stable.
    #[test]
    fn decoding_is_total(bytes in any_bytes()) {
        property::decoding_is_total(&bytes);
    }
}
