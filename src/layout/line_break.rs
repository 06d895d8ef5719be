//! Where a paragraph's lines end: 避头尾, unbreakable units, squeeze in first and push out second.
//!
//! Lines are broken one by one, as word processors do, so that pages agree with the DOCX. A mark that may not start a
//! line is brought into it by squeezing where that disturbs less than stretching the line without it (先挤进，后推出). A line that
//! is loose all the same shares that with the one before.
//!
//! **Always true:** a line's natural width less its shrink never exceeds the measure, unless one item alone does; every
//! item is on exactly one line.

use std::ops::Range;

use super::class::{Class, Tie, is_han_figure, is_han_numeral, tie};
use super::faces::is_han;
use super::itemize::Item;
use super::justify::{shrink_of, shrink_of_gap};
use crate::length::Length;
use crate::template::{LineRules, Prohibition};

/// Latin runs at least this long (in items) are URLs and paths: they break after / . ? & = -.
const LONG_WORD: usize = 20;
/// Latin runs longer than any word (a checksum): they break inside where the line before would be loose.
const NO_WORD: usize = 32;
/// Where URLs break.
const URL_JOINTS: &str = "/.?&=-";
/// Where shorter addresses (a name at a host) break, too.
const ADDRESS_JOINTS: &str = "@./";

/// The measures of a paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Room on the first line.
    pub first: Length,
    /// Room on the others.
    pub rest: Length,
}

impl Measure {
    /// The room on a line.
    pub fn of(&self, first: bool) -> Length {
        if first { self.first } else { self.rest }
    }
}

/// Whether a line may end behind an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Never.
    No,
    /// Between a number and its unit, inside an address, inside a word that no line can hold: only where the line would be loose.
    Loose,
    /// It may.
    Yes,
}

/// The same for lines of this room: a piece of a word that is wider than a whole line, or longer than any word, breaks anywhere,
/// and begins on the line that it follows instead of leaving it empty.
fn opportunities_in(items: &[Item], level: Prohibition, room: Length) -> Vec<Break> {
    let mut breaks = opportunities(items, level);
    let mut start = 0;
    while start < items.len() {
        let word = items[start..].iter().take_while(|item| item.class.is_latin()).count();
        let piece = (start..start + word).find(|i| breaks[*i] == Break::Yes).map_or(word, |i| i + 1 - start);
        let end = start + piece;
        if piece > NO_WORD || items[start..end].iter().map(|item| item.width() + item.gap).sum::<Length>() > room {
            let inside = |i: &usize| breaks[*i] == Break::No && items[*i + 1].class != Class::Combining;
            let inside: Vec<usize> = (start..end.saturating_sub(1)).filter(inside).collect();
            inside.into_iter().for_each(|i| breaks[i] = Break::Loose);
        }
        start = end.max(start + 1);
    }
    breaks
}

/// Where lines may end: `breaks[i]` says whether one may end behind item `i`.
pub fn opportunities(items: &[Item], level: Prohibition) -> Vec<Break> {
    let words = word_lengths(items);
    let at = |i: usize| {
        if i + 1 >= items.len() || !may_break(items, i, &words, level) {
            return if is_address_joint(items, i) { Break::Loose } else { Break::No };
        }
        match tie(items[i + 1].character) {
            Tie::None => Break::Yes,
            Tie::Unit if items[i].class == Class::Digit => Break::Loose,
            Tie::Number if items[i].class == Class::Digit => Break::No,
            Tie::Unit | Tie::Number => Break::Yes,
        }
    };
    (0..items.len()).map(at).collect()
}

/// Whether an address may end a line behind item `i`: name@ host, but no shorter piece than three characters on either side.
fn is_address_joint(items: &[Item], i: usize) -> bool {
    let Some(next) = items.get(i + 1) else { return false };
    if !ADDRESS_JOINTS.contains(items[i].character) || next.class != Class::Letter {
        return false;
    }
    let before = items[..=i].iter().rev().take(LONG_WORD).take_while(|item| item.class.is_latin());
    let behind = items[i + 1..].iter().take(LONG_WORD).take_while(|item| item.class.is_latin());
    let has_at = before.clone().chain(behind.clone()).any(|item| item.character == '@');
    has_at && before.count() >= 3 && behind.count() >= 3
}

