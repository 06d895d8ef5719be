//! `fingerprints.txt`: what made the outputs, and one sum a line, sorted by path.
//!
//! ```text
//! # version 0.1.0
//! # template gbt9704
//! # template-sum 77c0…
//! # settings 5f1c…
//! # setting region zh-TW
//! # faces 09ab…
//! # face fang 51d2… Jiangyi Fang Regular
//! # pictures accepted.pdf
//! 3b1e…  会议/讲话.docx
//! 90af…  会议/讲话.layout
//! 1d07…  会议/讲话.pdf
//! c6e2…  会议/讲话.text
//! refused  会议/空白
//! ```
//!
//! A `setting` line for each choice that is not the default, so that one that changed is named. `.text` is the sum of the input, `.layout` that of the place of every glyph. `pictures` stands where PDFs are kept.
//!
//! It proves which cases are ours: nothing else under its folder is ever removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::case::PDF;
use crate::batch::Faces;
use crate::emit::fingerprint::hex;
use crate::font::FontLibrary;
use crate::settings::Settings;

/// The file's name.
pub const NAME: &str = "fingerprints.txt";

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprints {
    /// What the outputs were made with: version, template, settings, faces.
    pub made_with: Vec<(String, String)>,
    /// The settings that are not the default, by their keys; where texts have settings of their own, those of the first.
    pub settings: BTreeMap<String, String>,
    /// By role, and for each that only stands in: the sum of its face, and the face's name.
    pub faces: BTreeMap<String, String>,
    /// Whether the PDF of each case is kept, for pictures.
    pub pictures: bool,
    /// The sha256 of each output, by path, and of what it comes from and shows.
    pub sums: BTreeMap<String, String>,
    /// The cases whose text is refused, and which have no output to sum.
    pub refused: BTreeSet<String>,
}

const TEMPLATE_SUM: &str = "template-sum";
const SETTING: &str = "setting";
const FACE: &str = "face";
const PICTURES: &str = "pictures";
/// Settings that are part of the template's sum.
const ON_PAGES: [&str; 4] = ["header", "mirror", "toc", "watermark"];
/// Stands where a refused case has no sum.
const REFUSED: &str = "refused";

impl Fingerprints {
    /// None yet, made with these. Where texts have settings of their own, the first are named and all are summed up.
    pub fn new(settings: &Settings, faces: &Faces, others: &[(&Settings, &Faces)]) -> Fingerprints {
        let made_with = [
            ("version", env!("CARGO_PKG_VERSION").to_string()),
            ("template", one_line(&settings.template.name)),
            (TEMPLATE_SUM, shortened(&hex(&Sha256::digest(format!("{:?}", settings.template))))),
            ("settings", of_all(settings.fingerprint_of_choices(), others)),
            ("faces", faces.fingerprint()),
        ];
        Fingerprints {
            made_with: made_with.map(|(key, value)| (key.to_string(), value)).to_vec(),
            settings: settings.chosen().into_iter().map(|(key, value)| (key.to_string(), one_line(&value))).collect(),
            faces: faces_by_role(&faces.library),
            ..Fingerprints::default()
        }
    }

