//! A world that goes wrong, each time for real: nothing half-written, nothing outside the output folder, a message and the
//! right status.
//!
//! What has to go wrong midway does so while the program waits for standard input, which is one of its inputs: what stands
//! before it is done then, what stands behind it is not begun.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime};

use crate::program::{Desk, SPEECH, Said, ends};

/// Waits until something is so.
#[track_caller]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} did not come");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Starts a run of `input/a.txt`, standard input and `input/b.txt` one after the other, which waits after the first.
fn halfway(desk: &Desk, options: &[&str]) -> Child {
    let arguments = [&["convert", "-j", "1", "input/a.txt", "-", "input/b.txt"], options].concat();
    let child = desk.command(&arguments, &[]).spawn().expect("the program");
    until("the first output", || desk.exists("output/a.pdf"));
    child
}

/// Gives what it waits for.
fn go_on(mut child: Child) -> Said {
    child.stdin.take().expect("piped").write_all(SPEECH.as_bytes()).expect("it reads");
    ended(child)
}

fn ended(child: Child) -> Said {
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Said { status: output.status.code().unwrap_or(-1), out: output.stdout, err }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

/// Every output is, byte for byte, what an undisturbed run makes, and of each input there are both or none.
#[track_caller]
fn are_whole(desk: &Desk, output: &str, reference: &str) {
    for name in desk.files(output) {
        let is_left_over = name.rsplit('/').next().is_some_and(|name| name.starts_with(".jiangyi-"));
        assert!(is_left_over || desk.read(&format!("{output}/{name}")) == desk.read(&format!("{reference}/{name}")), "{name}");
    }
}

fn left_over(desk: &Desk, output: &str) -> Vec<String> {
    desk.files(output).into_iter().filter(|name| name.contains(".jiangyi-")).collect()
}

fn many(count: usize) -> Desk {
    let desk = Desk::new();
    for number in 0..count {
        desk.put(format!("input/{}/{number:03}.txt", number % 3), format!("{SPEECH}　　第{number}篇。\n"));
    }
    desk
}

/// A small disk, taken away at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(folder: PathBuf, size: &str) -> Option<SmallDisk> {
        fs::create_dir_all(&folder).expect("a folder");
        let made = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&folder).output();
        match made {
            Ok(made) if made.status.success() => Some(SmallDisk(folder)),
            Ok(made) => skip(&format!("no small disk can be mounted: {}", String::from_utf8_lossy(&made.stderr).trim())),
            Err(error) => skip(&format!("there is no mount: {error}")),
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn skip<T>(why: &str) -> Option<T> {
    println!("skipped: {why}");
    None
}

/// A command like this one, without the rights of root, for whom nothing is read-only; the desk then belongs to nobody.
fn without_rights(desk: &Desk, command: Command) -> Option<Command> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
    if !is_root {
        return Some(command);
    }
    let nobody = |program: &OsStr| {
        let mut dropped = Command::new("setpriv");
        dropped.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
        dropped
    };
    let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(desk.path("")).status();
    let mut probe = nobody(command.get_program());
    probe.arg("fonts").current_dir(desk.path(""));
    if !owned.is_ok_and(|done| done.success()) || !probe.output().is_ok_and(|said| said.status.success()) {
        return skip("rights cannot be dropped with setpriv, or nobody may not run the program where it is");
    }
    let mut dropped = nobody(command.get_program());
    dropped.args(command.get_args()).current_dir(desk.path(""));
    dropped.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    Some(dropped)
}

#[test]
fn a_full_disk_is_told_and_what_is_on_it_is_whole() {
    let desk = many(12);
    ends(&desk.run(&["convert", "-o", "reference"]), 0);
    let Some(_disk) = SmallDisk::mount(desk.path("small"), "300k") else { return };
    let said = desk.run(&["convert", "-o", "small/out"]);
    ends(&said, 2);
    assert!(said.err.contains("the disk is full") && said.err.contains("hint: make room"), "{}", said.err);
    assert!(said.err.contains("could not be converted:") && said.err.contains("try: make room"), "{}", said.err);
    let made = desk.files("small/out");
    assert!(!made.is_empty() && made.len() < 24 && made.len().is_multiple_of(2), "both formats or none: {made:?}");
    assert_eq!(left_over(&desk, "small/out"), [""; 0]);
    are_whole(&desk, "small/out", "reference");
}

