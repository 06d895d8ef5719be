//! Headings: numbered lines that stand alone, and unnumbered ones that the rhythm of the text shows.
//!
//! A marker line that is the whole block is a heading or a list item; with text after its first stop it is body with a
//! run-in (rulings: "run-in or heading"). Unnumbered lines are headings only by strong evidence: short, no mark at the end,
//! prose before and behind; or short sentences that alternate with long paragraphs, at least three times.
//!
//! **Always true:** ① is never a heading, and an unnumbered heading stands one below the nearest numbered one above it.

use std::collections::VecDeque;

use crate::document::{Level, Role};

use super::alike;
use super::evidence::{Clue, Reason, Scale};
use super::levels::Levels;
use super::line::Ending;
use super::numbering::{Kind, LADDER};
use super::paragraph::Paragraph;
use super::part_name;
use super::run_in;
use super::siblings;

/// The longest heading, in characters.
pub(super) const LONGEST: usize = 60;
/// The longest heading that ends in a stop, or has no number.
pub(super) const SHORT: usize = 40;
/// A heading as short as most are, in characters.
const BRIEF: usize = 12;
/// The shortest paragraph that a line without a number may head, in characters.
const SHORTEST_PROSE: usize = 20;

/// What a paragraph is, before its level is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A heading by its marker.
    Numbered(Kind),
    /// A heading without one of the numberings of [`LADDER`].
    Unnumbered {
        /// Whether it ends in a stop, or has a marker that makes no heading by itself.
        stop: bool,
        /// By which clue, where it is one.
        clue: Option<Clue>,
    },
    /// A part that has a name instead of a number: 序言, 尾声.
    Part,
    /// An item of a list, by which clue.
    Item(Clue),
}

/// Claims headings and list items behind `head`. Answers the levels of the text's numberings.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) -> Levels {
    let text: Vec<usize> = (0..paragraphs.len()).filter(|at| !paragraphs[*at].is_noise()).collect();
    let mut verdicts: Vec<Option<Verdict>> = vec![None; paragraphs.len()];
    numbered(paragraphs, &text, &mut verdicts);
    siblings::rows(paragraphs, &text, &mut verdicts);
    siblings::articles(paragraphs, &text, &mut verdicts);
    siblings::marked(paragraphs, &text, &mut verdicts);
    siblings::last_of_row(paragraphs, &text, &mut verdicts);
    siblings::labelled(paragraphs, &text, &mut verdicts);
    alike::questions(paragraphs, &text, &mut verdicts);
    alike::mixed(paragraphs, &text, &mut verdicts);
    part_name::parts(paragraphs, &text, head, &mut verdicts);
    siblings::references(paragraphs, &text, &verdicts);
    part_name::entries(paragraphs, &text, &mut verdicts);
    alternating(paragraphs, &text, head, &mut verdicts);
    bare(paragraphs, &text, head, &mut verdicts);
    alike::of_one_form(paragraphs, &text, head, &mut verdicts);
    super::title::take_only_heading(paragraphs, &text, &mut verdicts);

    // Where unnumbered headings stand above the first numbered one, and that is no 一、, they are the highest.
    let first = verdicts.iter().flatten().find(|verdict| !matches!(verdict, Verdict::Item(_)));
    let numbers = || {
        let number = |paragraph: &Paragraph| paragraph.marker.map_or(0, |marker| marker.number);
        paragraphs.iter().zip(&verdicts).filter_map(move |(own, verdict)| Some((numbering_of(own, *verdict)?, number(own))))
    };
    let topped = matches!(first, Some(Verdict::Unnumbered { stop: false, .. })) && !numbers().any(|(kind, _)| kind < Kind::HanParen);
    let marks = hash_marks(paragraphs, &verdicts);
    let levels = Levels::of(numbers(), marks.len() + usize::from(topped && numbers().next().is_some()));
    settle(paragraphs, &verdicts, &levels, &marks, topped);
    levels
}

/// The numbering that a heading or a run-in puts to use.
fn numbering_of(paragraph: &Paragraph, verdict: Option<Verdict>) -> Option<Kind> {
    match verdict {
        Some(Verdict::Numbered(kind)) => Some(kind),
        Some(Verdict::Unnumbered { .. } | Verdict::Part | Verdict::Item(_)) => None,
        None => paragraph.kind().filter(|_| paragraph.is_open() && run_in::lead(&paragraph.text).is_some()),
    }
}

