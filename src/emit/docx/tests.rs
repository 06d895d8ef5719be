//! Facts about whole packages.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::*;
use crate::document::{Block, Level, Region, Role, RunIn};
use crate::template::load;
use crate::template::sample::gbt9704;

fn stamp() -> Stamp {
    Stamp { recipe: "0123456789abcdef".repeat(4), date: None }
}

fn block(role: Role, text: &str) -> Block {
    Block::of(role, text)
}

/// A speech with one block of every kind that differs, told from others by its number.
fn speech(number: usize) -> Document {
    let mut document = Document::default();
    document.metadata.title = Some(format!("在第{number}次会议上的讲话"));
    document.blocks = vec![
        block(Role::Title, &format!("在第{number}次会议上的讲话")),
        block(Role::Salutation, "同志们："),
        block(Role::Heading(Level::ONE), "一、提高认识"),
        Block {
            run_in: Some(RunIn { end: 21, level: Some(Level::new(2)) }),
            ..block(Role::Body, "（一）抓学习。列夫·托尔斯泰说：“don’t”……")
        },
        block(Role::Noise, "— 3 —"),
        block(Role::Table, "甲\t乙\t丙"),
        block(Role::Signature, "某某县人民政府"),
        block(Role::SignatureDate, "2024年3月5日"),
    ];
    document.blocks.extend((0..number).map(|n| block(Role::Body, &format!("第{n}段。"))));
    document
}

fn docx(document: &Document) -> Vec<u8> {
    let (bytes, diagnostics) = write(document, &[], &gbt9704(), &stamp());
    assert_eq!(diagnostics, []);
    bytes
}

/// Names and contents, in the order they are stored in.
fn entries(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("UTF-8");
        entries.push((entry.name().to_string(), text));
    }
    entries
}

fn part(bytes: &[u8], name: &str) -> String {
    entries(bytes).into_iter().find(|(known, _)| known == name).expect("the part is there").1
}

/// The same package with every part handed through `edit`.
fn repacked(bytes: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries(bytes) {
        writer.start_file(name.as_str(), SimpleFileOptions::DEFAULT).expect("room");
        writer.write_all(edit(&name, text).as_bytes()).expect("room");
    }
    writer.finish().expect("room").into_inner()
}

/// The texts of the paragraphs, read back by an XML reader; a `w:tab` is a tab.
pub(in crate::emit) fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let text = part(bytes, "word/document.xml");
    let mut reader = Reader::from_str(&text);
    let (mut paragraphs, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) if tag.name().as_ref() == b"w:p" => paragraphs.push(String::new()),
            Event::Start(tag) => inside = tag.name().as_ref() == b"w:t",
            Event::End(_) => inside = false,
            Event::Empty(tag) if tag.name().as_ref() == b"w:tab" => paragraphs.last_mut().expect("in a paragraph").push('\t'),
            Event::Text(text) if inside => paragraphs.last_mut().expect("in a paragraph").push_str(&text.decode().expect("UTF-8")),
            Event::GeneralRef(name) if inside => {
                let entity = format!("&{};", name.decode().expect("UTF-8"));
                paragraphs.last_mut().expect("in a paragraph").push_str(&quick_xml::escape::unescape(&entity).expect("a known entity"));
            }
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

/// Every property element of a part with the names of its children.
fn properties(text: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(text);
    let (mut open, mut closed): (Vec<(String, Vec<String>)>, _) = (Vec::new(), Vec::new());
    let name_of = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                let name = name_of(tag.name().as_ref());
                open.last_mut().into_iter().for_each(|(_, children)| children.push(name.clone()));
                open.push((name, Vec::new()));
            }
            Event::Empty(tag) => open.last_mut().into_iter().for_each(|(_, children)| children.push(name_of(tag.name().as_ref()))),
            Event::End(_) => closed.extend(open.pop().filter(|(name, _)| order::of(name).is_some())),
            Event::Eof => return closed,
            _ => {}
        }
    }
}

