//! `--report-dir`: what `check` found, for people (`page`), for build servers (`junit`, `github`) and for programs
//! (`json`).
//!
//! **Always true:** sorted by path, without clock or machine names; whatever a text or a file name holds is shown as text,
//! never obeyed; no other file than an earlier report is replaced.

use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::compare::{Change, Level, State, Verdict};
use super::looks::Shown;
use crate::batch::Trouble;
use crate::batch::report_file::spare_others;
use crate::batch::write::write_plain;

pub mod github;
mod json;
mod junit;
mod page;

/// What became of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The case's folder under `--against`; the input's name, where it could not be read.
    pub case: String,
    /// The input as it was named, where it is a file.
    pub input: Option<String>,
    /// What comparing gave, or why it could not be compared.
    pub outcome: Result<Verdict, String>,
}

/// The word for a case as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It could not be compared.
    Failed,
    /// It differs.
    Changed,
    /// There was none.
    New,
    /// There is none any more.
    Orphaned,
    /// It is as it was accepted.
    Same,
}

impl Status {
    /// All of them, what matters most first.
    pub const ALL: [Status; 5] = [Status::Failed, Status::Changed, Status::New, Status::Orphaned, Status::Same];

    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Failed => "failed",
            Status::Changed => "changed",
            Status::New => "new",
            Status::Orphaned => "orphaned",
            Status::Same => "same",
        }
    }
}

impl Row {
    /// The case as a whole.
    pub fn status(&self) -> Status {
        match self.changes().first().map(|change| change.level) {
            _ if self.outcome.is_err() => Status::Failed,
            None => Status::Same,
            Some(Level::New) => Status::New,
            Some(Level::Orphaned) => Status::Orphaned,
            Some(Level::Document | Level::Pages | Level::Diagnostics | Level::Picture | Level::Bytes) => Status::Changed,
        }
    }

    /// What differs.
    pub fn changes(&self) -> &[Change] {
        self.outcome.as_ref().map_or(&[], |verdict| &verdict.changes)
    }

    /// How each level stands, where it was compared.
    pub fn levels(&self) -> Option<&[(Level, State)]> {
        self.outcome.as_ref().ok().map(|verdict| verdict.levels.as_slice())
    }
}

/// What `check` found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The folder of what was accepted.
    pub against: String,
    /// Every case.
    pub rows: Vec<Row>,
    /// What else than the texts changed, or that nothing did.
    pub why: Vec<String>,
    /// How many were compared, how many of them differ, how many inputs failed.
    pub totals: Totals,
}

/// The totals of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Cases that were compared.
    pub compared: usize,
    /// Cases that differ, those without an input among them.
    pub differing: usize,
    /// Accepted cases without an input.
    pub orphaned: usize,
    /// Cases whose text is refused, whether that was accepted or not.
    pub refused: usize,
    /// Inputs that could not be compared.
    pub failed: usize,
}

/// Differing cases beyond this many keep their sentences and lose their diffs: ten thousand would fill the memory.
pub const DIFFS: usize = 500;

/// Pages beyond this many are not drawn, in all and of one case: a page takes a sixth of a megabyte in the report.
const PAGES: usize = 60;
const PAGES_OF_ONE: usize = 6;

/// Where the files of a report go.
pub struct Place {
    folder: PathBuf,
}

/// How our page and our list for build servers begin, so that an earlier one is known.
const PAGE_MARK: &str = "<meta name=\"generator\" content=\"jiangyi check\">";
const JUNIT_MARK: &str = "<testsuites name=\"jiangyi check\"";

impl Place {
    /// A folder for a report, unless somebody's files stand in the way.
    pub fn in_folder(folder: &Path) -> Result<Place, Trouble> {
        spare_others(&folder.join("report.json"), "cases", false)?;
        for (name, mark) in [("index.html", PAGE_MARK), ("junit.xml", JUNIT_MARK)] {
            let path = folder.join(name);
            match fs::read(&path) {
                Ok(before) if before.is_empty() || begins_with(&before, mark) => {}
                Ok(_) => {
                    let trouble = Trouble::at(&path, "it was not written as a report by jiangyi, so it is left alone");
                    return Err(trouble.hint("move it, or name another folder with `--report-dir DIR`"));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Trouble::io(&path, &error)),
            }
        }
        Ok(Place { folder: folder.to_path_buf() })
    }

    /// Writes the report; `draw` gives the pictures of a case, at most so many pages, or why there are none.
    pub fn write(&self, report: &Report, draw: impl FnMut(&Row, usize) -> Result<Vec<Shown>, String>) -> Result<(), Trouble> {
        write_plain(&self.folder.join("report.json"), json::text(report).as_bytes())?;
        write_plain(&self.folder.join("junit.xml"), junit::text(report).as_bytes())?;
        write_plain(&self.folder.join("index.html"), page::text(report, draw).as_bytes())
    }
}

fn begins_with(file: &[u8], mark: &str) -> bool {
    let head = file.get(..file.len().min(1024)).unwrap_or_default();
    head.windows(mark.len()).any(|window| window == mark.as_bytes())
}

/// Text for a page or a list: what a browser or an XML reader would obey is spelt out, and what nobody sees or what turns
/// the reading direction round is shown by its code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_unseen(c) => {
                // holds: writing to a String cannot fail
                let _ = write!(out, "{{U+{:04X}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Zero-width and direction characters, and what no XML may hold (XML 1.0, 2.2).
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A report of one case of each status, with names and texts that would be obeyed if they were not escaped.
    pub fn sample() -> Report {
        let verdict = |changes: Vec<Change>| Verdict { changes, ..Verdict::one_sided(Level::New) };
        let change = Change {
            level: Level::Document,
            sentence: "the document changed".to_string(),
            detail: "--- a (accepted)\n+++ a (now)\n@@ -1 +1 @@\n-[body] 今天<script>alert(1)</script>\n+[body] 明天\u{1}\u{202E}]]>\n"
                .to_string(),
        };
        let row = |case: &str, outcome| Row { case: case.to_string(), input: Some(format!("in/{case}.txt")), outcome };
        let rows = vec![
            row("<script>alert('名')</script>", Ok(verdict(vec![change]))),
            row("b", Ok(verdict(Vec::new()))),
            row("c", Ok(Verdict::one_sided(Level::New))),
            row("d", Ok(Verdict::one_sided(Level::Orphaned))),
            row("e", Err("there is no such file or folder".to_string())),
        ];
        let totals = Totals { compared: 3, differing: 3, orphaned: 1, refused: 0, failed: 1 };
        Report { against: "accepted".to_string(), rows, why: vec!["other settings".to_string()], totals }
    }

    #[test]
    fn what_would_be_obeyed_is_spelt_out() {
        assert_eq!(
            escaped("<a href=\"x\">&'\u{0}\u{202E}\u{FFFF}\n字"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;{U+0000}{U+202E}{U+FFFF}\n字"
        );
    }

    #[test]
    fn a_case_has_the_status_of_its_first_change() {
        let words: Vec<&str> = sample().rows.iter().map(|row| row.status().as_str()).collect();
        assert_eq!(words, ["changed", "same", "new", "orphaned", "failed"]);
    }

    #[test]
    fn earlier_reports_are_known_and_other_files_are_not_taken_for_one() {
        let page = page::text(&sample(), |_, _| Ok(Vec::new()));
        assert!(begins_with(page.as_bytes(), PAGE_MARK) && begins_with(junit::text(&sample()).as_bytes(), JUNIT_MARK));
        assert!(!begins_with(b"<html>", PAGE_MARK));
    }
}
