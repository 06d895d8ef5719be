//! Strings that are rarely meant: three tables of them, and how they are looked for.
//!
//! A row of `words.tsv`, `fragments.tsv` or `repeats.tsv` says what is written, what was probably meant, longer strings in
//! which it is right, and a sentence that must not be told of. The rules `suspicious-…` ask one table each.
//!
//! **Always true:** a suspicion names its place and the text that stands there; nothing is ever changed for it.

use std::sync::LazyLock;

use super::NormalText;
use super::checks::Finding;
use crate::diagnostic::Diagnostic;

/// Words one confusable character away from a far commoner one.
pub static WORDS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("words.tsv")));
/// What censorship or software left of a word.
pub static FRAGMENTS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("fragments.tsv")));
/// Words that stand twice in a row.
pub static REPEATS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("repeats.tsv")));

/// How many lines are named for one string.
const LINES: usize = 8;
/// How many characters are quoted before the place and from it on.
const BEFORE: usize = 6;
const FROM: usize = 12;
/// Bits of the sieve: a few hundred rows light one in a hundred of them.
const SIEVE: usize = 1 << 16;

/// One string that is rarely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is written. Its first two characters are the key it is found by.
    pub written: &'static str,
    /// What was probably meant.
    pub meant: &'static str,
    /// Longer strings that hold `written` and are right.
    pub unless: Vec<&'static str>,
    /// A sentence that must not be told of; the tests read it.
    pub right: &'static str,
}

/// Rows in the order of their keys, and a sieve that most pairs of characters fall through.
#[derive(Debug)]
pub struct Table {
    rows: Vec<(u64, Row)>,
    sieve: Vec<u64>,
}

impl Table {
    /// The table a text holds: a row a line, its four cells apart by tabs; `#` begins a remark, `–` is an empty cell.
    fn read(text: &'static str) -> Table {
        let mut table = Table { rows: Vec::new(), sieve: vec![0; SIEVE / 64] };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(written), Some(meant), Some(unless), Some(right)) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let mut chars = written.chars();
            let (Some(first), Some(second)) = (chars.next(), chars.next()) else { continue };
            let unless = unless.split(' ').filter(|longer| *longer != "–").collect();
            let (word, bit) = slot(first, second);
            table.sieve[word] |= bit;
            table.rows.push((key(first, second), Row { written, meant, unless, right }));
        }
        table.rows.sort_by_key(|(key, _)| *key);
        table
    }

    /// The rows, sorted by key.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().map(|(_, row)| row)
    }

    /// Every place of a line where a row is written and not right, in order, none inside another.
    pub fn find<'a>(&'a self, line: &str) -> Vec<(usize, &'a Row)> {
        let mut found = Vec::new();
        let mut behind = 0;
        let mut before = ('\0', 0);
        for (at, c) in line.char_indices() {
            let (first, start) = before;
            before = (c, at);
            let (word, bit) = slot(first, c);
            if self.sieve[word] & bit != 0
                && start >= behind
                && let Some(row) = self.row_at(line, start, key(first, c))
            {
                found.push((start, row));
                behind = start + row.written.len();
            }
        }
        found
    }

    /// The longest row with this key that is written there and not right.
    fn row_at(&self, line: &str, start: usize, wanted: u64) -> Option<&Row> {
        let from = self.rows.partition_point(|(key, _)| *key < wanted);
        let rows = self.rows.get(from..)?.iter().take_while(|(key, _)| *key == wanted).map(|(_, row)| row);
        rows.filter(|row| row.is_written_at(line, start)).max_by_key(|row| row.written.len())
    }
}

impl Row {
    fn is_written_at(&self, line: &str, start: usize) -> bool {
        stands_at(line, start, self.written)
            && !self.continues_a_word(line, start)
            && !self.unless.iter().any(|longer| self.is_part_of(longer, line, start))
    }

    /// Whether the one written there is a part of this longer string: 在在在 holds 在在 twice.
    fn is_part_of(&self, longer: &str, line: &str, start: usize) -> bool {
        let mut places = longer.char_indices().map(|(inside, _)| inside).filter(|inside| stands_at(longer, *inside, self.written));
        places.any(|inside| start.checked_sub(inside).is_some_and(|start| stands_at(line, start, longer)))
    }

    /// Whether it begins or ends in a letter that belongs to a longer word of letters, as in 3D章节 or HPD员.
    fn continues_a_word(&self, line: &str, start: usize) -> bool {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let (before, from) = line.split_at(start);
        let joined = |c: Option<char>| is_latin(c) || c.is_some_and(|c| matches!(c, '-' | '+' | '.' | '_' | '/' | '\''));
        is_latin(self.written.chars().next()) && joined(before.chars().next_back())
            || is_latin(self.written.chars().next_back()) && joined(from.get(self.written.len()..).and_then(|rest| rest.chars().next()))
    }
}

/// Whether a string stands there; letters may be of either case.
fn stands_at(line: &str, start: usize, what: &str) -> bool {
    line.as_bytes().get(start..start + what.len()).is_some_and(|there| there.eq_ignore_ascii_case(what.as_bytes()))
}

fn key(first: char, second: char) -> u64 {
    u64::from(u32::from(first.to_ascii_uppercase())) << 32 | u64::from(u32::from(second.to_ascii_uppercase()))
}

/// Which word and bit of the sieve a pair of characters has.
fn slot(first: char, second: char) -> (usize, u64) {
    let (first, second) = (u32::from(first.to_ascii_uppercase()), u32::from(second.to_ascii_uppercase()));
    let hash = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77);
    let bit = (hash >> 16) as usize % SIEVE;
    (bit / 64, 1 << (bit % 64))
}

/// What a rule tells of a text: one note for each string of its table that occurs, at its first place, with its lines.
pub fn report(rule: &'static str, table: &Table, normal: &NormalText) -> Vec<Finding> {
    // Each row found, with the offset of its first place, how often, and its lines.
    let mut seen: Vec<(&Row, usize, usize, Vec<usize>)> = Vec::new();
    for line in &normal.lines {
        for (at, row) in table.find(normal.line(line)) {
            match seen.iter_mut().find(|(other, ..)| std::ptr::eq(*other, row)) {
                Some((_, _, count, lines)) => {
                    *count += 1;
                    if lines.len() <= LINES && lines.last() != Some(&line.number) {
                        lines.push(line.number);
                    }
                }
                None => seen.push((row, line.span.start + at, 1, vec![line.number])),
            }
        }
    }
    let told = |(row, offset, count, lines): (&Row, usize, usize, Vec<usize>)| {
        let often = if count == 1 { String::new() } else { format!(", {count} times ({})", listed(&lines)) };
        let message = format!("{} stands where {} may be meant{often}", row.written, row.meant);
        let hint = format!("correct it in the source if so, or allow it with `--allow {rule}`");
        Finding { offset, diagnostic: Diagnostic::note(rule, message).quoting(surroundings(normal, offset)).hint(hint) }
    };
    seen.into_iter().map(told).collect()
}

fn listed(lines: &[usize]) -> String {
    let named: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let more = if lines.len() > LINES { ", …" } else { "" };
    format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, named.join(", "))
}

/// The text around a place, within its line.
fn surroundings(normal: &NormalText, offset: usize) -> String {
    let (before, from) = normal.text.split_at_checked(offset).unwrap_or_default();
    let mut quoted: Vec<char> = before.chars().rev().take_while(|c| *c != '\n').take(BEFORE).collect();
    quoted.reverse();
    quoted.into_iter().chain(from.chars().take_while(|c| *c != '\n').take(FROM)).collect()
}

#[cfg(test)]
mod tests;
