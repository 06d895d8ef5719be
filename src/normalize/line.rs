//! A line as rules see it: characters, their neighbours, what is protected.
//!
//! **Always true:** what a rule sees describes the characters as they stand now, not as they stood before the last edit.

use std::cell::OnceCell;

use super::char_set::CharSet;
use super::characters::{is_half_stop, is_han, is_sentence_stop, is_shared_mark, is_space};
use super::edit_log::Change;
use super::english;
use super::rule::Proposal;
use super::separators;
use super::spans::Protected;
use crate::source::Span;

/// No character: what stands beyond the ends of a line.
pub const EDGE: char = '\n';

#[derive(Debug)]
struct Look {
    protected: Protected,
    is_chinese: bool,
}

/// One line of text, without indent and line end.
#[derive(Debug)]
pub struct Line {
    chars: Vec<char>,
    seen: CharSet,
    /// What a look at all of the characters shows, once a rule asks.
    look: OnceCell<Look>,
    part_paragraphs: OnceCell<bool>,
    opens: bool,
    follows_item: bool,
    is_whole: bool,
}

impl Line {
    /// The line with these characters, a paragraph of its own.
    pub fn new(text: &str) -> Line {
        Line::seen_as(text, CharSet::of_text(text), true)
    }

    /// The same, where the set of its characters is known, and whether it opens a paragraph.
    pub fn seen_as(text: &str, seen: CharSet, opens: bool) -> Line {
        let (look, part_paragraphs) = (OnceCell::new(), OnceCell::new());
        Line { chars: text.chars().collect(), seen, look, part_paragraphs, opens, follows_item: false, is_whole: true }
    }

    /// The same, behind a line that ends in this character.
    pub fn behind(mut self, last: char) -> Line {
        self.follows_item = matches!(last, '；' | ';');
        self
    }

    /// The same, one of several lines of a paragraph.
    pub fn as_part(mut self) -> Line {
        self.is_whole = false;
        self
    }

    /// Its characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The set of its characters.
    pub fn seen(&self) -> CharSet {
        self.seen
    }

    /// What no rule may touch.
    pub fn protected(&self) -> &Protected {
        &self.look().protected
    }

    /// Whether a rule may touch the character there.
    pub fn is_free(&self, at: usize) -> bool {
        !self.protected().meets(at, at + 1)
    }

    /// Whether Chinese marks belong here: it holds Han, and not just one name in an English sentence.
    pub fn is_chinese(&self) -> bool {
        self.look().is_chinese
    }

    /// Whether the single spaces of this line stand for line ends that it lost ([`separators::part_paragraphs`]).
    pub fn has_paragraphs(&self) -> bool {
        *self.part_paragraphs.get_or_init(|| separators::part_paragraphs(self))
    }

    /// Whether a paragraph begins here, and no line that was wrapped goes on.
    pub fn opens(&self) -> bool {
        self.opens
    }

    /// Whether this is a whole paragraph: a part of one may hold the end of one pair and the beginning of the next.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether the line before ends in ；, as the items of a list do but for the last.
    pub fn follows_item(&self) -> bool {
        self.follows_item
    }

