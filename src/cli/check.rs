//! `check`: is the output still what was accepted? With `--accept`, it is from now on.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::exit_status::ExitStatus;
use super::faces;
use super::report::{Screen, Verbosity, plain};
use super::resolve::{self, Choices};
use super::results::{self, Results};
use crate::batch::in_order::{in_order, threads};
use crate::batch::trouble::shown;
use crate::batch::{Destination, Folders, Trouble, discover, fault, plan};
use crate::check::{Case, Change, Fingerprints, Level, accept, case, compare, fingerprint, report, root};
use crate::emit::OutputFormat;
use crate::settings::Settings;

/// What became of one case.
struct Checked {
    stem: PathBuf,
    changes: Vec<Change>,
    sums: Vec<(String, String)>,
    is_refused: bool,
    is_faulty: bool,
}

/// Checks, or accepts, what was named.
pub fn run(args: &CheckArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    if args.accept && std::env::var_os("CI").is_some_and(|value| !value.is_empty()) {
        let trouble = Trouble::usage("`--accept` is refused where CI is set: a build must not approve itself");
        return Err(trouble.hint("accept on your own machine, read the diff and commit it"));
    }
    let run = resolve::resolve(&args.inputs, Choices::typed(&args.common), args.common.config.as_deref())?;
    let screen = screen.saying(run.verbosity);
    if !args.accept && !args.against.is_dir() {
        let trouble = Trouble::at(&args.against, "there is no accepted output to compare with");
        return Err(trouble.hint("`--accept` makes it"));
    }
    // Asked before the work, like all that may refuse.
    let report = args.report_dir.as_deref().map(report::place).transpose()?;
    let settings = Settings { formats: OutputFormat::ALL.to_vec(), ..run.settings };
    let found = discover::discover(&run.inputs, std::slice::from_ref(&args.against));
    // Accepted cases of other inputs are orphans only where whole folders were to be seen.
    let saw_all = run.inputs.iter().all(|input| input.is_dir());
    let mut jobs = plan::plan(found, &Destination::Folder(PathBuf::new()), &settings.formats);
    let faces = faces::find(run.fonts.as_deref(), run.system_fonts)?;
    let folders = Folders::survey(jobs.iter().flatten().map(|job| &job.input), &settings, run.jobs)?;
    let accepted = accepted(args)?;
    let ours = accepted.cases();
    let covered = root::settle(&mut jobs, &accepted);
    let work = |number: usize| -> Result<Checked, Trouble> {
        let job = jobs[number].as_ref().map_err(Clone::clone)?;
        let settings = folders.settings(&job.input, &settings);
        let checked = fault::caught(|| case::make(job, settings, &faces).and_then(|case| check(case, args, &accepted, &ours)));
        checked.unwrap_or_else(|sentence| Err(Trouble::with(job.input.name.clone(), sentence)))
    };
    let mut told = Told::new(Fingerprints::new(&settings, &faces), screen);
    in_order(jobs.len(), threads(run.jobs, jobs.len()), work, |_, checked| told.take(checked))?;
    // What an input that could not be read once gave is no orphan.
    let orphans = if saw_all && told.failed == 0 { told.orphans(&covered, &accepted) } else { BTreeSet::new() };
    told.take_orphans(args, &orphans)?;
    told.keep_others(&accepted, orphans);
    told.finish(args, &accepted, report.as_deref())
}

/// What was accepted, by the list in its folder; nothing where there is none of ours.
fn accepted(args: &CheckArgs) -> Result<Fingerprints, Trouble> {
    let path = args.against.join(fingerprint::NAME);
    match compare::read(&path)? {
        None => Ok(Fingerprints::default()),
        Some(text) => match Fingerprints::parse(&text) {
            None if args.accept && !text.is_empty() => Err(accept::not_ours(&path)),
            read => Ok(read.unwrap_or_default()),
        },
    }
}

fn check(case: Case, args: &CheckArgs, accepted: &Fingerprints, ours: &BTreeSet<PathBuf>) -> Result<Checked, Trouble> {
    let changes = compare::compare(&case, &args.against, accepted)?;
    if args.accept && !changes.is_empty() && !case.is_faulty {
        accept::accept(&case, &args.against, ours.contains(&case.stem))?;
    }
    let is_refused = case.is_refused();
    Ok(Checked { stem: case.stem, changes, sums: case.sums, is_refused, is_faulty: case.is_faulty })
}

/// What was told so far.
struct Told {
    screen: Screen,
    results: Results,
    colour: bool,
    now: Fingerprints,
    stems: BTreeSet<PathBuf>,
    differing: Vec<(String, Vec<Change>)>,
    compared: usize,
    failed: usize,
}

