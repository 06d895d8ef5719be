//! A document to pages: line breaks, squeeze, justification, page breaks, page numbers.
//!
//! In: [`Document`], [`Template`], [`FontLibrary`]. Out: [`Page`]s whose every glyph has its exact place.
//! The steps in a row: itemize → squeeze (标点挤压) → line_break (避头尾) → justify → paginate (widow/orphan) → furniture.
//!
//! **Always true:** the pages, read line by line, give the text of all printed blocks; no full line is wider than its
//! measure; a character that no face has is a visible placeholder and a diagnostic.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document, Role};
use crate::font::{FaceId, FontLibrary};
use crate::length::Length;
use crate::template::attachment;
use crate::template::columns;
use crate::template::signature::right_blanks;
use crate::template::spacing::{blank_lines, is_title_group};
use crate::template::{Align, LineRules, Style, Template};

pub mod class;
pub mod dump;
mod faces;
mod furniture;
mod itemize;
mod justify;
mod line_break;
pub mod needs;
mod page;
mod paginate;
mod running_head;
mod title;
mod watermark;

pub use page::{Glyph, Line, LineSource, Page, Run};
pub use watermark::Watermark;

use faces::Faces;
use itemize::{Item, Itemizer, Shortfalls};
use justify::Fit;
use line_break::Measure;
use paginate::{Bond, Row};

/// Ascent of the em box, in thousandths: Chinese faces agree on 880/-120, whatever their tables say (fonts, em box).
const EM_ASCENT: i64 = 880;

/// Sets a document on pages.
pub fn layout(document: &Document, template: &Template, fonts: &FontLibrary) -> (Vec<Page>, Vec<Diagnostic>) {
    let faces = Faces::of(document, template, fonts);
    let blanks = right_blanks(document, template.page.characters);
    let attachments = attachment::indents(document);
    let tables = columns::rows(document, template);
    let mut shortfalls = Shortfalls::default();
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    let mut above: Option<&Block> = None;
    for (index, block) in document.printed() {
        let indents = Indents::of(template.style(block.role), blanks.get(&index), attachments.get(&index));
        let itemizer = Itemizer { faces: &faces, template, region: document.metadata.region };
        let set = set_block(index, block, indents, tables.get(&index), &itemizer, &mut shortfalls);
        for (n, bond) in paginate::bonds(set.len()).enumerate() {
            rows.push(row(n, bond, block.role, above.map(|block| block.role), template));
        }
        lines.extend(set);
        above = Some(block);
    }
    let furniture = furniture::Furniture::of(document, template, &faces);
    let pages = pages(rows, lines, &furniture, template, &faces);
    let mut said = diagnostics(document, &shortfalls, fonts);
    said.extend(about_displaced(&faces, fonts));
    said.extend(about_furniture(&pages, &furniture));
    (pages, said)
}

/// That the whole text is set in another face than its roles', where it is.
fn about_displaced(faces: &Faces<'_>, fonts: &FontLibrary) -> Option<Diagnostic> {
    let (displaced, fallback) = faces.displaced()?;
    let name = |id: FaceId| fonts.sources().find(|(other, _)| *other == id).map_or("", |(_, source)| source.name.as_str());
    let names: Vec<&str> = displaced.into_iter().map(name).collect();
    let (names, lack) = match names.split_last() {
        Some((last, others)) if !others.is_empty() => (format!("{} and {last}", others.join(", ")), "lack"),
        Some(_) | None => (names.concat(), "lacks"),
    };
    let message = format!("{names} {lack} more than one Han in a hundred of this text, and {} takes over altogether", name(fallback));
    Some(Diagnostic::note("fallback-face", message).hint("name a face that has them with `--fonts DIR`"))
}

