//! Which text is English, so that a reader that speaks says it in English: whole paragraphs, and words inside Chinese ones.
//!
//! No dictionary is asked. 字母词 such as GDP, units (km) and what has figures or marks inside it (B2B, an address) are parts of Chinese
//! text and stay; a name or pinyin in plain letters is read by English rules in either language.
//!
//! **Always true:** what is said to be English is ASCII; a text with letters of another script is not.

/// The language tag of English (BCP 47).
pub(super) const ENGLISH: &str = "en";

/// Whether a paragraph is English as far as letters tell: three words of a-z at least, and no letter of another script.
pub(super) fn is_english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    text.chars().all(|c| c.is_ascii() || !c.is_alphabetic())
        && words.filter(|word| word.bytes().skip(1).all(|b| b.is_ascii_lowercase())).count() > 2
}

/// Whether words in English are looked for in a text: one with Han, and without the letters of French, German or tone-marked pinyin.
pub(super) fn may_hold_english(text: &str) -> bool {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    text.contains(is_han) && !text.contains(|c: char| c.is_alphabetic() && !c.is_ascii() && c < '\u{250}')
}

/// Whether a stretch of ASCII inside a Chinese text is one of English words: one of three letters at least that is no abbreviation, and
/// no address of a web page, a mailbox or a file.
pub(super) fn has_english_words(text: &str) -> bool {
    text.is_ascii() && text.split_ascii_whitespace().any(is_english_word) && !text.split_ascii_whitespace().any(is_address)
}

/// Resilience, iPhone, don't, (state-of-the-art); not GDP, km, B2B.
fn is_english_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    word.len() > 2
        && word.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'\''))
        && word.bytes().skip(1).filter(u8::is_ascii_lowercase).count() > 1
}

/// a.b, a/b, a@b, a_b: no word.
fn is_address(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    inner.contains(['.', '/', '@', '_', '\\', ':']) && inner.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_english_and_abbreviations_units_and_addresses_are_not() {
        for (text, expected) in [
            ("Rust", true),
            ("resilience", true),
            ("iPhone 15", true),
            ("Windows 10", true),
            ("(state-of-the-art)", true),
            ("don't", true),
            ("machine learning,", true),
            ("GDP", false),
            ("COVID-19", false),
            ("pH", false),
            ("12 km", false),
            ("B2B", false),
            ("v1.0", false),
            ("2024", false),
            ("example.org", false),
            ("see example.org", false),
            ("someone@example.org", false),
            ("src/main", false),
            ("déjà", false),
            ("", false),
        ] {
            assert_eq!(has_english_words(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_looked_for_in_chinese_texts_without_other_latin_letters() {
        for (text, expected) in [("我们用 Rust 写", true), ("C'est fini", false), ("他说 c'est déjà fini", false), ("12 words", false)]
        {
            assert_eq!(may_hold_english(text), expected, "{text}");
        }
    }

    #[test]
    fn a_paragraph_is_english_where_three_words_are_and_no_other_letter() {
        for (text, expected) in [
            ("This is what we say.", true),
            ("Yes, we “can” — of course.", true),
            ("GDP 2024", false),
            ("two words", false),
            ("C'est déjà la fin de tout.", false),
            ("我们用 Rust 写程序 and so on and on", false),
        ] {
            assert_eq!(is_english(text), expected, "{text}");
        }
    }
}
