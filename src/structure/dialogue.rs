//! Minutes, interviews and plays: turns (主席：… 翁――…) and the head of minutes (時　　間 …).
//!
//! **Always true:** a label makes a turn only in a text where labels recur, or that is made of questions and answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Role;

use super::evidence::{Clue, Reason};
use super::line::{Ending, count, is_han};
use super::paragraph::Paragraph;
use super::speaker;

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
    cast(paragraphs);
    let known = people_named(paragraphs);
    let spaced = is_spaced_play(paragraphs);
    // Of each paragraph the speaker, behind a colon or alone on the line above.
    let mut labels: Vec<Option<String>> = vec![None; paragraphs.len()];
    for (label, paragraph) in labels.iter_mut().zip(&*paragraphs).filter(|(_, paragraph)| paragraph.is_open()) {
        let said = |label: &String| paragraph.ending != Ending::Colon || known.contains(label);
        let spoken = speaker::speaker(&paragraph.text).or_else(|| speaker::spaced_speaker(&paragraph.text).filter(|_| spaced));
        *label = spoken.filter(|label| !is_field(label) && said(label));
    }
    let below: Vec<(usize, String)> = speakers_above(paragraphs, head);
    let mut heard: BTreeMap<&String, usize> = BTreeMap::new();
    labels.iter().flatten().chain(below.iter().map(|(_, speaker)| speaker)).for_each(|speaker| *heard.entry(speaker).or_default() += 1);
    if !is_dialogue(paragraphs, &labels, &heard, &known, below.len()) {
        return;
    }
    let all: usize = heard.values().sum();
    let mostly = all * 3 >= paragraphs.iter().filter(|paragraph| !paragraph.is_noise()).count();
    let speaks = |speaker: &String| {
        let recurs = heard.get(speaker).is_some_and(|times| *times >= 2);
        recurs || count(speaker, 9) <= 8 && (mostly || known.contains(speaker) || speaker::is_person(speaker))
    };
    let turns: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].as_ref().is_some_and(speaks)).collect();
    let lone: Vec<usize> = below.iter().map(|(at, _)| *at).collect();
    let first = turns.first().into_iter().chain(lone.first()).min().copied().unwrap_or(0);
    set_scene(paragraphs, first);
    for at in turns {
        if paragraphs[at].is_open() {
            paragraphs[at].claim(Role::Dialogue, Clue::Turn);
        }
    }
    for at in lone {
        for paragraph in paragraphs[at..].iter_mut().take(2).filter(|paragraph| paragraph.is_open()) {
            paragraph.claim(Role::Dialogue, Clue::TurnBelow);
        }
    }
    labels_above(paragraphs, head, first);
}

/// Whether the labels of a text are speakers: they recur, and people talk.
fn is_dialogue(
    paragraphs: &[Paragraph],
    labels: &[Option<String>],
    heard: &BTreeMap<&String, usize>,
    known: &BTreeSet<String>,
    below: usize,
) -> bool {
    let is_person = |label: &String| known.contains(label) || speaker::is_person(label);
    let turns: usize = heard.values().sum();
    let recurring = heard.values().filter(|times| **times >= 2).count();
    let open = paragraphs.iter().filter(|paragraph| !paragraph.is_noise()).count();
    // Reports, too, have a colon early in a paragraph now and then; turns are a good part of a text that has them.
    let good_part = recurring >= 1 && turns >= 3 && (turns + below) * 4 >= open;
    // In minutes two turns of one speaker are enough, or of two whom the head names.
    let minutes = paragraphs.iter().filter(|paragraph| paragraph.role == Some(Role::Meta)).take(2).count() >= 2;
    let named: usize = heard.iter().filter(|(speaker, _)| known.contains(**speaker)).map(|(_, times)| *times).sum();
    let in_minutes = minutes && turns >= 2 && (recurring >= 1 || named >= 2);
    let in_row = recurring >= 2 && talk_in_row(labels, heard, &is_person);
    // One label that alone recurs and is no person is a field of a form; so are several behind which no one asks or answers.
    let people = heard.iter().any(|(speaker, times)| is_person(speaker) && (*times >= 2 || known.contains(*speaker)));
    let talk = || {
        let talk = labels.iter().zip(paragraphs).filter(|(label, said)| label.is_some() && speaker::is_talk(&said.text)).count();
        heard.len() >= 2 && talk * 4 >= turns
    };
    let answers = heard.keys().filter(|speaker| speaker::asks(speaker)).count() >= 2;
    answers || (good_part || in_minutes || in_row) && (people || talk())
}

/// Speakers alone on a line, with running text below: people, or who comes again.
fn speakers_above(paragraphs: &[Paragraph], head: usize) -> Vec<(usize, String)> {
    let alone = |at: usize| {
        let paragraph = paragraphs.get(at).filter(|paragraph| paragraph.is_open())?;
        speaker::lone_speaker(&paragraph.text).filter(|label| !is_field(label))
    };
    let said = |next: &Paragraph| {
        next.is_open() && next.marker.is_none() && next.ending == Ending::Stop && speaker::lone_speaker(&next.text).is_none()
    };
    let places = (head..paragraphs.len()).filter(|at| paragraphs.get(at + 1).is_some_and(said));
    let mut found: Vec<(usize, String)> = places.filter_map(|at| Some((at, alone(at)?))).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    found.iter().for_each(|(_, label)| *times.entry(label.clone()).or_default() += 1);
    found.retain(|(at, label)| {
        let text = paragraphs[*at].text.trim();
        let titled = text.contains([' ', '\u{3000}']) && text.ends_with(['：', ':']);
        titled || speaker::is_person(label) || speaker::is_coded(text) || times.get(label).is_some_and(|times| *times >= 2)
    });
    found
}

