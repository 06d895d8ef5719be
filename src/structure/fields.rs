//! Fields: rows of a label and its value above a text that are no minutes: 发件人：…, 受文者：…; and values that go on below.
//!
//! **Always true:** one such line alone is text, and so is a label that a sentence follows.

use crate::document::Role;

use super::date;
use super::dialogue;
use super::evidence::{Clue, Reason};
use super::line::{Ending, count, ending, is_han, width};
use super::paragraph::Paragraph;
use super::title_words::{behind_label, is_organization};

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
    single(paragraphs, reach);
}

/// The label of a field.
fn field(paragraph: &Paragraph) -> Option<&'static str> {
    let (label, value) = paragraph.text.split_once(['：', ':'])?;
    let plain = paragraph.is_open() && paragraph.ending != Ending::Stop && count(value, 101) <= 100;
    // 檔　　號：
    let solid: String = label.chars().take(40).filter(|c| !c.is_whitespace()).collect();
    LABELS.iter().copied().find(|own| plain && (*own == solid || *own == label.trim()))
}

/// Claims single fields, too, where a row shows what they are; 附件：… among them is one.
fn single(paragraphs: &mut [Paragraph], reach: usize) {
    const FEWEST: usize = 3;
    let text = paragraphs[..reach].iter().position(Paragraph::is_prose).unwrap_or(reach);
    let of_row = |paragraph: &Paragraph| paragraph.why.contains(&Reason::of(Clue::FieldRow));
    let all = paragraphs[..text].iter().filter(|paragraph| of_row(paragraph) || field(paragraph).is_some()).count();
    if all < FEWEST || !paragraphs[..text].iter().any(of_row) {
        return;
    }
    for at in 0..text {
        let attached = at > 0 && of_row(&paragraphs[at - 1]) && paragraphs[at].is_open() && paragraphs[at].text.starts_with("附件：");
        if attached || field(&paragraphs[at]).is_some() {
            paragraphs[at].claim(Role::Meta, Clue::FieldRow);
        }
    }
}

/// 开馆时间：周一至周五, **讲师**：陈某: a short label, a value, no sentence.
pub(super) fn is_label_row(text: &str) -> bool {
    /// The longest label, and the longest row.
    const LABEL: usize = 6;
    const LONGEST: usize = 60;
    let Some((label, value)) = text.split_once(['：', ':']).filter(|_| count(text, LONGEST + 1) <= LONGEST) else { return false };
    let label: String = label.chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
    (2..=LABEL).contains(&label.chars().count())
        && label.chars().all(is_han)
        && !value.trim().is_empty()
        && ending(text) == Ending::Open
        && !text.contains(['。', '；'])
        && behind_label(text).is_none()
}

/// 合同编号：…: which paper it is.
pub(super) fn is_numbered_paper(text: &str) -> bool {
    is_label_row(text)
        && text
            .split(['：', ':'])
            .next()
            .is_some_and(|label| ["编号", "文号", "案号", "編號"].iter().any(|end| label.trim().ends_with(end)))
}

/// Names of columns, or a row of them: three cells at least, with gaps as wide as two characters between them.
pub(super) fn is_columns(text: &str) -> bool {
    const WIDE: usize = 4;
    if text.len() > 300 {
        return false;
    }
    let (mut gap, mut gaps) = (0, 0);
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap += if c == '\u{3000}' { 2 } else { 1 };
        } else {
            gaps += usize::from(gap >= WIDE);
            gap = 0;
        }
    }
    gaps >= 2
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
    let Some(number) = core.strip_suffix(['期', '次']).map(str::trim_end) else { return false };
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
            WHEN.contains(&label.trim_matches(['*', ' ', '\u{3000}']))
                && (date::is_date(day) || date::leading(day).is_some_and(|rest| rest.trim().is_empty()))
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
        for text in ["第5期", "〔2023〕第5期", "总第12期", "（第3期）", "〔2024〕第7次"] {
            assert!(is_issue(text), "{text}");
        }
        for text in ["工程第一期", "学期", "第二学期", "长期"] {
            assert!(!is_issue(text), "{text}");
        }
        assert!(is_masthead("某某县水利局　　2021年3月2日") && !is_masthead("2021年3月2日　　某某县水利局"));
        assert!(is_labelled_date("日期：2024-01-02") && !is_labelled_date("日期：下个月"));
    }
}
