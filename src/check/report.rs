//! `--report-dir`: `report.json` about every case that differs, for a program to read.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::compare::Change;
use crate::batch::Trouble;
use crate::batch::report_file::spare_others;
use crate::batch::trouble::shown;
use crate::batch::write::write_plain;

/// Where the report goes in a folder, unless somebody's file stands there.
pub fn place(folder: &Path) -> Result<PathBuf, Trouble> {
    let path = folder.join("report.json");
    spare_others(&path, "cases", false)?;
    Ok(path)
}

/// Writes the report on these cases, in the order given.
pub fn write(path: &Path, cases: &[(String, Vec<Change>)], compared: usize, failed: usize) -> Result<(), Trouble> {
    let change = |change: &Change| json!({"level": change.level.as_str(), "detail": change.detail});
    let listed: Vec<Value> =
        cases.iter().map(|(case, changes)| json!({"case": case, "changes": changes.iter().map(change).collect::<Vec<_>>()})).collect();
    let totals = json!({"compared": compared, "differing": cases.len(), "failed": failed});
    let report = json!({"schema": 1, "cases": listed, "totals": totals});
    let text = serde_json::to_string_pretty(&report).map_err(|error| Trouble::usage(format!("{}: {error}", shown(path))))?;
    write_plain(path, format!("{text}\n").as_bytes())
}
