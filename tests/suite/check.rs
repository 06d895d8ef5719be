//! `check`: accepting, comparing, what comes and goes.

use crate::program::{Desk, ends};

const CHECK: [&str; 4] = ["check", "input", "--against", "accepted"];
const ACCEPT: [&str; 5] = ["check", "input", "--against", "accepted", "--accept"];

fn accepted(names: &[&str]) -> Desk {
    let desk = Desk::with(names);
    ends(&desk.run(&ACCEPT), 1);
    desk
}

#[test]
fn what_was_accepted_is_readable_and_compares_equal() {
    let desk = Desk::with(&["input/a.txt", "input/b/c.txt"]);
    let said = desk.run(&CHECK);
    ends(&said, 2);
    assert!(said.err.contains("--accept"), "{}", said.err);
    let said = desk.run(&ACCEPT);
    ends(&said, 1);
    let case = |folder: &str| ["diagnostics.txt", "document.txt", "pages.txt"].map(|name| format!("{folder}/{name}"));
    let mut wanted: Vec<String> = case("a").into_iter().chain(case("b/c")).collect();
    wanted.push("fingerprints.txt".to_string());
    assert_eq!(desk.files("accepted"), wanted);
    assert!(desk.text("accepted/a/document.txt").contains("今天的会议很重要。"));
    let sums = desk.text("accepted/fingerprints.txt");
    let paths: Vec<&str> =
        sums.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once("  ")).map(|(_, p)| p).collect();
    let case = |stem: &str| ["docx", "layout", "pdf", "text"].map(|ending| format!("{stem}.{ending}"));
    assert_eq!(paths, [case("a"), case("b/c")].concat());
    assert!(
        sums.starts_with("# version ") && sums.contains("# template gbt9704\n# template-sum ") && sums.contains("\n# face fang "),
        "{sums}"
    );
    let said = desk.run(&CHECK);
    ends(&said, 0);
    assert_eq!(said.out(), "");
    ends(&desk.run(&ACCEPT), 0);
}

#[test]
fn a_changed_document_is_shown_as_a_diff() {
    let desk = accepted(&["input/a.txt"]);
    let text = desk.text("input/a.txt").replace("很重要", "十分重要");
    desk.put("input/a.txt", text);
    let said = desk.run(&CHECK);
    ends(&said, 1);
    let out = said.out();
    assert!(out.contains("a: the document changed") && out.contains("--- accepted/a/document.txt (accepted)"), "{out}");
    assert!(out.lines().any(|line| line.starts_with('-') && line.contains("很重要")), "{out}");
    assert!(out.lines().any(|line| line.starts_with('+') && line.contains("十分重要")), "{out}");
    ends(&desk.run(&ACCEPT), 1);
    ends(&desk.run(&CHECK), 0);
}

#[test]
fn bytes_alone_are_told_apart_from_text_and_layout() {
    let desk = accepted(&["input/a.txt"]);
    let sums = desk.text("accepted/fingerprints.txt");
    let line = sums.lines().find(|line| line.ends_with("a.pdf")).expect("a sum");
    desk.put("accepted/fingerprints.txt", sums.replace(line, &format!("{}  a.pdf", "0".repeat(64))));
    let said = desk.run(&CHECK);
    ends(&said, 1);
    assert!(said.out().starts_with("a: container bytes changed, text and layout did not\n  a.pdf: 000000000000 is now "), "{}", said.out());
    assert!(
        said.out().contains("\nwhy: neither texts nor version, template, settings and faces changed: the program did"),
        "{}",
        said.out()
    );
}

#[test]
fn what_moved_is_said_in_words() {
    let desk = accepted(&["input/a.txt"]);
    let text = desk.text("input/a.txt").replace("很重要", "很重要，希望大家认真听、认真记、认真想，把会议精神带回去");
    desk.put("input/a.txt", text);
    let out = desk.run(&CHECK).out();
    assert!(out.contains("a: lines on pages changed: page 1 gained a line; "), "{out}");
    assert!(out.ends_with("why: other texts; version, template, settings and faces are those accepted\n"), "{out}");
}

