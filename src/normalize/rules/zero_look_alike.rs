//! ○, O and 0 between the Han digits of a year become 〇: 二○二四年 (N64; GB/T 15835—2011, 4.3).
//!
//! Opinionated, since it is the one rule that puts a character in the place of another.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "zero-look-alike",
    touches: Touches::Character,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['○', '◯', 'O', '0', 'Ｏ', '０']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/zero-look-alike.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (year, _) in line.chars().iter().enumerate().filter(|(_, c)| **c == '年') {
        let Some(start) = year.checked_sub(4) else { continue };
        let digits = line.chars().get(start..year).unwrap_or_default();
        let is_year = digits.iter().all(|c| is_unit(*c) || is_zero(*c)) && matches!(digits.first(), Some('一' | '二'));
        // 十二○○○年 and 1二… are no years.
        let before = line.before(start);
        if is_year && !is_unit(before) && !is_zero(before) && before != '十' && !before.is_ascii_digit() {
            for (at, _) in digits.iter().enumerate().filter(|(_, c)| is_zero(**c)) {
                proposals.replace_char(start + at, '〇');
            }
        }
    }
}

fn is_unit(c: char) -> bool {
    "一二三四五六七八九〇".contains(c)
}

fn is_zero(c: char) -> bool {
    matches!(c, '○' | '◯' | 'O' | '0')
}
