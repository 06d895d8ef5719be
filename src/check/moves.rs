//! What moved between two `pages.txt`, in words: "page 3 gained a line; 12 lines reflowed from line 5 of page 2".
//!
//! Lines are matched by what they read. A line that reads the same and stands elsewhere *moved*; where lines read
//! differently and their characters in a row are the same, they *reflowed*; else the first and the last character that
//! differ say which lines *changed*, and those around them reflowed.
//!
//! **Always true:** two texts that differ give at least one sentence.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// Sentences beyond this many are only counted: a diff follows.
const MOST: usize = 6;
/// Beyond this many lines between the first and the last that differ, none is matched with any: it could take minutes.
const MATCHED: usize = 12_000;

/// A line on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row<'a> {
    page: &'a str,
    /// 1-based, on its page.
    number: usize,
    /// Hundredths of a point from the top.
    baseline: i64,
    text: &'a str,
}

/// What moved, a sentence each.
pub fn words(then: &str, now: &str) -> Vec<String> {
    let (then, now) = (text_rows(rows(then)), text_rows(rows(now)));
    let mut said = gains(&then, &now);
    let same_head = then.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let (then, now) = (then.get(same_head..).unwrap_or_default(), now.get(same_head..).unwrap_or_default());
    if then.len() + now.len() > MATCHED {
        said.push("so many lines changed that they were not matched one by one".to_string());
        return said;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (then.iter().map(|row| row.text).collect(), now.iter().map(|row| row.text).collect());
    let mut shifts = Shifts::default();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (before, after) = slices(&op, then, now);
        match op.tag() {
            DiffTag::Equal => shifts.add(before, after),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => said.extend(hunk(before, after)),
        }
    }
    said.extend(shifts.words());
    if said.is_empty() {
        said.push("what stands on every page changed: page numbers, a running head, a watermark".to_string());
    }
    if said.len() > MOST {
        let more = said.len() - MOST;
        said.truncate(MOST);
        said.push(format!("and {}", counted(more, "more change")));
    }
    said
}

fn slices<'a, 'b>(op: &DiffOp, then: &'b [Row<'a>], now: &'b [Row<'a>]) -> (&'b [Row<'a>], &'b [Row<'a>]) {
    (then.get(op.old_range()).unwrap_or_default(), now.get(op.new_range()).unwrap_or_default())
}

/// The lines of a `pages.txt` (`layout::dump`): a head per page, then ` 121.14 text`.
fn rows(text: &str) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    let (mut page, mut number) = ("", 0);
    for line in text.lines() {
        if let Some(label) = line.strip_prefix("page ") {
            (page, number) = (label, 0);
        } else if let Some((baseline, text)) = line.trim_start().split_once(' ') {
            number += 1;
            found.push(Row { page, number, baseline: baseline.replace('.', "").parse().unwrap_or(0), text });
        }
    }
    found
}

/// The lines without what stands on every page at one height, its own number aside: page numbers, running heads and
/// watermarks would part paragraphs that go on from page to page.
fn text_rows(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let form = |row: &Row<'_>| (row.baseline, row.text.replace(row.page, "{}"));
    let pages = by_page(&rows).len();
    if pages < 2 {
        return without_furniture(rows);
    }
    let mut counts: BTreeMap<(i64, String), usize> = BTreeMap::new();
    rows.iter().for_each(|row| *counts.entry(form(row)).or_default() += 1);
    rows.into_iter().filter(|row| counts.get(&form(row)).is_none_or(|count| *count < pages)).collect()
}

/// The lines of the only page without what stands on it beside the text, which no other page tells: behind the text, a page
/// number, then the running head, which stands higher than the first line, then the watermark (`layout::dump`).
fn without_furniture(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let Some(top) = rows.first().map(|first| first.baseline) else { return rows };
    if let Some(head) = rows.iter().position(|row| row.baseline < top) {
        rows.truncate(head);
    }
    let is_number = |row: &Row<'_>| {
        let around = row.text.replace(row.page, "");
        around != row.text && around.chars().all(|c| " —–-·/第页頁共".contains(c))
    };
    let lowest = rows.iter().map(|row| row.baseline).max();
    if rows.len() > 1 && rows.last().is_some_and(|last| Some(last.baseline) == lowest && is_number(last)) {
        rows.pop();
    }
    rows
}

