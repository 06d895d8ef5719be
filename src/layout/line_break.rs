//! Where a paragraph's lines end: 避头尾, unbreakable units, squeeze in first and push out second.
//!
//! Lines are broken one by one, as word processors do, so that pages agree with the DOCX. A mark that may not start a
//! line is brought into it by squeezing where that disturbs less than stretching the line without it (先挤进，后推出). A line that
//! is loose all the same shares that with the one before.
//!
//! **Always true:** a line's natural width less its shrink never exceeds the measure, unless one item alone does; every
//! item is on exactly one line.

use std::ops::Range;

use super::class::{Class, is_han_numeral};
use super::faces::is_han;
use super::itemize::Item;
use super::justify::{shrink_of, shrink_of_gap, takes_space};
use super::number::Bond;
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

/// How many lines before it a loose line shares its slack with.
const REACH: usize = 3;
/// A line that has more than this part of its measure to hand out shares that with those before.
const SHARED: i64 = 28;
/// A line that would have more than this to hand out is squeezed instead where that moves no more.
const LOOSE: i64 = 20;
/// A measure word leaves its number where each place would get more than this part of an em.
const UNEVEN: i64 = 12;
/// A quarter of an em at each place is a failed line: there a date parts, or a number in Han figures.
const FAILED: i64 = 4;
/// Half an em at each place is more than is set: there a unit leaves its Arabic figures.
const HOPELESS: i64 = 2;
/// For each kind of break that is taken only then: the part of an em at each place above which it is.
const LIMITS: [(Break, i64); 3] = [(Break::Loose, UNEVEN), (Break::Dear, FAILED), (Break::Rare, HOPELESS)];

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
    /// Before a unit behind Arabic figures: only where the line could not be justified.
    Rare,
    /// Inside a date or a number in Han figures: only where the line would fail otherwise.
    Dear,
    /// Before a measure word behind Han figures, inside an address, inside a word that no line can hold: only where the line would be loose.
    Loose,
    /// It may.
    Yes,
}

