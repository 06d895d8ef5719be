//! The pages of the rules, run.

use super::*;
use crate::normalize::rule::Class;
use crate::normalize::tests::{normal_with, said};
use crate::normalize::{NormalText, NormalizeOptions};

/// The fences of a page: kind, content with `{U+…}` written out.
fn fences(page: &str) -> Vec<(String, String)> {
    let mut fences = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let content: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            fences.push((kind.to_string(), written_out(&content.join("\n"))));
        }
    }
    fences
}

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

#[test]
fn every_page_does_what_it_says() {
    for rule in RULES {
        let fences = fences(rule.page);
        let kinds: Vec<&str> = fences.iter().map(|(kind, _)| kind.as_str()).collect();
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{} has its name on its page", rule.name);
        assert!(kinds.contains(&"untouched"), "{} shows what it leaves alone", rule.name);
        assert!(kinds.contains(if rule.class == Class::Warns { &"warns" } else { &"before" }), "{} shows what it does", rule.name);
        let opinions = if rule.class == Class::Opinionated { vec![rule.name] } else { Vec::new() };
        let options = NormalizeOptions { opinions, ..NormalizeOptions::default() };
        let normal = |text: &str| -> NormalText { normal_with(text, &options) };
        for (index, (kind, text)) in fences.iter().enumerate() {
            match kind.as_str() {
                "before" => {
                    let (kind, after) = &fences[index + 1];
                    assert_eq!(kind, "after", "{}", rule.name);
                    let normal = normal(text);
                    assert_eq!(&normal.text, after, "{}", rule.name);
                    assert!(normal.edits.iter().any(|edit| edit.rule == rule.name), "{}: {:?}", rule.name, normal.edits);
                }
                "after" => assert_eq!(normal(text).edits, [], "{}: the second run changes nothing", rule.name),
                "untouched" => {
                    assert_eq!(&normal(text).text, text, "{}", rule.name);
                    assert!(said(text).iter().all(|d| d.rule != rule.name), "{}", rule.name);
                }
                "warns" => {
                    assert!(said(text).iter().any(|d| d.rule == rule.name), "{}", rule.name);
                    assert!(normal(text).edits.iter().all(|edit| edit.rule != rule.name), "{}", rule.name);
                }
                other => panic!("{}: what is a fence `{other}`?", rule.name),
            }
        }
    }
}

/// The table of docs/rules/README.md.
fn table() -> String {
    let mut table = String::from("| rule | touches | class | finds |\n| --- | --- | --- | --- |\n");
    for rule in RULES {
        let (name, touches, class) = (rule.name, format!("{:?}", rule.touches).to_lowercase(), rule.class.as_str());
        table += &format!("| [{name}]({name}.md) | {touches} | {class} | {} |\n", rule.gist().replace('|', "\\|"));
    }
    table
}

#[test]
#[expect(clippy::disallowed_methods, reason = "it writes the page where it is asked to")]
fn the_readme_lists_the_rules_in_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/README.md");
    let page = std::fs::read_to_string(path).expect("it is there");
    let (head, rest) = page.split_once("| rule |").expect("the page holds the table");
    let behind = rest.split_once("\n\n").map_or("", |(_, behind)| behind);
    let made = format!("{head}{}{}{behind}", table(), if behind.is_empty() { "" } else { "\n" });
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &made).expect("the folder can be written");
    }
    assert!(page == made, "docs/rules/README.md is not up to date: `WRITE_DOCS=1 cargo test the_readme_lists` writes it");
}

#[test]
fn names_are_kebab_case_and_differ() {
    for rule in RULES {
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        assert_eq!(RULES.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
        assert_eq!(named(rule.name).map(|rule| rule.name), Some(rule.name));
    }
}
