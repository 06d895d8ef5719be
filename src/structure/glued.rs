//! Head and foot of a file that lost its line ends: title——subtitle, title（date）name, office and name各位代表：, （某社电）.
//!
//! In: a piece of a one-line file. Out: where it falls apart. Only seams that two recognizers agree on are cut: what stands
//! on both sides must be something by itself.
//!
//! **Always true:** a cut falls between characters of the piece; nothing is taken off.

use std::collections::BTreeSet;

use super::evidence::Clue;
use super::line::{count, is_closer, is_han, is_stop};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::{date, noise, salutation, title_words};

/// The longest glued line that is looked at from its head, in characters.
const REACH: usize = 160;

/// Where addresses begin.
const OPENERS: &[&str] = &["各位", "同志们", "女士们", "先生们", "朋友们", "同学们", "老师们", "尊敬的", "亲爱的"];

/// Where the head of a piece falls apart, in bytes, in order.
pub(super) fn head_cuts(text: &str) -> Vec<usize> {
    let reach = text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at);
    let mut cuts = Vec::new();
    let mut start = 0;
    // …报告——1956年6月15日在…会议上
    if let Some(dash) = text[..reach].find("——").filter(|at| *at > 0) {
        let behind = text[dash..].trim_start_matches('—');
        let noun = title_words::ends_in_noun(&text[..dash]);
        if is_label(&text[..dash]) && (noun && behind.starts_with('在') || date::leading_date(behind).is_some()) {
            cuts.push(dash);
            start = dash;
        }
    }
    // …讲话（2020年2月3日）某某某
    if let Some(open) = text[start..reach].find('（').map(|at| start + at).filter(|at| *at > start)
        && title_words::ends_in_noun(&text[start..open])
        && is_label(&text[start..open])
        && let Some(close) = text[open..].find('）').map(|at| open + at + '）'.len_utf8())
        && date::is_date(&text[open..close])
    {
        cuts.push(open);
        if close < text.len() {
            cuts.push(close);
        }
        start = close;
    }
    // 国务院总理某某某各位代表： and, where a head has been cut off already, the text right behind the colon.
    let sign =
        text.get(start..reach.max(start)).and_then(|rest| rest.char_indices().find(|(_, c)| matches!(c, '：' | ':' | '！') || is_stop(*c)));
    if let Some((at, sign)) = sign {
        let end = start + at + sign.len_utf8();
        let opener = OPENERS.iter().filter_map(|opener| text[start..end].find(opener)).min().map(|at| start + at);
        if let Some(opener) = opener.filter(|at| salutation::is_address(&text[*at..end]))
            && (end == text.len() || !cuts.is_empty() || is_named_paper(&text[start..opener]))
        {
            if opener > start && is_label(&text[start..opener]) && text[start..opener].chars().next_back().is_some_and(is_han) {
                cuts.push(opener);
            }
            if end < text.len() && sign != '！' {
                cuts.push(end);
            }
        }
    }
    cuts.retain(|cut| *cut < text.len());
    cuts
}

/// Where the foot of a piece falls apart: before （某社某地某日电） and 《某报》（某日某版）.
pub(super) fn foot_cut(text: &str) -> Option<usize> {
    let (at, _) = text
        .char_indices()
        .rev()
        .take(70)
        .filter(|(at, c)| *at > 0 && matches!(c, '（' | '《'))
        .find(|(at, _)| noise::is_agency(&text[*at..]))?;
    // The foot follows a sentence.
    text[..at].trim_end().chars().next_back().is_some_and(|c| is_stop(c) || c == '）' || c == '”').then_some(at)
}

/// The longest heading that is cut off its text, in characters.
const LONGEST: usize = 20;
/// A shorter paragraph holds no heading and text.
const SHORTEST: usize = 30;

/// Cuts headings off the text that they are glued to, where the text itself says what they are: 一、惜物 is announced
/// elsewhere under its number, in two paragraphs at least; or the heading is explained at once, 一、惜物“惜”是….
pub(super) fn cut_headings(paragraphs: &mut Vec<Paragraph>) {
    let numbered = |paragraph: &Paragraph| {
        paragraph.is_open() && paragraph.count >= SHORTEST && matches!(paragraph.kind(), Some(Kind::Han | Kind::HanParen | Kind::Arabic))
    };
    if !paragraphs.iter().any(numbered) {
        return;
    }
    let said: BTreeSet<(usize, &str)> = paragraphs.iter().flat_map(|paragraph| announcements(&paragraph.text)).collect();
    let mut seams: Vec<(usize, usize)> = Vec::new();
    let mut explained: Vec<(usize, usize)> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate().filter(|(_, paragraph)| numbered(paragraph)) {
        let Some(marker) = paragraph.marker else { continue };
        let words = &paragraph.text[marker.end..];
        if let Some(end) = explained_at(words) {
            explained.push((at, marker.end + end));
        } else if let Some(end) = announced_at(words, marker.number, &said) {
            seams.push((at, marker.end + end));
        }
    }
    if seams.len() + explained.len() < 2 {
        seams.clear();
    }
    seams.append(&mut explained);
    seams.retain(|(at, end)| paragraphs[*at].pieces.first().is_some_and(|piece| *end < piece.len()));
    seams.sort_unstable();
    if seams.is_empty() {
        return;
    }
    let mut seams = seams.into_iter().peekable();
    let whole = std::mem::take(paragraphs);
    for (at, mut paragraph) in whole.into_iter().enumerate() {
        match seams.next_if(|(seam, _)| *seam == at) {
            Some((_, end)) => {
                let rest = paragraph.cut_off(end, Clue::GluedHeading);
                paragraphs.extend([paragraph, rest]);
            }
            None => paragraphs.push(paragraph),
        }
    }
}

