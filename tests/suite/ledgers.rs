//! The ledgers of `docs/conformance/` say what is so: each status is one of four, and each test they name exists.
//!
//! A row has four cells: clause, what it asks, status, the tests that show it as `path::name`. A Rust test is a function behind
//! `#[test]`; the name behind `tests/conformance/*/run` is one of the judges that the script calls.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LEDGERS: [&str; 5] = ["clreq", "gbt9704", "ooxml", "pdf-a-2a", "pdf-ua-1"];
const STATUSES: [&str; 4] = ["enforced", "by construction", "author's duty", "not met"];
/// Statuses that must be shown.
const CLAIMS: [&str; 2] = ["enforced", "by construction"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cells of each row of a ledger's table.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let table = page.lines().skip_while(|line| !line.starts_with("| clause |")).skip(2).take_while(|line| line.starts_with('|'));
    table.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What is wrong with a row.
fn faults(row: &[&str]) -> Vec<String> {
    let [clause, asks, status, shown] = row else { return vec![format!("a row has four cells: {row:?}")] };
    let mut found = Vec::new();
    if clause.is_empty() || asks.is_empty() {
        found.push("an empty cell".to_string());
    }
    let settled =
        STATUSES.iter().find(|known| status.strip_prefix(**known).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ','])));
    let tests: Vec<&str> = shown.split('`').skip(1).step_by(2).collect();
    match settled {
        None => found.push(format!("no status: {status}")),
        Some(status) if CLAIMS.contains(status) && tests.is_empty() => found.push(format!("{status}, and no test shows it")),
        Some(_) => {}
    }
    found.extend(tests.into_iter().filter(|test| !exists(test)).map(|test| format!("no such test: {test}")));
    found.into_iter().map(|fault| format!("{clause}: {asks}: {fault}")).collect()
}

fn exists(test: &str) -> bool {
    let Some((path, name)) = test.split_once("::") else { return false };
    let Ok(source) = fs::read_to_string(root().join(path)) else { return false };
    if !path.ends_with(".rs") {
        let called = fs::read_to_string(root().join(".ci/run")).is_ok_and(|script| script.contains(path));
        return called && source.lines().any(|line| !line.trim_start().starts_with('#') && words(line).any(|word| word == name));
    }
    let head = format!("fn {name}(");
    source.split("#[test]").skip(1).any(|behind| behind.trim_start().starts_with(&head))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

#[test]
fn every_claim_names_a_test_that_exists() {
    let folder = fs::read_dir(root().join("docs/conformance")).expect("it is in the project");
    let names: BTreeSet<String> = folder.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let wanted = LEDGERS.iter().map(|name| format!("{name}.md")).chain(["README.md".to_string()]).collect();
    assert_eq!(names, wanted, "a ledger is listed here and in its README");
    let mut found = Vec::new();
    for name in LEDGERS {
        let page = fs::read_to_string(root().join(format!("docs/conformance/{name}.md"))).expect("it was listed");
        let rows = rows(&page);
        assert!(rows.len() > 20, "{name}: {} rows were read", rows.len());
        found.extend(rows.iter().flat_map(|row| faults(row)).map(|fault| format!("{name}: {fault}")));
        assert_eq!(page.lines().filter(|line| line.starts_with('|')).count(), rows.len() + 2, "{name}: one table, read whole");
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_wrong_with_a_row_is_found() {
    let own = "`tests/suite/ledgers.rs::every_claim_names_a_test_that_exists`";
    let run = "`tests/conformance/pdf/run::qpdf`";
    for row in [
        ["1", "a", "enforced", own],
        ["1", "a", "by construction: so", run],
        ["1", "a", "not met", ""],
        ["1", "a", "author's duty, mostly", ""],
    ] {
        assert!(faults(&row).is_empty(), "{:?}", faults(&row));
    }
    for row in [
        ["1", "a", "done", own],
        ["1", "a", "enforced", ""],
        ["1", "a", "by construction", "a test"],
        ["1", "a", "enforcedly", own],
        ["", "a", "not met", ""],
        ["1", "a", "not met", "`tests/suite/ledgers.rs::faults`"], // no test
        ["1", "a", "enforced", "`tests/suite/ledgers.rs::nothing`"],
        ["1", "a", "enforced", "`src/nowhere.rs::nothing`"],
        ["1", "a", "enforced", "`tests/conformance/pdf/run::guesswork`"],
    ] {
        assert_eq!(faults(&row).len(), 1, "{row:?}");
    }
    assert_eq!(faults(&["1", "a"]).len(), 1);
}