    /// Reads the file's text; a line that is neither is passed over. None if it is not a list of ours.
    pub fn parse(text: &str) -> Option<Fingerprints> {
        let mut read = Fingerprints::default();
        for line in text.lines() {
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|line| line.split_once(' ')) {
                match (key, value.split_once(' ')) {
                    (FACE, Some((role, face))) => drop(read.faces.insert(role.to_string(), face.to_string())),
                    (SETTING, Some((key, value))) => drop(read.settings.insert(key.to_string(), value.to_string())),
                    (PICTURES, _) => read.pictures = true,
                    (_, _) => read.made_with.push((key.to_string(), value.to_string())),
                }
            } else if let Some((REFUSED, path)) = line.split_once("  ") {
                read.refused.insert(unescaped(path));
            } else if let Some((sum, path)) = line.split_once("  ") {
                read.sums.insert(unescaped(path), sum.to_string());
            }
        }
        let ours = ["version", "template", "settings", "faces"].iter().all(|key| read.made_with.iter().any(|(known, _)| known == key));
        ours.then_some(read)
    }

    /// The cases that it lists, by their folder. A list that somebody edited does not lead outside.
    pub fn cases(&self) -> BTreeSet<PathBuf> {
        let stems = self.sums.keys().map(|path| stem(path)).chain(self.refused.iter().map(String::as_str));
        let stays_inside = |stem: &Path| stem.components().all(|part| matches!(part, Component::Normal(_)));
        stems.map(PathBuf::from).filter(|stem| stays_inside(stem)).collect()
    }

    /// Takes over what others say of cases that are not among these.
    pub fn keep_others(&mut self, others: &Fingerprints, these: &BTreeSet<PathBuf>) {
        let these: BTreeSet<String> = these.iter().map(|stem| crate::batch::trouble::shown(stem).to_string()).collect();
        let is_other = |stem: &str| !these.contains(stem);
        let sums = others.sums.iter().filter(|(path, _)| is_other(stem(path)));
        self.sums.extend(sums.map(|(path, sum)| (path.clone(), sum.clone())));
        self.refused.extend(others.refused.iter().filter(|stem| is_other(stem)).cloned());
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.made_with {
            // holds: writing to a String cannot fail, here and below
            let _ = writeln!(out, "# {key} {value}");
        }
        for (key, value) in &self.settings {
            let _ = writeln!(out, "# {SETTING} {key} {value}");
        }
        for (role, face) in &self.faces {
            let _ = writeln!(out, "# {FACE} {role} {face}");
        }
        if self.pictures {
            let _ = writeln!(out, "# {PICTURES} {PDF}");
        }
        for (path, sum) in &self.sums {
            let _ = writeln!(out, "{sum}  {}", escaped(path));
        }
        for stem in &self.refused {
            let _ = writeln!(out, "{REFUSED}  {}", escaped(stem));
        }
        out
    }

    /// What of version, template, settings and faces is no longer the same, a few words each.
    pub fn changed_makers(&self, now: &Fingerprints) -> Vec<String> {
        let value =
            |list: &Fingerprints, wanted: &str| list.made_with.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
        let pair = |key: &str| value(self, key).zip(value(now, key)).filter(|(then, is)| then != is);
        let mut said = Vec::new();
        if let Some((then, is)) = pair("version") {
            said.push(format!("version {is} of the program, {then} was accepted"));
        }
        if let Some((then, is)) = pair("template") {
            said.push(format!("the template {is}, {then} was accepted"));
        }
        let (on_pages, others): (Vec<_>, Vec<_>) = self.changed_settings(now).into_iter().partition(|(key, _)| ON_PAGES.contains(key));
        if pair("template").is_none() && pair(TEMPLATE_SUM).is_some() && on_pages.is_empty() {
            let name = value(now, "template").unwrap_or_default();
            said.push(format!("another state of the template {name} (its file, or an option for the page)"));
        }
        // Each version has its own sum of the same settings.
        if others.is_empty() && pair("settings").is_some() && pair("version").is_none() {
            said.push("other settings of some texts (a jiangyi.toml of their own, or an `[[override]]`)".to_string());
        }
        said.extend(on_pages.into_iter().chain(others).map(|(_, words)| words));
        let faces = if self.faces.is_empty() { Vec::new() } else { self.changed_faces(now) };
        if faces.is_empty() && pair("faces").is_some() {
            said.push("other faces".to_string());
        }
        said.extend(faces);
        said
    }

    /// The settings that are not the same, by their keys, and each in words.
    fn changed_settings<'a>(&'a self, now: &'a Fingerprints) -> Vec<(&'a str, String)> {
        let mut said = Vec::new();
        for (key, is) in &now.settings {
            match self.settings.get(key) {
                Some(then) if then == is => {}
                Some(then) => said.push((key.as_str(), format!("`{key}` is {is}, it was {then}"))),
                None => said.push((key.as_str(), format!("`{key}` is {is}, it was not set"))),
            }
        }
        let gone = self.settings.iter().filter(|(key, _)| !now.settings.contains_key(*key));
        said.extend(gone.map(|(key, then)| (key.as_str(), format!("`{key}` is not set, it was {then}"))));
        said
    }

    fn changed_faces(&self, now: &Fingerprints) -> Vec<String> {
        let name = |face: &str| face.split_once(' ').map_or(face, |(_, name)| name).to_string();
        let mut said = Vec::new();
        for (role, face) in &now.faces {
            match self.faces.get(role) {
                Some(then) if then == face => {}
                Some(then) if name(then) == name(face) => said.push(format!("another state of {}, the face for `{role}`", name(face))),
                Some(then) => said.push(format!("{} as the face for `{role}`, {} was accepted", name(face), name(then))),
                None => said.push(format!("{} as the face for `{role}`, which had none", name(face))),
            }
        }
        let gone = self.faces.iter().filter(|(role, _)| !now.faces.contains_key(*role));
        said.extend(gone.map(|(role, face)| format!("no face for `{role}`, {} was accepted", name(face))));
        said
    }
}

