//! Distances on paper, exact.
//!
//! One unit is 1/254 000 pt: the coarsest grid in which a millimetre, a point, a twip and a thousandth of an em of
//! any half-point size are all whole. Sums of glyph advances therefore never drift, on any machine.
//!
//! **Always true:** no floating point, until a file format asks for it in [`Length::to_pt`].

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// Units in a point.
const PER_PT: i64 = 254_000;
/// Units in a millimetre (1 mm = 360/127 pt).
const PER_MM: i64 = 720_000;

/// A distance or a position on the page.
///
/// ```
/// use jiangyi::length::Length;
/// assert_eq!(Length::pt(16) * 28, Length::pt(448));
/// assert!(Length::mm(156) < Length::pt(16) * 28, "28 characters of 16 pt do not fit in 156 mm");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

impl Length {
    /// No distance at all.
    pub const ZERO: Length = Length(0);
    /// Longer than any page: a measure that never ends a line.
    pub const ENDLESS: Length = Length(i64::MAX / 4);

    /// That many raw units.
    pub const fn from_units(units: i64) -> Length {
        Length(units)
    }

    /// Whole points.
    pub const fn pt(points: i64) -> Length {
        Length(points * PER_PT)
    }

    /// Whole millimetres.
    pub const fn mm(millimetres: i64) -> Length {
        Length(millimetres * PER_MM)
    }

    /// Twentieths of a point, the unit of DOCX.
    pub const fn twips(twips: i64) -> Length {
        Length(twips * PER_PT / 20)
    }

    /// Thousandths of a point, rounded to the nearest unit: what a template's decimal says.
    pub const fn milli_pt(thousandths: i64) -> Length {
        Length(thousandths * PER_PT / 1000)
    }

    /// Thousandths of a millimetre: what a template's decimal says.
    pub const fn micrometres(thousandths: i64) -> Length {
        Length(thousandths * PER_MM / 1000)
    }

    /// Thousandths of an em of this font size: how far a glyph moves the pen.
    pub const fn em_thousandths(self, thousandths: i64) -> Length {
        Length(self.0 * thousandths / 1000)
    }

    /// This distance in points, for a file format that asks for it.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / PER_PT as f64
    }

    /// This distance in hundredths of a point, rounded half up: the precision PDF coordinates are written in.
    pub const fn to_centi_pt(self) -> i64 {
        (self.0 * 100 + PER_PT / 2).div_euclid(PER_PT)
    }

    /// This distance in twentieths of a point, rounded half up.
    pub const fn to_twips(self) -> i64 {
        (self.0 * 20 + PER_PT / 2).div_euclid(PER_PT)
    }

    /// The raw number of units, for exact comparison and fingerprints.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The larger of the two.
    pub fn at_least(self, other: Length) -> Length {
        self.max(other)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}
impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}
impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}
impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, times: i64) -> Length {
        Length(self.0 * times)
    }
}
/// Rounds toward zero; callers that share a rest out hand the remainder on themselves.
impl Div<i64> for Length {
    type Output = Length;
    fn div(self, parts: i64) -> Length {
        Length(self.0 / parts)
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_points_and_twips_are_whole() {
        assert_eq!(Length::mm(127), Length::pt(360));
        assert_eq!(Length::twips(20), Length::pt(1));
        assert_eq!(Length::micrometres(1000), Length::mm(1));
    }

    #[test]
    fn a_thousandth_of_an_em_of_a_half_point_size_is_whole() {
        let size = Length::milli_pt(10_500); // 五号
        assert_eq!(size.em_thousandths(1) * 1000, size);
    }

    #[test]
    fn rounding_is_half_up_on_both_sides_of_zero() {
        assert_eq!(Length::milli_pt(15).to_centi_pt(), 2);
        assert_eq!(Length::milli_pt(-15).to_centi_pt(), -1);
    }
}
