//! Rows of siblings: what a line with a number could not show by itself, the row shows.
//!
//! 第一，… 第二，… each with text of its own below are headings; 一、时间：… 二、地点：… without any are a list; [1] … [2] … are notes.
//!
//! **Always true:** one line alone is no row.

use crate::document::Role;

use super::evidence::{Clue, Reason};
use super::heading::{SHORT, Verdict};
use super::levels::Levels;
use super::line::Ending;
use super::numbering::{self, Kind, LADDER};
use super::paragraph::Paragraph;
use super::run_in;

/// The longest heading of a row that ends in a stop, in characters.
const STOPPED: usize = 30;

/// Rows of like numbers: 第一，… 第二，… or `1.…。` alone on their lines, each with text of its own below. What one line
/// could not show by itself the row does.
pub(super) fn rows(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    let markers = text.iter().map(|at| &paragraphs[*at]).filter(|paragraph| paragraph.is_open()).filter_map(|paragraph| paragraph.marker);
    let levels = Levels::of(markers.map(|marker| (marker.kind, marker.number)), 0);
    let rows = [
        Row { kinds: &[Kind::Ordinal], of_matters: true },
        Row { kinds: &[Kind::Ordinal, Kind::Lead], of_matters: false },
        Row { kinds: &[Kind::Arabic], of_matters: false },
        Row { kinds: &[Kind::ArabicParen], of_matters: false },
    ];
    for of in rows {
        let mut row: Vec<(usize, bool)> = Vec::new();
        let mut last = 0;
        for (place, at) in text.iter().copied().enumerate() {
            let paragraph = &paragraphs[at];
            let is_above = |other: Kind, kind: Kind| if LADDER.contains(&kind) { levels.is_above(other, kind) } else { other < kind };
            let higher = || of.kinds.iter().any(|kind| matches!(verdicts[at], Some(Verdict::Numbered(other)) if is_above(other, *kind)));
            let Some(marker) = paragraph.marker.filter(|_| of.holds(paragraph)) else {
                if higher() {
                    close_row(paragraphs, &mut row, verdicts);
                    last = 0;
                }
                continue;
            };
            if marker.number != last + 1 {
                close_row(paragraphs, &mut row, verdicts);
            }
            last = marker.number;
            let headed = text.get(place + 1).is_some_and(|next| {
                let next = &paragraphs[*next];
                let plain = next.marker.is_none() && next.ending == Ending::Stop || next.is_prose();
                next.is_open() && plain && !of.holds(next)
            });
            let longest = if paragraph.ending == Ending::Stop { STOPPED } else { SHORT };
            let alone = run_in::lead(&paragraph.text).is_none() && paragraph.count <= longest;
            row.push((at, headed && alone && matches!(paragraph.ending, Ending::Stop | Ending::Open)));
        }
        close_row(paragraphs, &mut row, verdicts);
    }
}

/// What numbers the members of a row.
#[derive(Clone, Copy)]
struct Row {
    kinds: &'static [Kind],
    /// Whether the ordinals name what they count (第一个问题，) or not (第一，).
    of_matters: bool,
}

impl Row {
    /// Whether a paragraph is a member.
    fn holds(self, paragraph: &Paragraph) -> bool {
        let of_matters = || paragraph.kind() == Some(Kind::Ordinal) && numbering::counts_matters(&paragraph.text);
        paragraph.is_open() && paragraph.kind().is_some_and(|kind| self.kinds.contains(&kind)) && of_matters() == self.of_matters
    }
}

/// 第一条　租赁房屋 alone on its line with text of its own below, twice at least and each time: a contract's headings.
pub(super) fn articles(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    all_or_none(paragraphs, text, Kind::Article, verdicts, |own, below| {
        own.ending == Ending::Open
            && own.count <= SHORT
            && own.marker.is_some_and(|marker| numbering::has_words(&own.text, &marker))
            && below.kind() != Some(Kind::Article)
            && !below.is_noise()
            && below.ending != Ending::Open
    });
}

/// A mark before each of two short lines or more that all have text of their own below heads it: ● 形势, ● 任务.
pub(super) fn marked(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    const LONGEST: usize = 20;
    all_or_none(paragraphs, text, Kind::Bullet, verdicts, |own, below| {
        own.ending == Ending::Open
            && own.count <= LONGEST
            && below.is_open()
            && below.marker.is_none()
            && below.ending == Ending::Stop
            && below.count > own.count
    });
}

/// Makes headings of all paragraphs with this marker, two at least, if each heads what stands below it.
fn all_or_none(
    paragraphs: &[Paragraph],
    text: &[usize],
    kind: Kind,
    verdicts: &mut [Option<Verdict>],
    heads: impl Fn(&Paragraph, &Paragraph) -> bool,
) {
    let is_member = |at: &usize| paragraphs[*at].is_open() && paragraphs[*at].kind() == Some(kind);
    let members: Vec<(usize, usize)> = text.iter().copied().enumerate().filter(|(_, at)| is_member(at)).collect();
    let each = |(place, at): &(usize, usize)| text.get(place + 1).is_some_and(|below| heads(&paragraphs[*at], &paragraphs[*below]));
    if members.len() >= 2 && members.iter().all(each) {
        members.iter().for_each(|(_, at)| verdicts[*at] = Some(Verdict::Unnumbered { stop: true, clue: Some(Clue::SiblingsInRow) }));
    }
}

