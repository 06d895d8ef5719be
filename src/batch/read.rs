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

/// The largest template, list of faces or `jiangyi.toml`, in MiB: ours have four thousand bytes.
pub const SETTINGS_LIMIT: u64 = 1;
/// The largest font file, in MiB: a collection of all of Noto's Han has 120.
pub const FONT_LIMIT: u64 = 256;

/// The largest file that may be a handout of ours, in MiB: that of the largest text is a third of it.
pub const OUTPUT_LIMIT: u64 = 512;

/// The bytes of a font file: a regular one, since a pipe would be waited for.
pub fn font(path: &Path) -> Result<Vec<u8>, Trouble> {
    if !fs::metadata(path).map_err(|error| Trouble::io(path, &error))?.is_file() {
        return Err(not_regular(path));
    }
    at_most(FONT_LIMIT, path)
}

/// The bytes of a file that is no input, if it has so many MiB at most; of one that has more, or has no end, no more is read.
pub fn at_most(limit: u64, path: &Path) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: std::io::Error| Trouble::io(path, &error);
    let most = limit << 20;
    let file = File::open(path).map_err(trouble)?;
    let length = file.metadata().map_err(trouble)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or(0) + 1);
    file.take(most + 1).read_to_end(&mut bytes).map_err(trouble)?;
    match bytes.len() as u64 <= most {
        true => Ok(bytes),
        false => Err(Trouble::at(path, message!("it is larger than {limit} MiB, the most that such a file may have", limit))),
    }
}

/// The same as text.
pub fn text_at_most(limit: u64, path: &Path) -> Result<String, Trouble> {
    String::from_utf8(at_most(limit, path)?).map_err(|_| Trouble::at(path, "it is not UTF-8").hint("save it as UTF-8"))
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
    fn of_a_file_that_is_too_large_for_its_kind_no_more_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("own.toml");
        for (length, is_read) in [(0, true), (1 << 20, true), ((1 << 20) + 1, false), (1 << 40, false)] {
            File::create(&path).and_then(|file| file.set_len(length)).expect("a sparse file");
            let read = text_at_most(SETTINGS_LIMIT, &path);
            assert_eq!(read.is_ok(), is_read, "{length} bytes");
            assert!(read.err().is_none_or(|trouble| trouble.what.contains("larger than 1 MiB")));
        }
    }

    #[test]
    fn a_file_above_the_limit_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("huge.txt");
        File::create(&path).and_then(|file| file.set_len(LIMIT + 1)).expect("a sparse file");
        let trouble = read(&Origin::File(path)).expect_err("too large");
        assert!(trouble.what.contains("64 MiB"), "{trouble}");
    }
}
