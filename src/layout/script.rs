//! Which characters of a text are set in the Latin face: for pages and word processors alike.
//!
//! Letters and figures are; quotes, dashes and ellipses share code points with Chinese ones and follow their sentence (clreq.md,
//! ambiguity): Chinese in a paragraph that holds any Han, but Latin inside an English sentence of it: 他写道：“We read ‘Walden’ again.”
//! What stands around the sentence is the Chinese paragraph's.
//!
//! **Always true:** without a Chinese character all of them are Latin; without two English words none of them is, but for the ’ of don’t.

/// What is known of a text before its characters are looked at.
pub struct Scripts {
    has_chinese: bool,
    /// The marks of English sentences in a Chinese paragraph, by the byte they begin at, in order.
    english: Vec<usize>,
}

impl Scripts {
    /// Of this text.
    pub fn of(text: &str) -> Scripts {
        let has_chinese = text.chars().any(is_chinese);
        let has_both = has_chinese && text.contains(is_ambiguous) && text.contains(|c: char| c.is_ascii_lowercase());
        Scripts { has_chinese, english: if has_both { english_marks(text) } else { Vec::new() } }
    }

    /// Whether no character of the text is Chinese.
    pub const fn is_latin_text(&self) -> bool {
        !self.has_chinese
    }

    /// Whether the character that begins at this byte is set in the Latin face.
    pub fn is_latin(&self, at: usize, c: char, previous: Option<char>, next: Option<char>) -> bool {
        match c {
            // In the Chinese face they would be as wide as a Han.
            ' '..='~' | '\u{a0}' => true,
            _ if is_symbol(c) => !self.has_chinese,
            '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}' => true,
            _ if is_ambiguous(c) => !self.has_chinese || is_apostrophe(c, previous, next) || self.english.binary_search(&at).is_ok(),
            _ => false,
        }
    }
}

/// Signs that Chinese text has in its own face, as wide as a Han.
pub const fn is_symbol(c: char) -> bool {
    matches!(c, '§' | '¨' | '°' | '±' | '´' | '·' | '×' | '÷')
}

/// Marks of both scripts.
pub const fn is_ambiguous(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…')
}

/// The ’ of don’t, which is no closing quote, and half as wide.
fn is_apostrophe(c: char, previous: Option<char>, next: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    c == '’' && letter(previous) && letter(next)
}

/// Whether a character shows that a paragraph is Chinese.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3001}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffee}' | '\u{20000}'..='\u{3ffff}')
}

/// A stretch without Chinese characters, or what stands between two quotes of it.
#[derive(Default)]
struct Level {
    /// The quote that opens it, and where it begins.
    open: Option<(char, usize)>,
    words: usize,
    /// Of these, words that are no part of a name: read, wrote.
    plain_words: usize,
    /// Pairs of quotes, and dashes and ellipses that something follows.
    marks: Vec<usize>,
    /// Dashes and ellipses that nothing has followed yet: before a Han they are Chinese.
    waiting: Vec<usize>,
}

impl Level {
    fn goes_on(&mut self) {
        self.marks.append(&mut self.waiting);
    }

    /// The marks, if this is English and not a name or two in Chinese: `“GDP”“CPI”`, `World Bank “Doing Business”`.
    fn english(self) -> Vec<usize> {
        if self.words >= 2 && self.plain_words > 0 { self.marks } else { Vec::new() }
    }
}

/// The marks inside English sentences of a Chinese paragraph.
fn english_marks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut levels = vec![Level::default()];
    let mut word = 0;
    for (at, c) in text.char_indices() {
        if is_chinese(c) {
            found.extend(levels.drain(..).flat_map(Level::english));
            word = at + c.len_utf8();
        }
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        if levels.is_empty() {
            levels.push(Level::default());
        }
        let Some(level) = levels.last_mut() else { continue };
        if c.is_ascii_alphabetic() {
            level.goes_on();
            if next.is_none_or(|next| !next.is_ascii_alphabetic()) {
                let letters = text.get(word..=at).unwrap_or_default();
                let is_plain = letters.len() > 1 && letters.chars().all(|c| c.is_ascii_lowercase());
                level.words += 1;
                level.plain_words += usize::from(is_plain && !["of", "and", "the", "for"].contains(&letters));
            }
            continue;
        }
        let previous = text.get(..at).and_then(|before| before.chars().next_back());
        word = at + c.len_utf8();
        match c {
            '“' | '‘' => {
                level.goes_on();
                levels.push(Level { open: Some((c, at)), ..Level::default() });
            }
            '”' | '’' if !is_apostrophe(c, previous, next) => {
                let pair = if c == '”' { '“' } else { '‘' };
                let Some((_, open)) = level.open.filter(|(open, _)| *open == pair) else { continue };
                level.goes_on();
                found.extend(levels.pop().into_iter().flat_map(Level::english));
                if let Some(outer) = levels.last_mut() {
                    outer.marks.extend([open, at]);
                }
            }
            '–' | '—' | '…' if level.words > 0 || !level.marks.is_empty() => level.waiting.push(at),
            _ if c.is_ascii_digit() => level.goes_on(),
            _ => {}
        }
    }
    found.extend(levels.into_iter().flat_map(Level::english));
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ambiguous marks of a text that are Latin.
    fn latin(text: &str) -> String {
        let scripts = Scripts::of(text);
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let other = |n: Option<usize>| n.and_then(|n| characters.get(n)).map(|(_, c)| *c);
        let is_latin = |(n, (at, c)): (usize, &(usize, char))| {
            let said = scripts.is_latin(*at, *c, other(n.checked_sub(1)), other(Some(n + 1)));
            (said && (is_ambiguous(*c) || is_symbol(*c))).then_some(*c)
        };
        characters.iter().enumerate().filter_map(is_latin).collect()
    }

    #[test]
    fn marks_follow_their_sentence() {
        for (text, expected) in [
            ("It’s “A·B” — no…", "’“·”—…"),
            ("2019—2024", "—"),
            // One language after the other: each has its own.
            ("好。He read the “Annual Report” of 2024 — twice. 他说“好”。", "“”—"),
            ("他写道：“We read ‘Walden’ again, didn’t we?”我说：“读了。”", "‘’’"),
            ("他说：“Wait…”然后走了", ""),
            ("他说：“We shall wait… and see.”然后走了", "…"),
            ("然后we shall see…结束", ""),
            ("“Poetry is lost,” he said.很好", "“”"),
            ("“We came, and went—”他说", "—"),
            // Names and terms are no sentence.
            ("关于“GDP”“CPI”等", ""),
            ("参加 World Bank “Doing Business” 评估", ""),
            ("Bank of China “BOC” 的", ""),
            ("“A”级、“B”级", ""),
            ("读“GDP”和don’t", "’"),
            // Without its partner a quote is the paragraph's.
            ("我们 read the paper “Nature，好", ""),
            ("25°C、3×4·5", ""),
            ("", ""),
        ] {
            assert_eq!(latin(text), expected, "{text}");
        }
    }
}