/// The same for lines of this room: a piece of a word that is wider than a whole line, or longer than any word, breaks anywhere,
/// and begins on the line that it follows instead of leaving it empty.
fn opportunities_in(items: &[Item], level: Prohibition, room: Length) -> Vec<Break> {
    let mut breaks = opportunities(items, level);
    let (mut start, mut word_end) = (0, 0);
    while start < items.len() {
        if start >= word_end {
            word_end = start + items[start..].iter().take_while(|item| item.class.is_latin()).count();
        }
        let end = (start..word_end).find(|i| breaks[*i] == Break::Yes).map_or(word_end, |i| i + 1);
        if end - start > NO_WORD || items[start..end].iter().map(|item| item.width() + item.gap).sum::<Length>() > room {
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
        match items[i + 1].bond {
            Bond::None => Break::Yes,
            Bond::Unit => Break::Loose,
            Bond::Number => Break::Dear,
            Bond::Figure => Break::Rare,
            Bond::Firm => Break::No,
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
    if !b.class.may_start_line(level) || !a.class.may_end_line(level) || is_ordinal(items, i) {
        return false;
    }
    let before_space = || items[..i].iter().rev().find(|item| item.class != Class::Space);
    match (a.class, b.class) {
        // GB/T 9704: a standard's letters stay with its number.
        (Class::Space, Class::Digit) => !before_space().is_some_and(|item| item.character.is_ascii_uppercase()),
        (Class::Space, second) => before_space().is_none_or(|item| item.class.may_end_line(level)) && second != Class::Blank,
        (Class::Blank, Class::Blank) => false,
        (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) => false,
        // 2020—2025, 5～10, 3%～5%, —18℃: one number, at every level.
        (Class::Digit | Class::LatinClose | Class::Postfix, Class::Connector) => !items.get(i + 2).is_some_and(|c| c.class == Class::Digit),
        (Class::Connector, Class::Digit) => false,
        (Class::Digit, Class::Postfix) | (Class::Prefix, Class::Digit) => false,
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

/// Where one line may end.
struct End {
    /// Behind whole units.
    whole: usize,
    /// Further on, at each kind of break in [`LIMITS`].
    others: [Option<usize>; 3],
}

/// The lines of a paragraph as item ranges. Spaces at line ends belong to the range, so that nothing is lost.
pub fn break_lines(items: &[Item], measure: Measure, rules: &LineRules) -> Vec<Range<usize>> {
    let breaks = opportunities_in(items, rules.prohibition, measure.rest);
    let paragraph = Paragraph { items, breaks: &breaks, measure, rules };
    let em = items.iter().map(|item| item.advance).max().unwrap_or(Length::ZERO);
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let end = line_end(items, &breaks, start, measure.of(lines.is_empty()), rules);
        let reach = lines.len().saturating_sub(REACH);
        let before = if end.others != [None; 3] { lines[reach..].to_vec() } else { Vec::new() };
        let mut first = paragraph.add(&mut lines, start..end.whole);
        for (other, (_, limit)) in end.others.into_iter().zip(LIMITS) {
            // A full line of Han alone holds as many as the grid has, rather than stand for a number; a first one has no grid to fill.
            let short = |lines: &[Range<usize>]| lines.len() > 1 && lines.last().is_some_and(|line| !paragraph.is_mixed(line.clone()));
            if let Some(other) = other.filter(|_| paragraph.stretch(&lines, first) * limit > em || short(&lines)) {
                lines.truncate(reach);
                lines.extend(before.iter().cloned());
                first = paragraph.add(&mut lines, start..other);
            }
        }
        start = lines.last().map_or(items.len(), |line| line.end);
    }
    mend_runt(items, &breaks, &mut lines, measure, rules);
    lines
}

/// A paragraph whose lines are being made.
struct Paragraph<'a> {
    items: &'a [Item],
    breaks: &'a [Break],
    measure: Measure,
    rules: &'a LineRules,
}

impl Paragraph<'_> {
    /// Adds a line. One that is loose, since a number or a word did not fit, shares that with up to three lines before; the number of
    /// lines stays. Gives back the first of those that share.
    fn add(&self, lines: &mut Vec<Range<usize>>, line: Range<usize>) -> usize {
        let (last, ends) = (lines.len(), line.end == self.items.len());
        lines.push(line);
        if ends || self.slack(lines, last) * SHARED <= self.measure.of(last == 0) { last } else { self.spread(lines) }
    }

    /// Spreads the slack of the last line evenly over it and those before: each begins up to eight characters earlier, what it gets of
    /// the next it passes on. All stay as they were unless the loosest gets visibly tighter. Gives back the first line that is concerned.
    fn spread(&self, lines: &mut [Range<usize>]) -> usize {
        let Some(last) = lines.len().checked_sub(1) else { return 0 };
        let top = last.saturating_sub(REACH);
        let (before, own) = (lines[top..].to_vec(), self.slack(lines, last));
        let mut first = last;
        for n in (top + 1..=last).rev() {
            let target = self.slack(lines, n) / (n - top + 1) as i64;
            let (above, line) = (lines[n - 1].clone(), lines[n].clone());
            // A full line of Han alone holds as many as the grid has.
            let earlier = (above.start + 1..line.start).rev().take(8);
            let earlier = earlier.filter(|start| self.breaks[start - 1] == Break::Yes && self.is_mixed(above.start..*start));
            let slack = |start: usize| self.slack_of(n, start..line.end);
            let even = earlier.map(|start| (slack(start), start)).filter(|(slack, _)| *slack >= Length::ZERO);
            let Some((_, start)) = even.min_by_key(|(slack, start)| ((*slack - target).units().abs(), line.start - start)) else { break };
            (lines[n - 1].end, lines[n].start) = (start, start);
            first = n - 1;
        }
        let worst = (first..=last).map(|n| self.slack(lines, n)).max().unwrap_or(own);
        if worst * 5 > own * 4 {
            lines[top..].clone_from_slice(&before);
            return last;
        }
        first
    }

    /// How far each place of the loosest of the lines from `first` on is stretched, or would be if none were the last.
    fn stretch(&self, lines: &[Range<usize>], first: usize) -> Length {
        let places = |n: usize| self.items[lines[n].clone()].windows(2).filter(|pair| takes_space(&pair[0], &pair[1])).count();
        let stretch = (first..lines.len()).map(|n| self.slack(lines, n) / places(n).max(1) as i64);
        stretch.max().unwrap_or(Length::ZERO)
    }

    /// Whether there is more in a line than Han.
    fn is_mixed(&self, line: Range<usize>) -> bool {
        self.items.get(line).is_none_or(|items| items.iter().any(|item| item.class != Class::Han))
    }

    fn slack(&self, lines: &[Range<usize>], n: usize) -> Length {
        self.slack_of(n, lines[n].clone())
    }

    fn slack_of(&self, n: usize, line: Range<usize>) -> Length {
        self.measure.of(n == 0) - natural_width(self.items, line, self.rules)
    }
}

fn line_end(items: &[Item], breaks: &[Break], start: usize, room: Length, rules: &LineRules) -> End {
    let mut sums = Sums::default();
    let mut natural: Option<Candidate> = None;
    let mut squeezed: Option<Candidate> = None;
    let mut others = [None; 3];
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
            Break::Rare | Break::Dear | Break::Loose => {
                if let Some(n) = LIMITS.iter().position(|(kind, _)| *kind == breaks[i]).filter(|_| fits) {
                    others[n] = Some(candidate.next);
                }
            }
            Break::Yes | Break::No if fits => natural = Some(candidate),
            Break::Yes | Break::No => squeezed = Some(candidate),
        }
    }
    let whole = match (natural, squeezed) {
        (None, None) => None,
        (Some(line), None) | (None, Some(line)) => Some(line.next),
        // 先挤进: a mark is squeezed in where that moves half of what stretching would; halves missing from a whole line
        // of marks are seen sooner than a hair more between all of its characters.
        (Some(line), Some(tight)) => {
            // Of a line that would be loose: where it moves no more than stretching would.
            let share = if (room - line.width) * LOOSE > room { 1 } else { 2 };
            let squeezes = tight.next > line.next && (tight.width - room) * share <= room - line.width;
            Some(if squeezes { tight.next } else { line.next })
        }
    };
    let end = whole.or(others[0]).or(others[1]).or(others[2]).unwrap_or_else(|| forced_end(items, start, fitting, rules));
    End { whole: end, others: others.map(|other| other.filter(|other| *other > end)) }
}

/// Where a line ends in which nothing may part: as late as its classes allow, or else where it is full.
fn forced_end(items: &[Item], start: usize, fitting: usize, rules: &LineRules) -> usize {
    let level = rules.prohibition;
    let allowed = |end: &usize| {
        let (Some(a), Some(b)) = (items.get(end - 1), items.get(*end)) else { return true };
        let pair = matches!((a.class, b.class), (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis));
        !pair && b.class != Class::Space && b.class.may_start_line(level) && a.class.may_end_line(level)
    };
    (start + 1..=fitting).rev().find(allowed).unwrap_or(fitting)
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
