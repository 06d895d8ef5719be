//! `convert`: text files to DOCX and PDF.
//!
//! **Always true:** what cannot be converted is told and counted, the rest is converted; the exit status is the worst.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::args::ConvertArgs;
use super::exit_status::ExitStatus;
use super::failures::Failures;
use super::governing::{Governed, Governing};
use super::interrupt::{self, INTERRUPTED};
use super::progress::Meter;
use super::report::{Screen, Verbosity, plain};
use super::resolve::{Choices, Run};
use super::results::Results;
use super::watch::{self, Seen};
use crate::batch::in_order::{in_order, threads};
use crate::batch::plan::{self, Place};
use crate::batch::summary::{Summary, files, pages};
use crate::batch::trouble::shown;
use crate::batch::worker::{self, Shared};
use crate::batch::write::{self, OutputFolder, Placed, WriteOptions};
use crate::batch::{Destination, Faces, Folders, Input, Job, Outcome, Status, Trouble, Turns, UpToDate, discover, report_file};
use crate::message;
use crate::message::Message;
use crate::phrase;

/// Converts what was named; with `--watch`, again whenever something changes.
pub fn run(args: &ConvertArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    if args.watch {
        return watch::run(args, screen);
    }
    interrupt::ends_with(
        INTERRUPTED,
        phrase!("interrupted; the files that were written are whole, run the same command again to go on"),
        *screen,
    )?;
    once(args, screen, None)
}

/// One pass over all inputs. After the first pass of a watch, only what is new is told.
pub fn once(args: &ConvertArgs, screen: &Screen, mut seen: Option<&mut Seen>) -> Result<ExitStatus, Trouble> {
    let begun = Instant::now();
    let mut governing = Governing::new(Choices::typed_for_convert(args), args.common.config.as_deref());
    let run = governing.run(&args.inputs)?;
    let screen = screen.saying(run.verbosity);
    if let Some(seen) = seen.as_deref_mut() {
        seen.note_run(&run, args.common.config.as_deref());
    }
    let found = discover::discover(&run.inputs, &[]);
    let governed = governing.each(&found)?;
    if let Some(seen) = seen.as_deref_mut() {
        seen.note_governed(&governed)?;
    }
    let jobs = jobs(found, &run, &governed)?;
    let kitchens = Kitchens::new(&jobs, &run, &governed)?;
    // Held to the end: a folder that stayed empty is taken away again.
    let _folders = if run.dry_run { Vec::new() } else { output_folders(&jobs, &governed)? };
    let sums = run.report.is_some() && !run.dry_run;
    let work = |number: usize| match &jobs[number] {
        Ok(job) => worker::convert(job, kitchens.shared(job, &run, sums)),
        Err(trouble) => Outcome::failed(trouble.clone()),
    };
    let is_strict = |number: usize| jobs[number].as_ref().is_ok_and(|job| kitchens.run(job).strict);
    let mut told = Told::new(&run, screen, jobs.len(), sums, seen);
    in_order(jobs.len(), threads(run.jobs, jobs.len()), work, |number, outcome| told.take(outcome, is_strict(number)))?;
    let status = told.finish(&run)?;
    if screen.verbosity() == Verbosity::Verbose {
        screen.line(&timing(begun, jobs.len()));
    }
    Ok(status)
}

/// `3 files in 0.21 s`
fn timing(begun: Instant, count: usize) -> Message {
    message!("{files} in {seconds} s", files = files(count), seconds = format!("{:.2}", begun.elapsed().as_secs_f64()))
}

