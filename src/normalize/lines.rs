//! Decoded text to lines: line ends, indents, trailing spaces, blank lines, characters without ink.
//!
//! What ends a line, what indents it and what is dropped, the rules of those names say; this file walks the text once and
//! asks them. What it leaves is what the rules for single lines begin with.
//!
//! **Always true:** the log has at most one change a run, and a line that needs none costs none.

use super::NormalLine;
use super::edit_log::Change;
use super::rules::{blank_lines, control_character, indent, invisible_character, line_end, trailing_space};
use crate::source::Span;

/// A text split into lines.
#[derive(Debug, Default)]
pub struct Lines {
    /// The characters; lines end in U+000A.
    pub text: String,
    /// The lines that hold anything.
    pub lines: Vec<NormalLine>,
    /// What was changed, in bytes of the decoded text.
    pub log: Vec<Change>,
    /// Where each line of the decoded text starts.
    pub starts: Vec<usize>,
    /// Control characters that were dropped: how many, and where the first stood.
    pub controls: Option<(usize, usize)>,
}

/// Which of the two rules of lines that may stay off run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tidy {
    /// `blank-lines`
    pub blank_lines: bool,
    /// `invisible-character`
    pub invisible: bool,
}

/// Splits a text.
pub fn split(decoded: &str, tidy: Tidy) -> Lines {
    let mut splitter = Splitter { decoded, tidy, out: Lines::default(), blank_before: 0, extra_blank: None };
    splitter.out.text.reserve(decoded.len());
    let mut start = 0;
    while start < decoded.len() {
        let (end, next) = line_end::next(decoded, start);
        splitter.line(start, end, next);
        start = next;
    }
    splitter.blank_lines_end(decoded.len());
    splitter.out
}

struct Splitter<'a> {
    decoded: &'a str,
    tidy: Tidy,
    out: Lines,
    blank_before: usize,
    /// Where the blank lines that are to go begin, if any stand before here.
    extra_blank: Option<usize>,
}

impl Splitter<'_> {
    fn line(&mut self, start: usize, end: usize, next: usize) {
        let number = self.out.starts.len() + 1;
        self.out.starts.push(start);
        let content = self.slice(start, end);
        let body = start + self.head_length(content);
        if body == end {
            self.blank_line(start, end, next);
            return;
        }
        self.blank_lines_end(start);
        let from = self.out.text.len();
        let columns = if body > start { self.indent(start, body) } else { 0 };
        let inked_end = end - self.tail_length(self.slice(body, end));
        self.body(body, inked_end);
        let span = Span::new(from, self.out.text.len());
        self.out.lines.push(NormalLine { span, number, indent: columns, blank_before: self.blank_before });
        if inked_end < end {
            self.drop_run(inked_end, end, trailing_space::RULE.name);
        }
        self.end(end, next);
        // A form feed ends the paragraph, whatever the lines around it look like.
        self.blank_before = usize::from(self.slice(end, next) == "\u{C}");
    }

    /// A line without ink. Of several in a row the first stays; at the start and the end of the text none does.
    fn blank_line(&mut self, start: usize, end: usize, next: usize) {
        self.blank_before += 1;
        if self.extra_blank.is_some() {
            self.count_controls(start, end);
            return;
        }
        if self.tidy.blank_lines && (self.out.lines.is_empty() || self.out.text.ends_with("\n\n") || next == end) {
            self.extra_blank = Some(start);
            self.count_controls(start, end);
            return;
        }
        if start < end {
            self.drop_run(start, end, trailing_space::RULE.name);
        }
        self.end(end, next);
    }

    /// Takes off the blank lines that are too many, up to here.
    fn blank_lines_end(&mut self, here: usize) {
        let at_end = here == self.decoded.len();
        let begin = match self.extra_blank.take() {
            // What was kept as the first of several blank lines is one too many at the end of the text.
            _ if self.tidy.blank_lines && at_end && self.out.text.ends_with("\n\n") => self.take_back_blank_line(),
            Some(begin) => begin,
            None => return,
        };
        if begin < here {
            self.change(begin, here, "", blank_lines::RULE.name);
        }
    }

    /// Undoes the blank line kept last; answers where it began.
    fn take_back_blank_line(&mut self) -> usize {
        self.out.text.pop();
        let last = self.out.lines.last().map_or(0, |line| line.number);
        let begin = self.out.starts.get(last).copied().unwrap_or_default();
        while self.out.log.last().is_some_and(|change| change.span.start >= begin) {
            self.out.log.pop();
        }
        begin
    }

    /// The leading run that goes: white space, and what has no ink in between.
    fn head_length(&self, content: &str) -> usize {
        content.find(|c| !indent::is_indent(c) && !self.may_drop(c) && !is_joiner_to_drop(self.tidy.invisible, c)).unwrap_or(content.len())
    }

    /// The trailing run that goes.
    fn tail_length(&self, content: &str) -> usize {
        let kept =
            content.trim_end_matches(|c: char| indent::is_indent(c) || self.may_drop(c) || is_joiner_to_drop(self.tidy.invisible, c)).len();
        content.len() - kept
    }

    fn may_drop(&self, c: char) -> bool {
        control_character::is_control(c) || (self.tidy.invisible && invisible_character::is_invisible(c))
    }

    fn indent(&mut self, start: usize, body: usize) -> usize {
        self.drop_run(start, body, indent::RULE.name);
        indent::columns(self.slice(start, body))
    }

    /// Drops a run of spaces, controls and invisible characters: named after `rule` if it holds a space.
    fn drop_run(&mut self, start: usize, end: usize, rule: &'static str) {
        let controls = self.count_controls(start, end);
        let rule = if self.slice(start, end).contains(indent::is_indent) {
            rule
        } else if controls {
            control_character::RULE.name
        } else {
            invisible_character::RULE.name
        };
        self.change(start, end, "", rule);
    }

    /// What stands between indent and trailing space: kept, but for what has no ink.
    fn body(&mut self, start: usize, end: usize) {
        let content = self.slice(start, end);
        let mut copied = start;
        let mut before = None;
        let mut chars = content.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let rule = if control_character::is_control(c) {
                control_character::RULE.name
            } else if self.tidy.invisible && invisible_character::goes(c, before, chars.peek().map(|(_, next)| *next)) {
                invisible_character::RULE.name
            } else {
                before = Some(c);
                continue;
            };
            let (from, to) = (start + offset, start + offset + c.len_utf8());
            let kept = self.slice(copied, from);
            self.out.text.push_str(kept);
            copied = to;
            self.count_controls(from, to);
            self.drop_more(from, to, rule);
        }
        let kept = self.slice(copied, end);
        self.out.text.push_str(kept);
    }

    /// Drops one character; a run of them is one change.
    fn drop_more(&mut self, from: usize, to: usize, rule: &'static str) {
        match self.out.log.last_mut() {
            Some(last) if last.span.end == from && last.rule == rule => last.span.end = to,
            _ => self.change(from, to, "", rule),
        }
    }

    fn end(&mut self, end: usize, next: usize) {
        match self.slice(end, next) {
            "" => return,
            "\n" => {}
            // Only the return goes: no text to keep, nothing to allocate, on every line of a Windows file.
            "\r\n" => self.change(end, end + 1, "", line_end::RULE.name),
            _ => self.change(end, next, "\n", line_end::RULE.name),
        }
        self.out.text.push('\n');
    }

    fn change(&mut self, start: usize, end: usize, after: &str, rule: &'static str) {
        self.out.log.push(Change { span: Span::new(start, end), after: after.to_string(), rule });
    }

    fn count_controls(&mut self, start: usize, end: usize) -> bool {
        let content = self.slice(start, end);
        let mut any = false;
        for (offset, _) in content.char_indices().filter(|(_, c)| control_character::is_control(*c)) {
            any = true;
            let (count, _) = self.out.controls.get_or_insert((0, start + offset));
            *count += 1;
        }
        any
    }
}

