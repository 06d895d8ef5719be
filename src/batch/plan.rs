//! Which input is written where, settled before any work starts.
//!
//! The tree under a folder is kept; `讲话.txt` gives `讲话.docx` and `讲话.pdf`; a name that Windows reserves gets an
//! underscore. **Always true:** no two jobs share an output path, on a disk that ignores case, either; inputs that would
//! are trouble, each naming another.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::discover::{Input, Origin};
use super::trouble::{Trouble, shown};
use crate::emit::OutputFormat;
use crate::message;

/// Where outputs go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Into a folder.
    Folder(PathBuf),
    /// One format of one input to standard output.
    Stdout,
}

/// One input and the files to be made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The input.
    pub input: Input,
    /// Its path under the output folder, without an ending, safe on every system.
    pub stem: PathBuf,
    /// Each format and its path; no path for standard output.
    pub outputs: Vec<(OutputFormat, Option<PathBuf>)>,
    /// Which of the run's settings it is converted with ([`Place::settings`]).
    pub settings: usize,
}

/// Where the outputs of one input go, and how they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The folder, or standard output.
    pub destination: &'a Destination,
    /// What is made.
    pub formats: &'a [OutputFormat],
    /// Which of the run's settings count, by a number that the caller gives.
    pub settings: usize,
}

/// Names are at most 255 bytes long on the disks of today.
const LONGEST_NAME: usize = 255;

/// The same where all inputs go to one place.
#[cfg(test)]
pub(super) fn plan(found: Vec<Result<Input, Trouble>>, destination: &Destination, formats: &[OutputFormat]) -> Vec<Result<Job, Trouble>> {
    plan_each(found.into_iter().map(|one| (one, Place { destination, formats, settings: 0 })).collect())
}

/// Settles the outputs of inputs with a place each. The order is kept; an input that is named twice is one job.
pub fn plan_each(found: Vec<(Result<Input, Trouble>, Place<'_>)>) -> Vec<Result<Job, Trouble>> {
    let folders: BTreeSet<&Path> = found.iter().filter_map(|(_, place)| place.destination.folder()).collect();
    // Two names may be one folder; the disk is asked only where there are two.
    let real: BTreeMap<&Path, PathBuf> =
        if folders.len() < 2 { BTreeMap::new() } else { folders.into_iter().map(|folder| (folder, real(folder))).collect() };
    let under = |place: &Place<'_>| place.destination.folder().map(|folder| real.get(folder).cloned().unwrap_or_default());
    let mut jobs = Vec::with_capacity(found.len());
    for (one, place) in found {
        let folder = under(&place);
        jobs.push((one.and_then(|input| job(input, place)), folder));
    }
    drop_repeats(&mut jobs);
    settle_collisions(jobs)
}

impl Destination {
    fn folder(&self) -> Option<&Path> {
        match self {
            Destination::Folder(folder) => Some(folder),
            Destination::Stdout => None,
        }
    }
}

fn job(input: Input, place: Place<'_>) -> Result<Job, Trouble> {
    let Place { destination, formats, settings } = place;
    let stem = safe_stem(&input.relative);
    let longest = formats.iter().map(|format| format.extension().len() + 1).max().unwrap_or(0);
    let name_length = stem.file_name().map_or(0, OsStr::len) + longest;
    if name_length > LONGEST_NAME && *destination != Destination::Stdout {
        let what = message!(
            "its output's name would be {length} bytes long, {most} is the most that disks take",
            length = name_length,
            most = LONGEST_NAME
        );
        return Err(Trouble::with(input.name, what).hint("give the file a shorter name"));
    }
    let path = |format: &OutputFormat| Some(with_ending(&destination.folder()?.join(&stem), *format));
    let outputs = formats.iter().map(|format| (*format, path(format))).collect();
    Ok(Job { input, stem, outputs, settings })
}

/// `a/讲话.2024` and a format: `a/讲话.2024.docx` (the stem's own dots are no ending).
fn with_ending(stem: &Path, format: OutputFormat) -> PathBuf {
    let mut path = stem.as_os_str().to_os_string();
    path.push(".");
    path.push(format.extension());
    PathBuf::from(path)
}

/// The relative path without its ending, each part safe on Windows.
fn safe_stem(relative: &Path) -> PathBuf {
    let parts: Vec<&OsStr> = relative
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name),
            // A relative path made by `discover` has none of these.
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        })
        .collect();
    let last = parts.len().saturating_sub(1);
    parts.iter().enumerate().map(|(index, part)| safe_name(if index == last { without_ending(part) } else { part })).collect()
}

