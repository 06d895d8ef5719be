//! How much text is still one handout.
//!
//! Most texts take some sixty times their size in memory while they are set. Lines and paragraphs of a character or two take a
//! thousand times, and no printer will ever see them: they are refused before the memory is gone.
//!
//! **Always true:** what is counted here bounds what the later stages hold, whatever the text is.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::message;
use crate::message::Message;
use crate::normalize::NormalText;

/// The most lines that are looked at for what they are, each some 600 bytes: 64 MiB in lines of thirty characters have a third of it.
pub const MOST_LINES: usize = 2_000_000;
/// The most paragraphs, headings and cells of a handout: some 4,000 pages of short ones. Each takes 4 to 9 KB while files are made of it.
pub const MOST_PARTS: usize = 200_000;
/// The most marks that a DOCX may have to set apart from the text round them, each some 2 KB while it is made.
pub const MOST_MARKS: usize = 1_000_000;

/// The error for a text of more lines, or more tabs, than may be looked at.
pub fn too_many_lines(normal: &NormalText) -> Option<Diagnostic> {
    let lines = normal.lines.len();
    if lines > MOST_LINES {
        return Some(error(message!("the text has {count} lines, and a handout {most} at most", count = lines, most = MOST_LINES)));
    }
    let tabs = if normal.text.len() < MOST_PARTS { 0 } else { normal.text.matches('\t').count() };
    (tabs > MOST_PARTS).then(|| error(parts_beyond(tabs)))
}

/// The error for a document of more parts, or more marks, than may be set; it was made of a text of so many bytes.
pub fn too_many_parts(document: &Document, length: usize) -> Option<Diagnostic> {
    if length < MOST_PARTS {
        return None; // the usual case, without a look at the text
    }
    let texts = || document.printed().map(|(_, block)| block.text.as_str());
    let parts: usize = texts().map(|text| 1 + text.matches('\t').count()).sum();
    if parts > MOST_PARTS {
        return Some(error(parts_beyond(parts)));
    }
    let count: usize = texts().map(|text| text.matches(['“', '”', '‘', '’', '—', '…']).count()).sum();
    (count > MOST_MARKS).then(|| {
        error(message!("the text has {count} quotation marks, dashes and ellipses, and a handout {most} at most", count, most = MOST_MARKS))
    })
}

fn parts_beyond(count: usize) -> Message {
    message!("the text has {count} paragraphs and cells, and a handout {most} at most", count, most = MOST_PARTS)
}

fn error(message: Message) -> Diagnostic {
    Diagnostic::error("too-much", message).hint("cut the file into several, or see whether it is a text")
}
