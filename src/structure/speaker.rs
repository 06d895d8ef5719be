//! Who speaks: the label of a turn (主席：, 翁――, 【主持人】, 1.问：, 00:01:25 主持人), and whether it can be a person at all.
//!
//! **Always true:** what a form or a plan labels (责任人：, 教学重点：) and a clock time are no speakers.

use super::line::{Ending, count, ending, is_han};
use super::numbering::{self, Kind};

/// The longest label of a turn, in characters.
const LONGEST: usize = 12;

/// What people are called where their name is not told.
const ROLES: &[&str] = &[
    "记者", "記者", "主持人", "主持", "发言人", "發言人", "嘉宾", "嘉賓", "观众", "听众", "网友", "网民", "学生", "同学", "学员", "家长",
    "专家", "律师", "医生", "大夫", "代表", "委员", "委員", "議員", "议员", "主席", "教授", "老师", "老師", "先生", "女士", "小姐", "同志",
    "师傅", "法官", "审判长", "审判员", "原告", "被告", "村民", "居民", "群众", "读者", "客服", "主任", "书记", "書記", "经理", "長", "长",
    "总", "爷", "奶", "妈", "爸", "叔", "伯", "婶", "哥", "姐", "弟", "妹", "嫂", "娘", "爹", "大爷", "大妈", "阿姨", "师", "生", "甲",
    "乙", "丙", "丁", "众", "翁", "僧", "客", "旁白",
];

/// The speaker of a turn: a few Han (or Q1, A) before a colon or two dashes, with words behind.
pub(super) fn speaker(text: &str) -> Option<String> {
    if let Some((name, words)) = text.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        let named = (1..=8).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·') && !words.trim().is_empty();
        return (named && !is_barred(name)).then(|| name.to_string());
    }
    // 1.问：…: a question may be counted.
    let counted = numbering::marker(text)
        .filter(|marker| matches!(marker.kind, Kind::Han | Kind::HanParen | Kind::Arabic | Kind::ArabicParen | Kind::Circled));
    if let Some(words) = counted.and_then(|marker| text.get(marker.end..)) {
        return labelled(words.trim_start()).filter(|label| asks(label));
    }
    labelled(text)
}

