//! The structure tree: what the pieces of marked content are, in reading order.
//!
//! In: the tag of each block, and the blocks of each page's marked content. Out: `Document` → `H1`…`H6`, `P`, `L` → `LI` →
//! `LBody` for neighbouring list items, and `Table` → `TR` → `TH`, `TD` for tables set in columns. A paragraph that goes over a page
//! end is one element with a piece on each page; one in English says so.
//!
//! **Always true:** every piece of marked content belongs to one element (ISO 32000-1, 14.7.4.4), each block to one.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, dictionary};

use super::contents::{Link, Table};
use super::language::{ENGLISH, is_english, may_hold_english};
use super::page::{Mark, Marks, Owner};
use super::tables::{self, Row};
use crate::document::{Document, Role};
use crate::template::Template;

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
const LIST_BODY: &str = "LBody";
const PARAGRAPH: &str = "P";

/// What the blocks of a document are tagged as.
pub(super) struct Tags {
    /// The structure type of each block (ISO 32000-1, 14.8.4).
    names: Vec<&'static str>,
    /// The rows of tables, by block.
    rows: BTreeMap<usize, Row>,
    /// Whether each block is in English.
    english: Vec<bool>,
    /// Whether each may hold words in English.
    mixed: Vec<bool>,
}

impl Tags {
    pub(super) fn of(document: &Document, template: &Template) -> Tags {
        let english = document.blocks.iter().map(|block| is_english(&block.text)).collect();
        let mixed = document.blocks.iter().map(|block| may_hold_english(&block.text)).collect();
        Tags { names: names(document), rows: tables::rows(document, template), english, mixed }
    }

    /// The structure type of a piece of marked content.
    pub(super) fn name(&self, mark: Mark) -> Option<&'static str> {
        let name = self.names.get(mark.block).copied()?;
        Some(mark.column.and(self.rows.get(&mark.block)).map_or(name, Row::cell_tag))
    }

    /// Whether a block is in English as a whole.
    fn is_english(&self, block: usize) -> bool {
        self.english.get(block).copied().unwrap_or(false)
    }

    /// Whether words in English are to be told from the rest of a block.
    pub(super) fn is_mixed(&self, block: usize) -> bool {
        self.mixed.get(block).copied().unwrap_or(false)
    }

    /// The row of a table that a block is.
    pub(super) fn row(&self, block: usize) -> Option<&Row> {
        self.rows.get(&block)
    }

    /// The element of a piece of marked content.
    fn element(&self, mark: Mark, id: ObjectId) -> Option<Element> {
        let row = mark.column.and(self.rows.get(&mark.block));
        let english = self.is_english(mark.block);
        Some(Element { id, tag: self.name(mark)?, row: row.map(|row| (row.table, mark.block)), english, pieces: Vec::new() })
    }
}

/// The structure type of each block (ISO 32000-1, 14.8.4).
fn names(document: &Document) -> Vec<&'static str> {
    let depths = document.heading_depths();
    let tag = |(block, depth): (&crate::document::Block, Option<usize>)| match block.role {
        Role::Title | Role::Heading(_) => HEADINGS[depth.unwrap_or(1).clamp(1, HEADINGS.len()) - 1],
        Role::List => LIST_BODY,
        Role::Subtitle
        | Role::Byline
        | Role::Date
        | Role::Salutation
        | Role::Body
        | Role::Closing
        | Role::Signature
        | Role::SignatureDate
        | Role::Attachment
        | Role::Note
        | Role::Meta
        | Role::Dialogue
        | Role::Stage
        | Role::Verse
        // A row whose cells nobody knows; those of tables set in columns have tags of their own.
        | Role::Table
        | Role::Noise => PARAGRAPH,
    };
    document.blocks.iter().zip(depths).map(tag).collect()
}

/// An element of the tree that holds marked content.
pub(super) struct Element {
    pub(super) id: ObjectId,
    pub(super) tag: &'static str,
    /// The table and the block whose cell it is.
    row: Option<(usize, usize)>,
    /// Whether it is in English.
    english: bool,
    /// Its pieces, in order.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of marked content.
pub(super) struct Piece {
    pub(super) page: usize,
    pub(super) mcid: usize,
    /// The element that it has of its own, inside the paragraph's: words in English.
    pub(super) english: Option<ObjectId>,
}

impl Element {
    /// One of our own, in Chinese, with no content yet.
    pub(super) fn ours(id: ObjectId, tag: &'static str) -> Element {
        Element { id, tag, row: None, english: false, pieces: Vec::new() }
    }
}

/// Adds the structure tree; its root's id.
pub(super) fn add(pdf: &mut Pdf, tags: &Tags, marks: &[Marks], links: &[Link], sheets: &[ObjectId]) -> ObjectId {
    let mut of_mark: BTreeMap<Mark, usize> = BTreeMap::new();
    let mut elements: Vec<Element> = Vec::new();
    let mut parents = Vec::with_capacity(marks.len() * 2);
    let mut contents = Table::of(links, pdf);
    for (page, own) in marks.iter().enumerate() {
        let mut owners = Vec::with_capacity(own.len());
        for (mcid, owner) in own.iter().enumerate() {
            let (mark, is_english) = match owner {
                Owner::Block(mark) => (mark, false),
                Owner::English(mark) => (mark, true),
                Owner::Contents(target) => {
                    owners.extend(contents.owner(*target, page, mcid).map(Object::Reference));
                    continue;
                }
            };
            let place = *of_mark.entry(*mark).or_insert(elements.len());
            if place == elements.len() {
                let id = pdf.new_object_id();
                elements.extend(tags.element(*mark, id));
            }
            // holds: page.rs marks no block that has no tag.
            let Some(element) = elements.get_mut(place) else { continue };
            let english = is_english.then(|| pdf.new_object_id());
            element.pieces.push(Piece { page, mcid, english });
            owners.push(Object::Reference(english.unwrap_or(element.id)));
        }
        parents.push(Object::Integer(page as i64));
        parents.push(pdf.add_object(owners).into());
    }
    let root = pdf.new_object_id();
    let top = pdf.new_object_id();
    let mut kids = add_elements(pdf, &elements, tags, top, sheets);
    if let Some((table, keys)) = contents.add(pdf, links, top, sheets, marks.len()) {
        kids.insert(0, table.into());
        parents.extend(keys);
    }
    pdf.set_object(top, element("Document", root, kids));
    let parent_tree = pdf.add_object(dictionary! { "Nums" => parents });
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parent_tree, "ParentTreeNextKey" => (marks.len() + links.len()) as i64,
    };
    pdf.set_object(root, tree);
    root
}

