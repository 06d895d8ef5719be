//! Half-width parentheses around or beside Chinese become full-width, in pairs (N34; GB/T 15834—2011, 4.9).
//!
//! f(x) and CPU(s) keep theirs; so does one without a partner in its paragraph.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_chinese, is_cjk_letter, is_latin};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width-parenthesis",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['(', ')']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/half-width-parenthesis.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    // How many Chinese letters stand before each character, so that a deep nest stays linear.
    let mut letters = vec![0usize];
    let mut open = Vec::new();
    let mut full = Vec::new();
    for (at, c) in line.chars().iter().enumerate() {
        letters.push(letters.last().copied().unwrap_or(0) + usize::from(is_cjk_letter(*c)));
        match c {
            '(' | '（' if line.is_free(at) => open.push(at),
            ')' | '）' if line.is_free(at) => {
                let Some(start) = open.pop() else { continue };
                let has_chinese = letters.get(at) > letters.get(start);
                if is_chinese_pair(line, start, at, has_chinese) {
                    full.extend([(start, '（'), (at, '）')]);
                }
            }
            _ => {}
        }
    }
    full.sort_unstable();
    for (at, mark) in full {
        proposals.replace_char(at, mark);
    }
}

fn is_chinese_pair(line: &Line, start: usize, end: usize, has_chinese: bool) -> bool {
    // Half of the pair is full-width already.
    if line.at(start) == '（' || line.at(end) == '）' {
        return true;
    }
    let before = line.before(start);
    // [text](address)
    if before == ']' {
        return false;
    }
    has_chinese || (!is_latin(before) && (is_chinese(line.inked_before(start)) || is_chinese(line.inked_from(end + 1))))
}
