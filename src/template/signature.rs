//! Where an unsealed signature and its date stand (GB/T 9704—2012, 7.3.5.2).
//!
//! The date begins two characters to the right of the issuer's first character; the issuer keeps two characters free
//! on the right. Where the date is the longer one, it keeps two free and the issuer moves left.
//! Widths and blanks are hundredths of a character; a half-width digit counts 50.

use crate::document::{Document, Role};

/// The blanks to the right of issuer and date: `(issuer, date)`.
///
/// ```
/// use jiangyi::template::signature::blanks;
/// assert_eq!(blanks(800, 600), (200, 200), "issuer of 8, date 2024年3月5日 of 6");
/// assert_eq!(blanks(400, 600), (600, 200), "issuer of 4: its blank is 6 + 4 - 4");
/// ```
pub const fn blanks(issuer: i64, date: i64) -> (i64, i64) {
    if date <= issuer { (200, issuer - date) } else { (date + 400 - issuer, 200) }
}

/// The width of a text, in hundredths of a character: half-width characters count 50, the space between Han and figures 25.
///
/// ```
/// assert_eq!(jiangyi::template::signature::width("2024年3月"), 200 + 25 + 100 + 25 + 50 + 25 + 100);
/// ```
pub fn width(text: &str) -> i64 {
    let mut width = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let figure = |c: char| c.is_ascii_alphanumeric();
        width += if c.is_ascii() { 50 } else { 100 };
        if before.is_some_and(|before| figure(before) != figure(c) && !before.is_ascii_whitespace() && !c.is_ascii_whitespace()) {
            width += 25;
        }
        before = Some(c);
    }
    width
}

/// The blank to the right of a signature or its date, in hundredths of a character; none for other blocks.
///
/// Several issuers begin under one another; a date or a signature that stands alone keeps four or two characters free.
pub fn right_blank(document: &Document, index: usize) -> Option<i64> {
    let signs = |i: usize| document.blocks.get(i).is_some_and(|b| matches!(b.role, Role::Signature | Role::SignatureDate));
    if !signs(index) {
        return None;
    }
    // A handful of lines at most: a longer row of signatures is a list of names, and is set as they come.
    let first = (index.saturating_sub(8)..=index).rev().take_while(|i| signs(*i)).last().unwrap_or(index);
    let group = document.blocks.get(first..)?.iter().take(16).take_while(|b| matches!(b.role, Role::Signature | Role::SignatureDate));
    let (mut issuer, mut date) = (None, None);
    for block in group {
        let slot = if block.role == Role::Signature { &mut issuer } else { &mut date };
        *slot = Some(slot.unwrap_or(0).max(width(&block.text)));
    }
    let block = document.blocks.get(index)?;
    let blank = match (issuer, date) {
        (Some(issuer), Some(date)) => {
            let (of_issuer, of_date) = blanks(issuer, date);
            if block.role == Role::Signature { of_issuer + issuer - width(&block.text) } else { of_date }
        }
        (None, _) => 400, // 7.3.5.1, the date of a sealed paper: 右空四字
        (Some(issuer), None) => 200 + issuer - width(&block.text),
    };
    // A long name must not be pushed off the line.
    Some(blank.clamp(0, 1400))
}
