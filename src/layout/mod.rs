//! A document to pages: line breaks, squeeze, justification, page breaks, page numbers.
//!
//! In: [`Document`], [`Template`], [`FontLibrary`]. Out: [`Page`]s whose every glyph has its exact place.
//! The steps in a row: itemize → squeeze (标点挤压) → line_break (避头尾) → justify, of each block in `block` → paginate (widow/orphan,
//! `sentences`) → sheet (columns, even pages, furniture) → contents, where asked for.
//!
//! **Always true:** the pages, read line by line, give the text of all printed blocks, the contents before them aside; no full line is wider than its
//! measure; a character that no face has is a visible placeholder and a diagnostic.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Role};
use crate::font::{FaceId, FontLibrary};
use crate::message;
use crate::message::Message;
use crate::phrase;
use crate::template::spacing::{blank_lines, is_title_group, keeps_above};
use crate::template::{Template, attachment, head};

mod block;
pub mod class;
pub mod contents;
pub mod dump;
mod faces;
mod furniture;
mod itemize;
mod justify;
mod line_break;
mod line_numbers;
pub mod needs;
mod notes;
mod number;
mod page;
mod paginate;
mod running_head;
pub mod script;
mod sentences;
mod sheet;
mod title;
mod watermark;
mod words;

pub use page::{Glyph, Line, LineSource, Page, Part, Rule, Run};
pub use watermark::Watermark;

use block::{Setter, Unplaced};
use faces::Faces;
use itemize::{Itemizer, Shortfalls};
use paginate::{Bond, Row};

/// Sets a document on pages; those of a table of contents come first.
pub fn layout(document: &Document, template: &Template, fonts: &FontLibrary) -> (Vec<Page>, Vec<Diagnostic>) {
    let faces = Faces::of(document, template, fonts);
    let itemizer = Itemizer { faces: &faces, template, region: document.metadata.region };
    let setter = Setter::new(document, &itemizer);
    let mut shortfalls = Shortfalls::default();
    let mut flow = Flow::of(document, template, &setter, head::spanning(document, template), &mut shortfalls);
    if flow.head_height() * 4 > template.page.lines * 3 {
        // Wider than its characters let expect: columns need their room.
        flow = Flow::of(document, template, &setter, 0, &mut shortfalls);
    }
    let furniture = furniture::Furniture::of(document, template, &faces);
    let mut pages = sheet::pages(flow, document, template, &setter, &faces, &furniture);
    let mut said = diagnostics(document, &shortfalls, fonts);
    if template.toc {
        let entries = contents::entries(document, &pages);
        if entries.is_empty() {
            said.push(without_headings());
        } else {
            pages.splice(0..0, contents::pages(&entries, document, &itemizer, &furniture));
        }
    }
    said.extend(about_displaced(&faces, fonts));
    said.extend(about_furniture(&pages, &furniture));
    (pages, said)
}

/// That the whole text is set in another face than its roles', where it is.
fn about_displaced(faces: &Faces<'_>, fonts: &FontLibrary) -> Option<Diagnostic> {
    let (displaced, fallback) = faces.displaced()?;
    let name = |id: FaceId| fonts.sources().find(|(other, _)| *other == id).map_or("", |(_, source)| source.name.as_str());
    let mut names: Vec<Message> = displaced.into_iter().map(|id| Message::foreign(name(id))).collect();
    let (last, fallback) = (names.pop()?, name(fallback).to_string());
    let message = match names.is_empty() {
        true => message!("{last} lacks more than one Han in a hundred of this text, and {fallback} takes over altogether", last, fallback),
        false => message!(
            "{names} and {last} lack more than one Han in a hundred of this text, and {fallback} takes over altogether",
            names,
            last,
            fallback
        ),
    };
    Some(Diagnostic::note("fallback-face", message).hint("name a face that has them with `--fonts DIR`"))
}

/// That there is nothing to make a table of contents of.
fn without_headings() -> Diagnostic {
    Diagnostic::note("no-headings", "the text has no headings, and no table of contents was made")
        .hint("see what was found with `jiangyi inspect`; `headings` in jiangyi.toml names numbers of your own")
}

