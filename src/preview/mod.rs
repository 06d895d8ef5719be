//! Pages as pictures: what a PDF looks like, pixel by pixel.
//!
//! In: the bytes of a PDF of ours. Out: a [`Picture`] a page, as a PNG if wanted, and what differs between two. `hayro`
//! draws; without the cargo feature `preview` it is not built in, and [`Drawing::open`] says so.
//!
//! **Always true:** the same PDF and the same resolution give the same bytes, on every machine of one kind: no processor's
//! special instructions are asked for, nothing is hinted, no picture depends on the one before.

use std::fmt;

use crate::phrase;

#[cfg(feature = "preview")]
mod draw;
#[cfg(not(feature = "preview"))]
#[path = "not_built_in.rs"]
mod draw;

pub mod difference;
pub mod png;

pub use draw::{Drawing, Painter};

/// The least and the most dots an inch. Below, no character can be told from another; above, one page of A3 takes more
/// memory (125 MB at 400) than all of a batch.
pub const DPI: std::ops::RangeInclusive<u32> = 20..=400;

/// One page, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Red, green and blue of each pixel, row by row from the top.
    pub pixels: Vec<[u8; 3]>,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDrawn {
    /// The program was built without the feature `preview`.
    NotBuiltIn,
    /// The bytes are no PDF, or a broken or encrypted one.
    Unreadable,
    /// There is no page of that number.
    NoSuchPage,
    /// It would have more pixels than fit.
    TooLarge,
}

impl NotDrawn {
    /// What to do about it.
    pub const fn hint(self) -> &'static str {
        match self {
            NotDrawn::NotBuiltIn => phrase!("build it with pictures: `cargo build --release`, without `--no-default-features`"),
            NotDrawn::Unreadable => phrase!("make it anew with `jiangyi convert`"),
            NotDrawn::NoSuchPage => phrase!("leave `--pages` away to see all pages"),
            NotDrawn::TooLarge => phrase!("ask for fewer dots an inch with `--dpi N`"),
        }
    }

    /// What it means, in one sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            NotDrawn::NotBuiltIn => phrase!("this program was built without pictures of pages"),
            NotDrawn::Unreadable => phrase!("this PDF cannot be read, so its pages cannot be drawn"),
            NotDrawn::NoSuchPage => phrase!("there is no page of that number"),
            NotDrawn::TooLarge => phrase!("the page is too large for a picture of so many dots an inch"),
        }
    }
}

impl fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl std::error::Error for NotDrawn {}
