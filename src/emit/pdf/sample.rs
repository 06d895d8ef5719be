//! Documents and pages for the tests: set naively, 28 characters a line and 22 lines a page, in the faces of the bundle.

use std::sync::LazyLock;

use crate::document::{Block, Document, Level, Role};
use crate::font::sample::face;
use crate::font::{FontLibrary, GlyphId};
use crate::layout::{Glyph, Line, LineSource, Page, Part, Run};
use crate::length::Length;
use crate::template::{FaceRole, Template};

/// The faces of the bundle.
pub(super) static FONTS: LazyLock<FontLibrary> = LazyLock::new(|| {
    FontLibrary::new(vec![
        face("JiangyiFang-Regular.otf", &[FaceRole::Fang, FaceRole::Song], false),
        face("JiangyiHei-Medium.otf", &[FaceRole::Hei], false),
        face("JiangyiKai-Regular.ttf", &[FaceRole::Kai], false),
        face("JiangyiTitle-Bold.otf", &[FaceRole::Title], false),
        face("LiberationSerif-Regular.ttf", &[FaceRole::Latin], false),
        face("LiberationSerif-Bold.ttf", &[FaceRole::LatinBold], false),
    ])
});

/// A document of these blocks; the first title is its title.
pub(super) fn document(blocks: &[(Role, &str)]) -> Document {
    let mut document = Document::default();
    document.metadata.stem = "sample".to_string();
    document.metadata.title = blocks.iter().find(|(role, _)| *role == Role::Title).map(|(_, text)| (*text).to_string());
    document.blocks = blocks.iter().map(|(role, text)| Block::of(*role, *text)).collect();
    document
}

/// A heading's role.
pub(super) fn heading(level: usize) -> Role {
    Role::Heading(Level::new(level))
}

/// A speech with everything that a PDF has to get right, on two pages.
pub(super) fn speech() -> Document {
    let long = "我们要坚持“实事求是”的作风，把每一件小事做好——从修一条路开始，到建一所学校……全镇2024年新增GDP约3.5亿元。".repeat(14);
    document(&[
        (Role::Title, "在全镇春季工作会议上的讲话"),
        (Role::Date, "（2024年3月1日）"),
        (Role::Salutation, "同志们："),
        (heading(1), "一、去年的工作"),
        (heading(2), "（一）修路"),
        (heading(3), "1.村道"),
        (Role::Body, &long),
        (Role::List, "（1）东村的路；"),
        (Role::List, "（2）西村的桥。"),
        (Role::Body, "老\u{E123}同志姓\u{2B81E}，省略号有 … 和 ⋯ 两种。"),
        (heading(1), "二、今年的打算"),
        (Role::Body, &long),
        (Role::Signature, "王家镇人民政府"),
    ])
}

/// Sets the blocks naively; a character that no face has becomes a placeholder.
pub(super) fn set(document: &Document, template: &Template, fonts: &FontLibrary) -> Vec<Page> {
    let mut lines = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let places: Vec<usize> = block.text.char_indices().map(|(at, _)| at).chain([block.text.len()]).collect();
        let mut at = 0;
        while at + 1 < places.len() {
            let end = (at + 28).min(places.len() - 1);
            lines.push((LineSource::Block { index, range: places[at]..places[end] }, block.role));
            at = end;
        }
    }
    let mut pages = Vec::new();
    for (index, chunk) in lines.chunks(22).enumerate() {
        let baseline = |row: usize| template.page.top + template.page.pitch() * row as i64 + Length::pt(14);
        let line = |(row, (source, role)): (usize, &(LineSource, Role))| {
            set_line(document, source.clone(), baseline(row), template.style(*role).face, template.style(*role).size, fonts)
        };
        let number = LineSource::Furniture(format!("— {} —", index + 1));
        let foot = set_line(document, number, template.page.height - Length::mm(28), FaceRole::Song, Length::pt(14), fonts);
        pages.push(Page {
            part: Part::Text,
            number: index + 1,
            lines: chunk.iter().enumerate().map(line).collect(),
            furniture: vec![foot],
            rules: Vec::new(),
            head: None,
            watermark: None,
        });
    }
    pages
}

fn set_line(document: &Document, source: LineSource, baseline: Length, role: FaceRole, size: Length, fonts: &FontLibrary) -> Line {
    let mut line = Line { source, baseline, runs: Vec::new() };
    let text = line.text(document).to_string();
    // Solid, and a third of a point apart so that every glyph needs a number.
    let mut x = Length::mm(28);
    for (start, character) in text.char_indices() {
        let wanted = if character.is_ascii() { FaceRole::Latin } else { role };
        let found = fonts.show(wanted, character);
        let Some(shown) = found.or_else(|| fonts.show(role, '〓')) else { continue };
        let glyph = Glyph { id: shown.glyph, x, start: start as u32, len: character.len_utf8() as u8, placeholder: found.is_none() };
        match line.runs.last_mut().filter(|run| run.face == shown.face) {
            Some(run) => run.glyphs.push(glyph),
            None => line.runs.push(Run { face: shown.face, size, rise: Length::ZERO, thicken: Length::ZERO, glyphs: vec![glyph] }),
        }
        x += size.em_thousandths(shown.advance.into()) - Length::milli_pt(333);
    }
    line
}

/// A page of one line of one run, for what no layout makes.
pub(super) fn page_of(fonts: &FontLibrary, role: FaceRole, glyphs: Vec<(GlyphId, Length, u32, u8)>) -> Page {
    let glyphs = glyphs.into_iter().map(|(id, x, start, len)| Glyph { id, x, start, len, placeholder: false }).collect();
    let face = fonts.face_for(role).unwrap();
    let run = Run { face, size: Length::milli_pt(10_500), rise: Length::pt(1), thicken: Length::ZERO, glyphs };
    let line = Line { source: LineSource::Block { index: 0, range: 0..usize::MAX }, baseline: Length::pt(100), runs: vec![run] };
    Page { part: Part::Text, number: 1, lines: vec![line], furniture: Vec::new(), rules: Vec::new(), head: None, watermark: None }
}
