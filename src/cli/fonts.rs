//! `fonts [INPUT...]`: which face is used for what, whether each is whole, and what texts need of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::args::FontsArgs;
use super::exit_status::ExitStatus;
use super::faces;
use super::report::{Screen, plain};
use super::resolve::{self, Choices};
use super::results;
use crate::batch::trouble::{said, shown};
use crate::batch::{Faces, Folders, Input, Trouble, discover, fault, read};
use crate::convert;
use crate::document::Document;
use crate::emit::fingerprint::hex;
use crate::font::{FaceId, FaceSource};
use crate::settings::Settings;
use crate::source::RawText;
use crate::template::{FaceRole, Template};

/// Lists and checks the faces, or says what the inputs need.
pub fn run(args: &FontsArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    // Without inputs the settings file of the working folder counts.
    let here = [Path::new(".").to_path_buf()];
    let inputs = if args.inputs.is_empty() { &here[..] } else { &args.inputs };
    let run = resolve::resolve(inputs, Choices::typed(&args.common), args.common.config.as_deref())?;
    let faces = faces::find(run.fonts.as_deref())?;
    if args.inputs.is_empty() {
        return list(&faces);
    }
    let mut status = ExitStatus::Done;
    let found = discover::discover(&args.inputs, &[]);
    let folders = Folders::survey(found.iter().flatten(), &run.settings, None)?;
    for found in found {
        let told = found.and_then(|input| {
            let need = fault::caught(|| needs(&input, folders.settings(&input, &run.settings), &faces));
            need.unwrap_or_else(|sentence| Err(Trouble::with(input.name.clone(), sentence)))
        });
        match told {
            Ok(text) => results::print(&text)?,
            Err(trouble) => {
                screen.trouble(&trouble);
                status = ExitStatus::Undone;
            }
        }
    }
    Ok(status)
}

fn list(faces: &Faces) -> Result<ExitStatus, Trouble> {
    let mut out = String::new();
    let mut status = ExitStatus::Done;
    for ((id, source), file) in faces.library.sources().zip(&faces.files) {
        let (whole, verdict) = verdict(&file.path, source);
        if !whole {
            status = ExitStatus::Undone;
        }
        // holds: writing to a String cannot fail, here and below
        let _ = writeln!(out, "{:<28} {:<22} {verdict}\n  {}", source.name, uses(faces, id, source), shown(&file.path));
    }
    results::print(&out)?;
    Ok(status)
}

/// Whether a face's file is the one that was meant, and how to say it.
fn verdict(path: &Path, source: &FaceSource) -> (bool, String) {
    match fs::read(path) {
        Err(error) => (false, said(&error)),
        Ok(bytes) if hex(&Sha256::digest(&bytes)) != source.sha256 => (false, format!("sha256 differs from {}", source.sha256)),
        Ok(bytes) => match crate::font::Face::open(bytes) {
            Ok(_) => (true, "ok".to_string()),
            Err(error) => (false, error.to_string()),
        },
    }
}

/// `fang, song; fallback`: the roles that a face really has.
fn uses(faces: &Faces, id: FaceId, source: &FaceSource) -> String {
    let roles: Vec<&str> = source.roles.iter().filter(|role| faces.library.face_for(**role) == Some(id)).map(|role| word(*role)).collect();
    let mut parts = Vec::new();
    if !roles.is_empty() {
        parts.push(roles.join(", "));
    }
    if source.fallback {
        parts.push("fallback".to_string());
    }
    if parts.is_empty() { "not used".to_string() } else { parts.join("; ") }
}

/// A template's word for a role.
fn word(role: FaceRole) -> &'static str {
    match role {
        FaceRole::Fang => "fang",
        FaceRole::Kai => "kai",
        FaceRole::Hei => "hei",
        FaceRole::Title => "title",
        FaceRole::Song => "song",
        FaceRole::Latin => "latin",
        FaceRole::LatinBold => "latin-bold",
    }
}

/// What one text needs: characters by face, those by another face than the wanted one, those without any.
#[derive(Default)]
struct Need {
    by_face: BTreeMap<FaceId, usize>,
    stand_ins: BTreeMap<FaceId, BTreeMap<char, usize>>,
    missing: BTreeMap<char, usize>,
}

fn needs(input: &Input, settings: &Settings, faces: &Faces) -> Result<String, Trouble> {
    let bytes = read::read(&input.origin)?;
    let reading = convert::read(RawText { name: &input.name, bytes: &bytes }, settings);
    if reading.has_failed() {
        let why = reading.diagnostics.iter().find(|d| d.severity == crate::diagnostic::Severity::Error).map(|d| d.message.clone());
        return Err(Trouble::with(input.name.clone(), why.unwrap_or_default()));
    }
    let need = need(&reading.document, &settings.template, faces);
    if let Some(trouble) = faces.trouble() {
        return Err(trouble);
    }
    let name_of = |id: &FaceId| faces.library.sources().find(|(other, _)| other == id).map(|(_, s)| s.name.clone()).unwrap_or_default();
    let mut out = format!("{}\n", plain(input.name.as_str()));
    for (id, count) in &need.by_face {
        let _ = writeln!(out, "  {:<28} {count} characters", name_of(id));
    }
    for (id, characters) in &need.stand_ins {
        let _ = writeln!(out, "  stand-ins of {}: {}", name_of(id), listed(characters));
    }
    if !need.missing.is_empty() {
        let _ = writeln!(out, "  no face has: {}", listed(&need.missing));
    }
    Ok(out)
}

fn need(document: &Document, template: &Template, faces: &Faces) -> Need {
    let mut need = Need::default();
    for (_, block) in document.printed() {
        let style = template.style(block.role);
        for character in block.text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
            let role = if character.is_ascii() { style.latin } else { style.face };
            match faces.library.show(role, character) {
                Some(shown) => {
                    *need.by_face.entry(shown.face).or_default() += 1;
                    if shown.stand_in {
                        *need.stand_ins.entry(shown.face).or_default().entry(character).or_default() += 1;
                    }
                }
                None => *need.missing.entry(character).or_default() += 1,
            }
        }
    }
    need
}

/// `㐂 U+3402, 𠮷 U+20BB7 (3 times)`, forty at most.
fn listed(characters: &BTreeMap<char, usize>) -> String {
    let one = |(character, count): (&char, &usize)| {
        let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        format!("{} U+{:04X}{times}", plain(&character.to_string()), u32::from(*character))
    };
    let mut text = characters.iter().take(40).map(one).collect::<Vec<_>>().join(", ");
    if characters.len() > 40 {
        let _ = write!(text, " and {} more", characters.len() - 40);
    }
    text
}
