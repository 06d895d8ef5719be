//! `index.html`: the report for people. One file that works from disk, without a network, a server or a script.
//!
//! The filter is made of radio buttons and a search field, which a keyboard reaches as it reaches any; style and script
//! stand in `page.css` and `page.js` beside this file and are put into the page.
//!
//! **Always true:** nothing of a text or a name is markup ([`escaped`]), and the page may fetch nothing (its
//! Content-Security-Policy says so).

use std::fmt::Write;

use super::{PAGE_MARK, PAGES, PAGES_OF_ONE, Report, Row, Status, Totals, escaped};
use crate::batch::summary::counted;
use crate::check::compare::{Change, Level, State};
use crate::check::looks::Shown;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// The page; `draw` gives the pictures of a case, at most so many pages.
pub fn text(report: &Report, mut draw: impl FnMut(&Row, usize) -> Result<Vec<Shown>, String>) -> String {
    let mut out = String::new();
    let (head, sum) = (verdict(report), totals(report));
    // holds: writing to a String cannot fail, here and below
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{PAGE_MARK}\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>jiangyi check: {head}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#cases\">Skip to the cases that differ</a>\n\
         <header>\n<h1>jiangyi check: {head}</h1>\n<p>{sum}, against <code>{}</code>.</p>\n",
        escaped(&report.against)
    );
    if !report.why.is_empty() {
        let why: Vec<String> = report.why.iter().map(|line| escaped(line)).collect();
        let _ = writeln!(out, "<p>Why: {}.</p>", why.join("; "));
    }
    out.push_str("</header>\n<main>\n");
    summary(&mut out, report);
    out.push_str("<section id=\"cases\" aria-labelledby=\"cases-head\" tabindex=\"-1\">\n<h2 id=\"cases-head\">What differs</h2>\n");
    if report.rows.iter().all(|row| row.status() == Status::Same) {
        out.push_str("<p>Nothing: every case is as it was accepted.</p>\n");
    }
    let mut left = PAGES;
    for (index, row) in report.rows.iter().enumerate().filter(|(_, row)| row.status() != Status::Same) {
        let drawn = if left == 0 {
            Err("the report holds no more pictures; check this case alone".to_string())
        } else {
            draw(row, left.min(PAGES_OF_ONE))
        };
        left -= drawn.as_ref().map_or(0, Vec::len).min(left);
        article(&mut out, index, row, drawn);
    }
    let _ = write!(
        out,
        "</section>\n</main>\n<footer><p>Written by <code>jiangyi check</code>.</p></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

fn verdict(report: &Report) -> String {
    match (report.totals.differing, report.totals.failed) {
        (0, 0) => "all as accepted".to_string(),
        (0, failed) => format!("{failed} could not be compared"),
        (differing, _) => format!("{differing} not as accepted"),
    }
}

fn totals(report: &Report) -> String {
    let Totals { compared, differing: _, orphaned, refused, failed } = report.totals;
    let more = [(orphaned, "without an input"), (refused, "refused"), (failed, "failed")];
    let more: String = more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}")).collect();
    format!("{} compared{more}", counted(compared, "case"))
}

