//! The log of edits: how two logs become one, and the way back from normal text to the source.
//!
//! Stages of the work each log their changes in the coordinates of the text they were given. [`compose`] turns two logs in
//! a row into one in the coordinates of the first text. Where both touched the same characters, the composed change spans
//! what either spans and is named after the later rule.
//!
//! **Always true:** a log is sorted, its changes never overlap, and composing takes time linear in the two logs.

use std::iter::Peekable;

use super::Edit;
use crate::source::{Place, Span};

/// One change: what was replaced, in bytes of the text before, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was replaced.
    pub span: Span,
    /// What stands there now.
    pub after: String,
    /// The rule that made it.
    pub rule: &'static str,
}

/// The text with the edits made: `apply(&normal.edits, &decoded.text) == normal.text`.
///
/// Edits that do not fit the text (not sorted, not on character boundaries) are left out.
pub fn apply(edits: &[Edit], text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = text.get(at..edit.span.start) else { continue };
        if !text.is_char_boundary(edit.span.end) || edit.span.end < edit.span.start {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.after);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A change of the first log with where it stands in the middle text.
struct Placed {
    change: Change,
    start: usize,
    end: usize,
}

/// The first log, told in coordinates of the middle text.
fn placed(first: Vec<Change>) -> impl Iterator<Item = Placed> {
    let mut grown = 0usize;
    let mut shrunk = 0usize;
    first.into_iter().map(move |change| {
        let start = change.span.start + grown - shrunk;
        let end = start + change.after.len();
        grown += change.after.len();
        shrunk += change.span.len();
        Placed { change, start, end }
    })
}

/// Two logs in a row as one: `first` leads from a text to a middle text, `second` from there on.
pub fn compose(first: Vec<Change>, second: Vec<Change>) -> Vec<Change> {
    if first.is_empty() {
        return second;
    }
    if second.is_empty() {
        return first;
    }
    let mut log = Vec::with_capacity(first.len() + second.len());
    let mut first = placed(first).peekable();
    let mut second = second.into_iter().peekable();
    // From the middle text back to the first: subtract what grew, add what shrank.
    let (mut grown, mut shrunk) = (0usize, 0usize);
    loop {
        let (earlier, later) = (first.peek(), second.peek());
        let first_goes = match (earlier, later) {
            (None, None) => return log,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(two)) if one.end <= two.span.start => true,
            (Some(one), Some(two)) if two.span.end <= one.start => false,
            (Some(_), Some(_)) => {
                log.extend(merge(&mut first, &mut second, &mut grown, &mut shrunk));
                continue;
            }
        };
        if first_goes {
            log.extend(first.next().map(|one| {
                grown += one.change.after.len();
                shrunk += one.change.span.len();
                one.change
            }));
        } else {
            log.extend(second.next().map(|two| {
                let start = two.span.start + shrunk - grown;
                Change { span: Span::new(start, start + two.span.len()), ..two }
            }));
        }
    }
}

/// Takes from both logs all that hangs together by overlapping, as one change.
fn merge(
    first: &mut Peekable<impl Iterator<Item = Placed>>,
    second: &mut Peekable<impl Iterator<Item = Change>>,
    grown: &mut usize,
    shrunk: &mut usize,
) -> Option<Change> {
    let start = first.peek()?.start.min(second.peek()?.span.start);
    let source_start = start + *shrunk - *grown;
    let mut end = start;
    let (mut ones, mut twos): (Vec<Placed>, Vec<Change>) = (Vec::new(), Vec::new());
    loop {
        let begins = |at: usize| at < end || (at == start && end == start);
        if let Some(one) = first.next_if(|one| begins(one.start)) {
            *grown += one.change.after.len();
            *shrunk += one.change.span.len();
            end = end.max(one.end);
            ones.push(one);
        } else if let Some(two) = second.next_if(|two| begins(two.span.start)) {
            end = end.max(two.span.end);
            twos.push(two);
        } else {
            break;
        }
    }
    let rule = twos.last()?.rule;
    let mut after = String::new();
    let mut kept = Kept { ones: &ones, at: start };
    for two in &twos {
        kept.push_up_to(two.span.start, &mut after);
        after.push_str(&two.after);
        kept.at = two.span.end;
    }
    kept.push_up_to(end, &mut after);
    Some(Change { span: Span::new(source_start, end + *shrunk - *grown), after, rule })
}

/// What the second log left of the first one's replacements.
struct Kept<'a> {
    ones: &'a [Placed],
    at: usize,
}

impl Kept<'_> {
    /// Appends what stands in the middle text from where we are up to `until`. All of it is from replacements of the first
    /// log, since whatever the group spans beside them is covered by the second.
    fn push_up_to(&mut self, until: usize, out: &mut String) {
        while let Some((one, rest)) = self.ones.split_first() {
            let from = self.at.max(one.start);
            let to = until.min(one.end);
            if from < to {
                out.push_str(one.change.after.get(from - one.start..to - one.start).unwrap_or_default());
            }
            if one.end > until {
                break;
            }
            self.ones = rest;
        }
        self.at = self.at.max(until);
    }
}

