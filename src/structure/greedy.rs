//! The measure of wrapped text to the column: a line is filled until the next word does not fit.
//!
//! Each line that breaks off in mid-sentence says that the measure is no less than it fills, marks that may hang aside, and
//! less than it and the next word would fill. Where nearly all agree, a line that ends in a stop and had room for the next
//! word ends its paragraph, though no indent and no blank line says so.
//!
//! **Always true:** lines are read as they stood in the source; a mark that a rule widened counts as it was.

use super::line::{Ending, Line, columns_of, is_closer, is_stop};
use super::numbering;

/// One in so many may disagree.
const ODD_ONE: usize = 20;
/// How far below the widest lines (columns) a line still says something: a heading is shorter.
const REACH: usize = 12;
/// Nothing is wrapped wider (columns).
const WIDEST: usize = 160;
/// How far short a line may fall (columns) for a Latin word's sake.
const LATIN: usize = 8;
/// Characters of a word that is looked at.
const WORD: usize = 60;

/// What the program that wrapped a text counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Metric {
    /// Columns: a digit is half of a Han.
    #[default]
    Columns,
    /// Characters, whatever their width; each is given as two columns here.
    Characters,
}

impl Metric {
    /// How far a line reached in the source, its indent too.
    pub fn reach(self, line: &Line<'_>) -> usize {
        line.indent
            + match self {
                Metric::Columns => line.filled,
                Metric::Characters => line.characters * 2,
            }
    }

    /// The same without the spaces inside it: what lays out labels and names is no text.
    pub fn inked(self, line: &Line<'_>) -> usize {
        match self {
            Metric::Columns => line.indent + line.width,
            Metric::Characters => self.reach(line),
        }
    }

    /// Lines that must agree, at least: columns are what most count.
    fn fewest(self) -> usize {
        match self {
            Metric::Columns => 4,
            Metric::Characters => 5,
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Metric::Columns => columns_of(c),
            Metric::Characters => 2,
        }
    }

    /// The columns of closing marks at a line's end, which may hang past the measure.
    pub fn hung(self, line: &Line<'_>) -> usize {
        line.text.chars().rev().take(4).take_while(|c| closes(*c)).map(|c| self.of(c)).sum()
    }

    /// Whether the first word of the next line would have stood on this one.
    pub fn fits(self, line: &Line<'_>, next: &Line<'_>, measure: usize) -> bool {
        self.reach(line) + self.first_word(next.text) <= measure
    }

    /// The columns of what cannot be parted at a line's start: opening marks, a character or a Latin word, closing marks.
    fn first_word(self, text: &str) -> usize {
        let mut chars = text.chars().take(WORD).peekable();
        let mut columns = 0;
        while let Some(open) = chars.next_if(|c| matches!(c, '“' | '‘' | '（' | '(' | '《' | '〈' | '「' | '『' | '【' | '〔')) {
            columns += self.of(open);
        }
        let Some(first) = chars.next() else { return columns };
        columns += self.of(first);
        // Who counts characters parts words, too.
        if first.is_ascii_alphanumeric() && self == Metric::Columns {
            while let Some(c) = chars.next_if(char::is_ascii_graphic) {
                columns += self.of(c);
            }
        }
        while let Some(c) = chars.next_if(|c| closes(*c)) {
            columns += self.of(c);
        }
        columns
    }
}

/// The measure that nearly all lines that break off agree on, in columns; `top` is about where they end.
pub(super) fn measure(lines: &[Line<'_>], metric: Metric, usual_blank: usize, top: usize) -> Option<usize> {
    // How many more lines agree on a width than on the one before it.
    let mut change = [0_isize; WIDEST + 2];
    let mut asked = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let free = |line: &Line<'_>| line.role.is_none() && !line.stands_alone() && !line.text.starts_with('>');
        let goes_on = matches!(line.ending, Ending::Open | Ending::Comma)
            && next.blank_before <= usual_blank
            && next.indent <= line.indent
            && numbering::marker(next.text).is_none();
        let filled = metric.reach(line);
        if !free(line) || !free(next) || !goes_on || filled + REACH < top || filled > WIDEST {
            continue;
        }
        asked += 1;
        let least = filled.saturating_sub(metric.hung(line)).min(WIDEST);
        let most = (filled + metric.first_word(next.text)).clamp(least + 1, WIDEST + 1);
        change[least] += 1;
        change[most] -= 1;
    }
    let (mut agree, mut best) = (0, (0, 0));
    for (width, change) in change.iter().enumerate() {
        agree += change;
        if agree > best.0 {
            best = (agree, width);
        }
    }
    let (agree, measure) = (usize::try_from(best.0).unwrap_or(0), best.1);
    (agree >= metric.fewest() && (asked - agree) * ODD_ONE <= asked).then_some(measure)
}

