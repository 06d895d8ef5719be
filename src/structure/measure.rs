//! The measure of hard-wrapped text: what the whole file says about the width of its lines.
//!
//! Evidence that a file is wrapped: most of its lines reach the same width and end in mid-sentence, and what follows would not
//! have fitted.
//!
//! **Always true:** a file without ends in mid-sentence has no measure.

use super::evidence::{Clue, Scale};
use super::greedy::{self, Metric};
use super::line::{Ending, Line};
use super::numbering;

/// Lines this narrow (columns) say nothing about wrapping: headings and verse are as short.
pub(super) const NARROW: usize = 24;
/// How far a full line may fall short of the measure (columns): a word or a mark that did not fit.
pub(super) const RAGGED: usize = 6;
/// Lines that stand this far in (columns) are centred or signed, not wrapped.
pub(super) const FAR: usize = 12;
/// Wrapped lines are no wider than this (columns).
pub(super) const WIDEST: usize = 160;

/// What the whole file says about its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrapping {
    /// The width that full lines reach, indent included, if the file is hard-wrapped.
    pub measure: Option<usize>,
    /// The same to the column, where nearly every line that breaks off could not have held the next word.
    pub exact: Option<usize>,
    /// What these count.
    pub metric: Metric,
    /// Whether what goes on below a marker stands deeper than it.
    pub hangs: bool,
    /// Whether first lines stand in, and lines at the edge go on.
    indented: bool,
    /// Whether running heads are left out, and paragraphs go on behind them.
    pub drops_noise: bool,
    /// What speaks for that, and against it.
    pub clues: Vec<Clue>,
    /// Blank lines that stand between any two lines and therefore say nothing.
    pub usual_blank: usize,
}

