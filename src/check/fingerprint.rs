//! `fingerprints.txt`: what made the outputs, and one sum a line, sorted by path.
//!
//! ```text
//! # version 0.1.0
//! # template gbt9704
//! # settings 5f1c…
//! # faces 09ab…
//! 3b1e…  会议/讲话.docx
//! ```

use std::collections::BTreeMap;
use std::fmt::Write;

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
}

impl Fingerprints {
    /// None yet, made with these.
    pub fn new(settings: &Settings, faces: &Faces) -> Fingerprints {
        let made_with = [
            ("version", env!("CARGO_PKG_VERSION").to_string()),
            ("template", settings.template.name.clone()),
            ("settings", settings.fingerprint()),
            ("faces", faces.fingerprint()),
        ];
        Fingerprints { made_with: made_with.map(|(key, value)| (key.to_string(), value)).to_vec(), sums: BTreeMap::new() }
    }

    /// Reads the file's text; a line that is neither is passed over.
    pub fn parse(text: &str) -> Fingerprints {
        let mut read = Fingerprints::default();
        for line in text.lines() {
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|line| line.split_once(' ')) {
                read.made_with.push((key.to_string(), value.to_string()));
            } else if let Some((sum, path)) = line.split_once("  ") {
                read.sums.insert(unescaped(path), sum.to_string());
            }
        }
        read
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
        let mut all = Fingerprints { made_with: vec![("version".into(), "1".into())], ..Fingerprints::default() };
        for path in ["a.docx", "换\n行.pdf", "back\\slash  two.pdf"] {
            all.sums.insert(path.to_string(), "00ff".to_string());
        }
        assert_eq!(Fingerprints::parse(&all.text()), all);
    }
}
