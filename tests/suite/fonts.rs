//! Faces: listed, checked, laid over the bundle.

use std::path::Path;

use crate::program::{Desk, ends};

fn bundled(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file)).expect("a bundled face")
}

#[test]
fn the_bundle_is_whole() {
    let said = Desk::new().run(&["fonts"]);
    ends(&said, 0);
    assert!(said.out().contains("Jiangyi Fang Regular") && !said.out().contains("differs"), "{}", said.out());
}

#[test]
fn faces_of_a_folder_win_for_the_roles_they_fit() {
    let desk = Desk::new();
    desk.put("own/Times.ttf", bundled("LiberationSerif-Bold.ttf"));
    desk.put("own/readme.txt", "not a font");
    desk.put("own/._Times.ttf", "what macOS leaves behind");
    for (arguments, environment) in [(&["fonts", "--fonts", "own"][..], &[][..]), (&["fonts"], &[("JIANGYI_FONTS", "own")])] {
        let said = desk.run_with(arguments, environment, b"");
        ends(&said, 0);
        let out = said.out();
        assert!(out.starts_with("Liberation Serif") && out.contains("latin-bold; fallback"), "{out}");
        assert!(out.contains("Jiangyi Fang Regular"), "the rest stays: {out}");
    }
}

#[test]
fn a_folder_with_a_list_is_taken_by_its_list() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("own/k.ttf", bundled("JiangyiKai-Regular.ttf"));
    desk.put("own/fonts.toml", "[[face]]\nfile = \"k.ttf\"\nfamily = \"Own\"\nroles = [\"fang\"]\nsha256 = \"00\"\n");
    let said = desk.run(&["fonts", "--fonts", "own"]);
    ends(&said, 2);
    assert!(said.out().contains("sha256 differs from 00"), "{}", said.out());
    desk.put("own/fonts.toml", "[[face]]\nfile = \"k.ttf\"\n");
    let said = desk.run(&["convert", "a.txt", "--fonts", "own"]);
    ends(&said, 2);
    assert!(said.err.contains("own/fonts.toml:1: missing field `family`"), "{}", said.err);
}

#[test]
fn a_folder_without_a_fitting_face_is_told() {
    let desk = Desk::with(&["a.txt", "own/x.txt"]);
    let said = desk.run(&["convert", "a.txt", "--fonts", "own"]);
    ends(&said, 2);
    assert!(said.err.contains("own: none of the faces in this folder fits a role"), "{}", said.err);
}

#[test]
fn texts_are_told_what_they_need() {
    let desk = Desk::with(&["a.txt"]);
    let said = desk.run(&["fonts", "a.txt"]);
    ends(&said, 0);
    let out = said.out();
    assert!(out.starts_with("a.txt\n  fang        Jiangyi Fang Regular "), "{out}");
    assert!(
        out.contains("  title       Jiangyi Title Bold ") && out.contains("  song        Jiangyi Fang Regular         2 characters"),
        "{out}"
    );
}

#[test]
fn every_character_that_needs_another_face_or_has_none_is_listed() {
    let desk = Desk::new();
    let rare = "堃喆镕翀垚昇犇玥玙珺瑄祎彧旻翾赟𬱖龘䲜㐂㑇㒓";
    desk.put("a.txt", format!("标题\n\n　　{}{rare}镕\u{e7c7}。\n", "大家好".repeat(900)));
    let said = desk.run(&["fonts", "a.txt"]);
    ends(&said, 0);
    let out = said.out();
    for c in rare.chars() {
        assert!(out.contains(&format!("{c} U+{:04X}", u32::from(c))), "{c}: {out}");
    }
    assert!(out.contains("Jiangyi Fallback Light shows ") && out.contains("镕 U+9555 (2 times)"), "{out}");
    let missing = out.lines().find(|line| line.contains("no face has")).expect("one has none");
    assert!(missing.contains("U+E7C7"), "{out}");
}

#[test]
fn a_text_of_which_the_body_face_lacks_too_much_is_set_in_the_fallback_with_a_note() {
    let desk = Desk::new();
    desk.put("a.txt", "開幕致詞\n\n　　各位來賓，歡迎大家參觀這個圖書館，這裡藏書豐富，環境優雅。\n");
    let said = desk.run(&["convert", "a.txt"]);
    ends(&said, 0);
    assert!(said.err.contains("note[fallback-face]") && said.err.contains("more than one Han in a hundred"), "{}", said.err);
    let out = desk.run(&["fonts", "a.txt"]).out();
    assert!(out.contains("  fang        Jiangyi Fallback Light"), "{out}");
    let line = out.lines().find(|line| line.contains("in the place of Jiangyi Fang Regular")).expect("it says so");
    assert!(line.contains("the whole text is set in it"), "{line}");
    // Every character that asked for it, and none that did not.
    for c in "來賓歡觀這個圖書館裡豐環優".chars() {
        assert!(line.contains(&format!("{c} U+{:04X}", u32::from(c))), "{c}: {line}");
    }
    assert!(line.contains("這 U+9019 (2 times)") && !line.contains("雅 U+"), "{line}");
}

