//! What the files of a folder say about each other's encoding, before any is converted.
//!
//! Only short files may lean on others. They are read first; where none of them is in doubt, as in most folders, that is
//! all. Else the first kilobytes of the other files are asked, up to `ASKED` of them in the order of their paths. A folder
//! is what was named as INPUT, to its bottom; listed files speak for themselves.
//!
//! **Always true:** the answer depends on the files of the folder, not on threads, order, or what else was named.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::discover::{Input, Origin};
use super::in_order::{in_order, threads};
use super::trouble::Trouble;
use super::{fault, read};
use crate::decode::Neighbours;
use crate::decode::folder::{SHORT, Testimony, testimony};
use crate::settings::Settings;

/// How many files of a folder are asked at most.
const ASKED: usize = 1024;
/// How much of a file is asked.
const HEAD: u64 = 4096;

/// What the files of each folder are in, where short ones lean on the others.
#[derive(Debug, Default)]
pub struct Survey {
    by_root: BTreeMap<PathBuf, Neighbours>,
}

impl Survey {
    /// Asks the files of each folder.
    pub fn of<'a>(inputs: impl Iterator<Item = &'a Input>, jobs: Option<usize>) -> Result<Survey, Trouble> {
        let mut survey = Survey::default();
        let mut paths: BTreeMap<PathBuf, Vec<&Path>> = BTreeMap::new();
        for input in inputs {
            if let (Some(root), Origin::File(path)) = (root(input), &input.origin) {
                paths.entry(root).or_default().push(path);
            }
        }
        for (root, mut files) in paths {
            files.sort();
            files.dedup();
            let folder = neighbours(&files, jobs)?;
            if !folder.is_empty() {
                survey.by_root.insert(root, folder);
            }
        }
        Ok(survey)
    }

    /// These settings, for each folder.
    pub fn folders(&self, settings: &Settings) -> Folders {
        // What the user named needs no testimony.
        if settings.encoding.is_some() {
            return Folders::default();
        }
        let leaning = |folder: &Neighbours| Settings { folder: folder.clone(), ..settings.clone() };
        Folders { by_root: self.by_root.iter().map(|(root, folder)| (root.clone(), leaning(folder))).collect() }
    }
}

/// The settings of each folder whose short files lean on the others.
#[derive(Debug, Default)]
pub struct Folders {
    by_root: BTreeMap<PathBuf, Settings>,
}

impl Folders {
    /// The settings that an input is converted with.
    pub fn settings<'a>(&'a self, input: &Input, otherwise: &'a Settings) -> &'a Settings {
        root(input).and_then(|root| self.by_root.get(&root)).unwrap_or(otherwise)
    }
}

/// The folder that was named and walked to find this input.
fn root(input: &Input) -> Option<PathBuf> {
    let Origin::File(path) = &input.origin else { return None };
    let depth = input.relative.components().count();
    input.in_folder.then(|| path.ancestors().nth(depth).unwrap_or(Path::new("")).to_path_buf())
}

/// What the files of one folder are in, if any of them needs to know.
fn neighbours(files: &[&Path], jobs: Option<usize>) -> Result<Neighbours, Trouble> {
    if files.len() < 2 {
        return Ok(Neighbours::default());
    }
    let is_short = |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.len() <= SHORT as u64);
    let (short, long): (Vec<&Path>, Vec<&Path>) = files.iter().partition(|path| is_short(path));
    let mut said = ask(&short, jobs)?;
    if !said.contains(&Testimony::Weak) {
        return Ok(Neighbours::default());
    }
    said.truncate(ASKED);
    said.extend(ask(long.get(..ASKED).unwrap_or(&long), jobs)?);
    let clear = said.into_iter().filter_map(|said| match said {
        Testimony::Clear(encoding) => Some(encoding),
        Testimony::Weak | Testimony::Nothing => None,
    });
    Ok(clear.collect())
}

/// What each file says; one that cannot be read says nothing here, and why when it is converted.
fn ask(files: &[&Path], jobs: Option<usize>) -> Result<Vec<Testimony>, Trouble> {
    let one = |number: usize| {
        let said = fault::caught(|| read::head(files[number], HEAD).map(|bytes| testimony(&bytes)));
        said.ok().and_then(Result::ok).unwrap_or(Testimony::Nothing)
    };
    let mut said = Vec::with_capacity(files.len());
    in_order(files.len(), threads(jobs, files.len()), one, |_, testimony| {
        said.push(testimony);
        ControlFlow::Continue(())
    })?;
    Ok(said)
}
