//! Tables of contents: entries with a leader and a page number (第一章 总则……3), and those that come again below 目录.
//!
//! **Always true:** an entry is one line, and is never joined to the next: entries are all of one width, as wrapped lines are.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Line, count, is_han};
use super::numbering;

/// Claims the lines that end in a leader and a page number, where there are two or more.
pub(super) fn claim(lines: &mut [Line<'_>]) {
    let entries: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].role.is_none() && is_entry(lines[*at].text)).collect();
    if entries.len() >= 2 {
        entries.into_iter().for_each(|at| lines[at].claim(Role::List, Clue::Leader));
    }
}

/// 第一章 总则……3, 附录 . . . . 210
fn is_entry(text: &str) -> bool {
    /// The shortest leader.
    const DOTS: usize = 3;
    /// The longest entry, leader aside, in characters.
    const LONGEST: usize = 60;
    if text.len() > 600 {
        return false;
    }
    let page = |c: char| numbering::digit(c).is_some() || matches!(c, '(' | ')' | '（' | '）' | '-' | '—') || c.is_whitespace();
    let words = text.trim_end_matches(page);
    let numbered = text[words.len()..].contains(|c: char| numbering::digit(c).is_some());
    let dot = |c: char| matches!(c, '.' | '…' | '·' | '．' | '⋯' | '_' | '‥' | '•') || c.is_whitespace();
    let entry = words.trim_end_matches(dot);
    // A … is three dots; a sentence that trails off before a figure has two of them at most.
    let dots: usize = words[entry.len()..]
        .chars()
        .map(|c| {
            if c.is_whitespace() {
                0
            } else if matches!(c, '…' | '⋯') {
                2
            } else {
                1
            }
        })
        .sum();
    numbered && dots > DOTS && count(entry, LONGEST + 1) <= LONGEST && entry.chars().any(is_han) && !entry.contains(['。', '！', '？'])
}

/// What an entry and the heading it stands for have in common: letters and figures, the page number aside.
pub(super) fn solid(text: &str) -> String {
    let solid: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let words = solid.trim_end_matches(|c| numbering::digit(c).is_some());
    if words.is_empty() { solid } else { words.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_by_leader_and_page() {
        for text in ["第一章 总则……………3", "附录 . . . . . 210", "一、概况........（12）", "后记······98"] {
            assert!(is_entry(text), "{text}");
        }
        for text in ["他等了又等…3", "共计……", "1.5", "编号........", "等到了。……12", "……………3", "从1...12"]
        {
            assert!(!is_entry(text), "{text}");
        }
    }
}
