//! …… together with 等 says "and so on" twice (W5; GB/T 15834—2011, A.9).

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "ellipsis-with-etc",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/ellipsis-with-etc.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let places = memmem::find_iter(normal.text.as_bytes(), "……").filter(|at| is_doubled(&normal.text, *at, at + "……".len()));
    places
        .map(|offset| {
            let said = Diagnostic::note(RULE.name, "…… and 等 both say that more could be named, one of them is enough");
            Finding { offset, diagnostic: said.quoting(excerpt(normal, offset)).hint("take one of them out of the source") }
        })
        .collect()
}

/// 等等……, ……等等, or ……等 before a stop; 你等…… and ……等到 are verbs.
fn is_doubled(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| matches!(c, '，' | '。' | '；' | '！' | '？' | '）' | '\n'));
    before.ends_with("等等") || after.strip_prefix("等等").is_some_and(ends) || after.strip_prefix('等').is_some_and(ends)
}
