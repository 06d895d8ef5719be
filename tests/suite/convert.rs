//! `convert`: what is made where, and how it ends.

use crate::program::{Desk, SPEECH, ends};

#[test]
fn without_inputs_the_folder_input_goes_to_output_with_its_tree() {
    let desk = Desk::with(&["input/讲话.txt", "input/会议/纪要.TEXT"]);
    let said = desk.run(&["convert"]);
    ends(&said, 0);
    assert_eq!(desk.files("output"), ["会议/纪要.docx", "会议/纪要.pdf", "讲话.docx", "讲话.pdf"]);
    assert!(said.err.contains("2 converted"), "{}", said.err);
    assert_eq!(said.out(), "", "results only on standard output");
}

#[test]
fn a_missing_input_folder_is_told_with_a_hint() {
    let said = Desk::new().run(&["convert"]);
    ends(&said, 2);
    assert!(said.err.starts_with("error: input: there is no such file or folder\n  hint: "), "{}", said.err);
}

#[test]
fn a_folder_without_texts_is_told() {
    let desk = Desk::with(&["input/a.md"]);
    let said = desk.run(&["convert"]);
    ends(&said, 2);
    assert!(said.err.contains("input: this folder holds no .txt or .text file"), "{}", said.err);
    assert!(!desk.exists("output"));
}

#[test]
fn a_file_name_that_says_something_is_a_title_where_that_is_wished() {
    let desk = Desk::new();
    desk.put("03-防汛工作座谈会发言（1）.txt", "　　今天我讲两点意见，请大家批评。\n　　第一点意见是要早做准备。\n");
    let said = desk.run(&["convert", "03-防汛工作座谈会发言（1）.txt"]);
    ends(&said, 0);
    assert!(said.err.contains("or take the file's name, 防汛工作座谈会发言: `--title-from-name`"), "{}", said.err);
    let seen = desk.run(&["inspect", "--json", "--title-from-name", "03-防汛工作座谈会发言（1）.txt"]).json();
    assert_eq!((&seen[0]["blocks"][0]["role"], &seen[0]["blocks"][0]["text"]), (&"title".into(), &"防汛工作座谈会发言".into()));
}

#[test]
fn noise_is_kept_with_a_note_or_left_out_with_a_note() {
    let desk = Desk::new();
    desk.put("a.txt", format!("首页 > 讲话\n{SPEECH}"));
    let text = |options: &[&str]| {
        let said = desk.run(&[&["inspect", "--stage", "layout", "a.txt"], options].concat());
        (said.out().contains("首页"), said.err)
    };
    let (is_printed, said) = text(&[]);
    assert!(is_printed && said.contains("line 1 is no part of the document\n") && said.contains("`--drop-noise`"), "{said}");
    let (is_printed, said) = text(&["--drop-noise"]);
    assert!(!is_printed && said.contains("this is no part of the document and was left out\n  --> a.txt:1:1"), "{said}");
}

