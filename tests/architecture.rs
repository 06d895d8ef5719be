//! The code keeps to the table in `docs/architecture.md`: who may use whom, and which outside crate lives where.
//!
//! The table is read from the page, the uses from the tokens of `src/` (no comment, string, doc example or
//! `#[cfg(test)]` item counts). The last tests feed made-up sources, so that none of the checks can pass by seeing nothing.
#![expect(clippy::disallowed_methods, reason = "this test reads the project's own files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tokens::{Token, behind_bracket, is_at, is_word, tokens, without_tests};

#[path = "architecture/tokens.rs"]
mod tokens;

const PAGE: &str = "docs/architecture.md";
const HEAD: [&str; 3] = ["module", "may use", "outside crates"];
/// Files named after nothing that they know.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "commons", "misc", "miscellaneous"];
/// Where a file has grown a second subject; a report, no gate.
const LONG: usize = 600;

// ---------------------------------------------------------------- the table

#[derive(Debug, Default)]
struct Row {
    may_use: BTreeSet<String>,
    crates: BTreeSet<String>,
}

#[derive(Debug, Default)]
struct Table {
    /// Module names from top to bottom.
    order: Vec<String>,
    rows: BTreeMap<String, Row>,
}

impl Table {
    /// The table on a page; `all above` in the second column stands for every earlier row.
    fn read(page: &str) -> Table {
        let cells = |line: &str| -> Vec<String> { line.trim().trim_matches('|').split('|').map(|c| c.trim().to_string()).collect() };
        let names = |cell: &str| -> BTreeSet<String> {
            cell.split([' ', ',']).map(|word| word.trim_matches('`')).filter(|word| !matches!(*word, "" | "–")).map(String::from).collect()
        };
        let mut table = Table::default();
        let lines = page.lines().skip_while(|line| !line.starts_with('|') || cells(line) != HEAD);
        for row in lines.skip(2).take_while(|line| line.starts_with('|')).map(cells) {
            let [module, may_use, crates] = row.as_slice() else { panic!("{PAGE}: a row needs three cells: {row:?}") };
            let module = module.trim_matches('`').to_string();
            let may_use = if may_use == "all above" { table.order.iter().cloned().collect() } else { names(may_use) };
            table.rows.insert(module.clone(), Row { may_use, crates: names(crates) });
            table.order.push(module);
        }
        table
    }

    /// What is wrong with the table itself: a row that names itself, a row below, or what is no row.
    fn disorder(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (index, module) in self.order.iter().enumerate() {
            for used in &self.rows[module].may_use {
                if !self.order[..index].contains(used) {
                    found.push(format!("{PAGE}: the row of `{module}` names `{used}`, which is no row above it"));
                }
            }
        }
        found
    }
}

// ---------------------------------------------------------------- uses

/// One source of `src/`.
struct Source {
    /// Its path below `src/`, with `/`.
    path: String,
    tokens: Vec<Token>,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_string(), tokens: tokens(text) }
    }

    /// The names of the modules from the crate's root down to this file.
    fn module_path(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        path.strip_suffix("/mod").unwrap_or(path).split('/').collect()
    }

    fn module(&self) -> &str {
        self.module_path()[0]
    }

    /// What it uses outside its own module, each with a line: modules of ours as `crate::x`, outside crates by name.
    fn uses(&self, modules: &BTreeSet<String>, crates: &BTreeSet<String>) -> Vec<(String, usize)> {
        let (tokens, _) = without_tests(&self.tokens);
        let mut found = Vec::new();
        // Brace depths at which inline modules opened: each is one more `super` to climb.
        let (mut braces, mut inline) = (0, Vec::new());
        for (i, token) in tokens.iter().enumerate() {
            match token.text.as_str() {
                "{" => {
                    braces += 1;
                    if i >= 2 && is_at(&tokens, i - 2, &["mod"]) {
                        inline.push(braces);
                    }
                }
                "}" => {
                    if inline.last() == Some(&braces) {
                        inline.pop();
                    }
                    braces -= 1;
                }
                "crate" | "jiangyi" if is_at(&tokens, i + 1, &["::"]) => found.extend(heads(&tokens, i + 2)),
                "super" if i == 0 || !is_at(&tokens, i - 1, &["::"]) => {
                    let climbs = (0..).take_while(|n| is_at(&tokens, i + 2 * n, &["super", "::"])).count();
                    if climbs >= self.module_path().len() + inline.len() {
                        found.extend(heads(&tokens, i + 2 * climbs));
                    }
                }
                name if crates.contains(name) && begins_path(&tokens, i) => found.push((name.to_string(), token.line)),
                _ => {}
            }
        }
        let ours = |name: &str| modules.contains(name) && !crates.contains(name);
        found.retain(|(name, _)| name != self.module() && (ours(name) || crates.contains(name)));
        found
    }
}

