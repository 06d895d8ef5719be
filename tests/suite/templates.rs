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

#[test]
fn a_wrong_key_is_answered_with_file_line_and_what_was_meant() {
    let desk = Desk::with(&["a.txt"]);
    for (source, said) in [
        ("[page]\ncolums = 2\n", "own.toml:2"),
        ("[page]\ncolums = 2\n", "did you mean columns?"),
        ("[page]\nlines = 0\n", "`lines = 0` is outside 1 to 200"),
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
