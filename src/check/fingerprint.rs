//! `fingerprints.txt`: what made the outputs, and one sum a line, sorted by path.
//!
//! ```text
//! # version 0.1.0
//! # template gbt9704
//! # settings 5f1c…
//! # faces 09ab…
//! 3b1e…  会议/讲话.docx
//! refused  会议/空白
//! ```
//!
//! It proves which cases are ours: nothing else under its folder is ever removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use crate::batch::Faces;
use crate::settings::Settings;

/// The file's name.
pub const NAME: &str = "fingerprints.txt";

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprints {
    /// What the outputs were made with: version, template, settings, faces.
    pub made_with: Vec<(String, String)>,
    /// The sha256 of each output, by path.
    pub sums: BTreeMap<String, String>,
    /// The cases whose text is refused, and which have no output to sum.
    pub refused: BTreeSet<String>,
}

/// Stands where a refused case has no sum.
const REFUSED: &str = "refused";

impl Fingerprints {
    /// None yet, made with these.
    pub fn new(settings: &Settings, faces: &Faces) -> Fingerprints {
        let made_with = [
            ("version", env!("CARGO_PKG_VERSION").to_string()),
            ("template", settings.template.name.clone()),
            ("settings", settings.fingerprint()),
            ("faces", faces.fingerprint()),
        ];
        Fingerprints { made_with: made_with.map(|(key, value)| (key.to_string(), value)).to_vec(), ..Fingerprints::default() }
    }

    /// Reads the file's text; a line that is neither is passed over. None if it is not a list of ours.
    pub fn parse(text: &str) -> Option<Fingerprints> {
        let mut read = Fingerprints::default();
        for line in text.lines() {
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|line| line.split_once(' ')) {
                read.made_with.push((key.to_string(), value.to_string()));
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
        for (path, sum) in &self.sums {
            let _ = writeln!(out, "{sum}  {}", escaped(path));
        }
        for stem in &self.refused {
            let _ = writeln!(out, "{REFUSED}  {}", escaped(stem));
        }
        out
    }

    /// What of version, template, settings and faces is no longer the same.
    pub fn changed_makers(&self, now: &Fingerprints) -> Vec<String> {
        let then: BTreeMap<&str, &str> = self.made_with.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        now.made_with
            .iter()
            .filter(|(key, value)| then.get(key.as_str()).is_some_and(|old| old != value))
            .map(|(key, _)| key.clone())
            .collect()
    }
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
}
