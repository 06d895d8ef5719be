//! Lines of one form: questions of an examination, a row whose members are all alike, 【…】 and days above text.
//!
//! **Always true:** what none of a row shows, no other takes from it.

use super::evidence::Clue;
use super::heading::{SHORT, Verdict};
use super::line::{Ending, count};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::run_in;

/// Makes items of the questions of an examination: all of the row `1.` … where an empty bracket or a blank to fill in stands
/// in one, and half of them have that, or their marks at the end: （3分）.
pub(super) fn questions(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    const FEWEST: usize = 2;
    let row: Vec<usize> =
        text.iter().copied().filter(|at| paragraphs[*at].is_open() && paragraphs[*at].kind() == Some(Kind::Arabic)).collect();
    let asking = row.iter().filter(|at| is_blank(&paragraphs[**at].text) || has_marks(&paragraphs[**at].text)).count();
    let blank = text.iter().any(|at| paragraphs[*at].marker.is_some() && is_blank(&paragraphs[*at].text));
    if blank && asking >= FEWEST && asking * 2 >= row.len() {
        row.iter().for_each(|at| verdicts[*at] = Some(Verdict::Item(Clue::Question)));
    }
}

/// （　　）, ____: what is to be filled in.
fn is_blank(text: &str) -> bool {
    let empty = || {
        text.match_indices(['（', '(']).any(|(at, open)| {
            let inside = text[at + open.len()..].trim_start_matches([' ', '\u{3000}', '\u{a0}']);
            inside.starts_with(['）', ')'])
        })
    };
    text.contains("___") || empty()
}

/// …（3分）, …（本题10分）: how many marks it has.
fn has_marks(text: &str) -> bool {
    let inner = text.trim_end().strip_suffix("分）").or_else(|| text.trim_end().strip_suffix("分)"));
    let inside = inner.and_then(|inner| inner.rsplit(['（', '(']).next());
    inside.is_some_and(|inside| count(inside, 7) <= 6 && inside.ends_with(|c| numbering::digit(c).is_some()))
}

/// Makes headings of all of a row whose first member was taken for an item, where another is a heading and each has something
/// other than its like below: （1）甲 over a line without a stop, （2）乙 over items.
pub(super) fn mixed(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    for kind in [Kind::Arabic, Kind::ArabicParen] {
        let mut row: Vec<usize> = Vec::new();
        for (place, at) in text.iter().copied().enumerate() {
            let Some(marker) = paragraphs[at].marker.filter(|marker| marker.kind == kind && paragraphs[at].is_open()) else { continue };
            if marker.number != row.len() + 1 {
                even_out(paragraphs, text, &row, kind, verdicts);
                row.clear();
            }
            if marker.number == row.len() + 1 {
                row.push(place);
            }
        }
        even_out(paragraphs, text, &row, kind, verdicts);
    }
}

fn even_out(paragraphs: &[Paragraph], text: &[usize], row: &[usize], kind: Kind, verdicts: &mut [Option<Verdict>]) {
    let of = |place: &usize| text.get(*place).map(|at| (&paragraphs[*at], verdicts[*at]));
    let first = row.first().and_then(of).is_some_and(|(_, verdict)| verdict == Some(Verdict::Item(Clue::ItemInRow)));
    let one = row.iter().filter_map(of).any(|(_, verdict)| verdict == Some(Verdict::Numbered(kind)));
    let heads = |place: &usize| {
        let short = of(place).is_some_and(|(own, _)| own.ending == Ending::Open && own.count <= SHORT && run_in::lead(&own.text).is_none());
        short && of(&(place + 1)).is_some_and(|(next, _)| next.is_open() && next.kind() != Some(kind))
    };
    if row.len() >= 2 && first && one && row.iter().all(heads) {
        row.iter().filter_map(|place| text.get(*place)).for_each(|at| verdicts[*at] = Some(Verdict::Numbered(kind)));
    }
}

/// What lines without a number have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// 【教学目标】
    Tag,
    /// 3月5日　星期二　晴
    Day,
    /// As long as the others, and the same two characters at the end: 陪伴多一点, 耐心多一点.
    Tail(usize, [char; 2]),
}

