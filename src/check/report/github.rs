//! Annotations for GitHub: lines on standard output that its runner shows beside the input in a pull request.
//!
//! The form is that of its "workflow commands": `::error file=…,line=…::…`, percent signs and line ends escaped, in
//! properties colons and commas, too.
//!
//! **Always true:** no text or name can begin a command of its own.

use super::{Report, Row};

/// More than these a step does not show.
const MOST: usize = 10;

/// The lines for the cases that differ or failed.
pub fn lines(report: &Report) -> Vec<String> {
    let told: Vec<(&Row, String)> = report.rows.iter().filter_map(|row| Some((row, message(row)?))).collect();
    let more = told.len().saturating_sub(MOST);
    let said = |(index, (row, message)): (usize, &(&Row, String))| {
        let file = row.input.as_ref().map(|input| format!(" file={},", property(input))).unwrap_or_else(|| " ".to_string());
        let line = row.outcome.as_ref().ok().and_then(|verdict| verdict.line);
        let line = line.filter(|_| row.input.is_some()).map(|line| format!("line={line},")).unwrap_or_default();
        let rest = if more > 0 && index + 1 == MOST { format!("\nand {more} more, in the log") } else { String::new() };
        format!("::error{file}{line}title=jiangyi check::{}", data(&format!("{}: {message}{rest}", row.case)))
    };
    told.iter().enumerate().take(MOST).map(said).collect()
}

fn message(row: &Row) -> Option<String> {
    let sentences: Vec<&str> = row.changes().iter().map(|change| change.sentence.as_str()).collect();
    match &row.outcome {
        Err(error) => Some(error.clone()),
        Ok(_) if sentences.is_empty() => None,
        Ok(_) => Some(sentences.join("\n")),
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::compare::{Level, Verdict};

    fn row(input: &str) -> Row {
        let verdict = Verdict { line: Some(3), ..Verdict::one_sided(Level::New) };
        Row { case: "a%\n::warning::x".to_string(), input: Some(input.to_string()), outcome: Ok(verdict) }
    }

    #[test]
    fn names_and_texts_are_escaped_so_that_none_is_a_command() {
        let report = Report { rows: vec![row("in,x:\n::error::y.txt")], ..Report::default() };
        let line = "::error file=in%2Cx%3A%0A%3A%3Aerror%3A%3Ay.txt,line=3,title=jiangyi check::a%25%0A::warning::x: there is no accepted output of this input";
        assert_eq!(lines(&report), [line]);
    }

    #[test]
    fn what_is_the_same_says_nothing_and_a_flood_is_counted() {
        let same = Row { outcome: Ok(Verdict { changes: Vec::new(), ..Verdict::one_sided(Level::New) }), ..row("a") };
        assert_eq!(lines(&Report { rows: vec![same], ..Report::default() }), [""; 0]);
        let said = lines(&Report { rows: vec![row("a"); 12], ..Report::default() });
        assert!(said.len() == MOST && said.last().is_some_and(|line| line.ends_with("%0Aand 2 more, in the log")), "{said:?}");
    }
}
