//! Where the cells of a table's rows stand: at common places over the rows, for pages and word processors alike.
//!
//! A table is rows of text, a block each, whose cells are parted by tabs, by two spaces or more, or by pipes. Columns are as
//! wide as their widest cell; the room between shrinks from two characters to half of one before a table is given up and
//! set as it came. Columns of figures stand flush right, but for their head and for the first column; a row of one cell (the table's name) and a
//! row of dashes stay as they came. Widths and places are hundredths of a character.
//!
//! **Always true:** cells lie in order, apart, on character boundaries; the last ends within the measure.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Template;
use super::signature::width;
use crate::document::{Block, Document, Role};

/// Between two columns: the most, and what it may shrink to.
const GUTTERS: [i64; 4] = [200, 150, 100, 50];

/// A row in columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its cells, from left to right.
    pub cells: Vec<Cell>,
    /// Whether one tab stands between any two cells, so that tab stops set it in a word processor.
    pub by_tabs: bool,
    /// Whether it names the columns.
    pub is_head: bool,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its bytes in the block's text.
    pub range: Range<usize>,
    /// Where its column begins.
    pub place: i64,
    /// Where it ends, if that is where its column does: a figure.
    pub end: Option<i64>,
}

/// What parts the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    /// Each tab, empty cells and all: every row has as many.
    Tab,
    /// Tabs or two spaces and more in a row.
    Blank,
    /// | or ｜, which begins its cell.
    Pipe,
}

/// The rows of all tables that fit, by block index.
pub fn rows(document: &Document, template: &Template) -> BTreeMap<usize, Row> {
    let style = template.style(Role::Table);
    let cell = if style.size == template.style(Role::Body).size { template.page.cell() } else { style.size };
    let room = template.page.measure().units() * 100 / cell.units().max(1);
    let measure = room - style.left_indent - style.right_indent - style.first_indent.max(0);
    let printed: Vec<(usize, &Block)> = document.printed().collect();
    let mut rows = BTreeMap::new();
    for table in printed.chunk_by(|a, b| a.1.role == Role::Table && b.1.role == Role::Table) {
        if table.len() > 1 && table.iter().all(|(_, block)| !is_drawn(&block.text)) {
            set_table(table, measure, &mut rows);
        }
    }
    rows
}

fn set_table(table: &[(usize, &Block)], measure: i64, rows: &mut BTreeMap<usize, Row>) {
    let parting = parting(table);
    let cells: Vec<(usize, &str, Vec<Range<usize>>)> = table
        .iter()
        .map(|(index, block)| (*index, block.text.as_str(), cells(&block.text, parting)))
        .filter(|(_, text, cells)| cells.iter().filter(|cell| !said(text, cell).is_empty()).count() > 1)
        .collect();
    let count = cells.iter().map(|(_, _, cells)| cells.len()).max().unwrap_or(0);
    let mut widths = vec![0; count];
    for (_, text, cells) in &cells {
        for (widest, cell) in widths.iter_mut().zip(cells) {
            *widest = width(&single_spaced(&text[cell.clone()])).max(*widest);
        }
    }
    let total: i64 = widths.iter().sum();
    let between = count.saturating_sub(1) as i64;
    let Some(gutter) = GUTTERS.into_iter().find(|gutter| count > 1 && total + gutter * between <= measure) else { return };
    let figures: Vec<bool> = (0..count).map(|column| column > 0 && parting != Parting::Pipe && is_of_figures(&cells, column)).collect();
    let has_head = has_head(&cells);
    let mut next = 0;
    let places: Vec<(i64, i64)> = widths
        .iter()
        .map(|width| {
            let place = next;
            next += width + gutter;
            (place, place + width)
        })
        .collect();
    for (n, (index, text, cells)) in cells.into_iter().enumerate() {
        let columns = cells.into_iter().zip(places.iter().zip(&figures));
        let cells = columns.map(|(range, ((place, end), figures))| {
            let end = (*figures && is_figure(said(text, &range))).then_some(*end);
            Cell { range, place: *place, end }
        });
        rows.insert(index, Row { cells: cells.collect(), by_tabs: parting == Parting::Tab, is_head: n == 0 && has_head });
    }
}

