//! Lines in a row that are data: cells with commas between (CSV), and keys with values (YAML).
//!
//! **Always true:** found from characters that no rule changes in them, and what shows that lines are data is that one of them
//! holds something: a line more never takes it back, so that a second run finds what the first did.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use super::NormalLine;
use super::characters::{is_cjk_mark, is_han, is_space};

/// Characters of a cell, at most.
const CELL: usize = 20;

/// Characters of a key, and of its value, at most.
const KEY: (usize, usize) = (20, 60);

/// Heads of columns that say what stands below is a table, whatever that is.
const HEADS: [&str; 24] = [
    "姓名", "性别", "年龄", "序号", "编号", "学号", "工号", "名称", "单位", "部门", "职务", "电话", "日期", "时间", "地点", "数量", "单价",
    "金额", "备注", "班级", "学校", "型号", "规格", "地址",
];

/// Ranges of lines that are data, by index.
pub fn find(text: &str, lines: &[NormalLine]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if memchr(b',', text.as_bytes()).is_some() {
        found.extend(rows(text, lines, |line| Some(memchr_iter(b',', line.as_bytes()).count()).filter(|count| *count > 0), is_table));
    }
    if memmem::find(text.as_bytes(), b": ").is_some() {
        found.extend(rows(text, lines, |line| entry(line).map(|_| 0), is_mapping));
    }
    found
}

/// Runs of lines, none blank between, that are of one shape and that hold together.
fn rows(
    text: &str,
    lines: &[NormalLine],
    shape: impl Fn(&str) -> Option<usize>,
    is_data: impl Fn(&[&str], usize) -> bool,
) -> Vec<Range<usize>> {
    let content = |index: usize| lines.get(index).and_then(|line| text.get(line.span.range())).unwrap_or_default();
    let touches = |index: usize| matches!((lines.get(index - 1), lines.get(index)), (Some(a), Some(b)) if b.span.start <= a.span.end + 1);
    let mut found = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let Some(kind) = shape(content(start)) else {
            start += 1;
            continue;
        };
        let mut end = start + 1;
        while end < lines.len() && touches(end) && shape(content(end)) == Some(kind) {
            end += 1;
        }
        if end - start >= 2 {
            // A sentence among them ends the run.
            let rows: Vec<&str> = (start..end).map(content).collect();
            let mut from = 0;
            for part in rows.split(|row| kind > 0 && !is_row(row)) {
                if part.len() >= 2 && is_data(part, kind) {
                    found.push(start + from..start + from + part.len());
                }
                from += part.len() + 1;
            }
        }
        start = end;
    }
    found
}

/// Cells are short and hold no sentence.
fn is_row(line: &str) -> bool {
    line.split(',').all(|cell| {
        let is_stop =
            |c: char| is_cjk_mark(c) && !matches!(c, '（' | '）' | '《' | '》' | '、') || matches!(c, '?' | '!' | ';' | '“' | '”');
        cell.chars().filter(|c| !is_space(*c)).take(CELL + 1).count() <= CELL && !cell.contains(is_stop) && !cell.ends_with('.')
    })
}

/// Two commas or more in each line and something that is no word in one; or one comma, and numbers in two lines of three.
fn is_table(rows: &[&str], commas: usize) -> bool {
    let has_number = |row: &&&str| row.split(',').any(is_number);
    let has_head = || rows.iter().any(|row| row.split(',').any(|cell| HEADS.contains(&cell.trim())));
    if commas >= 2 {
        return has_head() || rows.iter().any(|row| has_number(&row));
    }
    rows.len() >= 3 && rows.iter().filter(has_number).count() >= 2
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | ':' | '%' | ' '))
}

/// The key and the value of `键: 值`, `键:`; for `- 值` no key.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (dash, line) = line.strip_prefix("- ").map_or((false, line), |rest| (true, rest));
    let is_sentence = |text: &str| text.chars().any(is_cjk_mark) || text.chars().count() > KEY.1;
    let Some((key, value)) = line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, ""))) else {
        return (dash && !is_sentence(line)).then_some(("", line));
    };
    let is_key =
        !key.is_empty() && key.chars().count() <= KEY.0 && key.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || "_-.".contains(c));
    (is_key && !is_sentence(value)).then_some((key, value))
}

/// A key of lower-case ASCII; or a key without a value and two or more below it with one, not all in Chinese. Three lines at least.
fn is_mapping(rows: &[&str], _: usize) -> bool {
    let entries: Vec<(&str, &str)> = rows.iter().filter_map(|row| entry(row)).collect();
    let is_name = |key: &str| key.len() >= 2 && key.starts_with(|c: char| c.is_ascii_lowercase()) && key.is_ascii();
    let parent = entries.iter().position(|(key, value)| !key.is_empty() && value.is_empty());
    let children = parent.and_then(|parent| entries.get(parent + 1..)).unwrap_or_default();
    let is_machine = |value: &str| !value.is_empty() && value.is_ascii();
    let has_parent =
        children.iter().filter(|(_, value)| !value.is_empty()).count() >= 2 && children.iter().any(|(_, value)| is_machine(value));
    entries.len() >= 3 && (entries.iter().any(|(key, _)| is_name(key)) || has_parent)
}

#[cfg(test)]
mod tests {
    use crate::normalize::tests::normal;

    #[test]
    fn data_stays_and_prose_with_commas_and_colons_does_not() {
        for text in [
            "姓名,性别,年龄\n王强,男,35",
            "姓名,单位\n王强,12\n李明,35",
            "服务器:\n  端口: 8080\n  名称: 主机",
            "name: 测试\n标题: 讲话,稿\n标签:\n- 甲,乙",
        ] {
            let bare = text.replace("\n  ", "\n");
            assert_eq!(normal(text).text, bare);
            assert_eq!(normal(&bare).text, bare);
        }
        for (text, expected) in [
            ("山高,水长,人和\n春来,秋去,花开", "山高，水长，人和\n春来，秋去，花开"),
            ("山里有座庙,庙里有个缸\n缸里有个盆,盆里有个碗", "山里有座庙，庙里有个缸\n缸里有个盆，盆里有个碗"),
            ("姓名: 王强\n性别: 男\n职务: 主任", "姓名：王强\n性别：男\n职务：主任"),
            ("今天,3月5日,大家都到了。\n明天,3月6日,大家还来。", "今天，3月5日，大家都到了。\n明天，3月6日，大家还来。"),
        ] {
            assert_eq!(normal(text).text, expected);
        }
    }
}
