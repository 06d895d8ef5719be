//! What failed, why, and what to do: the end of what a run says.
//!
//! **Always true:** it says no more than a screen holds, however many failed; the report lists all.

use std::collections::BTreeMap;

use super::report::{Screen, plain};
use crate::batch::summary::files;
use crate::batch::{Outcome, Status};
use crate::diagnostic::Severity;
use crate::message;
use crate::message::Message;

/// Reasons that are listed; the rest is counted.
const REASONS: usize = 8;
/// Files that are named for a reason; the rest is counted.
const NAMES: usize = 4;

/// Failures of a run, by reason.
#[derive(Debug, Default)]
pub struct Failures {
    by_reason: BTreeMap<Reason, Files>,
    count: usize,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reason {
    what: Message,
    hint: Option<Message>,
}

#[derive(Debug, Default)]
struct Files {
    /// How many reasons came before: they are told in the order they came.
    turn: usize,
    count: usize,
    names: Vec<String>,
}

impl Failures {
    /// Notes an outcome, if it is a failure.
    pub fn add(&mut self, outcome: &Outcome) {
        if outcome.status != Status::Failed {
            return;
        }
        let said = outcome.diagnostics.iter().find(|said| said.severity == Severity::Error);
        let hint = match (&outcome.trouble, said) {
            (Some(trouble), _) => trouble.hints.first().cloned(),
            (None, said) => said.and_then(|said| said.hints.first().cloned()),
        };
        let turn = self.by_reason.len();
        let reason = Reason { what: outcome.error().unwrap_or_default(), hint };
        let files = self.by_reason.entry(reason).or_insert_with(|| Files { turn, ..Files::default() });
        files.count += 1;
        self.count += 1;
        if files.names.len() < NAMES {
            // The output, or a face, was in the way: it is what the reason is about.
            let about = outcome.trouble.as_ref().and_then(|trouble| trouble.about.as_ref()).filter(|about| **about != outcome.name);
            let about = about.map(|about| format!(" ({})", plain(about.as_str()))).unwrap_or_default();
            files.names.push(format!("{}{about}", plain(outcome.name.as_str())));
        }
    }

    /// Says all that is to be said of them.
    pub fn say(&self, screen: &Screen) {
        if self.count == 0 {
            return;
        }
        screen.line(&message!("{files} could not be converted:", files = files(self.count)));
        let mut reasons: Vec<(&Reason, &Files)> = self.by_reason.iter().collect();
        reasons.sort_by_key(|(_, files)| files.turn);
        for (reason, files) in reasons.iter().take(REASONS) {
            let names: Vec<Message> = files.names.iter().map(Message::foreign).collect();
            let (more, what) = (files.count - files.names.len(), reason.what.clone());
            screen.line_under(
                "  ",
                &match more {
                    0 => message!("{names}: {what}", names, what),
                    _ => message!("{names} and {more} more: {what}", names, more, what),
                },
            );
            if let Some(hint) = reason.hint.clone() {
                screen.line_under("    ", &message!("try: {hint}", hint));
            }
        }
        match reasons.len().saturating_sub(REASONS) {
            0 => {}
            1 => screen.line_under("  ", &message!("and 1 failure of another kind")),
            count => screen.line_under("  ", &message!("and {count} failures of other kinds", count)),
        }
        let again = message!("then run the same command again: files that are up to date are skipped; `--report FILE.json` lists all");
        screen.line_under("  ", &again);
    }
}
