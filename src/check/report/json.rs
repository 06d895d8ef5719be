//! `report.json`: the cases that differ or failed, for a program to read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Report, Row, Status, Totals};
use crate::check::compare::Change;

/// The report as JSON.
pub fn text(report: &Report) -> String {
    let cases: Vec<Value> = report.rows.iter().filter(|row| row.status() != Status::Same).map(case).collect();
    let Totals { compared, differing, orphaned, refused, failed } = report.totals;
    let totals = json!({"compared": compared, "differing": differing, "orphaned": orphaned, "refused": refused, "failed": failed});
    let whole = json!({"schema": 1, "against": report.against, "cases": cases, "why": report.why, "totals": totals});
    // `{:#}` of a JSON value is JSON, indented.
    format!("{whole:#}\n")
}

fn case(row: &Row) -> Value {
    let change = |change: &Change| json!({"level": change.level.as_str(), "sentence": change.sentence, "detail": change.detail});
    let levels: BTreeMap<&str, &str> = row.levels().into_iter().flatten().map(|(level, state)| (level.as_str(), state.as_str())).collect();
    let verdict = row.outcome.as_ref().ok();
    json!({
        "case": row.case,
        "input": row.input,
        "status": row.status().as_str(),
        "levels": levels,
        "input_changed": verdict.and_then(|verdict| verdict.input_changed),
        "line": verdict.and_then(|verdict| verdict.line),
        "changes": row.changes().iter().map(change).collect::<Vec<_>>(),
        "error": row.outcome.as_ref().err(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_only_counted() {
        let report: Value = serde_json::from_str(&text(&super::super::tests::sample())).expect("JSON");
        let cases = report["cases"].as_array().expect("a list");
        let statuses: Vec<&str> = cases.iter().filter_map(|case| case["status"].as_str()).collect();
        assert_eq!(statuses, ["changed", "new", "orphaned", "failed"]);
        assert_eq!((&cases[0]["changes"][0]["level"], &report["totals"]["compared"]), (&json!("document"), &json!(3)));
        assert_eq!(cases[3]["error"], "there is no such file or folder");
    }
}
