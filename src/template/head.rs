//! What stands above all columns of a page of columns: title, subtitle, byline and date at a document's head.
//!
//! **Always true:** what stands there leaves at least half of the first page to the columns; what would not, a title of 300
//! characters, stands in the first column.

use super::Template;
use super::signature::width;
use super::spacing::{blank_lines, is_title_group};
use crate::document::{Block, Document};
use crate::length::Length;

/// How many of the printed blocks stand above the columns: none where there is but one column.
pub fn spanning(document: &Document, template: &Template) -> usize {
    if template.page.columns < 2 {
        return 0;
    }
    let head: Vec<&Block> = document.printed().map(|(_, block)| block).take_while(|block| is_title_group(block.role)).collect();
    let blanks: usize = head.windows(2).map(|pair| blank_lines(template, pair[0].role, pair[1].role)).sum();
    let lines: usize = head.iter().map(|block| lines(block, template)).sum();
    if (lines + blanks) * 2 > template.page.lines { 0 } else { head.len() }
}

/// The grid lines that a block takes over the whole width, one more than by its length where a title is cut at a phrase's end.
fn lines(block: &Block, template: &Template) -> usize {
    let style = template.style(block.role);
    let set = style.size * width(&block.text) / 100;
    let room = template.page.area_width().at_least(Length::pt(1));
    let full = set.units().div_euclid(room.units()).max(0) as usize;
    (full + 1) * style.line_span
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Role;
    use crate::template::load;

    fn head(columns: usize, blocks: &[(Role, &str)]) -> usize {
        let template = load("own", &format!("[page]\ncolumns = {columns}\ncharacters = 13")).expect("good");
        let blocks = blocks.iter().map(|(role, text)| Block::of(*role, *text)).collect();
        spanning(&Document { blocks, ..Document::default() }, &template)
    }

    #[test]
    fn the_title_and_what_stands_under_it_go_above_the_columns() {
        let blocks = [(Role::Title, "在会上的讲话"), (Role::Date, "2024年"), (Role::Body, "好"), (Role::Title, "另一篇")];
        assert_eq!((head(2, &blocks), head(1, &blocks), head(2, &blocks[2..])), (2, 0, 0));
        assert_eq!(head(2, &[]), 0);
    }

    #[test]
    fn a_title_of_300_characters_does_not() {
        assert_eq!(head(2, &[(Role::Title, &"讲".repeat(300)), (Role::Body, "好")]), 0);
    }
}
