//! Outputs into their places, whole.
//!
//! A file that already holds these bytes is left as it is. One that a person edited or made is left alone with an error,
//! unless forced. All others are written to a temporary file beside their place and renamed.
//!
//! **Always true:** a file under its final name is whole; the formats of one input appear together or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::trouble::Trouble;
use crate::emit::OutputFormat;
use crate::emit::fingerprint::{Ownership, ownership};

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
    let mut temporary = Temporary::default();
    for (output, _) in &wanted {
        temporary.write(output)?;
    }
    for (index, (output, _)) in wanted.iter().enumerate() {
        if let Err(error) = fs::rename(&temporary.paths[index], output.path) {
            put_back(&wanted[..index]);
            return Err(Trouble::io(output.path, &error));
        }
    }
    Ok(placed)
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
        let what = if metadata.is_dir() { "a folder stands where this file would be written" } else { "a device stands in the way" };
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
            Ownership::Edited => Some("it was edited since it was written here, so it is left alone"),
            Ownership::Foreign => Some("it was not made by jiangyi, so it is left alone"),
        };
        if let Some(what) = what {
            return Err(Trouble::at(output.path, what).hint("move it, choose another folder with `-o DIR`, or overwrite it with `--force`"));
        }
    }
    Ok((Placed::Written, Some(before)))
}

/// Undoes renames that were done before another failed.
fn put_back(done: &[(&Output<'_>, Before)]) {
    for (output, before) in done {
        // The disk already refused once; what cannot be put back has at least been told by the error that follows.
        let _ = match before {
            Some(bytes) => fs::write(output.path, bytes),
            None => fs::remove_file(output.path),
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
            // Those that were renamed are gone already.
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
}

/// A new file with a short name: the output's own name may already be as long as a name can be.
fn create_beside(folder: &Path) -> io::Result<(PathBuf, fs::File)> {
    static COUNTER: AtomicUsize = AtomicUsize::new(0);
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".jiangyi-{}-{number}.tmp", std::process::id()));
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
    pub fn open(folder: &Path) -> Result<OutputFolder, Trouble> {
        let refuse = |error: io::Error| {
            let what = match error.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "this is a file, and outputs need a folder".to_string(),
                _ => format!("outputs cannot be written there: {}", super::trouble::said(&error)),
            };
            Trouble::at(folder, what).hint("choose another folder with `-o DIR`")
        };
        let created = (!folder.exists()).then(|| folder.to_path_buf());
        fs::create_dir_all(folder).map_err(refuse)?;
        let opened = OutputFolder { created };
        let (path, file) = create_beside(folder).map_err(refuse)?;
        drop(file);
        fs::remove_file(path).map_err(refuse)?;
        Ok(opened)
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
        drop(OutputFolder::open(&folder).expect("can be made"));
        assert!(!folder.exists());
        fs::write(&folder, "a file").expect("a file");
        assert!(
            OutputFolder::open(&folder)
                .is_err_and(|trouble| trouble.what.contains("needs a folder") || trouble.what.contains("need a folder"))
        );
    }
}
