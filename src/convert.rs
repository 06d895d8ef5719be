//! The stages in a row for one text. Read this first.
//!
//! In: bytes, [`Settings`], faces. Out: the files, and all that there is to tell. Pure: the same input gives the same
//! bytes, on every machine.

use crate::decode::{self, Decoded, DecodedText, Evidence};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::document::Document;
use crate::emit::{self, OutputFormat, Stamp};
use crate::font::FontLibrary;
use crate::layout::{self, Page};
use crate::normalize::{self, NormalText};
use crate::settings::{Kitchen, Recipe, Settings};
use crate::source::RawText;
use crate::structure::{self, limits};
use crate::template;

/// A text as it was read, up to its structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its characters, or that there are none.
    pub decoded: Decoded,
    /// Its normal form; empty where there is no text.
    pub normal: NormalText,
    /// Its structure; empty where there is no text.
    pub document: Document,
    /// What the stages had to say, sorted. One of severity error means that there is nothing to print.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether this text cannot be converted.
    pub fn has_failed(&self) -> bool {
        diagnostic::worst(&self.diagnostics) == Some(Severity::Error)
    }
}

/// A handout: what was read, its pages, its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout {
    /// What was read; its diagnostics hold those of the later stages, too.
    pub reading: Reading,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its files, in the order of the formats asked for. None where the reading failed.
    pub files: Vec<(OutputFormat, Vec<u8>)>,
}

/// Bytes to structure: decode, normalize, structure.
pub fn read(raw: RawText<'_>, settings: &Settings) -> Reading {
    let (decoded, mut diagnostics) = decode::decode_with(raw, &settings.decoding());
    let (normal, document) = match &decoded {
        Decoded::Text(text) => read_text(text, raw, settings, &mut diagnostics),
        Decoded::Refused { .. } => Default::default(),
    };
    diagnostic::sort(&mut diagnostics);
    Reading { decoded, normal, document, diagnostics }
}

fn read_text(text: &DecodedText, raw: RawText<'_>, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) -> (NormalText, Document) {
    let (normal, said) = normalize::normalize(text, &settings.normalize);
    if normal.lines.is_empty() {
        diagnostics.push(blank());
        return Default::default();
    }
    diagnostics.extend(said);
    if let Some(said) = limits::too_many_lines(&normal) {
        diagnostics.push(said);
        return Default::default();
    }
    let (document, said) = structure::structure(&normal, raw.name.stem(), &settings.structure);
    diagnostics.extend(said);
    if document.printed().next().is_none() {
        diagnostics.push(Diagnostic::error("blank", "the file holds nothing but page numbers, there is nothing to print"));
    }
    diagnostics.extend(limits::too_many_parts(&document, normal.text.len()));
    (normal, document)
}

/// The error for a text without a line in normal form.
pub fn blank() -> Diagnostic {
    Diagnostic::error("blank", "the file holds no text, there is nothing to print").hint("see whether it was saved before it was copied")
}

/// Bytes to files: all stages.
pub fn convert(raw: RawText<'_>, settings: &Settings, fonts: &FontLibrary) -> Handout {
    convert_in(raw, settings, fonts, &settings.kitchen(fonts))
}

/// The same for many texts: the kitchen is that of these settings and faces, hashed once for all of them.
pub fn convert_in(raw: RawText<'_>, settings: &Settings, fonts: &FontLibrary, kitchen: &Kitchen) -> Handout {
    let mut reading = read(raw, settings);
    if reading.has_failed() {
        return Handout { reading, pages: Vec::new(), files: Vec::new() };
    }
    let Reading { decoded, document, diagnostics, .. } = &mut reading;
    template::split::run_ins(document, &settings.template);
    let (pages, said) = layout::layout(document, &settings.template, fonts);
    diagnostics.extend(said);
    let warnings = diagnostics.iter().filter(|said| said.severity == Severity::Warning).count();
    let stamp = Stamp { recipe: recipe(raw, decoded, settings, fonts, kitchen).with_warnings(warnings), date: settings.date };
    let mut files = Vec::with_capacity(settings.formats.len());
    for format in &settings.formats {
        let (bytes, said) = match format {
            OutputFormat::Docx => emit::docx::write(document, &pages, &settings.template, &stamp),
            OutputFormat::Pdf => emit::pdf::write(document, &pages, &settings.template, fonts, &stamp),
        };
        diagnostics.extend(said);
        files.push((*format, bytes));
    }
    diagnostic::sort(diagnostics);
    Handout { reading, pages, files }
}

/// The recipe of an output. What the folder settled is as if it had been named: other files of it do not count further.
fn recipe(raw: RawText<'_>, decoded: &Decoded, settings: &Settings, fonts: &FontLibrary, kitchen: &Kitchen) -> Recipe {
    match decoded {
        Decoded::Text(text) if text.evidence == Evidence::Folder => {
            Settings { encoding: Some(text.encoding), ..settings.clone() }.recipe(raw, fonts)
        }
        Decoded::Text(_) | Decoded::Refused { .. } => kitchen.recipe(raw),
    }
}

#[cfg(test)]
mod tests;
