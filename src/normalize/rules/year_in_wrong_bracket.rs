//! The year in the number of a document stands in 〔 〕: 国发〔2024〕5号 (N39; GB/T 9704—2012, 7.2.5).

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_mark, is_closing, is_han, is_shared_mark, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "year-in-wrong-bracket",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::EMPTY.and_numbered(), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/year-in-wrong-bracket.md"),
};

/// What people set instead.
const BRACKETS: &[(char, char)] = &[('[', ']'), ('(', ')'), ('［', '］'), ('（', '）'), ('【', '】')];

/// What the short name of an issuer ends in: the kind of document (国发, 县函), or the office (县政, 财税). Names, goods and
/// places seldom do, and what is behind the number must agree.
const ISSUERS: &str = "发發办辦函字令规規通电電报報复復批议議释釋告政府党黨委纪紀教财財税稅组組宣统統审審编編监監检檢联聯";
/// What follows such a number besides a mark: 5号文, 5号通知, 5号和6号.
const BEHIND: &str = "文通精要规規和及与與等印转轉下中批令决決意公函";

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, _) in line.chars().iter().enumerate().filter(|(_, c)| BRACKETS.iter().any(|(open, _)| open == *c)) {
        // A year that no issuer stands before is that of a person's work, a place, a contract.
        let is_issued = ISSUERS.contains(line.before(at)) && at.checked_sub(2).is_some_and(|before| is_han(line.at(before)));
        if is_issued && numbers_a_document(line, at) {
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
    let is_number = (1..=5).contains(&(end - number)) && matches!(line.at(end), '号' | '號');
    let behind = line.at(end + 1);
    let ends = behind == EDGE || is_space(behind) || is_cjk_mark(behind) || is_closing(behind) || is_shared_mark(behind);
    is_year && is_closed && is_number && (ends || behind.is_ascii_punctuation() || BEHIND.contains(behind))
}