#[test]
fn properties_follow_the_schema_in_every_part() {
    let bytes = docx(&speech(3));
    for name in ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml"] {
        let all = properties(&part(&bytes, name));
        assert!(!all.is_empty(), "{name}");
        for (element, children) in all {
            let order = order::of(&element).expect("only those were kept");
            let ranks: Vec<_> = children.iter().map(|child| order.iter().position(|known| *known == &child[2..])).collect();
            assert!(ranks.iter().all(Option::is_some) && ranks.is_sorted(), "{name} {element} {children:?}");
        }
    }
}

#[test]
fn the_texts_of_printed_blocks_are_read_back() {
    let document = speech(2);
    let printed: Vec<&str> = document.printed().map(|(_, block)| block.text.as_str()).collect();
    assert_eq!(paragraphs(&docx(&document)), printed);
    assert!(!printed.contains(&"— 3 —"), "a page number of the source is not printed");
}

#[test]
fn a_heading_takes_the_built_in_style_of_its_level_and_a_bookmark() {
    let headings = (1..=4).map(|n| block(Role::Heading(Level::new(n)), "题")).collect();
    let document = Document { blocks: headings, ..Document::default() };
    let text = part(&docx(&document), "word/document.xml");
    for n in 1..=4 {
        let start = format!("<w:pStyle w:val=\"Heading{n}\"/></w:pPr><w:bookmarkStart w:id=\"{n}\" w:name=\"_Toc0000000{n}\"/>");
        assert!(text.contains(&start), "{text}");
    }
}

#[test]
fn a_signature_is_indented_in_characters_and_twips() {
    let text = part(&docx(&speech(0)), "word/document.xml");
    assert!(text.contains("<w:pStyle w:val=\"Signature\"/><w:ind w:right=\"1360\" w:rightChars=\"425\"/>"), "{text}");
    assert!(!text.contains("leftChars"));
}

#[test]
fn a_title_is_cut_where_its_pages_cut_it_and_stays_one_paragraph() {
    use crate::layout::{Line, LineSource};
    let document = Document { blocks: vec![block(Role::Title, "关于先进集体的决定")], ..Document::default() };
    let line = |range| Line { source: LineSource::Block { index: 0, range }, baseline: Default::default(), runs: Vec::new() };
    let page = Page {
        part: crate::layout::Part::Text,
        number: 1,
        lines: vec![line(0..6), line(6..27)],
        furniture: Vec::new(),
        rules: Vec::new(),
        head: None,
        watermark: None,
    };
    let (bytes, _) = write(&document, &[page], &gbt9704(), &stamp());
    let text = part(&bytes, "word/document.xml");
    let (before, after) = text.split_once("<w:br").expect("one soft break");
    assert!(before.contains("关于") && !before.contains("先进") && after.contains("先进集体的决定") && !after.contains("<w:br"));
    assert_eq!(paragraphs(&bytes), ["关于先进集体的决定"]);
}

#[test]
fn attachments_in_a_row_have_no_blank_line_between_them() {
    let blocks = vec![block(Role::Body, "正文"), block(Role::Attachment, "附件：1. 甲"), block(Role::Attachment, "2. 乙")];
    let text = part(&docx(&Document { blocks, ..Document::default() }), "word/document.xml");
    assert_eq!(text.matches("w:before=\"0\"").count(), 1, "{text}");
    let first = "w:left=\"1920\" w:leftChars=\"600\" w:hanging=\"1280\" w:hangingChars=\"400\"";
    let second = "w:left=\"1920\" w:leftChars=\"600\" w:hanging=\"320\" w:hangingChars=\"100\"";
    assert!(text.contains(first) && text.contains(second), "the name turns over under itself: {text}");
}

#[test]
fn what_begins_a_page_has_no_blank_line_above_it() {
    let roles = [(Role::Body, "正文"), (Role::Attachment, "附件1"), (Role::Title, "名单"), (Role::Body, "甲")];
    let blocks: Vec<Block> = roles.iter().map(|(role, text)| block(*role, text)).collect();
    let text = part(&docx(&Document { blocks, ..Document::default() }), "word/document.xml");
    let own = "<w:pStyle w:val=\"Attachment\"/><w:keepNext/><w:pageBreakBefore/><w:spacing w:before=\"0\"/>";
    assert!(text.contains(own.trim_end_matches("/>")), "{text}");
    let template = load("own", "[style.title]\nblank-before = 2").expect("good");
    let (bytes, _) = write(&speech(1), &[], &template, &stamp());
    let text = part(&bytes, "word/document.xml");
    assert!(text.contains("<w:pStyle w:val=\"Title\"/><w:spacing w:before=\"0\""), "the first page: {text}");
}

