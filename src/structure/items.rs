//! Lists without marks: rows of a thing and how much of it (五花肉500克), rows that begin with a time (8:30-9:00 签到).
//!
//! **Always true:** fewer than three rows are no list.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, is_han};
use super::numbering::digit;
use super::paragraph::Paragraph;

/// The fewest rows that make a list.
const FEWEST: usize = 3;

/// Claims rows of things, and rows of times, behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    rows(paragraphs, head, is_amount, Clue::Amounts);
    rows(paragraphs, head, is_timed, Clue::TimedRows);
}

/// Claims runs of rows of one form.
fn rows(paragraphs: &mut [Paragraph], head: usize, is_row: fn(&Paragraph) -> bool, clue: Clue) {
    let mut at = head;
    while at < paragraphs.len() {
        let run = paragraphs[at..].iter().take_while(|paragraph| paragraph.is_open() && is_row(paragraph)).count();
        if run >= FEWEST {
            paragraphs[at..at + run].iter_mut().for_each(|paragraph| paragraph.claim(Role::List, clue));
        }
        at += run.max(1);
    }
}

/// 五花肉500克, 盐适量: a thing, how much of it, and no mark.
fn is_amount(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 16;
    const SOME: &[&str] = &["适量", "少许", "若干", "適量", "少許"];
    /// How many characters a unit has at most.
    const UNIT: usize = 3;
    let text = paragraph.text.trim();
    if paragraph.count > LONGEST || paragraph.marker.is_some() {
        return false;
    }
    let thing = |rest: &str| !rest.trim().is_empty() && rest.chars().all(|c| is_han(c) || c.is_whitespace());
    let measured = || {
        let number = text.trim_end_matches(|c: char| is_han(c) || c.is_ascii_alphabetic());
        let unit = text[number.len()..].chars().count();
        let rest = number.trim_end_matches(|c: char| digit(c).is_some() || matches!(c, '.' | '/' | '-' | '～' | '~' | '—' | '半'));
        // 2023年, 5月 and 3日 say when, not how much.
        let dated = text.ends_with(['年', '月', '日', '号', '时', '届', '次', '章', '节', '班', '级']);
        (1..=UNIT).contains(&unit) && rest.len() < number.len() && !dated && thing(rest)
    };
    SOME.iter().any(|word| text.strip_suffix(word).is_some_and(thing)) || measured()
}

/// 8:30-9:00 签到: a time of day, and what happens then.
fn is_timed(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 60;
    let text = paragraph.text.trim();
    let text = ["上午", "下午", "晚上", "中午"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let clock = |text: &str| -> Option<usize> {
        let hour = text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum::<usize>();
        let rest = text.get(hour..)?.strip_prefix([':', '：'])?;
        let minute = rest.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum::<usize>();
        let digits = |part: &str| part.chars().count();
        let (hours, minutes) = (text.get(..hour)?, rest.get(..minute)?);
        ((1..=2).contains(&digits(hours)) && digits(minutes) == 2).then(|| text.len() - rest.len() + minute)
    };
    let Some(first) = clock(text) else { return false };
    let rest = &text[first..];
    let until = rest.trim_start_matches(['-', '—', '～', '~', '–', '至', ' ']);
    let rest = clock(until).map_or(rest, |end| &until[end..]);
    paragraph.count <= LONGEST
        && matches!(paragraph.ending, Ending::Open | Ending::Semicolon)
        && rest.trim_start().starts_with(|c: char| is_han(c) || c == '“' || c == '《')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn things_with_an_amount_and_rows_with_a_time_are_a_list() {
        for text in ["面粉300克\n清水150毫升\n盐少许", "8:30-9:00 签到\n9:00-9:10 致辞\n10:00 茶歇"] {
            let text = format!("今天的安排写在下面，请大家看清楚，不要弄错。\n{text}");
            assert!(sample::blocks(&text)[1..].iter().all(|block| block.role == Role::List), "{text}");
        }
    }

    #[test]
    fn two_rows_and_dates_are_none() {
        for text in ["面粉300克\n清水150毫升", "毕业2019年\n入党2020年\n任职2021年"] {
            assert!(sample::blocks(text).iter().all(|block| block.role != Role::List), "{text}");
        }
    }
}
