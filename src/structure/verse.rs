//! Verse: short lines of like length, or a text of nothing but short lines.
//!
//! In: lines. Out: the same lines, verse claimed, so that it is never joined.
//!
//! **Always true:** a line of verse has no marker and at most sixteen characters, or two halves of five or seven.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, Line, count};
use super::{closing, date, numbering, salutation};

/// The longest line of verse, in characters.
const LONGEST: usize = 16;
/// The fewest lines that make verse.
const FEWEST: usize = 4;

/// Claims the lines of verse.
pub(super) fn claim(lines: &mut [Line<'_>]) {
    couplets(lines);
    songs(lines);
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
            && rows.iter().any(|line| matches!(line.ending, Ending::Comma | Ending::Semicolon))
            && !are_sentences(rows);
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

/// Whether lines are short paragraphs, each whole: hardly one ends in a comma.
fn are_sentences(rows: &[Line<'_>]) -> bool {
    let stopped = rows.iter().filter(|line| line.ending == Ending::Stop).count();
    let parted = rows.iter().skip(1).filter(|line| line.blank_before > 0).count();
    stopped * 4 > rows.len() * 3 || parted + 1 >= rows.len() && stopped * 2 > rows.len()
}

/// Short lines without marks under 词：某人 曲：某人.
fn songs(lines: &mut [Line<'_>]) {
    const SUNG: usize = 14;
    const LABELS: &[&str] =
        &["词：", "作词：", "曲：", "作曲：", "词曲：", "词:", "作词:", "曲:", "作曲:", "詞：", "作詞：", "词、曲：", "演唱："];
    let is_label = |text: &str| LABELS.iter().any(|label| text.starts_with(label)) && text.len() <= 120;
    let Some(label) = lines.iter().take(12).rposition(|line| is_label(line.text)) else { return };
    let sung = |line: &Line<'_>| could_be(line) && (2..=SUNG).contains(&count(line.text, SUNG + 1));
    let end = label + 1 + lines[label + 1..].iter().take_while(|line| sung(line)).count();
    if end - label > FEWEST {
        lines[label + 1..end].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::Song));
    }
}

/// Whether the lines from `at` to `end` are set off from what is around them: behind a colon or set in, or nearly all there is.
fn is_set_off(lines: &[Line<'_>], at: usize, end: usize) -> bool {
    let (before, behind) = (at.checked_sub(1).and_then(|before| lines.get(before)), lines.get(end));
    let indent = lines.get(at).map_or(0, |line| line.indent);
    let deeper = |other: Option<&Line<'_>>| other.is_none_or(|other| other.indent < indent);
    let led = before.is_some_and(|line| line.ending == Ending::Colon && !salutation::is_address(line.text));
    // A title and its author stand above a poem.
    let whole = (end - at) * 2 >= lines.len() || at <= 3 && lines[..at].iter().all(|line| line.ending == Ending::Open);
    let titled = before.is_some_and(|line| line.ending == Ending::Open && line.role.is_none() && count(line.text, 13) <= 12);
    // Short sentences beside them make slogans of a speech; seven characters are verse all the same.
    let sentence = |other: Option<&Line<'_>>| {
        other.is_some_and(|other| other.ending == Ending::Stop && count(other.text, 25) <= 24 && half(other.text) == 0)
    };
    let plain = lines.get(at).is_none_or(|line| half(line.text) == 5) && (sentence(before) || sentence(behind));
    led || whole || titled || !plain || deeper(before) && deeper(behind) && (before.is_some() || behind.is_some())
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
        if like >= 2 && is_set_off(lines, at, at + like) {
            lines[at..at + like].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::Couplet));
        }
        at += like.max(1);
    }
    // Two lines of one half each: quoted where the line above ends in a colon.
    for at in 1..lines.len().saturating_sub(1) {
        let [before, one, two] = &lines[at - 1..at + 2] else { continue };
        let han = |text: &str, ends: &[char]| {
            text.strip_suffix(ends).filter(|core| core.chars().all(super::line::is_han)).map(|core| count(core, 8))
        };
        let (first, second) = (han(one.text, &['，', ',']), han(two.text, &['。', '！', '？', '；']));
        let free = one.role.is_none() && two.role.is_none() && !one.stands_alone();
        if free && before.ending == Ending::Colon && first == second && matches!(first, Some(4..=7)) {
            lines[at..at + 2].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::VerseSetOff));
        }
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
        && !closing::is_closing(line.text)
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
