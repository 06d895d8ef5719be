//! What no rule may touch: addresses, paths, code, tags, tables, ruled lines.
//!
//! A rule is about Chinese prose. What a machine reads, or what draws with marks, is found first and protected whole.
//!
//! **Always true:** found from the characters of the line alone, so that a second run protects what the first did.

use std::ops::Range;

use super::char_set::CharSet;
use super::characters::{is_half_stop, is_han, is_space};

/// What a line must hold for anything in it to be protected: a sign of ASCII, a space, a frame, a mark in a row.
pub const SIGNS: CharSet = CharSet::of(&['\t', '\u{A0}', '\u{202F}', '\u{205F}'])
    .and(' ', '/')
    .and(':', '@')
    .and('[', '`')
    .and('{', '~')
    .and('\u{2500}', '\u{257F}')
    .and('\u{2000}', '\u{200A}')
    .and('\u{3000}', '\u{3000}')
    .and_repeats();

/// The protected ranges of a line, in characters; sorted, not overlapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protected {
    ranges: Vec<Range<usize>>,
}

impl Protected {
    /// Finds them.
    pub fn in_line(chars: &[char]) -> Protected {
        if chars.is_empty() {
            return Protected::default();
        }
        if is_table_row(chars) || is_ruled(chars) || is_code(chars) {
            return Protected { ranges: std::iter::once(0..chars.len()).collect() };
        }
        let mut ranges = Vec::new();
        find_key(chars, &mut ranges);
        let mut at = 0;
        while at < chars.len() {
            let end = if is_ascii_ink(chars[at]) { ascii_end(chars, at) } else { at + 1 };
            if is_ascii_ink(chars[at]) {
                find_in_ascii(chars, at..end, &mut ranges);
            }
            at = end;
        }
        find_code(chars, &mut ranges);
        Protected { ranges: joined(ranges) }
    }

    /// Whether any of the characters from `start` up to `end` is protected.
    pub fn meets(&self, start: usize, end: usize) -> bool {
        let after = self.ranges.partition_point(|range| range.end <= start);
        self.ranges.get(after).is_some_and(|range| range.start < end)
    }

    /// The ranges.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }
}

/// Sorted, overlapping ones made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

fn is_ascii_ink(c: char) -> bool {
    c.is_ascii_graphic()
}

fn ascii_end(chars: &[char], from: usize) -> usize {
    from + chars.iter().skip(from).take_while(|c| is_ascii_ink(**c)).count()
}

/// `title: 讲话`: the head of a field in front matter or a log. Its colon is the machine's.
fn find_key(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let start = if chars.starts_with(&['-', ' ']) { 2 } else { 0 };
    let length = chars.iter().skip(start).take_while(|c| c.is_ascii_lowercase() || **c == '_').count();
    let colon = start + length;
    if length >= 2 && chars.get(colon) == Some(&':') && chars.get(colon + 1).is_some_and(|c| *c == ' ') {
        ranges.push(0..colon + 2);
    }
}

/// Addresses, paths, options, tags and entities in a run of ASCII without space.
fn find_in_ascii(chars: &[char], run: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let text = &chars[run.clone()];
    // `--strict`, behind a space or at the head of the line.
    let stands_alone = run.start.checked_sub(1).and_then(|before| chars.get(before)).is_none_or(|c| is_space(*c));
    if stands_alone && matches!(text, ['-', '-', letter, ..] if letter.is_ascii_alphabetic()) {
        ranges.push(run.start..run.start + address_end(text, 0));
        return;
    }
    if !text.iter().any(|c| matches!(c, ':' | '@' | '\\' | '/' | '<' | '&' | '.' | '`')) {
        return;
    }
    let mut at = 0;
    while at < text.len() {
        let found = match text[at] {
            '<' => tag(chars, run.start + at),
            '&' => entity(text, at),
            '`' => backticks(chars, run.start + at),
            _ => None,
        };
        if let Some(length) = found {
            ranges.push(run.start + at..run.start + at + length);
        }
        at += found.unwrap_or(1).max(1);
    }
    if let Some(start) = address_start(text) {
        let end = address_end(text, start);
        if end > start {
            ranges.push(run.start + start..run.start + end);
        }
    }
}

/// `<b>`, `</td>`, `<a href="…">`: on one line, ASCII, not too long.
fn tag(chars: &[char], at: usize) -> Option<usize> {
    let first = *chars.get(at + 1)?;
    if !first.is_ascii_alphabetic() && first != '/' && first != '!' {
        return None;
    }
    let length = chars.iter().skip(at + 1).take(300).take_while(|c| c.is_ascii() && **c != '>' && **c != '<').count();
    (chars.get(at + 1 + length) == Some(&'>')).then_some(length + 2)
}

/// `&nbsp;`, `&#8220;`.
fn entity(text: &[char], at: usize) -> Option<usize> {
    let length = text.iter().skip(at + 1).take(9).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    (length >= 2 && text.get(at + 1 + length) == Some(&';')).then_some(length + 2)
}

/// What stands between a pair of backticks, Chinese too.
fn backticks(chars: &[char], at: usize) -> Option<usize> {
    let length = chars.iter().skip(at + 1).take(300).take_while(|c| **c != '`').count();
    (length > 0 && chars.get(at + 1 + length) == Some(&'`')).then_some(length + 2)
}

