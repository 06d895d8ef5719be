//! `inspect --why`: each block with its lines, its role and the evidence for it, for people.
//!
//! **Always true:** words and weights come from the table in `structure/evidence.rs`, here they are only set in lines.

use std::fmt::Write as _;

use super::report::plain;
use crate::document::{Block, Document};
use crate::structure::evidence::{Clue, Evidence, NEEDED, Reason};

/// The most characters of a block that are shown: enough to find it.
const SHOWN: usize = 30;

/// The evidence of a document, a block a paragraph.
pub fn readable(document: &Document, evidence: &Evidence) -> String {
    let mut out = String::new();
    // holds: writing to a String cannot fail, here and below
    match evidence.measure {
        Some(measure) => _ = writeln!(out, "the file is hard-wrapped at {measure} columns"),
        None => out.push_str("the file is not hard-wrapped\n"),
    }
    sum(&mut out, evidence.wrapping.iter().copied());
    for (at, block) in document.blocks.iter().enumerate() {
        one(&mut out, block, evidence.blocks.get(at).map_or(&[], Vec::as_slice));
    }
    out
}

fn one(out: &mut String, block: &Block, reasons: &[Reason]) {
    let lines = match block.lines {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}–{last}"),
    };
    let level = block.role.level().map(|level| format!(" {}", level.number())).unwrap_or_default();
    let mut head: String = block.text.chars().take(SHOWN).collect();
    if block.text.chars().nth(SHOWN).is_some() {
        head.push('…');
    }
    let _ = writeln!(out, "\n{lines} [{}{level}] {}", block.role.as_str(), plain(&head));
    let about = reasons.iter().filter(|reason| reason.line.is_none()).map(|reason| reason.clue);
    if about.clone().next().is_none() {
        out.push_str("  nothing else claimed it\n");
    }
    sum(out, about);
    places(out, reasons);
}

/// Clues about a whole, and what they add up to where they are weighed.
fn sum(out: &mut String, clues: impl Iterator<Item = Clue>) {
    let mut sum = None;
    for clue in clues {
        match clue.weight() {
            0 => _ = writeln!(out, "  {}", clue.words()),
            weight => {
                let _ = writeln!(out, "  {weight:+} {}", clue.words());
                *sum.get_or_insert(0) += weight;
            }
        }
    }
    if let Some(sum) = sum {
        let _ = writeln!(out, "  = {sum} of {NEEDED} needed");
    }
}

/// Where lines were joined or cut; lines joined by the same clue in a row are told of once.
fn places(out: &mut String, reasons: &[Reason]) {
    let placed: Vec<(Clue, usize)> = reasons.iter().filter_map(|reason| Some((reason.clue, reason.line?))).collect();
    for row in placed.chunk_by(|one, next| one.0 == next.0) {
        let _ = match row {
            [(clue, line)] => writeln!(out, "  at line {line}: {}", clue.words()),
            [(clue, first), .., (_, last)] => writeln!(out, "  at lines {first}–{last}: {}", clue.words()),
            [] => Ok(()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_in_a_row_are_told_of_once() {
        let at = |clue, line| Reason { clue, line: Some(line) };
        let mut out = String::new();
        places(&mut out, &[at(Clue::BlankBetween, 3), at(Clue::FullLine, 4), at(Clue::FullLine, 5), at(Clue::FullLine, 6)]);
        assert_eq!(out, format!("  at line 3: {}\n  at lines 4–6: {}\n", Clue::BlankBetween.words(), Clue::FullLine.words()));
    }

    #[test]
    fn weights_are_summed_and_plain_clues_are_not() {
        let mut out = String::new();
        sum(&mut out, [Clue::PaperName, Clue::NoTextBelow].into_iter());
        assert!(out.ends_with("  = 10 of 10 needed\n"), "{out}");
        out.clear();
        sum(&mut out, [Clue::People].into_iter());
        assert_eq!(out, format!("  {}\n", Clue::People.words()));
    }
}
