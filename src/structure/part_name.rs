//! Parts that have a name instead of a number (序言, 尾声, 参考文献, 附录A), and the entries under 目录.
//!
//! **Always true:** a name counts only as the whole of its line, with something below it.

use crate::document::Role;

use super::contents;
use super::evidence::Clue;
use super::heading::{LONGEST, Verdict};
use super::line::{Ending, count};
use super::paragraph::Paragraph;
use super::title_words::is_piece;

/// Whether a text is what a part without a number is called, and nothing else.
pub(super) fn is_part_name(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "正文", "序", "序言", "序幕", "前言", "引言", "引子", "楔子", "导言", "尾声", "后记", "结语", "结束语", "附录", "目录", "目次",
        "導言", "後記", "結語", "尾聲", "附錄", "目錄", "参考文献", "參考文獻", "致谢", "致謝", "注释", "注釋", "摘要", "内容提要",
        "内容摘要", "Abstract", "References",
    ];
    let solid: String = text.chars().take(11).filter(|c| !c.is_whitespace()).collect();
    let aside = ["番外", "楔子", "序章", "终章", "尾声"].iter().find_map(|name| text.strip_prefix(name));
    let named_aside = aside.is_some_and(|rest| rest.starts_with([' ', '\u{3000}', '：']) && count(rest, 21) <= 20);
    text.len() <= 30 && NAMES.contains(&solid.as_str()) || named_aside || is_piece(text) || is_lettered(text, &["附录", "附錄"])
}

/// 附录A 调查问卷: a name, a letter or a number, a title.
fn is_lettered(text: &str, names: &[&str]) -> bool {
    let Some(rest) = names.iter().find_map(|name| text.strip_prefix(name)) else { return false };
    let rest = rest.trim_start();
    let figure = rest.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c));
    let behind = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    let lettered = rest.starts_with(|c: char| c.is_ascii_uppercase()) && behind.starts_with(super::line::is_han);
    let parted = behind.is_empty() || lettered || behind.starts_with([' ', '\u{3000}', '：', ':']);
    figure && parted && text.len() <= 120 && super::line::ending(text) == Ending::Open
}

/// Parts that have a name instead of a number.
pub(super) fn parts(paragraphs: &[Paragraph], text: &[usize], head: usize, verdicts: &mut [Option<Verdict>]) {
    for (place, at) in text.iter().copied().enumerate() {
        let paragraph = &paragraphs[at];
        let headed = text.get(place + 1).is_some_and(|next| {
            paragraphs[*next].is_open() || matches!(paragraphs[*next].role, Some(Role::List | Role::Note | Role::Salutation))
        });
        if at >= head && paragraph.is_open() && headed && is_part_name(&paragraph.text) {
            verdicts[at] = Some(Verdict::Part);
        }
    }
}

/// The entries of a table of contents: what stands between 目录 and the line that says its first entry again.
pub(super) fn entries(paragraphs: &[Paragraph], text: &[usize], verdicts: &mut [Option<Verdict>]) {
    /// The most entries looked at.
    const MOST: usize = 500;
    let solid = contents::solid;
    let is_table = |at: &usize| paragraphs[*at].count <= 2 && matches!(solid(&paragraphs[*at].text).as_str(), "目录" | "目次" | "目錄");
    let Some(table) = text.iter().position(is_table) else { return };
    let Some(first) = text.get(table + 1).map(|at| solid(&paragraphs[*at].text)) else { return };
    let below = &text[table + 1..];
    let Some(again) =
        below.iter().take(MOST).skip(1).position(|at| paragraphs[*at].count <= LONGEST && solid(&paragraphs[*at].text) == first)
    else {
        return;
    };
    for at in below[..=again].iter().filter(|at| paragraphs[**at].is_open() && paragraphs[**at].count <= LONGEST) {
        verdicts[*at] = Some(Verdict::Item(Clue::Contents));
    }
}
