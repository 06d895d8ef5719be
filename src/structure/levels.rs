//! Which level each numbering of a text stands for: 部 above 章, 一、 above （一）, and what begins anew under another below that.
//!
//! **Always true:** a numbering has one level in a text, and no two have the same.

use crate::document::Level;

use super::numbering::{Kind, LADDER};

/// Which of the numberings a text uses, in their order, and so the level of each (rulings: "heading levels").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Levels {
    used: Vec<Kind>,
    /// Levels that headings without a number take above all others.
    above: usize,
}

impl Levels {
    /// The levels of a text whose headings and run-ins are numbered so, in reading order: which numbering, which number.
    ///
    /// What has one place only keeps it: 部 above 章, both above 一、; （一） and 1. nest as they first appear. But what begins
    /// anew while another counts on stands below that, whatever it is called.
    pub fn of(numbers: impl Iterator<Item = (Kind, usize)>, above: usize) -> Levels {
        let numbers: Vec<(Kind, usize)> = numbers.filter(|(kind, _)| LADDER.contains(kind)).collect();
        let mut used: Vec<Kind> = Vec::new();
        for (kind, _) in &numbers {
            if !used.contains(kind) {
                used.push(*kind);
            }
        }
        let first_seen = used.clone();
        used.sort_by_key(|kind| place(*kind));
        let restarts = Restarts::of(&numbers, &first_seen);
        // Each pass settles one numbering at least; there are no more passes than numberings.
        for _ in 0..used.len() {
            for upper in 1..used.len() {
                if restarts.belongs_below(used[upper - 1], used[upper]) {
                    used.swap(upper - 1, upper);
                }
            }
        }
        Levels { used, above }
    }

    /// Whether one numbering stands above another in this text.
    pub fn is_above(&self, upper: Kind, lower: Kind) -> bool {
        let place = |kind| self.used.iter().position(|used| *used == kind);
        place(upper).zip(place(lower)).is_some_and(|(upper, lower)| upper < lower)
    }

    /// Whether the text has numbered headings.
    pub fn is_numbered(&self) -> bool {
        !self.used.is_empty()
    }

    /// The level of a numbering in this text.
    pub fn level(&self, kind: Kind) -> Option<Level> {
        let place = self.used.iter().position(|used| *used == kind)?;
        Some(Level::new(place + 1 + self.above))
    }
}

/// Where a numbering stands by custom; those with the same place nest as they first appear.
fn place(kind: Kind) -> usize {
    match kind {
        Kind::Part => 0,
        Kind::Volume => 1,
        Kind::Division => 2,
        Kind::Chapter => 3,
        Kind::Section => 4,
        Kind::Formal => 5,
        Kind::Han => 6,
        _ => FREE,
    }
}

/// The place of numberings that custom does not rank.
const FREE: usize = 7;

/// How often each numbering began anew while another counted on: `counts[lower][upper]`, by the order of first appearance.
struct Restarts {
    kinds: Vec<Kind>,
    counts: Vec<Vec<usize>>,
}

impl Restarts {
    fn of(numbers: &[(Kind, usize)], kinds: &[Kind]) -> Restarts {
        let mut counts = vec![vec![0; kinds.len()]; kinds.len()];
        // Whether the first number of `upper` since the last one of `lower` went on counting.
        let mut went_on: Vec<Vec<Option<bool>>> = vec![vec![None; kinds.len()]; kinds.len()];
        let mut last: Vec<Option<usize>> = vec![None; kinds.len()];
        for (kind, number) in numbers {
            let Some(own) = kinds.iter().position(|other| other == kind) else { continue };
            for upper in 0..kinds.len() {
                let counted_on = went_on[own][upper].take() == Some(true);
                counts[own][upper] += usize::from(*number == 1 && last[own].is_some() && counted_on);
            }
            let goes_on = last[own].is_some_and(|last| *number == last + 1);
            for lower in &mut went_on {
                lower[own].get_or_insert(goes_on);
            }
            last[own] = Some(*number);
        }
        Restarts { kinds: kinds.to_vec(), counts }
    }

    /// Whether `kind` stands below `other`, against custom: it began anew under `other`, and `other` never did under it.
    fn belongs_below(&self, kind: Kind, other: Kind) -> bool {
        let place_of = |kind| self.kinds.iter().position(|own| *own == kind);
        let Some((own, upper)) = place_of(kind).zip(place_of(other)) else { return false };
        // What custom ranks needs more: twice, or once and that it came later.
        let needed = if place(kind) == FREE && place(other) == FREE { 1 } else { 2 };
        self.counts[upper][own] == 0 && self.counts[own][upper] > 0 && self.counts[own][upper] + usize::from(upper < own) >= needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_nest_what_a_text_uses() {
        let levels = Levels::of([Kind::Han, Kind::Arabic, Kind::ArabicParen].into_iter().map(|kind| (kind, 1)), 0);
        assert_eq!(levels.level(Kind::Arabic).map(Level::number), Some(2), "1. stands right under 一、 here");
        let levels = Levels::of([Kind::HanParen, Kind::Han, Kind::Chapter].into_iter().map(|kind| (kind, 1)), 0);
        assert_eq!(levels.level(Kind::Chapter).map(Level::number), Some(1));
        assert_eq!(levels.level(Kind::HanParen).map(Level::number), Some(3));
    }

    #[test]
    fn what_begins_anew_under_another_stands_below_it() {
        let below = |text: &str| {
            let numbers: Vec<(Kind, usize)> = text
                .chars()
                .filter_map(|c| match c {
                    'P' => Some(Kind::Part),
                    'C' => Some(Kind::Chapter),
                    'h' => Some(Kind::HanParen),
                    'a' => Some(Kind::Arabic),
                    'H' => Some(Kind::Han),
                    _ => None,
                })
                .zip(text.chars().filter_map(|c| Some(c.to_digit(10)? as usize)))
                .collect();
            Levels::of(numbers.into_iter(), 0)
        };
        for (text, upper, lower) in [
            ("C1 P1 P2 C2 P1 P2", Kind::Chapter, Kind::Part),
            ("P1 C1 C2 P2 C3 C4", Kind::Part, Kind::Chapter),
            ("P1 C1 C2 P2 C1 C2", Kind::Part, Kind::Chapter),
            ("a1 a2 h1 a1 a2 h2 a1 a2", Kind::HanParen, Kind::Arabic),
            ("a1 h1 h2 a2 h1 h2", Kind::Arabic, Kind::HanParen),
            // Another speech in the same file begins with 一、 again; its 1. were counted on by mistake.
            ("H1 a1 a2 H2 a3 H1 a4", Kind::Han, Kind::Arabic),
            ("H1 h1 a1 a2 h2 a1 H2 h1 a1", Kind::HanParen, Kind::Arabic),
            ("H1 h1 a1 a2 h2 a1 H2 h1 a1", Kind::Han, Kind::HanParen),
        ] {
            assert!(below(text).is_above(upper, lower), "{text}");
        }
    }
}
