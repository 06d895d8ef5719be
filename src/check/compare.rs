//! What differs between accepted and present output, and how deep it goes.
//!
//! Four levels, the first the strictest: *bytes* of the files; the *document*, what it says; *lines on pages*; and the
//! *picture*, what a reader sees. What is said about the text (diagnostics) stands beside them. A [`Change`] is one level
//! that differs, and says so where the levels behind it do not.
//!
//! **Always true:** equal bytes are equal at every level; a level that could not be compared is unknown, never "the same".

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::case::{Case, FILES, PDF};
use super::diff::diff;
use super::fingerprint::Fingerprints;
use super::{looks, moves};
use crate::batch::Trouble;
use crate::batch::trouble::shown;
use crate::diagnostic::Diagnostic;
use crate::emit::fingerprint::hex;

/// How deep a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// There is no accepted output of this input.
    New,
    /// There is accepted output, and no input of it.
    Orphaned,
    /// Words or roles changed.
    Document,
    /// Its lines stand elsewhere.
    Pages,
    /// What is said about the text changed.
    Diagnostics,
    /// Pages look different.
    Picture,
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
            Level::Picture => "picture",
            Level::Bytes => "bytes",
        }
    }
}

/// One difference of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How deep it goes.
    pub level: Level,
    /// What it means, for people.
    pub sentence: String,
    /// A unified diff, or the outputs whose bytes differ.
    pub detail: String,
}

impl Change {
    /// A change that has no diff.
    pub fn plain(level: Level, sentence: &str) -> Change {
        Change { level, sentence: sentence.to_string(), detail: String::new() }
    }
}

/// Whether a level is as it was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Same,
    /// It is not.
    Changed,
    /// It could not be compared, and why.
    Unknown(&'static str),
}

impl State {
    /// The word in the report: `same`, `changed`, or why it is unknown.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Same => "same",
            State::Changed => "changed",
            State::Unknown(why) => why,
        }
    }

    const fn of(changed: bool) -> State {
        if changed { State::Changed } else { State::Same }
    }
}

/// Why a picture is unknown where none was kept.
pub const NO_PICTURES: &str = "pictures were not accepted: accept with `--pictures`";
const STALE_PICTURES: &str = "accepted.pdf is not the PDF that was accepted";
const NOTHING_TO_COMPARE: &str = "there is nothing to compare with";

/// What came of comparing one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What differs, the deepest first.
    pub changes: Vec<Change>,
    /// The levels by name: bytes, document, pages, picture, diagnostics.
    pub levels: [(Level, State); 5],
    /// Whether the input itself changed; none where that is not known.
    pub input_changed: Option<bool>,
    /// The line of the input where the document first differs.
    pub line: Option<usize>,
}

impl Verdict {
    /// A case that has only one side.
    pub fn one_sided(level: Level) -> Verdict {
        let sentence = match level {
            Level::Orphaned => "there is accepted output, but no input of it",
            Level::New | Level::Document | Level::Pages | Level::Diagnostics | Level::Picture | Level::Bytes => {
                "there is no accepted output of this input"
            }
        };
        let unknown = State::Unknown(NOTHING_TO_COMPARE);
        let levels = LEVELS.map(|level| (level, unknown));
        Verdict { changes: vec![Change::plain(level, sentence)], levels, input_changed: None, line: None }
    }

    /// How a level stands.
    pub fn state(&self, level: Level) -> State {
        self.levels.iter().find(|(known, _)| *known == level).map_or(State::Unknown(NOTHING_TO_COMPARE), |(_, state)| *state)
    }
}

const LEVELS: [Level; 5] = [Level::Bytes, Level::Document, Level::Pages, Level::Picture, Level::Diagnostics];

