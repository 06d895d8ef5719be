//! Dots that look like the middle dot become it between two Han: 列夫•托尔斯泰 (N38; GB/T 15834—2011, 4.14).
//!
//! A bullet opens a line, a ． may end a sentence or an ordinal, a ● may stand for a character: those stay.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_letter, is_han, is_han_digit, is_in_foreign_names};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "middle-dot-look-alike",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line {
        triggers: CharSet::of(&['•', '‧', '・', '●', '∙', '⋅', '･', '．']), scope: Scope::Simplified, propose
    },
    page: include_str!("../../../docs/rules/middle-dot-look-alike.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut kana = None;
    for (at, c) in line.chars().iter().enumerate() {
        let (before, after) = (line.before(at), line.at(at + 1));
        if !is_han(before) || !is_han(after) {
            continue;
        }
        let is_dot = match c {
            '•' | '‧' | '∙' | '⋅' => true,
            // Japanese sets this one between any two words.
            '・' | '･' => !*kana.get_or_insert_with(|| line.chars().iter().any(|c| is_kana(*c))),
            '．' => is_name(line, at),
            '●' => !is_numeral(before, after) && is_han(line.before(at - 1)) && is_han(line.at(at + 2)),
            _ => false,
        };
        if is_dot {
            proposals.replace_char(at, '·');
        }
    }
}

fn is_kana(c: char) -> bool {
    is_cjk_letter(c) && !is_han(c)
}

/// 五．四, 一．提高, 二●二四年.
fn is_numeral(before: char, after: char) -> bool {
    is_han_digit(before) || is_han_digit(after)
}

/// `约翰．史密斯`: no more Han on either side than names have, and of the kind that names have. Old prints have ． for every stop.
fn is_name(line: &Line, at: usize) -> bool {
    let part = |chars: Vec<char>, most: usize| {
        let known = chars.iter().filter(|c| is_in_foreign_names(**c)).count();
        (2..=most).contains(&chars.len()) && known * 3 >= chars.len() * 2
    };
    let before = line.chars().iter().take(at).rev().take(6).copied().take_while(|c| is_han(*c)).collect();
    let after = line.chars().iter().skip(at + 1).take(7).copied().take_while(|c| is_han(*c)).collect();
    part(before, 5) && part(after, 6)
}
