//! A charstring without subroutines: each call replaced by what it calls.
//!
//! In: a Type 2 charstring (Adobe Technical Note 5177) and the subroutines it may call. Out: the same operators and
//! operands in the same order; none for a charstring that computes or borrows an accent's outline (`seac`), as none made in
//! this century does, and for one that does not end: nothing that comes out can run long.
//!
//! **Always true:** every byte that is drawn by comes from the face; no outline is changed.

use super::{Cff, Index};

/// How deep calls may nest (5177, appendix B).
const DEEPEST: usize = 10;
/// More calls than any outline is made of: what ends a face made to run for ever, since all else but returns adds to what comes out.
const MOST_CALLS: usize = 2048;
/// The longest charstring that there may be, in bytes; operands that may wait, and stems (5177, appendix B).
const LONGEST: usize = 65_535;
const MOST_OPERANDS: usize = 48;
const MOST_STEMS: usize = 96;

/// Appends the charstring of a glyph, calls replaced, and says which Font DICT it belongs to.
pub(super) fn of(cff: &Cff<'_>, glyph: u16, out: &mut Vec<u8>) -> Option<u8> {
    let before = out.len();
    let font_dict = cff.outline(glyph, out);
    if font_dict.is_none() {
        out.truncate(before);
    }
    font_dict
}

/// A charstring that is copied as it is.
pub(super) fn not_too_long(outline: &[u8]) -> Option<&[u8]> {
    (outline.len() <= LONGEST).then_some(outline)
}

/// Appends a charstring to `out`, calls replaced.
pub(super) fn inline(outline: &[u8], local: &Index<'_>, global: &Index<'_>, out: &mut Vec<u8>) -> Option<()> {
    // Bytes that are still to be read: the charstring, and what waits behind a call.
    let mut calls: Vec<&[u8]> = vec![outline];
    let (mut operands, mut stems) = (0usize, 0usize);
    // The operand read last, if nothing came behind it: its value and its place in `out`.
    let mut last: Option<(i32, usize)> = None;
    let longest = out.len() + LONGEST;
    let mut made = 0;
    loop {
        if made > MOST_CALLS || out.len() > longest || operands > MOST_OPERANDS || stems > MOST_STEMS {
            return None;
        }
        let Some(rest) = calls.last_mut() else { return Some(()) };
        let Some(first) = rest.first().copied() else {
            calls.pop(); // a subroutine without its `return`: CFF fonts in the wild have them
            continue;
        };
        let length = match first {
            28 => 3,
            12 | 247..=254 => 2,
            255 => 5,
            _ => 1,
        };
        let (token, behind) = rest.split_at_checked(length)?;
        *rest = behind;
        match (first, token) {
            (28 | 32..=255, _) => {
                last = integer(token).map(|value| (value, out.len()));
                operands += 1;
                out.extend(token);
            }
            (10 | 29, _) => {
                made += 1;
                let (number, start) = last.take()?;
                out.truncate(start);
                operands = operands.checked_sub(1)?;
                let subroutines = if first == 10 { local } else { global };
                calls.push(subroutines.get(usize::try_from(number + bias(subroutines.count)).ok()?)?);
                if calls.len() > DEEPEST + 1 {
                    return None;
                }
            }
            (11, _) => {
                calls.pop();
            }
            (14, _) => {
                if operands > 3 {
                    return None; // base and accent; a width makes one operand at most
                }
                out.push(14);
                return Some(());
            }
            // hstem, vstem, hstemhm, vstemhm; hintmask, cntrmask, whose operands are stems as well, and a bit for each stem
            (1 | 3 | 18..=20 | 23, _) => {
                stems += operands / 2;
                (operands, last) = (0, None);
                out.push(first);
                if matches!(first, 19 | 20) {
                    let (mask, behind) = calls.last()?.split_at_checked(stems.div_ceil(8))?;
                    out.extend(mask);
                    *calls.last_mut()? = behind;
                }
            }
            // moves, lines, curves; and of the operators of two bytes the flexes and `dotsection`; the rest compute
            (4..=8 | 21 | 22 | 24..=27 | 30 | 31, _) | (12, [_, 0 | 34..=37]) => {
                (operands, last) = (0, None);
                out.extend(token);
            }
            _ => return None,
        }
    }
}

/// What is added to a subroutine's number (5176, section 16).
fn bias(count: usize) -> i32 {
    match count {
        0..1240 => 107,
        1240..33900 => 1131,
        _ => 32768,
    }
}

/// A whole number; none for a fraction.
fn integer(token: &[u8]) -> Option<i32> {
    match *token {
        [28, a, b] => Some(i16::from_be_bytes([a, b]).into()),
        [a] => Some(i32::from(a) - 139),
        [a, b] if a <= 250 => Some((i32::from(a) - 247) * 256 + i32::from(b) + 108),
        [a, b] => Some(-(i32::from(a) - 251) * 256 - i32::from(b) - 108),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An INDEX of these items, all within 254 bytes.
    fn index(items: &[&[u8]]) -> Vec<u8> {
        let ends = items.iter().scan(1, |end, item| {
            *end += item.len() as u8;
            Some(*end)
        });
        let count = items.len() as u8;
        if count == 0 { vec![0, 0] } else { [0, count, 1, 1].into_iter().chain(ends).chain(items.concat()).collect() }
    }

    fn inlined(outline: &[u8], local: &[&[u8]], global: &[&[u8]]) -> Option<Vec<u8>> {
        let (local, global) = (index(local), index(global));
        let mut out = Vec::new();
        inline(outline, &Index::parse(&local, 0)?, &Index::parse(&global, 0)?, &mut out)?;
        Some(out)
    }

    /// Subroutine number n, as a charstring writes it: its number less the bias of a short list.
    const fn number(n: u8) -> u8 {
        n + 139 - 107
    }

    #[test]
    fn calls_are_replaced_by_what_they_call() {
        let local: &[&[u8]] = &[&[140, 141, 11], &[142, 5, 11]];
        let global: &[&[u8]] = &[&[number(0), 10, number(1), 10, 11]];
        assert_eq!(inlined(&[139, 139, 21, number(0), 29, 14], local, global).unwrap(), [139, 139, 21, 140, 141, 142, 5, 14]);
    }

    #[test]
    fn a_mask_is_as_long_as_the_stems_before_it_say() {
        // Four stems by hstemhm, five by operands before the mask: two bytes of mask, which look like a call and are none.
        let outline: Vec<u8> = [[139; 8].as_slice(), &[18], &[139; 10], &[19, 10, 29], &[139, 22, 14]].concat();
        assert_eq!(inlined(&outline, &[], &[]).unwrap(), outline);
    }

    #[test]
    fn what_cannot_be_followed_is_none() {
        let cases: [(&str, &[u8]); 8] = [
            ("no such subroutine", &[number(9), 10, 14]),
            ("a call without a number", &[10, 14]),
            ("arithmetic", &[140, 140, 12, 10, 14]),
            ("an accent", &[139, 139, 140, 141, 14]),
            ("a number cut off", &[28, 1]),
            ("too many operands", &[140; 60]),
            ("too many stems", &[[140; 40].as_slice(), &[1]].concat().repeat(5)),
            ("endless recursion", &[number(0), 10]),
        ];
        for (case, outline) in cases {
            assert_eq!(inlined(outline, &[&[number(0), 10]], &[]), None, "{case}");
        }
    }
}
