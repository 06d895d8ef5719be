//! Who speaks or writes, in the head of a text: 某省省长 张某, 主讲人：…, 〔清〕沈某, 记者　张某　通讯员　李某, a name alone.
//!
//! **Always true:** a byline is names, offices and labels, and nothing else.

use super::line::{count, is_han};
use super::title_words::{ends_in_noun, is_organization};

/// Offices that a byline names.
const OFFICES: &[&str] = &[
    "省长", "主席", "书记", "总理", "部长", "局长", "主任", "市长", "县长", "区长", "镇长", "乡长", "校长", "教授", "院长", "厅长", "处长",
    "科长", "委员", "代表", "检察长", "董事长", "总经理", "秘书长", "会长", "行长", "司长", "所长", "站长", "队长", "组长", "作者", "主讲",
    "讲述", "理事长", "馆长", "台长", "社长", "团长", "记录", "記錄", "主講", "理事長", "書記", "總理", "部長", "局長", "市長", "縣長",
    "區長", "鄉長", "鎮長", "校長", "院長", "處長", "科長", "委員", "董事長", "總經理", "秘書長", "會長", "館長", "社長", "隊長", "組長",
    "老師", "講者", "致詞人", "先生", "同志", "老师",
];

/// The surnames most names begin with.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温章鲁郁老張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇魏呂盧譚陸鍾閻龍賀顧龔萬錢嚴湯";

/// Surnames of two characters.
const COMPOUND: &[&str] = &[
    "诸葛", "諸葛", "欧阳", "歐陽", "司马", "司馬", "上官", "夏侯", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "宇文", "长孙",
    "端木",
];

/// Labels before the one who speaks or writes.
const BYLINES: &[&str] = &[
    "主讲人", "主讲", "讲课人", "宣讲人", "作者", "发言人", "报告人", "讲述", "主講人", "講者", "撰稿", "整理", "竞聘人", "竞聘岗位",
    "讲师", "授课教师", "授课人", "汇报人", "述职人", "演讲人", "演讲者", "宣讲员", "姓名", "职务", "所在支部", "单位", "所在单位", "班级",
    "部门", "指导教师", "指导老师", "执笔", "执笔人", "撰稿人", "汇报单位", "發言人",
];

/// Who made a song, a picture, a translation: 词：王某　曲：李某, 文／王某　图／李某.
pub(super) fn is_credits(text: &str) -> bool {
    const MADE: &[&str] = &[
        "词", "曲", "词曲", "作词", "作曲", "填词", "谱曲", "编曲", "演唱", "原唱", "唱", "文", "图", "撰文", "文字", "摄影", "绘图",
        "插图", "插画", "绘画", "翻译", "译", "译者", "编剧", "导演", "口述", "詞", "詞曲", "作詞", "填詞", "譜曲", "編曲", "圖", "攝影",
        "繪圖", "插圖", "翻譯", "譯", "編劇", "導演", "詞、曲", "词、曲",
    ];
    if count(text, 41) > 40 || text.contains(['。', '，', '；', '！', '？']) {
        return false;
    }
    let mut fields = 0;
    let mut rest = text.trim();
    while let Some((label, behind)) = rest.split_once(['：', ':', '／', '/']) {
        // The next label stands behind the last space of what is left.
        let behind = behind.trim_start();
        let end = behind
            .find(['：', ':', '／', '/'])
            .and_then(|next| behind[..next].trim_end().rfind(char::is_whitespace))
            .unwrap_or(behind.len());
        let name = behind[..end].trim();
        let named = (2..=12).contains(&count(name, 13))
            && name.chars().all(|c| is_han(c) || c.is_alphabetic() || c.is_whitespace() || matches!(c, '·' | '、'));
        if !MADE.contains(&label.trim()) || !named {
            return false;
        }
        (fields, rest) = (fields + 1, behind[end..].trim_start());
    }
    fields > 0 && rest.is_empty()
}

/// 某省省长 张某, or a name alone.
pub(super) fn is_byline(text: &str) -> bool {
    // □ 张某: a mark before the name.
    if let Some(name) = text.strip_prefix(['□', '■', '○', '●', '◎', '◇', '◆', '△', '▲']) {
        return looks_like_name(name.trim());
    }
    if is_credits(text) {
        return true;
    }
    // **讲师**：陈某; 姓名：… 性别：… is a form.
    let label = text.split_once(['：', ':']).filter(|(label, name)| {
        BYLINES.contains(&label.trim_matches(['*', ' ', '\u{3000}'])) && !name.trim().is_empty() && !name.contains(['：', ':'])
    });
    let tag = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')).is_some_and(looks_like_name);
    // 〔清〕沈某, 本报记者 张某
    let dynasty = || {
        let (era, name) =
            text.strip_prefix(['〔', '［', '[', '【', '（', '(']).and_then(|rest| rest.split_once(['〕', '］', ']', '】', '）', ')']))?;
        ((1..=2).contains(&era.chars().count()) && is_era(era) && (2..=4).contains(&count(name, 5)) && name.trim().chars().all(is_han))
            .then_some(())
    };
    let reporter = || {
        const PRESS: &[&str] = &["本报记者", "本刊记者", "本台记者", "通讯员", "记者", "本報記者", "記者"];
        PRESS.iter().find_map(|label| text.strip_prefix(label))?;
        let words = || text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty());
        let name = |word: &str| looks_like_name(PRESS.iter().find_map(|label| word.strip_prefix(label)).unwrap_or(word));
        (words().any(name) && words().all(|word| PRESS.contains(&word) || name(word))).then_some(())
    };
    if tag || dynasty().is_some() || reporter().is_some() || label.is_some() && count(text, 31) <= 30 && !text.contains('。') {
        return true;
    }
    if is_pupil(text) || is_of_office(text) || is_group(text) {
        return true;
    }
    // 顾某某 著, 2024年2月8日　李某
    const WROTE: &[&str] = &["著", "编著", "编", "主编", "译", "作", "撰", "整理", "口述"];
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [name, wrote] = words.as_slice()
        && (looks_like_name(name) && WROTE.contains(wrote)
            || is_whole_date(name) && looks_like_name(wrote)
            || looks_like_name(name) && is_whole_date(wrote))
    {
        return true;
    }
    let plain = text.chars().all(|c| is_han(c) || c.is_whitespace() || matches!(c, '·' | '：' | ':' | '、' | '/'));
    let length = count(text, 31);
    let office = OFFICES.iter().any(|office| text.contains(office)) && !ends_in_noun(text);
    plain && length <= 30 && (looks_like_name(text) || (office && ends_in_name(text)))
}

