//! Pages that end with a sentence: whoever reads aloud turns over in a pause.
//!
//! A page that would end inside a sentence ends before it, as long as no more lines stay blank than the template allows
//! (`keep-sentences`): the line in which the sentence begins ends early, and the sentence begins the next page. A sentence
//! too long for that is parted as pages part it otherwise.
//!
//! **Always true:** every character is on one line, in order; each page holds at least one line.

use super::block::{Setter, Unplaced};
use super::paginate::{self, Bond, Place, Row};
use crate::document::{Document, Role};
use crate::template::Template;
use crate::template::spacing::is_title_group;

/// A paragraph of more lines is parted anywhere: what stands behind a parted line is broken anew, and that must not come to
/// cost the square of a text without line ends.
const LONGEST: usize = 1000;

/// What is still to be put on pages: the next line last.
type Rest = Vec<(Row, Unplaced)>;

/// Where a page ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    /// Lines that stay whole.
    lines: usize,
    /// Where the next line is parted, in bytes of its block's text.
    at: Option<usize>,
    /// How many more lines might stay blank.
    spare: usize,
}

/// Places rows on pages (or columns), each of `capacity(n)` grid lines; lines that were parted are set anew.
pub fn paginate(
    rows: Vec<Row>,
    lines: Vec<Unplaced>,
    capacity: impl Fn(usize) -> usize,
    document: &Document,
    template: &Template,
    setter: &Setter<'_>,
) -> (Vec<Unplaced>, Vec<Place>) {
    let mut rest: Rest = rows.into_iter().zip(lines).rev().collect();
    let (mut placed, mut places) = (Vec::with_capacity(rest.len()), Vec::with_capacity(rest.len()));
    let mut page = 0;
    while !rest.is_empty() {
        let room = capacity(page);
        // Each takes a grid line, so that one more than fits is enough to see.
        let next: Vec<Row> = rest.iter().rev().take(room + 1).map(|(row, _)| *row).collect();
        let usual = paginate::page_end(&next, 0, room);
        let end = sentence_end(&next, &rest, usual, room, document, template).unwrap_or(End { lines: usual, at: None, spare: 0 });
        let parted = end.at.and_then(|at| part(&rest, end, at, setter));
        let whole = match (&parted, end.at) {
            (Some(parted), _) => parted.first,
            (None, Some(_)) => usual,
            (None, None) => end.lines,
        };
        let mut rows = Vec::with_capacity(room);
        for (row, line) in rest.split_off(rest.len().saturating_sub(whole)).into_iter().rev() {
            rows.push(row);
            placed.push(line);
        }
        if let Some(Parted { head, behind, .. }) = parted {
            let index = head.first().map(|line| line.index);
            for line in head {
                // holds: each takes the place of a line that `rest` still has
                rows.extend(rest.pop().map(|(row, _)| row));
                placed.push(line);
            }
            while rest.pop_if(|(_, line)| Some(line.index) == index).is_some() {}
            let bonds: Vec<Bond> = paginate::bonds(behind.len()).collect();
            let anew = behind.into_iter().zip(bonds).map(|(line, bond)| (Row { span: line.span, blank_before: 0, bond }, line));
            rest.extend(anew.collect::<Vec<_>>().into_iter().rev());
        }
        paginate::place(&rows, page, &mut places);
        page += 1;
    }
    (placed, places)
}

/// A block that a page's end parts.
struct Parted {
    /// The first of the lines that are set anew.
    first: usize,
    /// What stays on the page, on no more lines than before.
    head: Vec<Unplaced>,
    /// What goes to the next.
    behind: Vec<Unplaced>,
}

/// Parts a page's last line at a byte of its block. The line before is set anew, too, where it is the block's: what would
/// be one lone character on a line is mended there, or squeezed in if that many lines may stay blank.
fn part(rest: &Rest, end: End, at: usize, setter: &Setter<'_>) -> Option<Parted> {
    let line = |n: usize| rest.iter().rev().nth(n).map(|(_, line)| line);
    let own = line(end.lines)?;
    let from = |first: usize| -> Option<Parted> {
        let begin = line(first).filter(|begin| begin.index == own.index)?;
        let (head, behind) = setter.part(own.index, begin.range.start, at)?;
        let fewer = (end.lines + 1 - first).checked_sub(head.len())?;
        (!head.is_empty() && fewer * own.span <= end.spare).then_some(Parted { first, head, behind })
    };
    end.lines.checked_sub(1).and_then(from).or_else(|| from(end.lines))
}

