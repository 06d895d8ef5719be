//! `inspect --stage normalize` for people: each line that was changed once, before above after, the changed places in ⟦ ⟧, with the
//! rules that did it; and a count by rule.
//!
//! **Always true:** what cannot be seen is shown by its code, and line ends, one on every line of some files, are only counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::report::plain;
use crate::normalize::Edit;
use crate::normalize::rules::{invisible_character, line_end};

/// Characters shown on either side of an edit; what is further from any is left out.
const AROUND: usize = 12;

/// The edits of a text.
pub fn list(edits: &[Edit], decoded: &str) -> String {
    let mut out = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for edit in edits {
        *counts.entry(edit.rule).or_default() += 1;
    }
    let shown: Vec<&Edit> = edits.iter().filter(|edit| edit.rule != line_end::RULE.name).collect();
    for edits in shown.chunk_by(|a, b| a.place.line == b.place.line) {
        let Some(first) = edits.first() else { continue };
        // holds: writing to a String cannot fail, here and below
        let _ = writeln!(out, "{}:{} {}", first.place.line, first.place.column, rules(edits));
        let _ = writeln!(out, "  - {}", marked(edits, decoded, |edit| &edit.before));
        let _ = writeln!(out, "  + {}", marked(edits, decoded, |edit| &edit.after));
    }
    let _ = writeln!(out, "{} edit{}", edits.len(), if edits.len() == 1 { "" } else { "s" });
    for (rule, count) in counts {
        let _ = writeln!(out, "{count:>6} {rule}");
    }
    out
}

/// The rules of some edits, each once, in the order they come, with how often where that is more than once.
fn rules(edits: &[&Edit]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for edit in edits {
        match counts.iter_mut().find(|(rule, _)| *rule == edit.rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((edit.rule, 1)),
        }
    }
    let named: Vec<String> =
        counts.into_iter().map(|(rule, count)| if count == 1 { rule.to_string() } else { format!("{rule} ×{count}") }).collect();
    named.join(", ")
}

/// A line with the edits of it as `side` shows them, and what stands around them.
fn marked(edits: &[&Edit], decoded: &str, side: impl Fn(&Edit) -> &String) -> String {
    let mut out = String::new();
    let mut from = None;
    for edit in edits {
        let between = decoded.get(from.unwrap_or(0)..edit.span.start).unwrap_or_default();
        out.push_str(&match from {
            None => shown(&ahead(between)),
            Some(_) => shown(&middle(between)),
        });
        // What is put in or taken away leaves an empty pair on the other side: both lines can be read side by side.
        let _ = write!(out, "⟦{}⟧", shown(side(edit)));
        from = Some(edit.span.end);
    }
    let rest = decoded.get(from.unwrap_or(0)..).unwrap_or_default();
    out.push_str(&shown(&behind(rest)));
    out
}

fn is_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// The end of what stands before the first edit of a line.
fn ahead(text: &str) -> String {
    let mut last: Vec<char> = text.chars().rev().take_while(|c| !is_end(*c)).take(AROUND + 1).collect();
    if let Some(first) = last.get_mut(AROUND) {
        *first = '…';
    }
    last.into_iter().rev().collect()
}

/// The beginning of what stands behind the last one.
fn behind(text: &str) -> String {
    let mut first: Vec<char> = text.chars().take_while(|c| !is_end(*c)).take(AROUND + 1).collect();
    if let Some(last) = first.get_mut(AROUND) {
        *last = '…';
    }
    first.into_iter().collect()
}

/// What stands between two edits, its middle left out where it is long.
fn middle(text: &str) -> String {
    if text.chars().count() <= 2 * AROUND + 1 {
        return text.to_string();
    }
    let first: String = text.chars().take(AROUND).collect();
    let last: Vec<char> = text.chars().rev().take(AROUND).collect();
    format!("{first}…{}", last.into_iter().rev().collect::<String>())
}

/// Text on one line, every character that has no ink by its code, plain spaces aside.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        if (c.is_whitespace() && c != ' ') || invisible_character::is_invisible(c) {
            let _ = write!(out, "{{U+{:04X}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, Span};

    #[test]
    fn a_line_is_shown_once_with_its_edits_marked_and_line_ends_are_counted() {
        let text = "　　今天,上午我们在这里开会讨论一件大家都很关心也议论了很久的事情,请发言。\r\n好\r\n";
        let edit = |rule, start: usize, before: &str, after: &str| Edit {
            rule,
            span: Span::new(start, start + before.len()),
            place: Place { line: 1, column: 1 + text[..start].chars().count() },
            before: before.to_string(),
            after: after.to_string(),
        };
        let commas: Vec<usize> = text.match_indices(',').map(|(at, _)| at).collect();
        let edits = [
            edit("indent", 0, "　　", ""),
            edit("half-width-punctuation", commas[0], ",", "，"),
            edit("half-width-punctuation", commas[1], ",", "，"),
            edit("line-end", text.find('\r').expect("it is there"), "\r", ""),
        ];
        assert_eq!(
            list(&edits, text),
            "1:1 indent, half-width-punctuation ×2\n\
             \x20 - ⟦{U+3000}{U+3000}⟧今天⟦,⟧上午我们在这里开会讨论一…很关心也议论了很久的事情⟦,⟧请发言。\n\
             \x20 + ⟦⟧今天⟦，⟧上午我们在这里开会讨论一…很关心也议论了很久的事情⟦，⟧请发言。\n\
             4 edits\n     2 half-width-punctuation\n     1 indent\n     1 line-end\n"
        );
    }
}
