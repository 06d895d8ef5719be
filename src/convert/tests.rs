//! The stages in a row, on bytes of every kind.

use std::sync::atomic::Ordering;

use proptest::prelude::*;

use super::*;
use crate::emit::promises::{said, solid};
use crate::font::sample::{bundle, watched};
use crate::normalize::NormalizeOptions;
use crate::source::SourceName;
use crate::structure::StructureOptions;
use crate::structure::limits::{MOST_LINES, MOST_MARKS, MOST_PARTS};
use crate::template::sample::gbt9704;

fn settings() -> Settings {
    Settings {
        formats: OutputFormat::ALL.to_vec(),
        template: gbt9704(),
        encoding: None,
        repair_mojibake: false,
        folder: Default::default(),
        normalize: NormalizeOptions::default(),
        structure: StructureOptions::default(),
        date: None,
    }
}

fn converted(bytes: &[u8]) -> Handout {
    let name = SourceName::new("讲话.txt");
    convert(RawText { name: &name, bytes }, &settings(), bundle())
}

#[test]
fn a_text_of_more_parts_than_a_handout_holds_is_refused_before_it_is_set() {
    let name = SourceName::new("讲话.txt");
    for (part, times, said) in [
        ("甲\n\n", MOST_PARTS + 2, "paragraphs and cells"),
        ("甲\t乙\t丙\n", MOST_PARTS / 3 + 2, "paragraphs and cells"),
        ("一、选苗\n", MOST_PARTS + 2, "paragraphs and cells"),
        ("甲\t", MOST_PARTS + 2, "paragraphs and cells"),
        ("甲\n", MOST_LINES + 2, "lines"),
        ("他说：“去”……“来”……“坐”——“站”——“走”——\n", MOST_MARKS / 20 + 1, "quotation marks"),
    ] {
        let text = part.repeat(times);
        let reading = read(RawText { name: &name, bytes: text.as_bytes() }, &settings());
        let refused: Vec<_> = reading.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(matches!(refused[..], [only] if only.rule == "too-much" && only.message.contains(said)), "{part:?}: {refused:?}");
        if times > MOST_LINES {
            continue; // half of them are as many paragraphs, and too many
        }
        let fewer = part.repeat(times / 2);
        assert!(!read(RawText { name: &name, bytes: fewer.as_bytes() }, &settings()).has_failed(), "{part:?}");
    }
}

/// What looked at the rest of a line from each place in it took minutes for these.
#[test]
fn half_a_megabyte_on_one_line_is_read_and_set_at_once() {
    let name = SourceName::new("讲话.txt");
    for part in ["a/", "1-", "www.a.", "《（", "「『（【《“‘", "“a”国"] {
        let text = part.repeat(500_000 / part.len());
        let reading = read(RawText { name: &name, bytes: text.as_bytes() }, &settings());
        assert!(!reading.has_failed(), "{part}");
        let (pages, _) = layout::layout(&reading.document, &settings().template, bundle());
        assert!(pages.len() > 10, "{part}");
    }
}

#[test]
fn marks_of_markdown_are_taken_off_and_their_level_stays() {
    let handout = converted("# 工作手册\n\n## 总体要求\n\n本手册适用于全体员工，请认真阅读。\n\n## 具体规定\n\n按时到会。\n".as_bytes());
    let blocks: Vec<_> = handout.reading.document.blocks.iter().map(|block| (block.role.as_str(), block.text.as_str())).collect();
    assert_eq!(blocks[..2], [("title", "工作手册"), ("heading", "总体要求")]);
    // A page saved by a tool has its own heading over the metadata: that is none of the text.
    let handout =
        converted("# 存档副本\n\n- corpus_id: a-1\n- title: 某通知\n- source_url: http://a.cn/b\n\n同志们：\n今天开会。\n".as_bytes());
    assert_eq!(handout.reading.document.blocks[0].role, crate::document::Role::Noise);
}

