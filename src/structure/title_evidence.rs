//! Whether a line of the head is the title: the clues for it and against it.
//!
//! **Always true:** nothing is claimed here; `title.rs` asks, and what the clues weigh stands in `evidence.rs`.

use super::byline::looks_like_name;
use super::dialogue;
use super::evidence::{Clue, Scale};
use super::fields::is_label_row;
use super::line::{Ending, count};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::part_name;
use super::title::{Anchor, Part, is_above_source, is_only_lecture};
use super::title_words::{behind_label, ends_in_noun, is_news_kicker, is_noun, reads_as_sentence};
use crate::document::Role;

/// What is known about the title from outside the text.
pub(super) struct Known<'a> {
    /// The title that front matter names.
    pub settled: Option<&'a str>,
    /// The file's name without its extension.
    pub stem: &'a str,
}

impl Known<'_> {
    /// How a line is known to be the title.
    pub fn names(&self, text: &str) -> Option<Clue> {
        /// A file name of fewer characters (讲话, 2) names no title.
        const SHORTEST: usize = 5;
        if text.len() > 400 {
            return None;
        }
        let solid = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let line = solid(text);
        let labelled = behind_label(text).is_some_and(|title| !title.trim().is_empty());
        if labelled || self.settled.is_some_and(|title| solid(title) == line) {
            return Some(Clue::SettledTitle);
        }
        (count(&line, SHORTEST) >= SHORTEST && solid(self.stem) == line).then_some(Clue::FileName)
    }
}

/// Weighs the evidence that a line of the head is the title.
pub(super) fn weigh(paragraphs: &[Paragraph], parts: &[Part], at: usize, anchor: Anchor, known: &Known<'_>) -> Scale {
    /// How many paragraphs below a title its words are looked for in.
    const BELOW: usize = 6;
    let title = &paragraphs[at];
    let candidates = parts.iter().filter(|part| **part == Part::Candidate).count();
    let behind = &parts[at + 1..];
    let body_indent = paragraphs[parts.len()..].iter().find(|paragraph| paragraph.is_prose()).map_or(0, |paragraph| paragraph.indent);
    let byline = behind
        .iter()
        .enumerate()
        .any(|(n, part)| *part == Part::Byline && (!looks_like_name(&paragraphs[at + 1 + n].text) || n == 0 && anchor != Anchor::Nothing));
    let mark = title.kind() == Some(Kind::Hash);
    let mut scale = Scale::default();
    known.names(&title.text).into_iter().for_each(|clue| scale.put(true, clue));
    scale.put(mark, Clue::TitleMark);
    let set_off = paragraphs.get(at + 1).is_some_and(|next| next.blank_before > 0);
    let addresses = anchor == Anchor::Address && at + 1 == parts.len();
    let brief = title.count == 3 && (set_off || addresses) && ends_in_noun(&title.text);
    scale.put(ends_in_noun(&title.text) && title.count >= 4 || is_noun(&title.text) || brief, Clue::PaperName);
    scale.put(behind.contains(&Part::Subtitle), Clue::SubtitleBelow);
    scale.put(behind.contains(&Part::Date), Clue::DateBelow);
    scale.put(byline, Clue::BylineBelow);
    let part_name = part_name::is_part_name(&title.text) || matches!(title.text.as_str(), "摘要" | "提要");
    // A short word needs the blank line below it: 论勤奋.
    let alone = candidates == 1 && (title.count >= 4 || title.count >= 2 && (set_off || anchor == Anchor::Parts) && !part_name);
    scale.put(is_above_source(paragraphs, at), Clue::SourceBelow);
    scale.put(anchor == Anchor::Address && alone, Clue::AboveAddress);
    scale.put(anchor == Anchor::Minutes && alone, Clue::AboveMinutes);
    let above_text = anchor == Anchor::Text && alone && at + 1 == parts.len() && title.count <= 30 && !is_spoken(&title.text);
    scale.put(above_text, Clue::AloneAboveText);
    scale.put(above_text && set_off, Clue::BlankBelow);
    scale.put(above_text && has_likes(title, &paragraphs[at + 1..]), Clue::AlikeLater);
    scale.put(above_text && set_off && is_above_list(&paragraphs[at + 1..]), Clue::AboveList);
    let below = paragraphs.get(parts.len());
    let announces = title.text.ends_with('下') || title.text.ends_with("情况");
    scale.put(above_text && !announces && below.is_some_and(|next| next.role == Some(Role::Table)), Clue::AboveTable);
    let labels = paragraphs[parts.len()..].iter().take(2).filter(|row| row.is_open() && is_label_row(&row.text)).count() == 2;
    scale.put(above_text && labels, Clue::AboveLabels);
    scale.put(candidates == 2 && is_named_below(paragraphs, parts, at, anchor), Clue::NamedBelow);
    let row = |at: usize| paragraphs.get(at).is_some_and(|row| is_label_row(&row.text));
    let minutes = paragraphs.get(at + 1).is_some_and(|next| dialogue::has_meta_label(&next.text))
        || matches!(parts.get(at + 1), Some(Part::Byline | Part::Date));
    scale.put(row(at) && row(at + 1) && !minutes && behind_label(&title.text).is_none(), Clue::LabelAndValue);
    let poem = anchor == Anchor::Text && at + 1 == parts.len() && set_off && is_poem(&paragraphs[at + 1..]) && title.count <= 20;
    scale.put(poem && (!is_spoken(&title.text) || comes_again(&title.text, &paragraphs[at + 1..])), Clue::AbovePoem);
    scale.put(above_text && title.indent == 0 && body_indent >= 2, Clue::FlushAboveIndented);
    scale.put(above_text && paragraphs[at + 1..].iter().take(BELOW).any(|next| recurs(&title.text, &next.text)), Clue::SaidBelow);
    scale.put(anchor == Anchor::Parts && alone && at + 1 == parts.len() && title.count <= 30 && !is_spoken(&title.text), Clue::AboveParts);
    scale.put(title.indent >= 12 && title.indent >= body_indent + 8, Clue::Centred);
    scale.put(anchor == Anchor::Nothing, Clue::NoTextBelow);
    let lecture = title.kind() == Some(Kind::Chapter) && is_only_lecture(paragraphs, at);
    scale.put(lecture, Clue::OnlyLecture);
    let headline = behind.first() == Some(&Part::Candidate) && paragraphs.get(at + 1).is_some_and(|next| next.count >= 8);
    scale.put(headline && is_news_kicker(&title.text), Clue::NewsKicker);
    scale.put(reads_as_sentence(&title.text), Clue::ReadsAsSentence);
    scale.put(candidates > 4, Clue::CrowdedHead);
    scale.put(says_a_time(&title.text), Clue::ClockTime);
    scale.put(!(2..=60).contains(&title.count), Clue::NoTitleLength);
    scale
}

