//! A line as the recognizers see it: its characters, where it stands, how it ends, how wide it is.
//!
//! In: [`NormalText`]. Out: [`Line`]s. A file that is one physical line, or holds very long ones, is cut here where its
//! paragraph breaks survive as runs of U+3000, tabs or no-break spaces; 时　　间 and names inside a line stay whole.
//!
//! **Always true:** the spans of the lines, in order, cover the normal text, line ends and layout space aside.

use crate::document::Role;
use crate::normalize::NormalText;
use crate::source::Span;

use super::evidence::Clue;
use super::glued;

/// A line that is longer than this may hold several paragraphs (rulings: "U+3000 runs, tabs inside a line").
const LONG_LINE: usize = 200;

/// A line, or a piece of one that stands for a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its characters, without layout space at the ends.
    pub text: &'a str,
    /// Where they stand in the normal text.
    pub span: Span,
    /// 1-based line of the decoded source.
    pub number: usize,
    /// Indent in half-width columns.
    pub indent: usize,
    /// Blank lines before it.
    pub blank_before: usize,
    /// Width in half-width columns, indent and spaces aside.
    pub width: usize,
    /// The half-width columns that it filled in the source, its spaces too, indent aside.
    pub filled: usize,
    /// The characters that it had in the source, indent aside.
    pub characters: usize,
    /// How it ends.
    pub ending: Ending,
    /// Where it is a piece of a long line, what showed the cut before it.
    pub cut: Option<Clue>,
    /// What a recognizer that looks at single lines took it for, and by which evidence.
    pub role: Option<Role>,
    /// The evidence for its role.
    pub why: Option<Clue>,
}

impl Line<'_> {
    /// Takes the line for something.
    pub fn claim(&mut self, role: Role, clue: Clue) {
        (self.role, self.why) = (Some(role), Some(clue));
    }

    /// Whether it is surely a paragraph of its own: a piece of a long line.
    pub fn stands_alone(&self) -> bool {
        self.cut.is_some()
    }
}

/// How a line or a paragraph ends, closing quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// 。！？…
    Stop,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// ， or 、
    Comma,
    /// No mark.
    Open,
}

/// Whether a character ends a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '︒' | '｡')
}

/// Whether a character closes a quotation or a bracket.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '】' | '》' | '〉' | '"' | '\'' | '］' | ']')
}

/// Whether a character is Han, roughly: what Chinese words are made of.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How a text ends.
pub(super) fn ending(text: &str) -> Ending {
    // A remark in brackets after the sentence (（掌声）, （待续）) does not open it again.
    let core = without_last_remark(text).unwrap_or(text);
    let core = core.trim_end_matches(|c: char| is_closer(c) || c.is_whitespace());
    match core.chars().next_back() {
        Some(c) if is_stop(c) => Ending::Stop,
        Some('.') if core.ends_with("...") || core.chars().rev().nth(1).is_some_and(is_han) => Ending::Stop,
        Some('；' | ';') => Ending::Semicolon,
        Some('：' | ':') => Ending::Colon,
        Some('，' | ',' | '、') => Ending::Comma,
        Some(_) | None => Ending::Open,
    }
}

/// The text before a short remark in brackets at its end, if what stands before ends a sentence.
pub(super) fn without_last_remark(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (open, _) = inner.char_indices().rev().take(16).find(|(_, c)| matches!(c, '（' | '('))?;
    let before = inner[..open].trim_end();
    before.chars().next_back().filter(|c| is_stop(*c))?;
    Some(before)
}

/// Width in half-width columns: 2 for what is set on a full em; white space counts nothing.
pub(super) fn width(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(columns_of).sum()
}

/// How many characters a text has, white space aside, counted no further than `limit`.
pub(super) fn count(text: &str, limit: usize) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).take(limit).count()
}

/// How many half-width columns a text is set in, spaces and all.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// How many half-width columns a character is set in.
pub(super) fn columns_of(c: char) -> usize {
    if (c as u32) < 0x2000 { 1 } else { 2 }
}

/// The lines of a text.
pub(super) fn lines(normal: &NormalText) -> Vec<Line<'_>> {
    let alone = normal.lines.len() == 1;
    let mut lines = Vec::with_capacity(normal.lines.len());
    for source in &normal.lines {
        let text = normal.line(source);
        let before = lines.len();
        let mut cuts = if alone || text.len() > LONG_LINE { pieces(text) } else { Vec::new() };
        if alone {
            cuts = unglued(text, cuts);
        }
        let split = if alone { cuts.len() > 1 } else { look_like_paragraphs(text, &cuts) };
        let mut push = |range: std::ops::Range<usize>, cut| {
            let trimmed = text[range.clone()].trim();
            let start = source.span.start + range.start + (text[range.clone()].len() - text[range].trim_start().len());
            if !trimmed.is_empty() {
                lines.push(Line {
                    text: trimmed,
                    span: Span::new(start, start + trimmed.len()),
                    number: source.number,
                    indent: 0,
                    blank_before: 0,
                    width: width(trimmed),
                    filled: columns(trimmed),
                    characters: trimmed.chars().count(),
                    ending: ending(trimmed),
                    cut,
                    role: None,
                    why: None,
                });
            }
        };
        if split {
            cuts.into_iter().for_each(|(range, clue)| push(range, Some(clue)));
        } else {
            push(0..text.len(), None);
        }
        if let Some(first) = lines.get_mut(before) {
            first.indent = source.indent;
            first.blank_before = source.blank_before;
        }
    }
    restore_columns(&mut lines, normal);
    lines
}

