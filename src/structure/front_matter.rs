//! What a file says of itself above its text: front matter between `---`, the label 标题：, a title given twice.
//!
//! In: lines. Out: the same lines, those claimed as noise; a title or a byline that the text says nowhere else is parted from its label.
//!
//! **Always true:** a line below the first sentence is never a title given twice.

use crate::document::Role;
use crate::source::Span;

use super::date;
use super::evidence::Clue;
use super::line::{Ending, Line, is_han};

/// `---`, `key: value` lines, `---` at the very start. Answers the title they name.
pub(super) fn claim(lines: &mut Vec<Line<'_>>) -> Option<String> {
    if lines.first().is_none_or(|line| line.text != "---") {
        return None;
    }
    let key = |text: &str| {
        text.split_once(':').is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)))
    };
    let end = lines.iter().skip(1).take(40).position(|line| line.text == "---")? + 1;
    let inside = lines.get(1..end)?;
    if !inside.iter().all(|line| key(line.text) || line.text.starts_with("- ") || line.indent > 0) {
        return None;
    }
    let title =
        inside.iter().find_map(|line| line.text.strip_prefix("title:")).map(|title| title.trim().trim_matches(['"', '\'']).to_string());
    lines.iter_mut().take(end + 1).for_each(|line| line.claim(Role::Noise, Clue::FrontMatter));
    let title = title.filter(|title| !title.is_empty());
    let solid = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let wanted = title.as_deref().map(solid);
    let below = |lines: &[Line<'_>]| {
        lines[end + 1..]
            .iter()
            .take(12)
            .any(|line| line.text.len() <= 400 && wanted.as_deref().is_some_and(|title| solid(behind_mark(line.text)) == title))
    };
    if title.is_some() && !below(lines) {
        // Said nowhere else, the words themselves are what is printed; their label stays noise.
        let before = lines.len();
        let parted: [(&[&str], Role); 4] = [
            (&["title:"], Role::Title),
            (&["subtitle:"], Role::Subtitle),
            (&["author:", "authors:"], Role::Byline),
            (&["date:"], Role::Date),
        ];
        for (labels, role) in parted {
            let end = end + lines.len() - before;
            part_label(lines, end, labels, role);
        }
    }
    title
}

/// Whether a line is part of a sentence, or of verse: then what comes again below it is a refrain.
fn is_clause(line: &Line<'_>) -> bool {
    line.role.is_none() && matches!(line.ending, Ending::Comma | Ending::Semicolon | Ending::Stop)
}

/// A line without the marks and the label of a title.
fn behind_mark(text: &str) -> &str {
    super::title_words::behind_label(text).unwrap_or(text).trim_start_matches('#').trim()
}

/// Parts the value of a line of front matter from its label, and claims it.
fn part_label(lines: &mut Vec<Line<'_>>, end: usize, labels: &[&str], role: Role) {
    let parts = |line: &Line<'_>| labels.iter().find_map(|label| line.text.strip_prefix(label)).map(str::len);
    let Some((at, rest)) = lines.iter().take(end + 1).enumerate().find_map(|(at, line)| parts(line).map(|rest| (at, rest))) else { return };
    let cut = lines[at].text.len() - rest;
    let (label, value) = lines[at].text.split_at(cut);
    let quoted = value.trim();
    if quoted.is_empty() || quoted.starts_with(['"', '\'', '[']) {
        return;
    }
    let start = lines[at].span.start + cut + (value.len() - value.trim_start().len());
    let mut behind = lines[at].clone();
    (behind.text, behind.span) = (quoted, Span::new(start, start + quoted.len()));
    (behind.blank_before, behind.width, behind.ending) = (0, super::line::width(quoted), super::line::ending(quoted));
    behind.claim(role, Clue::FrontMatter);
    let label = label.trim_end();
    (lines[at].text, lines[at].span) = (label, Span::new(lines[at].span.start, lines[at].span.start + label.len()));
    lines.insert(at + 1, behind);
}

/// Claims what is noise by its neighbours in the head: the label 标题： where the title itself follows, a title given twice.
/// Answers the title of such a label.
pub(super) fn claim_repeated(lines: &mut [Line<'_>]) -> Option<String> {
    let mut named = None;
    let solid = |text: &str| text.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect::<String>();
    let head: Vec<String> =
        lines.iter().take(30).map(|line| if line.text.len() > 400 { String::new() } else { solid(line.text) }).collect();
    for at in 0..head.len() {
        // A heading comes again behind a table of contents.
        let numbered = super::numbering::marker(lines[at].text).is_some_and(|marker| marker.kind != super::numbering::Kind::Hash);
        if lines[at].role.is_some() || head[at].is_empty() || numbered {
            continue;
        }
        let labelled = head[at].strip_prefix("标题").filter(|_| lines[at].text.contains(['：', ':']));
        let follows = labelled.is_some_and(|title| {
            head[at + 1..].iter().any(|later| later == title || title.starts_with(later.as_str()) && later.chars().count() > 8)
        });
        // Below a heading it is what the heading asks for (项目名称), below the text who signs, or the title of an attached page.
        let is_heading =
            |above: &Line<'_>| super::numbering::marker(above.text).is_some_and(|marker| super::numbering::LADDER.contains(&marker.kind));
        let said = lines[..at].iter().any(is_heading)
            || lines[..at].iter().any(|above| {
                above.role.is_none()
                    && (above.ending == Ending::Stop && above.width >= 24
                        || super::salutation::is_addressee(above.text)
                        || super::salutation::is_address(above.text))
            });
        let again = !said
            && at > 0
            && at < 6
            && head[at].chars().count() >= 4
            && lines[at].ending == Ending::Open
            && !lines[..at].iter().any(is_clause)
            && head[..at].contains(&head[at]);
        if (follows || again) && !date::is_date(lines[at].text) {
            named = named.or_else(|| labelled.filter(|_| follows).map(str::to_string));
            lines[at].claim(Role::Noise, Clue::TitleAgain);
        }
    }
    named
}
