//! The cases of `tests/structure/*.md`: an input, and the outline that a careful secretary would draw up.
//!
//! A case is a heading of level 2, a fence `input` (after it the file's name, where that matters) and a fence `outline`, in
//! the form of `document.txt`; ` … ` stands for whatever is between. Lines with `!` are diagnostics of the stage.
//! Invisible characters are written `{U+3000}`.
#![expect(clippy::disallowed_methods, reason = "the cases are files")]

use std::fs;
use std::path::{Path, PathBuf};

use jiangyi::decode::{self, Decoded};
use jiangyi::document::{Role, dump};
use jiangyi::normalize::{self, NormalText, NormalizeOptions};
use jiangyi::source::{RawText, SourceName};
use jiangyi::structure::{StructureOptions, structure, structure_with_evidence};

/// A case: its page and name, the file's name, the text, the outline.
struct Case {
    name: String,
    file: String,
    input: String,
    outline: Vec<String>,
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/structure");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).expect("the folder of cases").flatten().map(|entry| entry.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page of cases");
        let stem = page.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("## ") {
                let name = format!("{stem}: {name}");
                cases.push(Case { name, file: "case.txt".into(), input: String::new(), outline: Vec::new() });
            }
            let Some(fence) = line.strip_prefix("```") else { continue };
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let case = cases.last_mut().unwrap_or_else(|| panic!("{stem}: a fence before the first case"));
            match fence.split_once(' ').unwrap_or((fence, "")) {
                ("input", file) => {
                    assert!(case.input.is_empty(), "{} has two inputs", case.name);
                    case.input = written_out(&inside.join("\n"));
                    if !file.is_empty() {
                        case.file = file.to_string();
                    }
                }
                ("outline", _) => case.outline = inside.iter().map(|line| written_out(line)).filter(|line| !line.is_empty()).collect(),
                (other, _) => panic!("{}: what is a fence `{other}`?", case.name),
            }
        }
    }
    cases
}

/// The text with every `{U+3000}` as the character it names.
fn written_out(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{U+") {
        let (code, after) = after.split_once('}').expect("a page closes its brace");
        out.push_str(before);
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a page names a character"));
        rest = after;
    }
    out + rest
}

/// A case's text in normal form.
fn normal(case: &Case) -> NormalText {
    let name = SourceName::new(&case.file);
    let Decoded::Text(text) = decode::decode(RawText { name: &name, bytes: case.input.as_bytes() }, None).0 else {
        panic!("{}: it is text", case.name)
    };
    normalize::normalize(&text, &NormalizeOptions::default()).0
}

/// What the program makes of a text: blocks, then diagnostics.
fn outline(case: &Case) -> Vec<String> {
    let name = SourceName::new(&case.file);
    let (document, diagnostics) = structure(&normal(case), name.stem(), &StructureOptions::default());
    let mut lines: Vec<String> =
        dump::dump(&document).lines().filter(|line| !line.is_empty() && !line.starts_with("language:")).map(str::to_string).collect();
    for said in diagnostics {
        lines.push(format!("! {} {}: {}", said.rule, said.place.map_or(0, |place| place.line), said.message));
    }
    lines
}

/// Whether a line of the outline says what was got; ` … ` stands for anything.
fn fits(wanted: &str, got: &str) -> bool {
    let parts: Vec<&str> = wanted.split(" … ").collect();
    let [head, between @ .., tail] = parts.as_slice() else { return wanted == got };
    let Some(mut rest) = got.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)) else { return false };
    between.iter().all(|part| rest.split_once(part).map(|(_, behind)| rest = behind).is_some())
}