    /// The character there, or the edge.
    pub fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(EDGE)
    }

    /// The character before, or the edge.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(EDGE, |before| self.at(before))
    }

    /// Where the run of characters that `belongs` holds for ends.
    pub fn run_end(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        from + self.chars.iter().skip(from).take_while(|c| belongs(**c)).count()
    }

    /// For each character the nearest one to its right that shows the script: spaces, half-width stops, straight quotes
    /// and marks shared with Latin skipped. One pass, so that a line of a million commas stays linear.
    pub fn scripts_to_the_right(&self) -> Vec<char> {
        let mut found = vec![EDGE; self.chars.len()];
        let mut nearest = EDGE;
        for (slot, c) in found.iter_mut().zip(&self.chars).rev() {
            *slot = nearest;
            if !is_space(*c) && !is_half_stop(*c) && !is_shared_mark(*c) && *c != '"' && *c != '\'' {
                nearest = *c;
            }
        }
        found
    }

    /// The nearest character to the left that is no space.
    pub fn inked_before(&self, at: usize) -> char {
        self.chars.iter().take(at).rev().copied().find(|c| !is_space(*c)).unwrap_or(EDGE)
    }

    /// The nearest character from there on that is no space.
    pub fn inked_from(&self, at: usize) -> char {
        self.chars.iter().skip(at).copied().find(|c| !is_space(*c)).unwrap_or(EDGE)
    }

    /// A heading, a name, a signature: at most twelve Han and no stop that divides a sentence.
    pub fn is_short(&self) -> bool {
        !self.has_stop() && self.chars.iter().filter(|c| is_han(**c)).take(13).count() <= 12
    }

    /// Whether it holds a stop that divides a sentence.
    pub fn has_stop(&self) -> bool {
        self.chars.iter().any(|c| is_sentence_stop(*c)) || self.chars.last() == Some(&'.')
    }

    /// Applies proposals; answers with the same as changes, in bytes of the line as it stood.
    pub fn apply(&mut self, proposals: Vec<Proposal>, rule: &'static str) -> Vec<Change> {
        let mut changes = Vec::with_capacity(proposals.len());
        let mut chars = Vec::with_capacity(self.chars.len() + proposals.len());
        let (mut at, mut byte) = (0, 0);
        let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
        for Proposal { start, end, after } in proposals {
            let kept = self.chars.get(at..start).unwrap_or_default();
            let gone = self.chars.get(start..end).unwrap_or_default();
            chars.extend_from_slice(kept);
            chars.extend(after.chars());
            let from = byte + bytes(kept);
            byte = from + bytes(gone);
            changes.push(Change { span: Span::new(from, byte), after, rule });
            at = end;
        }
        chars.extend_from_slice(self.chars.get(at..).unwrap_or_default());
        self.chars = chars;
        // What is gone no rule need look for again.
        self.seen = CharSet::of_chars(&self.chars);
        self.look = OnceCell::new();
        self.part_paragraphs = OnceCell::new();
        changes
    }

    fn look(&self) -> &Look {
        self.look.get_or_init(|| Look::at(&self.chars, self.seen))
    }
}

impl Look {
    fn at(chars: &[char], seen: CharSet) -> Look {
        let protected = Protected::in_line(chars, seen);
        let is_free = |at: usize| !protected.meets(at, at + 1);
        let mut han = 0;
        let (mut words, mut quoted) = (0, 0);
        let mut in_word = false;
        for (at, c) in chars.iter().enumerate() {
            if is_han(*c) {
                (han, in_word) = (han + 1, false);
                continue;
            }
            let begins_word = c.is_ascii_alphabetic() && !in_word;
            // Addresses and code are no words of a sentence, whatever their length.
            let begins_free = begins_word && is_free(at);
            let begins_quoted = begins_word && !begins_free && protected.is_quoted(at);
            words += usize::from(begins_free);
            quoted += usize::from(begins_quoted);
            in_word = c.is_ascii_graphic() && (in_word || begins_free || begins_quoted);
        }
        // Who quotes a foreign sentence has few foreign words of his own.
        let answers_for = 2 * han >= words + quoted || (quoted > 0 && han >= 4 * words);
        let is_word = |at: usize| is_free(at) || protected.is_quoted(at);
        let is_english = words > 0 && words + quoted >= 3 && english::is_sentence(chars, is_word, is_free);
        let is_chinese = han > 0 && answers_for && !is_english;
        Look { protected, is_chinese }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_sentence_with_a_name_is_not_chinese() {
        for (text, chinese) in [
            ("同志们", true),
            ("GDP增长", true),
            ("Four score and seven years ago", false),
            ("Mr. Zhang Wei Min (张) said that he would come", false),
            ("……", false),
            ("He visited 清华大学, 北京大学 and Fudan University.", false),
            ("他写道:\"To be, or not to be: that is the question.\"", true),
            ("\"Good morning,\" said 王强.", false),
        ] {
            assert_eq!(Line::new(text).is_chinese(), chinese, "{text}");
        }
    }

    #[test]
    fn applying_answers_in_bytes() {
        let mut line = Line::new("人,人");
        let changes = line.apply(vec![Proposal { start: 1, end: 2, after: "，".into() }], "x");
        assert_eq!(line.chars(), ['人', '，', '人']);
        assert_eq!((changes[0].span.start, changes[0].span.end), (3, 4));
    }
}