/// The speaker before a colon or two dashes.
fn labelled(text: &str) -> Option<String> {
    let (mut label, mut rest) = (String::new(), "");
    for (at, c) in text.char_indices().take(LONGEST + 1) {
        if matches!(c, '：' | ':') {
            rest = &text[at + c.len_utf8()..];
            break;
        }
        if matches!(c, '—' | '―') {
            rest = text[at..].strip_prefix("——").or_else(|| text[at..].strip_prefix("――"))?;
            // 点题——写影——惜别 is a row, and no one's words.
            (!rest.contains("——")).then_some(())?;
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
    // 8:30-9:00 签到 is a row of an agenda, 主持人 00:01:25 a speaker alone.
    let is_clock = label.chars().all(|c| c.is_ascii_digit()) || coded_name(text).is_some();
    let figures = !rest.chars().any(|c| c.is_alphabetic() || is_han(c)) && rest.chars().any(|c| c.is_ascii_digit());
    (!label.is_empty() && !rest.trim().is_empty() && !is_clock && !figures && !is_barred(&label)).then_some(label)
}

/// The speaker that a line names and nothing else: 新华社记者：, 某局局长 张某：, 【提问】, 00:01:25 主持人.
pub(super) fn lone_speaker(text: &str) -> Option<String> {
    const OFFICE: usize = 30;
    let text = text.trim();
    if let Some(name) = coded_name(text) {
        return Some(name.to_string());
    }
    let bracketed = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let name = bracketed.or_else(|| text.strip_suffix(['：', ':']))?.trim();
    let plain = |name: &str| (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·');
    let other = || super::salutation::is_address(text) || super::salutation::is_addressee(text);
    if let Some((office, own)) = name.rsplit_once([' ', '\u{3000}']) {
        let office = office.trim();
        let titled = count(office, OFFICE + 1) <= OFFICE && office.chars().all(|c| is_han(c) || c == '、') && has_role(office);
        return (titled && (2..=3).contains(&own.chars().count()) && own.chars().all(is_han) && !is_barred(own) && !other())
            .then(|| own.to_string());
    }
    (plain(name) && !other() && !is_barred(name)).then(|| name.to_string())
}

/// Whether a line has a time code beside the speaker.
pub(super) fn is_coded(text: &str) -> bool {
    coded_name(text.trim()).is_some()
}

/// The name beside a time code: 00:01:25 主持人, 主持人 01:25.
fn coded_name(text: &str) -> Option<&str> {
    const WIDEST: usize = 60;
    if text.len() > WIDEST {
        return None;
    }
    let in_code = |c: char| c.is_ascii_digit() || matches!(c, ':' | '：');
    let behind = text.trim_start_matches(in_code);
    let before = text.trim_end_matches(in_code);
    let (code, name) = if behind.len() < text.len() {
        (&text[..text.len() - behind.len()], behind.trim())
    } else {
        (&text[before.len()..], before.trim())
    };
    let parts: Vec<&str> = code.split([':', '：']).collect();
    let timed = matches!(parts.len(), 2 | 3) && parts.iter().all(|part| (1..=2).contains(&part.len()));
    let named = (2..=LONGEST).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '·')
        && name.starts_with(is_han);
    (timed && named && (parts.len() == 3 || is_person(name))).then_some(name)
}

/// The speaker before a wide space, as plays are set: 老周　谁？
pub(super) fn spaced_speaker(text: &str) -> Option<String> {
    const NAME: usize = 4;
    // A name is short: no need to look for a space through all of a paragraph.
    let end = text.char_indices().nth(NAME + 1).map_or(text.len(), |(end, _)| end);
    text.get(..end)?.find(['\u{3000}', ' '])?;
    let (name, words) = text.split_once(['\u{3000}', ' '])?;
    let wide = text[name.len()..].starts_with('\u{3000}') || words.starts_with(' ');
    let named = (2..=NAME).contains(&name.chars().count()) && name.chars().all(is_han) && !is_barred(name);
    let said = ending(text) == Ending::Stop && !words.trim().contains('\u{3000}');
    (wide && named && said && numbering::marker(text).is_none()).then(|| name.to_string())
}

/// Whether a label asks or answers.
pub(super) fn asks(label: &str) -> bool {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(bare, "问" | "答" | "問" | "提问" | "提問" | "回答" | "記者" | "记者" | "Q" | "A")
        || label.starts_with(['Q', 'A']) && label.len() <= 3
}

/// Whether a label says that a person speaks: a name, an office, a role, with a letter or a number behind it or without.
pub(super) fn is_person(label: &str) -> bool {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "甲乙丙丁一二三四五".contains(c));
    let familiar = label.starts_with(['老', '小', '阿']) && (2..=3).contains(&label.chars().count());
    asks(label) || familiar || has_role(label) || !bare.is_empty() && has_role(bare) || super::byline::looks_like_name(label)
}

fn has_role(label: &str) -> bool {
    ROLES.iter().any(|role| label.ends_with(role)) && !is_barred(label)
}

/// Whether words are said to someone: they ask, call or say I and you.
pub(super) fn is_talk(text: &str) -> bool {
    text.contains(['？', '?', '！', '!', '我', '你', '您', '咱', '请', '請', '谢', '謝'])
}

/// Whether a label names no speaker: what papers, forms, plans and tables label.
fn is_barred(label: &str) -> bool {
    const NEVER: &[&str] = &[
        "注", "附件", "标题", "来源", "上联", "下联", "横批", "一", "二", "三", "是", "如下", "为", "包括", "有", "的", "指出", "强调",
        "说", "道", "曰", "结果", "結果", "要求", "事项", "目标", "此致", "你好", "措施", "时限", "责任人", "单位", "电话", "手机", "邮箱",
        "网址", "地址", "内容", "问题", "情况", "原因", "依据", "标准", "方法", "步骤", "重点", "难点", "目的", "意义", "背景", "名称",
        "金额", "数量", "编号", "日期", "期限", "部门", "方式", "职责", "性质", "范围", "条件", "流程", "表演者", "题目", "答案", "解析",
        "板书", "备注", "摘要", "关键词", "特点", "优点", "缺点", "材料", "主题", "口号", "原则", "任务", "思路", "建议", "结论", "说明",
        "提示", "小结", "总结", "要点", "课时", "班级",
    ];
    NEVER.iter().any(|word| label.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_before_a_colon_speaks() {
        let cases = [
            ("主席：開會。", Some("主席")),
            ("主席（傳譯）：開會。", Some("主席")),
            ("翁――请进。", Some("翁")),
            ("【主持人】大家好。", Some("主持人")),
            ("1.问：怎样参保？", Some("问")),
            ("1.目标：增长。", None),
            ("点题——写景——抒情", None),
            ("【教学重点】朗读。", None),
            ("服务热线：12345", None),
            ("责任人：王某", None),
            ("8:30-9:00 签到", None),
        ];
        for (text, expected) in cases {
            assert_eq!(speaker(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_label_alone_on_its_line_speaks_below() {
        let cases = [
            ("新华社记者：", Some("新华社记者")),
            ("县文化馆馆长 何大年：", Some("何大年")),
            ("00:01:25 主持人", Some("主持人")),
            ("嘉宾A 02:10", Some("嘉宾A")),
            ("10:00 茶歇", None),
            ("各位代表：", None),
            ("【教学目标】", None),
        ];
        for (text, expected) in cases {
            assert_eq!(lone_speaker(text).as_deref(), expected, "{text}");
        }
    }
}
