//! `check --report-dir`, its pictures and its annotations; `check_browser.rs` tries the page in a browser.

use crate::program::{Desk, SPEECH, ends};

pub const CHECK: [&str; 6] = ["check", "input", "--against", "accepted", "--report-dir", "r"];
/// A name and a text that a page would obey if it did not escape them.
const NAME: &str = "<script>alert('名')</script>";

/// A desk on which one case changed, one is new, one has no input and one is the same, accepted with these options.
pub fn differing(options: &[&str]) -> Desk {
    let desk = Desk::with(&["input/same.txt", "input/gone.txt", &file()]);
    ends(&desk.run(&[&["check", "input", "--against", "accepted", "--accept"], options].concat()), 1);
    std::fs::remove_file(desk.path("input/gone.txt")).expect("it is there");
    desk.put("input/new.txt", SPEECH);
    desk.put(file(), SPEECH.replace("很重要", "很重要<script>document.title='no'</script>\u{202E}"));
    desk
}

/// A name of that kind which a disk takes: `/` parts folders.
fn file() -> String {
    format!("input/{}.txt", NAME.replace('/', "／"))
}

#[test]
fn every_report_escapes_what_texts_and_names_hold() {
    let desk = differing(&[]);
    ends(&desk.run(&CHECK), 1);
    let (page, xml) = (desk.text("r/index.html"), desk.text("r/junit.xml"));
    assert_eq!(page.matches("<script").count(), 1, "only our own");
    assert!(page.contains("&lt;script&gt;alert(&#39;名&#39;)&lt;／script&gt;") && !page.contains('\u{202E}'));
    assert!(!xml.contains("<script") && !xml.contains('\u{202E}'), "{xml}");
    for part in ["lang=\"en\"", "<main>", "scope=\"col\"", "scope=\"row\"", "default-src 'none'", "prefers-color-scheme", "@media print"] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["http:", "https:", "//cdn", "@import", "url("] {
        assert!(!page.contains(part), "the page needs no network: {part}");
    }
    let report: serde_json::Value = serde_json::from_str(&desk.text("r/report.json")).expect("JSON");
    let statuses: Vec<&str> = report["cases"].as_array().expect("a list").iter().filter_map(|case| case["status"].as_str()).collect();
    assert_eq!(statuses, ["changed", "orphaned", "new"], "sorted by path; what is the same is counted only");
    assert_eq!(report["cases"][0]["levels"]["picture"], "pictures were not accepted: accept with `--pictures`");
    assert_eq!(report["totals"], serde_json::json!({"compared": 3, "differing": 3, "orphaned": 1, "refused": 0, "failed": 0}));
}

#[test]
fn a_report_is_the_same_for_any_number_of_threads() {
    let desk = differing(&["--pictures"]);
    ends(&desk.run(&[&CHECK[..], &["-j", "1"]].concat()), 1);
    let first = ["r/index.html", "r/junit.xml", "r/report.json"].map(|name| desk.read(name));
    ends(&desk.run_with(&[&CHECK[..], &["-j", "4"]].concat(), &[("TZ", "Asia/Tokyo"), ("LC_ALL", "C")], b""), 1);
    assert!(first == ["r/index.html", "r/junit.xml", "r/report.json"].map(|name| desk.read(name)));
}

#[test]
fn a_report_replaces_an_earlier_one_and_nobody_elses_file() {
    for name in ["index.html", "junit.xml"] {
        let desk = differing(&[]);
        desk.put(format!("r/{name}"), "somebody's");
        let said = desk.run(&CHECK);
        ends(&said, 2);
        assert!(said.err.contains(&format!("r/{name}: it was not written as a report")), "{}", said.err);
        assert_eq!(desk.files("r"), [name]);
    }
}

#[test]
fn github_is_told_where_in_the_input() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["check", "input", "--against", "accepted", "--accept"]), 1);
    desk.put("input/a.txt", SPEECH.replace("很重要", "很重要，100%"));
    let check = ["check", "input", "--against", "accepted"];
    assert!(!desk.run(&check).out().contains("::error"));
    let out = desk.run_with(&check, &[("GITHUB_ACTIONS", "true")], b"").out();
    let last = out.lines().last().unwrap_or_default();
    assert!(last.starts_with("::error file=input/a.txt,line=4,title=jiangyi check::a: the document changed%0Alines on pages"), "{out}");
}

#[cfg(feature = "preview")]
#[test]
fn pictures_are_compared_where_they_were_accepted() {
    let desk = differing(&["--pictures"]);
    assert!(desk.exists("accepted/same/accepted.pdf") && desk.text("accepted/fingerprints.txt").contains("\n# pictures accepted.pdf\n"));
    let said = desk.run(&CHECK);
    ends(&said, 1);
    assert!(said.out().contains("pages look different: page 1 differs in "), "{}", said.out());
    let page = desk.text("r/index.html");
    assert_eq!(page.matches("src=\"data:image/png;base64,").count(), 3 + 1, "before, after, difference; the new page");
    // Once asked for they are kept, until they are no longer wanted.
    ends(&desk.run(&["check", "input", "--against", "accepted", "--accept"]), 1);
    assert!(desk.exists("accepted/new/accepted.pdf") && !desk.exists("accepted/gone"));
    ends(&desk.run(&CHECK), 0);
    ends(&desk.run(&["check", "input", "--against", "accepted", "--accept", "--pictures=false"]), 1);
    assert!(!desk.exists("accepted/new/accepted.pdf") && !desk.exists("accepted/same/accepted.pdf"));
    ends(&desk.run(&["check", "input", "--against", "accepted", "--accept"]), 0);
}

#[cfg(feature = "preview")]
#[test]
fn an_accepted_pdf_that_is_another_is_not_compared() {
    let desk = differing(&["--pictures"]);
    let case = file().replace("input/", "accepted/").replace(".txt", "/accepted.pdf");
    desk.put(case, "%PDF-1.7 another");
    ends(&desk.run(&CHECK), 1);
    assert!(desk.text("r/report.json").contains("accepted.pdf is not the PDF that was accepted"));
}
