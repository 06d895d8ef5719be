//! Text that was destroyed before it reached us: what a wrong conversion leaves behind.
//!
//! In: decoded text. Out: a warning that names the first trace. Nothing is repaired; where the loss can be undone, the hint
//! says how the line would read.
//!
//! **Always true:** the marks that our own reading put in for malformed bytes are not counted here.

use std::borrow::Cow;

use super::language::{self, Language};
use super::lines;
use super::{DecodedText, Malformed};
use crate::diagnostic::Diagnostic;

/// What is left of text, and of what.
const TRACES: [(&str, &str); 4] = [
    ("锟斤拷", "U+FFFD saved as UTF-8 and read as GBK: the text was lost then"),
    ("锟\u{FFFD}", "U+FFFD saved as UTF-8 and read as GBK: the text was lost then"),
    ("烫烫烫", "memory that a program never filled (0xCC)"),
    ("屯屯屯", "memory that a program never filled (0xCD)"),
];
/// How many suspicious lines are tried for a repair, and how much of each.
const TRIED: usize = 4;
const LENGTH: usize = 32;
/// How much likelier the repaired line must be, in thousandths of a nat.
const CLEARLY: i64 = 10_000;

/// The warning that the text holds mojibake, if it does.
pub(super) fn mojibake(decoded: &DecodedText) -> Option<Diagnostic> {
    let text = decoded.text.as_str();
    let (at, message, hint) =
        traces(text).or_else(|| read_as_latin(text)).or_else(|| read_as_gbk(text)).or_else(|| lost_characters(text, &decoded.malformed))?;
    let line = lines::line_numbers(text, [at]).first().copied().unwrap_or(1);
    Some(Diagnostic::warning("mojibake", message).at(line, lines::column(text, at)).quoting(excerpt(text, at)).hint(hint))
}

/// Where, what it is, what to do.
type Finding = (usize, String, String);

fn traces(text: &str) -> Option<Finding> {
    let (trace, meaning) = TRACES.iter().find(|(trace, _)| text.contains(trace))?;
    let count = text.matches(trace).count();
    let message = format!("the text holds {trace} ({count} times), which is {meaning}");
    Some((text.find(trace)?, message, "find an older copy of the text: what these marks stand for cannot be told from them".to_owned()))
}

/// U+FFFD that stood in the file already.
fn lost_characters(text: &str, malformed: &[Malformed]) -> Option<Finding> {
    let mut ours = malformed.iter().map(|bad| bad.text_offset).peekable();
    let mut theirs = text.match_indices(char::REPLACEMENT_CHARACTER).filter(|(at, _)| ours.next_if_eq(at).is_none()).map(|(at, _)| at);
    let first = theirs.next()?;
    let count = 1 + theirs.count();
    let message = format!("the file itself holds U+FFFD ({count} times): these characters were lost before it was saved");
    Some((first, message, "find an older copy of the text, or type the missing characters".to_owned()))
}

/// UTF-8 that was read as Latin-1 or windows-1252, and saved: ä½ å¥½, Ã©.
fn read_as_latin(text: &str) -> Option<Finding> {
    // Every such character of two bytes begins with one of these; in Han text there are none.
    if !text.bytes().any(|byte| matches!(byte, 0xC2 | 0xC3)) {
        return None;
    }
    let (mut first, mut pairs, mut repaired) = (None, 0, String::new());
    for (at, run) in latin_runs(text) {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(run);
        for c in bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()).filter(|c| !c.is_ascii()) {
            first = first.or(Some(at));
            // A Han character takes three; two letters of two may be chance.
            pairs += if c < '\u{800}' { 1 } else { 2 };
            if repaired.len() < 60 {
                repaired.push(c);
            }
        }
    }
    let message = "the text looks like UTF-8 that was read as windows-1252 and saved".to_owned();
    let hint = format!("it may have been: {repaired}; find an older copy of the text, or save it as windows-1252 and convert that");
    (pairs >= 2).then_some((first?, message, hint))
}

