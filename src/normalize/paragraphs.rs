//! Which lines make one paragraph, and the rules that must see it whole.
//!
//! A wrapped line may hold the end of one quotation and the beginning of the next: `我来。"他说着坐下，"你先讲` looks like a
//! pair to whoever sees the line alone, and is none. So rules over pairs are asked about the lines of a paragraph joined;
//! only where that leads nowhere is a line looked at by itself, and then the rule is told so ([`Line::is_whole`]).
//!
//! **Always true:** what makes a paragraph is what normal text still shows (blank lines, lengths, stops, no indents and no form
//! feeds), so that a second run sees the same paragraphs.

use std::ops::Range;

use super::char_set::CharSet;
use super::characters::is_closing;
use super::edit_log::Change;
use super::line::Line;
use super::rule::{Proposals, Scope};
use super::{LineRule, NormalLine, fences};
use crate::source::Span;

/// A line as the next one sees it.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    /// Its last character.
    pub last: char,
    length: usize,
    indent: usize,
}

impl Before {
    /// No line.
    pub const NOTHING: Before = Before { last: '\n', length: 0, indent: 0 };

    /// A line that is no longer than twenty Han was not wrapped.
    const SHORT: usize = 60;

    /// A line that ends in this character.
    pub fn of(line: &NormalLine, last: Option<char>) -> Before {
        Before { last: last.unwrap_or_default(), length: line.span.len(), indent: line.indent }
    }

    /// Whether a paragraph begins in the next line: that says it itself, or nothing ran on in this one.
    pub fn opens(&self, next: &NormalLine) -> bool {
        next.blank_before > 0 || next.indent > self.indent || self.ends()
    }

    /// Whether a paragraph ends in this line: it was not wrapped.
    pub fn ends(&self) -> bool {
        self.length <= Before::SHORT
            || matches!(self.last, '。' | '！' | '？' | '；' | '：' | '…' | '.' | '!' | '?' | ';' | ':')
            || is_closing(self.last)
    }
}

/// The paragraphs of a text, as ranges of lines by index.
pub fn paragraphs<'a>(text: &'a str, lines: &'a [NormalLine]) -> impl Iterator<Item = Range<usize>> + 'a {
    split(lines, |_, line, next| runs_on(text, line, next))
}

/// The same by what the source showed, too.
pub fn as_indented<'a>(text: &'a str, lines: &'a [NormalLine]) -> impl Iterator<Item = Range<usize>> + 'a {
    split(lines, |first, line, next| hangs(first, line, next, runs_on(text, line, next)))
}

/// Whether a line goes on with its paragraph: indented less than the first it does though it follows a stop, indented more
/// than the last it begins another.
pub fn hangs(first: &NormalLine, line: &NormalLine, next: &NormalLine, runs_on: bool) -> bool {
    next.blank_before == 0 && (next.indent < first.indent || (next.indent <= line.indent && runs_on))
}

/// Whether two lines hang together by what the source showed or by what a second run will see.
pub fn may_hang(first: Option<&NormalLine>, line: &NormalLine, next: &NormalLine, runs_on: bool) -> bool {
    runs_on || first.is_some_and(|first| hangs(first, line, next, runs_on))
}

/// Ranges of lines, each as long as the next line goes on with the first and the last.
fn split<'a>(
    lines: &'a [NormalLine],
    goes_on: impl Fn(&NormalLine, &NormalLine, &NormalLine) -> bool + 'a,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut start = 0;
    std::iter::from_fn(move || {
        let begin = start;
        let first = lines.get(begin)?;
        let mut line = first;
        start = begin + 1;
        while let Some(next) = lines.get(start).filter(|next| goes_on(first, line, next)) {
            line = next;
            start += 1;
        }
        Some(begin..start)
    })
}

/// Whether a line runs on in the next one.
pub fn runs_on(text: &str, line: &NormalLine, next: &NormalLine) -> bool {
    let has_blank_between = next.span.start > line.span.end + 1;
    !has_blank_between && !Before::of(line, text.get(line.span.range()).and_then(|text| text.chars().next_back())).ends()
}

/// The lines of a paragraph as one.
pub fn joined(text: &str, lines: &[NormalLine]) -> String {
    lines.iter().filter_map(|line| text.get(line.span.range())).collect()
}

