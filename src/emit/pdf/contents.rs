//! The table of contents: a `TOC` in the structure tree whose entries are links to their headings.
//!
//! An entry is `TOCI` → `Reference` → `Link`, which holds its text, its page number and the annotation (ISO 32000-1, 14.8.4.2
//! and 14.8.4.4.2); the annotation says the entry's text and stands in the parent tree (PDF/UA-1, 7.18.1, 7.18.5). The heading
//! of the table is its `Caption`. Dots are artifacts.
//!
//! **Always true:** every entry on paper is one link, to the page and place where its heading stands.

use std::collections::BTreeMap;

use lopdf::{Document as Pdf, Object, ObjectId, dictionary};

use super::tags::{Element, Piece, add_leaf, element};
use super::{metadata, outline};
use crate::document::Document;
use crate::layout::{Line, LineSource, Page, Part};
use crate::length::Length;
use crate::template::Template;

/// How far below its baseline a line can be clicked, in thousandths of an em.
const DESCENT: i64 = 200;

/// One entry on its page.
pub(super) struct Link {
    /// The block that it leads to.
    target: usize,
    /// The page that it stands on.
    page: usize,
    /// Left, bottom, right, top, as PDF counts.
    area: [Length; 4],
    /// Page and height that it leads to.
    to: (usize, Length),
    /// What it says.
    text: String,
}

/// The entries on these pages, in order.
pub(super) fn links(document: &Document, pages: &[Page], template: &Template) -> Vec<Link> {
    if pages.first().is_none_or(|page| page.part != Part::Contents) {
        return Vec::new();
    }
    let places = outline::places(document, pages);
    let height = template.page.height;
    let mut links: Vec<Link> = Vec::new();
    for (page, line) in pages.iter().enumerate().flat_map(|(index, page)| page.lines.iter().map(move |line| (index, line))) {
        let LineSource::Contents { target: Some(target), .. } = &line.source else { continue };
        let Some(place) = places.get(*target).copied().flatten() else { continue };
        let [left, bottom, right, top] = area(line, height);
        match links.last_mut().filter(|last| last.target == *target) {
            Some(link) => {
                let [l, b, r, t] = link.area;
                link.area = [l.min(left), b.min(bottom), r.max(right), t.max(top)];
            }
            None => {
                let text = document.blocks.get(*target).map_or("", |block| &block.text).to_string();
                links.push(Link { target: *target, page, area: [left, bottom, right, top], to: (place.page, height - place.top), text });
            }
        }
    }
    links
}

/// What a line covers.
fn area(line: &Line, height: Length) -> [Length; 4] {
    let size = line.runs.iter().map(|run| run.size).max().unwrap_or(Length::ZERO);
    let glyphs = || line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (glyph.x, glyph.x + run.size)));
    let left = glyphs().map(|(left, _)| left).min().unwrap_or(Length::ZERO);
    let right = glyphs().map(|(_, right)| right).max().unwrap_or(Length::ZERO);
    let baseline = height - line.baseline;
    [left, baseline - size.em_thousandths(DESCENT), right, baseline + size]
}

/// The table while marked content is handed out.
pub(super) struct Table {
    caption: Element,
    /// By the block that they lead to.
    entries: BTreeMap<usize, Element>,
}

impl Table {
    /// For these links.
    pub(super) fn of(links: &[Link], pdf: &mut Pdf) -> Table {
        // Without a table no number is taken: the objects of such a file keep theirs.
        let mut leaf = |tag| Element::ours(if links.is_empty() { (0, 0) } else { pdf.new_object_id() }, tag);
        Table { caption: leaf("Caption"), entries: links.iter().map(|link| (link.target, leaf("Link"))).collect() }
    }

    /// The element that a piece of marked content belongs to, which notes it.
    pub(super) fn owner(&mut self, target: Option<usize>, page: usize, mcid: usize) -> Option<ObjectId> {
        let element = match target {
            Some(target) => self.entries.get_mut(&target)?,
            None => &mut self.caption,
        };
        element.pieces.push(Piece { page, mcid, english: None });
        Some(element.id)
    }

    /// Adds the elements under `top` and the annotations to their pages, whose keys in the parent tree follow `key`; the
    /// table's element, and the tree's new entries.
    pub(super) fn add(
        &self,
        pdf: &mut Pdf,
        links: &[Link],
        top: ObjectId,
        sheets: &[ObjectId],
        key: usize,
    ) -> Option<(ObjectId, Vec<Object>)> {
        if links.is_empty() {
            return None;
        }
        let table = pdf.new_object_id();
        add_leaf(pdf, &self.caption, table, sheets);
        let (mut kids, mut parents) = (vec![Object::from(self.caption.id)], Vec::new());
        let mut annotations: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
        for (n, link) in links.iter().enumerate() {
            let Some(leaf) = self.entries.get(&link.target) else { continue };
            let (item, reference) = (pdf.new_object_id(), pdf.new_object_id());
            let annotation = annotation(pdf, link, key + n, sheets);
            annotations.entry(link.page).or_default().push(annotation.into());
            add_leaf(pdf, leaf, reference, sheets);
            if let Ok(dictionary) = pdf.get_dictionary_mut(leaf.id) {
                let mut held = match dictionary.remove(b"K") {
                    Some(Object::Array(held)) => held,
                    Some(one) => vec![one],
                    None => Vec::new(),
                };
                held.push(dictionary! { "Type" => "OBJR", "Obj" => annotation }.into());
                dictionary.set("K", held);
            }
            pdf.set_object(reference, element("Reference", item, vec![leaf.id.into()]));
            pdf.set_object(item, element("TOCI", table, vec![reference.into()]));
            kids.push(item.into());
            parents.extend([Object::Integer((key + n) as i64), leaf.id.into()]);
        }
        for (page, annotations) in annotations {
            if let Some(sheet) = sheets.get(page).and_then(|sheet| pdf.get_dictionary_mut(*sheet).ok()) {
                sheet.set("Annots", annotations);
            }
        }
        pdf.set_object(table, element("TOC", top, kids));
        Some((table, parents))
    }
}

/// The annotation of a link: no border, and printed with its page (PDF/A-2, 6.3.2).
fn annotation(pdf: &mut Pdf, link: &Link, key: usize, sheets: &[ObjectId]) -> ObjectId {
    let sheet = sheets.get(link.to.0).copied().unwrap_or_default();
    let place: Vec<Object> = vec![sheet.into(), "XYZ".into(), Object::Null, Object::Real(super::points(link.to.1)), Object::Null];
    let rectangle: Vec<Object> = link.area.iter().map(|edge| Object::Real(super::points(*edge))).collect();
    pdf.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "Contents" => metadata::text_string(&metadata::printable(&link.text)),
        "StructParent" => key as i64,
        "A" => dictionary! { "Type" => "Action", "S" => "GoTo", "D" => place },
    })
}