/// Whether no line of a paragraph had room for the first word of the next, and none is a label (`时间：`).
pub(super) fn is_filled(lines: &[Line<'_>], metric: Metric) -> bool {
    let open = lines.len().saturating_sub(1);
    let least = lines.iter().take(open).map(|line| metric.reach(line).saturating_sub(metric.hung(line))).max().unwrap_or(0);
    let is_label = |line: &Line<'_>| line.text.chars().take(9).any(|c| matches!(c, '：' | ':'));
    // Where Latin words and figures are parted only the program that wrapped them knows.
    let is_latin = |line: &Line<'_>| line.text.chars().any(|c| c.is_ascii_alphanumeric());
    let slack = |line: &Line<'_>, next: &Line<'_>| if is_latin(line) || is_latin(next) { LATIN } else { 0 };
    lines.windows(2).all(|pair| matches!(pair, [line, next] if !metric.fits(line, next, least.saturating_sub(slack(line, next)))))
        && !lines.iter().any(is_label)
}

fn closes(c: char) -> bool {
    is_stop(c) || is_closer(c) || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '.')
}

#[cfg(test)]
mod tests {
    use crate::structure::sample;

    /// Wraps paragraphs at `measure` characters; closing marks hang where they do not fit.
    fn wrapped(paragraphs: &[&str], measure: usize) -> String {
        let mut text = String::new();
        for paragraph in paragraphs {
            let mut filled = 0;
            for c in paragraph.chars() {
                if filled >= measure && !super::closes(c) {
                    text.push('\n');
                    filled = 0;
                }
                text.push(c);
                filled += 1;
            }
            text.push('\n');
        }
        text
    }

    const PARAGRAPHS: [&str; 6] = [
        "修渠的事，老支书讲了一辈子，从年轻时讲到头发全白，可是山高石硬，钱又不够，一年拖一年，始终没有动工，村里人渐渐也不再提起。",
        "那年春天来了三个技术员，背着仪器在山上走了整整半个月，晚上就睡在看林人的小屋里，回来时鞋底都磨穿了。",
        "线路定下来以后，家家户户出工，青壮年打石头，老人和妇女背沙子，学校放了学，孩子们也来帮着递工具，工地上从早到晚都是人。",
        "水通的那天，全村人都站在渠边上看，谁也不说话，只听见水流的声音。",
        "老支书蹲下来，捧起一捧水，喝了一口，又喝了一口，然后用袖子擦了擦眼睛，站起来说，回家做饭吧，明天还要栽秧，早一天栽下去就多一分收成。",
        "如今渠还在，他已经不在了，清明节去看他的人，都要带一瓶渠里的水。",
    ];

    #[test]
    fn a_line_with_room_for_the_next_word_ends_its_paragraph() {
        for measure in 17..46 {
            let text = wrapped(&PARAGRAPHS, measure);
            let lines: Vec<&str> = text.lines().collect();
            let found: Vec<String> = sample::blocks(&text).into_iter().map(|block| block.text).collect();
            // A last line that is full says nothing; all others do.
            let full = |paragraph: &&str| lines.iter().any(|line| paragraph.ends_with(line) && line.chars().count() >= measure);
            let expected = 6 - PARAGRAPHS[..5].iter().filter(|paragraph| full(paragraph)).count();
            assert_eq!(found.len(), expected, "wrapped at {measure}: {found:#?}");
        }
    }
}