/// Where in a run an address or path begins: `scheme://`, `www.`, `a@b`, `C:\`, `/usr/`, `a/b/c.d`.
fn address_start(text: &[char]) -> Option<usize> {
    let name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let back = |at: usize, of: &dyn Fn(&char) -> bool| at - text.iter().take(at).rev().take_while(|c| of(c)).count();
    for at in 0..text.len() {
        let ahead = |what: &[char]| {
            text.get(at..at + what.len()).is_some_and(|found| found.iter().map(char::to_ascii_lowercase).eq(what.iter().copied()))
        };
        let start = if ahead(&[':', '/', '/']) {
            back(at, &|c| c.is_ascii_alphanumeric())
        } else if ahead(&['w', 'w', 'w', '.']) {
            at
        } else if ahead(&['@']) && text.get(at + 1).is_some_and(char::is_ascii_alphanumeric) {
            back(at, &name)
        } else if ahead(&[':', '\\']) {
            back(at, &|c| c.is_ascii_alphabetic())
        } else if text[at] == '/' && text.iter().skip(at + 1).any(|c| *c == '/') && text.get(at + 1).is_some_and(|c| *c != '/') {
            back(at, &name)
        } else {
            continue;
        };
        return Some(start);
    }
    None
}

/// Where it ends: the stops and quotes behind it belong to the sentence, and so does a bracket it did not open.
fn address_end(text: &[char], start: usize) -> usize {
    let mut end = text.len();
    let quote = text.iter().skip(start).position(|c| matches!(c, '"' | '<' | '>'));
    end = quote.map_or(end, |at| start + at);
    let opened = text.iter().take(end).skip(start).any(|c| *c == '(');
    while end > start && text.get(end - 1).is_some_and(|c| is_half_stop(*c) || *c == '\'' || (*c == ')' && !opened)) {
        end -= 1;
    }
    end
}

/// Code inside a sentence: a stretch of ASCII, spaces included, with braces, or with `;` and `(…)` or `=`.
fn find_code(chars: &[char], ranges: &mut Vec<Range<usize>>) {
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
fn is_code(chars: &[char]) -> bool {
    if !chars.first().is_some_and(char::is_ascii) {
        return false;
    }
    let ascii = chars.iter().filter(|c| c.is_ascii_graphic()).count();
    let han = chars.iter().filter(|c| is_han(**c)).count();
    ascii > 2 * han && (has_code(chars) || matches!(chars, ['/', '/', ..] | ['#', '!', ..] | ['`', '`', '`', ..]))
}

/// A row of a table: box drawing, pipes, or cells between tabs.
fn is_table_row(chars: &[char]) -> bool {
    let (mut pipes, mut tabs) = (0usize, 0usize);
    for c in chars {
        match c {
            '\u{2502}'..='\u{254B}' | '\u{2550}'..='\u{256C}' => return true,
            '|' => pipes += 1,
            '\t' => tabs += 1,
            _ => {}
        }
    }
    if pipes >= 2 && (chars.first() == Some(&'|') || chars.windows(3).any(|w| w == [' ', '|', ' '])) {
        return true;
    }
    // Two tabs or more, short, no sentence in it: a row. One tab may follow a number.
    tabs >= 2 && chars.len() <= 200 && !chars.iter().any(|c| matches!(c, '。' | '！' | '？' | '；'))
}

/// A line of which four fifths or more are one mark: a rule, a separator, a blank to fill in.
fn is_ruled(chars: &[char]) -> bool {
    // More than a fifth of words: most lines are known by their beginning.
    let fifth = chars.len() / 5;
    let words = chars.iter().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_ascii_alphanumeric());
    if words.take(fifth + 1).count() > fifth {
        return false;
    }
    let ink = || chars.iter().copied().filter(|c| !is_space(*c));
    let length = ink().count();
    // The majority vote finds the only mark that can hold more than half.
    let (mut candidate, mut votes) = (' ', 0usize);
    for c in ink() {
        if votes == 0 {
            candidate = c;
        }
        if c == candidate { votes += 1 } else { votes -= 1 }
    }
    let is_mark = !candidate.is_alphanumeric();
    length >= 3 && is_mark && ink().filter(|c| *c == candidate).count() * 5 >= length * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        Protected::in_line(&chars).ranges().iter().map(|range| chars[range.clone()].iter().collect()).collect()
    }

    #[test]
    fn addresses_paths_code_and_tags_are_found() {
        for (text, found) in [
            (
                "网址https://www.example.gov.cn/a/b?c=1&d=2,邮箱zhang.san@example.com,完",
                vec!["https://www.example.gov.cn/a/b?c=1&d=2", "zhang.san@example.com"],
            ),
            ("见(http://a.cn/b).好", vec!["http://a.cn/b"]),
            ("文件C:\\Users\\test\\a.txt,命令", vec!["C:\\Users\\test\\a.txt"]),
            ("目录/usr/share/doc/下", vec!["/usr/share/doc/"]),
            ("代码if (a<b) { x = a[0]; }后继续.", vec!["if (a<b) { x = a[0]; }"]),
            ("这是<b>粗体</b>,&nbsp;好", vec!["<b>", "</b>", "&nbsp;"]),
            ("运行`ls, 全部`完成,好", vec!["`ls, 全部`"]),
            ("title: 讲话,稿", vec!["title: "]),
            ("参数 --strict, 有用", vec!["--strict"]),
            ("没有!(掌声);散会.", vec![]),
            ("A<B 且 C>D", vec![]),
            ("C/C++和HTTP/2,好", vec![]),
        ] {
            assert_eq!(protected(text), found, "{text}");
        }
    }

    #[test]
    fn tables_and_ruled_lines_are_protected_whole() {
        for text in ["│序号│姓名│", "| 序号 | 姓名 |", "序号\t姓名\t单位", "***", "* * *", "------", "=====标题=====", "────────"]
        {
            assert_eq!(protected(text), [text], "{text}");
        }
        for text in ["同志们：\t今天\t开会。", "一、\t提高认识", "***同志在会上", "……"] {
            assert!(protected(text).is_empty(), "{text}");
        }
    }
}