/// The first names of the path or the group of paths that begins at `at`.
fn heads(tokens: &[Token], at: usize) -> Vec<(String, usize)> {
    let name = |i: usize| tokens.get(i).map(|token| (token.text.clone(), token.line));
    if !is_at(tokens, at, &["{"]) {
        return name(at).into_iter().collect();
    }
    let (end, mut i, mut out) = (behind_bracket(tokens, at), at + 1, Vec::new());
    while i + 1 < end {
        out.extend(name(i));
        while i + 1 < end && !is_at(tokens, i, &[","]) {
            i = if is_at(tokens, i, &["{"]) { behind_bracket(tokens, i) } else { i + 1 };
        }
        i += 1;
    }
    out
}

/// Whether the name at `i` is the first of a path (`serde::…`, `::serde::…`) or all of a `use`.
fn begins_path(tokens: &[Token], i: usize) -> bool {
    let leads = match i.checked_sub(1).map(|before| tokens[before].text.as_str()) {
        Some("::") => i < 2 || !(tokens[i - 2].text == ">" || tokens[i - 2].text.starts_with(is_word)) || tokens[i - 2].text == "use",
        Some(".") => false,
        Some("use") => return true,
        _ => true,
    };
    leads && is_at(tokens, i + 1, &["::"])
}

/// Every use of a source that its row does not list.
fn breaches(source: &Source, table: &Table, crates: &BTreeSet<String>) -> Vec<String> {
    let modules: BTreeSet<String> = table.order.iter().cloned().collect();
    let Some(row) = table.rows.get(source.module()) else {
        return vec![format!("src/{}: module `{}` has no row in {PAGE}", source.path, source.module())];
    };
    let allowed_crates: BTreeSet<String> = row.crates.iter().map(|name| in_code(name)).collect();
    let mut found = Vec::new();
    for (name, line) in source.uses(&modules, crates) {
        let (module, path) = (source.module(), &source.path);
        if crates.contains(&name) && !allowed_crates.contains(&name) {
            found.push(format!("src/{path}:{line}: outside crate `{name}` is away from its home: not in the row of `{module}`"));
        } else if !crates.contains(&name) && !row.may_use.contains(&name) {
            found.push(format!("src/{path}:{line}: `{module}` uses `{name}`, which its row does not list"));
        }
    }
    found
}

/// What no source may hold, tests and examples included.
fn forbidden(path: &str, tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if token.text == "unsafe" {
            found.push(format!("{path}:{}: `unsafe`", token.line));
        }
        if token.text == "allow" && is_at(tokens, i.saturating_sub(1), &["[", "allow", "("]) {
            found.push(format!("{path}:{}: `allow`; write #[expect(…, reason = \"…\")]", token.line));
        }
    }
    found
}

fn has_empty_name(path: &str) -> bool {
    path.trim_end_matches(".rs").split('/').any(|part| EMPTY_NAMES.contains(&part))
}

fn in_code(crate_name: &str) -> String {
    crate_name.replace('-', "_")
}

// ---------------------------------------------------------------- the project

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder, as paths below it with `/`, sorted.
fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let (mut out, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder_now) = open.pop() {
        for entry in fs::read_dir(&folder_now).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(folder).expect("it was found there");
                let name = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                out.push((name, fs::read_to_string(&path).expect("a source is UTF-8")));
            }
        }
    }
    out.sort();
    out
}

/// The sources that the table is about: not `lib.rs`, which is the map, and no module under `#[cfg(test)]`.
fn sources() -> Vec<Source> {
    let all: Vec<Source> = rust_files(&root().join("src")).iter().map(|(path, text)| Source::new(path, text)).collect();
    let mut tests = BTreeSet::new();
    for source in &all {
        let above = source.module_path().join("/");
        tests.extend(without_tests(&source.tokens).1.iter().map(|name| format!("{above}/{name}")));
    }
    all.into_iter().filter(|source| source.path != "lib.rs" && !tests.contains(&source.module_path().join("/"))).collect()
}

