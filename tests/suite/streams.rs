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
    assert!(said.err.contains("3 of 3 files, ") && said.err.contains(", 1 error"), "{}", said.err);
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
    let help = desk.run(&["--help"]);
    ends(&help, 0);
    assert!(help.out().lines().count() <= 40, "it fits a screen: {}", help.out());
    for command in commands(&help.out()) {
        let said = desk.run(&[&command, "--help"]);
        ends(&said, 0);
        assert!(said.out().contains("Usage: jiangyi") && said.out().contains("Examples:\n  "), "{command}");
        assert!(said.out().lines().all(|line| line.chars().count() <= 100), "{command}: wider than a screen");
        let page = desk.run(&["man", &command]);
        ends(&page, 0);
        assert!(page.out().contains(&format!(".TH jiangyi-{command} 1")) && page.out().contains(".SH EXAMPLES\n.nf\n"), "{}", page.out());
    }
    let page = desk.run(&["man"]);
    ends(&page, 0);
    assert!(page.out().contains(".TH jiangyi 1") && page.out().contains("jiangyi\\-convert(1)"), "{}", page.out());
    let said = desk.run(&["man", "convrt"]);
    ends(&said, 2);
    assert!(said.err.contains("known are convert inspect"), "{}", said.err);
}

/// The sub-commands that the help lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    // A description that goes on in a second line stands further to the right.
    let listed = listed.filter(|line| !line.starts_with("   "));
    let names: Vec<String> =
        listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(String::from).collect();
    assert!(names.len() >= 9 && names.contains(&"convert".to_string()), "{names:?}");
    names
}

#[test]
fn man_shows_the_pages_and_shells_take_the_completions() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = desk.run(&["completions", shell]);
        ends(&said, 0);
        assert!(said.out().contains("jiangyi") && said.out().contains("watch"), "{shell}");
        desk.put(shell, &said.out);
    }
    desk.put("jiangyi.1", desk.run(&["man"]).out);
    // Each is tried by its own program, where that is installed.
    let question = "source ./bash; COMP_WORDS=(jiangyi conv); COMP_CWORD=1; _jiangyi jiangyi conv jiangyi; echo ${COMPREPLY[@]}";
    for (program, arguments, answer) in [
        ("bash", &["--norc", "-c", question][..], "convert"),
        ("zsh", &["-n", "zsh"], ""),
        ("fish", &["-n", "fish"], ""),
        ("mandoc", &["-T", "lint", "-W", "error", "jiangyi.1"], ""),
        ("groff", &["-man", "-Kutf8", "-Tutf8", "-ww", "jiangyi.1"], "jiangyi"),
    ] {
        match std::process::Command::new(program).args(arguments).current_dir(desk.path("")).output() {
            Err(_) => println!("skipped: there is no {program}"),
            Ok(said) => {
                let (out, err) = (String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
                assert!(said.status.success() && out.contains(answer), "{program}: {out}{err}");
            }
        }
    }
}

/// A terminal as `script` has it, where that is installed.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_one_line_that_moves_and_then_the_summary() {
    let names: Vec<String> = (0..60).map(|number| format!("input/{number}.txt")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    desk.put("input/blank.txt", "");
    let command = format!("{} convert", env!("CARGO_BIN_EXE_jiangyi"));
    let shown =
        std::process::Command::new("script").args(["-qec", &command, "/dev/null"]).env("TERM", "xterm").current_dir(desk.path("")).output();
    let Ok(shown) = shown else {
        println!("skipped: there is no script");
        return;
    };
    let out = String::from_utf8_lossy(&shown.stdout);
    assert!(out.contains(" of 61 files, ") && out.contains("60 converted, 1 failed; 60 pages"), "{out}");
    assert!(out.contains("1 file could not be converted:") && out.contains("try: "), "{out}");
}

#[test]
fn the_summary_says_what_failed_why_and_what_to_do() {
    let names: Vec<String> = (0..6).map(|number| format!("input/blank{number}.txt")).collect();
    let desk = Desk::with(&["input/a.txt", "input/taken.txt"]);
    names.iter().for_each(|name| desk.put(name, ""));
    desk.put("output/taken.pdf", "somebody's");
    let said = desk.run(&["convert"]);
    ends(&said, 2);
    let end = &said.err[said.err.find("1 converted, 7 failed").expect("a summary")..];
    let wanted = "1 converted, 7 failed; 1 page
7 files could not be converted:
  input/blank0.txt, input/blank1.txt, input/blank2.txt, input/blank3.txt and 2 more: the file holds no text, there is nothing to print
    try: see whether it was saved before it was copied
  input/taken.txt (output/taken.pdf): it was not made by jiangyi, so it is left alone
    try: move it, choose another folder with `-o DIR`, or overwrite it with `--force`
  then run the same command again: files that are up to date are skipped; `--report FILE.json` lists all
";
    assert_eq!(end, wanted);
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
