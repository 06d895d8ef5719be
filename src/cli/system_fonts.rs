//! Official faces installed on this machine, for `--system-fonts`.
//!
//! Each role's names (`template::aliases`) are looked for in order, in any language that a face gives its name in, else by
//! the name of its file. Only names are read of all faces; a whole one is read once it was chosen, to check it.
//!
//! **Always true:** the same fonts in the same folders give the same choice; what cannot be used is passed over for the next name, and
//! `jiangyi fonts --system-fonts` shows what was taken.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::faces::{Found, digest};
use super::strangers::{is_font, plain, usable};
use crate::batch::read;
use crate::font::{FaceNames, names_of, program};
use crate::template::{FaceRole, aliases};

/// Folders below the usual ones are looked into so deep.
const DEEPEST: usize = 6;
/// A table of names longer than this is no table of names.
const LONGEST_TABLE: u64 = 1 << 20;

/// Files whose names tell the face where its own names are in a code page of the 1990s.
const BY_FILE: &[(&str, &str)] = &[
    ("simfang", "仿宋"),
    ("simkai", "楷体"),
    ("simhei", "黑体"),
    ("simsun", "宋体"),
    ("fzxbsjw", "方正小标宋简体"),
    ("fzxbsk", "方正小标宋_GBK"),
    ("stfangso", "华文仿宋"),
    ("stkaiti", "华文楷体"),
    ("stsong", "华文宋体"),
    ("stzhongs", "华文中宋"),
];

const ROLES: [FaceRole; 7] =
    [FaceRole::Fang, FaceRole::Kai, FaceRole::Hei, FaceRole::Title, FaceRole::Song, FaceRole::Latin, FaceRole::LatinBold];

/// A face as a search sees it.
struct Candidate {
    path: PathBuf,
    number: usize,
    names: FaceNames,
}

/// The official faces that are installed, at most one a role.
pub fn official() -> Vec<Found> {
    let mut by_name: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for path in folders().iter().flat_map(|folder| fonts_below(folder)) {
        for (number, names) in names_in(&path).into_iter().enumerate() {
            let mut keys: Vec<String> = names.names.iter().map(|name| plain(name)).collect();
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            keys.extend(name_of_file(&stem).filter(|_| number == 0).map(plain));
            keys.sort();
            keys.dedup();
            for key in keys {
                by_name.entry(key).or_default().push(Candidate { path: path.clone(), number, names: names.clone() });
            }
        }
    }
    ROLES.into_iter().filter_map(|role| chosen(role, &by_name)).collect()
}

/// The name of the face that systems keep in a file of that name.
pub fn name_of_file(stem: &str) -> Option<&'static str> {
    let stem = plain(stem);
    BY_FILE.iter().find(|(file, _)| *file == stem).map(|(_, name)| *name)
}

/// The role that has a name, as `plain` makes it, among its aliases.
pub fn role_of_alias(name: &str) -> Option<FaceRole> {
    ROLES.into_iter().find(|role| aliases::of(*role).iter().any(|alias| plain(alias) == name))
}

/// The first face of a role's names that will do.
fn chosen(role: FaceRole, by_name: &BTreeMap<String, Vec<Candidate>>) -> Option<Found> {
    let names = aliases::of(role).iter().filter(|name| !aliases::is_free(name));
    names.filter_map(|name| by_name.get(&plain(name))).flatten().filter(|face| is_cut_for(role, &face.names)).find_map(|face| {
        let bytes = read::font(&face.path).ok()?;
        let sha256 = digest(&bytes, face.number);
        let program = program::standalone(bytes, face.number).ok()?;
        let size = program.len() as u64;
        usable(program, Some(role)).ok()?;
        Some(Found {
            path: face.path.clone(),
            number: face.number,
            size,
            name: face.names.names.first().cloned().unwrap_or_default(),
            roles: vec![role],
            fallback: true,
            ink_centre: None,
            stem: None,
            sha256,
        })
    })
}

