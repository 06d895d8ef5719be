//! Layout: blocks of any roles with any text become pages, and nothing is dropped.

use jiangyi::document::{Block, Document, Metadata, Region, Role};
use jiangyi::layout::layout;
use jiangyi::template::all_roles;

use super::convert::{fonts, templates};

/// The first byte chooses template and region. Each line is a block: its first byte the role, the rest the text.
pub fn layout_total(bytes: &[u8]) {
    let (choice, bytes) = super::choice(bytes);
    let template = &templates()[choice % templates().len()];
    let region = [Region::Cn, Region::Tw, Region::Hk][choice / 4 % 3];
    let roles = all_roles();
    let block = |line: &[u8]| {
        let (role, text) = super::choice(line);
        // A block holds no line end and is never empty: what structure promises.
        let text: String = String::from_utf8_lossy(text).chars().filter(|c| *c != '\r').collect();
        (!text.trim().is_empty()).then(|| Block::of(roles.get(role % roles.len()).copied().unwrap_or(Role::Body), text))
    };
    let blocks: Vec<Block> = bytes.split(|byte| *byte == b'\n').filter_map(block).collect();
    let document = Document { metadata: Metadata { region, ..Metadata::default() }, blocks };
    let (pages, _) = layout(&document, template, fonts());
    super::nothing_is_dropped(&document, &pages);
    // A page holds at least one line of one character: no input makes more pages than it has characters, but for the blank ones.
    let characters: usize = document.blocks.iter().map(|block| block.text.chars().count()).sum();
    assert!(pages.len() <= 2 * characters + 2, "{} pages of {characters} characters", pages.len());
}
