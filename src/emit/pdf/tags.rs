//! The structure tree: what the pieces of marked content are, in reading order.
//!
//! In: the tag of each block, and the blocks of each page's marked content. Out: `Document` → `H1`…`H6`, `P`, and `L` → `LI` →
//! `LBody` for neighbouring list items. A paragraph that goes over a page end is one element with a piece on each page.
//!
//! **Always true:** every piece of marked content belongs to one element (ISO 32000-1, 14.7.4.4), each block to one.

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, dictionary};

use super::contents::{Link, Table};
use super::page::{Marks, Owner};
use crate::document::{Document, Role};

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
const LIST_BODY: &str = "LBody";
const PARAGRAPH: &str = "P";

/// The structure type of each block (ISO 32000-1, 14.8.4).
pub(super) fn tags(document: &Document) -> Vec<&'static str> {
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
        // A row is one line of text whose columns nobody marked: a Table without cells would tell less than a paragraph.
        | Role::Table
        | Role::Noise => PARAGRAPH,
    };
    document.blocks.iter().zip(depths).map(tag).collect()
}

/// An element of the tree that holds marked content.
pub(super) struct Element {
    pub(super) id: ObjectId,
    pub(super) tag: &'static str,
    /// Page and MCID of its pieces.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// Adds the structure tree; its root's id.
pub(super) fn add(pdf: &mut Pdf, tags: &[&'static str], marks: &[Marks], links: &[Link], sheets: &[ObjectId]) -> ObjectId {
    let mut of_block: Vec<Option<usize>> = vec![None; tags.len()];
    let mut elements: Vec<Element> = Vec::new();
    let mut parents = Vec::with_capacity(marks.len() * 2);
    let mut contents = Table::of(links, pdf);
    for (page, marks) in marks.iter().enumerate() {
        let mut owners = Vec::with_capacity(marks.len());
        for (mcid, owner) in marks.iter().enumerate() {
            let block = match owner {
                Owner::Block(block) => block,
                Owner::Contents(target) => {
                    owners.extend(contents.owner(*target, page, mcid).map(Object::Reference));
                    continue;
                }
            };
            // holds: page.rs marks no block that has no tag.
            let (Some(slot), Some(tag)) = (of_block.get_mut(*block), tags.get(*block)) else { continue };
            let place = *slot.get_or_insert(elements.len());
            if place == elements.len() {
                elements.push(Element { id: pdf.new_object_id(), tag, pieces: Vec::new() });
            }
            let element = &mut elements[place];
            element.pieces.push((page, mcid));
            owners.push(Object::Reference(element.id));
        }
        parents.push(Object::Integer(page as i64));
        parents.push(pdf.add_object(owners).into());
    }
    let root = pdf.new_object_id();
    let top = pdf.new_object_id();
    let mut kids = add_elements(pdf, &elements, top, sheets);
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

/// Adds the elements, and a list round each run of list items; what stands directly under `top`.
fn add_elements(pdf: &mut Pdf, elements: &[Element], top: ObjectId, sheets: &[ObjectId]) -> Vec<Object> {
    let mut kids = Vec::with_capacity(elements.len());
    for group in elements.chunk_by(|a, b| a.tag == LIST_BODY && b.tag == LIST_BODY) {
        let is_list = group.first().is_some_and(|first| first.tag == LIST_BODY);
        if !is_list {
            for leaf in group {
                add_leaf(pdf, leaf, top, sheets);
                kids.push(leaf.id.into());
            }
            continue;
        }
        let list = pdf.new_object_id();
        let mut items = Vec::with_capacity(group.len());
        for leaf in group {
            let item = pdf.new_object_id();
            add_leaf(pdf, leaf, item, sheets);
            pdf.set_object(item, element("LI", list, vec![leaf.id.into()]));
            items.push(item.into());
        }
        pdf.set_object(list, element("L", top, items));
        kids.push(list.into());
    }
    kids
}

/// An element whose kids are pieces of marked content: a plain MCID on the element's own page, a reference on others.
pub(super) fn add_leaf(pdf: &mut Pdf, leaf: &Element, parent: ObjectId, sheets: &[ObjectId]) {
    let sheet = |page: usize| sheets.get(page).copied().unwrap_or_default();
    let home = leaf.pieces.first().map_or(0, |(page, _)| *page);
    let kid = |(page, mcid): &(usize, usize)| match *page == home {
        true => Object::Integer(*mcid as i64),
        false => dictionary! { "Type" => "MCR", "Pg" => sheet(*page), "MCID" => *mcid as i64 }.into(),
    };
    let mut dictionary = element(leaf.tag, parent, leaf.pieces.iter().map(kid).collect());
    dictionary.set("Pg", sheet(home));
    pdf.set_object(leaf.id, dictionary);
}

pub(super) fn element(tag: &str, parent: ObjectId, mut kids: Vec<Object>) -> Dictionary {
    let kids = if kids.len() == 1 { kids.swap_remove(0) } else { kids.into() };
    dictionary! { "Type" => "StructElem", "S" => tag, "P" => parent, "K" => kids }
}
