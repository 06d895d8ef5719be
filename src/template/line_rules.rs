//! What a template settles about lines: how strict 避头尾 is, where an opening mark gives up its empty half.
//!
//! CLREQ, "Prohibition Rules for Line Start and Line End", has the levels; GB/T 15834—2011, 5.1 is the default.
//!
//! **Always true:** each level forbids whatever the level before it forbids.

/// How much is forbidden at a line's start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prohibition {
    /// Nothing; numbers, words, —— and …… stay whole all the same.
    None,
    /// Stops, closing marks, connectors, interpuncts and separators not at the start, opening marks not at the end.
    Basic,
    /// A separator (/ ／) not at the end, either (GB/T 15834—2011, 5.1.9).
    Gb,
    /// —— and …… not at the start, unless their paragraph begins with them.
    Strict,
}

/// What a template settles about lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRules {
    /// 避头尾.
    pub prohibition: Prohibition,
    /// Whether an opening mark at a line's start gives up its empty half.
    pub squeeze_line_start: bool,
    /// Whether one at a paragraph's start does, too.
    pub squeeze_paragraph_start: bool,
}

impl LineRules {
    /// Whether an opening mark at the start of a line gives up its empty half; `first` says it is the paragraph's first.
    pub const fn squeezes_start(&self, first: bool) -> bool {
        if first { self.squeeze_paragraph_start } else { self.squeeze_line_start }
    }
}
