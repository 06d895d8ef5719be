//! `explain [RULE]`: a rule's page, the same that `docs/rules/` holds; without a name, the list.

use super::args::ExplainArgs;
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;
use crate::diagnostic::near;
use crate::message;
use crate::message::either;
use crate::normalize::rule::gist;
use crate::normalize::rules::RULES;

/// What is told about a text without a normalization rule: a section for each word in brackets.
const DIAGNOSTICS: &str = include_str!("../../docs/rules/diagnostics.md");

/// What can be explained.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Page {
    name: &'static str,
    /// A rule's class; for what no rule says, that it is a message.
    class: &'static str,
    text: String,
}

/// Every page, by name.
fn pages() -> Vec<Page> {
    let rules = RULES.iter().map(|rule| Page { name: rule.name, class: rule.class.as_str(), text: rule.page.to_string() });
    let sections = DIAGNOSTICS.split("\n## ").skip(1);
    let messages =
        sections.filter_map(|section| Some(Page { name: section.lines().next()?, class: "message", text: format!("# {section}") }));
    let mut pages: Vec<Page> = rules.chain(messages).collect();
    pages.sort_unstable();
    pages
}

/// Prints a rule's page, or the list.
pub fn run(args: &ExplainArgs) -> Result<ExitStatus, Trouble> {
    let pages = pages();
    let Some(wanted) = &args.rule else {
        let line = |page: &Page| format!("{:<32} {:<11} {}\n", page.name, page.class, gist(&page.text));
        results::print(&pages.iter().map(line).collect::<String>())?;
        return Ok(ExitStatus::Done);
    };
    let wanted = wanted.trim_matches(['[', ']']);
    match pages.iter().find(|page| page.name == wanted) {
        Some(page) => {
            results::print(&format!("{}\n", page.text.trim_end()))?;
            Ok(ExitStatus::Done)
        }
        None => {
            let near = near(wanted, pages.iter().map(|page| page.name));
            let (wanted, near) = (wanted.to_string(), near);
            let what = match near.is_empty() {
                true => message!("no rule is called `{name}`", name = wanted),
                false => message!("no rule is called `{name}`; did you mean {near}?", name = wanted, near = either(&near)),
            };
            Err(Trouble::usage(what).hint("`jiangyi explain` lists them"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that the code before its tests gives to diagnostics, as literals.
    fn told(code: &str) -> Vec<String> {
        let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let calls = ["note", "warning", "error"].map(|severity| format!("Diagnostic::{severity}("));
        let literals = calls.iter().flat_map(|call| code.split(call.as_str()).skip(1));
        literals.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_string())).collect()
    }

    #[test]
    fn every_word_in_brackets_has_a_page() {
        let (pages, mut names) = (pages(), Vec::new());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|ending| ending == "rs") && !entry.ends_with("tests.rs") {
                    names.extend(told(&std::fs::read_to_string(&entry).expect("a source")));
                }
            }
        }
        assert!(names.iter().any(|name| name == "no-title") && names.len() >= 15, "{names:?}");
        for name in names {
            assert!(pages.iter().any(|page| page.name == name), "{name} has no section in docs/rules/diagnostics.md");
        }
        for Page { name, text, .. } in &pages {
            assert!(text.starts_with(&format!("# {name}\n")) && gist(text).len() > 20, "{name}: {}", gist(text));
        }
    }
}
