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
    for (at, (c, script_right)) in line.chars().iter().zip(right).enumerate() {
        let mut now = *c;
        if let Some(full) = full(now)
            && line.is_free(at)
        {
            let divides = is_chinese(script_left) || is_chinese(script_right) || (left == '”' && line.inked_from(at + 1) == '“');
            let belongs = match full {
                '？' | '！' => (is_chinese(script_left) || left == '”') && !stands_for_lost(left, line.at(at + 1)),
                // A row of them that begins the line is a sign of its own, as ::: of some markup.
                _ => left != EDGE && left != *c && divides && !is_smile(line, at),
            };
            if belongs {
                proposals.replace_char(at, full);
                now = full;
            }
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

/// `;-)`
fn is_smile(line: &Line, at: usize) -> bool {
    line.at(at + 1) == '-' && matches!(line.at(at + 2), '(' | ')')
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
