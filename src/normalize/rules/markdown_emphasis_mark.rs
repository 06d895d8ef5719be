//! The marks of Markdown's strong emphasis, `**重点：**`, go where they cannot stand for something left out.
//!
//! `**` and `***` also take the place of names: 在**市, ***同志. So a pair must open behind a mark or a space and close before
//! one, and what it holds must not begin as what follows a name.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_mark, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "markdown-emphasis-mark",
    touches: Touches::Punctuation,
    class: Class::Opinionated,
    work: Work::Line { triggers: CharSet::of(&['*']).and_repeats(), scope: Scope::AnyLine, propose },
    page: include_str!("../../../docs/rules/markdown-emphasis-mark.md"),
};

/// What stands behind a name that was left out.
const BEHIND_NAMES: &[&str] = &[
    "同志", "书记", "書記", "主任", "局长", "局長", "先生", "女士", "公司", "集团", "集團", "系统", "系統", "单位", "單位", "学校", "學校",
    "省", "市", "县", "縣", "区", "區", "乡", "鄉", "镇", "鎮", "村", "局", "厅", "廳", "部", "委", "办", "辦", "处", "處", "科", "院",
    "校", "州", "某", "年", "月", "日", "号", "號",
];

fn propose(line: &Line, proposals: &mut Proposals) {
    let marks = runs(line);
    let is_marked = marks.len().is_multiple_of(2)
        && marks.iter().all(|(start, end)| end - start == 2)
        && marks.chunks(2).all(|pair| matches!(pair, [open, close] if emphasizes(line, open.1, close.0)));
    if is_marked {
        for (start, end) in marks {
            proposals.delete(start, end);
        }
    }
}

/// Runs of stars, single ones aside.
fn runs(line: &Line) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < line.chars().len() {
        let end = line.run_end(at, |c| c == '*');
        if end > at + 1 {
            runs.push((at, end));
        }
        at = end + 1;
    }
    runs
}

/// Whether the marks around these characters are emphasis and no blanks.
fn emphasizes(line: &Line, start: usize, end: usize) -> bool {
    let Some(text) = line.chars().get(start..end).filter(|_| !line.protected().meets(start - 2, end + 2)) else { return false };
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    let is_outside = |c: char| c == EDGE || is_space(c) || is_cjk_mark(c);
    let opens = is_outside(line.before(start - 2));
    let closes = is_outside(line.at(end + 2)) || is_cjk_mark(*last) || *last == ':';
    let words: String = text.iter().take(2).collect();
    let may_be_name = BEHIND_NAMES.iter().any(|behind| words.starts_with(behind)) || text.len() < 2;
    opens && closes && !is_space(*first) && !is_space(*last) && !text.contains(&'*') && !may_be_name
}
