//! Tables drawn with tabs, pipes, boxes or columns of spaces; code and HTML tables, too.
//!
//! In: lines. Out: the same lines, rows claimed; each row is a block of its own, so that rows are never joined.
//!
//! **Always true:** one line alone is a table only if it is drawn as one.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, Line};

/// Claims the rows of tables.
pub(super) fn claim(lines: &mut [Line<'_>]) {
    let cells: Vec<usize> = lines.iter().map(|line| if line.role.is_some() { 0 } else { columns(line) }).collect();
    // The row above columns of figures names them.
    let mut cells = cells;
    for at in 1..lines.len() {
        let names = lines[at - 1].role.is_none() && cells[at - 1] < 2 && !lines[at - 1].stands_alone();
        let alike = || lines[at - 1].text.split("\u{3000}\u{3000}").filter(|cell| !cell.trim().is_empty()).take(20).count();
        if names
            && lines[at - 1].text.len() <= 200
            && wide_columns(lines[at].text).is_some_and(|columns| cells[at] == columns && alike() == columns)
        {
            cells[at - 1] = cells[at];
        }
    }
    let mut at = 0;
    while at < lines.len() {
        let end = at + cells[at..].iter().take_while(|cells| **cells >= 2).count();
        // Two rows by spaces or tabs, or one that is drawn.
        let rows = end - at;
        let aligned = rows >= 2 && lines[at..end].iter().all(|line| line.ending != Ending::Stop);
        for line in &mut lines[at..end] {
            if is_drawn(line.text) {
                line.claim(Role::Table, Clue::Drawn);
            } else if aligned {
                line.claim(Role::Table, Clue::Columns);
            }
        }
        at = end.max(at + 1);
    }
    let (mut at, mut inside) = (0, false);
    while at < lines.len() {
        let line = &mut lines[at];
        let code = line.indent >= 4 && line.role.is_none() && is_code(line.text);
        inside = code || (inside && line.indent >= 4 && line.text.is_ascii());
        if inside {
            line.claim(Role::Table, Clue::Code);
        }
        at += 1;
    }
}

/// Whether a row is drawn with pipes or boxes.
fn is_drawn(text: &str) -> bool {
    let pipes = text.matches('|').count() + text.matches('｜').count();
    text.contains(['│', '┃', '├', '┌', '└', '║', '╔', '╚', '╠'])
        || (pipes >= 2 && (text.starts_with('|') || text.ends_with('|')))
        || text.starts_with("<table")
}

/// How many columns a line seems to have.
fn columns(line: &Line<'_>) -> usize {
    let text = line.text;
    if line.stands_alone() || is_drawn(text) {
        return if is_drawn(text) { 2 } else { 1 };
    }
    if text.len() > 600 || super::numbering::marker(text).is_some_and(|marker| text[..marker.end].contains('\t')) {
        return 1;
    }
    let (mut cells, mut spaces, mut tab, mut narrow) = (1, 0, false, false);
    for c in text.chars() {
        if c.is_whitespace() {
            spaces += 1;
            tab |= c == '\t';
            narrow |= c == ' ';
        } else {
            // Columns of spaces are at least three wide; U+3000 between names and inside 时　　间 is no column.
            cells += usize::from(tab || (narrow && spaces >= 3));
            (spaces, tab, narrow) = (0, false, false);
        }
    }
    if let Some(cells) = wide_columns(text) {
        return cells;
    }
    if cells >= 3 || (cells == 2 && text.contains('\t')) || (cells == 2 && figures_only(text)) { cells } else { 1 }
}

/// Columns parted by wide spaces, where all behind the first are figures; names side by side are none.
fn wide_columns(text: &str) -> Option<usize> {
    let cells = || text.split("\u{3000}\u{3000}").map(str::trim).filter(|cell| !cell.is_empty());
    let figure = |cell: &str| {
        cell.chars().any(|c| super::numbering::digit(c).is_some())
            && cell.chars().all(|c| super::numbering::digit(c).is_some() || ".,%-％．，—".contains(c))
    };
    let count = cells().count();
    (count >= 2 && cells().skip(1).all(figure)).then_some(count)
}

/// Whether the last cell is a figure.
fn figures_only(text: &str) -> bool {
    text.rsplit("   ")
        .next()
        .is_some_and(|cell| !cell.trim().is_empty() && cell.trim().chars().all(|c| c.is_ascii_digit() || ".,%-".contains(c)))
}

/// Whether an indented line is a line of code.
fn is_code(text: &str) -> bool {
    let latin = text.chars().filter(char::is_ascii).count();
    latin * 2 > text.chars().count() && text.ends_with(['{', '}', ';', ')']) && text.contains(['{', '}', '(', '='])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn rows_stay_apart() {
        for (text, rows) in [
            ("序号\t姓名\t职务\n1\t张三\t局长\n2\t李四\t副局长", 3),
            ("┌─┬──┐\n│序│姓名│\n└─┴──┘", 3),
            ("| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |", 3),
            ("单位        2023年      2024年\n一中         120         135", 2),
            ("　　示例：\n    fn main() {\n        run();\n    }\n　　以上。", 3),
        ] {
            let blocks = sample::blocks(text);
            assert_eq!(blocks.iter().filter(|block| block.role == Role::Table).count(), rows, "{text}");
        }
    }

    #[test]
    fn names_side_by_side_are_no_table() {
        let blocks = sample::blocks("出席：\n张三　　李四　　王五\n赵六　　钱七　　孙八");
        assert!(blocks.iter().all(|block| block.role != Role::Table));
    }
}
