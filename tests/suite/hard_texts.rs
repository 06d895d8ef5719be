//! Scripts and strings that few faces and few line breakers are made for: they come through whole, and what cannot be shown is named.

use crate::program::{Desk, ends};

/// The lines of all pages.
fn lines(desk: &Desk, name: &str) -> Vec<String> {
    let seen = desk.run(&["inspect", "--json", "--stage", "layout", name]).json();
    let pages = seen[0]["pages"].as_array().expect("pages");
    let lines = pages.iter().flat_map(|page| page["lines"].as_array().expect("lines"));
    lines.map(|line| line["text"].as_str().expect("a text").to_string()).collect()
}

#[test]
fn characters_without_a_face_are_named_by_code_point_and_stay_in_the_text() {
    let desk = Desk::new();
    for (text, named) in [
        ("新年好👋🏽，一家👨\u{200D}👩\u{200D}👧，旗🇨🇳，1\u{FE0F}\u{20E3}。", &["U+1F44B", "U+1F468", "U+1F1E8", "U+20E3"] as &[&str]),
        ("陈𤧛先生与𪚥女士，古字𫝀、𬺰、𰀀。", &["U+2A6A5", "U+2B740", "U+2CEB0", "U+30000"]),
        ("阿拉伯语写作\u{645}\u{631}\u{62D}\u{628}\u{627}，数字123在后。", &["U+0645", "U+0631"]),
        ("日本語のテキスト、한국어 문장입니다。", &["U+D55C", "U+AD6D"]),
    ] {
        desk.put("a.txt", text);
        let said = desk.run(&["convert", "a.txt"]);
        ends(&said, 0);
        for code in named {
            assert!(said.err.contains(code), "{code} of {text} is not named: {}", said.err);
        }
        assert!(said.err.contains("a.txt:1:") && said.err.contains("missing-glyph"), "{}", said.err);
        ends(&desk.run(&["convert", "--strict", "--force", "a.txt"]), 1);
        assert_eq!(lines(&desk, "a.txt").concat().replace(' ', ""), text.replace(' ', ""));
    }
}

#[test]
fn clusters_are_not_split_over_lines() {
    let desk = Desk::new();
    for cluster in ["👨\u{200D}👩\u{200D}👧", "🇨🇳", "葛\u{E0100}", "n\u{303}"] {
        desk.put("a.txt", cluster.repeat(90));
        let lines = lines(&desk, "a.txt");
        assert!(lines.len() > 1, "{cluster} fills several lines: {lines:?}");
        for line in lines {
            let whole = line.len() / cluster.len();
            assert_eq!(line, cluster.repeat(whole), "{cluster}");
        }
    }
}

#[test]
fn what_has_no_place_to_break_is_broken_at_the_measure_and_kept_whole() {
    let desk = Desk::new();
    for (text, longest) in [
        (format!("参见https://example.org/{}。", "ab12".repeat(150)), 80),
        (format!("{}与中文。", "Wasserversorgungsgesellschaft".repeat(12)), 80),
        (format!("圆周率3.{}。", "1415926535".repeat(40)), 80),
        ("修渠引水".repeat(500), 28),
    ] {
        desk.put("a.txt", &text);
        ends(&desk.run(&["convert", "--force", "a.txt"]), 0);
        let lines = lines(&desk, "a.txt");
        assert_eq!(lines.concat(), text);
        let widest = lines.iter().map(|line| line.chars().count()).max();
        assert!(widest.is_some_and(|widest| widest <= longest), "{widest:?} characters in a line of {text}");
    }
}

#[test]
fn a_title_of_300_characters_is_set_whole_as_one_outline_entry() {
    let desk = Desk::new();
    desk.put("a.txt", "同志们：\n今天开会，讲三件事。\n");
    let title = "关于进一步做好全县春季植树工作".repeat(20);
    assert_eq!(title.chars().count(), 300);
    for template in ["gbt9704", "reading", "study", "compact"] {
        ends(&desk.run(&["convert", "--force", "--title", &title, "--template", template, "a.txt"]), 0);
        let file = lopdf::Document::load_mem(&desk.read("output/a.pdf")).expect("a PDF");
        assert_eq!(file.get_toc().map(|toc| toc.toc.len()).unwrap_or(0), 1, "{template}");
    }
    let seen = desk.run(&["inspect", "--json", "--stage", "layout", "a.txt"]).json();
    assert_eq!(seen[0]["pages"].as_array().map(Vec::len), Some(1));
}
