//! `--toc`: a table of contents in both formats, off unless asked for, and no part of the text.

use std::io::Read;

use crate::program::{Desk, SPEECH, ends};

/// A text with two headings, on several pages.
fn report() -> String {
    let paragraph = "　　我们要把这件事情办好，一步一个脚印往前走，不图虚名，不搞形式，让群众看得见、摸得着、用得上。\n";
    format!("{SPEECH}{}　　二、明确任务\n　　下一步这样做。\n", paragraph.repeat(28))
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("报告.txt", report());
    desk
}

fn document(docx: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a package");
    let mut text = String::new();
    package.by_name("word/document.xml").expect("the document").read_to_string(&mut text).expect("XML");
    text
}

fn sheets(pdf: &[u8]) -> usize {
    lopdf::Document::load_mem(pdf).expect("a PDF").get_pages().len()
}

#[test]
fn it_stands_before_the_text_in_both_formats() {
    let desk = desk();
    ends(&desk.run(&["convert", "报告.txt", "-o", "plain"]), 0);
    ends(&desk.run(&["convert", "报告.txt", "--toc", "-o", "toc"]), 0);
    assert_eq!(sheets(&desk.read("toc/报告.pdf")), sheets(&desk.read("plain/报告.pdf")) + 2, "one page of contents, one blank");
    let (plain, toc) = (document(&desk.read("plain/报告.docx")), document(&desk.read("toc/报告.docx")));
    assert!(
        toc.contains("一、认清形势</w:t></w:r><w:r><w:tab/></w:r>") && toc.contains("<w:t>1</w:t>") && toc.contains("<w:t>3</w:t>"),
        "{toc}"
    );
    let paragraphs = |part: &str| part.split_once("Title").map(|(_, text)| text.split("<w:sectPr>").next().map(str::to_owned));
    assert_eq!(paragraphs(toc.rsplit_once("SectionEnd").expect("its end").1), paragraphs(&plain), "the text is as without");
}

#[test]
fn blocks_do_not_know_of_it_and_pages_say_what_they_are() {
    let desk = desk();
    let seen = |more: &[&str]| desk.run(&[&["inspect", "报告.txt", "--json", "--stage", "layout"], more].concat()).json().remove(0);
    let (plain, toc) = (seen(&[]), seen(&["--toc"]));
    assert_eq!(plain["blocks"], toc["blocks"]);
    let pages = toc["pages"].as_array().expect("pages");
    assert_eq!((pages[0]["part"].as_str(), pages[0]["number"].as_u64(), pages[2].get("part")), (Some("contents"), Some(1), None));
    assert_eq!(pages[2..], plain["pages"].as_array().expect("pages")[..]);
}

#[test]
fn the_settings_file_and_the_template_may_ask_for_it_and_the_command_line_wins() {
    let desk = desk();
    ends(&desk.run(&["convert", "报告.txt", "-o", "plain"]), 0);
    ends(&desk.run(&["convert", "报告.txt", "--toc", "-o", "toc"]), 0);
    desk.put("a/jiangyi.toml", "toc = true\n");
    desk.put("a/报告.txt", report());
    ends(&desk.run(&["convert", "a/报告.txt", "-o", "by-file"]), 0);
    ends(&desk.run(&["convert", "a/报告.txt", "--toc=false", "-o", "off"]), 0);
    for name in ["报告.docx", "报告.pdf"] {
        assert!(desk.read(&format!("by-file/{name}")) == desk.read(&format!("toc/{name}")), "{name}");
        assert!(desk.read(&format!("off/{name}")) == desk.read(&format!("plain/{name}")), "{name}");
    }
    desk.put("own.toml", "[page]\ntoc = true\n");
    ends(&desk.run(&["convert", "报告.txt", "--template", "own.toml", "-o", "own", "-f", "docx"]), 0);
    assert!(document(&desk.read("own/报告.docx")).contains("PAGEREF"));
}

#[test]
fn a_text_without_headings_is_as_without_and_a_note_says_so() {
    let desk = Desk::new();
    desk.put("短.txt", "同志们：\n　　今天的会议很重要，请大家认真听。\n");
    let said = desk.run(&["convert", "短.txt", "--toc", "--strict"]);
    ends(&said, 0);
    assert!(said.err.contains("note[no-headings]"), "{}", said.err);
    assert_eq!(sheets(&desk.read("output/短.pdf")), 1);
    assert!(!document(&desk.read("output/短.docx")).contains("TOC"));
}
