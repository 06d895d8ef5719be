//! The part of a file that is scored: all of a short one, windows round the bytes that matter of a long one.
//!
//! In: bytes. Out: pieces of them. A long file may begin with megabytes of ASCII, or with a paragraph pasted in from
//! elsewhere, so windows are spread over the whole file and each starts on a line with a high byte.
//!
//! **Always true:** no more than [`WINDOWS`] × [`WINDOW`] bytes, whatever the length of the file.

const WINDOWS: usize = 8;
const WINDOW: usize = 512;
/// Up to this length, a file is its own sample.
const WHOLE: usize = 2048;
/// How far back a line start is looked for.
const REACH: usize = 256;

/// Pieces of a file.
#[derive(Debug)]
pub(super) struct Sample<'a> {
    /// For encodings of one byte and more: pieces that start on a line where there is one.
    narrow: Vec<&'a [u8]>,
    /// For encodings of two and four bytes: pieces whose offset is a multiple of four.
    wide: Vec<&'a [u8]>,
    /// Whether the first narrow piece is the start of the file.
    pub holds_start: bool,
}

impl<'a> Sample<'a> {
    /// The sample of a file.
    pub fn of(bytes: &'a [u8]) -> Sample<'a> {
        if bytes.len() <= WHOLE {
            return Sample { narrow: vec![bytes], wide: vec![bytes], holds_start: true };
        }
        let mut sample = Sample { narrow: Vec::with_capacity(WINDOWS), wide: Vec::with_capacity(WINDOWS), holds_start: false };
        let first = high_byte_from(bytes, 0).unwrap_or(0);
        let mut covered = 0;
        for index in 0..WINDOWS {
            let anchor = first + (bytes.len() - first) / WINDOWS * index;
            sample.wide.push(window(bytes, anchor - anchor % 4));
            let anchor = anchor.max(covered);
            let anchor = high_byte_from(bytes, anchor).unwrap_or(anchor);
            let start = line_start(bytes, anchor, covered).unwrap_or(anchor);
            sample.narrow.push(window(bytes, start));
            sample.holds_start |= start == 0;
            covered = start + WINDOW;
        }
        sample
    }

    /// The pieces for an encoding of so many bytes to a unit.
    pub fn pieces(&self, unit: usize) -> &[&'a [u8]] {
        if unit == 1 { &self.narrow } else { &self.wide }
    }

    /// A few of the pieces, from all over a long file; none where the file is its own sample.
    pub fn heat(&self) -> Option<Sample<'a>> {
        let few = |pieces: &[&'a [u8]]| pieces.iter().copied().step_by(3).collect::<Vec<_>>();
        let is_long = self.narrow.len() > 1;
        is_long.then(|| Sample { narrow: few(&self.narrow), wide: few(&self.wide), holds_start: self.holds_start })
    }

    /// How many bytes those pieces hold.
    pub fn length(&self, unit: usize) -> i64 {
        self.pieces(unit).iter().map(|piece| i64::try_from(piece.len()).unwrap_or(0)).sum()
    }
}

fn window(bytes: &[u8], start: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.get(..WINDOW).unwrap_or(rest)
}

fn high_byte_from(bytes: &[u8], start: usize) -> Option<usize> {
    bytes.get(start..)?.iter().position(|byte| *byte >= 0x80).map(|at| start + at)
}

/// Where the line of `anchor` starts, not before `covered`; else where a character starts there; else where the next line does.
fn line_start(bytes: &[u8], anchor: usize, covered: usize) -> Option<usize> {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let from = anchor.saturating_sub(REACH).max(covered.min(anchor));
    if from == 0 && !bytes.get(..anchor)?.iter().any(is_end) {
        return Some(0);
    }
    match bytes.get(from..anchor)?.iter().rposition(is_end) {
        Some(at) => Some(from + at + 1),
        // Behind an ASCII byte, be it half of a pair, a character begins; the byte is taken along to show that none is cut.
        None if anchor == 0 => Some(0),
        None if bytes.get(anchor - 1)?.is_ascii() => Some(anchor - 1),
        None => bytes.get(anchor..)?.iter().take(WINDOW).position(is_end).map(|at| anchor + at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_is_its_own_sample() {
        let sample = Sample::of(b"short");
        assert_eq!((sample.pieces(1), sample.pieces(2)), (&[&b"short"[..]][..], &[&b"short"[..]][..]));
    }

    #[test]
    fn high_bytes_behind_much_ascii_are_found() {
        let mut bytes = b"plain ascii line\n".repeat(5000);
        bytes.extend(b"\xBD\xB2\xD2\xE5\n");
        let sample = Sample::of(&bytes);
        assert!(sample.narrow[0].starts_with(b"\xBD\xB2"), "the window starts on the line of the first high byte");
    }

    #[test]
    fn a_single_high_byte_in_a_long_line_is_sampled() {
        let bytes = [&b"word ".repeat(900)[..], b"caf\xE9", &b" more words".repeat(100), b"\nend\n"].concat();
        assert!(Sample::of(&bytes).pieces(1)[0].contains(&0xE9));
    }

    #[test]
    fn a_long_file_without_line_ends_is_sampled_from_its_first_character() {
        let bytes = b"\xBD\xB2".repeat(100_000);
        let sample = Sample::of(&bytes);
        assert!(sample.narrow[0].starts_with(b"\xBD\xB2"));
        assert!(sample.holds_start && sample.wide.len() == WINDOWS && sample.wide.iter().all(|piece| piece.len() <= WINDOW));
    }
}