/// Whether a cut is the one that a role wants of its family.
fn is_cut_for(role: FaceRole, names: &FaceNames) -> bool {
    match role {
        FaceRole::LatinBold => names.bold && !names.slanted,
        FaceRole::Latin | FaceRole::Fang | FaceRole::Kai | FaceRole::Song => !names.bold && !names.slanted,
        FaceRole::Hei | FaceRole::Title => !names.slanted,
    }
}

/// Where systems keep fonts, a person's own first.
fn folders() -> Vec<PathBuf> {
    let home = |below: &str| env::var_os("HOME").map(|home| Path::new(&home).join(below));
    let below = |variable: &str, below: &str| env::var_os(variable).map(|folder| Path::new(&folder).join(below));
    let places = if cfg!(windows) {
        vec![below("LOCALAPPDATA", r"Microsoft\Windows\Fonts"), below("SystemRoot", "Fonts")]
    } else if cfg!(target_os = "macos") {
        let fixed = ["/Library/Fonts", "/System/Library/Fonts", "/System/Library/AssetsV2", "/Network/Library/Fonts"];
        [home("Library/Fonts")].into_iter().chain(fixed.map(|folder| Some(PathBuf::from(folder)))).collect()
    } else {
        let own = below("XDG_DATA_HOME", "fonts").or_else(|| home(".local/share/fonts"));
        vec![own, home(".fonts"), Some(PathBuf::from("/usr/local/share/fonts")), Some(PathBuf::from("/usr/share/fonts"))]
    };
    places.into_iter().flatten().collect()
}

/// The fonts below a folder, in the order of their paths; links are followed, so deep that a loop ends.
fn fonts_below(folder: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            if is_font(&path) {
                found.push(path);
            } else if depth < DEEPEST && path.is_dir() {
                walk(&path, depth + 1, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, 0, &mut found);
    found
}

/// The names of each face in a file; none for what cannot be read.
fn names_in(path: &Path) -> Vec<FaceNames> {
    let Ok(mut file) = File::open(path) else { return Vec::new() };
    let mut head = vec![0; 512];
    let length = read_some(&mut file, 0, &mut head);
    head.truncate(length);
    let Ok(directories) = program::directories(&head) else { return Vec::new() };
    directories.into_iter().map(|directory| names_at(&mut file, directory as u64).unwrap_or_default()).collect()
}

/// The names of the face whose directory begins there.
fn names_at(file: &mut File, directory: u64) -> Option<FaceNames> {
    let mut head = [0; 12];
    (read_some(file, directory, &mut head) == 12).then_some(())?;
    let count = usize::from(u16::from_be_bytes([head[4], head[5]]));
    let mut entries = vec![0; count * 16];
    (read_some(file, directory + 12, &mut entries) == entries.len()).then_some(())?;
    let mut table = |tag: &[u8; 4]| {
        let entry = entries.chunks_exact(16).find(|entry| entry.starts_with(tag))?;
        let number = |at: usize| entry.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes).map(u64::from);
        let (start, length) = (number(8)?, number(12).filter(|length| *length <= LONGEST_TABLE)?);
        let mut bytes = vec![0; length as usize];
        (read_some(file, start, &mut bytes) == bytes.len()).then_some(bytes)
    };
    names_of(&table(b"name")?, table(b"OS/2").as_deref())
}

/// Reads as many bytes as there are, at most what fits.
fn read_some(file: &mut File, start: u64, into: &mut [u8]) -> usize {
    if file.seek(SeekFrom::Start(start)).is_err() {
        return 0;
    }
    let mut done = 0;
    while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) | Err(_) => break,
            Ok(count) => done += count,
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_without_the_face() {
        let bold = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/LiberationSerif-Bold.ttf");
        let names = names_in(&bold);
        assert_eq!(names.len(), 1);
        assert!(names[0].names.contains(&"Liberation Serif".to_string()) && names[0].bold && !names[0].slanted);
        assert!(names_in(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml").as_path()).is_empty());
    }

    #[test]
    fn each_file_name_stands_for_a_name_that_some_role_looks_for() {
        for (_, name) in BY_FILE {
            assert!(ROLES.iter().any(|role| aliases::of(*role).contains(name)), "{name}");
        }
    }
}
