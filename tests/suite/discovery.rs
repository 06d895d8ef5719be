//! Which files are taken, by what names.

use crate::program::{Desk, SPEECH, ends};

#[test]
fn hidden_files_are_skipped_in_folders_and_taken_when_named() {
    let desk = Desk::with(&["input/.hidden.txt", "input/.git/a.txt", "input/a.txt"]);
    ends(&desk.run(&["convert", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), ["a.pdf"]);
    ends(&desk.run(&["convert", "input/.hidden.txt", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), [".hidden.pdf", "a.pdf"]);
}

#[test]
fn a_second_run_into_the_input_folder_takes_no_output_for_an_input() {
    let desk = Desk::with(&["a.txt"]);
    ends(&desk.run(&["convert", ".", "-o", "."]), 0);
    let said = desk.run(&["convert", ".", "-o", "."]);
    ends(&said, 0);
    assert_eq!(desk.files(""), ["a.docx", "a.pdf", "a.txt"]);
    assert!(said.err.contains("1 unchanged"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn names_that_look_like_options_formats_or_commands_are_only_names() {
    let names = ["-rf.txt", "百分号%s%n.txt", "a;touch pwned.txt", "换\n行.txt", "%2e%2e%2fetc.txt", "引号\"与'.txt"];
    let desk = Desk::new();
    names.iter().for_each(|name| desk.put(format!("input/{name}"), SPEECH));
    ends(&desk.run(&["convert", "-f", "pdf"]), 0);
    let mut made: Vec<String> = names.iter().map(|name| name.replace(".txt", ".pdf")).collect();
    made.sort();
    assert_eq!(desk.files("output"), made);
    let said = desk.run(&["convert", "--", "-gone\nfile.txt"]);
    ends(&said, 2);
    assert!(said.err.starts_with("error: -gone\\nfile.txt: "), "one line, whatever the name: {}", said.err);
}

#[cfg(unix)]
#[test]
fn loops_of_links_end_and_links_out_of_the_root_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&["input/a/x.txt", "outside/far.txt"]);
    symlink("..", desk.path("input/a/up")).expect("a link");
    symlink("self", desk.path("input/self")).expect("a link");
    symlink("../outside", desk.path("input/out")).expect("a link");
    symlink("../outside/far.txt", desk.path("input/near.txt")).expect("a link");
    ends(&desk.run(&["convert", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), ["a/x.pdf", "near.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_and_the_rest_is_converted() {
    let desk = Desk::with(&["input/a.txt"]);
    std::os::unix::fs::symlink("nowhere", desk.path("input/x.txt")).expect("a link");
    let said = desk.run(&["convert", "-f", "pdf"]);
    ends(&said, 2);
    assert!(said.err.contains("input/x.txt: this link leads nowhere"), "{}", said.err);
    assert_eq!(desk.files("output"), ["a.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_named_like_a_text_is_not_read_for_ever() {
    let desk = Desk::with(&["input/a.txt"]);
    let made = std::process::Command::new("mkfifo").arg(desk.path("input/pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        return; // no mkfifo here
    }
    for arguments in [&["convert", "-f", "pdf"][..], &["convert", "input/pipe.txt"]] {
        let said = desk.run(arguments);
        ends(&said, 2);
        assert!(said.err.contains("input/pipe.txt: this is a pipe or a device"), "{}", said.err);
    }
    assert_eq!(desk.files("output"), ["a.pdf"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_keeps_its_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    desk.put(OsStr::from_bytes(b"input/bad-\xFF.txt"), SPEECH);
    desk.put(OsStr::from_bytes(b"input/bad-\xFE.txt"), SPEECH);
    let said = desk.run(&["convert", "-f", "pdf", "--report", "r.json"]);
    ends(&said, 0);
    for name in [&b"output/bad-\xFF.pdf"[..], b"output/bad-\xFE.pdf"] {
        assert!(desk.path(OsStr::from_bytes(name)).is_file());
    }
    let seen = desk.run(&["inspect", "--json", "input"]).json();
    assert_eq!(seen[1]["path"], "input/bad-\u{FFFD}.txt");
    assert_eq!(seen[1]["path_bytes"], "696e7075742f6261642dff2e747874");
    assert!(desk.text("r.json").contains("696e7075742f6261642dff2e747874"));
}