#[test]
fn a_disk_that_is_full_from_the_start_keeps_its_old_files() {
    let desk = many(2);
    let Some(disk) = SmallDisk::mount(desk.path("small"), "300k") else { return };
    ends(&desk.run(&["convert", "-o", "small/out"]), 0);
    let before: Vec<Vec<u8>> = desk.files("small/out").iter().map(|name| desk.read(&format!("small/out/{name}"))).collect();
    // Whatever room is left is taken.
    let mut filler = fs::File::create(disk.0.join("filler")).expect("a file");
    while filler.write_all(&[0; 4096]).is_ok() {}
    let said = desk.run(&["convert", "-o", "small/out", "--paper", "b5", "--report", "small/r.json"]);
    ends(&said, 2);
    let after: Vec<Vec<u8>> = desk.files("small/out").iter().map(|name| desk.read(&format!("small/out/{name}"))).collect();
    assert!(after == before, "{:?}", desk.files("small/out"));
    assert!(said.err.contains("the disk is full") && !desk.exists("small/r.json"), "{}", said.err);
}

#[test]
fn a_folder_that_becomes_read_only_midway_fails_the_rest_only() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let arguments = ["convert", "-j", "1", "input/a.txt", "-", "input/b.txt"];
    let Some(mut command) = without_rights(&desk, desk.command(&arguments, &[])) else { return };
    let child = command.spawn().expect("the program");
    until("the first output", || desk.exists("output/a.pdf"));
    fs::set_permissions(desk.path("output"), fs::Permissions::from_mode(0o555)).expect("rights");
    let said = go_on(child);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf"]);
    for name in ["output/stdin.docx", "output/b.docx"] {
        assert!(said.err.contains(&format!("error: {name}: permission denied")), "{}", said.err);
    }
    assert!(said.err.contains("1 converted, 2 failed"), "{}", said.err);
}

#[test]
fn what_may_not_be_read_or_written_is_told_and_the_rest_is_done() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt", "locked/c.txt"]);
    fs::set_permissions(desk.path("input/a.txt"), fs::Permissions::from_mode(0o000)).expect("rights");
    fs::set_permissions(desk.path("locked"), fs::Permissions::from_mode(0o000)).expect("rights");
    let Some(mut command) = without_rights(&desk, desk.command(&["convert", "input", "locked", "locked/c.txt"], &[])) else { return };
    let said = ended(command.spawn().expect("the program"));
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["b.docx", "b.pdf"]);
    for part in ["error: input/a.txt: permission denied", "error: locked: permission denied", "error: locked/c.txt: permission denied"] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    fs::create_dir(desk.path("sealed")).expect("a folder");
    fs::set_permissions(desk.path("sealed"), fs::Permissions::from_mode(0o555)).expect("rights");
    let Some(mut command) = without_rights(&desk, desk.command(&["convert", "input/b.txt", "-o", "sealed/x"], &[])) else { return };
    let said = ended(command.spawn().expect("the program"));
    ends(&said, 2);
    assert!(said.err.contains("error: sealed/x: outputs cannot be written there: permission denied"), "{}", said.err);
}

#[test]
fn a_folder_in_the_place_of_the_second_format_leaves_the_first_as_it_was() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    ends(&desk.run(&["convert", "-f", "docx"]), 0);
    let before = desk.read("output/a.docx");
    // It comes between the look and the rename.
    let child = halfway(&desk, &["--paper", "b5", "-f", "docx,pdf"]);
    fs::create_dir_all(desk.path("output/b.pdf/x")).expect("a folder");
    let said = go_on(child);
    ends(&said, 2);
    assert!(said.err.contains("output/b.pdf: a folder stands where this file would be written"), "{}", said.err);
    assert_ne!(desk.read("output/a.docx"), before, "the first was done");
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf", "b.docx", "stdin.docx", "stdin.pdf"]);
    ends(&desk.run(&["convert", "-f", "docx", "-o", "a4"]), 0);
    assert!(desk.read("output/b.docx") == desk.read("a4/b.docx"), "the DOCX of b.txt is the old one");
}

#[test]
fn an_output_that_somebody_reads_is_replaced_and_the_reader_keeps_the_old_one() {
    use std::io::Read;
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert"]), 0);
    let old = desk.read("output/a.pdf");
    let mut open = fs::OpenOptions::new().read(true).write(true).open(desk.path("output/a.pdf")).expect("a file");
    ends(&desk.run(&["convert", "--paper", "b5"]), 0);
    let mut seen = Vec::new();
    open.read_to_end(&mut seen).expect("its bytes");
    assert!(seen == old && desk.read("output/a.pdf") != old);
    assert_eq!(left_over(&desk, "output"), [""; 0]);
}

#[test]
fn a_file_that_vanishes_after_it_was_listed_is_told() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let child = halfway(&desk, &[]);
    fs::remove_file(desk.path("input/b.txt")).expect("it was there");
    let said = go_on(child);
    ends(&said, 2);
    assert!(said.err.contains("error: input/b.txt: there is no such file or folder"), "{}", said.err);
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf", "stdin.docx", "stdin.pdf"]);
}

