//! How diagnostics and trouble look to people: place, sentence, hint, on standard error.
//!
//! **Always true:** no control character of somebody's text or file name reaches the terminal; colour only there, and not
//! with `NO_COLOR`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};

use super::language::Language;
use crate::batch::Trouble;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message;
use crate::message::Message;
use crate::source::SourceName;

/// How much to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// Errors and warnings only.
    Quiet,
    /// And notes, progress, the summary.
    Normal,
    /// And a line a file, and timing.
    Verbose,
}

/// Findings of one rule in one file that are printed before the rest is only counted.
const PRINTED_PER_RULE: usize = 10;

/// Standard error, for people.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    verbosity: Verbosity,
    colour: bool,
    language: Language,
}

impl Screen {
    /// Standard error as it is, a terminal or not, in the language of the locale.
    pub fn new(verbosity: Verbosity) -> Screen {
        Screen { verbosity, colour: may_colour(io::stderr().is_terminal()), language: Language::of_locale() }
    }

    /// The same, saying this much.
    pub fn saying(self, verbosity: Verbosity) -> Screen {
        Screen { verbosity, ..self }
    }

    /// The same, in this language.
    pub fn in_language(self, language: Language) -> Screen {
        Screen { language, ..self }
    }

    /// How much it says.
    pub fn verbosity(&self) -> Verbosity {
        self.verbosity
    }

    /// Prints what the stages had to say about one text.
    pub fn diagnostics(&self, name: Option<&SourceName>, said: &[Diagnostic]) {
        put(&self.page(name, said));
    }

    /// Prints trouble with the world.
    pub fn trouble(&self, trouble: &Trouble) {
        self.trouble_of(None, trouble);
    }

    /// Prints trouble with the world, and whose text was not converted for it (an output, or a face, was in the way).
    pub fn trouble_of(&self, name: Option<&SourceName>, trouble: &Trouble) {
        let (head, colon) = (self.painted(Severity::Error, self.language.word("error")), self.language.colon());
        let what = self.language.say(&trouble.what);
        let about = trouble.about.as_ref().map(|about| format!("{about}{colon}")).unwrap_or_default();
        let mut text = format!("{head}{colon}{}\n", plain(&format!("{about}{what}")));
        if let Some(name) = name.filter(|name| trouble.about.as_ref() != Some(name)) {
            // holds: writing to a String cannot fail
            let _ = writeln!(text, "  --> {}", plain(name.as_str()));
        }
        self.push_hints(&mut text, &trouble.hints);
        put(&text);
    }

    /// Prints a line that is neither result nor complaint, unless quiet.
    pub fn line(&self, line: &Message) {
        self.line_under("", line);
    }

    /// The same, set in under another.
    pub fn line_under(&self, indent: &str, line: &Message) {
        if self.verbosity != Verbosity::Quiet {
            put(&format!("{indent}{}\n", plain(&self.language.say(line))));
        }
    }

    /// A hint by itself, unless quiet.
    pub fn hint(&self, hint: Message) {
        if self.verbosity != Verbosity::Quiet {
            let mut text = String::new();
            self.push_hints(&mut text, &[hint]);
            put(&text);
        }
    }

    fn page(&self, name: Option<&SourceName>, said: &[Diagnostic]) -> String {
        let mut page = String::new();
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for one in said {
            if one.severity == Severity::Note && self.verbosity == Verbosity::Quiet {
                continue;
            }
            let count = counts.entry((one.severity, one.rule)).or_default();
            *count += 1;
            if *count <= PRINTED_PER_RULE || self.verbosity == Verbosity::Verbose {
                self.push(&mut page, name, one);
            }
        }
        if self.verbosity != Verbosity::Verbose {
            for ((severity, rule), count) in counts.into_iter().filter(|(_, count)| *count > PRINTED_PER_RULE) {
                let head = self.head(severity, rule);
                let name = name.map(|name| plain(name.as_str())).unwrap_or_default();
                // holds: writing to a String cannot fail, here and below
                let _ = writeln!(
                    page,
                    "{head}{}\n  --> {name}",
                    self.language.say(&message!("{count} more of these", count = count - PRINTED_PER_RULE))
                );
                self.push_hints(&mut page, &[message!("`-v` prints them all")]);
            }
        }
        page
    }

