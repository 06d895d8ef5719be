//! Markup inside a line: tags and entities of HTML, links, images, code and smileys of Markdown, the key of a field.

use std::ops::Range;

use super::code::string_end;
use super::is_space;

/// Characters that one piece of markup is looked for in, at most.
const REACH: usize = 300;

/// `title: 讲话`: the head of a field in front matter or a log. Its colon is the machine's.
pub fn find_key(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let start = if chars.starts_with(&['-', ' ']) { 2 } else { 0 };
    let length = chars.iter().skip(start).take_while(|c| c.is_ascii_lowercase() || **c == '_').count();
    let colon = start + length;
    if length >= 2 && chars.get(colon) == Some(&':') && chars.get(colon + 1).is_some_and(|c| *c == ' ') {
        ranges.push(0..colon + 2);
    }
}

/// Tags, entities, code, links and smileys.
pub fn find(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < chars.len() {
        let found = match chars[at] {
            '<' => element(chars, at),
            '&' => entity(chars, at),
            '`' => backticks(chars, at),
            '!' if chars.get(at + 1) == Some(&'[') => image(chars, at),
            ']' if chars.get(at + 1) == Some(&'(') => target(chars, at + 1).map(|length| length + 1),
            ':' => shortcode(chars, at),
            _ => None,
        };
        if let Some(length) = found {
            ranges.push(at..at + length);
        }
        at += found.unwrap_or(1).max(1);
    }
}

/// A tag, and what it holds where that is code.
fn element(chars: &[char], at: usize) -> Option<usize> {
    let opened = tag(chars, at)?;
    let name: String = chars.iter().skip(at + 1).take(8).take_while(|c| c.is_ascii_alphabetic()).collect();
    if !["code", "pre", "kbd", "samp", "tt", "script", "style"].contains(&name.to_ascii_lowercase().as_str()) {
        return Some(opened);
    }
    let close: Vec<char> = format!("</{name}>").chars().collect();
    let rest = chars.get(at + opened..).unwrap_or_default();
    let held = rest.windows(close.len()).take(REACH).position(|window| window == close);
    Some(held.map_or(opened, |held| opened + held + close.len()))
}

/// `<b>`, `</td>`, `<a title="…">`: on one line, ASCII but for the values of attributes, not too long.
fn tag(chars: &[char], at: usize) -> Option<usize> {
    let first = *chars.get(at + 1)?;
    if !first.is_ascii_alphabetic() && first != '/' && first != '!' {
        return None;
    }
    let mut end = at + 1;
    while end < at + REACH {
        match *chars.get(end)? {
            '>' => return Some(end + 1 - at),
            '<' => return None,
            '"' | '\'' if chars.get(end - 1) == Some(&'=') => end = string_end(chars, end)?,
            c if c.is_ascii() => end += 1,
            _ => return None,
        }
    }
    None
}

/// `&nbsp;`, `&#8220;`.
fn entity(chars: &[char], at: usize) -> Option<usize> {
    let length = chars.iter().skip(at + 1).take(9).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    (length >= 2 && chars.get(at + 1 + length) == Some(&';')).then_some(length + 2)
}

/// What stands between a pair of backticks, Chinese too.
fn backticks(chars: &[char], at: usize) -> Option<usize> {
    let length = chars.iter().skip(at + 1).take(REACH).take_while(|c| **c != '`').count();
    (length > 0 && chars.get(at + 1 + length) == Some(&'`')).then_some(length + 2)
}

/// `![…](…)`, whole.
fn image(chars: &[char], at: usize) -> Option<usize> {
    let name = chars.iter().skip(at + 2).take(REACH).take_while(|c| !matches!(c, ']' | '[')).count();
    let open = at + name + 3;
    Some(open - at + target(chars, open)?)
}

/// What a link leads to, from its bracket on: `(a.png)`, `(https://a.cn/ "标题")`. A remark in Chinese is no target.
fn target(chars: &[char], open: usize) -> Option<usize> {
    if chars.get(open) != Some(&'(') {
        return None;
    }
    let mut depth = 0usize;
    let mut at = open;
    let mut is_target = false;
    while at < open + REACH {
        match *chars.get(at)? {
            '(' => depth += 1,
            ')' if depth == 1 => return is_target.then_some(at + 1 - open),
            ')' => depth -= 1,
            '"' | '\'' if chars.get(at - 1).is_some_and(|c| is_space(*c)) => {
                at = string_end(chars, at)?;
                continue;
            }
            '/' | '.' | '#' => is_target = true,
            c if c.is_ascii_graphic() || c == ' ' || c.is_alphanumeric() => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// `:smile:`
fn shortcode(chars: &[char], at: usize) -> Option<usize> {
    let name = chars.iter().skip(at + 1).take(30).take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || **c == '_').count();
    let is_name = name >= 2 && chars.get(at + 1).is_some_and(char::is_ascii_lowercase) && chars.get(at + 1 + name) == Some(&':');
    // 见:http://… is an address.
    let is_name = is_name && chars.get(at + 2 + name) != Some(&'/');
    is_name.then_some(name + 2)
}
