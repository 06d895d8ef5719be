//! What a handout says: roles and text, nothing about how it looks.
//!
//! `structure` makes a [`Document`], `layout` and `emit` read it. A block's text is final: no later stage changes it.
//!
//! **Always true:** the pieces of all blocks, in source order, cover the normal text, line ends and layout space aside.

use std::ops::Range;

use crate::source::Span;

pub mod dump;

/// What a block is for. How each looks, a template says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The document's title.
    Title,
    /// A line under the title that belongs to it: `——在…会议上的讲话`, a document number.
    Subtitle,
    /// Speaker, author, office and name.
    Byline,
    /// The date under the title.
    Date,
    /// 称谓: `同志们：`, `各位代表！`, the addressee of a notice.
    Salutation,
    /// A heading of level 1–4.
    Heading(Level),
    /// An enumerated short item.
    List,
    /// A paragraph.
    Body,
    /// A stand-alone closing formula: 谢谢大家。 此致
    Closing,
    /// 落款: who signs.
    Signature,
    /// The date under the signature.
    SignatureDate,
    /// 附件：…
    Attachment,
    /// A footnote, an editor's note, （此件公开发布）.
    Note,
    /// The head of minutes: 時　　間, 地　　點.
    Meta,
    /// A turn in a dialogue or in minutes.
    Dialogue,
    /// A stage direction, （掌声） on a line of its own.
    Stage,
    /// A line of verse.
    Verse,
    /// A table, or a row of one.
    Table,
    /// Not part of the document: page numbers, web chrome, rules.
    Noise,
}

/// A heading's level, 1 (highest) to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The highest level.
    pub const ONE: Level = Level(1);

    /// The level of that number, at least 1, at most 4.
    pub fn new(level: usize) -> Level {
        Level(level.clamp(1, 4) as u8)
    }

    /// 1–4.
    pub const fn number(self) -> usize {
        self.0 as usize
    }
}

impl Role {
    /// The word in JSON, goldens and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Subtitle => "subtitle",
            Role::Byline => "byline",
            Role::Date => "date",
            Role::Salutation => "salutation",
            Role::Heading(_) => "heading",
            Role::List => "list",
            Role::Body => "body",
            Role::Closing => "closing",
            Role::Signature => "signature",
            Role::SignatureDate => "signature-date",
            Role::Attachment => "attachment",
            Role::Note => "note",
            Role::Meta => "meta",
            Role::Dialogue => "dialogue",
            Role::Stage => "stage",
            Role::Verse => "verse",
            Role::Table => "table",
            Role::Noise => "noise",
        }
    }

    /// The level, for a heading.
    pub const fn level(self) -> Option<Level> {
        match self {
            Role::Heading(level) => Some(level),
            _ => None,
        }
    }
}

/// The leading clause of a paragraph that does a heading's work: `一是抓学习。`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunIn {
    /// Where it ends in the block's text, in bytes; it begins at 0.
    pub end: usize,
    /// The heading level its marker would have (一、 （一） 1. （1）), if it has one; 一是 and 第一， have none.
    pub level: Option<Level>,
}

/// One paragraph, heading or line of the handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is for.
    pub role: Role,
    /// Its characters, wrapped lines joined. Layout spaces inside are kept; it never holds a line end.
    pub text: String,
    /// Where they stand in the normal text, in bytes: more than one piece where lines were joined.
    pub pieces: Vec<Span>,
    /// First and last 1-based line of the decoded source.
    pub lines: (usize, usize),
    /// 1-based column of its first character there.
    pub column: usize,
    /// The leading clause that does a heading's work, if there is one.
    pub run_in: Option<RunIn>,
    /// The same inside the paragraph (…。二要带头学。…): byte ranges of the text.
    pub inner: Vec<Range<usize>>,
}

impl Block {
    /// A block without run-ins that stands on no line of the source: a title that the user gave, a text for a test.
    pub fn of(role: Role, text: impl Into<String>) -> Block {
        Block { role, text: text.into(), pieces: Vec::new(), lines: (1, 1), column: 1, run_in: None, inner: Vec::new() }
    }

    /// The run-in's text.
    pub fn run_in_text(&self) -> Option<&str> {
        self.run_in.map(|run_in| &self.text[..run_in.end])
    }