    fn push(&self, page: &mut String, name: Option<&SourceName>, said: &Diagnostic) {
        let head = self.head(said.severity, said.rule);
        let _ = writeln!(page, "{head}{}", plain(&self.language.say(&said.message)));
        if let Some(name) = name {
            let _ = write!(page, "  --> {}", plain(name.as_str()));
            if let Some(place) = said.place {
                let _ = write!(page, ":{}:{}", place.line, place.column);
            }
            if let Some(excerpt) = &said.excerpt {
                let _ = write!(page, "   {}", plain(excerpt));
            }
            page.push('\n');
        }
        self.push_hints(page, &said.hints);
    }

    /// `warning[unpaired-quote]: `, the words in colour.
    fn head(&self, severity: Severity, rule: &str) -> String {
        let (word, colon) = (self.language.word(severity.as_str()), self.language.colon());
        format!("{}{colon}", self.painted(severity, &format!("{word}[{rule}]")))
    }

    fn push_hints(&self, page: &mut String, hints: &[Message]) {
        let (word, colon) = (self.language.word("hint"), self.language.colon());
        for hint in hints {
            let _ = writeln!(page, "  {word}{colon}{}", plain(&self.language.say(hint)));
        }
    }

    /// A message in the language of this screen.
    pub fn say(&self, message: &Message) -> String {
        self.language.say(message)
    }

    fn painted(&self, severity: Severity, text: &str) -> String {
        if !self.colour {
            return text.to_string();
        }
        let code = match severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Note => "1;36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Whether colour is welcome: on a terminal that can show it, unless `NO_COLOR` is set (<https://no-color.org>).
pub fn may_colour(is_terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    is_terminal && !refused && !dumb
}

/// Text on one line, safe for a terminal: control and direction characters are shown by their code.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(out, "{{U+{:04X}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Zero-width and direction characters: unseen, they change how the rest of a line reads.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn put(text: &str) {
    // Where standard error is closed there is nobody left to tell.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Screen = Screen { verbosity: Verbosity::Normal, colour: false, language: Language::En };

    #[test]
    fn a_diagnostic_names_file_place_excerpt_and_hint() {
        let said = Diagnostic::warning("unpaired-quote", "this “ has no partner in its paragraph");
        let said = said.at(7, 112).quoting("…要做到“两个维护，…").hint("add ” after 两个维护");
        assert_eq!(
            PLAIN.page(Some(&SourceName::new("讲话稿.txt")), &[said]),
            "warning[unpaired-quote]: this “ has no partner in its paragraph\n  --> 讲话稿.txt:7:112   …要做到“两个维护，…\n  hint: add ” after 两个维护\n"
        );
    }

    #[test]
    fn the_flood_of_one_rule_is_counted_and_quiet_hides_notes_only() {
        let name = SourceName::new("a");
        let flood: Vec<Diagnostic> = (1..=12).map(|line| Diagnostic::warning("x", "m").at(line, 1)).collect();
        let page = PLAIN.page(Some(&name), &flood);
        assert!(page.contains("a:10:1") && !page.contains("a:11:1") && page.contains("2 more of these"), "{page}");
        assert!(PLAIN.saying(Verbosity::Verbose).page(Some(&name), &flood).contains("a:12:1"));
        let quiet = PLAIN.saying(Verbosity::Quiet);
        assert_eq!(quiet.page(Some(&name), &[Diagnostic::note("x", "m")]), "");
        assert!(!quiet.page(Some(&name), &flood).is_empty());
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_by_its_code() {
        assert_eq!(plain("a\n\u{1b}[31mb\u{202E}"), "a\\n{U+001B}[31mb{U+202E}");
    }
}
