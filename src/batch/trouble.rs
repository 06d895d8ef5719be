//! Trouble with the world: a file that cannot be read, a folder that cannot be written, an output that is not ours.
//!
//! **Always true:** it names what it is about once, says in one lower-case sentence what is wrong, and hints what to do.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

use crate::message::Message;
use crate::phrase;
use crate::source::SourceName;

/// One thing that could not be done, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The file or folder that it is about, if any.
    pub about: Option<SourceName>,
    /// What is wrong, without the name.
    pub what: Message,
    /// What to do.
    pub hints: Vec<Message>,
}

impl Trouble {
    /// Trouble with one file or folder.
    pub fn with(about: SourceName, what: impl Into<Message>) -> Trouble {
        Trouble { about: Some(about), what: what.into(), hints: Vec::new() }
    }

    /// Trouble with a path.
    pub fn at(path: &Path, what: impl Into<Message>) -> Trouble {
        Trouble::with(shown(path), what)
    }

    /// Trouble with what was asked for.
    pub fn usage(what: impl Into<Message>) -> Trouble {
        Trouble { about: None, what: what.into(), hints: Vec::new() }
    }

    /// The same, with one more hint.
    pub fn hint(mut self, hint: impl Into<Message>) -> Trouble {
        self.hints.push(hint.into());
        self
    }

    /// Trouble that the operating system had with a path, with a hint where there is one to give.
    pub fn io(path: &Path, error: &io::Error) -> Trouble {
        let trouble = Trouble::at(path, said(error));
        match error.kind() {
            io::ErrorKind::NotFound => trouble.hint("look for a typing error, or a file that was moved"),
            io::ErrorKind::PermissionDenied => trouble.hint("ask its owner for the right to it, or take a copy"),
            io::ErrorKind::StorageFull => trouble.hint("make room, or choose another folder with `-o DIR`"),
            io::ErrorKind::InvalidFilename => trouble.hint("give it a shorter name"),
            _ => trouble,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.about {
            Some(name) => write!(f, "{name}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl Error for Trouble {}

/// What the operating system said, in our words.
pub fn said(error: &io::Error) -> Message {
    let ours = match error.kind() {
        io::ErrorKind::NotFound => phrase!("there is no such file or folder"),
        io::ErrorKind::PermissionDenied => phrase!("permission denied"),
        io::ErrorKind::StorageFull => phrase!("the disk is full"),
        io::ErrorKind::NotADirectory => phrase!("a part of this path is not a folder"),
        io::ErrorKind::IsADirectory => phrase!("this is a folder"),
        io::ErrorKind::InvalidFilename => phrase!("the name is too long or has characters that this disk cannot store"),
        io::ErrorKind::ReadOnlyFilesystem => phrase!("this disk is read-only"),
        _ => return Message::foreign(plain(&error.to_string())),
    };
    ours.into()
}

/// `File name too long (os error 36)` as a sentence of ours.
fn plain(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or(text);
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// What a path is called: with `/` between folders, lossily (and exactly beside it) where it is not UTF-8.
pub fn shown(path: &Path) -> SourceName {
    let slashes = |text: String| if cfg!(windows) { text.replace('\\', "/") } else { text };
    match path.to_str() {
        Some(text) => SourceName::new(slashes(text.to_string())),
        None => SourceName::lossy(slashes(path.to_string_lossy().into_owned()), path.as_os_str().as_encoded_bytes().to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_is_a_lower_case_sentence_without_its_number() {
        assert_eq!(plain("Too many levels of symbolic links (os error 40)"), "too many levels of symbolic links");
        assert_eq!(plain(""), "");
        assert_eq!(Trouble::at(Path::new("a/b"), "gone").to_string(), "a/b: gone");
    }
}
