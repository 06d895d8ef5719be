//! The table of contents: which headings it lists, and pages of its own before the text.
//!
//! It leads to what the outline lists, three levels deep at most: headings, and titles where a file holds several documents.
//! Its pages are counted by themselves in Roman numbers, as front matter is (GB/T 9704—2012 knows no table of contents); page 1
//! begins on the front of a sheet, so that a blank page follows where the contents end on one.
//!
//! **Always true:** every entry names the page on which its heading's first line stands; none of it is text of the document.

use super::block::{Unplaced, set_apart};
use super::furniture::{Furniture, solid, start_at};
use super::itemize::Itemizer;
use super::page::{Line, LineSource, Page, Part};
use super::paginate::{self, Bond, Row};
use super::sheet;
use crate::document::{Document, Region, Role};
use crate::length::Length;
use crate::template::spacing::blank_lines;
use crate::template::toc::{self, LEVELS};
use crate::template::{Align, Style, Template};

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The block that it leads to.
    pub block: usize,
    /// From 1 to 3.
    pub level: usize,
    /// The heading's text on one line.
    pub text: String,
    /// The number of the page that the heading stands on.
    pub page: String,
}

/// What the table lists: the headings on these pages, in order.
pub fn entries(document: &Document, pages: &[Page]) -> Vec<Entry> {
    let mut first_page: Vec<Option<&Page>> = vec![None; document.blocks.len()];
    for (page, line) in pages.iter().flat_map(|page| page.lines.iter().map(move |line| (page, line))) {
        if let Some(slot) = line.block().and_then(|block| first_page.get_mut(block)) {
            slot.get_or_insert(page);
        }
    }
    let lists_titles = toc::lists_titles(document);
    let entry = |(index, (block, page)): (usize, (&crate::document::Block, Option<&Page>))| {
        let level = toc::level(block.role, lists_titles)?;
        let text = block.text.replace(['\t', '\r', '\n'], " ");
        Some(Entry { block: index, level, text, page: page?.label() })
    };
    document.blocks.iter().zip(first_page).enumerate().filter_map(entry).collect()
}

/// What the table is headed with.
pub const fn heading(region: Region) -> &'static str {
    match region {
        Region::Cn => "目录",
        Region::Tw | Region::Hk => "目錄",
    }
}

/// Between two dots of a leader, in thousandths of an em.
const DOT_PITCH: i64 = 333;
/// What a leader leaves blank at either end, likewise.
const DOT_GAP: i64 = 250;

/// The pages of these entries.
pub fn pages(entries: &[Entry], document: &Document, itemizer: &Itemizer<'_>, furniture: &Furniture) -> Vec<Page> {
    let template = itemizer.template;
    let style = style(template);
    let mut rows = Vec::new();
    let mut lines: Vec<(Unplaced, LineSource, Option<&Entry>)> = Vec::new();
    let title = heading(document.metadata.region);
    for line in set_apart(title, template.style(Role::Title), itemizer) {
        rows.push(Row { span: line.span, blank_before: 0, bond: Bond::Heading });
        let text = title.get(line.range.clone()).unwrap_or_default().to_string();
        lines.push((line, LineSource::Contents { target: None, text }, None));
    }
    for (n, entry) in entries.iter().enumerate() {
        let set = set_apart(&entry.text, &style[entry.level.clamp(1, LEVELS) - 1], itemizer);
        let last = set.len().saturating_sub(1);
        for (i, line) in set.into_iter().enumerate() {
            // An entry is never parted: its link is one rectangle.
            let bond = if i == 0 && n > 0 { Bond::Free } else { Bond::Heading };
            let blank_before = if i == 0 && n == 0 { blank_lines(template, Role::Title, Role::Body) } else { 0 };
            rows.push(Row { span: line.span, blank_before, bond });
            let text = entry.text.get(line.range.clone()).unwrap_or_default().to_string();
            lines.push((line, LineSource::Contents { target: Some(entry.block), text }, (i == last).then_some(entry)));
        }
    }
    let places = paginate::paginate(&rows, |_| template.page.lines);
    let mut pages: Vec<Page> = Vec::new();
    for ((line, source, ends), place) in lines.into_iter().zip(places) {
        while pages.len() <= place.page {
            pages.push(blank(pages.len() + 1));
        }
        let Some(page) = pages.get_mut(place.page) else { continue };
        let baseline = sheet::baseline(place.row, &line, template);
        if let Some(entry) = ends {
            let (number, leader) = number_and_leader(entry, &line, baseline, itemizer);
            page.lines.push(Line { source, baseline, runs: line.runs });
            page.lines.push(number);
            page.furniture.extend(leader);
        } else {
            page.lines.push(Line { source, baseline, runs: line.runs });
        }
    }
    let total = pages.len();
    for page in &mut pages {
        furniture.put_on(page, total, template, itemizer.faces);
    }
    if !template.page.single_sided && total % 2 == 1 {
        pages.push(blank(total + 1));
    }
    pages
}

