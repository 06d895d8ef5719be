//! `inspect`: one object a file in input order, with what its stage knows.

use crate::program::{Desk, SPEECH, ends};

#[test]
fn objects_come_in_input_order_with_the_paths_as_given() {
    let names: Vec<String> = (0..300).map(|number| format!("in/{number:03}.txt")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut given: Vec<&str> = names.iter().map(String::as_str).rev().collect();
    given.push("./in/../in/007.txt");
    let mut arguments = vec!["inspect", "--json", "-j", "8"];
    arguments.extend(&given);
    let said = desk.run(&arguments);
    ends(&said, 0);
    let paths: Vec<String> = said.json().iter().map(|one| one["path"].as_str().expect("a path").to_string()).collect();
    assert_eq!(paths, given);
}

#[test]
fn each_stage_adds_its_own_fields() {
    let desk = Desk::with(&["a.txt"]);
    let always = ["encoding", "error", "newline", "path", "schema"];
    let cases: [(&str, &[&str]); 4] = [
        ("decode", &[]),
        ("normalize", &["diagnostics", "edits"]),
        ("structure", &["blocks", "diagnostics", "edits"]),
        ("layout", &["blocks", "diagnostics", "edits", "pages"]),
    ];
    for (stage, more) in cases {
        let seen = desk.run(&["inspect", "--json", "--stage", stage, "a.txt"]).json();
        let mut keys: Vec<&str> = seen[0].as_object().expect("an object").keys().map(String::as_str).collect();
        keys.sort_unstable();
        let mut wanted: Vec<&str> = always.iter().chain(more).copied().collect();
        wanted.sort_unstable();
        assert_eq!(keys, wanted, "{stage}");
        assert_eq!((&seen[0]["schema"], &seen[0]["encoding"]["label"]), (&1.into(), &"utf-8".into()));
    }
    let whole = desk.run(&["inspect", "--json", "a.txt"]).json();
    let text: String = whole[0]["blocks"].as_array().expect("blocks").iter().filter_map(|block| block["text"].as_str()).collect();
    assert!(text.contains("同志们：") && text.contains("今天的会议很重要。"), "{text}");
}

#[test]
fn a_blank_file_has_no_encoding_and_no_blocks() {
    let desk = Desk::new();
    for (name, bytes) in [("empty.txt", &b""[..]), ("spaces.txt", b" \r\n\t")] {
        desk.put(name, bytes);
        let said = desk.run(&["inspect", "--json", name]);
        ends(&said, 2);
        let seen = &said.json()[0];
        assert!(seen["encoding"].is_null() && seen["error"].is_string(), "{seen}");
        assert_eq!(seen["blocks"], serde_json::json!([]));
        let said = desk.run(&["inspect", "--json", "--stage", "decode", name]);
        ends(&said, 2);
        assert!(said.json()[0]["encoding"].is_null(), "{}", said.out());
    }
}

#[test]
fn what_cannot_be_read_is_an_object_with_an_error() {
    let desk = Desk::with(&["a.txt"]);
    let said = desk.run(&["inspect", "--json", "gone.txt", "a.txt", "b.pdf"]);
    ends(&said, 2);
    let seen = said.json();
    assert_eq!(seen.len(), 3);
    assert!(seen[0]["error"].is_string() && seen[1]["error"].is_null() && seen[2]["error"].is_string());
    assert!(said.err.contains("error: gone.txt: "), "{}", said.err);
}

#[test]
fn standard_input_is_called_by_its_dash() {
    let said = Desk::new().run_with(&["inspect", "--json", "-"], &[], SPEECH.as_bytes());
    ends(&said, 0);
    assert_eq!(said.json()[0]["path"], "-");
}

#[test]
fn people_get_something_readable_at_each_stage() {
    let desk = Desk::with(&["a.txt"]);
    assert!(desk.run(&["inspect", "--stage", "decode", "a.txt"]).out().starts_with("a.txt: utf-8 ("));
    assert!(desk.run(&["inspect", "--stage", "normalize", "a.txt"]).out().contains("edit"));
    let outline = desk.run(&["inspect", "a.txt"]).out();
    assert!(outline.starts_with("1  title       在全县年终总结会上的讲话\n3  salutation  同志们：\n"), "{outline}");
    let document = desk.run(&["inspect", "-v", "a.txt"]).out();
    assert!(document.contains("language: zh-CN") && document.contains("今天的会议很重要。"), "{document}");
    ends(&desk.run(&["inspect", "--stage", "layout", "a.txt"]), 0);
}

#[test]
fn the_layout_has_pages_of_lines_that_name_their_block() {
    let desk = Desk::with(&["a.txt"]);
    let seen = desk.run(&["inspect", "--json", "--stage", "layout", "a.txt"]).json();
    let blocks = seen[0]["blocks"].as_array().expect("blocks").len();
    for page in seen[0]["pages"].as_array().expect("pages") {
        for line in page["lines"].as_array().expect("lines") {
            assert!(line["block"].as_u64().is_some_and(|block| (block as usize) < blocks), "{line}");
            assert!(line["baseline"].is_number() && line["text"].is_string(), "{line}");
        }
    }
}

#[test]
fn every_stage_agrees_on_what_is_blank() {
    let desk = Desk::new();
    for (name, text, is_blank) in [("soft.txt", "\u{AD}\n", true), ("zero.txt", "\u{200B}\u{FEFF}", true), ("mark.txt", "…\n", false)] {
        desk.put(name, text);
        let mut errors = Vec::new();
        for stage in ["decode", "normalize", "structure", "layout"] {
            let said = desk.run(&["inspect", "--json", "--stage", stage, name]);
            ends(&said, if is_blank { 2 } else { 0 });
            assert_eq!(said.json()[0]["encoding"].is_null(), is_blank, "{stage} {name}");
            assert_eq!(said.err.contains("hint: see whether it was saved"), is_blank, "{}", said.err);
            errors.push(said.json()[0]["error"].clone());
        }
        assert!(errors.iter().all(|error| *error == errors[0]), "{errors:?}");
    }
}

#[test]
fn a_stage_tells_what_it_knows_and_no_more() {
    let desk = Desk::new();
    desk.put("a.txt", [&b"\xFF\xFE"[..], b"\x00\xD8", b"a\0"].concat());
    let said = desk.run(&["inspect", "--json", "--stage", "decode", "a.txt"]);
    ends(&said, 0);
    assert!(said.err.contains("warning[malformed-bytes]") && said.json()[0].get("diagnostics").is_none(), "{}", said.err);
    desk.put("b.txt", "今天的会议很重要。\n");
    let rules = |stage: &str| desk.run(&["inspect", "--json", "--stage", stage, "b.txt"]).json()[0]["diagnostics"].to_string();
    assert!(!rules("normalize").contains("no-title") && rules("structure").contains("no-title"));
}

#[test]
fn an_error_in_json_leaves_the_path_to_its_own_field() {
    let said = Desk::new().run(&["inspect", "--json", "gone.txt"]);
    assert_eq!(said.json()[0]["error"], "there is no such file or folder");
}

#[test]
fn evidence_is_said_where_it_is_asked_for_and_nowhere_else() {
    let desk = Desk::with(&["a.txt"]);
    let why = desk.run(&["inspect", "--why", "a.txt"]);
    ends(&why, 0);
    assert!(why.out().contains("[title] 在全县年终总结会上的讲话\n  +20 ends in what papers are called"), "{}", why.out());
    let blocks = |arguments: &[&str]| desk.run(arguments).json()[0]["blocks"].as_array().expect("blocks").clone();
    let (asked, plain) = (blocks(&["inspect", "--json", "--why", "a.txt"]), blocks(&["inspect", "--json", "a.txt"]));
    assert!(asked[1]["why"].as_array().is_some_and(|why| why.iter().any(|reason| reason["clue"] == "people")), "{}", asked[1]);
    assert!(plain.iter().all(|block| block.get("why").is_none()));
    let bare = |mut block: serde_json::Value| {
        block.as_object_mut().expect("an object").remove("why");
        block
    };
    assert_eq!(asked.into_iter().map(bare).collect::<Vec<_>>(), plain);
}
