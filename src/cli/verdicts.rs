//! What `check` tells: differences as they are met, at the end why, and how many.
//!
//! **Always true:** differences go to standard output, in the order of the inputs; what is kept for a report is bounded.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::exit_status::ExitStatus;
use super::report::{Screen, Verbosity, plain};
use super::results::{self, Results};
use crate::batch::Trouble;
use crate::batch::summary::counted;
use crate::batch::trouble::shown;
use crate::check::compare::NO_PICTURES;
use crate::check::report::{DIFFS, Report, Row, Totals, github};
use crate::check::{Fingerprints, Level, State, Verdict};
use crate::message;

/// What became of one case.
pub struct Checked {
    /// Its folder under `--against`.
    pub stem: PathBuf,
    /// The input as it was named, where it is a file.
    pub input: Option<String>,
    /// What differs.
    pub verdict: Verdict,
    /// What to write down of it.
    pub sums: Vec<(String, String)>,
    /// Whether its text is refused.
    pub is_refused: bool,
    /// Whether the program ran into a fault of its own.
    pub is_faulty: bool,
    /// Whether accepting it changed a file.
    pub rewritten: bool,
}

/// What was told so far.
pub struct Told {
    screen: Screen,
    results: Results,
    colour: bool,
    now: Fingerprints,
    stems: BTreeSet<PathBuf>,
    /// For the report; empty where none is wanted.
    rows: Vec<Row>,
    keeps_rows: bool,
    totals: Totals,
    /// Of the cases that changed: how many have another input, and how many are known to have the same.
    inputs: (usize, usize),
    lacks_pictures: bool,
    rewritten: bool,
}

impl Told {
    /// Nothing yet.
    pub fn new(now: Fingerprints, screen: Screen, keeps_rows: bool) -> Told {
        Told {
            screen,
            results: Results::new(),
            colour: results::may_be_coloured(),
            now,
            stems: BTreeSet::new(),
            rows: Vec::new(),
            keeps_rows,
            totals: Totals::default(),
            inputs: (0, 0),
            lacks_pictures: false,
            rewritten: false,
        }
    }

    /// How many inputs could not be compared.
    pub fn failed(&self) -> usize {
        self.totals.failed
    }

    /// What to write down.
    pub fn now(&self) -> &Fingerprints {
        &self.now
    }

    /// Tells of one case. Never breaks: accepting goes on to the end, whoever reads the diff.
    pub fn take(&mut self, checked: Result<Checked, Trouble>) -> ControlFlow<()> {
        match checked {
            Err(trouble) => {
                self.totals.failed += 1;
                self.screen.trouble(&trouble);
                let about = trouble.about.as_ref().map(|about| about.as_str().to_string()).unwrap_or_default();
                let hints: String = trouble.hints.iter().map(|hint| format!("; hint: {hint}")).collect();
                self.keep(Row { case: about.clone(), input: Some(about), outcome: Err(format!("{}{hints}", trouble.what)) });
            }
            Ok(checked) => self.take_case(checked),
        }
        ControlFlow::Continue(())
    }

    fn take_case(&mut self, checked: Checked) {
        const FAULT: &str = "the program ran into a fault of its own, which is not accepted";
        let Checked { stem, input, verdict, sums, is_refused, is_faulty, rewritten } = checked;
        self.totals.compared += 1;
        self.rewritten |= rewritten;
        self.now.sums.extend(sums);
        let case = shown(&stem).as_str().to_string();
        if is_refused {
            self.totals.refused += 1;
            self.now.refused.insert(case.clone());
        }
        if is_faulty {
            self.totals.failed += 1;
            self.screen.trouble(&Trouble::at(&stem, FAULT));
        } else {
            // What nobody accepts stays listed as it was.
            self.stems.insert(stem);
        }
        self.differ(&case, &verdict);
        let outcome = if is_faulty { Err(FAULT.to_string()) } else { Ok(verdict) };
        self.keep(Row { case, input, outcome });
    }

    /// Tells of accepted output without an input.
    pub fn take_orphan(&mut self, stem: &Path) {
        let (case, verdict) = (shown(stem).as_str().to_string(), Verdict::one_sided(Level::Orphaned));
        self.totals.orphaned += 1;
        self.differ(&case, &verdict);
        self.keep(Row { case, input: None, outcome: Ok(verdict) });
    }

    /// Tells of accepted output that was removed.
    pub fn removed(&self, path: &Path) {
        self.screen.line(&message!("removed {path}", path = shown(path).to_string()));
    }

    fn differ(&mut self, case: &str, verdict: &Verdict) {
        if verdict.changes.is_empty() {
            return;
        }
        self.totals.differing += 1;
        match verdict.input_changed {
            Some(true) => self.inputs.0 += 1,
            Some(false) => self.inputs.1 += 1,
            None => {}
        }
        self.lacks_pictures |= verdict.state(Level::Picture) == State::Unknown(NO_PICTURES);
        for change in &verdict.changes {
            let mut text = format!("{}: {}\n", plain(case), plain(&change.sentence));
            for line in change.detail.lines() {
                text.push_str(&painted(&plain(line), self.colour));
                text.push('\n');
            }
            let _ = self.results.put(text.as_bytes());
        }
    }

