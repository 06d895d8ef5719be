//! Well-formed UTF-8 and plain ASCII: settled, but for a few bytes that may be so by chance.
//!
//! In: bytes. Out: whether they are settled, and which reading a short text has. Twenty-four high bytes are never
//! well-formed UTF-8 by chance. Fewer may be, where they come in pairs (U+0080 to U+07FF: 为什么 in GBK is also Ϊʲô) or as a
//! number that stands for no character yet. Then UTF-8 loses only to a reading that is plain, frequent Chinese throughout and much likelier.
//!
//! **Always true:** accented letters and signs (é, ², ±) that stand alone keep a well-formed file UTF-8.

use super::Encoding;
use super::candidates;
use super::language;

/// Well-formed by chance: how many high bytes at most.
const CHANCE: usize = 24;
/// How much UTF-8 is preferred, in thousandths of a nat.
const PREFERENCE: i64 = 3000;
/// How long a text of ASCII may be that is UTF-16 by its looks (并支 is ^ve/).
const SHORT: usize = 64;

/// The bytes as text, if they are well-formed UTF-8.
pub(super) fn well_formed(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// A reading that beats UTF-8 or ASCII, and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rival {
    pub encoding: Encoding,
    pub margin: i64,
}

/// The reading that beats a well-formed one, if one does.
pub(super) fn rival(bytes: &[u8], text: &str) -> Option<Rival> {
    let is_wide = bytes.len() <= SHORT && bytes.len().is_multiple_of(2);
    let rivals: &[Encoding] = match (text.is_ascii(), is_wide) {
        (true, true) if may_be_wide(bytes) => &[Encoding::UTF_16LE, Encoding::UTF_16BE],
        (true, _) => &[],
        (false, _) if !may_be_chance(text) => &[],
        (false, true) if has_neighbours(text) => &[Encoding::GB18030, Encoding::UTF_16LE, Encoding::UTF_16BE],
        (false, true) => &[Encoding::UTF_16LE, Encoding::UTF_16BE],
        (false, false) if has_neighbours(text) => &[Encoding::GB18030],
        (false, false) => &[],
    };
    if rivals.is_empty() {
        return None;
    }
    let own = candidates::cost_as(bytes, Encoding::UTF_8)?;
    // ASCII that looks like this is nearly as odd as UTF-16 without a mark, whose prior says enough.
    let preference = if text.is_ascii() { 0 } else { PREFERENCE };
    let beaten = |encoding: &Encoding| {
        let reading = encoding.reader()?.read(bytes);
        let is_plain = reading.gaps.is_empty() && language::is_plain_chinese(&reading.text);
        let margin = own - candidates::cost_as(bytes, *encoding)? - preference;
        (is_plain && margin > 0).then_some(Rival { encoding: *encoding, margin })
    };
    rivals.iter().filter_map(beaten).max_by_key(|rival| rival.margin)
}

/// Whether malformed UTF-8 is really well-formed GB 18030: UTF-8 that was read as GBK and saved as GBK.
///
/// Such a file keeps most of the UTF-8 it was made from, but each pair that GBK does not have is a question mark now.
/// Damage of other kinds does not put question marks behind half a character, nor leave GB 18030 whole.
pub(super) fn was_saved_as_gbk(bytes: &[u8]) -> bool {
    let (Some(utf8), Some(gb18030)) = (Encoding::UTF_8.reader(), Encoding::GB18030.reader()) else { return false };
    let gaps = utf8.read(bytes).gaps;
    let marked = gaps.iter().filter(|gap| bytes.get(gap.span.end) == Some(&b'?')).count();
    marked >= 2 && marked * 2 >= gaps.len() && gb18030.read(bytes).gaps.is_empty()
}

/// Whether so many high bytes are well-formed UTF-8 that chance is out of the question.
pub(super) fn is_much(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| **byte >= 0x80).nth(CHANCE - 1).is_some()
}

/// Whether well-formed UTF-8 may be so by chance: few high bytes, all in pairs or for no character.
fn may_be_chance(text: &str) -> bool {
    !is_much(text.as_bytes()) && text.chars().all(|c| c < '\u{800}' || is_unassigned(c))
}

/// Whether characters beyond ASCII stand side by side, as the halves of Chinese ones would.
fn has_neighbours(text: &str) -> bool {
    text.contains(is_unassigned) || text.chars().zip(text.chars().skip(1)).any(|(one, next)| !one.is_ascii() && !next.is_ascii())
}

/// Planes 4 to 13 hold no characters.
fn is_unassigned(c: char) -> bool {
    matches!(c, '\u{40000}'..='\u{DFFFF}')
}

/// Whether ASCII may be UTF-16 by its looks: without words, numbers, blanks or line ends.
fn may_be_wide(bytes: &[u8]) -> bool {
    let is_word = |window: &[u8]| match window {
        [first, rest @ ..] => {
            first.is_ascii_alphabetic() && (rest.iter().all(u8::is_ascii_lowercase) || window.iter().all(u8::is_ascii_uppercase))
        }
        [] => false,
    };
    let is_number = |window: &[u8]| window.iter().all(u8::is_ascii_digit);
    bytes.iter().all(|byte| byte.is_ascii_graphic() || matches!(byte, b'\t' | 0x0C | b'\r'))
        && bytes.last() != Some(&b'\r')
        && !bytes.windows(3).any(is_word)
        && !bytes.windows(2).any(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rival_label(bytes: &[u8]) -> Option<&'static str> {
        let text = std::str::from_utf8(bytes).expect("each case is well-formed");
        rival(bytes, text).map(|rival| rival.encoding.label())
    }

    #[test]
    fn signs_and_accents_keep_a_file_utf8() {
        for text in
            ["The area is 5 m².", "café", "déjà vu", "naïve", "±5 %", "²", "é", "Ünïcödé", "Привет", "αβγ", "plain", "OK", "a.b.c.d."]
        {
            assert_eq!(rival_label(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn question_marks_behind_half_characters_are_the_trace_of_gbk() {
        // 文件里的字, 只好再来.
        let saved = encoding_rs::GB18030.encode("鏂囦欢閲岀殑瀛?\n鍙?濂藉啀鏉?\n").0;
        assert!(std::str::from_utf8(&saved).is_err() && was_saved_as_gbk(&saved));
        assert!(!was_saved_as_gbk(b"\xE6\x94\xB9\xE5\x9D \xE6\x96\x87\xE4\xBB ok"), "cut by something else");
    }

    #[test]
    fn frequent_chinese_that_looks_like_utf8_is_chinese() {
        assert_eq!(rival_label(b"\xCE\xAA\xCA\xB2\xC3\xB4"), Some("gb18030"), "为什么, not Ϊʲô");
        assert_eq!(rival_label(b"\x60\x4E\xD1\x8F\x73\x5E"), Some("utf-16le"), "习近平");
    }
}
