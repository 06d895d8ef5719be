//! The part of a file that is scored: all of a short one, windows round the bytes that matter of a long one.
//!
//! In: bytes. Out: pieces of them. A long file may begin with megabytes of ASCII, or with a paragraph pasted in from
//! elsewhere, so windows are spread over the whole file and each starts on a line with a high byte.
//!
//! **Always true:** no more than [`WINDOWS`] × [`WINDOW`] bytes, whatever the length of the file.

const WINDOWS: usize = 8;
const WINDOW: usize = 512;
/// How far back a line start is looked for.
const REACH: usize = 256;

/// Pieces of a file.
#[derive(Debug)]
pub(super) struct Sample<'a> {
    /// For encodings of one byte and more: pieces that start on a line.
    pub narrow: Vec<&'a [u8]>,
    /// For encodings of two and four bytes: pieces whose offset is a multiple of four.
    pub wide: Vec<&'a [u8]>,
}

impl<'a> Sample<'a> {
    /// The sample of a file.
    pub fn of(bytes: &'a [u8]) -> Sample<'a> {
        if bytes.len() <= WINDOWS * WINDOW {
            return Sample { narrow: vec![bytes], wide: vec![bytes] };
        }
        let mut sample = Sample { narrow: Vec::with_capacity(WINDOWS), wide: Vec::with_capacity(WINDOWS) };
        let first = high_byte_from(bytes, 0).unwrap_or(0);
        let mut covered = 0;
        for index in 0..WINDOWS {
            let anchor = covered.max(first + (bytes.len() - first) / WINDOWS * index);
            let aligned = anchor - anchor % 4;
            sample.wide.push(window(bytes, aligned));
            let anchor = high_byte_from(bytes, anchor).unwrap_or(anchor);
            if let Some(start) = line_start(bytes, anchor, covered).or((index == 0).then_some(anchor)) {
                sample.narrow.push(window(bytes, start));
                covered = start + WINDOW;
            }
        }
        sample
    }

    /// The pieces for an encoding of so many bytes to a unit.
    pub fn pieces(&self, unit: usize) -> &[&'a [u8]] {
        if unit == 1 { &self.narrow } else { &self.wide }
    }
}

fn window(bytes: &[u8], start: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.get(..WINDOW).unwrap_or(rest)
}

fn high_byte_from(bytes: &[u8], start: usize) -> Option<usize> {
    bytes.get(start..)?.iter().position(|byte| *byte >= 0x80).map(|at| start + at)
}

/// Where the line of `anchor` starts, not before `covered`; else where the next one does.
fn line_start(bytes: &[u8], anchor: usize, covered: usize) -> Option<usize> {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let from = anchor.saturating_sub(REACH).max(covered.min(anchor));
    if from == 0 && !bytes.get(..anchor)?.iter().any(is_end) {
        return Some(0);
    }
    match bytes.get(from..anchor)?.iter().rposition(is_end) {
        Some(at) => Some(from + at + 1),
        None => bytes.get(anchor..)?.iter().take(WINDOW).position(is_end).map(|at| anchor + at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_is_its_own_sample() {
        let sample = Sample::of(b"short");
        assert_eq!((sample.narrow, sample.wide), (vec![&b"short"[..]], vec![&b"short"[..]]));
    }

    #[test]
    fn high_bytes_behind_much_ascii_are_found() {
        let mut bytes = b"plain ascii line\n".repeat(5000);
        bytes.extend(b"\xBD\xB2\xD2\xE5\n");
        let sample = Sample::of(&bytes);
        assert!(sample.narrow[0].starts_with(b"\xBD\xB2"), "the window starts on the line of the first high byte");
    }

    #[test]
    fn a_long_file_without_line_ends_is_sampled_from_its_first_character() {
        let bytes = b"\xBD\xB2".repeat(100_000);
        let sample = Sample::of(&bytes);
        assert!(sample.narrow[0].starts_with(b"\xBD\xB2"));
        assert!(sample.wide.len() == WINDOWS && sample.wide.iter().all(|piece| piece.len() <= WINDOW));
    }
}