#[test]
fn a_face_goes_to_the_role_that_the_name_of_its_file_stands_for() {
    let desk = Desk::with(&["a.txt"]);
    // Its own name, Jiangyi Fallback, is nobody's alias.
    for (file, role) in
        [("simkai.ttf", "kai"), ("SIMFANG.TTF", "fang"), ("simhei.ttf", "hei"), ("STZHONGS.TTF", "title"), ("宋体.ttf", "song")]
    {
        desk.put(format!("{role}/{file}"), bundled("JiangyiFallback-Light.ttf"));
        let said = desk.run(&["fonts", "--fonts", role]);
        ends(&said, 0);
        let out = said.out();
        assert!(
            out.starts_with("Jiangyi Fallback") && out.lines().next().is_some_and(|line| line.contains(&format!(" {role}; fallback"))),
            "{file}: {out}"
        );
        assert!(desk.run(&["fonts", "a.txt", "--fonts", role]).out().contains(&format!("  {role:<11} Jiangyi Fallback")) || role != "fang");
    }
    // What a face says of itself counts for more: a Latin one is no 楷体, whatever its file is called.
    desk.put("latin/simkai.ttf", bundled("LiberationSerif-Regular.ttf"));
    assert!(desk.run(&["fonts", "--fonts", "latin"]).out().lines().next().is_some_and(|line| line.contains(" latin; fallback")));
}

#[test]
fn fonts_ends_with_2_and_names_the_file_where_a_face_is_damaged_or_may_not_be_embedded() {
    let kai = bundled("JiangyiKai-Regular.ttf");
    let cases = [
        ("half.ttf", kai[..kai.len() / 2].to_vec(), "it is cut short: its table "),
        ("empty.ttf", Vec::new(), "it is no font that can be read"),
        ("locked.ttf", with_rights(kai.clone(), 2), "its maker forbids embedding it (fsType 0x0002), which a PDF needs"),
        ("whole-only.ttf", with_rights(kai.clone(), 0x0108), "its maker forbids embedding a part of it (fsType 0x0108), which a PDF needs"),
    ];
    for (file, bytes, part) in cases {
        let desk = Desk::with(&["a.txt"]);
        desk.put(format!("own/{file}"), bytes.clone());
        for arguments in [&["fonts", "--fonts", "own"][..], &["fonts", "a.txt", "--fonts", "own"]] {
            let said = desk.run(arguments);
            ends(&said, 2);
            assert!(said.err.contains(&format!("own/{file}: ")) && said.err.contains(part), "{arguments:?} {file}: {}", said.err);
            assert!(said.err.contains("hint: take it out of the folder, or put another copy in its place"), "{}", said.err);
        }
        // By a list, which is believed until the face is asked for.
        let list = format!("[[face]]\nfile = \"{file}\"\nfamily = \"Own\"\nroles = [\"fang\"]\nsha256 = \"00\"\n");
        desk.put("own/fonts.toml", list);
        let said = desk.run(&["fonts", "--fonts", "own"]);
        ends(&said, 2);
        assert!(said.out().contains(part) && said.err.contains(&format!("own/{file}: {part}")), "{file}: {}{}", said.out(), said.err);
        assert!(said.err.contains("hint: put a whole copy in its place"), "{}", said.err);
        let said = desk.run(&["fonts", "a.txt", "--fonts", "own"]);
        ends(&said, 2);
        assert!(said.err.contains(&format!("own/{file}: {part}")) && said.err.contains("hint: `jiangyi fonts`"), "{file}: {}", said.err);
    }
}

/// Liberation Serif with other names: every `from` becomes `to`, in UTF-16 as name tables have it.
fn renamed(from: &str, to: &str) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = (utf16(from), utf16(to));
    assert_eq!(from.len(), to.len(), "a name keeps its length");
    let mut data = bundled("LiberationSerif-Regular.ttf");
    let places: Vec<usize> = (0..data.len() - from.len()).filter(|at| data[*at..].starts_with(&from)).collect();
    assert!(!places.is_empty());
    for at in places {
        data[at..at + to.len()].copy_from_slice(&to);
    }
    data
}

