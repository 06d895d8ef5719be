//! The symptoms that were seen; `promises` has what normalization promises, on texts made to trip rules.

use super::characters::is_space;
use super::rules::compatibility_ideograph::unified;
use super::*;
use crate::decode::{Encoding, Evidence, Newline};
use crate::diagnostic::Severity;

mod promises;

fn decoded(text: &str) -> DecodedText {
    DecodedText {
        text: text.into(),
        encoding: Encoding::UTF_8,
        bom: false,
        evidence: Evidence::WellFormed,
        margin: None,
        malformed: vec![],
        foreign: vec![],
        repaired: vec![],
        newline: Newline::Mixed,
    }
}

pub fn normal(text: &str) -> NormalText {
    normal_with(text, &NormalizeOptions::default())
}

pub fn normal_with(text: &str, options: &NormalizeOptions) -> NormalText {
    normalize(&decoded(text), options).0
}

pub fn said(text: &str) -> Vec<Diagnostic> {
    normalize(&decoded(text), &NormalizeOptions::default()).1
}

fn barely() -> NormalizeOptions {
    NormalizeOptions { enabled: false, ..NormalizeOptions::default() }
}

/// Every rule that there is.
fn strict() -> NormalizeOptions {
    let opinions = RULES.iter().filter(|rule| rule.class == Class::Opinionated).map(|rule| rule.name).collect();
    NormalizeOptions { opinions, ..NormalizeOptions::default() }
}

/// What must survive: letters, digits and Han, their form aside; all zeros are one where a rule is about them.
fn words(text: &str, options: &NormalizeOptions) -> String {
    let zeros = rules::named("zero-look-alike").is_some_and(|rule| options.runs(rule));
    let fold = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => unified(c).unwrap_or(c),
    };
    let survives = |c: &char| {
        let is_filler = rules::invisible_character::is_invisible(*c);
        (c.is_alphanumeric() && !is_filler) || ('\u{2E80}'..='\u{2FDF}').contains(c) || (zeros && matches!(c, '○' | '◯'))
    };
    let words = text.chars().filter(survives).map(fold);
    words.map(|c| if zeros && matches!(c, '○' | '◯' | 'O' | '0') { '〇' } else { c }).collect()
}

#[test]
fn texts_come_out_as_they_should() {
    for (text, expected) in [
        // Every half-width mark, one after another.
        (
            "同志们:今天开会,主要任务是学习.大家有意见吗?没有!(掌声);散会.",
            "同志们：今天开会，主要任务是学习。大家有意见吗？没有！（掌声）；散会。",
        ),
        // Numbers keep their marks, the stops around them do not.
        (
            "增长3.14%,比例1:2,时间10:30-11:45,版本v1.2.3,坐标(1,234.56),约1,000,000元.",
            "增长3.14%，比例1:2，时间10:30-11:45，版本v1.2.3，坐标（1,234.56），约1,000,000元。",
        ),
        (
            "邮箱zhang.san@example.com,文件C:\\Users\\a.txt,命令ls -l *.txt;完毕.",
            "邮箱zhang.san@example.com，文件C:\\Users\\a.txt，命令ls -l *.txt；完毕。",
        ),
        ("执行if (a<b) { x = a[0]; printf(\"%d\\n\", x); }后继续.", "执行if (a<b) { x = a[0]; printf(\"%d\\n\", x); }后继续。"),
        ("林肯说:\"of the people, by the people.\" 很有道理.", "林肯说：“of the people, by the people.”很有道理。"),
        ("Four score (and seven) years ago: dedicated; to \"equality\".", "Four score (and seven) years ago: dedicated; to \"equality\"."),
        (
            "***同志在***大会上指出，XX区XXX工作、××县、○○局、□□乡、____年，D章。",
            "***同志在***大会上指出，XX区XXX工作、××县、○○局、□□乡、____年，D章。",
        ),
        ("（一）１．２．３。１：３０开会，Ａ－Ｂ。", "（一）1.2.3。1:30开会，A-B。"),
        ("第一种──甲；第二种――乙；第三种—单个；第四种一一汉字。", "第一种——甲；第二种——乙；第三种—单个；第四种一一汉字。"),
        ("一、\t提高认识", "一、\t提高认识"),
        // U+3000 inside a line is where a paragraph may have ended.
        ("第一段。　　第二段。", "第一段。　　第二段。"),
        ("│序号,名│", "│序号,名│"),
        ("title: 讲话", "title: 讲话"),
    ] {
        assert_eq!(normal(text).text, expected);
        assert_eq!(normal(expected).edits, [], "{expected}: a second run changes nothing");
    }
}

