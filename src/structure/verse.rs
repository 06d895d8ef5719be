//! Verse: short lines of like length, or a text of nothing but short lines.
//!
//! In: lines. Out: the same lines, verse claimed, so that it is never joined.
//!
//! **Always true:** a line of verse has no marker and at most sixteen characters, or two halves of five or seven.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, Line, count};
use super::{date, numbering, salutation};

/// The longest line of verse, in characters.
const LONGEST: usize = 16;
/// The fewest lines that make verse.
const FEWEST: usize = 4;

/// Claims the lines of verse.
pub(super) fn claim(lines: &mut [Line<'_>]) {
    couplets(lines);
    let counts: Vec<usize> = lines.iter().map(|line| if could_be(line) { count(line.text, LONGEST + 1) } else { usize::MAX }).collect();
    let free = lines.iter().filter(|line| line.role.is_none()).count();
    let mut at = 0;
    while at < lines.len() {
        let end = at + counts[at..].iter().take_while(|count| **count <= LONGEST).count();
        let rows = &lines[at..end];
        let marked = rows.iter().filter(|line| line.ending != Ending::Open).count();
        // Rhymed lines end in marks; modern ones may not, but then there is nothing else in the text.
        let rhymed = rows.len() >= FEWEST
            && marked * 2 >= rows.len()
            && rows.iter().any(|line| matches!(line.ending, Ending::Comma | Ending::Semicolon));
        let modern = rows.len() >= FEWEST
            && rows.len() * 10 >= free * 9
            && marked * 4 <= rows.len()
            && counts[at..end].iter().all(|count| *count <= 10)
            && rows.len() < 500
            && like_indents(rows);
        if rhymed || modern {
            let from = if rhymed { first_rhymed(lines, at, end) } else { at + signed_head(&lines[at..end]) };
            let clue = if rhymed { Clue::Rhymed } else { Clue::NothingButShort };
            lines[from..end].iter_mut().for_each(|line| line.claim(Role::Verse, clue));
        }
        at = end.max(at + 1);
    }
}

/// Whether lines stand at three indents at most: steps of verse, not paragraphs each indented in its own way.
fn like_indents(rows: &[Line<'_>]) -> bool {
    let mut indents: Vec<usize> = rows.iter().map(|line| line.indent).collect();
    indents.sort_unstable();
    indents.dedup();
    indents.len() <= 3
}

/// Two lines or more of two halves each, of five or seven characters: verse quoted in prose.
fn couplets(lines: &mut [Line<'_>]) {
    let halves: Vec<usize> = lines.iter().map(|line| if line.role.is_none() { half(line.text) } else { 0 }).collect();
    let mut at = 0;
    while at < lines.len() {
        let like = halves[at..].iter().take_while(|half| **half > 0 && **half == halves[at]).count();
        if like >= 2 {
            lines[at..at + like].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::Couplet));
        }
        at += like.max(1);
    }
}

/// The length of each half of a line of verse, 0 where it is none.
fn half(text: &str) -> usize {
    let parts = || text.trim_end_matches(['。', '！', '？', '；']).split(['，', ',']);
    let length = parts().next().map_or(0, |half| count(half, 8));
    let whole = matches!(length, 5 | 7) && text.len() <= 60 && text.ends_with(['。', '！', '？', '；']);
    let even = parts().count() == 2 && parts().all(|half| count(half, 8) == length && half.chars().all(super::line::is_han));
    if whole && even { length } else { 0 }
}

/// How many lines of a poem without marks are its title and its author: two where the second is a name and the rest is longer.
fn signed_head(rows: &[Line<'_>]) -> usize {
    let [_, name, rest @ ..] = rows else { return 0 };
    let long = rest.iter().filter(|line| count(line.text, LONGEST) >= 5).count();
    if super::byline::looks_like_name(name.text) && long * 2 > rest.len() { 2 } else { 0 }
}

/// Title and author above a poem end in no mark: verse begins behind them.
fn first_rhymed(lines: &[Line<'_>], at: usize, end: usize) -> usize {
    let heads = lines[at..end].iter().take(3).take_while(|line| line.ending == Ending::Open).count();
    at + heads
}

fn could_be(line: &Line<'_>) -> bool {
    line.role.is_none()
        && !line.stands_alone()
        && line.text.len() <= 80
        && line.ending != Ending::Colon
        && numbering::marker(line.text).is_none_or(|marker| marker.kind == numbering::Kind::Lead)
        && !date::is_date(line.text)
        && !salutation::is_address(line.text)
        && !line.text.contains(['\u{3000}', '《', '（', '(', '—', '―', '|'])
        && !speaks(line.text)
        && !line.text.starts_with(|c| numbering::digit(c).is_some())
}

/// A label at the head: a turn, a couplet's 上联：.
fn speaks(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(label, _)| count(label, 4) <= 3 && !label.contains('么'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn lines_of_verse_stay_lines() {
        for text in ["床前一片月光，\n地上一片白霜。\n抬头看着月光，\n低头想着故乡。", "我是\n一条\n小河\n流过\n你的\n\n身旁"]
        {
            assert!(sample::blocks(text).iter().all(|block| block.role == Role::Verse), "{text}");
        }
    }

    #[test]
    fn short_lines_among_paragraphs_are_no_verse() {
        let text = "这一段话说得很长很长，为的是像一段正文，有头有尾，有名有姓。\n名单\n张三\n李四\n王五\n赵六\n这一段话说得很长很长，为的是像一段正文，有头有尾。";
        assert!(sample::blocks(text).iter().all(|block| block.role != Role::Verse));
    }
}
