//! EUC-TW, read just well enough to recognise it.
//!
//! Plane 1 of CNS 11643 holds the same characters as the first level of Big5, in the same order but for a few that were
//! moved: [`RUNS`] turns one into the other, and the Big5 decoder does the rest. Plane 2 and above (rare characters) come out
//! as one rare Han character. The text is scored, never printed: files in EUC-TW are refused by name.
//!
//! **Always true:** every double byte gives one character or one U+FFFD.

use encoding_rs::BIG5;

/// Runs of plane 1: position there (94 to a row), position in Big5 (157 to a row), length. Compared with glibc's tables.
const RUNS: [(usize, usize, usize); 17] = [
    (0, 0, 234),
    (282, 234, 29),
    (312, 264, 1),
    (314, 266, 142),
    (3290, 471, 1412),
    (4702, 1884, 424),
    (5126, 1883, 1),
    (5127, 2308, 1876),
    (7003, 4571, 1),
    (7004, 4184, 387),
    (7391, 4572, 525),
    (7916, 5286, 1),
    (7917, 5097, 189),
    (8106, 5287, 84),
    (8190, 5517, 1),
    (8191, 5371, 146),
    (8337, 5518, 354),
];

/// Stands for every character of plane 2 and above: Han, and in no table of frequent characters.
const RARE: &str = "丂";

/// Whether bytes can be EUC-TW at all: no control of eight bits among them but the single shift 2.
pub(super) fn is_possible(bytes: &[u8]) -> bool {
    !bytes.iter().any(|byte| matches!(byte, 0x80..=0x8D | 0x8F..=0xA0 | 0xFF))
}

/// The text of EUC-TW, rare characters aside.
pub(super) fn approximate(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut big5 = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let length = match rest {
            [] => break,
            [0x8E, 0xA1..=0xB0, 0xA1..=0xFE, 0xA1..=0xFE, ..] => {
                flush(&mut big5, &mut text);
                text.push_str(RARE);
                4
            }
            [row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ..] => {
                match in_big5(94 * usize::from(row - 0xA1) + usize::from(cell - 0xA1)) {
                    Some(pair) => big5.extend(pair),
                    None => {
                        flush(&mut big5, &mut text);
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                }
                2
            }
            [byte @ 0..=0x7F, ..] => {
                big5.push(*byte);
                1
            }
            _ => {
                flush(&mut big5, &mut text);
                text.push(char::REPLACEMENT_CHARACTER);
                1
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    flush(&mut big5, &mut text);
    text
}

fn flush(big5: &mut Vec<u8>, text: &mut String) {
    text.push_str(&BIG5.decode_without_bom_handling(big5).0);
    big5.clear();
}

/// The Big5 bytes of a position of plane 1.
fn in_big5(position: usize) -> Option<[u8; 2]> {
    let (first, big5, _) = RUNS.iter().find(|(first, _, length)| (*first..first + length).contains(&position))?;
    let place = big5 + position - first;
    let cell = place % 157;
    let trail = if cell < 63 { 0x40 + cell } else { 0xA1 + cell - 63 };
    Some([u8::try_from(0xA1 + place / 157).ok()?, u8::try_from(trail).ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plane_1_is_read_by_way_of_big5() {
        // 一 opens the first run of Han, 耄 and 銬 were moved, 籲 closes the last.
        let text = approximate(b"\xC4\xA1\xD7\xD3\xEB\xD0\xFD\xCB,\x8E\xA2\xA1\xA1\n");
        assert_eq!(text, "一耄銬籲,丂\n");
    }
}