/// What a text says of numbered matters in a few words each: 一、惜物；第二节用。
fn announcements(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for part in text.split(|c: char| !(is_han(c) || matches!(c, '、' | '．' | '.'))).filter(|part| part.len() <= 200) {
        let part = part.strip_prefix('第').unwrap_or(part);
        if let Some((number, rest)) = numbering::han_number(part) {
            // 一是提高认识，二是…: what is announced so is numbered 一、提高认识 below.
            let words = rest.trim_start_matches(['、', '．', '.', '是']);
            if (2..=LONGEST).contains(&words.chars().count()) && words.chars().all(is_han) {
                found.push((number, words));
            }
        }
    }
    found
}

/// Where the words announced under this number end, if the text goes on behind them.
fn announced_at(words: &str, number: usize, said: &BTreeSet<(usize, &str)>) -> Option<usize> {
    let ends = words.char_indices().skip(2).take(LONGEST - 1).map(|(at, _)| at);
    ends.filter(|end| words[*end..].starts_with(is_han) && said.contains(&(number, &words[..*end]))).last()
}

/// Where a heading ends whose word is quoted right behind it and explained: 惜物“惜”是….
fn explained_at(words: &str) -> Option<usize> {
    let open = words.find(['“', '「']).filter(|at| (2..=8).contains(&words[..*at].chars().count()))?;
    let heading = &words[..open];
    let mut quoted = words[open..].chars();
    quoted.next()?;
    let inside = quoted.as_str();
    let close = inside.find(['”', '」'])?;
    let behind = inside[close..].chars().nth(1)?;
    let word = &inside[..close];
    (!word.is_empty() && heading.contains(word) && heading.chars().all(is_han) && "是就者指二两这".contains(behind)).then_some(open)
}

/// Whether a single space between two stretches of a one-line file stands for a line end: the one before ends a sentence or is a
/// few words, or the one behind begins with a number.
pub(super) fn parts_at(before: &str, behind: &str) -> bool {
    let last = before.chars().next_back().unwrap_or_default();
    let next = behind.chars().next().unwrap_or_default();
    let latin = |c: char| c.is_ascii_alphabetic();
    let ended = is_stop(last) || is_closer(last) || matches!(last, '：' | ':');
    // 王 强 is a name.
    let word = behind.split(' ').next().unwrap_or_default();
    ended || numbering::level(behind).is_some() || !latin(last) && !latin(next) && is_label(before) && count(word, 2) > 1
}

/// 在某某会上的讲话: words that end in what papers are called, and begin as their titles do or are long enough for one.
fn is_named_paper(text: &str) -> bool {
    title_words::ends_in_noun(text) && is_label(text) && (text.starts_with(['在', '关', '關']) || count(text, 9) > 8)
}

/// A few words without a sentence in them.
fn is_label(text: &str) -> bool {
    (2..=60).contains(&count(text, 61)) && !text.contains(['。', '，', '；', '！', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut start = 0;
        for cut in head_cuts(text) {
            parts.push(&text[start..cut]);
            start = cut;
        }
        parts.push(&text[start..]);
        parts
    }

    #[test]
    fn a_glued_head_falls_apart_at_its_seams() {
        assert_eq!(parts("某年政府工作报告——1956年6月15日在某会议上"), ["某年政府工作报告", "——1956年6月15日在某会议上"]);
        assert_eq!(parts("在某某大会上的讲话（2020年2月3日）王某某"), ["在某某大会上的讲话", "（2020年2月3日）", "王某某"]);
        assert_eq!(
            parts("在某某大会上的讲话（2020年2月3日）王某某女士们，先生们：今天开会。"),
            ["在某某大会上的讲话", "（2020年2月3日）", "王某某", "女士们，先生们：", "今天开会。"]
        );
        assert_eq!(parts("某院总理王某某各位代表："), ["某院总理王某某", "各位代表："]);
        assert_eq!(parts("在全镇春耕动员会上的讲话同志们：今天开会。"), ["在全镇春耕动员会上的讲话", "同志们：", "今天开会。"]);
    }

    #[test]
    fn sentences_stay_whole() {
        for text in ["各位代表！过去一年成绩很大。", "他作了报告——很长的报告。", "我们讲话（不是报告）要短。", "同志们：", ""]
        {
            assert!(head_cuts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_heading_that_the_text_announces_or_explains_is_cut_off_its_paragraph() {
        let texts = |text: &str| -> Vec<String> { crate::structure::sample::blocks(text).into_iter().map(|block| block.text).collect() };
        let long = "村里的老人常说这句话，年轻人听了只是笑，后来自己当了家，才知道每一个字都有来历。";
        let told = format!("今天讲两件事：一、惜物，二、守时。\n一、惜物我们{long}\n二、守时古人{long}");
        assert_eq!(texts(&told)[1..4], ["一、惜物".to_string(), format!("我们{long}"), "二、守时".to_string()]);
        assert_eq!(texts(&format!("{long}\n三、惜物“惜”是爱惜，{long}\n{long}"))[1], "三、惜物");
        // Announced once only, and nothing else glued: chance.
        assert_eq!(texts(&format!("今天讲两件事：一、惜物，二、守时。\n一、惜物我们{long}")).len(), 2);
        assert_eq!(texts(&format!("{long}\n三、惜物是“惜”字当头，{long}\n{long}")).len(), 3);
    }

    #[test]
    fn an_agency_line_comes_off_the_last_paragraph() {
        let text = "争取更大的胜利！（某某社北京一月二十日电）";
        assert_eq!(foot_cut(text).map(|at| &text[at..]), Some("（某某社北京一月二十日电）"));
        assert_eq!(foot_cut("争取更大的胜利！（热烈鼓掌）"), None);
    }
}
