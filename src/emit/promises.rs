//! Nothing lost on the way to the files: what the PDF says, what the DOCX says and the blocks are one.

use proptest::prelude::*;

use super::{Stamp, docx, pdf};
use crate::document::{Block, Document, Level, Role};
use crate::font::sample::bundle;
use crate::layout::layout;
use crate::template::builtin_names;
use crate::template::sample::builtin;

/// The text without white space: where a line ends, a viewer shows none.
pub(crate) fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What both files say, white space aside.
pub(crate) fn said(pdf: &[u8], docx: &[u8]) -> (String, String) {
    (solid(&pdf::tests::text(pdf)), solid(&docx::tests::paragraphs(docx).concat()))
}

fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "一是抓学习。", "提高认识，", "“三严三实”", "（见附表）", "——", "……", "2024年", "GB/T 9704—2012", " ", "\u{3000}", "abc", "·",
        "！？", "\u{e000}", "镕", "𠮷", "①", "5%", "\t", "<&>", "é", "e\u{301}", "葛\u{e0100}", "👨\u{200d}👩", "が", "각", "㎡",
        "\u{fffd}", "—", "⋯",
    ]);
    prop::collection::vec(part, 1..40).prop_map(|parts| parts.concat())
}

fn role() -> impl Strategy<Value = Role> {
    use Role::{Body, Heading, Note, Salutation, Signature, SignatureDate, Table, Title, Verse};
    let levels = (1..=4).map(|level| Heading(Level::new(level)));
    prop::sample::select(
        levels.chain([Title, Salutation, Body, Body, Body, Note, Signature, SignatureDate, Table, Verse]).collect::<Vec<_>>(),
    )
}

fn template() -> impl Strategy<Value = &'static str> {
    prop::sample::select(builtin_names().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn emit_says_the_same(blocks in prop::collection::vec((role(), text()), 1..6), name in template()) {
        let block = |(role, text): &(Role, String)| Block {
            role: *role,
            text: text.clone(),
            pieces: Vec::new(),
            lines: (1, 1),
            column: 1,
            run_in: None,
            inner: Vec::new(),
        };
        let document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
        let template = builtin(name);
        let (pages, _) = layout(&document, &template, bundle());
        let stamp = Stamp { recipe: "0".repeat(64), date: None };
        let (pdf, _) = pdf::write(&document, &pages, &template, bundle(), &stamp);
        let (docx, _) = docx::write(&document, &pages, &template, &stamp);
        let blocks = solid(&document.blocks.iter().map(|block| block.text.as_str()).collect::<String>());
        prop_assert_eq!(said(&pdf, &docx), (blocks.clone(), blocks));
    }
}
