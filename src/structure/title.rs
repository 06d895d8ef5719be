//! The head of a document: title, subtitle, byline and date, up to the first address, heading or paragraph.
//!
//! A title is claimed on strong evidence only: the words it ends in (…的通知, …讲话), what stands under it (a subtitle, a
//! byline, a date, an address), a heading mark, or that it is centred. A missing title is not invented.
//!
//! **Always true:** an address is never a title, and nothing behind the first paragraph of text is.

use crate::document::Role;

use super::alike;
use super::byline::{is_byline, is_credits, looks_like_name};
use super::date;
use super::dialogue;
use super::evidence::{Clue, Reason};
use super::fields::{self, is_issue, is_labelled_date, is_masthead};
use super::heading::Verdict;
use super::line::{Ending, count};
use super::note;
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;
use super::salutation;
use super::title_evidence::{Known, has_likes, is_plain_title, weigh};
use super::title_lines;
use super::title_words::{ends_in_noun, is_letterhead, is_noun, is_organization};

/// What a head line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Candidate,
    Subtitle,
    Byline,
    Date,
    /// The head of an office's paper: 某县人民政府文件, 机密★1年, 签发人：某某.
    Letterhead,
    Noise,
}

/// Where the head ends, and at what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Address,
    Minutes,
    Text,
    Parts,
    Marker,
    Nothing,
}

/// Claims the head. `settled` is the title that front matter names, `stem` the file's name. Answers the index of the first
/// paragraph behind the head.
pub(super) fn claim(paragraphs: &mut Vec<Paragraph>, settled: Option<&str>, stem: &str) -> usize {
    fields::claim(paragraphs);
    let (end, _) = extent(paragraphs);
    title_lines::join_wrapped(paragraphs, end);
    let (end, anchor) = without_first_block(paragraphs, without_first_heading(paragraphs, extent(paragraphs)));
    let mut parts: Vec<Part> = paragraphs[..end].iter().map(part).collect();
    mastheads(paragraphs, &mut parts);
    // 老街 over 词：某人 is no Mr 老.
    if let [first @ Part::Byline, Part::Byline, ..] = parts.as_mut_slice()
        && paragraphs.get(1).is_some_and(|next| is_credits(&next.text))
        && paragraphs.first().is_some_and(|line| !is_credits(&line.text) && looks_like_name(&line.text))
    {
        *first = Part::Candidate;
    }
    let known = Known { settled, stem };
    let named = (0..end).find(|at| parts[*at] != Part::Noise && known.names(&paragraphs[*at].text).is_some());
    let weighed = named.or_else(|| first_candidate(&parts)).map(|at| (at, weigh(paragraphs, &parts, at, anchor, &known)));
    // An office above its paper is no title by itself, whatever stands between.
    let below_office = || office_above(paragraphs, &parts).map(|at| (at, weigh(paragraphs, &parts, at, anchor, &known)));
    let title = weighed.filter(|(_, scale)| scale.suffices()).or_else(|| below_office().filter(|(_, scale)| scale.suffices()));
    let candidate = title.as_ref().map(|(at, _)| *at);
    let mut titled = false;
    for at in 0..end {
        let (role, clue) = match parts[at] {
            Part::Noise => continue,
            _ if paragraphs[at].role == Some(Role::Meta) => continue,
            Part::Letterhead => (Role::Meta, Clue::Letterhead),
            _ if Some(at) == candidate => {
                paragraphs[at].claim_by(Role::Title, title.as_ref().map_or(&[], |(_, scale)| &scale.clues));
                titled = true;
                continue;
            }
            Part::Candidate
                if titled
                    && follows_title(paragraphs, at)
                    && (paragraphs[at].count >= 8 || ends_in_noun(&paragraphs[at].text))
                    && !is_organization(&paragraphs[at].text)
                    && !fields::is_label_row(&paragraphs[at].text) =>
            {
                (Role::Title, Clue::SecondTitle)
            }
            Part::Candidate if titled && paragraphs[at].count <= 30 && at + 1 == end && looks_like_name(&paragraphs[at].text) => {
                (Role::Byline, Clue::PersonName)
            }
            Part::Candidate if titled && is_organization(&paragraphs[at].text) => (Role::Byline, Clue::Organization),
            Part::Candidate if titled => (Role::Subtitle, Clue::HeadOver),
            Part::Candidate if candidate.is_some() && is_organization(&paragraphs[at].text) => (Role::Title, Clue::Organization),
            Part::Candidate => continue,
            Part::Subtitle if paragraphs[at].kind() == Some(Kind::Dash) => (Role::Subtitle, Clue::DashLine),
            Part::Subtitle if note::is_about_paper(&paragraphs[at].text) && !says_when(&paragraphs[at].text) => {
                (Role::Note, Clue::PublicNote)
            }
            Part::Subtitle => (Role::Subtitle, Clue::DocumentNumber),
            Part::Byline if titled || anchor == Anchor::Address => (Role::Byline, Clue::PersonName),
            Part::Byline => continue,
            Part::Date if titled || anchor == Anchor::Address || parts.len() > at + 1 => (Role::Date, Clue::DateAlone),
            Part::Date => continue,
        };
        paragraphs[at].claim(role, clue);
    }
    // What stands before the text and could not be told is text.
    (0..end).find(|at| paragraphs[*at].is_open() && parts[*at] != Part::Noise).unwrap_or(end)
}

