//! A sentence for people that can be said in another language.
//!
//! A [`Message`] is an English pattern with places, `the text is {taken} or {other}`, and what fills them. Stages make them with
//! [`message!`](crate::message!); `cli` looks the pattern up in the catalogue of the person's language and fills in the same.
//! A literal alone is a pattern without places.
//!
//! **Always true:** [`Message::as_str`] is the English text, whatever language is spoken: reports, goldens and JSON hold it.

use std::fmt;
use std::ops::Deref;

/// A sentence, or a part of one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message(Box<Words>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Words {
    text: String,
    /// Empty where the words are somebody else's: an operating system's, a parser's.
    pattern: &'static str,
    fills: Vec<(&'static str, Fill)>,
}

/// What stands in one place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// A name, a number, a quotation: the same in every language.
    Verbatim(String),
    /// Words of ours, if the catalogue has them; a label or the name of an option otherwise.
    Phrase(&'static str),
    /// A part of the sentence with places of its own.
    Part(Box<Message>),
    /// Several, with what the language sets between the items of a list.
    List(Vec<Message>),
}

/// What stands between the items of a list.
pub const BETWEEN: &str = ", ";

impl Message {
    /// A pattern and what fills its places; a place that nothing fills stays as it is written. [`message!`](crate::message!) says
    /// the same in fewer words.
    pub fn new(pattern: &'static str, fills: Vec<(&'static str, Fill)>) -> Message {
        let text = filled(pattern, &fills, &Fill::english);
        Message(Box::new(Words { text, pattern, fills }))
    }

    /// Somebody else's words, which no catalogue has.
    pub fn foreign(text: impl Into<String>) -> Message {
        Message(Box::new(Words { text: text.into(), pattern: "", fills: Vec::new() }))
    }

    /// In English.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// In the language of a catalogue, which answers a pattern with its translation. What the catalogue does not have is English.
    pub fn said(&self, catalogue: &dyn Fn(&str) -> Option<&'static str>) -> String {
        match catalogue(self.0.pattern) {
            Some(pattern) => filled(pattern, &self.0.fills, &|fill| fill.said(catalogue)),
            None if self.0.fills.is_empty() => self.0.text.clone(),
            None => filled(self.0.pattern, &self.0.fills, &|fill| fill.said(catalogue)),
        }
    }
}

impl Fill {
    fn english(&self) -> String {
        match self {
            Fill::Verbatim(text) => text.clone(),
            Fill::Phrase(phrase) => (*phrase).to_string(),
            Fill::Part(message) => message.0.text.clone(),
            Fill::List(items) => items.iter().map(Message::as_str).collect::<Vec<_>>().join(BETWEEN),
        }
    }

    fn said(&self, catalogue: &dyn Fn(&str) -> Option<&'static str>) -> String {
        match self {
            Fill::Verbatim(text) => text.clone(),
            Fill::Phrase(phrase) => catalogue(phrase).unwrap_or(phrase).to_string(),
            Fill::Part(message) => message.said(catalogue),
            Fill::List(items) => {
                items.iter().map(|item| item.said(catalogue)).collect::<Vec<_>>().join(catalogue(BETWEEN).unwrap_or(BETWEEN))
            }
        }
    }
}

