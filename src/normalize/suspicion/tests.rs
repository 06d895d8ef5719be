//! The tables, row by row, and how they are searched.

use super::*;
use crate::normalize::tests::said;

fn found(kind: Kind, line: &str) -> Vec<&'static str> {
    TABLE.find(line).into_iter().filter(|one| one.row.kind == kind).map(|one| one.row.written).collect()
}

#[test]
fn every_line_of_a_table_is_a_row_or_a_remark() {
    for kind in Kind::ALL {
        let rows = TABLE.rows().filter(|row| row.kind == kind).count();
        assert_eq!(rows, kind.text().lines().filter(|line| !line.starts_with('#')).count());
        assert!(kind != Kind::Word || rows >= 300, "a few hundred well-known confusions");
        for line in kind.text().lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 4 && cells.iter().all(|cell| !cell.trim().is_empty() && cell.trim() == *cell), "{line}");
        }
    }
}

#[test]
fn what_is_written_is_told_and_what_is_right_is_not() {
    for Row { kind, written, meant, unless, right } in TABLE.rows() {
        assert_ne!(written, meant, "{kind:?}");
        // In a sentence whose neighbours make no other word of it.
        let sentence = format!("他写：“{written}。”");
        assert_eq!(found(*kind, &sentence), [*written], "{kind:?}");
        assert_eq!(found(*kind, right), [""; 0], "{kind:?}, {written}: {right}");
        for longer in unless {
            assert!(longer.contains(written) && longer != written, "{kind:?}, {written}: {longer}");
            assert!(!found(*kind, longer).contains(written), "{kind:?}, {written}: {longer}");
        }
    }
}

/// A sentence that has nothing of the slip in it would prove nothing: it says the word that is meant, or holds the odd
/// character in another company.
#[test]
fn what_is_right_is_a_near_miss() {
    for Row { kind, written, meant, right, .. } in TABLE.rows() {
        let odd = |c: char| written.contains(c) && !meant.contains(c);
        assert!(right.contains(meant) || right.chars().any(odd), "{kind:?}, {written}: {right}");
    }
}

#[test]
fn no_row_is_written_twice_or_hides_another() {
    for Row { kind, written, .. } in TABLE.rows() {
        // A letter inside GCD员 begins no D员.
        let inside = |at: usize| !written[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let of_kind = TABLE.rows().filter(|other| other.kind == *kind);
        let same = of_kind.filter(|other| written.find(other.written).is_some_and(inside)).count();
        assert_eq!(same, 1, "{kind:?}: {written} holds another row, which tells of it already");
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
        assert_eq!(found(Kind::Fragment, line), wanted, "{line}");
    }
    assert!(said("对照Ｄ章检查。").iter().any(|d| d.rule == "suspicious-fragment"));
}

#[test]
fn words_that_only_meet_are_no_slips() {
    for line in [
        "在在线平台上、在在建项目里、在在职教育中，在在校学生和在在场老师面前。",
        "真的的确如此，他的的确很忙，最大的的确是这个，问题是是不是要改。",
        "完成了了却多年心愿的事，取得了了不起的成绩，为为人民服务的人点赞。",
        "第D章 结论，详见D章，附件D章程。",
        "维生素D组织吸收好，C组、D组织了活动，由D委托，方案D委托给他们，D的领导能力强，选D的二十人。",
        "领导于部属单位，机关于部署之前，上海拨款到位，换挡次数，触摸范围，了解诀窍，财富欲望，数据为已有资料，因为已任命了。",
    ] {
        assert_eq!(TABLE.find(line).iter().map(|one| one.row.written).collect::<Vec<_>>(), [""; 0], "{line}");
    }
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
    assert_eq!(found(Kind::Repeat, "这是我们的的任务的的"), ["的的", "的的"]);
    assert_eq!(found(Kind::Word, "领导于部，领导千部"), ["领导于部", "领导千部"]);
}
