//! Strings that are rarely meant: three tables of them, and how a text is searched for all at once.
//!
//! A row of `words.tsv`, `fragments.tsv` or `repeats.tsv` says what is written, what was probably meant, longer strings in
//! which it is right, and a sentence that must not be told of. The rules `suspicious-…` tell of the rows of one table each.
//!
//! **Always true:** a suspicion names its place and the text that stands there; nothing is ever changed for it.

use std::sync::LazyLock;

use super::NormalText;
use super::checks::Finding;
use crate::diagnostic::Diagnostic;
use crate::message;

/// Which table a row stands in, and so which rule tells of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words one confusable character away from a far commoner one.
    Word,
    /// What censorship or software left of a word.
    Fragment,
    /// Words that stand twice in a row.
    Repeat,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Word, Kind::Fragment, Kind::Repeat];

    /// Its table, as it was written.
    const fn text(self) -> &'static str {
        match self {
            Kind::Word => include_str!("words.tsv"),
            Kind::Fragment => include_str!("fragments.tsv"),
            Kind::Repeat => include_str!("repeats.tsv"),
        }
    }
}

/// The three tables as one: a text is walked once for all of them.
pub static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

/// How many lines are named for one string.
const LINES: usize = 8;
/// How many characters are quoted before the place and from it on.
const BEFORE: usize = 6;
const FROM: usize = 12;
/// Bits of the sieve: of the pairs of ordinary text, one in some hundred stays in it.
const SIEVE: usize = 1 << 17;

/// What a letter numbers: 维生素D, 方案D, 第D章, 见D章.
const NUMBERED: &str = "素案组組件录錄第项項选選型图圖表类類座栋棟品点點盘盤见見";
/// What stands between the letters of a list: A、B和C.
const LISTS: &str = "、，,和与與或及至到";

/// One string that is rarely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table it stands in.
    pub kind: Kind,
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
    sieve: Box<[u64; SIEVE / 64]>,
}

#[derive(Debug)]
struct Entry {
    key: u64,
    /// Where in `written` the pair begins, in bytes.
    at: usize,
    row: Row,
}

/// A place where a row is written and not right.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Where, in bytes of the text.
    pub offset: usize,
    /// What stands there.
    pub row: &'static Row,
}

impl Table {
    /// Every row of every kind: a line each, its four cells apart by tabs; `#` begins a remark, `–` is an empty cell.
    fn read() -> Table {
        let mut table = Table { rows: Vec::new(), sieve: Box::new([0; SIEVE / 64]) };
        let lines = Kind::ALL.into_iter().flat_map(|kind| kind.text().lines().map(move |line| (kind, line)));
        for (kind, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(written), Some(meant), Some(unless), Some(right)) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let unless = unless.split(' ').filter(|longer| *longer != "–").collect();
            let Some((at, key)) = odd_pair(written, meant) else { continue };
            let (word, bit) = slot(key);
            table.sieve[word] |= bit;
            table.rows.push(Entry { key, at, row: Row { kind, written, meant, unless, right } });
        }
        table.rows.sort_by_key(|entry| entry.key);
        table
    }

    /// The rows, in no order that means anything.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().map(|entry| &entry.row)
    }

    /// Every place of a text where a row is written and not right, in order; of one kind none inside another.
    pub fn find(&'static self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        // Where the last one of each kind ended.
        let mut ends = [0; Kind::ALL.len()];
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let (key, length) = pair(rest);
            if self.may_hold(key) {
                let at = text.len() - rest.len();
                for (kind, end) in Kind::ALL.into_iter().zip(&mut ends) {
                    if let Some(one) = self.row_at(text, at, key, kind).filter(|one| *end <= one.offset) {
                        *end = one.offset + one.row.written.len();
                        found.push(one);
                    }
                }
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        found
    }

    /// Whether the sieve lets a key through.
    fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = slot(key);
        self.sieve[word] & bit != 0
    }

    /// The longest row of a kind that is written where its pair stands and not right.
    fn row_at(&'static self, text: &str, pair_at: usize, wanted: u64, kind: Kind) -> Option<Found> {
        let from = self.rows.partition_point(|entry| entry.key < wanted);
        let entries = self.rows.get(from..)?.iter().take_while(|entry| entry.key == wanted);
        let written = entries.filter_map(|entry| Some(Found { offset: pair_at.checked_sub(entry.at)?, row: &entry.row }));
        let written = written.filter(|one| one.row.kind == kind);
        written.filter(|one| one.row.is_written_at(text, one.offset)).max_by_key(|one| one.row.written.len())
    }
}

