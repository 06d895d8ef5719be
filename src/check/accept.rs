//! Writes present output down as accepted, and removes what has no input any more.
//!
//! **Always true:** only files of the names that a case has are written or removed; a file that is already right is not
//! touched.

use std::fs;
use std::path::Path;

use super::case::{Case, FILES};
use super::compare::read;
use super::fingerprint::{Fingerprints, NAME};
use crate::batch::Trouble;
use crate::batch::write::write_plain;

/// Accepts one case.
pub fn accept(case: &Case, against: &Path) -> Result<(), Trouble> {
    let folder = against.join(&case.stem);
    for (name, text) in FILES.iter().zip(&case.texts) {
        let path = folder.join(name);
        match text {
            Some(text) if read(&path)?.as_ref() == Some(text) => {}
            Some(text) => write_plain(&path, text.as_bytes())?,
            None => remove(&path)?,
        }
    }
    Ok(())
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
    let folder = against.join(stem);
    for name in FILES {
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
