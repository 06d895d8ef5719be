//! Where the faces are: folders in order, and what is in each.
//!
//! A folder named by `--fonts` or `$JIANGYI_FONTS` is laid over the bundle, and so are installed faces where they are asked
//! for: their faces win for the roles they fit. Nothing is opened here but those files, whose names and sums are in no
//! `fonts.toml`.
//!
//! **Always true:** where no face is found, the error names every place that was looked at.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{strangers, system_fonts};
use crate::batch::trouble::shown;
use crate::batch::{FaceFile, Faces, Trouble, read};
use crate::emit::fingerprint::hex;
use crate::font::{FaceSource, FontError, FontLibrary, program};
use crate::message;
use crate::message::Message;
use crate::source::SourceName;
use crate::template::FaceRole;

/// What a `fonts.toml` holds, as far as we use it; licence and making are for people.
#[derive(Deserialize)]
struct FontsFile {
    #[serde(default)]
    face: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Row {
    file: PathBuf,
    family: String,
    #[serde(default)]
    style: String,
    #[serde(default)]
    roles: Vec<FaceRole>,
    #[serde(default)]
    fallback: bool,
    ink_centre: Option<i16>,
    stem: Option<u16>,
    sha256: String,
}

/// A face before it has a loader; its fields are those of [`FaceSource`].
pub struct Found {
    /// Its file.
    pub path: PathBuf,
    /// Which face of it, from 0: a collection has several.
    pub number: usize,
    /// How many bytes it takes once a text asks for it.
    pub size: u64,
    /// Its name.
    pub name: String,
    /// What it is used for.
    pub roles: Vec<FaceRole>,
    /// Whether it may stand in.
    pub fallback: bool,
    /// How high the middle of its Han stands.
    pub ink_centre: Option<i16>,
    /// How wide its upright strokes are.
    pub stem: Option<u16>,
    /// Its fingerprint.
    pub sha256: String,
}

/// The faces of a run: the folder named, the folder of the environment, installed ones where they are wanted, the bundle.
pub fn find(named: Option<&Path>, with_installed: bool) -> Result<Faces, Trouble> {
    let mut found = Vec::new();
    // Faces that fit no role come last of all: the bundle's own stand-in was chosen to go with its faces.
    let mut standing_in = Vec::new();
    let mut looked: Vec<PathBuf> = Vec::new();
    let environment = env::var_os("JIANGYI_FONTS").filter(|value| !value.is_empty()).map(PathBuf::from);
    for folder in named.map(Path::to_path_buf).into_iter().chain(environment) {
        if !folder.is_dir() {
            return Err(Trouble::at(&folder, "there is no such folder of faces").hint("`--fonts` and JIANGYI_FONTS name a folder"));
        }
        match listed(&folder)? {
            Some(faces) => found.extend(faces),
            None => {
                let (fitting, others) = strangers::in_folder(&folder)?;
                found.extend(fitting);
                standing_in.extend(others);
            }
        }
        looked.push(folder);
    }
    if with_installed {
        found.extend(system_fonts::official());
    }
    let places = bundle_places();
    match places.iter().find(|folder| folder.join("fonts.toml").is_file()) {
        Some(folder) => found.extend(listed(folder)?.into_iter().flatten()),
        None => looked.extend(places),
    }
    found.extend(standing_in);
    if found.is_empty() {
        let trouble = Trouble::usage("no faces were found");
        let trouble =
            looked.iter().fold(trouble, |trouble, folder| trouble.hint(message!("looked in {folder}", folder = shown(folder).to_string())));
        return Err(trouble.hint("put the folder `fonts` of the distribution beside the program, or name one: `--fonts DIR`"));
    }
    within_limit(&found)?;
    Ok(library(found))
}

/// All faces of a run together, in MiB: each that a text asks for stays in memory. Two collections of all of Noto's Han have 1,600.
const TOGETHER: u64 = 4096;

fn within_limit(found: &[Found]) -> Result<(), Trouble> {
    let mut together = 0u64;
    for face in found {
        together = together.saturating_add(face.size);
        if together > TOGETHER << 20 {
            let what = message!("with this one the faces hold more than {limit} MiB together, the most that they may", limit = TOGETHER);
            return Err(Trouble::at(&face.path, what).hint("name a folder of those faces that are needed"));
        }
    }
    Ok(())
}

/// Where the bundle may be, the first that holds it counts.
fn bundle_places() -> Vec<PathBuf> {
    // The program may have been started by a link to it.
    let program = env::current_exe().and_then(fs::canonicalize).ok();
    let beside = program.as_deref().and_then(Path::parent);
    let mut places: Vec<PathBuf> = beside.iter().map(|folder| folder.join("fonts")).collect();
    places.extend(beside.and_then(Path::parent).map(|prefix| prefix.join("share/jiangyi/fonts")));
    places.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    places
}

/// The faces of a folder's `fonts.toml`; none where it has none.
fn listed(folder: &Path) -> Result<Option<Vec<Found>>, Trouble> {
    let list = folder.join("fonts.toml");
    if !list.is_file() {
        return Ok(None);
    }
    let source = read::text_at_most(read::SETTINGS_LIMIT, &list)?;
    let file: FontsFile = toml::from_str(&source).map_err(|error| {
        let line = error.span().map(|span| source.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1);
        let place = line.map_or_else(|| shown(&list).to_string(), |line| format!("{}:{line}", shown(&list)));
        Trouble::with(SourceName::new(place), Message::foreign(error.message().lines().next().unwrap_or("not a list of faces")))
    })?;
    let faces = file.face.into_iter();
    Ok(Some(
        faces
            .map(|row| Found {
                size: fs::metadata(folder.join(&row.file)).map_or(0, |metadata| metadata.len()),
                path: folder.join(row.file),
                number: 0,
                name: format!("{} {}", row.family, row.style).trim_end().to_string(),
                roles: row.roles,
                fallback: row.fallback,
                ink_centre: row.ink_centre,
                stem: row.stem,
                sha256: row.sha256,
            })
            .collect(),
    ))
}

/// The sha256 of a face's file, in hex; of a further face of a collection, with its number.
pub fn digest(bytes: &[u8], number: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(bytes);
    if number > 0 {
        hash.update(number.to_le_bytes());
    }
    hex(&hash.finalize())
}

fn library(found: Vec<Found>) -> Faces {
    let mut taken: BTreeSet<FaceRole> = BTreeSet::new();
    let mut sources = Vec::new();
    let mut files = Vec::new();
    // A face's number is a byte; 255 faces are more than any template can name.
    for face in found.into_iter().take(255) {
        // A body face that another replaced still knows characters that the other may lack.
        let displaced = face.roles.iter().any(|role| taken.contains(role));
        taken.extend(face.roles.iter().copied());
        let asked = Arc::new(AtomicBool::new(false));
        files.push(FaceFile { path: face.path.clone(), number: face.number, asked: asked.clone() });
        let (path, number) = (face.path, face.number);
        sources.push(FaceSource {
            name: face.name,
            roles: face.roles,
            fallback: face.fallback || displaced,
            ink_centre: face.ink_centre,
            stem: face.stem,
            sha256: face.sha256,
            loader: Box::new(move || {
                asked.store(true, Ordering::Release);
                let program = program::standalone(read::font(&path).map_err(|trouble| FontError(trouble.what))?, number)?;
                program::may_embed(&program).map(|()| program)
            }),
        });
    }
    Faces { library: FontLibrary::new(sources), files }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_has_a_face_for_every_role_and_opens_none_to_say_so() {
        let faces = library(listed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")).expect("the bundle").expect("its list"));
        for role in [FaceRole::Fang, FaceRole::Kai, FaceRole::Hei, FaceRole::Title, FaceRole::Song, FaceRole::Latin, FaceRole::LatinBold] {
            assert!(faces.library.face_for(role).is_some(), "{role:?}");
        }
        assert!(faces.files.iter().all(|file| !file.asked.load(Ordering::Acquire)));
        assert_eq!(faces.trouble(), None);
    }

    #[test]
    fn a_face_that_cannot_be_read_is_trouble_once_it_was_needed() {
        let found = Found {
            path: PathBuf::from("nowhere/仿宋.ttf"),
            number: 0,
            size: 0,
            name: "仿宋".to_string(),
            roles: vec![FaceRole::Fang],
            fallback: false,
            ink_centre: None,
            stem: None,
            sha256: String::new(),
        };
        let faces = library(vec![found]);
        assert_eq!(faces.trouble(), None);
        assert_eq!(faces.library.show(FaceRole::Fang, '讲'), None);
        assert_eq!(faces.trouble().map(|t| t.to_string()), Some("nowhere/仿宋.ttf: there is no such file or folder".to_string()));
    }

    #[test]
    fn faces_that_memory_would_not_hold_are_refused_and_parts_of_one_collection_are_not() {
        let face = |size: u64| Found {
            path: PathBuf::from("own/k.ttc"),
            number: 0,
            size,
            name: String::new(),
            roles: Vec::new(),
            fallback: true,
            ink_centre: None,
            stem: None,
            sha256: String::new(),
        };
        let of = |count: usize, size: u64| within_limit(&(0..count).map(|_| face(size)).collect::<Vec<_>>());
        assert_eq!(of(45, 18 << 20), Ok(()));
        assert!(of(240, 250 << 20).is_err_and(|trouble| trouble.what.contains("4096 MiB together")));
    }
}
