//! One input: read, converted, written, told.
//!
//! **Always true:** it never panics and never stops the batch; whatever goes wrong is in the [`Outcome`].

use std::collections::BTreeMap;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::faces::Faces;
use super::fault;
use super::plan::Job;
use super::read;
use super::trouble::Trouble;
use super::turns::{self, Turns};
use super::up_to_date::UpToDate;
use super::write::{self, Placed, WriteOptions};
use crate::convert::{self, Handout};
use crate::decode::Decoded;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::emit::OutputFormat;
use crate::emit::fingerprint::hex;
use crate::message;
use crate::message::Message;
use crate::settings::{Kitchen, Recipe, Settings};
use crate::source::{RawText, SourceName};

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// At least one output was written.
    Converted,
    /// Every output was up to date.
    Unchanged,
    /// No output was written.
    Failed,
}

impl Status {
    /// The word in the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Converted => "converted",
            Status::Unchanged => "unchanged",
            Status::Failed => "failed",
        }
    }
}

/// One output of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Where it is; none on standard output.
    pub path: Option<PathBuf>,
    /// Whether it was written.
    pub placed: Placed,
    /// Its sha256 in hex, where one was asked for.
    pub sha256: Option<String>,
}

/// All there is to tell about an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the input is called.
    pub name: SourceName,
    /// What became of it.
    pub status: Status,
    /// Its outputs.
    pub outputs: Vec<Made>,
    /// Pages of its PDF.
    pub pages: usize,
    /// Its title, where the text has one or one was given.
    pub title: Option<String>,
    /// The label of its encoding.
    pub encoding: Option<&'static str>,
    /// How many edits each rule made.
    pub edits: BTreeMap<&'static str, usize>,
    /// What the stages had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Warnings that stand beside those: an output that is up to date tells how many there were, not which.
    pub more_warnings: usize,
    /// What the world had to say.
    pub trouble: Option<Trouble>,
    /// The output itself, where it goes to standard output.
    pub stdout: Option<Vec<u8>>,
}

impl Outcome {
    /// An input that could not even be begun.
    pub fn failed(trouble: Trouble) -> Outcome {
        let name = trouble.about.clone().unwrap_or_else(|| SourceName::new(""));
        Outcome { trouble: Some(trouble), ..Outcome::nothing(name) }
    }

    fn nothing(name: SourceName) -> Outcome {
        Outcome {
            name,
            status: Status::Failed,
            outputs: Vec::new(),
            pages: 0,
            title: None,
            encoding: None,
            edits: BTreeMap::new(),
            diagnostics: Vec::new(),
            more_warnings: 0,
            trouble: None,
            stdout: None,
        }
    }

    /// Why it failed, in one sentence, if it did.
    pub fn error(&self) -> Option<Message> {
        let told = || self.diagnostics.iter().find(|d| d.severity == Severity::Error).map(|d| d.message.clone());
        self.trouble.as_ref().map(|trouble| trouble.what.clone()).or_else(told)
    }
}

/// What every worker shares.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// How texts are converted.
    pub settings: &'a Settings,
    /// The faces.
    pub faces: &'a Faces,
    /// How much is converted at a time.
    pub turns: &'a Turns,
    /// How outputs are written.
    pub write: WriteOptions,
    /// Whether the report wants sums.
    pub sums: bool,
    /// How to find outputs that are up to date without converting; none where all there is to tell is wanted.
    pub up_to_date: Option<&'a UpToDate>,
    /// Whether warnings are wanted in full, and not only their number where an output is up to date: somebody goes by them.
    pub is_strict: bool,
}

/// Converts one input and writes its outputs.
pub fn convert(job: &Job, shared: Shared<'_>) -> Outcome {
    let name = &job.input.name;
    let done = fault::caught(|| convert_or_trouble(job, shared));
    match done {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(trouble)) => Outcome { trouble: Some(trouble), ..Outcome::nothing(name.clone()) },
        Err(sentence) => Outcome { diagnostics: vec![fault::diagnostic(sentence)], ..Outcome::nothing(name.clone()) },
    }
}