/// Whether people talk with each other in four paragraphs on end, whatever the rest of the text is.
fn talk_in_row(labels: &[Option<String>], heard: &BTreeMap<&String, usize>, is_person: &dyn Fn(&String) -> bool) -> bool {
    const FEWEST: usize = 4;
    let talks =
        |label: &Option<String>| label.as_ref().is_some_and(|label| is_person(label) && heard.get(label).is_some_and(|times| *times >= 2));
    labels.windows(FEWEST).any(|row| row.iter().all(talks) && row.iter().any(|label| label != &row[0]))
}

/// Whether a label is one of the head of minutes, and no one's who speaks.
fn is_field(label: &str) -> bool {
    META.contains(&label) && !label.starts_with('主')
}

/// Whether turns are set as in printed plays, a wide space behind the name, by two who come again.
fn is_spaced_play(paragraphs: &[Paragraph]) -> bool {
    let mut heard: BTreeMap<String, usize> = BTreeMap::new();
    for speaker in paragraphs.iter().filter(|paragraph| paragraph.is_open()).filter_map(|one| speaker::spaced_speaker(&one.text)) {
        *heard.entry(speaker).or_default() += 1;
    }
    heard.iter().filter(|(label, times)| **times >= 2 && !is_field(label)).count() >= 2
}

/// Whom the head of minutes or the cast of a play names: 参加人员：张某、李某.
fn people_named(paragraphs: &[Paragraph]) -> BTreeSet<String> {
    let head = paragraphs.iter().filter(|paragraph| paragraph.role == Some(Role::Meta));
    let words = head.flat_map(|paragraph| {
        let value = paragraph.text.split_once(['：', ':']).map_or(paragraph.text.as_str(), |(_, value)| value);
        value.split(|c: char| c.is_whitespace() || "、，,；;（）()—―".contains(c))
    });
    words.filter(|word| (2..=4).contains(&count(word, 5)) && word.chars().all(is_han)).map(str::to_string).collect()
}

/// The cast of a play goes on below 人物：, one a line: 小满——他的孙女.
fn cast(paragraphs: &mut [Paragraph]) {
    const PEOPLE: &[&str] = &["人物", "人", "登场人物", "剧中人", "剧中人物", "角色", "出场人物"];
    const LONGEST: usize = 8;
    let is_cast = |paragraph: &Paragraph| {
        paragraph.role == Some(Role::Meta)
            && paragraph.text.split_once(['：', ':']).is_some_and(|(label, _)| PEOPLE.contains(&label.trim()))
    };
    let Some(first) = paragraphs.iter().position(is_cast) else { return };
    let described = |paragraph: &Paragraph| {
        let name = paragraph.text.split_once("——").map(|(name, _)| name.trim());
        paragraph.is_open()
            && !paragraph.text.contains(['：', ':'])
            && name.is_some_and(|name| (1..=LONGEST).contains(&count(name, LONGEST + 1)) && name.chars().all(is_han))
    };
    for paragraph in paragraphs.iter_mut().skip(first + 1).take_while(|paragraph| described(paragraph)) {
        paragraph.claim(Role::Meta, Clue::Scene);
    }
}

/// Labels right under the title of a text with turns, above the first of them: 执教：某某, 会议时间：….
fn labels_above(paragraphs: &mut [Paragraph], head: usize, first_turn: usize) {
    const LONGEST: usize = 60;
    let is_label = |paragraph: &Paragraph| {
        let label = paragraph.text.split_once(['：', ':']).filter(|(_, value)| !value.trim().is_empty());
        let short = label.is_some_and(|(label, _)| (1..=8).contains(&count(label, 9)) && label.chars().all(is_han));
        paragraph.is_open() && short && paragraph.ending == Ending::Open && paragraph.count <= LONGEST
    };
    let above = paragraphs.iter_mut().take(first_turn).skip(head).skip_while(|paragraph| !paragraph.is_open());
    for paragraph in above.take_while(|paragraph| is_label(paragraph)) {
        paragraph.claim(Role::Meta, Clue::MinutesLabel);
    }
}

/// A play names its time, its people and its place before the first turn: all that stands there is head.
fn set_scene(paragraphs: &mut [Paragraph], first_turn: usize) {
    const LONGEST: usize = 8;
    // The cast below 人： is no label.
    let is_label = |paragraph: &Paragraph| paragraph.role == Some(Role::Meta) && !paragraph.why.contains(&Reason::of(Clue::Scene));
    let Some(last) = paragraphs.iter().take(first_turn).rposition(is_label) else { return };
    let people = paragraphs[last].text.starts_with(['人', '时', '地'])
        && speaker::speaker(&paragraphs[last].text).is_some_and(|label| count(&label, 3) == 1);
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