fn table() -> Table {
    Table::read(&fs::read_to_string(root().join(PAGE)).expect("docs/architecture.md is there"))
}

/// The outside crates of the program, as Cargo.toml spells them.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is there");
    let manifest: toml::Table = manifest.parse().expect("cargo has read it");
    manifest["dependencies"].as_table().expect("it is a table").keys().cloned().collect()
}

/// What only one of two sets holds, each with what is wrong about it.
fn differences(left: &BTreeSet<String>, only_left: &str, right: &BTreeSet<String>, only_right: &str) -> Vec<String> {
    let (lefts, rights) = (left.difference(right), right.difference(left));
    lefts.map(|name| format!("`{name}` {only_left}")).chain(rights.map(|name| format!("`{name}` {only_right}"))).collect()
}

fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_module_has_a_row_and_every_row_a_module() {
    let modules: BTreeSet<String> = sources().iter().map(|source| source.module().to_string()).collect();
    let rows: BTreeSet<String> = table().order.into_iter().collect();
    none(differences(&modules, "is in src/ without a row in docs/architecture.md", &rows, "has a row and is not in src/"));
}

#[test]
fn a_row_names_only_rows_above_it() {
    none(table().disorder());
}

#[test]
fn a_module_uses_only_what_its_row_lists() {
    let (table, crates) = (table(), dependencies().iter().map(|name| in_code(name)).collect());
    none(sources().iter().flat_map(|source| breaches(source, &table, &crates)).collect());
}

#[test]
fn every_outside_crate_has_a_home() {
    let homes: BTreeSet<String> = table().rows.into_values().flat_map(|row| row.crates).collect();
    none(differences(&dependencies(), "is in Cargo.toml without a home in the table", &homes, "has a home and is not in Cargo.toml"));
}

#[test]
fn no_file_is_unsafe_or_allows_or_is_named_after_nothing() {
    let mut found = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        for (path, text) in rust_files(&root().join(folder)) {
            let path = format!("{folder}/{path}");
            found.extend(forbidden(&path, &tokens(&text)));
            if has_empty_name(&path) {
                found.push(format!("{path}: named after nothing that it knows"));
            }
            if folder == "src" && text.lines().count() > LONG {
                // Past the test harness, which would swallow it: a report, for people to look for the second subject.
                let _ = writeln!(std::io::stderr(), "note: {path} has {} lines, more than {LONG}", text.lines().count());
            }
        }
    }
    none(found);
}

#[test]
fn nothing_starts_a_program_or_speaks_to_a_network() {
    let is_told =
        |text: &str| ["std::process::Command", "std::net", "process::{", "extern \"C\""].into_iter().find(|word| text.contains(word));
    let found = rust_files(&root().join("src")).into_iter().filter_map(|(path, text)| Some(format!("{path}: {}", is_told(&text)?)));
    none(found.collect());
}

// ---------------------------------------------------------------- the checks themselves

const SMALL: &str = "\
# Any page

| module | may use | outside crates |
| --- | --- | --- |
| `source` | – | – |
| `length` | – | – |
| `decode` | `source` | `encoding_rs` |
| `emit` | `source` `length` | `docx-rs` |
| `cli` | all above | `clap` |

Prose.
";

/// What the table above says of one file.
fn said(path: &str, text: &str) -> Vec<String> {
    let crates = ["encoding_rs", "docx_rs", "clap"].map(String::from).into();
    breaches(&Source::new(path, text), &Table::read(SMALL), &crates)
}

#[test]
fn the_table_is_read_from_the_page() {
    let table = Table::read(SMALL);
    assert_eq!(table.order, ["source", "length", "decode", "emit", "cli"]);
    assert_eq!(table.rows["emit"].crates, BTreeSet::from(["docx-rs".to_string()]));
    assert_eq!(table.rows["cli"].may_use.len(), 4);
    assert!(table.disorder().is_empty());
    assert_eq!(
        Table::read(&SMALL.replace("| `decode` | `source` |", "| `decode` | `cli` |")).disorder().len(),
        1,
        "decode may not name a row below"
    );
}

