//! Rules to content: straight lines in an artifact of their own (ISO 32000-1, 14.8.2.2.2: layout, not pagination).
//!
//! **Always true:** a page without rules gets nothing.

use super::content::{ContentStream, Decimal, Property};
use super::page::pt;
use crate::layout::Rule;
use crate::length::Length;

/// Draws them on a page of this height. Leaves thickness and colour of strokes changed: rules come last.
pub(super) fn draw(rules: &[Rule], height: Length, out: &mut ContentStream) {
    if rules.is_empty() {
        return;
    }
    out.begin_marked("Artifact", &[("Type", Property::Name("Layout"))]);
    let mut stroke = None;
    for rule in rules {
        if stroke != Some((rule.thickness, rule.black)) {
            stroke = Some((rule.thickness, rule.black));
            out.numbers(&[pt(rule.thickness)], "w");
            out.numbers(&[Decimal(i64::from(100 - rule.black.min(100)), 2)], "G");
        }
        let point = |(x, y): (Length, Length)| [pt(x), pt(height - y)];
        out.numbers(&point(rule.from), "m");
        out.numbers(&point(rule.to), "l");
        out.plain("S");
    }
    out.plain("EMC");
}
