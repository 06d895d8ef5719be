//! Is the output of an input up to date? Asked of the output itself, without converting.
//!
//! Its fingerprint says what it was made from and whether anybody changed it since. Where all outputs of an input say what
//! would be said of new ones, nothing is left to do. No state is kept anywhere else.
//!
//! A DOCX is what people edit: it is hashed whole. A PDF is asked by its end, which another program that saves it writes
//! otherwise; that one byte of it went bad is left to whoever converts the text again. Neither is ever overwritten here:
//! whoever writes looks at all of what stands in the way ([`super::write`]).
//!
//! **Always true:** a yes means that converting would give the content that was written, and that no program saved
//! another since.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::faces::Faces;
use super::plan::Job;
use super::read::OUTPUT_LIMIT;
use crate::decode::folder::may_lean;
use crate::decode::{self, Decoded, Evidence};
use crate::emit::OutputFormat;
use crate::emit::fingerprint::{Ownership, PDF_END, Recognizer, ownership};
use crate::settings::{Kitchen, Recipe, Settings};
use crate::source::RawText;

/// What is asked of outputs, made once for all inputs of the same settings.
#[derive(Debug)]
pub struct UpToDate {
    kitchen: Kitchen,
    program: Option<SystemTime>,
    recognizer: Recognizer,
}

impl UpToDate {
    /// With these settings and faces, by this program.
    pub fn new(settings: &Settings, faces: &Faces) -> UpToDate {
        // A program that was built since may do otherwise under the same version: what is older is converted and compared.
        let program = std::env::current_exe().and_then(fs::metadata).and_then(|metadata| metadata.modified()).ok();
        UpToDate { kitchen: settings.kitchen(&faces.library), program, recognizer: Recognizer::default() }
    }

    /// What all inputs of these settings have in common.
    pub fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }

    /// How many warnings there were when the outputs of this job were made, if they are up to date.
    pub fn warnings(&self, job: &Job, bytes: &[u8], settings: &Settings, faces: &Faces) -> Option<usize> {
        let mut recipe = None;
        let mut told = None;
        for (format, path) in &job.outputs {
            let fingerprint = self.fingerprint(*format, path.as_deref()?)?;
            let recipe = *recipe.get_or_insert_with(|| self.recipe(job, bytes, settings, faces));
            let warnings = recipe.warnings(&fingerprint)?;
            if *told.get_or_insert(warnings) != warnings {
                return None;
            }
        }
        told
    }

    /// What an output was made from, if it is whole and as it was written.
    fn fingerprint(&self, format: OutputFormat, path: &Path) -> Option<String> {
        let metadata = fs::metadata(path).ok()?;
        let is_newer = self.program.is_none_or(|program| metadata.modified().is_ok_and(|modified| modified >= program));
        if !metadata.is_file() || !is_newer {
            return None;
        }
        let length = metadata.len();
        if length > OUTPUT_LIMIT << 20 {
            return None; // none of ours
        }
        let quick = match format {
            OutputFormat::Docx => part(path, 0, length).and_then(|bytes| self.recognizer.of_docx(&bytes)),
            OutputFormat::Pdf => {
                let end = part(path, length.saturating_sub(PDF_END), length);
                end.and_then(|end| self.recognizer.of_pdf(&end, length))
            }
        };
        // What is odd about it, all of it tells.
        quick.or_else(|| match ownership(format, &fs::read(path).ok()?) {
            Ownership::Ours { recipe } => Some(recipe),
            Ownership::Edited | Ownership::Foreign => None,
        })
    }

    /// Notes on outputs that are older than the program that they are what it would write, by their times: else each run
    /// after a new version would convert them again.
    pub fn confirm<'a>(&self, outputs: impl Iterator<Item = &'a PathBuf>) {
        let Some(program) = self.program else { return };
        for path in outputs {
            let is_older = fs::metadata(path).and_then(|metadata| metadata.modified()).is_ok_and(|modified| modified < program);
            if is_older {
                // Where the time cannot be set, it is compared again.
                let _ = File::options().write(true).open(path).and_then(|file| file.set_modified(program));
            }
        }
    }

    fn recipe(&self, job: &Job, bytes: &[u8], settings: &Settings, faces: &Faces) -> Recipe {
        let raw = RawText { name: &job.input.name, bytes };
        // What other files of the folder settle is no part of the settings, and may be another encoding today.
        if !settings.folder.is_empty()
            && may_lean(bytes)
            && let (Decoded::Text(text), _) = decode::decode_with(raw, &settings.decoding())
            && text.evidence == Evidence::Folder
        {
            return Settings { encoding: Some(text.encoding), ..settings.clone() }.recipe(raw, &faces.library);
        }
        self.kitchen.recipe(raw)
    }
}

/// The bytes of a file between two places; none if they cannot be read.
fn part(path: &Path, begin: u64, end: u64) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    if begin > 0 {
        file.seek(SeekFrom::Start(begin)).ok()?;
    }
    let mut bytes = vec![0; usize::try_from(end.checked_sub(begin)?).ok()?];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
