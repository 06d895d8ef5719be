//! Seven-bit escapes: HZ, and the ISO-2022 family.
//!
//! In: bytes below 0x80. Out: the encoding that their escapes name. Escape sequences follow RFC 1843 (HZ), RFC 1922
//! (ISO-2022-CN), RFC 1468 and RFC 1554 (ISO-2022-JP), RFC 1557 (ISO-2022-KR).
//!
//! **Always true:** terminal colours (ESC `[`) are no evidence, and `~{` is only where it opens Chinese.

use super::Encoding;
use super::hz;
use super::language::{self, Language};

/// How much likelier HZ is taken to be than ASCII, once `~{` is seen, in thousandths of a nat.
const PREFERENCE: i64 = 2000;
/// How much of the text settles it.
const ENOUGH: usize = 8192;

/// Escape sequences by encoding; in ISO-2022-CN and -KR the shift out (0x0E) must follow.
const ESCAPES: [(&[u8], Encoding); 9] = [
    (b"\x1B$)A", Encoding::ISO_2022_CN),
    (b"\x1B$)G", Encoding::ISO_2022_CN),
    (b"\x1B$)E", Encoding::ISO_2022_CN),
    (b"\x1B$)C", Encoding::ISO_2022_KR),
    (b"\x1B$@", Encoding::ISO_2022_JP),
    (b"\x1B$B", Encoding::ISO_2022_JP),
    (b"\x1B$(D", Encoding::ISO_2022_JP),
    (b"\x1B(J", Encoding::ISO_2022_JP),
    (b"\x1B(I", Encoding::ISO_2022_JP),
];

/// The encoding that escapes in seven-bit bytes name.
pub(super) fn named_by_escapes(bytes: &[u8]) -> Option<Encoding> {
    let mut escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == 0x1B).filter_map(|(at, _)| bytes.get(at..));
    let named = escapes.find_map(|rest| ESCAPES.iter().find(|(escape, _)| rest.starts_with(escape)));
    match named {
        Some((_, encoding)) if *encoding == Encoding::ISO_2022_JP || bytes.contains(&0x0E) => Some(*encoding),
        Some(_) | None => is_hz(bytes).then_some(Encoding::HZ),
    }
}

/// Whether `~{` opens Chinese, rather than standing in a program.
fn is_hz(bytes: &[u8]) -> bool {
    let Some(first) = bytes.windows(2).position(|pair| pair == b"~{") else { return false };
    let rest = bytes.get(first..).unwrap_or_default();
    let part = rest.get(..ENOUGH).unwrap_or(rest);
    let reading = hz::read(part);
    let is_cut = reading.gaps.last().is_some_and(|gap| gap.span.end == part.len());
    let as_hz = language::cost(&reading.text, Language::Chinese, 16_000) - if is_cut { 9000 } else { 0 };
    let as_ascii = language::cost(&String::from_utf8_lossy(part), Language::Western, 16_000);
    let has_pairs = reading.text.chars().any(|c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER);
    has_pairs && as_hz < as_ascii + PREFERENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_name_their_encoding() {
        let cases: [(&[u8], Option<&str>); 8] = [
            (b"This is HZ: ~{V;SPVPND~}", Some("hz")),
            (b"~{V;SP", Some("hz")),
            (b"\x1B$)A\x0EV;SP\x0F", Some("iso-2022-cn")),
            (b"\x1B$)C\x0EAvGO\x0F", Some("iso-2022-kr")),
            (b"\x1B$B$3$N\x1B(B", Some("iso-2022-jp")),
            (b"\x1B[31mred\x1B[0m", None),
            (b"let x = format!(\"~{name}~{other} is fine\");", None),
            (b"the escape of HZ is ~{\n", None),
        ];
        for (bytes, label) in cases {
            assert_eq!(named_by_escapes(bytes).map(Encoding::label), label, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