/// What there is to tell about page number, running head and watermark; all pages have the same characters.
fn about_furniture(pages: &[Page], furniture: &furniture::Furniture) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let Some(page) = pages.first() else { return said };
    let watermark = page.watermark.as_ref().map(|watermark| &watermark.line);
    for (what, option, line) in [
        ("the page number", "--page-number", page.furniture.first()),
        ("the running head", "--header", page.head.as_ref()),
        ("the watermark", "--watermark", watermark),
    ] {
        let Some(Line { source: LineSource::Furniture(text), runs, .. }) = line else { continue };
        let missing = runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.placeholder);
        let missing: BTreeMap<char, usize> =
            missing.filter_map(|glyph| Some((text.get(glyph.start as usize..)?.chars().next()?, 0))).collect();
        if !missing.is_empty() {
            let message = format!("{what} has {}, which no face has; 〓 is printed instead", listed(&missing));
            said.push(Diagnostic::warning("missing-glyph", message).hint(format!("change it with `{option}`, or in the template")));
        }
    }
    if let Some(whole) = &furniture.cut_head {
        let message = "the running head is longer than its line and was cut";
        let hint = "give a shorter one with `--header TEXT`, or smaller type with `size-pt` in the template's [header]";
        said.push(Diagnostic::warning("long-header", message).quoting(whole.chars().take(60).collect::<String>()).hint(hint));
    }
    said
}

/// The row of a block's line `n`: blank lines stand above its first, and it keeps with what is above where that asks.
fn row(n: usize, bond: Bond, role: Role, above: Option<Role>, template: &Template) -> Row {
    let span = template.style(role).line_span;
    let Some(above) = above.filter(|_| n == 0) else {
        // A heading of several lines is never parted.
        let whole = n > 0 && (template.style(role).keep_with_next || is_title_group(role));
        return Row { span, blank_before: 0, bond: if whole { Bond::Heading } else { bond } };
    };
    let signs = matches!(role, Role::Signature | Role::SignatureDate);
    let bond = if template.style(above).keep_with_next || signs { Bond::Heading } else { bond };
    Row { span, blank_before: blank_lines(template, above, role), bond }
}

/// A line whose baseline is not yet known.
struct Unplaced {
    index: usize,
    range: Range<usize>,
    size: Length,
    span: usize,
    runs: Vec<Run>,
}

/// Breaks and justifies one block.
fn set_block(
    index: usize,
    block: &Block,
    indents: Indents,
    columns: Option<&columns::Row>,
    itemizer: &Itemizer<'_>,
    shortfalls: &mut Shortfalls,
) -> Vec<Unplaced> {
    let (template, rules) = (itemizer.template, &itemizer.template.lines);
    let style = template.style(block.role);
    let mut items = itemizer.items(index, block, style, shortfalls);
    itemize::squeeze(&mut items, itemizer.region);
    if let Some(row) = columns {
        itemize::set_in_columns(&mut items, row, itemizer.cell(style));
    }
    let frame = Frame::of(style, indents, template, itemizer.cell(style));
    let shaped = if block.role == Role::Title { title::shape(&items, frame.measure.rest, rules.prohibition) } else { None };
    let ranges = shaped.unwrap_or_else(|| line_break::break_lines(&items, frame.measure, rules));
    let count = ranges.len();
    ranges
        .into_iter()
        .enumerate()
        .map(|(n, range)| {
            let runs = set_line(&items[range.clone()], n, count, &frame, style, rules);
            let text = shown_range(&items[range]);
            Unplaced { index, range: text, size: style.size, span: style.line_span, runs }
        })
        .collect()
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
    fn of(style: &Style, indents: Indents, template: &Template, cell: Length) -> Frame {
        let characters = |hundredths: i64| cell * hundredths / 100;
        // However wide the indents, four characters fit.
        let room = |indent: i64| (template.page.measure() - characters(indent + indents.right)).at_least(cell * 4);
        let first = if matches!(style.align, Align::Center | Align::Right) { indents.left } else { indents.first };
        Frame {
            left: template.page.left + characters(indents.left),
            first_indent: characters(first - indents.left),
            measure: Measure { first: room(first), rest: room(indents.left) },
        }
    }
}