#[test]
fn what_stands_for_something_and_what_is_laid_out_survives_every_rule() {
    for text in [
        // Left out.
        "***系统的同志在***大会上，**市**区，某**局",
        "XX常委、XXX同志、ＸＸ县、××县、×××同志、○○局、□□乡、____年__月",
        "地点：________",
        "***",
        "* * *",
        // Laid out.
        "王　强",
        "王 强",
        "出席：王 强、李 明",
        "时　　间：上午",
        "张  三    李四    王五",
        "张三　　李四　　王五",
        "第一章　总则",
        "第一条　为了做好工作，制定本办法。",
        "白日落西山 江水向东流",
        "序号\t姓名\t单位",
        "| 序号 | 姓名 |",
        "│ 甲 │ 乙 │",
        "├──┼──┤",
        "let a = f(x, y); // 好,的",
        "    indented   code  {  }",
        // Protected.
        "3.14%，1:2，10:30-11:45，v1.2.3，1,000,000，192.168.0.1，2024.05.01，2024-05-01，GB/T 9704—2012，3-2，0571-88881234",
        "C/C++、HTTP/2、Yahoo!、阿里巴巴.US、#149、A<B且C>D，e.g. this, i.e. that.",
        "It's a long way, isn't it? (Yes; it is.)",
        "1、2、3号，一、二、三等奖",
        "三.八、九.一八、五.四",
    ] {
        let bare = text.trim();
        for options in [NormalizeOptions::default(), strict()] {
            let kept = normal_with(bare, &options).text;
            assert_eq!(kept, bare);
        }
    }
}

