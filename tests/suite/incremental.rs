//! A second run does what is left to do, and knows so from the outputs alone.

use std::fs;
use std::time::{Duration, Instant, SystemTime};

use crate::program::{Desk, SPEECH, ends};

/// An output with these bytes exchanged for others of the same length; the time of its last change is kept.
fn tamper(desk: &Desk, name: &str, at: usize) {
    let mut bytes = desk.read(name);
    let modified = fs::metadata(desk.path(name)).and_then(|metadata| metadata.modified()).expect("a time");
    let mut at = bytes.len() * at / 100;
    // In what a part says: the date in a header is nobody's work.
    while bytes[at - 80..].iter().take(84).collect::<Vec<_>>().windows(2).any(|pair| (*pair[0], *pair[1]) == (b'P', b'K')) {
        at += 40;
    }
    bytes[at] ^= 1;
    fs::write(desk.path(name), bytes).expect("a file");
    fs::OpenOptions::new().write(true).open(desk.path(name)).and_then(|file| file.set_modified(modified)).expect("a time");
}

#[test]
fn whatever_makes_an_output_is_noticed_when_it_changes() {
    let desk = Desk::with(&["input/a.txt"]);
    desk.put("own.toml", "[page]\nlines = 21\n");
    let base = ["convert"];
    ends(&desk.run(&base), 0);
    let said = desk.run(&base);
    assert_eq!(said.err, "0 converted, 1 unchanged\n");
    let settled: [&[&str]; 7] = [
        &["--paper", "b5"],
        &["--encoding", "utf-8"],
        &["--title", "年终"],
        &["--allow", "half-width-punctuation"],
        &["--template", "own.toml"],
        &["--toc"],
        &["--region", "tw"],
    ];
    for options in settled {
        let arguments = [&base[..], options].concat();
        assert!(desk.run(&arguments).err.contains("1 converted"), "{options:?}");
        assert!(desk.run(&arguments).err.contains("0 converted, 1 unchanged"), "{options:?}");
        assert!(desk.run(&base).err.contains("1 converted"), "back from {options:?}");
    }
    let dated = [("SOURCE_DATE_EPOCH", "1700000000")];
    assert!(desk.run_with(&base, &dated, b"").err.contains("1 converted"));
    assert!(desk.run_with(&base, &dated, b"").err.contains("1 unchanged"));
    desk.put("own.toml", "[page]\nlines = 20\n");
    assert!(desk.run(&["convert", "--template", "own.toml"]).err.contains("1 converted"), "the same name, another template");
    desk.put("input/a.txt", SPEECH.replace("成绩不小", "成绩不少"));
    assert!(desk.run(&["convert", "--template", "own.toml"]).err.contains("1 converted"), "another text of the same length");
}

#[test]
fn faces_are_known_by_their_list_and_not_read() {
    let desk = Desk::with(&["input/a.txt"]);
    let bundle = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    fs::create_dir(desk.path("fonts")).expect("a folder");
    let list = fs::read_to_string(bundle.join("fonts.toml")).expect("a list");
    for entry in fs::read_dir(&bundle).expect("a folder").flatten().filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), desk.path("fonts").join(entry.file_name())).expect("a copy");
    }
    let arguments = ["convert", "--fonts", "fonts"];
    ends(&desk.run(&arguments), 0);
    for entry in fs::read_dir(desk.path("fonts")).expect("a folder").flatten() {
        if entry.path().extension().is_some_and(|ending| ending != "toml") {
            fs::write(entry.path(), "no face").expect("a file");
        }
    }
    let said = desk.run(&arguments);
    ends(&said, 0);
    assert!(said.err.contains("1 unchanged"), "no face was opened: {}", said.err);
    desk.put("fonts/fonts.toml", list.replacen("sha256 = \"", "sha256 = \"0", 1));
    ends(&desk.run(&arguments), 2);
}

#[test]
fn an_output_that_anybody_changed_is_never_taken_for_unchanged() {
    let left_alone = |desk: &Desk, name: &str, options: &[&str]| {
        let before = desk.read(name);
        let said = desk.run(&[&["convert"], options].concat());
        ends(&said, 2);
        assert!(said.err.contains(&format!("error: {name}: it was ")) && said.err.contains("left alone"), "{name}: {}", said.err);
        assert!(desk.read(name) == before, "{name} is as it was");
    };
    for at in [20, 50, 85] {
        let desk = Desk::with(&["input/a.txt"]);
        ends(&desk.run(&["convert"]), 0);
        tamper(&desk, "output/a.docx", at);
        left_alone(&desk, "output/a.docx", &[]);
    }
    // What another program adds to a PDF, or saves anew, has another end.
    for change in [|pdf: &[u8]| [pdf, b"\n9 0 obj\nnull\nendobj\nstartxref\n0\n%%EOF\n"].concat(), |pdf: &[u8]| [pdf, b"\n"].concat()] {
        let desk = Desk::with(&["input/a.txt"]);
        ends(&desk.run(&["convert"]), 0);
        let changed = change(&desk.read("output/a.pdf"));
        desk.put("output/a.pdf", changed);
        left_alone(&desk, "output/a.pdf", &[]);
    }
    // A byte inside a PDF is not looked at while nothing is to be written; where something is, it is never overwritten.
    for at in [30, 60] {
        let desk = Desk::with(&["input/a.txt"]);
        ends(&desk.run(&["convert"]), 0);
        tamper(&desk, "output/a.pdf", at);
        ends(&desk.run(&["convert"]), 0);
        left_alone(&desk, "output/a.pdf", &["--report", "r.json"]);
        left_alone(&desk, "output/a.pdf", &["--toc"]);
    }
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert"]), 0);
    fs::remove_file(desk.path("output/a.docx")).expect("it was there");
    assert!(desk.run(&["convert"]).err.contains("1 converted"), "one of two is missing");
    desk.put("input/b.txt", SPEECH);
    fs::copy(desk.path("output/a.pdf"), desk.path("output/b.pdf")).expect("a copy");
    fs::copy(desk.path("output/a.docx"), desk.path("output/b.docx")).expect("a copy");
    assert!(desk.run(&["convert"]).err.contains("1 converted, 1 unchanged"), "the handout of another text, under this name");
}