/// How many marks the headings of Markdown have, fewest first: each count is a level.
fn hash_marks(paragraphs: &[Paragraph], verdicts: &[Option<Verdict>]) -> Vec<usize> {
    let headings = paragraphs.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Some(Verdict::Numbered(Kind::Hash)));
    let mut marks: Vec<usize> = headings.filter_map(|(paragraph, _)| Some(paragraph.marker?.number)).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Gives the roles, levels last.
fn settle(paragraphs: &mut [Paragraph], verdicts: &[Option<Verdict>], levels: &Levels, marks: &[usize], topped: bool) {
    let mut above = 0;
    for (paragraph, verdict) in paragraphs.iter_mut().zip(verdicts) {
        match verdict {
            _ if paragraph.role == Some(Role::Note) => {}
            Some(Verdict::Item(clue)) => paragraph.claim(Role::List, *clue),
            Some(Verdict::Part) => {
                // Where nothing is numbered, 序 stands beside the other headings, not above them.
                above = usize::from(levels.is_numbered());
                paragraph.claim(Role::Heading(Level::ONE), Clue::PartName);
            }
            Some(Verdict::Numbered(Kind::Hash)) => {
                let depth = paragraph.marker.and_then(|marker| marks.iter().position(|mark| *mark == marker.number)).unwrap_or(0);
                above = depth + 1;
                paragraph.claim(Role::Heading(Level::new(above)), Clue::MarkerOfMarkdown);
            }
            Some(Verdict::Numbered(kind)) => {
                let level = levels.level(*kind).unwrap_or(Level::ONE);
                above = level.number();
                paragraph.claim(Role::Heading(level), Clue::Marker);
            }
            Some(Verdict::Unnumbered { stop: false, clue }) if topped => {
                above = 1;
                paragraph.claim_by(Role::Heading(Level::ONE), clue.as_slice());
            }
            Some(Verdict::Unnumbered { clue, .. }) => paragraph.claim_by(Role::Heading(Level::new(above + 1)), clue.as_slice()),
            None => {
                // The level of a run-in follows its marker, and what stands under it is one below.
                if let Some(level) = numbering_of(paragraph, None).and_then(|kind| levels.level(kind)) {
                    above = level.number();
                }
            }
        }
    }
}