#[test]
fn a_file_that_becomes_a_pipe_or_a_folder_after_it_was_listed_is_not_waited_for() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let child = halfway(&desk, &[]);
    fs::remove_file(desk.path("input/b.txt")).expect("it was there");
    assert!(Command::new("mkfifo").arg(desk.path("input/b.txt")).status().is_ok_and(|made| made.success()));
    let said = go_on(child);
    ends(&said, 2);
    assert!(said.err.contains("input/b.txt: this is a pipe or a device"), "{}", said.err);
}

#[test]
fn an_output_folder_that_vanishes_midway_is_made_again() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let child = halfway(&desk, &[]);
    fs::remove_dir_all(desk.path("output")).expect("it was there");
    ends(&go_on(child), 0);
    assert_eq!(desk.files("output"), ["b.docx", "b.pdf", "stdin.docx", "stdin.pdf"]);
}

#[test]
fn ctrl_c_ends_at_once_with_whole_files_and_status_130() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    let mut child = halfway(&desk, &[]);
    // Held to the end: it must not go on for want of input while the signal is under way.
    let _input = child.stdin.take();
    signal(&child, "-INT");
    let said = ended(child);
    assert_eq!(said.status, 130, "{}", said.err);
    assert!(said.err.contains("interrupted; the files that were written are whole"), "{}", said.err);
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf"]);
    ends(&desk.run(&["convert"]), 0);
    assert_eq!(desk.files("output"), ["a.docx", "a.pdf", "b.docx", "b.pdf"]);
}

#[test]
fn whenever_a_run_is_ended_its_files_are_whole_and_the_next_run_goes_on() {
    let desk = many(30);
    ends(&desk.run(&["convert", "-o", "reference"]), 0);
    for (round, name) in ["-INT", "-KILL", "-TERM", "-INT", "-KILL"].into_iter().enumerate() {
        let output = format!("out{round}");
        let child = desk.command(&["convert", "-o", &output], &[]).spawn().expect("the program");
        until("some outputs", || desk.files(&output).len() >= 2 + 3 * round);
        signal(&child, name);
        let said = ended(child);
        assert!(said.status == -1 || said.status == 130 || said.status == 0, "{name}: {}", said.err);
        are_whole(&desk, &output, "reference");
        if name == "-INT" {
            assert_eq!(left_over(&desk, &output), [""; 0], "Ctrl-C leaves nothing behind");
        }
        // As if the next run came some minutes later.
        for file in left_over(&desk, &output) {
            grow_old(&desk.path(format!("{output}/{file}")));
        }
        ends(&desk.run(&["convert", "-o", &output]), 0);
        assert_eq!(desk.files(&output), desk.files("reference"), "what {name} left behind is gone, all is there");
        are_whole(&desk, &output, "reference");
    }
}

fn grow_old(path: &Path) {
    let file = fs::OpenOptions::new().write(true).open(path).expect("it is there");
    file.set_modified(SystemTime::now() - Duration::from_secs(600)).expect("a time");
}

#[test]
fn what_a_killed_run_left_is_cleared_where_files_go_and_what_is_fresh_is_not() {
    let desk = Desk::with(&["input/sub/a.txt"]);
    for name in [".jiangyi-7-0.tmp", "sub/.jiangyi-7-1.tmp", "sub/.jiangyi-8-0.tmp", "sub/.jiangyi-x.tmp", "other/.jiangyi-7-0.tmp"] {
        desk.put(format!("output/{name}"), "half");
        if !name.contains("-8-") {
            grow_old(&desk.path(format!("output/{name}")));
        }
    }
    ends(&desk.run(&["convert"]), 0);
    let left = ["other/.jiangyi-7-0.tmp", "sub/.jiangyi-8-0.tmp", "sub/.jiangyi-x.tmp"];
    assert_eq!(left_over(&desk, "output"), [&[".jiangyi-7-0.tmp"][..0], &left].concat(), "another run may be at work on the fresh one");
}

#[test]
fn names_and_paths_at_the_limits_are_written_or_told() {
    // 251 bytes and .txt: 255, the most that a disk takes. Its PDF fits, its DOCX would be a byte too long.
    let name = "长".repeat(83) + "ab";
    let desk = Desk::with(&[&format!("input/{name}.txt")]);
    ends(&desk.run(&["convert", "-f", "pdf"]), 0);
    assert_eq!(desk.files("output"), [format!("{name}.pdf")]);
    let said = desk.run(&["convert", "-o", "both"]);
    ends(&said, 2);
    assert!(said.err.contains("256 bytes long, 255 is the most that disks take") && !desk.exists("both"), "{}", said.err);
    // A path that is too long as a whole.
    let deep = vec!["d".repeat(250); 17].join("/");
    let said = desk.run(&["convert", "-f", "pdf", "-o", &deep]);
    ends(&said, 2);
    assert!(said.err.contains("the name is too long"), "{}", said.err);
    assert_eq!(desk.files("").len(), 2);
}

