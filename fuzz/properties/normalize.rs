//! Normalization: the log leads from the text to its normal form, which a second run leaves alone.

use jiangyi::decode::DecodedText;
use jiangyi::document::Region;
use jiangyi::normalize::rules::RULES;
use jiangyi::normalize::{NormalizeOptions, apply, normalize};

/// The first byte chooses the rules, the rest is the text.
pub fn normalize_idempotent(bytes: &[u8]) {
    let (choice, bytes) = super::choice(bytes);
    let Some(text) = super::text_of(bytes) else { return };
    let options = options(choice);
    let once = normalize(&text, &options).0;
    assert_eq!(apply(&once.edits, &text.text), once.text, "the log does not lead to the normal text");
    assert!(once.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "edits overlap or are out of order");
    assert!(once.edits.iter().all(|edit| text.text.get(edit.span.range()) == Some(&edit.before)), "an edit is not what stood there");
    for line in &once.lines {
        let content = once.line(line);
        assert!(!content.trim().is_empty() && !content.contains('\n'), "a line that is none: {content:?}");
    }
    let again = DecodedText { text: once.text.clone(), malformed: Vec::new(), foreign: Vec::new(), repaired: Vec::new(), ..text };
    let twice = normalize(&again, &options).0;
    assert!(twice.edits.is_empty(), "a second run changes {:?}", twice.edits);
}

fn options(choice: usize) -> NormalizeOptions {
    let every_rule = || RULES.iter().map(|rule| rule.name).collect();
    let plain = NormalizeOptions::default();
    match choice % 5 {
        0 => plain,
        1 => NormalizeOptions { opinions: every_rule(), ..plain },
        2 => NormalizeOptions { region: Some(Region::Tw), opinions: every_rule(), ..plain },
        3 => NormalizeOptions { region: Some(Region::Hk), ..plain },
        _ => NormalizeOptions { enabled: false, ..plain },
    }
}