/// Judges what begins with a marker and is one sentence, or none.
fn numbered(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    for (place, at) in text.iter().copied().enumerate() {
        let paragraph = &paragraphs[at];
        let (true, Some(marker)) = (paragraph.is_open(), paragraph.marker) else { continue };
        let kind = marker.kind;
        if paragraph.why.contains(&Reason::of(Clue::OutlineRow)) {
            verdicts[at] = Some(Verdict::Numbered(kind));
            continue;
        }
        if run_in::lead(&paragraph.text).is_some() && kind != Kind::Hash {
            continue;
        }
        let neighbour = |step: isize| place.checked_add_signed(step).and_then(|place| text.get(place)).map(|at| &paragraphs[*at]);
        let sibling = |other: Option<&Paragraph>| {
            other.is_some_and(|other| other.kind() == Some(kind) && other.is_open() && run_in::lead(&other.text).is_none())
        };
        let adjacent = |other: Option<&Paragraph>| other.is_some_and(|other| other.kind() == Some(kind) && other.is_open());
        let counted = adjacent(neighbour(-1)) || adjacent(neighbour(1));
        let (before, behind) = (sibling(neighbour(-1)), sibling(neighbour(1)));
        // （二）基本原则。 may head a row of ——… lines.
        let text_behind = neighbour(1).is_some_and(|next| {
            let plain = matches!(next.kind(), None | Some(Kind::Dash | Kind::Lead | Kind::Ordinal));
            let below = next.is_open() || next.role == Some(Role::Dialogue);
            below && (next.is_prose() && next.kind() != Some(kind) || plain && next.ending == Ending::Stop)
        });
        let prose_behind = neighbour(1).is_some_and(|next| next.is_prose() && next.kind() != Some(kind));
        let repeated = [neighbour(-1), neighbour(1)]
            .into_iter()
            .flatten()
            .any(|other| other.marker.is_some_and(|other| other.kind == kind && other.number == marker.number && marker.number > 0));
        let item_before = place > 0 && verdicts[text[place - 1]].is_some_and(|verdict| matches!(verdict, Verdict::Item(_))) && before;
        verdicts[at] = match (kind, paragraph.ending) {
            (Kind::Part | Kind::Volume | Kind::Division | Kind::Chapter | Kind::Section | Kind::Hash, _) => {
                (paragraph.count <= LONGEST).then_some(Verdict::Numbered(kind))
            }
            (Kind::Top | Kind::Decimal | Kind::Decimals | Kind::DeepDecimals, Ending::Open) => {
                let deeper = neighbour(1).is_some_and(|next| next.is_prose() || next.kind().is_some_and(|next| next != kind));
                (paragraph.count <= SHORT && deeper).then_some(Verdict::Numbered(kind))
            }
            (Kind::Top | Kind::Decimal | Kind::Decimals | Kind::DeepDecimals, _) => None,
            (Kind::Circled | Kind::Bullet, _) => Some(Verdict::Item(Clue::ItemByMark)),
            (Kind::Article | Kind::Dash, _) => None,
            (Kind::Ordinal, Ending::Open) => {
                (paragraph.count <= LONGEST && prose_behind).then_some(Verdict::Unnumbered { stop: true, clue: Some(Clue::Marker) })
            }
            (Kind::Lead, Ending::Open) => {
                (paragraph.count <= SHORT && prose_behind).then_some(Verdict::Unnumbered { stop: true, clue: Some(Clue::Marker) })
            }
            (Kind::Ordinal, Ending::Stop) => {
                (paragraph.count <= SHORT && prose_behind).then_some(Verdict::Unnumbered { stop: true, clue: Some(Clue::Marker) })
            }
            (Kind::Lead | Kind::Ordinal, _) => None,
            (_, Ending::Semicolon) => Some(Verdict::Item(Clue::ItemByMark)),
            (_, Ending::Comma) => None,
            _ if repeated => Some(Verdict::Item(Clue::SameNumber)),
            (Kind::Formal | Kind::Han | Kind::HanParen, Ending::Stop) => {
                // 二、哪些人可以申请？ heads the list below it, too.
                let asks =
                    paragraph.text.ends_with(['？', '?']) && neighbour(1).is_some_and(|next| next.is_open() && next.kind() != Some(kind));
                if !before && !behind && (text_behind || asks) && paragraph.count <= SHORT + 10 {
                    Some(Verdict::Numbered(kind))
                } else {
                    (item_before || before || behind).then_some(Verdict::Item(Clue::ItemInRow))
                }
            }
            (Kind::Arabic | Kind::ArabicParen, Ending::Stop) => Some(Verdict::Item(Clue::ItemByMark)),
            (_, Ending::Colon) if paragraph.count > SHORT => None,
            (Kind::Formal | Kind::Han, _) => (paragraph.count <= LONGEST
                && neighbour(1).is_none_or(|next| next.role != Some(Role::Closing)))
            .then_some(Verdict::Numbered(kind)),
            (Kind::HanParen, _) => {
                let listed = item_before || in_run_of_three(paragraphs, text, place, kind);
                if listed { Some(Verdict::Item(Clue::ItemInRow)) } else { (paragraph.count <= LONGEST).then_some(Verdict::Numbered(kind)) }
            }
            (Kind::Arabic | Kind::ArabicParen, _) => {
                let deeper = neighbour(1).is_some_and(|next| next.kind().is_some_and(|next| next != kind) || next.is_prose());
                if counted || !deeper || paragraph.count > LONGEST {
                    Some(Verdict::Item(Clue::ItemInRow))
                } else {
                    Some(Verdict::Numbered(kind))
                }
            }
        };
    }
}

/// Whether a marker line stands in a run of three of its kind with nothing between.
fn in_run_of_three(paragraphs: &[Paragraph], text: &[usize], place: usize, kind: Kind) -> bool {
    let same = |place: Option<usize>| {
        place.and_then(|place| text.get(place)).is_some_and(|at| paragraphs[*at].kind() == Some(kind) && paragraphs[*at].count <= LONGEST)
    };
    let (two, one, next, over) = (same(place.checked_sub(2)), same(place.checked_sub(1)), same(Some(place + 1)), same(Some(place + 2)));
    (one && (two || next)) || (next && over)
}

