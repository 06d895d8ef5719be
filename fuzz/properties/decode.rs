//! Reading: it ends for any bytes, and every place that it tells is true. `tests/encodings.rs` runs it, too.

use jiangyi::decode::folder::testimony;
use jiangyi::decode::{DecodeOptions, Decoded, DecodedText, Encoding, decode_with};
use jiangyi::source::{RawText, SourceName};

/// Reading ends, and says where everything stands: found out, found out and repaired, beside Big5, and in each encoding.
pub fn decoding_is_total(bytes: &[u8]) {
    testimony(bytes);
    let found_out = DecodeOptions::default();
    let repaired = DecodeOptions { repair_mojibake: true, ..DecodeOptions::default() };
    let beside = DecodeOptions { folder: [Encoding::BIG5, Encoding::UTF_8].into_iter().collect(), ..DecodeOptions::default() };
    let named = Encoding::all_labels().map(|label| DecodeOptions { encoding: Encoding::named(label), ..DecodeOptions::default() });
    for options in [found_out, repaired, beside].into_iter().chain(named) {
        let name = SourceName::new("a.txt");
        if let (Decoded::Text(text), _) = decode_with(RawText { name: &name, bytes }, &options) {
            places_are_true(&text, bytes);
        }
    }
}

fn places_are_true(text: &DecodedText, bytes: &[u8]) {
    // No byte of any encoding gives more than one character of three bytes of UTF-8: memory grows with the file, no faster.
    assert!(text.text.len() <= 3 * bytes.len() + 3);
    let mut end = 0;
    for bad in &text.malformed {
        assert!(end <= bad.span.start && bad.span.start < bad.span.end && bad.span.end <= bytes.len());
        assert!(text.text.get(bad.text_offset..).is_some_and(|rest| rest.starts_with(char::REPLACEMENT_CHARACTER)));
        end = bad.span.end;
    }
    for foreign in &text.foreign {
        assert!(foreign.span.end <= bytes.len() && text.text.get(foreign.text.range()).is_some());
    }
    for repaired in &text.repaired {
        assert!(text.text.get(repaired.range()).is_some());
    }
}
