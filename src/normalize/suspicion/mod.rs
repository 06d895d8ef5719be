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
/// Bits of the sieve: of the pairs of ordinary text, one in some hundred stays in it.
const SIEVE: usize = 1 << 17;

/// One string that is rarely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is written.
    pub written: &'static str,
    /// What was probably meant.
    pub meant: &'static str,
    /// Longer strings that hold `written` and are right.
    pub unless: Vec<&'static str>,
    /// A sentence that must not be told of; the tests read it.
    pub right: &'static str,
}

/// Rows in the order of their keys, and a sieve that most pairs of characters fall through.
///
/// The key is the odd pair of characters of what is written, the first that is not in what was meant: 导于 of 领导于部,
/// not 领导, which every text is full of.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Entry>,
    sieve: Vec<u64>,
}

#[derive(Debug)]
struct Entry {
    key: u64,
    /// Where in `written` the pair begins, in bytes.
    at: usize,
    row: Row,
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
            let unless = unless.split(' ').filter(|longer| *longer != "–").collect();
            let pairs = || written.char_indices().zip(written.chars().skip(1));
            let odd = pairs().find(|((at, first), second)| !meant.contains(&written[*at..at + first.len_utf8() + second.len_utf8()]));
            let Some(((at, first), second)) = odd.or_else(|| pairs().next()) else { continue };
            let (first, second) = (code(first.encode_utf8(&mut [0; 4]).as_bytes()).0, code(second.encode_utf8(&mut [0; 4]).as_bytes()).0);
            let key = key(first, second);
            let (word, bit) = slot(key);
            table.sieve[word] |= bit;
            table.rows.push(Entry { key, at, row: Row { written, meant, unless, right } });
        }
        table.rows.sort_by_key(|entry| entry.key);
        table
    }

    /// The rows, in no order that means anything.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().map(|entry| &entry.row)
    }

    /// Every place of a text where a row is written and not right, in order, none inside another.
    pub fn find<'a>(&'a self, text: &str) -> Vec<(usize, &'a Row)> {
        let mut found: Vec<(usize, &Row)> = Vec::new();
        let (mut first, mut first_at, mut at) = (0, 0, 0);
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (second, length) = code(rest);
            let key = key(first, second);
            if self.may_hold(key)
                && let Some((start, row)) = self.row_at(text, first_at, key)
                && found.last().is_none_or(|(before, row)| before + row.written.len() <= start)
            {
                found.push((start, row));
            }
            (first, first_at) = (second, at);
            at += length;
            rest = rest.get(length..).unwrap_or_default();
        }
        found
    }

    /// Whether the sieve lets a key through.
    fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = slot(key);
        self.sieve.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The longest row that is written where its pair stands and not right, and where it starts.
    fn row_at(&self, text: &str, pair_at: usize, wanted: u64) -> Option<(usize, &Row)> {
        let from = self.rows.partition_point(|entry| entry.key < wanted);
        let entries = self.rows.get(from..)?.iter().take_while(|entry| entry.key == wanted);
        let written = entries.filter_map(|entry| Some((pair_at.checked_sub(entry.at)?, &entry.row)));
        written.filter(|(start, row)| row.is_written_at(text, *start)).max_by_key(|(_, row)| row.written.len())
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
        let (before, from) = line.split_at_checked(start).unwrap_or_default();
        let joined = |c: Option<char>| is_latin(c) || c.is_some_and(|c| matches!(c, '-' | '+' | '.' | '_' | '/' | '\''));
        is_latin(self.written.chars().next()) && joined(before.chars().next_back())
            || is_latin(self.written.chars().next_back()) && joined(from.get(self.written.len()..).and_then(|rest| rest.chars().next()))
    }
}

/// Whether a string stands there; letters may be of either case.
fn stands_at(line: &str, start: usize, what: &str) -> bool {
    line.as_bytes().get(start..start + what.len()).is_some_and(|there| there.eq_ignore_ascii_case(what.as_bytes()))
}

/// A number for the character that the bytes begin with, and its length. The bytes themselves tell characters apart and are
/// cheaper to come by than code points; small letters count as capitals.
fn code(bytes: &[u8]) -> (u32, usize) {
    let four = bytes.first_chunk::<4>().copied().unwrap_or_else(|| {
        let mut four = [0; 4];
        four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        four
    });
    let word = u32::from_le_bytes(four);
    match four[0] {
        0xE0..=0xEF => (word & 0xFF_FFFF, 3),
        letter @ 0..=0x7F => (u32::from(letter.to_ascii_uppercase()), 1),
        0x80..=0xDF => (word & 0xFFFF, 2),
        0xF0..=0xFF => (word, 4),
    }
}

fn key(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Which word and bit of the sieve a pair of characters has.
fn slot(key: u64) -> (usize, u64) {
    let bit = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE.trailing_zeros())) as usize;
    (bit / 64, 1 << (bit % 64))
}

/// What a rule tells of a text: one note for each string of its table that occurs, at its first place, with its lines.
pub fn report(rule: &'static str, table: &Table, normal: &NormalText) -> Vec<Finding> {
    // Each row found, with the offset of its first place, how often, and its lines.
    let mut seen: Vec<(&Row, usize, usize, Vec<usize>)> = Vec::new();
    for (offset, row) in table.find(&normal.text) {
        let behind = normal.lines.partition_point(|line| line.span.start <= offset);
        let number = behind.checked_sub(1).and_then(|index| normal.lines.get(index)).map_or(1, |line| line.number);
        match seen.iter_mut().find(|(other, ..)| std::ptr::eq(*other, row)) {
            Some((_, _, count, lines)) => {
                *count += 1;
                if lines.len() <= LINES && lines.last() != Some(&number) {
                    lines.push(number);
                }
            }
            None => seen.push((row, offset, 1, vec![number])),
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
