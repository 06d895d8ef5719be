//! Straight quotation marks in a Chinese paragraph become “ ” and ‘ ’, by position (N30; GB/T 15834—2011, 4.8).
//!
//! Pairs are made only where every mark of the paragraph agrees with its place: an odd number, a stop behind an opening
//! mark, a colon before a closing one, and none is touched. What is left alone, `unpaired-quote` tells.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_letter, is_closing, is_half_stop, is_han, is_latin, is_opening, is_sentence_stop, is_space};
use crate::normalize::line::{EDGE, Line};
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "straight-quote",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Paragraph { triggers: CharSet::of(&['"', '＂', '\'', '＇']), scope: Scope::Chinese, propose },
    page: include_str!("../../../docs/rules/straight-quote.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let doubles = doubles(line);
    let doubles_agree = !are_inches(line, &doubles) && agree(line, &doubles) && !may_nest(line, &doubles);
    let singles: Vec<usize> = free(line, '\'', '＇').into_iter().filter(|at| !is_apostrophe(line, *at)).collect();
    // A pair round Latin may be code: it stays, and does not speak against the others.
    let singles_agree = agree(line, &singles) && singles.chunks(2).all(|pair| quotes_chinese(line, pair) || quotes_latin(line, pair));
    let mut marks: Vec<(usize, char)> = Vec::new();
    if doubles_agree {
        marks.extend(doubles.iter().zip(['“', '”'].into_iter().cycle()).map(|(at, mark)| (*at, mark)));
    }
    if singles_agree {
        let pairs = singles.chunks(2).filter(|pair| quotes_chinese(line, pair));
        marks.extend(pairs.flatten().zip(['‘', '’'].into_iter().cycle()).map(|(at, mark)| (*at, mark)));
    }
    marks.sort_unstable();
    for (at, mark) in marks {
        proposals.replace_char(at, mark);
    }
}

/// Where the straight double marks of a line stand that no protected span holds.
pub fn doubles(line: &Line) -> Vec<usize> {
    free(line, '"', '＂')
}

/// Whether they all stand behind digits: 21" is a screen.
pub fn are_inches(line: &Line, marks: &[usize]) -> bool {
    marks.iter().all(|at| line.before(*at).is_ascii_digit())
}

fn free(line: &Line, mark: char, wide: char) -> Vec<usize> {
    let marks = line.chars().iter().enumerate().filter(|(at, c)| (**c == mark || **c == wide) && line.is_free(*at));
    marks.map(|(at, _)| at).collect()
}

fn is_apostrophe(line: &Line, at: usize) -> bool {
    is_latin(line.before(at)) && is_latin(line.at(at + 1))
}

/// Whether the marks, taken in turn, open and close where such marks can.
fn agree(line: &Line, marks: &[usize]) -> bool {
    let is_sure = |open: usize, close: usize| line.is_whole() || is_surely_a_pair(line, open, close);
    let is_pair = |open: usize, close: usize| may_open(line, open) && may_close(line, close) && is_sure(open, close);
    marks.len().is_multiple_of(2) && marks.chunks(2).all(|pair| matches!(pair, [open, close] if is_pair(*open, *close)))
}

/// Whether two marks in a part of a paragraph are a pair and not the end of one quotation and the beginning of the next:
/// `好。"他说，"你`, `行"，他说"你`.
fn is_surely_a_pair(line: &Line, open: usize, close: usize) -> bool {
    let is_stop = |c: char| is_sentence_stop(c) || is_half_stop(c);
    let begins_speech = matches!(line.before(open), '：' | ':');
    begins_speech || (open > 0 && !is_stop(line.before(open)) && !is_stop(line.before(close)) && !is_stop(line.at(open + 1)))
}

/// Whether four marks in a row may be a speech with a quotation in it, where taking them in turn would turn the inner pair
/// inside out: 说："先看，再谈"两个问题"的事"。 The outer pair follows a colon and ends the sentence, no stop divides the middle.
fn may_nest(line: &Line, marks: &[usize]) -> bool {
    let has_stop = |from: usize, to: usize| line.chars().get(from..to).unwrap_or_default().iter().any(|c| is_sentence_stop(*c));
    let ends = |c: char| c == EDGE || is_sentence_stop(c) || is_half_stop(c);
    marks.windows(4).step_by(2).any(|four| {
        let [a, b, c, d] = *four else { return false };
        let is_speech = matches!(line.before(a), '：' | ':') && ends(line.at(d + 1)) && has_stop(a, b);
        is_speech && is_han(line.at(b + 1)) && is_han(line.before(c)) && !has_stop(b, c)
    })
}

fn may_open(line: &Line, at: usize) -> bool {
    let after = line.at(at + 1);
    let is_stop = is_sentence_stop(after) || is_half_stop(after) || matches!(after, '、' | '：' | ')') || is_closing(after);
    after != EDGE && !is_space(after) && (!is_stop || after == '.' && line.at(at + 2) == '.')
}

fn may_close(line: &Line, at: usize) -> bool {
    let before = line.before(at);
    before != EDGE && !is_space(before) && !matches!(before, '：' | ':' | '(') && !is_opening(before)
}

/// Whether a pair of single marks holds Chinese, so that it is no apostrophe and no foot.
fn quotes_chinese(line: &Line, pair: &[usize]) -> bool {
    let [open, close] = pair else { return false };
    let quoted = line.chars().get(*open..*close).unwrap_or_default();
    let count = |mark: char| quoted.iter().filter(|c| **c == mark).count();
    // Quotations nest, they do not cross.
    let nests = count('“') == count('”') && count('"').is_multiple_of(2);
    nests && !is_latin(line.before(*open)) && quoted.iter().any(|c| is_cjk_letter(*c))
}

/// Whether a pair of single marks stands round Latin and no more: 'title' in a Chinese sentence.
fn quotes_latin(line: &Line, pair: &[usize]) -> bool {
    let [open, close] = pair else { return false };
    let quoted = line.chars().get(open + 1..*close).unwrap_or_default();
    !quoted.is_empty() && quoted.iter().all(char::is_ascii) && !is_latin(line.before(*open)) && !is_latin(line.at(close + 1))
}
