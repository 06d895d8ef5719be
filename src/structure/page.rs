//! Page furniture: page numbers, and the heads and feet that run on every page of a text that was copied from pages.
//!
//! In: lines. Out: the same lines, page numbers and running heads claimed as noise. A number with marks round it (- 3 -,
//! 第 3 页) is a page number wherever it stands; a bare one needs evidence, which is added up: it tears a sentence, it is one
//! of a row with text like a page between, a head that comes again stands beside it.
//!
//! **Always true:** a bare number without such evidence stays text, or is a heading where such numbers part the text.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Level, Role, is_page_number};
use crate::normalize::NormalText;

use super::evidence::{Clue, Scale};
use super::line::{Ending, Line, count};
use super::numbering::{self, Kind};

/// The longest running head, in characters.
const LONGEST_HEAD: usize = 40;
/// The least text on a page, in characters.
const SHORTEST_PAGE: usize = 150;

/// A line that stands so often beside a page number is a running head wherever it comes again.
const PROVEN: usize = 3;

/// A line that may be a page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Folio {
    at: usize,
    number: usize,
    /// Whether marks round it settle the matter: - 3 -, 第 3 页.
    is_marked: bool,
    /// How many characters stand before it in the text.
    depth: usize,
}

/// Claims page numbers and running heads, then the bare numbers that part a text.
pub(super) fn claim(lines: &mut [Line<'_>], normal: &NormalText) {
    let folios = folios(lines);
    for folio in folios.iter().filter(|folio| folio.is_marked) {
        lines[folio.at].claim(Role::Noise, Clue::PageNumber);
    }
    let beside: BTreeSet<usize> = folios.iter().map(|folio| folio.at).collect();
    let heads = running_heads(lines, &beside, &folios);
    let fed: BTreeSet<usize> =
        normal.edits.iter().filter(|edit| edit.before.contains('\u{c}')).flat_map(|edit| [edit.place.line, edit.place.line + 1]).collect();
    let torn: Vec<bool> = folios.iter().map(|folio| tears(lines, folio.at, &heads, &beside)).collect();
    let paged: Vec<bool> = (0..folios.len()).map(|n| weigh(lines, &folios, &torn, &heads, &fed, n).suffices()).collect();
    for (folio, _) in folios.iter().zip(&paged).filter(|(folio, paged)| **paged && !folio.is_marked) {
        lines[folio.at].claim(Role::Noise, Clue::PageNumber);
    }
    for head in heads {
        lines[head].claim(Role::Noise, Clue::RunningHead);
    }
    number_parts(lines, &folios);
}

/// The lines that may be page numbers.
fn folios(lines: &[Line<'_>]) -> Vec<Folio> {
    let mut depth = 0;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.role.is_none()
            && line.text.len() <= 200
            && let Some((number, is_marked)) = folio(line.text)
        {
            found.push(Folio { at, number, is_marked, depth });
        } else {
            depth += count(line.text, 10_000);
        }
    }
    found
}

/// The number of a page, and whether marks settle that it is one: 12, 13/20, ［16］; - 12 -, 第 3 页.
fn folio(text: &str) -> Option<(usize, bool)> {
    let is_digit = |c: char| numbering::digit(c).is_some();
    let value = |text: &str| -> Option<usize> {
        let digits: Option<Vec<usize>> = text.chars().map(numbering::digit).collect();
        let digits = digits.filter(|digits| (1..=4).contains(&digits.len()))?;
        Some(digits.into_iter().fold(0, |sum, digit| sum * 10 + digit))
    };
    if let Some(number) = value(text) {
        return Some((number, false));
    }
    if let Some((page, pages)) = text.split_once('/') {
        return value(page.trim())
            .filter(|page| value(pages.trim()).is_some_and(|pages| pages >= *page && pages > 2))
            .map(|page| (page, false));
    }
    if let Some(inner) = text.strip_prefix(['[', '［']).and_then(|rest| rest.strip_suffix([']', '］'])) {
        return value(inner.trim()).map(|number| (number, false));
    }
    let first: String = text.chars().skip_while(|c| !is_digit(*c)).take_while(|c| is_digit(*c)).collect();
    let single = text.split(|c: char| !is_digit(c)).filter(|run| !run.is_empty()).count() == 1;
    if is_page_number(text) && single || foots(text) {
        return value(&first).map(|number| (number, true));
    }
    None
}

/// 第 13 页 共 20 页, --------- Page 1---------, and the same behind a name and a wide space.
fn foots(text: &str) -> bool {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && numbering::digit(*c).is_none()).collect::<String>();
    let rest = solid(text);
    let pages = |rest: &str| matches!(rest, "第页共页" | "第页，共页" | "第页/共页" | "第页,共页" | "共页第页");
    if pages(&rest) || rest.contains("Page") && rest.trim_matches('-') == "Page" {
        return true;
    }
    // A name, a wide space, the page: 某县统计局　　第 2 页.
    let Some(at) = text.find('第').filter(|at| *at > 0) else { return false };
    let (name, page) = text.split_at(at);
    let wide = name.ends_with('\u{3000}') || name.ends_with("  ") || name.ends_with('\t');
    let of = solid(page);
    count(name, 31) <= 30 && !name.contains(['，', '。', '；', '：']) && (pages(&of) || wide && of == "第页")
}

