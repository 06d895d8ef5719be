//! What may stand in XML: the declaration, namespaces, and text made safe.
//!
//! **Always true:** what [`escaped`] and [`legal`] return can be parsed by every XML reader.

use std::borrow::Cow;

/// The first line of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of WordprocessingML, as an attribute.
pub const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// The namespace of references between parts, as an attribute.
pub const R: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Whether XML 1.0 can hold this character at all ("Char" in its grammar).
const fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text with U+FFFD for what XML cannot hold. `normalize` takes such characters out and says so; a file that no
/// program opens would be the price of its ever missing one.
pub fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect())
}

/// The text as it stands between tags or in an attribute.
pub fn escaped(text: &str) -> String {
    quick_xml::escape::escape(legal(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_becomes_a_visible_mark() {
        for (text, safe) in [
            ("讲\u{0}话", "讲\u{FFFD}话"),
            ("\u{B}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("𠀀\u{E000}\u{85}\t", "𠀀\u{E000}\u{85}\t"), // a rare Han character, a private one, C1 and a tab are legal
        ] {
            assert_eq!(legal(text), safe);
        }
    }

    #[test]
    fn marks_of_xml_are_escaped() {
        assert_eq!(escaped("a<b>&\"c\"'d'"), "a&lt;b&gt;&amp;&quot;c&quot;&apos;d&apos;");
    }
}