/// What differs between a case and what was accepted under `against`.
pub fn compare(case: &Case, against: &Path, accepted: &Fingerprints) -> Result<Verdict, Trouble> {
    let folder = against.join(&case.stem);
    let mut texts = Vec::with_capacity(FILES.len());
    for name in FILES {
        texts.push(read(&folder.join(name))?);
    }
    if texts.iter().all(Option::is_none) {
        let mut verdict = Verdict::one_sided(Level::New);
        if let Some(refusal) = &case.refusal {
            verdict.changes.insert(0, refused(refusal, Level::New, "its text is refused"));
            verdict.line = refusal.place.map(|place| place.line);
        }
        return Ok(verdict);
    }
    let bytes: Vec<String> = case.sums.iter().filter_map(|(path, sum)| byte_change(path, sum, accepted)).collect();
    let is_same = |ending: &str| case.sum_of(ending).and_then(|(path, now)| accepted.sums.get(path).map(|then| then == now));
    let text = |index: usize| (texts.get(index).and_then(Option::as_deref), case.texts.get(index).and_then(Option::as_deref));
    let named = |index: usize| shown(&folder.join(FILES.get(index).copied().unwrap_or_default())).as_str().to_string();
    let differs = |index: usize| text(index).0 != text(index).1;
    let (document, lines, said) = (differs(0), differs(1), differs(2));
    let layout = is_same("layout");
    let (picture, looks) = picture(case, &folder, accepted, is_same("pdf") == Some(true))?;
    let mut changes = Vec::new();
    // A text that gives no paper any more is no difference among others.
    match &case.refusal {
        Some(refusal) if document => changes.push(refused(refusal, Level::Document, "its text is refused now, and there was output of it")),
        Some(refusal) if said => changes.push(refused(refusal, Level::Diagnostics, "its text is refused for another reason than before")),
        None if document && text(0).0.is_none() => {
            changes.push(Change::plain(Level::Document, "there is output of it now; that its text is refused was accepted"));
        }
        Some(_) | None => {}
    }
    let change = |index: usize, level: Level, sentence: String| Change { level, sentence, detail: diff(text(index), &named(index)) };
    let pages = lines || layout == Some(false);
    let eye = match picture {
        State::Same => "; pages look the same, to the eye".to_string(),
        State::Unknown(why) if why != NO_PICTURES && why != NOTHING_TO_COMPARE => format!("; pages were not compared as pictures: {why}"),
        State::Changed | State::Unknown(_) => String::new(),
    };
    if document {
        let rest = match (pages, layout) {
            (false, Some(true)) => "the document changed, its lines on pages did not",
            _ => "the document changed",
        };
        let pictures = if lines || picture == State::Same { "" } else { eye.as_str() };
        changes.push(change(0, Level::Document, format!("{rest}{pictures}")));
    }
    if lines {
        let (then, now) = text(1);
        let moved = moves::words(then.unwrap_or_default(), now.unwrap_or_default()).join("; ");
        let but = if document { "" } else { ", the document did not" };
        changes.push(change(1, Level::Pages, format!("lines on pages changed{but}: {moved}{eye}")));
    } else if layout == Some(false) {
        let what = "every line stands and reads as it did, but characters in it moved sideways, or have another size or face";
        changes.push(Change::plain(Level::Pages, &format!("{what}{eye}")));
    }
    if said {
        changes.push(change(2, Level::Diagnostics, "what is said about it changed".to_string()));
    }
    if let Some(looks) = looks.filter(|looks| !looks.is_empty()) {
        let but = if pages { "" } else { ", lines on pages did not" };
        changes.push(Change::plain(Level::Picture, &format!("pages look different{but}: {}", looks::words(&looks))));
    }
    if changes.is_empty() && !bytes.is_empty() {
        let sentence = match (layout, picture) {
            (Some(true), State::Same) => "container bytes changed, text and layout did not, and pages look the same",
            (Some(true), _) => "container bytes changed, text and layout did not",
            // Accepted before the place of every glyph was recorded.
            (_, _) => "container bytes changed, text and lines on pages did not",
        };
        changes.push(Change { level: Level::Bytes, sentence: sentence.to_string(), detail: bytes.concat() });
    }
    // Where there was output and there is none any more, its bytes are not the same.
    let is_lost = case.refusal.is_some() && document;
    let states = [State::of(!bytes.is_empty() || is_lost), State::of(document), State::of(pages), picture, State::of(said)];
    let mut levels = LEVELS.map(|level| (level, State::Same));
    levels.iter_mut().zip(states).for_each(|((_, state), now)| *state = now);
    let line = match &case.refusal {
        Some(refusal) => refusal.place.map(|place| place.line),
        None => document.then(|| first_line(text(0), &case.lines)).flatten(),
    };
    Ok(Verdict { changes, levels, input_changed: is_same("text").map(|same| !same), line })
}

