//! Files of two encodings: a paragraph pasted into a file as bytes, in another encoding than the rest.
//!
//! In: what was decoded, and its bytes. Out: a warning with the lines, for the two encodings that meet in practice, UTF-8
//! and GB 18030. The lines stay as they were read: the person decides.
//!
//! **Always true:** a line is named only if the other encoding reads all of it, and as likelier Chinese.

use super::language::{self, Language};
use super::lines;
use super::{DecodedText, Encoding};
use crate::diagnostic::Diagnostic;

/// How much likelier the other reading must be, in thousandths of a nat.
const CLEARLY: i64 = 8000;
/// How many lines are tried and listed at most.
const TRIED: usize = 64;
const LISTED: usize = 5;
/// How long a line may be to be tried.
const LONG: usize = 8192;

/// The warning that some lines are in another encoding, if they are.
pub(super) fn mixed_encodings(decoded: &DecodedText, bytes: &[u8]) -> Option<Diagnostic> {
    let (found, other) = match decoded.encoding {
        Encoding::UTF_8 => (gb18030_lines(decoded, bytes), Encoding::GB18030),
        Encoding::GB18030 => (utf8_lines(bytes), Encoding::UTF_8),
        _ => return None,
    };
    let first = found.first()?;
    let listed: Vec<String> = found.iter().take(LISTED).map(usize::to_string).collect();
    let more = if found.len() > LISTED { ", …" } else { "" };
    let lines = if found.len() == 1 { "line" } else { "lines" };
    let (main, other) = (decoded.encoding.label(), other.label());
    let message = format!("most of the file is {main}, but {lines} {}{more} can be read as {other}", listed.join(", "));
    let warning = Diagnostic::warning("mixed-encodings", message).at(*first, 1);
    Some(warning.hint(format!(
        "put these lines into a file of their own and convert it with `--encoding {other}`, or save the whole file as UTF-8"
    )))
}

/// The lines of a UTF-8 file that are malformed, but well-formed and likely GB 18030.
fn gb18030_lines(decoded: &DecodedText, bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut tried = 0;
    for bad in &decoded.malformed {
        if found.last() == Some(&bad.line) || tried == bad.line {
            continue;
        }
        tried = bad.line;
        if found.len() == TRIED {
            break;
        }
        if is_likelier(line_at(bytes, bad.span.start), Encoding::GB18030, Encoding::UTF_8) {
            found.push(bad.line);
        }
    }
    found
}

/// The lines of a GB 18030 file that are well-formed and likely UTF-8.
fn utf8_lines(bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if !line.is_ascii() && std::str::from_utf8(line).is_ok() && is_likelier(line, Encoding::UTF_8, Encoding::GB18030) {
            found.push(start);
            if found.len() == TRIED {
                break;
            }
        }
        start += line.len();
    }
    numbers_of(&found, bytes)
}

/// The 1-based lines that start at these offsets of a GB 18030 file, as the decoded source counts them.
fn numbers_of(starts: &[usize], bytes: &[u8]) -> Vec<usize> {
    let Some(reader) = Encoding::GB18030.reader() else { return Vec::new() };
    let (mut line, mut from) = (1, 0);
    let number = |start: &usize| {
        line += lines::line_ends(&reader.read(bytes.get(from..*start).unwrap_or_default()).text).count();
        from = *start;
        line
    };
    starts.iter().map(number).collect()
}

/// The line, in bytes, that an offset stands on; in both encodings, CR and LF are never part of another character.
fn line_at(bytes: &[u8], offset: usize) -> &[u8] {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = bytes.get(..offset).and_then(|before| before.iter().rposition(is_end)).map_or(0, |at| at + 1);
    let end = bytes.get(offset..).and_then(|rest| rest.iter().position(is_end)).map_or(bytes.len(), |at| offset + at);
    bytes.get(start..end).unwrap_or_default()
}

fn is_likelier(line: &[u8], this: Encoding, than: Encoding) -> bool {
    let (Some(this), Some(than)) = (this.reader(), than.reader()) else { return false };
    if line.len() > LONG {
        return false;
    }
    let reading = this.read(line);
    let cost = |text: &str| language::cost(text, Language::Chinese, 16_000);
    reading.gaps.is_empty()
        && reading.text.chars().filter(|c| !c.is_ascii()).nth(1).is_some()
        && cost(&reading.text) + CLEARLY < cost(&than.read(line).text)
}

#[cfg(test)]
mod tests {
    use crate::decode::decode;
    use crate::source::{RawText, SourceName};

    fn warned(bytes: &[u8]) -> Option<(usize, String)> {
        let name = SourceName::new("a.txt");
        let (_, said) = decode(RawText { name: &name, bytes }, None);
        let mixed = said.into_iter().find(|diagnostic| diagnostic.rule == "mixed-encodings")?;
        Some((mixed.place.expect("a line is named").line, mixed.message))
    }

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn a_gbk_line_in_a_utf8_file_is_named() {
        let bytes = ["同志们：\n今天我们在这里开会。\n".as_bytes(), &gbk("这一行是从别处粘贴来的。\n"), "谢谢大家！\n".as_bytes()].concat();
        let (line, message) = warned(&bytes).expect("the third line is GBK");
        assert_eq!(line, 3);
        assert_eq!(message, "most of the file is utf-8, but line 3 can be read as gb18030");
    }

    #[test]
    fn a_utf8_line_in_a_gbk_file_is_named() {
        let bytes = [
            &gbk("同志们：\r\n今天我们在这里开会，学习有关文件的精神。\r\n")[..],
            "这一行是从别处来的。\r\n".as_bytes(),
            &gbk("谢谢大家！\r\n"),
        ]
        .concat();
        assert_eq!(warned(&bytes).map(|(line, _)| line), Some(3));
    }

    #[test]
    fn damage_is_not_a_second_encoding() {
        let mut bytes = "同志们：\n今天我们在这里开会。\n".as_bytes().to_vec();
        bytes.remove(17);
        assert_eq!(warned(&bytes), None);
        assert_eq!(warned(&gbk("同志们：\n今天我们在这里开会。\n")), None);
    }
}
