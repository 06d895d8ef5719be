//! Addresses and paths: `https://…`, `www.…`, `a@b`, `C:\\…`, `/usr/…`, with the Han in them.
//!
//! **Always true:** an address ends at a space or a full-width mark at the latest; Han belong to it only where a later / or the
//! ending of a file name shows it, or right behind a / of an address of the web.

use std::ops::Range;

use super::{is_ascii_ink, is_cjk_letter, is_half_stop};

/// An address has no more characters behind its first run of ASCII.
const REACH: usize = 300;

/// What names of files end in.
const ENDINGS: [&str; 56] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "ofd", "txt", "text", "md", "rtf", "csv", "tsv", "htm", "html",
    "shtml", "php", "jsp", "asp", "aspx", "jpg", "jpeg", "png", "gif", "bmp", "svg", "webp", "tif", "zip", "rar", "7z", "gz", "tar", "mp3",
    "mp4", "avi", "mov", "wav", "json", "xml", "yml", "yaml", "toml", "ini", "log", "exe", "py", "js", "css", "sh", "bat", "sql",
];

/// Finds addresses and paths.
pub fn find(chars: &[char], ranges: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < chars.len() {
        if !is_ascii_ink(chars[at]) {
            at += 1;
            continue;
        }
        let end = at + chars.iter().skip(at).take_while(|c| is_ascii_ink(**c)).count();
        let address = in_run(chars, at..end);
        // An address may go on in Han.
        at = address.as_ref().map_or(end, |address| address.end.max(end));
        ranges.extend(address);
    }
}

/// The address or path that begins in a run of ASCII, if one does.
fn in_run(chars: &[char], run: Range<usize>) -> Option<Range<usize>> {
    let text = &chars[run.clone()];
    if !text.iter().any(|c| matches!(c, ':' | '@' | '\\' | '/' | '.')) {
        return None;
    }
    let start = start_of(text)?;
    let end = ascii_end_of(text, start);
    let address = run.start + start..run.start + end;
    // What a stop ends does not go on.
    let goes_on = address.end == run.end && chars.get(run.end).is_some_and(|c| is_cjk_letter(*c));
    let end = if goes_on { end_of(chars, &address) } else { address.end };
    (end > address.start).then_some(address.start..end)
}

/// Where an address ends that may go on in Han behind its first run of ASCII.
fn end_of(chars: &[char], address: &Range<usize>) -> usize {
    let text = &chars[address.clone()];
    let is_web = text.starts_with(&['w', 'w', 'w', '.']) || text.windows(3).any(|window| window == [':', '/', '/']);
    if !is_web && !text.iter().any(|c| matches!(c, '/' | '\\')) {
        return address.end;
    }
    let mut end = address.end;
    let mut depth = 0usize;
    // Whether all since the last / of an address of the web may be the name of a page.
    let mut is_page = is_web && chars.get(end - 1) == Some(&'/');
    let mut has_stop = false;
    let mut at = address.end;
    while let Some(c) = chars.get(at).copied().filter(|_| at < address.end + REACH) {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let is_after_han = chars.get(at - 1).is_some_and(|c| is_cjk_letter(*c));
        match c {
            '/' if chars.get(at - 1) == Some(&':') => break,
            '/' | '\\' if !has_stop => {
                end = at + 1;
                is_page = is_web;
            }
            '.' if let Some(length) = ending(chars, at) => {
                end = at + length;
                at = end;
                if !is_web || !chars.get(at).is_some_and(|c| matches!(c, '?' | '#' | '/')) {
                    break;
                }
                continue;
            }
            ',' | ';' | '?' | '!' | '.' if is_cjk_letter(next) || !is_ascii_ink(next) => {
                // 文档,说明.txt may be one name; b,再看 is not.
                if !is_after_han || !is_cjk_letter(next) {
                    break;
                }
                (has_stop, is_page) = (true, false);
            }
            ':' if !is_cjk_letter(next) && !next.is_ascii_alphanumeric() && next != '/' => break,
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '"' | '<' | '>' | '\'' | '`' => break,
            c if is_ascii_ink(c) || is_cjk_letter(c) => {}
            _ => break,
        }
        at += 1;
        if is_page && depth == 0 {
            end = at;
        }
    }
    end
}

/// The length of `.pdf` where a name of a file ends in it there.
fn ending(chars: &[char], dot: usize) -> Option<usize> {
    let word: String = chars.iter().skip(dot + 1).take(6).take_while(|c| c.is_ascii_alphanumeric()).map(char::to_ascii_lowercase).collect();
    ENDINGS.contains(&word.as_str()).then_some(word.len() + 1)
}

/// Where in a run an address or path begins: `scheme://`, `www.`, `a@b`, `C:\`, `/usr/`, `a/b/c.d`.
fn start_of(text: &[char]) -> Option<usize> {
    let name = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let back = |at: usize, of: &dyn Fn(&char) -> bool| at - text.iter().take(at).rev().take_while(|c| of(c)).count();
    for at in 0..text.len() {
        let ahead = |what: &[char]| {
            text.get(at..at + what.len()).is_some_and(|found| found.iter().map(char::to_ascii_lowercase).eq(what.iter().copied()))
        };
        let start = if ahead(&[':', '/', '/']) {
            back(at, &|c| c.is_ascii_alphanumeric())
        } else if ahead(&['w', 'w', 'w', '.']) {
            at
        } else if ahead(&['@']) && text.get(at + 1).is_some_and(char::is_ascii_alphanumeric) {
            back(at, &name)
        } else if ahead(&[':', '\\']) {
            back(at, &|c| c.is_ascii_alphabetic())
        } else if text[at] == '/' && text.iter().skip(at + 1).any(|c| *c == '/') && text.get(at + 1).is_some_and(|c| *c != '/') {
            back(at, &name)
        } else {
            continue;
        };
        return Some(start);
    }
    None
}

/// Where it ends: the stops and quotes behind it belong to the sentence, and so does a bracket it did not open.
fn ascii_end_of(text: &[char], start: usize) -> usize {
    let mut end = text.len();
    let quote = text.iter().skip(start).position(|c| matches!(c, '"' | '<' | '>'));
    end = quote.map_or(end, |at| start + at);
    let opened = text.iter().take(end).skip(start).any(|c| *c == '(');
    while end > start && text.get(end - 1).is_some_and(|c| is_half_stop(*c) || *c == '\'' || (*c == ')' && !opened)) {
        end -= 1;
    }
    end
}
