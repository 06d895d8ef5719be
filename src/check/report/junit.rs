//! `junit.xml`: a test case per input, for build servers.
//!
//! **Always true:** it is well-formed, whatever the texts hold: characters that no XML may hold are shown by their code.

use std::fmt::Write;

use super::{JUNIT_MARK, Report, Row, escaped};

/// The report as JUnit's XML, of the kind that Jenkins, GitLab and GitHub's actions read.
pub fn text(report: &Report) -> String {
    let tests = report.rows.len();
    let errors = report.rows.iter().filter(|row| row.outcome.is_err()).count();
    let failures = report.rows.iter().filter(|row| !row.changes().is_empty()).count();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let against = escaped(&report.against);
    // holds: writing to a String cannot fail, here and below
    let _ = writeln!(out, "{JUNIT_MARK} {counts}>\n  <testsuite name=\"{against}\" {counts} skipped=\"0\">");
    report.rows.iter().for_each(|row| push(&mut out, row, &against));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn push(out: &mut String, row: &Row, against: &str) {
    let file = row.input.as_ref().map(|input| format!(" file=\"{}\"", attribute(input))).unwrap_or_default();
    let _ = write!(out, "    <testcase classname=\"{against}\" name=\"{}\"{file}", attribute(&row.case));
    match (&row.outcome, row.changes()) {
        (Err(error), _) => {
            let _ = writeln!(out, ">\n      <error type=\"failed\" message=\"{}\"/>\n    </testcase>", attribute(error));
        }
        (Ok(_), []) => out.push_str("/>\n"),
        (Ok(_), [first, ..]) => {
            let sentences: Vec<&str> = row.changes().iter().map(|change| change.sentence.as_str()).collect();
            let _ = write!(out, ">\n      <failure type=\"{}\" message=\"{}\">", first.level.as_str(), attribute(&sentences.join("; ")));
            for change in row.changes() {
                let _ = writeln!(out, "{}\n{}", escaped(&change.sentence), escaped(&change.detail));
            }
            out.push_str("</failure>\n    </testcase>\n");
        }
    }
}

/// Line ends and tabs in an attribute would be read as spaces.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_well_formed_and_holds_no_mark_of_a_text() {
        let xml = text(&super::super::tests::sample());
        assert!(!xml.contains("<script") && !xml.contains('\u{1}') && !xml.contains("]]>"), "{xml}");
        assert!(xml.contains("tests=\"5\" failures=\"3\" errors=\"1\""), "{xml}");
        let mut open: Vec<&str> = Vec::new();
        for tag in xml.split('<').skip(2).filter_map(|part| part.split('>').next()) {
            match (tag.strip_prefix('/'), tag.ends_with('/')) {
                (Some(name), _) => assert_eq!(open.pop(), Some(name)),
                (None, true) => {}
                (None, false) => open.push(tag.split(' ').next().unwrap_or(tag)),
            }
        }
        assert_eq!(open, [""; 0]);
        assert_eq!(attribute("a\nb\t"), "a&#10;b&#9;");
    }
}
