//! Code inside a sentence: what a call, an assignment, an object or a formula quotes is data, Chinese or not.
//!
//! **Always true:** outside what is quoted all of it is ASCII, so that CPU(中央处理器) and “标题”：（一） are none.

use std::ops::Range;

use super::{is_half_stop, is_han, is_space};

/// Characters of one piece of code, at most.
const REACH: usize = 400;

/// Finds code.
pub fn find(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    if chars.iter().any(|c| matches!(c, '{' | ';')) {
        find_stretches(chars, ranges);
    }
    // Nothing else is code without a straight quotation mark or a formula's sign.
    if !chars.iter().any(|c| matches!(c, '"' | '\'' | '=')) {
        return;
    }
    if is_entry(chars) {
        ranges.push(0..chars.len());
        return;
    }
    let mut at = 0;
    while at < chars.len() {
        let found = match chars[at] {
            '(' => call(chars, at),
            '{' | '[' => object(chars, at),
            '=' => assignment(chars, at).or_else(|| formula(chars, at)),
            _ => None,
        };
        at = found.as_ref().map_or(at + 1, |found| found.end.max(at + 1));
        ranges.extend(found);
    }
}

/// Where a string that begins there ends, behind its closing mark.
pub fn string_end(chars: &[char], at: usize) -> Option<usize> {
    let mark = *chars.get(at)?;
    let mut end = at + 1;
    while end < at + REACH {
        match *chars.get(end)? {
            c if c == mark => return Some(end + 1),
            '\\' => end += 2,
            _ => end += 1,
        }
    }
    None
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'')
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Where the name begins that ends before `end`. The number of an item in front is no part of it.
fn name_start(chars: &[char], end: usize) -> usize {
    let start = end - chars.iter().take(end).rev().take(60).take_while(|c| is_name(**c)).count();
    let is_head = |c: &&char| !c.is_ascii_alphabetic() && **c != '_';
    start + chars.get(start..end).unwrap_or_default().iter().take_while(is_head).count()
}

/// Something in brackets of which all but the strings is ASCII.
struct Bracketed {
    end: usize,
    strings: usize,
    commas: usize,
}

