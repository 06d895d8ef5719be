//! One block to lines: broken, justified, each glyph at its place from the left edge of the paper.
//!
//! A block is set as if it stood in the first column of an odd page; `sheet` moves its lines to where they go.
//!
//! **Always true:** the lines of a block, or of a piece of it, show its characters in order, each once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::itemize::{self, Item, Itemizer, Shortfalls};
use super::justify::{self, Fit};
use super::line_break::{self, Break, Measure};
use super::page::{Glyph, Run};
use super::title;
use crate::document::{Block, Document, Role};
use crate::length::Length;
use crate::template::signature::right_blanks;
use crate::template::spacing::is_title_group;
use crate::template::{Align, LineRules, Style, attachment, columns};

/// A line whose baseline is not yet known.
pub struct Unplaced {
    /// The block that it shows.
    pub index: usize,
    /// Which bytes of its text.
    pub range: Range<usize>,
    /// Font size.
    pub size: Length,
    /// Grid lines that it takes.
    pub span: usize,
    /// Its glyphs.
    pub runs: Vec<Run>,
}

/// What the blocks of a document are set with.
pub struct Setter<'a> {
    document: &'a Document,
    itemizer: &'a Itemizer<'a>,
    blanks: BTreeMap<usize, i64>,
    attachments: BTreeMap<usize, (i64, i64)>,
    tables: BTreeMap<usize, columns::Row>,
}

/// A block ready to be broken into lines.
struct Prepared<'a> {
    style: &'a Style,
    items: Vec<Item>,
    frame: Frame,
}

impl<'a> Setter<'a> {
    /// For this document.
    pub fn new(document: &'a Document, itemizer: &'a Itemizer<'a>) -> Setter<'a> {
        let template = itemizer.template;
        Setter {
            document,
            itemizer,
            blanks: right_blanks(document, template.page.characters),
            attachments: attachment::indents(document, template.page.characters),
            tables: columns::rows(document, template),
        }
    }

    /// The lines of a block in this measure.
    pub fn set(&self, index: usize, block: &Block, measure: Length, shortfalls: &mut Shortfalls) -> Vec<Unplaced> {
        let prepared = self.prepare(index, block, measure, shortfalls);
        let rules = &self.itemizer.template.lines;
        let frame = &prepared.frame;
        let texts = self.document.printed().filter(|(other, _)| *other != index).map(|(_, other)| other.text.as_str());
        let shaped =
            is_title_group(block.role).then(|| title::shape(&prepared.items, frame.measure.rest, block.role, rules.prohibition, texts));
        let shaped = shaped.flatten();
        let ranges = shaped.unwrap_or_else(|| line_break::break_lines(&prepared.items, frame.measure, rules));
        prepared.lines(index, &ranges, true, rules)
    }

    /// Lines of a block that end early, and the lines of what is behind: what begins with the line at byte `start` is parted
    /// at byte `at`. None where no line may end there.
    pub fn part(&self, index: usize, start: usize, at: usize) -> Option<(Vec<Unplaced>, Vec<Unplaced>)> {
        let block = self.document.blocks.get(index)?;
        let prepared = self.prepare(index, block, self.itemizer.template.page.measure(), &mut Shortfalls::default());
        let rules = &self.itemizer.template.lines;
        let place = |byte: usize| prepared.items.iter().position(|item| item.start == byte);
        let (start, at) = (place(start)?, place(at)?);
        let may_end = line_break::opportunities(&prepared.items, rules.prohibition);
        if start >= at || may_end.get(at - 1) != Some(&Break::Yes) {
            return None;
        }
        let whole = prepared.frame.measure;
        let rest = Measure { first: whole.rest, ..whole };
        let ranges = |from: usize, to: usize| -> Vec<Range<usize>> {
            let measure = if from == 0 { whole } else { rest };
            let lines = line_break::break_lines(&prepared.items[from..to], measure, rules);
            lines.into_iter().map(|range| range.start + from..range.end + from).collect()
        };
        let (head, behind) = (ranges(start, at), ranges(at, prepared.items.len()));
        Some((prepared.lines(index, &head, start == 0, rules), prepared.lines(index, &behind, false, rules)))
    }

    fn prepare(&self, index: usize, block: &Block, measure: Length, shortfalls: &mut Shortfalls) -> Prepared<'a> {
        let itemizer = self.itemizer;
        let style = itemizer.template.style(block.role);
        let mut items = itemizer.items(index, block, style, shortfalls);
        itemize::halve_marks(&mut items, itemizer.cell(style), itemizer.region);
        itemize::squeeze(&mut items, itemizer.region);
        if let Some(row) = self.tables.get(&index) {
            itemize::set_in_columns(&mut items, row, itemizer.cell(style));
        }
        let indents = Indents::of(style, self.blanks.get(&index), self.attachments.get(&index));
        if block.role == Role::Attachment {
            hold_label(&mut items, attachment::name_start(&block.text), itemizer.cell(style) * (indents.left - indents.first) / 100);
        }
        let frame = Frame::of(style, indents, itemizer.template.page.left, measure, itemizer.cell(style));
        Prepared { style, items, frame }
    }
}

