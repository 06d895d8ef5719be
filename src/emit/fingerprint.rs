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

/// Bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}
