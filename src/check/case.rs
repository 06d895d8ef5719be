//! What one input gives now, in the stable text forms that people review.

use std::fmt::Write;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::batch::{Faces, Job, Trouble, fault, read, worker};
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::emit::fingerprint::hex;
use crate::layout;
use crate::settings::Settings;

/// The names of a case's files, in the order they are compared.
pub const FILES: [&str; 3] = ["document.txt", "pages.txt", "diagnostics.txt"];

/// One input's output, as text and as sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The case's folder under `--against`, and the stem of its outputs.
    pub stem: PathBuf,
    /// The texts of [`FILES`]; the first two are none where there is nothing to print.
    pub texts: [Option<String>; 3],
    /// The sums of its outputs, by file name under the stem: `讲话.docx`.
    pub sums: Vec<(String, String)>,
    /// Whether the program ran into a fault of its own, which nobody accepts.
    pub is_faulty: bool,
}

impl Case {
    /// Whether the text is refused, so that there is no output.
    pub fn is_refused(&self) -> bool {
        self.sums.is_empty() && !self.is_faulty
    }
}

/// Converts an input in memory. A text that is refused is a case, too: that it is refused is what is accepted.
pub fn make(job: &Job, settings: &Settings, faces: &Faces) -> Result<Case, Trouble> {
    let bytes = read::read(&job.input.origin)?;
    let made = fault::caught(|| worker::handout(&job.input.name, &bytes, settings, faces).map(|handout| case(job, handout)));
    made.unwrap_or_else(|sentence| {
        let texts = [None, None, Some(diagnostics(&[fault::diagnostic(sentence)]))];
        Ok(Case { stem: job.stem.clone(), texts, sums: Vec::new(), is_faulty: true })
    })
}

fn case(job: &Job, handout: crate::convert::Handout) -> Case {
    let reading = &handout.reading;
    let said = Some(diagnostics(&reading.diagnostics));
    if reading.has_failed() {
        return Case { stem: job.stem.clone(), texts: [None, None, said], sums: Vec::new(), is_faulty: false };
    }
    let sum = |(format, bytes): &(crate::emit::OutputFormat, Vec<u8>)| {
        let path = crate::batch::trouble::shown(&job.stem);
        (format!("{path}.{}", format.extension()), hex(&Sha256::digest(bytes)))
    };
    let texts = [Some(document::dump::dump(&reading.document)), Some(layout::dump::dump(&handout.pages, &reading.document)), said];
    Case { stem: job.stem.clone(), texts, sums: handout.files.iter().map(sum).collect(), is_faulty: false }
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
