//! Where every glyph stands, as one sum.
//!
//! `pages.txt` shows lines and their height, for people; that a line moved sideways, or is set in another face, it cannot
//! show. This sum can: with it, "text and layout did not change" is known, not guessed.
//!
//! **Always true:** faces count by what they are, not by their place in a list.

use sha2::{Digest, Sha256};

use crate::emit::fingerprint::hex;
use crate::font::FontLibrary;
use crate::layout::{Line, Page};
use crate::template::Template;

/// The sum of all pages.
pub fn sum(pages: &[Page], template: &Template, fonts: &FontLibrary) -> String {
    let faces: Vec<&str> = fonts.sources().map(|(_, source)| source.sha256.as_str()).collect();
    let mut hash = Sha256::new();
    hash.update(format!("{:?}\n", template.page));
    for page in pages {
        let slope = page.watermark.as_ref().map(|watermark| (watermark.left, watermark.lightness));
        hash.update(format!("page {} {:?} {slope:?}\n", page.label(), page.rules));
        page.lines.iter().chain(page.artifacts()).for_each(|line| add(&mut hash, line, &faces));
    }
    hex(&hash.finalize())
}

fn add(hash: &mut Sha256, line: &Line, faces: &[&str]) {
    hash.update(b"line");
    hash.update(line.baseline.units().to_be_bytes());
    for run in &line.runs {
        hash.update(faces.get(usize::from(run.face.0)).copied().unwrap_or("none"));
        for length in [run.size, run.rise, run.thicken] {
            hash.update(length.units().to_be_bytes());
        }
        for glyph in &run.glyphs {
            hash.update(glyph.id.0.to_be_bytes());
            hash.update(glyph.x.units().to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document, Role};
    use crate::length::Length;

    #[test]
    fn a_glyph_that_moves_sideways_changes_the_sum_and_nothing_else_does() {
        let template = crate::template::sample::builtin("gbt9704");
        let fonts = FontLibrary::new(Vec::new());
        let document = Document { blocks: vec![Block::of(Role::Body, "同志们")], ..Document::default() };
        let (pages, _) = crate::layout::layout(&document, &template, &fonts);
        let before = sum(&pages, &template, &fonts);
        assert_eq!(sum(&pages.clone(), &template, &fonts), before);
        let mut moved = pages;
        moved[0].lines[0].baseline = moved[0].lines[0].baseline + Length::pt(1);
        assert_ne!(sum(&moved, &template, &fonts), before);
    }
}
