//! The language that messages are said in: English, or Chinese where the locale or `--lang` asks for it.
//!
//! Results, JSON, goldens and reports are English everywhere; only what people read on standard error is translated.
//!
//! **Always true:** a message that the catalogue lacks is said in English, never left out.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::sync::LazyLock;

use clap::ValueEnum;

use crate::message::Message;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// 中文
    Zh,
}

/// The Chinese of every pattern.
static CHINESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(include_str!("zh.toml")).unwrap_or_default());

impl Language {
    /// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says anything (POSIX, 8.2).
    pub fn of_locale() -> Language {
        let said = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        Language::of(["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(said).as_deref().unwrap_or_default())
    }

    /// The language that is asked for, where what was typed does not make sense as a whole.
    pub fn typed(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
        let words: Vec<String> = arguments.filter_map(|word| word.into_string().ok()).collect();
        let behind = |(word, next): (&String, &String)| match word.strip_prefix("--lang") {
            Some("") => Language::from_str(next, true).ok(),
            Some(rest) => Language::from_str(rest.strip_prefix('=')?, true).ok(),
            None => None,
        };
        let next = words.iter().skip(1).chain(std::iter::once(const { &String::new() }));
        words.iter().zip(next).find_map(behind)
    }

    fn of(locale: &str) -> Language {
        let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Language::Zh } else { Language::En }
    }

    /// A message in this language.
    pub fn say(self, message: &Message) -> String {
        match self {
            Language::En => message.to_string(),
            Language::Zh => message.said(&|pattern| CHINESE.get(pattern).map(String::as_str)),
        }
    }

    /// One of the words around a message.
    pub fn word(self, word: &'static str) -> &'static str {
        match self {
            Language::En => word,
            Language::Zh => CHINESE.get(word).map_or(word, String::as_str),
        }
    }

    /// What parts a head from what it says: a full-width colon needs no space.
    pub fn colon(self) -> &'static str {
        match self {
            Language::En => ": ",
            Language::Zh => "：",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;

    #[test]
    fn a_locale_names_its_language_first() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Zh),
            ("zh", Language::Zh),
            ("ZH-TW", Language::Zh),
            ("zhuang", Language::En),
            ("en_US.UTF-8", Language::En),
            ("C", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(Language::of(locale), language, "{locale}");
        }
    }

    #[test]
    fn the_option_is_found_where_the_rest_makes_no_sense() {
        for (words, language) in [
            (&["convert", "--lang", "zh", "--paper", "b9"][..], Some(Language::Zh)),
            (&["--lang=en", "x"], Some(Language::En)),
            (&["--lang"], None),
            (&["--lang", "fr"], None),
            (&["--language", "zh"], None),
        ] {
            assert_eq!(Language::typed(words.iter().map(OsString::from)), language, "{words:?}");
        }
    }

    #[test]
    fn a_message_is_said_in_chinese() {
        let message = message!("{count} control characters were dropped, the first is {code}", count = 3usize, code = "U+0007".to_string());
        assert_eq!(Language::Zh.say(&message), "删去了3个控制字符，第一个是 U+0007");
        assert_eq!(Language::Zh.say(&Message::foreign("said by the system")), "said by the system");
        assert_eq!(Language::Zh.word("warning"), "警告");
    }
}
