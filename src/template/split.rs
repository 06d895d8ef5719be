//! Run-ins that a template sets on a line of their own: （一）加强领导。要……  becomes a heading and a paragraph.
//!
//! In: a document as `structure` found it. Out: the document as it is put on paper, before layout and both emitters, so that
//! PDF and DOCX agree. `inspect` and its JSON show the document as it was found.
//!
//! **Always true:** the text on paper stays the same, character for character, layout space between the parts aside.

use super::{Emphasis, Template};
use crate::document::{Block, Document, Level, Role, RunIn};
use crate::source::Span;

/// Splits the run-ins that the template wants on lines of their own.
pub fn run_ins(document: &mut Document, template: &Template) {
    let wants = |block: &Block| block.run_in.is_some_and(|run_in| emphasis(block, run_in, template) == Emphasis::Split);
    if !document.blocks.iter().any(wants) {
        return;
    }
    let mut above = 0;
    let mut blocks = Vec::with_capacity(document.blocks.len() * 2);
    for block in std::mem::take(&mut document.blocks) {
        if let Role::Heading(level) = block.role {
            above = level.number();
        }
        let run_in = block.run_in.filter(|_| wants(&block)).filter(|run_in| ends_a_sentence(&block, *run_in));
        let Some(run_in) = run_in else {
            blocks.push(block);
            continue;
        };
        // 一是 has no level of its own: it stands one below what is above it.
        let level = run_in.level.unwrap_or(Level::new(above + 1));
        above = run_in.level.map_or(above, Level::number);
        blocks.extend(halves(block, run_in.end, level));
    }
    document.blocks = blocks;
}

/// How the template sets the run-in at the head of a block.
fn emphasis(block: &Block, run_in: RunIn, template: &Template) -> Emphasis {
    let style = template.style(block.role);
    if run_in.level.is_some() { style.level_run_in } else { style.run_in }
}

/// Whether words stand on both sides of the run-in's end, and it is a sentence: 第一条 is none.
fn ends_a_sentence(block: &Block, run_in: RunIn) -> bool {
    let parts = block.text.split_at_checked(run_in.end);
    parts.is_some_and(|(head, rest)| head.contains(['。', '！', '？', '!', '?', '…']) && !rest.trim().is_empty())
}

/// A block cut in two: its run-in as a heading, and what follows.
fn halves(block: Block, end: usize, level: Level) -> [Block; 2] {
    let (head, rest) = block.text.split_at_checked(end).unwrap_or((&block.text, ""));
    let trimmed = rest.trim_start();
    let start = block.text.len() - trimmed.len();
    let (before, behind) = cut(&block.pieces, head.len());
    let inner = block.inner.iter().filter(|range| range.start >= start).map(|range| range.start - start..range.end - start).collect();
    let heading =
        Block { role: Role::Heading(level), text: head.to_string(), pieces: before, run_in: None, inner: Vec::new(), ..block.clone() };
    let text = Block { text: trimmed.to_string(), pieces: behind, run_in: None, inner, ..block };
    [heading, text]
}

/// The pieces of the source before and behind as many bytes.
fn cut(pieces: &[Span], bytes: usize) -> (Vec<Span>, Vec<Span>) {
    let (mut before, mut behind, mut left) = (Vec::new(), Vec::new(), bytes);
    for piece in pieces {
        let here = left.min(piece.len());
        left -= here;
        let middle = piece.start + here;
        before.extend((here > 0).then(|| Span::new(piece.start, middle)));
        behind.extend((middle < piece.end).then(|| Span::new(middle, piece.end)));
    }
    (before, behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;

    fn document(blocks: Vec<Block>) -> Document {
        Document { blocks, ..Document::default() }
    }

    fn paragraph(text: &str, end: usize, level: Option<usize>) -> Block {
        Block { run_in: Some(RunIn { end, level: level.map(Level::new) }), lines: (7, 8), ..Block::of(Role::Body, text) }
    }

    fn split(blocks: Vec<Block>, own: &str) -> Vec<(Role, String)> {
        let mut document = document(blocks);
        run_ins(&mut document, &load("own", &format!("[style.body]\n{own}")).expect("good"));
        document.blocks.into_iter().map(|block| (block.role, block.text)).collect()
    }

    #[test]
    fn a_run_in_becomes_a_heading_and_its_text_a_paragraph() {
        let said = || {
            vec![
                Block::of(Role::Heading(Level::ONE), "一、好"),
                paragraph("（一）好。要好。", 15, Some(2)),
                paragraph("一是好。要好。", 12, None),
            ]
        };
        let heading = |level, text: &str| (Role::Heading(Level::new(level)), text.to_string());
        let body = |text: &str| (Role::Body, text.to_string());
        assert_eq!(
            split(said(), "level-run-in = \"split\""),
            [heading(1, "一、好"), heading(2, "（一）好。"), body("要好。"), body("一是好。要好。")]
        );
        assert_eq!(split(said(), "run-in = \"split\"")[2..], [heading(2, "一是好。"), body("要好。")]);
        assert_eq!(split(said(), "run-in = \"split\"\nlevel-run-in = \"split\"")[3..], [heading(3, "一是好。"), body("要好。")]);
        assert_eq!(split(said(), "").len(), 3);
    }

    #[test]
    fn both_parts_keep_their_lines_and_the_run_ins_inside() {
        let pieces = vec![Span::new(0, 9), Span::new(10, 40)];
        let inner = std::iter::once(21..33).collect();
        let mut document = document(vec![Block { pieces, inner, ..paragraph("一是好。要好。二是好。好", 12, None) }]);
        run_ins(&mut document, &load("own", "[style.body]\nrun-in = \"split\"").expect("good"));
        let [heading, text] = &document.blocks[..] else { panic!("two blocks") };
        assert_eq!((heading.lines, text.lines), ((7, 8), (7, 8)));
        assert_eq!(heading.pieces, [Span::new(0, 9), Span::new(10, 13)]);
        assert_eq!(text.pieces, [Span::new(13, 40)]);
        assert_eq!(&text.text[text.inner[0].clone()], "二是好。");
    }

    #[test]
    fn an_article_and_a_range_that_is_none_stay_whole() {
        for (text, end) in [("第一条　内容。", 9), ("一是好。", 12), ("一是好。好", 1), ("一是好。好", 99)] {
            assert_eq!(split(vec![paragraph(text, end, None)], "run-in = \"split\"").len(), 1, "{text} {end}");
        }
    }
}
