//! `inspect --stage decode` of several files: a table for people.
//!
//! **Always true:** one line a file, in input order; columns line up where a Han character is two columns wide.

use super::inspect::Inspection;
use super::report::plain;
use crate::decode::Decoded;
use crate::diagnostic::named_lines;
use crate::source::SourceName;

/// The cells of one line.
pub type Cells = [String; 6];

const HEAD: [&str; 6] = ["FILE", "ENCODING", "EVIDENCE", "MARGIN", "NEWLINE", "DAMAGE"];

/// What the table says of one file.
pub fn cells(name: &SourceName, seen: &Inspection) -> Cells {
    let name = plain(name.as_str());
    let cell = |word: &str| word.to_string();
    let text = match &seen.reading.decoded {
        _ if seen.is_blank => return [name, cell("–"), cell("–"), cell("–"), cell("–"), cell("blank")],
        Decoded::Refused { label } => return [name, cell(label), cell("–"), cell("–"), cell("–"), cell("refused")],
        Decoded::Text(text) => text,
    };
    let margin = text.margin.map_or_else(|| cell("–"), |margin| format!("{:.1}", margin as f64 / 1000.0));
    let mut damage = Vec::new();
    if let Some(first) = text.malformed.first() {
        damage.push(format!("{} malformed from line {}", text.malformed.len(), first.line));
    }
    if let Some(first) = text.foreign.first() {
        let numbers = named_lines(text.foreign.iter().map(|foreign| foreign.line));
        damage.push(format!("{} in {numbers}", first.encoding.label()));
    }
    if seen.reading.diagnostics.iter().any(|said| said.rule == "mojibake") {
        damage.push(cell("mojibake"));
    }
    let damage = if damage.is_empty() { cell("none") } else { damage.join(", ") };
    [name, cell(text.encoding.label()), cell(text.evidence.as_str()), margin, cell(text.newline.as_str()), damage]
}

/// All lines under a head, in columns.
pub fn aligned(lines: &[Cells]) -> String {
    let head = HEAD.map(str::to_string);
    let all: Vec<&Cells> = std::iter::once(&head).chain(lines).collect();
    let widths: Vec<usize> = (0..HEAD.len()).map(|column| all.iter().map(|line| width(&line[column])).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for line in all {
        let mut padding = 0;
        for (cell, widest) in line.iter().zip(&widths) {
            out.extend(std::iter::repeat_n(' ', padding));
            out.push_str(cell);
            padding = widest + 2 - width(cell).min(*widest);
        }
        out.push('\n');
    }
    out
}

/// Columns on a terminal: Han, kana, Hangul and full-width forms take two.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_behind_han_characters() {
        let line = |name: &str| [name, "gb18030", "language", "12.0", "crlf", "none"].map(str::to_string);
        let table = aligned(&[line("讲话.txt"), line("a.txt")]);
        assert_eq!(
            table,
            "FILE      ENCODING  EVIDENCE  MARGIN  NEWLINE  DAMAGE\n\
             讲话.txt  gb18030   language  12.0    crlf     none\n\
             a.txt     gb18030   language  12.0    crlf     none\n"
        );
    }
}