    fn keep(&mut self, mut row: Row) {
        if !self.keeps_rows {
            return;
        }
        if self.totals.differing > DIFFS
            && let Ok(verdict) = &mut row.outcome
        {
            verdict
                .changes
                .iter_mut()
                .for_each(|change| change.detail = "left out: too many cases differ; check this one alone\n".to_string());
        }
        self.rows.push(row);
    }

    /// Accepted cases without an input, in the parts of the accepted folder that the inputs cover.
    pub fn orphans(&self, covered: &BTreeSet<PathBuf>, accepted: &Fingerprints) -> BTreeSet<PathBuf> {
        let is_orphan = |case: &PathBuf| !self.stems.contains(case) && covered.iter().any(|part| case.starts_with(part));
        accepted.cases().into_iter().filter(is_orphan).collect()
    }

    /// What was accepted of inputs that were not named this time stays.
    pub fn keep_others(&mut self, accepted: &Fingerprints, orphans: BTreeSet<PathBuf>) {
        let mut settled = orphans;
        settled.extend(self.stems.iter().cloned());
        self.now.keep_others(accepted, &settled);
    }

    /// Why the cases differ, as far as that is known.
    fn why(&self, accepted: &Fingerprints) -> Vec<String> {
        const MAKERS: &str = "version, template, settings and faces";
        let changed = accepted.changed_makers(&self.now);
        let (other, same) = self.inputs;
        match (changed.is_empty(), other, same) {
            (true, 0, 0) => Vec::new(),
            (true, _, 0) => vec![format!("other texts; {MAKERS} are those accepted")],
            (true, 0, _) => vec![format!("neither texts nor {MAKERS} changed: the program did, or what was accepted was edited")],
            (true, _, _) => {
                let which = format!("{} changed; {same} not, nor did {MAKERS}", counted(other, "text"));
                vec![format!("{which}: the program did, or what was accepted was edited")]
            }
            (false, 0, _) => changed,
            (false, _, _) => changed.into_iter().chain([format!("{} changed, too", counted(other, "text"))]).collect(),
        }
    }

    /// Says why and how many; gives what a report needs.
    pub fn finish(
        mut self,
        args: &CheckArgs,
        accepted: &Fingerprints,
        list_changed: bool,
        annotates: bool,
    ) -> Result<(Report, ExitStatus), Trouble> {
        let Totals { compared, differing, orphaned, refused, failed } = self.totals;
        let why = if differing > 0 { self.why(accepted) } else { Vec::new() };
        for line in &why {
            let _ = self.results.put(format!("why: {}\n", plain(line)).as_bytes());
        }
        // A list in the order of the inputs; a report is sorted, whatever their order.
        self.rows.sort_by(|a, b| (&a.case, a.status()).cmp(&(&b.case, b.status())));
        let report = Report { against: shown(&args.against).as_str().to_string(), rows: self.rows, why, totals: self.totals };
        if annotates {
            for line in github::lines(&report) {
                let _ = self.results.put(format!("{line}\n").as_bytes());
            }
        }
        self.results.finish()?;
        let mut parts = vec![message!("{count} compared", count = compared)];
        parts.push(match args.accept {
            true => message!("{count} accepted anew", count = differing.saturating_sub(orphaned)),
            false => message!("{count} not as accepted", count = differing.saturating_sub(orphaned)),
        });
        if orphaned > 0 {
            parts.push(match args.accept {
                true => message!("{count} without an input removed", count = orphaned),
                false => message!("{count} without an input", count = orphaned),
            });
        }
        // Whoever accepts must not pass over that there is no paper of it.
        if refused > 0 {
            parts.push(message!("{count} refused, so that there is no output", count = refused));
        }
        if failed > 0 {
            parts.push(message!("{count} failed", count = failed));
        }
        self.screen.line(&message!("{parts}", parts));
        if !args.accept && differing > 0 && self.screen.verbosity() != Verbosity::Quiet {
            self.screen.hint(message!("if this is as it should be, accept it with `--accept`, read the diff and commit it"));
            if self.lacks_pictures {
                self.screen.hint(message!("pages were not compared as pictures, since none were accepted: accept with `--pictures`"));
            }
        }
        let status = match (failed, differing > 0 || list_changed || self.rewritten) {
            (1.., _) => ExitStatus::Undone,
            (0, true) => ExitStatus::Differences,
            (0, false) => ExitStatus::Done,
        };
        Ok((report, status))
    }
}

/// A line of a diff, red or green on a terminal.
fn painted(line: &str, colour: bool) -> String {
    match line.chars().next() {
        Some('-') if colour => format!("\u{1b}[31m{line}\u{1b}[0m"),
        Some('+') if colour => format!("\u{1b}[32m{line}\u{1b}[0m"),
        _ => line.to_string(),
    }
}
