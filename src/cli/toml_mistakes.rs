//! What the readers of TOML say of a settings file, said for people.
//!
//! **Always true:** the answer names a key that may stand there, or what is missing; words of others stand behind words of ours.

use super::config_file::OF_THE_RUN;
use crate::diagnostic::near;
use crate::message;
use crate::message::{Message, either};
use crate::phrase;

/// A key that nobody knows: the one that was meant, or else all that may stand there.
fn unknown_key(said: &str, in_override: bool) -> Message {
    let (name, known) = said.split_once(", expected ").unwrap_or((said, ""));
    let not_here = |key: &&str| match in_override {
        true => OF_THE_RUN.contains(key) || *key == "override",
        false => *key == "files",
    };
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).filter(|key| !not_here(key)).collect();
    let name = name.trim_matches('`').to_string();
    let near: Vec<String> = near(&name, known.iter().copied()).into_iter().map(|near| format!("`{near}`")).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    match near.is_empty() {
        false => message!("no option is called `{name}`; did you mean {near}?", name, near = either(&near)),
        true => message!("no option is called `{name}`; known are {known}", name, known = known.join(" ")),
    }
}

/// What the reader of TOML says, and what is said here instead; the first that its words begin with counts.
const NOT_TOML: &[(&str, &str)] = &[
    ("duplicate key", phrase!("this key is there twice")),
    ("missing field `level`", phrase!("a form of headings has a `pattern` and a `level`: `{ pattern = \"第#讲\", level = 1 }`")),
    ("missing field `pattern`", phrase!("a form of headings has a `pattern` and a `level`: `{ pattern = \"第#讲\", level = 1 }`")),
    ("string values must be quoted", phrase!("text stands in quotation marks: `title = \"讲话\"`")),
    ("invalid basic string", phrase!("the quotation marks of this text are not closed, or it holds a backslash")),
    ("invalid literal string", phrase!("the quotation marks of this text are not closed")),
    ("unclosed table", phrase!("a square bracket is not closed")),
    ("unclosed array", phrase!("a square bracket is not closed")),
    ("unclosed inline table", phrase!("a brace is not closed")),
    ("key with no value", phrase!("behind a key stand an equals sign and its value: `strict = true`")),
    ("missing value", phrase!("behind a key stand an equals sign and its value: `strict = true`")),
    ("missing comma", phrase!("commas stand between the items of a list")),
    ("missing assignment", phrase!("behind a key stand an equals sign and its value: `strict = true`")),
    ("invalid unquoted key", phrase!("a key is one of the long options without its hyphens: `strict = true`")),
    ("unexpected content", phrase!("behind the value stands something more")),
    ("unexpected key or value", phrase!("behind the value stands something more")),
];

/// serde's `unknown field` and `invalid type`, and what the reader of TOML says, are for programmers; `line` is the line that they
/// are about.
pub fn in_our_words(message: &str, line: &str, in_override: bool) -> Message {
    let message = message.lines().next().unwrap_or_default();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return unknown_key(rest, in_override);
    }
    // A value that is not there is read as text without quotation marks.
    let message = if line.trim_end().ends_with('=') { "missing value" } else { message };
    if let Some((_, ours)) = NOT_TOML.iter().find(|(theirs, _)| message.starts_with(theirs)) {
        return Message::from(*ours);
    }
    let key = line.split('=').next().unwrap_or_default().trim();
    let wanted = match message.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((_, "a boolean")) => phrase!("true or false"),
        Some((_, "i64")) => phrase!("a whole number"),
        Some(_) => phrase!("text in quotation marks"),
        None if message.contains("did not match any variant") => match key {
            "format" => phrase!("docx, pdf or both: `\"pdf\"`, `[\"docx\", \"pdf\"]`"),
            "strict-punctuation" => phrase!("true, false or names of rules: `[\"corner-quote\"]`"),
            _ => phrase!("names of rules: `[\"broken-dash\", \"straight-quote\"]`"),
        },
        None => return message!("this is not TOML: {why}", why = message.to_string()),
    };
    let said = line.split(" #").next().unwrap_or(line).trim().to_string();
    message!("`{said}` means nothing, `{key}` takes {wanted}", said, key = key.to_string(), wanted)
}
