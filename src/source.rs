//! Where text came from: names, byte spans, lines and columns.
//!
//! **Always true:** lines and columns are 1-based and count the *decoded source*, before any rule touched it; a column
//! counts characters.

use std::fmt;
use std::ops::Range;

/// What a source is called in messages and JSON: its path as given, with `/` between folders.
///
/// A path that is not UTF-8 is held lossily; its exact bytes stay beside it, for JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceName {
    shown: String,
    bytes: Option<Vec<u8>>,
}

impl SourceName {
    /// A name that is text.
    pub fn new(shown: impl Into<String>) -> SourceName {
        SourceName { shown: shown.into(), bytes: None }
    }

    /// A name that is not UTF-8: how to show it, and what it really is.
    pub fn lossy(shown: impl Into<String>, bytes: Vec<u8>) -> SourceName {
        SourceName { shown: shown.into(), bytes: Some(bytes) }
    }

    /// The name as people see it.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The exact bytes, where the shown name is not exact.
    pub fn exact_bytes(&self) -> Option<&[u8]> {
        self.bytes.as_deref()
    }

    /// The file name without folders and without its last extension: the title where the text has none.
    ///
    /// ```
    /// assert_eq!(jiangyi::source::SourceName::new("a/讲话.2024.txt").stem(), "讲话.2024");
    /// assert_eq!(jiangyi::source::SourceName::new(".hidden").stem(), ".hidden");
    /// ```
    pub fn stem(&self) -> &str {
        let file = self.shown.rsplit('/').next().unwrap_or(&self.shown);
        match file.rfind('.') {
            Some(dot) if dot > 0 => &file[..dot],
            _ => file,
        }
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// The bytes of one input, and what to call them.
#[derive(Debug, Clone, Copy)]
pub struct RawText<'a> {
    /// What the input is called.
    pub name: &'a SourceName,
    /// Its bytes, as read.
    pub bytes: &'a [u8],
}

/// A half-open range of byte offsets in one text (which one, the field that holds it says).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// The same as a standard range, to index text with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place that a person can find: 1-based line and column (in characters) of the decoded source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in characters.
    pub column: usize,
}