/// Keeps 附件：1. as wide as its indent reckons it, however its line is justified: what turns over stands under the name.
fn hold_label(items: &mut [Item], name: usize, width: Length) {
    let Some(end) = items.iter().position(|item| item.start >= name) else { return };
    let Some((named, label)) = items.get_mut(..=end).and_then(|items| items.split_last_mut()) else { return };
    let own = label.iter().map(|item| item.width() + item.gap).sum::<Length>() + named.gap;
    label.iter_mut().chain([named]).for_each(|item| item.rigid = true);
    // A figure is half of its em, not of a cell.
    if let Some(last) = label.last_mut()
        && (width - own).units().abs() * 2 < last.advance.units()
    {
        last.advance += width - own;
    }
}

/// The lines of a text that is no block of the document, over the width of the type area.
pub fn set_apart(text: &str, style: &Style, itemizer: &Itemizer<'_>) -> Vec<Unplaced> {
    let block = Block::of(Role::Body, text);
    let mut items = itemizer.items(0, &block, style, &mut Shortfalls::default());
    itemize::squeeze(&mut items, itemizer.region);
    let (page, rules) = (&itemizer.template.page, &itemizer.template.lines);
    let frame = Frame::of(style, Indents::of(style, None, None), page.left, page.area_width(), itemizer.cell(style));
    let ranges = line_break::break_lines(&items, frame.measure, rules);
    Prepared { style, items, frame }.lines(0, &ranges, true, rules)
}

impl Prepared<'_> {
    /// The lines that these ranges of items make; `begins` says whether the first of them is the block's.
    fn lines(&self, index: usize, ranges: &[Range<usize>], begins: bool, rules: &LineRules) -> Vec<Unplaced> {
        let line = |(n, range): (usize, &Range<usize>)| {
            let items = &self.items[range.clone()];
            let runs = set_line(items, begins && n == 0, n + 1 == ranges.len(), &self.frame, self.style, rules);
            Unplaced { index, range: shown_range(items), size: self.style.size, span: self.style.line_span, runs }
        };
        ranges.iter().enumerate().map(line).collect()
    }
}

/// What a block keeps free on the left of its first line, of the others, and on the right: hundredths of a character.
#[derive(Debug, Clone, Copy)]
struct Indents {
    first: i64,
    left: i64,
    right: i64,
}

impl Indents {
    /// The style's, but for what the text of signatures and attachment lists says.
    fn of(style: &Style, signature: Option<&i64>, attachment: Option<&(i64, i64)>) -> Indents {
        let (first, left) = attachment.copied().unwrap_or((style.left_indent + style.first_indent, style.left_indent));
        Indents { first, left, right: signature.copied().unwrap_or(style.right_indent) }
    }
}

/// The room that a block's lines have.
struct Frame {
    left: Length,
    first_indent: Length,
    measure: Measure,
}

impl Frame {
    fn of(style: &Style, indents: Indents, left: Length, measure: Length, cell: Length) -> Frame {
        let characters = |hundredths: i64| cell * hundredths / 100;
        // Indents that leave no two characters on a line of this measure are none.
        let has_room = |indents: &Indents| measure - characters(indents.first.max(indents.left) + indents.right) >= cell * 2;
        let narrower = [indents, Indents { right: 0, ..indents }].into_iter().find(has_room);
        let indents = narrower.unwrap_or(Indents { first: 0, left: 0, right: 0 });
        let room = |indent: i64| (measure - characters(indent + indents.right)).at_least(cell);
        let first = if matches!(style.align, Align::Center | Align::Right) { indents.left } else { indents.first };
        Frame {
            left: left + characters(indents.left),
            first_indent: characters(first - indents.left),
            measure: Measure { first: room(first), rest: room(indents.left) },
        }
    }
}

/// Places the items of one line, from the left edge of the paper.
fn set_line(items: &[Item], first: bool, last: bool, frame: &Frame, style: &Style, rules: &LineRules) -> Vec<Run> {
    let room = frame.measure.of(first);
    let fit = if style.align == Align::Justify && !last { Fit::Full(room) } else { Fit::Solid(room) };
    let (placed, width) = justify::place(items, first, fit, rules);
    let slack = (room - width).at_least(Length::ZERO);
    let left = frame.left
        + match style.align {
            Align::Justify | Align::Left if first => frame.first_indent,
            Align::Justify | Align::Left => Length::ZERO,
            Align::Center => slack / 2,
            Align::Right => slack,
        };
    let base = items.first().map_or(0, |item| item.start);
    let mut runs: Vec<Run> = Vec::new();
    for place in placed {
        let item = &items[place.item];
        let glyph = Glyph {
            id: item.glyph,
            x: left + place.x,
            start: (item.start - base) as u32,
            len: item.len as u8,
            placeholder: item.placeholder,
        };
        match runs.last_mut() {
            Some(run) if (run.face, run.rise, run.thicken) == (item.face, item.rise, item.thicken) => run.glyphs.push(glyph),
            _ => runs.push(Run { face: item.face, size: style.size, rise: item.rise, thicken: item.thicken, glyphs: vec![glyph] }),
        }
    }
    runs
}

/// The bytes of the block's text that a line's items show.
fn shown_range(items: &[Item]) -> Range<usize> {
    match (items.first(), items.last()) {
        (Some(first), Some(last)) => first.start..last.start + last.len,
        _ => 0..0,
    }
}
