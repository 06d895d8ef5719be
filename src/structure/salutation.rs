//! 称谓: the address a speech or a letter begins with, or turns back to: 同志们： 各位代表！ 各区人民政府：
//!
//! **Always true:** an address is made of people only: no verb, no stop inside.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, count};
use super::paragraph::Paragraph;

/// How an addressed group begins.
const OPENERS: &[&str] = &["各位", "尊敬的", "敬爱的", "亲爱的", "尊貴的", "敬愛的", "親愛的"];

/// How people that are addressed end.
const PEOPLE: &[&str] = &[
    "们", "們", "同志", "先生", "女士", "小姐", "代表", "委员", "委員", "老师", "老師", "同学", "同學", "朋友", "领导", "領導", "来宾",
    "來賓", "嘉宾", "嘉賓", "主席", "总统", "总理", "总干事", "秘书长", "阁下", "殿下", "陛下", "书记", "市长", "省长", "校长", "主任",
    "局长", "处长", "部长", "院长", "议员", "乡亲", "战友", "議員", "貴賓", "市長", "縣長", "區長", "鄉長", "鎮長", "里長", "部長", "局長",
    "處長", "院長", "校長", "主任", "總統", "總理", "司長", "董事長", "理事長", "會長", "社長", "館長", "師長", "家長", "同仁", "同事",
    "鄉親", "戰友", "朋友", "書記", "閣下", "同胞", "同業", "县长", "区长", "乡长", "镇长", "会长", "社长", "馆长", "董事长", "师长",
    "家长", "嘉宾", "亲友", "考官", "评委", "教练", "同胞", "辩友", "選手", "选手",
];

/// How a body that a notice is addressed to ends.
const BODIES: &[&str] = &[
    "政府", "单位", "單位", "机构", "部门", "部", "委", "局", "厅", "办", "公司", "企业", "学校", "大学", "学院", "医院", "银行", "党委",
    "站", "所", "院", "馆", "厂", "场", "园", "队", "组", "校", "社区", "工会", "分会", "單位", "機關", "機構", "部門", "學校", "醫院",
    "廳", "局處", "協會", "党组", "支部", "委员会", "委員會", "协会", "街道", "镇", "乡", "村", "处", "科", "室", "中心", "集团", "法院",
    "检察院", "车间", "班组", "班级", "基地", "机关", "部队", "村委会", "居委会",
];

/// How a place that shares the next body's word ends: 各省、自治区、直辖市人民政府.
const PLACES: &[&str] = &["省", "市", "县", "区", "州", "旗", "盟", "镇", "乡"];

/// Whether a text is an address: its people, then a colon or an exclamation mark.
pub(super) fn is_address(text: &str) -> bool {
    // Markdown's marks round an address are no part of it: **同志们：**
    let text = super::line::without_last_remark(text).unwrap_or(text).trim().trim_matches(['*', '_']);
    // 尊敬的客户， addresses by itself.
    let begun = text.strip_suffix(['，', ',']).filter(|core| opens(core) && is_people(core));
    let Some(core) = text.strip_suffix(['：', ':', '！', '!']).or_else(|| begun.filter(|core| core.starts_with("尊"))) else {
        return false;
    };
    is_people(without_greeting(core))
}

/// Greetings that an address ends in.
const GREETINGS: &[&str] = &[
    "大家早上好", "大家上午好", "大家下午好", "大家晚上好", "大家早安", "大家午安", "大家晚安", "大家好", "您好", "你们好", "你們好",
    "早上好", "上午好", "下午好", "晚上好", "早安", "你好",
];

/// An address without its greeting: …同学们，大家好：; the address itself, where it has none.
fn without_greeting(core: &str) -> &str {
    let greeted = GREETINGS.iter().find_map(|greeting| core.strip_suffix(greeting));
    let people = greeted.map(|people| people.trim_end_matches(['，', ',', '、', '！', '!', '：', ':', ' ', '\u{3000}'])).unwrap_or(core);
    if people.is_empty() { core } else { people }
}

/// Whether an address begins as addresses do.
fn opens(core: &str) -> bool {
    OPENERS.iter().any(|word| core.starts_with(word)) && count(core, 16) <= 15
}

/// 老王你好：, 小李： — a friend who is written to.
fn is_friend(text: &str) -> bool {
    let Some(core) = text.trim().strip_suffix(['：', ':', '！', '!']) else { return false };
    let friend = without_greeting(core);
    friend.len() < core.len()
        && (2..=4).contains(&friend.chars().count())
        && friend.chars().all(super::line::is_han)
        && !friend.contains(['大', '们', '我'])
}

