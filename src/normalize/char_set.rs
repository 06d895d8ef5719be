//! Sets of characters, small enough to ask once a line: could this rule find anything here?
//!
//! Exact for ASCII, general punctuation, CJK punctuation and full-width forms; by block for the rest; unified Han never count.
//!
//! **Always true:** a set may claim a character it was not given (a block is shared), never miss one that it was.

use super::characters::{besides_han, is_han_digit};

/// A set of characters that are not plain Han.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CharSet {
    ascii: u128,
    general: u128,
    cjk: u128,
    wide: u128,
    blocks: u64,
    repeats: bool,
    /// Has a number as [`CharSet::and_numbered`] says.
    numbered: bool,
}

impl CharSet {
    /// No character.
    pub const EMPTY: CharSet = CharSet { ascii: 0, general: 0, cjk: 0, wide: 0, blocks: 0, repeats: false, numbered: false };

    /// These characters.
    pub const fn of(chars: &[char]) -> CharSet {
        let mut set = CharSet::EMPTY;
        let mut i = 0;
        while i < chars.len() {
            set = set.with(chars[i] as u32);
            i += 1;
        }
        set
    }

    /// These, and all from `first` to `last`.
    pub const fn and(self, first: char, last: char) -> CharSet {
        let mut set = self;
        let mut code = first as u32;
        while code <= last as u32 {
            set = set.with(code);
            code += 1;
        }
        set
    }

    /// These, and any of the others where it stands twice in a row.
    pub const fn and_repeats(mut self) -> CharSet {
        self.repeats = true;
        self
    }

    /// These, and numbers that rules look at: one at the head of the line with a mark that does not belong to it (一， （一）、 1、),
    /// and digits right behind a bracket.
    pub const fn and_numbered(mut self) -> CharSet {
        self.numbered = true;
        self
    }

    const fn with(mut self, code: u32) -> CharSet {
        match code {
            0x4E00..=0x9FFF => {}
            0..=0x7F => self.ascii |= 1 << code,
            0x2000..=0x207F => self.general |= 1 << (code - 0x2000),
            0x3000..=0x307F => self.cjk |= 1 << (code - 0x3000),
            0xFF00..=0xFF7F => self.wide |= 1 << (code - 0xFF00),
            _ => self.blocks |= 1 << ((code >> 4) & 63),
        }
        self
    }

    /// The set of a text.
    pub fn of_text(text: &str) -> CharSet {
        let mut set = CharSet { numbered: is_misnumbered(text.chars()), ..CharSet::EMPTY };
        let mut last = (0, '\0');
        // 人人 is no repetition of a mark.
        for (at, c) in besides_han(text) {
            set.note(c, if last.0 == at { last.1 } else { '\0' });
            last = (at + c.len_utf8(), c);
        }
        set
    }

    /// The same, of characters.
    pub fn of_chars(chars: &[char]) -> CharSet {
        let mut set = CharSet { numbered: is_misnumbered(chars.iter().copied()), ..CharSet::EMPTY };
        let mut before = '\0';
        for c in chars {
            if !matches!(c, '\u{4E00}'..='\u{9FFF}') {
                set.note(*c, before);
            }
            before = *c;
        }
        set
    }

    fn note(&mut self, c: char, before: char) {
        *self = self.with(u32::from(c));
        self.repeats |= c == before;
        self.numbered |= c.is_ascii_digit() && matches!(before, '[' | '(' | '［' | '（' | '【');
    }

    /// All of both.
    pub const fn joined(self, other: CharSet) -> CharSet {
        CharSet {
            ascii: self.ascii | other.ascii,
            general: self.general | other.general,
            cjk: self.cjk | other.cjk,
            wide: self.wide | other.wide,
            blocks: self.blocks | other.blocks,
            repeats: self.repeats || other.repeats,
            numbered: self.numbered || other.numbered,
        }
    }

    /// Whether a character of one may be in the other.
    pub const fn meets(self, other: CharSet) -> bool {
        self.ascii & other.ascii != 0
            || self.general & other.general != 0
            || self.cjk & other.cjk != 0
            || self.wide & other.wide != 0
            || self.blocks & other.blocks != 0
            || (self.repeats && other.repeats)
            || (self.numbered && other.numbered)
    }
}

/// Whether a text begins with a number and a mark that does not belong to it: 一， （一）、 1、.
fn is_misnumbered(chars: impl Iterator<Item = char>) -> bool {
    let mut chars = chars.take(6).peekable();
    let is_bracketed = chars.next_if(|c| matches!(c, '（' | '(')).is_some();
    let (mut han, mut arabic) = (0, 0);
    while let Some(c) = chars.next_if(|c| is_han_digit(*c) || c.is_ascii_digit() || matches!(c, '０'..='９')) {
        if is_han_digit(c) { han += 1 } else { arabic += 1 }
    }
    if is_bracketed && chars.next_if(|c| matches!(c, '）' | ')')).is_none() {
        return false;
    }
    let wrong = match (is_bracketed, han > 0, arabic > 0) {
        (true, true, false) | (true, false, true) => "、.．",
        (false, true, false) => "，,.．",
        (false, false, true) => "、．，,",
        _ => "",
    };
    chars.next().is_some_and(|c| wrong.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_never_misses_what_it_was_given() {
        let set = CharSet::of(&[',', '…', '、', '，', '─', '·']).and('Ａ', 'Ｚ');
        for c in [',', '…', '、', '，', '─', '·', 'Ｑ'] {
            let seen = CharSet::of_text(&format!("汉字{c}"));
            assert!(seen.meets(set), "{c}");
        }
    }

    #[test]
    fn plain_text_meets_no_set_of_marks() {
        let seen = CharSet::of_text("同志们，人人今天开会。");
        assert!(!seen.meets(CharSet::of(&[',', ' ', '…', '、']).and_repeats()));
        assert!(CharSet::of_text("人。。").meets(CharSet::EMPTY.and_repeats()));
    }
}
