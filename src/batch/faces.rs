//! The faces of a run, and which of them could not be read when a text needed them.
//!
//! [`FontLibrary`] asks its fallbacks where a face cannot be opened. On paper that would be another face in silence, so
//! a worker asks [`Faces::trouble`] before it writes.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::trouble::Trouble;
use crate::emit::fingerprint::hex;
use crate::font::FontLibrary;

/// The file of one face.
#[derive(Debug, Clone)]
pub struct FaceFile {
    /// Where it is.
    pub path: PathBuf,
    /// Which face of it, from 0: a collection has several.
    pub number: usize,
    /// Set by its loader: a text needed it.
    pub asked: Arc<AtomicBool>,
}

/// A library with the files it was made from, in the same order.
pub struct Faces {
    /// The faces.
    pub library: FontLibrary,
    /// Their files.
    pub files: Vec<FaceFile>,
}

impl Faces {
    /// The first face that was needed and could not be used.
    pub fn trouble(&self) -> Option<Trouble> {
        self.library.sources().zip(&self.files).filter(|(_, file)| file.asked.load(Ordering::Acquire)).find_map(|((id, _), file)| {
            let problem = self.library.problem(id)?;
            Some(Trouble::at(&file.path, problem.0.clone()).hint("`jiangyi fonts` checks every face"))
        })
    }

    /// The fingerprint of all faces together, in hex.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (_, source) in self.library.sources() {
            hash.update(&source.sha256);
            hash.update(format!("{:?} {} {:?} {:?}\n", source.roles, source.fallback, source.ink_centre, source.stem));
        }
        hex(&hash.finalize())
    }
}
