//! `fonts [INPUT...]`: which face is used for what, whether each is whole, and what texts need of them.

use std::fmt::Write as _;
use std::path::Path;

use super::args::FontsArgs;
use super::exit_status::ExitStatus;
use super::faces;
use super::governing::Governing;
use super::report::{Screen, plain};
use super::resolve::Choices;
use super::results;
use crate::batch::trouble::shown;
use crate::batch::{FaceFile, Faces, Input, Trouble, discover, fault, read};
use crate::convert;
use crate::font::{Face, FaceId, FaceSource, coverage, program};
use crate::layout::{
    self,
    needs::{Characters, Need},
};
use crate::message;
use crate::message::Message;
use crate::phrase;
use crate::settings::Settings;
use crate::source::RawText;

/// Lists and checks the faces, or says what the inputs need.
pub fn run(args: &FontsArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    // Without inputs the settings file of the working folder counts.
    let here = [Path::new(".").to_path_buf()];
    let inputs = if args.inputs.is_empty() { &here[..] } else { &args.inputs };
    let mut governing = Governing::new(Choices::typed(&args.common), args.common.config.as_deref());
    let run = governing.run(inputs)?;
    if args.inputs.is_empty() {
        return list(&faces::find(run.fonts.as_deref(), run.system_fonts)?, screen);
    }
    let mut status = ExitStatus::Done;
    let found = discover::discover(&args.inputs, &[]);
    let governed = governing.each(&found)?;
    let (faces, faces_of) = governed.faces()?;
    let folders = governed.folders(found.iter().flatten(), None)?;
    for (found, of) in found.into_iter().zip(&governed.of) {
        let told = found.and_then(|input| {
            let settings = folders[*of].settings(&input, &governed.runs[*of].0.settings);
            let need = fault::caught(|| needs(&input, settings, &faces[faces_of[*of]]));
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

fn list(faces: &Faces, screen: &Screen) -> Result<ExitStatus, Trouble> {
    let mut out = String::new();
    let mut status = ExitStatus::Done;
    for ((id, source), file) in faces.library.sources().zip(&faces.files) {
        let verdict = match unfit(file, source) {
            None => message!("ok"),
            Some(why) => {
                let hint = phrase!("put a whole copy in its place, or take it out of the folder and of its fonts.toml");
                screen.trouble(&Trouble::at(&file.path, why.clone()).hint(hint));
                status = ExitStatus::Undone;
                why
            }
        };
        // holds: writing to a String cannot fail, here and below
        let _ = writeln!(out, "{:<28} {:<22} {verdict}\n  {}", source.name, uses(faces, id, source), shown(&file.path));
    }
    results::print(&out)?;
    Ok(status)
}

/// Why a face's file is not the one that was meant, or will not do; none where it will.
fn unfit(file: &FaceFile, source: &FaceSource) -> Option<Message> {
    let bytes = match read::font(&file.path) {
        Err(trouble) => return Some(trouble.what),
        Ok(bytes) if faces::digest(&bytes, file.number) != source.sha256 => {
            // What is wrong with the file says more than its sum.
            let broken = program::standalone(bytes, file.number).and_then(|face| program::may_embed(&face)).err();
            let sum = message!("sha256 differs from {sum}", sum = &source.sha256);
            return Some(broken.map_or(sum.clone(), |why| message!("{why}; {more}", why = why.0, more = sum)));
        }
        Ok(bytes) => bytes,
    };
    let face = program::standalone(bytes, file.number).and_then(|face| program::may_embed(&face).map(|()| face)).and_then(Face::open);
    match face {
        Err(error) => Some(error.0),
        Ok(face) => source.roles.iter().find_map(|role| coverage::shortfall(&face, *role)),
    }
}

/// `fang, song; fallback`: the roles that a face really has.
fn uses(faces: &Faces, id: FaceId, source: &FaceSource) -> String {
    let roles: Vec<&str> =
        source.roles.iter().filter(|role| faces.library.face_for(**role) == Some(id)).map(|role| role.as_str()).collect();
    let mut parts = Vec::new();
    if !roles.is_empty() {
        parts.push(roles.join(", "));
    }
    if source.fallback {
        parts.push("fallback".to_string());
    }
    if parts.is_empty() { "not used".to_string() } else { parts.join("; ") }
}

/// What one text needs: by role the face, what stands in for characters that it lacks, and those that no face has.
fn needs(input: &Input, settings: &Settings, faces: &Faces) -> Result<String, Trouble> {
    let bytes = read::read(&input.origin)?;
    let reading = convert::read(RawText { name: &input.name, bytes: &bytes }, settings);
    if reading.has_failed() {
        let why = reading.diagnostics.iter().find(|d| d.severity == crate::diagnostic::Severity::Error).map(|d| d.message.clone());
        return Err(Trouble::with(input.name.clone(), why.unwrap_or_default()));
    }
    let needs = layout::needs::needs(&reading.document, &settings.template, &faces.library);
    if let Some(trouble) = faces.trouble() {
        return Err(trouble);
    }
    let mut out = format!("{}\n", plain(input.name.as_str()));
    for (role, need) in &needs {
        write_need(&mut out, role.as_str(), need, faces);
    }
    Ok(out)
}

fn write_need(out: &mut String, role: &str, need: &Need, faces: &Faces) {
    let name_of = |id: FaceId| faces.library.sources().find(|(other, _)| *other == id).map(|(_, s)| s.name.clone()).unwrap_or_default();
    let face = need.face.map_or_else(|| "no face".to_string(), name_of);
    let unit = if need.count == 1 { "character" } else { "characters" };
    // holds: writing to a String cannot fail, here and below
    let _ = writeln!(out, "  {role:<11} {face:<28} {} {unit}", need.count);
    if let Some(displaced) = need.displaced {
        let _ = writeln!(
            out,
            "    the whole text is set in it, in the place of {}, which lacks more than one Han in a hundred: {}",
            name_of(displaced),
            listed(&need.lacking)
        );
    }
    for (id, characters) in &need.stand_ins {
        let _ = writeln!(out, "    {} shows {}", name_of(*id), listed(characters));
    }
    if !need.missing.is_empty() {
        let _ = writeln!(out, "    no face has {}", listed(&need.missing));
    }
}

/// `㐂 U+3402, 𠮷 U+20BB7 (3 times)`: all of them.
fn listed(characters: &Characters) -> String {
    let one = |(character, count): (&char, &usize)| {
        let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        format!("{} U+{:04X}{times}", plain(&character.to_string()), u32::from(*character))
    };
    characters.iter().map(one).collect::<Vec<_>>().join(", ")
}