/// `讲话.txt` is `讲话`; `第1.5讲` keeps its dot: an ending is a letter, then ASCII letters and digits.
fn without_ending(name: &OsStr) -> &OsStr {
    let path = Path::new(name);
    let is_ending =
        |e: &str| e.starts_with(|c: char| c.is_ascii_alphabetic()) && e.chars().all(|c| c.is_ascii_alphanumeric()) && e.len() <= 8;
    match (path.file_stem(), path.extension().and_then(OsStr::to_str)) {
        (Some(stem), Some(ending)) if is_ending(ending) => stem,
        _ => name,
    }
}

/// Names that are devices on Windows, whatever follows their first dot.
fn safe_name(name: &OsStr) -> OsString {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];
    let Some(text) = name.to_str() else { return name.to_os_string() };
    let (head, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let lower = head.trim_end().to_lowercase();
    let numbered = ["com", "lpt"].iter().filter_map(|device| lower.strip_prefix(device)).any(|number| {
        let mut characters = number.chars();
        characters.next().is_some_and(|c| "123456789¹²³".contains(c)) && characters.next().is_none()
    });
    if DEVICES.contains(&lower.as_str()) || numbered { OsString::from(format!("{head}_{rest}")) } else { name.to_os_string() }
}

/// What a disk that ignores case takes for the same path.
fn folded(path: &Path) -> Vec<u8> {
    match path.to_str() {
        Some(text) => text.to_lowercase().into_bytes(),
        None => path.as_os_str().as_encoded_bytes().to_ascii_lowercase(),
    }
}

/// A job, and the folder that its outputs go to, as the disk knows it, where there are several; none for standard output.
type Placed = (Result<Job, Trouble>, Option<PathBuf>);

fn settle_collisions(jobs: Vec<Placed>) -> Vec<Result<Job, Trouble>> {
    let mut by_stem: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    let mut folders: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for (index, placed) in jobs.iter().enumerate() {
        let (Ok(job), Some(folder)) = placed else { continue };
        by_stem.entry(folded(&folder.join(&job.stem))).or_default().push(index);
        for parent in job.stem.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
            folders.entry(folded(&folder.join(parent))).or_insert(index);
        }
    }
    let clash = |index: usize, placed: &Placed| {
        let (Ok(job), Some(folder)) = placed else { return None };
        let stem = folder.join(&job.stem);
        let rival = by_stem.get(&folded(&stem)).and_then(|same| same.iter().find(|other| **other != index));
        let as_folder = || job.outputs.iter().find_map(|(format, _)| folders.get(&folded(&with_ending(&stem, *format))));
        let (rival, _) = jobs.get(*rival.or_else(as_folder)?)?;
        Some(self::clash(job, rival.as_ref().ok()?))
    };
    let clashes: Vec<Option<Trouble>> = jobs.iter().enumerate().map(|(index, placed)| clash(index, placed)).collect();
    jobs.into_iter().zip(clashes).map(|((job, _), clash)| clash.map_or(job, Err)).collect()
}

fn clash(job: &Job, rival: &Job) -> Trouble {
    let path = job.outputs.iter().find_map(|(_, path)| path.as_deref()).unwrap_or(&job.stem);
    let what = message!(
        "{rival} would be written to the same place, {path}",
        rival = rival.input.name.to_string(),
        path = shown(path).to_string()
    );
    Trouble::with(job.input.name.clone(), what).hint("rename one of them, or convert them separately with `-o DIR`")
}

/// The path as the disk knows it, as far as it exists.
pub fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let known = |existing: &Path| Some((fs::canonicalize(existing).ok()?, absolute.strip_prefix(existing).ok()?));
    match absolute.ancestors().find_map(known) {
        Some((folder, rest)) if !rest.as_os_str().is_empty() => folder.join(rest),
        Some((file, _)) => file,
        None => absolute,
    }
}