/// Where the odd pair of a row begins, in bytes of what is written, and its key.
fn odd_pair(written: &str, meant: &str) -> Option<(usize, u64)> {
    let pairs = || written.char_indices().zip(written.chars().skip(1));
    let odd = pairs().find(|((at, first), second)| !meant.contains(&written[*at..at + first.len_utf8() + second.len_utf8()]));
    let ((at, _), _) = odd.or_else(|| pairs().next())?;
    Some((at, pair(&written.as_bytes()[at..]).0))
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

    /// Whether it begins or ends in a letter that belongs to a longer word of letters, as in 3D章节 or HPD员, or begins in one
    /// that numbers what stands before it, as in 维生素D, 方案D, A、B和C.
    fn continues_a_word(&self, line: &str, start: usize) -> bool {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let (before, from) = line.split_at_checked(start).unwrap_or_default();
        let joined = |c: Option<char>| is_latin(c) || c.is_some_and(|c| matches!(c, '-' | '+' | '.' | '_' | '/' | '\''));
        let mut behind = before.chars().rev();
        let (last, second) = (behind.next(), behind.next());
        let is_numbered = last.is_some_and(|c| NUMBERED.contains(c));
        let is_listed = last.is_some_and(|c| LISTS.contains(c)) && is_latin(second);
        is_latin(self.written.chars().next()) && (joined(last) || is_numbered || is_listed)
            || is_latin(self.written.chars().next_back()) && joined(from.get(self.written.len()..).and_then(|rest| rest.chars().next()))
    }
}

/// Whether a string stands there; letters may be of either case.
fn stands_at(line: &str, start: usize, what: &str) -> bool {
    line.as_bytes().get(start..start + what.len()).is_some_and(|there| there.eq_ignore_ascii_case(what.as_bytes()))
}

/// The key of the two characters that the bytes begin with, and the length of the first. Their bytes are the key: they tell
/// characters apart and are cheaper to come by than code points; small letters count as capitals.
#[inline]
fn pair(bytes: &[u8]) -> (u64, usize) {
    /// First and fourth byte of two characters of three bytes each, as almost all pairs are.
    const LEADS: (u64, u64) = (0xF000_00F0, 0xE000_00E0);
    if let Some(eight) = bytes.first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        if word & LEADS.0 == LEADS.1 {
            return (word & 0xFFFF_FFFF_FFFF, 3);
        }
    }
    let (first, length) = code(bytes);
    let (second, _) = code(bytes.get(length..).unwrap_or_default());
    (u64::from(first) | u64::from(second) << (8 * length), length)
}

/// The bytes of the character that the bytes begin with, and how many they are.
fn code(bytes: &[u8]) -> (u32, usize) {
    let mut four = [0; 4];
    four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    let word = u32::from_le_bytes(four);
    match four[0] {
        letter @ 0..=0x7F => (u32::from(letter.to_ascii_uppercase()), 1),
        0x80..=0xDF => (word & 0xFFFF, 2),
        0xE0..=0xEF => (word & 0xFF_FFFF, 3),
        0xF0..=0xFF => (word, 4),
    }
}

/// Which word and bit of the sieve a pair of characters has; always inside it.
fn slot(key: u64) -> (usize, u64) {
    let bit = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE.trailing_zeros())) as usize;
    (bit / 64, 1 << (bit % 64))
}

/// What a rule tells of a text: one note for each string of its table that was found, at its first place, with its lines.
pub fn report(rule: &'static str, kind: Kind, found: &[Found], normal: &NormalText) -> Vec<Finding> {
    // Each row found, with the offset of its first place, how often, and its lines.
    let mut seen: Vec<(&Row, usize, usize, Vec<usize>)> = Vec::new();
    for Found { offset, row } in found.iter().filter(|one| one.row.kind == kind) {
        let behind = normal.lines.partition_point(|line| line.span.start <= *offset);
        let number = behind.checked_sub(1).and_then(|index| normal.lines.get(index)).map_or(1, |line| line.number);
        match seen.iter_mut().find(|(other, ..)| std::ptr::eq(*other, *row)) {
            Some((_, _, count, lines)) => {
                *count += 1;
                if lines.len() <= LINES && lines.last() != Some(&number) {
                    lines.push(number);
                }
            }
            None => seen.push((row, *offset, 1, vec![number])),
        }
    }
    let told = |(row, offset, count, lines): (&Row, usize, usize, Vec<usize>)| {
        let (written, meant) = (row.written.to_string(), row.meant.to_string());
        let message = match count {
            1 => message!("{written} stands where {meant} may be meant", written, meant),
            _ => message!(
                "{written} stands where {meant} may be meant, {count} times ({lines})",
                written,
                meant,
                count,
                lines = listed(&lines)
            ),
        };
        let hint = message!("correct it in the source if so, or allow it with `--allow {rule}`", rule);
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
