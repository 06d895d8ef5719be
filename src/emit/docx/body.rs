//! Blocks to paragraphs: a docx-rs tree of styles and runs, no looks of its own.
//!
//! **Always true:** the runs of a paragraph, in order, are the block's text, tabs as `w:tab`; looks come from styles, but
//! for the indents of a signature, which depend on its text.

use docx_rs::{DocumentChild, Paragraph, Run, RunChild, Tab, Text};

use super::section::{hinted_run, indent, plain_run};
use super::{styles, xml};
use crate::document::{Block, Document, Role};
use crate::template::signature;
use crate::template::{FaceRole, Template};

/// The printed blocks as paragraphs.
pub fn paragraphs(document: &Document, template: &Template) -> Vec<DocumentChild> {
    let blocks: Vec<&Block> = document.printed().map(|(_, block)| block).collect();
    let blanks = signature_blanks(&blocks, template);
    let mut headings = 0;
    let mut paragraphs = Vec::with_capacity(blocks.len());
    for (block, blank) in blocks.into_iter().zip(blanks) {
        let mut paragraph = Paragraph::new().style(styles::style_id(block.role));
        if let Some(blank) = blank {
            let style = template.style(block.role);
            paragraph = paragraph.indent(None, None, Some(indent(blank, style.size) as i32), Some(blank as i32));
        }
        let is_target = block.role == Role::Title || block.role.level().is_some();
        if is_target {
            headings += 1;
            // `_` hides it in Word's list of bookmarks; a table of contents finds it by this name.
            paragraph = paragraph.add_bookmark_start(headings, format!("_Toc{headings:08}"));
        }
        for run in runs(block, template) {
            paragraph = paragraph.add_run(run);
        }
        if is_target {
            paragraph = paragraph.add_bookmark_end(headings);
        }
        paragraphs.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }
    paragraphs
}

/// The blank to the right of each signature and its date, in hundredths of a character (GB/T 9704—2012, 7.3.5.2); none
/// where the style says the same. Signatures that follow each other share one blank, after the longest.
fn signature_blanks(blocks: &[&Block], template: &Template) -> Vec<Option<i64>> {
    let is_part = |block: &Block| matches!(block.role, Role::Signature | Role::SignatureDate);
    let mut blanks = Vec::with_capacity(blocks.len());
    for group in blocks.chunk_by(|a, b| is_part(a) && is_part(b)) {
        let widest = |role| group.iter().filter(|block| block.role == role).map(|block| signature::width(&block.text)).max();
        let (issuer, date) = match (widest(Role::Signature), widest(Role::SignatureDate)) {
            (Some(issuer), Some(date)) => signature::blanks(issuer, date),
            // The one that stands alone keeps the two characters of the clause.
            _ => (200, 200),
        };
        for block in group {
            let blank = match block.role {
                Role::Signature => Some(issuer),
                Role::SignatureDate => Some(date),
                _ => None,
            };
            // A line that fills the measure has no room for a blank.
            let room = (template.page.characters as i64 * 100 - signature::width(&block.text)).max(0);
            let blank = blank.map(|blank| blank.clamp(0, room));
            blanks.push(blank.filter(|blank| *blank != template.style(block.role).right_indent));
        }
    }
    blanks
}

/// A block's text as runs: its run-in in the face of the heading whose work it does, then the rest.
fn runs(block: &Block, template: &Template) -> Vec<Run> {
    let mut runs = Vec::new();
    let is_latin = is_latin(&block.text);
    let leading = block.run_in.and_then(|run_in| Some((run_in.level?, block.text.split_at_checked(run_in.end)?)));
    let rest = match leading {
        Some((level, (run_in, rest))) => {
            let face = template.style(Role::Heading(level)).face;
            add_runs(&mut runs, run_in, is_latin, face, Some(styles::run_in_id(level)));
            rest
        }
        None => &block.text,
    };
    add_runs(&mut runs, rest, is_latin, template.style(block.role).face, None);
    runs
}

/// Whose face a character takes, beyond what its code point says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// As its code point says; “ ” ‘ ’ — … are Chinese.
    Chinese,
    /// “ ” ‘ ’ — … are Latin, too.
    Latin,
    /// `·`, which is Latin by its code point and must not be (LibreOffice goes by it even where the hint says otherwise).
    Interpunct,
}

/// Whether a paragraph is in a Latin script: it has letters, and no character of East Asia.
fn is_latin(text: &str) -> bool {
    text.contains(is_latin_letter) && !text.contains(|c| c >= '\u{2E80}')
}

fn is_latin_letter(c: char) -> bool {
    c < '\u{250}' && c.is_alphabetic()
}

fn add_runs(runs: &mut Vec<Run>, text: &str, is_latin: bool, face: FaceRole, style: Option<&str>) {
    let text = xml::legal(text);
    let mut start = 0;
    let mut open = None;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((offset, c)) = characters.next() {
        let after = characters.peek().map(|(_, c)| *c);
        let script = if is_latin || is_apostrophe(before, c, after) {
            Script::Latin
        } else if c == '·' {
            Script::Interpunct
        } else {
            Script::Chinese
        };
        if let Some(script_before) = open.filter(|open| *open != script) {
            runs.push(run(text.get(start..offset).unwrap_or_default(), script_before, face, style));
            start = offset;
        }
        open = Some(script);
        before = Some(c);
    }
    if let Some(script) = open {
        runs.push(run(text.get(start..).unwrap_or_default(), script, face, style));
    }
}

/// The ’ of `don’t` is no closing quote, and half as wide.
fn is_apostrophe(before: Option<char>, c: char, after: Option<char>) -> bool {
    c == '’' && before.is_some_and(is_latin_letter) && after.is_some_and(is_latin_letter)
}

fn run(text: &str, script: Script, face: FaceRole, style: Option<&str>) -> Run {
    let (mut run, style) = match script {
        Script::Chinese => (hinted_run(), style),
        Script::Latin => (plain_run(), style),
        Script::Interpunct => (hinted_run(), Some(styles::mark_id(face))),
    };
    if let Some(style) = style {
        run.run_property = run.run_property.style(style);
    }
    for (index, piece) in text.split('\t').enumerate() {
        if index > 0 {
            run.children.push(RunChild::Tab(Tab::new()));
        }
        if !piece.is_empty() {
            // A block holds no line end; were there one, docx-rs would drop it, and two words would touch.
            run.children.push(RunChild::Text(Text::new(piece.replace(['\r', '\n'], " "))));
        }
    }
    run
}
