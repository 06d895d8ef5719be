//! The running head: one line above the type area, centred, the same on every page.
//!
//! A title is put into it as it is, so that it may be too long for its line: it is cut there, and ends in ….
//!
//! **Always true:** a running head is no wider than the type area.

use super::faces::Faces;
use super::furniture::{solid, start_at};
use super::page::{Line, LineSource};
use crate::document::Document;
use crate::template::Template;

/// The line, if the template has one, and its whole text where that was too long.
pub fn set(document: &Document, template: &Template, faces: &Faces<'_>) -> Option<(Line, Option<String>)> {
    let head = template.furniture.head.as_ref()?;
    let measure = template.page.area_width();
    let whole = head.said(&document.metadata);
    let fits = |text: &str| solid(text, head.face, head.size, faces).1 <= measure;
    let text = if fits(&whole) { whole.clone() } else { cut(&whole, fits) };
    let (mut runs, width) = solid(&text, head.face, head.size, faces);
    start_at(&mut runs, template.page.left + (measure - width) / 2);
    let is_cut = text != whole;
    let line = Line { source: LineSource::Furniture(text), baseline: template.page.top - head.above, runs };
    Some((line, is_cut.then_some(whole)))
}

/// The longest beginning that fits with … behind it; bisected, since a title may have thousands of characters.
fn cut(whole: &str, fits: impl Fn(&str) -> bool) -> String {
    let ends: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
    let shortened = |end: usize| format!("{}…", whole.get(..end).unwrap_or_default().trim_end());
    let most = ends.partition_point(|end| fits(&shortened(*end)));
    shortened(most.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0))
}
