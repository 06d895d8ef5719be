//! Where each item of a line stands: shrink or stretch to the measure, in CLREQ's order.
//!
//! Shrink: brackets inside the line → ½ em, pauses → ½ em, Han–Latin gap ¼ → ⅛ em, stops → ½ em, and last a fiftieth of
//! an em between Han, which nobody sees. Stretch: word spaces → ½ em, Han–Latin gap → ⅓ em, then all gaps equally, never
//! inside a unit nor beside a connector (CLREQ, procedures for inter-character spacing reduction and expansion).
//!
//! **Always true:** a justified line is exactly as wide as its measure, unless that would take more than half an em a place: such a
//! line, which a long address follows, stays ragged.

use super::class::Class;
use super::itemize::Item;
use crate::length::Length;
use crate::template::LineRules;

/// How the line is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Exactly this wide.
    Full(Length),
    /// As wide as it is (the last line, centred and flush lines), but never wider than this.
    Solid(Length),
}

/// The place of one item: its glyph's origin, from the line's left edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Index of the item.
    pub item: usize,
    /// Where its glyph's origin stands.
    pub x: Length,
}

/// How much a mark can still give up inside a line.
pub fn shrink_of(item: &Item) -> Length {
    let untouched = item.trim_left == Length::ZERO && item.trim_right == Length::ZERO && !item.rigid;
    match item.class {
        Class::Open | Class::Close | Class::Pause | Class::Stop | Class::Query if untouched => item.advance / 2,
        _ => Length::ZERO,
    }
}

/// How much the gap between two items can give up: half the Han–Latin gap, a fiftieth of an em between Han.
pub fn shrink_of_gap(a: &Item, b: &Item) -> Length {
    if b.gap > Length::ZERO {
        b.gap / 2
    } else if takes_space(a, b) {
        a.advance.at_least(b.advance) / 50
    } else {
        Length::ZERO
    }
}

/// Whether space may come between two items: never inside a word, a number and its unit, a dash, an ellipsis, nor beside
/// connectors and separators.
pub fn takes_space(a: &Item, b: &Item) -> bool {
    let pair = matches!((a.class, b.class), (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis));
    // A word space is one place, not two.
    let word = a.class.is_latin() && b.class.is_latin() || matches!(b.class, Class::Combining | Class::Space);
    !(is_unit(a, b) || pair || word || a.class.is_connector() || b.class.is_connector())
}

/// Whether the two are a number and what belongs to it (5%, ￥5, 5年, 第5), or else must not move apart.
fn is_unit(a: &Item, b: &Item) -> bool {
    b.rigid || matches!((a.class, b.class), (Class::Digit, Class::Postfix) | (Class::Prefix, Class::Digit))
}

/// One place where a line can give or take.
#[derive(Clone, Copy)]
enum Place {
    /// The empty half of the mark at this index.
    Mark(usize),
    /// The space before the item at this index.
    Gap(usize),
}

/// A line being set: what each item gives up and gets.
struct Setting<'a> {
    items: &'a [Item],
    trim_left: Vec<Length>,
    trim_right: Vec<Length>,
    /// Space before each item.
    space: Vec<Length>,
}

/// Sets the items of one line; `first` says that it is the paragraph's first line.
///
/// Spaces at the line's end get no place. The second value is the line's width.
pub fn place(items: &[Item], first: bool, fit: Fit, rules: &LineRules) -> (Vec<Placed>, Length) {
    let end = items.iter().rposition(|item| !matches!(item.class, Class::Space | Class::Blank)).map_or(0, |last| last + 1);
    let mut begin = 0;
    while !first && begin < end && matches!(items[begin].class, Class::Space | Class::Blank) {
        begin += 1;
    }
    let mut line = Setting::new(&items[begin..end], rules.squeezes_start(first));
    match fit {
        Fit::Full(measure) => {
            let width = line.width();
            if width > measure {
                line.shrink(width - measure);
            } else {
                line.stretch(measure - width);
            }
        }
        Fit::Solid(measure) => {
            let width = line.width();
            if width > measure {
                line.shrink(width - measure);
            }
        }
    }
    let width = line.width();
    (line.placed(begin), width)
}