#[test]
fn names_that_are_no_utf_8_go_through_every_path() {
    let desk = Desk::new();
    let raw = |bytes: &'static [u8]| OsStr::from_bytes(bytes);
    desk.put(raw(b"in-\xFF/\xFE\xFD.txt"), SPEECH);
    desk.put(raw(b"in-\xFF/blank-\xFF.txt"), "");
    let said = desk.run(&[
        OsStr::new("convert"),
        raw(b"in-\xFF"),
        OsStr::new("-o"),
        raw(b"out-\xC0"),
        OsStr::new("--report"),
        raw(b"r-\xFF.json"),
    ]);
    ends(&said, 2);
    assert!(said.err.contains("in-\u{FFFD}/blank-\u{FFFD}.txt"), "{}", said.err);
    for name in [&b"out-\xC0/\xFE\xFD.docx"[..], b"out-\xC0/\xFE\xFD.pdf", b"r-\xFF.json"] {
        assert!(desk.path(OsStr::from_bytes(name)).is_file(), "{name:?}");
    }
    let again = desk.run(&[OsStr::new("convert"), raw(b"in-\xFF"), OsStr::new("-o"), raw(b"out-\xC0")]);
    assert!(again.err.contains("0 converted, 1 unchanged, 1 failed"), "{}", again.err);
}

#[test]
fn names_that_differ_in_case_only_fail_both_in_folders_too() {
    let desk = Desk::with(&["input/A/x.txt", "input/a/X.txt", "input/b/y.txt"]);
    let said = desk.run(&["convert", "-f", "pdf"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["b/y.pdf"]);
    assert!(said.err.contains("error: input/A/x.txt: input/a/X.txt would be written to the same place"), "{}", said.err);
}

#[test]
fn links_lead_nothing_out_of_the_output_folder() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    desk.put("outside/mine.pdf", "somebody's");
    fs::create_dir(desk.path("output")).expect("a folder");
    symlink("../outside/mine.pdf", desk.path("output/a.pdf")).expect("a link");
    symlink("../outside/new.pdf", desk.path("output/b.pdf")).expect("a link");
    let said = desk.run(&["convert", "-f", "pdf"]);
    ends(&said, 2);
    assert!(said.err.contains("output/a.pdf: it was not made by jiangyi"), "{}", said.err);
    ends(&desk.run(&["convert", "-f", "pdf", "--force"]), 0);
    assert_eq!(desk.text("outside/mine.pdf"), "somebody's", "the link is replaced, not what it leads to");
    assert_eq!(desk.files("outside"), ["mine.pdf"]);
    assert!(!desk.path("output/b.pdf").is_symlink() && desk.read("output/a.pdf").starts_with(b"%PDF"));
}

#[test]
fn devices_pipes_sockets_and_loops_are_refused_by_name() {
    let desk = Desk::with(&["input/a.txt"]);
    symlink("loop.txt", desk.path("input/loop.txt")).expect("a link");
    symlink("/dev/zero", desk.path("input/zero.txt")).expect("a link");
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("input/socket.txt")).expect("a socket");
    assert!(Command::new("mkfifo").arg(desk.path("input/pipe.txt")).status().is_ok_and(|made| made.success()));
    let said = desk.run(&["convert", "input", "/dev/zero", "/dev/null", "input/pipe.txt", "-f", "pdf"]);
    ends(&said, 2);
    for name in ["input/zero.txt", "input/socket.txt", "input/pipe.txt", "/dev/zero", "/dev/null"] {
        assert!(said.err.contains(&format!("error: {name}: this is a pipe or a device")), "{name}: {}", said.err);
    }
    assert!(said.err.contains("1 converted"), "{}", said.err);
    // A device in the place of an output, or of the whole folder.
    symlink("/dev/null", desk.path("output/b.pdf")).expect("a link");
    desk.put("b.txt", SPEECH);
    let said = desk.run(&["convert", "b.txt", "-f", "pdf", "--force"]);
    ends(&said, 2);
    assert!(said.err.contains("output/b.pdf: a device stands in the way"), "{}", said.err);
    ends(&desk.run(&["convert", "b.txt", "-o", "/dev/null"]), 2);
}
