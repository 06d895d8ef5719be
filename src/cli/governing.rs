//! Which settings each input has: the nearest `jiangyi.toml` above the text itself, and of that the overrides that mean it.
//!
//! What concerns a run as a whole (threads, report, progress, how much is said, whether it is a dry run) is taken from the
//! file that governs the first INPUT.
//!
//! **Always true:** the command line wins over an override, the later override over the earlier, an override over the file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::config_file::{self, Config};
use super::faces;
use super::resolve::{self, Choices, Run};
use crate::batch::{Faces, Folders, Input, Origin, Survey, Trouble};

/// What was typed, and the settings files that were found so far.
pub struct Governing {
    typed: Choices,
    /// The file named by `--config`, which then is the only one.
    named: Option<PathBuf>,
    /// The nearest file, by folder.
    nearest: BTreeMap<PathBuf, Option<PathBuf>>,
    files: BTreeMap<PathBuf, Config>,
}

/// A settings file and the numbers of the overrides that hold.
pub type Source = Option<(PathBuf, Vec<usize>)>;

/// The settings of each input.
pub struct Governed {
    /// Each choice of settings that some input has, and where it is from.
    pub runs: Vec<(Run, Source)>,
    /// Which of these an input has, in the order of the inputs.
    pub of: Vec<usize>,
}

impl Governed {
    /// The faces of all these settings, each folder of them looked into once; and which of them each has.
    pub fn faces(&self) -> Result<(Vec<Faces>, Vec<usize>), Trouble> {
        let mut known: BTreeMap<(Option<&Path>, bool), usize> = BTreeMap::new();
        let (mut faces, mut of) = (Vec::new(), Vec::with_capacity(self.runs.len()));
        for (run, _) in &self.runs {
            let key = (run.fonts.as_deref(), run.system_fonts);
            if !known.contains_key(&key) {
                faces.push(faces::find(key.0, key.1)?);
            }
            of.push(*known.entry(key).or_insert(faces.len().saturating_sub(1)));
        }
        Ok((faces, of))
    }

    /// What the inputs' folders say about the encoding of short texts, for each of these settings.
    pub fn folders<'a>(&self, inputs: impl Iterator<Item = &'a Input>, jobs: Option<usize>) -> Result<Vec<Folders>, Trouble> {
        let is_named = self.runs.iter().all(|(run, _)| run.settings.encoding.is_some());
        let survey = if is_named { Survey::default() } else { Survey::of(inputs, jobs)? };
        Ok(self.runs.iter().map(|(run, _)| survey.folders(&run.settings)).collect())
    }
}

impl Governing {
    /// These words on the command line, and this file instead of the nearest.
    pub fn new(typed: Choices, named: Option<&Path>) -> Governing {
        Governing { typed, named: named.map(Path::to_path_buf), nearest: BTreeMap::new(), files: BTreeMap::new() }
    }

    /// What holds for the run as a whole.
    pub fn run(&mut self, inputs: &[PathBuf]) -> Result<Run, Trouble> {
        let inputs = resolve::named(inputs);
        let file = inputs.first().and_then(|first| self.nearest(first));
        let choices = match self.read(file)? {
            Some(config) => config.choices.clone(),
            None => Choices::default(),
        };
        resolve::settle(inputs, self.typed.clone().or(choices))
    }

    /// What holds for each of these inputs. What could not be found has the settings of the first.
    pub fn each(&mut self, found: &[Result<Input, Trouble>]) -> Result<Governed, Trouble> {
        let mut runs: Vec<(Run, Source)> = Vec::new();
        let mut known: BTreeMap<Source, usize> = BTreeMap::new();
        let mut of = Vec::with_capacity(found.len());
        for one in found {
            let source = match one {
                Ok(input) => self.source(input)?,
                Err(_) => {
                    of.push(0);
                    continue;
                }
            };
            let number = match known.get(&source) {
                Some(number) => *number,
                None => {
                    runs.push((self.settled(&source)?, source.clone()));
                    known.insert(source, runs.len() - 1);
                    runs.len() - 1
                }
            };
            of.push(number);
        }
        if runs.is_empty() {
            runs.push((self.settled(&None)?, None));
        }
        Ok(Governed { runs, of })
    }

    /// What governs a folder itself.
    pub fn source_of_folder(&mut self, folder: &Path) -> Result<Source, Trouble> {
        let file = self.nearest(folder);
        self.read(file.clone())?;
        Ok(file.map(|file| (file, Vec::new())))
    }

    /// The settings files that were read, by path.
    pub fn files(&self) -> &BTreeMap<PathBuf, Config> {
        &self.files
    }

    fn source(&mut self, input: &Input) -> Result<Source, Trouble> {
        let path = match &input.origin {
            Origin::File(path) => path.clone(),
            Origin::Stdin => PathBuf::from("-"),
        };
        let file = self.nearest(&path);
        let overrides = match (self.read(file.clone())?, &input.origin) {
            (Some(config), Origin::File(path)) => config.overrides_of(path),
            (Some(_) | None, Origin::File(_) | Origin::Stdin) => Vec::new(),
        };
        Ok(file.map(|file| (file, overrides)))
    }

    fn settled(&self, source: &Source) -> Result<Run, Trouble> {
        let config = source.as_ref().and_then(|(file, overrides)| Some((self.files.get(file)?, overrides)));
        let choices = config.map(|(config, overrides)| config.choices_with(overrides)).unwrap_or_default();
        resolve::settle(Vec::new(), self.typed.clone().or(choices))
    }

    fn nearest(&mut self, path: &Path) -> Option<PathBuf> {
        if self.named.is_some() {
            return self.named.clone();
        }
        // Texts of one folder share the answer; a folder is asked for itself.
        let is_alone = path.as_os_str() == "-" || path.is_dir();
        let folder = if is_alone { path } else { path.parent().unwrap_or(Path::new("")) };
        let found = self.nearest.entry(folder.to_path_buf()).or_insert_with(|| config_file::nearest(path));
        found.clone()
    }

    fn read(&mut self, file: Option<PathBuf>) -> Result<Option<&Config>, Trouble> {
        let Some(file) = file else { return Ok(None) };
        if !self.files.contains_key(&file) {
            self.files.insert(file.clone(), config_file::read(&file)?);
        }
        Ok(self.files.get(&file))
    }
}
