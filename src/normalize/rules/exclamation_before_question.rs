//! ！？ stands in the order ？！ (W3; GB/T 15834—2011, 4.2.3 and 4.3.3). Told, never touched: which one is meant first, the author knows.

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "exclamation-before-question",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/exclamation-before-question.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let places = memmem::find_iter(normal.text.as_bytes(), "！？");
    places
        .map(|offset| {
            let said = Diagnostic::note(RULE.name, "this ！？ stands in the other order, the standard has ？！");
            Finding { offset, diagnostic: said.quoting(excerpt(normal, offset)).hint("set ？！ in the source") }
        })
        .collect()
}
