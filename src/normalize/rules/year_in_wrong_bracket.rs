//! The year in the number of a document stands in 〔 〕: 国发〔2024〕5号 (N39; GB/T 9704—2012, 7.2.5).

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::is_han;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "year-in-wrong-bracket",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&['[', '(', '［', '（', '【']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/year-in-wrong-bracket.md"),
};

/// What people set instead.
const BRACKETS: &[(char, char)] = &[('[', ']'), ('(', ')'), ('［', '］'), ('（', '）'), ('【', '】')];

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        // The word before is who issued it: 国发, 财办. A year that nothing stands before is an item or a note.
        if BRACKETS.iter().any(|(open, _)| open == c) && is_han(line.before(at)) && numbers_a_document(line, at) {
            let year: String = line.chars().iter().skip(at + 1).take(4).collect();
            proposals.replace(at, at + 6, &format!("〔{year}〕"));
        }
    }
}

/// `[2024]5号`, `(2024) 第5号`.
fn numbers_a_document(line: &Line, at: usize) -> bool {
    let is_year =
        matches!((line.at(at + 1), line.at(at + 2)), ('1', '9') | ('2', '0')) && line.run_end(at + 1, |c| c.is_ascii_digit()) == at + 5;
    let is_closed = BRACKETS.contains(&(line.at(at), line.at(at + 5)));
    let number = if line.at(at + 6) == ' ' { at + 7 } else { at + 6 };
    let number = if line.at(number) == '第' { number + 1 } else { number };
    let end = line.run_end(number, |c| c.is_ascii_digit());
    is_year && is_closed && (1..=5).contains(&(end - number)) && matches!(line.at(end), '号' | '號')
}
