//! `inspect`: what a stage made of a text, for people or as JSON Lines, in input order.

use std::fmt::Write as _;

use super::args::{InspectArgs, Stage};
use super::edit_list;
use super::encoding_table::{self, Cells};
use super::exit_status::ExitStatus;
use super::governing::Governing;
use super::json;
use super::outline;
use super::report::{Screen, plain};
use super::resolve::Choices;
use super::results::Results;
use super::why;
use crate::batch::in_order::{in_order, threads};
use crate::batch::{Faces, Input, Origin, Trouble, discover, fault, read, worker};
use crate::convert::{self, Reading};
use crate::decode::{self, Decoded};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::document::{Document, dump as document_dump};
use crate::layout::{Page, dump as pages_dump};
use crate::message::Message;
use crate::normalize::{self, NormalText};
use crate::settings::Settings;
use crate::source::{RawText, SourceName};
use crate::structure;
use crate::structure::evidence::Evidence;

/// What was seen of one text.
pub struct Inspection {
    /// As far as the stage asked for goes; empty behind it.
    pub reading: Reading,
    /// Its pages, for the last stage.
    pub pages: Vec<Page>,
    /// Whether it holds nothing to print.
    pub is_blank: bool,
    /// Why its structure is what it is, where that is asked for.
    pub evidence: Option<Evidence>,
}

/// What one file gave: the result for standard output, and what is said beside it.
struct Shown {
    result: String,
    /// Its line of the table, where there is one.
    cells: Option<Cells>,
    name: SourceName,
    said: Vec<Diagnostic>,
    trouble: Option<Trouble>,
}

/// Inspects what was named.
pub fn run(args: &InspectArgs, screen: &Screen) -> Result<ExitStatus, Trouble> {
    let mut governing = Governing::new(Choices::typed(&args.common), args.common.config.as_deref());
    let run = governing.run(&args.inputs)?;
    let screen = screen.saying(run.verbosity);
    let found = discover::discover(&run.inputs, &[]);
    let mut governed = governing.each(&found)?;
    // No file is made here, pages are.
    governed.runs.iter_mut().for_each(|(run, _)| run.settings.formats.clear());
    let (faces, faces_of) = if args.stage == Stage::Layout { governed.faces()? } else { Default::default() };
    let folders = governed.folders(found.iter().flatten(), run.jobs)?;
    let many = found.len() > 1;
    let look = |number: usize, input: &Input| {
        let of = governed.of[number];
        let settings = folders[of].settings(input, &governed.runs[of].0.settings);
        one(input, args, settings, faces_of.get(of).and_then(|number| faces.get(*number)), many)
    };
    let work = |number: usize| match &found[number] {
        Ok(input) => fault::caught(|| look(number, input)).unwrap_or_else(|sentence| faulty(input, args, sentence)),
        Err(trouble) => unread(trouble.about.clone().unwrap_or_else(|| SourceName::new("")), args, trouble.clone()),
    };
    let mut results = Results::new();
    let mut table = Vec::new();
    let mut status = ExitStatus::Done;
    in_order(found.len(), threads(run.jobs, found.len()), work, |_, shown: Shown| {
        if shown.trouble.is_some() || diagnostic::worst(&shown.said) == Some(Severity::Error) {
            status = ExitStatus::Undone;
        }
        say(&screen, &shown, args.json && args.stage != Stage::Decode);
        table.extend(shown.cells);
        results.put(shown.result.as_bytes())
    })?;
    if !table.is_empty() {
        // A reader that left is no fault.
        let _ = results.put(encoding_table::aligned(&table).as_bytes());
    }
    results.finish()?;
    Ok(status)
}

/// Where JSON holds all there is to say (from the second stage on), only errors are said twice.
fn say(screen: &Screen, shown: &Shown, is_in_json: bool) {
    if is_in_json {
        let errors: Vec<Diagnostic> = shown.said.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
        screen.diagnostics(Some(&shown.name), &errors);
    } else {
        screen.diagnostics(Some(&shown.name), &shown.said);
    }
    if let Some(trouble) = &shown.trouble {
        screen.trouble(trouble);
    }
}

fn one(input: &Input, args: &InspectArgs, settings: &Settings, faces: Option<&Faces>, many: bool) -> Shown {
    let seen = read::read(&input.origin).and_then(|bytes| inspect(&input.name, &bytes, args, settings, faces));
    let given = given_name(input);
    match seen {
        Err(trouble) => unread(given, args, trouble),
        Ok(seen) if many && args.stage == Stage::Decode && !args.json => {
            let cells = Some(encoding_table::cells(&given, &seen));
            Shown { result: String::new(), cells, name: given, said: seen.reading.diagnostics, trouble: None }
        }
        Ok(seen) => {
            let result = if args.json { json::object(&given, &seen, args.stage) } else { readable(&given, &seen, args, many) };
            Shown { result, cells: None, name: given, said: seen.reading.diagnostics, trouble: None }
        }
    }
}

