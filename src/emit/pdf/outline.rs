//! The outline (bookmarks): one entry for each title and heading, nested as they are.
//!
//! In: the document's heading depths and where its lines stand. Out: linked dictionaries; the entry's place is the top of
//! the heading's first line.
//!
//! **Always true:** every title and heading on paper has one entry, in reading order; no recursion, however many there are.

use lopdf::{Document as Pdf, Object, ObjectId, dictionary};

use super::metadata;
use crate::document::Document;
use crate::layout::{Line, Page};
use crate::length::Length;
use crate::template::Template;

/// Where a block's first line stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Among all pages, from 0.
    pub(super) page: usize,
    /// Top of its letters, from the top of the paper.
    pub(super) top: Length,
}

/// One entry: its neighbours are places in the list of entries.
struct Entry {
    block: usize,
    place: Place,
    depth: usize,
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// Entries below it, at any depth.
    below: usize,
}

/// Adds the outline; none if there is nothing to list.
pub(super) fn add(pdf: &mut Pdf, document: &Document, pages: &[Page], template: &Template, sheets: &[ObjectId]) -> Option<ObjectId> {
    let entries = link(entries(document, pages));
    let root = pdf.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| pdf.new_object_id()).collect();
    let id = |place: Option<usize>| place.and_then(|place| ids.get(place)).copied();
    let roots = || entries.iter().zip(&ids).filter(|(entry, _)| entry.parent.is_none()).map(|(_, id)| *id);
    let (Some(first), Some(last)) = (roots().next(), roots().next_back()) else {
        pdf.objects.remove(&root);
        return None;
    };
    for (entry, own) in entries.iter().zip(&ids) {
        let title = document.blocks.get(entry.block).map_or("", |block| &block.text);
        let sheet = sheets.get(entry.place.page).copied().unwrap_or_default();
        let top = super::points(template.page.height - entry.place.top);
        let mut dictionary = dictionary! {
            "Title" => metadata::text_string(&metadata::printable(title)),
            "Parent" => id(entry.parent).unwrap_or(root),
            "Dest" => vec![sheet.into(), "XYZ".into(), Object::Null, Object::Real(top), Object::Null],
        };
        let links = [("Prev", entry.previous), ("Next", entry.next), ("First", entry.first), ("Last", entry.last)];
        for (key, target) in links.into_iter().filter_map(|(key, place)| Some((key, id(place)?))) {
            dictionary.set(key, target);
        }
        if entry.below > 0 {
            dictionary.set("Count", entry.below as i64); // positive: shown open
        }
        pdf.set_object(*own, dictionary);
    }
    pdf.set_object(root, dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => entries.len() as i64 });
    Some(root)
}

/// Where each block's first line stands; none for a block that is not on paper.
pub(super) fn places(document: &Document, pages: &[Page]) -> Vec<Option<Place>> {
    let mut places: Vec<Option<Place>> = vec![None; document.blocks.len()];
    for (page, line) in pages.iter().enumerate().flat_map(|(index, page)| page.lines.iter().map(move |line| (index, line))) {
        if let Some(slot) = line.block().and_then(|block| places.get_mut(block)) {
            slot.get_or_insert(Place { page, top: top_of(line) });
        }
    }
    places
}

/// The titles and headings that are on paper, not yet linked.
fn entries(document: &Document, pages: &[Page]) -> Vec<Entry> {
    let of_block = |(block, (depth, place)): (usize, (Option<usize>, Option<Place>))| {
        let (depth, place) = (depth?, place?);
        Some(Entry { block, place, depth, parent: None, previous: None, next: None, first: None, last: None, below: 0 })
    };
    document.heading_depths().into_iter().zip(places(document, pages)).enumerate().filter_map(of_block).collect()
}

/// An em above the baseline: no letter of the line is cut off when a reader jumps there.
fn top_of(line: &Line) -> Length {
    line.baseline - line.runs.iter().map(|run| run.size + run.rise).max().unwrap_or(Length::ZERO)
}

/// Sets the neighbours and counts.
fn link(mut entries: Vec<Entry>) -> Vec<Entry> {
    // Entries that the next one may be below, outermost first; and the last entry of the top level.
    let mut open: Vec<usize> = Vec::new();
    let mut last_root = None;
    for place in 0..entries.len() {
        let depth = entries[place].depth;
        while open.last().is_some_and(|above| entries[*above].depth >= depth) {
            open.pop();
        }
        let parent = open.last().copied();
        let previous = match parent {
            Some(parent) => {
                entries[parent].first.get_or_insert(place);
                entries[parent].last.replace(place)
            }
            None => last_root.replace(place),
        };
        if let Some(previous) = previous {
            entries[previous].next = Some(place);
        }
        entries[place].parent = parent;
        entries[place].previous = previous;
        open.push(place);
    }
    // An entry stands behind its parent, so that backwards each is complete when it is added to its parent's count.
    for place in (0..entries.len()).rev() {
        if let Some(parent) = entries[place].parent {
            entries[parent].below += entries[place].below + 1;
        }
    }
    entries
}
