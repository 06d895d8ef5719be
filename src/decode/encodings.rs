//! The table of encodings: what people call them, and how we do.

/// One encoding that we can read or recognise; compared by label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static str);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding("utf-8");

    /// The name in messages and JSON: the Encoding Standard's, in lower case, or `hz`, `utf-32le`, ….
    pub const fn label(self) -> &'static str {
        self.0
    }

    /// The encoding that a user's label names (`gbk`, `CP936`, `big5-hkscs`, `utf8`, …), if we can decode it.
    pub fn named(label: &str) -> Option<Encoding> {
        (label.eq_ignore_ascii_case("utf-8")).then_some(Encoding::UTF_8)
    }
}