impl Wrapping {
    /// Weighs the lines of a file.
    pub fn of(lines: &[Line<'_>], drops_noise: bool) -> Wrapping {
        let free: Vec<&Line<'_>> = lines.iter().filter(|line| line.role.is_none() && !line.stands_alone()).collect();
        let spaced = free.iter().skip(1).filter(|line| line.blank_before > 0).count();
        // One or two lines say little: three at least, and nine of ten.
        let usual_blank = if free.len() > 2 && spaced * 10 >= (free.len() - 1) * 9 {
            free.iter().skip(1).map(|line| line.blank_before).filter(|blank| *blank > 0).min().unwrap_or(0)
        } else {
            0
        };
        let weighed = |metric: Metric| {
            let (top, mut scale) = weigh(&free, metric).unwrap_or_default();
            let exact = greedy::measure(lines, metric, usual_blank, top);
            scale.put(exact.is_some(), Clue::NextDidNotFit);
            scale.put(has_blocks(lines, metric, usual_blank, top), Clue::BlocksOfOneWidth);
            let wrapped = scale.suffices();
            let (measure, exact) = (wrapped.then_some(top), exact.filter(|_| wrapped));
            let hangs = items_hang(lines, usual_blank);
            let mut wrapping = Wrapping { measure, exact, metric, hangs, indented: false, drops_noise, clues: scale.clues, usual_blank };
            wrapping.indented = wrapping.sets_first_lines_in(lines);
            wrapping
        };
        let columns = weighed(Metric::Columns);
        if columns.exact.is_some() {
            return columns;
        }
        // An editor that counts characters leaves lines with figures in them short.
        Some(weighed(Metric::Characters)).filter(|characters| characters.exact.is_some()).unwrap_or(columns)
    }

    /// Whether lines at the edge hang below first lines that stand in: nearly all of them follow a full line.
    fn sets_first_lines_in(&self, lines: &[Line<'_>]) -> bool {
        /// Fewer lines say too little.
        const FEWEST: usize = 5;
        let at_edge = |pair: &&[Line<'_>]| matches!(pair, [line, next] if line.role.is_none() && next.indent == 0 && self.is_text(next) && next.blank_before <= self.usual_blank);
        let (mut all, mut below_full) = (0, 0);
        for pair in lines.windows(2).filter(at_edge) {
            all += 1;
            below_full += usize::from(self.is_full(&pair[0]));
        }
        self.measure.is_some()
            && all >= FEWEST
            && below_full * 10 >= all * 8
            && lines.iter().any(|line| line.indent > 0 && self.is_full(line))
    }

    /// Whether a line is running text by itself: full, or the end of a sentence.
    fn is_text(&self, line: &Line<'_>) -> bool {
        line.role.is_none() && (self.is_full(line) || line.ending == Ending::Stop)
    }

    /// Whether a line that is not quite full goes on at the edge: figures make it look short.
    pub fn hangs_on(&self, last: &Line<'_>, next: &Line<'_>) -> bool {
        let long = self.measure.is_some_and(|measure| self.metric.inked(last) * 3 >= measure * 2);
        self.indented && long && next.indent == 0 && self.is_text(next)
    }

    /// Whether a paragraph that could end here does: the line had room for the next word, or the next is as short as a first
    /// line that lost its indent.
    pub fn ends(&self, last: &Line<'_>, next: &Line<'_>) -> bool {
        match self.exact {
            Some(measure) => self.metric.fits(last, next, measure),
            None => is_first_line(next, self),
        }
    }

    pub fn is_full(&self, line: &Line<'_>) -> bool {
        let reach = self.metric.inked(line);
        self.measure.is_some_and(|measure| reach + RAGGED >= measure && reach <= measure + RAGGED)
    }
}

/// The width that most lines reach, and what speaks for their being wrapped there; nothing where there are too few.
fn weigh(lines: &[&Line<'_>], metric: Metric) -> Option<(usize, Scale)> {
    /// Fewer lines of one width are chance.
    const FEWEST: usize = 3;
    let mut at_width = [0_usize; WIDEST + 1];
    let (mut wide, mut beyond) = (0, 0);
    for line in lines.iter().filter(|line| line.indent < FAR) {
        let total = metric.inked(line);
        match at_width.get_mut(total) {
            Some(lines) if total >= NARROW => {
                *lines += 1;
                wide += 1;
            }
            Some(_) => {}
            None => beyond += 1,
        }
    }
    // Where most lines lie within the ragged edge.
    let band = |top: usize| -> usize { at_width[top.saturating_sub(RAGGED)..=top].iter().sum() };
    let top = (NARROW..=WIDEST).max_by_key(|top| (band(*top), usize::MAX - *top))?;
    let inside: Vec<&&Line<'_>> = lines
        .iter()
        .filter(|line| line.indent < FAR && (top.saturating_sub(RAGGED).max(NARROW)..=top).contains(&metric.inked(line)))
        .collect();
    let broken = inside.iter().filter(|line| is_broken(line)).count();
    // A mark may hang past the measure.
    let is_wider = |line: &&&Line<'_>| line.indent < FAR && metric.inked(line) > top + metric.hung(line);
    let above = lines.iter().filter(is_wider).count();
    let stops: usize = inside.iter().map(|line| line.text.matches(['，', '。', '、', ',', '；']).count()).sum();
    let full = inside.len();
    let hanging = inside.windows(2).filter(|pair| pair[1].indent < pair[0].indent).count();
    let mut scale = Scale::default();
    scale.put(full * 2 >= wide + beyond && full * 4 < (wide + beyond) * 3, Clue::SameWidth);
    scale.put(full * 4 >= (wide + beyond) * 3, Clue::VerySameWidth);
    scale.put(broken * 5 >= full * 2 && broken * 5 < full * 3, Clue::MidSentence);
    scale.put(broken * 5 >= full * 3, Clue::MostlyMidSentence);
    scale.put(above * 10 <= full, Clue::NoneWider);
    scale.put(above * 10 > full && above * 5 <= full, Clue::SomeWider);
    scale.put(above * 5 > full, Clue::ManyWider);
    scale.put(stops * 2 >= full, Clue::Sentences);
    scale.put(stops * 2 < full, Clue::NoSentences);
    scale.put(hanging > 0, Clue::HangingLines);
    (full >= FEWEST).then_some((top, scale))
}

/// Whether blank lines set off blocks whose lines reach one width, all but the last.
fn has_blocks(lines: &[Line<'_>], metric: Metric, usual_blank: usize, top: usize) -> bool {
    /// Fewer blocks are chance.
    const FEWEST: usize = 3;
    let blocks = lines.chunk_by(|line, next| next.blank_before <= usual_blank && line.role.is_none() && next.role.is_none());
    let wrapped = |block: &[Line<'_>]| -> Option<bool> {
        let (last, full) = block.split_last().filter(|(_, full)| !full.is_empty())?;
        let reaches = |line: &Line<'_>| (top.saturating_sub(RAGGED)..=top + metric.hung(line)).contains(&metric.inked(line));
        Some(full.iter().all(|line| reaches(line) && !line.text.starts_with('>')) && metric.inked(last) <= top + metric.hung(last))
    };
    let judged: Vec<bool> = blocks.filter_map(wrapped).collect();
    let good = judged.iter().filter(|wrapped| **wrapped).count();
    good >= FEWEST && good * 3 >= judged.len() * 2
}

/// Whether items hang: below a marker that breaks off the text goes on deeper, twice at least, and all such lines reach one width,
/// which none below them passes. Headings over text that is set in do not: they are short, and no mark divides them.
fn items_hang(lines: &[Line<'_>], usual_blank: usize) -> bool {
    /// Two headings may well be equally long up to this width (columns); two lines that reach it were cut there.
    const LONG: usize = 44;
    let divided = |line: &Line<'_>| {
        let words = numbering::marker(line.text).and_then(|marker| line.text.get(marker.end..)).unwrap_or_default();
        words.contains(['，', ',', '。', '；', '：', '“', '《', '（', '、'])
    };
    let reach = |line: &Line<'_>| line.indent + line.width;
    let pairs = lines.windows(2).filter_map(|pair| match pair {
        [line, next] if is_broken(line) && hangs_below(line, next, usual_blank) => Some((reach(line), reach(next), divided(line))),
        _ => None,
    });
    let (mut count, mut least, mut most) = (0, usize::MAX, 0);
    let mut is_prose = false;
    for (upper, lower, divided) in pairs {
        is_prose |= divided;
        if lower > upper + RAGGED {
            return false;
        }
        (count, least, most) = (count + 1, least.min(upper), most.max(upper));
    }
    count >= 2 && most - least <= RAGGED && (is_prose || most >= LONG)
}

/// Whether a line stands deeper than the marker above it, as its words do.
pub(super) fn hangs_below(line: &Line<'_>, next: &Line<'_>, usual_blank: usize) -> bool {
    /// How far the words of an item may stand from its marker (columns).
    const DEEPEST: usize = 8;
    let deeper = next.indent > line.indent && next.indent <= line.indent + DEEPEST;
    let free = line.role.is_none() && next.role.is_none() && next.blank_before <= usual_blank;
    deeper && free && line.width >= NARROW && numbering::marker(line.text).is_some() && numbering::marker(next.text).is_none()
}

/// Whether a line ends in the middle of a sentence.
pub(super) fn is_broken(line: &Line<'_>) -> bool {
    matches!(line.ending, Ending::Open | Ending::Comma)
}

/// In wrapped text whose indents were lost, a first line is two characters short of the measure.
fn is_first_line(line: &Line<'_>, wrapping: &Wrapping) -> bool {
    wrapping.measure.is_some_and(|measure| (measure.saturating_sub(6)..=measure.saturating_sub(4)).contains(&line.width))
}