#[test]
fn marks_quotes_and_scripts_come_out_as_expected() {
    for (text, expected) in [
        // An odd mark flips nothing; each paragraph begins anew.
        ("他讲：“今年收成不错。\n她讲\"后年也好”。", "他讲：“今年收成不错。\n她讲\"后年也好”。"),
        ("\"头一段没有完\n\"第二段。\"", "\"头一段没有完\n“第二段。”"),
        ("又说'先修渠“再栽树'没有说完。", "又说'先修渠“再栽树'没有说完。"),
        ("会上强调：\"要坚持'两手抓'，落实\"四个到位\"要求\"。", "会上强调：\"要坚持‘两手抓’，落实\"四个到位\"要求\"。"),
        ("会上强调：\"要快，要好\"，并说：\"要稳\"。", "会上强调：“要快，要好”，并说：“要稳”。"),
        ("「样本」與『卷名』混排，〈短篇〉《长篇》﹁竖排﹂。", "「样本」與『卷名』混排，〈短篇〉《长篇》「竖排」。"),
        ("\"节水灌溉\"项目和'粮满仓'计划.", "“节水灌溉”项目和‘粮满仓’计划。"),
        ("书里写着It's time to go和rock 'n' roll还有'80s的歌。", "书里写着It's time to go和rock 'n' roll还有'80s的歌。"),
        ("他等...又等......再等。。。末了。。。。。。有…一点和⋯⋯两点", "他等……又等……再等……末了……有……一点和……两点"),
        ("他等・・・又等…………再等", "他等……又等……再等"),
        ("第三条─ ─直线", "第三条——直线"),
        ("甲--乙；丙――丁；戊—己；庚－－辛；壬一一癸", "甲——乙；丙——丁；戊—己；庚——辛；壬一一癸"),
        ("１２年，ＧＤＰ升５．５％，第１２条Ａ款，（一）１．２．３。", "12年，GDP升5.5%，第12条A款，（一）1.2.3。"),
        ("各 位 乡 亲 ：\n　　今 天 ， 我 代 表 村 委 会 ， 作 报 告 。\n陈 刚", "各位乡亲：\n今天，我代表村委会，作报告。\n陈 刚"),
        ("请看。“ 样本 ”（ 说明 ）", "请看。“样本”（说明）"),
        ("    It was long, hard (and cold): nobody knew; it \"ended\".", "It was long, hard (and cold): nobody knew; it \"ended\"."),
        ("现在， 我代表镇里， 向大会汇报。 请审议。", "现在，我代表镇里，向大会汇报。请审议。"),
        ("怎么？？！！当真？！好！！！", "怎么？？！！当真？！好！！！"),
        ("数据来自年鉴①，另见[1]、表注②③和^[2]，*为估计数。", "数据来自年鉴①，另见[1]、表注②③和^[2]，*为估计数。"),
        ("买卖提‧阿里，ア・イ", "买卖提·阿里，ア・イ"),
        ("买买提•阿不都，约翰．史密斯", "买买提·阿不都，约翰·史密斯"),
        ("《论语.为政》 <<县志>> <b>重要</b> A<B 且 C>D & \"x\"", "《论语.为政》《县志》 <b>重要</b> A<B且C>D & “x”"),
        (
            "大家好👋🏽，一家👨\u{200D}👩\u{200D}👧，旗🇨🇳，❤\u{FE0F}，1\u{FE0F}\u{20E3}。",
            "大家好👋🏽，一家👨\u{200D}👩\u{200D}👧，旗🇨🇳，❤\u{FE0F}，1\u{FE0F}\u{20E3}。",
        ),
        ("𠀀𠮷𪜀𰀀﨎〇㐀鿿，陈𤧛、𬭊与鿫", "𠀀𠮷𪜀𰀀﨎〇㐀鿿，陈𤧛、𬭊与鿫"),
        ("pīnyīn ē; n\u{303}o; ｶﾞ; か\u{309A}", "pīnyīn ē; n\u{303}o; ｶﾞ; か\u{309A}"),
        (
            "阿拉伯语：\u{645}\u{631}\u{62D}\u{628}\u{627}，希伯来语：\u{5E9}\u{5DC}\u{5D5}\u{5DD}，数123。",
            "阿拉伯语：\u{645}\u{631}\u{62D}\u{628}\u{627}，希伯来语：\u{5E9}\u{5DC}\u{5D5}\u{5DD}，数123。",
        ),
        ("葛\u{E0100}城、邊\u{E0101}、\u{3402}\u{FE00}", "葛\u{E0100}城、邊\u{E0101}、\u{3402}\u{FE00}"),
        ("文件\u{202E}txt.exe\u{202C}与\u{2066}隔开\u{2069}。", "文件txt.exe与隔开。"),
        ("⼈⺠⽇報、㈱㎡℃、\u{F900}、\u{FB01}", "人民日報、㈱㎡℃、豈、\u{FB01}"),
        ("各位委員：\n　　今天要談「國營事業」，裏面『細節』很多.", "各位委員：\n今天要談「國營事業」，裏面『細節』很多."),
        ("日本語のテキスト、ア・イ、한국어 문장입니다.", "日本語のテキスト、ア・イ、한국어 문장입니다."),
        (
            &format!("{0}\u{A0}\u{A0}{0}\u{2003}\u{2003}{0}\u{A0}{0}", "村里修好了水渠，家家户户都通了水，地里的庄稼长势喜人。"),
            &format!("{0}　　{0}　　{0}{0}", "村里修好了水渠，家家户户都通了水，地里的庄稼长势喜人。"),
        ),
        ("零\u{200B}宽\u{200C}字\u{200D}符\u{2060}混\u{AD}入正文。", "零宽字符混入正文。"),
    ] {
        assert_eq!(normal(text).text, expected);
    }
}

