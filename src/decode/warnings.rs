//! What there is to tell about how a file was read.
//!
//! In: what was decoded and how that was settled. Out: diagnostics. `not-text` and `unsupported-encoding` refuse a file,
//! the others warn that something may be lost or garbled.
//!
//! **Always true:** one diagnostic a rule and file, however much there is to tell (of mojibake, one a kind).

use super::magic::Format;
use super::{DecodedText, Encoding, Malformed, Settled, bom, folder, lines, mixed};
use crate::diagnostic::Diagnostic;
use crate::message;
use crate::message::Message;

/// How many places are listed.
const LISTED: usize = 5;

/// The file is no text at all.
pub(super) fn not_text(format: Option<Format>) -> Diagnostic {
    match format {
        Some(format) => {
            Diagnostic::error("not-text", message!("this is {format}, not a text file", format = format.name)).hint(format.hint)
        }
        None => Diagnostic::error("not-text", "these bytes are no text in any known encoding")
            .hint("check that the right file was named; if it is text, name its encoding with `--encoding LABEL`"),
    }
}

/// The file is text that we cannot read.
pub(super) fn unsupported_encoding(encoding: Encoding) -> Diagnostic {
    let label = encoding.label();
    Diagnostic::error("unsupported-encoding", message!("this is text in {label}, which is recognised but not read", label))
        .hint(message!("convert it first: `iconv -f {label} -t UTF-8 FILE`", label = label.to_ascii_uppercase()))
}

/// Everything that the reading of a text gives rise to.
pub(super) fn about(decoded: &DecodedText, settled: &Settled, bytes: &[u8]) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    said.extend(contradicting_mark(settled, bytes));
    said.extend(uncertain_encoding(settled));
    said.extend(malformed_bytes(decoded));
    said.extend(mixed::mixed_encodings(decoded, bytes));
    said
}

fn contradicting_mark(settled: &Settled, bytes: &[u8]) -> Option<Diagnostic> {
    let (marked, _) = bom::named_by_mark(bytes).filter(|(marked, _)| *marked != settled.encoding)?;
    let (marked, taken) = (marked.label(), settled.encoding.label());
    let message = message!("the byte order mark says {marked}; {taken} was taken, as asked for", marked, taken);
    Some(
        Diagnostic::warning("uncertain-encoding", message)
            .at(1, 1)
            .hint(message!("leave `--encoding` out, or name `--encoding {marked}`", marked)),
    )
}

fn uncertain_encoding(settled: &Settled) -> Option<Diagnostic> {
    if let Some(alone) = settled.alone {
        return Some(unlike_alone(settled.encoding, alone));
    }
    let margin = settled.margin.filter(|margin| *margin < folder::WEAK)?;
    let (taken, other) = (settled.encoding.label(), settled.runner_up?.label());
    let nats = format!("{}.{}", margin / 1000, margin % 1000 / 100);
    let message = message!("the text is {taken} or {other} (margin {nats} nats); {taken} was taken", taken, other, nats);
    let warning = Diagnostic::warning("uncertain-encoding", message);
    Some(warning.hint(name_it(other, taken)))
}

/// The same bytes, converted alone, would be read otherwise.
fn unlike_alone(taken: Encoding, alone: Encoding) -> Diagnostic {
    let (taken, alone) = (taken.label(), alone.label());
    let message = message!("the text alone looks like {alone}, the other files of the folder are {taken}; {taken} was taken", alone, taken);
    let warning = Diagnostic::warning("uncertain-encoding", message);
    warning.hint(name_it(alone, taken))
}

fn name_it(other: &'static str, taken: &'static str) -> Message {
    message!("name it: `--encoding {other}` if the text looks wrong, `--encoding {taken}` if it is right", other, taken)
}

fn malformed_bytes(decoded: &DecodedText) -> Option<Diagnostic> {
    let first = decoded.malformed.first()?;
    let (count, label) = (decoded.malformed.len(), decoded.encoding.label());
    let place = |bad: &Malformed| message!("line {line} (byte {byte})", line = bad.line, byte = bad.span.start);
    let places: Vec<Message> = decoded.malformed.iter().take(LISTED).map(place).collect();
    let message = match count {
        1 => message!("1 byte sequence is not valid {label} and became U+FFFD: {places}", label, places),
        2..=LISTED => message!("{count} byte sequences are not valid {label} and became U+FFFD: {places}", count, label, places),
        _ => {
            let more = count - LISTED;
            message!("{count} byte sequences are not valid {label} and became U+FFFD: {places} and {more} more", count, label, places, more)
        }
    };
    let warning = Diagnostic::warning("malformed-bytes", message)
        .at(first.line, lines::column(&decoded.text, first.text_offset))
        .hint("the file was cut or damaged: compare these places with the original, or name another encoding with `--encoding LABEL`");
    Some(warning)
}