/// A finished log: with places and the text before, adjacent changes of one rule joined, changes that change nothing left out.
///
/// `line_starts` are the offsets in `source` at which its lines begin.
pub fn finish(changes: Vec<Change>, source: &str, line_starts: &[usize]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::with_capacity(changes.len());
    let (mut line, mut counted, mut column) = (0usize, 0usize, 1usize);
    for change in changes {
        let Span { start, end } = change.span;
        let before = source.get(start..end).unwrap_or_default();
        if before == change.after {
            continue;
        }
        // One edit a run; but an edit never reaches over a line end that stays, lest places of the next line get lost.
        if let Some(last) = edits.last_mut()
            && last.span.end == start
            && last.rule == change.rule
            && !last.after.ends_with('\n')
        {
            last.span.end = end;
            last.before.push_str(before);
            last.after.push_str(&change.after);
            continue;
        }
        while line_starts.get(line + 1).is_some_and(|next| *next <= start) {
            line += 1;
            counted = line_starts[line];
            column = 1;
        }
        column += source.get(counted..start).unwrap_or_default().chars().count();
        counted = start;
        let place = Place { line: line + 1, column };
        edits.push(Edit { rule: change.rule, span: change.span, place, before: before.to_string(), after: change.after });
    }
    edits
}

/// The column in the source of a character of a normal line: `skipped` counts the characters before it in the normal line,
/// `edits` are those of its source line, in order.
pub fn source_column(edits: &[Edit], skipped: usize) -> usize {
    SourceColumn::default().walk(edits.iter(), skipped).0
}

/// How far a line has been walked through: characters of the normal line, and the column of the source that they end before.
#[derive(Debug, Clone, Copy)]
pub struct SourceColumn {
    walked: usize,
    column: usize,
}

impl Default for SourceColumn {
    fn default() -> SourceColumn {
        SourceColumn { walked: 0, column: 1 }
    }
}

impl SourceColumn {
    /// Goes on to the character that `skipped` others stand before; `edits` are those that were not passed yet. Answers its
    /// column, and how many edits are passed now.
    pub fn walk<'a>(&mut self, edits: impl Iterator<Item = &'a Edit>, skipped: usize) -> (usize, usize) {
        let mut passed = 0;
        for edit in edits {
            let left = skipped.saturating_sub(self.walked);
            let unchanged = edit.place.column.saturating_sub(self.column);
            let replaced = edit.after.chars().count();
            if left < unchanged {
                break;
            }
            let before = edit.before.chars().count();
            // One for one, each stands where its own did; else what an edit put there stands where the edit does.
            if left < unchanged + replaced {
                return (edit.place.column + if before == replaced { left - unchanged } else { 0 }, passed);
            }
            self.walked += unchanged + replaced;
            self.column = edit.place.column + before;
            passed += 1;
        }
        (self.column + skipped.saturating_sub(self.walked), passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change(start: usize, end: usize, after: &str, rule: &'static str) -> Change {
        Change { span: Span::new(start, end), after: after.into(), rule }
    }

    fn run(changes: &[Change], text: &str) -> String {
        apply(&finish(changes.to_vec(), text, &[0]), text)
    }

    #[test]
    fn the_later_rule_names_a_composed_change() {
        let first = vec![change(1, 2, "xyz", "one"), change(4, 5, "", "one")];
        let second = vec![change(2, 3, "Y", "two")];
        let log = compose(first, second);
        assert_eq!(log, [change(1, 2, "xYz", "two"), change(4, 5, "", "one")]);
        assert_eq!(run(&log, "abcdef"), "axYzcdf");
    }

    #[test]
    fn a_later_change_swallows_an_earlier_deletion() {
        let log = compose(vec![change(2, 4, "", "one")], vec![change(1, 3, "!", "two")]);
        assert_eq!(log, [change(1, 5, "!", "two")]);
    }

    #[test]
    fn touching_changes_of_two_rules_stay_two() {
        let log = compose(vec![change(0, 3, "…", "one")], vec![change(3, 4, "", "two")]);
        assert_eq!(log.len(), 2);
    }

    #[test]
    fn adjacent_changes_of_one_rule_are_one_edit() {
        let edits = finish(vec![change(0, 1, "A", "r"), change(1, 2, "B", "r"), change(3, 4, "", "r")], "abcd", &[0]);
        assert_eq!(edits.len(), 2);
        assert_eq!((edits[0].before.as_str(), edits[0].after.as_str()), ("ab", "AB"));
    }

    #[test]
    fn columns_lead_back_over_edits() {
        // "　　a,b" became "a，b": the b is in column 5.
        let edits = finish(vec![change(0, 6, "", "indent"), change(7, 8, "，", "r")], "　　a,b", &[0]);
        assert_eq!([0, 1, 2].map(|skipped| source_column(&edits, skipped)), [3, 4, 5]);
    }

    /// Changes at random that fit a text of that length.
    fn log(length: usize, rule: &'static str) -> impl Strategy<Value = Vec<Change>> {
        prop::collection::vec((0..3usize, 1..3usize, "[x-z]{0,3}"), 0..6).prop_map(move |steps| {
            let mut at = 0;
            let mut log = Vec::new();
            for (gap, length_of_change, after) in steps {
                let (start, end) = (at + gap, at + gap + length_of_change);
                if end > length {
                    break;
                }
                log.push(change(start, end, &after, rule));
                at = end;
            }
            log
        })
    }

    proptest! {
        #[test]
        fn a_composed_log_does_what_both_did(first in log(12, "one"), seed in log(40, "two")) {
            let text = "abcdefghijkl";
            let middle = run(&first, text);
            let second: Vec<Change> = seed.into_iter().filter(|c| c.span.end <= middle.len()).collect();
            let out = run(&second, &middle);
            let composed = compose(first, second);
            for pair in composed.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{composed:?}");
            }
            prop_assert_eq!(run(&composed, text), out);
        }
    }
}
