//! How a run-in stands out from its paragraph: （一）加强领导。… at the head, …。二要带头学。… inside.
//!
//! GB/T 9704—2012, 7.3.3 gives faces to levels (（一） is 楷体), none to 一是, which offices leave plain, set in 楷体 or bold.
//! So a run-in whose number has a level follows `level-run-in`, any other `run-in`, those inside a paragraph `inner`.
//!
//! **Always true:** stretches lie on character boundaries, in order, apart; what is set plain is not among them.

use std::ops::Range;

use super::{FaceRole, Template, attachment};
use crate::document::{Block, Level, Role};

/// How a run-in is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Emphasis {
    /// As the heading whose work it does; only where its number has a level.
    Heading,
    /// As its paragraph.
    Plain,
    /// In its paragraph's face, bold.
    Bold,
    /// In 楷体.
    Kai,
    /// On a line of its own, as a heading (`split.rs`); not inside a paragraph.
    Split,
}

/// What sets a stretch of text off from its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The faces of the heading of this level.
    Heading(Level),
    /// The paragraph's face with thicker strokes, the bold Latin.
    Bold,
    /// 楷体.
    Kai,
}

impl Look {
    /// The faces of Han and Latin in a paragraph of this role.
    pub fn faces(self, role: Role, template: &Template) -> (FaceRole, FaceRole) {
        let style = template.style(role);
        match self {
            Look::Heading(level) => {
                let heading = template.style(Role::Heading(level));
                (heading.face, heading.latin)
            }
            Look::Bold => (style.face, FaceRole::LatinBold),
            Look::Kai => (FaceRole::Kai, style.latin),
        }
    }
}

/// The stretches of a block that stand out, by byte ranges of its text.
pub fn stretches(block: &Block, template: &Template) -> Vec<(Range<usize>, Look)> {
    if attachment::is_head(block) {
        return vec![(0..block.text.len(), Look::Heading(Level::ONE))]; // 7.3.7: 3号黑体
    }
    let style = template.style(block.role);
    let head = block.run_in.map(|run_in| {
        let emphasis = if run_in.level.is_some() { style.level_run_in } else { style.run_in };
        (0..run_in.end, look(emphasis, run_in.level))
    });
    let inner = block.inner.iter().map(|range| (range.clone(), look(style.inner, None)));
    let mut done = 0;
    let mut found = Vec::new();
    for (range, look) in head.into_iter().chain(inner) {
        // Ranges that overlap or end inside a character are no run-ins: the paragraph stays plain there.
        let Some(look) = look.filter(|_| range.start >= done && block.text.get(range.clone()).is_some_and(|text| !text.is_empty())) else {
            continue;
        };
        done = range.end;
        found.push((range, look));
    }
    found
}

fn look(emphasis: Emphasis, level: Option<Level>) -> Option<Look> {
    match emphasis {
        Emphasis::Heading => level.map(Look::Heading),
        // What could not be split (第一条) is as plain as the rest.
        Emphasis::Plain | Emphasis::Split => None,
        Emphasis::Bold => Some(Look::Bold),
        Emphasis::Kai => Some(Look::Kai),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::RunIn;
    use crate::template::load;

    fn block(text: &str, end: usize, level: Option<Level>, inner: Vec<Range<usize>>) -> Block {
        let run_in = Some(RunIn { end, level });
        Block { role: Role::Body, text: text.into(), pieces: vec![], lines: (1, 1), column: 1, run_in, inner }
    }

    #[test]
    fn gbt9704_gives_levels_their_face_and_leaves_the_rest_plain() {
        let template = load("own", "").expect("good");
        let two = Level::new(2);
        assert_eq!(stretches(&block("（一）好。好", 15, Some(two), vec![]), &template), [(0..15, Look::Heading(two))]);
        assert_eq!(stretches(&block("一是好。二是好。好", 12, None, vec![12..24; 1]), &template), []);
    }

    #[test]
    fn a_template_says_how_each_kind_stands_out() {
        let block = block("一是好。二是好。好", 12, None, vec![12..24; 1]);
        for (own, expected) in [
            ("run-in = \"bold\"", vec![(0..12, Look::Bold)]),
            ("inner = \"kai\"", vec![(12..24, Look::Kai)]),
            ("run-in = \"kai\"\ninner = \"bold\"", vec![(0..12, Look::Kai), (12..24, Look::Bold)]),
        ] {
            assert_eq!(stretches(&block, &load("own", &format!("[style.body]\n{own}")).expect("good")), expected, "{own}");
        }
    }

    #[test]
    fn ranges_that_overlap_or_end_inside_a_character_stay_plain() {
        let template = load("own", "[style.body]\nrun-in = \"bold\"\ninner = \"bold\"").expect("good");
        assert_eq!(stretches(&block("一是好。好", 1, None, vec![0..3, 1..3, 99..120]), &template), [(0..3, Look::Bold)]);
        assert_eq!(stretches(&block("一是好。好", 12, None, vec![9..15; 1]), &template), [(0..12, Look::Bold)]);
    }
}
