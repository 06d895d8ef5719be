//! Decimal numberings: 1 概述, 1.1 背景, 1.1.1 现状, 2 设计.
//!
//! `1 概述` and `1.1背景` alone are no markers: figures begin lines like these, too. Where such numbers follow each other
//! they are, and the rows of a text support each other; so this runs over all paragraphs before any is judged.
//!
//! **Always true:** only lines that end open and are short become headings; fewer than two decimals change nothing.

use super::evidence::{Clue, Reason};
use super::line::{Ending, is_han};
use super::numbering::{self, Kind, Marker};
use super::paragraph::Paragraph;

/// The longest heading, in characters.
const LONGEST: usize = 40;
/// The deepest number: 1.1.1.1.
const DEEPEST: usize = 4;

/// A number in parts, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    parts: [usize; DEEPEST],
    /// How many of them there are.
    depth: usize,
    /// Whether a dot or 、 ends it: `1.` and `1 ` are two styles.
    is_dotted: bool,
    /// Whether its words follow at once: `1项目概述`.
    pub is_glued: bool,
    /// Where the words begin, in bytes.
    end: usize,
}

impl Number {
    /// What it numbers, if it stands in a row.
    pub fn kind(&self) -> Kind {
        match self.depth {
            1 => Kind::Top,
            2 => Kind::Decimal,
            3 => Kind::Decimals,
            _ => Kind::DeepDecimals,
        }
    }

    /// Its last part, and those before it.
    pub fn split(&self) -> (usize, &[usize]) {
        let parts = self.parts.get(..self.depth).unwrap_or_default();
        parts.split_last().map_or((0, &[]), |(last, above)| (*last, above))
    }

    /// Whether it follows another: its first child, a later sibling, or what comes after one of those above it.
    fn follows(&self, before: Option<&Number>) -> bool {
        let Some(before) = before else { return self.parts[1..self.depth].iter().all(|part| *part == 1) };
        let alike = self.parts.iter().zip(&before.parts).take(self.depth.min(before.depth)).take_while(|(own, other)| own == other).count();
        if alike == before.depth || alike == self.depth {
            // A child; the same number again is none.
            return alike < self.depth && self.parts[alike..self.depth].iter().all(|part| *part == 1);
        }
        let (own, other) = (self.parts[alike], before.parts[alike]);
        let rest = self.parts[alike + 1..self.depth].iter().all(|part| *part == 1);
        // Among siblings a number may be missing: that is told, not doubted.
        own > other && rest && (own == other + 1 || alike + 1 == self.depth && own < other + 4)
    }
}

/// The number a text begins with: `1 概述`, `1、概述`, `1.1概述`. Whether it is one the row must show.
pub(super) fn number(text: &str) -> Option<Number> {
    let mut parts = [0; DEEPEST];
    let (first, mut rest) = numbering::arabic_number(text).filter(|(number, _)| *number < 100)?;
    parts[0] = first;
    let mut depth = 1;
    while depth < DEEPEST
        && let Some((part, more)) = rest.strip_prefix(['.', '．']).and_then(numbering::arabic_number).filter(|(part, _)| *part < 100)
    {
        parts[depth] = part;
        (rest, depth) = (more, depth + 1);
    }
    let dotted = rest.strip_prefix(['.', '．', '、']);
    let behind = dotted.unwrap_or(rest);
    let words = behind.trim_start();
    let is_glued = depth == 1 && dotted.is_none() && words.len() == behind.len();
    let named = words.starts_with(|c: char| is_han(c) || c.is_ascii_alphabetic() || is_roman(c)) && !numbering::measures(words);
    let dated = depth == 1 && words.starts_with(['月', '日', '时', '時', '号', '號', '天', '人']);
    (named && !dated && parts[1..depth].iter().all(|part| *part > 0)).then(|| Number {
        parts,
        depth,
        is_dotted: dotted.is_some(),
        is_glued,
        end: text.len() - words.len(),
    })
}

/// Ⅰ to Ⅻ: 3.1 Ⅰ级响应.
fn is_roman(c: char) -> bool {
    matches!(c, 'Ⅰ'..='Ⅻ')
}

