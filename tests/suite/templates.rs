//! `--template` and `templates`: each built-in one makes its files, and its source is a place to start from.

use crate::program::{Desk, SPEECH, ends};

const BUILTIN: [&str; 4] = ["gbt9704", "reading", "study", "compact"];

/// A speech over several pages of each template.
fn long() -> String {
    format!("{SPEECH}{}", "　　我们要把每一件小事做好，从修一条路开始，到建一所学校。这件事说来容易，做来不易。\n".repeat(120))
}

#[test]
fn each_builtin_is_listed_with_a_sentence() {
    let said = Desk::new().run(&["templates"]);
    ends(&said, 0);
    let names: Vec<String> = said.out().lines().filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect();
    assert_eq!(names, BUILTIN);
    assert!(said.out().lines().all(|line| line.len() > 40), "{}", said.out());
}

#[test]
fn one_text_comes_out_whole_in_each_builtin() {
    let desk = Desk::new();
    desk.put("a.txt", long());
    let mut counts = Vec::new();
    for name in BUILTIN {
        ends(&desk.run(&["convert", "a.txt", "--template", name, "-o", name, "-q"]), 0);
        let pdf = lopdf::Document::load_mem(&desk.read(&format!("{name}/a.pdf"))).expect("a PDF");
        counts.push(pdf.get_pages().len());
        assert_eq!(solid(&written(&desk, name)), solid(&long()).replace(',', "，"), "{name}: the DOCX");
        let pages = desk.run(&["inspect", "--stage", "layout", "--json", "a.txt", "--template", name]);
        ends(&pages, 0);
        assert_eq!(counts.last(), pages.json()[0]["pages"].as_array().map(Vec::len).as_ref(), "{name}: the PDF has the pages");
    }
    assert!(counts.iter().all(|count| *count > 1), "{counts:?}");
    assert!(counts[1] > counts[0] && counts[0] > counts[2] && counts[2] > counts[3], "{counts:?}");
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a DOCX says.
fn written(desk: &Desk, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.read(&format!("{name}/a.docx")))).expect("a zip");
    let mut part = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").expect("the part"), &mut part).expect("UTF-8");
    part.split("<w:t").skip(1).filter_map(|text| text.split_once('>')?.1.split_once("</w:t>")).map(|(text, _)| text).collect()
}

#[test]
fn a_builtin_printed_and_given_back_makes_the_same_pages() {
    let desk = Desk::new();
    desk.put("a.txt", long());
    for name in BUILTIN {
        let source = desk.run(&["templates", name]);
        ends(&source, 0);
        desk.put("own.toml", source.out());
        let pages = |template: &str| desk.run(&["inspect", "--stage", "layout", "a.txt", "--template", template]).out();
        assert_eq!(pages(name), pages("own.toml"), "{name}");
    }
}

/// A part of a DOCX; empty where it has none of that name.
fn part(desk: &Desk, docx: &str, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.read(docx))).expect("a zip");
    let mut part = String::new();
    if let Ok(mut found) = archive.by_name(name) {
        std::io::Read::read_to_string(&mut found, &mut part).expect("UTF-8");
    }
    part
}

#[test]
fn a_bare_first_page_is_bare_in_both_formats_of_every_builtin() {
    let desk = Desk::new();
    desk.put("a.txt", long());
    for name in BUILTIN {
        let source = desk.run(&["templates", name]).out().replacen("first-page = \"same\"", "", 1);
        desk.put("own.toml", source.replacen("[page]", "[page]\nfirst_page = \"bare\"", 1));
        let options = ["a.txt", "--template", "own.toml", "--header", "书眉", "--watermark", "草稿"];
        ends(&desk.run(&[&["convert", "-o", name, "-q"][..], &options].concat()), 0);
        let seen = desk.run(&[&["inspect", "--stage", "layout", "--json"][..], &options].concat()).json();
        let furniture = |page: usize| -> Vec<String> {
            let lines = seen[0]["pages"][page]["furniture"].as_array().expect("lines");
            lines.iter().filter_map(|line| line["text"].as_str()).map(str::to_string).collect()
        };
        assert_eq!(furniture(0), ["草稿"], "{name}");
        let second = furniture(1);
        assert!(second[0].contains('2') && second[1..] == ["书眉", "草稿"], "{name}: {second:?}");
        let pdf = lopdf::Document::load_mem(&desk.read(&format!("{name}/a.pdf"))).expect("a PDF");
        let heads: Vec<bool> =
            pdf.get_pages().into_values().map(|page| String::from_utf8_lossy(&pdf.get_page_content(page)).contains("/Header")).collect();
        assert!(!heads[0] && heads[1..].iter().all(|head| *head), "{name}: {heads:?}");
        let docx = format!("{name}/a.docx");
        let document = part(&desk, &docx, "word/document.xml");
        assert_eq!(document.matches("<w:titlePg/>").count(), 1, "{name}");
        let first = |kind: &str, folder: &str| {
            let id = document.split(&format!("<w:{kind}Reference w:type=\"first\" r:id=\"rId{folder}")).nth(1).expect("a reference");
            part(&desk, &docx, &format!("word/{kind}{}.xml", id.split('"').next().expect("its number")))
        };
        let (header, footer) = (first("header", "Header"), first("footer", "Footer"));
        assert!(header.contains("草稿") && !header.contains("书眉"), "{name}: {header}");
        assert!(footer.contains("<w:p>") && !footer.contains("<w:t"), "{name}: {footer}");
        let first_section = document.split("<w:sectPr>").nth(1).expect("a section");
        assert!(first_section.split("</w:sectPr>").next().is_some_and(|section| section.contains("titlePg")), "{name}");
    }
}

#[test]
fn a_wrong_key_is_answered_with_file_line_and_what_was_meant() {
    let desk = Desk::with(&["a.txt"]);
    for (source, said) in [
        ("[page]\ncolums = 2\n", "own.toml:2"),
        ("[page]\ncolums = 2\n", "did you mean columns?"),
        ("[page]\nlines = 0\n", "own.toml:2: `lines = 0` is outside 1 to 200 lines"),
        ("[page]\nlines = \"x\"\n", "own.toml:2: `lines = \"x\"` is no whole number; allowed are 1 to 200 lines"),
        ("[page]\nmirror = \"yes\"\n", "own.toml:2: `mirror = \"yes\"` is neither true nor false; allowed are true and false"),
        ("[page]\n\nfirst-page = \"none\"\n", "own.toml:3: `first-page = \"none\"` is not known; allowed are same bare"),
        ("[style.body]\nsize-pt = \"16\"\n", "own.toml:2: `size-pt = \"16\"` is no number; allowed are 4 to 144 pt; leave the quotes out"),
        ("[page]\nwidth-mm = 50\nleft-mm = 20\nright-mm = 20\n", "less than 20 mm of paper"),
        ("[page]\ncolumns = 6\ncolumn-gap = 20\n", "columns leave less than 20 mm"),
    ] {
        desk.put("own.toml", source);
        let refused = desk.run(&["convert", "a.txt", "--template", "own.toml"]);
        ends(&refused, 2);
        assert!(refused.err.contains(said), "{source}: {}", refused.err);
        assert!(!desk.exists("output"));
    }
}
