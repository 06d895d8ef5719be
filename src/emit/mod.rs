//! Documents and pages to files. Emitters decide nothing: no text is changed and no style invented here.
//!
//! PDF draws [`crate::layout::Page`]s; DOCX hands the document and the template to the word processor.

pub mod docx;
pub mod fingerprint;
pub mod pdf;
#[cfg(test)]
pub(crate) mod promises;

/// What every output says of itself, beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Fingerprint of input, settings, faces and version that made it, in hex (64 digits).
    pub recipe: String,
    /// Seconds since 1970 from `SOURCE_DATE_EPOCH`; none is written without it.
    pub date: Option<i64>,
}

/// The files that can be made of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutputFormat {
    /// A word-processor document.
    Docx,
    /// Pages.
    Pdf,
}

impl OutputFormat {
    /// Both, in the order they are written.
    pub const ALL: [OutputFormat; 2] = [OutputFormat::Docx, OutputFormat::Pdf];

    /// The extension, and the name on the command line.
    pub const fn extension(self) -> &'static str {
        match self {
            OutputFormat::Docx => "docx",
            OutputFormat::Pdf => "pdf",
        }
    }
}
