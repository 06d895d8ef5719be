//! What others expect of the same texts, and what GB/T 15834—2011 calls correct.
//!
//! The tables in `tests/conformance/` are read row by row. Where autocorrect and zhlint put a space between Chinese and
//! Latin, none is expected here: text set by GB/T 9704 has none, and the layout adds a quarter em. Every other difference
//! names its reason, which `docs/rules/conformance.md` explains; the lists on that page are written from the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiangyi::decode::{DecodedText, Encoding, Evidence, Newline};
use jiangyi::diagnostic::Diagnostic;
use jiangyi::normalize::{NormalText, NormalizeOptions, normalize};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/conformance.md");
const PEERS: [(&str, &str); 2] =
    [("autocorrect", include_str!("../conformance/autocorrect.tsv")), ("zhlint", include_str!("../conformance/zhlint.tsv"))];
const STANDARD: &str = include_str!("../conformance/gbt15834.tsv");
/// The clauses that the rules rest on.
const CLAUSES: [&str; 21] = [
    "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "4.10", "4.11", "4.12", "4.13", "4.14", "4.15", "4.16", "4.17", "B.1",
    "B.2", "B.3", "B.4",
];

/// One case of a peer: the name of its test, what goes in, what comes out there, and where we differ what and for which reasons.
struct Case<'a> {
    name: &'a str,
    input: String,
    theirs: String,
    differs: Option<(String, &'a str)>,
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with("# ")).map(|line| line.split('\t').collect())
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let text = |cell: &str| cell.replace("{LF}", "\n");
    let case =
        |cells: Vec<&'_ str>| -> (String, String, Option<String>) { (text(cells[1]), text(cells[2]), cells.get(3).map(|ours| text(ours))) };
    rows(table)
        .map(|cells| {
            assert!(matches!(cells.len(), 3 | 5), "a row has three cells, or five where we differ: {cells:?}");
            let (name, reason) = (cells[0], cells.get(4).copied().unwrap_or_default());
            let (input, theirs, ours) = case(cells);
            Case { name, input, theirs, differs: ours.map(|ours| (ours, reason)) }
        })
        .collect()
}

fn run(text: &str) -> (NormalText, Vec<Diagnostic>) {
    let decoded = DecodedText {
        text: text.into(),
        encoding: Encoding::UTF_8,
        bom: false,
        evidence: Evidence::WellFormed,
        margin: None,
        malformed: vec![],
        foreign: vec![],
        repaired: vec![],
        newline: Newline::Lf,
    };
    normalize(&decoded, &NormalizeOptions::default())
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' | '“' | '”' | '‘' | '’')
}

/// Their expectation without the spaces they put beside Chinese.
fn without_spaces(theirs: &str) -> String {
    let chars: Vec<char> = theirs.chars().collect();
    let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_chinese(*c));
    let is_put = |at: usize| chars[at] == ' ' && (beside(at.checked_sub(1)) || beside(Some(at + 1)));
    (0..chars.len()).filter(|at| !is_put(*at)).map(|at| chars[at]).collect()
}

#[test]
fn peers_agree_or_the_reason_is_known() {
    let mut wrong = Vec::new();
    for (peer, table) in PEERS {
        for case in cases(table) {
            let ours = run(&case.input).0.text;
            let agrees = ours == case.theirs || ours == without_spaces(&case.theirs);
            match &case.differs {
                None if agrees => {}
                Some((wanted, _)) if *wanted == ours && !agrees => {}
                Some((wanted, _)) => wrong.push(format!("{peer} {}: {:?}\n  wanted {wanted:?}\n  ours   {ours:?}", case.name, case.input)),
                None => wrong.push(format!("{peer} {}: {:?}\n  theirs {:?}\n  ours   {ours:?}", case.name, case.input, case.theirs)),
            }
            if !run(&ours).0.edits.is_empty() {
                wrong.push(format!("{peer} {}: a second run changes {ours:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sentences_set_by_the_standard_stay_and_nothing_is_said_of_them() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for cells in rows(STANDARD) {
        let [clause, sentence] = cells[..] else { panic!("a row is a clause and a sentence: {cells:?}") };
        let sentence = sentence.replace("{LF}", "\n");
        let (normal, said) = run(&sentence);
        assert_eq!(normal.text, sentence, "{clause}: {:?}", normal.edits);
        assert_eq!(normal.edits, [], "{clause}");
        assert_eq!(said, [], "{clause}: {sentence}");
        *counts.entry(clause).or_default() += 1;
    }
    for clause in CLAUSES {
        assert!(counts.get(clause).is_some_and(|count| *count >= 3), "clause {clause} wants three sentences");
    }
    assert_eq!(counts.len(), CLAUSES.len(), "{counts:?}");
}

/// The reasons that the page explains: the first cells of its first table.
fn reasons(page: &str) -> BTreeSet<String> {
    let table = page.lines().skip_while(|line| !line.starts_with("| reason ")).skip(2).take_while(|line| line.starts_with('|'));
    table.filter_map(|row| Some(row.split('|').nth(1)?.trim().trim_matches('`').to_string())).collect()
}

/// The lists of the page.
fn lists() -> String {
    let mut out = String::new();
    for (peer, table) in PEERS {
        let cases = cases(table);
        let differ: Vec<&Case> = cases.iter().filter(|case| case.differs.is_some()).collect();
        // holds: writing to a String cannot fail, here and below
        let _ = writeln!(out, "\n## {peer}\n\n{} cases, {} alike, {} different:\n", cases.len(), cases.len() - differ.len(), differ.len());
        out += "| input | there | here | reason |\n| --- | --- | --- | --- |\n";
        let cell = |text: &str| text.replace('\n', "{LF}").replace('|', "\\|");
        for case in differ {
            let (ours, reason) = case.differs.as_ref().expect("it was filtered for one");
            let (input, theirs) = (cell(&case.input), cell(&without_spaces(&case.theirs)));
            let ours = if *ours == case.input { "unchanged".into() } else { format!("`` {} ``", cell(ours)) };
            let _ = writeln!(out, "| `` {input} `` | `` {theirs} `` | {ours} | {reason} |");
        }
    }
    out
}

#[test]
fn the_page_explains_every_difference() {
    let page = std::fs::read_to_string(PAGE).expect("it is there");
    let named = |case: Case<'static>| case.differs.map(|(_, reasons)| reasons).unwrap_or_default().split(", ");
    let all = PEERS.iter().flat_map(|(_, table)| cases(table)).flat_map(named);
    let used: BTreeSet<String> = all.filter(|reason| !reason.is_empty()).map(String::from).collect();
    assert_eq!(reasons(&page), used, "the reasons of the page, and those of the tables");
    let head = page.split_once("\n## autocorrect\n").map_or(page.as_str(), |(head, _)| head);
    let made = format!("{head}{}", lists());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(PAGE, &made).expect("the folder can be written");
    }
    assert!(page == made, "docs/rules/conformance.md is not up to date: `WRITE_DOCS=1 cargo test the_page_explains` writes it");
}
