//! Two texts as a unified diff, of a length that people read.

use similar::TextDiff;

/// Beyond this, a diff is cut: nobody reads further, and the case's files hold all of it.
const DIFF_LINES: usize = 120;
/// Beyond this, texts are not diffed line by line: it could take minutes.
const DIFF_BYTES: usize = 4 << 20;

/// The diff of a file that was accepted and what it would hold now.
pub fn diff((then, now): (Option<&str>, Option<&str>), path: &str) -> String {
    let name = |text: Option<&str>, side: &str| if text.is_some() { format!("{path} ({side})") } else { format!("nothing ({side})") };
    let heads = (name(then, "accepted"), name(now, "now"));
    let (then, now) = (then.unwrap_or_default(), now.unwrap_or_default());
    if then.len() + now.len() > DIFF_BYTES {
        let line = then.lines().zip(now.lines()).take_while(|(a, b)| a == b).count() + 1;
        return format!("--- {}\n+++ {}\ntoo long for a diff; the first difference is in line {line}\n", heads.0, heads.1);
    }
    let whole = TextDiff::from_lines(then, now).unified_diff().context_radius(2).header(&heads.0, &heads.1).to_string();
    let lines = whole.lines().count();
    if lines <= DIFF_LINES {
        return whole;
    }
    let kept: String = whole.split_inclusive('\n').take(DIFF_LINES).collect();
    format!("{kept}… and {} more lines of diff\n", lines - DIFF_LINES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_both_sides_and_shows_the_line() {
        let said = diff((Some("a\nb\nc\n"), Some("a\nx\nc\n")), "k/document.txt");
        assert!(said.starts_with("--- k/document.txt (accepted)\n+++ k/document.txt (now)\n"), "{said}");
        assert!(said.contains("\n-b\n+x\n"), "{said}");
        assert!(diff((None, Some("a\n")), "p").starts_with("--- nothing (accepted)"));
    }

    #[test]
    fn an_endless_diff_is_cut() {
        let many: String = (0..1000).map(|n| format!("{n}\n")).collect();
        let said = diff((Some(""), Some(&many)), "p");
        assert!(said.lines().count() == DIFF_LINES + 1 && said.ends_with("more lines of diff\n"), "{said}");
    }
}
