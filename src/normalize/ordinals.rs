//! Numbers that open a paragraph (GB/T 15834—2011, B.3): where they end, and what may follow.
//!
//! **Always true:** a year, a date named by its numbers (三.八, 九.一八) and a list of numbers (1、2、3号) open nothing.

use super::characters::{is_han, is_han_digit, is_opening, is_space};
use super::line::{EDGE, Line};

/// Where a Han number from 一 to 九十九 that begins there ends, if one does.
pub fn han_end(line: &Line, from: usize) -> Option<usize> {
    let end = line.run_end(from, is_han_digit);
    let unit = |c: char| "一二三四五六七八九".contains(c);
    let is_number = match line.chars().get(from..end)? {
        ['十'] => true,
        [one] | ['十', one] => unit(*one),
        [tens, '十'] => *tens != '一' && unit(*tens),
        [tens, '十', one] => *tens != '一' && unit(*tens) && unit(*one),
        _ => false,
    };
    is_number.then_some(end)
}

/// Where one or two digits that begin there end, if they are a number from 1 to 99.
pub fn arabic_end(line: &Line, from: usize) -> Option<usize> {
    let end = line.run_end(from, |c| c.is_ascii_digit());
    ((1..=2).contains(&(end - from)) && line.at(from) != '0').then_some(end)
}

/// Where （一） or (1) at the head of a line ends, if it does.
pub fn bracketed_end(line: &Line) -> Option<usize> {
    let end = matches!(line.at(0), '（' | '(').then(|| han_end(line, 1).or_else(|| arabic_end(line, 1))).flatten()?;
    matches!(line.at(end), '）' | ')').then_some(end + 1)
}

/// Whether what begins there, spaces aside, are words that a number may introduce: Han but no numeral, an opening mark but
/// no bracket, a Latin word but no single letter of a list.
pub fn introduces(line: &Line, from: usize) -> bool {
    let start = line.run_end(from, is_space);
    match line.at(start) {
        '（' | '(' | EDGE => false,
        c if c.is_ascii_alphabetic() => line.at(start + 1) != '、',
        c => (is_han(c) && !is_han_digit(c)) || is_opening(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_numbers_are_well_formed() {
        for (text, end) in [
            ("一，", Some(1)),
            ("十一、", Some(2)),
            ("二十.", Some(2)),
            ("二十一.", Some(3)),
            ("一一.", None),
            ("一十.", None),
            ("人", None),
        ] {
            assert_eq!(han_end(&Line::new(text), 0), end, "{text}");
        }
    }
}
