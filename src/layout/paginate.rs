//! Which line stands on which page: a fixed number of grid lines, no widow, no orphan, no heading at the foot.
//!
//! Precedence where rules collide (CLREQ; GB/T 9704—2012 for the signature): numbers and marks that stay whole, which is settled before, when
//! lines are broken; headings and signatures keep with their text; no widow; no orphan; a page is full. A page that no rule
//! allows to end breaks the least of them. Pages are never stretched: lines left over at the foot stay blank.
//!
//! **Always true:** every line is on one page, in order, and no page holds more grid lines than the template has.

/// How freely a page may end before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// It does: an attachment begins.
    Page,
    /// A page may end here.
    Free,
    /// It had better not: a paragraph's first line would stand alone at the foot (orphan).
    Orphan,
    /// Rather an orphan than this: its last line would stand alone at the top of the next page (widow).
    Widow,
    /// It must not: a heading would lose its text, a signature its letter.
    Heading,
}

/// A line as pagination sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Grid lines that it takes.
    pub span: usize,
    /// Blank grid lines above it, dropped at the top of a page.
    pub blank_before: usize,
    /// How freely a page may end before it.
    pub bond: Bond,
}

/// Where a line stands: page (or column) and first grid line, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Page.
    pub page: usize,
    /// First grid line on it.
    pub row: usize,
}

/// The bonds of a paragraph of `lines` lines: two stay together at its start and at its end, three or fewer move whole.
pub fn bonds(lines: usize) -> impl Iterator<Item = Bond> {
    (0..lines).map(move |i| match i {
        0 => Bond::Free,
        _ if lines - i < 2 => Bond::Widow,
        1 => Bond::Orphan,
        _ => Bond::Free,
    })
}

/// Places rows on pages (or columns), each of `capacity(n)` grid lines.
pub fn paginate(rows: &[Row], capacity: impl Fn(usize) -> usize) -> Vec<Place> {
    let mut places = Vec::with_capacity(rows.len());
    let mut page = 0;
    let mut start = 0;
    while start < rows.len() {
        let end = page_end(rows, start, capacity(page));
        place(&rows[start..end], page, &mut places);
        page += 1;
        start = end;
    }
    places
}

/// Makes the columns of the last sheet as high as one another, the first ones higher where that cannot be (CLREQ, columns): the
/// least height in which its rows fit without a widow, an orphan or a heading at a column's foot.
pub fn balance(rows: &[Row], places: &mut [Place], columns: usize, capacity: usize) {
    let Some(last) = places.last().map(|place| place.page / columns.max(1)).filter(|_| columns > 1) else { return };
    let first = places.iter().take_while(|place| place.page / columns < last).count();
    let rows = rows.get(first..).unwrap_or_default();
    let height: usize = rows.iter().map(|row| row.span).sum();
    let fits = |height: usize| -> Option<Vec<Place>> {
        let tried = paginate(rows, |_| height);
        let ends_well = |(pair, row): (&[Place], &Row)| pair[0].page == pair[1].page || row.bond <= Bond::Free;
        let well = tried.windows(2).zip(rows.iter().skip(1)).all(ends_well);
        (well && tried.last().is_some_and(|place| place.page < columns)).then_some(tried)
    };
    if let Some(tried) = (height.div_ceil(columns)..=capacity).find_map(fits) {
        for (place, balanced) in places[first..].iter_mut().zip(tried) {
            *place = Place { page: last * columns + balanced.page, ..balanced };
        }
    }
}

/// Places the rows of one page, from its top.
pub fn place(rows: &[Row], page: usize, places: &mut Vec<Place>) {
    let mut at = 0;
    for (i, row) in rows.iter().enumerate() {
        at += if i == 0 { 0 } else { row.blank_before };
        places.push(Place { page, row: at });
        at += row.span;
    }
}

