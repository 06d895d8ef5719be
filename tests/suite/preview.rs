//! `preview`: pages as pictures.

use crate::program::{Desk, ends};

/// A text of several pages.
fn long_text() -> String {
    let paragraph = "　　今天的会议很重要，大家都从各地赶来，把一年的工作摆到桌面上说清楚。\n";
    format!("在全县年终总结会上的讲话\n\n同志们：\n{}", paragraph.repeat(40))
}

#[test]
fn pages_are_drawn_and_twice_the_same() {
    let desk = Desk::with(&["input/a.txt", "input/会议/b.txt"]);
    desk.put("input/long.txt", long_text());
    ends(&desk.run(&["preview", "input", "-o", "one", "-j", "1", "--dpi", "50"]), 0);
    ends(&desk.run_with(&["preview", "input", "-o", "two", "-j", "4", "--dpi", "50"], &[("TZ", "Asia/Tokyo"), ("LC_ALL", "C")], b""), 0);
    let files = desk.files("one");
    assert_eq!(files, ["a/001.png", "long/001.png", "long/002.png", "long/003.png", "long/004.png", "会议/b/001.png"]);
    for name in &files {
        let picture = desk.read(&format!("one/{name}"));
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n") && picture.len() > 1000, "{name}: {} bytes", picture.len());
        // A4 at 50 dots an inch.
        assert_eq!((&picture[16..20], &picture[20..24]), (&413u32.to_be_bytes()[..], &585u32.to_be_bytes()[..]));
        assert_eq!(desk.read(&format!("two/{name}")), picture, "{name}");
    }
    let said = desk.run(&["preview", "input", "-o", "one", "--dpi", "50"]);
    ends(&said, 0);
    assert!(said.err.contains("6 pages drawn, 0 written to one"), "{}", said.err);
}

#[test]
fn pages_are_chosen_and_what_is_not_there_is_told() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("long.txt", long_text());
    ends(&desk.run(&["preview", "long.txt", "-o", "p", "--pages", "2,4-", "--dpi", "20"]), 0);
    assert_eq!(desk.files("p"), ["long/002.png", "long/004.png"]);
    let said = desk.run(&["preview", "a.txt", "-o", "q", "--pages", "5-6"]);
    ends(&said, 2);
    assert!(said.err.contains("a.txt: it has 1 page, none of them is in `--pages 5-6`") && !desk.exists("q"), "{}", said.err);
    for (option, value, part) in [
        ("--pages", "3-1", "1 comes before 3"),
        ("--pages", "x", "say `2`, `1-3`, `4-` or `1,4-6`"),
        ("--dpi", "5000", "`--dpi 5000` is outside 20 to 400"),
        ("--dpi", "-1", "outside 20 to 400"),
    ] {
        let said = desk.run(&["preview", "a.txt", "-o", "p", &format!("{option}={value}")]);
        ends(&said, 2);
        assert!(said.err.contains(part), "{}", said.err);
    }
}

#[test]
fn our_own_pdf_is_drawn_and_another_is_refused() {
    let desk = Desk::with(&["a.txt"]);
    ends(&desk.run(&["convert", "a.txt", "-o", "."]), 0);
    ends(&desk.run(&["preview", "a.pdf", "-o", "of-pdf", "--dpi", "30"]), 0);
    ends(&desk.run(&["preview", "a.txt", "-o", "of-text", "--dpi", "30"]), 0);
    assert_eq!(desk.read("of-pdf/a/001.png"), desk.read("of-text/a/001.png"));
    desk.put("b.pdf", "%PDF-1.7\n");
    let said = desk.run(&["preview", "b.pdf", "-o", "p"]);
    ends(&said, 2);
    assert!(said.err.contains("b.pdf: this PDF is not as jiangyi wrote it"), "{}", said.err);
    let said = desk.run(&["preview", "a.txt", "a.pdf", "-o", "p"]);
    ends(&said, 2);
    assert!(said.err.contains("would be written to the same place"), "{}", said.err);
}

#[test]
fn a_strangers_picture_is_left_alone_and_our_own_left_over_is_taken_away() {
    let desk = Desk::new();
    desk.put("a.txt", long_text());
    let preview = ["preview", "a.txt", "-o", "p", "--dpi", "20"];
    ends(&desk.run(&preview), 0);
    desk.put("a.txt", crate::program::SPEECH);
    ends(&desk.run(&preview), 0);
    assert_eq!(desk.files("p"), ["a/001.png"], "three pages are gone with their text");
    desk.put("p/a/001.png", "somebody's");
    let said = desk.run(&preview);
    ends(&said, 2);
    assert!(said.err.contains("p/a/001.png: it was not made by jiangyi"), "{}", said.err);
    assert_eq!(desk.text("p/a/001.png"), "somebody's");
    ends(&desk.run(&[&preview[..], &["--force"]].concat()), 0);
}

#[test]
fn a_text_that_is_refused_has_no_picture() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("empty.txt", "");
    let said = desk.run(&["preview", "a.txt", "empty.txt", "-o", "p", "--dpi", "20"]);
    ends(&said, 2);
    assert!(said.err.contains("error[blank]") && said.err.contains("1 page drawn, 1 written to p, 1 failed"), "{}", said.err);
    assert_eq!(desk.files("p"), ["a/001.png"]);
}