fn first_candidate(parts: &[Part]) -> Option<usize> {
    // A document number or a date may stand above the title.
    let at = parts.iter().position(|part| *part == Part::Candidate)?;
    (parts[..at].iter().filter(|part| !matches!(part, Part::Noise | Part::Letterhead)).count() <= 1).then_some(at)
}

/// The second line of the head, where the first is an office and this is what its paper is called.
fn office_above(paragraphs: &[Paragraph], parts: &[Part]) -> Option<usize> {
    let mut lines = (0..parts.len()).filter(|at| !matches!(parts[*at], Part::Noise | Part::Letterhead));
    let (office, paper) = (lines.next()?, lines.next()?);
    let both = parts[office] == Part::Candidate && parts[paper] == Part::Candidate;
    (both && is_organization(&paragraphs[office].text) && ends_in_noun(&paragraphs[paper].text)).then_some(paper)
}

/// A second title follows the first at once.
fn follows_title(paragraphs: &[Paragraph], at: usize) -> bool {
    paragraphs[..at].iter().rev().find(|above| !above.is_noise()).is_some_and(|above| above.role == Some(Role::Title))
}

/// Above the title of a bulletin stand its name, its number, and who prints it and when: 会议纪要, 第5期, 某办公室　某日.
fn mastheads(paragraphs: &[Paragraph], parts: &mut [Part]) {
    let Some(last) = (0..parts.len()).rev().find(|at| is_masthead(&paragraphs[*at].text)) else { return };
    parts[last] = Part::Letterhead;
    let titled = (last + 1..parts.len()).any(|at| parts[at] == Part::Candidate && paragraphs[at].count >= 6);
    for at in (0..last).filter(|_| titled) {
        if parts[at] == Part::Candidate && paragraphs[at].count <= 12 {
            parts[at] = Part::Letterhead;
        }
    }
}