    /// Whether it is put on paper unless noise is dropped: all but the page numbers of the source, which stay in JSON and report.
    pub fn is_printed(&self) -> bool {
        self.role != Role::Noise || !is_page_number(&self.text)
    }
}

/// Whether a line of noise is a bare page number: `12`, `— 12 —`, `- 3 -`, `第 4 页`, `Page 5`.
pub fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    let bare = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || c.is_whitespace() || "-—–·".contains(c);
    let digits = |s: &str| !s.trim().is_empty() && s.trim().chars().all(|c| c.is_ascii_digit());
    if text.is_empty() {
        return false;
    }
    // Dashes without a figure go with them: fidelity is measured so, and a rule of another mark (* * *, ＝＝＝) is printed.
    if text.chars().all(bare) {
        return true;
    }
    if let Some(rest) = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')) {
        return digits(rest);
    }
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    core.strip_prefix("Page").is_some_and(digits)
}

/// Where the text is from: which characters and conventions it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Region {
    /// Simplified, mainland China.
    #[default]
    Cn,
    /// Traditional, Taiwan.
    Tw,
    /// Traditional, Hong Kong.
    Hk,
}

impl Region {
    /// The language tag for PDF and DOCX (BCP 47).
    pub const fn language(self) -> &'static str {
        match self {
            Region::Cn => "zh-CN",
            Region::Tw => "zh-TW",
            Region::Hk => "zh-HK",
        }
    }
}

/// What is known about the document as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The title that stands in the text or that the user gave; never invented.
    pub title: Option<String>,
    /// The file name's stem: the title in the properties where there is no other.
    pub stem: String,
    /// Simplified or traditional, and where.
    pub region: Region,
    /// Whether noise is left out, as the user wished.
    pub drops_noise: bool,
}

impl Metadata {
    /// The title for PDF and DOCX properties: the document's own, or the file name's stem.
    pub fn property_title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.stem)
    }
}

/// A handout before it is set: what it says, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What is known about it as a whole.
    pub metadata: Metadata,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The blocks that are put on paper, with their index.
    pub fn printed(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(|(_, block)| self.prints(block))
    }

    /// Whether a block of this document is put on paper.
    pub fn prints(&self, block: &Block) -> bool {
        block.is_printed() && !(self.metadata.drops_noise && block.role == Role::Noise)
    }

    /// The number of the heading tag (H1–H5) or outline depth (1-based) of each block, none for what is no heading.
    ///
    /// A title is 1 and puts level 1 on 2; without one level 1 is 1. Levels are closed up so that none is skipped on the
    /// way down (PDF/UA-1, 7.4.2): a （一） before any 一、 is one deeper than what is above it, not two.
    pub fn heading_depths(&self) -> Vec<Option<usize>> {
        // What is open above: (level with the title as 0, the depth it was given).
        let mut open: Vec<(usize, usize)> = Vec::new();
        let depth_of = |block: &Block, open: &mut Vec<(usize, usize)>| {
            let level = match block.role {
                Role::Title => 0,
                Role::Heading(level) => level.number(),
                _ => return None,
            };
            while open.last().is_some_and(|(above, _)| *above >= level) {
                open.pop();
            }
            let depth = open.last().map_or(1, |(_, depth)| depth + 1);
            open.push((level, depth));
            Some(depth)
        };
        self.blocks.iter().map(|block| depth_of(block, &mut open)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_page_number_is_not_printed() {
        for text in ["12", "— 12 —", "- 3 -", "第 4 页", "Page 5", "－ 1 －".replace('－', "-").as_str(), "·７·", "---"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "第四页", "12 页", "2024年", "Page", "下载", "* * *", "＝＝＝"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn heading_depths_skip_no_level_on_the_way_down() {
        let block = |role| Block::of(role, "x");
        let heading = |n| block(Role::Heading(Level::new(n)));
        let document =
            Document { blocks: vec![heading(2), heading(1), heading(3), block(Role::Body), heading(2), heading(1)], ..Document::default() };
        assert_eq!(document.heading_depths(), [Some(1), Some(1), Some(2), None, Some(2), Some(1)]);
    }
}