/// Marks rows whose numbers have no mark but a space: 一 秦朝, 1 皇帝, 2 郡县, 二 汉朝. The Han numbers count on through the text,
/// two of them at least; the figures begin again under each. Without Han numbers three figures in a row, each with text of
/// its own below.
pub(super) fn mark_bare(paragraphs: &mut [Paragraph]) {
    const FEWEST: usize = 3;
    let is_line = |paragraph: &Paragraph| {
        paragraph.is_open() && paragraph.marker.is_none() && paragraph.ending == Ending::Open && paragraph.count <= LONGEST
    };
    let mut tops: Vec<(usize, Marker)> = Vec::new();
    let mut figures: Vec<(usize, Marker)> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| is_line(paragraph)) {
        if let Some(marker) = spaced(&paragraph.text, numbering::han_number, Kind::Han) {
            if marker.number == tops.len() + 1 {
                tops.push((at, marker));
            }
        } else if let Some(marker) = spaced(&paragraph.text, numbering::arabic_number, Kind::Top) {
            figures.push((at, marker));
        }
    }
    if tops.len() < 2 {
        tops.clear();
    }
    let mut marked = tops.clone();
    let begins: Vec<usize> = tops.iter().map(|(at, _)| *at).chain([paragraphs.len()]).collect();
    for bounds in begins.windows(2) {
        let [from, to] = bounds else { continue };
        let row = figures.iter().filter(|(at, _)| (*from..*to).contains(at));
        marked.extend(row.zip(1..).take_while(|((_, marker), number)| marker.number == *number).map(|(row, _)| *row));
    }
    let has_text =
        |at: usize| paragraphs.get(at + 1).is_some_and(|next| next.is_open() && next.marker.is_none() && next.ending == Ending::Stop);
    let counts = figures.iter().zip(1..).all(|((at, marker), number)| marker.number == number && has_text(*at));
    if tops.is_empty() && figures.len() >= FEWEST && counts {
        marked = figures;
    }
    for (at, marker) in marked {
        paragraphs[at].marker = Some(marker);
        paragraphs[at].why.push(Reason::of(Clue::OutlineRow));
    }
}

/// A number, a space, and words in Han that it does not count.
fn spaced(text: &str, read: fn(&str) -> Option<(usize, &str)>, kind: Kind) -> Option<Marker> {
    let (number, rest) = read(text).filter(|(number, _)| (1..100).contains(number))?;
    let words = rest.trim_start();
    let parted = words.len() < rest.len() && words.starts_with(is_han) && !numbering::measures(words);
    let dated = words.starts_with(['月', '日', '时', '時', '号', '號', '天', '人']);
    (parted && !dated).then_some(Marker { kind, number, end: text.len() - words.len() })
}

/// Marks the lines of the decimal rows.
pub(super) fn mark(paragraphs: &mut [Paragraph]) {
    /// How many numbers of one part are looked at above 2.1: there may be a list between.
    const REACH: usize = 50;
    let numbers: Vec<(usize, Number)> = paragraphs
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| paragraph.is_open())
        .filter_map(|(at, paragraph)| Some((at, number(&paragraph.text)?)))
        .collect();
    let is_line = |at: usize| paragraphs[at].ending == Ending::Open && paragraphs[at].count <= LONGEST;
    let mut taken: Vec<bool> = vec![false; numbers.len()];
    let mut last: Option<Number> = None;
    // The numbers of one part since the last of the row: the nearest may be the one above 2.1.
    let mut tops: Vec<usize> = Vec::new();
    for (place, (at, number)) in numbers.iter().enumerate() {
        if number.depth == 1 {
            if is_line(*at) {
                tops.push(place);
            }
            continue;
        }
        // What is glued to its number must stand right above.
        let heads = |top: &Number, place: usize| top.parts[0] == number.parts[0] && (!top.is_glued || place + 1 == *at);
        let near = tops.iter().rev().take(REACH);
        let top = near.copied().find(|top| numbers.get(*top).is_some_and(|(place, top)| heads(top, *place)));
        let begins = top.is_some() && number.parts[1..number.depth].iter().all(|part| *part == 1);
        if number.follows(last.as_ref()) || begins && last.is_none_or(|last| last.parts[0] < number.parts[0]) {
            taken[place] = true;
            if begins && let Some(top) = top {
                taken[top] = true;
            }
            last = Some(*number);
            tops.clear();
        }
    }
    let row = numbers.iter().zip(&taken).filter(|((at, number), taken)| **taken && number.depth > 1 && is_line(*at)).take(2).count();
    if row < 2 {
        return;
    }
    childless(&numbers, &mut taken, &is_line);
    let marked: Vec<(usize, Number)> =
        numbers.iter().zip(taken).filter(|((at, _), taken)| *taken && is_line(*at)).map(|(number, _)| *number).collect();
    for (at, number) in marked {
        paragraphs[at].marker = Some(Marker { kind: number.kind(), number: number.split().0, end: number.end });
        paragraphs[at].why.push(Reason::of(Clue::OutlineRow));
    }
}

