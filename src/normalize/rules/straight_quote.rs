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
    let doubles_agree = agree(line, &doubles) && !may_nest(line, &doubles);
    let singles: Vec<usize> = free(line, '\'', '＇').into_iter().filter(|at| !is_apostrophe(line, *at)).collect();
    // A pair round Latin may be code: it stays, and does not speak against the others.
    let singles_agree = agree(line, &singles) && singles.chunks(2).all(|pair| quotes_chinese(line, pair) || quotes_latin(line, pair));
    let mut marks: Vec<(usize, char)> = Vec::new();
    if doubles_agree {
        for (pair, depths) in doubles.chunks(2).zip(depths(line, &doubles).chunks(2)) {
            // Inside “ ” it is the inner quotation.
            let turned = if depths.first() == Some(&0) { ['“', '”'] } else { ['‘', '’'] };
            marks.extend(pair.iter().copied().zip(turned));
        }
    }
    if singles_agree {
        let pairs = singles.chunks(2).filter(|pair| quotes_chinese(line, pair));
        marks.extend(pairs.flatten().copied().zip(['‘', '’'].into_iter().cycle()));
    }
    marks.sort_unstable();
    for (at, mark) in marks {
        proposals.replace_char(at, mark);
    }
}

/// Where the straight double marks of a line stand that no protected span holds and that are no inches.
pub fn doubles(line: &Line) -> Vec<usize> {
    let mut marks = free(line, '"', '＂');
    let is_measure = |at: usize| line.before(at).is_ascii_digit();
    if !marks.iter().any(|at| is_measure(*at)) {
        return marks;
    }
    // 7'6" is feet and inches.
    marks.retain(|at| !is_feet_and_inches(line, *at));
    // 21", and 15" to 21": what would open and close behind digits does neither.
    let is_inches = |pair: &[usize]| pair.iter().all(|at| is_measure(*at));
    if marks.iter().all(|at| is_measure(*at)) {
        return Vec::new();
    }
    let pairs = marks.chunks(2).filter(|pair| pair.len() < 2 || !is_inches(pair));
    let marks = pairs.flatten().copied().collect::<Vec<usize>>();
    // An odd mark is the one that would open behind a digit, if there is just one and the others agree without it.
    if !marks.len().is_multiple_of(2) {
        let without = |index: usize| -> Vec<usize> { marks.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, at)| *at).collect() };
        let mut odd = (0..marks.len()).step_by(2).filter(|index| marks.get(*index).is_some_and(|at| is_measure(*at)));
        if let (Some(index), None) = (odd.next(), odd.next()) {
            let others = without(index);
            if agree(line, &others) {
                return others;
            }
        }
    }
    marks
}

/// `7'6"`
fn is_feet_and_inches(line: &Line, at: usize) -> bool {
    let inches = line.chars().iter().take(at).rev().take(5).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let foot = at - inches;
    inches > 0 && matches!(line.before(foot), '\'' | '’' | '′') && foot >= 2 && line.before(foot - 1).is_ascii_digit()
}

