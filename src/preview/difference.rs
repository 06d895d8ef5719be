//! What differs between two pictures of one page.
//!
//! Both come from one renderer, so that what did not change is the same to the last bit; the [`THRESHOLD`] only passes over
//! what no eye sees, as a character that moved by a hundredth of a point. What is pale is seen where there is much of it, as a
//! watermark: over an [`AREA`] of pixels less will do.
//!
//! **Always true:** pictures of different size differ, at least by what one has and the other has not.

use super::Picture;

/// How far a channel of two pixels may be apart before they differ, of 255.
pub const THRESHOLD: u8 = 32;

/// The same where at least [`AREA`] pixels of a page are so far apart.
pub const FAINT: u8 = 6;
/// How many pixels the eye takes for a tint: a quarter of a square centimetre at 72 dots an inch.
pub const AREA: usize = 200;

/// How much differs, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Pixels over the threshold.
    pub pixels: usize,
    /// Pixels of the larger picture.
    pub of: usize,
    /// The first and the last row that has one, from 0.
    pub rows: (usize, usize),
}

/// What differs; none where nothing does.
pub fn difference(before: &Picture, after: &Picture) -> Option<Difference> {
    let of = before.width.max(after.width) * before.height.max(after.height);
    let (mut plain, mut faint): (Option<Difference>, Option<Difference>) = (None, None);
    each(before, after, |row, _, one, other| {
        for (found, threshold) in [(&mut faint, FAINT), (&mut plain, THRESHOLD)] {
            if !are_apart(one, other, threshold) {
                break;
            }
            let so_far = found.get_or_insert(Difference { pixels: 0, of, rows: (row, row) });
            so_far.pixels += 1;
            so_far.rows.1 = row;
        }
    });
    let same_size = (before.width, before.height) == (after.width, after.height);
    let tint = faint.filter(|faint| faint.pixels >= AREA);
    plain.or(tint).or((!same_size).then_some(Difference { pixels: 0, of, rows: (0, 0) }))
}

/// A picture of the difference: what stayed is light grey, what only was before is orange, what only is now is blue. The
/// two are told apart by people who do not tell red from green.
pub fn picture(before: &Picture, after: &Picture) -> Picture {
    let (width, height) = (before.width.max(after.width), before.height.max(after.height));
    let mut faint = 0;
    each(before, after, |_, _, one, other| faint += usize::from(are_apart(one, other, FAINT)));
    let threshold = if faint >= AREA { FAINT } else { THRESHOLD };
    let mut pixels = Vec::with_capacity(width * height);
    each(before, after, |_, _, one, other| {
        let (then, now) = (lightness(one), lightness(other));
        pixels.push(if !are_apart(one, other, threshold) {
            // Stays to be read, and steps back.
            [192 + now / 4; 3]
        } else if then < now {
            [255, 96 + then / 2, then / 2]
        } else {
            [now / 2, 64 + now / 2, 255]
        });
    });
    Picture { width, height, pixels }
}

/// Calls with row, column and both pixels; paper that one picture has not is white.
fn each(before: &Picture, after: &Picture, mut call: impl FnMut(usize, usize, [u8; 3], [u8; 3])) {
    let (width, height) = (before.width.max(after.width), before.height.max(after.height));
    let at = |picture: &Picture, row: usize, column: usize| -> [u8; 3] {
        let inside = column < picture.width && row < picture.height;
        let pixel = if inside { picture.pixels.get(row * picture.width + column) } else { None };
        pixel.copied().unwrap_or([255; 3])
    };
    for row in 0..height {
        for column in 0..width {
            call(row, column, at(before, row, column), at(after, row, column));
        }
    }
}

fn are_apart(one: [u8; 3], other: [u8; 3], threshold: u8) -> bool {
    one.iter().zip(other).any(|(one, other)| one.abs_diff(other) > threshold)
}

fn lightness([r, g, b]: [u8; 3]) -> u8 {
    let sum = 3 * u32::from(r) + 6 * u32::from(g) + u32::from(b);
    u8::try_from(sum / 10).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: [u8; 3] = [255; 3];
    const BLACK: [u8; 3] = [0; 3];

    fn column(pixels: &[[u8; 3]]) -> Picture {
        Picture { width: 1, height: pixels.len(), pixels: pixels.to_vec() }
    }

    #[test]
    fn what_is_the_same_or_nearly_so_has_no_difference() {
        let page = column(&[WHITE, BLACK]);
        assert_eq!(difference(&page, &page), None);
        assert_eq!(difference(&page, &column(&[WHITE, [THRESHOLD; 3]])), None);
    }

    #[test]
    fn a_pale_tint_is_seen_where_there_is_much_of_it() {
        let page = |tinted: usize| column(&(0..1000).map(|n| if n < tinted { [240; 3] } else { WHITE }).collect::<Vec<_>>());
        assert_eq!(difference(&page(0), &page(AREA - 1)), None);
        assert_eq!(difference(&page(0), &page(400)), Some(Difference { pixels: 400, of: 1000, rows: (0, 399) }));
        assert!(picture(&page(0), &page(400)).pixels[..400].iter().all(|[r, _, b]| b > r), "what is only now is blue");
    }

    #[test]
    fn a_difference_says_how_many_pixels_and_in_which_rows() {
        let one = column(&[WHITE, BLACK, WHITE, WHITE, WHITE]);
        let other = column(&[WHITE, WHITE, WHITE, BLACK, WHITE]);
        assert_eq!(difference(&one, &other), Some(Difference { pixels: 2, of: 5, rows: (1, 3) }));
        let shown = picture(&one, &other);
        let [_, [r1, _, b1], _, [r2, _, b2], _] = shown.pixels[..] else { panic!("five pixels") };
        assert!(r1 > b1, "what was before is orange");
        assert!(b2 > r2, "what is now is blue");
    }

    #[test]
    fn pages_of_another_size_differ_even_where_nothing_stands_on_them() {
        let (small, large) = (column(&[WHITE]), Picture { width: 2, height: 2, pixels: vec![WHITE; 4] });
        assert_eq!(difference(&small, &large), Some(Difference { pixels: 0, of: 4, rows: (0, 0) }));
        assert_eq!(picture(&small, &large).pixels.len(), 4);
    }
}