/// How far the head goes.
fn extent(paragraphs: &[Paragraph]) -> (usize, Anchor) {
    const MOST_LINES: usize = 14;
    /// More names in a row are a list of names.
    const MOST_NAMES: usize = 2;
    // A text that is ordered by dates has none in its head.
    let is_dated = paragraphs.windows(2).filter(|pair| date::is_date(&pair[0].text) && pair[1].is_prose()).take(3).count() >= 3;
    let mut seen = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.is_noise() {
            continue;
        }
        let text = paragraph.text.as_str();
        if paragraph.role == Some(Role::Meta) || is_blank_to_fill(text) {
            continue;
        }
        seen += 1;
        let names = paragraphs[at..].iter().take(MOST_NAMES + 1).take_while(|name| looks_like_name(&name.text)).count();
        let open = paragraph.count > 12 && paragraph.ending != Ending::Open;
        // A page number above the first line hides nothing, and neither does what an office prints above its papers.
        if seen == 1 && is_bare_number(text) || is_letterhead(text) || is_masthead(text) {
            continue;
        }
        let anchor = match paragraph.kind() {
            _ if salutation::is_address(text) || salutation::is_called(paragraph) => Some(Anchor::Address),
            _ if matches!(paragraph.role, Some(Role::Heading(_))) => Some(Anchor::Parts),
            _ if paragraph.role.is_some() => Some(Anchor::Text),
            _ if seen > 1 && is_date_of_byline(paragraphs, at) => None,
            _ if dialogue::has_meta_label(text) && !is_byline(text) => Some(Anchor::Minutes),
            _ if seen > 1 && (is_clock_row(text) || text.starts_with("附件：") || text.starts_with("附件:")) => Some(Anchor::Text),
            _ if alike::is_diary_day(text) => Some(Anchor::Parts),
            // What stands right above who put a page up is its headline, whatever it ends in.
            _ if paragraph.count <= 40 && !text.contains('。') && is_above_source(paragraphs, at) => None,
            _ if seen > 1 && (fields::is_columns(text) || is_below_credits(paragraphs, at) || labels_begin(paragraphs, at)) => {
                Some(Anchor::Text)
            }
            _ if seen == 1 && is_kind_with_colon(paragraph) && !labels_text(paragraphs, at) => None,
            Some(Kind::Chapter) if seen == 1 && is_only_lecture(paragraphs, at) => None,
            _ if seen > 1 && super::part_name::is_part_name(text) => Some(Anchor::Parts),
            Some(Kind::Part | Kind::Volume | Kind::Chapter) if seen > 1 && paragraph.marker.is_some_and(|marker| marker.number == 1) => {
                Some(Anchor::Parts)
            }
            _ if names > MOST_NAMES || is_dated && date::is_date(text) => Some(Anchor::Text),
            Some(Kind::Hash) if seen == 1 => None,
            Some(Kind::Dash) if paragraph.count <= 60 && !open => None,
            Some(_) => Some(Anchor::Marker),
            None if date::is_date(text) || date::is_enactment(text) || is_bracketed(text) => None,
            // 主要有三点： is no address, and no evidence for a title above it.
            None if salutation::is_addressee(text) => Some(Anchor::Address),
            None if paragraph.ending != Ending::Open || paragraph.count > 60 || text.contains(['。', '；']) => Some(Anchor::Text),
            None => None,
        };
        if let Some(anchor) = anchor {
            return (at, anchor);
        }
        if seen > MOST_LINES {
            break;
        }
    }
    let all = paragraphs.len();
    if seen <= MOST_LINES && all > 1 { (all, Anchor::Nothing) } else { (0, Anchor::Nothing) }
}

/// The same, where the last line of the head is the first of a row of headings: 材料准备 … 做法 … below a title.
fn without_first_heading(paragraphs: &[Paragraph], (end, anchor): (usize, Anchor)) -> (usize, Anchor) {
    let Some(last) = end.checked_sub(1).filter(|last| *last > 0).and_then(|last| paragraphs.get(last)) else { return (end, anchor) };
    let heads = matches!(anchor, Anchor::Text | Anchor::Marker)
        && part(last) == Part::Candidate
        && last.marker.is_none()
        && !ends_in_noun(&last.text)
        && last.count <= 20
        && has_likes(last, paragraphs.get(end + 1..).unwrap_or_default());
    if heads { (end - 1, Anchor::Parts) } else { (end, anchor) }
}

