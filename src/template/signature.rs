//! Where an unsealed signature and its date stand (GB/T 9704—2012, 7.3.5.2).
//!
//! The date begins two characters to the right of the issuer's first character; the issuer keeps two characters free
//! on the right. Where the date is the longer one, it keeps two free and the issuer moves left.
//! Widths and blanks are hundredths of a character; a half-width digit counts 50.

use std::collections::BTreeMap;

use crate::document::{Block, Document, Role};

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

/// The width of a text, in hundredths of a character: half-width characters count 50, spaces and points 25, and so does the
/// space between Han and figures.
///
/// ```
/// assert_eq!(jiangyi::template::signature::width("2024年3月"), 200 + 25 + 100 + 25 + 50 + 25 + 100);
/// ```
pub fn width(text: &str) -> i64 {
    let mut width = 0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        let figure = |c: char| c.is_ascii_alphanumeric();
        width += match c {
            ' ' | '.' | ',' | ':' | ';' => 25,
            _ if c.is_ascii() => 50,
            _ => 100,
        };
        if before.is_some_and(|before| figure(before) && !c.is_ascii() || !before.is_ascii() && figure(c)) {
            width += 25;
        }
        before = Some(c);
    }
    width
}

/// The blank to the right of each signature and its date by block index, in hundredths of a character.
///
/// Signatures above one date belong to it and begin under one another; one that stands alone keeps two characters free.
/// A line that would leave the measure of `characters` gives its blank up.
pub fn right_blanks(document: &Document, characters: usize) -> BTreeMap<usize, i64> {
    let belong =
        |a: &(usize, &Block), b: &(usize, &Block)| a.1.role == Role::Signature && matches!(b.1.role, Role::Signature | Role::SignatureDate);
    let signs: Vec<(usize, &Block)> = document.printed().collect();
    let mut blanks = BTreeMap::new();
    for group in signs.chunk_by(belong) {
        let widest = |role| group.iter().filter(|(_, block)| block.role == role).map(|(_, block)| width(&block.text)).max();
        let issuer = widest(Role::Signature).unwrap_or(0);
        let (of_issuer, of_date) = match widest(Role::SignatureDate) {
            Some(date) if issuer > 0 => self::blanks(issuer, date),
            _ => (200, 200),
        };
        for (index, block) in group.iter().filter(|(_, block)| matches!(block.role, Role::Signature | Role::SignatureDate)) {
            let own = width(&block.text);
            let blank = if block.role == Role::Signature { of_issuer + issuer - own } else { of_date };
            blanks.insert(*index, blank.min(characters as i64 * 100 - own).max(0));
        }
    }
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_begins_two_characters_right_of_its_issuer() {
        use Role::{Body, Signature, SignatureDate};
        let date = (SignatureDate, "2024年3月5日"); // 6 characters, and 5 gaps of a quarter
        for (blocks, expected) in [
            (&[(Signature, "某某县人民政府办公室"), date][..], &[200, 275][..]),
            (&[(Signature, "某局"), date], &[925, 200]),
            (&[(Signature, "某局"), (Signature, "某某县人民政府办公室"), date], &[1000, 200, 275]), // they begin under one another
            (&[date, (Signature, "某局")], &[200, 200]),                                            // no pair: the date stands first
            (&[(Signature, "某局"), (Body, "附言"), date], &[200, 200]),
            (&[(Signature, "某某某某某某某某某某某某某某某某某某某某某某某某某某某某")], &[0]), // no room for a blank
        ] {
            let block = |(role, text): &(Role, &str)| Block {
                role: *role,
                text: text.to_string(),
                pieces: Vec::new(),
                lines: (1, 1),
                column: 1,
                run_in: None,
                inner: Vec::new(),
            };
            let document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
            let blanks: Vec<i64> = right_blanks(&document, 28).into_values().collect();
            assert_eq!(blanks, expected, "{blocks:?}");
        }
    }
}
