//! Results on standard output, the rest on standard error; nothing that a terminal obeys.

use std::io::Read;

use crate::program::{Desk, ends};

#[test]
fn quiet_silences_the_summary_and_never_an_error() {
    let desk = Desk::with(&["a.txt"]);
    let said = desk.run(&["convert", "a.txt", "-q"]);
    ends(&said, 0);
    assert_eq!((said.out().as_str(), said.err.as_str()), ("", ""));
    let said = desk.run(&["convert", "gone.txt", "-q"]);
    ends(&said, 2);
    assert!(said.err.starts_with("error: gone.txt: "), "{}", said.err);
}

#[test]
fn verbose_adds_a_line_a_file_and_the_time() {
    let said = Desk::with(&["a.txt"]).run_with(&["convert", "a.txt", "-v"], &[], b"");
    assert!(said.err.contains("a.txt: converted, utf-8") && said.err.contains("1 file in "), "{}", said.err);
}

#[test]
fn no_colour_and_no_bar_go_into_a_pipe() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    desk.put("input/c.txt", "");
    let said = desk.run(&["convert"]);
    assert!(!said.err.contains('\u{1b}') && !said.err.contains('\r'), "{}", said.err);
    let said = desk.run(&["convert", "--progress", "always"]);
    assert!(said.err.contains("3 of 3\n"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_fault() {
    let names: Vec<String> = (0..200).map(|number| format!("input/{number}.txt")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut child = desk.command(&["inspect", "--json", "input"], &[]).spawn().expect("the program");
    let mut first = [0];
    child.stdout.take().expect("piped").read_exact(&mut first).expect("it says something");
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let desk = Desk::with(&["a.txt"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let output = desk.command(&["inspect", "--json", "a.txt"], &[]).stdout(full).output().expect("the program");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("standard output: the disk is full"), "{err}");
}

#[test]
fn version_help_and_completions_are_results() {
    let desk = Desk::new();
    let said = desk.run(&["--version"]);
    ends(&said, 0);
    assert_eq!(said.out(), format!("jiangyi {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["convert", "inspect", "check", "explain", "templates", "fonts", "completions"] {
        let said = desk.run(&[command, "--help"]);
        ends(&said, 0);
        assert!(said.out().contains("Usage: jiangyi"), "{command}");
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let said = desk.run(&["completions", shell]);
        ends(&said, 0);
        assert!(said.out().contains("jiangyi"), "{shell}");
    }
}

#[test]
fn templates_and_explain_print_one_or_list_all() {
    let desk = Desk::new();
    assert!(desk.run(&["templates"]).out().starts_with("gbt9704 "));
    let source = desk.run(&["templates", "gbt9704"]).out();
    desk.put("own.toml", &source);
    desk.put("a.txt", crate::program::SPEECH);
    ends(&desk.run(&["convert", "a.txt", "--template", "own.toml"]), 0);
    for arguments in [["templates", "nope"], ["explain", "nope"]] {
        let said = desk.run(&arguments);
        ends(&said, 2);
        assert!(said.err.contains("is called `nope`") && said.out.is_empty(), "{}", said.err);
    }
    let listed = desk.run(&["explain"]);
    ends(&listed, 0);
    let first = listed.out().split_whitespace().next().expect("a rule").to_string();
    let page = desk.run(&["explain", &first]);
    ends(&page, 0);
    assert!(page.out().contains(&first), "{}", page.out());
}