/// Places the items of one line, from the left edge of the paper.
fn set_line(items: &[Item], n: usize, count: usize, frame: &Frame, style: &Style, rules: &LineRules) -> Vec<Run> {
    let (first, last) = (n == 0, n + 1 == count);
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

/// Puts lines on pages: baselines, page numbers.
fn pages(rows: Vec<Row>, lines: Vec<Unplaced>, furniture: &furniture::Furniture, template: &Template, faces: &Faces<'_>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (line, place) in lines.into_iter().zip(paginate::paginate(&rows, template.page.lines)) {
        while pages.len() <= place.page {
            pages.push(Page { number: pages.len() + 1, lines: Vec::new(), furniture: Vec::new(), head: None, watermark: None });
        }
        let baseline = baseline(place.row, &line, template);
        let Unplaced { index, range, runs, .. } = line;
        pages[place.page].lines.push(Line { source: LineSource::Block { index, range }, baseline, runs });
    }
    let total = pages.len();
    for page in &mut pages {
        furniture.put_on(page, total, template, faces);
    }
    pages
}

/// The baseline of a line: its em box is centred where a body character of its grid line would be.
fn baseline(row: usize, line: &Unplaced, template: &Template) -> Length {
    let page = &template.page;
    let middle = page.top + page.pitch() * row as i64 + page.pitch() * (line.span as i64 - 1) / 2 + page.cell() / 2;
    middle + line.size.em_thousandths(EM_ASCENT - 500)
}

/// What there is to tell about characters that are not shown as they should be.
fn diagnostics(document: &Document, shortfalls: &Shortfalls, fonts: &FontLibrary) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    if !shortfalls.missing.is_empty() {
        let message = format!("no face has {}; 〓 is printed instead", listed(&shortfalls.missing));
        said.push(
            at_first(Diagnostic::warning("missing-glyph", message), document, &shortfalls.missing)
                .hint("add a font that has it with `--fonts DIR`; the DOCX keeps the character"),
        );
    }
    if !shortfalls.stand_ins.is_empty() {
        let message = format!("another face stands in for {}", listed(&shortfalls.stand_ins));
        said.push(at_first(Diagnostic::note("fallback-face", message), document, &shortfalls.stand_ins));
    }
    for (id, source) in fonts.sources() {
        // Only faces that were asked for are opened: asking here for the others would read them all.
        if let Some(problem) = fonts.problem_if_opened(id) {
            said.push(Diagnostic::warning("face-unreadable", format!("the face {} cannot be used: {problem}", source.name)));
        }
    }
    said
}

/// The characters with their code points, the first few of them.
fn listed(characters: &BTreeMap<char, usize>) -> String {
    let named: Vec<String> = characters.keys().take(8).map(|c| format!("{} (U+{:04X})", shown(*c), u32::from(*c))).collect();
    let more = characters.len().saturating_sub(8);
    if more == 0 { named.join(", ") } else { format!("{} and {more} more", named.join(", ")) }
}

/// A character as a message shows it: private-use and unassigned ones only by number.
fn shown(c: char) -> String {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    if private || c.is_control() { "?".to_string() } else { c.to_string() }
}

/// The same diagnostic, at the first block concerned.
fn at_first(diagnostic: Diagnostic, document: &Document, characters: &BTreeMap<char, usize>) -> Diagnostic {
    let first = characters.iter().min_by_key(|(_, block)| **block);
    match first.and_then(|(c, index)| Some((*c, document.blocks.get(*index)?))) {
        Some((c, block)) => {
            let position = block.text.chars().position(|other| other == c).unwrap_or(0);
            let excerpt: String = block.text.chars().skip(position.saturating_sub(6)).take(13).collect();
            let diagnostic = diagnostic.quoting(excerpt);
            // Further on is known only where the block is one line of the source, and exact where no rule changed its length.
            diagnostic.at(block.lines.0, if block.lines.0 == block.lines.1 { block.column + position } else { block.column })
        }
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests;
