//! Verse: short lines of like length, or a text of nothing but short lines.
//!
//! In: lines. Out: the same lines, verse claimed, so that it is never joined.
//!
//! **Always true:** a line of verse has no marker and at most sixteen characters, or two halves of five or seven.

use std::collections::BTreeSet;

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
    announced(lines);
    even_parts(lines);
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
    tails(lines);
}

/// Short lines behind verse that a dash sets off, or that say a line of the text again (a title, a refrain), down to the end of
/// the text or to more verse, where most of the text is verse.
fn tails(lines: &mut [Line<'_>]) {
    const MOST: usize = 3;
    let verse = lines.iter().filter(|line| line.role == Some(Role::Verse)).count();
    if verse == 0 || verse * 2 < lines.len() {
        return;
    }
    let said: BTreeSet<&str> = lines.iter().take(MOST).map(|line| line.text).collect();
    let is_tail = |line: &Line<'_>| {
        let words = line.text.trim_start_matches(['—', '―']);
        let dashed = words.len() < line.text.len() && line.ending != Ending::Open;
        let again = line.text.contains(['，', '！', '？']) && said.contains(line.text);
        line.role.is_none() && (dashed || again) && count(words, LONGEST + 1) <= LONGEST && numbering::marker(words).is_none()
    };
    let mut at = 1;
    while at < lines.len() {
        let run = if lines[at - 1].role == Some(Role::Verse) { lines[at..].iter().take_while(|line| is_tail(line)).count() } else { 0 };
        let closed = lines.get(at + run).is_none_or(|line| line.role == Some(Role::Verse));
        if (1..=MOST).contains(&run) && closed {
            lines[at..at + run].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::VerseTail));
        }
        at += run.max(1);
    }
}

/// One line of two halves below 诗曰：, 正是： and the like.
fn announced(lines: &mut [Line<'_>]) {
    const WORDS: &[&str] =
        &["诗曰", "诗云", "词曰", "词云", "正是", "为证", "為證", "赞曰", "道是", "诗句", "联云", "联曰", "詩曰", "詩云", "詞曰"];
    for at in 1..lines.len() {
        let led = lines[at - 1].text.strip_suffix(['：', ':']).is_some_and(|text| WORDS.iter().any(|word| text.ends_with(word)));
        if led && lines[at].role.is_none() && half(lines[at].text) > 0 {
            lines[at].claim(Role::Verse, Clue::PoemAnnounced);
        }
    }
}

/// Four lines or more of the same short parts: 三字一顿, three or four characters each.
fn even_parts(lines: &mut [Line<'_>]) {
    let parts: Vec<Option<(usize, usize)>> = lines.iter().map(|line| if line.role.is_none() { even(line.text) } else { None }).collect();
    let mut at = 0;
    while at < lines.len() {
        let like = parts[at..].iter().take_while(|own| own.is_some() && **own == parts[at]).count();
        // Four characters a part are slogans as well: only where the text is nothing else.
        let whole = parts[at].is_some_and(|(length, _)| length == 3) || like * 3 >= lines.len() * 2;
        if like >= FEWEST && whole {
            lines[at..at + like].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::EvenParts));
        }
        at += like.max(1);
    }
}

/// How long the parts of a line are and how many, where all are of three or four characters.
fn even(text: &str) -> Option<(usize, usize)> {
    const MOST: usize = 4;
    if text.len() > 80 {
        return None;
    }
    let core = text.strip_suffix(['。', '！', '？', '；'])?;
    let mut parts = core.split(['，', ',', '；', '、']);
    let length = count(parts.next()?, 5);
    let (number, like) = parts
        .fold((1, true), |(number, like), part| (number + 1, like && count(part, 5) == length && part.chars().all(super::line::is_han)));
    (matches!(length, 3 | 4)
        && (2..=MOST).contains(&number)
        && like
        && core.chars().next().is_some_and(super::line::is_han)
        && numbering::marker(text).is_none())
    .then_some((length, number))
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
    // （男）…, 副歌：: who sings, and which part.
    let sung = |line: &Line<'_>| {
        let words = line.text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')'])).filter(|(who, _)| who.len() <= 12);
        let words = words.map_or(line.text, |(_, words)| words);
        let part =
            line.text.strip_suffix(['：', ':']).is_some_and(|part| ["副歌", "主歌", "合唱", "男", "女", "合", "领", "齐"].contains(&part));
        let short = (2..=SUNG).contains(&count(words, SUNG + 1));
        part || line.role.is_none() && short && (could_be(line) || words.len() < line.text.len() && words.chars().all(super::line::is_han))
    };
    let end = label + 1 + lines[label + 1..].iter().take_while(|line| sung(line)).count();
    if end - label > FEWEST {
        lines[label + 1..end].iter_mut().filter(|line| line.role.is_none()).for_each(|line| line.claim(Role::Verse, Clue::Song));
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
    half_lines(lines);
}

/// Lines of one half each, of like length, two or more: the first ends in a comma, which no paragraph so short does.
fn half_lines(lines: &mut [Line<'_>]) {
    let length = |line: &Line<'_>| {
        let core = line.text.strip_suffix(['，', ',', '。', '！', '？', '；']).filter(|core| core.len() <= 40)?;
        let whole = line.role.is_none() && !line.stands_alone() && core.chars().all(super::line::is_han);
        whole.then(|| count(core, 8)).filter(|length| (4..=7).contains(length))
    };
    let lengths: Vec<Option<usize>> = lines.iter().map(length).collect();
    let mut at = 1;
    while at + 1 < lines.len() {
        let like = lengths[at..].iter().take_while(|own| own.is_some() && **own == lengths[at]).count();
        let comma = |line: &Line<'_>| line.ending == Ending::Comma;
        let paired = comma(&lines[at]) && lines.get(at + 1).is_some_and(|line| line.ending == Ending::Stop);
        let led = lines[at - 1].ending == Ending::Colon;
        // Where nothing leads to it, text stands before: lines of a narrow column are all broken off.
        let apart = lines[at - 1].ending == Ending::Stop && lines.get(at + like).is_none_or(|line| line.ending != Ending::Comma);
        let last = lines[at..at + like].iter().rposition(|line| !comma(line)).map_or(0, |last| last + 1);
        if last >= 2 && paired && (led || apart) {
            lines[at..at + last].iter_mut().for_each(|line| line.claim(Role::Verse, Clue::VerseSetOff));
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
