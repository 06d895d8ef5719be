//! Byte order marks: the evidence of a file's first bytes.
//!
//! **Always true:** at most one mark is taken; a second one is a character of the text (U+FEFF) for later stages to see.

use super::Encoding;

/// Marks by encoding; UTF-32LE stands before UTF-16LE, whose mark begins it (a text never starts with U+0000).
const MARKS: [(&[u8], Encoding); 5] = [
    (b"\xEF\xBB\xBF", Encoding::UTF_8),
    (b"\xFF\xFE\0\0", Encoding::UTF_32LE),
    (b"\0\0\xFE\xFF", Encoding::UTF_32BE),
    (b"\xFF\xFE", Encoding::UTF_16LE),
    (b"\xFE\xFF", Encoding::UTF_16BE),
];

/// The encoding that the file's mark names, and the length of the mark.
pub(super) fn named_by_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, encoding)| (*encoding, mark.len()))
}

/// The length of the mark that stands at the start if the file is in this encoding.
pub(super) fn mark_length(bytes: &[u8], encoding: Encoding) -> usize {
    MARKS.iter().find(|(mark, marked)| *marked == encoding && bytes.starts_with(mark)).map_or(0, |(mark, _)| mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_names_one_encoding() {
        let cases: &[(&[u8], _)] = &[
            (b"\xEF\xBB\xBFa", Some((Encoding::UTF_8, 3))),
            (b"\xFF\xFEa\0", Some((Encoding::UTF_16LE, 2))),
            (b"\xFE\xFF", Some((Encoding::UTF_16BE, 2))),
            (b"\xFF\xFE\0\0a\0\0\0", Some((Encoding::UTF_32LE, 4))),
            (b"\0\0\xFE\xFF", Some((Encoding::UTF_32BE, 4))),
            (b"\xEF\xBB", None),
            (b"", None),
        ];
        for (bytes, named) in cases {
            assert_eq!(named_by_mark(bytes), *named, "{bytes:X?}");
        }
    }
}