/// The same, where a title stands set off above a block of lines without an end in sight: 用料 and what it takes, a list.
fn without_first_block(paragraphs: &[Paragraph], (end, anchor): (usize, Anchor)) -> (usize, Anchor) {
    /// More lines than these are no head.
    const MOST: usize = 4;
    /// The fewest lines that make a block.
    const BLOCK: usize = 3;
    let head = &paragraphs[..end];
    let Some(first) = head.iter().position(|paragraph| part(paragraph) != Part::Noise) else { return (end, anchor) };
    let block = head.get(first + 1..).unwrap_or_default();
    let plain = block.iter().all(|line| part(line) == Part::Candidate) && part(&head[first]) == Part::Candidate;
    let set_off = block.first().is_some_and(|line| line.blank_before > 0);
    let together = block.iter().skip(1).take_while(|line| line.blank_before == 0).count() + 1 >= BLOCK;
    let listed = matches!(anchor, Anchor::Marker | Anchor::Text | Anchor::Nothing) && block.len() >= MOST;
    if listed && plain && set_off && together { (first + 1, Anchor::Text) } else { (end, anchor) }
}

/// ______: a blank to fill in.
fn is_blank_to_fill(text: &str) -> bool {
    text.len() <= 400 && !text.is_empty() && text.chars().all(|c| matches!(c, '_' | '＿' | ' ' | '\u{3000}'))
}

/// （2024年7月10日，根据录音整理）: when it was said, and more.
fn says_when(text: &str) -> bool {
    date::leading(text.trim_start_matches(['（', '('])).is_some()
}

/// Whether the line that names the source of a web page stands right below.
pub(super) fn is_above_source(paragraphs: &[Paragraph], at: usize) -> bool {
    paragraphs.get(at + 1).is_some_and(|next| next.is_noise() && next.why.contains(&Reason::of(Clue::Scraped)))
}

/// Whether a line set off below 词：… 曲：… begins the song.
fn is_below_credits(paragraphs: &[Paragraph], at: usize) -> bool {
    paragraphs[at].blank_before > 0
        && part(&paragraphs[at]) == Part::Candidate
        && paragraphs[..at].iter().rev().find(|above| !above.is_noise()).is_some_and(|above| is_credits(&above.text))
}

/// Whether rows of a label and its value begin here, and are not all about who speaks, when, or which paper it is.
fn labels_begin(paragraphs: &[Paragraph], at: usize) -> bool {
    let rows = || paragraphs[at..].iter().take_while(|row| row.is_open() && row.marker.is_none() && fields::is_label_row(&row.text));
    let known = |row: &Paragraph| {
        is_byline(&row.text) || is_labelled_date(&row.text) || fields::is_numbered_paper(&row.text) || dialogue::has_meta_label(&row.text)
    };
    let fields = |text: &str| text.matches(['：', ':']).count();
    rows().next().is_some_and(|row| fields(&row.text) > 1 && !known(row)) || rows().take(20).count() >= 2 && !rows().take(20).all(known)
}

/// 8:30-9:00 签到: a row of a day's order.
fn is_clock_row(text: &str) -> bool {
    let figures = |text: &str| text.chars().take(3).take_while(|c| numbering::digit(*c).is_some()).map(char::len_utf8).sum::<usize>();
    let hour = figures(text);
    let minute = text.get(hour..).and_then(|rest| rest.strip_prefix([':', '：']));
    hour > 0 && minute.is_some_and(|rest| rest.chars().take_while(|c| numbering::digit(*c).is_some()).count() == 2)
}

/// 时间：2016年7月1日 under who spoke, and no more of minutes around.
fn is_date_of_byline(paragraphs: &[Paragraph], at: usize) -> bool {
    let above = at.checked_sub(1).is_some_and(|above| is_byline(&paragraphs[above].text));
    let below = paragraphs.get(at + 1).is_some_and(|next| dialogue::has_meta_label(&next.text));
    above && !below && is_labelled_date(&paragraphs[at].text)
}