fn bracketed(chars: &[char], open: usize) -> Option<Bracketed> {
    let (mut depth, mut strings, mut commas) = (0usize, 0, 0);
    let mut at = open;
    while at < open + REACH {
        let c = *chars.get(at)?;
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 1 => return Some(Bracketed { end: at + 1, strings, commas }),
            ')' | ']' | '}' => depth -= 1,
            ',' => commas += 1,
            c if is_quote(c) => {
                strings += 1;
                at = string_end(chars, at)?;
                continue;
            }
            c if c.is_ascii() => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// `print("你好,世界")`, `=IF(A1>60,"及格","不及格")`. GDP("国内生产总值") says what it stands for, and is none.
fn call(chars: &[char], open: usize) -> Option<Range<usize>> {
    let start = name_start(chars, open);
    let name = chars.get(start..open)?;
    if !name.first().is_some_and(|c| c.is_ascii_alphabetic() || *c == '_') {
        return None;
    }
    let is_formula = start > 0 && chars.get(start - 1) == Some(&'=');
    let Bracketed { end, strings, commas } = bracketed(chars, open)?;
    let is_word = name.iter().all(|c| !c.is_ascii_lowercase());
    (is_formula || (strings > 0 && (!is_word || commas > 0))).then_some(start - usize::from(is_formula)..end)
}

/// `{"标题": "你好,世界"}`, `["张三", "李四"]`.
fn object(chars: &[char], open: usize) -> Option<Range<usize>> {
    let first = chars.iter().skip(open + 1).find(|c| !is_space(**c))?;
    if !is_quote(*first) && *first != '{' {
        return None;
    }
    let Bracketed { end, strings, .. } = bracketed(chars, open)?;
    (strings > 0).then_some(open..end)
}

/// A line of an object: `"标题": "你好,世界",`.
fn is_entry(chars: &[char]) -> bool {
    if chars.first() != Some(&'"') {
        return false;
    }
    let Some(end) = string_end(chars, 0) else { return false };
    let [':', value @ ..] = chars.get(end..).unwrap_or_default() else { return false };
    let value = value.strip_prefix(&[' ']).unwrap_or(value);
    let value = value.strip_suffix(&[',']).unwrap_or(value);
    match value {
        ['"', ..] => string_end(value, 0) == Some(value.len()),
        [first, ..] => (first.is_ascii_alphanumeric() || matches!(first, '{' | '[' | '-')) && value.iter().all(char::is_ascii),
        [] => false,
    }
}

/// `key="值",name='张三'`, `name = "张三,李四"`.
fn assignment(chars: &[char], sign: usize) -> Option<Range<usize>> {
    let has_space = sign > 0 && chars.get(sign - 1) == Some(&' ');
    let name_end = sign - usize::from(has_space);
    let start = name_start(chars, name_end);
    if !chars.get(start..name_end)?.iter().any(char::is_ascii_alphabetic) {
        return None;
    }
    let value = sign + 1 + usize::from(has_space && chars.get(sign + 1) == Some(&' '));
    let mut end = string_end(chars, value).filter(|_| chars.get(value).is_some_and(|c| is_quote(*c)))?;
    // Others in a row are one with it.
    while let Some(next) = next_assignment(chars, end) {
        end = next;
    }
    Some(start..end)
}

fn next_assignment(chars: &[char], from: usize) -> Option<usize> {
    let gap = chars.iter().skip(from).take(2).take_while(|c| matches!(c, ',' | ';' | ' ' | '&')).count();
    let name = chars.iter().skip(from + gap).take(60).take_while(|c| is_name(**c)).count();
    let value = from + gap + name + 1;
    let is_assignment = gap > 0 && name > 0 && chars.get(value - 1) == Some(&'=') && chars.get(value).is_some_and(|c| is_quote(*c));
    if is_assignment { string_end(chars, value) } else { None }
}

/// `=A1&"元"`.
fn formula(chars: &[char], sign: usize) -> Option<Range<usize>> {
    let before = sign.checked_sub(1).and_then(|before| chars.get(before));
    if before.is_some_and(char::is_ascii_graphic) && !before.is_some_and(|c| is_quote(*c) || *c == '(') {
        return None;
    }
    if !chars.get(sign + 1).is_some_and(char::is_ascii_uppercase) {
        return None;
    }
    let mut at = sign + 1;
    let mut strings = 0;
    while let Some(c) = chars.get(at).copied().filter(|_| at < sign + REACH) {
        let may_quote = chars.get(at - 1).is_some_and(|c| matches!(c, '&' | '=' | '<' | '>' | '+'));
        match c {
            '"' if may_quote => {
                at = string_end(chars, at)?;
                strings += 1;
            }
            c if c.is_ascii_alphanumeric() || matches!(c, '&' | '=' | '<' | '>' | '+' | '-' | '*' | '$') => at += 1,
            _ => break,
        }
    }
    (strings > 0).then_some(sign..at)
}

/// Code inside a sentence: a stretch of ASCII, spaces included, with braces, or with `;` and `(…)` or `=`.
fn find_stretches(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii() {
            at += 1;
            continue;
        }
        let end = at + chars.iter().skip(at).take_while(|c| c.is_ascii()).count();
        let outside = |c: &char| is_half_stop(*c) || is_space(*c);
        let from = at + chars[at..end].iter().take_while(|c| outside(c)).count();
        let to = end - chars[from..end].iter().rev().take_while(|c| outside(c)).count();
        if from < to && has_code(&chars[from..to]) {
            ranges.push(from..to);
        }
        at = end;
    }
}

fn has_code(text: &[char]) -> bool {
    let has = |mark: char| text.contains(&mark);
    (has('{') && has('}')) || (has(';') && ((has('(') && has(')')) || has('=')))
}

/// A line of code, perhaps with a Chinese comment.
pub fn is_line(chars: &[char]) -> bool {
    if !chars.first().is_some_and(char::is_ascii) {
        return false;
    }
    let ascii = chars.iter().filter(|c| c.is_ascii_graphic()).count();
    let han = chars.iter().filter(|c| is_han(**c)).count();
    ascii > 2 * han && (has_code(chars) || matches!(chars, ['/', '/', ..] | ['#', '!', ..] | ['`', '`', '`', ..]))
}
