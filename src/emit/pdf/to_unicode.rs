//! What text the codes of a face stand for, in the CMap that PDF readers search and copy by (ISO 32000-1, 9.10.3).
//!
//! printpdf writes one for the glyph that it was shown; its head and foot stay, its rows give way to those of all glyphs.
//!
//! **Always true:** each code has one row, in order; a block holds at most a hundred (Adobe Technical Note 5411), and codes
//! of one high byte.

use lopdf::{Document as Pdf, Object, ObjectId};

use super::fonts::Code;

/// Rows of a block.
const MOST_ROWS: usize = 100;

/// Puts the rows of these glyphs into the ToUnicode of a font dictionary.
pub(super) fn complete(pdf: &mut Pdf, font: ObjectId, glyphs: &[Code]) {
    let place = pdf.get_dictionary(font).and_then(|font| font.get(b"ToUnicode")).and_then(Object::as_reference);
    let Ok(stream) = place.and_then(|place| pdf.get_object_mut(place)).and_then(Object::as_stream_mut) else { return };
    let written = std::str::from_utf8(&stream.content).ok();
    if let Some(whole) = written.and_then(|written| with_rows(written, glyphs)) {
        stream.set_content(whole);
    }
}

/// The CMap of one row with these rows in its place.
fn with_rows(written: &str, glyphs: &[Code]) -> Option<Vec<u8>> {
    let (head, rest) = written.split_once("1 beginbfchar\n")?;
    let (_, foot) = rest.split_once("endbfchar\n")?;
    let mut out = Vec::with_capacity(written.len() + glyphs.len() * 15 + glyphs.len() / 2);
    out.extend(head.as_bytes());
    for block in glyphs.chunk_by(|a, b| a.cid >> 8 == b.cid >> 8).flat_map(|block| block.chunks(MOST_ROWS)) {
        out.extend(block.len().to_string().as_bytes());
        out.extend(b" beginbfchar\n");
        for code in block {
            out.push(b'<');
            out.extend(hex(code.cid));
            out.extend(b"> <");
            for unit in code.text.encode_utf16(&mut [0; 2]) {
                out.extend(hex(*unit));
            }
            out.extend(b">\n");
        }
        out.extend(b"endbfchar\n");
    }
    out.extend(foot.as_bytes());
    Some(out)
}

/// Four digits.
fn hex(value: u16) -> [u8; 4] {
    [12, 8, 4, 0].map(|shift| b"0123456789ABCDEF"[usize::from(value >> shift & 15)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::pdf::fonts::code;

    #[test]
    fn rows_are_those_that_printpdf_writes() {
        let texts: Vec<char> = ('一'..).take(600).chain(['𠮷', 'a', '〓']).collect();
        let mapped = |texts: &[char]| printpdf::ToUnicodeCMap {
            mappings: (1..).zip(texts).map(|(cid, text)| (cid, vec![u32::from(*text)])).collect(),
        };
        let glyphs: Vec<Code> = (1..).zip(&texts).map(|(cid, text)| code(cid, *text)).collect();
        let ours = with_rows(&mapped(&texts[..1]).to_cmap_string("f0"), &glyphs).expect("one row");
        assert_eq!(String::from_utf8(ours).expect("text"), mapped(&texts).to_cmap_string("f0"));
    }

    #[test]
    fn what_is_written_otherwise_stays() {
        assert_eq!(with_rows("no rows", &[code(1, '一')]), None);
    }
}