/// Adds the elements, a list round each run of list items, and a table round the cells of each; what stands directly under `top`.
fn add_elements(pdf: &mut Pdf, elements: &[Element], tags: &Tags, top: ObjectId, sheets: &[ObjectId]) -> Vec<Object> {
    let mut kids = Vec::with_capacity(elements.len());
    let table = |element: &Element| element.row.map(|(table, _)| table);
    let together = |a: &Element, b: &Element| a.tag == LIST_BODY && b.tag == LIST_BODY || table(a).is_some() && table(a) == table(b);
    for group in elements.chunk_by(together) {
        let Some(first) = group.first() else { continue };
        if first.row.is_some() {
            kids.push(add_table(pdf, group, tags, top, sheets).into());
        } else if first.tag == LIST_BODY {
            kids.push(add_list(pdf, group, top, sheets).into());
        } else {
            for leaf in group {
                add_leaf(pdf, leaf, top, sheets);
                kids.push(leaf.id.into());
            }
        }
    }
    kids
}

fn add_list(pdf: &mut Pdf, group: &[Element], top: ObjectId, sheets: &[ObjectId]) -> ObjectId {
    let list = pdf.new_object_id();
    let mut items = Vec::with_capacity(group.len());
    for leaf in group {
        let item = pdf.new_object_id();
        add_leaf(pdf, leaf, item, sheets);
        pdf.set_object(item, element("LI", list, vec![leaf.id.into()]));
        items.push(item.into());
    }
    pdf.set_object(list, element("L", top, items));
    list
}

/// A table of these cells, and of empty ones where a row has fewer than others.
fn add_table(pdf: &mut Pdf, group: &[Element], tags: &Tags, top: ObjectId, sheets: &[ObjectId]) -> ObjectId {
    let table = pdf.new_object_id();
    let mut rows = Vec::new();
    for cells in group.chunk_by(|a, b| a.row == b.row) {
        let row = pdf.new_object_id();
        let mut kids: Vec<Object> = Vec::with_capacity(cells.len());
        for cell in cells {
            add_leaf(pdf, cell, row, sheets);
            kids.push(cell.id.into());
        }
        let columns = cells.first().and_then(|cell| tags.row(cell.row?.1)).map_or(0, |row| row.columns);
        while kids.len() < columns {
            kids.push(pdf.add_object(element("TD", row, Vec::new())).into());
        }
        pdf.set_object(row, element("TR", table, kids));
        rows.push(row.into());
    }
    pdf.set_object(table, element("Table", top, rows));
    table
}

/// An element whose kids are pieces of marked content: a plain MCID on the element's own page, a reference on others, an element where
/// the piece is in English.
pub(super) fn add_leaf(pdf: &mut Pdf, leaf: &Element, parent: ObjectId, sheets: &[ObjectId]) {
    let sheet = |page: usize| sheets.get(page).copied().unwrap_or_default();
    let home = leaf.pieces.first().map_or(0, |piece| piece.page);
    let mut kids: Vec<Object> = Vec::with_capacity(leaf.pieces.len());
    for Piece { page, mcid, english } in &leaf.pieces {
        kids.push(match english {
            Some(id) => {
                let mut words = element("Span", leaf.id, vec![Object::Integer(*mcid as i64)]);
                words.set("Pg", sheet(*page));
                words.set("Lang", Object::string_literal(ENGLISH));
                pdf.set_object(*id, words);
                (*id).into()
            }
            None if *page == home => Object::Integer(*mcid as i64),
            None => dictionary! { "Type" => "MCR", "Pg" => sheet(*page), "MCID" => *mcid as i64 }.into(),
        });
    }
    let mut dictionary = element(leaf.tag, parent, kids);
    dictionary.set("Pg", sheet(home));
    if leaf.english {
        dictionary.set("Lang", Object::string_literal(ENGLISH));
    }
    if leaf.tag == "TH" {
        dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }); // PDF/UA-1, 7.5
    }
    pdf.set_object(leaf.id, dictionary);
}

pub(super) fn element(tag: &str, parent: ObjectId, mut kids: Vec<Object>) -> Dictionary {
    let kids = if kids.len() == 1 { kids.swap_remove(0) } else { kids.into() };
    dictionary! { "Type" => "StructElem", "S" => tag, "P" => parent, "K" => kids }
}
