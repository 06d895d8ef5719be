//! How a long title is wrapped: whole phrases on each line, the lines a trapezoid or a diamond.
//!
//! GB/T 9704—2012, 7.3.1: 回行时词意完整，排列对称，长短适宜，间距恰当，呈梯形或菱形. Among all ways to cut the title
//! into the fewest lines the cheapest is taken; the costs below say what is avoided, most of all a word cut in two.
//!
//! **Always true:** the lines, in order, hold every item, and none is wider than the measure if the title can be cut so.

use std::ops::Range;

use super::class::Class;
use super::itemize::Item;
use super::line_break::{Break, opportunities};
use super::number::Bond;
use super::words::{Joint, Words};
use crate::document::Role;
use crate::length::Length;
use crate::template::Prohibition;

/// More lines than this are broken as a paragraph is.
const MOST_LINES: usize = 4;

/// What a line more than the fewest costs: less than a word cut in two.
const ANOTHER_LINE: i64 = 30;

/// Cuts the items of a title, or of a line that stands under it, into lines; `measure` is the full line, of which one character on
/// each side stays free. What recurs in `texts` is a word.
pub fn shape<'a>(
    items: &[Item],
    measure: Length,
    role: Role,
    level: Prohibition,
    texts: impl Iterator<Item = &'a str>,
) -> Option<Vec<Range<usize>>> {
    let em = items.iter().map(|item| item.advance).max()?;
    let room = (measure - em * 2).at_least(em);
    let width: Length = items.iter().map(|item| item.width() + item.gap).sum();
    // What stands under a title is no larger than the text: a line of it may be full.
    let one_line = if role == Role::Title { room } else { measure };
    if width <= one_line {
        return Some(std::iter::once(0..items.len()).collect());
    }
    let fewest = usize::try_from((width.units() + room.units() - 1) / room.units().max(1)).ok()?.max(2);
    if fewest > MOST_LINES {
        return None;
    }
    let title = Title::new(items, level, texts);
    // Whole words may need a line more than the width alone.
    let mut best: Option<(i64, Vec<Range<usize>>)> = None;
    for lines in fewest..=MOST_LINES {
        let more = ANOTHER_LINE * (lines - fewest) as i64;
        if best.as_ref().is_some_and(|(least, _)| *least <= more) {
            break;
        }
        if let Some((cost, ranges)) = title.best(lines, room, em)
            && best.as_ref().is_none_or(|(least, _)| cost + more < *least)
        {
            best = Some((cost + more, ranges));
        }
    }
    best.map(|(_, ranges)| ranges)
}

struct Title<'a> {
    items: &'a [Item],
    /// Width of all items before each.
    before: Vec<Length>,
    /// What a cut behind each item costs; none where there may be none.
    cuts: Vec<Option<i64>>,
}

impl<'a> Title<'a> {
    fn new<'b>(items: &'a [Item], level: Prohibition, texts: impl Iterator<Item = &'b str>) -> Title<'a> {
        let mut before = vec![Length::ZERO];
        for item in items {
            before.push(*before.last().unwrap_or(&Length::ZERO) + item.width() + item.gap);
        }
        let breaks = opportunities(items, level);
        let characters: Vec<char> = items.iter().map(|item| item.character).collect();
        let words = Words::of(&characters, texts);
        let groups = inside_groups(items);
        let cuts = (0..items.len())
            .map(|i| (breaks[i] == Break::Yes).then(|| cut_cost(items, i, &words) + if groups[i] { 100 } else { 0 }))
            .collect();
        Title { items, before, cuts }
    }

    fn width(&self, range: Range<usize>) -> Length {
        self.before[range.end] - self.before[range.start]
    }