impl Told {
    fn new(now: Fingerprints, screen: Screen) -> Told {
        let (results, colour) = (Results::new(), results::may_be_coloured());
        Told { screen, results, colour, now, stems: BTreeSet::new(), differing: Vec::new(), compared: 0, failed: 0 }
    }

    fn take(&mut self, checked: Result<Checked, Trouble>) -> ControlFlow<()> {
        match checked {
            Err(trouble) => {
                self.failed += 1;
                self.screen.trouble(&trouble);
            }
            Ok(checked) => {
                self.compared += 1;
                if checked.is_faulty {
                    self.failed += 1;
                    self.screen.trouble(&Trouble::at(&checked.stem, "the program ran into a fault of its own, which is not accepted"));
                }
                self.now.sums.extend(checked.sums);
                if checked.is_refused {
                    self.now.refused.insert(shown(&checked.stem).to_string());
                }
                // What nobody accepts stays listed as it was.
                if !checked.is_faulty {
                    self.stems.insert(checked.stem.clone());
                }
                if !checked.changes.is_empty() {
                    self.differ(shown(&checked.stem).to_string(), checked.changes);
                }
            }
        }
        // Accepting goes on to the end, whoever reads the diff.
        ControlFlow::Continue(())
    }

    fn differ(&mut self, case: String, changes: Vec<Change>) {
        for change in &changes {
            let mut text = format!("{}: {}\n", plain(&case), change.level.sentence());
            for line in change.detail.lines() {
                text.push_str(&painted(&plain(line), self.colour));
                text.push('\n');
            }
            let _ = self.results.put(text.as_bytes());
        }
        self.differing.push((case, changes));
    }

    /// Accepted cases without an input, in the parts of the accepted folder that the inputs cover.
    fn orphans(&self, covered: &BTreeSet<PathBuf>, accepted: &Fingerprints) -> BTreeSet<PathBuf> {
        let is_orphan = |case: &PathBuf| !self.stems.contains(case) && covered.iter().any(|part| case.starts_with(part));
        accepted.cases().into_iter().filter(is_orphan).collect()
    }

    fn take_orphans(&mut self, args: &CheckArgs, orphans: &BTreeSet<PathBuf>) -> Result<(), Trouble> {
        for stem in orphans {
            self.differ(shown(stem).to_string(), vec![Change { level: Level::Orphaned, detail: String::new() }]);
            if args.accept {
                accept::remove_case(stem, &args.against)?;
                self.screen.line(&format!("removed {}", shown(&args.against.join(stem))));
            }
        }
        Ok(())
    }

    /// What was accepted of inputs that were not named this time stays.
    fn keep_others(&mut self, accepted: &Fingerprints, orphans: BTreeSet<PathBuf>) {
        let mut settled = orphans;
        settled.extend(self.stems.iter().cloned());
        self.now.keep_others(accepted, &settled);
    }

    fn finish(self, args: &CheckArgs, accepted: &Fingerprints, report: Option<&Path>) -> Result<ExitStatus, Trouble> {
        self.results.finish()?;
        if let Some(path) = report {
            report::write(path, &self.differing, self.compared, self.failed)?;
        }
        let sums_changed = args.accept && accept::accept_sums(&self.now, &args.against)?;
        let makers = accepted.changed_makers(&self.now);
        if !self.differing.is_empty() && !makers.is_empty() {
            self.screen.line(&format!("made with another {}", makers.join(", ")));
        }
        let differ = self.differing.len();
        let outcome = if args.accept { "accepted anew" } else { "not as accepted" };
        self.screen.line(&format!("{} compared, {differ} {outcome}{}", self.compared, failures(self.failed)));
        if !args.accept && differ > 0 && self.screen.verbosity() != Verbosity::Quiet {
            self.screen.line("  hint: if this is as it should be, accept it with `--accept`, read the diff and commit it");
        }
        Ok(match (self.failed, differ > 0 || sums_changed) {
            (1.., _) => ExitStatus::Undone,
            (0, true) => ExitStatus::Differences,
            (0, false) => ExitStatus::Done,
        })
    }
}

fn failures(failed: usize) -> String {
    if failed > 0 { format!(", {failed} failed") } else { String::new() }
}

/// A line of a diff, red or green on a terminal.
fn painted(line: &str, colour: bool) -> String {
    match line.chars().next() {
        Some('-') if colour => format!("\u{1b}[31m{line}\u{1b}[0m"),
        Some('+') if colour => format!("\u{1b}[32m{line}\u{1b}[0m"),
        _ => line.to_string(),
    }
}