/// What a cell says, without its pipe; nothing if that is a line.
fn said<'a>(text: &'a str, cell: &Range<usize>) -> &'a str {
    let said = text.get(cell.clone()).unwrap_or_default().trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜'));
    if said.chars().all(|c| matches!(c, '-' | ':' | '=')) && said.len() > 2 { "" } else { said }
}

/// Blanks in a row count as one.
fn single_spaced(cell: &str) -> String {
    let mut before = None;
    cell.chars().filter(|c| !(before.replace(*c) == Some(' ') && *c == ' ')).collect()
}

/// Whether a column has figures below its head, two at least, and nothing else.
fn is_of_figures(rows: &[(usize, &str, Vec<Range<usize>>)], column: usize) -> bool {
    let below = || rows.iter().skip(1).filter_map(|(_, text, cells)| Some(said(text, cells.get(column)?)));
    let mut others = below().filter(|said| !said.is_empty() && !said.chars().all(|c| matches!(c, '—' | '-' | '/' | '无')));
    others.all(is_figure) && below().filter(|said| is_figure(said)).count() > 1
}

/// What the head of a column says, as a whole or at its end.
const HEADS: &[&str] = &[
    "序号", "编号", "号", "姓名", "名称", "名单", "单位", "部门", "职务", "职称", "性别", "年龄", "电话", "地址", "时间", "日期", "地点",
    "内容", "项目", "类别", "类型", "数量", "金额", "人数", "户数", "面积", "比例", "单价", "负责人", "责任人", "联系人", "主持人", "时限",
    "备注", "说明", "结果", "情况", "序號", "編號", "號", "名稱", "單位", "部門", "職務", "職稱", "性別", "年齡", "電話", "時間", "地點",
    "內容", "項目", "類別", "數量", "金額", "人數", "戶數", "面積", "負責人", "聯絡人", "備註", "說明", "結果", "情況",
];
/// The longest head of a column, in characters: 主要指标完成情况（万元）.
const LONGEST_HEAD: usize = 12;

/// Whether the first row names the columns. Nobody says so; its cells and those below do:
///
/// - it has a word in every column, none longer than [`LONGEST_HEAD`], none a figure, none twice;
/// - two rows at least follow, none of which begins with such a word, as a form's do (姓名 and a name, 单位 and an office);
/// - and it is of another kind than they are: most of its words are such as head columns, or below one of its words all cells are
///   figures, or no row below is as short.
fn has_head(rows: &[(usize, &str, Vec<Range<usize>>)]) -> bool {
    let said_in = |(_, text, cells): &(usize, &str, Vec<Range<usize>>)| -> Vec<String> {
        cells.iter().map(|cell| said(text, cell).chars().filter(|c| !c.is_whitespace()).collect()).collect()
    };
    let Some((head, below)) = rows.split_first() else { return false };
    let mut head = said_in(head);
    let below: Vec<Vec<String>> = below.iter().map(said_in).filter(|cells| cells.iter().any(|cell| !cell.is_empty())).collect();
    // A pipe behind the last cell is no cell.
    let filled = |cells: &Vec<String>| cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let columns = below.iter().chain([&head]).map(filled).max().unwrap_or(0);
    head.truncate(columns);
    let is_word = |cell: &String| !cell.is_empty() && cell.chars().count() <= LONGEST_HEAD && !is_figure(cell) && !begins_with_figure(cell);
    let repeats = head.iter().enumerate().any(|(n, cell)| head.iter().take(n).any(|earlier| earlier == cell));
    let is_form = below.iter().any(|cells| cells.first().is_some_and(|cell| HEADS.contains(&cell.as_str())));
    if below.len() < 2 || head.len() < columns || repeats || is_form || !head.iter().all(is_word) {
        return false;
    }
    let length = |cells: &[String]| cells.iter().map(|cell| cell.chars().count()).sum::<usize>();
    let of_figures = |column: usize| below.iter().all(|cells| cells.get(column).is_some_and(|cell| is_figure(cell)));
    head.iter().filter(|cell| HEADS.iter().any(|word| cell.ends_with(word))).count() * 2 > columns
        || (0..columns).any(of_figures)
        || below.iter().all(|cells| length(cells) > length(&head))
}

