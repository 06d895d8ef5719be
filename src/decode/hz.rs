//! HZ (RFC 1843), read by hand: GB 2312 in seven bits, as mail and newsgroups once carried it.
//!
//! `~{` begins a run of byte pairs, `~}` ends it; outside, `~~` is a tilde and `~` before a line end joins two lines. A
//! line end inside a run ends the run, as the Encoding Standard's old HZ decoder had it, so that damage stays on its line.
//!
//! **Always true:** every byte is read, belongs to an escape, or is in a gap.

use encoding_rs::GB18030;

use super::reader::{Reading, Transcript};

/// Reads HZ.
pub(super) fn read(bytes: &[u8]) -> Reading<'static> {
    let mut transcript = Transcript::for_bytes(bytes.len());
    let mut in_pairs = false;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let length =
            if in_pairs { pair(rest, at, &mut in_pairs, &mut transcript) } else { single(rest, at, &mut in_pairs, &mut transcript) };
        at += length;
    }
    transcript.finish()
}

/// Reads what stands outside of a run of pairs; returns its length.
fn single(rest: &[u8], at: usize, in_pairs: &mut bool, transcript: &mut Transcript) -> usize {
    match rest {
        [b'~', b'{', ..] => {
            *in_pairs = true;
            2
        }
        [b'~', b'~', ..] => {
            transcript.push('~');
            2
        }
        [b'~', b'\n', ..] => 2,
        [b'~', b'\r', b'\n', ..] => 3,
        // An escape that is none, or a byte of eight bits.
        [b'~' | 0x80..=0xFF, ..] => {
            transcript.push_gap(at, at + 1);
            1
        }
        [byte, ..] => {
            transcript.push(char::from(*byte));
            1
        }
        [] => 0,
    }
}

/// Reads what stands inside of a run of pairs; returns its length.
fn pair(rest: &[u8], at: usize, in_pairs: &mut bool, transcript: &mut Transcript) -> usize {
    match rest {
        [b'~', b'}', ..] => {
            *in_pairs = false;
            2
        }
        [byte @ (b'\n' | b'\r'), ..] => {
            *in_pairs = false;
            transcript.push(char::from(*byte));
            1
        }
        [lead @ 0x21..=0x7D, trail @ 0x21..=0x7E, ..] => {
            let eight_bits = [lead | 0x80, trail | 0x80];
            let read = GB18030.decode_without_bom_handling_and_without_replacement(&eight_bits);
            match read.as_deref() {
                Some(text) => transcript.push_str(text),
                None => transcript.push_gap(at, at + 2),
            }
            2
        }
        _ => {
            transcript.push_gap(at, at + 1);
            1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_escapes_and_line_ends_are_read() {
        let cases: [(&[u8], &str, usize); 6] = [
            (b"A ~{V;SPVPND~} B", "A 只有中文 B", 0),
            (b"~~ is a tilde", "~ is a tilde", 0),
            (b"joined ~\nlines", "joined lines", 0),
            (b"~{V;SP\nplain", "只有\nplain", 0),
            // An escape that is none, and half a pair at the end.
            (b"~x ~{V;~}", "\u{FFFD}x 只", 1),
            (b"~{V;S", "只\u{FFFD}", 1),
        ];
        for (bytes, text, gaps) in cases {
            let reading = read(bytes);
            assert_eq!((reading.text.as_ref(), reading.gaps.len()), (text, gaps), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
