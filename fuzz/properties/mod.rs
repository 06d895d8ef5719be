//! What holds for any bytes at all: a function for each fuzz target, which fails by a panic.
//!
//! The targets in `fuzz_targets/` and the stable tests in `tests/suite/fuzz.rs` call the same functions; none keeps anything
//! from one call to the next but the opened faces.

pub mod convert;
pub mod decode;
pub mod font;
pub mod layout;
pub mod normalize;
pub mod structure;
pub mod template;

use jiangyi::decode::{DecodeOptions, Decoded, DecodedText, Encoding, decode_with};
use jiangyi::document::Document;
use jiangyi::layout::Page;
use jiangyi::source::{RawText, SourceName};

/// The bytes as a text that was read as UTF-8; none for bytes that a magic number tells to be no text.
fn text_of(bytes: &[u8]) -> Option<DecodedText> {
    let name = SourceName::new("a.txt");
    let options = DecodeOptions { encoding: Encoding::named("utf-8"), ..DecodeOptions::default() };
    match decode_with(RawText { name: &name, bytes }, &options).0 {
        Decoded::Text(text) => Some(text),
        Decoded::Refused { .. } => None,
    }
}

/// The first byte as a choice, and the rest.
fn choice(bytes: &[u8]) -> (usize, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| (usize::from(*first), rest))
}

/// The lines of the pages, read in order, are the printed blocks; every character that is no space has a glyph.
fn nothing_is_dropped(document: &Document, pages: &[Page]) {
    let mut read = vec![String::new(); document.blocks.len()];
    for line in pages.iter().flat_map(|page| &page.lines) {
        let Some(block) = line.block() else { continue };
        let text = line.text(document);
        read[block].push_str(text);
        let shown: usize = line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| usize::from(glyph.len)).sum();
        assert!(shown >= seen(text), "a character without a glyph in {text:?}");
    }
    for (index, block) in document.printed() {
        assert_eq!(solid(&read[index]), solid(&block.text), "block {index} on paper");
    }
}

/// How many bytes of a line are to be seen: no white space, and no variation selector behind it, which goes with it at a line's edge.
fn seen(text: &str) -> usize {
    let mut is_behind_space = true;
    let mut bytes = 0;
    for c in text.chars() {
        let is_selector = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        is_behind_space = c.is_whitespace() || is_selector && is_behind_space;
        bytes += if is_behind_space { 0 } else { c.len_utf8() };
    }
    bytes
}

/// The text without white space, which a line end may swallow.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
