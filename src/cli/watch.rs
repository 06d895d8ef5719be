//! `convert --watch`: pass after pass over all inputs, each when something has changed.
//!
//! A pass converts what changed since outputs know what they were made from ([`crate::batch::up_to_date`]): a changed text,
//! a changed template and a changed `jiangyi.toml` need no code of their own. What was said before is not said again.
//!
//! **Always true:** trouble never ends the watch; Ctrl-C does, with status 0.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::args::ConvertArgs;
use super::convert;
use super::exit_status::ExitStatus;
use super::governing::Governed;
use super::interrupt;
use super::report::{Screen, plain};
use super::resolve::{self, Run};
use crate::batch::trouble::shown;
use crate::batch::watch;
use crate::batch::{Destination, Outcome, Status, Trouble, Watch};
use crate::message;
use crate::message::Message;
use crate::phrase;

/// Converts, waits for a change, converts again, until Ctrl-C.
pub fn run(args: &ConvertArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    if args.inputs.iter().any(|input| input.as_os_str() == "-") || args.output.as_ref().is_some_and(|output| output.as_os_str() == "-") {
        return Err(Trouble::usage("`--watch` goes with files and folders, not with standard input or output"));
    }
    interrupt::ends_with(0, phrase!("the watch ended"), *screen)?;
    let mut watch = Watch::new(args.poll)?;
    let mut seen = Seen::default();
    loop {
        // Before the pass: what changes while it runs is not missed. In each: an input that went may have come again.
        for input in resolve::named(&args.inputs) {
            watch.over(&input)?;
        }
        if let Err(trouble) = convert::once(args, screen, Some(&mut seen)) {
            // The same again and again helps nobody.
            if seen.trouble.replace(trouble.clone()).as_ref() != Some(&trouble) {
                screen.trouble(&trouble);
            }
        } else {
            seen.trouble = None;
        }
        for (input, outputs) in seen.take_gone() {
            screen.line(&message!("{input} is gone; what was made of it stays: {outputs}", input, outputs));
        }
        watch.leave_out(seen.outputs.iter().cloned());
        for file in std::mem::take(&mut seen.files) {
            watch.over(&file)?;
        }
        if !std::mem::replace(&mut seen.is_later, true) {
            let how = match watch.looks_itself() {
                true => message!("looking for changes every {seconds} seconds; Ctrl-C ends", seconds = watch::EVERY.as_secs().to_string()),
                false => message!("watching for changes; Ctrl-C ends"),
            };
            screen.line(&how);
        }
        watch.wait()?;
    }
}

/// What a watch knows from its earlier passes.
#[derive(Default)]
pub struct Seen {
    is_later: bool,
    has_news: bool,
    /// What failed in the last pass, and why.
    failed: BTreeMap<String, Message>,
    /// What fails in this pass.
    failing: BTreeMap<String, Message>,
    trouble: Option<Trouble>,
    /// What was made of each input that is there, by the input's name; and of those of this pass.
    made: BTreeMap<String, Vec<PathBuf>>,
    making: BTreeMap<String, Vec<PathBuf>>,
    gone: Vec<(String, Vec<PathBuf>)>,
    /// Settings files and templates, to be watched, too.
    files: BTreeSet<PathBuf>,
    outputs: BTreeSet<PathBuf>,
}

impl Seen {
    /// Whether this is not the first pass.
    pub fn is_later(&self) -> bool {
        self.is_later
    }

    /// Notes what settles the run.
    pub fn note_run(&mut self, run: &Run, config: Option<&Path>) {
        self.failing.clear();
        self.has_news = !self.is_later;
        self.files.extend(config.map(Path::to_path_buf));
        self.files.extend(run.template_file.clone());
    }

    /// Notes what settles each input.
    pub fn note_governed(&mut self, governed: &Governed) -> Result<(), Trouble> {
        for (run, source) in &governed.runs {
            self.files.extend(source.iter().map(|(file, _)| file.clone()));
            self.files.extend(run.template_file.clone());
            match &run.destination {
                Destination::Folder(folder) => self.outputs.insert(folder.clone()),
                Destination::Stdout => return Err(Trouble::usage("`--watch` does not go with `output = \"-\"`")),
            };
        }
        Ok(())
    }

    /// Whether an outcome is worth a word: always in the first pass, then where something was done or newly fails.
    pub fn is_news(&mut self, outcome: &Outcome) -> bool {
        let name = outcome.name.as_str();
        let outputs: Vec<PathBuf> = outcome.outputs.iter().filter_map(|made| made.path.clone()).collect();
        // A text that fails has still what was made of it before.
        let outputs = if outputs.is_empty() { self.made.get(name).cloned().unwrap_or_default() } else { outputs };
        self.making.insert(name.to_string(), outputs);
        let is_news = match outcome.status {
            Status::Converted => true,
            Status::Unchanged => !self.is_later,
            Status::Failed => {
                let (name, why) = (outcome.name.as_str().to_string(), outcome.error().unwrap_or_default());
                let is_known = self.failed.get(&name) == Some(&why);
                self.failing.insert(name, why);
                !is_known
            }
        };
        self.has_news |= is_news;
        is_news
    }

    /// The inputs that went since the pass before, each with those of its outputs that are still there.
    fn take_gone(&mut self) -> Vec<(String, Vec<Message>)> {
        let there = |outputs: Vec<PathBuf>| -> Vec<Message> {
            outputs.iter().filter(|path| path.exists()).map(|path| Message::foreign(plain(shown(path).as_str()))).collect()
        };
        let gone = std::mem::take(&mut self.gone).into_iter().map(|(name, outputs)| (plain(&name), there(outputs)));
        gone.filter(|(_, outputs)| !outputs.is_empty()).collect()
    }

    /// Ends a pass; says whether there was news in it.
    pub fn end_pass(&mut self) -> bool {
        self.has_news |= self.failing.len() != self.failed.len();
        std::mem::swap(&mut self.failed, &mut self.failing);
        let made = std::mem::take(&mut self.making);
        let before = std::mem::replace(&mut self.made, made);
        self.gone = before.into_iter().filter(|(name, _)| !self.made.contains_key(name)).collect();
        self.has_news
    }
}