/// The filter and the table of all cases.
fn summary(out: &mut String, report: &Report) {
    out.push_str("<section aria-labelledby=\"summary-head\">\n<h2 id=\"summary-head\">Summary</h2>\n<form class=\"filter\" role=\"search\" hidden>\n<fieldset>\n<legend>Show</legend>\n");
    let _ = writeln!(out, "<label><input type=\"radio\" name=\"status\" value=\"all\" checked> all ({})</label>", report.rows.len());
    for status in Status::ALL {
        let count = report.rows.iter().filter(|row| row.status() == status).count();
        let word = status.as_str();
        if count > 0 {
            let _ = writeln!(out, "<label><input type=\"radio\" name=\"status\" value=\"{word}\"> {word} ({count})</label>");
        }
    }
    out.push_str("</fieldset>\n<label class=\"name\">whose name holds <input type=\"search\" name=\"name\" autocomplete=\"off\"></label>\n<output aria-live=\"polite\"></output>\n</form>\n");
    out.push_str("<div class=\"wide\" role=\"region\" aria-labelledby=\"table-head\" tabindex=\"0\">\n<table role=\"table\">\n<caption id=\"table-head\">Every case and how its levels stand</caption>\n<thead role=\"rowgroup\">\n<tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Case</th><th role=\"columnheader\" scope=\"col\">Status</th>");
    for (_, name, _) in LEVELS {
        let _ = write!(out, "<th role=\"columnheader\" scope=\"col\" class=\"level\">{name}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody role=\"rowgroup\">\n");
    for (index, row) in report.rows.iter().enumerate() {
        let (word, name) = (row.status().as_str(), escaped(&row.case));
        let link = if row.status() == Status::Same { name } else { format!("<a href=\"#case-{index}\">{name}</a>") };
        let _ = write!(
            out,
            "<tr role=\"row\" data-status=\"{word}\"><th role=\"rowheader\" scope=\"row\">{link}</th><td role=\"cell\"><span class=\"status {word}\">{word}</span></td>"
        );
        for (level, name, _) in LEVELS {
            let _ = write!(
                out,
                "<td role=\"cell\" class=\"level\" data-level=\"{name}\">{}</td>",
                row.levels().map_or("–", |levels| state(levels, level))
            );
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

/// The levels with a heading for a column and one for a list.
const LEVELS: [(Level, &str, &str); 5] = [
    (Level::Bytes, "Bytes", "bytes of the files"),
    (Level::Document, "Document", "document"),
    (Level::Pages, "Lines", "lines on pages"),
    (Level::Picture, "Picture", "pages as pictures"),
    (Level::Diagnostics, "Messages", "what is said about it"),
];

fn state(levels: &[(Level, State)], wanted: Level) -> &'static str {
    match levels.iter().find(|(level, _)| *level == wanted) {
        Some((_, State::Same)) => "same",
        Some((_, State::Changed)) => "<strong>changed</strong>",
        Some((_, State::Unknown(_))) | None => "–",
    }
}

/// One case that differs.
fn article(out: &mut String, index: usize, row: &Row, drawn: Result<Vec<Shown>, String>) {
    let word = row.status().as_str();
    let _ = writeln!(
        out,
        "<article id=\"case-{index}\" data-status=\"{word}\" aria-labelledby=\"name-{index}\" tabindex=\"-1\">\n<h3 id=\"name-{index}\"><span class=\"status {word}\">{word}</span> <span class=\"case\">{}</span></h3>",
        escaped(&row.case)
    );
    if let Err(error) = &row.outcome {
        let _ = writeln!(out, "<p>{}</p>", escaped(error));
    }
    if let Ok(verdict) = &row.outcome
        && let Some(changed) = verdict.input_changed
    {
        out.push_str(if changed { "<p>The input itself changed.</p>\n" } else { "<p>The input did not change.</p>\n" });
    }
    row.changes().iter().for_each(|change| push_change(out, change));
    for (level, _, name) in LEVELS {
        let state = row.levels().into_iter().flatten().find(|(known, _)| *known == level);
        if let Some((_, State::Unknown(why))) = state
            && row.status() == Status::Changed
        {
            let _ = writeln!(out, "<p class=\"unknown\">Not compared, {name}: {}.</p>", escaped(why));
        }
    }
    match drawn {
        Ok(pages) if pages.is_empty() => {}
        Ok(pages) => pages.iter().for_each(|page| pictures(out, index, page)),
        Err(why) => {
            let _ = writeln!(out, "<p class=\"unknown\">No pictures: {}.</p>", escaped(&why));
        }
    }
    out.push_str("</article>\n");
}

fn push_change(out: &mut String, change: &Change) {
    let _ = writeln!(out, "<h4>{}</h4>", escaped(&change.sentence));
    if change.detail.is_empty() {
        return;
    }
    out.push_str("<pre lang=\"zh\" tabindex=\"0\" role=\"region\" aria-label=\"difference\">");
    let lines: Vec<&str> = change.detail.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let (class, inner) = match partner(&lines, index) {
            Some(partner) => (kind(line), marked(line, partner)),
            None => (kind(line), escaped(line)),
        };
        let _ = match class {
            "" => writeln!(out, "{inner}"),
            "del" | "ins" => writeln!(out, "<{class}>{inner}</{class}>"),
            _ => writeln!(out, "<span class=\"{class}\">{inner}</span>"),
        };
    }
    out.push_str("</pre>\n");
}

/// What a line of a unified diff is, as an element or a class.
fn kind(line: &str) -> &'static str {
    match line.as_bytes() {
        [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] | [b'@', ..] => "head",
        [b'-', ..] => "del",
        [b'+', ..] => "ins",
        _ => "",
    }
}

/// The line that stands for this one on the other side: of as many lines taken out and put in, the first is for the first.
fn partner<'a>(lines: &[&'a str], index: usize) -> Option<&'a str> {
    let own = kind(lines.get(index)?);
    let behind = |from: usize, wanted: &str| lines.iter().skip(from).take_while(|line| kind(line) == wanted).count();
    let before = |to: usize, wanted: &str| lines.iter().take(to).rev().take_while(|line| kind(line) == wanted).count();
    let place = before(index, own);
    let begin = index - place;
    let length = behind(begin, own);
    let other = match own {
        "del" if behind(begin + length, "ins") == length => begin + length,
        "ins" if before(begin, "del") == length => begin - length,
        _ => return None,
    };
    lines.get(other + place).copied()
}

