//! One space between Han and a Latin letter or digit goes (N42): the quarter em there is the engine's (CLREQ).
//!
//! A number that opens the line or names a table or figure keeps its space, and so does a long number in a short line.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_mark, is_han, is_latin, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};
use crate::normalize::separators;

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-between-han-and-latin",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[' ']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/space-between-han-and-latin.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut is_short = None;
    for (at, c) in line.chars().iter().enumerate() {
        let (before, after) = (line.before(at), line.at(at + 1));
        let divides = (is_han(before) && is_latin(after)) || (is_latin(before) && is_han(after));
        if *c != ' ' || !divides || !line.is_free(at - 1) || !line.is_free(at + 1) {
            continue;
        }
        let in_short_line = *is_short.get_or_insert_with(|| line.is_short());
        let stays = ends_address(line, at)
            || numbers_what_follows(line, at, in_short_line)
            || (in_short_line && has_long_number(line, at))
            || (separators::is_at_dialled_number(line, at) && !is_counted(line, at))
            || separators::divides(line, at)
            || ((!is_counted(line, at) || begins_year(line, at)) && line.has_paragraphs());
        if !stays {
            proposals.delete(at, at + 1);
        }
    }
}

/// `https://a.cn/说明.pdf 下载`: an address goes on in Han, and the space ends it.
fn ends_address(line: &Line, at: usize) -> bool {
    let run = line.chars().iter().take(at).rev().take_while(|c| !is_space(**c) && !is_cjk_mark(**c)).count();
    is_latin(line.before(at)) && line.protected().meets(at - run, at)
}

/// `1 总则`, `2.1 目标`, `表1 统计`: the space ends a number. `2024 年`: it does not.
fn numbers_what_follows(line: &Line, at: usize, in_short_line: bool) -> bool {
    if !line.before(at).is_ascii_digit() {
        return false;
    }
    // No number is longer; the bound keeps a line of digits linear.
    let length = line.chars().iter().take(at).rev().take(12).take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).count();
    if is_unit(line.at(at + 1)) {
        return length <= 7 && line.before(at - length) == EDGE && in_short_line && heads_word(line, at, length);
    }
    match line.before(at - length) {
        EDGE => true,
        space if is_space(space) => in_short_line && names_number(line.inked_before(at - length)),
        before => in_short_line && names_number(before),
    }
}

/// `1 项目概述`, `2.1 人员安排`: a unit that begins a word, in a line that is a heading by its looks. `3 月5日`, `3 年级`, `2.5
/// 亿元人民币`: it counts.
fn heads_word(line: &Line, at: usize, length: usize) -> bool {
    let is_calendar = "年月日号號时時分秒届屆岁歲".contains(line.at(at + 1));
    let is_figure = length > 2 && "元万萬亿億千百米公吨斤亩".contains(line.at(at + 1));
    !is_calendar && !is_figure && line.chars().iter().skip(at + 1).all(|c| is_han(*c)) && line.chars().len() - at > 3
}

fn names_number(c: char) -> bool {
    matches!(c, '表' | '图' | '圖' | '件' | '录' | '錄' | '例')
}

/// What is counted, or how: it belongs to the number before it.
fn is_unit(c: char) -> bool {
    "年月日号號时時分秒个個元万萬亿億千百人项項条條章节節名位次度级級岁歲届屆周天多余餘后後世米公吨斤亩户家所座".contains(c)
}

/// Whether a unit stands behind the number beside the space.
fn is_counted(line: &Line, at: usize) -> bool {
    let end = line.run_end(at + 1, |c| c.is_ascii_digit());
    is_unit(line.at(at + 1)) || is_unit(line.inked_from(end))
}

/// `讲话 2024年3月6日`: a year in full may begin a line of its own.
fn begins_year(line: &Line, at: usize) -> bool {
    line.run_end(at + 1, |c| c.is_ascii_digit()) == at + 5 && line.at(at + 5) == '年'
}

fn has_long_number(line: &Line, at: usize) -> bool {
    let before = line.chars().iter().take(at).rev().take(5).take_while(|c| c.is_ascii_digit()).count();
    let after = line.chars().iter().skip(at + 1).take(5).take_while(|c| c.is_ascii_digit()).count();
    before == 5 || after == 5
}