/// What is the same in a running head on every page: its words, the numbers aside.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && numbering::digit(*c).is_none()).collect()
}

/// Whether a line breaks off in the middle of a sentence.
fn breaks_off(line: &Line<'_>) -> bool {
    let sentence = line.text.contains(['，', '。', '、', '；', ',']) || line.width >= 36;
    // A list of names and honours (…，JP) is no sentence.
    let sentence = sentence && !line.text.ends_with(|c: char| c.is_ascii_alphanumeric());
    line.role.is_none() && matches!(line.ending, Ending::Open | Ending::Comma) && line.width >= 24 && sentence
}

/// Whether a sentence is torn at a line, and goes on behind the furniture round it.
fn tears(lines: &[Line<'_>], at: usize, heads: &BTreeSet<usize>, beside: &BTreeSet<usize>) -> bool {
    let skipped = |other: &usize| heads.contains(other) || beside.contains(other) || lines[*other].role == Some(Role::Noise);
    let above = (at.saturating_sub(4)..at).rev().find(|other| !skipped(other)).map(|other| &lines[other]);
    let below = (at + 1..lines.len().min(at + 5)).find(|other| !skipped(other)).map(|other| &lines[other]);
    let (Some(above), Some(below)) = (above, below) else { return false };
    breaks_off(above) && below.role.is_none() && below.indent <= above.indent && numbering::marker(below.text).is_none()
}

/// The lines that come again where pages end: beside page numbers, or in the middle of sentences.
fn running_heads(lines: &[Line<'_>], beside: &BTreeSet<usize>, folios: &[Folio]) -> BTreeSet<usize> {
    let marked: BTreeSet<usize> = folios.iter().filter(|folio| folio.is_marked).map(|folio| folio.at).collect();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let plain = line.role.is_none() && line.ending == Ending::Open && !beside.contains(&at) && line.text.len() <= 200;
        if plain && !line.text.contains(['，', '。', '；']) && count(line.text, LONGEST_HEAD + 1) <= LONGEST_HEAD {
            // The chapter may stand at the head of its pages: then it is the same to the number.
            let numbered = numbering::marker(line.text).is_some();
            let words = if numbered { line.text.to_string() } else { words(line.text) };
            if words.chars().count() >= 2 {
                alike.entry(words).or_default().push(at);
            }
        }
    }
    let mut heads = BTreeSet::new();
    for places in alike.into_values().filter(|places| places.len() >= 2) {
        let same: BTreeSet<usize> = places.iter().copied().collect();
        let edge = |at: &usize| at.checked_sub(1).is_some_and(|above| beside.contains(&above)) || beside.contains(&(at + 1));
        let at_marks = |at: &usize| at.checked_sub(1).is_some_and(|above| marked.contains(&above)) || marked.contains(&(at + 1));
        let torn: BTreeSet<usize> = places.iter().copied().filter(|at| tears(lines, *at, &same, beside)).collect();
        let edges = places.iter().filter(|at| edge(at)).count();
        let runs = edges >= 2 && (!torn.is_empty() || places.iter().filter(|at| at_marks(at)).count() >= 2);
        if runs {
            // Above the first page stands the first head, unless its words are the title's: then nothing in it changes.
            let first = places.first().is_some_and(|at| *at == 0 && lines.get(places[1]).is_some_and(|next| next.text != lines[0].text));
            // Where it is proven so often it is one everywhere, but for the first time, where it may be the title or the heading.
            let proven = edges >= PROVEN;
            let is_head =
                |at: &usize| edge(at) && *at > 0 || torn.contains(at) || *at == 0 && first || proven && Some(at) != places.first();
            heads.extend(places.iter().copied().filter(is_head));
        }
    }
    heads
}

/// Weighs the evidence that a bare number is a page number.
fn weigh(lines: &[Line<'_>], folios: &[Folio], torn: &[bool], heads: &BTreeSet<usize>, fed: &BTreeSet<usize>, n: usize) -> Scale {
    let folio = folios[n];
    let mut scale = Scale::default();
    let steps = |from: &Folio, to: &Folio| to.number == from.number + 1 && to.depth >= from.depth + SHORTEST_PAGE;
    let before = n.checked_sub(1).and_then(|before| folios.get(before));
    let behind = folios.get(n + 1);
    // The row it is in: each number one more than that before.
    let (mut start, mut end) = (n, n);
    while start > 0 && n - start < 50 && folios[start].number == folios[start - 1].number + 1 {
        start -= 1;
    }
    while end + 1 < folios.len() && end - n < 50 && folios[end + 1].number == folios[end].number + 1 {
        end += 1;
    }
    let row = start..=end;
    let above_title = folios[start].at == 0 && folios[start].number < 1000 && !folio.is_marked && is_above_title(lines, folios);
    let near = |other: Option<&Folio>| other.is_some_and(|other| other.is_marked && other.number.abs_diff(folio.number) == 1);
    let gaps = || folios[start..=end].windows(2).map(|pair| pair[1].depth - pair[0].depth);
    let even = gaps().count() >= 3 && gaps().max().unwrap_or(0) * 2 <= gaps().min().unwrap_or(0) * 3;
    let head = folio.at.checked_sub(1).is_some_and(|above| heads.contains(&above)) || heads.contains(&(folio.at + 1));
    let line = &lines[folio.at];
    let set_off = line.blank_before > 0 && lines.get(folio.at + 1).is_some_and(|next| next.blank_before > 0);
    scale.put(above_title, Clue::AboveTitle);
    scale.put(torn[n], Clue::TearsSentence);
    scale.put(head, Clue::HeadBeside);
    scale.put(near(before) || near(behind), Clue::MarkedBeside);
    scale.put(fed.contains(&line.number), Clue::FormFeed);
    scale.put(before.is_some_and(|before| steps(before, &folio)) || behind.is_some_and(|behind| steps(&folio, behind)), Clue::PageSteps);
    scale.put(row.clone().any(|other| other != n && torn[other]), Clue::RowTears);
    scale.put(even, Clue::EvenPages);
    scale.put(set_off, Clue::SetOff);
    scale.put((1000..=2999).contains(&folio.number), Clue::Year);
    scale
}

/// Whether the number of the first line stands above a title: a paper's name, no heading like those under the other numbers.
fn is_above_title(lines: &[Line<'_>], folios: &[Folio]) -> bool {
    let plain = |line: &Line<'_>| line.ending == Ending::Open && count(line.text, 31) <= 30 && numbering::marker(line.text).is_none();
    let short = |at: usize| lines.get(at + 1).is_some_and(plain);
    let named = lines.get(1).is_some_and(|line| super::title_words::ends_in_noun(line.text) && count(line.text, 5) >= 4);
    let titled = named || lines.iter().take(5).skip(2).any(|line| super::salutation::is_address(line.text));
    short(0) && titled && !folios.iter().skip(1).any(|folio| short(folio.at))
}

/// Claims bare numbers that part a text (1, 2, 3; 1978, 1989): two or more that rise, text behind each.
fn number_parts(lines: &mut [Line<'_>], folios: &[Folio]) {
    let heads = |at: usize| {
        lines[at].role.is_none()
            && lines[at].text.chars().all(|c| numbering::digit(c).is_some())
            && lines.get(at + 1).is_some_and(|next| {
                next.role.is_none() && next.width >= 24 && (next.ending != Ending::Open || next.text.contains(['，', '。', '、']))
            })
            && at.checked_sub(1).is_none_or(|above| matches!(lines[above].ending, Ending::Stop) || lines[at].blank_before > 0)
    };
    let parts: Vec<&Folio> = folios.iter().filter(|folio| heads(folio.at)).collect();
    let rises = parts.windows(2).all(|pair| pair[0].number < pair[1].number && pair[0].depth < pair[1].depth);
    let is_row = parts.windows(2).all(|pair| pair[1].number == pair[0].number + 1) || parts.iter().all(|part| part.number >= 1000);
    if parts.len() < 2 || !rises || !is_row {
        return;
    }
    let numbered = |line: &Line<'_>| {
        numbering::marker(line.text).is_some_and(|marker| matches!(marker.kind, Kind::Chapter | Kind::Section | Kind::Formal | Kind::Han))
    };
    let level = Level::new(1 + usize::from(lines.iter().any(numbered)));
    let places: Vec<usize> = parts.iter().map(|part| part.at).collect();
    places.into_iter().for_each(|at| lines[at].claim(Role::Heading(level), Clue::BareNumber));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    fn said(text: &str) -> Vec<(Role, String)> {
        sample::blocks(text).into_iter().map(|block| (block.role, block.text)).collect()
    }

    #[test]
    fn marks_settle_what_a_page_number_is() {
        for text in
            ["- 12 -", "第 3 页", "第 3 页 共 9 页", "某局　　　第 3 页 共 9 页", "某局　　第 3 页", "--------- Page 1---------", "· 3 ·"]
        {
            assert_eq!(folio(text).map(|(_, is_marked)| is_marked), Some(true), "{text}");
        }
        for text in ["12", "13/20", "［16］", "1978"] {
            assert_eq!(folio(text).map(|(_, is_marked)| is_marked), Some(false), "{text}");
        }
        for text in ["0512-6688123", "2019-2021", "见第 3 页", "-----", "20240105", "3/1"] {
            assert_eq!(folio(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_without_evidence_is_text() {
        let prose = "这一段说的是从前的事情，没有什么特别的地方，写在这里是为了凑数。";
        let blocks = said(&format!("{prose}\n\n1\n\n{prose}"));
        assert_eq!(blocks[1], (Role::Body, "1".to_string()));
        let years = said(&format!("{prose}\n\n1978\n\n{prose}\n\n1989\n\n{prose}"));
        assert_eq!(years.iter().filter(|(role, _)| matches!(role, Role::Heading(_))).count(), 2);
    }

    #[test]
    fn a_number_that_tears_a_sentence_is_the_pages() {
        let blocks = said("这一年我们修了三座桥，铺了两条路，村里的人都说\n13/20\n这样的日子从前想也不敢想。");
        assert_eq!(blocks[1], (Role::Noise, "13/20".to_string()));
    }
}