#[test]
fn what_else_changed_is_named_as_the_cause() {
    let desk = Desk::with(&["input/a.txt"]);
    desk.put("own.toml", "[page]\ntop-mm = 37\n");
    let run = |options: &[&str]| desk.run(&[&CHECK[..], options].concat());
    ends(&run(&["--template", "own.toml", "--accept"]), 1);
    let said = run(&["--template", "own.toml", "--page-number", "none"]);
    assert!(said.out().contains("why: another state of the template own (its file, or an option for the page)\n"), "{}", said.out());
    assert!(run(&["--template", "reading"]).out().contains("why: the template reading, own was accepted\n"));
    assert!(run(&["--template", "own.toml", "--no-normalize"]).out().contains("why: `no-normalize` is true, it was not set\n"));
    let said = run(&["--template", "own.toml", "--toc", "--region", "tw"]);
    assert!(
        said.out().ends_with("why: `toc` is true, it was not set; `region` is zh-TW, it was not set\n")
            || said.out().contains("why: `toc` is true, it was not set\nwhy: `region` is zh-TW, it was not set\n"),
        "{}",
        said.out()
    );
    // Both margins at once: no line stands higher or lower, all of them stand to the right.
    desk.put("own.toml", "[page]\ntop-mm = 37\nleft-mm = 29\nright-mm = 25\n");
    let said = run(&["--template", "own.toml"]);
    let sentence = "a: every line stands and reads as it did, but characters in it moved sideways, or have another size or face\n";
    assert!(said.out().starts_with(sentence) && said.out().contains("why: another state of the template"), "{}", said.out());
}

#[test]
fn new_missing_and_orphaned_cases_are_differences_and_accepting_settles_them() {
    let desk = accepted(&["input/a.txt", "input/b.txt", "input/d/c.txt"]);
    desk.put("input/new.txt", crate::program::SPEECH);
    std::fs::remove_file(desk.path("accepted/a/pages.txt")).expect("it was accepted");
    std::fs::remove_dir_all(desk.path("input/d")).expect("it is there");
    let said = desk.run(&CHECK);
    ends(&said, 1);
    for part in ["new: there is no accepted output", "a: lines on pages changed", "d/c: there is accepted output, but no input"] {
        assert!(said.out().contains(part), "{}", said.out());
    }
    let said = desk.run(&ACCEPT);
    ends(&said, 1);
    assert!(said.err.contains("removed accepted/d/c"), "{}", said.err);
    assert!(!desk.exists("accepted/d") && !desk.text("accepted/fingerprints.txt").contains("d/c"));
    ends(&desk.run(&CHECK), 0);
}

#[test]
fn naming_one_file_leaves_the_other_cases_alone() {
    let desk = accepted(&["input/a.txt", "input/b.txt"]);
    let before = desk.files("accepted");
    let sums = desk.text("accepted/fingerprints.txt");
    ends(&desk.run(&["check", "input/a.txt", "--against", "accepted"]), 0);
    ends(&desk.run(&["check", "input/a.txt", "--against", "accepted", "--accept"]), 0);
    assert_eq!((desk.files("accepted"), desk.text("accepted/fingerprints.txt")), (before, sums));
}

#[test]
fn that_a_text_is_refused_can_be_accepted_too() {
    let desk = Desk::with(&["input/a.txt"]);
    desk.put("input/empty.txt", "");
    ends(&desk.run(&ACCEPT), 1);
    assert_eq!(desk.files("accepted/empty"), ["diagnostics.txt"]);
    ends(&desk.run(&CHECK), 0);
    desk.put("input/empty.txt", crate::program::SPEECH);
    ends(&desk.run(&CHECK), 1);
}

