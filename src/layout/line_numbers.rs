//! Figures that count the lines of a page, at the binding edge: what is spoken of is found by page and line.
//!
//! Every line of text counts, titles too, blank ones do not; each page begins anew, columns go on. So does Word.

use super::faces::Faces;
use super::furniture;
use super::page::{Line, LineSource};
use crate::length::Length;
use crate::template::{FaceRole, Template};

/// The number of a page's line `count`, if one stands there; `edge` is the left edge of the line's column
/// before margins are swapped.
pub fn beside(count: usize, number: usize, edge: Length, baseline: Length, template: &Template, faces: &Faces<'_>) -> Option<Line> {
    let style = template.line_numbers.as_ref().filter(|style| style.every > 0 && count.is_multiple_of(style.every))?;
    let text = count.to_string();
    let (mut runs, width) = furniture::solid(&text, FaceRole::Latin, style.size, faces);
    let on_right = template.furniture.mirror && number.is_multiple_of(2);
    let left = if on_right { edge + template.page.measure() + style.gap } else { edge - style.gap - width };
    furniture::start_at(&mut runs, left);
    Some(Line { source: LineSource::Furniture(text), baseline, runs })
}
