//! A date half in Han numerals, half in digits: 二〇二四年3月 (W6; GB/T 15835—2011, 4.3).
//!
//! Told, never touched: no rule turns one kind of numeral into the other.

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::characters::is_han_digit;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mixed-date-numerals",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/mixed-date-numerals.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut findings = Vec::new();
    for line in normal.lines.iter().filter(|line| normal.line(line).contains('月')) {
        let text = normal.line(line);
        for (at, _) in text.match_indices('月') {
            if let Some(start) = mixed_date(text, at) {
                let offset = line.span.start + start;
                let said = Diagnostic::note(RULE.name, "this date has Han numerals and digits, one kind is enough");
                findings
                    .push(Finding { offset, diagnostic: said.quoting(excerpt(normal, offset)).hint("write it in one kind in the source") });
            }
        }
    }
    findings
}

/// The kind of a numeral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numerals {
    Han,
    Digits,
}

/// Where a date begins whose month is named here, if its parts are of two kinds.
fn mixed_date(text: &str, month: usize) -> Option<usize> {
    let (ahead, behind) = (text.get(..month)?, text.get(month + '月'.len_utf8()..)?);
    let (kind, start) = numeral_before(ahead)?;
    let mut kinds = vec![kind];
    let mut first = start;
    if let Some(year) = ahead.get(..start)?.strip_suffix('年')
        && let Some((kind, start)) = numeral_before(year)
        && year.get(start..)?.chars().count() == 4
    {
        kinds.push(kind);
        first = start;
    }
    let day: String = behind.chars().take_while(|c| c.is_ascii_digit() || is_han_digit(*c)).collect();
    let is_day = behind.get(day.len()..).is_some_and(|rest| rest.starts_with(['日', '号', '號']));
    if is_day {
        kinds.extend(numeral_before(&day).filter(|(_, start)| *start == 0).map(|(kind, _)| kind));
    } else if !day.is_empty() || behind.starts_with(['初', '廿']) {
        // 八月十五 is a day of the lunar year, and 2024年八月十五 is right.
        return None;
    }
    kinds.iter().any(|other| *other != kind).then_some(first)
}

/// The numeral that a text ends with, and where it begins.
fn numeral_before(text: &str) -> Option<(Numerals, usize)> {
    let last = text.chars().next_back()?;
    let (kind, belongs): (Numerals, fn(char) -> bool) = match last {
        c if c.is_ascii_digit() => (Numerals::Digits, |c| c.is_ascii_digit()),
        c if is_han_digit(c) || c == '○' => (Numerals::Han, |c| is_han_digit(c) || c == '○'),
        _ => return None,
    };
    Some((kind, text.trim_end_matches(belongs).len()))
}
