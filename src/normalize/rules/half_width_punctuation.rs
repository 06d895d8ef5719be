//! Half-width , ; : ? ! beside Chinese become full-width (N31, N32; GB/T 15834—2011, 5.1).
//!
//! Scans from left to right against what it has already made full, and skips other half-width stops on the right: both
//! are what brings a chain of marks to rest in one pass. Numbers, times and Latin words keep theirs, since no neighbour
//! is Chinese.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_chinese, is_opening, is_shared_mark, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width-punctuation",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[',', ';', ':', '?', '!']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/half-width-punctuation.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let right = line.scripts_to_the_right();
    // The nearest character to the left that is no space, and the nearest that shows the script.
    let (mut left, mut script_left) = (EDGE, EDGE);
    // What stands before the number that ends here; how many parentheses are open.
    let (mut before_number, mut open) = (EDGE, 0usize);
    for (at, (c, script_right)) in line.chars().iter().zip(right).enumerate() {
        let mut now = *c;
        if let Some(full) = full(now)
            && line.is_free(at)
        {
            let is_percentage = is_chinese(before_number) && left == '%';
            let divides =
                is_chinese(script_left) || is_chinese(script_right) || is_percentage || (left == '”' && line.inked_from(at + 1) == '“');
            let belongs = match full {
                '？' | '！' => (is_chinese(script_left) || left == '”') && !stands_for_lost(left, line.at(at + 1)),
                // A row of them that begins the line is a sign of its own, as ::: of some markup.
                _ => left != EDGE && left != *c && divides && !is_smile(line, at, open > 0),
            };
            if belongs {
                proposals.replace_char(at, full);
                now = full;
            }
        }
        match now {
            '(' | '（' => open += 1,
            ')' | '）' => open = open.saturating_sub(1),
            _ => {}
        }
        if !is_number(now) {
            before_number = now;
        }
        if !is_space(now) {
            left = now;
            if !is_shared_mark(now) {
                script_left = now;
            }
        }
    }
}

/// A ? where no sentence can end: some converter put it there for a character it did not know.
fn stands_for_lost(left: char, right: char) -> bool {
    is_opening(left) || matches!(left, '，' | '、' | '；' | '：' | '。') || matches!(right, '、' | '》')
}

/// A part of 3.2%, 1,500, -5.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '%' | '.' | ',' | '-' | '+')
}

/// `;-)`, and `:)` where it closes no parenthesis.
fn is_smile(line: &Line, at: usize, is_open: bool) -> bool {
    let mouth = |at: usize| matches!(line.at(at), '(' | ')');
    (line.at(at + 1) == '-' && mouth(at + 2)) || (line.at(at + 1) == ')' && !is_open && matches!(line.at(at), ':' | ';'))
}

/// The full-width form of a half-width stop. The full stop has its own rule.
fn full(c: char) -> Option<char> {
    match c {
        ',' => Some('，'),
        ';' => Some('；'),
        ':' => Some('：'),
        '?' => Some('？'),
        '!' => Some('！'),
        _ => None,
    }
}