/// Where a page of `room` grid lines ends that had better not end after `usual` lines, inside a sentence. None where it
/// ends with one, the text ends, or too much would stay blank.
fn sentence_end(next: &[Row], rest: &Rest, usual: usize, room: usize, document: &Document, template: &Template) -> Option<End> {
    if usual >= rest.len() {
        return None;
    }
    for i in (0..usual).rev() {
        let used: usize = next.iter().take(i + 1).enumerate().map(|(n, row)| row.span + if n == 0 { 0 } else { row.blank_before }).sum();
        let spare = template.page.keep_sentences.checked_sub(room.saturating_sub(used))?;
        let (row, line) = rest.iter().rev().nth(i)?;
        let block = document.blocks.get(line.index)?;
        match last_end(&block.text, line.range.start, line.range.end) {
            Some(at) if at == line.range.end && i + 1 == usual => return None,
            Some(at) if at == line.range.end => match next.get(i + 1) {
                Some(row) if row.bond != Bond::Heading => return Some(End { lines: i + 1, at: None, spare }),
                _ => {}
            },
            Some(at) => {
                // A heading wants two lines of its text on its page.
                let under_heading = line.range.start == 0 && row.bond == Bond::Heading;
                if may_be_parted(block.role, template) && !under_heading && is_short(rest, i) {
                    return Some(End { lines: i, at: Some(at), spare });
                }
            }
            None => {}
        }
    }
    None
}

/// Whether the lines of such a block may be broken anew: not those of a title or a table.
fn may_be_parted(role: Role, template: &Template) -> bool {
    role != Role::Table && !is_title_group(role) && !template.style(role).keep_with_next
}

/// Whether few enough lines of its block stand behind line `i`.
fn is_short(rest: &Rest, i: usize) -> bool {
    let mut lines = rest.iter().rev().skip(i).map(|(_, line)| line.index);
    let own = lines.next();
    lines.take(LONGEST).take_while(|index| Some(*index) == own).count() < LONGEST
}

/// Where the last sentence ends that ends in these bytes of a text: behind its stop, marks that close, and spaces. The text's end
/// is one.
fn last_end(text: &str, from: usize, to: usize) -> Option<usize> {
    let line = text.get(from..to)?;
    let (mut last, mut stopped) = (None, false);
    let mut before = None;
    let mut characters = line.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, c)| *c).or_else(|| text.get(to..)?.chars().next());
        if is_stop(before, c, next) {
            stopped = true;
        } else if stopped && !closes(c) && !c.is_whitespace() {
            last = Some(from + at);
            stopped = false;
        }
        before = Some(c);
    }
    let behind = text.get(to..).and_then(|rest| rest.chars().next());
    if behind.is_none() || stopped && behind.is_some_and(|c| !closes(c) && !is_stop(before, c, None)) { Some(to) } else { last }
}

/// Whether a character ends a sentence; a point does behind a Latin word and before a space, so that 3.5 and 1. do not.
fn is_stop(before: Option<char>, c: char, next: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '．' | '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => true,
        '.' => before.is_some_and(|c| c.is_ascii_lowercase()) && next.is_none_or(|c| c == ' '),
        _ => false,
    }
}

/// Marks that belong to the sentence that they close.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '】' | '〕' | '」' | '』' | '》' | '〉' | ')' | ']' | '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_behind_its_stop_and_what_closes_it() {
        for (text, expected) in [
            ("我们来了。大家", Some("我们来了。")),
            ("他说：“来了！”大家", Some("他说：“来了！”")),
            ("（来了？！）大家", Some("（来了？！）")),
            ("一。二。三", Some("一。二。")),
            ("增长3.5个点，1. 加强", None),
            ("It works. We go", Some("It works. ")),
            ("还没有完，大家", None),
            ("……大家", None),
        ] {
            assert_eq!(last_end(&format!("{text}后面"), 0, text.len()).map(|at| &text[..at]), expected, "{text}");
        }
    }

    #[test]
    fn a_line_whose_last_mark_is_a_stop_ends_a_sentence_and_so_does_the_text() {
        assert_eq!(last_end("来了。大家", 0, 9), Some(9));
        assert_eq!(last_end("大家", 0, 6), Some(6));
        assert_eq!(last_end("来了。”大家", 0, 9), None, "the quote is on the next line");
    }
}