/// Asks the rules over paragraphs about a text; answers with the changes, in bytes of it.
///
/// First by the paragraphs that the source showed, then by those that a second run would see, so that it has nothing to do.
pub fn changes(rules: &[LineRule], text: &str, lines: &[NormalLine]) -> Vec<Change> {
    let changes = ask_all(rules, text, lines, as_indented(text, lines));
    if changes.is_empty() { ask_all(rules, text, lines, paragraphs(text, lines)) } else { changes }
}

fn ask_all(rules: &[LineRule], text: &str, lines: &[NormalLine], paragraphs: impl Iterator<Item = Range<usize>>) -> Vec<Change> {
    let rules: Vec<&LineRule> = rules.iter().filter(|rule| rule.sees_paragraphs).collect();
    let triggers = rules.iter().fold(CharSet::EMPTY, |all, rule| all.joined(rule.triggers));
    let mut fenced = fences::fenced(text, lines).into_iter().peekable();
    let mut log = Vec::new();
    for paragraph in paragraphs {
        while fenced.next_if(|range| range.end <= paragraph.start).is_some() {}
        if fenced.peek().is_some_and(|range| range.start < paragraph.end) {
            continue;
        }
        let lines = lines.get(paragraph).unwrap_or_default();
        let seen = lines
            .iter()
            .filter_map(|line| text.get(line.span.range()))
            .fold(CharSet::EMPTY, |all, text| all.joined(CharSet::of_text(text)));
        if !seen.meets(triggers) {
            continue;
        }
        // Rules that touch the same paragraph take turns: the next pass asks again.
        let whole = Line::new(&joined(text, lines));
        log.extend(rules.iter().map(|rule| ask(rule, &whole, text, lines)).find(|changes| !changes.is_empty()).unwrap_or_default());
    }
    log
}

/// Asks one rule about one paragraph, as a whole and then by its lines.
fn ask(rule: &LineRule, whole: &Line, text: &str, lines: &[NormalLine]) -> Vec<Change> {
    let changes = proposed(rule, whole, text, lines);
    if !changes.is_empty() || lines.len() == 1 {
        return changes;
    }
    let alone = |line: &NormalLine| Line::new(text.get(line.span.range()).unwrap_or_default()).as_part();
    lines.iter().flat_map(|line| proposed(rule, &alone(line), text, std::slice::from_ref(line))).collect()
}

/// What a rule proposes for these lines joined, as changes of single characters in bytes of the text.
fn proposed(rule: &LineRule, line: &Line, text: &str, lines: &[NormalLine]) -> Vec<Change> {
    if !line.seen().meets(rule.triggers) || (rule.scope != Scope::AnyLine && !line.is_chinese()) {
        return Vec::new();
    }
    let mut proposals = Proposals::new(line);
    (rule.propose)(line, &mut proposals);
    let accepted = proposals.into_accepted();
    if accepted.is_empty() {
        return Vec::new();
    }
    let places = places(text, lines);
    let chars = || accepted.iter().flat_map(|proposal| (proposal.start..proposal.end).zip(proposal.after.chars()));
    // What its own line protects is no mark of the paragraph's, and the others may have no partner then.
    // And a quotation in Latin that only the line shows is a sign that the marks can be read in two ways.
    let is_doubtful = places.iter().enumerate().any(|(at, place)| place.is_quoted && !line.protected().is_quoted(at));
    if is_doubtful || chars().any(|(at, _)| places.get(at).is_none_or(|place| place.is_protected)) {
        return Vec::new();
    }
    let mut log: Vec<Change> = Vec::new();
    // One mark for one mark: a proposal may run over the end of a line.
    for (at, after) in chars() {
        let Some(Character { span, .. }) = places.get(at).copied() else { continue };
        match log.last_mut() {
            Some(last) if last.span.end == span.start => {
                last.span.end = span.end;
                last.after.push(after);
            }
            _ => log.push(Change { span, after: after.to_string(), rule: rule.name }),
        }
    }
    log
}

/// A character of a paragraph.
#[derive(Debug, Clone, Copy)]
struct Character {
    /// Where it stands in the text, in bytes.
    span: Span,
    /// Whether no rule may touch it in its own line.
    is_protected: bool,
    /// Whether it stands in a quotation that is all Latin, by its own line.
    is_quoted: bool,
}

