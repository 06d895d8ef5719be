//! 落款: who signs, and when, at the end of a text, a letter or a notice.
//!
//! **Always true:** a signature is a few words without a mark, and stands above its date, behind 此致, or far to the right.

use crate::document::Role;

use super::byline::{is_surname, looks_like_name};
use super::evidence::Clue;
use super::line::{Ending, count, is_han};
use super::note;
use super::paragraph::Paragraph;
use super::title_words::is_organization;
use super::{attachment, date};

/// How far to the right (columns) a line must stand to be a signature by that alone.
const FAR_RIGHT: usize = 16;

/// Claims signatures and their dates behind `head`.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    let text: Vec<usize> = (head..paragraphs.len()).filter(|at| !paragraphs[*at].is_noise()).collect();
    // A text that is ordered by dates does not end at each.
    let is_ordered = text.iter().filter(|at| paragraphs[**at].count <= 40 && date::is_date(&paragraphs[**at].text)).take(3).count() >= 3;
    // Nobody signs before anything is said.
    let said = text.iter().position(|at| {
        paragraphs[*at].is_prose()
            || matches!(paragraphs[*at].role, Some(Role::Salutation | Role::Closing | Role::Verse | Role::Dialogue | Role::Table))
    });
    let begin = said.unwrap_or(0) + 1;
    for (place, at) in text.iter().copied().enumerate().skip(begin) {
        if !paragraphs[at].is_open()
            || paragraphs[at].count > 40
            || !(date::is_date(&paragraphs[at].text)
                || date::is_day(&paragraphs[at].text)
                || date::is_colophon(&paragraphs[at].text)
                || is_form_of_date(&paragraphs[at].text))
        {
            continue;
        }
        if let Some(seals) = seals_above(paragraphs, &text[..place]) {
            paragraphs[at].claim(Role::SignatureDate, Clue::DateAtEnd);
            text[seals..place].iter().for_each(|at| paragraphs[*at].claim(Role::Signature, Clue::Seals));
            continue;
        }
        // What is listed under 附件： stands above who signs.
        let is_signer = |above: &usize| {
            signs(&paragraphs[text[*above]]) && (above + 1 == place || !attachment::is_listed(&paragraphs[..=text[*above]]))
        };
        let signers = (place.saturating_sub(2)..place).rev().take_while(is_signer).count();
        let near_end = text.len() - place <= 6;
        let followed = is_ordered && text.get(place + 1).is_some_and(|next| paragraphs[*next].is_open() && paragraphs[*next].is_prose());
        if signers > 0 && !date::is_day(&paragraphs[at].text) || near_end && !followed {
            paragraphs[at].claim(Role::SignatureDate, Clue::DateAtEnd);
            (place - signers..place).for_each(|place| paragraphs[text[place]].claim(Role::Signature, Clue::AboveDate));
        }
    }
    sender(paragraphs, &text, begin);
    for (place, at) in text.iter().copied().enumerate().skip(begin) {
        let paragraph = &paragraphs[at];
        let dated = paragraphs[text[place - 1]].role == Some(Role::SignatureDate);
        // 香港時間13時45分 under the day.
        if dated && paragraph.is_open() && is_hour(&paragraph.text) {
            paragraphs[at].claim(Role::SignatureDate, Clue::DateAtEnd);
            continue;
        }
        // 局長　張○○ ends a letter of an office in Taiwan.
        if place + 1 == text.len() && paragraph.is_open() && chief(&paragraph.text) {
            paragraphs[at].claim(Role::Signature, Clue::OfficeAndName);
            continue;
        }
        if !signs(paragraph) {
            continue;
        }
        let closed = (place.saturating_sub(2)..place).any(|place| paragraphs[text[place]].role == Some(Role::Closing));
        let far = paragraph.indent >= FAR_RIGHT && place * 2 > text.len();
        // Who issues the paper stands in its head, and again below its text.
        let issues =
            place * 2 >= text.len() && paragraph.count >= 4 && is_organization(&paragraph.text) && heads(paragraphs, head, &paragraph.text);
        // 张某 under 祝好！: a letter without a date.
        let named = closed
            && place + 2 >= text.len()
            && (looks_like_name(&paragraph.text) || is_by_first_name(&paragraph.text))
            && paragraphs[text[place - 1]].role == Some(Role::Closing);
        if named {
            paragraphs[at].claim(Role::Signature, Clue::BelowClosing);
        } else if issues {
            paragraphs[at].claim(Role::Signature, Clue::IssuerAgain);
        } else if far || office_and_name(&paragraph.text) && (closed || dated || paragraphs[text[place - 1]].is_prose()) {
            paragraphs[at].claim(Role::Signature, if far { Clue::FarRight } else { Clue::OfficeAndName });
        }
    }
}

