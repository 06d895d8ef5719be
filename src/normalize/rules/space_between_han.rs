//! One space between two Han goes where a sentence runs (N43).
//!
//! It stays where it says something: in a line without a stop (headings, names, verse), in a name of two characters
//! (王 强), and wherever there is more than one. A line set with a space after every character is no such place.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_mark, is_closing, is_han, is_han_digit, is_opening};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};
use crate::normalize::separators;

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-between-han",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[' ']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/space-between-han.md"),
};

/// Characters standing alone in a row that show that a line is set apart.
const SET_APART: usize = 4;

/// Characters of an ordinal, at most: 第一百二十三条之一.
const ORDINAL: usize = 12;

/// Characters in half a motto, at most.
const MOTTO: usize = 12;

fn propose(line: &Line, proposals: &mut Proposals) {
    let is_gap = |at: &usize| line.at(*at) == ' ' && is_han(line.before(*at)) && is_han(line.at(at + 1));
    let gaps: Vec<usize> = (1..line.chars().len()).filter(is_gap).collect();
    if gaps.is_empty() || line.has_paragraphs() {
        return;
    }
    let runs_on = line.has_stop();
    let (labels, rest): (Vec<usize>, Vec<usize>) = gaps.iter().partition(|gap| separators::is_in_spread_label(line, **gap));
    let in_a_row = most_in_a_row(line, &rest);
    let is_sentence = runs_on || !line.is_short() || line.chars().last() == Some(&'：');
    // 第 一 条 is an ordinal, whatever else is kept apart in a short line.
    let is_ordinal = line.at(0) == '第' && 2 * in_a_row == line.chars().len() + 1;
    let is_set_apart = (in_a_row >= SET_APART && is_sentence) || is_ordinal;
    for gap in gaps {
        let stays =
            if is_set_apart { ends_ordinal(line, gap) } else { !runs_on || divides(line, gap) || labels.binary_search(&gap).is_ok() };
        if !stays {
            proposals.delete(gap, gap + 1);
        }
    }
}

/// `第 一 章 总 则`: behind the number a space stays (GB/T 15834—2011, B.3).
fn ends_ordinal(line: &Line, gap: usize) -> bool {
    // No number has more characters, a space behind each.
    let Some(number) = line.chars().get(..gap).filter(|number| number.len() <= 2 * ORDINAL) else { return false };
    let number: Vec<char> = number.iter().copied().filter(|c| *c != ' ').collect();
    number.first() == Some(&'第') && is_ordinal(&number)
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

/// Whether the space says something even where a sentence runs.
fn divides(line: &Line, gap: usize) -> bool {
    is_name(line, gap)
        || follows_ordinal(line, gap)
        || is_byline(line, gap)
        || is_motto(line, gap)
        || separators::is_at_name(line, gap)
        || separators::divides(line, gap)
}

/// Two single characters between marks: a name set to the width of three.
fn is_name(line: &Line, gap: usize) -> bool {
    ends(line.before(gap - 1)) && ends(line.at(gap + 2))
}

fn ends(c: char) -> bool {
    c == EDGE || is_cjk_mark(c)
}

/// `第一条 为了…`, `二 方法`: the space ends the number that opens the line.
fn follows_ordinal(line: &Line, gap: usize) -> bool {
    line.chars().get(..gap).is_some_and(|number| number.len() <= ORDINAL && is_ordinal(number))
}

/// 第一条, 第三条之一, 二.
fn is_ordinal(number: &[char]) -> bool {
    let is_number = |number: &[char]| number.iter().all(|c| is_han_digit(*c) || c.is_ascii_digit());
    // 第一百二十三条之一
    let (number, inserted) = match number.iter().position(|c| *c == '之') {
        Some(at) => (number.get(..at).unwrap_or_default(), number.get(at + 1..).unwrap_or_default()),
        None => (number, &[][..]),
    };
    match number {
        ['第', number @ .., unit] => "编篇部章节条款项回课讲讲節條編".contains(*unit) && is_number(number) && is_number(inserted),
        number => inserted.is_empty() && number.iter().all(|c| is_han_digit(*c)),
    }
}

/// `记者 朱江 摄`.
fn is_byline(line: &Line, gap: usize) -> bool {
    let ahead = line.chars().get(..gap).unwrap_or_default();
    let role =
        [['记', '者'], ['記', '者'], ['作', '者'], ['编', '辑'], ['讯', '员'], ['摄', '影']].iter().any(|role| ahead.ends_with(role));
    role || (matches!(line.at(gap + 1), '摄' | '攝' | '著' | '译' | '編' | '编') && ends(line.at(gap + 2)))
}

/// `“赤水河谷 中国酱香”`: two halves of a motto or title, short, without a stop.
fn is_motto(line: &Line, gap: usize) -> bool {
    let inside = |c: &char| is_han(*c) || *c == ' ';
    let before = line.chars().iter().take(gap).rev().take(MOTTO).take_while(|c| inside(c)).count();
    let after = line.chars().iter().skip(gap + 1).take(MOTTO).take_while(|c| inside(c)).count();
    is_opening(line.before(gap - before)) && is_closing(line.at(gap + 1 + after))
}