/// How many “ are open at each of the marks.
fn depths(line: &Line, marks: &[usize]) -> Vec<usize> {
    let mut depth = 0usize;
    let mut from = 0;
    let mut depth_at = |at: &usize| {
        for c in line.chars().get(from..*at).unwrap_or_default() {
            match c {
                '“' => depth += 1,
                '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        from = *at;
        depth
    };
    marks.iter().map(&mut depth_at).collect()
}

fn free(line: &Line, mark: char, wide: char) -> Vec<usize> {
    let marks = line.chars().iter().enumerate().filter(|(at, c)| (**c == mark || **c == wide) && line.is_free(*at));
    marks.map(|(at, _)| at).collect()
}

/// don't, 't Hooft, '98级.
fn is_apostrophe(line: &Line, at: usize) -> bool {
    let (before, after) = (line.before(at), line.at(at + 1));
    let is_word_of_one = after.is_ascii_lowercase() && line.at(at + 2) == ' ' && line.at(at + 3).is_ascii_uppercase();
    (is_latin(before) && is_latin(after)) || is_word_of_one || shortens_year(line, at)
}

/// '98级, '90s: two digits, and what years have behind them.
fn shortens_year(line: &Line, at: usize) -> bool {
    let is_year = line.at(at + 1).is_ascii_digit() && line.at(at + 2).is_ascii_digit();
    is_year && !is_latin(line.before(at)) && matches!(line.at(at + 3), 's' | '级' | '届' | '年' | '級' | '屆')
}

/// Whether the marks, taken in turn, open and close where such marks can.
fn agree(line: &Line, marks: &[usize]) -> bool {
    let is_sure = |open: usize, close: usize| line.is_whole() || is_surely_a_pair(line, open, close);
    let is_pair = |open: usize, close: usize| may_open(line, open) && may_close(line, close) && close > open + 1 && is_sure(open, close);
    marks.len().is_multiple_of(2)
        && marks.chunks(2).all(|pair| matches!(pair, [open, close] if is_pair(*open, *close) && !crosses(line, *open, *close)))
        // Quotations nest twice, and no further.
        && depths(line, marks).iter().all(|depth| *depth <= 1)
}

/// Whether curly marks between two have their partners elsewhere: quotations nest, they do not cross.
fn crosses(line: &Line, open: usize, close: usize) -> bool {
    let mut inside = 0usize;
    for c in line.chars().get(open..close).unwrap_or_default() {
        match c {
            '“' => inside += 1,
            '”' if inside == 0 => return true,
            '”' => inside -= 1,
            _ => {}
        }
    }
    inside > 0
}

/// Whether two marks in a part of a paragraph are a pair and not the end of one quotation and the beginning of the next:
/// `好。"他说，"你`, `行"，他说"你`.
fn is_surely_a_pair(line: &Line, open: usize, close: usize) -> bool {
    let is_stop = |c: char| is_sentence_stop(c) || is_half_stop(c);
    let begins_speech = matches!(line.before(open), '：' | ':');
    begins_speech || (open > 0 && !is_stop(line.before(open)) && !is_stop(line.before(close)) && !is_stop(line.at(open + 1)))
}

/// Whether marks in a row may be a speech with quotations in it, where taking them in turn would turn the inner pairs inside
/// out: 说："先看，再谈"两个问题"的事"。, 问："看过"县志"吗？" The outer pair follows a colon, the sentence ends in it or with it, and no
/// stop stands at the marks between.
fn may_nest(line: &Line, marks: &[usize]) -> bool {
    let has_stop = |from: usize, to: usize| line.chars().get(from..to).unwrap_or_default().iter().any(|c| is_sentence_stop(*c));
    let is_stop = |c: char| is_sentence_stop(c) || is_half_stop(c);
    let ends = |at: usize| line.at(at + 1) == EDGE || is_stop(line.at(at + 1));
    let is_inside = |at: usize| is_han(line.before(at)) && is_han(line.at(at + 1));
    let begins = |at: usize| matches!(line.before(at), '：' | ':' | '，' | ',' | EDGE);
    let introduces = |at: usize| matches!(line.before(at), '：' | ':');
    // 吗？ and the like begin no quotation.
    let is_rest = |at: usize| matches!(line.at(at + 1), '吗' | '嗎' | '呢' | '吧' | '啊' | '呀' | '嘛') && is_stop(line.at(at + 2));
    if marks.chunks(2).any(|pair| pair.first().is_some_and(|open| is_rest(*open))) {
        return true;
    }
    marks.iter().enumerate().step_by(2).filter(|(_, open)| begins(**open)).any(|(index, open)| {
        let rest = marks.get(index + 1..).unwrap_or_default();
        // Marks in the middle of a sentence, and the one that ends it.
        let inner = rest.iter().take_while(|at| is_inside(**at)).count();
        let (Some(first), Some(last)) = (rest.first(), rest.get(inner)) else { return false };
        let ends_speech = is_stop(line.before(*last)) && (ends(*last) || introduces(*open));
        let middle = rest.get(inner - inner.min(1)).copied().unwrap_or_default();
        inner >= 2
            && inner.is_multiple_of(2)
            && !has_stop(*first, middle)
            && (ends_speech || (introduces(*open) && ends(*last) && has_stop(*open, *first)))
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
    // 'A好'99: what a letter or a digit follows closes nothing.
    nests && !is_latin(line.before(*open)) && !is_latin(line.at(close + 1)) && quoted.iter().any(|c| is_cjk_letter(*c))
}

/// Whether a pair of single marks stands round Latin and no more: 'title' in a Chinese sentence.
fn quotes_latin(line: &Line, pair: &[usize]) -> bool {
    let [open, close] = pair else { return false };
    let quoted = line.chars().get(open + 1..*close).unwrap_or_default();
    !quoted.is_empty() && quoted.iter().all(char::is_ascii) && !is_latin(line.before(*open)) && !is_latin(line.at(close + 1))
}
