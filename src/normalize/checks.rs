//! What is said about a text without changing it: the findings of rules that only warn.
//!
//! **Always true:** a finding names a place in the normal text; where that is in the source, [`NormalText::place`] says.

use super::rule::{Class, Work};
use super::rules::RULES;
use super::suspicion::{self, TABLE};
use super::{NormalText, NormalizeOptions};
use crate::diagnostic::Diagnostic;

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where, in bytes of the normal text.
    pub offset: usize,
    /// What to tell; its place is added here.
    pub diagnostic: Diagnostic,
}

/// Asks every rule that only warns and is not allowed.
pub fn check(normal: &NormalText, options: &NormalizeOptions) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut found = None;
    for rule in RULES.iter().filter(|rule| rule.class == Class::Warns && options.runs(rule)) {
        let mut findings = match rule.work {
            Work::Check(find) => find(normal),
            Work::Suspicion(kind) => suspicion::report(rule.name, kind, found.get_or_insert_with(|| TABLE.find(&normal.text)), normal),
            Work::Line { .. } | Work::Paragraph { .. } | Work::Lines { .. } => continue,
        };
        findings.sort_by_key(|finding| finding.offset);
        let mut places = normal.places(); // a line may have as many as it has characters
        // All of them: how many are shown to people, `cli` settles.
        diagnostics.extend(findings.into_iter().map(|Finding { offset, mut diagnostic }| {
            diagnostic.place = Some(places.place(offset));
            diagnostic
        }));
    }
    diagnostics
}

/// A few characters from there on, for a message.
pub fn excerpt(normal: &NormalText, offset: usize) -> String {
    let rest = normal.text.get(offset..).unwrap_or_default();
    rest.chars().take_while(|c| *c != '\n').take(12).collect()
}
