//! How many of what: the last line of a run, and the totals of the report.

use serde::Serialize;

use super::worker::{Outcome, Status};
use crate::message;
use crate::message::Message;

/// Counts over a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Inputs with at least one output written.
    pub converted: usize,
    /// Inputs whose outputs were up to date.
    pub unchanged: usize,
    /// Inputs without outputs.
    pub failed: usize,
    /// Pages of all handouts that were converted, or looked into.
    pub pages: usize,
    /// Warnings of all inputs.
    pub warnings: usize,
}

impl Summary {
    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        match outcome.status {
            Status::Converted => self.converted += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Failed => self.failed += 1,
        }
        self.pages += outcome.pages;
        self.warnings += outcome.more_warnings;
        self.warnings += outcome.diagnostics.iter().filter(|d| d.severity == crate::diagnostic::Severity::Warning).count();
    }

    /// The line for people: `12 converted, 3 unchanged, 1 failed; 64 pages; 2 warnings`.
    pub fn line(&self, dry_run: bool) -> Message {
        let count = self.converted;
        let mut parts = vec![match dry_run {
            true => message!("{count} would be converted", count),
            false => message!("{count} converted", count),
        }];
        if self.unchanged > 0 {
            parts.push(message!("{count} unchanged", count = self.unchanged));
        }
        if self.failed > 0 {
            parts.push(message!("{count} failed", count = self.failed));
        }
        let mut line = message!("{files}", files = parts);
        // The pages of what is up to date are not counted again.
        if self.pages > 0 {
            line = message!("{line}; {more}", line, more = pages(self.pages));
        }
        if self.warnings > 0 {
            line = message!("{line}; {more}", line, more = warnings(self.warnings));
        }
        line
    }
}

/// `1 page`, `2 pages`.
pub fn pages(count: usize) -> Message {
    if count == 1 { message!("1 page") } else { message!("{count} pages", count) }
}

/// `1 file`, `2 files`.
pub fn files(count: usize) -> Message {
    if count == 1 { message!("1 file") } else { message!("{count} files", count) }
}

/// `1 error`, `2 errors`.
pub fn errors(count: usize) -> Message {
    if count == 1 { message!("1 error") } else { message!("{count} errors", count) }
}

/// `1 warning`, `2 warnings`.
pub fn warnings(count: usize) -> Message {
    if count == 1 { message!("1 warning") } else { message!("{count} warnings", count) }
}

/// `1 line`, `2 lines`: for results, which are English everywhere.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_leaves_out_what_did_not_happen() {
        let all = Summary { converted: 2, unchanged: 1, failed: 1, pages: 9, warnings: 1 };
        assert_eq!(all.line(false), "2 converted, 1 unchanged, 1 failed; 9 pages; 1 warning");
        assert_eq!(Summary { unchanged: 2, ..Summary::default() }.line(false), "0 converted, 2 unchanged");
        assert_eq!(Summary { converted: 1, pages: 1, ..Summary::default() }.line(true), "1 would be converted; 1 page");
    }
}