#[test]
fn every_case_has_the_outline_that_a_secretary_would_draw_up() {
    let mut wrong = Vec::new();
    for case in cases() {
        assert!(!case.input.is_empty() && !case.outline.is_empty(), "{} is not whole", case.name);
        let mut got = outline(&case);
        // Notes and the title in the properties are compared where the case speaks of them.
        for prefix in ["title:", "! no-title", "! noise", "! heading-number"] {
            if !case.outline.iter().any(|line| line.starts_with(prefix) || *line == "! nothing") {
                got.retain(|line| !line.starts_with(prefix));
            }
        }
        let mut wanted: Vec<&String> = case.outline.iter().filter(|line| *line != "! nothing").collect();
        wanted.sort_by_key(|line| line.starts_with("! "));
        if wanted.len() != got.len() || !wanted.iter().zip(&got).all(|(wanted, got)| fits(wanted, got)) {
            let mut report = format!("{}\n", case.name);
            let rows = wanted.len().max(got.len());
            for row in 0..rows {
                let (wanted, got) = (wanted.get(row).map_or("", |line| line.as_str()), got.get(row).map_or("", String::as_str));
                match fits(wanted, got) {
                    true => report.push_str(&format!("    {got}\n")),
                    false => report.push_str(&format!("  - {wanted}\n  + {got}\n")),
                }
            }
            wrong.push(report);
        }
    }
    assert!(wrong.is_empty(), "{} cases (- is wanted, + is got):\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_topic_of_the_issue_has_its_page_and_there_are_many_cases() {
    let names: Vec<String> = pages().iter().map(|page| page.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    for topic in [
        "attachments", "closings", "dialogue", "front-matter", "hard-cases", "headings", "noise", "numbering", "one-line", "paragraphs",
        "run-ins", "salutations", "tables", "verse",
    ] {
        assert!(names.iter().any(|name| name == topic), "no page {topic}.md");
    }
    assert!(cases().len() >= 80);
}

#[test]
fn every_decision_but_plain_text_names_its_evidence() {
    for case in cases() {
        let (normal, name, options) = (normal(&case), SourceName::new(&case.file), StructureOptions::default());
        let (document, evidence, _) = structure_with_evidence(&normal, name.stem(), &options);
        assert_eq!(document, structure(&normal, name.stem(), &options).0, "{}: asking why changes nothing", case.name);
        assert_eq!(document.blocks.len(), evidence.blocks.len(), "{}", case.name);
        for (block, reasons) in document.blocks.iter().zip(&evidence.blocks) {
            let about = reasons.iter().any(|reason| reason.line.is_none());
            assert!(block.role == Role::Body || about, "{}: {} without a reason: {}", case.name, block.role.as_str(), block.text);
            let joins = reasons.iter().filter(|reason| reason.line.is_some()).count();
            assert!(joins + 1 >= block.pieces.len(), "{}: a join without a reason in {}", case.name, block.text);
        }
    }
}

/// Each case is as hard as it gets for one recognizer; with time that grows as the square, one would take minutes.
#[test]
fn two_megabytes_of_the_hardest_kinds_are_structured_in_linear_time() {
    const SIZE: usize = 2 << 20;
    let row = "（一）抓好学习。".to_string() + &"学习要经常，要联系实际，要学以致用。".repeat(5) + "\n";
    let torn = format!("{row}{row}（二）扎实推进\n各项工作。各项工作都要有人抓。\n{row}{row}");
    let hardest: [(&str, &str); 18] = [
        ("one line", "船到渡口的时候，天已经黑了。"),
        ("one line without a stop", "船到渡口的时候天已经黑了，"),
        ("one line of wide spaces", "甲乙丙。　　"),
        ("one line of counted sentences", "一是甲。二是乙。"),
        ("lines of one character", "一\n二\n"),
        ("headings", "一、提高认识\n"),
        ("headings and text", "一、提高认识\n认识很重要，大家都要学习，学了就要用。\n"),
        ("torn items", &torn),
        ("addresses", "各位代表，\n"),
        ("attachments and noise", "附件：\n下载\n下载\n"),
        ("page numbers inside sentences", "这一段话说到这里还没有说完，因为纸已经\n- 12 -\n"),
        ("dates", "2024年5月1日\n"),
        ("turns", "主席：現在開會。\n議員甲：沒有意見。\n"),
        ("names", "王小明\n李大海\n"),
        ("rows of tabs", "甲\t乙\t丙\n"),
        ("wrapped lines", "　　船到渡口的时候，天已经黑了，岸上只\n有一盏灯，照着几个等船的人，谁也没有\n说话，只听见水响。\n"),
        ("verse", "一夜西风过大江，吹残两岸芦花白。\n"),
        ("brackets", "【（“《\n"),
    ];
    for (what, piece) in hardest {
        let input = piece.repeat(SIZE / piece.len());
        let case = Case { name: what.to_string(), file: "hard.txt".into(), input, outline: Vec::new() };
        let normal = normal(&case);
        let (document, evidence, _) = structure_with_evidence(&normal, "hard", &StructureOptions::default());
        assert_eq!(document.blocks.len(), evidence.blocks.len(), "{what}");
        let said: usize = document.blocks.iter().map(|block| block.pieces.iter().map(|piece| piece.len()).sum::<usize>()).sum();
        assert!(said > SIZE / 4, "{what}: {said} bytes are left");
    }
}
