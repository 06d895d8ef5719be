//! Where the faces are: folders in order, what is in each, which role a stranger's file fits.
//!
//! A folder named by `--fonts` or `$JIANGYI_FONTS` is laid over the bundle: its faces win for the roles they fit. Nothing
//! is opened here but a stranger's files, whose names and sums are in no `fonts.toml`.
//!
//! **Always true:** where no face is found, the error names every place that was looked at.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::batch::trouble::{said, shown};
use crate::batch::{FaceFile, Faces, Trouble};
use crate::emit::fingerprint::hex;
use crate::font::{self, FaceNames, FaceSource, FontError, FontLibrary};
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

/// A face before it has a loader.
struct Found {
    path: PathBuf,
    name: String,
    roles: Vec<FaceRole>,
    fallback: bool,
    ink_centre: Option<i16>,
    stem: Option<u16>,
    sha256: String,
}

/// The faces of a run: the folder named, the folder of the environment, the bundle.
pub fn find(named: Option<&Path>) -> Result<Faces, Trouble> {
    let mut found = Vec::new();
    let mut looked: Vec<PathBuf> = Vec::new();
    let environment = env::var_os("JIANGYI_FONTS").filter(|value| !value.is_empty()).map(PathBuf::from);
    for folder in named.map(Path::to_path_buf).into_iter().chain(environment) {
        if !folder.is_dir() {
            return Err(Trouble::at(&folder, "there is no such folder of faces").hint("`--fonts` and JIANGYI_FONTS name a folder"));
        }
        found.extend(in_folder(&folder)?);
        looked.push(folder);
    }
    let places = bundle_places();
    match places.iter().find(|folder| folder.join("fonts.toml").is_file()) {
        Some(folder) => found.extend(in_folder(folder)?),
        None => looked.extend(places),
    }
    if found.is_empty() {
        let trouble = Trouble::usage("no faces were found");
        let trouble = looked.iter().fold(trouble, |trouble, folder| trouble.hint(format!("looked in {}", shown(folder))));
        return Err(trouble.hint("put the folder `fonts` of the distribution beside the program, or name one: `--fonts DIR`"));
    }
    Ok(library(found))
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

fn in_folder(folder: &Path) -> Result<Vec<Found>, Trouble> {
    let list = folder.join("fonts.toml");
    if !list.is_file() {
        return strangers(folder);
    }
    let source = fs::read_to_string(&list).map_err(|error| Trouble::io(&list, &error))?;
    let file: FontsFile = toml::from_str(&source).map_err(|error| {
        let line = error.span().map(|span| source.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1);
        let place = line.map_or_else(|| shown(&list).to_string(), |line| format!("{}:{line}", shown(&list)));
        Trouble::with(SourceName::new(place), error.message().lines().next().unwrap_or("not a list of faces"))
    })?;
    Ok(file
        .face
        .into_iter()
        .map(|row| Found {
            path: folder.join(row.file),
            name: format!("{} {}", row.family, row.style).trim_end().to_string(),
            roles: row.roles,
            fallback: row.fallback,
            ink_centre: row.ink_centre,
            stem: row.stem,
            sha256: row.sha256,
        })
        .collect())
}

/// Faces in a folder without a list: those whose names fit a role, by file name.
fn strangers(folder: &Path) -> Result<Vec<Found>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::io(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_font(path)).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(|error| Trouble::io(&path, &error))?;
        let Some(names) = font::names(&bytes) else { continue };
        if let Some(role) = role_of(&names) {
            let name = names.names.first().cloned().unwrap_or_default();
            let sha256 = hex(&Sha256::digest(&bytes));
            found.push(Found { path, name, roles: vec![role], fallback: true, ink_centre: None, stem: None, sha256 });
        }
    }
    if found.is_empty() {
        let trouble = Trouble::at(folder, "none of the faces in this folder fits a role by its name");
        return Err(
            trouble.hint("names that fit: 仿宋 楷体 黑体 小标宋 宋体 Times New Roman; or write a fonts.toml beside them (docs/cli.md)")
        );
    }
    Ok(found)
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str()) && path.is_file()
}