    /// The cheapest way to cut into that many lines, none wider than `room`.
    fn best(&self, lines: usize, room: Length, em: Length) -> Option<(i64, Vec<Range<usize>>)> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        let mut ends = Vec::with_capacity(lines);
        self.search(lines, room, em, 0, &mut ends, &mut best);
        let (cost, ends) = best?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        Some((cost, starts.zip(ends.iter().copied()).map(|(start, end)| start..end).collect()))
    }

    fn search(&self, lines: usize, room: Length, em: Length, cost: i64, ends: &mut Vec<usize>, best: &mut Option<(i64, Vec<usize>)>) {
        if best.as_ref().is_some_and(|(least, _)| cost >= *least) {
            return;
        }
        let start = ends.last().copied().unwrap_or(0);
        if lines == 1 {
            if self.width(start..self.items.len()) <= room && start < self.items.len() {
                ends.push(self.items.len());
                let total = cost + self.shape_cost(ends, em);
                if best.as_ref().is_none_or(|(least, _)| total < *least) {
                    *best = Some((total, ends.clone()));
                }
                ends.pop();
            }
            return;
        }
        for end in start + 1..self.items.len() {
            if self.width(start..end) > room {
                break;
            }
            if let Some(cut) = self.cuts[end - 1] {
                ends.push(end);
                self.search(lines - 1, room, em, cost + cut, ends, best);
                ends.pop();
            }
        }
    }

    /// What the outline of the lines costs, in the words of the standard: no rectangle, no hourglass, no stub.
    fn shape_cost(&self, ends: &[usize], em: Length) -> i64 {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let tenths: Vec<i64> = starts.zip(ends).map(|(start, end)| self.width(start..*end).units() * 10 / em.units().max(1)).collect();
        let mut cost = 0;
        for pair in tenths.windows(2) {
            cost += ((pair[0] - pair[1]).abs() - 60).max(0) * 3 / 10;
        }
        if tenths.iter().all(|width| (width - tenths[0]).abs() < 5) {
            cost += 8; // a rectangle
        }
        if tenths.windows(3).any(|w| w[1] < w[0] && w[1] < w[2]) {
            cost += 12; // an hourglass
        }
        if tenths.last().is_some_and(|last| *last < 40) {
            cost += 20; // a stub
        }
        if tenths.len() == 2 && tenths[0] < tenths[1] {
            cost += 2; // the upper line is better the longer one
        }
        cost
    }
}

/// Whether a cut behind item `i` is inside 《…》, “…” or （…）.
fn inside_groups(items: &[Item]) -> Vec<bool> {
    let mut depth = 0usize;
    items
        .iter()
        .map(|item| {
            match item.class {
                Class::Open => depth += 1,
                Class::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > 0
        })
        .collect()
}

/// What a line's end behind item `i` costs.
fn cut_cost(items: &[Item], i: usize, words: &Words) -> i64 {
    let (a, b) = (&items[i], &items[i + 1]);
    let mark = |class: Class| {
        matches!(class, Class::Close | Class::Pause | Class::Stop | Class::Query | Class::Centred | Class::Space | Class::Blank)
    };
    if mark(a.class) || b.class == Class::Open || b.class == Class::Dash {
        return 0;
    }
    let own = match words.joints[i] {
        Joint::Word => return 60,
        _ if words.ending[i] => return 40,
        Joint::Term(terms) => 24 + 4 * i64::from(terms.min(4)),
        // The next line begins with what 的 ties to.
        _ if "的之".contains(b.character) => return 40,
        Joint::Edge if "的和与及暨或與".contains(a.character) => return 3,
        // 学习 | 贯彻 is one doing, 振兴 | 谱写 begins another.
        Joint::Edge if words.leads[i] && words.leading[i] => 8,
        Joint::Edge if "在关關".contains(b.character) || words.leads[i] => 2,
        Joint::Edge => 4,
    };
    // 抓 | 党建 parts what belongs together, 书记 | 抓党建 does not; nor does 会议 | 上的讲话 read well.
    // A character that is no word may belong to what is beside it; two of them may be one.
    let single = match (words.single[i] && a.bond == Bond::None, words.single.get(i + 1) == Some(&true)) {
        (true, true) => 30,
        (true, false) | (false, true) => 10,
        (false, false) => 0,
    };
    own + single + if words.leading[i] { 8 } else { 0 } + if words.closing[i] { 5 } else { 0 }
}