/// What a line of the head is by itself.
pub(super) fn part(paragraph: &Paragraph) -> Part {
    let text = paragraph.text.as_str();
    if paragraph.is_noise() || is_bare_number(text) || is_blank_to_fill(text) {
        Part::Noise
    } else if is_letterhead(text) || paragraph.role == Some(Role::Meta) {
        Part::Letterhead
    } else if is_noun(text) {
        // 贺信 is no Mr 贺.
        Part::Candidate
    } else if date::is_date(text) || date::is_enactment(text) || is_labelled_date(text) {
        Part::Date
    } else if is_subtitle(paragraph) || fields::is_numbered_paper(text) {
        Part::Subtitle
    } else if is_byline(text) {
        Part::Byline
    } else {
        Part::Candidate
    }
}

/// ——在某会议上的讲话, 国办发〔2020〕50号, （2024年1月5日在某会议上）
pub(super) fn is_subtitle(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.as_str();
    let number = text.ends_with('号') && text.contains(['〔', '[', '［', '（', '第']) && paragraph.count <= 30;
    let passed = paragraph.count >= 12 && ["通过", "颁布", "公布"].iter().any(|word| text.ends_with(word));
    // 2024年1月5日在某会议上, 某年正月在某寺讲
    let dated = date::leading_date(text).is_some() && text.contains('在') && text.ends_with('上');
    let speech = text.ends_with("演讲") || text.ends_with("演講");
    let held = text.contains('在') && text.ends_with(['讲', '講']) && !speech && paragraph.count <= 30 && !text.contains(['，', '。']);
    let told = text.starts_with("讲于") && paragraph.count <= 30;
    paragraph.kind() == Some(Kind::Dash) || number || is_issue(text) || passed || dated || held || told || is_bracketed(text)
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && count(text, 61) <= 60 && numbering::marker(text).is_none()
}

/// 党课讲稿：
fn is_kind_with_colon(paragraph: &Paragraph) -> bool {
    let core = paragraph.text.trim_end_matches(['：', ':']);
    paragraph.ending == Ending::Colon && paragraph.count <= 12 && ends_in_noun(core) && paragraph.marker.is_none()
}

/// Whether a first line with a colon labels the text under it: 主要做法： and the text at once.
fn labels_text(paragraphs: &[Paragraph], at: usize) -> bool {
    paragraphs.get(at + 1).is_none_or(|next| next.blank_before == 0 && next.is_prose() && !salutation::is_address(&next.text))
}

/// Whether a numbered lecture is the only one of a text: 第三讲　某某.
pub(super) fn is_only_lecture(paragraphs: &[Paragraph], at: usize) -> bool {
    let lecture = |text: &str| {
        let rest = text
            .strip_prefix('第')
            .map(|rest| rest.trim_start_matches(|c| numbering::digit(c).is_some() || "〇零一二三四五六七八九十百".contains(c)));
        rest.is_some_and(|rest| rest.starts_with(['讲', '講', '课', '課']) && rest.chars().count() > 2)
    };
    let text = paragraphs[at].text.as_str();
    lecture(text) && paragraphs.iter().filter(|other| other.kind() == Some(Kind::Chapter)).take(2).count() == 1
}