/// The first row that does not stand on the page that begins with `start`.
pub fn page_end(rows: &[Row], start: usize, capacity: usize) -> usize {
    let mut used = 0;
    let mut full = start;
    while full < rows.len() {
        let blank = if full == start { 0 } else { rows[full].blank_before };
        if full > start && rows[full].bond == Bond::Page {
            return full;
        }
        if used + blank + rows[full].span > capacity && full > start {
            break;
        }
        used += blank + rows[full].span;
        full += 1;
    }
    if full == rows.len() {
        return full;
    }
    let ending = |most: Bond| (start + 1..=full).rev().find(|end| rows[*end].bond <= most);
    [Bond::Free, Bond::Orphan, Bond::Widow].into_iter().find_map(ending).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(lines: usize) -> Vec<Row> {
        bonds(lines).map(|bond| Row { span: 1, blank_before: 0, bond }).collect()
    }

    fn heading() -> Row {
        Row { span: 1, blank_before: 0, bond: Bond::Free }
    }

    fn after_heading(mut rows: Vec<Row>) -> Vec<Row> {
        rows[0].bond = Bond::Heading;
        rows
    }

    /// How many rows stand on each page.
    fn filled(rows: &[Row], capacity: usize) -> Vec<usize> {
        let places = paginate(rows, |_| capacity);
        let pages = places.last().map_or(0, |place| place.page + 1);
        (0..pages).map(|page| places.iter().filter(|place| place.page == page).count()).collect()
    }

    #[test]
    fn a_page_holds_its_grid_lines() {
        assert_eq!(filled(&paragraph(50), 22), [22, 22, 6]);
    }

    #[test]
    fn a_last_line_never_stands_alone_at_a_page_top() {
        assert_eq!(filled(&paragraph(23), 22), [21, 2]);
    }

    #[test]
    fn a_first_line_never_stands_alone_at_a_page_foot() {
        assert_eq!(filled(&[paragraph(21), paragraph(5)].concat(), 22), [21, 5]);
    }

    #[test]
    fn three_lines_move_whole() {
        assert_eq!(filled(&[paragraph(20), paragraph(3)].concat(), 22), [20, 3]);
    }

    #[test]
    fn a_heading_never_ends_a_page() {
        let rows = [paragraph(20), vec![heading()], after_heading(paragraph(5))].concat();
        assert_eq!(filled(&rows, 22), [20, 6], "the heading and one line would fit, but the line would be an orphan");
    }

    /// Two rules of the precedence that cannot both be kept, and the pages that the stronger one makes of them. Above the headings stand
    /// numbers that stay whole, which is a matter of lines: `a_number_stays_whole_though_a_heading_is_left_alone`.
    #[test]
    fn where_two_rules_collide_the_stronger_one_is_kept() {
        let headings = |count: usize| [vec![heading()], (1..count).map(|_| Row { bond: Bond::Heading, ..heading() }).collect()].concat();
        for (rows, capacity, pages, won) in [
            // Five headings and two lines on pages of six: [4, 3] would keep both lines together, and leave four headings alone.
            ([headings(5), after_heading(paragraph(2))].concat(), 6, vec![6, 1], "headings keep with their text, though a widow is left"),
            ([headings(5), after_heading(paragraph(4))].concat(), 6, vec![6, 3], "headings keep with their text, though an orphan is left"),
            // Three lines on pages of two: either the first is alone, or the last.
            (paragraph(3), 2, vec![1, 2], "no widow, though an orphan is left"),
            ([headings(1), after_heading(paragraph(3))].concat(), 3, vec![2, 2], "the same under a heading"),
            // The first line would fit below.
            ([paragraph(5), paragraph(4)].concat(), 6, vec![5, 4], "no orphan, though the page is not full"),
            // A signature is bound to its text as a heading is to its own: two lines of text come along, or it would begin with a widow.
            (
                [paragraph(6), after_heading(headings(2))].concat(),
                6,
                vec![4, 4],
                "signature and text together, though the page is not full",
            ),
            ([paragraph(3), after_heading(headings(2))].concat(), 4, vec![1, 4], "signature and text together, though an orphan is left"),
            // Nothing else can be done: the page is full.
            (headings(9), 6, vec![6, 3], "a page ends"),
        ] {
            assert_eq!(filled(&rows, capacity), pages, "{won}");
        }
    }

    #[test]
    fn an_attachment_begins_a_page() {
        let mut rows = [paragraph(4), paragraph(3)].concat();
        rows[4].bond = Bond::Page;
        assert_eq!(filled(&rows, 22), [4, 3]);
        assert_eq!(filled(&rows[4..], 22), [3], "nor is the page before it empty");
    }

    #[test]
    fn the_columns_of_the_last_sheet_are_of_one_height() {
        let columns = |rows: &[Row], sheets_before: usize| -> Vec<usize> {
            let mut places = paginate(rows, |_| 10);
            balance(rows, &mut places, 2, 10);
            let last = (sheets_before * 2)..(sheets_before * 2 + 2);
            last.map(|column| places.iter().filter(|place| place.page == column).count()).collect()
        };
        assert_eq!(columns(&paragraph(8), 0), [4, 4]);
        assert_eq!(columns(&paragraph(9), 0), [5, 4]);
        assert_eq!(columns(&paragraph(26), 1), [3, 3], "the sheets before stay full");
        assert_eq!(columns(&paragraph(3), 0), [3, 0], "three lines are not parted");
        let rows = [paragraph(4), vec![heading()], after_heading(paragraph(4))].concat();
        assert_eq!(columns(&rows, 0), [4, 5], "a heading ends no column");
        assert_eq!(columns(&paragraph(20), 0), [10, 10]);
    }

    #[test]
    fn a_page_of_headings_alone_still_ends() {
        let rows: Vec<Row> = (0..50).map(|_| Row { span: 1, blank_before: 0, bond: Bond::Heading }).collect();
        assert_eq!(filled(&rows, 22), [22, 22, 6]);
    }

    #[test]
    fn blank_lines_vanish_at_a_page_top() {
        let mut rows = [paragraph(22), paragraph(2)].concat();
        rows[22].blank_before = 1;
        assert_eq!(paginate(&rows, |_| 22)[22], Place { page: 1, row: 0 });
    }

    #[test]
    fn a_line_higher_than_the_page_stands_alone() {
        let rows = [Row { span: 9, blank_before: 0, bond: Bond::Free }, heading()];
        assert_eq!(filled(&rows, 4), [1, 1]);
    }
}
