//! Which files a run takes.
//!
//! A listed file is taken whatever it ends in, but for formats that are no text by their name. A folder is walked:
//! `*.txt` and `*.text` in any case, hidden names skipped. A link to a file is followed, a link to a folder only where
//! it stays inside the root, each target once, so that loops end. `-` is standard input.
//!
//! **Always true:** the order is that of the arguments, inside a folder by the bytes of the path: the same on every disk.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::trouble::{Trouble, shown};
use crate::message;
use crate::phrase;
use crate::source::SourceName;

/// Where an input's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file.
    File(PathBuf),
    /// On standard input.
    Stdin,
}

/// One text to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it is called in messages, and what its title falls back on.
    pub name: SourceName,
    /// Where its bytes are.
    pub origin: Origin,
    /// Its path under the folder it was found in; its file name, where it was listed.
    pub relative: PathBuf,
    /// Whether a folder was walked to find it.
    pub in_folder: bool,
}

/// Finds what the arguments name, in order; whatever cannot be taken is trouble in its place.
/// Folders in `leave_out` are not walked (they hold what we wrote).
pub fn discover(arguments: &[PathBuf], leave_out: &[PathBuf]) -> Vec<Result<Input, Trouble>> {
    let leave_out: Vec<PathBuf> = leave_out.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
    let mut found = Vec::new();
    let mut stdin_taken = false;
    for argument in arguments {
        if argument.as_os_str() == "-" {
            // It can be read once; a second `-` has nothing more to say.
            if !stdin_taken {
                found.push(Ok(stdin()));
            }
            stdin_taken = true;
        } else if argument.is_dir() {
            found.extend(walk(argument, &leave_out));
        } else {
            found.push(listed(argument));
        }
    }
    found
}

fn stdin() -> Input {
    Input { name: SourceName::new("stdin"), origin: Origin::Stdin, relative: PathBuf::from("stdin"), in_folder: false }
}

fn listed(path: &Path) -> Result<Input, Trouble> {
    fs::metadata(path).map_err(|error| Trouble::io(path, &error))?;
    refuse_by_name(path)?;
    let relative = PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
    Ok(Input { name: shown(path), origin: Origin::File(path.to_path_buf()), relative, in_folder: false })
}

/// Formats that are no text, whatever their bytes: how to make text of them.
const NO_TEXT: &[(&[&str], &str)] = &[
    (&["doc", "docx", "wps", "odt", "rtf"], phrase!("open it in a word processor and save it as plain text (.txt, UTF-8)")),
    (&["pdf"], phrase!("take its text out first: `pdftotext FILE.pdf FILE.txt`")),
    (&["html", "htm"], phrase!("save the page as plain text (.txt) from the browser")),
];

fn refuse_by_name(path: &Path) -> Result<(), Trouble> {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase).unwrap_or_default();
    match NO_TEXT.iter().find(|(endings, _)| endings.contains(&extension.as_str())) {
        Some((_, hint)) => Err(Trouble::at(path, message!("a .{extension} file is not plain text", extension)).hint(*hint)),
        None => Ok(()),
    }
}

fn walk(root: &Path, leave_out: &[PathBuf]) -> Vec<Result<Input, Trouble>> {
    let inside = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let mut followed: BTreeSet<PathBuf> = BTreeSet::new();
    let mut found: Vec<(PathBuf, Result<Input, Trouble>)> = Vec::new();
    let walker = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    let walker = walker.filter_entry(|entry| {
        if entry.depth() == 0 {
            return true;
        }
        if is_hidden(entry.file_name()) {
            return false;
        }
        if !entry.file_type().is_dir() {
            return true;
        }
        if entry.path_is_symlink() {
            // Each target once: folders that link to each other would otherwise multiply without end.
            let target = fs::canonicalize(entry.path()).unwrap_or_default();
            return target.starts_with(&inside) && target != inside && followed.insert(target);
        }
        leave_out.is_empty() || !fs::canonicalize(entry.path()).is_ok_and(|folder| leave_out.contains(&folder))
    });
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !has_text_name(entry.path()) => {}
            Ok(entry) => found.push((entry.path().to_path_buf(), taken(root, entry.path(), entry.file_type().is_file()))),
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => found.extend(unreadable(root, &error).map(|trouble| (error.path().unwrap_or(root).to_path_buf(), Err(trouble)))),
        }
    }
    if found.is_empty() {
        let trouble = Trouble::at(root, "this folder holds no .txt or .text file");
        return vec![Err(trouble.hint("name files one by one to have them taken whatever they end in"))];
    }
    found.sort_by(|(a, _), (b, _)| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    found.into_iter().map(|(_, one)| one).collect()
}

