//! Whose file is it: the fingerprint that each output carries in its properties, and how it is read back.
//!
//! A fingerprint has two halves: the recipe (input, settings, faces, version) and the content (the file itself, but for
//! the fingerprint). A file whose content still has its fingerprint is as we wrote it; one with another was edited; one
//! with none is somebody else's.

use super::OutputFormat;

/// What a file that stands in the way turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ownership {
    /// As we wrote it, from this recipe.
    Ours {
        /// The recipe's fingerprint, in hex.
        recipe: String,
    },
    /// Ours once, changed since.
    Edited,
    /// Not made by this program.
    Foreign,
}

/// Whose the file with these bytes is.
pub fn ownership(format: OutputFormat, bytes: &[u8]) -> Ownership {
    let read = match format {
        OutputFormat::Docx => super::docx::ownership(bytes),
        OutputFormat::Pdf => super::pdf::ownership(bytes),
    };
    read.unwrap_or(Ownership::Foreign)
}

/// The end of a PDF that tells what it was made from, in bytes: its last objects are short.
pub const PDF_END: u64 = 16 * 1024;

/// Recognises outputs one after the other, as what an up-to-date one must look like: quicker than [`ownership`], which
/// has the last word where this has none.
#[derive(Debug, Default)]
pub struct Recognizer {
    parts: super::docx::KnownParts,
}

impl Recognizer {
    /// What a DOCX was made from, where it is as it was written, to the byte.
    pub fn of_docx(&self, bytes: &[u8]) -> Option<String> {
        self.parts.recipe(bytes)
    }

    /// What a PDF of this length was made from, by its last [`PDF_END`] bytes.
    pub fn of_pdf(&self, end: &[u8], length: u64) -> Option<String> {
        super::pdf::recipe_at_end(end, length)
    }
}

/// Bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}
