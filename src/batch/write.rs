//! Outputs into their places, whole.
//!
//! A file that already holds these bytes is left as it is. One that a person edited or made is left alone with an error,
//! unless forced. All others are written to a temporary file beside their place and renamed. Whoever ends the program
//! asks for [`pause`] first; what a killed program left behind, the next run clears away ([`OutputFolder`]).
//!
//! **Always true:** a file under its final name is whole; the formats of one input appear together or not at all.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

use super::read::OUTPUT_LIMIT;
use super::trouble::Trouble;
use crate::emit::OutputFormat;
use crate::emit::fingerprint::{Ownership, ownership};
use crate::message;
use crate::phrase;

/// One file to be put in place.
#[derive(Debug, Clone, Copy)]
pub struct Output<'a> {
    /// Its format.
    pub format: OutputFormat,
    /// Where it goes.
    pub path: &'a Path,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// What became of one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// Written (or, in a dry run, it would be).
    Written,
    /// It already held these bytes.
    Unchanged,
}

/// How to treat what stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Overwrite what a person edited or made.
    pub force: bool,
    /// Look, but write nothing.
    pub dry_run: bool,
}

/// Shared by all who write, alone for whoever wants that nobody does.
static WRITING: RwLock<()> = RwLock::new(());

/// While this is held, nothing is half-written, no temporary file is there, and nobody begins to write.
pub fn pause() -> RwLockWriteGuard<'static, ()> {
    WRITING.write().unwrap_or_else(PoisonError::into_inner)
}

fn writing() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}

/// A file that stands where an output goes: its bytes, to put back if the other format cannot be written.
type Before = Option<Vec<u8>>;

