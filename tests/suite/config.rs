//! `jiangyi.toml`: found upward from the input, the command line wins, mistakes are answered with their line.

use crate::program::{Desk, SPEECH, ends};

#[test]
fn the_nearest_file_upward_from_the_input_counts() {
    let desk = Desk::with(&["work/texts/deep/a.txt"]);
    desk.put("jiangyi.toml", "format = \"docx\"\n");
    desk.put("work/jiangyi.toml", "format = \"pdf\"\noutput = \"made\"\n");
    ends(&desk.run(&["convert", "work/texts/deep"]), 0);
    assert_eq!(desk.files("work/made"), ["a.pdf"], "a path in it is meant from its own folder");
}

#[test]
fn the_command_line_wins() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("jiangyi.toml", "format = [\"pdf\"]\noutput = \"made\"\ndry-run = true\nquiet = true\n");
    let said = desk.run(&["convert", "a.txt"]);
    ends(&said, 0);
    assert_eq!((said.out().as_str(), said.err.as_str()), ("made/a.pdf\n".replace("made", &desk_made(&desk)).as_str(), ""));
    ends(&desk.run(&["convert", "a.txt", "-f", "docx", "-o", "typed", "--dry-run=false"]), 0);
    assert_eq!(desk.files("typed"), ["a.docx"]);
}

/// The output folder as the settings file names it: from its own folder, which was found from the working folder.
fn desk_made(desk: &Desk) -> String {
    let root = std::fs::canonicalize(desk.path("")).expect("it is there");
    root.join("made").display().to_string()
}

#[test]
fn a_file_named_by_config_is_the_only_one_read() {
    let desk = Desk::with(&["a.txt"]);
    desk.put("jiangyi.toml", "nonsense");
    desk.put("other/own.toml", "format = \"pdf\"\n");
    ends(&desk.run(&["convert", "a.txt"]), 2);
    ends(&desk.run(&["convert", "a.txt", "--config", "other/own.toml"]), 0);
    assert_eq!(desk.files("output"), ["a.pdf"]);
    ends(&desk.run(&["convert", "a.txt", "--config", "gone.toml"]), 2);
}

#[test]
fn mistakes_are_answered_with_file_line_and_what_is_allowed() {
    let desk = Desk::with(&["a.txt"]);
    let cases = [
        ("strict = true\nformt = \"pdf\"\n", ":2: no option is called `formt`; known are `output`"),
        ("\ntemplate = \"letter\"\n", ":2: no template is called `letter`; known are gbt9704"),
        ("encoding = \"klingon\"\n", ":1: no encoding is called `klingon`"),
        ("jobs = \"many\"\n", ":1: "),
        ("format = \"odt\"\n", ":1: `format = \"odt\"` means nothing; known are docx pdf"),
    ];
    for (source, part) in cases {
        desk.put("jiangyi.toml", source);
        let said = desk.run(&["convert", "a.txt"]);
        ends(&said, 2);
        assert!(said.err.contains(&format!("jiangyi.toml{part}")), "{source}: {}", said.err);
    }
}

#[test]
fn every_key_of_the_sample_in_the_documentation_is_known() {
    let page = include_str!("../../docs/cli.md");
    let sample = page.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).expect("docs/cli.md shows a jiangyi.toml");
    // The sample is commented out line by line, so that it can be copied whole and changes nothing.
    let keys: String =
        sample.lines().filter_map(|line| line.strip_prefix("# ")).filter(|line| line.contains(" = ")).map(|l| format!("{l}\n")).collect();
    assert!(keys.lines().count() >= 15, "{keys}");
    let keys = keys.lines().filter(|line| !["template", "fonts", "title", "verbose"].iter().any(|key| line.starts_with(key)));
    let desk = Desk::with(&["a.txt"]);
    desk.put("jiangyi.toml", keys.map(|line| format!("{line}\n")).collect::<String>());
    ends(&desk.run(&["convert", "a.txt"]), 0);
    desk.put("jiangyi.toml", sample);
    ends(&desk.run(&["convert", "a.txt"]), 0);
}

#[test]
fn two_settings_files_for_one_run_are_refused() {
    let desk = Desk::new();
    for folder in ["one", "two"] {
        desk.put(format!("{folder}/a.txt"), SPEECH);
        desk.put(format!("{folder}/jiangyi.toml"), "strict = true\n");
    }
    let said = desk.run(&["convert", "one", "two"]);
    ends(&said, 2);
    assert!(said.err.contains("different settings files") && said.err.contains("--config"), "{}", said.err);
}

#[test]
fn rules_are_left_off_by_name_and_their_choice_is_part_of_the_output() {
    let desk = Desk::with(&[]);
    desk.put("a.txt", "标题\n\n　　今天开会,主要任务--学习,我们要认真听取意见,抓好落实。\n");
    let edits = |args: &[&str]| desk.run(&[&["inspect", "a.txt", "--stage", "normalize"], args].concat()).out();
    assert!(edits(&[]).contains("half-width-punctuation") && edits(&[]).contains("broken-dash"));
    let allowed = edits(&["--allow", "half-width-punctuation"]);
    assert!(!allowed.contains("half-width-punctuation") && allowed.contains("broken-dash"), "{allowed}");
    let only = edits(&["--only", "broken-dash"]);
    assert!(!only.contains("half-width-punctuation") && only.contains("broken-dash"), "{only}");
    ends(&desk.run(&["convert", "a.txt", "-q"]), 0);
    assert!(desk.run(&["convert", "a.txt"]).err.contains("1 unchanged"), "the same choice");
    desk.put("jiangyi.toml", "allow = [\"broken-dash\"]\n");
    assert!(desk.run(&["convert", "a.txt"]).err.contains("1 converted"), "another one");
    desk.put("jiangyi.toml", "allow = [\"broken-dahs\"]\n");
    let said = desk.run(&["convert", "a.txt"]);
    ends(&said, 2);
    assert!(said.err.contains("jiangyi.toml:1: no rule is called `broken-dahs`; did you mean broken-dash?"), "{}", said.err);
    let said = desk.run(&["convert", "a.txt", "--only", "indant"]);
    ends(&said, 2);
    assert!(said.err.contains("did you mean indent?"), "{}", said.err);
}