/// Which pages have more lines or fewer, are new or gone.
fn gains(then: &[Row<'_>], now: &[Row<'_>]) -> Vec<String> {
    let mut said = Vec::new();
    let (before, after) = (by_page(then), by_page(now));
    for (page, count) in in_order(now, &after) {
        match before.get(page) {
            None => said.push(format!("page {page} is new, with {}", counted(count, "line"))),
            Some(was) if *was < count => said.push(format!("page {page} gained {}", counted_from_a(count - was))),
            Some(was) if *was > count => said.push(format!("page {page} lost {}", counted_from_a(was - count))),
            Some(_) => {}
        }
    }
    let gone: Vec<&str> = in_order(then, &before).map(|(page, _)| page).filter(|page| !after.contains_key(page)).collect();
    match gone[..] {
        [] => {}
        [page] => said.push(format!("page {page} is gone")),
        [first, .., last] => said.push(format!("pages {first} to {last} are gone")),
    }
    said
}

/// How many lines each page has.
fn by_page<'a>(rows: &[Row<'a>]) -> BTreeMap<&'a str, usize> {
    let mut found = BTreeMap::new();
    rows.iter().for_each(|row| *found.entry(row.page).or_default() += 1);
    found
}

/// The pages in the order of their first lines, with their counts.
fn in_order<'a, 'b>(rows: &'b [Row<'a>], counts: &'b BTreeMap<&'a str, usize>) -> impl Iterator<Item = (&'a str, usize)> + 'b {
    let heads = rows.iter().filter(|row| row.number == 1);
    heads.map(|row| (row.page, counts.get(row.page).copied().unwrap_or_default()))
}

/// What became of lines that read differently.
fn hunk(before: &[Row<'_>], after: &[Row<'_>]) -> Vec<String> {
    let (Some(first), Some(_)) = (after.first(), before.first()) else {
        let (rows, verb) = if after.is_empty() { (before, "went") } else { (after, "came in") };
        let Some(first) = rows.first() else { return Vec::new() };
        let was = if after.is_empty() { "what was " } else { "" };
        return vec![format!("{} {verb} at {was}line {} of page {}", counted(rows.len(), "line"), first.number, first.page)];
    };
    let join = |rows: &[Row<'_>]| -> Vec<char> { rows.iter().flat_map(|row| row.text.chars()).collect() };
    let (old, new) = (join(before), join(after));
    if old == new {
        return vec![format!("{} reflowed from line {} of page {}", counted(after.len(), "line"), first.number, first.page)];
    }
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    // Where something was only taken away, the line that it stood in changed.
    let changed = head..(new.len() - tail).max(head + 1);
    let mut at = 0;
    let (mut lines, mut around) = (Vec::new(), Vec::new());
    for row in after {
        let end = at + row.text.chars().count();
        if at < changed.end && changed.start < end {
            lines.push(row)
        } else {
            around.push(row)
        }
        at = end;
    }
    let mut said = Vec::new();
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) if lines.len() > 1 && first.page == last.page => {
            said.push(format!("lines {} to {} of page {} changed", first.number, last.number, first.page));
        }
        (Some(first), Some(_)) if lines.len() > 1 => {
            said.push(format!("{} changed from line {} of page {}", counted(lines.len(), "line"), first.number, first.page));
        }
        (Some(row), _) => said.push(format!("line {} of page {} changed", row.number, row.page)),
        // The end of the last line was taken away.
        (None, _) => said.push(format!("what followed line {} of page {} changed", first.number, first.page)),
    }
    if let Some(first) = around.first() {
        said.push(format!("{} reflowed from line {} of page {}", counted(around.len(), "line"), first.number, first.page));
    }
    said
}

/// How many lines moved by how much at least and at most, in hundredths of a point.
type Shift = (usize, i64, i64);

