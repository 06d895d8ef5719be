//! `config`: which settings hold for which inputs, and where each was said; `--init` begins a settings file.
//!
//! **Always true:** what is printed is a settings file itself; no file that is there is written over.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::ConfigArgs;
use super::config_file::{self, Config};
use super::exit_status::ExitStatus;
use super::governing::{Governing, Source};
use super::report::{Screen, plain};
use super::resolve::Choices;
use super::results;
use crate::batch::trouble::shown;
use crate::batch::{Trouble, discover};
use crate::message;

/// A settings file with every key, each line of it off.
pub const SAMPLE: &str = include_str!("sample.toml");
/// Inputs that are named above their settings; the rest is counted.
const NAMES: usize = 4;

/// Prints what holds, or begins a file.
pub fn run(args: &ConfigArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    if args.init {
        return init(args, screen);
    }
    let mut governing = Governing::new(Choices::default(), args.config.as_deref());
    let mut status = ExitStatus::Done;
    let mut groups: Vec<(Source, Vec<String>)> = Vec::new();
    if args.inputs.is_empty() {
        // The file of the working folder counts.
        groups.push((governing.source_of_folder(Path::new("."))?, Vec::new()));
    } else {
        let found = discover::discover(&args.inputs, &[]);
        let governed = governing.each(&found)?;
        groups = governed.runs.into_iter().map(|(_, source)| (source, Vec::new())).collect();
        for (one, number) in found.iter().zip(&governed.of) {
            match one {
                Ok(input) => groups[*number].1.push(plain(input.name.as_str())),
                Err(trouble) => {
                    screen.trouble(trouble);
                    status = ExitStatus::Undone;
                }
            }
        }
        if found.iter().all(Result::is_err) {
            groups.clear();
        }
    }
    let mut out = String::new();
    for (source, names) in &groups {
        if !out.is_empty() {
            out.push('\n');
        }
        let config = source.as_ref().and_then(|(file, overrides)| Some((governing.files().get(file)?, overrides.as_slice())));
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "# {}", heading(names, config.map(|(config, _)| config)));
        push_settings(&mut out, config);
    }
    results::print(&out)?;
    Ok(status)
}

fn heading(names: &[String], config: Option<&Config>) -> String {
    let file = config.map_or_else(|| format!("no {}", config_file::NAME), |config| plain(shown(&config.path).as_str()));
    match names {
        [] => file,
        names if names.len() <= NAMES => format!("{}: {file}", names.join(", ")),
        names => format!("{} and {} more: {file}", names[..NAMES].join(", "), names.len() - NAMES),
    }
}

/// Every key with its value and where that is from; a key that nobody chose and that has no value of its own, as a comment.
fn push_settings(out: &mut String, config: Option<(&Config, &[usize])>) {
    let mut lines = Vec::new();
    for key in keys() {
        match config.and_then(|(config, overrides)| said(config, overrides, key.name)) {
            Some((value, place)) => lines.push((format!("{} = {value}", key.name), plain(&place))),
            None => match key.default() {
                Some(value) => lines.push((format!("{} = {value}", key.name), "default".to_string())),
                None => lines.push((format!("# {}", key.name), key.comment.rsplit("default: ").next().unwrap_or_default().to_string())),
            },
        }
    }
    for name in ["SOURCE_DATE_EPOCH", "JIANGYI_FONTS"] {
        if let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) {
            lines.push((format!("# {name} = {}", plain(&value.to_string_lossy())), "environment".to_string()));
        }
    }
    let width = lines.iter().map(|(text, _)| text.chars().count()).filter(|width| *width <= 40).max().unwrap_or(0);
    for (text, place) in lines {
        let pad = width.saturating_sub(text.chars().count());
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "{text}{:pad$}  # {place}", "");
    }
}

/// The value that holds for a key, as it was written, and the place.
fn said(config: &Config, overrides: &[usize], key: &str) -> Option<(String, String)> {
    let held = overrides.iter().rev().filter_map(|number| config.overrides.get(*number)).map(|one| (&one.lines, ", [[override]]"));
    let all = held.chain([(&config.lines, "")]);
    all.into_iter().find_map(|(lines, what)| {
        let said = lines.iter().find(|said| said.key == key)?;
        Some((said.value.clone(), format!("{}:{}{what}", shown(&config.path), said.line)))
    })
}

/// A key of the sample.
struct Key<'a> {
    name: &'a str,
    value: &'a str,
    comment: &'a str,
}

impl Key<'_> {
    /// The value that it has where nobody says anything; none where the sample only shows an example.
    fn default(&self) -> Option<&str> {
        (!self.comment.contains("default: ")).then_some(self.value)
    }
}

/// The keys of the sample, in its order, up to its overrides.
fn keys() -> impl Iterator<Item = Key<'static>> {
    let lines = SAMPLE.lines().take_while(|line| *line != "# [[override]]");
    lines.filter_map(|line| {
        let (name, rest) = line.strip_prefix("# ")?.split_once(" = ")?;
        let mut is_quoted = false;
        let end = rest.find(|c| {
            is_quoted ^= c == '"';
            c == '#' && !is_quoted
        });
        let (value, comment) = rest.split_at(end.unwrap_or(rest.len()));
        Some(Key { name, value: value.trim(), comment: comment.trim_start_matches('#').trim() })
    })
}

/// Begins a settings file in the folder that was named, or in the working folder.
fn init(args: &ConfigArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    let path = match args.inputs.as_slice() {
        [] => PathBuf::from(config_file::NAME),
        [folder] if folder.is_dir() => folder.join(config_file::NAME),
        [folder] if folder.exists() => return Err(Trouble::at(folder, "this is a file, and `--init` makes one in a folder")),
        [folder] => {
            let trouble = Trouble::at(folder, "there is no such folder to make a file in");
            return Err(trouble.hint(message!("make it first: `mkdir {folder}`", folder = shown(folder).to_string())));
        }
        _ => return Err(Trouble::usage("`--init` makes one file, in the folder that is named").hint("`jiangyi config --init FOLDER`")),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Trouble::at(&path, "it is there already, so it is left alone").hint("`jiangyi config` shows what it settles")
        }
        _ => Trouble::io(&path, &error),
    })?;
    if let Err(error) = file.write_all(SAMPLE.as_bytes()) {
        // Half a file would be in the way of the next try.
        let _ = std::fs::remove_file(&path);
        return Err(Trouble::io(&path, &error));
    }
    screen.line(&message!("wrote {path}; every line of it is off until its # is taken away", path = shown(&path).to_string()));
    Ok(ExitStatus::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_a_value_and_a_quoted_hash_does_not() {
        let found = |name: &str| keys().find(|key| key.name == name).map(|key| (key.value.to_string(), key.default().is_some()));
        assert_eq!(found("format"), Some(("[\"docx\", \"pdf\"]".to_string(), true)));
        assert_eq!(found("headings"), Some(("[{ pattern = \"第#讲\", level = 1 }]".to_string(), false)));
        assert_eq!(found("mirror"), Some(("false".to_string(), true)));
        assert_eq!(found("files"), None, "that is a key of overrides");
    }
}