/// Chapters that have no sections, among those that have: written the same way, and their number fits between.
fn childless(numbers: &[(usize, Number)], taken: &mut [bool], is_line: &impl Fn(usize) -> bool) {
    let tops: Vec<usize> = (0..numbers.len()).filter(|place| numbers[*place].1.depth == 1 && is_line(numbers[*place].0)).collect();
    let Some(style) = tops.iter().find(|place| taken[**place]).map(|place| numbers[*place].1.is_dotted) else { return };
    // What the next chapter that is known says, for each place.
    let mut next = usize::MAX;
    let mut bounds = vec![usize::MAX; tops.len()];
    for (bound, place) in bounds.iter_mut().zip(&tops).rev() {
        *bound = next;
        if taken[*place] {
            next = numbers[*place].1.parts[0];
        }
    }
    let mut last: Option<usize> = None;
    for (index, (place, bound)) in tops.iter().zip(bounds).enumerate() {
        let (at, number) = &numbers[*place];
        let beside = |other: Option<&usize>| other.is_some_and(|other| !taken[*other] && numbers[*other].0.abs_diff(*at) == 1);
        let crowded = beside(tops.get(index + 1)) || index.checked_sub(1).is_some_and(|before| beside(tops.get(before)));
        let fits =
            last.is_none_or(|last| number.parts[0] == last + 1) && (last.is_some() || number.parts[0] <= 1) && number.parts[0] < bound;
        if taken[*place] || !number.is_glued && number.is_dotted == style && fits && !crowded {
            taken[*place] = true;
            last = Some(number.parts[0]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Role;
    use crate::structure::sample;

    fn levels(text: &str) -> Vec<usize> {
        let level = |role| if let Role::Heading(level) = role { level.number() } else { 0 };
        sample::blocks(text).into_iter().map(|block| level(block.role)).collect()
    }

    #[test]
    fn numbers_that_follow_each_other_are_headings_however_they_are_written() {
        for text in [
            "1 概述\n1.1 背景\n说得很短。\n1.2 目标\n说得很短。\n2 设计\n2.1 原则\n说得很短。",
            "1概述\n1.1 背景\n说得很短。\n1.2 目标\n说得很短。\n2 设计\n2.1 原则\n说得很短。",
            "1. 概述\n1.1 背景\n说得很短。\n1.2 目标\n说得很短。\n2. 设计\n2.1 原则\n说得很短。",
            "1、概述\n1.1背景\n说得很短。\n1.2目标\n说得很短。\n2、设计\n2.1原则\n说得很短。",
        ] {
            assert_eq!(levels(text), [1, 2, 0, 2, 0, 1, 2, 0], "{text}");
        }
        assert_eq!(levels("1 引言\n说得很短。\n2 方法\n2.1 取样\n2.1.1 布点\n说得很短。\n3 结论\n说得很短。"), [1, 0, 1, 2, 3, 0, 1, 0]);
    }

    #[test]
    fn figures_are_no_headings() {
        assert_eq!(levels("3.5万元是去年的数\n2.1版已经发出\n说完了，大家散会。"), [0; 3]);
        assert_eq!(levels("说三件事，请大家记好。\n1.买米\n2.买油\n3.买盐"), [0; 4]);
    }
}