/// The length of the Latin run that each item belongs to.
fn word_lengths(items: &[Item]) -> Vec<usize> {
    let mut lengths = vec![0; items.len()];
    let mut start = 0;
    while start < items.len() {
        let end = items[start..].iter().position(|item| !item.class.is_latin()).map_or(items.len(), |n| start + n);
        lengths[start..end].fill(end - start);
        start = end.max(start + 1);
    }
    lengths
}

fn may_break(items: &[Item], i: usize, words: &[usize], level: Prohibition) -> bool {
    let (a, b) = (&items[i], &items[i + 1]);
    if matches!(b.class, Class::Combining | Class::Space) {
        return false; // spaces stay behind what they follow, and vanish at the line's end
    }
    if a.class.is_latin() && b.class.is_latin() {
        let is_decimal = || a.character == '.' && b.class == Class::Digit && i > 0 && items[i - 1].class == Class::Digit;
        return words[i] >= LONG_WORD && URL_JOINTS.contains(a.character) && !URL_JOINTS.contains(b.character) && !is_decimal();
    }
    if !b.class.may_start_line(level) || !a.class.may_end_line(level) || is_ordinal(items, i) || is_han_number(items, i) {
        return false;
    }
    let before_space = || items[..i].iter().rev().find(|item| item.class != Class::Space);
    match (a.class, b.class) {
        // GB/T 9704: a standard's letters stay with its number.
        (Class::Space, Class::Digit) => !before_space().is_some_and(|item| item.character.is_ascii_uppercase()),
        (Class::Space, second) => before_space().is_none_or(|item| item.class.may_end_line(level)) && second != Class::Blank,
        (Class::Blank, Class::Blank) => false,
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => false,
        // 2020—2025, 5～10, 3%～5%: one number, at every level.
        (Class::Digit | Class::LatinClose | Class::Postfix, Class::Connector) => !items.get(i + 2).is_some_and(|c| c.class == Class::Digit),
        (Class::Connector, Class::Digit) => {
            let before = i.checked_sub(1).and_then(|i| items.get(i));
            !before.is_some_and(|item| matches!(item.class, Class::Digit | Class::LatinClose | Class::Postfix))
        }
        (Class::Digit, Class::Postfix) | (Class::Prefix, Class::Digit) => false,
        (Class::Han, Class::Digit) => a.character != '第',
        _ => true,
    }
}

/// Whether items `i` and `i + 1` belong to an ordinal and the word it counts: 一是抓, （一）加, 1.加.
fn is_ordinal(items: &[Item], i: usize) -> bool {
    let character = |i: Option<usize>| i.and_then(|i| items.get(i)).map(|item| item.character);
    let numeral = |i: Option<usize>| character(i).is_some_and(|c| is_han_numeral(c) || c.is_ascii_digit());
    // A count stands at a paragraph's head or behind a mark; 统一是 is none.
    let counts = |i: Option<usize>| {
        numeral(i) && i.and_then(|i| i.checked_sub(1)).and_then(|i| items.get(i)).is_none_or(|before| before.class.begins_clause())
    };
    let verb = |i: usize| matches!(character(Some(i)), Some('是' | '要'));
    match items[i].character {
        '）' | ')' => {
            let inside =
                items[..i].iter().rev().take_while(|item| is_han_numeral(item.character) || item.class == Class::Digit).take(4).count();
            inside > 0 && matches!(character(i.checked_sub(inside + 1)), Some('（' | '('))
        }
        '.' => numeral(i.checked_sub(1)) && items[i + 1].class == Class::Han,
        '是' | '要' => counts(i.checked_sub(1)),
        _ => verb(i + 1) && counts(Some(i)),
    }
}

