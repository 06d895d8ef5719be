//! `check`: is the output still what was accepted? With `--accept`, it is from now on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::exit_status::ExitStatus;
use super::governing::{Governed, Governing};
use super::report::Screen;
use super::resolve::{Choices, Run};
use super::verdicts::{Checked, Told};
use crate::batch::in_order::{in_order, threads};
use crate::batch::plan::{self, Place};
use crate::batch::{Destination, Faces, Folders, Job, Origin, Trouble, discover, fault};
use crate::check::report::{Place as ReportPlace, Row, Status};
use crate::check::{Case, Fingerprints, State, accept, case, compare, fingerprint, looks, root};
use crate::emit::OutputFormat;
use crate::settings::Settings;

/// Checks, or accepts, what was named.
pub fn run(args: &CheckArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    if args.accept && is_set("CI") {
        let trouble = Trouble::usage("`--accept` is refused where CI is set: a build must not approve itself");
        return Err(trouble.hint("accept on your own machine, read the diff and commit it"));
    }
    let mut governing = Governing::new(Choices::typed(&args.common), args.common.config.as_deref());
    let run = governing.run(&args.inputs)?;
    let screen = screen.saying(run.verbosity);
    if !args.accept && !args.against.is_dir() {
        let trouble = Trouble::at(&args.against, "there is no accepted output to compare with");
        return Err(trouble.hint("`--accept` makes it"));
    }
    // Asked before the work, like all that may refuse.
    let place = args.report_dir.as_deref().map(ReportPlace::in_folder).transpose()?;
    let found = discover::discover(&run.inputs, std::slice::from_ref(&args.against));
    let mut governed = governing.each(&found)?;
    for (run, _) in &mut governed.runs {
        run.settings.formats = OutputFormat::ALL.to_vec();
    }
    // Accepted cases of other inputs are orphans only where whole folders were to be seen.
    let saw_all = run.inputs.iter().all(|input| input.is_dir());
    let nowhere = Destination::Folder(PathBuf::new());
    let place_of = |settings: usize| Place { destination: &nowhere, formats: &OutputFormat::ALL, settings };
    let mut jobs = plan::plan_each(found.into_iter().zip(&governed.of).map(|(one, settings)| (one, place_of(*settings))).collect());
    let making = Making::new(&jobs, &run, &governed)?;
    let accepted = accepted(args)?;
    let covered = root::settle(&mut jobs, &accepted);
    let mut now = making.fingerprints();
    now.pictures = args.pictures.unwrap_or(accepted.pictures);
    let against = Against { folder: &args.against, ours: accepted.cases(), accept: args.accept, pictures: now.pictures, accepted };
    let work = |number: usize| -> Result<Checked, Trouble> {
        let job = jobs[number].as_ref().map_err(Clone::clone)?;
        let checked = fault::caught(|| making.case(job).and_then(|case| against.check(case, job)));
        checked.unwrap_or_else(|sentence| Err(Trouble::with(job.input.name.clone(), sentence)))
    };
    let annotates = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let mut told = Told::new(now, screen, place.is_some() || annotates);
    in_order(jobs.len(), threads(run.jobs, jobs.len()), work, |_, checked| told.take(checked))?;
    // What an input that could not be read once gave is no orphan.
    let orphans = if saw_all && told.failed() == 0 { told.orphans(&covered, &against.accepted) } else { BTreeSet::new() };
    for stem in &orphans {
        told.take_orphan(stem);
        if args.accept {
            accept::remove_case(stem, &args.against)?;
            told.removed(&args.against.join(stem));
        }
    }
    told.keep_others(&against.accepted, orphans);
    let list_changed = args.accept && accept::accept_sums(told.now(), &args.against)?;
    let (report, status) = told.finish(args, &against.accepted, list_changed, annotates)?;
    if let Some(place) = place {
        let draw = |row: &Row, most: usize| -> Result<Vec<looks::Shown>, String> {
            let job = jobs.iter().flatten().find(|job| row.input.as_deref() == Some(job.input.name.as_str()));
            match job {
                // What was accepted a moment ago has no "before" any more.
                Some(job) if !args.accept => against.pictures(row, most, || making.case(job)).map_err(|trouble| trouble.what.to_string()),
                Some(_) | None => Ok(Vec::new()),
            }
        };
        place.write(&report, draw)?;
    }
    Ok(status)
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
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

/// What cases are made with.
struct Making<'a> {
    /// Each choice of settings that some input has, and which faces it has.
    settings: Vec<(&'a Settings, usize)>,
    folders: Vec<Folders>,
    faces: Vec<Faces>,
}

impl<'a> Making<'a> {
    fn new(jobs: &[Result<Job, Trouble>], run: &Run, governed: &'a Governed) -> Result<Making<'a>, Trouble> {
        let (faces, faces_of) = governed.faces()?;
        let folders = governed.folders(jobs.iter().flatten().map(|job| &job.input), run.jobs)?;
        let settings = governed.runs.iter().map(|(run, _)| &run.settings).zip(faces_of).collect();
        Ok(Making { settings, folders, faces })
    }

    fn case(&self, job: &Job) -> Result<Case, Trouble> {
        let (settings, faces) = self.settings[job.settings];
        case::make(job, self.folders[job.settings].settings(&job.input, settings), &self.faces[faces])
    }

    fn fingerprints(&self) -> Fingerprints {
        let made_with = |(settings, faces): &(&'a Settings, usize)| (*settings, &self.faces[*faces]);
        let all: Vec<(&Settings, &Faces)> = self.settings.iter().map(made_with).collect();
        // holds: there is one at least, `Governing::each` sees to it
        let (first, others) = all.split_first().expect("settings for every input, and for none");
        Fingerprints::new(first.0, first.1, others)
    }
}

/// What cases are compared with.
struct Against<'a> {
    folder: &'a Path,
    accepted: Fingerprints,
    ours: BTreeSet<PathBuf>,
    accept: bool,
    pictures: bool,
}

impl Against<'_> {
    fn check(&self, case: Case, job: &Job) -> Result<Checked, Trouble> {
        let verdict = compare::compare(&case, self.folder, &self.accepted)?;
        let mut rewritten = false;
        if self.accept && !case.is_faulty {
            rewritten = accept::accept(&case, self.folder, self.ours.contains(&case.stem), self.pictures)?;
        }
        let is_refused = case.is_refused();
        let input = match &job.input.origin {
            Origin::File(_) => Some(job.input.name.as_str().to_string()),
            Origin::Stdin => None,
        };
        let Case { stem, mut sums, sources, is_faulty, .. } = case;
        sums.extend(sources);
        Ok(Checked { stem, input, verdict, sums, is_refused, is_faulty, rewritten })
    }

    /// Pictures of a case that differs: its pages before and after, or, where it is new, as they are.
    fn pictures(&self, row: &Row, most: usize, make: impl FnOnce() -> Result<Case, Trouble>) -> Result<Vec<looks::Shown>, Trouble> {
        let is_new = row.status() == Status::New;
        let looks_different =
            row.levels().into_iter().flatten().any(|(level, state)| *level == compare::Level::Picture && *state == State::Changed);
        if !is_new && !looks_different {
            return Ok(Vec::new());
        }
        let case = make()?;
        let before = if is_new { None } else { compare::accepted_pdf(&case, &self.folder.join(&case.stem), &self.accepted)?.ok() };
        let most = if is_new { most.min(PAGES_OF_NEW) } else { most };
        let drawn = fault::caught(|| looks::shown(before, case.pdf, most)).map_err(Trouble::usage)?;
        drawn.map_err(|why| Trouble::usage(why.sentence()))
    }
}

/// Pages of a case that is new: to see what it is, not to compare.
const PAGES_OF_NEW: usize = 2;
