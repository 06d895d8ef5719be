//! `--report FILE.json`: what became of every input, for a program to read.
//!
//! **Always true:** sorted by path, in English, without times or machine names: the same input gives the same report.

use std::collections::BTreeMap;

use serde::Serialize;

use super::summary::Summary;
use super::trouble::shown;
use super::worker::Outcome;
use crate::diagnostic::Diagnostic;
use crate::settings::hex;

/// A diagnostic as JSON, in reports and in `inspect`.
#[derive(Debug, Serialize)]
pub struct DiagnosticJson<'a> {
    severity: &'static str,
    rule: &'static str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    hints: &'a [String],
}

impl<'a> From<&'a Diagnostic> for DiagnosticJson<'a> {
    fn from(said: &'a Diagnostic) -> Self {
        DiagnosticJson {
            severity: said.severity.as_str(),
            rule: said.rule,
            line: said.place.map(|place| place.line),
            column: said.place.map(|place| place.column),
            message: &said.message,
            hints: &said.hints,
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
        error: outcome.error(),
    }
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
