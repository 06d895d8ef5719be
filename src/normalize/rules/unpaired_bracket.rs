//! A bracket without a partner (W2; GB/T 15834—2011, 4.9, 4.15). Told, never touched.
//!
//! The closing bracket of an item's number, 1) or 一）, needs none; and since lines may be wrapped, a partner may stand
//! a few lines further on.

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::normalize::NormalText;
use crate::normalize::characters::{besides_han, is_han, is_han_digit, is_sentence_stop};
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unpaired-bracket",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/unpaired-bracket.md"),
};

/// How many lines further on a partner may stand.
const REACH: usize = 8;

/// How many kinds of brackets [`kind`] knows.
const KINDS: usize = 7;

/// Which kind of bracket a character is, and whether it opens; brackets of one kind close each other.
fn kind(c: char) -> Option<(usize, bool)> {
    let (kind, opens) = match c {
        '（' | '(' => (0, true),
        '）' | ')' => (0, false),
        '《' => (1, true),
        '》' => (1, false),
        '【' => (2, true),
        '】' => (2, false),
        '〔' => (3, true),
        '〕' => (3, false),
        '「' => (4, true),
        '」' => (4, false),
        '〈' => (5, true),
        '〉' => (5, false),
        '［' => (6, true),
        '］' => (6, false),
        _ => return None,
    };
    Some((kind, opens))
}

fn find(normal: &NormalText) -> Vec<Finding> {
    // Unpaired brackets: index of the line, offset. And for each pair those that are still open.
    let mut unpaired: Vec<(usize, usize)> = Vec::new();
    let mut open: [Vec<(usize, usize)>; KINDS] = Default::default();
    for (index, line) in normal.lines.iter().enumerate() {
        let text = normal.line(line);
        for (offset, c) in besides_han(text) {
            let Some((kind, opens)) = kind(c) else { continue };
            if bounds_interval(text, offset, c) {
                continue;
            }
            let bracket = (index, line.span.start + offset);
            if opens {
                open[kind].push(bracket);
                continue;
            }
            match open[kind].pop() {
                Some(earlier) if earlier.0 + REACH < index => unpaired.extend([earlier, bracket]),
                Some(_) => {}
                None => unpaired.push(bracket),
            }
        }
    }
    unpaired.extend(open.into_iter().flatten());
    unpaired.sort_unstable();
    unpaired.chunk_by(|a, b| a.0 == b.0).flat_map(|brackets| in_line(normal, brackets)).collect()
}

/// The findings in one line, but for brackets that end a number or stand in what is no prose.
fn in_line(normal: &NormalText, brackets: &[(usize, usize)]) -> Vec<Finding> {
    let Some(source) = brackets.first().and_then(|(index, _)| normal.lines.get(*index)) else { return Vec::new() };
    let line = Line::new(normal.line(source));
    let mut brackets = brackets.iter().map(|(_, offset)| *offset).peekable();
    let mut findings = Vec::new();
    let mut offset = source.span.start;
    for (at, c) in line.chars().iter().enumerate() {
        if brackets.next_if_eq(&offset).is_some()
            && line.is_free(at)
            && !ends_number(&line, at)
            && !is_smile(&line, at)
            && !opens_scene(&line, at)
        {
            let message = message!("this {mark} has no partner in its paragraph", mark = *c);
            findings.push(Finding { offset, diagnostic: Diagnostic::note(RULE.name, message).quoting(excerpt(normal, offset)) });
        }
        offset += c.len_utf8();
    }
    findings
}

/// `1)`, `a)`, `十一）`, `甲）`; right behind a word only where others of its kind stand in the line: 一是a)学习，二是b)落实.
fn ends_number(line: &Line, at: usize) -> bool {
    if !matches!(line.at(at), '）' | ')') {
        return false;
    }
    let is_number = |c: char| c.is_ascii_alphanumeric() || is_han_digit(c) || STEMS.contains(c);
    let count = |belongs: &dyn Fn(char) -> bool| line.chars().iter().take(at).rev().take(4).take_while(|c| belongs(**c)).count();
    let number = count(&is_number);
    if (1..=3).contains(&number) && !line.before(at - number).is_alphanumeric() {
        return true;
    }
    let number = count(&|c| c.is_ascii_alphanumeric());
    let is_bound = (1..=2).contains(&number) && is_han(line.before(at - number));
    let near = line.chars().iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR).copied().collect::<Vec<char>>();
    let is_another = |w: &[char]| matches!(w, [han, number, ')' | '）'] if is_han(*han) && number.is_ascii_alphanumeric());
    is_bound && near.windows(3).filter(|window| is_another(window)).count() >= 2
}

/// How far on either side another number of an item stands.
const NEAR: usize = 60;

/// Numbers before the first ten.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// `[0,1)`, `(0,1]`: half open.
fn bounds_interval(text: &str, offset: usize, c: char) -> bool {
    let is_bound = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '-' | '+' | ' ' | '∞' | '，');
    let holds = |text: &str| text.contains([',', '，']);
    match c {
        ')' => {
            let ahead = text.get(..offset).unwrap_or_default();
            let bounds: usize = ahead.chars().rev().take(30).take_while(|c| is_bound(*c)).map(char::len_utf8).sum();
            let (rest, bounds) = ahead.split_at(offset - bounds);
            rest.ends_with('[') && holds(bounds)
        }
        '(' => {
            let behind = text.get(offset + 1..).unwrap_or_default();
            let bounds: usize = behind.chars().take(30).take_while(|c| is_bound(*c)).map(char::len_utf8).sum();
            let (bounds, rest) = behind.split_at(bounds);
            rest.starts_with(']') && holds(bounds)
        }
        _ => false,
    }
}

/// `:)`
fn is_smile(line: &Line, at: usize) -> bool {
    matches!(line.before(at), ':' | ';' | '-' | '^')
}

/// 〔灯暗。 at the head of a line: what happens on the stage, as scripts mark it.
fn opens_scene(line: &Line, at: usize) -> bool {
    at == 0 && line.at(at) == '〔' && line.chars().last().is_some_and(|c| is_sentence_stop(*c))
}
