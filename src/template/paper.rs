//! Papers, and what becomes of a type area on another one.
//!
//! The margins stay: they are what binding and printers need, whatever the format. Lines and characters follow from the
//! template's own pitch and cell, as many as fit; the two may shrink by a fiftieth so that a line that all but fits is kept.
//!
//! **Always true:** the grid still fills the type area to its edges, with at least one line and one character.

use super::PageGeometry;
use crate::length::Length;
use crate::message;
use crate::message::Message;

/// Papers by name: width and height in mm. 16k is the sheet of Chinese offices before A4, b5 is ISO.
pub const PAPERS: &[(&str, i64, i64)] = &[("a4", 210, 297), ("a3", 297, 420), ("b5", 176, 250), ("16k", 184, 260), ("letter", 216, 279)];

/// How much of its size a cell or a pitch keeps, in hundredths.
const KEPT: i64 = 98;

/// The paper of that name, or which ones there are.
pub fn named(name: &str) -> Result<(&'static str, Length, Length), Message> {
    let lower = name.to_ascii_lowercase();
    match PAPERS.iter().find(|(known, ..)| *known == lower) {
        Some((known, width, height)) => Ok((known, Length::mm(*width), Length::mm(*height))),
        None => {
            let known: Vec<&str> = PAPERS.iter().map(|(known, ..)| *known).collect();
            Err(message!("no paper is called `{name}`; known are {known}", name = name.to_string(), known = known.join(" ")))
        }
    }
}

impl PageGeometry {
    /// This page on other paper, upright or lying as before.
    pub fn on(&self, width: Length, height: Length) -> PageGeometry {
        let lies = self.width > self.height;
        let (width, height) = if lies == (width > height) { (width, height) } else { (height, width) };
        if (width, height) == (self.width, self.height) {
            return *self;
        }
        PageGeometry { width, height, ..*self }.with_grid_of(self)
    }

    /// This page with as many lines and characters as fit at another's pitch and cell.
    pub(super) fn with_grid_of(self, other: &PageGeometry) -> PageGeometry {
        let fitting = |room: Length, each: Length| room.units() * 100 / (each.units() * KEPT).max(1);
        // Characters of all columns and of the gaps between them, in hundredths.
        let (columns, hundred) = (self.columns.max(1) as i64, 100);
        let all = fitting(self.area_width() * hundred, other.cell()) - self.column_gap * (columns - 1);
        let page = PageGeometry { characters: (all / (hundred * columns)).clamp(1, 200) as usize, ..self };
        // The pitch goes from baseline to baseline, so that the last line needs no more than its characters.
        let gaps = if other.lines < 2 { 0 } else { fitting(page.area_height() - page.cell(), other.pitch()) };
        let lines = gaps.saturating_add(1).clamp(1, 200) as usize;
        PageGeometry { lines, ..page }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample::gbt9704;

    #[test]
    fn each_paper_has_the_grid_of_gbt9704_at_its_own_size() {
        let page = gbt9704().page;
        for (name, lines, characters) in [("a4", 22, 28), ("a3", 34, 44), ("b5", 17, 22), ("16k", 18, 23), ("letter", 20, 29)] {
            let (_, width, height) = named(name).expect("known");
            let page = page.on(width, height);
            assert_eq!((page.lines, page.characters), (lines, characters), "{name}");
            let (cell, pitch) = (page.cell().to_centi_pt(), page.pitch().to_centi_pt());
            assert!((1547..=1700).contains(&cell) && (2900..=3120).contains(&pitch), "{name}: {cell} {pitch}");
        }
    }

    #[test]
    fn a_page_that_lies_still_lies() {
        let page = gbt9704().page;
        let lying = PageGeometry { width: page.height, height: page.width, ..page };
        let (_, width, height) = named("B5").expect("known");
        assert_eq!((lying.on(width, height).width, lying.on(width, height).height), (Length::mm(250), Length::mm(176)));
    }

    #[test]
    fn a_paper_smaller_than_the_margins_has_one_line_of_one_character() {
        let page = gbt9704().page.on(Length::mm(50), Length::mm(60));
        assert_eq!((page.lines, page.characters), (1, 1), "which check() then refuses");
    }
}