/// Makes headings of all lines of one form, three at least, where one of them is a heading.
pub(super) fn of_one_form(paragraphs: &[Paragraph], text: &[usize], head: usize, verdicts: &mut [Option<Verdict>]) {
    const FEWEST: usize = 3;
    let mut members: Vec<(Form, usize)> = Vec::new();
    for (place, at) in text.iter().copied().enumerate() {
        let plain = at >= head && paragraphs[at].is_open() && paragraphs[at].marker.is_none();
        let Some(form) = form(&paragraphs[at]).filter(|_| plain) else { continue };
        let below = text.get(place + 1).map(|next| &paragraphs[*next]);
        let headed = match form {
            Form::Tag => below.is_some(),
            Form::Day | Form::Tail(..) => below.is_some_and(|next| next.is_open() && next.marker.is_none() && next.ending == Ending::Stop),
        };
        if headed && matches!(verdicts[at], None | Some(Verdict::Unnumbered { .. })) {
            members.push((form, at));
        }
    }
    members.sort_unstable();
    for like in members.chunk_by(|one, other| one.0 == other.0).filter(|like| like.len() >= FEWEST) {
        // A diary needs no other clue.
        if like.iter().any(|(form, at)| *form == Form::Day || verdicts[*at].is_some()) {
            // Tags that begin above the numbers stand above them all.
            let first = like.iter().map(|(_, at)| *at).min().unwrap_or_default();
            let numbered = verdicts.iter().take(first).any(|verdict| matches!(verdict, Some(Verdict::Numbered(_))));
            if like.iter().any(|(form, _)| *form == Form::Tag) && !numbered {
                like.iter().for_each(|(_, at)| verdicts[*at] = Some(Verdict::Part));
                continue;
            }
            let clue = Some(Clue::LikeForm);
            like.iter().for_each(|(_, at)| _ = verdicts[*at].get_or_insert(Verdict::Unnumbered { stop: false, clue }));
        }
    }
}

/// 3月5日　星期二　晴: the head of a day in a diary.
pub(super) fn is_diary_day(text: &str) -> bool {
    if text.len() > 80 || text.contains(['，', '。', '：', ':']) {
        return false;
    }
    let figures = |text: &str| text.trim_start_matches(|c| numbering::digit(c).is_some() || "一二三四五六七八九十".contains(c)).len();
    let month = text.get(text.len() - figures(text)..).filter(|rest| rest.len() < text.len()).and_then(|rest| rest.strip_prefix('月'));
    let day = month.and_then(|month| month.get(month.len() - figures(month)..)?.strip_prefix(['日', '号']));
    day.is_some_and(|rest| ["星期", "周", "礼拜"].iter().any(|word| rest.trim_start().starts_with(word)))
}

fn form(paragraph: &Paragraph) -> Option<Form> {
    let text = paragraph.text.trim();
    if paragraph.count > 20 {
        return None;
    }
    if let Some(inner) = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')) {
        return (!inner.contains(['【', '。', '，', '！', '？'])).then_some(Form::Tag);
    }
    if paragraph.ending != Ending::Open || text.contains(['，', '。', '：', '；', '、', '（']) {
        return None;
    }
    if is_diary_day(text) {
        return Some(Form::Day);
    }
    let mut last = text.chars().rev();
    let (second, first) = (last.next()?, last.next()?);
    (4..=14).contains(&paragraph.count).then_some(Form::Tail(paragraph.count, [first, second]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_have_blanks_or_marks() {
        for text in ["1.下列说法正确的是（　　）", "2.《某某》的作者是____。", "3.把横线上的词填上( )"] {
            assert!(is_blank(text), "{text}");
        }
        assert!(!is_blank("1.下列说法（略）") && !is_blank("某_某"));
        assert!(has_marks("4.翻译句子。（4分）") && has_marks("5.作文（本题50分）"));
        assert!(!has_marks("一、导入（3分钟）") && !has_marks("一部分") && !has_marks("（部分）"));
    }
}