/// Short sentences that alternate with long paragraphs: 主题句。 on a line of its own.
fn alternating(paragraphs: &[Paragraph], text: &[usize], head: usize, verdicts: &mut [Option<Verdict>]) {
    let pair = |place: usize| -> bool {
        let (Some(short), Some(long)) = (text.get(place).map(|at| &paragraphs[*at]), text.get(place + 1).map(|at| &paragraphs[*at])) else {
            return false;
        };
        let marked = matches!(short.kind(), Some(Kind::Lead | Kind::Ordinal | Kind::Dash));
        // The end of a sentence that a running head tore is no heading.
        let before = place.checked_sub(1).and_then(|before| text.get(before)).map(|at| &paragraphs[*at]);
        let torn =
            before.is_some_and(|before| before.is_open() && before.is_prose() && matches!(before.ending, Ending::Open | Ending::Comma));
        !torn
            && short.is_open()
            && long.is_open()
            && (marked || short.marker.is_none())
            && long.marker.is_none()
            && (4..=SHORT).contains(&short.count)
            && matches!(short.ending, Ending::Stop | Ending::Open)
            && !short.text.ends_with(['！', '？', '!', '?', '”', '…'])
            && run_in::lead(&short.text).is_none()
            && (marked || !short.text.contains(['，', '：', ',']))
            && long.is_prose()
            && long.count >= SHORT
            && long.count >= short.count * 2
    };
    let mut chain: Vec<usize> = Vec::new();
    let mut close = |chain: &mut Vec<usize>| {
        let marked = chain.iter().all(|at| paragraphs[*at].marker.is_some());
        if chain.len() >= if marked { 2 } else { 3 } {
            for at in chain.iter() {
                let stop = paragraphs[*at].ending == Ending::Stop || paragraphs[*at].marker.is_some();
                verdicts[*at].get_or_insert(Verdict::Unnumbered { stop, clue: Some(Clue::Alternates) });
            }
        }
        chain.clear();
    };
    let mut place = text.partition_point(|at| *at < head);
    while let Some(at) = text.get(place).copied() {
        if pair(place) {
            chain.push(at);
            place += 2;
        } else {
            // Headings with a number do not break the rhythm.
            let heading = paragraphs[at].kind().is_some_and(|kind| LADDER.contains(&kind)) && paragraphs[at].count <= LONGEST;
            if !heading {
                close(&mut chain);
            }
            place += 1;
        }
    }
    close(&mut chain);
}

/// Short lines without a mark between paragraphs that have theirs, by clues added up.
fn bare(paragraphs: &mut [Paragraph], text: &[usize], head: usize, verdicts: &mut [Option<Verdict>]) {
    let has_stops = paragraphs_have_stops(paragraphs);
    for (place, at) in text.iter().copied().enumerate() {
        let paragraph = &paragraphs[at];
        let plain = paragraph.is_open() && paragraph.marker.is_none() && at >= head && verdicts[at].is_none();
        let short = (2..=SHORT).contains(&paragraph.count) && paragraph.ending == Ending::Open;
        let said = place == 0 && super::title_words::reads_as_sentence(&paragraph.text);
        if !plain || !short || said || !paragraph.text.contains(super::line::is_han) {
            continue;
        }
        let behind = text.get(place + 1).map(|next| &paragraphs[*next]);
        let before = place.checked_sub(1).map(|before| (&paragraphs[text[before]], verdicts[text[before]]));
        // 某县某镇 between 1.1.3 项目地点 and 1.2 编制依据 is what the one says.
        let next = text.get(place + 1).and_then(|next| verdicts[*next]);
        let numbered = |verdict: Option<Verdict>| matches!(verdict, Some(Verdict::Numbered(_)));
        if numbered(next) && before.is_some_and(|(_, verdict)| numbered(verdict)) && paragraph.blank_before == 0 {
            continue;
        }
        let mut scale = Scale::default();
        scale.put(behind.is_some_and(|next| is_headed(paragraph, next)), Clue::ProseBehind);
        scale.put(before.is_none_or(|(before, verdict)| may_stand_above(before, verdict)), Clue::ProseBefore);
        let listed = before.is_some_and(|(_, verdict)| matches!(verdict, Some(Verdict::Item(_)))) && paragraph.count <= BRIEF;
        scale.put(listed && behind.is_some_and(|next| next.count > SHORTEST_PROSE), Clue::ListBefore);
        scale.put(has_stops, Clue::TextWithStops);
        scale.put(!has_stops, Clue::OpenText);
        scale.put(paragraph.blank_before > 0, Clue::BlankAbove);
        scale.put(paragraph.count <= BRIEF, Clue::Brief);
        scale.put(paragraph.text.ends_with(['”', '’', '"', '）', ')']), Clue::QuoteAtEnd);
        scale.put(paragraph.text.contains(['，', '。', '；', '：', '！', '？', '…', ',', ';', ':', '!', '?', '>', '|']), Clue::MarkInside);
        if scale.suffices() && scale.clues.contains(&Clue::ProseBehind) {
            verdicts[at] = Some(Verdict::Unnumbered { stop: false, clue: None });
            paragraphs[at].why.extend(scale.clues.into_iter().map(Reason::of));
        }
    }
}

