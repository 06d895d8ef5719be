//! What people are told is told in both languages: the patterns in the sources and the Chinese catalogue are the same set.
//!
//! A pattern is the literal in `message!(…)`, `phrase!(…)`, `.hint(…)`, `Diagnostic::warning(rule, …)`, `Trouble::usage(…)` and the
//! like. Words that stand alone (`error`, `hint`) are asked for by [`WORDS`].
#![expect(clippy::disallowed_methods, reason = "this test reads the project's own files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tokens::{Token, behind_bracket, is_at, is_word, tokens, without_tests};

#[path = "architecture/tokens.rs"]
mod tokens;

const CATALOGUE: &str = "src/cli/zh.toml";

/// What `cli` asks the catalogue for without a message around it.
const WORDS: [&str; 6] = ["error", "warning", "note", "hint", ", ", "{first} or {rest}"];

fn catalogue() -> BTreeMap<String, String> {
    toml::from_str(&fs::read_to_string(CATALOGUE).expect("it is in the project")).expect("it is TOML")
}

/// The literals of a source that are patterns of messages.
fn patterns(source: &str) -> Vec<String> {
    let (tokens, _) = without_tests(&tokens(source));
    // `w:hint="eastAsia"` is no sentence.
    let says = |text: &String| text != "eastAsia";
    (0..tokens.len()).filter_map(|at| literal(&tokens, first_argument(&tokens, at)?)).filter(says).collect()
}

/// Where the argument begins that a message is made of, if it is made here.
fn first_argument(tokens: &[Token], at: usize) -> Option<usize> {
    let begins = |pattern: &[&str]| is_at(tokens, at, pattern);
    if begins(&["message", "!", "("]) || begins(&["phrase", "!", "("]) {
        return Some(at + 3);
    }
    if begins(&[".", "hint", "("]) {
        return Some(at + 3);
    }
    let path = ["Diagnostic", "Trouble"].iter().any(|of| begins(&[of, "::"]));
    let name = tokens.get(at + 2)?.text.as_str();
    if !path || !is_at(tokens, at + 3, &["("]) {
        return None;
    }
    match name {
        "usage" => Some(at + 4),
        "note" | "warning" | "error" | "with" | "at" => behind_comma(tokens, at + 4),
        _ => None,
    }
}

/// Behind the first comma that no bracket holds.
fn behind_comma(tokens: &[Token], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "," => return Some(at + 1),
            ")" => return None,
            "(" | "[" | "{" => at = behind_bracket(tokens, at),
            _ => at += 1,
        }
    }
    None
}

/// The text of the string that stands there, if one does.
fn literal(tokens: &[Token], at: usize) -> Option<String> {
    let raw = tokens.get(at)?.text.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next()? {
            'n' => text.push('\n'),
            // A line that goes on below.
            '\n' => while chars.next_if(|c| c.is_whitespace()).is_some() {},
            c => text.push(c),
        }
    }
    Some(text)
}

/// The names of a pattern's places.
fn places(pattern: &str) -> BTreeSet<&str> {
    let behind = pattern.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    behind.map(|(name, _)| name).filter(|name| !name.is_empty() && name.chars().all(is_word)).collect()
}

fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder of the project").map(|entry| entry.expect("it is listed").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            sources(&path, into);
        } else if name.ends_with(".rs") && !name.ends_with("/tests.rs") && !name.contains("/tests/") && !name.ends_with("src/message.rs") {
            into.push((name, fs::read_to_string(&path).expect("a source is UTF-8")));
        }
    }
}

/// Every pattern of the program with the first file that has it.
fn all_patterns() -> BTreeMap<String, String> {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let mut found = BTreeMap::new();
    for (name, source) in files {
        for pattern in patterns(&source) {
            found.entry(pattern).or_insert_with(|| name.clone());
        }
    }
    found
}

/// Whether there is anything to translate: a pattern of places and marks alone is the same in every language.
fn has_words(pattern: &str) -> bool {
    let mut depth = 0usize;
    pattern.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}

#[test]
fn every_message_has_its_chinese_and_no_chinese_is_left_over() {
    let (patterns, catalogue) = (all_patterns(), catalogue());
    assert!(patterns.len() > 150, "the scan sees the sources: {}", patterns.len());
    let missing: Vec<String> = patterns
        .iter()
        .filter(|(pattern, _)| has_words(pattern) && !catalogue.contains_key(*pattern))
        .map(|(pattern, file)| format!("{file}: {pattern:?}"))
        .collect();
    assert!(missing.is_empty(), "{CATALOGUE} lacks:\n{}", missing.join("\n"));
    let left: Vec<&String> = catalogue.keys().filter(|key| !patterns.contains_key(*key) && !WORDS.contains(&key.as_str())).collect();
    assert!(left.is_empty(), "no source says: {left:#?}");
    assert!(WORDS.iter().all(|word| catalogue.contains_key(*word)));
}

#[test]
fn both_languages_fill_the_same_places_and_chinese_is_chinese() {
    for (english, chinese) in catalogue() {
        assert_eq!(places(&english), places(&chinese), "{english}");
        let is_chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '、' | '（' | '；' | '：');
        let prose: String = chinese.split('`').step_by(2).collect();
        assert!(chinese.chars().any(is_chinese), "{english}: {chinese}");
        assert!(!chinese.ends_with('。') && !prose.contains(", "), "{english}: {chinese}");
        // What is typed stays as it is typed, but for the words that stand for something.
        let commands = |text: &str| -> Vec<String> {
            text.split('`')
                .skip(1)
                .step_by(2)
                .filter_map(|code| code.split(' ').next())
                .filter(|word| word.starts_with('-'))
                .map(String::from)
                .collect()
        };
        let (mut one, mut other) = (commands(&english), commands(&chinese));
        one.sort();
        other.sort();
        assert_eq!(one, other, "{english}: {chinese}");
    }
}

#[test]
fn the_scan_sees_what_makes_a_message() {
    for (source, found) in [
        ("message!(\"a {b}\", b)", Some("a {b}")),
        ("let x = phrase!(\"one \\\n    line\");", Some("one line")),
        ("d.hint(\"say \\\"x\\\"\")", Some("say \"x\"")),
        ("Diagnostic::warning(RULE.name, \"wrong\")", Some("wrong")),
        ("Trouble::at(f(a, b), \"gone\")", Some("gone")),
        ("Trouble::usage(\"no\")", Some("no")),
        ("// message!(\"a\")\nother(\"b\")", None),
        ("#[cfg(test)] mod tests { fn f() { message!(\"a\"); } }", None),
    ] {
        assert_eq!(patterns(source).first().map(String::as_str), found, "{source}");
    }
}
