//! Run-ins: the clause that does a heading's work at the head of a paragraph (一是抓学习。…) or inside it (…。二要带头学。…).
//!
//! A run-in goes up to and including the first 。！？, and only where the paragraph goes on after it; of 第一条 the ordinal alone.
//!
//! **Always true:** ranges lie on character boundaries of the block's text, in order, apart.

use std::ops::Range;

use crate::document::{Role, RunIn};

use super::evidence::{Clue, Reason};
use super::levels::Levels;
use super::line::{is_closer, is_stop};
use super::numbering::{self, Kind, Marker};
use super::paragraph::Paragraph;

/// Where the first sentence of a text ends, closing quotes taken with it; none where no stop is found.
pub(super) fn first_sentence(text: &str) -> Option<usize> {
    let (at, stop) = text.char_indices().find(|(_, c)| is_stop(*c))?;
    let mut end = at + stop.len_utf8();
    for c in text[end..].chars().take_while(|c| is_stop(*c) || is_closer(*c)) {
        end += c.len_utf8();
    }
    Some(end)
}

/// Where the first sentence ends, if the paragraph goes on after it.
pub(super) fn lead(text: &str) -> Option<usize> {
    first_sentence(text).filter(|end| !text[*end..].trim().is_empty())
}

/// Marks the run-ins of all paragraphs of text.
pub(super) fn mark(paragraphs: &mut [Paragraph], levels: &Levels) {
    let mut last_lead = 0;
    for paragraph in paragraphs.iter_mut().filter(|paragraph| {
        matches!(paragraph.role, None | Some(Role::Body | Role::List)) && !paragraph.why.contains(&Reason::of(Clue::Question))
    }) {
        let marker = paragraph.marker;
        if let Some(marker) = marker {
            paragraph.run_in = run_in(&paragraph.text, marker, levels, last_lead);
            if paragraph.run_in.is_some() {
                paragraph.why.push(Reason::of(Clue::RunInSentence));
                if paragraph.role == Some(Role::List) && marker.kind != Kind::Circled {
                    paragraph.role = Some(Role::Body);
                }
            }
        }
        let head = paragraph.run_in.and(marker).filter(|marker| COUNTING.contains(&marker.kind));
        paragraph.inner = inner(&paragraph.text, paragraph.run_in.map_or(0, |run_in| run_in.end), head);
        if let Some(marker) = marker.filter(|marker| marker.kind == Kind::Lead) {
            last_lead = marker.number;
        }
    }
}

/// The run-in at the head of a text with this marker.
fn run_in(text: &str, marker: Marker, levels: &Levels, last_lead: usize) -> Option<RunIn> {
    let level = levels.level(marker.kind);
    match marker.kind {
        Kind::Article => Some(RunIn { end: marker.end, level: None }).filter(|_| text.len() > marker.end),
        // 三是 counts only in a row, where one may be missing: 三是指数字 does not.
        Kind::Lead if marker.number != 1 && (last_lead == 0 || !(last_lead + 1..=last_lead + 2).contains(&marker.number)) => None,
        Kind::Lead
        | Kind::Ordinal
        | Kind::Formal
        | Kind::Han
        | Kind::HanParen
        | Kind::Arabic
        | Kind::ArabicParen
        | Kind::Circled
        | Kind::Dash => {
            let end = lead(text)?;
            (numbering::has_words(&text[..end], &marker) && !counts_on(&text[..end])).then_some(RunIn { end, level })
        }
        Kind::Part
        | Kind::Volume
        | Kind::Division
        | Kind::Chapter
        | Kind::Section
        | Kind::Top
        | Kind::Decimal
        | Kind::Decimals
        | Kind::DeepDecimals
        | Kind::Bullet
        | Kind::Hash => None,
    }
}

/// Whether one sentence holds the whole count: 一是甲；二是乙。
fn counts_on(sentence: &str) -> bool {
    sentence.match_indices(['；', ';', '，']).any(|(at, sign)| {
        numbering::marker(&sentence[at + sign.len()..]).is_some_and(|marker| marker.kind == Kind::Lead && marker.number == 2)
    })
}

/// What counts inside a paragraph: words by themselves, the markers of headings where each has a sentence behind it.
const COUNTING: &[Kind] = &[Kind::Lead, Kind::Ordinal, Kind::Han, Kind::HanParen, Kind::Arabic, Kind::ArabicParen, Kind::Circled];

/// A count that runs through the sentences of a paragraph: its kind, the last number, the sentences.
struct Count {
    kind: Kind,
    last: usize,
    /// How many sentences count, the paragraph's head with them.
    length: usize,
    found: Vec<Range<usize>>,
    /// Whether a sentence that counts has none behind it before the next.
    bare: bool,
}

impl Count {
    /// A count that begins.
    fn of(kind: Kind, last: usize) -> Count {
        Count { kind, last, length: 1, found: Vec::new(), bare: false }
    }

    /// Whether it makes run-ins, in a text that ends at `end`.
    fn holds(&self, end: usize) -> bool {
        let followed = !self.bare && self.found.last().is_none_or(|last| last.end < end);
        self.length >= 2 && (matches!(self.kind, Kind::Lead | Kind::Ordinal) || followed)
    }
}

