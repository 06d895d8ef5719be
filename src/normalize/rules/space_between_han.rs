//! One space between two Han goes where a sentence runs (N43).
//!
//! It stays where it says something: in a line without a stop (headings, names, verse), in a name of two characters
//! (王 强), and wherever there is more than one. A line set with a space after every character is no such place.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_mark, is_han};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-between-han",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[' ']), chinese_only: true, propose },
    page: include_str!("../../../docs/rules/space-between-han.md"),
};

/// Characters standing alone in a row that show that a line is set apart.
const SET_APART: usize = 4;

fn propose(line: &Line, proposals: &mut Proposals) {
    let is_gap = |at: &usize| line.at(*at) == ' ' && is_han(line.before(*at)) && is_han(line.at(at + 1));
    let gaps: Vec<usize> = (1..line.chars().len()).filter(is_gap).collect();
    if gaps.is_empty() {
        return;
    }
    let runs_on = line.has_stop();
    let is_set_apart = most_in_a_row(line, &gaps) >= SET_APART && (runs_on || !line.is_short() || line.chars().last() == Some(&'：'));
    for gap in gaps {
        if is_set_apart || (runs_on && !is_name(line, gap)) {
            proposals.delete(gap, gap + 1);
        }
    }
}

/// How many single characters stand in a row with one space between each.
fn most_in_a_row(line: &Line, gaps: &[usize]) -> usize {
    let (mut most, mut row, mut last) = (0, 0, None);
    for gap in gaps {
        row = if last == Some(gap.saturating_sub(2)) { row + 1 } else { 2 };
        // The first must stand alone, too: 代表大会 人 民 is two.
        if row == 2 && is_han(line.before(gap - 1)) {
            row = 1;
        }
        last = Some(*gap);
        let stands_alone = !is_han(line.at(gap + 2));
        most = most.max(if stands_alone { row } else { row - 1 });
    }
    most
}

/// Two single characters between marks: a name set to the width of three.
fn is_name(line: &Line, gap: usize) -> bool {
    let is_end = |c: char| c == EDGE || is_cjk_mark(c);
    is_end(line.before(gap - 1)) && is_end(line.at(gap + 2))
}