/// Whether an office stands in the head: in the title, as the byline.
fn heads(paragraphs: &[Paragraph], head: usize, office: &str) -> bool {
    let named = |paragraph: &Paragraph| matches!(paragraph.role, Some(Role::Title | Role::Byline | Role::Subtitle | Role::Meta));
    paragraphs.iter().take(head).filter(|paragraph| named(paragraph)).any(|paragraph| paragraph.text.contains(office))
}

/// Whether a line could sign: a few words, no mark, no marker.
fn signs(paragraph: &Paragraph) -> bool {
    paragraph.is_open()
        && paragraph.marker.is_none()
        && (paragraph.ending == Ending::Open || paragraph.ending == Ending::Colon && is_seals(&paragraph.text))
        && (2..=30).contains(&paragraph.count)
        && !paragraph.text.contains(['，', '。', '；', '“', ','])
        && !paragraph.text.starts_with("附件")
        && !note::is_about_paper(&paragraph.text)
        && !note::is_imprint(&paragraph.text)
        && paragraph.text.split_once(['：', ':']).is_none_or(|(who, name)| is_relation(who, name))
}

/// 小李, 老王.
fn is_by_first_name(text: &str) -> bool {
    text.strip_prefix(['小', '老', '阿'])
        .is_some_and(|name| (1..=2).contains(&name.chars().count()) && name.starts_with(is_surname) && name.chars().all(is_han))
}

/// 女儿：小敏, 申请人：张某某, 甲方（签字）：
fn is_relation(who: &str, name: &str) -> bool {
    const SIGNERS: &[&str] = &[
        "人", "方", "儿", "女", "生", "友", "弟", "妹", "兄", "姐", "父", "母", "者", "位", "部门", "员", "签字", "签章", "盖章", "（章）",
    ];
    let who: String = who.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')')).collect();
    let name = name.trim();
    // 倡议单位：某镇妇联
    let office = ["单位", "單位", "部门"].iter().any(|end| who.ends_with(end)) && count(name, 21) <= 20 && name.chars().all(is_han);
    (1..=8).contains(&count(&who, 9))
        && SIGNERS.iter().any(|end| who.ends_with(end))
        && (office || name.is_empty() || count(name, 5) <= 4 && name.chars().all(|c| is_han(c) || c == '×' || c == '_') || is_seals(name))
}

/// Whether what stands behind the first party's label is the second party's: 乙方（盖章）：
fn is_seals(text: &str) -> bool {
    ["签字", "签章", "盖章", "签名"].iter().any(|word| text.contains(word)) && count(text, 21) <= 20
}

/// 年　月　日 to fill in, and the same day twice, for each party.
fn is_form_of_date(text: &str) -> bool {
    let blank = |c: &char| !(c.is_whitespace() || matches!(c, '_' | '＿'));
    let parts: Vec<&str> =
        text.split(["  ", "\u{3000}\u{3000}"].as_slice().iter().find(|gap| text.contains(**gap)).copied().unwrap_or("  ")).collect();
    let days: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    text.chars().filter(blank).eq("年月日".chars()) || days.len() == 2 && days.iter().all(|day| date::is_date(day))
}

/// Where who seals stands above a date, and labels between: 保证人（签字）：, 身份证号：, 部门：.
fn seals_above(paragraphs: &[Paragraph], above: &[usize]) -> Option<usize> {
    /// The most labels between.
    const MOST: usize = 5;
    const LABELS: &[&str] = &[
        "电话", "联系电话", "手机", "身份证号", "身份证号码", "地址", "住址", "部门", "单位", "工作单位", "法定代表人", "委托代理人",
        "代表人", "開戶行", "开户行", "账号", "日期", "電話", "地點",
    ];
    let is_label = |at: &usize| {
        let solid: String = paragraphs[*at].text.chars().take(120).filter(|c| !c.is_whitespace()).collect();
        let label = solid.split(['：', ':']).next().unwrap_or_default();
        paragraphs[*at].is_open() && LABELS.contains(&label) && solid.len() > label.len() && paragraphs[*at].count <= 60
    };
    let labels = above.iter().rev().take(MOST).take_while(|at| is_label(at)).count();
    let sealed = above.len().checked_sub(labels + 1)?;
    let first = &paragraphs[above[sealed]];
    (labels > 0 && signs(first) && is_seals(&first.text)).then_some(sealed)
}

