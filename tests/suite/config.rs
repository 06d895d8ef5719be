//! `jiangyi.toml`: found upward from the input, the command line wins, mistakes are answered with their line.

use sha2::{Digest, Sha256};

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
        ("strict = true\nformt = \"pdf\"\n", ":2: no option is called `formt`; did you mean `format`?"),
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

/// The sample with every line on, but for those that need something that is not there, or contradict another.
fn sample_in_force() -> String {
    let desk = Desk::new();
    ends(&desk.run(&["config", "--init"]), 0);
    let lines = desk.text("jiangyi.toml");
    let in_force = lines.lines().filter_map(|line| line.strip_prefix("# ")).filter(|line| line.contains(" = ") || line.starts_with("[["));
    let usable = in_force.filter(|line| !["fonts", "title", "verbose", "dry-run"].iter().any(|key| line.starts_with(&format!("{key} "))));
    usable.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_key_of_the_sample_is_known_and_the_sample_itself_changes_nothing() {
    let desk = Desk::with(&["a.txt"]);
    ends(&desk.run(&["convert", "a.txt", "-o", "plain"]), 0);
    let keys = sample_in_force();
    assert!(keys.lines().count() >= 28, "{keys}");
    desk.put("jiangyi.toml", keys);
    ends(&desk.run(&["convert", "a.txt"]), 0);
    std::fs::remove_file(desk.path("jiangyi.toml")).expect("it was there");
    ends(&desk.run(&["config", "--init"]), 0);
    assert!(desk.run(&["convert", "a.txt", "-o", "plain"]).err.contains("1 unchanged"), "every line of it is off");
}

#[test]
fn the_documentation_shows_the_sample() {
    let page = include_str!("../../docs/cli.md");
    let shown = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("docs/cli.md shows a jiangyi.toml");
    assert_eq!(shown, include_str!("../../src/cli/sample.toml"));
}

#[test]
fn a_file_that_is_there_is_never_begun_anew() {
    let desk = Desk::with(&["会议/a.txt"]);
    ends(&desk.run(&["config", "--init", "会议"]), 0);
    desk.put("会议/jiangyi.toml", "strict = true\n");
    let said = desk.run(&["config", "--init", "会议"]);
    ends(&said, 2);
    assert!(said.err.contains("会议/jiangyi.toml: it is there already"), "{}", said.err);
    assert_eq!(desk.text("会议/jiangyi.toml"), "strict = true\n");
    ends(&desk.run(&["config", "--init", "会议/a.txt"]), 2);
}

#[test]
fn each_input_is_governed_by_the_nearest_file() {
    let desk = Desk::with(&["one/a.txt", "two/b.txt", "two/deep/c.txt", "d.txt"]);
    desk.put("one/jiangyi.toml", "format = \"pdf\"\noutput = \"made\"\n");
    desk.put("two/jiangyi.toml", "format = \"docx\"\nstrict = true\n");
    desk.put("two/deep/jiangyi.toml", "paper = \"b5\"\n");
    let said = desk.run(&["convert", "one", "two", "d.txt"]);
    ends(&said, 0);
    assert_eq!(desk.files("one/made"), ["a.pdf"]);
    assert_eq!(desk.files("output"), ["b.docx", "d.docx", "d.pdf", "deep/c.docx", "deep/c.pdf"], "the nearest file counts whole");
    assert!(desk.run(&["convert", "one", "two", "d.txt"]).err.contains("0 converted, 4 unchanged"));
    ends(&desk.run(&["convert", "one", "two", "d.txt", "-f", "pdf", "-o", "typed"]), 0);
    assert_eq!(desk.files("typed"), ["a.pdf", "b.pdf", "d.pdf", "deep/c.pdf"], "the command line wins over each");
    let pages = desk.run(&["inspect", "--json", "--stage", "layout", "two/b.txt", "two/deep/c.txt"]).json();
    let lines = |file: usize| pages[file]["pages"][0]["furniture"].to_string();
    assert_ne!(lines(0), lines(1), "inspect has the settings of each, too");
}

#[test]
fn check_fonts_and_preview_have_the_settings_of_each_text_as_convert_does() {
    let desk = Desk::with(&["in/a.txt", "in/deep/b.txt"]);
    desk.put("in/jiangyi.toml", "[[override]]\nfiles = \"b.txt\"\npaper = \"a3\"\n");
    desk.put("in/deep/jiangyi.toml", "paper = \"b5\"\n");
    ends(&desk.run(&["check", "in", "--against", "accepted", "--accept"]), 1);
    ends(&desk.run(&["check", "in", "--against", "accepted"]), 0);
    ends(&desk.run(&["convert", "in", "-o", "made"]), 0);
    let sums = desk.text("accepted/fingerprints.txt");
    for output in ["a.docx", "a.pdf", "deep/b.docx", "deep/b.pdf"] {
        let sum: String = Sha256::digest(desk.read(&format!("made/{output}"))).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(sums.contains(&format!("{sum}  {output}")), "{output} is what convert makes\n{sums}");
    }
    // A setting of one folder is a cause, and concerns its texts only.
    desk.put("in/deep/jiangyi.toml", "paper = \"letter\"\n");
    let said = desk.run(&["check", "in", "--against", "accepted"]);
    ends(&said, 1);
    let told = said.out();
    assert!(told.contains("deep/b") && !told.contains("a: ") && told.contains("settings"), "{told}");
    ends(&desk.run(&["fonts", "in"]), 0);
}

#[test]
fn strictness_is_that_of_the_file_whose_text_is_warned_of() {
    let desk = Desk::with(&["lax/a.txt", "strict/b.txt"]);
    let broken = [SPEECH.as_bytes(), b"\xFF\xFF", "会议到此结束。\n".as_bytes()].concat();
    desk.put("strict/jiangyi.toml", "strict = true\n");
    desk.put("lax/a.txt", &broken);
    ends(&desk.run(&["convert", "lax", "strict"]), 0);
    desk.put("strict/b.txt", &broken);
    ends(&desk.run(&["convert", "lax", "strict"]), 1);
}

#[test]
fn overrides_are_about_the_files_they_mean_and_the_later_wins() {
    let desk = Desk::with(&["work/a.txt", "work/会议/b.txt", "work/会议/旧/c.txt"]);
    desk.put(
        "work/jiangyi.toml",
        "output = \"all\"\nformat = \"pdf\"\n\n[[override]]\nfiles = \"会议/*.txt\"\nformat = \"docx\"\ntitle = \"会议纪要\"\n\n[[override]]\nfiles = [\"会议/旧/\", \"z.txt\"]\noutput = \"old\"\n",
    );
    ends(&desk.run(&["convert", "work"]), 0);
    assert_eq!(desk.files("work/all"), ["a.pdf", "会议/b.docx"]);
    assert_eq!(desk.files("work/old"), ["会议/旧/c.pdf"]);
    ends(&desk.run(&["convert", "work/会议", "-f", "pdf", "-o", "typed"]), 0);
    assert_eq!(desk.files("typed"), ["b.pdf", "旧/c.pdf"]);
    desk.put("work/jiangyi.toml", "[[override]]\nfiles = \"*.txt\"\ntitle = \"会议纪要\"\n");
    let said = desk.run(&["convert", "work"]);
    ends(&said, 2);
    assert!(said.err.contains("one title for 3 inputs"), "{}", said.err);
}

#[test]
fn two_folders_of_outputs_that_are_one_share_no_output() {
    let desk = Desk::with(&["one/a.txt", "two/a.txt", "two/b.txt"]);
    desk.put("one/jiangyi.toml", "output = \"../out\"\n");
    desk.put("two/jiangyi.toml", "output = \"../one/../out\"\n");
    let said = desk.run(&["convert", "one", "two"]);
    ends(&said, 2);
    assert_eq!(desk.files("out"), ["b.docx", "b.pdf"]);
    assert_eq!(said.err.matches("would be written to the same place").count(), 4, "{}", said.err);
}

#[test]
fn config_prints_what_holds_and_where_it_was_said() {
    let desk = Desk::with(&["work/a.txt", "work/会议/b.txt"]);
    desk.put(
        "work/jiangyi.toml",
        "\npaper = \"b5\"\nheadings = [\n  { pattern = \"第#讲\", level = 1 },\n]\n\n[[override]]\nfiles = \"会议/\"\npaper = \"a3\"\n",
    );
    let said = desk.run(&["config", "work"]);
    ends(&said, 0);
    let out = said.out();
    let (first, second) = out.split_once("\n\n").expect("two groups");
    for (group, parts) in [
        (
            first,
            &[
                "# work/a.txt: ", "format = [\"docx\", \"pdf\"]", "  # default\n", "paper = \"b5\" ", "work/jiangyi.toml:2\n",
                "# watermark ",
            ][..],
        ),
        (
            second,
            &[
                "# work/会议/b.txt: ",
                "paper = \"a3\" ",
                "work/jiangyi.toml:9, [[override]]\n",
                "level = 1 },\n]  # ",
                "work/jiangyi.toml:3\n",
            ],
        ),
    ] {
        for part in parts {
            assert!(group.contains(part), "{part}: {group}");
        }
        // What is printed is a settings file that says the same.
        desk.put("copy/jiangyi.toml", group);
        desk.put("copy/a.txt", SPEECH);
        ends(&desk.run(&["convert", "copy", "-o", "copied"]), 0);
    }
    let alone = desk.run(&["config"]);
    ends(&alone, 0);
    assert!(alone.out().starts_with("# no jiangyi.toml\n") && alone.out().contains("template = \"gbt9704\""), "{}", alone.out());
    let said = desk.run_with(&["config", "--config", "work/jiangyi.toml"], &[("SOURCE_DATE_EPOCH", "17")], b"");
    assert!(said.out().contains("paper = \"b5\"") && said.out().contains("# SOURCE_DATE_EPOCH = 17"), "{}", said.out());
    ends(&desk.run(&["config", "gone"]), 2);
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

#[test]
fn a_settings_file_is_begun_in_a_folder_that_is_there() {
    let desk = Desk::with(&["texts/a.txt"]);
    let said = desk.run(&["config", "--init", "missing"]);
    ends(&said, 2);
    assert_eq!(said.err, "error: missing: there is no such folder to make a file in\n  hint: make it first: `mkdir missing`\n");
    let said = desk.run(&["config", "--init", "texts/a.txt"]);
    ends(&said, 2);
    assert!(said.err.contains("texts/a.txt: this is a file, and `--init` makes one in a folder"), "{}", said.err);
}
