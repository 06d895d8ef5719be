//! The outline of a document for people: a line a block, headings as a tree, paragraphs counted.

use std::fmt::Write as _;

use super::report::plain;
use crate::document::{Block, Document, Role};

/// How much of a block is shown, in characters.
const SHOWN: usize = 36;

/// The outline: lines of the source, role, text by its depth.
pub fn outline(document: &Document) -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    let (mut depth, mut paragraphs) = (0, Vec::new());
    for block in &document.blocks {
        if block.role == Role::Body && block.run_in.is_none() && block.inner.is_empty() {
            paragraphs.push(block);
            continue;
        }
        rows.extend(counted(&mut paragraphs, depth));
        let indent = match block.role.level() {
            Some(level) => {
                depth = level.number();
                depth - 1
            }
            None => depth,
        };
        let role = match block.role.level() {
            Some(level) => format!("heading {}", level.number()),
            None if !document.prints(block) => format!("{}, not printed", block.role.as_str()),
            None => block.role.as_str().to_string(),
        };
        rows.push([lines(block, block), role, format!("{}{}", "  ".repeat(indent), said(block))]);
    }
    rows.extend(counted(&mut paragraphs, depth));
    aligned(&rows)
}

/// Paragraphs without run-ins, as one row.
fn counted(paragraphs: &mut Vec<&Block>, depth: usize) -> Option<[String; 3]> {
    let (first, last) = (*paragraphs.first()?, *paragraphs.last()?);
    let characters: usize = paragraphs.iter().map(|block| block.text.chars().count()).sum();
    let text = match paragraphs.len() {
        1 => format!("{} ({characters} characters)", shortened(&first.text)),
        many => format!("{many} paragraphs, {characters} characters"),
    };
    paragraphs.clear();
    Some([lines(first, last), "body".to_string(), format!("{}{text}", "  ".repeat(depth))])
}

fn lines(first: &Block, last: &Block) -> String {
    let (from, to) = (first.lines.0, last.lines.1);
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// The text of a block; of a paragraph that has run-ins, those in ‹ ›.
fn said(block: &Block) -> String {
    if block.run_in.is_none() && block.inner.is_empty() {
        return shortened(&block.text);
    }
    let inner = block.inner.iter().filter_map(|range| block.text.get(range.clone()));
    let runs: Vec<String> = block.run_in_text().into_iter().chain(inner).map(|run| format!("‹{}›", shortened(run))).collect();
    format!("{} ({} characters)", runs.join(" "), block.text.chars().count())
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    plain(&shown).to_string()
}

fn aligned(rows: &[[String; 3]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (number, role) = (width(0), width(1));
    let mut out = String::new();
    for [lines, is, text] in rows {
        // holds: writing to a String cannot fail
        let _ = writeln!(out, "{lines:>number$}  {is:<role$}  {text}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Level, RunIn};

    fn block(role: Role, text: &str, line: usize) -> Block {
        Block { lines: (line, line), ..Block::of(role, text) }
    }

    #[test]
    fn headings_are_a_tree_and_paragraphs_are_counted() {
        let document = Document {
            blocks: vec![
                block(Role::Title, "讲话", 1),
                block(Role::Heading(Level::ONE), "一、学习", 3),
                block(Role::Heading(Level::new(2)), "（一）读书", 4),
                block(Role::Body, "读书好。", 5),
                block(Role::Body, "多读书。", 6),
                Block {
                    run_in: Some(RunIn { end: "一是抓。".len(), level: None }), ..block(Role::Body, "一是抓。抓住不放。", 10)
                },
            ],
            ..Document::default()
        };
        let lines = [
            "  1  title      讲话",
            "  3  heading 1  一、学习",
            "  4  heading 2    （一）读书",
            "5–6  body           2 paragraphs, 8 characters",
            " 10  body           ‹一是抓。› (9 characters)",
        ];
        assert_eq!(outline(&document).lines().collect::<Vec<_>>(), lines);
    }
}