/// 王某 over 某某办综合科 at the end of a letter, set off.
fn sender(paragraphs: &mut [Paragraph], text: &[usize], begin: usize) {
    let last = |line: &Paragraph| line.text.starts_with('>') || line.text.contains(['：', ':']) && line.count <= 40;
    let Some(rest) = text.get(begin..) else { return };
    for pair in rest.windows(2) {
        let &[name, office] = pair else { continue };
        let (who, place) = (&paragraphs[name], &paragraphs[office]);
        let named = signs(who) && looks_like_name(&who.text) && signs(place) && is_organization(&place.text) && place.blank_before == 0;
        let set_off = who.blank_before > 0 || paragraphs[..name].iter().next_back().is_some_and(|above| above.text.starts_with("--"));
        let ends = named && set_off && text.iter().filter(|at| **at > office).all(|at| last(&paragraphs[*at]));
        if ends {
            paragraphs[name].claim(Role::Signature, Clue::SenderAtEnd);
            paragraphs[office].claim(Role::Signature, Clue::SenderAtEnd);
            return;
        }
    }
}

/// 香港時間13時45分: the hour, under the day.
fn is_hour(text: &str) -> bool {
    let core = ["香港時間", "香港时间", "北京时间"].iter().find_map(|zone| text.strip_prefix(zone)).unwrap_or(text);
    let mark = |c: char| super::numbering::digit(c).is_some() || "時时分点點：: 上下午".contains(c);
    count(core, 10) <= 9
        && core.chars().all(mark)
        && core.contains(['時', '时', '点', '點'])
        && core.chars().any(|c| super::numbering::digit(c).is_some())
}

/// 局長　張○○: an office alone, a wide space, a name that may be veiled.
fn chief(text: &str) -> bool {
    const CHIEFS: &[&str] =
        &["局長", "處長", "校長", "縣長", "市長", "主任", "院長", "部長", "署長", "鄉長", "鎮長", "區長", "理事長", "董事長", "會長"];
    text.trim().split_once([' ', '\u{3000}']).is_some_and(|(office, name)| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        CHIEFS.contains(&office)
            && (2..=4).contains(&name.chars().count())
            && name.chars().all(|c| is_han(c) || matches!(c, '○' | '×' | 'Ｏ' | '〇'))
    })
}

/// 某某党团　张某某: an office, a wide space, a name.
fn office_and_name(text: &str) -> bool {
    const CLERKS: &[&str] = &["书记员", "审判员", "陪审员", "審判長", "审判长", "記錄員", "法官助理"];
    // 书 记 员　　孙 某
    let solid: String = text.chars().take(40).filter(|c| !c.is_whitespace()).collect();
    let clerk = CLERKS.iter().find_map(|clerk| solid.strip_prefix(clerk));
    if clerk.is_some_and(|name| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)) && text.contains(char::is_whitespace) {
        return true;
    }
    let Some((office, name)) = text.rsplit_once(['\u{3000}', ' ']) else { return false };
    let name = name.trim();
    (2..=4).contains(&name.chars().count()) && name.chars().all(is_han) && count(office, 31) >= 5 && office.trim().chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn who_signs_stands_above_the_date() {
        let blocks = sample::blocks("各单位：\n办法已经印好，请各单位照此办理。\n某市人民政府办公室\n2024年5月1日\n（此件公开发布）");
        let roles: Vec<_> = blocks.iter().map(|block| block.role).collect();
        assert_eq!(roles[2..], [Role::Signature, Role::SignatureDate, Role::Note]);
    }

    #[test]
    fn an_essay_ends_in_its_date() {
        let blocks = sample::blocks("这是一篇短文，只有一段，写得很短。\n一九二四年十月三日。");
        assert_eq!(blocks[1].role, Role::SignatureDate);
        assert_eq!(blocks[0].role, Role::Body);
    }
}
