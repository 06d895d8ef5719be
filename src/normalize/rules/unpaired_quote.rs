//! A quotation mark without a partner (W2; GB/T 15834—2011, 4.8). Told, never touched.
//!
//! A quotation may run over several paragraphs, an opening mark on each and the closing one on the last; and lines may be
//! wrapped. So partners are looked for across lines, and an opening mark at the head of a paragraph continues one.

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::rules::straight_quote;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unpaired-quote",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/unpaired-quote.md"),
};

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut findings = Vec::new();
    // The mark that is open: where, and whether it heads its line.
    let mut open: Option<(usize, bool)> = None;
    for line in &normal.lines {
        let text = normal.line(line);
        for (offset, mark) in text.match_indices(['“', '”', '"', '＂']) {
            let at = line.span.start + offset;
            match (mark, open) {
                ("“", Some((_, true))) if offset == 0 => open = Some((at, true)),
                ("“", earlier) => {
                    findings.extend(earlier.map(|(earlier, _)| unpaired(normal, earlier, '“')));
                    open = Some((at, offset == 0));
                }
                ("”", Some(_)) => open = None,
                ("”", None) => findings.push(unpaired(normal, at, '”')),
                _ => {}
            }
        }
        if text.contains(['"', '＂']) {
            findings.extend(straight(normal, line.span.start, text));
        }
    }
    findings.extend(open.map(|(at, _)| unpaired(normal, at, '“')));
    findings
}

fn unpaired(normal: &NormalText, offset: usize, mark: char) -> Finding {
    let partner = if mark == '“' { '”' } else { '“' };
    let message = format!("this {mark} has no partner in its paragraph");
    let diagnostic = Diagnostic::warning(RULE.name, message).quoting(excerpt(normal, offset)).hint(format!("add {partner} in the source"));
    Finding { offset, diagnostic }
}

/// Straight marks that were left alone since they make no pairs.
fn straight(normal: &NormalText, start: usize, text: &str) -> Option<Finding> {
    let line = Line::new(text);
    let marks = straight_quote::doubles(&line);
    let first = *marks.first()?;
    if !line.is_chinese() || straight_quote::are_inches(&line, &marks) {
        return None;
    }
    let offset = start + line.chars().iter().take(first).map(|c| c.len_utf8()).sum::<usize>();
    let message = match marks.len() {
        1 => "this \" has no partner in its paragraph".to_string(),
        count if count % 2 == 1 => {
            format!("{count} straight quotation marks in this paragraph cannot be paired, they were left as they are")
        }
        count => format!("{count} straight quotation marks in this paragraph do not stand as pairs do, they were left as they are"),
    };
    let diagnostic = Diagnostic::warning(RULE.name, message).quoting(excerpt(normal, offset)).hint("set “ and ” in the source");
    Some(Finding { offset, diagnostic })
}
