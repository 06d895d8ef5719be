//! What a wrong conversion left of a text, before it reached us.
//!
//! In: decoded text. Out: a warning for each [`Kind`] found, with its lines; where it was asked for, reversible kinds are
//! undone line by line and noted. What is destroyed (锟斤拷, 烫烫烫, U+FFFD) is told as destroyed.
//!
//! **Always true:** the marks that our own reading put in for malformed bytes are not counted here, and no line that holds
//! one is repaired; a repair moves no line end.

use memchr::memmem;

use super::lines;
use super::misreading::{self, Reversal};
use super::{DecodedText, Malformed};
use crate::diagnostic::{Diagnostic, named_lines};
use crate::message;
use crate::message::Message;
use crate::phrase;
use crate::source::Span;

/// What went wrong, by what it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 鍚屽織浠: UTF-8 that was read as GBK.
    Utf8AsGbk,
    /// ä½ å¥½: UTF-8 that was read as Latin-1 or windows-1252.
    Utf8AsLatin,
    /// ÄãºÃ: GBK that was read so.
    GbkAsLatin,
    /// §A¦n: Big5 that was read so.
    Big5AsLatin,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Utf8AsGbk, Kind::Utf8AsLatin, Kind::GbkAsLatin, Kind::Big5AsLatin];

    /// Written as, and read as.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Utf8AsGbk => ("utf-8", "gb18030"),
            Kind::Utf8AsLatin => ("utf-8", "windows-1252"),
            Kind::GbkAsLatin => ("gb18030", "windows-1252"),
            Kind::Big5AsLatin => ("big5", "windows-1252"),
        }
    }
}

/// What is left of text that is gone, and of what.
const TRACES: [(&str, &str); 4] = [
    ("锟斤拷", DESTROYED),
    ("锟\u{FFFD}", DESTROYED),
    ("烫烫烫", phrase!("memory that a program never filled (0xCC), no text")),
    ("屯屯屯", phrase!("memory that a program never filled (0xCD), no text")),
];
const DESTROYED: &str = phrase!("U+FFFD saved as UTF-8 and read as GBK: the text was destroyed before it came");
const OLDER: &str = phrase!("find an older copy of the text: what stood there cannot be told from what is left");
const MARK: char = char::REPLACEMENT_CHARACTER;

/// Whether a line holds what no repair brings back.
pub(super) fn is_destroyed(line: &str) -> bool {
    line.contains(MARK) || TRACES.iter().any(|(trace, _)| line.contains(trace))
}

/// All that there is to tell; the text is put right where that is wished for.
pub(super) fn told(decoded: &mut DecodedText, repair: bool) -> Vec<Diagnostic> {
    let reversals = misreading::reversals(&decoded.text);
    let mut said: Vec<Diagnostic> = TRACES.iter().filter_map(|(trace, meaning)| destroyed(&decoded.text, trace, meaning)).collect();
    if reversals.is_empty() && said.is_empty() {
        said.extend(lost_characters(&decoded.text, &decoded.malformed));
    }
    for kind in Kind::ALL {
        let of_kind: Vec<&Reversal> = reversals.iter().filter(|reversal| reversal.kind == kind).collect();
        said.extend(misread(&decoded.text, kind, &of_kind, repair));
    }
    if repair && !reversals.is_empty() {
        put_right(decoded, reversals);
    }
    said
}

fn destroyed(text: &str, trace: &'static str, meaning: &'static str) -> Option<Diagnostic> {
    let places: Vec<usize> = memmem::find_iter(text.as_bytes(), trace).collect();
    let (first, count) = (*places.first()?, places.len());
    let lines = lines::line_numbers(text, places);
    let (line, is_one) = (lines.first().copied().unwrap_or(1), lines.first() == lines.last());
    let (lines, times) = (named_lines(lines), times(count));
    let message = match is_one {
        true => message!("{lines} holds {trace} ({times}), which is {meaning}", lines, trace, times, meaning),
        false => message!("{lines} hold {trace} ({times}), which is {meaning}", lines, trace, times, meaning),
    };
    Some(Diagnostic::warning("mojibake", message).at(line, lines::column(text, first)).quoting(excerpt(text, first)).hint(OLDER))
}

fn times(count: usize) -> Message {
    if count == 1 { message!("once") } else { message!("{count} times", count) }
}

/// U+FFFD that stood in the file already.
fn lost_characters(text: &str, malformed: &[Malformed]) -> Option<Diagnostic> {
    let mut ours = malformed.iter().map(|bad| bad.text_offset).peekable();
    let places: Vec<usize> = memmem::find_iter(text.as_bytes(), "\u{FFFD}").filter(|at| ours.next_if_eq(at).is_none()).collect();
    let (first, count) = (*places.first()?, places.len());
    let lines = lines::line_numbers(text, places);
    let line = lines.first().copied().unwrap_or(1);
    let (times, lines) = (times(count), named_lines(lines));
    let message = message!("the file itself holds U+FFFD ({times}, {lines}): these characters were lost before it was saved", times, lines);
    let warning = Diagnostic::warning("mojibake", message).at(line, lines::column(text, first)).quoting(excerpt(text, first));
    Some(warning.hint("find an older copy of the text, or type the missing characters"))
}

