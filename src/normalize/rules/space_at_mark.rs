//! Spaces beside a Chinese mark go (N41): its half em of white is in the mark.
//!
//! In a long line that lost its line ends they stand for these, and stay. One or two spaces only. More of them, a tab or U+3000 lay something out, and stay; so does the room in （ ）.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_chinese, is_cjk_mark, is_closing, is_opening, is_shared_mark, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};
use crate::normalize::separators;

/// The rule.
pub const RULE: Rule = Rule {
    name: "space-at-mark",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Line { triggers: CharSet::of(&[' ']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/space-at-mark.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    if separators::part_paragraphs(line) {
        return;
    }
    let mut at = 0;
    while at < line.chars().len() {
        if !is_space(line.at(at)) {
            at += 1;
            continue;
        }
        let end = line.run_end(at, is_space);
        let spaces = line.chars().get(at..end).unwrap_or_default();
        let (before, after) = (line.before(at), line.at(end));
        let lays_out = spaces.len() > 2 || spaces.iter().any(|c| *c != ' ');
        let is_beside_address = at > 0 && !line.is_free(at - 1) || !line.is_free(end);
        let is_bullet = at == 1 && matches!(before, '·' | '—');
        if !lays_out && !is_beside_address && !is_bullet && touch_mark(before, after) {
            proposals.delete(at, end);
        }
        at = end;
    }
}

fn touch_mark(before: char, after: char) -> bool {
    if before == EDGE || after == EDGE || (is_opening(before) && is_closing(after)) {
        return false;
    }
    let shared = |c: char, other: char| is_shared_mark(c) && (is_chinese(other) || is_shared_mark(other));
    is_cjk_mark(before) || is_cjk_mark(after) || shared(before, after) || shared(after, before)
}
