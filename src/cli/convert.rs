//! `convert`: text files to DOCX and PDF.
//!
//! **Always true:** what cannot be converted is told and counted, the rest is converted; the exit status is the worst.

use std::ops::ControlFlow;
use std::time::Instant;

use super::args::ConvertArgs;
use super::exit_status::ExitStatus;
use super::faces;
use super::progress::Meter;
use super::report::{Screen, Verbosity, plain};
use super::resolve::{self, Choices, Run};
use super::results::Results;
use crate::batch::in_order::{in_order, threads};
use crate::batch::summary::{Summary, counted};
use crate::batch::trouble::shown;
use crate::batch::worker::{self, Shared};
use crate::batch::write::{self, OutputFolder, Placed, WriteOptions};
use crate::batch::{Destination, Folders, Job, Outcome, Status, Trouble, discover, plan, report_file};

/// Converts what was named.
pub fn run(args: &ConvertArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    let begun = Instant::now();
    let run = resolve::resolve(&args.inputs, Choices::typed_for_convert(args), args.common.config.as_deref())?;
    let screen = screen.saying(run.verbosity);
    let jobs = jobs(&run)?;
    let faces = faces::find(run.fonts.as_deref(), run.system_fonts)?;
    // Held to the end: a folder that stayed empty is taken away again.
    let _folder = match &run.destination {
        Destination::Folder(folder) if !run.dry_run && jobs.iter().any(Result::is_ok) => Some(OutputFolder::open(folder)?),
        Destination::Folder(_) | Destination::Stdout => None,
    };
    let folders = Folders::survey(jobs.iter().flatten().map(|job| &job.input), &run.settings, run.jobs)?;
    let write = WriteOptions { force: run.force, dry_run: run.dry_run };
    let sums = run.report.is_some() && !run.dry_run;
    let shared = Shared { settings: &run.settings, faces: &faces, write, sums };
    let work = |number: usize| match &jobs[number] {
        Ok(job) => worker::convert(job, Shared { settings: folders.settings(&job.input, &run.settings), ..shared }),
        Err(trouble) => Outcome::failed(trouble.clone()),
    };
    let mut told = Told::new(&run, screen, jobs.len(), sums);
    in_order(jobs.len(), threads(run.jobs, jobs.len()), work, |_, outcome| told.take(outcome))?;
    let status = told.finish(&run)?;
    if screen.verbosity() == Verbosity::Verbose {
        screen.line(&timing(begun, jobs.len()));
    }
    Ok(status)
}

/// `3 files in 0.21 s`
fn timing(begun: Instant, count: usize) -> String {
    format!("{} in {:.2} s", counted(count, "file"), begun.elapsed().as_secs_f64())
}

/// The jobs of a run, once what was asked for makes sense together.
fn jobs(run: &Run) -> Result<Vec<Result<Job, Trouble>>, Trouble> {
    let found = discover::discover(&run.inputs, &[]);
    if let Some(report) = &run.report {
        report_file::spare_inputs(report, &found)?;
        report_file::spare_others(report, "files", run.force)?;
    }
    let jobs = plan::plan(found, &run.destination, &run.settings.formats);
    if run.settings.structure.title.is_some() && jobs.len() > 1 {
        return Err(Trouble::usage(format!("one title for {} inputs", jobs.len())).hint("`--title` goes with one input"));
    }
    if run.destination == Destination::Stdout {
        if jobs.len() > 1 {
            return Err(Trouble::usage(format!("{} inputs for one standard output", jobs.len())).hint("`-o -` goes with one input"));
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

/// What was told so far.
struct Told {
    screen: Screen,
    dry_run: bool,
    results: Results,
    meter: Meter,
    summary: Summary,
    /// Kept for the report only: ten thousand outcomes are not held for nothing.
    outcomes: Option<Vec<Outcome>>,
}

impl Told {
    fn new(run: &Run, screen: Screen, count: usize, keep: bool) -> Told {
        Told {
            screen,
            dry_run: run.dry_run,
            results: Results::new(),
            meter: Meter::new(run.progress, count, &screen),
            summary: Summary::default(),
            outcomes: keep.then(Vec::new),
        }
    }

    /// Tells of one input. Never breaks: a reader of standard output that left does not stop the files.
    fn take(&mut self, mut outcome: Outcome) -> ControlFlow<()> {
        let screen = self.screen;
        self.meter.advance(|| say(&screen, &outcome));
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
        self.summary.add(&outcome);
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
        self.screen.line(&self.summary.line(run.dry_run));
        Ok(match self.summary {
            Summary { failed: 1.., .. } => ExitStatus::Undone,
            Summary { warnings: 1.., .. } if run.strict => ExitStatus::Differences,
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
        let pages = if outcome.status == Status::Failed { String::new() } else { format!(", {}", counted(outcome.pages, "page")) };
        screen.line(&format!("{}: {}, {}{pages}", outcome.name, outcome.status.as_str(), outcome.encoding.unwrap_or("not read")));
    }
}
