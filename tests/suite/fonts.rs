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
    desk.put("own/broken.otf", "not a font, either");
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
    assert!(said.out().starts_with("a.txt\n") && said.out().contains("Jiangyi Fang Regular"), "{}", said.out());
}
