//! The tables, row by row, and how they are searched.

use super::*;
use crate::normalize::tests::said;

const TABLES: [(&str, &LazyLock<Table>); 3] =
    [("suspicious-word", &WORDS), ("suspicious-fragment", &FRAGMENTS), ("suspicious-repeat", &REPEATS)];

fn found(table: &Table, line: &str) -> Vec<&'static str> {
    table.find(line).into_iter().map(|(_, row)| row.written).collect()
}

#[test]
fn every_line_of_a_table_is_a_row_or_a_remark() {
    for (text, table) in
        [(include_str!("words.tsv"), &WORDS), (include_str!("fragments.tsv"), &FRAGMENTS), (include_str!("repeats.tsv"), &REPEATS)]
    {
        assert_eq!(table.rows().count(), text.lines().filter(|line| !line.starts_with('#')).count());
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 4 && cells.iter().all(|cell| !cell.trim().is_empty() && cell.trim() == *cell), "{line}");
        }
    }
    assert!(WORDS.rows().count() >= 300, "a few hundred well-known confusions");
}

#[test]
fn what_is_written_is_told_and_what_is_right_is_not() {
    for (rule, table) in TABLES {
        for row in table.rows() {
            assert_ne!(row.written, row.meant, "{rule}");
            // In a sentence whose neighbours make no other word of it.
            let sentence = format!("他写：“{}。”", row.written);
            assert_eq!(found(table, &sentence), [row.written], "{rule}");
            assert_eq!(found(table, row.right), [""; 0], "{rule}, {}: {}", row.written, row.right);
            for longer in &row.unless {
                assert!(longer.contains(row.written) && *longer != row.written, "{rule}, {}: {longer}", row.written);
                assert!(!found(table, longer).contains(&row.written), "{rule}, {}: {longer}", row.written);
            }
        }
    }
}

/// A sentence that has nothing of the slip in it would prove nothing: it says the word that is meant, or holds the odd
/// character in another company.
#[test]
fn what_is_right_is_a_near_miss() {
    for (rule, table) in TABLES {
        for row in table.rows() {
            let odd = |c: char| row.written.contains(c) && !row.meant.contains(c);
            assert!(row.right.contains(row.meant) || row.right.chars().any(odd), "{rule}, {}: {}", row.written, row.right);
        }
    }
}

#[test]
fn no_row_is_written_twice_or_hides_another() {
    for (rule, table) in TABLES {
        for row in table.rows() {
            // A letter inside GCD员 begins no D员.
            let inside = |at: usize| !row.written[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let same = table.rows().filter(|other| row.written.find(other.written).is_some_and(inside)).count();
            assert_eq!(same, 1, "{rule}: {} holds another row, which tells of it already", row.written);
        }
    }
}

#[test]
fn letters_are_of_either_case_and_part_of_no_longer_word() {
    for (line, wanted) in [
        ("对照D章检查", vec!["D章"]),
        ("对照d章检查", vec!["D章"]),
        ("对照Ｄ章检查", vec![]), // full-width letters have been folded before
        ("3D章", vec![]),
        ("A-D章", vec![]),
        ("D区、A股、K歌、T恤、B超、X光、C位、N个、e代驾", vec![]),
    ] {
        assert_eq!(found(&FRAGMENTS, line), wanted, "{line}");
    }
    assert!(said("对照Ｄ章检查。").iter().any(|d| d.rule == "suspicious-fragment"));
}

#[test]
fn placeholders_are_no_fragments() {
    for line in ["***系统", "XX常委", "××县", "□□乡", "中共××县委", "___年", "某某单位", "王XX"] {
        assert_eq!(said(line).iter().filter(|d| d.rule.starts_with("suspicious")).count(), 0, "{line}");
    }
}

#[test]
fn one_note_a_string_with_its_lines() {
    let text = "　　党员领导于部要带头。\n好的。\n领导于部，领导于部。\n这是一项体统工程。\n";
    let said: Vec<Diagnostic> = said(text).into_iter().filter(|d| d.rule == "suspicious-word").collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said[0].message, "领导于部 stands where 领导干部 may be meant, 3 times (lines 1, 3)");
    assert_eq!(said[0].place, Some(crate::source::Place { line: 1, column: 5 }));
    assert_eq!(said[0].excerpt.as_deref(), Some("党员领导于部要带头。"));
    assert_eq!(said[1].message, "体统工程 stands where 系统工程 may be meant");
    let many: String = (0..100).map(|_| "领导于部。\n").collect();
    let said = super::super::tests::said(&many);
    assert_eq!(said.iter().filter(|d| d.rule == "suspicious-word").count(), 1, "a hundred places are one note");
    assert!(said[0].message.ends_with("100 times (lines 1, 2, 3, 4, 5, 6, 7, 8, …)"), "{}", said[0].message);
}

#[test]
fn the_longest_row_is_told_once() {
    assert_eq!(found(&REPEATS, "这是我们的的任务的的"), ["的的", "的的"]);
    assert_eq!(found(&WORDS, "领导于部，领导千部"), ["领导于部", "领导千部"]);
}
