//! How likely a text is, as a text of some language: what tells a right reading from a wrong one.
//!
//! In: text. Out: its cost, the negative logarithm of its probability in thousandths of a nat: lower is likelier, and costs
//! of readings of the same bytes compare, however many bytes a character took. ASCII costs the same in every language, so
//! that only what the encodings read differently decides. What cannot be read has a price; it does not disqualify.
//!
//! **Always true:** whole numbers only, so that every machine takes the same decision.

use super::model::CHINESE;
use super::model::grades::{HANGUL, KANA, KANJI};

/// A language that a text may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Chinese, simplified or traditional: one joint table detects as well as two.
    Chinese,
    /// Japanese, known by its kana.
    Japanese,
    /// Korean, known by its syllables.
    Korean,
    /// Latin letters with accents.
    Western,
}

/// Two thirds of 锟斤拷, which is all that is left of some texts in GBK; in EUC-JP its bytes are 鐃緒申, which looks better.
const TRACES: [char; 2] = ['锟', '拷'];

/// How often one symbol may stand in a row and still count: rules of dashes and dots say nothing about the encoding.
const REPEATS: usize = 3;

/// The cost of a text in a language; `gap` is the price of each U+FFFD.
pub(super) fn cost(text: &str, language: Language, gap: i64) -> i64 {
    let (enter, stay) = language.switches();
    let (mut total, mut previous, mut repeats, mut is_inside) = (0, '\0', 0, false);
    for c in text.chars() {
        if c == char::REPLACEMENT_CHARACTER {
            total += gap;
            continue;
        }
        repeats = if c == previous && !c.is_ascii_alphanumeric() { repeats + 1 } else { 0 };
        previous = c;
        if repeats >= REPEATS {
            continue;
        }
        if let Some(cost) = u8::try_from(c).ok().and_then(|byte| ASCII.get(usize::from(byte))) {
            total += i64::from(*cost);
            is_inside = false;
        } else {
            total += language.cost_of(c) + if is_inside { stay } else { enter };
            is_inside = true;
        }
    }
    total
}

/// The least cost of a text in any of these languages, each with what it costs beforehand.
pub(super) fn least_cost(text: &str, languages: &[(Language, i64)], gap: i64) -> i64 {
    let is_worth_trying = |(language, _): &&(Language, i64)| languages.len() == 1 || language.shows_in(text);
    languages.iter().filter(is_worth_trying).map(|(language, prior)| cost(text, *language, gap) + prior).min().unwrap_or(i64::MAX / 4)
}

/// Whether all characters beyond ASCII are frequent in Chinese, and there are any.
pub(super) fn is_plain_chinese(text: &str) -> bool {
    let mut beyond = text.chars().filter(|c| !c.is_ascii()).peekable();
    beyond.peek().is_some() && beyond.all(is_frequent)
}

/// Whether a character is among the frequent ones of Chinese.
pub(super) fn is_frequent(c: char) -> bool {
    CHINESE.lists(c)
}

impl Language {
    /// What it costs to go over from ASCII and back, and to stay.
    const fn switches(self) -> (i64, i64) {
        match self {
            Language::Chinese | Language::Japanese | Language::Korean => (3000, 120),
            // Accented letters stand alone among plain ones.
            Language::Western => (1600, 3500),
        }
    }

