//! Indents: in characters for Word and WPS, which reckon them anew when the size changes, and in twips for LibreOffice, which
//! knows nothing else.
//!
//! A character is what the font size says (17.3.1.12). A program adds the tracking only to the characters themselves, so that
//! two characters of indent are wider than two of text: `section` chooses the tracking with that in mind.
//!
//! **Always true:** what is said in twips is said in characters, too.

use std::fmt::Write;

use super::section::Grid;
use crate::template::Style;

/// What a paragraph keeps free, in hundredths of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indents {
    /// On the left of every line.
    pub left: i64,
    /// On the right.
    pub right: i64,
    /// On the left of its first line, beyond the others; negative hangs.
    pub first: i64,
}

impl Indents {
    /// No indents at all.
    pub const NONE: Indents = Indents { left: 0, right: 0, first: 0 };

    /// Those of a style.
    pub const fn of(style: &Style) -> Indents {
        Indents { left: style.left_indent, right: style.right_indent, first: style.first_indent }
    }

    /// What is kept free in a first line and in the others.
    pub const fn blanks(&self) -> [i64; 2] {
        [self.left + self.first + self.right, self.left + self.right]
    }

    /// `w:ind` with what differs from the indents that hold anyway; nothing where nothing does.
    pub fn element(&self, otherwise: Indents, style: &Style, grid: &Grid) -> String {
        let mut out = String::new();
        let mut say = |name: &str, hundredths: i64, other: i64| {
            if hundredths != other {
                // holds: writing to a String cannot fail
                let _ = write!(out, " w:{name}=\"{}\" w:{name}Chars=\"{hundredths}\"", grid.indent(hundredths, style));
            }
        };
        say("left", self.left, otherwise.left);
        say("right", self.right, otherwise.right);
        // Of the two kinds of first lines a hanging one wins where both are given (17.3.1.12).
        match (self.first < 0, otherwise.first < 0) {
            (true, _) => say("hanging", -self.first, -otherwise.first),
            (false, false) => say("firstLine", self.first, otherwise.first),
            (false, true) => {
                say("hanging", 0, -otherwise.first);
                say("firstLine", self.first, 0);
            }
        }
        if out.is_empty() { out } else { format!("<w:ind{out}/>") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Role;
    use crate::template::sample::gbt9704;

    #[test]
    fn what_differs_is_said_in_characters_and_twips() {
        let (template, grid) = (gbt9704(), Grid::of(&gbt9704()));
        let style = template.style(Role::Body);
        let said = |own: (i64, i64, i64), other: (i64, i64, i64)| {
            let [own, other] = [own, other].map(|(left, right, first)| Indents { left, right, first });
            own.element(other, style, &grid)
        };
        for (own, other, expected) in [
            ((0, 0, 200), (0, 0, 0), " w:firstLine=\"640\" w:firstLineChars=\"200\""),
            ((600, 0, -100), (0, 0, 0), " w:left=\"1920\" w:leftChars=\"600\" w:hanging=\"320\" w:hangingChars=\"100\""),
            ((0, 425, 0), (0, 0, 0), " w:right=\"1360\" w:rightChars=\"425\""),
            // What the style has is taken back.
            ((0, 0, 0), (0, 200, 200), " w:right=\"0\" w:rightChars=\"0\" w:firstLine=\"0\" w:firstLineChars=\"0\""),
            ((400, 0, 100), (400, 0, -200), " w:hanging=\"0\" w:hangingChars=\"0\" w:firstLine=\"320\" w:firstLineChars=\"100\""),
            ((400, 0, -100), (400, 0, 200), " w:hanging=\"320\" w:hangingChars=\"100\""),
        ] {
            assert_eq!(said(own, other), format!("<w:ind{expected}/>"), "{own:?} over {other:?}");
        }
        assert_eq!(said((400, 0, -200), (400, 0, -200)), "");
    }
}