impl<'a> Splitter<'a> {
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.decoded.get(start..end).unwrap_or_default()
    }
}

/// At an edge of a line a joiner has nothing to join.
fn is_joiner_to_drop(drops: bool, c: char) -> bool {
    drops && invisible_character::is_joiner(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIDY: Tidy = Tidy { blank_lines: true, invisible: true };

    #[test]
    fn every_line_end_is_one_line_of_the_source() {
        let lines = split("a\nb\r\nc\rd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}i", TIDY);
        assert_eq!(lines.text, "a\nb\nc\nd\ne\nf\ng\nh\ni");
        assert_eq!(lines.lines.iter().map(|line| line.number).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
        assert_eq!(lines.log.len(), 7, "the plain one needs no edit");
    }

    #[test]
    fn a_form_feed_ends_a_paragraph() {
        let lines = split("a\u{C}b\nc", TIDY);
        assert_eq!(lines.lines.iter().map(|line| line.blank_before).collect::<Vec<_>>(), [0, 1, 0]);
    }

    #[test]
    fn blank_lines_collapse_and_are_counted() {
        for (text, normal, blank) in [
            ("a\n\nb", "a\n\nb", 1),
            ("a\n\n\n\nb", "a\n\nb", 3),
            ("a\n　\n \t\nb\n\n\n", "a\n\nb\n", 2),
            ("a\r\n\r\n\r\nb\r\n", "a\n\nb\n", 2),
        ] {
            let lines = split(text, TIDY);
            assert_eq!(lines.text, normal, "{text:?}");
            assert_eq!(lines.lines[1].blank_before, blank, "{text:?}");
        }
    }

    #[test]
    fn indents_are_measured_in_half_width_columns() {
        for (text, columns) in [("　　a", 4), ("    a", 4), ("\ta", 4), (" \ta", 4), ("\u{A0}\u{A0}a", 2), ("　 a", 3), ("\u{FEFF}　a", 2)]
        {
            let lines = split(text, TIDY);
            assert_eq!((lines.text.as_str(), lines.lines[0].indent, lines.log.len()), ("a", columns, 1), "{text:?}");
        }
    }

    #[test]
    fn a_text_without_ink_is_empty() {
        for text in ["", "\n", " \n\n　", "\u{FEFF}", "\0\0"] {
            let lines = split(text, TIDY);
            assert_eq!((lines.text.as_str(), lines.lines.len()), ("", 0), "{text:?}");
        }
    }
}