#[test]
fn a_signature_keeps_the_paragraph_above_it() {
    let text = part(&docx(&speech(0)), "word/document.xml");
    assert!(text.contains("<w:pStyle w:val=\"TableRow\"/><w:keepNext/>"), "{text}");
    assert!(!text.contains("<w:pStyle w:val=\"Signature\"/><w:keepNext/>"), "its style says so");
}

#[test]
fn the_number_at_the_foot_is_a_field_in_separate_runs() {
    let bytes = docx(&speech(0));
    for (name, style) in [("word/footer1.xml", "Footer"), ("word/footer2.xml", "FooterEven")] {
        let text = part(&bytes, name);
        let runs: Vec<&str> = text.split("<w:r>").skip(1).collect();
        assert_eq!(runs.len(), 7);
        for (run, holds) in runs.iter().zip(["— ", "begin", ">PAGE<", "separate", ">1<", "\"end\"", " —"]) {
            assert!(run.contains(holds), "{run}");
        }
        assert!(text.contains(&format!("<w:pStyle w:val=\"{style}\"/>")));
    }
    let section = part(&bytes, "word/document.xml");
    assert!(
        section.contains(
            "<w:footerReference w:type=\"default\" r:id=\"rIdFooter1\"/><w:footerReference w:type=\"even\" r:id=\"rIdFooter2\"/>"
        )
    );
    assert!(section.contains("<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>"));
}

#[test]
fn a_template_without_mirrored_numbers_has_one_footer() {
    let own = load("own", "[page-number]\nmirrored = false").expect("good");
    let (bytes, _) = write(&speech(0), &[], &own, &stamp());
    assert_eq!(entries(&bytes).iter().filter(|(name, _)| name.starts_with("word/footer")).count(), 1);
    assert!(!part(&bytes, "[Content_Types].xml").contains("footer2"));
    assert!(!part(&bytes, "word/_rels/document.xml.rels").contains("footer2"));
}

#[test]
fn an_empty_document_is_a_document_all_the_same() {
    let bytes = docx(&Document::default());
    assert!(paragraphs(&bytes).is_empty());
    assert!(part(&bytes, "word/document.xml").contains("<w:sectPr>"));
}

#[test]
fn content_types_come_first_and_every_entry_is_dated_1980() {
    let bytes = docx(&speech(1));
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).expect("a zip");
    assert_eq!(archive.by_index(0).expect("an entry").name(), "[Content_Types].xml");
    for index in 0..archive.len() {
        let entry = archive.by_index(index).expect("an entry");
        assert_eq!(entry.last_modified(), Some(DateTime::DEFAULT), "{}", entry.name());
        assert_eq!(entry.unix_mode(), Some(0o100_644), "said to come from Unix on every system");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_on_every_thread() {
    // Other documents are built in between: docx-rs counts paragraphs per thread.
    let expected: Vec<Vec<u8>> = (0..5).map(|number| docx(&speech(number))).collect();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let expected = &expected;
            scope.spawn(move || {
                for round in 0..50 {
                    let number = (thread + round * 3) % expected.len();
                    assert!(docx(&speech(number)) == expected[number], "document {number}, thread {thread}, round {round}");
                }
            });
        }
    });
}

#[test]
fn nothing_counted_per_process_is_in_the_parts() {
    for (name, text) in entries(&docx(&speech(2))) {
        for trace in ["paraId", "textId", "rsid", "_Toc9"] {
            assert!(!text.contains(trace), "{trace} in {name}");
        }
    }
}

#[test]
fn a_character_that_xml_cannot_hold_becomes_a_visible_mark() {
    let mut document = Document::default();
    document.metadata.stem = "a\u{0}<b".into();
    document.blocks = vec![block(Role::Body, "讲\u{0}话\u{B}\u{FFFE}&<>\"'")];
    let bytes = docx(&document);
    assert_eq!(paragraphs(&bytes), ["讲\u{FFFD}话\u{FFFD}\u{FFFD}&<>\"'"]);
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>a\u{FFFD}&lt;b</dc:title>"));
}

