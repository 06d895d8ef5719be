//! A quotation mark without a partner (W2; GB/T 15834—2011, 4.8). Told, never touched.
//!
//! A quotation may run over several paragraphs, an opening mark on each and the closing one on the last; and lines may be
//! wrapped. So partners are looked for across lines, and an opening mark at the head of a paragraph continues one.

use crate::diagnostic::Diagnostic;
use crate::normalize::NormalText;
use crate::normalize::characters::{besides_han, is_latin};
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

/// The marks that stand in pairs.
const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut findings = Vec::new();
    // The mark of each pair that is open: where, and whether it heads its line.
    let mut open: [Option<(usize, bool)>; PAIRS.len()] = [None; PAIRS.len()];
    for line in &normal.lines {
        let text = normal.line(line);
        let mut is_straight = false;
        for (offset, mark) in besides_han(text) {
            let index = match mark {
                '“' | '”' => 0,
                '‘' | '’' => 1,
                '「' | '」' => 2,
                '『' | '』' => 3,
                _ => {
                    is_straight |= matches!(mark, '"' | '＂');
                    continue;
                }
            };
            let at = line.span.start + offset;
            let is_opening = mark == PAIRS[index].0;
            match (is_opening, open[index]) {
                _ if mark == '’' && is_apostrophe(text, offset, open[index].is_some()) => {}
                (true, Some((_, true))) if offset == 0 => open[index] = Some((at, true)),
                (true, earlier) => {
                    findings.extend(earlier.map(|(earlier, _)| unpaired(normal, earlier)));
                    open[index] = Some((at, offset == 0));
                }
                (false, Some(_)) => open[index] = None,
                (false, None) => findings.push(unpaired(normal, at)),
            }
        }
        if is_straight {
            findings.extend(straight(normal, line.span.start, text));
        }
    }
    findings.extend(open.into_iter().flatten().map(|(at, _)| unpaired(normal, at)));
    // One is enough to look at a paragraph.
    findings.sort_by_key(|finding| finding.offset);
    findings.dedup_by_key(|finding| normal.lines.partition_point(|line| line.span.start <= finding.offset));
    findings
}

/// Whether a ’ stands as in don’t and 5’30; where none is open, also as in students’ and ’90s in a line that is not Chinese.
fn is_apostrophe(text: &str, offset: usize, is_open: bool) -> bool {
    let (before, rest) = text.split_at(offset);
    let (before, after) = (before.chars().next_back().is_some_and(is_latin), rest.chars().nth(1).is_some_and(is_latin));
    (before && after) || (!is_open && (before || after) && !Line::new(text).is_chinese())
}

fn unpaired(normal: &NormalText, offset: usize) -> Finding {
    let mark = normal.text.get(offset..).and_then(|rest| rest.chars().next()).unwrap_or('“');
    let pair = PAIRS.into_iter().find(|(open, close)| mark == *open || mark == *close);
    let partner = pair.map_or('”', |(open, close)| if mark == open { close } else { open });
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

#[cfg(test)]
mod tests {
    use crate::normalize::tests::said;

    #[test]
    fn marks_of_every_kind_want_their_partner_and_apostrophes_none() {
        let cases: &[(&str, &[&str])] = &[
            ("他说‘好。", &["this ‘ has"]),
            ("他说好’。", &["this ’ has"]),
            ("他说「好。\n又说好』。", &["this 「 has", "this 』 has"]),
            ("他说“好，‘行’吧”，「是『的』」。", &[]),
            ("“第一段‘一’。\n“第二段。”", &[]),
            ("「第一段。\n「第二段。」", &[]),
            ("我们don’t知道iPhone’s价格，5’30用时。", &[]),
            ("The students’ books of the ’90s.", &[]),
            ("他说‘it’s好’。", &[]),
            ("他说”好’，“又「说。", &["this ” has"]), // one a paragraph
        ];
        for (text, wanted) in cases {
            let found: Vec<String> = said(text).into_iter().filter(|d| d.rule == super::RULE.name).map(|d| d.message).collect();
            assert_eq!(found.len(), wanted.len(), "{text}: {found:?}");
            assert!(found.iter().zip(*wanted).all(|(found, wanted)| found.starts_with(wanted)), "{text}: {found:?}");
        }
    }
}