/// 爸爸妈妈：, 敬爱的 aside: those of the family that a letter is written to.
fn is_family(text: &str) -> bool {
    const KIN: &[&str] = &[
        "爸爸", "妈妈", "爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷", "父亲", "母亲", "哥哥", "姐姐", "弟弟", "妹妹", "叔叔", "阿姨",
        "伯伯", "舅舅", "姑姑", "婶婶", "儿子", "女儿", "媽媽", "爺爺", "父親", "母親", "爸", "妈", "爹", "娘", "哥", "姐", "弟", "妹",
        "嫂子", "大人", "媽", "孩子", "老伴",
    ];
    let Some(mut rest) = text.trim().strip_suffix(['：', ':']).filter(|core| !core.is_empty() && count(core, 13) <= 12) else {
        return false;
    };
    while !rest.is_empty() {
        let after = KIN.iter().find_map(|kin| rest.strip_prefix(kin));
        match after.or_else(|| rest.strip_prefix(['，', '、', ',', '和', ' '])) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// 老王：, 小李： — a friend, where a letter begins so.
fn is_familiar(text: &str) -> bool {
    text.trim().strip_suffix(['：', ':']).and_then(|core| core.strip_prefix(['老', '小', '阿'])).is_some_and(|name| {
        (1..=2).contains(&name.chars().count()) && name.starts_with(super::byline::is_surname) && name.chars().all(super::line::is_han)
    })
}

/// 各位领导，各位同事 without a mark, 同学们， with a comma: a call on a line of its own.
pub(super) fn is_called(paragraph: &Paragraph) -> bool {
    const LONGEST: usize = 40;
    let text = paragraph.text.trim();
    if paragraph.marker.is_some() || count(text, LONGEST + 1) > LONGEST {
        return false;
    }
    // Party members, cadres are named; 们, 各位, 先生 call.
    let opened = |part: &str| OPENERS.iter().any(|word| part.starts_with(word));
    let calls = |part: &str| {
        opened(part) || ["们", "們", "先生", "女士", "同志", "主席"].iter().any(|word| part.ends_with(word)) && count(part, 7) <= 6
    };
    let (core, broken) = text.strip_suffix(['，', ',']).map_or((text, false), |core| (core, true));
    let parts = || core.split(['，', ',', '、']).map(str::trim);
    let whole = paragraph.ending == Ending::Open || broken;
    // 我们，你们 speak of people; they call none.
    let named = |part: &str| {
        ["我们", "你们", "他们", "她们", "咱们", "人们", "它们", "我們", "你們", "他們"].iter().any(|word| part.ends_with(word))
    };
    whole && (broken || parts().count() >= 2) && parts().all(|part| calls(part) && is_person(part) && !named(part))
}

/// Whether a text names people to speak to, and nothing else.
fn is_people(core: &str) -> bool {
    if core.is_empty() || count(core, 101) > 100 || core.contains(['。', '；', '？', '：', ';', '?', '！', '!', '“', '《']) {
        return false;
    }
    core.split(['，', ',', '、']).map(str::trim).filter(|part| !part.is_empty()).all(is_person)
}

/// Groups that are addressed as a whole: 全校师生, 广大市民.
const GROUPS: &[&str] = &[
    "师生", "師生", "员工", "員工", "职工", "職工", "市民", "居民", "村民", "业主", "住户", "家长", "群众", "民众", "民眾", "干部", "党员",
    "团员", "官兵", "青年", "学员", "用户", "客户", "读者", "讀者", "旅客", "乘客", "考生", "新生", "校友", "教师", "教師", "医护人员",
    "商户", "志愿者", "会员", "會員", "队员", "同仁",
];

/// Whether a group is addressed as a whole.
fn is_group(part: &str) -> bool {
    ["全", "广大", "廣大", "各"].iter().any(|word| part.starts_with(word)) && GROUPS.iter().any(|word| part.ends_with(word))
}

/// One of those that are addressed.
fn is_person(part: &str) -> bool {
    const VERBS: &[&str] = &[
        "是", "要", "做", "讲", "说", "介绍", "如下", "以下", "感谢", "欢迎", "希望", "祝", "请", "為", "下列", "获得", "包括", "出席",
        "缺席", "列席",
    ];
    let opened = OPENERS.iter().any(|word| part.starts_with(word));
    let people = PEOPLE.iter().any(|word| part.ends_with(word)) || is_group(part);
    let verb = VERBS.iter().any(|word| part.contains(word));
    count(part, 41) <= 40 && (people || (opened && count(part, 13) <= 12)) && !verb
}

/// Whether a text addresses offices: 各区人民政府，市直各部门：
fn is_offices(text: &str) -> bool {
    let Some(core) = text.trim().strip_suffix(['：', ':']) else { return false };
    let named = core.starts_with('各') || core.split(['，', ',', '、']).count() > 1 || count(core, 16) <= 15;
    named
        && count(core, 151) <= 150
        && !core.contains(['。', '；', '：', '“'])
        && !["如下", "以下", "下列", "事项", "事項"].iter().any(|word| core.contains(word))
        && BODIES.iter().any(|body| core.ends_with(body))
        // 各省、自治区、直辖市人民政府，…: places share the word that the last of them ends in.
        && core.split(['，', ',', '、']).all(|part| BODIES.iter().chain(PLACES).any(|body| part.trim().ends_with(body)))
}

/// Whether people are greeted as pupils, students: 某大学全体某某留学生：
fn is_collective(text: &str) -> bool {
    let Some(core) = text.trim().strip_suffix(['：', ':']) else { return false };
    (core.contains("全体") || core.contains("全體"))
        && !["由", "是", "包括", "要求", "通过"].iter().any(|verb| core.contains(verb))
        && count(core, 41) <= 40
        && !core.contains(['。', '，', '“', '；'])
        && !core.contains("如下")
}

/// Whether a text addresses those that a notice or a letter is meant for.
pub(super) fn is_addressee(text: &str) -> bool {
    is_offices(text) || is_collective(text)
}

/// Whether a letter inside a text addresses all of a group: 全体市民：
fn is_whole_group(text: &str) -> bool {
    is_collective(text) && text.trim_start().starts_with(['全']) && count(text, 16) <= 15
}

/// Claims the salutations: an address anywhere, offices only before the text begins, behind the head.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    let prose = |paragraph: &Paragraph| paragraph.is_open() && paragraph.is_prose() && !is_addressee(&paragraph.text);
    let body = paragraphs.iter().position(prose).unwrap_or(head).max(head);
    for at in 0..paragraphs.len() {
        if !paragraphs[at].is_open() || paragraphs[at].count > 150 || paragraphs[at].marker.is_some() {
            continue;
        }
        let text = paragraphs[at].text.as_str();
        let people = is_address(text);
        // A line of a poem, and what breaks off above a name, call nobody.
        let called = || {
            is_called(&paragraphs[at])
                && (at <= body
                    || paragraphs.get(at + 1).is_some_and(|next| next.is_open() && matches!(next.ending, Ending::Stop | Ending::Colon)))
        };
        // A speaker's name comes again.
        let letter = || {
            at <= body
                && at <= head + 1
                && (is_family(text) || is_familiar(text))
                && paragraphs.get(at + 1).is_some_and(|next| next.is_open() && next.marker.is_none())
                && !paragraphs[at + 1..].iter().take(200).any(|other| other.text.starts_with(text))
        };
        let people = people || called() || at <= body && at <= head + 1 && is_friend(text) || letter();
        if people || (at <= body && is_addressee(text)) || is_whole_group(text) {
            paragraphs[at].claim(Role::Salutation, if people { Clue::People } else { Clue::Offices });
            // An address over several lines ends each in a comma but the last.
            let mut above = at;
            while above > 0 && paragraphs[above - 1].is_open() && continues(&paragraphs[above - 1]) {
                above -= 1;
                paragraphs[above].claim(Role::Salutation, Clue::AddressGoesOn);
            }
        }
    }
}

/// Whether a line of people goes on in the next.
fn continues(paragraph: &Paragraph) -> bool {
    paragraph.ending == Ending::Comma && paragraph.marker.is_none() && is_people(paragraph.text.trim_end_matches(['，', ',', '、']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    #[test]
    fn an_address_names_people_and_nothing_else() {
        for text in [
            "同志们：",
            "各位代表！",
            "女士们、先生们、朋友们！",
            "尊敬的某某总统，女士们，先生们：",
            "主席先生！",
            "全校师生：",
            "市長、各位議員、各位貴賓：",
            "各位来宾:",
            "各位：",
            "尊敬的各位老师，亲爱的同学们，大家好：",
            "各位鄉親，大家早安！",
            "全體國人同胞，大家好：",
            "尊敬的客户，",
            "同志们,大家好!",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "记者：",
            "要求如下：",
            "同志们辛苦了！",
            "各位代表，过去一年：成绩很大！",
            "我们要依靠同志们",
            "大家好！",
            "同志们，大家辛苦了！",
            "出席議員：",
            "主要有以下几位同志：",
            "重点抓好三个方面：",
        ] {
            assert!(!is_address(text), "{text}");
        }
        assert!(is_offices("各区人民政府，市直各部门、各单位："));
        assert!(!is_offices("现将有关事项通知如下："));
    }

    #[test]
    fn an_address_over_several_lines_is_one_salutation_after_another() {
        let blocks = sample::blocks("尊敬的某主席，\n女士们，先生们，\n朋友们：\n今天我们在这里开会，感到高兴。");
        assert!(blocks[..3].iter().all(|block| block.role == Role::Salutation));
        assert_eq!(blocks[3].role, Role::Body);
    }
}
