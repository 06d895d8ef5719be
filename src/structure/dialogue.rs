//! Minutes, interviews and plays: turns (主席：… 翁――…) and the head of minutes (時　　間 …).
//!
//! **Always true:** a label makes a turn only in a text where labels recur, or that is made of questions and answers.

use std::collections::BTreeMap;

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, count, is_han};
use super::paragraph::Paragraph;

/// Labels in the head of minutes, spaces taken out.
const META: &[&str] = &[
    "时间", "地点", "主席", "主持", "主持人", "出席", "出席人员", "列席", "列席人员", "缺席", "参会人员", "参加人员", "记录", "记录人",
    "会议时间", "会议地点", "会议名称", "時間", "地點", "紀錄", "出席委員", "列席委員", "出席議員", "列席人員", "專門委員", "主任秘書",
    "时", "人", "地", "带班", "值班", "参会", "与会人员", "主讲", "主讲人", "记录整理", "甲方", "乙方", "丙方", "出租方", "承租方",
    "会议主题", "会议议题", "參加人員", "人物", "布景", "發包方", "发包方", "承包方", "委托方", "受托方", "买方", "卖方", "供方", "需方",
    "转让方", "受让方", "参加", "参加人", "参加人员", "參加", "请假", "請假", "缺席人员", "请假人员", "邀请", "特邀", "主持者", "记录员",
    "会议形式", "议题", "議題", "会议内容", "活动时间", "活动地点", "主讲者", "整理", "会议主持", "会议记录",
];

/// Labels at the foot of minutes.
const FOOT: &[&str] = &[
    "出席", "列席", "缺席", "请假", "主持", "主持人", "记录", "记录人", "记录整理", "参会", "参会人员", "出席人员", "列席人员", "请假人员",
    "參加", "請假", "紀錄", "紀錄人",
];

/// Claims the head of minutes and the turns.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    meta(paragraphs, head);
    foot(paragraphs, head);
    let mut heard: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.is_open()) {
        if let Some(speaker) = speaker(&paragraph.text) {
            *heard.entry(speaker).or_default() += 1;
        }
    }
    // A speaker alone on a line, and what is said below.
    let below: Vec<usize> = (head..paragraphs.len()).filter(|at| speaks_below(paragraphs, *at)).collect();
    for speaker in below.iter().filter_map(|at| lone_speaker(&paragraphs[*at].text)) {
        *heard.entry(speaker).or_default() += 1;
    }
    let turns: usize = heard.values().sum();
    let recurring = heard.values().filter(|times| **times >= 2).count();
    let open = paragraphs.iter().filter(|paragraph| !paragraph.is_noise()).count();
    let asks = |speaker: &str| {
        matches!(speaker, "问" | "答" | "提问" | "回答" | "記者" | "记者" | "Q" | "A")
            || speaker.starts_with(['Q', 'A']) && speaker.len() <= 3
    };
    let answers = heard.keys().filter(|speaker| asks(speaker)).count() >= 2;
    // Reports, too, have a colon early in a paragraph now and then; turns are a good part of a text that has them.
    // In minutes two turns of one speaker are enough.
    let minutes = turns >= 2 && paragraphs.iter().filter(|paragraph| paragraph.role == Some(Role::Meta)).take(2).count() >= 2;
    if !(answers || recurring >= 1 && (minutes || turns >= 3 && (turns + below.len()) * 4 >= open)) {
        return;
    }
    let recurs = |speaker: &String| answers && asks(speaker) || heard.get(speaker).is_some_and(|times| *times >= 2);
    let first = paragraphs.iter().position(|paragraph| paragraph.is_open() && speaker(&paragraph.text).as_ref().is_some_and(recurs));
    set_scene(paragraphs, first.unwrap_or(0));
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.is_open()) {
        if speaker(&paragraph.text).is_some_and(|speaker| recurs(&speaker) || count(&speaker, 9) <= 8) {
            paragraph.claim(Role::Dialogue, Clue::Turn);
        }
    }
    for at in below {
        for paragraph in paragraphs[at..].iter_mut().take(2).filter(|paragraph| paragraph.is_open()) {
            paragraph.claim(Role::Dialogue, Clue::TurnBelow);
        }
    }
}

/// Whether a line is a speaker, and running text stands below.
fn speaks_below(paragraphs: &[Paragraph], at: usize) -> bool {
    let said =
        |next: &Paragraph| next.is_open() && next.marker.is_none() && next.ending == Ending::Stop && lone_speaker(&next.text).is_none();
    paragraphs[at].is_open() && lone_speaker(&paragraphs[at].text).is_some() && paragraphs.get(at + 1).is_some_and(said)
}