fn unread(name: SourceName, args: &InspectArgs, trouble: Trouble) -> Shown {
    let result = if args.json { json::unread(&name, &trouble.what, args.stage) } else { String::new() };
    Shown { result, cells: None, name, said: Vec::new(), trouble: Some(trouble) }
}

fn faulty(input: &Input, args: &InspectArgs, sentence: Message) -> Shown {
    let name = given_name(input);
    let result = if args.json { json::unread(&name, &sentence, args.stage) } else { String::new() };
    Shown { result, cells: None, name, said: vec![fault::diagnostic(sentence)], trouble: None }
}

/// JSON gives a path back as it was named, so that a program finds what it asked for: `-` is `-`.
fn given_name(input: &Input) -> SourceName {
    match input.origin {
        Origin::Stdin => SourceName::new("-"),
        Origin::File(_) => input.name.clone(),
    }
}

/// Runs the stages as far as asked.
fn inspect(name: &SourceName, bytes: &[u8], args: &InspectArgs, settings: &Settings, faces: Option<&Faces>) -> Result<Inspection, Trouble> {
    let stage = args.stage;
    let raw = RawText { name, bytes };
    let (reading, pages) = match (stage, faces) {
        (Stage::Decode | Stage::Normalize, _) => (without_structure(raw, settings, stage), Vec::new()),
        (Stage::Layout, Some(faces)) => {
            let handout = worker::handout(name, bytes, settings, faces)?;
            (handout.reading, handout.pages)
        }
        (Stage::Structure | Stage::Layout, _) => (convert::read(raw, settings), Vec::new()),
    };
    let blank = convert::blank().rule;
    let is_blank = reading.diagnostics.iter().any(|said| said.rule == blank);
    // Evidence is no part of a document: structure is asked once more, by the one who wants to know.
    let asked = args.why && stage >= Stage::Structure && !reading.normal.lines.is_empty();
    let evidence = asked.then(|| structure::structure_with_evidence(&reading.normal, name.stem(), &settings.structure).1);
    Ok(Inspection { reading, pages, is_blank, evidence })
}

/// Decoded, and put into normal form where that is asked for; where it is not, only to tell whether there is anything.
fn without_structure(raw: RawText<'_>, settings: &Settings, stage: Stage) -> Reading {
    let (decoded, mut diagnostics) = decode::decode_with(raw, &settings.decoding());
    let mut normal = NormalText::default();
    if let Decoded::Text(text) = &decoded
        && (stage != Stage::Decode || !text.text.chars().any(is_surely_kept))
    {
        let (made, said) = normalize::normalize(text, &settings.normalize);
        if made.lines.is_empty() {
            diagnostics.push(convert::blank());
        } else if stage != Stage::Decode {
            diagnostics.extend(said);
            normal = made;
        }
    }
    diagnostic::sort(&mut diagnostics);
    Reading { decoded, normal, document: Document::default(), diagnostics }
}

/// Characters that no rule takes away: a text that holds one is not blank, without a look at the rules.
fn is_surely_kept(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// What people see: one line, the edits, the outline (with `-v` the whole document), the pages.
fn readable(name: &SourceName, seen: &Inspection, args: &InspectArgs, many: bool) -> String {
    let stage = args.stage;
    if stage == Stage::Decode {
        return format!("{}: {}\n", plain(name.as_str()), decoding(seen));
    }
    if seen.reading.has_failed() {
        return String::new();
    }
    let body = match stage {
        Stage::Decode => String::new(),
        Stage::Normalize => edit_list::list(&seen.reading.normal.edits, decoded_text(seen)),
        Stage::Structure => match &seen.evidence {
            Some(evidence) => why::readable(&seen.reading.document, evidence),
            None if args.common.verbose => document_dump::dump(&seen.reading.document),
            None => outline::outline(&seen.reading.document),
        },
        Stage::Layout => pages_dump::dump(&seen.pages, &seen.reading.document),
    };
    // holds: writing to a String cannot fail, here and below
    if many { format!("=== {}\n{body}\n", plain(name.as_str())) } else { body }
}

fn decoded_text(seen: &Inspection) -> &str {
    match &seen.reading.decoded {
        Decoded::Text(text) => &text.text,
        Decoded::Refused { .. } => "",
    }
}

fn decoding(seen: &Inspection) -> String {
    let text = match &seen.reading.decoded {
        _ if seen.is_blank => return "blank".to_string(),
        Decoded::Refused { label } => return (*label).to_string(),
        Decoded::Text(text) => text,
    };
    let mut line = format!("{} ({}", text.encoding.label(), text.evidence.as_str());
    if let Some(margin) = text.margin {
        let _ = write!(line, ", margin {:.1} nats", margin as f64 / 1000.0);
    }
    let _ = write!(line, "{}), {}", if text.bom { ", BOM" } else { "" }, text.newline.as_str());
    if !text.malformed.is_empty() {
        let _ = write!(line, ", {} malformed, the first in line {}", text.malformed.len(), text.malformed[0].line);
    }
    line
}
