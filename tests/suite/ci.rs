//! `docs/ci.md` is what it says: its demonstration is run and compared, its YAML read and its commands tried.
//!
//! `JIANGYI_REWRITE=1 cargo test --test suite ci` writes what the demonstration says now into the page.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::program::{Desk, SPEECH};

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md")
}

/// The blocks of a page in this language, with where each begins.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<(usize, &'a str)> {
    let fence = format!("```{language}\n");
    let begins = page.match_indices(&fence).map(|(at, _)| at + fence.len());
    begins.map(|at| (at, &page[at..at + page[at..].find("```").expect("it ends")])).collect()
}

/// A command of a shell on a desk; `jiangyi` is the program under test.
fn shell(desk: &Desk, script: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_jiangyi")).parent().expect("a folder").to_path_buf();
    let mut path = OsString::from(program);
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(desk.path("")).env("PATH", path);
    command.env("BUNDLE", Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    for name in ["CI", "NO_COLOR", "JIANGYI_FONTS", "SOURCE_DATE_EPOCH", "GITHUB_ACTIONS", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    command.output().expect("a shell")
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// A block with its commands run anew: `$ ` begins one, all else is what they said. A status that is not 0 is shown.
#[cfg(all(unix, feature = "preview"))]
fn run_block(desk: &Desk, block: &str) -> String {
    let mut out = String::new();
    for command in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let done = shell(desk, &format!("{{ {command}\n}} 2>&1"));
        let said = String::from_utf8(done.stdout).expect("text");
        out.push_str(&format!("$ {command}\n{said}"));
        match done.status.code().expect("it is not killed") {
            0 => {}
            code => out.push_str(&format!("(exit status {code})\n")),
        }
    }
    out
}

#[cfg(all(unix, feature = "preview"))]
#[test]
fn the_demonstration_says_what_the_page_shows() {
    let shown = fs::read_to_string(page()).expect("the page");
    let desk = Desk::new();
    let mut now = String::new();
    let mut done = 0;
    for (at, block) in blocks(&shown, "console") {
        now.push_str(&shown[done..at]);
        now.push_str(&run_block(&desk, block));
        done = at + block.len();
    }
    now.push_str(&shown[done..]);
    if std::env::var_os("JIANGYI_REWRITE").is_some() {
        fs::write(page(), &now).expect("the page");
    }
    let differs = shown.lines().zip(now.lines()).find(|(shown, now)| shown != now);
    assert_eq!(differs, None, "shown and now; `JIANGYI_REWRITE=1 cargo test --test suite ci` writes it anew");
    assert_eq!(shown.len(), now.len());
    for part in ["the document changed", "lines on pages changed", "pages look different", "0 not as accepted", "why: "] {
        assert!(now.contains(part), "the demonstration shows: {part}");
    }
}

/// A desk as the page has it: texts, and what was accepted of them.
fn desk() -> Desk {
    let desk = Desk::with(&["texts/讲话.txt"]);
    assert_eq!(shell(&desk, "jiangyi check texts --against accepted --accept").status.code(), Some(1));
    desk
}

/// Fails unless the commands succeed on a desk where nothing changed, and fail with status 1 where a text did.
fn tells_apart(commands: &[String]) {
    let script = format!("set -e\n{}", commands.join("\n"));
    let desk = desk();
    let done = shell(&desk, &script);
    assert_eq!(done.status.code(), Some(0), "{script}: {}", String::from_utf8_lossy(&done.stderr));
    desk.put("texts/讲话.txt", SPEECH.replace("很重要", "十分重要"));
    assert_eq!(shell(&desk, &script).status.code(), Some(1), "{script}");
}

/// All strings below keys of these names, in the order they stand.
fn strings_at(value: &serde_json::Value, keys: &[&str], found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                match value {
                    serde_json::Value::String(text) if keys.contains(&key.as_str()) => found.push(text.clone()),
                    serde_json::Value::Array(all) if keys.contains(&key.as_str()) => {
                        found.extend(all.iter().filter_map(|one| one.as_str().map(String::from)));
                    }
                    other => strings_at(other, keys, found),
                }
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings_at(one, keys, found)),
        _ => {}
    }
}

#[cfg(unix)]
#[test]
fn the_files_for_build_servers_are_yaml_and_their_commands_work() {
    let read = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";
    if !Command::new("python3").args(["-c", "import yaml"]).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no python3 with a YAML parser (`apt-get install python3-yaml`)");
        return;
    }
    let shown = fs::read_to_string(page()).expect("the page");
    let files = blocks(&shown, "yaml");
    assert_eq!(files.len(), 3, "GitHub, GitLab, pre-commit");
    for (_, file) in files {
        let desk = Desk::new();
        desk.put("file.yml", file);
        let json = shell(&desk, &format!("python3 -c '{read}' < file.yml"));
        let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap_or_else(|error| panic!("{error}: {file}"));
        let mut scripts = Vec::new();
        strings_at(&value, &["run", "script", "entry"], &mut scripts);
        let ours: Vec<String> =
            scripts.iter().flat_map(|script| script.lines()).filter(|line| line.starts_with("jiangyi ")).map(String::from).collect();
        assert!(!ours.is_empty(), "{file}");
        tells_apart(&ours);
    }
}

#[cfg(unix)]
#[test]
fn the_hook_lets_a_commit_pass_only_where_handouts_are_as_accepted() {
    if !has("git") {
        println!("skipped: there is no git");
        return;
    }
    let shown = fs::read_to_string(page()).expect("the page");
    let (_, hook) = *blocks(&shown, "sh").iter().find(|(_, block)| block.starts_with("#!/bin/sh")).expect("a hook");
    let desk = desk();
    let begin = "git init -q . && git config user.name t && git config user.email t@t && git config commit.gpgsign false";
    assert!(shell(&desk, begin).status.success());
    desk.put(".git/hooks/pre-commit", hook);
    let commit = |message: &str| shell(&desk, &format!("git add -A && git commit -q -m {message}")).status.code();
    assert!(shell(&desk, "git config core.hooksPath .git/hooks && chmod +x .git/hooks/pre-commit").status.success());
    assert_eq!(commit("accepted"), Some(0));
    desk.put("texts/讲话.txt", SPEECH.replace("很重要", "十分重要"));
    assert_eq!(commit("moved"), Some(1));
    assert_eq!(shell(&desk, "jiangyi check texts --against accepted --accept").status.code(), Some(1));
    assert_eq!(commit("accepted-anew"), Some(0));
    // What is added counts, whatever lies there.
    let staged = |message: &str| shell(&desk, &format!("git commit -q -m {message}")).status.code();
    let now = desk.text("texts/讲话.txt");
    desk.put("texts/讲话.txt", now.replace("十分重要", "万分重要"));
    desk.put("other.txt", "另一个文件");
    assert!(shell(&desk, "git add other.txt").status.success());
    assert_eq!(staged("other"), Some(0), "a change that is not added is not committed");
    assert!(shell(&desk, "git add texts").status.success());
    desk.put("texts/讲话.txt", now);
    assert_eq!(staged("moved-again"), Some(1), "a change that is added is committed, though the file has it no more");
}