/// Takes back what the rules did to the width of lines: `,` was one column, ， is two.
fn restore_columns(lines: &mut [Line<'_>], normal: &NormalText) {
    let mut edits = normal.edits.iter().peekable();
    for line in lines {
        while edits.next_if(|edit| edit.place.line < line.number).is_some() {}
        while let Some(edit) = edits.next_if(|edit| edit.place.line == line.number) {
            let lays_out = edit.before.trim().is_empty() && matches!(edit.rule, "indent" | "trailing-space" | "line-end" | "blank-lines");
            if !lays_out && !edit.before.contains('\n') {
                line.filled = (line.filled + columns(&edit.before)).saturating_sub(columns(&edit.after));
                line.characters = (line.characters + edit.before.chars().count()).saturating_sub(edit.after.chars().count());
            }
        }
    }
}

/// A piece of a line, and what showed the cut before it.
type Piece = (std::ops::Range<usize>, Clue);

/// A line cut at its runs of layout space: two or more U+3000 or no-break spaces, four spaces, or a tab.
fn pieces(text: &str) -> Vec<Piece> {
    /// As wide as two characters.
    const WIDE: usize = 4;
    let (mut pieces, mut start, mut run_start, mut columns, mut tab) = (Vec::new(), 0, None, 0, false);
    let single = single_spaces_part(text);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            run_start.get_or_insert(at);
            columns += if matches!(c, '\u{3000}' | '\u{a0}') { 2 } else { 1 };
            tab |= c == '\t';
        } else {
            if let Some(run) = run_start.take()
                && (columns >= WIDE || tab || single && glued::parts_at(&text[start..run], &text[at..]))
            {
                pieces.push((start..run, Clue::WideSpace));
                start = at;
            }
            (columns, tab) = (0, false);
        }
    }
    pieces.push((start..text.len(), Clue::WideSpace));
    pieces
}

/// Whether single spaces behind stops are left in a text: normalize takes them out but where they stand for lost line ends.
fn single_spaces_part(text: &str) -> bool {
    let mut ended = text.char_indices().filter(|(at, c)| {
        *c == ' ' && text[..*at].chars().next_back().is_some_and(|c| is_stop(c) || is_closer(c) || matches!(c, '：' | ':'))
    });
    text.len() > LONG_LINE && ended.nth(1).is_some()
}

/// The same pieces, head and foot of the file cut where they are glued.
fn unglued(text: &str, cuts: Vec<Piece>) -> Vec<Piece> {
    /// How many pieces the head may have, and the foot.
    const ENDS: usize = 3;
    let all = cuts.len();
    let mut pieces = Vec::with_capacity(all + ENDS);
    for (at, (cut, mut clue)) in cuts.into_iter().enumerate() {
        let words = text[cut.clone()].trim_start();
        let mut start = cut.start;
        let base = cut.start + (text[cut.clone()].len() - words.len());
        let mut seams = if at < ENDS { glued::head_cuts(words.trim_end()) } else { Vec::new() };
        if at + ENDS >= all {
            seams.extend(glued::foot_cut(words.trim_end()).filter(|seam| seams.last().is_none_or(|last| last < seam)));
        }
        for seam in seams {
            pieces.push((start..base + seam, std::mem::replace(&mut clue, Clue::GluedSeam)));
            start = base + seam;
        }
        pieces.push((start..cut.end, clue));
    }
    pieces
}

/// Whether the pieces of one long line among others are paragraphs: most end a sentence, and they are no columns.
fn look_like_paragraphs(text: &str, cuts: &[Piece]) -> bool {
    if cuts.len() < 2 || text.chars().nth(LONG_LINE).is_none() {
        return false;
    }
    let ended = cuts.iter().filter(|(cut, _)| matches!(ending(&text[cut.clone()]), Ending::Stop | Ending::Colon)).count();
    ended * 2 > cuts.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn the_ending_looks_through_quotes_and_remarks() {
        let cases = [
            ("成绩。", Ending::Stop),
            ("他说：“好。”", Ending::Stop),
            ("一定胜利！（掌声）", Ending::Stop),
            ("信息；", Ending::Semicolon),
            ("各位代表：", Ending::Colon),
            ("为了，", Ending::Comma),
            ("一、提高认识", Ending::Open),
            ("《办法》", Ending::Open),
            ("", Ending::Open),
            ("6.5", Ending::Open),
        ];
        for (text, expected) in cases {
            assert_eq!(ending(text), expected, "{text}");
        }
    }

    #[test]
    fn a_file_of_one_line_is_cut_at_its_wide_spaces() {
        let normal = sample::normal("各位代表：　　现在报告工作。　　一、回顾\t去年很好。");
        let texts: Vec<_> = lines(&normal).iter().map(|line| line.text).collect();
        assert_eq!(texts, ["各位代表：", "现在报告工作。", "一、回顾", "去年很好。"]);
    }

    #[test]
    fn wide_spaces_in_a_line_among_others_stay() {
        let normal = sample::normal("时　　间　九月二十日\n张三　　李四　　王五");
        assert_eq!(lines(&normal).len(), 2);
    }
}
