//! Private-use characters: what they show depends on the font of whoever typed them. Told, never touched.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::message;
use crate::message::Message;
use crate::normalize::NormalText;
use crate::normalize::characters::besides_han;
use crate::normalize::checks::Finding;
use crate::normalize::rule::{Class, Rule, Touches, Work};
use crate::phrase;

/// The rule.
pub const RULE: Rule = Rule {
    name: "private-use",
    touches: Touches::Character,
    class: Class::Warns,
    work: Work::Check(find),
    page: include_str!("../../../docs/rules/private-use.md"),
};

/// How many are named, each with how many lines.
const NAMED: usize = 5;
const LINES: usize = 3;

/// Whether a character is private.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// A glance at the bytes: U+E000 to U+EFFF begin with EE, U+F000 to U+F8FF with EF and less than A4, the planes with F3 and F4.
fn may_be_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_low = |at: usize| bytes.get(at + 1).is_some_and(|next| *next < 0xA4);
    memchr::memchr3(0xEE, 0xF3, 0xF4, bytes).is_some() || memchr::memchr_iter(0xEF, bytes).any(is_low)
}

fn listed(lines: &[usize]) -> String {
    let named: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let more = if lines.len() > LINES { ", …" } else { "" };
    format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, named.join(", "))
}

fn find(normal: &NormalText) -> Vec<Finding> {
    if !may_be_in(&normal.text) {
        return Vec::new();
    }
    let mut count = 0;
    let mut first = None;
    // Each code point with the lines of its first places.
    let mut codes: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for line in &normal.lines {
        for (at, c) in besides_han(normal.line(line)).filter(|(_, c)| is_private(*c)) {
            count += 1;
            first.get_or_insert(line.span.start + at);
            let lines = codes.entry(u32::from(c)).or_default();
            if lines.len() <= LINES && lines.last() != Some(&line.number) {
                lines.push(line.number);
            }
        }
    }
    let Some(offset) = first else { return Vec::new() };
    let name = |(code, lines): (&u32, &Vec<usize>)| message!("{code} ({lines})", code = format!("U+{code:04X}"), lines = listed(lines));
    let mut named: Vec<Message> = codes.iter().take(NAMED).map(name).collect();
    if codes.len() > NAMED {
        named.push(Message::foreign("…"));
    }
    let message = match count {
        1 => message!("1 private-use character: {named}", named),
        _ => message!("{count} private-use characters: {named}", count, named),
    };
    let hint = phrase!("only the font they were typed with knows what they show; replace them by what is meant");
    vec![Finding { offset, diagnostic: Diagnostic::note(RULE.name, message).hint(hint) }]
}

#[cfg(test)]
mod tests {
    use crate::decode::{Decoded, decode};
    use crate::normalize::normalize;
    use crate::source::{RawText, SourceName};

    #[test]
    fn each_code_point_is_named_with_its_lines() {
        let text = "甲\u{E000}\n\n乙\u{E001}\u{E001}\n丙\u{E000}\n丁\u{E001}\n戊\u{E001}\n己\u{E001}\n";
        let name = SourceName::new("a.txt");
        let Decoded::Text(decoded) = decode(RawText { name: &name, bytes: text.as_bytes() }, None).0 else { panic!("it is text") };
        let (_, said) = normalize(&decoded, &Default::default());
        let said = said.into_iter().find(|said| said.rule == "private-use").expect("there are some");
        assert_eq!(said.message, "7 private-use characters: U+E000 (lines 1, 4), U+E001 (lines 3, 5, 6, …)");
    }
}