/// Whether a break behind item `i` would cut a number in Han figures: 二〇二四年, 三五七.
fn is_han_number(items: &[Item], i: usize) -> bool {
    let figure = |i: Option<usize>| i.and_then(|i| items.get(i)).is_some_and(|item| is_han_figure(item.character));
    let (before, behind) = (figure(i.checked_sub(1)), figure(Some(i + 2)));
    figure(Some(i)) && (figure(Some(i + 1)) && (before || behind) || before && items[i + 1].character == '年')
}

/// A line under trial: widths and shrink summed up to some item.
#[derive(Clone, Copy, Default)]
struct Sums {
    width: Length,
    shrink: Length,
}

/// A legal end of the line: its item range ends before `next`.
#[derive(Clone, Copy)]
struct Candidate {
    next: usize,
    /// Natural width, spaces at the end taken off and the last mark's empty half given up.
    width: Length,
    shrink: Length,
}

/// The lines of a paragraph as item ranges. Spaces at line ends belong to the range, so that nothing is lost.
pub fn break_lines(items: &[Item], measure: Measure, rules: &LineRules) -> Vec<Range<usize>> {
    let breaks = opportunities_in(items, rules.prohibition, measure.rest);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let end = line_end(items, &breaks, start, measure.of(lines.is_empty()), rules);
        lines.push(start..end);
        start = end;
    }
    share_slack(items, &breaks, &mut lines, measure, rules);
    mend_runt(items, &breaks, &mut lines, measure, rules);
    lines
}

fn line_end(items: &[Item], breaks: &[Break], start: usize, room: Length, rules: &LineRules) -> usize {
    let mut sums = Sums::default();
    let mut natural: Option<Candidate> = None;
    let mut squeezed: Option<Candidate> = None;
    let mut loose: Option<Candidate> = None;
    let mut fitting = start + 1;
    for i in start..items.len() {
        add(&mut sums, items, start, i, rules);
        let candidate = ending_behind(items, start, i, sums);
        if candidate.width - candidate.shrink > room {
            // Later items only make it longer, but a mark that gives up its half may still come: look one further.
            if sums.width - sums.shrink > room + items[i].advance {
                break;
            }
            continue;
        }
        fitting = i + 1;
        let fits = candidate.width <= room;
        match breaks[i] {
            Break::No if i + 1 < items.len() => {}
            Break::Loose if fits => loose = Some(candidate),
            Break::Loose => {}
            Break::Yes | Break::No if fits => natural = Some(candidate),
            Break::Yes | Break::No => squeezed = Some(candidate),
        }
    }
    // A line with a twentieth of its measure to hand out is visibly loose: the unit goes down without its number.
    if natural.is_none_or(|line| (room - line.width) * 20 > room) && squeezed.is_none() {
        natural = loose.filter(|loose| natural.is_none_or(|line| loose.next > line.next)).or(natural);
    }
    match (natural, squeezed) {
        (None, None) => fitting,
        (Some(line), None) | (None, Some(line)) => line.next,
        (Some(line), Some(tight)) if tight.next > line.next => {
            // 先挤进: a mark is squeezed in where that moves half of what stretching would; halves missing from a whole line
            // of marks are seen sooner than a hair more between all of its characters.
            if (tight.width - room) * 2 <= room - line.width { tight.next } else { line.next }
        }
        (Some(line), Some(_)) => line.next,
    }
}

/// Adds item `i` of the line that starts at `start`.
fn add(sums: &mut Sums, items: &[Item], start: usize, i: usize, rules: &LineRules) {
    let item = &items[i];
    sums.width += item.width() + if i > start { item.gap } else { Length::ZERO };
    sums.shrink += shrink_of(item);
    if i > start {
        sums.shrink += shrink_of_gap(&items[i - 1], item);
    }
    if i == start && rules.squeezes_start(start == 0) && item.class.has_empty_left_half() && item.trim_left == Length::ZERO {
        sums.width -= item.advance / 2; // CLREQ: an opening mark at a line's start loses its empty half
        sums.shrink -= shrink_of(item);
    }
}

