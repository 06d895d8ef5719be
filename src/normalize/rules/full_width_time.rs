//! A full-width colon in a clock time becomes ASCII: １０：３０ (N12). Ratios and scores (3：1) stay as they are.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-time",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['：']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-time.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if *c == '：' && is_hour(line, at) && is_minute(line, at + 1) && !is_ratio(line, at) {
            proposals.replace_char(at, ':');
        }
    }
}

/// Whether 0–24 stands before.
fn is_hour(line: &Line, end: usize) -> bool {
    let digits = line.chars().iter().take(end).rev().take(3).take_while(|c| c.is_ascii_digit()).count();
    let hour = line.chars().get(end - digits..end).unwrap_or_default().iter().fold(0, |hour, c| hour * 10 + c.to_digit(10).unwrap_or(0));
    matches!(digits, 1 | 2) && hour <= 24 && !captions(line.before(end - digits))
}

/// Words for a ratio or a score, in front of it: 配合比1：15, 比分是12：30, 以3：15.
const RATIOS_BEFORE: [&str; 19] =
    ["比", "率", "比例", "比分", "比值", "比重", "例", "以", "胜", "负", "平", "败", "勝", "負", "敗", "缩尺", "浓度", "按", "成绩"];
/// The same behind it: 1：15的比例, 12：30获胜.
const RATIOS_BEHIND: [&str; 20] = [
    "的比", "比例", "的配", "的赔", "的浓", "的溶", "的缩", "稀释", "配比", "配制", "兑", "获胜", "战胜", "击败", "领先", "落后", "取胜",
    "险胜", "告负", "的成绩",
];

/// Whether the words around say that no clock is meant.
fn is_ratio(line: &Line, colon: usize) -> bool {
    let start = colon - line.chars().iter().take(colon).rev().take(3).take_while(|c| c.is_ascii_digit()).count();
    let skipped =
        |c: &char| matches!(c, '是' | '为' | '為' | '達' | '达' | '到' | '约' | '約' | '的' | '：' | ':' | '（' | '(' | ' ' | '“' | '了');
    let before: Vec<char> = line.chars().get(..start).unwrap_or_default().iter().rev().copied().skip_while(skipped).take(2).collect();
    let ends = |word: &&str| word.chars().rev().eq(before.iter().take(word.chars().count()).copied());
    let behind = line.chars().get(colon + 3..).unwrap_or_default();
    let begins = |word: &&str| word.chars().eq(behind.iter().take(word.chars().count()).copied());
    RATIOS_BEFORE.iter().any(ends) || RATIOS_BEHIND.iter().any(begins)
}

/// Whether the number behind this character is that of a table, figure or item: 表1：20户.
pub fn captions(c: char) -> bool {
    "表图圖件录錄例第注题題步".contains(c)
}

/// Whether 00–59 stands there, and no third digit.
fn is_minute(line: &Line, at: usize) -> bool {
    matches!(line.at(at), '0'..='5') && line.at(at + 1).is_ascii_digit() && !line.at(at + 2).is_ascii_digit()
}
