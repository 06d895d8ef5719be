//! Lines to sheets of paper: which page and column, how far down; and what a page carries beside the text.
//!
//! Columns are pages to pagination, one after another; what stands above them shortens those of the first page. Lines were
//! set in the first column of an odd page and are moved from there; `furniture` swaps the margins of even ones.
//!
//! **Always true:** a page's lines stand in reading order, the first column before the second.

use super::block::{Setter, Unplaced};
use super::faces::Faces;
use super::furniture::Furniture;
use super::page::{Line, LineSource, Page, Part};
use super::paginate;
use super::{Flow, line_numbers, notes, sentences};
use crate::document::Document;
use crate::length::Length;
use crate::template::{PageGeometry, Template};

/// Ascent of the em box, in thousandths: Chinese faces agree on 880/-120, whatever their tables say (fonts, em box).
const EM_ASCENT: i64 = 880;

/// Puts lines on pages.
pub fn pages(
    mut flow: Flow,
    document: &Document,
    template: &Template,
    setter: &Setter<'_>,
    faces: &Faces<'_>,
    furniture: &Furniture,
) -> Vec<Page> {
    let page = &template.page;
    let columns = page.columns.max(1);
    let above = flow.head_height();
    let capacity = |column: usize| if column < columns { page.lines.saturating_sub(above).max(1) } else { page.lines };
    let head = flow.rows.drain(..flow.head).collect::<Vec<_>>();
    let mut head_places = Vec::with_capacity(head.len());
    paginate::place(&head, 0, &mut head_places);
    let mut pages: Vec<Page> = Vec::new();
    let head_lines: Vec<Unplaced> = flow.lines.drain(..flow.head).collect();
    for (line, place) in head_lines.into_iter().zip(head_places) {
        put(&mut pages, line, place.row, Spot { page: 0, column: 0 }, template, faces);
    }
    let (lines, places) = match page.keep_sentences {
        0 => {
            let mut places = paginate::paginate(&flow.rows, capacity);
            let last = places.last().map_or(0, |place| place.page);
            paginate::balance(&flow.rows, &mut places, columns, capacity(last));
            (flow.lines, places)
        }
        _ => sentences::paginate(flow.rows, flow.lines, capacity, document, template, setter),
    };
    for (line, place) in lines.into_iter().zip(places) {
        let spot = Spot { page: place.page / columns, column: place.page % columns };
        let row = if spot.page == 0 { place.row + above } else { place.row };
        put(&mut pages, line, row, spot, template, faces);
    }
    let total = pages.len();
    for page in &mut pages {
        furniture.put_on(page, total, template, faces);
    }
    pages
}

/// Which column of which page, both from 0.
#[derive(Debug, Clone, Copy)]
struct Spot {
    page: usize,
    column: usize,
}

impl Spot {
    /// How far its left edge is from that of the first column.
    fn offset(self, page: &PageGeometry) -> Length {
        (page.measure() + page.gap()) * self.column as i64
    }
}

/// Puts a line on its page, which comes to be where it is not there yet.
fn put(pages: &mut Vec<Page>, line: Unplaced, row: usize, spot: Spot, template: &Template, faces: &Faces<'_>) {
    while pages.len() <= spot.page {
        let number = pages.len() + 1;
        pages.push(Page {
            part: Part::Text,
            number,
            lines: Vec::new(),
            furniture: Vec::new(),
            rules: notes::rules(number, template),
            head: None,
            watermark: None,
        });
    }
    let Some(page) = pages.get_mut(spot.page) else { return };
    let baseline = baseline(row, &line, template);
    let offset = spot.offset(&template.page);
    let Unplaced { index, range, mut runs, .. } = line;
    if offset != Length::ZERO {
        runs.iter_mut().flat_map(|run| &mut run.glyphs).for_each(|glyph| glyph.x += offset);
    }
    page.lines.push(Line { source: LineSource::Block { index, range }, baseline, runs });
    let edge = template.page.left + offset;
    page.furniture.extend(line_numbers::beside(page.lines.len(), page.number, edge, baseline, template, faces));
}

/// The baseline of a line: its em box is centred where a body character of its grid line would be.
pub(super) fn baseline(row: usize, line: &Unplaced, template: &Template) -> Length {
    let page = &template.page;
    let middle = page.top + page.pitch() * row as i64 + page.pitch() * (line.span as i64 - 1) / 2 + page.cell() / 2;
    middle + line.size.em_thousandths(EM_ASCENT - 500)
}