/// The last of a row whose others are headings, with anything but its like below: 6. 联系方式 above labels.
pub(super) fn last_of_row(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    const FEWEST: usize = 2;
    for kind in [Kind::Arabic, Kind::ArabicParen] {
        let (mut headings, mut last) = (0, 0);
        for (place, at) in text.iter().copied().enumerate() {
            let Some(marker) = paragraphs[at].marker.filter(|marker| marker.kind == kind && paragraphs[at].is_open()) else { continue };
            if marker.number != last + 1 {
                headings = 0;
            }
            last = marker.number;
            let short =
                paragraphs[at].ending == Ending::Open && paragraphs[at].count <= SHORT && run_in::lead(&paragraphs[at].text).is_none();
            let follows = text.get(place + 1).is_some_and(|next| paragraphs[*next].kind() != Some(kind) && !paragraphs[*next].is_noise());
            match verdicts[at] {
                Some(Verdict::Numbered(_)) => headings += 1,
                _ if short && follows && headings >= FEWEST && headings + 1 == marker.number => {
                    verdicts[at] = Some(Verdict::Numbered(kind));
                    headings += 1;
                }
                _ => {}
            }
        }
    }
}

/// Three short rows of a label and what it is, without text between, are a list: 一、时间：五月三日 二、地点：礼堂.
pub(super) fn labelled(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    const FEWEST: usize = 3;
    let is_label = |at: usize| {
        let paragraph = &paragraphs[at];
        let words = paragraph
            .marker
            .filter(|marker| matches!(marker.kind, Kind::Han | Kind::HanParen))
            .and_then(|marker| paragraph.text.get(marker.end..));
        let label = words.and_then(|words| words.split_once(['：', ':']));
        paragraph.is_open()
            && paragraph.count <= SHORT
            && label.is_some_and(|(label, rest)| (1..=6).contains(&super::line::count(label, 7)) && !rest.trim().is_empty())
    };
    let mut place = 0;
    while place < text.len() {
        let row = text[place..].iter().take_while(|at| is_label(**at)).count();
        if row >= FEWEST {
            text[place..place + row].iter().for_each(|at| verdicts[*at] = Some(Verdict::Item(Clue::ItemInRow)));
        }
        place += row.max(1);
    }
}

/// What stands under 参考文献 and 注释 with a number in brackets or a circle, and rows [1] … [2] anywhere: notes.
pub(super) fn references(paragraphs: &mut [Paragraph], text: &[usize], verdicts: &[Option<Verdict>]) {
    let mut under = false;
    for (place, at) in text.iter().copied().enumerate() {
        if matches!(verdicts[at], Some(Verdict::Part)) {
            under = ["参考", "參考", "注"].iter().any(|name| paragraphs[at].text.starts_with(name));
            continue;
        }
        let is_bracketed = |at: usize| {
            let number = paragraphs[at]
                .text
                .strip_prefix(['[', '［', '〔'])
                .map(|rest| rest.trim_start_matches(|c| super::numbering::digit(c).is_some()));
            paragraphs[at].is_open() && number.is_some_and(|rest| rest.starts_with([']', '］', '〕']))
        };
        let cited = paragraphs[at].kind() == Some(Kind::Circled) && (under || paragraphs[at].text.chars().nth(1) == Some('《'));
        let beside = |place: Option<usize>| {
            place
                .and_then(|place| text.get(place))
                .is_some_and(|at| is_bracketed(*at) || paragraphs[*at].why.contains(&Reason::of(Clue::Footnote)))
        };
        let row = under || beside(place.checked_sub(1)) || beside(Some(place + 1));
        if paragraphs[at].is_open() && (cited || is_bracketed(at) && row) {
            paragraphs[at].claim(Role::Note, Clue::Footnote);
        }
    }
}

/// Makes headings of a row, where each of two members or more is one.
fn close_row(paragraphs: &[Paragraph], row: &mut Vec<(usize, bool)>, verdicts: &mut [Option<Verdict>]) {
    let begins = row.first().is_some_and(|(at, _)| paragraphs[*at].marker.is_some_and(|marker| marker.number == 1));
    if begins && row.len() >= 2 && row.iter().all(|(_, headed)| *headed) {
        for (at, _) in row.iter() {
            match (verdicts[*at], paragraphs[*at].kind()) {
                (Some(Verdict::Numbered(_)), _) => {}
                (_, Some(kind @ (Kind::Arabic | Kind::ArabicParen))) => verdicts[*at] = Some(Verdict::Numbered(kind)),
                _ => verdicts[*at] = Some(Verdict::Unnumbered { stop: true, clue: Some(Clue::SiblingsInRow) }),
            }
        }
    }
    // One question among statements is no heading: all of a row are, or none.
    if begins && row.len() >= 3 && row.iter().filter(|(_, headed)| *headed).count() * 2 < row.len() {
        for (at, _) in row.iter() {
            if matches!(verdicts[*at], Some(Verdict::Unnumbered { clue: Some(Clue::Marker), .. })) {
                verdicts[*at] = None;
            }
        }
    }
    row.clear();
}

#[cfg(test)]
mod tests {
    use crate::document::Role;
    use crate::structure::sample;

    fn roles(text: &str) -> Vec<Role> {
        sample::blocks(text).into_iter().map(|block| block.role).collect()
    }

    #[test]
    fn siblings_with_text_of_their_own_are_headings() {
        let found = roles("同志们：\n第一，要学\n学了才会。\n第二，要干\n干了才成。");
        assert!(matches!(found[..], [_, Role::Heading(_), Role::Body, Role::Heading(_), Role::Body]));
        let found = roles("（一）抓学\n1.集中学。\n学了才会做，做了才学得深。\n2.分头学。\n学了才会做，做了才学得深。");
        assert!(matches!(found[..], [Role::Heading(_), Role::Heading(_), Role::Body, Role::Heading(_), Role::Body]));
    }

    #[test]
    fn labels_in_a_row_are_a_list() {
        assert_eq!(roles("有關事項通知如下，敬請留意。\n一、時間：五月三日\n二、地點：本校禮堂\n三、費用：免費")[1..], [Role::List; 3]);
    }
}