#[test]
fn a_refusal_stands_first_here_and_in_every_report() {
    let desk = accepted(&["input/a.txt", "input/b.txt"]);
    desk.put("input/new.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    desk.put("input/a.txt", " \n");
    let options = ["--report-dir", "r"];
    let github = [("GITHUB_ACTIONS", "true")];
    let (was, new) =
        ("its text is refused now, and there was output of it: ", "its text is refused: this is a PDF document, not a text file [");
    for (arguments, counted) in [
        (&CHECK[..], "3 compared, 2 not as accepted, 2 refused, so that there is no output\n"),
        (&ACCEPT[..], "3 compared, 2 accepted anew, 2 refused, so that there is no output\n"),
    ] {
        let said = desk.run_with(&[arguments, &options].concat(), &github, b"");
        ends(&said, 1);
        assert!(said.out().starts_with(&format!("a: {was}")), "{}", said.out());
        assert!(said.out().contains(&format!("\nnew: {new}")) && said.err.contains(counted), "{}{}", said.out(), said.err);
        let annotation = format!("::error file=input/new.txt,title=jiangyi check::new: {new}");
        let line = said.out().lines().find(|line| line.starts_with(&annotation)).map(String::from);
        assert!(line.as_ref().is_some_and(|line| line.contains("hint: ")), "{}", said.out());
        let report: serde_json::Value = serde_json::from_str(&desk.text("r/report.json")).expect("JSON");
        let first = |case: usize| report["cases"][case]["changes"][0]["sentence"].as_str().unwrap_or_default().to_string();
        assert!(first(0).starts_with(was) && first(1).starts_with(new) && first(1).contains("hint: "), "{report:#}");
        assert_eq!((&report["cases"][1]["status"], &report["totals"]["refused"]), (&"new".into(), &2.into()));
        let (xml, page) = (desk.text("r/junit.xml"), desk.text("r/index.html"));
        assert!(xml.contains(&format!("message=\"{was}")) && xml.contains(&format!("message=\"{new}")), "{xml}");
        assert!(page.contains(&format!("<h4>{was}")) && page.contains(&format!("<h4>{new}")) && page.contains("2 refused"), "{page}");
    }
    let said = desk.run(&CHECK);
    ends(&said, 0);
    assert_eq!(said.err, "3 compared, 0 not as accepted, 2 refused, so that there is no output\n");
}

#[test]
fn what_has_no_input_is_counted_by_itself() {
    let desk = accepted(&["input/a.txt", "input/b.txt"]);
    std::fs::remove_file(desk.path("input/b.txt")).expect("it is there");
    let said = desk.run(&CHECK);
    ends(&said, 1);
    assert!(said.err.starts_with("1 compared, 0 not as accepted, 1 without an input\n"), "{}", said.err);
    let said = desk.run(&ACCEPT);
    ends(&said, 1);
    assert!(said.err.ends_with("1 compared, 0 accepted anew, 1 without an input removed\n"), "{}", said.err);
}

#[test]
fn a_running_head_is_no_line_of_the_only_page() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&[&ACCEPT[..], &["--header", "内部资料"]].concat()), 1);
    let out = desk.run(&[&CHECK[..], &["--header", "注意保密"]].concat()).out();
    let sentence =
        "a: lines on pages changed, the document did not: what stands on every page changed: page numbers, a running head, a watermark\n";
    assert!(out.starts_with(sentence) && out.contains("why: `header` is 注意保密, it was 内部资料\n"), "{out}");
}

#[test]
fn a_build_never_approves_itself() {
    let desk = Desk::with(&["input/a.txt"]);
    let said = desk.run_with(&ACCEPT, &[("CI", "true")], b"");
    ends(&said, 2);
    assert!(said.err.contains("CI") && !desk.exists("accepted"), "{}", said.err);
}

#[test]
fn accepted_output_inside_the_input_is_not_taken_for_a_text() {
    let desk = Desk::with(&["input/a.txt"]);
    let arguments = ["check", "input", "--against", "input/accepted"];
    ends(&desk.run(&[&arguments[..], &["--accept"]].concat()), 1);
    ends(&desk.run(&arguments), 0);
}