/// That a text is refused, with all that it was refused with: what, where, what to do.
fn refused(refusal: &Diagnostic, level: Level, head: &str) -> Change {
    let Diagnostic { severity: _, rule, place, excerpt, message, hints } = refusal;
    let place = place.map(|place| format!(", line {}, column {}", place.line, place.column)).unwrap_or_default();
    let hints: String = hints.iter().map(|hint| format!("; hint: {hint}")).collect();
    let detail = excerpt.iter().map(|excerpt| format!("  | {excerpt}\n")).collect();
    Change { level, sentence: format!("{head}: {message} [{rule}{place}]{hints}"), detail }
}

type Looks = Option<Vec<(usize, looks::Look)>>;

/// Whether the pages look as they did, and which do not.
fn picture(case: &Case, folder: &Path, accepted: &Fingerprints, is_same_pdf: bool) -> Result<(State, Looks), Trouble> {
    if is_same_pdf {
        return Ok((State::Same, None));
    }
    let Some(now) = &case.pdf else { return Ok((State::Unknown(NOTHING_TO_COMPARE), None)) };
    Ok(match accepted_pdf(case, folder, accepted)? {
        Err(why) => (State::Unknown(why), None),
        Ok(then) => match looks::compare(then, now) {
            Ok(looks) => (State::of(!looks.is_empty()), Some(looks)),
            Err(why) => (State::Unknown(why.sentence()), None),
        },
    })
}

/// The PDF that was accepted, or why there is none to draw.
pub fn accepted_pdf(case: &Case, folder: &Path, accepted: &Fingerprints) -> Result<Result<Vec<u8>, &'static str>, Trouble> {
    let path = folder.join(PDF);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        // A text that was refused when it was accepted had no pages.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let had_pages = case.sum_of("pdf").is_some_and(|(path, _)| accepted.sums.contains_key(path));
            return Ok(Err(if had_pages { NO_PICTURES } else { NOTHING_TO_COMPARE }));
        }
        Err(error) => return Err(Trouble::io(&path, &error)),
    };
    let sum = hex(&Sha256::digest(&bytes));
    let was_accepted = case.sum_of("pdf").and_then(|(path, _)| accepted.sums.get(path)) == Some(&sum);
    Ok(if was_accepted { Ok(bytes) } else { Err(STALE_PICTURES) })
}

/// The line of the source where the first changed block begins. `document.txt` has a head of `key: value` lines, then for
/// each block a blank line and one of its own (`document::dump`).
fn first_line((then, now): (Option<&str>, Option<&str>), lines: &[usize]) -> Option<usize> {
    let now = now?;
    let same = then.unwrap_or_default().lines().zip(now.lines()).take_while(|(a, b)| a == b).count();
    let head = now.lines().take_while(|line| !line.is_empty()).count();
    let block = same.saturating_sub(head) / 2;
    lines.get(block).or(lines.last()).copied()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_changed_block_is_known_by_its_line_in_the_source() {
        let text = |body: &str| format!("title: 题\nlanguage: zh-CN\n\n[title] 题\n\n[body] {body}\n\n[body] 二\n");
        let lines = [1, 3, 9];
        for (then, now, line) in [("一", "壹", 3), ("一", "一\n\n[body] 又", 9)] {
            assert_eq!(first_line((Some(&text(then)), Some(&text(now))), &lines), Some(line));
        }
        assert_eq!(first_line((None, Some(&text("一"))), &lines), Some(1));
        assert_eq!(first_line((Some("x"), None), &lines), None);
    }
}