/// 3月5日, 12人: a figure with its unit is what stands below a head.
fn begins_with_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit())
}

/// 12, 1,250.5, -3.8%, ￥500.
fn is_figure(said: &str) -> bool {
    said.contains(|c: char| c.is_ascii_digit())
        && said.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+' | '－' | '%' | '％' | '￥' | '¥' | '$' | ' '))
}

/// Whether a row is drawn with boxes: its shape is its own.
fn is_drawn(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{2500}'..='\u{257f}'))
}

fn parting(table: &[(usize, &Block)]) -> Parting {
    let all = |holds: &dyn Fn(&str) -> bool| table.iter().all(|(_, block)| holds(&block.text));
    if all(&|text| text.contains(['|', '｜'])) {
        return Parting::Pipe;
    }
    let tabs = table.first().map_or(0, |(_, block)| block.text.matches('\t').count());
    if tabs > 0 && all(&|text| text.matches('\t').count() == tabs) { Parting::Tab } else { Parting::Blank }
}

/// The cells of a row, spaces round them left out.
fn cells(text: &str, parting: Parting) -> Vec<Range<usize>> {
    let solid = |from: usize, to: usize| {
        let cell = text.get(from..to).unwrap_or_default();
        let begin = from + cell.len() - cell.trim_start().len();
        begin..begin + cell.trim().len()
    };
    let mut cells = Vec::new();
    let mut from = 0;
    match parting {
        Parting::Tab => {
            for (at, _) in text.match_indices('\t') {
                cells.push(solid(from, at));
                from = at + 1;
            }
            cells.push(solid(from, text.len()));
        }
        Parting::Pipe => {
            for (at, _) in text.match_indices(['|', '｜']).filter(|(at, _)| *at > 0) {
                cells.push(solid(from, at));
                from = at;
            }
            cells.push(solid(from, text.len()));
        }
        Parting::Blank => {
            let mut end = 0;
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let blank = text.get(end..at).unwrap_or_default();
                if end > from && (blank.contains('\t') || blank.chars().count() >= 2) {
                    cells.push(solid(from, end));
                    from = at;
                }
                end = at + c.len_utf8();
            }
            cells.push(solid(from, text.len()));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(texts: &[&str], characters: usize) -> Vec<Vec<(String, i64)>> {
        let block = |text: &&str| Block::of(Role::Table, *text);
        let document = Document { blocks: texts.iter().map(block).collect(), ..Document::default() };
        let of = |(index, row): (usize, Row)| {
            row.cells.into_iter().map(|cell| (texts[index][cell.range].to_string(), cell.end.unwrap_or(cell.place))).collect()
        };
        let template = crate::template::load("own", &format!("[page]\ncharacters = {characters}")).expect("good");
        rows(&document, &template).into_iter().map(of).collect()
    }

    #[test]
    fn the_first_row_heads_a_table_where_its_cells_show_it() {
        for (rows, expected, why) in [
            (&["序号\t姓名", "1\t甲某某", "2\t乙某某"][..], true, "words that head columns"),
            (&["村名\t亩数", "青石村\t1,250", "柳溪村\t98"], true, "figures below"),
            (&["早\t晚", "读书一小时\t散步", "写字\t早睡早起"], true, "shorter than every row below"),
            (&["村名\t亩数（亩）", "青石村\t1,250"], false, "one row is not enough"),
            (&["1\t甲", "2\t乙", "3\t丙"], false, "a number is no head"),
            (&["青石村\t1,250", "柳溪村\t98", "清河村\t640"], false, "a figure is no head"),
            (&["8:30\t签到", "9:00\t开幕", "10:00\t茶歇"], false, "a time is no head"),
            (&["3月5日\t签到", "3月6日\t开幕", "3月7日\t返程安排"], false, "nor is a date"),
            (&["甲某某\t局长", "乙某某\t副局长", "丙某\t科长"], false, "rows of one kind"),
            (&["甲\t甲", "局长\t副局长", "科长\t主任科员"], false, "no column is named as another is"),
            (&["姓名\t", "甲\t局长", "乙\t科长"], false, "a column without a name"),
            (&["各乡镇主要负责人及联系方式一览\t备注", "甲\t局长", "乙\t科长"], false, "too long for a name"),
            (&["姓名\t甲某", "性别\t男", "工作单位\t某某县人民政府"], false, "a form to fill in"),
            (&["时间\t上午九点", "会场\t三楼", "茶歇\t一刻钟"], false, "one word of two, and rows as short"),
            (&["| 姓名 | 职务 |", "|---|---|", "| 甲 | 局长 |", "| 乙 | 科长 |"], true, "a line of dashes is no row"),
            (&["姓名   职务", "甲某   局长", "乙某   科长"], true, "parted by blanks"),
        ] {
            let block = |text: &&str| Block::of(Role::Table, *text);
            let document = Document { blocks: rows.iter().map(block).collect(), ..Document::default() };
            let heads: Vec<usize> = super::rows(&document, &crate::template::sample::gbt9704())
                .into_iter()
                .filter_map(|(index, row)| row.is_head.then_some(index))
                .collect();
            assert_eq!(heads, if expected { vec![0] } else { vec![] }, "{why}: {rows:?}");
        }
    }

    #[test]
    fn cells_stand_under_one_another_whatever_parts_them() {
        for rows in [
            ["序号\t姓名\t职务", "1\t欧阳某某\t局长"],
            ["序号   姓名  职务", "1      欧阳某某   局长"],
            ["序号\t\t姓名\t\t职务", "1\t欧阳某某\t局长"], // uneven tabs
        ] {
            let places = places(&rows, 28);
            let at = |row: usize| places[row].iter().map(|(_, at)| *at).collect::<Vec<_>>();
            assert_eq!((at(0), at(1)), (vec![0, 400, 1000], vec![0, 400, 1000]), "{rows:?}: 2 + 2, 4 + 2");
            assert_eq!(places[1][1].0, "欧阳某某");
        }
        let piped = places(&["| 甲乙 | 丙 |", "| 丁 | 戊己 |"], 28);
        assert_eq!(piped[0][1].1, piped[1][1].1);
        assert_eq!(piped[0][1].0, "| 丙");
    }

    #[test]
    fn columns_of_figures_end_where_their_widest_cell_does() {
        let rows = ["序号\t姓名\t面积（亩）\t备注", "1\t甲\t1,250.5\t3", "2\t乙\t98\t无人"];
        let at: Vec<Vec<i64>> = places(&rows, 28).into_iter().map(|row| row.into_iter().map(|(_, at)| at).collect()).collect();
        let end = 800 + 500;
        assert_eq!(at, [[0, 400, 800, 1500], [0, 400, end, 1500], [0, 400, end, 1500]], "neither the head, nor numbers of rows, nor words");
    }

    #[test]
    fn a_name_above_the_columns_and_a_row_of_dashes_widen_none() {
        let rows = ["| 一份很长很长的名单 |  |", "| 甲 |    乙 |", "|------------|---|", "| 丙 | 丁 |"];
        let places = places(&rows, 10);
        assert_eq!(places.len(), 2);
        assert_eq!(places[0][1], ("|    乙".to_string(), places[1][1].1));
    }

    #[test]
    fn an_empty_cell_keeps_its_column() {
        assert_eq!(places(&["甲\t\t丙", "丁\t戊\t己"], 28)[0][2], ("丙".to_string(), 600));
    }

    #[test]
    fn the_room_between_shrinks_before_a_table_is_given_up() {
        let rows = ["甲甲甲甲\t乙乙乙乙", "丙\t丁"];
        for (characters, second) in [(10, Some(600)), (9, Some(500)), (8, None)] {
            let set = places(&rows, characters);
            assert_eq!(set.first().map(|row| row[1].1), second, "{characters}");
        }
    }

    #[test]
    fn one_row_or_a_drawn_table_is_left_as_it_came() {
        assert_eq!(places(&["甲\t乙"], 28), Vec::<Vec<_>>::new());
        assert_eq!(places(&["┌─┬─┐", "│甲│乙│"], 28), Vec::<Vec<_>>::new());
    }
}