/// The jobs of a run, once what was asked for makes sense together.
fn jobs(found: Vec<Result<Input, Trouble>>, run: &Run, governed: &Governed) -> Result<Vec<Result<Job, Trouble>>, Trouble> {
    if let Some(report) = &run.report {
        report_file::spare_inputs(report, &found)?;
        report_file::spare_others(report, "files", run.force)?;
    }
    let place = |settings: usize| {
        let run = &governed.runs[settings].0;
        Place { destination: &run.destination, formats: &run.settings.formats, settings }
    };
    let jobs = plan::plan_each(found.into_iter().zip(&governed.of).map(|(one, settings)| (one, place(*settings))).collect());
    for (number, (run, _)) in governed.runs.iter().enumerate() {
        let count = jobs.iter().filter(|job| job.as_ref().is_ok_and(|job| job.settings == number)).count();
        if run.settings.structure.title.is_some() && count > 1 {
            return Err(Trouble::usage(message!("one title for {count} inputs", count)).hint("`--title` goes with one input"));
        }
        if run.destination != Destination::Stdout {
            continue;
        }
        if jobs.len() > 1 {
            return Err(
                Trouble::usage(message!("{count} inputs for one standard output", count = jobs.len())).hint("`-o -` goes with one input")
            );
        }
        if run.settings.formats.len() > 1 {
            return Err(Trouble::usage("two formats for one standard output").hint("name one: `-o - -f docx` or `-o - -f pdf`"));
        }
    }
    if let Some(report) = &run.report {
        report_file::spare_outputs(report, &jobs)?;
    }
    Ok(jobs)
}

/// The folders that outputs go to, each tried.
fn output_folders(jobs: &[Result<Job, Trouble>], governed: &Governed) -> Result<Vec<OutputFolder>, Trouble> {
    let mut places: BTreeMap<&Path, BTreeSet<PathBuf>> = BTreeMap::new();
    for job in jobs.iter().flatten() {
        if let Some(Destination::Folder(folder)) = governed.runs.get(job.settings).map(|(run, _)| &run.destination) {
            let parents = job.outputs.iter().filter_map(|(_, path)| path.as_deref()?.parent());
            places.entry(folder).or_insert_with(|| BTreeSet::from([folder.clone()])).extend(parents.map(Path::to_path_buf));
        }
    }
    places.into_iter().map(|(folder, places)| OutputFolder::open(folder, &places)).collect()
}

/// What workers share, for each choice of settings.
struct Kitchens<'a> {
    kitchens: Vec<Kitchen<'a>>,
    turns: Turns,
    faces: Vec<Faces>,
}

struct Kitchen<'a> {
    run: &'a Run,
    faces: usize,
    folders: Folders,
    up_to_date: UpToDate,
}

impl<'a> Kitchens<'a> {
    fn new(jobs: &[Result<Job, Trouble>], run: &Run, governed: &'a Governed) -> Result<Kitchens<'a>, Trouble> {
        let (faces, faces_of) = governed.faces()?;
        let folders = governed.folders(jobs.iter().flatten().map(|job| &job.input), run.jobs)?;
        let kitchen = |(((run, _), number), folders): ((&'a (Run, _), usize), Folders)| {
            let up_to_date = UpToDate::new(&run.settings, &faces[number]);
            Kitchen { run, faces: number, folders, up_to_date }
        };
        let kitchens = governed.runs.iter().zip(faces_of).zip(folders).map(kitchen).collect();
        Ok(Kitchens { kitchens, turns: Turns::default(), faces })
    }

    fn run(&self, job: &Job) -> &Run {
        self.kitchens[job.settings].run
    }

    fn shared(&self, job: &Job, whole: &Run, sums: bool) -> Shared<'_> {
        let Kitchen { run, faces, folders, up_to_date } = &self.kitchens[job.settings];
        Shared {
            settings: folders.settings(&job.input, &run.settings),
            faces: &self.faces[*faces],
            turns: &self.turns,
            write: WriteOptions { force: run.force, dry_run: whole.dry_run },
            sums,
            // A report says of each input all that there is.
            up_to_date: whole.report.is_none().then_some(up_to_date),
            is_strict: run.strict,
        }
    }
}

/// What was told so far.
struct Told<'a> {
    screen: Screen,
    dry_run: bool,
    results: Results,
    meter: Meter,
    summary: Summary,
    failures: Failures,
    /// Whether somebody who minds was warned.
    is_warned: bool,
    /// Kept for the report only: ten thousand outcomes are not held for nothing.
    outcomes: Option<Vec<Outcome>>,
    /// What a watch told in its earlier passes.
    seen: Option<&'a mut Seen>,
}

