//! `inspect --stage normalize` for people: every edit with what stands around it, before above after, and a count by rule.
//!
//! **Always true:** what cannot be seen is shown by its code, and line ends, one on every line of some files, are only counted.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::report::plain;
use crate::normalize::Edit;
use crate::normalize::rules::{invisible_character, line_end};

/// Characters shown on either side of an edit.
const AROUND: usize = 8;

/// The edits of a text.
pub fn list(edits: &[Edit], decoded: &str) -> String {
    let mut out = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for edit in edits {
        *counts.entry(edit.rule).or_default() += 1;
        if edit.rule == line_end::RULE.name {
            continue;
        }
        let (ahead, behind) = around(edit, decoded);
        // holds: writing to a String cannot fail, here and below
        let _ = writeln!(out, "{}:{} {}", edit.place.line, edit.place.column, edit.rule);
        let _ = writeln!(out, "  - {ahead}{}{behind}", shown(&edit.before));
        let _ = writeln!(out, "  + {ahead}{}{behind}", shown(&edit.after));
    }
    let _ = writeln!(out, "{} edit{}", edits.len(), if edits.len() == 1 { "" } else { "s" });
    for (rule, count) in counts {
        let _ = writeln!(out, "{count:>6} {rule}");
    }
    out
}

/// What stands in the same line before and behind an edit, shortened.
fn around(edit: &Edit, decoded: &str) -> (String, String) {
    let is_end = |c: char| matches!(c, '\n' | '\r');
    let ahead = decoded.get(..edit.span.start).unwrap_or_default();
    let behind = decoded.get(edit.span.end..).unwrap_or_default();
    let mut ahead: Vec<char> = ahead.chars().rev().take_while(|c| !is_end(*c)).take(AROUND + 1).collect();
    let mut behind: Vec<char> = behind.chars().take_while(|c| !is_end(*c)).take(AROUND + 1).collect();
    for side in [&mut ahead, &mut behind] {
        if let Some(last) = side.get_mut(AROUND) {
            *last = '…';
        }
    }
    let ahead: String = ahead.into_iter().rev().collect();
    (shown(&ahead), shown(&behind.into_iter().collect::<String>()))
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
    fn an_edit_stands_among_its_neighbours_and_line_ends_are_counted() {
        let text = "　　今天上午我们在这里开会,主要讨论。\r\n";
        let comma = text.find(',').expect("it is there");
        let edit = |rule, start, before: &str, after: &str| Edit {
            rule,
            span: Span::new(start, start + before.len()),
            place: Place { line: 1, column: 14 },
            before: before.to_string(),
            after: after.to_string(),
        };
        let edits =
            [edit("indent", 0, "　　", ""), edit("half-width-punctuation", comma, ",", "，"), edit("line-end", text.len() - 2, "\r", "")];
        assert_eq!(
            list(&edits, text),
            "1:14 indent\n  - {U+3000}{U+3000}今天上午我们在这…\n  + 今天上午我们在这…\n\
             1:14 half-width-punctuation\n  - …午我们在这里开会,主要讨论。\n  + …午我们在这里开会，主要讨论。\n\
             3 edits\n     1 half-width-punctuation\n     1 indent\n     1 line-end\n"
        );
    }
}
