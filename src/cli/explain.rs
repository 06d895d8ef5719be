//! `explain [RULE]`: a rule's page, the same that `docs/rules/` holds; without a name, the list.

use super::args::ExplainArgs;
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;
use crate::normalize::rules::RULES;

/// What is told about a text without a normalization rule: a section for each word in brackets.
const DIAGNOSTICS: &str = include_str!("../../docs/rules/diagnostics.md");

/// Name and page of every rule that can be explained.
fn pages() -> Vec<(&'static str, String)> {
    let mut pages: Vec<(&str, String)> = RULES.iter().map(|rule| (rule.name, rule.page.to_string())).collect();
    let sections = DIAGNOSTICS.split("\n## ").skip(1);
    pages.extend(sections.filter_map(|section| Some((section.lines().next()?, format!("# {section}")))));
    pages.sort_unstable();
    pages
}

/// Prints a rule's page, or the list.
pub fn run(args: &ExplainArgs) -> Result<ExitStatus, Trouble> {
    let pages = pages();
    let Some(wanted) = &args.rule else {
        results::print(&pages.iter().map(|(name, page)| format!("{name:<32} {}\n", gist(page))).collect::<String>())?;
        return Ok(ExitStatus::Done);
    };
    match pages.iter().find(|(name, _)| *name == wanted.trim_matches(['[', ']'])) {
        Some((_, page)) => {
            results::print(&format!("{}\n", page.trim_end()))?;
            Ok(ExitStatus::Done)
        }
        None => Err(Trouble::usage(format!("no rule is called `{wanted}`")).hint("`jiangyi explain` lists them")),
    }
}

/// The first sentence of a page's prose.
fn gist(page: &str) -> String {
    let prose = page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = prose.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    // Marks that a page is about end no sentence of it: only a stop behind a word and before a space does.
    let ends = |at: usize| paragraph[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`' | '”' | '」' | '』'));
    let end = paragraph.match_indices(". ").map(|(at, _)| at).find(|at| ends(*at)).unwrap_or(paragraph.len());
    paragraph[..end].trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_is_the_first_sentence_below_the_head() {
        assert_eq!(gist("# x\n\nOne thing\nor two. Then more.\n\nOther."), "One thing or two");
        assert_eq!(gist("# x\n\nDots: three of `.` or 。 in a row."), "Dots: three of `.` or 。 in a row");
        assert_eq!(gist("# x\n\nThree of . 。 of one kind. More."), "Three of . 。 of one kind");
        assert_eq!(gist(""), "");
    }

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
            assert!(pages.iter().any(|(known, _)| *known == name), "{name} has no section in docs/rules/diagnostics.md");
        }
        for (name, page) in &pages {
            assert!(page.starts_with(&format!("# {name}\n")) && gist(page).len() > 20, "{name}: {}", gist(page));
        }
    }
}
