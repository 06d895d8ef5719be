//! What normalization promises, and the symptoms that were seen.

use proptest::prelude::*;

use super::characters::is_space;
use super::rules::compatibility_ideograph::unified;
use super::spans::Protected;
use super::*;
use crate::decode::{Encoding, Evidence, Newline};
use crate::diagnostic::Severity;

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

fn barely(text: &str) -> NormalText {
    normalize(&decoded(text), &NormalizeOptions { enabled: false, ..NormalizeOptions::default() }).0
}

/// What must survive: letters, digits and Han, their form aside.
fn words(text: &str) -> String {
    let fold = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => unified(c).unwrap_or(c),
    };
    text.chars().filter(|c| c.is_alphanumeric() || ('\u{2E80}'..='\u{2FDF}').contains(c)).map(fold).collect()
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
fn without_rules_only_lines_are_put_right() {
    let normal = barely("　　你好,\u{200B}世界\0 \r\n\r\n\r\nＡ");
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
    for part in ["你好,世界.", "a,b;c:", ",,,,", "( ( ", "\"", "《", " 人", "...", "，，", "1 ", "/:", "<a", "'人'", "&a", "）", "`"]
    {
        let text = format!("人{}", part.repeat(200_000 / part.len()));
        let normal = normal(&text);
        assert_eq!(words(&normal.text), words(&text), "{part}");
    }
}

/// Text that rules trip over.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "人", "民", "一", "十", "年", "，", "。", "、", "：", "？", "！", "；", "“", "”", "（", "）", "《", "》", ",", ".", ";", ":", "?",
        "!", "(", ")", "\"", "'", "-", "--", "―", "─", "—", "…", "·", "...", " ", "  ", "　", "\t", "\n", "\r\n", "\r", "\u{C}", "\u{A0}",
        "\u{200B}", "\u{200D}", "\u{FEFF}", "\0", "\u{FFFE}", "１", "２", "：３０", "．", "％", "－", "Ａ", "Ｘ", "1", "30", "a", "X", "/",
        "://", "@", "www.", "|", "{", "}", "=", "<b>", "&lt;", "*", "×", "□", "👨", "︵", "︶", "⼈", "\u{F900}", "`", "\\", "の",
        "同志们今天开会学习", "表",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn normalize_explains_itself(text in nasty()) {
        for normal in [normal(&text), barely(&text)] {
            prop_assert_eq!(apply(&normal.edits, &text), normal.text.clone());
            for pair in normal.edits.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start && pair[0].place <= pair[1].place);
            }
            for edit in &normal.edits {
                prop_assert_eq!(text.get(edit.span.range()), Some(edit.before.as_str()));
                prop_assert!(rules::named(edit.rule).is_some());
            }
        }
        let once = normal(&text);
        for line in text.split('\n') {
            prop_assert!(settle(&LineRules::of(&NormalizeOptions::default(), Region::Cn), Line::new(line)).1, "{line:?} did not settle");
        }
        prop_assert_eq!(normal(&once.text).edits, vec![], "{:?}", once.text);
        prop_assert_eq!(barely(&once.text).edits, vec![]);
    }

    #[test]
    fn letters_digits_and_han_survive(text in nasty()) {
        prop_assert_eq!(words(&normal(&text).text), words(&text));
    }

    #[test]
    fn no_edit_inside_a_protected_span(text in nasty()) {
        let lines = lines::split(&text, lines::Tidy { blank_lines: true, invisible: true });
        let tidy = lines.text;
        let normal = normal(&tidy);
        let mut start = 0;
        for line in tidy.split('\n') {
            let chars: Vec<char> = line.chars().collect();
            let at = |chars: &[char]| start + chars.iter().map(|c| c.len_utf8()).sum::<usize>();
            for range in Protected::in_line(&chars).ranges() {
                let (from, to) = (at(&chars[..range.start]), at(&chars[..range.end]));
                prop_assert!(normal.edits.iter().all(|edit| edit.span.end <= from || to <= edit.span.start), "{}", line);
            }
            start += line.len() + 1;
        }
    }

    #[test]
    fn lines_are_bare_and_lead_back(text in nasty()) {
        let normal = normal(&text);
        let ends = text.replace("\r\n", "\n").replace(['\r', '\u{C}'], "\n");
        let source: Vec<&str> = ends.split('\n').collect();
        for line in &normal.lines {
            let content = normal.line(line);
            prop_assert!(!content.is_empty() && !content.starts_with(is_space) && !content.ends_with(is_space));
            for (offset, c) in content.char_indices() {
                let place = normal.place(line.span.start + offset);
                prop_assert_eq!(place.line, line.number);
                // These are never replaced nor put in: they must be found where the place says.
                if matches!(c, '民' | '年' | '一') {
                    let there = source[place.line - 1].chars().nth(place.column - 1);
                    prop_assert!(there == Some(c), "{} in {:?}", place.column, source);
                }
            }
        }
    }
}