/// Lines as they occur, in an encoding as they occur, with some bytes spoilt.
fn raw() -> impl Strategy<Value = Vec<u8>> {
    let line = prop::sample::select(vec![
        "在全县会议上的讲话",
        "——二〇二四年三月",
        "同志们：",
        "　　今天开会,讲三点意见。",
        "一、提高认识",
        "（一）加强领导。要高度重视。",
        "    一是学习。二要落实。",
        "",
        "- 3 -",
        "谢谢大家！",
        "某某局",
        "2024年5月1日",
        "附件：1. 名单",
        "abc def, ghi.",
        "問：甚麼？",
        "|甲|乙|",
        "第一条　为了",
        "“引号没有完",
        "\u{feff}\u{200b}",
        "\u{c}",
    ]);
    let encodings = prop::sample::select(vec!["utf-8", "gb18030", "big5", "utf-16le"]);
    let spoilt = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    (prop::collection::vec(line, 0..24), encodings, prop::sample::select(vec!["\n", "\r\n", "\r"]), spoilt).prop_map(
        |(lines, encoding, end, spoilt)| {
            let text = lines.join(end);
            let mut bytes = match encoding {
                "gb18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
                "big5" => encoding_rs::BIG5.encode(&text).0.into_owned(),
                "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => text.into_bytes(),
            };
            for (place, byte) in spoilt {
                if !bytes.is_empty() {
                    let place = place.index(bytes.len());
                    bytes[place] = byte;
                }
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn stages_are_total(bytes in prop_oneof![raw(), prop::collection::vec(any::<u8>(), 0..300)]) {
        let handout = converted(&bytes);
        if handout.reading.has_failed() {
            prop_assert!(handout.files.is_empty(), "what failed leaves nothing");
        } else {
            let [(_, docx), (_, pdf)] = handout.files.as_slice() else { panic!("two files") };
            let printed: String = handout.reading.document.printed().map(|(_, block)| block.text.as_str()).collect();
            // U+FFFD stands for malformed bytes and is printed as what it is.
            prop_assert_eq!(said(pdf, docx), (solid(&printed), solid(&printed)));
        }
    }
}

#[test]
fn a_template_may_set_run_ins_on_lines_of_their_own_and_the_text_stays_the_same() {
    let name = SourceName::new("讲话.txt");
    let text = "一、认清形势\n　　（一）加强领导。要把责任压到每一个人。\n　　（二）压实责任。要把任务落到每一天。";
    let set = |own: &str| {
        let template = crate::template::load("own", own).expect("good");
        let handout = convert(RawText { name: &name, bytes: text.as_bytes() }, &Settings { template, ..settings() }, bundle());
        let [(_, docx), (_, pdf)] = handout.files.as_slice() else { panic!("two files") };
        (said(pdf, docx), handout.reading.document, handout.pages[0].lines.len())
    };
    let (whole, document, lines) = set("");
    assert_eq!((document.blocks.len(), lines), (3, 3));
    let (split, document, lines) = set("[style.body]\nlevel-run-in = \"split\"");
    assert_eq!(split, whole);
    assert_eq!(split.0, split.1);
    let roles: Vec<_> = document.blocks.iter().map(|block| block.role.level().map(|level| level.number())).collect();
    assert_eq!((roles, lines), (vec![Some(1), Some(2), None, Some(2), None], 5));
}

#[test]
fn a_blank_text_is_an_error_and_no_file() {
    for blank in [&b""[..], b"\xef\xbb\xbf", b" \r\n\t", "\u{3000}\u{200b}".as_bytes(), b"\xff\xfe", b"- 1 -\n"] {
        let handout = converted(blank);
        assert!(handout.reading.has_failed() && handout.files.is_empty(), "{blank:?}");
    }
}

#[test]
fn the_fallback_is_read_only_when_a_text_needs_it() {
    let name = SourceName::new("讲话.txt");
    let is_read = |text: &str| {
        let (fonts, read) = watched();
        convert(RawText { name: &name, bytes: text.as_bytes() }, &settings(), &fonts);
        read.load(Ordering::Acquire)
    };
    let common = "在大会上的讲话\n\n同志们：\n　　今天的“会议”很重要，共3项。\n一、认清形势\n　　成绩不小。".to_string();
    assert!(!is_read(&common));
    assert!(is_read(&(common + "陈镕")));
}

#[test]
fn the_recipe_knows_input_settings_and_name() {
    let name = SourceName::new("甲.txt");
    let recipe = |bytes: &[u8], settings: &Settings| settings.recipe(RawText { name: &name, bytes }, bundle());
    let plain = recipe(b"a", &settings());
    assert_eq!(plain, recipe(b"a", &settings()));
    assert_ne!(plain, recipe(b"b", &settings()));
    let dated = Settings { date: Some(1), ..settings() };
    assert_ne!(plain, recipe(b"a", &dated));
    let one = Settings { formats: vec![OutputFormat::Pdf], ..settings() };
    assert_eq!(plain, recipe(b"a", &one), "a PDF is the same whether the DOCX is asked for or not");
}