    /// Whether a text has any of the characters that set this language off from Chinese.
    fn shows_in(self, text: &str) -> bool {
        match self {
            Language::Chinese => true,
            Language::Japanese => text.contains(|c| matches!(c, '\u{3041}'..='\u{30FF}')),
            Language::Korean => text.contains(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')),
            Language::Western => text.contains(|c| matches!(c, '\u{A0}'..='\u{24F}')) || text.is_ascii(),
        }
    }

    fn cost_of(self, c: char) -> i64 {
        match self {
            Language::Chinese if TRACES.contains(&c) => 9000,
            Language::Chinese => CHINESE.cost_of(c).unwrap_or_else(|| cost_of_block(c)),
            Language::Japanese => japanese(c),
            Language::Korean => korean(c),
            Language::Western => western(c),
        }
    }
}

/// What a character costs that no table lists: the share of its block in Chinese text, over the size of the block.
fn cost_of_block(c: char) -> i64 {
    match c {
        '\0'..='\u{9F}' => 19_600,
        '\u{370}'..='\u{3FF}' => 15_800,
        '\u{400}'..='\u{45F}' => 16_100,
        // Signs of Chinese text that the counted texts had few of: names (·), degrees, items, forms, tables.
        '·' | '―' => 9000,
        '°' | '×' | '±' | '\u{2460}'..='\u{257F}' | '\u{25A0}'..='\u{25FF}' => 11_500,
        '\u{A0}'..='\u{24F}' => 15_300,
        '\u{2000}'..='\u{2BFF}' => 14_900,
        '\u{3000}'..='\u{303F}' => 11_100,
        '\u{3040}'..='\u{30FF}' => 13_400,
        '\u{3100}'..='\u{312F}' => 15_400,
        '\u{3400}'..='\u{4DBF}' => 17_300,
        '\u{4E00}'..='\u{9FFF}' => 15_000,
        '\u{AC00}'..='\u{D7A3}' => 20_800,
        '\u{E000}'..='\u{F8FF}' => 22_600,
        '\u{F900}'..='\u{FAFF}' => 17_800,
        '\u{FF01}'..='\u{FFEF}' => 12_400,
        '\u{1F300}'..='\u{1FAFF}' => 17_500,
        '\u{20000}'..='\u{3347F}' => 21_100,
        _ => 24_600,
    }
}

/// Kana by grade, Han a little dearer than in Chinese.
fn japanese(c: char) -> i64 {
    match (c, KANA.grade(c), KANJI.grade(c)) {
        (_, 1, _) => 3600,
        (_, 2, _) => 4400,
        (_, 3, _) => 5400,
        // Forms that are no longer written.
        ('ゎ' | 'ゐ' | 'ゑ' | 'ヮ' | 'ヰ' | 'ヱ' | 'ヲ' | 'ヴ' | 'ヵ', ..) => 10_000,
        ('\u{3041}'..='\u{3093}' | '\u{30A1}'..='\u{30F6}', ..) => 6800,
        (_, _, 1) => 8000,
        ('\u{4E00}'..='\u{9FFF}', ..) => CHINESE.cost_of(c).unwrap_or(13_000).min(11_600) + 1200,
        _ => cost_of_block(c),
    }
}

/// Syllables by grade.
fn korean(c: char) -> i64 {
    match (c, HANGUL.grade(c)) {
        (_, 1) => 3700,
        (_, 2) => 4500,
        (_, 3) => 5300,
        ('\u{AC00}'..='\u{D7A3}', _) => 9600,
        _ => cost_of_block(c),
    }
}

fn western(c: char) -> i64 {
    match c {
        'é' | 'è' | 'ê' | 'à' | 'â' | 'ç' | 'ù' | 'û' | 'ô' | 'î' | 'ï' | 'ë' | 'ü' | 'ö' | 'ä' | 'ß' | 'á' | 'í' | 'ó' | 'ú' | 'ñ'
        | 'ã' | 'õ' | 'å' | 'ø' | 'æ' | 'œ' | 'É' | 'È' | 'À' | 'Ç' | 'Ä' | 'Ö' | 'Ü' | '’' | '“' | '”' | '«' | '»' | '°' | '–' | '—' => {
            4200
        }
        // Signs that stand in plain English: x², ±5 %, £3, ©.
        '²' | '³' | '±' | '·' | '×' | '£' | '§' | '©' | '®' | 'µ' | '½' | '€' | '…' | '‘' | '•' | '\u{A0}' => 6500,
        _ => cost_of_block(c),
    }
}

/// ASCII in the midst of Chinese text: line ends and digits before letters, controls next to never.
static ASCII: [i32; 128] = ascii_costs();

const fn ascii_costs() -> [i32; 128] {
    let mut costs = [18_400; 128];
    let mut at = 0;
    while at < 128 {
        costs[at] = match at as u8 {
            b'\n' => 1900,
            b' ' => 2200,
            b'\r' => 3000,
            b'0'..=b'9' => 3600,
            b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' => 4000,
            b'a'..=b'z' => 5000,
            b'A'..=b'Z' => 6000,
            b',' | b'.' | b'-' | b'(' | b')' | b':' | b'/' | b'"' => 4800,
            b'\t' => 5000,
            0x21..=0x7E => 6500,
            // Backspace, form feed and escape stand in old texts (bulletin boards, print files).
            0x08 | 0x0C | 0x1B => 9200,
            _ => 18_400,
        };
        at += 1;
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_characters_cost_less_than_rare_ones() {
        let cost = |text| cost(text, Language::Chinese, 16_000);
        assert!(cost("我们") < cost("鑷戜"));
        assert!(cost("我們") < cost("扂蠅"));
        assert!(cost("鑷戜") < cost("\u{FFFD}\u{FFFD}"));
    }

    #[test]
    fn each_language_is_cheapest_in_itself() {
        let all = [Language::Chinese, Language::Japanese, Language::Korean, Language::Western];
        let cases = [
            ("同志们，今天我们开会。", Language::Chinese),
            ("これは日本語の文章です。", Language::Japanese),
            ("안녕하십니까 여러분", Language::Korean),
            ("Voilà le café de la forêt.", Language::Western),
        ];
        for (text, language) in cases {
            let best = all.into_iter().min_by_key(|other| cost(text, *other, 16_000));
            assert_eq!(best, Some(language), "{text}");
        }
    }

    #[test]
    fn a_rule_of_dashes_counts_three_times() {
        let cost = |text: &str| cost(text, Language::Chinese, 16_000);
        assert_eq!(cost("———"), cost(&"—".repeat(80)));
    }
}
