//! Faces in a folder without a `fonts.toml`: what each calls itself tells which role it fits, or the name of its file.
//!
//! A person put these files there, so that one which cannot be used is an error with its name, never left out in silence.
//!
//! **Always true:** a face that is taken is whole, may be embedded, and has what its role needs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::faces::{Found, digest};
use super::system_fonts;
use crate::batch::{Trouble, read};
use crate::font::{Face, FaceNames, coverage, names, program};
use crate::message;
use crate::message::Message;
use crate::template::FaceRole;

/// The faces of a folder by file name: those that fit a role, then those that have Han and may stand in.
pub fn in_folder(folder: &Path) -> Result<(Vec<Found>, Vec<Found>), Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::io(folder, &error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_font(path)).collect();
    paths.sort();
    let (mut fitting, mut standing_in) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = read::font(&path)?;
        let refuse = |why: Message| Trouble::at(&path, why).hint("take it out of the folder, or put another copy in its place");
        let count = program::directories(&bytes).map_err(|why| refuse(why.0))?.len();
        for number in 0..count {
            let face = program::standalone(bytes.clone(), number).map_err(|why| refuse(why.0))?;
            let Some(said) = names(&face) else {
                return Err(refuse(message!("it is no font that can be read; TrueType and OpenType are")));
            };
            let role = match by_names(&said) {
                Fit::Role(role) => Some(role),
                Fit::Not => None,
                // A collection has one file name for all its faces, which is the first one's.
                Fit::Unknown => by_file(&path, &said).filter(|_| number == 0),
            };
            let size = face.len() as u64;
            let usable = usable(face, role);
            let name = said.names.first().cloned().unwrap_or_default();
            let found = |roles| Found {
                path: path.clone(),
                number,
                size,
                name: name.clone(),
                roles,
                fallback: true,
                ink_centre: None,
                stem: None,
                sha256: digest(&bytes, number),
            };
            match (role, usable) {
                (Some(role), Ok(_)) => fitting.push(found(vec![role])),
                (None, Ok(true)) => standing_in.push(found(Vec::new())),
                (_, Err(why)) => return Err(refuse(message!("{name} cannot be used: {why}", name, why))),
                // It was to be used for nothing.
                (None, Ok(false)) => {}
            }
        }
    }
    if fitting.is_empty() && standing_in.is_empty() {
        let trouble = Trouble::at(folder, "none of the faces in this folder fits a role by its name or that of its file");
        return Err(
            trouble.hint("names of faces or of their files that fit: 仿宋 楷体 黑体 小标宋 宋体 Times New Roman; or write a fonts.toml beside them (docs/cli.md)")
        );
    }
    Ok((fitting, standing_in))
}

/// Whether a face may be used for that role and has what it needs; for none, whether it has any Han.
pub fn usable(face: Vec<u8>, role: Option<FaceRole>) -> Result<bool, Message> {
    program::may_embed(&face).map_err(|why| why.0)?;
    let face = Face::open(face).map_err(|why| why.0)?;
    match role.map(|role| coverage::shortfall(&face, role)) {
        Some(Some(why)) => Err(why),
        Some(None) => Ok(true),
        None => Ok(coverage::has_han(&face)),
    }
}

/// A font by its name; hidden files are what macOS leaves beside the real ones.
pub fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str()) && path.is_file()
}

/// A name as it is compared: small letters, full-width ones made half-width, no spaces and joiners.
pub fn plain(name: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    name.chars().map(half).flat_map(char::to_lowercase).filter(|c| ![' ', '\u{3000}', '-', '_'].contains(c)).collect()
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

/// What the names of a face tell about its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It fits this one.
    Role(FaceRole),
    /// It is of a known family, but in a cut or for a country that no role wants.
    Not,
    /// Nothing: nobody knows its family.
    Unknown,
}

/// The role that a face fits by its names.
fn by_names(names: &FaceNames) -> Fit {
    let plain: Vec<String> = names.names.iter().map(|name| plain(name)).collect();
    // The same family in the forms of another country.
    if plain.iter().any(|name| ["cjkjp", "cjkkr", "cjktc", "cjkhk"].iter().any(|part| name.contains(part))) {
        return Fit::Not;
    }
    let by_part = ROLES_BY_NAME.iter().find(|(part, _)| plain.iter().any(|name| name.contains(part))).map(|(_, role)| *role);
    let Some(role) = by_part.or_else(|| plain.iter().find_map(|name| system_fonts::role_of_alias(name))) else { return Fit::Unknown };
    match role {
        FaceRole::Latin if names.slanted => Fit::Not,
        FaceRole::Latin | FaceRole::LatinBold if names.bold => Fit::Role(FaceRole::LatinBold),
        // A bold cut of a text face would make every paragraph bold.
        FaceRole::Fang | FaceRole::Kai | FaceRole::Song if names.bold => Fit::Not,
        FaceRole::Latin | FaceRole::LatinBold | FaceRole::Fang | FaceRole::Kai | FaceRole::Song | FaceRole::Hei | FaceRole::Title => {
            Fit::Role(role)
        }
    }
}

/// The role that a face fits by the name of its file, `simkai.ttf` or `仿宋.ttf`: what a person renamed, or whose own names are in a
/// code page of the 1990s.
fn by_file(path: &Path, names: &FaceNames) -> Option<FaceRole> {
    let stem = path.file_stem()?.to_string_lossy();
    let name = system_fonts::name_of_file(&stem).unwrap_or(&stem).to_string();
    match by_names(&FaceNames { names: vec![name], ..names.clone() }) {
        Fit::Role(role) => Some(role),
        Fit::Not | Fit::Unknown => None,
    }
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
            ("ＳｉｍＨｅｉ", false, Some(FaceRole::Hei)),
            ("Noto Sans CJK SC", false, Some(FaceRole::Hei)),
            ("Noto Sans CJK JP", false, None),
            ("Comic Sans MS", false, None),
        ];
        for (name, bold, role) in cases {
            let names = FaceNames { names: vec![name.to_string()], bold, slanted: false };
            let said = match by_names(&names) {
                Fit::Role(role) => Some(role),
                Fit::Not | Fit::Unknown => None,
            };
            assert_eq!(said, role, "{name}");
        }
    }

    #[test]
    fn a_file_name_tells_the_role_where_the_face_does_not() {
        let nameless = FaceNames { names: vec!["A".to_string()], ..FaceNames::default() };
        for (file, role) in [
            ("simfang.ttf", Some(FaceRole::Fang)),
            ("SIMKAI.TTF", Some(FaceRole::Kai)),
            ("simhei.ttf", Some(FaceRole::Hei)),
            ("simsun.ttc", Some(FaceRole::Song)),
            ("FZXBSJW.TTF", Some(FaceRole::Title)),
            ("STFANGSO.TTF", Some(FaceRole::Fang)),
            ("STZHONGS.TTF", Some(FaceRole::Title)),
            ("STSONG.TTF", Some(FaceRole::Song)),
            ("仿宋_GB2312.ttf", Some(FaceRole::Fang)),
            ("方正小标宋简体.ttf", Some(FaceRole::Title)),
            ("times.ttf", None), // of whatever kind
            ("whatever.ttf", None),
        ] {
            assert_eq!(by_file(Path::new(file), &nameless), role, "{file}");
        }
    }
}
