//! Which faces a document needs, and for which characters another face stands in or none is there.
//!
//! In: the same as [`super::layout`]. Out: [`Needs`], by role, counted over all that is printed, furniture included.
//!
//! **Always true:** each character is counted in the role and face that the pages show it in.

use std::collections::BTreeMap;

use super::class::Class;
use super::faces::{Faces, is_han};
use super::itemize::{Itemizer, Shortfalls};
use crate::document::{Document, Role};
use crate::font::{FaceId, FontLibrary};
use crate::template::{FaceRole, Template};

/// How often each character occurs.
pub type Characters = BTreeMap<char, usize>;

/// What one role needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// The face that it is set in; none where there is none.
    pub face: Option<FaceId>,
    /// The role's own face, where another has taken its place for the whole text.
    pub displaced: Option<FaceId>,
    /// Characters set in it, in whatever face.
    pub count: usize,
    /// Han that the displaced face lacks: why another took its place.
    pub lacking: Characters,
    /// Characters that another face shows, by that face.
    pub stand_ins: BTreeMap<FaceId, Characters>,
    /// Characters that no face has.
    pub missing: Characters,
}

/// What a document needs, by role.
pub type Needs = BTreeMap<FaceRole, Need>;

/// Looks every printed character up, as layout does.
pub fn needs(document: &Document, template: &Template, fonts: &FontLibrary) -> Needs {
    let faces = Faces::of(document, template, fonts);
    let itemizer = Itemizer { faces: &faces, template, region: document.metadata.region };
    let mut needs = Needs::new();
    let mut count = |role: FaceRole, c: char, face: FaceId, placeholder: bool| {
        let own = faces.own(role);
        let displaced = fonts.face_for(role).filter(|wanted| Some(*wanted) != own);
        let need = needs.entry(role).or_insert_with(|| Need { face: own, displaced, ..Need::default() });
        need.count += 1;
        if is_han(c) && displaced.and_then(|id| fonts.face(id)).is_some_and(|wanted| wanted.glyph(c).is_none()) {
            *need.lacking.entry(c).or_default() += 1;
        }
        if placeholder {
            *need.missing.entry(c).or_default() += 1;
        } else if Some(face) != own {
            *need.stand_ins.entry(face).or_default().entry(c).or_default() += 1;
        }
    };
    for (index, block) in document.printed() {
        for item in itemizer.items(index, block, template.style(block.role), &mut Shortfalls::default()) {
            if !matches!(item.class, Class::Blank | Class::Space) {
                count(item.role, item.character, item.face, item.placeholder);
            }
        }
    }
    for (face, text) in furniture(document, template) {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let role = if c.is_ascii() { FaceRole::Latin } else { face };
            let (shown, placeholder) = faces.show(role, c);
            count(role, c, shown.face, placeholder);
        }
    }
    needs
}

/// The texts beside the text, each with its face, once; the figures of page numbers are as good as any of them.
fn furniture(document: &Document, template: &Template) -> Vec<(FaceRole, String)> {
    let number = template.page_number.iter().map(|number| (number.face, number.text("1", 1)));
    let head = template.furniture.head.iter().map(|head| (head.face, head.said(&document.metadata)));
    let watermark = template.furniture.watermark.iter().map(|mark| (mark.face, mark.text.clone()));
    let has_headings = document.printed().any(|(_, block)| block.role.level().is_some());
    let contents = (template.toc && has_headings)
        .then(|| (template.style(Role::Title).face, super::contents::heading(document.metadata.region).to_string()));
    number.chain(head).chain(watermark).chain(contents).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::font::sample::bundle;
    use crate::template::PageOptions;
    use crate::template::sample::gbt9704;

    fn needs_of(text: &str, options: PageOptions) -> Needs {
        let document = Document { blocks: vec![Block::of(Role::Body, text)], ..Document::default() };
        needs(&document, &options.apply(gbt9704()).expect("good"), bundle())
    }

    #[test]
    fn each_role_lists_what_its_face_lacks() {
        let text = format!("{}镕镕\u{e7c7}A", "好".repeat(400));
        let needs = needs_of(&text, PageOptions { watermark: Some("密".to_string()), ..PageOptions::default() });
        let fang = &needs[&FaceRole::Fang];
        assert_eq!((fang.count, fang.displaced), (403, None));
        let stand_ins: Vec<_> = fang.stand_ins.values().flatten().collect();
        assert_eq!(stand_ins, [(&'镕', &2)]);
        assert_eq!(fang.missing, Characters::from([('\u{e7c7}', 1)]));
        assert_eq!(needs[&FaceRole::Latin].count, 2, "A and the page number's figure");
        assert_eq!((needs[&FaceRole::Hei].count, needs[&FaceRole::Song].count), (1, 2), "the watermark, two dashes");
    }

    #[test]
    fn a_traditional_text_has_the_fallback_in_the_place_of_its_face() {
        let needs = needs_of("體體體體好", PageOptions::default());
        let fang = &needs[&FaceRole::Fang];
        assert_eq!((fang.face, fang.displaced), (bundle().first_fallback(), bundle().face_for(FaceRole::Fang)));
        assert!(fang.stand_ins.is_empty());
        assert_eq!(fang.lacking, Characters::from([('體', 4)]), "and not 好");
    }

    #[test]
    fn han_that_the_fallback_lacks_too_are_no_reason_for_it() {
        let needs = needs_of("\u{2a6a5}\u{2a6a5}好", PageOptions::default());
        let fang = &needs[&FaceRole::Fang];
        assert_eq!((fang.displaced, fang.lacking.len(), fang.missing.len()), (None, 0, 1));
    }
}
