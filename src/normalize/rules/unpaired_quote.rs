//! A quotation mark without a partner (W2; GB/T 15834—2011, 4.8). Told, never touched.
//!
//! A quotation may run over several paragraphs, an opening mark on each and the closing one on the last; and lines may be
//! wrapped. So partners are looked for across lines, and an opening mark at the head of a paragraph may continue one.

use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::normalize::characters::{besides_han, is_latin};
use crate::normalize::checks::{Finding, excerpt};
use crate::normalize::line::Line;
use crate::normalize::paragraphs::{as_indented, joined};
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::normalize::rules::{lost_character, straight_quote};
use crate::normalize::{NormalLine, NormalText, fences};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unpaired-quote",
    touches: Touches::Punctuation,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/unpaired-quote.md"),
};

/// The marks that stand in pairs.
const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// A mark that is open: where it stands in the text, and whether it heads its paragraph.
#[derive(Debug, Clone, Copy)]
struct Open {
    at: usize,
    is_head: bool,
}

fn find(normal: &NormalText) -> Vec<Finding> {
    let mut open: [Option<Open>; PAIRS.len()] = [None; PAIRS.len()];
    let mut findings = Vec::new();
    let mut starts = Vec::new();
    let has_lost = memmem::find(normal.text.as_bytes(), "\u{FFFD}".as_bytes()).is_some();
    let mut fenced = fences::fenced(&normal.text, &normal.lines).into_iter().peekable();
    for range in as_indented(&normal.text, &normal.lines) {
        // What a machine reads has marks of its own.
        while fenced.next_if(|fence| fence.end <= range.start).is_some() {}
        if fenced.peek().is_some_and(|fence| fence.start < range.end) {
            continue;
        }
        let lines = normal.lines.get(range).unwrap_or_default();
        // Where characters were lost, so were marks.
        if has_lost && lines.iter().any(|line| normal.line(line).contains('\u{FFFD}')) {
            open = [None; PAIRS.len()];
            continue;
        }
        starts.extend(lines.first().map(|line| line.span.start));
        let mut is_straight = false;
        for (index, line) in lines.iter().enumerate() {
            let text = normal.line(line);
            for (offset, mark) in besides_han(text) {
                is_straight |= matches!(mark, '"' | '＂');
                let Some((slot, opens)) = kind(mark).and_then(|(kind, opens)| Some((open.get_mut(kind)?, opens))) else { continue };
                let here = Open { at: line.span.start + offset, is_head: index == 0 && offset == 0 };
                match (opens, *slot) {
                    _ if mark == '’' && is_apostrophe(text, offset, slot.is_some()) => {}
                    _ if mark == '”' && is_inch(text, offset) => {}
                    (true, Some(earlier)) if here.is_head && (earlier.is_head || goes_on(normal, lines)) => *slot = Some(here),
                    (true, earlier) => {
                        findings.extend(earlier.map(|earlier| unpaired(normal, earlier.at)));
                        *slot = Some(here);
                    }
                    (false, Some(_)) => *slot = None,
                    (false, None) => findings.push(unpaired(normal, here.at)),
                }
            }
        }
        if is_straight {
            findings.extend(straight(normal, lines));
        }
    }
    findings.extend(open.into_iter().flatten().map(|open| unpaired(normal, open.at)));
    if !findings.is_empty() && lost_character::stands_in(normal) {
        return Vec::new();
    }
    // One is enough to look at a paragraph.
    findings.sort_by_key(|finding| finding.offset);
    findings.dedup_by_key(|finding| starts.partition_point(|start| *start <= finding.offset));
    findings
}

/// Which pair a mark belongs to, and whether it opens.
fn kind(mark: char) -> Option<(usize, bool)> {
    let kind = PAIRS.iter().position(|(open, close)| mark == *open || mark == *close)?;
    Some((kind, PAIRS.iter().any(|(open, _)| mark == *open)))
}

/// Whether a paragraph that an opening mark heads goes on with a quotation that was opened before: nothing closes it, or the
/// last thing in it does (GB/T 15834—2011, 4.8.3.4: of several paragraphs each begins with the mark, the last ends with it).
fn goes_on(normal: &NormalText, lines: &[NormalLine]) -> bool {
    let text = joined(&normal.text, lines);
    let mut chars = text.chars();
    let Some((open, close)) = chars.next().and_then(|head| PAIRS.into_iter().find(|(open, _)| *open == head)) else { return false };
    let rest = chars.as_str();
    match rest.find([open, close]) {
        Some(at) => rest.get(at..).is_some_and(|rest| rest.starts_with(close) && !rest.chars().skip(1).any(char::is_alphanumeric)),
        None => true,
    }
}