/// What there is to tell of one kind: that it is there, or that it was undone.
fn misread(text: &str, kind: Kind, reversals: &[&Reversal], repair: bool) -> Option<Diagnostic> {
    let first = reversals.first()?;
    let (written, read) = kind.names();
    let numbers = lines::line_numbers(text, reversals.iter().map(|reversal| reversal.span.start));
    let (line, column) = (numbers.first().copied().unwrap_or(1), lines::column(text, first.span.start));
    let is_one = numbers.first() == numbers.last();
    let numbers = named_lines(numbers);
    let lost: usize = reversals.iter().map(|reversal| reversal.text.matches(MARK).count()).sum();
    let shown: String = first.text.chars().take(20).collect();
    let quoted = |said: Diagnostic| said.at(line, column).quoting(excerpt(text, first.span.start));
    if !repair {
        let message = match is_one {
            true => message!("{numbers} looks like {written} that was read as {read} and saved", numbers, written, read),
            false => message!("{numbers} look like {written} that was read as {read} and saved", numbers, written, read),
        };
        let hint = match lost {
            0 => message!("the first may have been: {shown}", shown),
            _ => message!("the first may have been: {shown} ({lost} characters are lost)", shown, lost),
        };
        let warning = quoted(Diagnostic::warning("mojibake", message)).hint(hint);
        return Some(warning.hint("undo it with `--repair-mojibake`, or find an older copy of the text"));
    }
    let message = match is_one {
        true => message!("{numbers} was {written} that had been read as {read}, and was put right", numbers, written, read),
        false => message!("{numbers} were {written} that had been read as {read}, and were put right", numbers, written, read),
    };
    Some(quoted(if lost > 0 {
        let message = message!("{repaired}; {lost} characters had been lost on the way and are U+FFFD", repaired = message, lost);
        Diagnostic::warning("mojibake", message).hint(OLDER)
    } else {
        Diagnostic::note("mojibake", message).hint(message!("the first reads now: {shown}", shown))
    }))
}