#[test]
fn a_use_that_is_not_listed_is_found_however_it_is_written() {
    for text in [
        "use crate::length::Length;",
        "use crate::{source::Span, length::{Length, X}};",
        "use crate::{\n    length,\n};",
        "fn f() -> crate::length::Length { todo!() }",
        "use super::length;",
        "mod inner { use super::super::length; }",
        "pub use docx_rs as word;",
        "use docx_rs;",
        "use ::docx_rs::Docx;",
        "fn f() { docx_rs::Docx::new() }",
        "use {clap::Parser};",
        "#[derive(clap::Parser)] struct S;",
        "const QUOTE: char = '\"'; use clap::Parser; // \"",
        "const MARKS: [char; 2] = ['x', '\\'']; use clap::Parser; const LAST: char = 'y';",
        "const RAW: &str = r#\"\"\"#; use clap::Parser;",
        "fn f<'a>(x: &'a str) -> clap::X<'a> {}",
        "#[cfg(test)]\nmod tests { use crate::cli; }\nuse crate::length;",
        "#[cfg(test)]\nuse crate::{cli, emit};\nuse crate::length;",
    ] {
        assert_eq!(said("decode/mod.rs", text).len(), 1, "{text}: {:?}", said("decode/mod.rs", text));
    }
    assert_eq!(said("decode/deep/file.rs", "use super::super::super::length;").len(), 1);
    assert_eq!(said("decode/mod.rs", "\n\nuse crate::emit;"), ["src/decode/mod.rs:3: `decode` uses `emit`, which its row does not list"]);
    assert_eq!(said("new.rs", "").len(), 1, "a module without a row");
}

#[test]
fn what_is_listed_or_no_use_is_left_alone() {
    for text in [
        "use crate::source::Span; use encoding_rs::GBK; use crate::decode::Encoding;",
        "// use crate::length;\n//! crate::length\n/* crate::cli /* clap::X */ crate::emit */",
        "/// ```\n/// use jiangyi::length::Length;\n/// ```\nfn f() {}",
        "const PATH: &str = \"crate::length::Length \\\" clap::Parser\"; const RAW: &str = r#\"clap::X\"#;",
        "#[cfg(test)]\nmod tests {\n    use crate::length::Length;\n    fn f() { clap::x() }\n}",
        "#[cfg(all(test, unix))]\nfn f(x: [u8; 3]) { clap::x() }",
        "mod inner { use super::length; }",
        "mod file; use self::file::length; use crate::source::clap::X; fn f(x: X) { x.clap::<u8>() }",
        "pub(crate) struct Length;",
    ] {
        assert_eq!(said("decode/mod.rs", text), [""; 0], "{text}");
    }
    assert_eq!(said("decode/deep/file.rs", "use super::super::length; use super::length;"), [""; 0], "decode::length");
}

#[test]
fn unsafe_allow_differences_and_empty_names_are_found() {
    for text in ["fn f() { unsafe { g() } }", "#[allow(dead_code)]", "#![allow(\n    dead_code\n)]"] {
        assert_eq!(forbidden("x.rs", &tokens(text)).len(), 1, "{text}");
    }
    assert!(forbidden("x.rs", &tokens("// unsafe\n#[expect(unused, reason = \"#[allow(x)]\")] fn allow(unsafe_code: u8) {}")).is_empty());
    let (one, two) = (BTreeSet::from(["a".to_string()]), BTreeSet::from(["b".to_string()]));
    assert_eq!(differences(&one, "is new", &two, "is gone"), ["`a` is new", "`b` is gone"]);
    assert!(has_empty_name("src/cli/helpers.rs") && has_empty_name("src/util/mod.rs") && !has_empty_name("src/cli/report.rs"));
}

#[test]
fn the_scan_sees_the_real_tree() {
    let (sources, table) = (sources(), table());
    let modules = table.order.iter().cloned().collect();
    let crates = BTreeSet::from(["sha2".to_string(), "serde".to_string()]);
    let uses = |path: &str| -> BTreeSet<String> {
        let source = sources.iter().find(|source| source.path == path).expect(path);
        source.uses(&modules, &crates).into_iter().map(|(name, _)| name).collect()
    };
    for name in ["decode", "normalize", "structure", "layout", "emit", "settings"] {
        assert!(uses("convert.rs").contains(name), "convert uses {name}");
    }
    assert!(uses("settings.rs").contains("sha2"));
    assert!(uses("template/keys.rs").contains("serde") && uses("template/load.rs").contains("document"));
    assert!(!uses("length.rs").contains("length"), "the doc example is no use");
}