/// Makes the first line the title where it passes as a heading without a number, is set off below, and is the only such
/// heading of a text that has no title; words that come again as a heading are the same ones.
pub(super) fn take_only_heading(paragraphs: &mut [Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    let Some((first, rest)) = text.split_first() else { return };
    let bare = |at: usize| matches!(verdicts[at], Some(Verdict::Unnumbered { stop: false, clue: None }));
    let likes = rest.iter().any(|at| bare(*at) && paragraphs[*at].text != paragraphs[*first].text);
    let titled = paragraphs.iter().any(|paragraph| paragraph.role == Some(Role::Title));
    let set_off = rest.first().is_some_and(|next| paragraphs[*next].lines.0 > paragraphs[*first].lines.1 + 1);
    if bare(*first) && !likes && !titled && set_off && is_plain_title(&paragraphs[*first].text) {
        verdicts[*first] = None;
        paragraphs[*first].claim(Role::Title, Clue::OnlyHeading);
    }
}

fn is_bare_number(text: &str) -> bool {
    text.len() <= 12 && !text.is_empty() && text.chars().all(|c| numbering::digit(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    fn roles(text: &str) -> Vec<Role> {
        sample::blocks(text).into_iter().map(|block| block.role).collect()
    }

    #[test]
    fn a_head_is_title_subtitle_date_and_byline() {
        assert_eq!(
            roles("在全市工作会议上的讲话\n——2024年1月5日在某市\n张　三\n\n同志们：\n　　今天开会，讲三点意见。"),
            [Role::Title, Role::Subtitle, Role::Byline, Role::Salutation, Role::Body]
        );
        assert_eq!(
            roles(
                "　　　　　　　　　　在大会上的讲话\n　　　　　　　　　　　　王五\n　　　　　　　　　　二〇二四年五月一日\n　　同志们：\n　　正文很短，也是正文。"
            ),
            [Role::Title, Role::Byline, Role::Date, Role::Salutation, Role::Body]
        );
    }

    #[test]
    fn a_wrapped_title_is_one_title() {
        let blocks =
            sample::blocks("在全市深入学习会议精神暨\n经济工作会议上的讲话\n（2024年1月5日）\n\n同志们：\n　　今天开会，讲三点意见。");
        assert_eq!(blocks[0].text, "在全市深入学习会议精神暨经济工作会议上的讲话");
        assert_eq!((blocks[0].role, blocks[0].lines), (Role::Title, (1, 2)));
        assert_eq!(blocks[1].role, Role::Date);
    }

    #[test]
    fn an_office_begins_the_title_of_its_paper_and_signs_below_a_speechs() {
        let paper = sample::blocks("某里社区卫生服务中心\n关于表彰先进集体的决定\n\n各科室：\n　　今年的工作很好，表彰如下。");
        assert_eq!((paper[0].role, paper[0].text.as_str()), (Role::Title, "某里社区卫生服务中心关于表彰先进集体的决定"));
        assert_eq!(
            roles("新员工培训开班讲话\n某某公司人力资源部\n\n各位新同事：\n　　今天开班，讲三点意见。"),
            [Role::Title, Role::Byline, Role::Salutation, Role::Body]
        );
        assert_eq!(
            roles("在本校校友會年度大會上的致詞\n校友會理事長　林某某\n\n各位師長：\n　　今天開會，講三點意見。")[..3],
            [Role::Title, Role::Byline, Role::Salutation]
        );
    }

    #[test]
    fn no_title_is_invented() {
        for text in [
            "同志们：",
            "今天的任务\n任务主要有三点，分述如下：\n第一点很重要，大家要记住。",
            "同志们：\n　　今天开会，讲三点意见。",
            "我是\n一条\n小河\n流过\n你的\n身旁",
            "今天我们在这里开会，讲三点意见。\n第一点很重要，大家要记住。",
            "一、甲\n二、乙\n三、丙",
            "老师们同学们\n　　今天由我来讲一讲怎样节约用水。",
            "老师同学大家早上好\n\n　　今天由我来讲一讲怎样节约用水。",
            "上午9时30分开会\n\n　　今天由我来讲一讲怎样节约用水。",
            "——九月在某地演讲\n我今天讲的题目很大，只能讲一点。",
        ] {
            assert!(!roles(text).contains(&Role::Title), "{text}");
        }
    }

    #[test]
    fn a_poem_has_a_title_and_an_author() {
        assert_eq!(roles("静夜\n李某\n\n床前一片月光，\n地上一片白霜。\n抬头看着月光，\n低头想着故乡。")[..2], [Role::Title, Role::Byline]);
    }
}