#[test]
fn the_report_lists_what_differs() {
    let desk = accepted(&["input/a.txt", "input/b.txt"]);
    desk.put("input/a.txt", "换了一篇。\n");
    ends(&desk.run(&[&CHECK[..], &["--report-dir", "r", "-q"]].concat()), 1);
    let report: serde_json::Value = serde_json::from_str(&desk.text("r/report.json")).expect("JSON");
    assert_eq!((&report["cases"][0]["case"], &report["cases"][0]["changes"][0]["level"]), (&"a".into(), &"document".into()));
    assert_eq!(report["totals"], serde_json::json!({"compared": 2, "differing": 1, "orphaned": 0, "refused": 0, "failed": 0}));
}

#[test]
fn a_strangers_file_is_neither_overwritten_nor_removed() {
    let desk = Desk::with(&["input/a.txt"]);
    for name in ["old/pages.txt", "fingerprints.txt", "a/document.txt"] {
        desk.put(format!("accepted/{name}"), "somebody's");
    }
    let said = desk.run(&ACCEPT);
    ends(&said, 2);
    assert!(said.err.contains("accepted/fingerprints.txt: it was not written by `check`"), "{}", said.err);
    std::fs::remove_file(desk.path("accepted/fingerprints.txt")).expect("it is there");
    let said = desk.run(&ACCEPT);
    ends(&said, 2);
    assert!(said.err.contains("accepted/a/document.txt: it was not written by `check`"), "{}", said.err);
    assert_eq!(desk.text("accepted/a/document.txt"), "somebody's");
    std::fs::remove_file(desk.path("accepted/a/document.txt")).expect("it is there");
    ends(&desk.run(&ACCEPT), 1);
    ends(&desk.run(&CHECK), 0);
    assert_eq!(desk.text("accepted/old/pages.txt"), "somebody's");
}

#[test]
fn a_refused_case_without_its_input_is_removed_too() {
    let desk = Desk::with(&["input/a.txt"]);
    desk.put("input/empty.txt", "");
    ends(&desk.run(&ACCEPT), 1);
    std::fs::remove_file(desk.path("input/empty.txt")).expect("it is there");
    ends(&desk.run(&CHECK), 1);
    ends(&desk.run(&ACCEPT), 1);
    assert!(!desk.exists("accepted/empty"));
    ends(&desk.run(&CHECK), 0);
}

#[test]
fn a_part_of_what_was_accepted_is_checked_by_itself() {
    let desk = Desk::with(&["nest/a/x.txt", "nest/a/y.txt", "nest/b/x.txt", "nest/x.txt"]);
    ends(&desk.run(&["check", "nest", "--against", "G", "--accept"]), 1);
    let (files, sums) = (desk.files("G"), desk.text("G/fingerprints.txt"));
    for input in ["nest/a", "./nest/b/", "nest/a/x.txt", "nest/x.txt", "nest"] {
        ends(&desk.run(&["check", input, "--against", "G"]), 0);
        ends(&desk.run(&["check", input, "--against", "G", "--accept"]), 0);
        assert_eq!((&desk.files("G"), &desk.text("G/fingerprints.txt")), (&files, &sums), "{input}");
    }
    std::fs::remove_file(desk.path("nest/a/y.txt")).expect("it is there");
    let said = desk.run(&["check", "nest/a", "--against", "G"]);
    ends(&said, 1);
    assert_eq!(said.out(), "a/y: there is accepted output, but no input of it\n");
}

#[test]
fn other_inputs_than_those_accepted_remove_nothing() {
    let desk = Desk::with(&["one/a.txt", "two/b.txt"]);
    ends(&desk.run(&["check", "one", "--against", "G", "--accept"]), 1);
    ends(&desk.run(&["check", "two", "--against", "G", "--accept"]), 1);
    ends(&desk.run(&["check", "one", "two", "--against", "G"]), 0);
}

#[test]
fn the_report_never_replaces_somebodys_file() {
    let desk = accepted(&["input/a.txt"]);
    desk.put("r/report.json", "{}");
    let said = desk.run(&[&CHECK[..], &["--report-dir", "r"]].concat());
    ends(&said, 2);
    assert_eq!(desk.text("r/report.json"), "{}");
}
