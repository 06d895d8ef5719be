//! What the words of a head line say by themselves: the nouns that papers and offices are called by, labels, letterheads.
//!
//! **Always true:** an answer depends on the one text alone; what stands round it, `title.rs` weighs.

use super::line::{Ending, count, ending, is_closer, is_han};

/// What titles of speeches and papers end in.
const NOUNS: &[&str] = &[
    "讲话", "报告", "通知", "意见", "决定", "决议", "办法", "规定", "条例", "纪要", "纪录", "紀錄", "记录", "總結", "总结", "致辞", "致词",
    "发言", "演讲", "讲稿", "讲义", "方案", "计划", "规划", "解释", "函", "批复", "通报", "公告", "通告", "公报", "议案", "倡议书", "倡议",
    "贺信", "回信", "慰问信", "公开信", "宣言", "说明", "提纲", "要点", "体会", "汇报", "议程", "细则", "准则", "章程", "制度", "守则",
    "指南", "标准", "主持词", "党课", "讲课", "辅导", "答谢词", "开幕词", "闭幕词", "述职", "議事錄", "會議紀錄", "致詞", "致辭", "講話",
    "報告", "演講", "發言", "講稿", "意見", "決定", "決議", "辦法", "規定", "條例", "說明", "計畫", "宣導", "賀詞", "謝詞", "開幕詞",
    "閉幕詞", "简报", "请示", "命令", "令", "规则", "规程", "法", "书", "談話", "谈话", "感言", "贺词", "悼词", "序", "跋", "摘要", "报道",
    "凡例", "注意事项", "须知", "大事记", "名单", "手册", "值班表", "日程", "日程表", "流程", "案例", "材料", "合同", "协议", "声明",
    "启事", "预案", "安排", "建议", "思考", "浅析", "探析", "实录", "侧记", "综述", "述评", "欢迎词", "欢送词", "祝酒词", "祝词", "颁奖词",
    "解说词", "讲解词", "导游词", "献词", "感谢信", "表扬信", "介绍信", "申请", "提案", "纲要", "讲座", "串词", "志稿", "县志", "校训",
    "知识", "常识", "解答", "问答", "陈词", "指引", "攻略", "合約", "協議", "聲明", "啟事", "建議", "簡報", "請示", "公報", "講義", "講座",
    "綱要", "歡迎詞", "獻詞", "教案", "教学设计", "说课稿", "学案", "课件", "试卷", "试题", "测试题", "清单", "台账", "一览表", "安排表",
    "统计表", "登记表", "汇总表", "分解表", "明细表", "情况表", "任务表", "排班表", "课程表", "评分表", "考核表", "时间表", "计划表",
    "作息表", "花名册", "通讯录", "标语", "简历", "履历", "规约", "民约", "公约", "百问", "百答", "通稿", "新闻稿", "食谱", "日记",
    "讲话稿", "演讲稿", "发言稿", "邀请函", "贺电", "唁电", "喜报", "讣告", "请柬", "聘书", "工作总结",
];

/// What papers of private life are called, where the word stands alone.
const PAPERS: &[&str] = &[
    "检讨书", "保证书", "决心书", "悔过书", "委托书", "申请书", "志愿书", "承诺书", "责任书", "检查书", "情况说明", "请假条", "借条",
    "欠条", "收条", "便条", "留言条", "假条", "证明", "证明信", "遗嘱", "遗书", "家书", "贺信", "慰问信", "表扬信", "喜报", "检讨",
    "檢討書", "保證書", "悔過書", "委託書", "請假條", "借條", "欠條", "收條", "證明", "遺囑", "家書", "會議程序", "节目单", "節目單",
    "歌词", "議程",
];

/// What the names of organizations end in.
const ORGANIZATIONS: &[&str] = &[
    "委员会", "人民政府", "政府", "公司", "集团", "大学", "学院", "学校", "中学", "小学", "幼儿园", "医院", "卫生院", "中心", "办公室",
    "办事处", "党委", "党组", "支部", "总队", "支队", "大队", "协会", "学会", "研究院", "研究所", "图书馆", "博物馆", "银行", "局", "厅",
    "处", "科", "部", "委", "院", "馆", "站", "委員會", "大學", "學院", "學校", "中學", "小學", "醫院", "辦公室", "協會", "學會", "校友會",
    "處", "廳", "館",
];

/// What stands behind the label of a title: 标题：, 标 题：
pub(super) fn behind_label(text: &str) -> Option<&str> {
    let (label, title) = text.split_once(['：', ':']).filter(|(label, _)| label.len() <= 20)?;
    let solid: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(solid.as_str(), "标题" | "题目" | "標題" | "題目").then_some(title)
}

