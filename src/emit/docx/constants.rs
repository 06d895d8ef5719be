//! The parts that all documents of a conversion share: written once, deflated once, then copied.
//!
//! Styles, settings, fonts, content types and references depend on the template, the region and whether there is a table of
//! contents, on nothing in the text. A folder of a thousand speeches has them in common; most of a short speech's bytes are theirs.
//!
//! **Always true:** what comes out is what would be written anew: the memory is of a pure function, keyed by all that it depends on,
//! so that no thread and no order can be seen in a file.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::package::{self, Part};
use super::section::Grid;
use super::{font_table, ownership, properties, settings, styles};
use crate::document::Region;
use crate::template::Template;

/// How many kinds are kept: a run has one template and, rarely, texts of three regions.
const KEPT: usize = 8;

/// What the parts depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    template: Template,
    region: Region,
    has_toc: bool,
    headers: usize,
    footers: usize,
}

/// The parts, and the fingerprint so far.
pub struct Constants {
    /// In the order they are stored in.
    pub parts: Vec<Arc<Part>>,
    /// The content's fingerprint over them, to be gone on with.
    pub content: ownership::Content,
}

/// What was made, the newest last.
struct Memory(Mutex<VecDeque<(Key, Arc<Constants>)>>);

static MADE: Memory = Memory(Mutex::new(VecDeque::new()));

/// The parts for documents of this kind.
pub fn constants(template: &Template, region: Region, has_toc: bool, headers: usize, footers: usize) -> Arc<Constants> {
    MADE.recall(template, (region, has_toc, headers, footers))
}

impl Memory {
    fn recall(&self, template: &Template, (region, has_toc, headers, footers): (Region, bool, usize, usize)) -> Arc<Constants> {
        // Were a thread to panic here, the others would find a whole queue.
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |key: &Key| {
            (key.region, key.has_toc, key.headers, key.footers) == (region, has_toc, headers, footers) && key.template == *template
        };
        if let Some((_, constants)) = made.iter().find(|(key, _)| is_same(key)) {
            return Arc::clone(constants);
        }
        let key = Key { template: template.clone(), region, has_toc, headers, footers };
        let constants = Arc::new(written(&key));
        made.push_back((key, Arc::clone(&constants)));
        if made.len() > KEPT {
            made.pop_front();
        }
        constants
    }
}

fn written(key: &Key) -> Constants {
    let Key { template, region, has_toc, headers, footers } = key;
    let (headers, footers) = (*headers, *footers);
    let parts = [
        Part::constant("[Content_Types].xml", package::content_types(headers, footers)),
        Part::constant("_rels/.rels", package::relationships()),
        Part::constant("word/_rels/document.xml.rels", package::document_relationships(headers, footers)),
        Part::constant("word/styles.xml", styles::styles(template, &Grid::of(template), region.language(), *has_toc)),
        Part::constant("word/settings.xml", settings::settings(template, *region)),
        Part::constant("word/fontTable.xml", font_table::font_table(template)),
        Part::constant("docProps/app.xml", properties::app()),
    ];
    let mut content = ownership::Content::default();
    parts.iter().for_each(|part| content.add_part(part));
    Constants { parts: parts.into_iter().map(Arc::new).collect(), content }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;

    fn texts(constants: &Constants) -> Vec<&str> {
        constants.parts.iter().map(|part| part.text.as_str()).collect()
    }

    #[test]
    fn what_is_remembered_is_what_would_be_written() {
        for n in 0..KEPT + 2 {
            let template = load("own", &format!("[style.body]\nsize-pt = {}", 10 + n % 6)).expect("good");
            for (region, has_toc) in [(Region::Cn, false), (Region::Cn, true), (Region::Tw, false)] {
                let anew = written(&Key { template: template.clone(), region, has_toc, headers: 0, footers: 2 });
                let first = constants(&template, region, has_toc, 0, 2);
                assert_eq!(texts(&first), texts(&anew));
                assert_eq!(texts(&constants(&template, region, has_toc, 0, 2)), texts(&anew));
            }
        }
    }

    #[test]
    fn parts_are_made_once_for_each_kind_and_the_oldest_are_let_go() {
        let memory = Memory(Mutex::new(VecDeque::new()));
        let templates = (0..=KEPT).map(|n| load("own", &format!("description = \"{n}\"")).expect("good")).collect::<Vec<_>>();
        let made: Vec<Arc<Constants>> = templates.iter().map(|template| memory.recall(template, (Region::Cn, false, 0, 2))).collect();
        let again = |n: usize| memory.recall(&templates[n], (Region::Cn, false, 0, 2));
        assert!(Arc::ptr_eq(&again(KEPT), &made[KEPT]) && Arc::ptr_eq(&again(1), &made[1]));
        assert!(!Arc::ptr_eq(&again(0), &made[0]), "made anew");
        assert!(!Arc::ptr_eq(&memory.recall(&templates[1], (Region::Tw, false, 0, 2)), &made[1]));
    }
}
