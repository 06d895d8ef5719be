//! The watermark: a text that rises across the page at 45°, behind what is printed on it.
//!
//! It is as large as the page lets it be, up to a fifth of the page's narrow side a character; a longer text is smaller, so that it never
//! runs off the paper.
//!
//! **Always true:** the text is at most four fifths as long as the line at 45° through a page of this size.

use super::faces::Faces;
use super::furniture::solid;
use super::page::{Line, LineSource};
use crate::length::Length;
use crate::template::{PageGeometry, Template};

/// The middle of an em box above its baseline, in thousandths of an em.
const EM_MIDDLE: i64 = 380;

/// A line of text that rises at 45°.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watermark {
    /// Its text and glyphs, whose `x` are measured along its own baseline, from 0. That begins at [`Watermark::left`] and,
    /// from the top of the paper, the line's `baseline`.
    pub line: Line,
    /// Where it begins, from the left edge of the paper.
    pub left: Length,
    /// How light it is, in percent: 0 is black, 100 the paper's white.
    pub lightness: u8,
}

/// How large a watermark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    size: Length,
    length: Length,
}

/// The line at 45° of so much length goes so far to the right and up: by √½.
fn across(length: Length) -> Length {
    Length::from_units(length.units() * 70_711 / 100_000)
}

/// The watermark of a template, if it has one.
pub fn set(template: &Template, faces: &Faces<'_>) -> Option<Watermark> {
    let style = template.furniture.watermark.as_ref()?;
    let page = &template.page;
    // Measured at a size in which an em is a whole number of units.
    let (_, em) = solid(&style.text, style.face, Length::pt(100), faces);
    let Extent { size, length } = extent(page, em);
    let (runs, _) = solid(&style.text, style.face, size, faces);
    // In the middle of the type area, but no nearer to an edge of the paper than it reaches.
    let reach = across(length / 2) + across(size / 2);
    let on_paper = |middle: Length, whole: Length| middle.at_least(reach).min((whole - reach).at_least(whole / 2));
    let middle = (on_paper(page.left + page.area_width() / 2, page.width), on_paper(page.top + page.area_height() / 2, page.height));
    // From the middle half a length down the baseline, and from there to the right and down by what an em box's middle
    // stands above its baseline.
    let (half, drop) = (across(length / 2), across(size.em_thousandths(EM_MIDDLE)));
    let line = Line { source: LineSource::Furniture(style.text.clone()), baseline: middle.1 + half + drop, runs };
    Some(Watermark { line, left: middle.0 - half + drop, lightness: style.lightness })
}

/// The size at which a text fits that is `wide` at 100 pt.
fn extent(page: &PageGeometry, wide: Length) -> Extent {
    let narrow = page.width.min(page.height);
    // The line at 45° through the middle of the paper is √2 times as long as that is wide.
    let room = Length::from_units(narrow.units() * 141_421 / 100_000 * 4 / 5);
    let wide = wide.units().max(1);
    let most = narrow / 5;
    let fitting = Length::from_units((i128::from(room.units()) * i128::from(Length::pt(100).units()) / i128::from(wide)) as i64);
    // Whole tenths of a point: a font size of few digits.
    let size = Length::milli_pt(fitting.min(most).to_centi_pt() / 10 * 100).at_least(Length::pt(1));
    Extent { size, length: Length::from_units((i128::from(size.units()) * i128::from(wide) / i128::from(Length::pt(100).units())) as i64) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample::gbt9704;

    #[test]
    fn a_short_watermark_is_a_fifth_of_the_page_high_and_a_long_one_shrinks() {
        let page = gbt9704().page;
        for (characters, size) in [(1, 1190), (2, 1190), (4, 1190), (6, 1122), (12, 561), (60, 112)] {
            let extent = extent(&page, Length::pt(100) * characters);
            assert_eq!(extent.size.to_centi_pt() / 10, size, "{characters}");
            assert!(extent.length <= Length::mm(238), "four fifths of 297 mm");
        }
    }
}
