//! Where an unsealed signature and its date stand (GB/T 9704—2012, 7.3.5.2).
//!
//! The date begins two characters to the right of the issuer's first character; the issuer keeps two characters free
//! on the right. Where the date is the longer one, it keeps two free and the issuer moves left.
//! Widths and blanks are hundredths of a character; a half-width digit counts 50.

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

/// The width of a text, in hundredths of a character: half-width characters count 50.
pub fn width(text: &str) -> i64 {
    text.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum()
}