/// Whether a text ends in what papers are called: …的通知, …讲话.
pub(super) fn ends_in_noun(text: &str) -> bool {
    let core = text.trim_end_matches(|c: char| is_closer(c) || c.is_whitespace() || matches!(c, '：' | ':'));
    let named = |core: &str| NOUNS.iter().any(|noun| core.ends_with(noun));
    named(core) || named(without_mark(text))
}

/// A title without what stands behind its name: （一）, （精选3篇）, ①, 全文.
pub(super) fn without_mark(text: &str) -> &str {
    /// The most characters of such a bracket.
    const INSIDE: usize = 11;
    let mut core = text.trim_end();
    loop {
        let shorter = core.trim_end_matches(|c: char| matches!(c, '①'..='⑳' | '*' | '＊')).trim_end();
        let shorter = shorter.strip_suffix("全文").unwrap_or(shorter);
        let inner = shorter.strip_suffix(['）', ')', ']', '］', '〕']);
        let open = inner.and_then(|inner| Some((inner, inner.rfind(['（', '(', '[', '［', '〔'])?)));
        let shorter =
            open.filter(|(inner, at)| count(&inner[*at..], INSIDE + 1) <= INSIDE).map_or(shorter, |(inner, at)| inner[..at].trim_end());
        if shorter.is_empty() || shorter.len() == core.len() {
            return core;
        }
        core = shorter;
    }
}

/// 篇一：…发言稿: one of several papers in a file, by its number.
pub(super) fn is_piece(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('篇') else { return false };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    behind.len() < rest.len()
        && behind.starts_with(['：', ':', ' ', '\u{3000}', '、'])
        && count(text, 41) <= 40
        && ending(text) == Ending::Open
}

/// 某县人民政府文件, 机密★1年, 特急, 签发人：某某: what stands above the title of an office's paper.
pub(super) fn is_letterhead(text: &str) -> bool {
    if count(text, 41) > 40 {
        return false;
    }
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let secret =
        ["绝密", "机密", "秘密"].iter().any(|word| solid == *word || solid.strip_prefix(word).is_some_and(|rest| rest.starts_with('★')));
    let office = solid.strip_suffix("文件").is_some_and(is_organization);
    office
        || secret
        || matches!(solid.as_str(), "特急" | "加急" | "平急" | "特提" | "急件")
        || solid.contains("签发人：")
        || solid.contains("签发人:")
}

/// 昨天，我听了一场报告: somebody says what happened.
pub(super) fn reads_as_sentence(text: &str) -> bool {
    const TIMES: &[&str] = &["昨天", "今天", "前天", "明天", "刚才", "最近", "近日", "上周", "那天", "有一天"];
    // 我国, 他们, 她的: no somebody who does something.
    const IN_WORDS: &str = "国省市县区乡镇村校院局的们与和党军厂公部心家班社行科处司爱眼身所为是";
    let timed = TIMES.iter().any(|time| text.starts_with(time)) && text.contains(['，', ',']);
    // 今天我来谈谈某事 says what I do; 今天我们怎样做父亲 asks.
    let does = TIMES.iter().filter_map(|time| text.strip_prefix(time)).any(|rest| {
        let who = rest.strip_prefix('由').unwrap_or(rest);
        let does = who.strip_prefix("我们").or_else(|| who.strip_prefix(['我', '咱'])).map(|does| does.trim_start_matches(['们', '就']));
        does.is_some_and(|does| {
            does.starts_with(['来', '想', '给', '向', '和', '跟', '讲', '谈', '说', '代', '听', '参', '很', '在', '主'])
        })
    });
    let told = text.starts_with(['我', '他', '她']) && text.chars().nth(1).is_some_and(|c| is_han(c) && !IN_WORDS.contains(c));
    let told_within = text.split(['，', ',']).skip(1).any(|part| part.trim_start().starts_with(['我', '他', '她']) && part.contains('了'));
    timed || does || told || told_within
}

/// 某某在某大会上强调: who said so, above the headline.
pub(super) fn is_news_kicker(text: &str) -> bool {
    text.contains('在') && ["强调", "指出", "要求", "强调指出"].iter().any(|word| text.ends_with(word))
}

/// Whether a text is what a paper is called, and nothing else: 倡议书, 通　知.
pub(super) fn is_noun(text: &str) -> bool {
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // What heads a part of the text is no title of it.
    let heads_part = matches!(solid.as_str(), "摘要" | "提要" | "说明" | "跋");
    solid.chars().count() >= 2 && (NOUNS.contains(&solid.as_str()) || PAPERS.contains(&solid.as_str())) && !heads_part
}

/// 某某市人民政府办公室: up to thirty Han without marks that end as the names of organizations do.
pub(super) fn is_organization(text: &str) -> bool {
    let plain = text.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '（' | '）' | '·'));
    plain && (4..=30).contains(&count(text, 31)) && !ends_in_noun(text) && ORGANIZATIONS.iter().any(|end| text.ends_with(end))
}
