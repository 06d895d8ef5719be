//! `--watch`: what changes is converted again, trouble does not end it, Ctrl-C does.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Read;
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::program::{Desk, SPEECH, ends};

/// A watch that is ended with its test.
struct Watching {
    child: Child,
    said: Receiver<String>,
    heard: String,
}

impl Watching {
    fn start(desk: &Desk, options: &[&str]) -> Watching {
        let mut child = desk.command(&[&["convert", "--watch"], options].concat(), &[]).spawn().expect("the program");
        let mut err = child.stderr.take().expect("piped");
        let (sender, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = err.read(&mut buffer) {
                let _ = sender.send(String::from_utf8_lossy(&buffer[..count]).into_owned());
            }
        });
        let mut watching = Watching { child, said, heard: String::new() };
        watching.hears(if options.contains(&"--poll") { "looking for changes every 2 seconds" } else { "watching for changes" });
        watching
    }

    /// Waits for a word on standard error; gives what was said up to then and forgets it.
    #[track_caller]
    fn hears(&mut self, word: &str) -> String {
        let begun = Instant::now();
        while !self.heard.contains(word) {
            assert!(begun.elapsed() < Duration::from_secs(60), "`{word}` was not said: {}", self.heard);
            if let Ok(more) = self.said.recv_timeout(Duration::from_millis(100)) {
                self.heard.push_str(&more);
            }
        }
        std::mem::take(&mut self.heard)
    }

    /// What is said while nothing should happen.
    fn silence(&mut self) -> String {
        std::thread::sleep(Duration::from_millis(800));
        self.said.try_iter().for_each(|more| self.heard.push_str(&more));
        std::mem::take(&mut self.heard)
    }

    fn ends_by_ctrl_c(mut self) {
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().is_ok_and(|sent| sent.success()));
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_changes_comes_goes_or_gets_another_name_is_converted() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let mut watching = Watching::start(&desk, &[]);
    let before = (desk.read("output/a.pdf"), desk.read("output/b.pdf"));
    desk.put("input/a.txt", SPEECH.replace("成绩不小", "成绩很大"));
    let said = watching.hears("1 converted");
    assert!(said.contains("1 converted, 1 unchanged"), "{said}");
    assert!(desk.read("output/a.pdf") != before.0 && desk.read("output/b.pdf") == before.1);
    desk.put("input/new/c.txt", SPEECH);
    watching.hears("1 converted, 2 unchanged");
    assert!(desk.exists("output/new/c.pdf"));
    desk.put("input/new/d.txt", SPEECH);
    watching.hears("1 converted, 3 unchanged");
    fs::rename(desk.path("input/b.txt"), desk.path("input/e.txt")).expect("another name");
    let said = watching.hears("input/b.txt is gone; what was made of it stays: output/b.docx, output/b.pdf\n");
    assert!(said.contains("1 converted, 3 unchanged") && desk.exists("output/e.pdf"), "{said}");
    desk.put("input/notes.md", "no text for us");
    assert_eq!(watching.silence(), "");
    watching.ends_by_ctrl_c();
}

#[test]
fn trouble_is_told_once_and_the_watch_goes_on() {
    let desk = Desk::with(&["input/a.txt"]);
    let mut watching = Watching::start(&desk, &[]);
    desk.put("input/bad.txt", "");
    let said = watching.hears("1 failed");
    assert!(said.contains("error[blank]") && said.contains("input/bad.txt"), "{said}");
    desk.put("input/a.txt", SPEECH.replace("成绩不小", "成绩很大"));
    let said = watching.hears("1 converted, 1 failed");
    assert!(!said.contains("error[blank]"), "said before: {said}");
    desk.put("input/jiangyi.toml", "paper = \"a5\"\n");
    watching.hears("jiangyi.toml:1: no paper is called `a5`");
    desk.put("input/jiangyi.toml", "paper = \"b5\"\n");
    watching.hears("1 converted, 1 failed");
    fs::remove_file(desk.path("input/bad.txt")).expect("it was there");
    watching.hears("0 converted, 1 unchanged");
    fs::remove_dir_all(desk.path("output")).expect("it was there");
    desk.put("input/bad.txt", SPEECH);
    watching.hears("2 converted");
    watching.ends_by_ctrl_c();
}