/// The line with what differs from its partner in the middle marked.
fn marked(line: &str, partner: &str) -> String {
    let (own, other): (Vec<char>, Vec<char>) = (line.chars().skip(1).collect(), partner.chars().skip(1).collect());
    let head = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = own.len().min(other.len()) - head;
    let tail = own.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let part = |range: std::ops::Range<usize>| escaped(&own.get(range).unwrap_or_default().iter().collect::<String>());
    let sign: String = line.chars().take(1).collect();
    let middle = part(head..own.len() - tail);
    let mark = if middle.is_empty() { String::new() } else { format!("<mark>{middle}</mark>") };
    format!("{sign}{}{mark}{}", part(0..head), part(own.len() - tail..own.len()))
}

/// One page: before, after, difference.
fn pictures(out: &mut String, case: usize, page: &Shown) {
    let number = page.page;
    let _ = writeln!(
        out,
        "<section class=\"pictures\" aria-labelledby=\"case-{case}-page-{number}\">\n<h4 id=\"case-{case}-page-{number}\">Page {number}</h4>\n<div class=\"row\">"
    );
    let difference = "difference: orange was there before, blue is there now";
    for (file, caption) in [(&page.before, "before"), (&page.after, "after"), (&page.difference, difference)] {
        let Some(file) = file else { continue };
        let _ = writeln!(
            out,
            "<figure><img alt=\"page {number}, {caption}\" loading=\"lazy\" src=\"data:image/png;base64,{}\"><figcaption>{caption}</figcaption></figure>",
            base64(file)
        );
    }
    out.push_str("</div>\n</section>\n");
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * digit) & 63).unwrap_or(0);
            out.push(if digit > three.len() { '=' } else { DIGITS.get(index).map_or('=', |digit| char::from(*digit)) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_or_a_name_is_markup() {
        let page = text(&super::super::tests::sample(), |_, _| Ok(Vec::new()));
        assert_eq!(page.matches("<script").count(), 1, "only our own");
        assert!(page.contains("&lt;script&gt;alert(&#39;名&#39;)&lt;/script&gt;"), "the name is shown");
        assert!(page.contains("{U+0001}{U+202E}"), "what nobody sees is shown by its code");
    }

    #[test]
    fn a_line_that_changed_has_its_middle_marked() {
        let lines = ["-一二三", "-x", "+一贰三", "+y", " same", "-gone"];
        assert_eq!(
            (partner(&lines, 0), partner(&lines, 3), partner(&lines, 5), partner(&lines, 4)),
            (Some(lines[2]), Some("-x"), None, None)
        );
        assert_eq!(marked("-一二三", "+一贰三"), "-一<mark>二</mark>三");
        assert_eq!(marked("+一三", "-一二三"), "+一三", "nothing came in");
        assert_eq!(marked("-<b>", "+<i>"), "-&lt;<mark>b</mark>&gt;");
    }

    #[test]
    fn pictures_stand_side_by_side_until_there_are_too_many() {
        let shown = |page| Shown { page, before: Some(b"a".to_vec()), after: Some(b"b".to_vec()), difference: None };
        let mut report = super::super::tests::sample();
        report.rows = vec![report.rows[0].clone(); 100];
        let page = text(&report, |_, most| Ok((1..=most).map(shown).collect()));
        assert_eq!(page.matches("<figure>").count(), 2 * PAGES);
        assert!(page.contains("alt=\"page 1, before\"") && page.contains("check this case alone"), "{page}");
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, said) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), said);
        }
    }
}
