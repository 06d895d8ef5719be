//! What layout hands on: pages of lines of runs of glyphs, each at its exact place.
//!
//! Positions are measured from the paper's top left corner, x to the right, y down.

use std::ops::Range;

use super::watermark::Watermark;
use crate::document::Document;
use crate::font::{FaceId, GlyphId};
use crate::length::Length;

/// What a page is a part of; each part counts its pages by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The table of contents, whose pages have Roman numbers.
    Contents,
    /// The text.
    Text,
}

/// One side of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Of what it is a part.
    pub part: Part,
    /// 1-based, in its part.
    pub number: usize,
    /// Lines of text, in reading order.
    pub lines: Vec<Line>,
    /// What is no part of the text: the page number, line numbers. An artifact in a PDF.
    pub furniture: Vec<Line>,
    /// Lines that are drawn: the edge of a notes column. Artifacts, too.
    pub rules: Vec<Rule>,
    /// The running head, an artifact, too.
    pub head: Option<Line>,
    /// The text behind all of it, likewise.
    pub watermark: Option<Watermark>,
}

impl Page {
    /// Its number as it is printed: Ⅱ of the contents (in Latin letters), 2 of the text.
    pub fn label(&self) -> String {
        match self.part {
            Part::Contents => roman(self.number),
            Part::Text => self.number.to_string(),
        }
    }

    /// All that is no part of the text: page number, line numbers, running head, watermark.
    pub fn artifacts(&self) -> impl Iterator<Item = &Line> {
        self.furniture.iter().chain(&self.head).chain(self.watermark.as_ref().map(|watermark| &watermark.line))
    }
}

/// A number in Roman capitals.
fn roman(mut number: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut said = String::new();
    for (step, letters) in STEPS {
        while number >= step {
            number -= step;
            said.push_str(letters);
        }
    }
    said
}

/// A straight line that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Where it begins: x, y.
    pub from: (Length, Length),
    /// Where it ends: x, y.
    pub to: (Length, Length),
    /// How thick it is.
    pub thickness: Length,
    /// How black it is, in hundredths.
    pub black: u8,
}

/// Whose characters a line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineSource {
    /// A block of the document, and which bytes of its text (spaces dropped at a line end are not in the range).
    Block {
        /// Index of the block in the document.
        index: usize,
        /// Bytes of its text.
        range: Range<usize>,
    },
    /// Text that layout made: a page number.
    Furniture(String),
    /// Text of the table of contents, which layout made, too.
    Contents {
        /// The block that the entry leads to; none for the heading of the table itself.
        target: Option<usize>,
        /// The characters of the line.
        text: String,
    },
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose characters it shows.
    pub source: LineSource,
    /// Where its letters stand, from the top of the paper.
    pub baseline: Length,
    /// Its glyphs, by face and size, left to right.
    pub runs: Vec<Run>,
}

/// Glyphs of one face at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The face.
    pub face: FaceId,
    /// The font size.
    pub size: Length,
    /// How far its baseline stands above the line's (the ink of faces in one line is centred alike).
    pub rise: Length,
    /// How much its strokes are thickened: a light face that stands in for a bold one.
    pub thicken: Length,
    /// Its glyphs, left to right.
    pub glyphs: Vec<Glyph>,
}

/// One glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Which shape.
    pub id: GlyphId,
    /// Its origin, from the left edge of the paper. Half an em less than the pen where its empty left half was squeezed.
    pub x: Length,
    /// Where its characters begin in [`Line::text`], in bytes.
    pub start: u32,
    /// How many bytes of text it shows: one character, or one with its variation selector or combining marks. 0 for none.
    pub len: u8,
    /// Whether it stands for a character that no face has (〓).
    pub placeholder: bool,
}

impl Line {
    /// The characters that it shows.
    pub fn text<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.source {
            // holds: layout cuts ranges at character borders of the block it was given.
            LineSource::Block { index, range } => document.blocks.get(*index).and_then(|b| b.text.get(range.clone())).unwrap_or(""),
            LineSource::Furniture(text) | LineSource::Contents { text, .. } => text,
        }
    }

    /// The block that it shows, if any.
    pub fn block(&self) -> Option<usize> {
        match self.source {
            LineSource::Block { index, .. } => Some(index),
            LineSource::Furniture(_) | LineSource::Contents { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_written_as_romans_did() {
        for (number, said) in [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (2024, "MMXXIV")] {
            assert_eq!(roman(number), said);
        }
    }
}