/// The pattern with its places filled. What fills one is not looked at again, whatever braces it holds.
fn filled(pattern: &str, fills: &[(&'static str, Fill)], say: &dyn Fn(&Fill) -> String) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            let (_, fill) = fills.iter().find(|(filled, _)| *filled == name)?;
            Some((fill, after))
        });
        match place {
            Some((fill, after)) => {
                out.push_str(&say(fill));
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A [`Message`](crate::message::Message): a pattern, then what fills its places, `name` or `name = value`.
///
/// ```
/// let count = 3;
/// let message = jiangyi::message!("{count} lines, the first is {first}", count, first = 7usize);
/// assert_eq!(message.as_str(), "3 lines, the first is 7");
/// ```
#[macro_export]
macro_rules! message {
    (@fill $name:ident) => { $crate::message::Fill::from($name) };
    (@fill $name:ident = $value:expr) => { $crate::message::Fill::from($value) };
    ($pattern:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::message::Message::new($pattern, vec![$((stringify!($name), $crate::message!(@fill $name $(= $value)?))),*])
    };
}

/// A literal that a catalogue should have, though no message is made of it here: the cell of a table, one of two words.
///
/// ```
/// assert_eq!(jiangyi::phrase!("permission denied"), "permission denied");
/// ```
#[macro_export]
macro_rules! phrase {
    ($phrase:literal) => {
        $phrase
    };
}

/// `a`, `a or b`, `a or b or c`: what may have been meant.
pub fn either(names: &[impl AsRef<str>]) -> Message {
    match names {
        [] => Message::foreign(""),
        [only] => Message::foreign(only.as_ref()),
        [first, rest @ ..] => crate::message!("{first} or {rest}", first = first.as_ref().to_string(), rest = either(rest)),
    }
}

impl std::error::Error for Message {}

impl Default for Message {
    fn default() -> Message {
        Message::foreign("")
    }
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

/// Its English text: that is what a failed test wants to show.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.text, f)
    }
}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.0.text == other
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.0.text == *other
    }
}

/// A pattern without places.
impl From<&'static str> for Message {
    fn from(pattern: &'static str) -> Message {
        Message::new(pattern, Vec::new())
    }
}

impl From<&'static str> for Fill {
    fn from(phrase: &'static str) -> Fill {
        Fill::Phrase(phrase)
    }
}

impl From<String> for Fill {
    fn from(text: String) -> Fill {
        Fill::Verbatim(text)
    }
}

impl From<&String> for Fill {
    fn from(text: &String) -> Fill {
        Fill::Verbatim(text.clone())
    }
}

/// Characters and numbers are said as they are written, in every language.
macro_rules! verbatim {
    ($($number:ty)+) => {
        $(impl From<$number> for Fill {
            fn from(number: $number) -> Fill {
                Fill::Verbatim(number.to_string())
            }
        })+
    };
}

verbatim!(char i32 i64 u32 u64 usize f64);

impl From<Message> for Fill {
    fn from(message: Message) -> Fill {
        Fill::Part(Box::new(message))
    }
}

impl From<Vec<Message>> for Fill {
    fn from(items: Vec<Message>) -> Fill {
        Fill::List(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A catalogue of a few words.
    fn catalogue(pattern: &str) -> Option<&'static str> {
        match pattern {
            "{count} lines of {name} are gone: {places}" => Some("{name}少了{count}行：{places}"),
            "line {line}" => Some("第{line}行"),
            "a text" => Some("文本"),
            BETWEEN => Some("、"),
            _ => None,
        }
    }

    #[test]
    fn a_message_is_english_by_itself_and_another_language_by_a_catalogue() {
        let places: Vec<Message> = [3usize, 5].into_iter().map(|line| message!("line {line}", line)).collect();
        let message = message!("{count} lines of {name} are gone: {places}", count = 2usize, name = "a text", places);
        assert_eq!(message, "2 lines of a text are gone: line 3, line 5");
        assert_eq!(message.said(&catalogue), "文本少了2行：第3行、第5行");
    }

    #[test]
    fn what_fills_a_place_is_not_filled_again_and_other_braces_stay() {
        let message = message!("`{name}` is no format: write {} once", name = "{name}".to_string());
        assert_eq!(message, "`{name}` is no format: write {} once");
        assert_eq!(message.said(&catalogue), message.as_str());
        assert_eq!(message!("{ and {x", x = 1usize), "{ and {x");
    }

    #[test]
    fn parts_of_what_no_catalogue_has_are_translated_all_the_same() {
        assert_eq!(message!("see {place}", place = message!("line {line}", line = 4usize)).said(&catalogue), "see 第4行");
        assert_eq!(Message::foreign("line {line}").said(&catalogue), "line {line}");
    }
}
