//! UTF-16 and UTF-32, read by hand: `encoding_rs` has no UTF-32, and its UTF-16 looks for a BOM.
//!
//! **Always true:** a lone surrogate, a number that is no character and an unfinished unit are one gap each.

use super::reader::{Reading, Transcript};

/// Reads UTF-16.
pub(super) fn read_utf16(bytes: &[u8], big_endian: bool) -> Reading<'static> {
    let mut transcript = Transcript::for_bytes(bytes.len());
    let (pairs, rest) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    let mut at = 0;
    for read in char::decode_utf16(pairs.iter().map(unit)) {
        match read {
            Ok(c) => {
                transcript.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                transcript.push_gap(at, at + 2);
                at += 2;
            }
        }
    }
    push_rest(transcript, bytes, rest)
}

/// Reads UTF-32.
pub(super) fn read_utf32(bytes: &[u8], big_endian: bool) -> Reading<'static> {
    let mut transcript = Transcript::for_bytes(bytes.len());
    let (quads, rest) = bytes.as_chunks::<4>();
    for (index, quad) in quads.iter().enumerate() {
        let number = if big_endian { u32::from_be_bytes(*quad) } else { u32::from_le_bytes(*quad) };
        match char::from_u32(number) {
            Some(c) => transcript.push(c),
            None => transcript.push_gap(4 * index, 4 * index + 4),
        }
    }
    push_rest(transcript, bytes, rest)
}

fn push_rest(mut transcript: Transcript, bytes: &[u8], rest: &[u8]) -> Reading<'static> {
    if !rest.is_empty() {
        transcript.push_gap(bytes.len() - rest.len(), bytes.len());
    }
    transcript.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_keeps_pairs_and_marks_what_is_alone() {
        let reading = read_utf16(b"\x8B\xB2\xD8\x3D\xDE\x00\xD8\x3D\x00a\x4E", true);
        assert_eq!(reading.text, "讲😀\u{FFFD}a\u{FFFD}");
        let spans: Vec<_> = reading.gaps.iter().map(|gap| (gap.span.range(), gap.text_offset)).collect();
        assert_eq!(spans, [(6..8, 7), (10..11, 11)]);
    }

    #[test]
    fn utf32_marks_numbers_that_are_no_characters() {
        let reading = read_utf32(b"\xB2\x8B\0\0\0\0\x11\0\x49\x4E\0", false);
        assert_eq!(reading.text, "讲\u{FFFD}\u{FFFD}");
        let spans: Vec<_> = reading.gaps.iter().map(|gap| gap.span.range()).collect();
        assert_eq!(spans, [4..8, 8..11]);
    }
}