fn places(text: &str, lines: &[NormalLine]) -> Vec<Character> {
    let mut places = Vec::new();
    for line in lines {
        let content = text.get(line.span.range()).unwrap_or_default();
        let seen = Line::new(content);
        places.extend(content.char_indices().enumerate().map(|(at, (offset, c))| {
            let start = line.span.start + offset;
            Character {
                span: Span::new(start, start + c.len_utf8()),
                is_protected: !seen.is_free(at),
                is_quoted: seen.protected().is_quoted(at),
            }
        }));
    }
    places
}

/// Makes changes in a text and its lines; answers with the indices of the lines that changed.
pub fn make(changes: &[Change], text: &mut String, lines: &mut [NormalLine]) -> Vec<usize> {
    let mut out = String::with_capacity(text.len() + 2 * changes.len());
    let mut changes = changes.iter().peekable();
    let mut changed = Vec::new();
    let mut copied = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        let (start, end) = (line.span.start, line.span.end);
        out.push_str(text.get(copied..start).unwrap_or_default());
        copied = start;
        let from = out.len();
        while let Some(change) = changes.next_if(|change| change.span.start < end) {
            out.push_str(text.get(copied..change.span.start).unwrap_or_default());
            out.push_str(&change.after);
            copied = change.span.end;
            if changed.last() != Some(&index) {
                changed.push(index);
            }
        }
        out.push_str(text.get(copied..end).unwrap_or_default());
        copied = end;
        line.span = Span::new(from, out.len());
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    *text = out;
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::normal;

    #[test]
    fn a_paragraph_ends_where_a_line_is_short_or_a_sentence_or_a_blank_line_follows() {
        let long = "村里的水渠修好以后大家的日子一年比一年好起来了娃娃们也";
        for (text, wanted) in [
            (format!("{long}\n{long}\n能上学"), vec![(0, 3)]),
            (format!("{long}。\n{long}\n能上学"), vec![(0, 1), (1, 3)]),
            (format!("{long}\n\n{long}"), vec![(0, 1), (1, 2)]),
            (format!("题目\n{long}"), vec![(0, 1), (1, 2)]),
            (String::new(), vec![]),
        ] {
            let normal = normal(&text);
            let found: Vec<(usize, usize)> = paragraphs(&normal.text, &normal.lines).map(|range| (range.start, range.end)).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn marks_pair_over_wrapped_lines_and_a_line_is_no_paragraph() {
        for (text, expected) in [
            (
                "　　老人走到水渠边上看了又看半天没有说话，只是点着头：\"修得好，\n修得结实。\"年轻人都笑起来，说：\"您老放心，往后年年\n都有水。\"",
                "老人走到水渠边上看了又看半天没有说话，只是点着头：“修得好，\n修得结实。”年轻人都笑起来，说：“您老放心，往后年年\n都有水。”",
            ),
            // By itself the second line would be turned inside out.
            (
                "　　老人走到水渠边上看了又看半天没有说话，末了他说：\"这渠修得好\n我看行。\"他摸着石头坐下来歇了一歇，\"你们再看看那一边的闸门去，\n别漏了水。\"",
                "老人走到水渠边上看了又看半天没有说话，末了他说：“这渠修得好\n我看行。”他摸着石头坐下来歇了一歇，“你们再看看那一边的闸门去，\n别漏了水。”",
            ),
            // A stop at the end of a line, and the next line stands further left.
            (
                "　　老人走到水渠边上看了又看半天没有说话，末了他说：\"这渠修得好。\n我看行。\"他摸着石头坐下来歇了一歇，\"你们再看看那一边的闸门去吧。\n别漏了水。\"",
                "老人走到水渠边上看了又看半天没有说话，末了他说：“这渠修得好。\n我看行。”他摸着石头坐下来歇了一歇，“你们再看看那一边的闸门去吧。\n别漏了水。”",
            ),
            // One mark is missing: what might be turned inside out stays, what can only be a pair is one.
            (
                "　　老人走到水渠边上看了又看半天没有说话，末了他说：\"这渠修得好\n我看行。他摸着石头坐下来歇了一歇，再看\"节水灌溉\"的闸门，也不漏，\n很好。",
                "老人走到水渠边上看了又看半天没有说话，末了他说：\"这渠修得好\n我看行。他摸着石头坐下来歇了一歇，再看“节水灌溉”的闸门，也不漏，\n很好。",
            ),
        ] {
            assert_eq!(normal(text).text, expected);
        }
    }
}