/// What there is to tell about page number, running head and watermark; all pages have the same characters, but for a bare first one.
fn about_furniture(pages: &[Page], furniture: &furniture::Furniture) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    let Some(page) = pages.last() else { return said };
    let watermark = page.watermark.as_ref().map(|watermark| &watermark.line);
    for (what, option, line) in [
        (phrase!("the page number"), "--page-number", page.furniture.first()),
        (phrase!("the running head"), "--header", page.head.as_ref()),
        (phrase!("the watermark"), "--watermark", watermark),
    ] {
        let Some(Line { source: LineSource::Furniture(text), runs, .. }) = line else { continue };
        let missing = runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.placeholder);
        let missing: BTreeMap<char, usize> =
            missing.filter_map(|glyph| Some((text.get(glyph.start as usize..)?.chars().next()?, 0))).collect();
        if !missing.is_empty() {
            let message =
                message!("{what} has {characters}, which no face has; 〓 is printed instead", what, characters = listed(&missing));
            said.push(
                Diagnostic::warning("missing-glyph", message).hint(message!("change it with `{option}`, or in the template", option)),
            );
        }
    }
    if let Some(whole) = &furniture.cut_head {
        let message = phrase!("the running head is longer than its line and was cut");
        let hint = phrase!("give a shorter one with `--header TEXT`, or smaller type with `size-pt` in the template's [header]");
        said.push(Diagnostic::warning("long-header", message).quoting(whole.chars().take(60).collect::<String>()).hint(hint));
    }
    said
}

/// The lines of a document, not yet on pages.
struct Flow {
    /// As pagination sees them.
    rows: Vec<Row>,
    lines: Vec<Unplaced>,
    /// How many of them stand above all columns of the first page.
    head: usize,
}

impl Flow {
    /// Sets all blocks, the first `spanning` of those that are printed over the width of all columns.
    fn of(document: &Document, template: &Template, setter: &Setter<'_>, spanning: usize, shortfalls: &mut Shortfalls) -> Flow {
        let mut flow = Flow { rows: Vec::new(), lines: Vec::new(), head: 0 };
        let begin_pages = attachment::begin_pages(document, template);
        let mut above: Option<Role> = None;
        for (n, (index, block)) in document.printed().enumerate() {
            let measure = if n < spanning { template.page.area_width() } else { template.page.measure() };
            let set = setter.set(index, block, measure, shortfalls);
            for (n, bond) in paginate::bonds(set.len()).enumerate() {
                flow.rows.push(row(n, bond, block.role, above, template));
            }
            if let Some(first) = flow.rows.get_mut(flow.lines.len()).filter(|_| begin_pages.contains(&index)) {
                first.bond = Bond::Page;
            }
            flow.lines.extend(set);
            if n < spanning {
                flow.head = flow.lines.len();
            }
            above = Some(block.role);
        }
        flow
    }

    /// Grid lines above the columns of the first page, the blank ones below the head among them.
    fn head_height(&self) -> usize {
        let own: usize = self.rows.iter().take(self.head).map(|row| row.blank_before + row.span).sum();
        if self.head == 0 { 0 } else { own + self.rows.get(self.head).map_or(0, |row| row.blank_before) }
    }
}

/// The row of a block's line `n`: blank lines stand above its first, and it keeps with what is above where that asks.
fn row(n: usize, bond: Bond, role: Role, above: Option<Role>, template: &Template) -> Row {
    let span = template.style(role).line_span;
    let Some(above) = above.filter(|_| n == 0) else {
        // A heading of several lines is never parted.
        let whole = n > 0 && (template.style(role).keep_with_next || is_title_group(role));
        return Row { span, blank_before: 0, bond: if whole { Bond::Heading } else { bond } };
    };
    let bond = if template.style(above).keep_with_next || keeps_above(above, role) { Bond::Heading } else { bond };
    Row { span, blank_before: blank_lines(template, above, role), bond }
}

/// What there is to tell about characters that are not shown as they should be.
fn diagnostics(document: &Document, shortfalls: &Shortfalls, fonts: &FontLibrary) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    if !shortfalls.missing.is_empty() {
        let message = message!("no face has {characters}; 〓 is printed instead", characters = listed(&shortfalls.missing));
        said.push(
            at_first(Diagnostic::warning("missing-glyph", message), document, &shortfalls.missing)
                .hint("add a font that has it with `--fonts DIR`; the DOCX keeps the character"),
        );
    }
    if !shortfalls.stand_ins.is_empty() {
        let message = message!("another face stands in for {characters}", characters = listed(&shortfalls.stand_ins));
        said.push(at_first(Diagnostic::note("fallback-face", message), document, &shortfalls.stand_ins));
    }
    for (id, source) in fonts.sources() {
        // Only faces that were asked for are opened: asking here for the others would read them all.
        if let Some(problem) = fonts.problem_if_opened(id) {
            let message = message!("the face {name} cannot be used: {problem}", name = &source.name, problem = problem.0.clone());
            said.push(Diagnostic::warning("face-unreadable", message));
        }
    }
    said
}

/// The characters with their code points, the first few of them.
fn listed(characters: &BTreeMap<char, usize>) -> Message {
    let name = |c: &char| Message::foreign(format!("{} (U+{:04X})", shown(*c), u32::from(*c)));
    let named: Vec<Message> = characters.keys().take(8).map(name).collect();
    let more = characters.len().saturating_sub(8);
    if more == 0 { message!("{named}", named) } else { message!("{named} and {more} more", named, more) }
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
