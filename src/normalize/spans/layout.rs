//! Lines that draw with marks: rows of a table, rules, blanks to fill in. They are protected whole.

use super::is_space;

/// A row of a table: box drawing, pipes, or cells between tabs.
pub fn is_table_row(chars: &[char]) -> bool {
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
pub fn is_ruled(chars: &[char]) -> bool {
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