/// The speaker that a line names and nothing else: 新华社记者：, 【提问】.
fn lone_speaker(text: &str) -> Option<String> {
    const LONGEST: usize = 12;
    let text = text.trim();
    let bracketed = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let name = bracketed.or_else(|| text.strip_suffix(['：', ':']))?.trim();
    let named = (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·');
    let other =
        super::salutation::is_address(text) || super::salutation::is_addressee(text) || META.contains(&name) && !name.starts_with("主");
    (named && !other && !is_barred(name)).then(|| name.to_string())
}

/// Whether a label names no speaker.
fn is_barred(label: &str) -> bool {
    let never = [
        "注", "附件", "标题", "来源", "上联", "下联", "横批", "一", "二", "三", "是", "如下", "为", "包括", "有", "的", "指出", "强调",
        "说", "道", "曰", "结果", "結果", "要求", "事项", "目标", "此致", "你好",
    ];
    never.iter().any(|word| label.ends_with(word))
}

/// A play names its time, its people and its place before the first turn: all that stands there is head.
fn set_scene(paragraphs: &mut [Paragraph], first_turn: usize) {
    const LONGEST: usize = 8;
    let Some(last) = paragraphs.iter().take(first_turn).rposition(|paragraph| paragraph.role == Some(Role::Meta)) else { return };
    let people =
        paragraphs[last].text.starts_with(['人', '时', '地']) && speaker(&paragraphs[last].text).is_some_and(|label| count(&label, 3) == 1);
    if people && first_turn - last <= LONGEST {
        for paragraph in
            paragraphs[last..first_turn].iter_mut().filter(|paragraph| paragraph.is_open() && !paragraph.text.starts_with(['（', '(']))
        {
            paragraph.claim(Role::Meta, Clue::Scene);
        }
    }
}

/// Claims the labels at the head: 时间、地点、出席.
fn meta(paragraphs: &mut [Paragraph], head: usize) {
    const REACH: usize = 40;
    let labelled: Vec<usize> =
        (0..paragraphs.len().min(head + REACH)).filter(|at| paragraphs[*at].is_open() && has_meta_label(&paragraphs[*at].text)).collect();
    // 主席：… alone is a turn, and so is a label that comes again; 时　　间 is spaced out for nothing else, and what stands in
    // the head above an address is none.
    let label = |at: usize| paragraphs[at].text.split(['：', ':']).next().unwrap_or_default();
    let first = labelled.first().copied().unwrap_or_default();
    let several = labelled.iter().any(|at| label(*at) != label(first));
    let alone = labelled.len() == 1 && first == head && (has_spaced_label(&paragraphs[first].text) || addressed_behind(paragraphs, first));
    // 主持人：某某 over the items of an agenda.
    let agenda = labelled.len() == 1
        && paragraphs[..first].iter().any(|above| above.role == Some(Role::Title) && is_agenda(&above.text))
        && paragraphs.get(first + 1).is_some_and(|next| next.marker.is_some());
    if !several && !alone && !agenda {
        return;
    }
    let played = labelled.iter().any(|at| matches!(label(*at).trim(), "人物" | "布景"));
    let mut last = head;
    for at in labelled {
        // A sentence is said, not noted, but in a play: 时：黄昏。
        let scene = played || paragraphs[at].text.chars().nth(1).is_some_and(|c| matches!(c, '：' | ':'));
        if at <= last + 3 && (scene || paragraphs[at].ending != Ending::Stop) {
            paragraphs[at].claim(Role::Meta, Clue::MinutesLabel);
            last = at;
        }
    }
}

/// Whether a title is that of an agenda.
fn is_agenda(title: &str) -> bool {
    ["议程", "程序", "日程", "流程", "議程", "程序表", "日程表"].iter().any(|word| title.ends_with(word))
}

/// Claims who was there, where that stands below the text: two lines or more in a row, near the end.
fn foot(paragraphs: &mut [Paragraph], head: usize) {
    const REACH: usize = 10;
    let labelled = |paragraph: &Paragraph| {
        let label = paragraph.text.split_once(['：', ':']).map(|(label, _)| label.trim());
        paragraph.is_open() && label.is_some_and(|label| FOOT.contains(&label))
    };
    let from = paragraphs.len().saturating_sub(REACH).max(head);
    let Some(first) = (from..paragraphs.len()).find(|at| labelled(&paragraphs[*at])) else { return };
    let row = paragraphs[first..].iter().take_while(|paragraph| labelled(paragraph)).count();
    // Where there is no text above, it is the head. In a paper that is called minutes one line is enough.
    let called = |above: &Paragraph| ["纪要", "记录", "纪录", "紀錄", "紀要"].iter().any(|word| above.text.ends_with(word));
    let minutes = paragraphs[..head].iter().any(|above| above.role == Some(Role::Title) && called(above));
    let listed = minutes && paragraphs[first].ending == Ending::Open && !paragraphs[first].text.starts_with("主持");
    if (row >= 2 || listed) && paragraphs[head..first].iter().any(Paragraph::is_prose) {
        paragraphs[first..first + row].iter_mut().for_each(|paragraph| paragraph.claim(Role::Meta, Clue::MinutesLabel));
    }
}

/// Whether a line has a label of the head of minutes.
pub(super) fn has_meta_label(text: &str) -> bool {
    let text = text.strip_prefix("- ").unwrap_or(text);
    if count(text, 201) > 200 || ["签字", "签章", "盖章", "签名"].iter().any(|word| text.contains(word)) {
        return false;
    }
    let colon = text.split_once(['：', ':']).map(|(label, _)| label).filter(|label| label.len() <= 40);
    // 出租方（甲方）： is 出租方.
    let plain =
        |label: &str| label.split(['（', '(']).next().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let solid = plain;
    match colon {
        Some(label) if META.contains(&solid(label).as_str()) => text.contains('\u{3000}') || !solid(label).starts_with("主席"),
        _ => has_spaced_label(text),
    }
}

/// 時　　間　九月: the label is spaced out, a wide space ends it.
fn has_spaced_label(text: &str) -> bool {
    let mut parts = text.split('\u{3000}').filter(|part| !part.is_empty());
    let (Some(first), Some(second)) = (parts.next(), parts.next()) else { return false };
    let one = |part: &str| part.chars().count() == 1;
    one(first) && one(second) && META.contains(&format!("{first}{second}").as_str())
}

/// Whether an address follows a label at once.
fn addressed_behind(paragraphs: &[Paragraph], label: usize) -> bool {
    paragraphs.get(label + 1).is_some_and(|next| super::salutation::is_address(&next.text))
}

/// The speaker of a turn: a few Han (or Q1, A) before a colon or two dashes, with words behind.
fn speaker(text: &str) -> Option<String> {
    const LONGEST: usize = 12;
    if let Some((name, words)) = text.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        let named = (1..=8).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·') && !words.trim().is_empty();
        return named.then(|| name.to_string());
    }
    let (mut label, mut rest) = (String::new(), "");
    for (at, c) in text.char_indices().take(LONGEST + 1) {
        if matches!(c, '：' | ':') {
            rest = &text[at + c.len_utf8()..];
            break;
        }
        if matches!(c, '—' | '―') {
            rest = text[at..].strip_prefix("——").or_else(|| text[at..].strip_prefix("――"))?;
            break;
        }
        // 主席（傳譯）：
        if matches!(c, '（' | '(') && !label.is_empty() {
            let (remark, words) = text[at..].split_once(['）', ')'])?;
            rest = words.strip_prefix(['：', ':'])?;
            (remark.chars().count() <= LONGEST).then_some(())?;
            break;
        }
        if !(is_han(c) || c.is_ascii_alphanumeric() || c == '·') {
            return None;
        }
        label.push(c);
    }
    // 8:30-9:00 签到 is a row of an agenda.
    let is_clock = label.chars().all(|c| c.is_ascii_digit());
    (!label.is_empty() && !rest.trim().is_empty() && !is_clock && !is_barred(&label) && super::line::ending(text) != Ending::Colon)
        .then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    fn roles(text: &str) -> Vec<Role> {
        sample::blocks(text).into_iter().map(|block| block.role).collect()
    }

    #[test]
    fn turns_stay_apart() {
        assert_eq!(
            roles("记者：请问市长，今年有什么打算？\n市长：主要有三点。\n记者：谢谢。\n（笑声）\n问：还有吗？\n答：没有了。"),
            [Role::Dialogue, Role::Dialogue, Role::Dialogue, Role::Stage, Role::Dialogue, Role::Dialogue]
        );
        assert_eq!(roles("Q1：什么是低保？\nA：低保是一种保障。\nQ2：如何申请？\nA：向社区申请。"), [Role::Dialogue; 4]);
    }

    #[test]
    fn minutes_begin_with_when_and_where() {
        let text = "某委员会第1次会议纪录\n時　　間　某年9月20日上午9時\n地　　點　本院101會議室\n主　　席　林委員某\n主席：人數已足，請宣讀紀錄。\n某委員：沒有意見，請繼續。\n主席：通過。\n主席：散會。";
        assert_eq!(roles(text)[..5], [Role::Title, Role::Meta, Role::Meta, Role::Meta, Role::Dialogue]);
    }

    #[test]
    fn a_report_with_a_colon_is_no_dialogue() {
        let text = "大会的主题是：团结奋斗，继续前进。\n主要目标是：增长百分之五。\n我们的口号是：一心一意。\n会议指出，要抓落实。";
        assert!(!roles(text).contains(&Role::Dialogue));
    }
}
