//! Rules to content: straight lines in an artifact of their own (ISO 32000-1, 14.8.2.2.2: layout, not pagination).
//!
//! **Always true:** a page without rules gets nothing.

use std::collections::BTreeMap;

use printpdf::{Color, DictItem, Greyscale, Line, LinePoint, Op, Point};

use super::page::pt;
use crate::layout::Rule;
use crate::length::Length;

/// The operations that draw them on a page of this height. They leave thickness and colour of strokes changed: they come last.
pub(super) fn draw(rules: &[Rule], height: Length, ops: &mut Vec<Op>) {
    if rules.is_empty() {
        return;
    }
    let properties = DictItem::Dict { map: BTreeMap::from([("Type".to_string(), DictItem::Name(b"Layout".to_vec()))]) };
    ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".to_string(), properties });
    let mut stroke = None;
    for rule in rules {
        if stroke != Some((rule.thickness, rule.black)) {
            stroke = Some((rule.thickness, rule.black));
            let percent = f32::from(100 - rule.black.min(100)) / 100.0;
            ops.push(Op::SetOutlineThickness { pt: pt(rule.thickness) });
            ops.push(Op::SetOutlineColor { col: Color::Greyscale(Greyscale { percent, icc_profile: None }) });
        }
        let point = |(x, y): (Length, Length)| LinePoint { p: Point { x: pt(x), y: pt(height - y) }, bezier: false };
        ops.push(Op::DrawLine { line: Line { points: vec![point(rule.from), point(rule.to)], is_closed: false } });
    }
    ops.push(Op::EndMarkedContent);
}
