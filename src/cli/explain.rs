//! `explain [RULE]`: a rule's page, the same that `docs/rules/` holds; without a name, the list.

use super::args::ExplainArgs;
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;
use crate::normalize::rules::RULES;

/// Name and page of every rule that can be explained.
fn pages() -> Vec<(&'static str, &'static str)> {
    let mut pages: Vec<(&str, &str)> = RULES.iter().map(|rule| (rule.name, rule.page)).collect();
    pages.extend(OURS);
    pages.sort_unstable();
    pages
}

/// What is told about a text without a normalization rule.
const OURS: &[(&str, &str)] = &[
    (
        "blank",
        "# blank\n\nThe file holds no text: it is empty, or holds only white space, a byte order mark or characters that cannot be\n\
         seen. There is nothing to print, so nothing is written and the exit status is 2.\n",
    ),
    (
        "internal-error",
        "# internal-error\n\nThe program ran into a fault of its own while it converted this file. Nothing was written for it; the other files\n\
         were converted. Please report it with the message, and with the file if it may be shown.\n",
    ),
];

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
    // Marks that a page is about end no sentence of it: only a stop before a space does.
    paragraph.split(". ").next().unwrap_or_default().trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_is_the_first_sentence_below_the_head() {
        assert_eq!(gist("# x\n\nOne thing\nor two. Then more.\n\nOther."), "One thing or two");
        assert_eq!(gist("# x\n\nDots: three of `.` or 。 in a row."), "Dots: three of `.` or 。 in a row");
        assert_eq!(gist(""), "");
    }
}
