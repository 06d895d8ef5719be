//! The column for notes at a page's outer edge: its rule, and thin lines to write on.
//!
//! The column is as high as the type area. A line to write on stands at the foot of its grid line's characters, so that notes
//! run beside the text they are about.

use super::page::Rule;
use crate::length::Length;
use crate::template::{Notes, Template};

/// How thick a line to write on is: a quarter of a point is the thinnest that every printer shows.
const HAIRLINE: Length = Length::milli_pt(250);
/// How black it is, in hundredths: what is written on it stands out.
const FAINT: u8 = 40;
/// From the rule to the lines to write on.
const INSET: Length = Length::mm(2);

/// The lines that are drawn on a page (1-based).
pub fn rules(number: usize, template: &Template) -> Vec<Rule> {
    let Some(notes) = &template.notes else { return Vec::new() };
    let page = &template.page;
    let (top, foot) = (page.top, page.height - page.bottom);
    let (edge, far) = sides(number, notes, template);
    let inset = if far > edge { edge + INSET } else { edge - INSET };
    let mut rules = Vec::new();
    if notes.rule > Length::ZERO {
        rules.push(Rule { from: (edge, top), to: (edge, foot), thickness: notes.rule, black: 100 });
    }
    if notes.writing_lines > 0 {
        let places = (1..=page.lines).filter(|n| n.is_multiple_of(notes.writing_lines));
        rules.extend(places.map(|n| {
            let y = page.top + page.pitch() * (n as i64 - 1) + page.cell();
            Rule { from: (inset, y), to: (far, y), thickness: HAIRLINE, black: FAINT }
        }));
    }
    rules
}

/// Where the column begins, beside the text, and where it ends: on the left of even pages where pages are mirrored.
fn sides(number: usize, notes: &Notes, template: &Template) -> (Length, Length) {
    let page = &template.page;
    if template.furniture.mirror && number.is_multiple_of(2) {
        let edge = page.right - notes.gap;
        (edge, edge - notes.width)
    } else {
        let edge = page.width - page.right + notes.gap;
        (edge, edge + notes.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;

    fn template(more: &str) -> Template {
        load("own", &format!("[page]\nright-mm = 66\ncharacters = 20\n{more}")).expect("a good template")
    }

    #[test]
    fn the_rule_stands_at_the_outer_edge_of_either_side() {
        let notes = "[notes]\nwidth-mm = 50\ngap-mm = 5\nrule-pt = 0.5";
        let rule = |x| Rule { from: (x, Length::mm(37)), to: (x, Length::mm(262)), thickness: Length::milli_pt(500), black: 100 };
        let mirrored = template(&format!("mirror = true\n{notes}"));
        assert_eq!(rules(1, &mirrored), [rule(Length::mm(210 - 66 + 5))]);
        assert_eq!(rules(2, &mirrored), [rule(Length::mm(66 - 5))]);
        assert_eq!(rules(2, &template(notes)), rules(1, &mirrored), "not mirrored: always on the right");
    }

    #[test]
    fn lines_to_write_on_go_with_the_grid_and_end_within_the_column() {
        for (every, count) in [(0, 0), (1, 22), (2, 11), (3, 7), (20, 1)] {
            let template = template(&format!("mirror = true\n[notes]\nrule-pt = 0\nwriting-lines = {every}"));
            for number in 1..3 {
                let rules = rules(number, &template);
                assert_eq!(rules.len(), count, "every {every}");
                for rule in rules {
                    assert!(rule.from.1 == rule.to.1 && rule.to.1 <= Length::mm(262) && rule.to.0 > Length::ZERO);
                    assert_eq!((rule.from.0 - rule.to.0).units().abs(), Length::mm(38).units());
                }
            }
        }
    }

    #[test]
    fn a_template_without_the_table_has_none() {
        assert_eq!(rules(1, &template("")), []);
    }
}