/// The line as it would be if it ended behind item `i`.
fn ending_behind(items: &[Item], start: usize, i: usize, sums: Sums) -> Candidate {
    let (mut width, mut shrink) = (sums.width, sums.shrink);
    let mut last = i;
    while last > start && matches!(items[last].class, Class::Space | Class::Blank) {
        width -= items[last].width() + items[last].gap;
        last -= 1;
    }
    let item = &items[last];
    if item.class.has_empty_right_half() && item.trim_right == Length::ZERO {
        // GB/T 15834, 5.1.10: a mark at a line's end takes half an em.
        width -= item.advance / 2;
        shrink -= shrink_of(item);
    }
    Candidate { next: i + 1, width, shrink }
}

/// A line that is loose by a sixteenth, since a number or a word did not fit, shares that with the line before: it begins up to four
/// characters earlier where that makes the looser of the two visibly tighter. The number of lines stays.
fn share_slack(items: &[Item], breaks: &[Break], lines: &mut [Range<usize>], measure: Measure, rules: &LineRules) {
    for n in 1..lines.len().saturating_sub(1) {
        let (above, own) = (lines[n - 1].clone(), lines[n].clone());
        let (room_above, room) = (measure.of(n == 1), measure.rest);
        let slack = |range: Range<usize>, room: Length| room - natural_width(items, range, rules);
        let now = slack(own.clone(), room);
        if now * 16 <= room {
            continue;
        }
        let earlier = (above.start + 1..own.start).rev().take(4);
        let tighter = earlier.filter(|start| breaks[start - 1] == Break::Yes).filter_map(|start| {
            let (first, second) = (slack(above.start..start, room_above), slack(start..own.end, room));
            let worst = first.at_least(second);
            (second >= Length::ZERO && worst * 5 <= now * 4).then_some((worst, start))
        });
        if let Some((_, start)) = tighter.min_by_key(|(worst, start)| (*worst, own.start - start)) {
            (lines[n - 1].end, lines[n].start) = (start, start);
        }
    }
}

/// The width of a line before it is justified.
fn natural_width(items: &[Item], range: Range<usize>, rules: &LineRules) -> Length {
    let mut sums = Sums::default();
    for i in range.clone() {
        add(&mut sums, items, range.start, i, rules);
    }
    ending_behind(items, range.start, range.end.saturating_sub(1), sums).width
}

/// 孤字: a last line of one Han takes another down from the line above, or goes up if that line can be squeezed
/// (CLREQ, adjustments of orphans and widows).
fn mend_runt(items: &[Item], breaks: &[Break], lines: &mut Vec<Range<usize>>, measure: Measure, rules: &LineRules) {
    let [.., above, last] = lines.as_slice() else { return };
    let (above, last) = (above.clone(), last.clone());
    let han = |range: Range<usize>| items[range].iter().filter(|item| is_han(item.character)).count();
    if han(last.clone()) != 1 || items[last.clone()].iter().any(|item| item.class.is_latin()) || last.len() > 3 {
        return;
    }
    let room = measure.of(lines.len() == 2);
    let mut sums = Sums::default();
    for i in above.start..last.end {
        add(&mut sums, items, above.start, i, rules);
    }
    let joined = ending_behind(items, above.start, last.end - 1, sums);
    if joined.width - joined.shrink <= room {
        lines.truncate(lines.len() - 2);
        lines.push(above.start..last.end);
        return;
    }
    let earlier = (above.start..last.start - 1).rev().take(6).find(|i| breaks[*i] == Break::Yes && han(*i + 1..last.end) >= 2);
    if let Some(i) = earlier {
        lines.truncate(lines.len() - 2);
        lines.push(above.start..i + 1);
        lines.push(i + 1..last.end);
    }
}
