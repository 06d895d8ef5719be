//! The lines of a head that were torn: a title or a subtitle in two lines, two offices above their paper.
//!
//! **Always true:** lines are joined, never parted or moved.

use super::byline::is_byline;
use super::date;
use super::evidence::Clue;
use super::paragraph::Paragraph;
use super::title::is_subtitle;
use super::title_words::{ends_in_noun, is_organization};

/// Joins what was wrapped in the head: a title of two lines, a subtitle of two lines. The head ends before `end`.
pub(super) fn join_wrapped(paragraphs: &mut Vec<Paragraph>, mut end: usize) {
    let mut at = 0;
    while at + 1 < end {
        if issue_together(&paragraphs[at..end]) {
            // 某县教育局 某县财政局关于…: two names, not one.
            paragraphs[at].text.push(' ');
            let next = paragraphs.remove(at + 1);
            paragraphs[at].absorb(next, Clue::WrappedHead);
            end -= 1;
        } else if belong_together(&paragraphs[at], &paragraphs[at + 1]) {
            let next = paragraphs.remove(at + 1);
            paragraphs[at].absorb(next, Clue::WrappedHead);
            end -= 1;
        } else {
            at += 1;
        }
    }
}

/// Whether two organizations in a row issue the paper whose matter stands below.
fn issue_together(head: &[Paragraph]) -> bool {
    let [first, second, rest @ ..] = head else { return false };
    let issuer = |one: &Paragraph| one.is_open() && one.text.split(' ').all(is_organization);
    let matter =
        rest.iter().find(|below| !issuer(below)).is_some_and(|below| below.text.starts_with("关于") || below.text.starts_with("關於"));
    issuer(first) && issuer(second) && second.blank_before == 0 && first.count + second.count <= 100 && matter
}

/// Whether a head line goes on in the next: an open bracket, or words that end in the middle of a phrase.
fn belong_together(first: &Paragraph, next: &Paragraph) -> bool {
    let plain = |paragraph: &Paragraph| paragraph.is_open() && !date::is_date(&paragraph.text);
    if !plain(first) || !plain(next) || next.marker.is_some() || next.blank_before > 0 || first.count + next.count > 100 || first.count < 6
    {
        return false;
    }
    let text = first.text.as_str();
    let unclosed = [('《', '》'), ('（', '）'), ('“', '”'), ('(', ')')]
        .iter()
        .any(|(open, close)| text.matches(*open).count() > text.matches(*close).count());
    let hanging =
        ["暨", "和", "与", "及", "的", "于", "关于", "印发", "转发", "以及", "在", "对", "为"].iter().any(|word| text.ends_with(word))
            && !["参与", "给与", "赠与", "相与", "普及", "涉及", "目的", "认为", "行为", "现在"].iter().any(|word| text.ends_with(word));
    if is_subtitle(first) {
        return !text.ends_with(['上', '话', '告', '）', ')', '号'])
            && (next.text.ends_with(['上', '话', '告', '）']))
            && !is_byline(&next.text);
    }
    let phrase =
        !ends_in_noun(text) && ends_in_noun(&next.text) && !is_byline(&next.text) && (text.starts_with('在') || text.contains("关于"));
    // 某某局 over 关于…的通知: the office begins the title of its paper, and its noun may stand on a line of its own.
    let matter = |text: &str| text.starts_with("关于") || text.starts_with("關於");
    let issued = text.split(' ').all(is_organization) && matter(&next.text);
    let noun = text.contains("关于") && next.text.starts_with('的') && ends_in_noun(&next.text);
    (unclosed || hanging || phrase || issued || noun || is_half_name(first, next)) && !is_subtitle(next)
}

/// 某县“十四五”时期 over 某某规划, 某情况 over 与某某的报告: the name of a paper in two lines.
fn is_half_name(first: &Paragraph, next: &Paragraph) -> bool {
    /// What is no name of a paper, and begins one.
    const BEGUN: &[&str] = &[
        "时期", "期间", "项目", "工程", "年度", "会议", "大会", "活动", "情况", "学年", "学期", "建设", "领域", "系统", "時期", "項目",
        "會議", "大會", "活動", "情況",
    ];
    /// The longest half, in characters.
    const HALF: usize = 30;
    let goes_on = next.text.starts_with(['与', '暨', '及', '與']);
    let begun = BEGUN.iter().any(|end| first.text.ends_with(end)) && first.count <= HALF && next.count <= HALF;
    let another = ["在", "关于", "關於"].iter().any(|word| next.text.starts_with(word));
    (goes_on || begun && !another && !first.text.contains([' ', '\u{3000}', '，', '：']))
        && !ends_in_noun(&first.text)
        && ends_in_noun(&next.text)
        && !is_organization(&first.text)
}
