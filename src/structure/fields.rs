//! Fields: rows of a label and its value above a text that are no minutes: 发件人：…, 受文者：…; and values that go on below.
//!
//! **Always true:** one such line alone is text, and so is a label that a sentence follows.

use crate::document::Role;

use super::date;
use super::dialogue;
use super::evidence::Clue;
use super::line::{Ending, count, width};
use super::paragraph::Paragraph;
use super::title_words::is_organization;

/// What stands above a letter sent by wire, and above the papers of offices in Taiwan.
const LABELS: &[&str] = &[
    "发件人",
    "收件人",
    "抄送",
    "密送",
    "主题",
    "发送时间",
    "发件时间",
    "日期",
    "寄件人",
    "寄件者",
    "收件者",
    "主旨",
    "寄件日期",
    "受文者",
    "發文日期",
    "發文字號",
    "速別",
    "密等",
    "密等及解密條件或保密期限",
    "檔號",
    "保存年限",
    "承辦人",
    "電話",
    "傳真",
    "電子信箱",
    "地址",
    "機關地址",
    "聯絡人",
    "聯絡方式",
    "發件人",
    "主題",
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Sent",
];

/// Those of [`LABELS`] that show by themselves what the row is.
const TELLING: &[&str] =
    &["发件人", "收件人", "寄件人", "寄件者", "收件者", "發件人", "受文者", "發文字號", "發文日期", "From", "To", "Subject"];

/// Joins the values that go on below their labels, and claims the rows of fields above the text.
pub(super) fn claim(paragraphs: &mut Vec<Paragraph>) {
    join_values(paragraphs);
    const REACH: usize = 20;
    let reach = paragraphs.len().min(REACH);
    let mut at = 0;
    while at < reach {
        let row = paragraphs[at..].iter().take_while(|paragraph| field(paragraph).is_some()).count();
        let telling = paragraphs[at..at + row].iter().any(|paragraph| field(paragraph).is_some_and(|label| TELLING.contains(&label)));
        if row >= 2 && telling {
            paragraphs[at..at + row].iter_mut().for_each(|paragraph| paragraph.claim(Role::Meta, Clue::FieldRow));
        }
        // What stands behind the text was sent before it: a letter that is answered.
        if row == 0 && paragraphs[at].is_prose() {
            break;
        }
        at += row.max(1);
    }
}

/// The label of a field.
fn field(paragraph: &Paragraph) -> Option<&str> {
    let (label, value) = paragraph.text.split_once(['：', ':'])?;
    let plain = paragraph.is_open() && paragraph.ending != Ending::Stop && count(value, 101) <= 100;
    (plain && LABELS.contains(&label.trim())).then_some(label.trim())
}

/// Joins what goes on below a label of minutes, set in to its value: 参加人员：李某、 over 王某.
fn join_values(paragraphs: &mut Vec<Paragraph>) {
    const REACH: usize = 60;
    let labelled = |paragraph: &Paragraph| paragraph.is_open() && dialogue::has_meta_label(&paragraph.text);
    // Where the value begins, in columns.
    let value = |paragraph: &Paragraph| {
        let label = paragraph.text.split_inclusive(['：', ':']).next().unwrap_or_default();
        let spaces: usize = label.chars().filter(|c| c.is_whitespace()).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
        paragraph.indent + width(label) + spaces
    };
    let mut at = 0;
    while at + 1 < paragraphs.len().min(REACH) {
        let column = if labelled(&paragraphs[at]) { value(&paragraphs[at]) } else { 0 };
        while column > 0 && paragraphs.get(at + 1).is_some_and(|next| goes_on(&paragraphs[at], next, column)) {
            let listed = paragraphs[at].ending == Ending::Open;
            let next = paragraphs.remove(at + 1);
            if listed {
                // 张某 李某 over 王某: names parted by spaces.
                paragraphs[at].text.push(' ');
            }
            paragraphs[at].absorb(next, Clue::ValueGoesOn);
        }
        at += 1;
    }
}

/// Whether a line is more of the value of the label above it.
fn goes_on(above: &Paragraph, next: &Paragraph, column: usize) -> bool {
    let plain = next.is_open()
        && next.marker.is_none()
        && next.blank_before == 0
        && next.count <= 100
        && matches!(next.ending, Ending::Open | Ending::Comma)
        && !next.text.contains(['：', ':'])
        && !date::is_date(&next.text);
    let set_in = next.indent.abs_diff(column) <= 2 && next.indent >= above.indent + 6;
    let broken = above.ending == Ending::Comma;
    let listed = above.ending == Ending::Open && above.text.contains([' ', '\u{3000}', '、']) && next.count <= 60;
    plain && (broken && (set_in || next.indent > above.indent + 2) || set_in && listed)
}

/// 某县人民政府办公室　　2023年6月1日: who prints a bulletin, and when, above its text.
pub(super) fn is_masthead(text: &str) -> bool {
    text.len() <= 200
        && text.split_once(['\u{3000}', ' ']).is_some_and(|(office, day)| is_organization(office) && date::is_date(day.trim()))
}

/// 第5期, 〔2023〕第5期, 总第12期: which number of a bulletin it is.
pub(super) fn is_issue(text: &str) -> bool {
    let core = text.trim_matches(['（', '）', '(', ')']);
    let Some(number) = core.strip_suffix('期').map(str::trim_end) else { return false };
    let figure = |c: char| super::numbering::digit(c).is_some() || "〇零一二三四五六七八九十百".contains(c);
    count(core, 21) <= 20
        && number.ends_with(figure)
        && core.contains('第')
        && core.starts_with(['第', '总', '總', '〔', '[', '［', '2', '（'])
}

/// 时间：2016年7月1日: when something was, in the head under who spoke.
pub(super) fn is_labelled_date(text: &str) -> bool {
    const WHEN: &[&str] = &["时间", "日期", "時間", "时　间", "讲课时间", "演讲时间", "写作时间", "date"];
    text.len() <= 120
        && text.split_once(['：', ':']).is_some_and(|(label, day)| {
            let day = day.trim();
            WHEN.contains(&label.trim()) && (date::is_date(day) || date::leading(day).is_some_and(|rest| rest.trim().is_empty()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn fields_stand_in_rows() {
        let blocks = sample::blocks("发件人：王某\n收件人：李某\n主题：春季植树\n\n李某，你好：\n　　树苗已经运到，请派人来取。");
        let roles: Vec<_> = blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles, [Role::Meta, Role::Meta, Role::Meta, Role::Salutation, Role::Body]);
        let alone = sample::blocks("收件人：这三个字写在信封中间，不要写得太小。\n　　树苗已经运到，请派人来取。");
        assert!(alone.iter().all(|block| block.role == Role::Body));
    }

    #[test]
    fn a_value_goes_on_below_its_label() {
        let blocks = sample::blocks("时间：三月二日\n出席：王某、李某、\n　　　赵某\n记录：钱某\n会议开得很短，只说了一件事情。");
        assert_eq!((blocks[1].role, blocks[1].text.as_str()), (Role::Meta, "出席：王某、李某、赵某"));
    }

    #[test]
    fn issues_and_mastheads() {
        for text in ["第5期", "〔2023〕第5期", "总第12期", "（第3期）"] {
            assert!(is_issue(text), "{text}");
        }
        for text in ["工程第一期", "学期", "第二学期", "长期"] {
            assert!(!is_issue(text), "{text}");
        }
        assert!(is_masthead("某某县水利局　　2021年3月2日") && !is_masthead("2021年3月2日　　某某县水利局"));
        assert!(is_labelled_date("日期：2024-01-02") && !is_labelled_date("日期：下个月"));
    }
}
