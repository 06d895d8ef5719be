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
    spaced_rows(lines);
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

/// A row as spaces part it: where each field begins, in columns.
struct Row<'a> {
    fields: Vec<(usize, &'a str)>,
}

/// Three short rows or more of as many fields, parted by two spaces or a wide one, and no marks: a table where a row of names
/// heads them or most rows hold figures. A field may also begin behind one space, where the row above has one.
fn spaced_rows(lines: &mut [Line<'_>]) {
    const FEWEST: usize = 3;
    let mut at = 0;
    while at < lines.len() {
        let mut rows: Vec<Row<'_>> = Vec::new();
        while let Some(line) = lines.get(at + rows.len()) {
            let Some(row) = row(line, rows.last()).filter(|row| rows.last().is_none_or(|last| last.fields.len() == row.fields.len()))
            else {
                break;
            };
            rows.push(row);
        }
        let single = rows.iter().zip(&lines[at..]).all(|(_, line)| !line.text.contains("\u{3000}\u{3000}") && !line.text.contains("  "));
        let fewest = if single { FEWEST + 1 } else { FEWEST };
        if rows.len() >= fewest && are_table(&rows) {
            let end = at + rows.len();
            lines[at..end].iter_mut().filter(|line| line.role.is_none()).for_each(|line| line.claim(Role::Table, Clue::Columns));
        }
        at += rows.len().max(1);
    }
}

/// Whether rows of fields are a table, and not names side by side or verse in columns.
fn are_table(rows: &[Row<'_>]) -> bool {
    const NAMES: &[&str] = &[
        "姓名", "日期", "时间", "項目", "项目", "序号", "编号", "性别", "年龄", "电话", "备注", "内容", "地点", "班级", "组别", "部门",
        "单位", "名称", "数量", "单价", "金额", "人数", "职务", "职称", "星期", "班次", "品名", "规格", "合计", "得分", "名次", "值班人员",
        "班组", "工龄", "工种", "姓　名", "時間", "時　間", "電話", "備註", "單位", "職務",
    ];
    let cells = |row: &Row<'_>| row.fields.iter().map(|(_, field)| field.trim().to_string()).collect::<Vec<_>>();
    let headed = rows.first().is_some_and(|first| cells(first).iter().filter(|cell| NAMES.contains(&cell.as_str())).count() >= 2);
    let figure = |row: &&Row<'_>| {
        let digits = |field: &str| field.chars().any(|c| super::numbering::digit(c).is_some());
        row.fields.iter().any(|(_, field)| digits(field))
    };
    // 8:30-9:00  签到 is a list of times.
    let timed = rows.iter().all(|row| row.fields.len() == 2 && row.fields.first().is_some_and(|(_, field)| field.contains([':', '：'])));
    headed || rows.iter().filter(figure).count() * 2 > rows.len() && !timed
}

/// The fields of a line, where it may be a row: short, without marks, with no marker.
fn row<'a>(line: &Line<'a>, above: Option<&Row<'a>>) -> Option<Row<'a>> {
    const LONGEST: usize = 300;
    const MARKS: &[char] = &['。', '！', '？', '；', '，', '：', '!', '?', ';', '…', '—', '_'];
    let text = line.text;
    let free = line.role.is_none() || line.why == Some(Clue::Columns);
    if !free || line.stands_alone() || text.len() > LONGEST || text.contains(MARKS) || text.contains('\t') {
        return None;
    }
    // A．甲  B．乙 are answers to choose from; 第一回 … heads a chapter.
    let chosen =
        text.starts_with(|c: char| c.is_ascii_uppercase()) && text.get(1..).is_some_and(|rest| rest.starts_with(['.', '．', '、']));
    if chosen || super::numbering::marker(text).is_some() {
        return None;
    }
    let wide = text.contains("\u{3000}\u{3000}") || text.contains("  ");
    let mut fields: Vec<(usize, &str)> = Vec::new();
    // Where the field began, and the run of spaces, in bytes and columns.
    let (mut start, mut begun, mut column) = (0, line.indent, line.indent);
    let mut run: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        let own = super::line::columns_of(c);
        if c.is_whitespace() {
            run.get_or_insert((at, column));
        } else if let Some((from, since)) = run.take() {
            let gap = column - since;
            // Where wide gaps part the fields, one U+3000 stands inside a name.
            let spaces = gap == 2 && text[from..at].chars().all(|c| c == ' ');
            let parts = spaces || gap > 2 || gap == 2 && !wide;
            let under = gap == 1 && above.is_some_and(|above| above.fields.iter().skip(1).any(|(begins, _)| begins.abs_diff(column) <= 1));
            if parts || under {
                fields.push((begun, &text[start..from]));
                (start, begun) = (at, column);
            }
        }
        column += own;
    }
    fields.push((begun, &text[start..]));
    // 時　　間　九月: a label spaced out is no column.
    let spaced_out = fields.first().is_some_and(|(_, field)| field.chars().count() == 1 && field.chars().all(super::line::is_han));
    (fields.len() >= 2 && !spaced_out).then_some(Row { fields })
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
        for text in [
            "出席：\n张三　　李四　　王五\n赵六　　钱七　　孙八\n周九　　吴十　　郑某",
            "江上清风起  山间明月来\n一舟人独坐  两岸橘花开\n渔火三更近  钟声半夜催",
            "A．山高  B．水长  C．风清  D．月白\nA．一  B．二  C．三  D．四\nA．甲  B．乙  C．丙  D．丁",
        ] {
            assert!(sample::blocks(text).iter().all(|block| block.role != Role::Table), "{text}");
        }
    }

    #[test]
    fn rows_of_as_many_fields_are_a_table() {
        for text in [
            "姓名　　班级　　得分\n何某　　一班　　　91\n邓某　　二班　　　88",
            "姓名　班级　得分\n何某　一班　91\n邓某　二班　88\n江某　三班　85",
            "日期          带队        随行\n3月5日（一）  周某        何某、邓某\n3月12日（二） 吴某        江某、郑某",
        ] {
            assert!(sample::blocks(text).iter().all(|block| block.role == Role::Table), "{text}");
        }
    }
}