/// Puts the outputs of one input in place, all or none.
pub fn write(outputs: &[Output<'_>], options: WriteOptions) -> Result<Vec<Placed>, Trouble> {
    let mut looked: Vec<(Placed, Before)> = Vec::with_capacity(outputs.len());
    for output in outputs {
        looked.push(look(output, options)?);
    }
    let placed = looked.iter().map(|(placed, _)| *placed).collect();
    if options.dry_run {
        return Ok(placed);
    }
    let wanted: Vec<(&Output<'_>, Before)> = outputs
        .iter()
        .zip(looked)
        .filter(|(_, (placed, _))| *placed == Placed::Written)
        .map(|(output, (_, before))| (output, before))
        .collect();
    let _writing = writing();
    let mut temporary = Temporary::default();
    for (output, _) in &wanted {
        temporary.write(output)?;
    }
    let mut done: Vec<(&Path, Saved<'_>)> = Vec::new();
    let new = temporary.paths.clone();
    for (path, (output, before)) in new.iter().zip(&wanted) {
        let saved = temporary.save(output.path, before.as_deref());
        if let Err(error) = fs::rename(path, output.path) {
            put_back(&done);
            return Err(Trouble::io(output.path, &error));
        }
        temporary.paths.retain(|kept| kept != path); // nothing is there to remove any more
        done.push((output.path, saved));
    }
    Ok(placed)
}

/// What stood in the place of an output before it was replaced.
enum Saved<'a> {
    Nothing,
    /// A second name of the same file: no room on the disk is needed to put it back.
    Link(PathBuf),
    /// Its bytes, on a disk without links.
    Bytes(&'a [u8]),
}

/// What stands in the place of an output, and whether it may be replaced.
fn look(output: &Output<'_>, options: WriteOptions) -> Result<(Placed, Before), Trouble> {
    let metadata = match fs::metadata(output.path) {
        Ok(metadata) => metadata,
        // A link that leads nowhere is replaced as nothing would be.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Placed::Written, None)),
        Err(error) => return Err(Trouble::io(output.path, &error)),
    };
    if !metadata.is_file() {
        let what = if metadata.is_dir() {
            phrase!("a folder stands where this file would be written")
        } else {
            phrase!("a device stands in the way")
        };
        return Err(Trouble::at(output.path, what).hint("move it, or choose another folder with `-o DIR`"));
    }
    if metadata.len() > OUTPUT_LIMIT << 20 {
        let what = message!("a file of more than {limit} MiB stands here, which no handout has, so it is left alone", limit = OUTPUT_LIMIT);
        return Err(Trouble::at(output.path, what).hint("move it, or choose another folder with `-o DIR`"));
    }
    let before = fs::read(output.path).map_err(|error| Trouble::io(output.path, &error))?;
    if before == output.bytes {
        return Ok((Placed::Unchanged, None));
    }
    // An empty file is nobody's work: there is nothing in it to lose.
    if !options.force && !before.is_empty() {
        let what = match ownership(output.format, &before) {
            Ownership::Ours { .. } => None,
            Ownership::Edited => Some(phrase!("it was edited since it was written here, so it is left alone")),
            Ownership::Foreign => Some(phrase!("it was not made by jiangyi, so it is left alone")),
        };
        if let Some(what) = what {
            return Err(Trouble::at(output.path, what).hint("move it, choose another folder with `-o DIR`, or overwrite it with `--force`"));
        }
    }
    Ok((Placed::Written, Some(before)))
}

/// Undoes renames that were done before another failed.
fn put_back(done: &[(&Path, Saved<'_>)]) {
    for (path, saved) in done {
        // The disk already refused once; what cannot be put back has at least been told by the error that follows.
        let _ = match saved {
            Saved::Nothing => fs::remove_file(path),
            Saved::Link(link) => fs::rename(link, path),
            Saved::Bytes(bytes) => fs::write(path, bytes),
        };
    }
}

/// Temporary files, removed when they are not renamed.
#[derive(Default)]
struct Temporary {
    paths: Vec<PathBuf>,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for path in &self.paths {
            // What cannot be removed now the next run clears away.
            let _ = fs::remove_file(path);
        }
    }
}

impl Temporary {
    fn write(&mut self, output: &Output<'_>) -> Result<(), Trouble> {
        let folder = output.path.parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() && !folder.is_dir() {
            fs::create_dir_all(folder).map_err(|error| Trouble::io(folder, &error))?;
        }
        let (path, mut file) = create_beside(folder).map_err(|error| Trouble::io(output.path, &error))?;
        self.paths.push(path);
        file.write_all(output.bytes).map_err(|error| Trouble::io(output.path, &error))
    }

    /// Keeps what stands in a place until all is done.
    fn save<'a>(&mut self, place: &Path, before: Option<&'a [u8]>) -> Saved<'a> {
        let Some(bytes) = before else { return Saved::Nothing };
        let link = temporary_name(place.parent().unwrap_or(Path::new("")));
        match fs::hard_link(place, &link) {
            Ok(()) => {
                self.paths.push(link.clone());
                Saved::Link(link)
            }
            Err(_) => Saved::Bytes(bytes),
        }
    }
}

/// How temporary names begin and end.
const TEMPORARY: (&str, &str) = (".jiangyi-", ".tmp");

/// A name that nobody has: the output's own may already be as long as a name can be.
fn temporary_name(folder: &Path) -> PathBuf {
    static COUNTER: AtomicUsize = AtomicUsize::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    folder.join(format!("{}{}-{number}{}", TEMPORARY.0, std::process::id(), TEMPORARY.1))
}

/// Whether a file has a name that only temporary files have.
pub fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().map(OsStr::as_encoded_bytes).unwrap_or_default();
    let middle = name.strip_prefix(TEMPORARY.0.as_bytes()).and_then(|rest| rest.strip_suffix(TEMPORARY.1.as_bytes()));
    middle.is_some_and(|middle| !middle.is_empty() && middle.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-'))
}

/// A new temporary file.
fn create_beside(folder: &Path) -> io::Result<(PathBuf, fs::File)> {
    loop {
        let path = temporary_name(folder);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            // Left over from a run that was killed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => return other.map(|file| (path, file)),
        }
    }
}

/// Writes one file whole: for reports and goldens, which carry no fingerprint.
pub fn write_plain(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let trouble = |error: io::Error| Trouble::io(path, &error);
    let _writing = writing();
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(|error| Trouble::io(folder, &error))?;
    }
    if path.is_dir() {
        return Err(Trouble::at(path, "a folder stands where this file would be written"));
    }
    let (beside, mut file) = create_beside(folder).map_err(trouble)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // Nothing half-written stays; the error that follows tells why.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(trouble)
}