/// Whether the paragraphs of a text end in stops: between paragraphs that end as they like a line without a mark is no heading.
fn paragraphs_have_stops(paragraphs: &[Paragraph]) -> bool {
    let (mut open, mut all) = (0, 0);
    for paragraph in
        paragraphs.iter().filter(|paragraph| paragraph.count > SHORTEST_PROSE && paragraph.is_open() && paragraph.marker.is_none())
    {
        all += 1;
        open += usize::from(paragraph.ending == Ending::Open);
    }
    all > 0 && open * 4 <= all
}

/// Whether what follows a short line is text that it could head.
fn is_headed(heading: &Paragraph, next: &Paragraph) -> bool {
    let prose = next.is_prose() && (next.count >= SHORTEST_PROSE || next.count > heading.count * 2);
    next.is_open() && (prose || matches!(next.kind(), Some(Kind::HanParen | Kind::Arabic | Kind::Decimal)))
}

/// Whether a heading may follow: text, a heading, the head, an address, a table.
fn may_stand_above(before: &Paragraph, verdict: Option<Verdict>) -> bool {
    before.is_prose()
        || verdict.is_some_and(|verdict| !matches!(verdict, Verdict::Item(_)))
        || matches!(
            before.role,
            Some(
                Role::Salutation
                    | Role::Dialogue
                    | Role::Title
                    | Role::Subtitle
                    | Role::Byline
                    | Role::Date
                    | Role::Table
                    | Role::Stage
                    | Role::Note
            )
        )
}

/// Joins a numbered line that a lost link or a page break tore from its sentence: the only one of its row that is no
/// paragraph, followed by text without a marker.
pub(super) fn mend_torn(paragraphs: &mut Vec<Paragraph>) {
    // Two rows of paragraphs, those behind and those ahead: taking one out of the middle of a long row is slow.
    let mut ahead: VecDeque<Paragraph> = std::mem::take(paragraphs).into();
    while let Some(mut paragraph) = ahead.pop_front() {
        if is_torn(paragraphs, &paragraph, &ahead)
            && let Some(rest) = ahead.pop_front()
        {
            paragraph.absorb(rest, Clue::TornItem);
        }
        paragraphs.push(paragraph);
    }
}