/// Lines that read the same and stand elsewhere, in the order they are met.
#[derive(Default)]
struct Shifts<'a> {
    /// From one page to another.
    pages: Vec<((&'a str, &'a str), usize)>,
    /// On one page, down or up.
    heights: Vec<((&'a str, bool), Shift)>,
}

impl<'a> Shifts<'a> {
    fn add(&mut self, before: &[Row<'a>], after: &[Row<'a>]) {
        for (was, is) in before.iter().zip(after) {
            let (shift, way) = (is.baseline - was.baseline, (was.page, is.page));
            if was.page != is.page {
                // Lines come page by page: only the last entries can be meant.
                match self.pages.iter_mut().rev().take(2).find(|(known, _)| *known == way) {
                    Some((_, count)) => *count += 1,
                    None => self.pages.push((way, 1)),
                }
            } else if shift != 0 {
                let (way, far) = ((is.page, shift > 0), shift.abs());
                match self.heights.iter_mut().rev().take(2).find(|(known, _)| *known == way) {
                    Some((_, (count, least, most))) => (*count, *least, *most) = (*count + 1, far.min(*least), far.max(*most)),
                    None => self.heights.push((way, (1, far, far))),
                }
            }
        }
    }

    fn words(&self) -> Vec<String> {
        let way = |((from, to), count): &((&str, &str), usize)| format!("{} moved from page {from} to page {to}", counted(*count, "line"));
        let height = |((page, is_lower), (count, least, most)): &((&str, bool), Shift)| {
            let (verb, direction) = (if *count == 1 { "stands" } else { "stand" }, if *is_lower { "lower" } else { "higher" });
            // Each height was rounded for itself.
            let far = if most - least <= 1 { points(*most) } else { format!("{} to {}", points(*least), points(*most)) };
            format!("{} of page {page} {verb} {far} pt {direction}", counted(*count, "line"))
        };
        self.pages.iter().map(way).chain(self.heights.iter().map(height)).collect()
    }
}

fn points(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// `a line`, `2 lines`.
fn counted_from_a(count: usize) -> String {
    if count == 1 { "a line".to_string() } else { counted(count, "line") }
}

fn counted(count: usize, noun: &str) -> String {
    crate::batch::summary::counted(count, noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A `pages.txt` of pages of lines, 30 pt apart.
    fn pages(pages: &[&[&str]]) -> String {
        let mut out = String::new();
        for (index, lines) in pages.iter().enumerate() {
            out.push_str(&format!("page {}\n", index + 1));
            for (line, text) in lines.iter().enumerate() {
                out.push_str(&format!("{:>4}.00 {text}\n", 100 + 30 * line));
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn what_moved_is_said_in_words() {
        let before = pages(&[&["甲乙丙", "丁戊己", "庚"], &["子丑", "寅卯"]]);
        type Pages<'a> = &'a [&'a [&'a str]];
        let cases: &[(Pages<'_>, &[&str])] = &[
            (&[&["甲乙丙", "丁戊己", "庚"], &["子丑", "寅辰"]], &["line 2 of page 2 changed"]),
            (&[&["甲乙", "丙丁", "戊己庚"], &["子丑", "寅卯"]], &["3 lines reflowed from line 1 of page 1"]),
            (&[&["甲Ｘ乙", "丙丁戊", "己庚"], &["子丑", "寅卯"]], &["line 1 of page 1 changed", "2 lines reflowed from line 2 of page 1"]),
            (
                &[&["甲乙丙", "丁戊己"], &["庚", "子丑", "寅卯"]],
                &[
                    "page 1 lost a line",
                    "page 2 gained a line",
                    "1 line moved from page 1 to page 2",
                    "2 lines of page 2 stand 30.00 pt lower",
                ],
            ),
            (
                &[&["甲乙丙", "丁戊己", "庚"], &["子丑"], &["寅卯"]],
                &["page 2 lost a line", "page 3 is new, with 1 line", "1 line moved from page 2 to page 3"],
            ),
            (&[&["甲乙丙", "丁戊己", "庚"]], &["page 2 is gone", "2 lines went at what was line 1 of page 2"]),
            (&[&["甲乙丙", "丁戊己", "庚", "辛"], &["子丑", "寅卯"]], &["page 1 gained a line", "1 line came in at line 4 of page 1"]),
        ];
        for (now, said) in cases {
            assert_eq!(words(&before, &pages(now)), *said);
        }
    }

    #[test]
    fn page_numbers_do_not_part_a_paragraph() {
        let page = |number: usize, lines: &[&str]| {
            format!(
                "{}  766.72 — {number} —\n",
                pages(&[lines]).replace("page 1", &format!("page {number}")).trim_end_matches('\n').to_string() + "\n"
            )
        };
        let then = [page(1, &["甲乙", "丙丁"]), page(2, &["戊己"])].join("\n");
        let now = [page(1, &["甲", "乙丙"]), page(2, &["丁戊", "己"])].join("\n");
        assert_eq!(words(&then, &now), ["page 2 gained a line", "4 lines reflowed from line 1 of page 1"]);
        let other = then.replace("— ", "第 ").replace(" —", " 页");
        assert_eq!(words(&then, &other), ["what stands on every page changed: page numbers, a running head, a watermark"]);
    }

    #[test]
    fn what_stands_on_the_only_page_is_no_line_of_the_text() {
        let page = |text: &str, number: &str, head: &str| format!("page 1\n 121.00 题\n 178.00 {text}\n{number}{head}");
        let (number, head) = (" 766.72 — 1 —\n", "  82.20 抬头\n");
        let everywhere = "what stands on every page changed: page numbers, a running head, a watermark";
        for (then, now, said) in [
            (page("甲", number, head), page("甲", number, "  82.20 另一抬头\n"), everywhere),
            (page("甲", number, ""), page("甲", number, head), everywhere),
            (page("甲", "", ""), page("甲", number, ""), everywhere),
            (page("甲", number, head), page("甲", " 766.72 第 1 页\n", head), everywhere),
            (page("甲", number, head), page("乙", number, head), "line 2 of page 1 changed"),
            (page("1月1日", "", ""), page("1月2日", "", ""), "line 2 of page 1 changed"),
        ] {
            assert_eq!(words(&then, &now), [said], "{then}{now}");
        }
    }

    #[test]
    fn a_shift_of_unlike_height_says_from_where_to_where() {
        let now = "page 1\n 101.50 甲乙丙\n 133.00 丁戊己\n 160.00 庚\n\npage 2\n 100.00 子丑\n 130.00 寅卯\n";
        let before = pages(&[&["甲乙丙", "丁戊己", "庚"], &["子丑", "寅卯"]]);
        assert_eq!(words(&before, now), ["2 lines of page 1 stand 1.50 to 3.00 pt lower"]);
        assert_eq!(words(now, &before), ["2 lines of page 1 stand 1.50 to 3.00 pt higher"]);
    }

    #[test]
    fn many_changes_are_cut_and_a_flood_is_not_matched() {
        let texts: Vec<String> = (0..40).map(|n| format!("行{n}")).collect();
        let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
        let changed: Vec<String> = (0..40).map(|n| if n % 3 == 0 { format!("变{n}") } else { format!("行{n}") }).collect();
        let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
        let said = words(&pages(&[&lines]), &pages(&[&changed]));
        assert_eq!((said.len(), said.last().map(String::as_str)), (MOST + 1, Some("and 8 more changes")));
        let flood: String = (0..MATCHED).map(|n| format!("  10.00 {n}\n")).collect();
        let said = words(&format!("page 1\n{flood}"), &format!("page 1\n  10.00 x\n{flood}"));
        assert_eq!(said, ["page 1 gained a line", "so many lines changed that they were not matched one by one"]);
    }

    proptest::proptest! {
        #[test]
        fn any_two_texts_are_compared_and_those_that_differ_are_told(one in "(page [1-3]\n|[ 0-9.]{0,4}[甲乙 \n]{0,9}){0,6}", other in ".{0,40}") {
            for (then, now) in [(&one, &other), (&other, &one), (&one, &one)] {
                let _ = words(then, now);
            }
        }
    }
}
