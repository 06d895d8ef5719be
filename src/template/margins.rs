//! What stands beside the text: a column to write notes in, and numbers at the lines.
//!
//! Both are furniture: on paper, not in the text.
//!
//! **Always true:** both stand on the paper, clear of the text.

use serde::Deserialize;

use super::reader::Reader;
use super::{Template, TemplateError};
use crate::length::Length;
use crate::message;

/// A column for notes at the outer edge: on the right, where pages are mirrored on even pages on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notes {
    /// How wide it is, from its rule outwards.
    pub width: Length,
    /// From the text to the rule.
    pub gap: Length,
    /// How thick the rule is that parts it from the text; none at 0.
    pub rule: Length,
    /// A line to write on at every so many grid lines; none at 0.
    pub writing_lines: usize,
}

/// Figures at the binding edge that count the lines of each page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineNumbers {
    /// Every how many lines one stands.
    pub every: usize,
    /// Font size.
    pub size: Length,
    /// From the figures to the text.
    pub gap: Length,
}

impl LineNumbers {
    /// The room for figures as the widest that a page can have: three half-width digits.
    pub fn width(&self) -> Length {
        self.size * 3 / 2
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NotesFile {
    width_mm: Option<f64>,
    gap_mm: Option<f64>,
    rule_pt: Option<f64>,
    writing_lines: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LineNumbersFile {
    every: Option<i64>,
    size_pt: Option<f64>,
    gap_mm: Option<f64>,
}

/// The notes column of a template that has the table.
pub(super) fn notes(reader: &Reader<'_>, own: Option<&NotesFile>) -> Result<Option<Notes>, TemplateError> {
    let Some(own) = own else { return Ok(None) };
    let mm = |key: &str, value: Option<f64>, usual| reader.number("notes", key, value.or(Some(usual))).map(Length::micrometres);
    Ok(Some(Notes {
        width: mm("width-mm", own.width_mm, 40.0)?,
        gap: mm("gap-mm", own.gap_mm, 5.0)?,
        rule: Length::milli_pt(reader.number("notes", "rule-pt", own.rule_pt.or(Some(0.5)))?),
        writing_lines: reader.count("notes", "writing-lines", own.writing_lines)?,
    }))
}

/// The line numbers of a template that has the table; none where every 0 lines.
pub(super) fn line_numbers(reader: &Reader<'_>, own: Option<&LineNumbersFile>) -> Result<Option<LineNumbers>, TemplateError> {
    let Some(own) = own else { return Ok(None) };
    let numbers = LineNumbers {
        every: reader.count("line-numbers", "every", own.every)?,
        size: Length::milli_pt(reader.number("line-numbers", "size-pt", own.size_pt.or(Some(7.5)))?),
        gap: Length::micrometres(reader.number("line-numbers", "gap-mm", own.gap_mm.or(Some(3.0)))?),
    };
    Ok((numbers.every > 0).then_some(numbers))
}

/// Whether both have their room on the page.
pub(super) fn check(reader: &Reader<'_>, template: &Template) -> Result<(), TemplateError> {
    let page = &template.page;
    if let Some(notes) = template.notes.filter(|notes| notes.gap + notes.width > page.right) {
        let most = (page.right - notes.gap).at_least(Length::ZERO).to_centi_pt() * 127 / 36_000;
        let message = message!("the notes column reaches beyond the paper; beside `gap-mm`, `right-mm` has room for {most} mm", most);
        return Err(reader.refuse("notes", "width-mm", message));
    }
    let room = if page.columns > 1 { page.left.min(page.gap()) } else { page.left };
    if template.line_numbers.is_some_and(|numbers| numbers.gap + numbers.width() > room) {
        let message = message!("the line numbers have no room; make `gap-mm` or `size-pt` smaller, or the margin or `column-gap` wider");
        return Err(reader.refuse("line-numbers", "gap-mm", message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;

    #[test]
    fn a_table_that_is_left_out_gives_nothing() {
        let own = load("own", "").expect("good");
        assert_eq!((own.notes, own.line_numbers), (None, None));
        assert_eq!(load("own", "[line-numbers]\nevery = 0").expect("good").line_numbers, None);
    }

    #[test]
    fn keys_left_out_have_a_usual_value() {
        let own = load("own", "[page]\nright-mm = 60\ncharacters = 20\n[notes]\n[line-numbers]\nevery = 5").expect("good");
        let notes = Notes { width: Length::mm(40), gap: Length::mm(5), rule: Length::milli_pt(500), writing_lines: 0 };
        assert_eq!(own.notes, Some(notes));
        assert_eq!(own.line_numbers, Some(LineNumbers { every: 5, size: Length::milli_pt(7500), gap: Length::mm(3) }));
    }

    #[test]
    fn what_would_stand_off_the_paper_or_in_the_text_is_refused() {
        for (source, said) in [
            ("[notes]\nwidth-mm = 30", "line 2: the notes column reaches beyond the paper; beside `gap-mm`, `right-mm` has room for 21 mm"),
            ("[notes]\nwidth = 30", "line 2: unknown field `width`, expected one of `width-mm`, `gap-mm`, `rule-pt`, `writing-lines`"),
            ("[notes]\nrule-pt = 9", "line 2: `rule-pt = 9` is outside 0 to 3"),
            ("[line-numbers]\nevery = 5\ngap-mm = 27", "line 3: the line numbers have no room"),
            ("[page]\ncolumns = 2\ncharacters = 13\n[line-numbers]\nevery = 5\ngap-mm = 10", "line 6: the line numbers have no room"),
            ("[line-numbers]\nevery = -1", "line 2: `every = -1` is outside 0 to 100"),
            ("[line-numbers]\nevry = 5", "line 2: unknown field `evry`; did you mean every?"),
        ] {
            let refused = load("own", source).expect_err("must be refused").to_string();
            assert!(refused.starts_with(said), "{source}: {refused}");
        }
    }
}
