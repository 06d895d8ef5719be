//! Full-width marks inside numbers, codes and addresses become ASCII: 12．5, 5％, Ａ－１, ９／１０, ａ＠ｂ．ｃｎ (N11).
//!
//! Reads digits and letters that the rule before has made ASCII already.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_latin;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "full-width-number-mark",
    touches: Touches::Character,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['．', '％', '－', '／', '＠', '＄', '＿']), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/full-width-number-mark.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        let (before, after) = (line.before(at), line.at(at + 1));
        match c {
            '．' if before.is_ascii_digit() && after.is_ascii_digit() && !numbers_a_year(line, at) => proposals.replace_char(at, '.'),
            '％' if before.is_ascii_digit() => proposals.replace_char(at, '%'),
            '－' if is_latin(before) && is_latin(after) => proposals.replace_char(at, '-'),
            '／' if is_latin(before) && is_latin(after) => proposals.replace_char(at, '/'),
            '＄' if after.is_ascii_digit() => proposals.replace_char(at, '$'),
            _ => {}
        }
    }
    for address in addresses(line) {
        for at in address {
            narrow(line.at(at)).into_iter().for_each(|mark| proposals.replace_char(at, mark));
        }
    }
}

/// Where addresses stand that have full-width marks: letters and digits held together by marks, with `＠`, `ｗｗｗ．` or `：／／` among them.
fn addresses(line: &Line) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.chars().len() {
        let is_mark = |c: char| narrow(c).is_some() || matches!(c, '.' | '@' | '_' | '-' | '/' | ':');
        let end = line.run_end(at, |c| is_latin(c) || is_mark(c));
        // Marks on either side belong to the sentence.
        let run = line.chars().get(at..end).unwrap_or_default();
        let from = at + run.iter().take_while(|c| !is_latin(**c)).count();
        let to = end - run.iter().rev().take_while(|c| !is_latin(**c)).count();
        let run = line.chars().get(from..to).unwrap_or_default();
        let ascii: String = run.iter().map(|c| narrow(*c).unwrap_or(*c).to_ascii_lowercase()).collect();
        let is_mail = ascii.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
        if is_mail || (ascii.starts_with("www.") && ascii.len() > 4) || ascii.starts_with("http://") || ascii.starts_with("https://") {
            found.push(from..to);
        }
        at = end + 1;
    }
    found
}

/// The ASCII form of a mark that addresses hold.
fn narrow(c: char) -> Option<char> {
    match c {
        '．' => Some('.'),
        '＠' => Some('@'),
        '－' => Some('-'),
        '＿' => Some('_'),
        '／' => Some('/'),
        '：' => Some(':'),
        _ => None,
    }
}

/// `1．2020年…` at the head of a line: an item that begins with a year, no decimal.
fn numbers_a_year(line: &Line, at: usize) -> bool {
    let is_head = at <= 2 && line.chars().iter().take(at).all(char::is_ascii_digit);
    let end = line.run_end(at + 1, |c| c.is_ascii_digit());
    is_head && end - at == 5 && line.at(end) == '年'
}
