//! A range of years is joined by —, one of quantities by ～: 2020-2025年, 5-10天 (N61; GB/T 15834—2011, 4.13).
//!
//! Only a number, a stroke, a larger number and a unit: codes, telephone numbers, scores and dates have no unit behind them.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "hyphen-in-range",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['-', '~', '－', '∼']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/hyphen-in-range.md"),
};

/// Counted or measured; the longest number in front of it is a quantity.
const UNITS: &str = "天个個名元万萬亿億吨噸米岁歲倍次项項人家户戶亩畝斤度分小周公千厘毫平立%％℃";

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        if !matches!(c, '-' | '~' | '－' | '∼') {
            continue;
        }
        let start = at - line.chars().iter().take(at).rev().take(12).take_while(|c| is_number(**c)).count();
        let end = line.run_end(at + 1, is_number);
        let (Some(least), Some(most)) = (number(line, start, at), number(line, at + 1, end)) else { continue };
        let before = line.before(start);
        if least >= most || before.is_ascii_graphic() || matches!(before, '第' | '－' | '—' | '～' | '．') {
            continue;
        }
        let is_year = at - start == 4 && end - at == 5 && (1000..=2999).contains(&(least / 1000));
        match line.at(end) {
            '年' if is_year => proposals.replace_char(at, '—'),
            '学' | '學' if is_year && line.at(end + 1) == '年' => proposals.replace_char(at, '—'),
            unit if UNITS.contains(unit) || line.before(end) == '%' => proposals.replace_char(at, '～'),
            _ => {}
        }
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '%')
}

/// The number that stands there, in thousandths.
fn number(line: &Line, start: usize, end: usize) -> Option<u64> {
    let text: String = line.chars().get(start..end)?.iter().collect();
    let text = text.strip_suffix('%').unwrap_or(&text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || fraction.len() > 3 || !is_plain(whole) || !is_plain(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok()
}