fn is_torn(before: &[Paragraph], torn: &Paragraph, ahead: &VecDeque<Paragraph>) -> bool {
    /// How far a row of siblings is followed.
    const REACH: usize = 4;
    let Some(marker) = torn.marker.filter(|marker| matches!(marker.kind, Kind::HanParen | Kind::Lead | Kind::Dash)) else { return false };
    let Some(next) = ahead.front() else { return false };
    if torn.ending != Ending::Open || torn.count > 20 || next.marker.is_some() || run_in::lead(&next.text).is_none_or(|end| end > 150) {
        return false;
    }
    let row = |other: &&Paragraph| other.kind() == Some(marker.kind);
    let full = |other: &&Paragraph| run_in::lead(&other.text).is_some() && other.count >= 60;
    let siblings = || before.iter().rev().take(REACH).chain(ahead.iter().skip(1).take(REACH)).filter(row);
    let beside = |other: Option<&Paragraph>| other.is_some_and(|other| row(&other));
    let near = siblings().count();
    near >= 3 && near == siblings().filter(full).count() && beside(ahead.get(1)) && beside(before.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    fn roles(text: &str) -> Vec<Role> {
        sample::blocks(text).into_iter().map(|block| block.role).collect()
    }

    fn heading(level: usize) -> Role {
        Role::Heading(Level::new(level))
    }

    #[test]
    fn numbered_lines_are_headings_at_their_level() {
        let text = "一、提高认识\n认识很重要，大家都要学习。\n（一）抓学习\n学习很重要，大家都要学习。\n1.抓落实\n落实很重要，大家都要落实。\n二、狠抓落实\n落实很重要，大家都要落实。";
        assert_eq!(roles(text), [heading(1), Role::Body, heading(2), Role::Body, heading(3), Role::Body, heading(1), Role::Body]);
        let text = "第一章 总则\n第一节 范围\n一、对象\n对象很多，大家都是对象。";
        assert_eq!(roles(text)[..3], [heading(1), heading(2), heading(3)]);
        assert_eq!(roles("一、甲\n二、乙\n三、丙"), [heading(1); 3]);
    }

    #[test]
    fn items_are_a_list() {
        assert_eq!(roles("应当公开下列信息：\n（一）某某信息；\n（二）某某信息；\n（三）其他信息。")[1..], [Role::List; 3]);
        assert_eq!(roles("要求如下，请照办：\n1.名单\n2.日程\n3.地点")[1..], [Role::List; 3]);
        assert_eq!(roles("要点很多，分述如下。\n①甲\n②乙")[1..], [Role::List; 2]);
        assert_eq!(roles("凡例很多，分述如下。\n一、甲很好\n一、乙很好\n一、丙很好")[1..], [Role::List; 3]);
    }

    #[test]
    fn figures_and_sentences_are_no_headings() {
        for text in [
            "一九四九年十月一日，新中国成立。",
            "一、二、三等奖共五名。",
            "1.5亿元是去年的投入。",
            "2024.5.1 前完成。",
            "第一，不是标题的段落。",
        ] {
            assert_eq!(roles(text), [Role::Body], "{text}");
        }
        let text = "一、提高认识要认真学习文件精神，切实统一思想，努力开创新局面。二、狠抓落实要真抓实干。";
        assert_eq!(roles(text), [Role::Body], "a heading that runs on into its text is no heading");
    }

    #[test]
    fn an_unnumbered_line_between_paragraphs_is_a_heading_below_the_numbered_one() {
        let long = "这一段话说得很长很长，为的是像一段正文，有头有尾，有名有姓，有始有终。";
        assert_eq!(roles(&format!("{long}\n基本情况\n{long}")), [Role::Body, heading(1), Role::Body]);
        assert_eq!(roles(&format!("{long}\n一、总的情况\n{long}\n基本做法\n{long}"))[3], heading(2));
    }

    #[test]
    fn short_sentences_that_alternate_with_paragraphs_are_headings() {
        let long = "这一段话说得很长很长，为的是像一段正文，有头有尾，有名有姓，有始有终，有板有眼，有理有据。";
        let text = format!("一、总的情况\n规模持续扩大。\n{long}\n结构不断优化。\n{long}\n效益稳步提高。\n{long}");
        assert_eq!(roles(&text)[1..], [heading(2), Role::Body, heading(2), Role::Body, heading(2), Role::Body]);
    }

    #[test]
    fn a_torn_run_in_is_mended() {
        let long = "这一段话说得很长很长，为的是像一段正文，有头有尾，有名有姓，有始有终，有板有眼，有理有据。这一段话说得很长很长。";
        let text = format!(
            "（一）抓学习。{long}\n（二）抓思想。{long}\n（三）坚持用\n新的思想武装头脑。{long}\n（四）抓落实。{long}\n（五）抓总结。{long}"
        );
        let blocks = sample::blocks(&text);
        assert_eq!(blocks.len(), 5);
        assert_eq!(blocks[2].run_in_text(), Some("（三）坚持用新的思想武装头脑。"));
    }
}
