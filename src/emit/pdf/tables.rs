//! Which rows of text are a table's, and where their cells begin: `Table` → `TR` → `TH`, `TD` (ISO 32000-1, 14.8.4.3.4).
//!
//! In: a document and the columns that its template sets tables in. A row that was set as it came is no row of a table here,
//! for nobody knows its cells.
//!
//! **Always true:** all rows of a table have as many columns (PDF/UA-1, 7.2); each character of a row is in one cell.

use std::collections::BTreeMap;

use crate::document::{Document, Role};
use crate::template::{Template, columns};

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Which of the document's tables it belongs to.
    pub table: usize,
    /// Whether it heads the columns.
    pub is_head: bool,
    /// Where each cell begins in the block's text, in bytes: the first at 0.
    starts: Vec<usize>,
    /// Columns of the table; cells that the row lacks are empty.
    pub columns: usize,
}

impl Row {
    /// The column of the character at this byte.
    pub fn column(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The structure type of its cells.
    pub const fn cell_tag(&self) -> &'static str {
        if self.is_head { "TH" } else { "TD" }
    }
}

/// The rows of all tables, by block.
pub(super) fn rows(document: &Document, template: &Template) -> BTreeMap<usize, Row> {
    let set = columns::rows(document, template);
    let printed: Vec<(usize, Option<&columns::Row>)> = document
        .printed()
        .map(|(index, block)| (index, set.get(&index).filter(|row| block.role == Role::Table && row.cells.len() > 1)))
        .collect();
    let mut rows = BTreeMap::new();
    for (table, group) in printed.chunk_by(|a, b| a.1.is_some() && b.1.is_some()).filter(|group| group.len() > 1).enumerate() {
        let set = || group.iter().filter_map(|(index, row)| Some((*index, *row.as_ref()?)));
        let columns = set().map(|(_, row)| row.cells.len()).max().unwrap_or(0);
        for (index, row) in set() {
            let starts = row.cells.iter().enumerate().map(|(n, cell)| if n == 0 { 0 } else { cell.range.start }).collect();
            rows.insert(index, Row { table, is_head: row.is_head, starts, columns });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use crate::template::sample::gbt9704;

    #[test]
    fn rows_set_in_columns_are_a_table_whose_first_row_may_head_it() {
        let rows_of = ["姓名\t人数", "甲\t12", "乙\t3"].map(|text| (Role::Table, text));
        let texts = rows_of.into_iter().chain([(Role::Body, "好。"), (Role::Table, "只有一行\t没有列")]);
        let blocks = texts.map(|(role, text)| Block::of(role, text)).collect();
        let rows = rows(&Document { blocks, ..Document::default() }, &gbt9704());
        assert_eq!(rows.keys().copied().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!([0, 1, 2].map(|row| rows[&row].cell_tag()), ["TH", "TD", "TD"]);
        let columns: Vec<usize> = "甲\t12".char_indices().map(|(byte, _)| rows[&1].column(byte)).collect();
        assert_eq!(columns, [0, 0, 1, 1], "what parts two cells goes with the first");
    }
}