/// The handout of one input, unless a face that it needed could not be used.
pub fn handout(name: &SourceName, bytes: &[u8], settings: &Settings, faces: &Faces) -> Result<Handout, Trouble> {
    handout_in(name, bytes, settings, faces, &settings.kitchen(&faces.library))
}

fn handout_in(name: &SourceName, bytes: &[u8], settings: &Settings, faces: &Faces, kitchen: &Kitchen) -> Result<Handout, Trouble> {
    let handout = convert::convert_in(RawText { name, bytes }, settings, &faces.library, kitchen);
    match faces.trouble() {
        Some(trouble) => Err(trouble),
        None => Ok(handout),
    }
}

fn convert_or_trouble(job: &Job, shared: Shared<'_>) -> Result<Outcome, Trouble> {
    let bytes = read::read(&job.input.origin)?;
    let _turn = shared.turns.take(turns::weight(&bytes));
    if let Some(outcome) = up_to_date(job, &bytes, shared) {
        return Ok(outcome);
    }
    let Handout { reading, pages, files } = match shared.up_to_date {
        Some(up_to_date) => handout_in(&job.input.name, &bytes, shared.settings, shared.faces, up_to_date.kitchen())?,
        None => handout(&job.input.name, &bytes, shared.settings, shared.faces)?,
    };
    drop(bytes);
    let mut outcome = Outcome::nothing(job.input.name.clone());
    // A blank file has no encoding, whatever its byte order mark says.
    let is_blank = reading.diagnostics.iter().any(|said| said.rule == convert::blank().rule);
    outcome.encoding = (!is_blank).then_some(match &reading.decoded {
        Decoded::Text(text) => text.encoding.label(),
        Decoded::Refused { label } => label,
    });
    for edit in &reading.normal.edits {
        *outcome.edits.entry(edit.rule).or_default() += 1;
    }
    outcome.title = reading.document.metadata.title;
    outcome.diagnostics = reading.diagnostics;
    if diagnostic::worst(&outcome.diagnostics) == Some(Severity::Error) {
        return Ok(outcome);
    }
    let pages = pages.len();
    match write_all(job, files, shared) {
        Ok((outputs, stdout)) => {
            let is_new = outputs.iter().any(|made| made.placed == Placed::Written);
            if let Some(up_to_date) = shared.up_to_date.filter(|_| !shared.write.dry_run) {
                up_to_date.confirm(outputs.iter().filter(|made| made.placed == Placed::Unchanged).filter_map(|made| made.path.as_ref()));
            }
            outcome.status = if is_new { Status::Converted } else { Status::Unchanged };
            (outcome.outputs, outcome.stdout, outcome.pages) = (outputs, stdout, pages);
        }
        Err(trouble) => outcome.trouble = Some(trouble),
    }
    Ok(outcome)
}

/// The outcome for outputs that are up to date; none where there is something to convert.
fn up_to_date(job: &Job, bytes: &[u8], shared: Shared<'_>) -> Option<Outcome> {
    let warnings = shared.up_to_date?.warnings(job, bytes, shared.settings, shared.faces)?;
    if warnings > 0 && shared.is_strict {
        return None;
    }
    let made = |(_, path): &(OutputFormat, Option<PathBuf>)| Made { path: path.clone(), placed: Placed::Unchanged, sha256: None };
    let outputs = job.outputs.iter().map(made).collect();
    let mut outcome = Outcome { status: Status::Unchanged, outputs, ..Outcome::nothing(job.input.name.clone()) };
    if warnings > 0 {
        let count = warnings;
        let what = match warnings {
            1 => message!("1 warning of when it was converted"),
            Recipe::MOST_WARNINGS => message!("{count} warnings or more of when it was converted", count),
            _ => message!("{count} warnings of when it was converted", count),
        };
        let again = message!("`jiangyi inspect --stage layout {file}` says them again", file = job.input.name.to_string());
        outcome.diagnostics.push(Diagnostic::warning("earlier-warnings", what).hint(again));
        outcome.more_warnings = warnings - 1;
    }
    Some(outcome)
}