/// Whether a ’ stands as in don’t and 5’30; where none is open, also as in ’90年代, and in a line that is not Chinese as in
/// students’.
fn is_apostrophe(text: &str, offset: usize, is_open: bool) -> bool {
    let (before, rest) = text.split_at(offset);
    let (before, after) = (before.chars().next_back().is_some_and(is_latin), rest.chars().nth(1).is_some_and(is_latin));
    let shortens_year = || {
        let mut behind = rest.chars().skip(1);
        let mut is = |belongs: fn(char) -> bool| behind.next().is_some_and(belongs);
        is(|c| c.is_ascii_digit()) && is(|c| c.is_ascii_digit()) && is(|c| matches!(c, '年' | '级' | '届' | '後' | '后' | 's'))
    };
    (before && after) || (!is_open && ((!before && shortens_year()) || ((before || after) && !Line::new(text).is_chinese())))
}

/// `5’10”`
fn is_inch(text: &str, offset: usize) -> bool {
    let ahead = text.get(..offset).unwrap_or_default();
    let foot = ahead.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    foot.len() < ahead.len() && foot.strip_suffix('’').is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
}

fn unpaired(normal: &NormalText, offset: usize) -> Finding {
    let mark = normal.text.get(offset..).and_then(|rest| rest.chars().next()).unwrap_or('“');
    let pair = PAIRS.into_iter().find(|(open, close)| mark == *open || mark == *close);
    let partner = pair.map_or('”', |(open, close)| if mark == open { close } else { open });
    let message = message!("this {mark} has no partner in its paragraph", mark);
    let diagnostic =
        Diagnostic::warning(RULE.name, message).quoting(excerpt(normal, offset)).hint(message!("add {partner} in the source", partner));
    Finding { offset, diagnostic }
}

/// Straight marks of a paragraph that were left alone since they make no pairs.
fn straight(normal: &NormalText, lines: &[NormalLine]) -> Option<Finding> {
    let text = joined(&normal.text, lines);
    let line = Line::new(&text);
    let marks = straight_quote::doubles(&line);
    let mut before = *marks.first()?;
    if !line.is_chinese() {
        return None;
    }
    // Characters before the first mark, line by line: no line end is in `text`.
    let offset = lines.iter().find_map(|line| {
        let place = normal.line(line).char_indices().nth(before).map(|(offset, _)| line.span.start + offset);
        before = before.saturating_sub(normal.line(line).chars().count());
        place
    })?;
    let message = match marks.len() {
        1 => message!("this {mark} has no partner in its paragraph", mark = '"'),
        count if count % 2 == 1 => {
            message!("{count} straight quotation marks in this paragraph cannot be paired, they were left as they are", count)
        }
        count => {
            message!("{count} straight quotation marks in this paragraph do not stand as pairs do, they were left as they are", count)
        }
    };
    let diagnostic = Diagnostic::warning(RULE.name, message).quoting(excerpt(normal, offset)).hint("set “ and ” in the source");
    Some(Finding { offset, diagnostic })
}

#[cfg(test)]
mod tests {
    use crate::normalize::tests::said;

    #[test]
    fn marks_of_every_kind_want_their_partner_and_apostrophes_none() {
        let cases: &[(&str, &[&str])] = &[
            ("他说‘好。", &["this ‘ has"]),
            ("他说好’。", &["this ’ has"]),
            ("他说「好。\n又说好』。", &["this 「 has", "this 』 has"]),
            ("他说“好，‘行’吧”，「是『的』」。", &[]),
            ("“第一段‘一’。\n“第二段。”", &[]),
            ("「第一段。\n「第二段。」", &[]),
            ("他说：“第一段。\n“第二段。\n“第三段。”", &[]),
            ("他说：“头一段没有完。\n“节水灌溉”是件大事。", &["this “ has"]),
            ("　　他说：\"好。\n行。\"\n　　又走了。", &[]),
            ("村里的老人走到水渠边上看了又看，半天没有说话，末了才说\n：\"好。\n又走了。", &["this \" has"]),
            ("他说\u{FFFD}好”。\n他说“好。", &["this “ has"]),
            ("我们don’t知道iPhone’s价格，5’30用时。", &[]),
            ("身高5’10”的运动员，‘90年代’的歌，’90年代的歌。", &[]),
            ("```\necho \"好\n```\n~~~\n他说\"好\n~~~", &[]),
            ("姓名,身高,\"备注\n王强,180,高", &[]),
            ("身高7'6\"，人称\"高个\"，15\"的屏，叫\"大屏\"。", &[]),
            ("他问:\"看过\"县志\"吗?\"", &["4 straight"]),
            ("The students’ books of the ’90s.", &[]),
            ("他说‘it’s好’。", &[]),
            ("他说”好’，“又「说。", &["this ” has"]), // one a paragraph
        ];
        for (text, wanted) in cases {
            let found: Vec<String> = said(text).into_iter().filter(|d| d.rule == super::RULE.name).map(|d| d.message.to_string()).collect();
            assert_eq!(found.len(), wanted.len(), "{text}: {found:?}");
            assert!(found.iter().zip(*wanted).all(|(found, wanted)| found.starts_with(wanted)), "{text}: {found:?}");
        }
    }
}