/// Whether the second of two lines, and no more, above the first heading or an address names the paper.
fn is_named_below(paragraphs: &[Paragraph], parts: &[Part], at: usize, anchor: Anchor) -> bool {
    let [title, name] = paragraphs.get(at..at + 2).unwrap_or_default() else { return false };
    let begins = match anchor {
        Anchor::Address | Anchor::Parts => true,
        Anchor::Marker => paragraphs.get(parts.len()).and_then(|next| next.marker).is_some_and(|marker| marker.number == 1),
        Anchor::Minutes | Anchor::Text | Anchor::Nothing => false,
    };
    begins
        && at + 2 == parts.len()
        && parts.get(at + 1) == Some(&Part::Candidate)
        && name.blank_before == 0
        && title.marker.is_none()
        && (4..=30).contains(&title.count)
        && (4..=30).contains(&name.count)
        && ends_in_noun(&name.text)
        && !is_spoken(&title.text)
}

/// Whether a line of letters, addressed to nobody, could be a title: no sentence, no time of day.
pub(super) fn is_plain_title(text: &str) -> bool {
    let part_name = part_name::is_part_name(text) || matches!(text, "摘要" | "提要" | "正文" | "内容" | "內容");
    (2..=30).contains(&count(text, 31))
        && !text.starts_with(|c| numbering::digit(c).is_some())
        && !text.contains('\u{3000}')
        && !is_spoken(text)
        && !reads_as_sentence(text)
        && !says_a_time(text)
        && !part_name
        && !looks_like_name(text)
}

/// Whether what stands below begins with a block of lines that are no sentences.
fn is_above_list(below: &[Paragraph]) -> bool {
    const BLOCK: usize = 3;
    let line = |paragraph: &Paragraph| paragraph.is_open() && paragraph.ending == Ending::Open && paragraph.count <= 30;
    below.len() >= BLOCK && below[..BLOCK].iter().all(line) && below[1..BLOCK].iter().all(|paragraph| paragraph.blank_before == 0)
}

/// Whether what stands below is verse of several lines that stand together.
fn is_poem(below: &[Paragraph]) -> bool {
    let verse = |at: usize| below.get(at).filter(|line| line.role == Some(Role::Verse));
    verse(0).is_some() && verse(1).is_some_and(|line| line.blank_before == 0)
}

/// Whether a line is said again, word for word, in a line of its own.
fn comes_again(title: &str, below: &[Paragraph]) -> bool {
    below.iter().any(|line| line.text.trim_end_matches(['。', '！', '，']) == title)
}

/// Whether four characters in a row of a line of five or more are said again in a text.
fn recurs(line: &str, text: &str) -> bool {
    const PIECE: usize = 4;
    let solid: Vec<char> = line.chars().filter(|c| c.is_alphanumeric()).collect();
    solid.len() > PIECE && solid.windows(PIECE).any(|piece| text.contains(&piece.iter().collect::<String>()))
}

/// 上午9时30分开会: when a meeting began, not what it is called.
fn says_a_time(text: &str) -> bool {
    text.split(['時', '时', '点']).zip(text.split(['時', '时', '点']).skip(1)).any(|(before, behind)| {
        let figure = |c: Option<char>| c.is_some_and(|c| numbering::digit(c).is_some());
        figure(before.chars().next_back()) && (figure(behind.chars().next()) || behind.starts_with(['整', '正', '半']))
    })
}

/// Whether a line speaks to somebody: 大家早上好.
fn is_spoken(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "大家", "各位", "你们", "您", "我们", "谢谢", "欢迎", "上午好", "下午好", "晚上好", "早上好", "你好", "我叫", "我是", "们", "們",
        "尊敬", "亲爱", "敬爱",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Whether lines like a title head other parts of the text: then it is the first of them.
pub(super) fn has_likes(title: &Paragraph, text: &[Paragraph]) -> bool {
    let like = |other: &Paragraph| {
        other.is_open() && other.marker.is_none() && other.ending == Ending::Open && other.count <= 30 && other.indent == title.indent
    };
    text.windows(2).any(|pair| like(&pair[0]) && pair[1].is_prose())
}