/// A page without anything on it.
fn blank(number: usize) -> Page {
    Page { part: Part::Contents, number, lines: Vec::new(), furniture: Vec::new(), rules: Vec::new(), head: None, watermark: None }
}

/// The looks of each level: the body's type, indented by its level, what turns over further in.
fn style(template: &Template) -> [Style; LEVELS] {
    let body = template.style(Role::Body);
    std::array::from_fn(|level| {
        let (left, hanging) = toc::indents(level + 1);
        Style {
            align: Align::Left,
            first_indent: -hanging,
            left_indent: left,
            right_indent: toc::RIGHT,
            blank_before: 0,
            blank_after: 0,
            ..body.clone()
        }
    })
}

/// The page number at the right edge, and the dots that lead to it.
fn number_and_leader(entry: &Entry, line: &Unplaced, baseline: Length, itemizer: &Itemizer<'_>) -> (Line, Option<Line>) {
    let (page, style) = (&itemizer.template.page, itemizer.template.style(Role::Body));
    let set = |text: &str| solid(text, style.face, style.size, itemizer.faces);
    let (mut runs, width) = set(&entry.page);
    let edge = page.left + page.area_width() - width;
    start_at(&mut runs, edge);
    let source = LineSource::Contents { target: Some(entry.block), text: entry.page.clone() };
    let number = Line { source, baseline, runs };
    let pitch = style.size.em_thousandths(DOT_PITCH);
    let gap = style.size.em_thousandths(DOT_GAP);
    // Dots of all lines stand under one another: they are counted from the right edge.
    let right = page.left + page.area_width();
    let end = line.runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.x + run.size)).max().unwrap_or(page.left);
    let steps = |to: Length| to.units().div_euclid(pitch.units().max(1));
    let (first, last) = (steps(right - edge + gap) + 1, steps(right - end - gap));
    if last <= first {
        return (number, None);
    }
    let dots = ".".repeat((last - first + 1) as usize);
    let (mut runs, _) = set(&dots);
    for (n, glyph) in runs.iter_mut().flat_map(|run| &mut run.glyphs).enumerate() {
        glyph.x = right - pitch * (last - n as i64);
    }
    (number, Some(Line { source: LineSource::Furniture(dots), baseline, runs }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Level, Metadata};
    use crate::font::sample::bundle;
    use crate::layout::layout;
    use crate::template::load;

    fn heading_of(text: &str) -> Block {
        Block::of(Role::Heading(Level::ONE), text)
    }

    /// A heading and paragraphs that fill more than a page, so often.
    fn report(chapters: usize) -> Document {
        let chapter = |n| [heading_of(&format!("第{n}章　总论")), Block::of(Role::Body, "讲".repeat(28 * 25))];
        Document { blocks: (1..=chapters).flat_map(chapter).collect(), ..Document::default() }
    }

    fn laid(document: &Document, own: &str) -> (Vec<Page>, Vec<crate::diagnostic::Diagnostic>) {
        layout(document, &load("own", own).expect("good"), bundle())
    }

    const TOC: &str = "[page]\ntoc = true";

    #[test]
    fn each_entry_names_the_page_of_its_heading_and_the_text_is_as_without() {
        let document = report(3);
        let (pages, _) = laid(&document, TOC);
        let texts: Vec<&str> = pages[0].lines.iter().map(|line| line.text(&document)).collect();
        assert_eq!(texts, ["目录", "第1章　总论", "1", "第2章　总论", "2", "第3章　总论", "3"]);
        assert_eq!(pages[2..], laid(&document, "").0[..]);
    }

    #[test]
    fn its_pages_have_roman_numbers_and_page_1_is_the_front_of_a_sheet() {
        let labels = |chapters, own: &str| {
            let (pages, _) = laid(&report(chapters), own);
            pages.iter().take_while(|page| page.part == Part::Contents).map(Page::label).collect::<Vec<_>>()
        };
        assert_eq!(labels(1, TOC), ["I", "II"], "the second is blank");
        assert_eq!(labels(25, TOC), ["I", "II"], "25 entries and a title on pages of 22 lines");
        assert_eq!(labels(1, "[page]\ntoc = true\nsingle-sided = true"), ["I"]);
        let (pages, _) = laid(&report(1), TOC);
        assert_eq!((pages[0].furniture[0].text(&Document::default()), pages[1].furniture.len()), ("— I —", 0));
    }

    #[test]
    fn a_text_without_headings_has_none_and_a_note_says_so() {
        let document = Document { blocks: vec![Block::of(Role::Title, "讲话"), Block::of(Role::Body, "好")], ..Document::default() };
        let (pages, said) = laid(&document, TOC);
        assert!(pages.iter().all(|page| page.part == Part::Text));
        assert_eq!(said.iter().map(|one| one.rule).collect::<Vec<_>>(), ["no-headings"]);
        assert_eq!(laid(&document, "").1, []);
    }

    #[test]
    fn a_long_entry_turns_over_before_its_page_number_and_stays_whole() {
        let blocks = (0..30).map(|_| heading_of(&"章".repeat(40))).collect();
        let document = Document { blocks, ..Document::default() };
        let (pages, _) = laid(&document, TOC);
        let edge = Length::mm(210 - 26);
        for page in pages.iter().filter(|page| page.part == Part::Contents) {
            for piece in page.lines.chunk_by(|a, b| a.source == b.source).flatten().filter(|line| line.text(&document).len() > 3) {
                let last = piece.runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.x + run.size)).max();
                assert!(last.is_some_and(|last| last <= edge - Length::pt(16) * 3), "room for dots and number");
            }
            let entries = page.lines.iter().filter(|line| line.text(&document).chars().count() < 4);
            let parts = page.lines.iter().filter(|line| line.text(&document).starts_with('章')).count();
            assert_eq!(parts, 2 * entries.filter(|line| line.text(&document) != "目录").count(), "both lines on one page");
        }
    }

    #[test]
    fn dots_of_all_lines_stand_under_one_another() {
        let (pages, _) = laid(&report(12), TOC);
        let leaders: Vec<&Line> = pages[0].furniture.iter().skip(1).collect();
        assert_eq!(leaders.len(), 12);
        let column = |line: &Line| line.runs[0].glyphs.iter().map(|glyph| glyph.x).collect::<std::collections::BTreeSet<_>>();
        assert!(column(leaders[11]).is_subset(&column(leaders[0])), "that of page 12 is shorter, not moved");
    }

    #[test]
    fn traditional_texts_have_their_own_word_for_it() {
        let metadata = Metadata { region: Region::Tw, ..Metadata::default() };
        let document = Document { metadata, ..report(1) };
        assert_eq!(laid(&document, TOC).0[0].lines[0].text(&document), "目錄");
    }
}
