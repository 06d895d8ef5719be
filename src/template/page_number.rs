//! The number at the foot of each page: where it stands, and the form it is written in.
//!
//! A form is text with `{}` where the number stands, and at most one `{total}` for how many pages there are.
//!
//! **Always true:** a [`PageNumber`] that `load` made has a form that [`checked`] has seen.

use super::FaceRole;
use crate::length::Length;
use crate::message;
use crate::message::Message;

/// Where the number stands in a form.
const NUMBER: &str = "{}";
/// Where the number of all pages stands.
const TOTAL: &str = "{total}";
/// The word for no page number at all.
pub const NONE: &str = "none";
/// A form is shorter than this: it stands on one line.
const LONGEST: usize = 40;

/// The number at the foot of each page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNumber {
    /// The text, with `{}` where the number stands: `— {} —`.
    pub format: String,
    /// The face of its dashes; figures are Latin.
    pub face: FaceRole,
    /// Font size.
    pub size: Length,
    /// From the type area's lower edge down to the dash (GB/T 9704—2012, 7.5: 7 mm).
    pub below: Length,
    /// Blank between the number and the outer edge, in hundredths of a character.
    pub outer_indent: i64,
    /// Whether even pages have it on the left.
    pub mirrored: bool,
}

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What is written as it stands.
    Text(&'a str),
    /// The page's number.
    Number,
    /// How many pages there are.
    Total,
}

impl PageNumber {
    /// The parts of its form, in order, without empty ones.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut rest = self.format.as_str();
        let marks = [(NUMBER, Piece::Number), (TOTAL, Piece::Total)];
        while let Some((at, mark, piece)) =
            marks.iter().filter_map(|(mark, piece)| Some((rest.find(mark)?, mark, *piece))).min_by_key(|m| m.0)
        {
            let (text, behind) = rest.split_at(at);
            pieces.extend((!text.is_empty()).then_some(Piece::Text(text)));
            pieces.push(piece);
            rest = behind.strip_prefix(mark).unwrap_or_default();
        }
        pieces.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
        pieces
    }

    /// What stands on the page with this number of `total`.
    pub fn text(&self, number: &str, total: usize) -> String {
        let said = |piece: Piece<'_>| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Number => number.to_string(),
            Piece::Total => total.to_string(),
        };
        self.pieces().into_iter().map(said).collect()
    }
}

/// The form, or what is wrong with it; `what` is what a message calls it.
pub fn checked(form: &str, what: &'static str) -> Result<String, Message> {
    let others = form.replacen(TOTAL, "", 1).replacen(NUMBER, "", 1);
    if form.matches(NUMBER).count() != 1 || others.contains(['{', '}']) || form.contains(super::furniture::is_line_end) {
        return Err(message!(
            "{what} must hold {} once, where the number stands, and may hold {total} once: `— {} —`, `第 {} 页`, `{}/{total}`, or be none",
            what
        ));
    }
    if form.chars().count() > LONGEST {
        return Err(message!("{what} is longer than {most} characters", what, most = LONGEST));
    }
    Ok(form.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(format: &str) -> PageNumber {
        PageNumber {
            format: format.to_string(),
            face: FaceRole::Song,
            size: Length::pt(14),
            below: Length::mm(7),
            outer_indent: 100,
            mirrored: true,
        }
    }

    #[test]
    fn a_form_is_filled_in() {
        for (form, said) in [
            ("— {} —", "— 3 —"),
            ("第 {} 页", "第 3 页"),
            ("{}/{total}", "3/12"),
            ("第{}页 共{total}页", "第3页 共12页"),
            ("共{total}页，第{}页", "共12页，第3页"),
            ("{}", "3"),
        ] {
            assert_eq!(number(&checked(form, "`format`").expect("good")).text("3", 12), said);
        }
    }

    #[test]
    fn a_form_without_its_number_or_with_another_brace_is_refused() {
        for form in ["", "页", "{total}", "{} {}", "{}{total}{total}", "{} of {pages}", "{{}}", "}{}", "{}\n", "{}\u{2028}"] {
            let why = checked(form, "`format`").expect_err(form);
            assert!(why.contains("must hold {} once") && why.contains("none"), "{why}");
        }
        assert!(checked(&format!("{{}}{}", "页".repeat(40)), "`format`").expect_err("too long").contains("longer than 40"));
    }
}
