//! Lines that a machine reads, left as they are: between code fences (``` or ~~~), tables of cells with commas between, YAML.
//!
//! **Always true:** a fence that nothing closes fences nothing, so that a stray mark does not switch the rules off.

use std::ops::Range;

use memchr::memmem;

use super::{NormalLine, records};

/// The fences of Markdown.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Ranges of lines that a machine reads, by index; in order, not overlapping. The fences belong to what they fence.
pub fn fenced(text: &str, lines: &[NormalLine]) -> Vec<Range<usize>> {
    let mut found = between_fences(text, lines);
    let records = records::find(text, lines);
    if !records.is_empty() {
        found.extend(records);
        found.sort_by_key(|range| (range.start, range.end));
        // A table in a fence is the fence's.
        let mut end = 0;
        found.retain_mut(|range| {
            range.start = range.start.max(end);
            end = end.max(range.end);
            range.start < range.end
        });
    }
    found
}

fn between_fences(text: &str, lines: &[NormalLine]) -> Vec<Range<usize>> {
    if FENCES.iter().all(|fence| memmem::find(text.as_bytes(), fence.as_bytes()).is_none()) {
        return Vec::new();
    }
    let line = |index: usize| lines.get(index).and_then(|line| text.get(line.span.range())).unwrap_or_default();
    // Closing fences of each kind, from the last line to the first, so that each opening one finds its own at once.
    let closes = |fence: &str, line: &str| line.starts_with(fence) && line.chars().all(|c| fence.starts_with(c));
    let mut closing = FENCES.map(|fence| (0..lines.len()).rev().filter(|index| closes(fence, line(*index))).collect::<Vec<_>>());
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let kind = FENCES.iter().position(|fence| line(index).starts_with(fence));
        let end = kind.and_then(|kind| closing.get_mut(kind)).and_then(|closing| {
            while closing.last().is_some_and(|close| *close <= index) {
                closing.pop();
            }
            closing.pop()
        });
        match end {
            Some(end) => {
                found.push(index..end + 1);
                index = end + 1;
            }
            None => index += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::normalize::tests::normal;

    #[test]
    fn code_between_fences_stays_and_a_stray_fence_fences_nothing() {
        for (text, expected) in [
            ("运行,如下:\n```sh\n# 更新,一次\nls  -l,a\n```\n完毕,好。", "运行，如下：\n```sh\n# 更新,一次\nls  -l,a\n```\n完毕，好。"),
            ("~~~\n甲,乙\n~~~\n丙,丁", "~~~\n甲,乙\n~~~\n丙，丁"),
            ("```\n甲,乙\n丙,丁", "```\n甲，乙\n丙，丁"),
        ] {
            assert_eq!(normal(text).text, expected);
        }
    }
}