impl<'a> Setting<'a> {
    fn new(items: &'a [Item], squeezes_start: bool) -> Setting<'a> {
        let mut trim_left: Vec<Length> = items.iter().map(|item| item.trim_left).collect();
        let mut trim_right: Vec<Length> = items.iter().map(|item| item.trim_right).collect();
        let mut space: Vec<Length> = items.iter().map(|item| item.gap).collect();
        if let Some(item) = items.first() {
            space[0] = Length::ZERO;
            if squeezes_start && item.class.has_empty_left_half() {
                trim_left[0] = item.advance / 2;
            }
        }
        if let (Some(item), Some(trim)) = (items.last(), trim_right.last_mut())
            && item.class.has_empty_right_half()
        {
            *trim = item.advance / 2;
        }
        Setting { items, trim_left, trim_right, space }
    }

    fn width(&self) -> Length {
        let advances: Length = self.items.iter().map(|item| item.advance).sum();
        let spaces: Length = self.space.iter().copied().sum();
        let trims: Length = self.trim_left.iter().chain(&self.trim_right).copied().sum();
        advances + spaces - trims
    }

    fn untrimmed(&self, i: usize) -> bool {
        self.trim_left[i] == Length::ZERO && self.trim_right[i] == Length::ZERO && !self.items[i].rigid
    }

    /// The marks of these classes that still have both halves.
    fn marks(&self, classes: &[Class]) -> Vec<(Place, Length)> {
        (0..self.items.len())
            .filter(|i| classes.contains(&self.items[*i].class) && self.untrimmed(*i))
            .map(|i| (Place::Mark(i), self.items[i].advance / 2))
            .collect()
    }

    /// The gaps between items for which `limit` gives more than nothing.
    fn gaps(&self, limit: impl Fn(&Item, &Item) -> Length) -> Vec<(Place, Length)> {
        (1..self.items.len())
            .map(|i| (Place::Gap(i), limit(&self.items[i - 1], &self.items[i])))
            .filter(|(_, most)| *most > Length::ZERO)
            .collect()
    }

    fn shrink(&mut self, mut excess: Length) {
        let steps: [Vec<(Place, Length)>; 5] = [
            self.marks(&[Class::Open, Class::Close]),
            self.marks(&[Class::Pause]),
            self.gaps(|_, b| b.gap / 2),
            self.marks(&[Class::Stop, Class::Query]),
            self.gaps(|a, b| if b.gap == Length::ZERO { shrink_of_gap(a, b) } else { Length::ZERO }),
        ];
        for places in steps {
            excess -= self.hand_out(&places, excess, -1);
            if excess <= Length::ZERO {
                return;
            }
        }
    }

    fn stretch(&mut self, mut rest: Length) {
        let spaces = self.gaps(|a, b| if a.class == Class::Space && !b.rigid { a.advance } else { Length::ZERO });
        rest -= self.hand_out(&spaces, rest, 1);
        // Up to half an em is allowed; many styles stop at a third, and beside even Han it is the third that looks even.
        let gaps = self.gaps(|a, b| if is_unit(a, b) { Length::ZERO } else { b.gap / 3 });
        rest -= self.hand_out(&gaps, rest, 1);
        let mut anywhere = self.gaps(|a, b| if takes_space(a, b) { Length::ENDLESS } else { Length::ZERO });
        if anywhere.is_empty() {
            anywhere = self.gaps(|a, b| if a.class == Class::Space && !b.rigid { Length::ENDLESS } else { Length::ZERO });
        }
        let widest = self.items.iter().map(|item| item.advance).max().unwrap_or(Length::ZERO);
        if rest * 2 <= widest * anywhere.len() as i64 {
            self.hand_out(&anywhere, rest, 1);
        }
    }

    /// Shares `total` out equally over the places, none above its limit; gives back what was shared.
    fn hand_out(&mut self, places: &[(Place, Length)], total: Length, sign: i64) -> Length {
        let room: Length = if places.iter().any(|(_, most)| *most >= Length::ENDLESS) {
            Length::ENDLESS
        } else {
            places.iter().map(|(_, most)| *most).sum()
        };
        if places.is_empty() || total <= Length::ZERO {
            return Length::ZERO;
        }
        let shared = total.min(room);
        let count = places.len() as i64;
        let (mut given, mut limit) = (Length::ZERO, Length::ZERO);
        for (n, (place, most)) in places.iter().enumerate() {
            // In proportion to the limit where there is one, so that none exceeds it; equally where there is none.
            let upto = if room >= Length::ENDLESS {
                shared * (n as i64 + 1) / count
            } else {
                limit += *most;
                portion(shared, limit, room)
            };
            let share = upto - given;
            given = upto;
            match place {
                Place::Mark(i) if self.items[*i].class == Class::Open => self.trim_left[*i] += share,
                Place::Mark(i) => self.trim_right[*i] += share,
                Place::Gap(i) => self.space[*i] += share * sign,
            }
        }
        given
    }

    fn placed(&self, begin: usize) -> Vec<Placed> {
        let mut pen = Length::ZERO;
        let mut placed = Vec::with_capacity(self.items.len());
        for (i, item) in self.items.iter().enumerate() {
            pen += self.space[i];
            let lean = if self.trim_right[i] > Length::ZERO { item.lean } else { Length::ZERO };
            placed.push(Placed { item: begin + i, x: pen - self.trim_left[i] - lean + item.shift });
            pen += item.advance - self.trim_left[i] - self.trim_right[i];
        }
        placed
    }
}

/// `whole * part / of`, exactly.
fn portion(whole: Length, part: Length, of: Length) -> Length {
    let units = i128::from(whole.units()) * i128::from(part.units()) / i128::from(of.units().max(1));
    Length::from_units(i64::try_from(units).unwrap_or(0))
}
