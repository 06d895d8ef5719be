//! Whether a line with Han in it is an English sentence: it names something, and its marks are those of English.
//!
//! **Always true:** a line with a full-width mark is none, so that what a rule has made Chinese stays Chinese.

use super::characters::{is_cjk_mark, is_han};

/// Words that an English sentence can hardly do without, and a Chinese one does not borrow.
const WORDS: [&str; 44] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "he", "her", "his", "in", "is", "it",
    "its", "not", "of", "on", "or", "our", "said", "says", "she", "that", "the", "their", "they", "this", "to", "was", "we", "were",
    "which", "who", "will", "with", "you", "your",
];

/// Han that make a Chinese clause of what they stand in.
const GRAMMAR: &str = "的了是在和不有我你他她它这那说与为吗呢吧就都也要把被从对";

/// Names have no more Han in a row.
const NAME: usize = 8;

/// Whether the characters make an English sentence. What a machine reads (`is_word`) has no part in it, and what is quoted
/// (not `is_free`) is no sign of the language it is quoted in.
pub fn is_sentence(chars: &[char], is_word: impl Fn(usize) -> bool, is_free: impl Fn(usize) -> bool) -> bool {
    if chars.iter().any(|c| is_cjk_mark(*c)) {
        return false;
    }
    let (mut words, mut of_grammar, mut names) = (0usize, 0usize, 0usize);
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        let run = |belongs: fn(&char) -> bool| chars.iter().skip(at).take_while(|c| belongs(c)).count();
        let length = match c {
            c if c.is_ascii_alphabetic() => {
                let length = run(|c| c.is_ascii_alphabetic() || *c == '\'');
                words += usize::from(is_word(at));
                let is_of_grammar = || length <= 5 && is_common(chars.get(at..at + length).unwrap_or_default());
                of_grammar += usize::from(is_free(at) && is_of_grammar());
                length
            }
            c if is_han(c) => {
                let length = run(|c| is_han(*c));
                let is_clause = length > 2 && chars.iter().skip(at).take(length).any(|c| GRAMMAR.contains(*c));
                if length > NAME || is_clause {
                    return false;
                }
                names += 1;
                length
            }
            _ => 1,
        };
        at += length;
    }
    of_grammar > 0 && words >= 2 * names
}

fn is_common(letters: &[char]) -> bool {
    let word: String = letters.iter().map(char::to_ascii_lowercase).collect();
    WORDS.binary_search(&word.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_sentence_names_and_a_chinese_one_says_something_in_han() {
        assert!(WORDS.is_sorted());
        for (text, english) in [
            ("The word 讲义 means \"handout\", and 讲话 means \"speech\".", true),
            ("He visited 清华大学, 北京大学 and Fudan University.", true),
            ("使用 React 和 Vue 开发 Web App, 很好.", false),
            ("The Times 是一份报纸, 在伦敦.", false),
            ("To be or not to be 是一句台词.", false),
            ("词汇 the, of 和 and 最常见", false),
            ("The word 讲义， and so on.", false),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(is_sentence(&chars, |_| true, |_| true), english, "{text}");
        }
    }
}
