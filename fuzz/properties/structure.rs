//! Structure: the pieces of the blocks, in the order of the source, are the normal text.

use jiangyi::normalize::{NormalizeOptions, normalize};
use jiangyi::structure::{StructureOptions, structure};

/// The bytes are the text, read as UTF-8.
pub fn structure_lossless(bytes: &[u8]) {
    let Some(text) = super::text_of(bytes) else { return };
    let normal = normalize(&text, &NormalizeOptions::default()).0;
    let (document, _) = structure(&normal, "讲话", &StructureOptions::default());
    let mut pieces: Vec<_> = document.blocks.iter().flat_map(|block| block.pieces.iter().copied()).collect();
    pieces.sort();
    let mut done = 0;
    for piece in pieces {
        assert!(piece.start >= done, "pieces overlap");
        assert!(normal.text[done..piece.start].trim().is_empty(), "text is lost before {piece:?}");
        done = piece.end;
    }
    assert!(normal.text[done..].trim().is_empty(), "text is lost at the end");
    for block in &document.blocks {
        assert!(!block.text.is_empty() && !block.text.contains('\n'));
        let source: String = block.pieces.iter().map(|piece| &normal.text[piece.range()]).collect();
        assert_eq!(super::solid(&source), super::solid(&block.text), "a block says what its pieces say");
        let mut end = block.run_in.map_or(0, |run_in| run_in.end);
        assert!(block.text.get(..end).is_some());
        for range in &block.inner {
            assert!(range.start >= end && block.text.get(range.clone()).is_some());
            end = range.end;
        }
    }
}