#[test]
fn warnings_of_what_is_up_to_date_are_not_forgotten() {
    let desk = Desk::with(&["input/good.txt"]);
    desk.put("input/bad.txt", [SPEECH.as_bytes(), b"\xFF\xFF", "会议到此“结束。\n".as_bytes()].concat());
    let first = desk.run(&["convert"]);
    ends(&first, 0);
    let count = first.err.matches("warning[").count();
    assert!(count > 0 && first.err.contains("2 converted; "), "{}", first.err);
    let said = desk.run(&["convert"]);
    ends(&said, 0);
    let noun = if count == 1 { "warning" } else { "warnings" };
    let line = format!(
        "warning[earlier-warnings]: {count} {noun} of when it was converted\n  --> input/bad.txt\n  hint: `jiangyi inspect --stage layout input/bad.txt` says them again\n"
    );
    assert_eq!(said.err, format!("{line}0 converted, 2 unchanged; {count} {noun}\n"));
    let strict = desk.run(&["convert", "--strict"]);
    ends(&strict, 1);
    assert!(strict.err.contains("warning[malformed-bytes]") && strict.err.contains("2 unchanged"), "whoever goes by them sees them");
    assert!(desk.run(&["convert", "--report", "r.json"]).err.contains("warning[malformed-bytes]"), "a report says all");
    let again = desk.run(&["inspect", "--stage", "layout", "input/bad.txt"]);
    assert_eq!(again.err.matches("warning[").count(), count);
}

#[test]
fn an_output_that_is_older_than_the_program_is_converted_and_compared() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert", "-v"]), 0);
    assert!(!desk.run(&["convert", "-v"]).err.contains("utf-8"), "up to date: the text was not decoded");
    for name in ["output/a.docx", "output/a.pdf"] {
        let file = fs::OpenOptions::new().write(true).open(desk.path(name)).expect("it is there");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("a time");
    }
    let said = desk.run(&["convert", "-v"]);
    assert!(said.err.contains("input/a.txt: unchanged, utf-8, 1 page"), "{}", said.err);
    assert!(!desk.run(&["convert", "-v"]).err.contains("utf-8"), "once compared, it counts as made by this program");
}

#[test]
fn what_other_files_say_of_a_short_ones_encoding_counts() {
    let desk = Desk::new();
    let long = "同志们，今天我们在这里开会，总结去年的工作，安排今年的任务，请大家认真讨论。\n".repeat(8);
    let (gbk, ..) = encoding_rs::GBK.encode(&long);
    let (big5, ..) = encoding_rs::BIG5.encode("諸位同仁，今天我們在這裡開會，總結去年的工作，安排今年的任務，請大家認真討論。\n");
    let (short, ..) = encoding_rs::GBK.encode("开会");
    desk.put("input/short.txt", &short);
    desk.put("input/a.txt", &gbk);
    desk.put("input/b.txt", &gbk);
    let first = desk.run(&["convert", "-v", "input"]);
    ends(&first, 0);
    assert!(desk.run(&["convert", "input"]).err.contains("0 converted, 3 unchanged"), "{}", first.err);
    desk.put("input/a.txt", big5.repeat(8));
    desk.put("input/b.txt", big5.repeat(8));
    let quick = desk.run(&["convert", "input", "-o", "output"]);
    let fresh = desk.run(&["convert", "input", "-o", "fresh"]);
    assert_eq!(quick.status, fresh.status);
    for name in desk.files("fresh") {
        assert!(desk.read(&format!("fresh/{name}")) == desk.read(&format!("output/{name}")), "{name}");
    }
}

/// The real bound, a twentieth, is measured with an optimized program (docs/cli.md); here only that nothing is converted.
#[test]
fn a_second_run_takes_a_fraction_of_the_first() {
    let desk = Desk::new();
    for number in 0..60 {
        desk.put(format!("input/{number}.txt"), SPEECH.repeat(1 + number % 3) + &"　　这一段是用来占篇幅的，说的还是老话。\n".repeat(60));
    }
    let timed = || {
        let begun = Instant::now();
        let said = desk.run(&["convert", "-q", "-j", "1"]);
        (said.status, begun.elapsed())
    };
    let (first, second) = (timed(), timed());
    assert_eq!((first.0, second.0), (0, 0));
    assert!(second.1 * 2 < first.1, "{:?}, then {:?}", first.1, second.1);
}