/// Runs of characters that windows-1252 has above 0x7F, two of them and more, with their offsets.
fn latin_runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_latin = |c: char| matches!(c, '\u{80}'..='\u{FF}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_latin)?;
        let rest = text.get(start..)?;
        let length = rest.find(|c| !is_latin(c)).unwrap_or(rest.len());
        at = start + length;
        Some((start, rest.get(..length)?))
    })
    .filter(|(_, run)| run.chars().nth(1).is_some())
}

/// UTF-8 that was read as GBK, and saved: 鍚屽織浠 for 同志们.
fn read_as_gbk(text: &str) -> Option<Finding> {
    let mut start = 0;
    let mut tried = 0;
    for line in text.split('\n') {
        if is_mostly_rare(line) && tried < TRIED {
            tried += 1;
            if let Some(repaired) = repaired(line) {
                let shown: String = repaired.chars().take(20).collect();
                let message = "the text looks like UTF-8 that was read as gb18030 and saved".to_owned();
                let hint = format!("it may have been: {shown}; find an older copy of the text, or save it as gb18030 and convert that");
                return Some((start + line.len() - line.trim_start().len(), message, hint));
            }
        }
        start += line.len() + 1;
    }
    None
}

/// Whether half of the Han characters of a line or more are in no table of frequent ones.
fn is_mostly_rare(line: &str) -> bool {
    let (mut han, mut rare) = (0, 0);
    for c in line.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')) {
        han += 1;
        rare += usize::from(!language::is_frequent(c));
    }
    han >= 4 && rare * 2 >= han
}

/// How a line reads if the wrong conversion is undone, if that makes it likelier Chinese.
fn repaired(line: &str) -> Option<String> {
    let part: String = line.trim_start().chars().take(LENGTH).collect();
    let (bytes, _, _) = encoding_rs::GB18030.encode(&part);
    let repaired = String::from_utf8_lossy(&bytes);
    let cost = |text: &str| language::cost(text, Language::Chinese, 16_000);
    (cost(&repaired) + CLEARLY < cost(&part)).then(|| Cow::into_owned(repaired))
}

/// Some characters round an offset, on its line.
fn excerpt(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;
    use crate::source::{RawText, SourceName};

    fn warned(bytes: &[u8]) -> Option<Diagnostic> {
        let name = SourceName::new("a.txt");
        decode(RawText { name: &name, bytes }, None).1.into_iter().find(|diagnostic| diagnostic.rule == "mojibake")
    }

    #[test]
    fn traces_of_lost_text_are_told_with_their_place() {
        let utf8_as_gbk = encoding_rs::GB18030.decode_without_bom_handling("同志们，今天我们开会学习文件。".as_bytes()).0.into_owned();
        let cases = [
            ("第一行\n这里是锟斤拷锟斤拷。".to_owned(), (2, 4)),
            ("烫烫烫烫".to_owned(), (1, 1)),
            ("屯屯屯".to_owned(), (1, 1)),
            ("第一行\n丢了\u{FFFD}字".to_owned(), (2, 3)),
            ("ä½\u{A0}å¥½ and more".to_owned(), (1, 1)),
            ("cafÃ© dÃ©jÃ\u{A0} vu".to_owned(), (1, 4)),
            (format!("第一行没有问题\n{utf8_as_gbk}"), (2, 1)),
        ];
        for (text, (line, column)) in cases {
            let place = warned(text.as_bytes()).and_then(|diagnostic| diagnostic.place);
            assert_eq!(place.map(|place| (place.line, place.column)), Some((line, column)), "{text}");
        }
    }

    #[test]
    fn good_text_is_no_mojibake() {
        let texts = ["烫了一下，又烫了。", "café, déjà vu — “à la carte”", "龘靐齉爩，生僻字也是字。", "±5 °C", "É—À"];
        for text in texts {
            assert_eq!(warned(text.as_bytes()), None, "{text}");
        }
        assert_eq!(warned(b"\xE5\x90\x8C\xE5\xBF\x97\xE4\xBB\xAC\xE5\xA5\n"), None, "our own U+FFFD");
    }
}
