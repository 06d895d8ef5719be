//! Text in which question marks stand for characters that were lost before the file was saved. Told, never touched.
//!
//! A program that writes an encoding without the characters puts `?` for each of them: a page of Chinese saved as Latin-1 is
//! a page of question marks. It is well-formed in every encoding, so no decoder can notice.

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::normalize::NormalText;
use crate::normalize::characters::{besides_han, is_han, is_space};
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "lost-character",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/lost-character.md"),
};

/// No text asks so often: one character in so many is such a mark, …
const SHARE: usize = 8;

/// … and there are at least so many of them, or half of a short text is.
const MANY: usize = 20;

/// The fewest that say anything.
const FEW: usize = 4;

fn find(normal: &NormalText) -> Vec<Finding> {
    let Some((first, count)) = marks(normal) else { return Vec::new() };
    let message = message!("{count} question marks seem to stand for characters that were lost before this file was saved", count);
    let diagnostic = Diagnostic::warning(RULE.name, message)
        .quoting(excerpt(normal, first))
        .hint("what was lost cannot be brought back: take the text from where it came from, saved as UTF-8");
    vec![Finding { offset: first, diagnostic }]
}

/// Whether a text is so damaged: then its other marks say nothing either.
pub fn stands_in(normal: &NormalText) -> bool {
    marks(normal).is_some()
}

/// Where the first of the marks stands, and how many there are.
fn marks(normal: &NormalText) -> Option<(usize, usize)> {
    // Most texts ask little: seen before any character is looked at.
    let bytes = normal.text.as_bytes();
    let (half, full) = (memchr::memchr_iter(b'?', bytes).count(), memmem::find_iter(bytes, "？").count());
    if half + full < FEW || (half + full) * SHARE * 4 < bytes.len() / 4 {
        return None;
    }
    // Who asks ends a word of Han with the mark.
    let mut marks = besides_han(&normal.text).filter(|(offset, c)| matches!(c, '?' | '？') && !ends_han(&normal.text, *offset));
    let (first, _) = marks.next()?;
    let count = 1 + marks.count();
    // Only where there are many is the text counted, too.
    (count >= FEW && is_damaged(count, normal)).then_some((first, count))
}

fn is_damaged(count: usize, normal: &NormalText) -> bool {
    let inked = normal.text.chars().filter(|c| !is_space(*c) && *c != '\n').count();
    count * SHARE >= inked && (count >= MANY || 2 * count >= inked)
}

fn ends_han(text: &str, offset: usize) -> bool {
    text.get(..offset).and_then(|before| before.chars().next_back()).is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use crate::normalize::tests::said;

    #[test]
    fn a_text_of_question_marks_is_told_once_and_a_text_that_asks_is_not() {
        let damaged = "??????2024?????????\n?????????????????????????????????3?????\n";
        let asks = "你来吗？我来。他来吗？不知道？啊？".repeat(20);
        for (text, count) in [(damaged, 1), ("????", 1), ("？？？\n好", 0), (asks.as_str(), 0), ("行？", 0), ("好吗？？？？他问。", 0)]
        {
            assert_eq!(said(text).iter().filter(|d| d.rule == super::RULE.name).count(), count, "{text}");
        }
    }
}