/// A file that is named twice (itself and by its folder, or as `a.txt` and `./a.txt`) is converted once.
fn drop_repeats(jobs: &mut Vec<Placed>) {
    let mut seen: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    jobs.retain(|(job, _)| {
        let Ok(Job { input: Input { origin: Origin::File(path), relative, .. }, .. }) = job else { return true };
        let sources = seen.entry(relative.clone()).or_default();
        // The disk is asked only where two inputs have the same place in the tree.
        if sources.is_empty() {
            return sources.insert(path.clone());
        }
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let known = sources.iter().any(|other| real(other) == real(path));
        !known && sources.insert(path.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(relative: &str) -> Result<Input, Trouble> {
        let path = PathBuf::from(relative);
        Ok(Input { name: shown(&path), origin: Origin::File(path.clone()), relative: path, in_folder: true })
    }

    fn planned(inputs: &[&str]) -> Vec<String> {
        let found = inputs.iter().map(|one| input(one)).collect();
        let jobs = plan(found, &Destination::Folder(PathBuf::from("out")), &OutputFormat::ALL);
        let path = |job: Job| job.outputs[1].1.clone().map(|path| path.display().to_string()).unwrap_or_default();
        jobs.into_iter().map(|job| job.map_or_else(|trouble| trouble.to_string(), path)).collect()
    }

    #[test]
    fn the_tree_is_kept_and_only_an_ending_is_taken_off() {
        let cases = [
            ("a/讲话.txt", "out/a/讲话.pdf"),
            ("尾点..txt", "out/尾点..pdf"),
            ("无扩展名", "out/无扩展名.pdf"),
            ("第1.5讲", "out/第1.5讲.pdf"),
            (".hidden.txt", "out/.hidden.pdf"),
            ("NUL.txt", "out/NUL_.pdf"),
            ("aux/com1.x.txt", "out/aux_/com1_.x.pdf"),
            ("lpt¹.txt", "out/lpt¹_.pdf"),
            ("null.txt", "out/null.pdf"),
            ("../../etc.txt", "out/etc.pdf"), // never outside the output folder
        ];
        for (given, path) in cases {
            assert_eq!(planned(&[given]), [path]);
        }
    }

    #[test]
    fn inputs_with_one_output_path_fail_and_name_each_other() {
        let said = planned(&["same.TXT", "b.txt", "same.txt", "Ａ.txt", "ａ.txt"]);
        assert_eq!(said[0], "same.TXT: same.txt would be written to the same place, out/same.docx");
        assert_eq!(said[1], "out/b.pdf");
        assert!(said[2].starts_with("same.txt: same.TXT would"), "{said:?}");
        assert!(said[3].contains("ａ.txt") && said[4].contains("Ａ.txt"), "{said:?}");
    }

    #[test]
    fn a_file_where_another_input_needs_a_folder_fails() {
        let said = planned(&["a.txt", "a.docx/b.txt"]);
        assert!(said[0].contains("a.docx/b.txt would be written"), "{said:?}");
        assert_eq!(said[1], "out/a.docx/b.pdf");
    }

    #[test]
    fn an_output_name_that_no_disk_takes_is_refused_beforehand() {
        assert!(planned(&[&format!("{}.txt", "a".repeat(251))])[0].contains("256 bytes"));
        assert_eq!(planned(&[&format!("{}.txt", "a".repeat(250))]).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn no_two_inputs_share_an_output_path(names in proptest::collection::vec("([abAB](\\.docx)?/){0,2}[abAB](\\.pdf)?\\.(txt|TXT|text)", 1..12)) {
            let found = names.iter().map(|name| input(name)).collect();
            let jobs = plan(found, &Destination::Folder(PathBuf::from("out")), &OutputFormat::ALL);
            let paths: Vec<PathBuf> =
                jobs.iter().flatten().flat_map(|job| job.outputs.iter().filter_map(|(_, path)| path.clone())).collect();
            let distinct: BTreeSet<Vec<u8>> = paths.iter().map(|path| folded(path)).collect();
            proptest::prop_assert_eq!(distinct.len(), paths.len());
            for path in &paths {
                for folder in path.ancestors().skip(1) {
                    proptest::prop_assert!(!distinct.contains(&folded(folder)), "{path:?} needs a folder where a file is");
                }
            }
        }
    }
}