#[test]
fn an_input_folder_may_come_later_and_go_and_come_again() {
    let desk = Desk::new();
    let mut watching = Watching::start(&desk, &[]);
    for _ in 0..2 {
        desk.put("input/a.txt", SPEECH);
        watching.hears("1 converted");
        desk.put("input/b.txt", SPEECH);
        watching.hears("1 converted, 1 unchanged");
        fs::remove_dir_all(desk.path("input")).expect("it was there");
        watching.hears("input: there is no such file or folder");
        fs::remove_dir_all(desk.path("output")).expect("it was there");
    }
    watching.ends_by_ctrl_c();
}

#[test]
fn a_file_that_is_saved_by_putting_another_in_its_place_is_noticed() {
    let desk = Desk::with(&["a.txt", "other.txt"]);
    desk.put("own.toml", "[page]\nlines = 21\n");
    let mut watching = Watching::start(&desk, &["a.txt", "--template", "own.toml", "-f", "pdf"]);
    for words in ["成绩很大", "成绩不少"] {
        desk.put("a.txt.swap", SPEECH.replace("成绩不小", words));
        fs::rename(desk.path("a.txt.swap"), desk.path("a.txt")).expect("another file");
        watching.hears("1 converted");
    }
    desk.put("own.toml", "[page]\nlines = 20\n");
    watching.hears("1 converted");
    assert_eq!(desk.files("output"), ["a.pdf"]);
    watching.ends_by_ctrl_c();
}

#[test]
fn outputs_beside_their_texts_do_not_set_it_off() {
    let desk = Desk::with(&["a.txt", "sub/b.txt"]);
    desk.put("blank.txt", "");
    let mut watching = Watching::start(&desk, &[".", "-o", "."]);
    assert_eq!(watching.silence(), "");
    desk.put("a.txt", SPEECH.replace("成绩不小", "成绩很大"));
    watching.hears("1 converted, 1 unchanged, 1 failed");
    assert_eq!(watching.silence(), "");
    watching.ends_by_ctrl_c();
}

#[test]
fn without_word_from_the_system_files_are_looked_at() {
    let desk = Desk::with(&["input/a.txt"]);
    let mut watching = Watching::start(&desk, &["--poll"]);
    desk.put("input/b.txt", SPEECH);
    watching.hears("1 converted, 1 unchanged");
    desk.put("input/a.txt", SPEECH.replace("很重要", "十分重要"));
    watching.hears("1 converted, 1 unchanged");
    watching.ends_by_ctrl_c();
}

#[test]
fn outputs_of_a_text_that_went_stay_and_are_named() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let mut watching = Watching::start(&desk, &[]);
    fs::remove_file(desk.path("input/b.txt")).expect("it is there");
    let said = watching.hears("what was made of it stays");
    assert!((said + &watching.silence()).contains("input/b.txt is gone; what was made of it stays: output/b.docx, output/b.pdf\n"));
    assert!(desk.exists("output/b.pdf"));
    fs::remove_file(desk.path("output/b.pdf")).expect("it is there");
    desk.put("input/a.txt", SPEECH.replace("很重要", "十分重要"));
    assert!(!watching.hears("1 converted").contains("gone"), "it is said once");
    watching.ends_by_ctrl_c();
}

#[test]
fn streams_and_dry_runs_are_not_watched() {
    let desk = Desk::with(&["a.txt"]);
    for arguments in
        [&["convert", "--watch", "-"][..], &["convert", "--watch", "a.txt", "-o", "-", "-f", "pdf"], &["convert", "--watch", "--dry-run"]]
    {
        ends(&desk.run(arguments), 2);
    }
}