#[test]
fn languages_follow_the_region() {
    for (region, language) in [(Region::Cn, "zh-CN"), (Region::Tw, "zh-TW"), (Region::Hk, "zh-HK")] {
        let mut document = speech(0);
        document.metadata.region = region;
        let bytes = docx(&document);
        let default = format!("<w:lang w:val=\"en-US\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\"/>");
        assert!(part(&bytes, "word/styles.xml").contains(&default), "letters of every run are English, Han Chinese");
        assert!(part(&bytes, "docProps/core.xml").contains(&format!("<dc:language>{language}<")));
    }
}

#[test]
fn a_package_as_we_wrote_it_is_ours() {
    let ours = Some(Ownership::Ours { recipe: stamp().recipe });
    for number in 0..3 {
        let bytes = docx(&speech(number));
        assert_eq!(ownership(&bytes), ours);
        // Another program may pack it anew: the words are still ours.
        assert_eq!(ownership(&repacked(&bytes, |_, text| text)), ours);
    }
}

#[test]
fn a_title_that_looks_like_a_fingerprint_is_only_a_title() {
    let mut document = speech(0);
    document.metadata.title = Some(format!("jiangyi:1:{}:{}", "0".repeat(64), "0".repeat(64)));
    assert_eq!(ownership(&docx(&document)), Some(Ownership::Ours { recipe: stamp().recipe }));
}

#[test]
fn a_package_that_was_edited_is_edited() {
    let bytes = docx(&speech(1));
    for (edited, why) in [
        (repacked(&bytes, |_, text| text.replace("同志们", "朋友们")), "a word"),
        (repacked(&bytes, |_, text| text.replace("次会议", "届会议")), "the title, which core.xml holds, too"),
        (repacked(&bytes, |name, text| if name.ends_with("styles.xml") { text.replace("黑体", "宋体") } else { text }), "a style"),
        (
            repacked(&bytes, |name, text| if name == "docProps/core.xml" { text.replace("0123456789", "0123456780") } else { text }),
            "the recipe",
        ),
    ] {
        assert_eq!(ownership(&edited), Some(Ownership::Edited), "{why}");
    }
}

#[test]
fn packages_that_begin_alike_are_recognized_one_by_one_and_never_an_edited_one() {
    let known = KnownParts::default();
    for number in [1, 2, 1, 0] {
        let bytes = docx(&speech(number));
        assert_eq!(known.recipe(&bytes), Some(stamp().recipe), "{number}");
        assert_eq!(known.recipe(&repacked(&bytes, |_, text| text.replace("会议", "聚会"))), None);
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            if let Some(recipe) = known.recipe(&damaged) {
                assert_eq!(ownership(&damaged), Some(Ownership::Ours { recipe }), "byte {at}");
            }
        }
    }
}

#[test]
fn a_package_without_our_fingerprint_is_not_ours() {
    let bytes = docx(&speech(1));
    assert_eq!(ownership(&repacked(&bytes, |_, text| text.replace("jiangyi:1:", "other:1:"))), None);
    assert_eq!(ownership(&bytes[..bytes.len() - 30]), None, "cut off");
    for foreign in [&b""[..], b"PK", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "讲话".as_bytes()] {
        assert_eq!(ownership(foreign), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_body_is_the_text_of_the_blocks(texts in prop::collection::vec("[\\PC\t·“”‘’—…a-z一-十]{0,40}", 0..6), levels in prop::collection::vec(0_usize..6, 6)) {
        let mut document = Document::default();
        for (text, level) in texts.iter().zip(levels) {
            let role = if level == 0 { Role::Body } else { Role::Heading(Level::new(level)) };
            document.blocks.push(block(role, text));
        }
        let expected: Vec<String> = texts.iter().map(|text| xml::legal(text).into_owned()).collect();
        prop_assert_eq!(paragraphs(&docx(&document)), expected);
    }

    #[test]
    fn no_damage_to_a_package_makes_reading_it_fail(place in 0_usize..10_000, byte: u8, length in 0_usize..10_000) {
        let mut bytes = docx(&speech(1));
        let place = place % bytes.len();
        bytes[place] = byte;
        let _ = ownership(&bytes);
        bytes.truncate(length);
        let _ = ownership(&bytes);
    }
}