#[test]
fn without_rules_only_lines_are_put_right() {
    let normal = normal_with("　　你好,\u{200B}世界\0 \r\n\r\n\r\nＡ", &barely());
    assert_eq!(normal.text, "你好,\u{200B}世界\n\n\nＡ");
    assert_eq!((normal.lines[0].indent, normal.lines[1].blank_before, normal.lines[1].number), (4, 2, 4));
}

#[test]
fn two_rules_on_one_place_give_one_edit() {
    let normal = normal("他说－－ 好,,好");
    let edits: Vec<_> = normal.edits.iter().map(|edit| (edit.rule, edit.before.as_str(), edit.after.as_str())).collect();
    assert_eq!(edits, [("broken-dash", "－－", "——"), ("space-at-mark", " ", ""), ("doubled-stop", ",,", "，")]);
}

#[test]
fn places_lead_back_to_the_source() {
    let text = "　　同志们:\r\n\r\n\r\n\t今天,开会...好.\r\n";
    let normal = normal(text);
    for (what, line, column) in [("同", 1, 3), ("：", 1, 6), ("今", 4, 2), ("开", 4, 5), ("…", 4, 7), ("好", 4, 10)] {
        let offset = normal.text.find(what).expect("it is there");
        assert_eq!(normal.place(offset), Place { line, column }, "{what}");
    }
    let edit = &normal.edits[normal.edits.len() - 2];
    assert_eq!((edit.rule, edit.place), ("half-width-full-stop", Place { line: 4, column: 11 }));
}

#[test]
fn dropped_controls_are_counted() {
    let said = said("第一行\n甲\0乙\u{1}");
    assert_eq!(
        (said[0].rule, said[0].severity, said[0].place),
        ("control-character", Severity::Warning, Some(Place { line: 2, column: 2 }))
    );
    assert!(said[0].message.starts_with("2 control characters"), "{}", said[0].message);
}

#[test]
fn a_replacement_character_stays() {
    assert_eq!(normal("坏\u{FFFD}字").text, "坏\u{FFFD}字");
}

#[test]
fn one_long_line_stays_linear() {
    for part in [
        "你好,世界.", "a,b;c:", ",,,,", "( ( ", "\"", "《", " 人", "...", "，，", "1 ", "/:", "<a", "'人'", "&a", "）", "`", "《甲",
        "甲》", "「", "<<甲", "**甲**", "甲：1", "甲•", "二○", "1-2", "第一、", "[2024]1号", "甲  a", "！？", "等等……", "5月", "```\n",
    ] {
        let text = format!("人{}", part.repeat(200_000 / part.len()));
        let normal = normal_with(&text, &strict());
        assert_eq!(words(&normal.text, &strict()), words(&text, &strict()), "{part}");
    }
}

#[test]
fn the_colon_behind_the_last_addressee_is_full_width() {
    // GB/T 9704—2012, 7.3.2.
    for (text, expected) in [
        ("各县区人民政府,市政府各部门:\n　　大家好。", "各县区人民政府，市政府各部门：\n　　大家好。"),
        ("同志们:\n　　大家好。", "同志们：\n　　大家好。"),
        ("各位代表：\n　　大家好。", "各位代表：\n　　大家好。"),
    ] {
        assert_eq!(normal(text).text.replace(['\u{3000}', '\n'], ""), expected.replace(['\u{3000}', '\n'], ""));
    }
}

#[test]
fn a_note_is_in_full_width_parentheses() {
    // GB/T 9704—2012, 7.3.6.
    for (text, expected) in [
        ("　　大家好。\n　　(此件公开发布)", "（此件公开发布）"),
        ("　　大家好。\n　　（联系人:张三,电话:12345678)", "（联系人：张三，电话：12345678）"),
    ] {
        assert!(normal(text).text.ends_with(expected), "{:?}", normal(text).text);
    }
}
