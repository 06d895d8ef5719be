//! A half-width full stop at the end of a Chinese sentence becomes 。 (N33).
//!
//! Between two Han it may be the dot of a name (约翰.史密斯): there it counts as a stop only outside 《 》 and with more Han
//! around it than names have; in a paragraph that has 。 besides, only if no Han that foreign names are written with is beside it. Behind Latin it counts where one word ends a line that has 。, too.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_closing, is_han, is_han_digit, is_in_foreign_names, is_opening, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width-full-stop",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['.']), scope: Scope::Simplified, propose },
    page: include_str!("../../../docs/rules/half-width-full-stop.md"),
};

/// Han that stand in a row before the dot of a name, at most, and behind it.
const NAME: (usize, usize) = (4, 5);

fn propose(line: &Line, proposals: &mut Proposals) {
    let has_stop = line.chars().contains(&'。');
    let mut titles = 0usize;
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            '.' if titles == 0 && line.is_free(at) && ends_chinese(line, at) && !numbers(line, at) => {
                let behind = line.run_end(at + 1, |c| is_closing(c) || is_space(c) || c == '"');
                let next = line.at(behind);
                let is_closed = line.chars().get(at + 1..behind).unwrap_or_default().iter().any(|c| is_closing(*c));
                let ends = next == EDGE || is_closed;
                let is_foreign = is_in_foreign_names(line.before(at)) || is_in_foreign_names(next);
                let divides = (is_han(next) || is_opening(next)) && !is_name(line, at) && !(has_stop && is_foreign);
                if ends || divides {
                    proposals.replace_char(at, '。');
                }
            }
            '.' if titles == 0 && has_stop && line.at(at + 1) == EDGE && line.is_free(at) && ends_in_one_word(line, at) => {
                proposals.replace_char(at, '。');
            }
            _ => {}
        }
    }
}

/// Words that end in a dot of their own.
const ABBREVIATIONS: [&str; 16] = ["etc", "inc", "ltd", "co", "corp", "no", "vs", "al", "pp", "vol", "ed", "jr", "sr", "dr", "mr", "st"];

/// Whether a Chinese sentence ends there in one Latin word: 加入了WTO. A sentence of Latin, an abbreviation or an initial does not.
fn ends_in_one_word(line: &Line, at: usize) -> bool {
    let word: String = line.chars().iter().take(at).rev().take(21).take_while(|c| c.is_ascii_alphabetic()).collect();
    let word: String = word.chars().rev().collect::<String>().to_ascii_lowercase();
    (2..=20).contains(&word.len()) && is_han(line.before(at - word.len())) && !ABBREVIATIONS.contains(&word.as_str())
}

/// Whether Han, or a bracket or quotation mark closed behind Han, stands before.
fn ends_chinese(line: &Line, at: usize) -> bool {
    match line.before(at) {
        quote @ ('”' | '’' | '"') => {
            let before = line.before(at.saturating_sub(1));
            is_han(before) || (quote != '"' && is_closing(before))
        }
        before => is_han(before) || (is_closing(before) && line.at(at + 1) != '.'),
    }
}

/// `一.` and `（一）.` where an item begins: a number, no sentence.
fn numbers(line: &Line, at: usize) -> bool {
    let mut start = at;
    if line.before(start) == '）' {
        start -= 1;
    }
    let digits = line.chars().iter().take(start).rev().take_while(|c| is_han_digit(**c) || c.is_ascii_digit()).count();
    start -= digits;
    if start < at && line.before(start) == '（' {
        start -= 1;
    }
    let before = line.before(start);
    digits > 0
        && (before == EDGE || is_space(before) || matches!(before, '。' | '；' | '：' | '.' | ';' | ':' | '，') || is_closing(before))
}

fn is_name(line: &Line, at: usize) -> bool {
    let before = line.chars().iter().take(at).rev().take(NAME.0 + 1).take_while(|c| is_han(**c)).count();
    let after = line.chars().iter().skip(at + 1).take(NAME.1 + 1).take_while(|c| is_han(**c)).count();
    before <= NAME.0 && after <= NAME.1
}
