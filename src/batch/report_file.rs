//! `--report FILE.json`: what became of every input, for a program to read.
//!
//! It never takes the place of a text that is to be read, of a handout of the same run, or of somebody's file.
//!
//! **Always true:** sorted by path, in English, without times or machine names: the same input gives the same report.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::discover::{Input, Origin};
use super::plan::{Job, real};
use super::summary::Summary;
use super::trouble::{Trouble, shown};
use super::worker::Outcome;
use crate::diagnostic::Diagnostic;
use crate::emit::fingerprint::hex;
use crate::message::Message;
use crate::phrase;

/// A diagnostic as JSON, in reports and in `inspect`.
#[derive(Debug, Serialize)]
pub struct DiagnosticJson<'a> {
    severity: &'static str,
    rule: &'static str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    hints: Vec<&'a str>,
}

impl<'a> From<&'a Diagnostic> for DiagnosticJson<'a> {
    fn from(said: &'a Diagnostic) -> Self {
        DiagnosticJson {
            severity: said.severity.as_str(),
            rule: said.rule,
            line: said.place.map(|place| place.line),
            column: said.place.map(|place| place.column),
            message: &said.message,
            hints: said.hints.iter().map(Message::as_str).collect(),
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    files: Vec<FileJson<'a>>,
    totals: Summary,
}

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    status: &'static str,
    outputs: Vec<OutputJson<'a>>,
    title: Option<&'a str>,
    encoding: Option<&'static str>,
    edits: &'a BTreeMap<&'static str, usize>,
    diagnostics: Vec<DiagnosticJson<'a>>,
    error: Option<String>,
}

#[derive(Serialize)]
struct OutputJson<'a> {
    path: String,
    sha256: Option<&'a str>,
    pages: usize,
}

/// The report on these outcomes, in any order.
pub fn report(outcomes: &[Outcome]) -> String {
    let mut sorted: Vec<&Outcome> = outcomes.iter().collect();
    sorted.sort_by_key(|outcome| (outcome.name.as_str(), outcome.name.exact_bytes()));
    let mut totals = Summary::default();
    sorted.iter().for_each(|outcome| totals.add(outcome));
    let report = Report { schema: 1, files: sorted.into_iter().map(file).collect(), totals };
    // holds: strings, numbers and lists of them, under string keys, are always JSON.
    let mut text = serde_json::to_string_pretty(&report).expect("a report is plain data");
    text.push('\n');
    text
}

fn file(outcome: &Outcome) -> FileJson<'_> {
    let output = |made: &'_ super::worker::Made| made.path.as_ref().map_or_else(|| "-".to_string(), |path| shown(path).to_string());
    FileJson {
        path: outcome.name.as_str(),
        path_bytes: outcome.name.exact_bytes().map(hex),
        status: outcome.status.as_str(),
        outputs: outcome
            .outputs
            .iter()
            .map(|made| OutputJson { path: output(made), sha256: made.sha256.as_deref(), pages: outcome.pages })
            .collect(),
        title: outcome.title.as_deref(),
        encoding: outcome.encoding,
        edits: &outcome.edits,
        diagnostics: outcome.diagnostics.iter().map(DiagnosticJson::from).collect(),
        error: outcome.error().map(|error| error.to_string()),
    }
}

/// Refuses a report that would take the place of a text that is to be read.
pub fn spare_inputs(report: &Path, found: &[Result<Input, Trouble>]) -> Result<(), Trouble> {
    let is_report = is_same_as(report);
    let is_input = |input: &Input| match &input.origin {
        Origin::File(path) => is_report(path),
        Origin::Stdin => false,
    };
    refuse_where(found.iter().flatten().any(is_input), report, phrase!("the report would overwrite an input"))
}

/// Refuses a report that would take the place of a handout of the same run.
pub fn spare_outputs(report: &Path, jobs: &[Result<Job, Trouble>]) -> Result<(), Trouble> {
    let is_report = is_same_as(report);
    let mut outputs = jobs.iter().flatten().flat_map(|job| job.outputs.iter().filter_map(|(_, path)| path.as_deref()));
    refuse_where(outputs.any(is_report), report, phrase!("the report would overwrite a handout of this run"))
}

/// Refuses a report that would take the place of somebody's file, unless forced: only an earlier report, known by its
/// schema and its list, is replaced, and an empty file, which is nobody's work.
pub fn spare_others(report: &Path, list: &str, force: bool) -> Result<(), Trouble> {
    let before = match fs::read(report) {
        Ok(before) => before,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Trouble::io(report, &error).hint("give the report another name")),
    };
    if force || before.is_empty() || is_report(&before, list) {
        return Ok(());
    }
    let trouble = Trouble::at(report, "it was not written as a report by jiangyi, so it is left alone");
    Err(trouble.hint("move it, or give the report another name"))
}

fn is_report(bytes: &[u8], list: &str) -> bool {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(bytes) else { return false };
    json["schema"] == 1 && json[list].is_array() && json["totals"].is_object()
}

fn refuse_where(stands: bool, report: &Path, what: &'static str) -> Result<(), Trouble> {
    if stands { Err(Trouble::at(report, what).hint("give the report another name")) } else { Ok(()) }
}

/// Whether a path leads to the same place as the report. The disk is asked only where the names are alike.
fn is_same_as(report: &Path) -> impl Fn(&Path) -> bool {
    // A disk may ignore case.
    let name = |path: &Path| path.file_name().map(OsStr::to_ascii_lowercase);
    let (report_name, report) = (name(report), real(report));
    move |path| name(path) == report_name && real(path).as_os_str().eq_ignore_ascii_case(&report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::trouble::Trouble;
    use crate::source::SourceName;

    #[test]
    fn a_report_is_sorted_by_path_whatever_the_order_of_work() {
        let failed = |name: &str| Outcome::failed(Trouble::with(SourceName::new(name), "gone"));
        let (one, other) = (report(&[failed("b"), failed("a")]), report(&[failed("a"), failed("b")]));
        assert_eq!(one, other);
        let json: serde_json::Value = serde_json::from_str(&one).expect("JSON");
        assert_eq!((&json["files"][0]["path"], &json["files"][0]["error"]), (&"a".into(), &"gone".into()));
        assert_eq!(json["totals"]["failed"], 2);
    }
}
