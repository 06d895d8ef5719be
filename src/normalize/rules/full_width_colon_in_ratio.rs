//! A full-width colon between two numbers that are no clock time: a ratio or a score, 3：1 (W1).

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::rules::full_width_time::captions;

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-colon-in-ratio",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/full-width-colon-in-ratio.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let colons = memmem::find_iter(normal.text.as_bytes(), "：").filter(|at| is_ratio(&normal.text, *at, at + "：".len()));
    colons
        .map(|offset| {
            let said = Diagnostic::note(RULE.name, "this ： stands between two numbers, where a ratio or score has a half-width one");
            Finding { offset, diagnostic: said.quoting(excerpt(normal, offset)).hint("set : or ∶ in the source if a ratio is meant") }
        })
        .collect()
}

/// Short numbers on both sides; 表1：2020年 is a caption, 日程1：30人 counts.
fn is_ratio(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let is_digit = |c: &char| c.is_ascii_digit();
    let left = before.chars().rev().take(4).take_while(is_digit).count();
    let right = after.chars().take(4).take_while(is_digit).count();
    let named = before.chars().rev().nth(left).is_some_and(captions);
    let counted =
        after.chars().nth(right).is_some_and(|c| "人年月日个個天户戶号號次名元万亿億项項条條位岁歲家种種类類点點时時分米吨噸".contains(c));
    (1..=3).contains(&left) && (1..=3).contains(&right) && !named && !counted
}