/// Run-ins inside a text, from `from` on: sentences that count 一是 … 二是 …, at least two of them (the head's counts), and
/// rows （一）… （二）… of which each has a sentence behind it.
/// Counts nest: under 第一，… 一是 and 二是 count by themselves.
fn inner(text: &str, from: usize, head: Option<Marker>) -> Vec<Range<usize>> {
    let mut counts: Vec<Count> = head.map(|head| Count::of(head.kind, head.number)).into_iter().collect();
    // The counts that may go on, one of a kind: of 一是, of 第一，, of （一）.
    let mut going: [Option<usize>; COUNTING.len()] = [None; COUNTING.len()];
    if let Some((going, _)) = going.iter_mut().zip(COUNTING).find(|(_, kind)| head.is_some_and(|head| head.kind == **kind)) {
        *going = Some(0);
    }
    let mut start = from;
    while let Some(length) = text.get(start..).and_then(first_sentence) {
        let sentence = &text[start..start + length];
        let begin = sentence.len() - sentence.trim_start().len();
        // 要做到三点：一要学习。 — the count begins behind the colon.
        let behind_colon = || sentence.rfind('：').map(|at| at + '：'.len_utf8());
        let (offset, marker) = match (counting(&sentence[begin..]), behind_colon()) {
            (None, Some(at)) => (at, counting(&sentence[at..])),
            (marker, _) => (begin, marker),
        };
        if let Some((kind, number)) = marker
            && start > 0
            && !counts_on(sentence)
        {
            let range = start + offset..start + length;
            let Some((going, _)) = going.iter_mut().zip(COUNTING).find(|(_, own)| **own == kind) else { break };
            match (number, going.and_then(|at| counts.get_mut(at))) {
                (Some(1), _) => {
                    *going = Some(counts.len());
                    counts.push(Count { found: vec![range], ..Count::of(kind, 1) });
                }
                // 最后是 ends a count of any length.
                (number, Some(count)) if number.is_none_or(|number| number == count.last + 1) => {
                    (count.last, count.length) = (count.last + 1, count.length + 1);
                    count.bare |= count.found.last().is_some_and(|last| last.end >= range.start);
                    count.found.push(range);
                }
                _ => {}
            }
        }
        start += length;
    }
    let end = text.trim_end().len();
    let mut found: Vec<Range<usize>> = counts.into_iter().filter(|count| count.holds(end)).flat_map(|count| count.found).collect();
    found.sort_by_key(|range| range.start);
    found
}

/// What a sentence counts with, and its number: 一是, 第一，, 首先是; 最后是 has none.
fn counting(sentence: &str) -> Option<(Kind, Option<usize>)> {
    const STEPS: &[(&str, Option<usize>)] = &[("首先", Some(1)), ("其次", Some(2)), ("再次", Some(3)), ("最后", None), ("最後", None)];
    if let Some(marker) = numbering::marker(sentence).filter(|marker| COUNTING.contains(&marker.kind)) {
        let worded = matches!(marker.kind, Kind::Lead | Kind::Ordinal) || numbering::has_words(sentence, &marker);
        return worded.then_some((marker.kind, Some(marker.number)));
    }
    let (number, rest) = STEPS.iter().find_map(|(word, number)| Some((*number, sentence.strip_prefix(word)?)))?;
    (rest.starts_with(['是', '要']) || number.is_none() && rest.starts_with(['，', ','])).then_some((Kind::Ordinal, number))
}

#[cfg(test)]
mod tests {
    use crate::structure::sample;

    #[test]
    fn a_run_in_ends_at_the_first_stop_if_the_paragraph_goes_on() {
        let cases = [
            ("一是抓学习。要天天学。", Some("一是抓学习。")),
            ("第一，抓学习。要天天学。", Some("第一，抓学习。")),
            ("首先，抓学习！要天天学。", Some("首先，抓学习！")),
            ("（一）抓学习。要天天学。", Some("（一）抓学习。")),
            ("1.抓学习。要天天学。", Some("1.抓学习。")),
            ("①抓学习。要天天学。", Some("①抓学习。")),
            ("——抓学习。要天天学。", Some("——抓学习。")),
            ("一是说“学习好。”要天天学。", Some("一是说“学习好。”")),
            ("第一条 为了工作，制定本办法。", Some("第一条")),
            ("一是抓学习，二是抓落实。这很重要。", None),
            ("一是抓学习。", None),
            ("三是指数字。不是别的。", None),
            ("抓学习。要天天学。", None),
            ("首先要抓学习。要天天学。", None),
        ];
        for (text, expected) in cases {
            let blocks = sample::blocks(&format!("同志们：\n{text}"));
            assert_eq!(blocks[1].run_in_text(), expected, "{text}");
        }
    }

    #[test]
    fn sentences_that_count_inside_a_paragraph_are_run_ins() {
        let text = "要做好三件事。一要学习。天天学。二要落实。件件办。三要总结。";
        let blocks = sample::blocks(&format!("同志们：\n{text}"));
        let inner: Vec<_> = blocks[1].inner.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(inner, ["一要学习。", "二要落实。", "三要总结。"]);
        let cases: [(&str, &[&str]); 4] = [
            ("第一，要提高认识。一是学。要真学。二是干。要真干。", &["一是学。", "二是干。"]),
            ("首先，要提高认识。一是学。要真学。其次，要干。一是快。二是好。", &["其次，要干。", "一是快。", "二是好。"]),
            (
                "责任有三种。首先是领导责任。要扛起来。其次是部门责任。最后是企业责任。",
                &["首先是领导责任。", "其次是部门责任。", "最后是企业责任。"],
            ),
            ("最后，祝大家好。最后是散会。", &[]),
        ];
        for (text, expected) in cases {
            let blocks = sample::blocks(&format!("同志们：\n{text}"));
            let inner: Vec<_> = blocks[1].inner.iter().map(|range| &text[range.clone()]).collect();
            assert_eq!(inner, expected, "{text}");
        }
        let blocks = sample::blocks("同志们：\n会议提出要求。一是很好的数字。大家记住。");
        assert!(blocks[1].inner.is_empty(), "one sentence is no count");
    }
}
