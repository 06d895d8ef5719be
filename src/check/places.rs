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
    use crate::font::{FaceId, GlyphId};
    use crate::layout::{Glyph, LineSource, Part, Run};
    use crate::length::Length;
    use crate::template::sample::builtin;

    fn page(x: Length, baseline: Length) -> Page {
        let glyph = Glyph { id: GlyphId(7), x, start: 0, len: 3, placeholder: false };
        let zero = Length::pt(0);
        let run = Run { face: FaceId(0), size: Length::pt(16), rise: zero, thicken: zero, glyphs: vec![glyph] };
        let line = Line { source: LineSource::Furniture("一".to_string()), baseline, runs: vec![run] };
        Page { part: Part::Text, number: 1, lines: vec![line], furniture: Vec::new(), rules: Vec::new(), head: None, watermark: None }
    }

    #[test]
    fn a_glyph_that_moves_in_its_line_changes_the_sum_as_a_line_does() {
        let (template, fonts) = (builtin("gbt9704"), FontLibrary::new(Vec::new()));
        let (here, there) = (Length::pt(100), Length::pt(101));
        let of = |x, baseline| sum(&[page(x, baseline)], &template, &fonts);
        assert_eq!(of(here, here), of(here, here));
        assert_ne!(of(there, here), of(here, here));
        assert_ne!(of(here, there), of(here, here));
        assert_ne!(sum(&[], &template, &fonts), sum(&[], &builtin("reading"), &fonts), "the paper counts, too");
    }
}
