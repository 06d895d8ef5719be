//! `inspect --json`: one object a file, with what the stage asked for knows.
//!
//! **Always true:** in English, the same in every locale; keys stand in the order of docs/cli.md.

use std::fmt::Write;

use serde::Serialize;

use super::args::Stage;
use crate::batch::report_file::DiagnosticJson;
use crate::decode::{Decoded, DecodedText};
use crate::diagnostic::Severity;
use crate::document::{Block, Document};
use crate::emit::fingerprint::hex;
use crate::layout::{Line, Page, Part};
use crate::normalize::Edit;
use crate::source::SourceName;
use crate::structure::evidence::Reason;

use super::inspect::Inspection;

#[derive(Serialize)]
struct FileJson<'a> {
    schema: u32,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    encoding: Option<EncodingJson>,
    newline: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<BlockJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<PageJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<EditJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<DiagnosticJson<'a>>>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct EncodingJson {
    label: &'static str,
    bom: bool,
    evidence: Option<&'static str>,
    margin: Option<f64>,
    malformed: Vec<MalformedJson>,
    foreign: Vec<ForeignJson>,
}

#[derive(Serialize)]
struct ForeignJson {
    line: usize,
    label: &'static str,
}

#[derive(Serialize)]
struct MalformedJson {
    offset: usize,
    length: usize,
    line: usize,
}

#[derive(Serialize)]
struct BlockJson<'a> {
    role: &'static str,
    level: Option<usize>,
    text: &'a str,
    run_in: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inner: Vec<&'a str>,
    lines: [usize; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<ReasonJson>>,
}

#[derive(Serialize)]
struct ReasonJson {
    clue: &'static str,
    weight: i32,
    line: Option<usize>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    rule: &'static str,
    line: usize,
    column: usize,
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct PageJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    number: usize,
    lines: Vec<LineJson<'a>>,
    furniture: Vec<LineJson<'a>>,
}

#[derive(Serialize)]
struct LineJson<'a> {
    block: Option<usize>,
    baseline: f64,
    text: &'a str,
}

/// The object of one file, on one line.
pub fn object(name: &SourceName, seen: &Inspection, stage: Stage) -> String {
    let from = |first: Stage| stage >= first;
    let file = FileJson {
        schema: 1,
        path: name.as_str(),
        path_bytes: name.exact_bytes().map(hex),
        encoding: encoding(seen),
        newline: text(seen).map(|text| text.newline.as_str()),
        blocks: from(Stage::Structure).then(|| blocks(seen)),
        pages: from(Stage::Layout).then(|| seen.pages.iter().map(|one| page(one, &seen.reading.document)).collect()),
        edits: from(Stage::Normalize).then(|| seen.reading.normal.edits.iter().map(edit).collect()),
        diagnostics: from(Stage::Normalize).then(|| seen.reading.diagnostics.iter().map(DiagnosticJson::from).collect()),
        error: seen.reading.diagnostics.iter().find(|d| d.severity == Severity::Error).map(|d| d.message.as_str()),
    };
    as_line(&file)
}

/// The object of what could not be read at all.
pub fn unread(name: &SourceName, error: &str, stage: Stage) -> String {
    let none = |first: Stage| stage >= first;
    let file = FileJson {
        schema: 1,
        path: name.as_str(),
        path_bytes: name.exact_bytes().map(hex),
        encoding: None,
        newline: None,
        blocks: none(Stage::Structure).then(Vec::new),
        pages: none(Stage::Layout).then(Vec::new),
        edits: none(Stage::Normalize).then(Vec::new),
        diagnostics: none(Stage::Normalize).then(Vec::new),
        error: Some(error),
    };
    as_line(&file)
}

fn as_line(file: &FileJson<'_>) -> String {
    // holds: strings, numbers and lists of them, under string keys, are always JSON.
    let json = serde_json::to_string(file).expect("an inspection is plain data");
    let mut line = one_line(json);
    line.push('\n');
    line
}

/// JSON allows U+0085, U+2028 and U+2029 in strings as they are; readers that split text into lines end one at each.
fn one_line(json: String) -> String {
    let ends_lines = |c: char| matches!(c, '\u{0085}' | '\u{2028}' | '\u{2029}');
    if !json.contains(ends_lines) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if ends_lines(c) {
            // holds: writing to a String cannot fail
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// The decoded text, where there is any to speak of.
fn text(seen: &Inspection) -> Option<&DecodedText> {
    match &seen.reading.decoded {
        Decoded::Text(text) if !seen.is_blank => Some(text),
        Decoded::Text(_) | Decoded::Refused { .. } => None,
    }
}

fn encoding(seen: &Inspection) -> Option<EncodingJson> {
    if let Decoded::Refused { label } = seen.reading.decoded {
        let nothing = EncodingJson { label, bom: false, evidence: None, margin: None, malformed: Vec::new(), foreign: Vec::new() };
        return (!seen.is_blank).then_some(nothing);
    }
    let text = text(seen)?;
    let malformed = |m: &crate::decode::Malformed| MalformedJson { offset: m.span.start, length: m.span.len(), line: m.line };
    Some(EncodingJson {
        label: text.encoding.label(),
        bom: text.bom,
        evidence: Some(text.evidence.as_str()),
        margin: text.margin.map(|thousandths| thousandths as f64 / 1000.0),
        malformed: text.malformed.iter().map(malformed).collect(),
        foreign: text.foreign.iter().map(|foreign| ForeignJson { line: foreign.line, label: foreign.encoding.label() }).collect(),
    })
}

fn blocks(seen: &Inspection) -> Vec<BlockJson<'_>> {
    let why = |at: usize| seen.evidence.as_ref().map(|evidence| evidence.blocks.get(at).map_or(&[][..], Vec::as_slice));
    seen.reading.document.blocks.iter().enumerate().map(|(at, one)| block(one, why(at))).collect()
}

fn block<'a>(block: &'a Block, why: Option<&[Reason]>) -> BlockJson<'a> {
    BlockJson {
        role: block.role.as_str(),
        level: block.role.level().map(|level| level.number()),
        text: &block.text,
        run_in: block.run_in_text(),
        inner: block.inner.iter().filter_map(|range| block.text.get(range.clone())).collect(),
        lines: [block.lines.0, block.lines.1],
        why: why.map(|why| why.iter().map(reason).collect()),
    }
}

fn reason(reason: &Reason) -> ReasonJson {
    ReasonJson { clue: reason.clue.name(), weight: reason.clue.weight(), line: reason.line }
}

fn edit(edit: &Edit) -> EditJson<'_> {
    EditJson { rule: edit.rule, line: edit.place.line, column: edit.place.column, before: &edit.before, after: &edit.after }
}

fn page<'a>(page: &'a Page, document: &'a Document) -> PageJson<'a> {
    let line =
        |line: &'a Line| LineJson { block: line.block(), baseline: line.baseline.to_centi_pt() as f64 / 100.0, text: line.text(document) };
    PageJson {
        part: (page.part == Part::Contents).then_some("contents"),
        number: page.number,
        lines: page.lines.iter().map(line).collect(),
        furniture: page.artifacts().map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_end_of_any_kind_stands_inside_an_object() {
        let json = one_line("\"甲\u{2028}乙\u{0085}丙\"".to_string());
        assert_eq!(json, "\"甲\\u2028乙\\u0085丙\"");
        assert_eq!(serde_json::from_str::<String>(&json).ok().as_deref(), Some("甲\u{2028}乙\u{0085}丙"));
    }
}
