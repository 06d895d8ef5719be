//! Writes present output down as accepted, and removes what has no input any more.
//!
//! **Always true:** only files of the names that a case has are written or removed; one that stood there before is
//! replaced or removed only in a case that our own list has; a file that is already right is not touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::case::{Case, FILES, PDF};
use super::compare::read;
use super::fingerprint::{Fingerprints, NAME};
use crate::batch::Trouble;
use crate::batch::write::write_plain;
use crate::message;

/// Accepts one case, with its PDF where pictures are wanted; says whether that changed a file. Where the case is not ours
/// (the list does not have it) nothing that stands in its folder is touched.
pub fn accept(case: &Case, against: &Path, is_ours: bool, pictures: bool) -> Result<bool, Trouble> {
    let folder = against.join(&case.stem);
    let texts = FILES.iter().zip(&case.texts).map(|(name, text)| (*name, text.as_deref().map(str::as_bytes)));
    let pdf = case.pdf.as_deref().filter(|_| pictures);
    let mut wanted: Vec<(PathBuf, Option<&[u8]>)> = Vec::with_capacity(FILES.len() + 1);
    for (name, content) in texts.chain([(PDF, pdf)]) {
        let path = folder.join(name);
        let before = read_bytes(&path)?;
        if before.as_deref() == content {
            continue;
        }
        if before.is_some() && !is_ours && content.is_some() {
            return Err(not_ours(&path));
        }
        if content.is_some() || is_ours {
            wanted.push((path, content));
        }
    }
    for (path, content) in &wanted {
        match content {
            Some(content) => write_plain(path, content)?,
            None => remove(path)?,
        }
    }
    Ok(!wanted.is_empty())
}

fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble::io(path, &error)),
    }
}

/// Somebody's file stands where accepted output would be written.
pub fn not_ours(path: &Path) -> Trouble {
    let what = message!("it was not written by `check` ({list} of this folder does not prove it), so it is left alone", list = NAME);
    Trouble::at(path, what).hint("move it, or accept into another folder with `--against DIR`")
}

/// Accepts the sums; says whether that changed anything.
pub fn accept_sums(now: &Fingerprints, against: &Path) -> Result<bool, Trouble> {
    let (path, text) = (against.join(NAME), now.text());
    if read(&path)?.as_ref() == Some(&text) {
        return Ok(false);
    }
    write_plain(&path, text.as_bytes())?;
    Ok(true)
}

/// Removes an accepted case that has no input any more, and its folders where nothing else is in them.
pub fn remove_case(stem: &Path, against: &Path) -> Result<(), Trouble> {
    let is_link = |folder: &Path| fs::symlink_metadata(against.join(folder)).is_ok_and(|metadata| metadata.is_symlink());
    if stem.ancestors().filter(|folder| !folder.as_os_str().is_empty()).any(is_link) {
        // What a link leads to is not ours.
        return Ok(());
    }
    let folder = against.join(stem);
    for name in FILES.into_iter().chain([PDF]) {
        remove(&folder.join(name))?;
    }
    for folder in stem.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
        // Succeeds on empty folders only; what else is in there is not ours.
        if fs::remove_dir(against.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Trouble> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Trouble::io(path, &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}