/// Parts of family names (lower case, without spaces) and the role they fit. The first that is found counts: 小标宋 and
/// 仿宋 stand before 宋体.
const ROLES_BY_NAME: &[(&str, FaceRole)] = &[
    ("小标宋", FaceRole::Title),
    ("小標宋", FaceRole::Title),
    ("xiaobiaosong", FaceRole::Title),
    ("fzxbs", FaceRole::Title),
    ("仿宋", FaceRole::Fang),
    ("fangsong", FaceRole::Fang),
    ("楷体", FaceRole::Kai),
    ("楷體", FaceRole::Kai),
    ("标楷", FaceRole::Kai),
    ("標楷", FaceRole::Kai),
    ("kaiti", FaceRole::Kai),
    ("kaiu", FaceRole::Kai),
    ("simkai", FaceRole::Kai),
    ("lxgwwenkai", FaceRole::Kai),
    ("黑体", FaceRole::Hei),
    ("黑體", FaceRole::Hei),
    ("simhei", FaceRole::Hei),
    ("heiti", FaceRole::Hei),
    ("notosanscjk", FaceRole::Hei),
    ("sourcehansans", FaceRole::Hei),
    ("宋体", FaceRole::Song),
    ("宋體", FaceRole::Song),
    ("simsun", FaceRole::Song),
    ("songti", FaceRole::Song),
    ("notoserifcjk", FaceRole::Song),
    ("sourcehanserif", FaceRole::Song),
    ("timesnewroman", FaceRole::Latin),
    ("liberationserif", FaceRole::Latin),
];

/// The role that a face fits by its names.
fn role_of(names: &FaceNames) -> Option<FaceRole> {
    let plain = |name: &String| name.to_lowercase().replace([' ', '-', '_'], "");
    let plain: Vec<String> = names.names.iter().map(plain).collect();
    let (_, role) = ROLES_BY_NAME.iter().find(|(part, _)| plain.iter().any(|name| name.contains(part)))?;
    match role {
        FaceRole::Latin if names.slanted => None,
        FaceRole::Latin | FaceRole::LatinBold if names.bold => Some(FaceRole::LatinBold),
        // A bold cut of a text face would make every paragraph bold.
        FaceRole::Fang | FaceRole::Kai | FaceRole::Song if names.bold => None,
        FaceRole::Latin | FaceRole::LatinBold | FaceRole::Fang | FaceRole::Kai | FaceRole::Song | FaceRole::Hei | FaceRole::Title => {
            Some(*role)
        }
    }
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
        files.push(FaceFile { path: face.path.clone(), asked: asked.clone() });
        let path = face.path;
        sources.push(FaceSource {
            name: face.name,
            roles: face.roles,
            fallback: face.fallback || displaced,
            ink_centre: face.ink_centre,
            stem: face.stem,
            sha256: face.sha256,
            loader: Box::new(move || {
                asked.store(true, Ordering::Release);
                fs::read(&path).map_err(|error| FontError(said(&error)))
            }),
        });
    }
    Faces { library: FontLibrary::new(sources), files }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_tells_the_role() {
        let cases = [
            ("仿宋_GB2312", false, Some(FaceRole::Fang)),
            ("FangSong", false, Some(FaceRole::Fang)),
            ("方正小标宋简体", false, Some(FaceRole::Title)),
            ("STKaiti", false, Some(FaceRole::Kai)),
            ("SimSun", false, Some(FaceRole::Song)),
            ("SimSun", true, None),
            ("SimHei", true, Some(FaceRole::Hei)),
            ("Times New Roman", true, Some(FaceRole::LatinBold)),
            ("Comic Sans MS", false, None),
        ];
        for (name, bold, role) in cases {
            let names = FaceNames { names: vec![name.to_string()], bold, slanted: false };
            assert_eq!(role_of(&names), role, "{name}");
        }
    }

    #[test]
    fn the_bundle_has_a_face_for_every_role_and_opens_none_to_say_so() {
        let faces = library(in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")).expect("the bundle"));
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
}