#[test]
fn one_format_may_be_named() {
    let desk = Desk::with(&["a.txt"]);
    ends(&desk.run(&["convert", "a.txt", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), ["a.pdf"]);
    ends(&desk.run(&["convert", "a.txt", "-f", "odt"]), 2);
}

#[test]
fn blank_texts_fail_and_the_rest_is_converted() {
    let desk = Desk::with(&["input/good.txt"]);
    desk.put("input/empty.txt", "");
    desk.put("input/spaces.txt", " \n\t\n");
    let said = desk.run(&["convert", "-q"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["good.docx", "good.pdf"]);
    for name in ["input/empty.txt", "input/spaces.txt"] {
        assert!(said.err.contains(name), "{}", said.err);
    }
}

#[test]
fn one_bad_file_is_one_bad_file() {
    let desk = Desk::with(&["in/good.txt", "in/same.txt", "in/same.TXT", "in/blocked.txt", "other.txt", "word.docx"]);
    desk.put("in/blank.txt", "\u{3000}\n");
    desk.put("in/deep/garbage.txt", (0..=255).cycle().take(4096).collect::<Vec<u8>>());
    desk.put("output/blocked.pdf/in-the-way", "x");
    let said = desk.run(&["convert", "gone.txt", "in", "word.docx", "other.txt", "-q"]);
    ends(&said, 2);
    for name in ["gone.txt", "in/same.txt", "in/same.TXT", "in/blank.txt", "in/blocked.txt", "word.docx"] {
        assert!(said.err.contains(name), "{name}: {}", said.err);
    }
    for (name, made) in [("good", true), ("other", true), ("same", false), ("blank", false)] {
        assert_eq!((desk.exists(&format!("output/{name}.docx")), desk.exists(&format!("output/{name}.pdf"))), (made, made), "{name}");
    }
    assert!(!desk.exists("output/blocked.docx"), "both formats or none");
}

#[test]
fn a_run_in_which_all_fails_leaves_no_folder_behind() {
    let desk = Desk::new();
    desk.put("empty.txt", "");
    ends(&desk.run(&["convert", "empty.txt"]), 2);
    assert!(!desk.exists("output"));
}

#[test]
fn inputs_with_one_output_path_fail_and_the_rest_is_converted() {
    let desk = Desk::with(&["a/x.txt", "b/X.TXT", "b/y.txt"]);
    let said = desk.run(&["convert", "a", "b"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["y.docx", "y.pdf"]);
    assert!(said.err.contains("error: a/x.txt: b/X.TXT would be written to the same place"), "{}", said.err);
    assert!(said.err.contains("error: b/X.TXT: a/x.txt would be written to the same place"), "{}", said.err);
}

#[test]
fn an_input_named_twice_is_converted_once() {
    let desk = Desk::with(&["input/a.txt"]);
    let said = desk.run(&["convert", "input", "input/a.txt", "./input/a.txt"]);
    ends(&said, 0);
    assert!(said.err.contains("1 converted"), "{}", said.err);
}

#[test]
fn names_that_windows_reserves_get_an_underscore() {
    let desk = Desk::with(&["NUL.txt"]);
    ends(&desk.run(&["convert", "NUL.txt", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), ["NUL_.pdf"]);
}

#[test]
fn formats_that_are_no_text_are_refused_by_name_with_a_hint() {
    let desk = Desk::with(&["a.txt", "b.docx", "c.PDF", "d.html", "e.doc", "f.md"]);
    let said = desk.run(&["convert", "a.txt", "b.docx", "c.PDF", "d.html", "e.doc", "f.md"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf", "f.docx", "f.pdf"], "Markdown is read as text when named");
    for (name, hint) in [("b.docx", "save it as plain text"), ("c.PDF", "pdftotext"), ("d.html", "save the page"), ("e.doc", "save it as")]
    {
        let line = said.err.find(&format!("error: {name}: ")).unwrap_or_else(|| panic!("{name} in {}", said.err));
        assert!(said.err[line..].contains(hint), "{}", said.err);
    }
}

#[test]
fn standard_input_gives_stdin_docx_and_pdf() {
    let desk = Desk::new();
    ends(&desk.run_with(&["convert", "-"], &[], SPEECH.as_bytes()), 0);
    assert_eq!(desk.files("output"), ["stdin.docx", "stdin.pdf"]);
}

#[test]
fn one_format_of_one_input_can_go_to_standard_output() {
    let desk = Desk::with(&["a.txt", "b.txt"]);
    ends(&desk.run(&["convert", "a.txt", "-f", "docx"]), 0);
    let said = desk.run(&["convert", "a.txt", "-o", "-", "-f", "docx"]);
    ends(&said, 0);
    assert_eq!(said.out, desk.read("output/a.docx"));
    for (arguments, part) in
        [(&["convert", "a.txt", "-o", "-"][..], "-f docx"), (&["convert", "a.txt", "b.txt", "-o", "-", "-f", "pdf"], "one input")]
    {
        let said = desk.run(arguments);
        ends(&said, 2);
        assert!(said.err.contains(part) && said.out.is_empty(), "{}", said.err);
    }
}

#[test]
fn a_dry_run_prints_what_would_be_written_and_writes_nothing() {
    let desk = Desk::with(&["input/a.txt", "input/b/c.txt"]);
    let said = desk.run(&["convert", "--dry-run", "--report", "r.json"]);
    ends(&said, 0);
    assert_eq!(said.out(), "output/a.docx\noutput/a.pdf\noutput/b/c.docx\noutput/b/c.pdf\n");
    assert!(!desk.exists("output") && !desk.exists("r.json"));
    ends(&desk.run(&["convert"]), 0);
    assert_eq!(desk.run(&["convert", "--dry-run"]).out(), "", "nothing is left to write");
}

#[test]
fn a_title_goes_with_one_input() {
    let desk = Desk::with(&["a.txt", "b.txt"]);
    ends(&desk.run(&["convert", "a.txt", "--title", "年终总结"]), 0);
    let said = desk.run(&["convert", "a.txt", "b.txt", "--title", "年终总结"]);
    ends(&said, 2);
    assert!(said.err.contains("`--title` goes with one input"), "{}", said.err);
}

#[test]
fn strict_minds_warnings_only_and_writes_all_the_same() {
    let desk = Desk::with(&["clean.txt"]);
    desk.put("broken.txt", [SPEECH.as_bytes(), b"\xFF\xFF", "会议到此结束。\n".as_bytes()].concat());
    ends(&desk.run(&["convert", "clean.txt", "--strict"]), 0);
    let seen = desk.run(&["inspect", "--json", "broken.txt"]).json();
    let warned = seen[0]["diagnostics"].as_array().expect("a list").iter().any(|said| said["severity"] == "warning");
    ends(&desk.run(&["convert", "broken.txt"]), 0);
    ends(&desk.run(&["convert", "broken.txt", "--strict"]), i32::from(warned));
    assert!(desk.exists("output/broken.pdf"));
}

#[test]
fn the_report_is_sorted_by_path_and_the_same_each_time() {
    let desk = Desk::with(&["b.txt", "a/z.txt"]);
    desk.put("c.txt", "");
    let arguments = ["convert", "c.txt", "b.txt", "a", "missing.txt", "--report", "r.json"];
    ends(&desk.run(&arguments), 2);
    let report: serde_json::Value = serde_json::from_str(&desk.text("r.json")).expect("JSON");
    let files = report["files"].as_array().expect("a list");
    let paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["a/z.txt", "b.txt", "c.txt", "missing.txt"]);
    let status: Vec<&str> = files.iter().filter_map(|file| file["status"].as_str()).collect();
    assert_eq!(status, ["converted", "converted", "failed", "failed"]);
    assert_eq!(files[0]["outputs"][0]["path"], "output/z.docx");
    assert_eq!(files[0]["outputs"][0]["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(files[2]["encoding"], serde_json::Value::Null);
    assert!(files[3]["error"].is_string());
    assert_eq!(report["totals"]["failed"], 2);
    ends(&desk.run(&arguments), 2);
    let again = desk.text("r.json");
    ends(&desk.run(&arguments), 2);
    assert_eq!(desk.text("r.json"), again);
}

#[test]
fn a_report_never_overwrites_an_input_or_a_handout() {
    let desk = Desk::with(&["a.txt", "sub/b.txt"]);
    for (report, part) in [("./a.txt", "an input"), ("sub/../output/a.docx", "a handout"), ("./output/a.pdf", "a handout")] {
        for force in [&["--force=false"][..], &["--force"]] {
            let said = desk.run(&[&["convert", "a.txt", "--report", report], force].concat());
            ends(&said, 2);
            assert!(said.err.contains(&format!("the report would overwrite {part}")), "{}", said.err);
            assert!(desk.text("a.txt") == SPEECH && !desk.exists("output"), "nothing is begun");
        }
    }
}

#[test]
fn a_report_replaces_an_earlier_report_and_nobodys_work_unless_forced() {
    let desk = Desk::with(&["a.txt"]);
    let arguments = ["convert", "a.txt", "--report", "r.json"];
    for somebodys in ["{\"schema\": 1, \"files\": 3}", "notes", "[]"] {
        desk.put("r.json", somebodys);
        let said = desk.run(&arguments);
        ends(&said, 2);
        assert!(said.err.contains("r.json: it was not written as a report by jiangyi"), "{}", said.err);
        assert!(desk.text("r.json") == somebodys && !desk.exists("output"));
    }
    ends(&desk.run(&[&arguments[..], &["--force"]].concat()), 0);
    ends(&desk.run(&arguments), 0);
    desk.put("r.json", "");
    ends(&desk.run(&arguments), 0);
}

#[test]
fn wrong_words_on_the_command_line_are_answered_with_what_is_known() {
    let desk = Desk::with(&["a.txt"]);
    let cases: &[(&[&str], &str)] = &[
        (&["convert", "a.txt", "--encoding", "klingon"], "no encoding is called `klingon`"),
        (&["convert", "a.txt", "--template", "letter"], "no template is called `letter`; known are gbt9704"),
        (&["convert", "a.txt", "--template", "own.toml"], "own.toml: there is no such file"),
        (&["convert", "a.txt", "-j", "0"], "error: `jobs = 0` is outside 1 to 512"),
        (&["convert", "a.txt", "-f", "odt"], "error: `odt` means nothing for `--format`; known are docx pdf"),
        (&["convert", "a.txt", "--encoding", "klingon"], "error: no encoding"),
        (&["convert", "a.txt", "--template", "/"], "`jiangyi templates gbt9704 > own.toml`"),
        (&["convert", "a.txt", "--title", " "], "error: the title is empty"),
        (&["convert", "a.txt", "--title", "甲\n乙"], "error: the title holds {U+000A}"),
        (&["convert", "a.txt", "--fonts", "nowhere"], "nowhere: there is no such folder"),
        (&["convert", "a.txt", "-q", "-v"], "`--quiet` and `--verbose` do not go together"),
        (&["convrt"], "convert"),
        (&[], "Usage"),
    ];
    for (arguments, part) in cases {
        let said = desk.run(arguments);
        ends(&said, 2);
        assert!(said.err.contains(part), "{arguments:?}: {}", said.err);
        assert!(!desk.exists("output"));
    }
}

#[test]
fn a_template_of_ones_own_is_checked_with_its_line() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("own.toml", "[page]\nlines = 20\n");
    ends(&desk.run(&["convert", "a.txt", "--template", "own.toml"]), 0);
    desk.put("own.toml", "[page]\nlines = 0\n");
    let said = desk.run(&["convert", "a.txt", "--template", "own.toml"]);
    ends(&said, 2);
    desk.put("gbk.toml", b"# \xBD\xB2\xD2\xE5\n");
    let foreign = desk.run(&["convert", "a.txt", "--template", "gbk.toml"]);
    assert!(foreign.err.contains("error: gbk.toml: it is not UTF-8\n  hint: save it as UTF-8"), "{}", foreign.err);
    assert!(said.err.contains("error: own.toml:2: `lines = 0` is outside 1 to 200"), "{}", said.err);
}

#[test]
fn a_date_that_is_no_number_is_refused() {
    let desk = Desk::with(&["a.txt"]);
    ends(&desk.run_with(&["convert", "a.txt"], &[("SOURCE_DATE_EPOCH", "1700000000")], b""), 0);
    let said = desk.run_with(&["convert", "a.txt"], &[("SOURCE_DATE_EPOCH", "yesterday")], b"");
    ends(&said, 2);
    assert!(said.err.contains("SOURCE_DATE_EPOCH is `yesterday`"), "{}", said.err);
}
