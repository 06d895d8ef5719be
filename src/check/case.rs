//! What one input gives now, in the stable text forms that people review.

use std::fmt::Write;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::places;
use crate::batch::trouble::shown;
use crate::batch::{Faces, Job, Trouble, fault, read, worker};
use crate::convert::Handout;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{self, Document};
use crate::emit::OutputFormat;
use crate::emit::fingerprint::hex;
use crate::layout;
use crate::settings::Settings;

/// The names of a case's texts, in the order they are compared.
pub const FILES: [&str; 3] = ["document.txt", "pages.txt", "diagnostics.txt"];

/// The name of the PDF that was accepted, where pictures are to be compared.
pub const PDF: &str = "accepted.pdf";

/// One input's output, as text and as sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The case's folder under `--against`, and the stem of its outputs.
    pub stem: PathBuf,
    /// The texts of [`FILES`]; the first two are none where there is nothing to print.
    pub texts: [Option<String>; 3],
    /// The sums of its outputs, by file name under the stem: `讲话.docx`.
    pub sums: Vec<(String, String)>,
    /// The sums of what they come from and of what they show, named likewise: `讲话.text` is the input,
    /// `讲话.layout` the place of every glyph.
    pub sources: Vec<(String, String)>,
    /// The pages, to be drawn.
    pub pdf: Option<Vec<u8>>,
    /// The line of the source that each block begins on.
    pub lines: Vec<usize>,
    /// Why the text is refused, where it is.
    pub refusal: Option<Diagnostic>,
    /// Whether the program ran into a fault of its own, which nobody accepts.
    pub is_faulty: bool,
}

impl Case {
    /// Whether the text is refused, so that there is no output.
    pub fn is_refused(&self) -> bool {
        self.sums.is_empty() && !self.is_faulty
    }

    /// The sum of an output, of the input (`text`) or of the glyphs' places (`layout`).
    pub fn sum_of(&self, ending: &str) -> Option<(&str, &str)> {
        let all = self.sums.iter().chain(&self.sources);
        all.map(|(path, sum)| (path.as_str(), sum.as_str())).find(|(path, _)| path.rsplit_once('.').is_some_and(|(_, e)| e == ending))
    }

    fn of(job: &Job) -> Case {
        Case {
            stem: job.stem.clone(),
            texts: [None, None, None],
            sums: Vec::new(),
            sources: Vec::new(),
            pdf: None,
            lines: Vec::new(),
            refusal: None,
            is_faulty: false,
        }
    }
}

/// Converts an input in memory. A text that is refused is a case, too: that it is refused is what is accepted.
pub fn make(job: &Job, settings: &Settings, faces: &Faces) -> Result<Case, Trouble> {
    let bytes = read::read(&job.input.origin)?;
    let made = fault::caught(|| {
        let handout = worker::handout(&job.input.name, &bytes, settings, faces)?;
        Ok(case(job, &bytes, handout, settings, faces))
    });
    made.unwrap_or_else(|sentence| {
        let fault = fault::diagnostic(sentence);
        let texts = [None, None, Some(diagnostics(std::slice::from_ref(&fault)))];
        Ok(Case { texts, refusal: Some(fault), is_faulty: true, ..Case::of(job) })
    })
}

fn case(job: &Job, bytes: &[u8], handout: Handout, settings: &Settings, faces: &Faces) -> Case {
    let Handout { reading, pages, files } = handout;
    let said = Some(diagnostics(&reading.diagnostics));
    if reading.has_failed() {
        let refusal = reading.diagnostics.into_iter().find(|said| said.severity == Severity::Error);
        return Case { texts: [None, None, said], refusal, ..Case::of(job) };
    }
    let stem = shown(&job.stem);
    let sum = |ending: &str, bytes: &[u8]| (format!("{stem}.{ending}"), hex(&Sha256::digest(bytes)));
    let layout = places::sum(&pages, &settings.template, &faces.library);
    Case {
        texts: [Some(document::dump::dump(&reading.document)), Some(layout::dump::dump(&pages, &reading.document)), said],
        sums: files.iter().map(|(format, bytes)| sum(format.extension(), bytes)).collect(),
        sources: vec![sum("text", bytes), (format!("{stem}.layout"), layout)],
        pdf: files.into_iter().find(|(format, _)| *format == OutputFormat::Pdf).map(|(_, bytes)| bytes),
        lines: lines(&reading.document),
        ..Case::of(job)
    }
}

fn lines(document: &Document) -> Vec<usize> {
    document.blocks.iter().map(|block| block.lines.0).collect()
}

/// Diagnostics as text that stays the same wherever the input lies: `warning[rule] 7:112 message`, hints below.
fn diagnostics(said: &[Diagnostic]) -> String {
    let mut out = String::new();
    for one in said {
        let Diagnostic { severity, rule, place, excerpt, message, hints } = one;
        let place = place.map(|place| format!(" {}:{}", place.line, place.column)).unwrap_or_default();
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "{}[{rule}]{place} {message}", severity.as_str());
        if let Some(excerpt) = excerpt {
            let _ = writeln!(out, "  | {excerpt}");
        }
        for hint in hints {
            let _ = writeln!(out, "  hint: {hint}");
        }
    }
    if said.is_empty() {
        out.push_str("nothing to say\n");
    }
    out
}
