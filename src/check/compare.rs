//! What differs between accepted and present output, and how deep it goes.
//!
//! A change has a [`Level`]: the document itself, its lines on pages, what is said about it, or bytes alone.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use super::case::{Case, FILES};
use super::fingerprint::Fingerprints;
use crate::batch::Trouble;

/// How deep a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// There is no accepted output of this input.
    New,
    /// There is accepted output, and no input of it.
    Orphaned,
    /// Words or roles changed.
    Document,
    /// The document is the same, its lines stand elsewhere.
    Pages,
    /// What is said about the text changed.
    Diagnostics,
    /// The bytes of a file changed, text and layout did not.
    Bytes,
}

impl Level {
    /// The word in the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Level::New => "new",
            Level::Orphaned => "orphaned",
            Level::Document => "document",
            Level::Pages => "pages",
            Level::Diagnostics => "diagnostics",
            Level::Bytes => "bytes",
        }
    }

    /// What it means, for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Level::New => "there is no accepted output of this input",
            Level::Orphaned => "there is accepted output, but no input of it",
            Level::Document => "the document changed",
            Level::Pages => "lines on pages changed",
            Level::Diagnostics => "what is said about it changed",
            Level::Bytes => "container bytes changed, text and layout did not",
        }
    }

    const fn of_file(index: usize) -> Level {
        match index {
            0 => Level::Document,
            1 => Level::Pages,
            _ => Level::Diagnostics,
        }
    }
}

/// One difference of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How deep it goes.
    pub level: Level,
    /// A unified diff, or the outputs whose bytes differ.
    pub detail: String,
}

/// Beyond this, a diff is cut: nobody reads further, and the case's files hold all of it.
const DIFF_LINES: usize = 120;
/// Beyond this, texts are not diffed line by line: it could take minutes.
const DIFF_BYTES: usize = 4 << 20;

/// What differs between a case and what was accepted under `against`.
pub fn compare(case: &Case, against: &Path, accepted: &Fingerprints) -> Result<Vec<Change>, Trouble> {
    let folder = against.join(&case.stem);
    let mut changes = Vec::new();
    let mut texts = Vec::with_capacity(FILES.len());
    for name in FILES {
        texts.push(read(&folder.join(name))?);
    }
    if texts.iter().all(Option::is_none) {
        return Ok(vec![Change { level: Level::New, detail: String::new() }]);
    }
    for (index, (name, then)) in FILES.iter().zip(&texts).enumerate() {
        let now = &case.texts[index];
        if then != now {
            let path = crate::batch::trouble::shown(&folder.join(name));
            changes.push(Change { level: Level::of_file(index), detail: diff(then.as_deref(), now.as_deref(), path.as_str()) });
        }
    }
    let bytes: Vec<String> = case.sums.iter().filter_map(|(path, sum)| byte_change(path, sum, accepted)).collect();
    if changes.is_empty() && !bytes.is_empty() {
        changes.push(Change { level: Level::Bytes, detail: bytes.concat() });
    }
    Ok(changes)
}

fn byte_change(path: &str, sum: &str, accepted: &Fingerprints) -> Option<String> {
    match accepted.sums.get(path) {
        Some(then) if then == sum => None,
        Some(then) => Some(format!("  {path}: {} is now {}\n", short(then), short(sum))),
        None => Some(format!("  {path}: no accepted sum\n")),
    }
}

fn short(sum: &str) -> &str {
    sum.get(..12).unwrap_or(sum)
}

/// The text of a file; none if there is no such file.
pub fn read(path: &Path) -> Result<Option<String>, Trouble> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::io(path, &error)),
    }
}

fn diff(then: Option<&str>, now: Option<&str>, path: &str) -> String {
    let name = |text: Option<&str>, side: &str| if text.is_some() { format!("{path} ({side})") } else { format!("nothing ({side})") };
    let heads = (name(then, "accepted"), name(now, "now"));
    let (then, now) = (then.unwrap_or_default(), now.unwrap_or_default());
    if then.len() + now.len() > DIFF_BYTES {
        let line = then.lines().zip(now.lines()).take_while(|(a, b)| a == b).count() + 1;
        return format!("--- {}\n+++ {}\ntoo long for a diff; the first difference is in line {line}\n", heads.0, heads.1);
    }
    let whole = TextDiff::from_lines(then, now).unified_diff().context_radius(2).header(&heads.0, &heads.1).to_string();
    let lines = whole.lines().count();
    if lines <= DIFF_LINES {
        return whole;
    }
    let kept: String = whole.split_inclusive('\n').take(DIFF_LINES).collect();
    format!("{kept}… and {} more lines of diff\n", lines - DIFF_LINES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_both_sides_and_shows_the_line() {
        let said = diff(Some("a\nb\nc\n"), Some("a\nx\nc\n"), "k/document.txt");
        assert!(said.starts_with("--- k/document.txt (accepted)\n+++ k/document.txt (now)\n"), "{said}");
        assert!(said.contains("\n-b\n+x\n"), "{said}");
        assert!(diff(None, Some("a\n"), "p").starts_with("--- nothing (accepted)"));
    }

    #[test]
    fn an_endless_diff_is_cut() {
        let many: String = (0..1000).map(|n| format!("{n}\n")).collect();
        let said = diff(Some(""), Some(&many), "p");
        assert!(said.lines().count() == DIFF_LINES + 1 && said.ends_with("more lines of diff\n"), "{said}");
    }
}