/// Which face each role has, and which stand in for what it lacks, in the order they are asked.
fn faces_by_role(library: &FontLibrary) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut stand_ins = 0;
    for (id, source) in library.sources() {
        let face = format!("{} {}", shortened(&source.sha256), one_line(&source.name));
        let first = source.roles.iter().filter(|role| library.face_for(**role) == Some(id));
        found.extend(first.map(|role| (role.as_str().to_string(), face.clone())));
        if source.roles.is_empty() {
            stand_ins += 1;
            found.insert(format!("stand-in-{stand_ins}"), face);
        }
    }
    found
}

/// The sum of the choices, and of all that others are made with, if there are any.
fn of_all(choices: String, others: &[(&Settings, &Faces)]) -> String {
    if others.is_empty() {
        return choices;
    }
    let mut hash = Sha256::new();
    hash.update(&choices);
    for (settings, faces) in others {
        hash.update(format!("\n{} {:?} {}", settings.fingerprint_of_choices(), settings.template, faces.fingerprint()));
    }
    hex(&hash.finalize())
}

/// A name that cannot begin another line.
fn one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}

/// As much of a sum as tells two apart.
fn shortened(sum: &str) -> String {
    sum.get(..16).unwrap_or(sum).to_string()
}

/// `会议/讲话.docx` is an output of the case `会议/讲话`.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// A name may hold a line end; a line may not.
fn escaped(path: &str) -> String {
    path.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut characters = path.chars();
    while let Some(c) = characters.next() {
        match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            (c, false) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_reads_back_as_it_was_written() {
        let made_with = ["version", "template", "settings", "faces"].map(|key| (key.to_string(), "1".to_string())).to_vec();
        let mut all = Fingerprints { made_with, refused: ["空.白".to_string()].into(), ..Fingerprints::default() };
        all.pictures = true;
        all.faces.insert("fang".to_string(), "51d2 Fang Song Regular".to_string());
        all.settings.insert("title".to_string(), "两 词".to_string());
        for path in ["a.docx", "换\n行.pdf", "back\\slash  two.pdf"] {
            all.sums.insert(path.to_string(), "00ff".to_string());
        }
        assert_eq!(Fingerprints::parse(&all.text()), Some(all));
    }

    #[test]
    fn a_list_of_somebody_else_is_none_and_no_case_leads_outside() {
        assert_eq!(Fingerprints::parse("00ff  a.docx\n# version 1\n"), None);
        let sums = [("../b.pdf".to_string(), String::new()), ("/c.pdf".to_string(), String::new()), ("d.e.pdf".to_string(), String::new())];
        let list = Fingerprints { sums: sums.into(), refused: ["f.g".to_string()].into(), ..Fingerprints::default() };
        assert_eq!(list.cases(), ["d.e", "f.g"].map(PathBuf::from).into());
    }

    #[test]
    fn what_made_the_outputs_is_named_where_it_changed() {
        let list = |text: &str| Fingerprints::parse(&format!("# version 1\n# faces 0\n{text}")).expect("ours");
        let then = list("# template own.toml\n# template-sum 1\n# settings 1\n# face fang 1 Fang\n# face kai 1 Kai\n");
        let cases: &[(&str, &[&str])] = &[
            ("# template own.toml\n# template-sum 1\n# settings 1\n# face fang 1 Fang\n# face kai 1 Kai\n", &[]),
            (
                "# template own.toml\n# template-sum 2\n# settings 1\n# face fang 2 Fang\n# face hei 1 Hei\n",
                &[
                    "another state of the template own.toml (its file, or an option for the page)",
                    "another state of Fang, the face for `fang`",
                    "Hei as the face for `hei`, which had none",
                    "no face for `kai`, Kai was accepted",
                ],
            ),
            (
                "# template cn\n# template-sum 2\n# settings 2\n# face fang 1 Kai\n# face kai 1 Kai\n",
                &[
                    "the template cn, own.toml was accepted",
                    "other settings of some texts (a jiangyi.toml of their own, or an `[[override]]`)",
                    "Kai as the face for `fang`, Fang was accepted",
                ],
            ),
            (
                "# template own.toml\n# template-sum 2\n# settings 2\n# setting region zh-TW\n# setting toc true\n# face fang 1 Fang\n# face kai 1 Kai\n",
                &["`toc` is true, it was not set", "`region` is zh-TW, it was not set"],
            ),
        ];
        for (now, said) in cases {
            assert_eq!(then.changed_makers(&list(now)), *said);
        }
    }
}