/// 八年级（2）班 赵某某, 六（1）班 某某妈妈: a class and a pupil, or whose parent speaks.
fn is_pupil(text: &str) -> bool {
    let Some((class, name)) = text.trim().rsplit_once([' ', '\u{3000}']) else { return false };
    let class = class.trim();
    let grade = |c: char| super::numbering::digit(c).is_some() || "一二三四五六七八九十高初".contains(c);
    class.ends_with('班')
        && (class.starts_with(grade) || class.contains("年级"))
        && count(class, 21) <= 20
        && (2..=6).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !name.ends_with('班')
}

/// 某县委组织部　刘某: an organization, a space, a name.
fn is_of_office(text: &str) -> bool {
    text.trim().split_once([' ', '\u{3000}']).is_some_and(|(office, name)| is_organization(office) && looks_like_name(name.trim()))
}

/// 某校课题组: those who wrote it together.
fn is_group(text: &str) -> bool {
    ["课题组", "调研组", "编写组", "写作组", "起草组", "项目组", "研究组", "撰写组", "課題組"].iter().any(|end| text.ends_with(end))
        && (5..=25).contains(&count(text, 26))
        && text.chars().all(|c| is_han(c) || c.is_whitespace())
}

fn is_whole_date(text: &str) -> bool {
    text.len() <= 60 && super::date::leading(text).is_some_and(str::is_empty)
}

/// Whether a word names a dynasty, as bylines of old texts do.
fn is_era(word: &str) -> bool {
    const ERAS: &str = "周秦汉漢魏晋晉宋齐齊梁陈陳隋唐金元明清";
    word.chars().all(|c| ERAS.contains(c) || "先南北西东東五代".contains(c)) && word.chars().any(|c| ERAS.contains(c))
}

/// Two to four Han that begin with a surname, spaces between them or not; or up to three such names.
pub(super) fn looks_like_name(text: &str) -> bool {
    let solid: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let names: Vec<&str> = text.split(['\u{3000}', '、', ' ']).filter(|name| !name.is_empty()).collect();
    let compound =
        |chars: &[char]| (3..=4).contains(&chars.len()) && COMPOUND.iter().any(|surname| surname.chars().eq(chars.iter().copied().take(2)));
    let name = |chars: &[char]| {
        chars.iter().all(|c| is_han(*c))
            && ((2..=3).contains(&chars.len()) && chars.first().is_some_and(|first| SURNAMES.contains(*first)) || compound(chars))
    };
    name(&solid) || (names.len() > 1 && names.iter().all(|one| name(&one.chars().collect::<Vec<_>>())))
}

/// Whether most names that begin with a character have it for a surname.
pub(super) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c) && c != '老'
}

/// Whether an office is followed by a name, not by more words.
fn ends_in_name(text: &str) -> bool {
    let after = OFFICES.iter().filter_map(|office| text.rfind(office).map(|at| &text[at + office.len()..])).min_by_key(|rest| rest.len());
    after.is_some_and(|rest| {
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
        let length = count(rest, 9);
        (2..=5).contains(&length) && !rest.ends_with('上') || (rest.is_empty() && text.contains(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_offices_and_labels_make_a_byline_and_sentences_none() {
        for text in ["张　三", "某省省长　王五", "主讲人：赵某某", "【李四】", "〔清〕沈某", "记者　杨柳　通讯员　马某", "本报记者 张某"]
        {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "词：林某某",
            "作词：林某　作曲：何某",
            "文／王某某　圖／李某某",
            "□ 张某某",
            "文/林某某",
            "八年级（2）班 赵某某",
            "六（1）班 某某妈妈",
            "某县委组织部  刘某",
            "某某党校课题组",
            "诸葛某",
            "**讲师**：陈某",
            "竞聘岗位：某科科长",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "文：写得好不好，要看真不真",
            "图：见第三页左下角，标有号码",
            "□ 已完成",
            "曲／直",
            "姓名：陈某    性别：女",
            "一班 二班",
            "某县委组织部  决定表彰",
            "课题组",
            "时间：上午",
        ] {
            assert!(!is_byline(text), "{text}");
        }
        for text in ["记者来了", "〔清〕", "（一）张某", "张三说了很多话", ""] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
