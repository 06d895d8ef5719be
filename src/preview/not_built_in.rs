//! What stands in for the painter where the feature `preview` is off.

use super::{NotDrawn, Picture};

/// A PDF whose pages could be drawn; there is none.
pub struct Drawing {}

impl Drawing {
    /// Says that nothing can be drawn.
    pub fn open(_pdf: Vec<u8>) -> Result<Drawing, NotDrawn> {
        Err(NotDrawn::NotBuiltIn)
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        0
    }

    /// Draws none of its pages.
    pub fn painter(&self, _dpi: u32) -> Painter<'_> {
        Painter { _drawing: self }
    }
}

/// Draws nothing.
pub struct Painter<'a> {
    _drawing: &'a Drawing,
}

impl Painter<'_> {
    /// The page of this index, from 0.
    pub fn page(&self, _index: usize) -> Result<Picture, NotDrawn> {
        Err(NotDrawn::NotBuiltIn)
    }
}