/// Puts the repaired text in, and moves what is known about places in the text along.
fn put_right(decoded: &mut DecodedText, reversals: Vec<Reversal>) {
    let mut text = String::with_capacity(decoded.text.len());
    // Offsets behind each repair, before and after it.
    let mut moves = vec![(0, 0)];
    for Reversal { span, text: repaired, .. } in reversals {
        let from = moves.last().map_or(0, |(before, _)| *before);
        text.push_str(decoded.text.get(from..span.start).unwrap_or_default());
        let start = text.len();
        text.push_str(&repaired);
        decoded.repaired.push(Span::new(start, text.len()));
        moves.push((span.end, text.len()));
    }
    let from = moves.last().map_or(0, |(before, _)| *before);
    text.push_str(decoded.text.get(from..).unwrap_or_default());
    let moved = |offset: usize| {
        let index = moves.partition_point(|(before, _)| *before <= offset).saturating_sub(1);
        moves.get(index).map_or(offset, |(before, after)| after + (offset - before))
    };
    for bad in &mut decoded.malformed {
        bad.text_offset = moved(bad.text_offset);
    }
    for foreign in &mut decoded.foreign {
        // Never inside a repair: a repair covers a whole line, or a run that a foreign line holds wholly.
        foreign.text = Span::new(moved(foreign.text.start), moved(foreign.text.end));
    }
    decoded.text = text;
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
    use crate::decode::{DecodeOptions, Decoded, decode_with};
    use crate::diagnostic::Severity;
    use crate::source::{RawText, SourceName};

    fn read(bytes: &[u8], repair_mojibake: bool) -> (DecodedText, Vec<Diagnostic>) {
        let name = SourceName::new("a.txt");
        let options = DecodeOptions { repair_mojibake, ..DecodeOptions::default() };
        match decode_with(RawText { name: &name, bytes }, &options) {
            (Decoded::Text(text), said) => (text, said.into_iter().filter(|diagnostic| diagnostic.rule == "mojibake").collect()),
            (Decoded::Refused { label }, _) => panic!("refused as {label}"),
        }
    }

    const SPEECH: &str = "同志们：\n今天我们开会学习文件，讨论工作。\n请大家认真发言，提出意见。\n谢谢大家";

    fn misread_as(text: &str, written: &'static encoding_rs::Encoding, read: &'static encoding_rs::Encoding) -> String {
        let convert = |line: &str| read.decode_without_bom_handling(&written.encode(line).0).0.replace(MARK, "?");
        text.split('\n').map(convert).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn traces_of_lost_text_are_told_with_their_lines() {
        let cases = [
            ("第一行\n这里是锟斤拷锟斤拷。", (2, 4), "line 2 holds 锟斤拷 (2 times), which is U+FFFD saved"),
            ("烫烫烫烫", (1, 1), "line 1 holds 烫烫烫 (once), which is memory"),
            ("屯屯屯\n\n屯屯屯", (1, 1), "lines 1, 3 hold 屯屯屯 (2 times)"),
            ("第一行\n丢了\u{FFFD}字", (2, 3), "the file itself holds U+FFFD (once, line 2)"),
        ];
        for (text, (line, column), message) in cases {
            let (_, said) = read(text.as_bytes(), true);
            let place = said.first().and_then(|said| said.place).map(|place| (place.line, place.column));
            assert_eq!((said.len(), place), (1, Some((line, column))), "{text}: {said:?}");
            assert!(said[0].message.starts_with(message), "{}", said[0].message);
        }
    }

    #[test]
    fn each_reversible_kind_is_named_with_its_lines_and_undone_when_asked_for() {
        use encoding_rs::{BIG5, GB18030, UTF_8, WINDOWS_1252};
        let traditional = "各位同志：\n今天我們開會學習文件，討論工作。\n請大家認真發言，提出意見。\n謝謝大家";
        let cases = [
            (UTF_8, WINDOWS_1252, SPEECH, "lines 2–5 look like utf-8 that was read as windows-1252 and saved"),
            (GB18030, WINDOWS_1252, SPEECH, "lines 2–5 look like gb18030 that was read as windows-1252 and saved"),
            (BIG5, WINDOWS_1252, traditional, "lines 2–5 look like big5 that was read as windows-1252 and saved"),
        ];
        for (written, as_read, speech, message) in cases {
            let text = format!("没有问题的一行\n{}\n好的一行", misread_as(speech, written, as_read));
            let (kept, said) = read(text.as_bytes(), false);
            assert_eq!((kept.text.as_str(), said.len()), (text.as_str(), 1), "{said:?}");
            assert_eq!((said[0].severity, said[0].message.as_str()), (Severity::Warning, message));
            let (repaired, said) = read(text.as_bytes(), true);
            assert_eq!(repaired.text, format!("没有问题的一行\n{speech}\n好的一行"));
            assert_eq!((said.len(), said[0].severity, repaired.repaired.is_empty()), (1, Severity::Note, false));
        }
    }

    #[test]
    fn what_gbk_could_not_hold_of_utf8_is_a_mark_after_the_repair() {
        let text = format!("第一行没有问题\n{}", misread_as(SPEECH, encoding_rs::UTF_8, encoding_rs::GB18030));
        let (kept, said) = read(text.as_bytes(), false);
        assert_eq!((kept.text.as_str(), said.len()), (text.as_str(), 1));
        assert!(said[0].message.ends_with("look like utf-8 that was read as gb18030 and saved"), "{}", said[0].message);
        let (repaired, said) = read(text.as_bytes(), true);
        assert!(repaired.text.contains("今天我们开会学习文件，讨论工作"), "{}", repaired.text);
        assert_eq!(repaired.text.lines().count(), 5);
        let lost = repaired.text.matches(MARK).count();
        assert!(lost > 0 && said[0].severity == Severity::Warning && said[0].message.contains(&format!("{lost} characters")), "{said:?}");
    }

    #[test]
    fn places_move_along_with_a_repair() {
        let misread = misread_as("同志们，大家好", encoding_rs::GB18030, encoding_rs::WINDOWS_1252);
        let bytes = [SPEECH.as_bytes(), b"\n", misread.as_bytes(), "\n坏的".as_bytes(), b"\xE5\xA4\n"].concat();
        let (text, _) = read(&bytes, true);
        assert_eq!(text.text, format!("{SPEECH}\n同志们，大家好\n坏的\u{FFFD}\n"));
        assert!(text.text[text.malformed[0].text_offset..].starts_with(MARK) && text.malformed[0].line == 6);
        assert_eq!(&text.text[text.repaired[0].range()], "同志们，大家好");
    }

    #[test]
    fn good_text_is_no_mojibake() {
        let texts = [
            "烫了一下，又烫了。",
            "café, déjà vu — “à la carte”",
            "龘靐齉爩，生僻字也是字。",
            "±5 °C",
            "É—À",
            "Größe, Füße, Übermäßig, Ärger",
            "©®™ «oui» £5 ½",
            "Là où ça été créé",
        ];
        for text in texts {
            assert_eq!(read(text.as_bytes(), true), read(text.as_bytes(), false), "{text}");
            assert_eq!(read(text.as_bytes(), false).1, [], "{text}");
        }
        assert_eq!(read(b"\xE5\x90\x8C\xE5\xBF\x97\xE4\xBB\xAC\xE5\xA5\n", true).1, [], "our own U+FFFD");
    }
}