type Files = Vec<(OutputFormat, Vec<u8>)>;

/// Writes the files of a job where its plan says.
fn write_all(job: &Job, mut files: Files, shared: Shared<'_>) -> Result<(Vec<Made>, Option<Vec<u8>>), Trouble> {
    let sum = |bytes: &[u8]| shared.sums.then(|| hex(&Sha256::digest(bytes)));
    let path_of = |format| job.outputs.iter().find(|(planned, _)| *planned == format).and_then(|(_, path)| path.as_deref());
    let outputs: Option<Vec<write::Output<'_>>> =
        files.iter().map(|(format, bytes)| Some(write::Output { format: *format, path: path_of(*format)?, bytes })).collect();
    let Some(outputs) = outputs else {
        let made = files.iter().map(|(_, bytes)| Made { path: None, placed: Placed::Written, sha256: sum(bytes) }).collect();
        return Ok((made, files.pop().map(|(_, bytes)| bytes)));
    };
    let placed = write::write(&outputs, shared.write)?;
    let made = outputs.iter().zip(placed);
    Ok((made.map(|(o, placed)| Made { path: Some(o.path.to_path_buf()), placed, sha256: sum(o.bytes) }).collect(), None))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::batch::{Destination, discover, plan};
    use crate::font::{FaceSource, FontError, FontLibrary};
    use crate::template::FaceRole;

    /// A face whose first reading is a fault of ours, and which nobody can read after that.
    fn treacherous() -> Faces {
        let is_second = AtomicBool::new(false);
        let face = FaceSource {
            name: "仿宋".to_string(),
            roles: vec![FaceRole::Fang],
            fallback: false,
            ink_centre: None,
            stem: None,
            sha256: String::new(),
            loader: Box::new(move || match is_second.swap(true, Ordering::SeqCst) {
                false => panic!("a fault of ours"),
                true => Err(FontError(Message::foreign("it is no font"))),
            }),
        };
        Faces { library: FontLibrary::new(vec![face]), files: Vec::new() }
    }

    #[test]
    fn a_panic_in_one_file_is_told_as_our_bug_and_the_next_is_converted() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.txt", "b.txt"] {
            std::fs::write(folder.path().join(name), "在大会上的讲话\n\n同志们：\n　　今天开会。\n").expect("a file");
        }
        let template = crate::template::load("gbt9704", crate::template::builtin_source("gbt9704").expect("ours")).expect("good");
        let settings = Settings {
            formats: OutputFormat::ALL.to_vec(),
            template,
            encoding: None,
            repair_mojibake: false,
            folder: Default::default(),
            normalize: Default::default(),
            structure: Default::default(),
            date: None,
        };
        let (faces, turns) = (treacherous(), Turns::default());
        let write = WriteOptions::default();
        let shared = Shared { settings: &settings, faces: &faces, turns: &turns, write, sums: false, up_to_date: None, is_strict: false };
        let found = discover::discover(&[folder.path().to_path_buf()], &[]);
        let jobs = plan::plan(found, &Destination::Folder(folder.path().join("out")), &settings.formats);
        let outcomes: Vec<Outcome> = jobs.iter().flatten().map(|job| convert(job, shared)).collect();
        let [first, second] = outcomes.as_slice() else { panic!("{outcomes:?}") };
        assert!(first.name.as_str().ends_with("a.txt") && first.status == Status::Failed);
        assert_eq!(first.diagnostics.first().map(|said| said.rule), Some("internal-error"));
        assert!(first.error().is_some_and(|why| why.contains("a fault of ours")), "{first:?}");
        assert_eq!(second.status, Status::Converted, "{second:?}");
        assert!(!folder.path().join("out/a.pdf").exists() && folder.path().join("out/b.pdf").exists());
    }
}
