//! A number in digits that opens a paragraph is followed by a dot: 1、 1． 1， (N52; GB/T 15834—2011, B.3.3; GB/T 9704—2012, 7.3.3).
//!
//! In front of a year the dot has a space behind it, or it would be that of a decimal.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_han;
use crate::normalize::line::Line;
use crate::normalize::ordinals::{arabic_end, introduces};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pause-mark-after-arabic-ordinal",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_numbered(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/pause-mark-after-arabic-ordinal.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let Some(end) = line.opens().then(|| arabic_end(line, 0)).flatten() else { return };
    match line.at(end) {
        '、' | '．' if introduces(line, end + 1) => proposals.replace_char(end, '.'),
        '、' | '．' if begins_with_year(line, end + 1) => proposals.replace(end, end + 1, ". "),
        ',' | '，' if introduces(line, end + 1) && !is_cell(line, end + 1) => proposals.replace_char(end, '.'),
        _ => {}
    }
}

/// 2024年工作总结
fn begins_with_year(line: &Line, from: usize) -> bool {
    let end = line.run_end(from, |c| c.is_ascii_digit());
    end - from == 4 && matches!(line.at(from), '1' | '2') && line.at(end) == '年' && is_han(line.at(end + 1))
}

/// 1，张三，男: numbers and names between commas are a row, not an item.
fn is_cell(line: &Line, from: usize) -> bool {
    line.chars().iter().skip(from).take(4).any(|c| matches!(c, '，' | ','))
}
