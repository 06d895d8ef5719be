//! A person's work is never overwritten; nothing stands half-written.

use std::fs;
use std::io::{Cursor, Read, Write};

use crate::program::{Desk, ends};

#[test]
fn an_output_that_is_up_to_date_is_not_rewritten() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert"]), 0);
    let written = fs::metadata(desk.path("output/a.docx")).and_then(|m| m.modified()).expect("a time");
    let said = desk.run(&["convert"]);
    ends(&said, 0);
    assert!(said.err.contains("0 converted, 1 unchanged"), "{}", said.err);
    assert_eq!(fs::metadata(desk.path("output/a.docx")).and_then(|m| m.modified()).expect("a time"), written);
}

#[test]
fn a_file_that_is_not_ours_is_left_alone_with_an_error_unless_forced() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    desk.put("output/a.docx", "somebody's letter");
    let said = desk.run(&["convert", "-q"]);
    ends(&said, 2);
    assert_eq!(desk.text("output/a.docx"), "somebody's letter");
    assert_eq!(desk.files("output"), ["a.docx", "b.docx", "b.pdf"], "both formats of a.txt or none");
    assert!(said.err.contains("output/a.docx") && said.err.contains("input/a.txt") && said.err.contains("--force"), "{}", said.err);
    ends(&desk.run(&["convert", "--force"]), 0);
    assert_ne!(desk.read("output/a.docx"), b"somebody's letter");
    assert!(desk.exists("output/a.pdf"));
}

/// The same DOCX after somebody changed a word of it.
fn edited(docx: Vec<u8>) -> Vec<u8> {
    let Ok(mut parts) = zip::ZipArchive::new(Cursor::new(&docx)) else { return [&docx[..], b"a word more"].concat() };
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if part.name() == "word/document.xml" {
            bytes = String::from_utf8(bytes).expect("XML").replace("会议", "聚会").into_bytes();
        }
        changed.start_file(part.name(), zip::write::SimpleFileOptions::default()).expect("a part");
        changed.write_all(&bytes).expect("its bytes");
    }
    changed.finish().expect("a package").into_inner()
}

#[test]
fn an_edited_docx_is_left_alone() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert"]), 0);
    let edited = edited(desk.read("output/a.docx"));
    desk.put("output/a.docx", &edited);
    ends(&desk.run(&["convert"]), 2);
    assert_eq!(desk.read("output/a.docx"), edited);
    ends(&desk.run(&["convert", "--force"]), 0);
    assert_ne!(desk.read("output/a.docx"), edited);
}

#[test]
fn our_own_output_is_replaced_when_the_text_changed() {
    let desk = Desk::with(&["input/a.txt"]);
    ends(&desk.run(&["convert"]), 0);
    desk.put("input/a.txt", "另一篇讲话\n\n同志们：\n　　散会。\n");
    ends(&desk.run(&["convert"]), 0);
    ends(&desk.run(&["convert", "-f", "docx", "-o", "fresh"]), 0);
    assert_eq!(desk.read("output/a.docx"), desk.read("fresh/a.docx"));
}

#[test]
fn a_folder_in_the_place_of_an_output_is_told_and_nothing_half_written() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    fs::create_dir_all(desk.path("output/a.pdf")).expect("a folder");
    let said = desk.run(&["convert", "--force"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["b.docx", "b.pdf"]);
    assert!(said.err.contains("output/a.pdf: a folder stands where this file would be written"), "{}", said.err);
}

#[test]
fn an_output_folder_that_is_a_file_is_told_once() {
    let desk = Desk::with(&["input/a.txt", "input/b.txt", "out"]);
    let said = desk.run(&["convert", "-o", "out"]);
    ends(&said, 2);
    assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
    assert!(said.err.contains("error: out: "), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn an_output_folder_without_the_right_to_write_is_told_once() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    fs::create_dir(desk.path("out")).expect("a folder");
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o555)).expect("rights");
    if fs::write(desk.path("out/probe"), "x").is_ok() {
        return; // root may write everywhere
    }
    let said = desk.run(&["convert", "-o", "out"]);
    ends(&said, 2);
    assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told_and_the_rest_is_converted() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&["input/a.txt", "input/b.txt"]);
    fs::set_permissions(desk.path("input/a.txt"), fs::Permissions::from_mode(0o000)).expect("rights");
    if fs::read(desk.path("input/a.txt")).is_ok() {
        return; // root may read everything
    }
    let said = desk.run(&["convert"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), ["b.docx", "b.pdf"]);
    assert!(said.err.contains("input/a.txt: permission denied"), "{}", said.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_as_long_as_the_disk_takes_is_written() {
    let long = "长".repeat(80);
    let desk = Desk::with(&[&format!("input/{long}.txt"), &format!("input/{}.txt", "b".repeat(251))]);
    let said = desk.run(&["convert"]);
    ends(&said, 2);
    assert_eq!(desk.files("output"), [format!("{long}.docx"), format!("{long}.pdf")]);
    assert!(said.err.contains("256 bytes"), "{}", said.err);
}