/// An output folder that is known to take files; one that stays empty is taken away again.
pub struct OutputFolder {
    created: Option<PathBuf>,
}

impl OutputFolder {
    /// Makes the folder if need be and tries it, so that one message says what would else be said for each file.
    /// What killed runs left in `places`, the folders at and below it that files go to, is cleared away.
    pub fn open(folder: &Path, places: &BTreeSet<PathBuf>) -> Result<OutputFolder, Trouble> {
        let refuse = |error: io::Error| {
            let what = match error.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => message!("this is a file, and outputs need a folder"),
                _ => message!("outputs cannot be written there: {why}", why = super::trouble::said(&error)),
            };
            Trouble::at(folder, what).hint("choose another folder with `-o DIR`")
        };
        let _writing = writing();
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let created = (!folder.exists()).then(|| folder.to_path_buf());
        fs::create_dir_all(folder).map_err(refuse)?;
        let opened = OutputFolder { created };
        let (path, file) = create_beside(folder).map_err(refuse)?;
        let now = file.metadata().and_then(|metadata| metadata.modified());
        drop(file);
        if let Ok(now) = now {
            places.iter().for_each(|place| clear(place, now));
        }
        fs::remove_file(path).map_err(refuse)?;
        Ok(opened)
    }
}

/// A temporary file lives for milliseconds; one of this age was left behind.
const LEFT_BEHIND: Duration = Duration::from_secs(60);

/// Removes what killed runs left in a folder, by the clock of its disk.
fn clear(folder: &Path, now: SystemTime) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| is_temporary(Path::new(&entry.file_name()))) {
        let modified = entry.metadata().ok().filter(|metadata| metadata.is_file()).and_then(|metadata| metadata.modified().ok());
        if modified.and_then(|modified| now.duration_since(modified).ok()).is_some_and(|age| age >= LEFT_BEHIND) {
            // One that stays is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if let Some(folder) = &self.created {
            // Succeeds on an empty folder only, which is what is wanted.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn both_formats_appear_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let (docx, pdf) = (folder.path().join("a.docx"), folder.path().join("a.pdf"));
        fs::create_dir(&pdf).expect("a folder");
        let outputs = [
            Output { format: OutputFormat::Docx, path: &docx, bytes: b"d" },
            Output { format: OutputFormat::Pdf, path: &pdf, bytes: b"p" },
        ];
        let trouble = write(&outputs, WriteOptions { force: true, dry_run: false }).expect_err("a folder is in the way");
        assert!(trouble.what.contains("folder"), "{trouble}");
        assert_eq!(files(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn what_is_not_ours_is_left_alone_unless_forced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.docx");
        fs::write(&path, "somebody's").expect("a file");
        let outputs = [Output { format: OutputFormat::Docx, path: &path, bytes: b"ours" }];
        assert!(write(&outputs, WriteOptions::default()).expect_err("foreign").what.contains("not made by jiangyi"));
        assert_eq!(fs::read(&path).expect("still there"), b"somebody's");
        let forced = WriteOptions { force: true, dry_run: false };
        assert_eq!(write(&outputs, forced), Ok(vec![Placed::Written]));
        assert_eq!(write(&outputs, forced), Ok(vec![Placed::Unchanged]));
        assert_eq!(files(folder.path()), ["a.docx"], "no temporary file stays");
    }

    #[test]
    fn an_output_folder_that_stays_empty_is_taken_away_again() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("new");
        drop(OutputFolder::open(&folder, &BTreeSet::new()).expect("can be made"));
        assert!(!folder.exists());
        fs::write(&folder, "a file").expect("a file");
        assert!(
            OutputFolder::open(&folder, &BTreeSet::new())
                .is_err_and(|trouble| trouble.what.contains("needs a folder") || trouble.what.contains("need a folder"))
        );
    }
}
