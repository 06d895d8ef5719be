//! The deepest level: do the pages look as they did?
//!
//! Both sides are drawn here and now, by one renderer: the PDF that was accepted (`accepted.pdf`) and the one of today. So
//! a new renderer never looks like a change.
//!
//! **Always true:** two pages are in memory at a time.

use crate::batch::summary::counted;
use crate::preview::difference::{self, Difference};
use crate::preview::{Drawing, NotDrawn, Picture, png};

/// Dots an inch of both sides: a changed character is some forty pixels, a page two milliseconds.
pub const DPI: u32 = 72;
/// Dots an inch of pictures to look at.
const DPI_SHOWN: u32 = 80;
/// Pages beyond this many are only counted.
const MOST: usize = 4;

/// What became of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It looks different.
    Changed(Difference),
    /// It was not there before.
    New,
    /// It is not there any more.
    Gone,
}

/// The pages that look different, by number from 1.
pub fn compare(before: Vec<u8>, after: &[u8]) -> Result<Vec<(usize, Look)>, NotDrawn> {
    let (before, after) = (Drawing::open(before)?, Drawing::open(after.to_vec())?);
    let (was, is) = (before.painter(DPI), after.painter(DPI));
    let (count_before, count_after) = (before.page_count(), after.page_count());
    let mut found = Vec::new();
    for index in 0..count_before.max(count_after) {
        let look = match (index < count_before, index < count_after) {
            (true, true) => difference::difference(&was.page(index)?, &is.page(index)?).map(Look::Changed),
            (true, false) => Some(Look::Gone),
            (false, _) => Some(Look::New),
        };
        found.extend(look.map(|look| (index + 1, look)));
    }
    Ok(found)
}

/// What looks different, in words: `page 2: 848 pixels of 501,190 (0.17 %) between 84 and 92 mm from the top`.
pub fn words(looks: &[(usize, Look)]) -> String {
    let mut said: Vec<String> = looks.iter().take(MOST).map(|(page, look)| format!("page {page} {}", one(*look))).collect();
    if let Some(more) = looks.len().checked_sub(MOST).filter(|more| *more > 0) {
        said.push(format!("and {}", counted(more, "more page")));
    }
    said.join("; ")
}

fn one(look: Look) -> String {
    match look {
        Look::New => "is new".to_string(),
        Look::Gone => "is gone".to_string(),
        Look::Changed(Difference { pixels: 0, .. }) => "has another size".to_string(),
        Look::Changed(Difference { pixels, of, rows: (first, last) }) => {
            let hundredths = pixels.saturating_mul(10_000) / of.max(1);
            let millimetres = |row: usize| row * 254 / (10 * DPI as usize);
            let (top, bottom) = (millimetres(first), millimetres(last + 1) + 1);
            let share = format!("{}.{:02} %", hundredths / 100, hundredths % 100);
            format!("differs in {} ({share}), {top} to {bottom} mm from the top", counted(pixels, "pixel"))
        }
    }
}

/// One page to look at, each picture a PNG file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its number, from 1.
    pub page: usize,
    /// As it was; none where it was not, or where that is not known.
    pub before: Option<Vec<u8>>,
    /// As it is; none where it is not any more.
    pub after: Option<Vec<u8>>,
    /// What differs; none where one side is missing.
    pub difference: Option<Vec<u8>>,
}

/// Pictures of the first `most` pages that look different; of the first pages, where there is nothing to compare with.
pub fn shown(before: Option<Vec<u8>>, after: Option<Vec<u8>>, most: usize) -> Result<Vec<Shown>, NotDrawn> {
    let (before, after) = (before.map(Drawing::open).transpose()?, after.map(Drawing::open).transpose()?);
    let (was, is) = (before.as_ref().map(|b| b.painter(DPI_SHOWN)), after.as_ref().map(|a| a.painter(DPI_SHOWN)));
    let pages = |drawing: &Option<Drawing>| drawing.as_ref().map_or(0, Drawing::page_count);
    let (count_before, count_after) = (pages(&before), pages(&after));
    let mut found = Vec::new();
    for index in 0..count_before.max(count_after) {
        if found.len() >= most {
            break;
        }
        let one = was.as_ref().filter(|_| index < count_before).map(|was| was.page(index)).transpose()?;
        let other = is.as_ref().filter(|_| index < count_after).map(|is| is.page(index)).transpose()?;
        let file = |picture: &Picture| png::encode(picture, DPI_SHOWN);
        let difference = match (&one, &other) {
            (Some(one), Some(other)) if difference::difference(one, other).is_none() => continue,
            (Some(one), Some(other)) => Some(file(&difference::picture(one, other))),
            (_, _) => None,
        };
        found.push(Shown { page: index + 1, before: one.as_ref().map(file), after: other.as_ref().map(file), difference });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_says_how_much_and_how_far_down() {
        let look = |pixels, rows| Look::Changed(Difference { pixels, of: 501_190, rows });
        assert_eq!(words(&[(2, look(848, (240, 259)))]), "page 2 differs in 848 pixels (0.16 %), 84 to 92 mm from the top");
        assert_eq!(words(&[(1, look(0, (0, 0))), (2, Look::Gone)]), "page 1 has another size; page 2 is gone");
        let many: Vec<(usize, Look)> = (1..=6).map(|page| (page, Look::New)).collect();
        assert!(words(&many).ends_with("page 4 is new; and 2 more pages"), "{}", words(&many));
    }
}
