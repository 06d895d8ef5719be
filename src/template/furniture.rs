//! What pages carry on request, beside the text and its number: a running head, a watermark, swapped margins.
//!
//! None of it is part of the text: in a PDF it is an artifact, in a DOCX it stands in the header. All of it is off unless a
//! template or an option asks for it.
//!
//! **Always true:** the texts are one line, not blank, and hold no placeholder but the known ones.

use super::FaceRole;
use crate::document::Metadata;
use crate::length::Length;
use crate::message;
use crate::message::Message;
use crate::phrase;

/// The longest running head, in characters, before its placeholders are filled in.
const LONGEST_HEAD: usize = 200;
/// The longest watermark: of 60 characters each is 4 mm high on A4.
const LONGEST_WATERMARK: usize = 60;

/// What pages carry on request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Furniture {
    /// The running head.
    pub head: Option<RunningHead>,
    /// The watermark.
    pub watermark: Option<Watermark>,
    /// Whether the left and the right margin change places on even pages.
    pub mirror: bool,
}

/// What stands on the page on which the text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstPage {
    /// What stands on the others.
    #[default]
    Same,
    /// Neither page number nor running head; a watermark all the same, for it says what the paper is.
    Bare,
}

/// A line above the type area of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningHead {
    /// The text, with `{title}` and `{file}`.
    pub text: String,
    /// The face of Han and Chinese marks.
    pub face: FaceRole,
    /// Font size.
    pub size: Length,
    /// From its baseline down to the type area.
    pub above: Length,
}

impl RunningHead {
    /// The usual one: 五号 (10.5 pt) 宋体, 8 mm above the text, which is what a printed book has between them.
    pub fn of(text: String) -> RunningHead {
        RunningHead { text, face: FaceRole::Song, size: Length::milli_pt(10_500), above: Length::mm(8) }
    }

    /// What stands on the pages of a document.
    pub fn said(&self, metadata: &Metadata) -> String {
        // One pass, so that a title that holds `{file}` is printed as it stands.
        let mut said = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            said.push_str(before);
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            said.push_str(match name {
                "title" => metadata.property_title(),
                _ => &metadata.stem, // holds: head_text() lets no third name in
            });
            rest = after;
        }
        said.push_str(rest);
        said.chars().map(|c| if is_line_end(c) { ' ' } else { c }).collect()
    }
}

/// A text across every page, behind what is printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watermark {
    /// The text.
    pub text: String,
    /// Its face.
    pub face: FaceRole,
    /// How light it is, in percent: 0 is black, 100 the paper's white.
    pub lightness: u8,
}

impl Watermark {
    /// The usual one: 黑体, pale enough that text above it keeps nine tenths of its contrast (WCAG 2.2: 17 of 19), dark enough for a printer.
    pub fn of(text: String) -> Watermark {
        Watermark { text, face: FaceRole::Hei, lightness: 93 }
    }
}

/// What must not stand in a text of one line.
pub(super) fn is_line_end(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A text that fits on one line, or why it does not; empty where it is to be off.
fn line(said: &str, what: &'static str, longest: usize) -> Result<String, Message> {
    let said = said.trim();
    if let Some(c) = said.chars().find(|c| is_line_end(*c)) {
        let code = format!("{{U+{:04X}}}", u32::from(c));
        return Err(message!("the {what} holds {code}, a {what} is one line without control characters", what, code));
    }
    let length = said.chars().count();
    if length > longest {
        return Err(message!("the {what} has {length} characters, at most {longest} are allowed", what, length, longest));
    }
    Ok(said.to_string())
}

/// The text of a running head as it is kept; empty for none.
pub fn head_text(said: &str) -> Result<String, Message> {
    let said = line(said, phrase!("running head"), LONGEST_HEAD)?;
    let others = said.replace("{title}", "").replace("{file}", "");
    match others.contains(['{', '}']) {
        true => Err(message!("the running head `{said}` has a brace that means nothing; known are {title} {file}", said)),
        false => Ok(said),
    }
}

/// The text of a watermark as it is kept; empty for none.
pub fn watermark_text(said: &str) -> Result<String, Message> {
    line(said, phrase!("watermark"), LONGEST_WATERMARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_once() {
        let metadata = Metadata { title: Some("论{file}".to_string()), stem: "03".to_string(), ..Metadata::default() };
        let said = |text: &str, metadata: &Metadata| RunningHead::of(head_text(text).expect("good")).said(metadata);
        assert_eq!(said("内部　{title}（{file}）", &metadata), "内部　论{file}（03）");
        let untitled = Metadata { title: None, ..metadata.clone() };
        assert_eq!(said("{title}", &untitled), "03", "as in the properties");
    }

    #[test]
    fn what_cannot_stand_on_a_line_is_refused_with_what_is_allowed() {
        for (said, part) in [("a\nb", "{U+000A}"), ("{name}", "known are {title} {file}"), ("{title", "known are"), ("}", "known are")] {
            assert!(head_text(said).expect_err(said).contains(part));
        }
        assert!(head_text(&"头".repeat(201)).expect_err("long").contains("201 characters, at most 200"));
        assert!(watermark_text(&"密".repeat(61)).expect_err("long").contains("at most 60"));
        assert_eq!(watermark_text(" 草稿{} "), Ok("草稿{}".to_string()), "braces mean nothing in a watermark");
        assert_eq!((head_text(" "), watermark_text("")), (Ok(String::new()), Ok(String::new())));
    }
}