fn taken(root: &Path, path: &Path, is_regular: bool) -> Result<Input, Trouble> {
    if !is_regular {
        return Err(not_regular(path));
    }
    let relative = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    Ok(Input { name: shown(path), origin: Origin::File(path.to_path_buf()), relative, in_folder: true })
}

/// Trouble with what is neither a file nor a folder: a pipe or a device might never end.
pub fn not_regular(path: &Path) -> Trouble {
    Trouble::at(path, "this is a pipe or a device, not a file").hint("to read from a pipe, give `-` as the input and pipe into it")
}

/// A link that leads nowhere is worth a word only where its name says that it is a text.
fn unreadable(root: &Path, error: &walkdir::Error) -> Option<Trouble> {
    let path = error.path().unwrap_or(root);
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_symlink());
    if is_link && (!has_text_name(path) || path.file_name().is_some_and(is_hidden)) {
        return None;
    }
    Some(match error.io_error() {
        Some(io) if is_link && io.kind() == std::io::ErrorKind::NotFound => Trouble::at(path, "this link leads nowhere"),
        Some(io) => Trouble::io(path, io),
        None => Trouble::at(path, "this folder cannot be walked"),
    })
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

pub(super) fn has_text_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt") || extension.eq_ignore_ascii_case("text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&Path]) -> Vec<String> {
        let arguments: Vec<PathBuf> = arguments.iter().map(|path| path.to_path_buf()).collect();
        discover(&arguments, &[])
            .into_iter()
            .map(|one| one.map_or_else(|t| t.what.to_string(), |i| i.relative.display().to_string()))
            .collect()
    }

    #[test]
    fn a_folder_gives_its_texts_by_path_bytes_and_skips_the_hidden() {
        let root = tempfile::tempdir().expect("a folder");
        for name in ["b.TXT", "a/z.text", "a.txt", ".hidden.txt", ".git/x.txt", "c.md", "d.docx"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("has one")).expect("a folder");
            fs::write(path, "x").expect("a file");
        }
        assert_eq!(names(&[root.path()]), ["a.txt", "a/z.text", "b.TXT"]);
    }

    #[test]
    fn a_listed_file_is_taken_whatever_it_ends_in_but_not_a_word_file() {
        let root = tempfile::tempdir().expect("a folder");
        for name in ["x.md", "x", "x.docx", ".hidden"] {
            fs::write(root.path().join(name), "x").expect("a file");
        }
        let paths: Vec<PathBuf> = ["x.md", "x", "x.docx", ".hidden"].iter().map(|name| root.path().join(name)).collect();
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        assert_eq!(names(&paths), ["x.md", "x", "a .docx file is not plain text", ".hidden"]);
    }

    #[cfg(unix)]
    #[test]
    fn folder_links_are_followed_inside_the_root_only_and_loops_end() {
        use std::os::unix::fs::symlink;
        let (root, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        fs::write(outside.path().join("far.txt"), "x").expect("a file");
        fs::create_dir_all(root.path().join("a")).expect("a folder");
        fs::create_dir_all(root.path().join("b")).expect("a folder");
        fs::write(root.path().join("a/x.txt"), "x").expect("a file");
        for (target, link) in [("..", "a/up"), ("../b", "a/b"), ("../a", "b/a"), (outside.path().to_str().expect("text"), "out")] {
            symlink(target, root.path().join(link)).expect("a link");
        }
        symlink("nowhere", root.path().join("dangling.txt")).expect("a link");
        symlink("a/x.txt", root.path().join("link.txt")).expect("a link");
        assert_eq!(names(&[root.path()]), ["a/x.txt", "b/a/x.txt", "this link leads nowhere", "link.txt"]);
    }
}