/// The same bytes with this embedding permission.
fn with_rights(mut data: Vec<u8>, rights: u16) -> Vec<u8> {
    let entry = data.windows(4).position(|tag| tag == b"OS/2").expect("in the directory");
    let start = u32::from_be_bytes(data[entry + 8..entry + 12].try_into().expect("four bytes")) as usize;
    data[start + 8..start + 10].copy_from_slice(&rights.to_be_bytes());
    data
}

#[test]
fn a_face_of_ones_own_that_cannot_be_used_is_an_error_with_its_file() {
    let whole = bundled("LiberationSerif-Regular.ttf");
    let kai = bundled("JiangyiKai-Regular.ttf");
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("half.ttf", whole[..whole.len() / 2].to_vec(), "it is cut short: its table "),
        ("half-kai.ttf", kai[..kai.len() / 2].to_vec(), "it is cut short: its table "),
        ("text.otf", b"not a font".to_vec(), "it is no font that can be read"),
        ("web.ttf", b"wOF2 and so on".to_vec(), "it is a web font"),
        ("locked.ttf", with_rights(whole, 2), "Liberation Serif cannot be used: its maker forbids embedding it"),
        ("symbols.ttf", renamed("Liberation Serif", "FangSong Symbols"), "has 0 of "),
    ];
    for (file, bytes, part) in cases {
        let desk = Desk::with(&["a.txt"]);
        desk.put(format!("own/{file}"), bytes);
        let said = desk.run(&["convert", "a.txt", "--fonts", "own"]);
        ends(&said, 2);
        assert!(said.err.contains(&format!("own/{file}: ")) && said.err.contains(part), "{file}: {}", said.err);
        assert!(!desk.exists("output"));
    }
}

#[test]
fn installed_official_faces_are_taken_on_request_only() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("share/fonts/deep/tnr.ttf", renamed("Liberation Serif", "Times New Roman "));
    desk.put("share/fonts/other.ttf", renamed("Liberation Serif", "Comic Sans MS 10"));
    desk.put("share/fonts/simhei.ttf", bundled("JiangyiHei-Medium.otf"));
    desk.put("share/fonts/broken.ttf", "not a font");
    let share = desk.path("share").display().to_string();
    let environment = [("XDG_DATA_HOME", share.as_str()), ("HOME", share.as_str())];
    let list = |arguments: &[&str]| {
        let said = desk.run_with(arguments, &environment, b"");
        ends(&said, 0);
        said.out()
    };
    assert!(!list(&["fonts"]).contains("share/fonts"), "off by default");
    let out = list(&["fonts", "--system-fonts"]);
    assert!(out.contains("tnr.ttf") && out.contains("latin; fallback"), "{out}");
    assert!(out.contains("share/fonts/simhei.ttf"), "by the name of its file: {out}");
    assert!(!out.contains("other.ttf") && !out.contains("broken.ttf"), "{out}");
    desk.put("own/Times.ttf", bundled("LiberationSerif-Regular.ttf"));
    let out = list(&["fonts", "--system-fonts", "--fonts", "own"]);
    assert!(out.find("own/Times.ttf") < out.find("tnr.ttf"), "a folder that is named wins: {out}");
    desk.put("jiangyi.toml", "system-fonts = true\n");
    assert!(list(&["fonts", "a.txt"]).contains("Times New Roman"), "the key of the settings file");
}

#[test]
fn a_face_without_a_role_stands_in_for_what_no_other_has() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("own/whatever.ttf", bundled("JiangyiFallback-Light.ttf"));
    let out = desk.run(&["fonts", "--fonts", "own"]).out();
    let (bundle, own) = (out.find("JiangyiFallback-Light.ttf"), out.find("own/whatever.ttf"));
    assert!(bundle.is_some() && bundle < own, "after the bundle's own: {out}");
}

/// A font that takes a second to write makes whoever follows its outlines go on for ever.
#[test]
fn a_face_whose_outlines_never_end_is_told_and_not_followed() {
    let desk = Desk::new();
    desk.put("a.txt", "讲话\n\n　　今天，讲三点：好！\n"); // of what the faces have
    for file in ["endless_parts.ttf", "endless_calls.otf"] {
        let face = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/font_file").join(file)).expect("a seed");
        desk.put(format!("own/{file}"), face);
        desk.put("own/fonts.toml", format!("[[face]]\nfile = \"{file}\"\nfamily = \"Own\"\nroles = [\"fang\"]\nsha256 = \"00\"\n"));
        let said = desk.run(&["convert", "a.txt", "--fonts", "own", "-o", file]);
        ends(&said, 2);
        assert!(said.err.contains("the face Own cannot be embedded (an outline cannot be followed"), "{}", said.err);
    }
}