impl<'a> Told<'a> {
    fn new(run: &Run, screen: Screen, count: usize, keep: bool, seen: Option<&'a mut Seen>) -> Told<'a> {
        // A pass that finds one text changed is no journey to show the way of.
        let count_shown = if seen.as_ref().is_some_and(|seen| seen.is_later()) { 1 } else { count };
        Told {
            screen,
            dry_run: run.dry_run,
            results: Results::new(),
            meter: Meter::new(run.progress, count_shown, &screen),
            summary: Summary::default(),
            failures: Failures::default(),
            is_warned: false,
            outcomes: keep.then(Vec::new),
            seen,
        }
    }

    /// Tells of one input. Never breaks: a reader of standard output that left does not stop the files.
    fn take(&mut self, mut outcome: Outcome, is_strict: bool) -> ControlFlow<()> {
        let screen = self.screen;
        let is_news = self.seen.as_deref_mut().is_none_or(|seen| seen.is_news(&outcome));
        let before = self.summary.warnings;
        self.summary.add(&outcome);
        if is_news {
            self.failures.add(&outcome);
        }
        self.is_warned |= is_strict && self.summary.warnings > before;
        let tell = || {
            if is_news {
                say(&screen, &outcome);
            }
        };
        self.meter.advance(&self.summary, tell);
        if let Some(bytes) = outcome.stdout.take()
            && !self.dry_run
        {
            let _ = self.results.put(&bytes);
        }
        if self.dry_run {
            for made in outcome.outputs.iter().filter(|made| made.placed == Placed::Written) {
                let name = made.path.as_ref().map_or_else(|| "-".to_string(), |path| plain(shown(path).as_str()));
                let _ = self.results.put(format!("{name}\n").as_bytes());
            }
        }
        if let Some(outcomes) = &mut self.outcomes {
            outcomes.push(outcome);
        }
        ControlFlow::Continue(())
    }

    fn finish(self, run: &Run) -> Result<ExitStatus, Trouble> {
        drop(self.meter);
        self.results.finish()?;
        if let (Some(path), Some(outcomes)) = (&run.report, &self.outcomes) {
            write::write_plain(path, report_file::report(outcomes).as_bytes())?;
        }
        let has_news = self.seen.is_none_or(|seen| seen.end_pass());
        if has_news {
            self.screen.line(&self.summary.line(run.dry_run));
            // What failed alone was told a line above.
            if self.summary.converted + self.summary.unchanged + self.summary.failed > 1 {
                self.failures.say(&self.screen);
            }
        }
        Ok(match self.summary {
            Summary { failed: 1.., .. } => ExitStatus::Undone,
            Summary { .. } if self.is_warned => ExitStatus::Differences,
            Summary { .. } => ExitStatus::Done,
        })
    }
}

fn say(screen: &Screen, outcome: &Outcome) {
    screen.diagnostics(Some(&outcome.name), &outcome.diagnostics);
    if let Some(trouble) = &outcome.trouble {
        screen.trouble_of(Some(&outcome.name), trouble);
    }
    if screen.verbosity() == Verbosity::Verbose {
        let status = match outcome.status {
            Status::Converted => message!("converted"),
            Status::Unchanged => message!("unchanged"),
            Status::Failed => message!("failed"),
        };
        let encoding = outcome.encoding.map(Message::foreign);
        let pages = (outcome.pages > 0).then(|| pages(outcome.pages));
        let parts: Vec<Message> = [Some(status), encoding, pages].into_iter().flatten().collect();
        screen.line(&message!("{name}: {parts}", name = outcome.name.to_string(), parts));
    }
}
