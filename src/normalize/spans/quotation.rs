//! Quotations that are all Latin: they keep the marks of their language, whatever stands around them.

use std::ops::Range;

use super::{is_han, is_shared_mark, is_space};

/// What stands in quotation marks and is all Latin, in a line that has Han. What a machine reads is passed over.
pub fn find(chars: &[char], machine: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !chars.iter().any(|c| matches!(c, '"' | '＂' | '“')) || !chars.iter().any(|c| is_han(*c)) {
        return found;
    }
    let mut machine = machine.iter().peekable();
    let mut open = None;
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        while machine.next_if(|range| range.end <= at).is_some() {}
        if let Some(range) = machine.peek().filter(|range| range.start <= at) {
            at = range.end;
            continue;
        }
        match (c, open) {
            ('“', _) => open = Some(at + 1),
            // 15" is a measure.
            ('"' | '＂', None) if at > 0 && chars.get(at - 1).is_some_and(|c| c.is_numeric()) => {}
            ('"' | '＂', None) => open = Some(at + 1),
            ('"' | '＂' | '”', Some(start)) => {
                found.extend(latin(chars, start..at));
                open = None;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn latin(chars: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let text = chars.get(range.clone())?;
    let is_latin = |c: char| c.is_ascii() || is_shared_mark(c) || matches!(c, '\u{C0}'..='\u{24F}');
    let has_words = text.iter().any(char::is_ascii_alphabetic) && text.iter().any(|c| !c.is_ascii_alphanumeric());
    let is_bare = !text.first().is_some_and(|c| is_space(*c)) && !text.last().is_some_and(|c| is_space(*c));
    (has_words && is_bare && text.iter().all(|c| is_latin(*c))).then_some(range)
}
