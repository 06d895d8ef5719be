//! The bytes of one input.
//!
//! **Always true:** only regular files and standard input are read, and never more than [`LIMIT`] bytes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::discover::{Origin, not_regular};
use super::trouble::{Trouble, said};
use crate::message;
use crate::source::SourceName;

/// The largest input, in bytes: 64 MiB, some twenty million characters, of which a library would make forty volumes. Set as
/// pages a text takes some sixty times its size in memory, this one less than 4 GB: what an office computer has.
pub const LIMIT: u64 = 64 << 20;

/// Reads an input whole.
pub fn read(origin: &Origin) -> Result<Vec<u8>, Trouble> {
    match origin {
        Origin::File(path) => read_file(path),
        Origin::Stdin => {
            let name = SourceName::new("stdin");
            let mut bytes = Vec::new();
            let read = io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes);
            read.map_err(|error| Trouble::with(name.clone(), said(&error)))?;
            within_limit(bytes.len() as u64, || name)?;
            Ok(bytes)
        }
    }
}

/// The first bytes of a file.
pub fn head(path: &Path, length: u64) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: io::Error| Trouble::io(path, &error);
    if !fs::metadata(path).map_err(trouble)?.is_file() {
        return Err(not_regular(path));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(trouble)?.take(length).read_to_end(&mut bytes).map_err(trouble)?;
    Ok(bytes)
}

fn read_file(path: &Path) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: io::Error| Trouble::io(path, &error);
    // Asked before it is opened: opening a pipe would wait for its writer.
    let metadata = fs::metadata(path).map_err(trouble)?;
    if !metadata.is_file() {
        return Err(not_regular(path));
    }
    let name = || super::trouble::shown(path);
    within_limit(metadata.len(), name)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    File::open(path).map_err(trouble)?.take(LIMIT + 1).read_to_end(&mut bytes).map_err(trouble)?;
    within_limit(bytes.len() as u64, name)?;
    Ok(bytes)
}

fn within_limit(length: u64, name: impl FnOnce() -> SourceName) -> Result<(), Trouble> {
    if length <= LIMIT {
        return Ok(());
    }
    let what = message!("it is larger than {limit} MiB, the most that is taken as one text", limit = LIMIT >> 20);
    Err(Trouble::with(name(), what).hint("cut it into parts: `split -l 100000 FILE PART-`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_above_the_limit_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("huge.txt");
        File::create(&path).and_then(|file| file.set_len(LIMIT + 1)).expect("a sparse file");
        let trouble = read(&Origin::File(path)).expect_err("too large");
        assert!(trouble.what.contains("64 MiB"), "{trouble}");
    }
}
