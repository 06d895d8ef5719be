//! A folder of its own for each test, the program run in it, and what came of it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small text of the kind that is converted.
pub const SPEECH: &str = "在全县年终总结会上的讲话\n\n同志们：\n　　今天的会议很重要。\n　　一、认清形势\n　　过去一年,成绩不小。\n";

/// A folder that the program runs in.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What a run said.
pub struct Said {
    pub status: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Said {
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// The objects of JSON Lines.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out().lines().map(|line| serde_json::from_str(line).expect("one JSON object a line")).collect()
    }
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().expect("a folder for a test") }
    }

    /// A desk with these files on it, each a small speech.
    pub fn with(names: &[&str]) -> Desk {
        let desk = Desk::new();
        names.iter().for_each(|name| desk.put(name, SPEECH));
        desk
    }

    pub fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.folder.path().join(Path::new(&name))
    }

    pub fn put(&self, name: impl AsRef<OsStr>, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the desk")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}; there are {:?}", self.files("")))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("text")
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Every file below a folder, sorted, by its path from there.
    pub fn files(&self, below: &str) -> Vec<String> {
        let root = self.path(below);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    _ => found.push(path.strip_prefix(&root).expect("below it").to_string_lossy().into_owned()),
                }
            }
        }
        found.sort();
        found
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Said {
        self.run_with(arguments, &[], b"")
    }

    pub fn run_with<S: AsRef<OsStr>>(&self, arguments: &[S], environment: &[(&str, &str)], input: &[u8]) -> Said {
        let mut child = self.command(arguments, environment).spawn().expect("the program");
        // A run that needs no input may have ended already.
        let _ = child.stdin.take().expect("piped").write_all(input);
        let output = child.wait_with_output().expect("it ends");
        let status = output.status.code().expect("it is not killed");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!err.contains("panicked") && status != 101, "{err}");
        Said { status, out: output.stdout, err }
    }

    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S], environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jiangyi"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["CI", "NO_COLOR", "JIANGYI_FONTS", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        // Messages are compared in English, wherever the tests run.
        command.env("LC_ALL", "C").envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Fails with both streams where the status is another.
#[track_caller]
pub fn ends(said: &Said, status: i32) {
    assert_eq!(said.status, status, "stdout: {}\nstderr: {}", said.out(), said.err);
}
