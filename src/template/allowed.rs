//! What each key of a template file may hold, and how a value that it may not is answered.
//!
//! In: a TOML table with places. Out: the first value that is of a wrong kind, with its line, or the line of every key. The
//! ranges here are the ones that `load` and `margins` check numbers against; `docs/templates.md` says what each key is for.
//!
//! **Always true:** every key of `keys.rs` has its row, so that no value is refused without saying what is allowed.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::TemplateError;
use crate::diagnostic::near;
use crate::message;
use crate::message::{Message, either};
use crate::phrase;

/// What a key may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Allowed {
    /// `true` or `false`.
    Switch,
    /// A text, and what it says.
    Text(&'static str),
    /// One of these words.
    Words(&'static [&'static str]),
    /// A whole number: the least, the most, of what.
    Count(i64, i64, &'static str),
    /// A number: the least, the most, its unit.
    Number(f64, f64, &'static str),
}

use Allowed::{Count, Number, Switch, Text, Words};

/// A key: its table (`style` for each role's), its name, what it may hold.
pub(super) type Key = (&'static str, &'static str, Allowed);

const FACES: Allowed = Words(&["fang", "kai", "hei", "title", "song", "latin", "latin-bold"]);
const NAME: Allowed = Text(phrase!("the name of a font"));
const CHARACTERS: &str = phrase!("characters");
const LINES: &str = phrase!("lines");

/// Every key of a template file.
#[rustfmt::skip] // a row a key
pub(super) const KEYS: &[Key] = &[
    ("", "description", Text(phrase!("one sentence"))),
    ("page", "paper", Text("a4 a3 b5 16k letter")),
    ("page", "width-mm", Number(50.0, 1000.0, "mm")),
    ("page", "height-mm", Number(50.0, 1000.0, "mm")),
    ("page", "top-mm", Number(0.0, 200.0, "mm")),
    ("page", "bottom-mm", Number(0.0, 200.0, "mm")),
    ("page", "left-mm", Number(0.0, 200.0, "mm")),
    ("page", "right-mm", Number(0.0, 200.0, "mm")),
    ("page", "lines", Count(1, 200, LINES)),
    ("page", "characters", Count(1, 200, CHARACTERS)),
    ("page", "columns", Count(1, 6, phrase!("columns"))),
    ("page", "column-gap", Number(0.0, 20.0, CHARACTERS)),
    ("page", "single-sided", Switch),
    ("page", "keep-sentences", Count(0, 20, LINES)),
    ("page", "first-page", Words(&["same", "bare"])),
    ("page", "mirror", Switch),
    ("page", "toc", Switch),
    ("line", "prohibition", Words(&["none", "basic", "gb", "strict"])),
    ("line", "squeeze-line-start", Switch),
    ("line", "squeeze-paragraph-start", Switch),
    ("page-number", "format", Text(phrase!("one line with {} where the number stands, or none"))),
    ("page-number", "face", FACES),
    ("page-number", "size-pt", Number(4.0, 72.0, "pt")),
    ("page-number", "below-mm", Number(0.0, 100.0, "mm")),
    ("page-number", "outer-indent", Number(0.0, 20.0, CHARACTERS)),
    ("page-number", "mirrored", Switch),
    ("notes", "width-mm", Number(5.0, 200.0, "mm")),
    ("notes", "gap-mm", Number(0.0, 50.0, "mm")),
    ("notes", "rule-pt", Number(0.0, 3.0, "pt")),
    ("notes", "writing-lines", Count(0, 20, LINES)),
    ("line-numbers", "every", Count(0, 100, LINES)),
    ("line-numbers", "size-pt", Number(4.0, 72.0, "pt")),
    ("line-numbers", "gap-mm", Number(0.0, 50.0, "mm")),
    ("header", "text", Text(phrase!("one line of 200 characters at most"))),
    ("header", "face", FACES),
    ("header", "size-pt", Number(4.0, 72.0, "pt")),
    ("header", "above-mm", Number(0.0, 100.0, "mm")),
    ("watermark", "text", Text(phrase!("one line of 60 characters at most"))),
    ("watermark", "face", FACES),
    ("watermark", "lightness", Count(0, 99, phrase!("percent"))),
    ("font-names", "fang", NAME),
    ("font-names", "kai", NAME),
    ("font-names", "hei", NAME),
    ("font-names", "title", NAME),
    ("font-names", "song", NAME),
    ("font-names", "latin", NAME),
    ("font-names", "latin-bold", NAME),
    ("font-names-traditional", "fang", NAME),
    ("font-names-traditional", "kai", NAME),
    ("font-names-traditional", "hei", NAME),
    ("font-names-traditional", "title", NAME),
    ("font-names-traditional", "song", NAME),
    ("font-names-traditional", "latin", NAME),
    ("font-names-traditional", "latin-bold", NAME),
    ("style", "face", FACES),
    ("style", "latin", FACES),
    ("style", "size-pt", Number(4.0, 144.0, "pt")),
    ("style", "align", Words(&["justify", "left", "center", "right"])),
    ("style", "first-indent", Number(-20.0, 20.0, CHARACTERS)),
    ("style", "left-indent", Number(0.0, 20.0, CHARACTERS)),
    ("style", "right-indent", Number(0.0, 20.0, CHARACTERS)),
    ("style", "blank-before", Count(0, 20, LINES)),
    ("style", "blank-after", Count(0, 20, LINES)),
    ("style", "line-span", Count(1, 10, LINES)),
    ("style", "keep-with-next", Switch),
    ("style", "level-run-in", Words(&["heading", "plain", "bold", "kai", "split"])),
    ("style", "run-in", Words(&["plain", "bold", "kai", "split"])),
    ("style", "inner", Words(&["plain", "bold", "kai"])),
];

/// What a key of a table may hold; the table of a role is `style.ROLE`.
pub(super) fn of(table: &str, name: &str) -> Option<Allowed> {
    let table = if table.starts_with("style.") { "style" } else { table };
    KEYS.iter().find(|(known, key, _)| (*known, *key) == (table, name)).map(|(.., allowed)| *allowed)
}

/// The tables that have a key of this name; of roles, the one for all.
pub(super) fn tables_of(name: &str) -> impl Iterator<Item = &'static str> {
    let name = name.replace('_', "-");
    let tables = KEYS.iter().filter(move |(table, key, _)| *key == name && !table.is_empty()).map(|(table, ..)| *table);
    tables.map(|table| if table == "style" { "style.default" } else { table })
}

impl Allowed {
    /// The range, the words or the kind, as a message names them.
    pub(super) fn said(self) -> Message {
        match self {
            Switch => message!("true and false"),
            Text(what) => what.into(),
            Words(words) => Message::foreign(words.join(" ")),
            Count(least, most, unit) => message!("{least} to {most} {unit}", least, most, unit),
            Number(least, most, unit) => message!("{least} to {most} {unit}", least, most, unit),
        }
    }

    /// Whether a value is of the kind; its range is checked where it is used, its word here.
    fn takes(self, value: &DeValue<'_>) -> bool {
        match (self, value) {
            (Switch, DeValue::Boolean(_)) | (Text(_), DeValue::String(_)) | (Number(..), DeValue::Float(_)) => true,
            // One of more than 64 bits is nothing that a file's reader can hold.
            (Count(..) | Number(..), DeValue::Integer(said)) => i64::from_str_radix(said.as_str(), said.radix()).is_ok(),
            (Words(words), DeValue::String(said)) => words.contains(&said.as_ref()),
            (Switch | Text(_) | Words(_) | Count(..) | Number(..), _) => false,
        }
    }

    /// What a value is not, and what is allowed.
    fn refusal(self, key: &str, value: &DeValue<'_>, written: &str) -> Message {
        let text = value.as_str().unwrap_or_default();
        let (kind, unquoted) = match self {
            Switch => (phrase!("neither true nor false"), text.parse::<bool>().is_ok()),
            Text(_) => (phrase!("no text in quotes"), false),
            Words(_) if value.is_str() => (phrase!("not known"), false),
            Words(_) => (phrase!("no word in quotes"), false),
            Count(..) => (phrase!("no whole number"), text.parse::<i64>().is_ok()),
            Number(..) => (phrase!("no number"), text.parse::<f64>().is_ok()),
        };
        // The value of a table begins on another line, or is long: what it is will do.
        let (key, written, allowed) = (key.to_string(), written.to_string(), self.said());
        let shown = if value.is_table() { message!("`{key}`, a table,", key) } else { message!("`{key} = {written}`", key, written) };
        let what = match self {
            Text(_) => message!("{shown} is {kind}; allowed is {allowed}", shown, kind, allowed),
            Switch | Words(_) | Count(..) | Number(..) => message!("{shown} is {kind}; allowed are {allowed}", shown, kind, allowed),
        };
        match self {
            _ if unquoted => message!("{what}; leave the quotes out", what),
            Words(words) => match near(text, words.iter().copied()) {
                near if near.is_empty() => what,
                near => message!("{what}; did you mean {near}?", what, near = either(&near)),
            },
            Switch | Text(_) | Count(..) | Number(..) => what,
        }
    }
}

/// Where keys stand: by table and name, the offset of each; a table's own under an empty name.
pub(super) type Places = BTreeMap<(String, String), usize>;

/// Looks through a file: where its keys are, or the first value that is not of its key's kind. Keys that nobody knows are for the
/// reader of `keys.rs` to refuse.
pub(super) fn survey(file: &DeTable<'_>, source: &str) -> Result<Places, TemplateError> {
    let mut survey = Survey { source, places: Places::new(), refused: None };
    for (name, value) in file {
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("style", DeValue::Table(styles)) => {
                for (role, style) in styles {
                    if !style.get_ref().is_table() && of("style", role.get_ref()).is_some() {
                        let key = role.get_ref().to_string();
                        survey.refuse(
                            role.span().start,
                            message!(
                                "`{key}` belongs to a role; it stands below a line [style.default] or that of one role, as [style.body]",
                                key
                            ),
                        );
                        continue;
                    }
                    survey.table(&format!("style.{}", role.get_ref()), role, style);
                }
            }
            (table, _) if table == "style" || KEYS.iter().any(|(known, ..)| *known == table) => survey.table(table, name, value),
            _ => survey.value("", name, value),
        }
    }
    match survey.refused {
        Some((offset, message)) => Err(TemplateError { line: Some(super::reader::line_of(source, offset)), message }),
        None => Ok(survey.places),
    }
}

struct Survey<'a> {
    source: &'a str,
    places: Places,
    /// The first of what was refused: its offset, what there is to say.
    refused: Option<(usize, Message)>,
}

impl Survey<'_> {
    fn table(&mut self, table: &str, name: &Spanned<toml::de::DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        self.places.insert((table.to_string(), String::new()), name.span().start);
        match value.get_ref() {
            DeValue::Table(keys) => keys.iter().for_each(|(name, value)| self.value(table, name, value)),
            _ => self.refuse(
                name.span().start,
                message!("`{table}` is a table; its keys stand below a line [{table}]", table = table.to_string()),
            ),
        }
    }

    fn value(&mut self, table: &str, name: &Spanned<toml::de::DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        // `run_in` and `first_page` may be written as in the JSON.
        let key = name.get_ref().replace('_', "-");
        let text = value.get_ref().as_str().unwrap_or_default();
        // Words that mean something elsewhere, which `load` can say more about.
        let is_misplaced = matches!((key.as_str(), text), ("run-in", "heading") | ("inner", "heading" | "split"));
        if let Some(allowed) = of(table, &key).filter(|allowed| !is_misplaced && !allowed.takes(value.get_ref())) {
            let written = self.source.get(value.span()).and_then(|said| said.lines().next()).unwrap_or_default();
            let written: String = written.chars().take(40).collect();
            self.refuse(name.span().start, allowed.refusal(name.get_ref(), value.get_ref(), &written));
        }
        if table.starts_with("font-names") && value.get_ref().as_str().is_some_and(|text| text.trim().is_empty()) {
            self.refuse(name.span().start, message!("`{key}` names no font; leave the line out", key = name.get_ref().to_string()));
        }
        self.places.insert((table.to_string(), key), name.span().start);
    }

    fn refuse(&mut self, offset: usize, message: Message) {
        if self.refused.as_ref().is_none_or(|(first, _)| offset < *first) {
            self.refused = Some((offset, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::template::load;

    fn refused(source: &str) -> String {
        load("own", source).expect_err(source).to_string()
    }

    /// A file with that key alone, and the line that it stands on.
    fn file(table: &str, key: &str, value: &str) -> (String, usize) {
        match table {
            "" => (format!("{key} = {value}"), 1),
            "style" => (format!("# a role\n[style.body]\n{key} = {value}"), 3),
            _ => (format!("[{table}]\n\n{key} = {value}"), 3),
        }
    }

    #[test]
    fn a_value_of_a_wrong_kind_is_answered_with_line_key_and_what_is_allowed() {
        for (table, key, allowed) in KEYS {
            for value in ["\"x y\"", "true", "2.5", "3", "[1]", "1979-05-27", "{ a = 1 }"] {
                let is_right = match allowed {
                    Switch => value == "true",
                    Text(_) => value.starts_with('"'),
                    Words(_) => false,
                    Count(..) => value == "3",
                    Number(..) => value == "3" || value == "2.5",
                };
                if is_right {
                    continue;
                }
                let (source, line) = file(table, key, value);
                let said = refused(&source);
                assert!(said.starts_with(&format!("line {line}: `{key}")), "{source}: {said}");
                assert!(said.contains(allowed.said().as_str()), "{source}: {said}");
            }
        }
    }

    #[test]
    fn a_number_out_of_range_is_answered_with_the_range_and_its_unit() {
        for (table, key, allowed) in KEYS {
            let (below, above) = match allowed {
                Count(least, most, _) => ((least - 1).to_string(), (most + 1).to_string()),
                Number(least, most, _) => (format!("{}", least - 0.5), format!("{}", most + 0.5)),
                Switch | Text(_) | Words(_) => continue,
            };
            for value in [below, above] {
                let (source, line) = file(table, key, &value);
                // A header or a watermark without a text is none, and its looks are not asked for.
                let source = if matches!(*table, "header" | "watermark") { format!("{source}\ntext = \"甲\"") } else { source };
                let said = refused(&source);
                assert_eq!(said, format!("line {line}: `{key} = {value}` is outside {}", allowed.said()));
            }
        }
    }

    #[test]
    fn every_key_that_a_file_may_have_has_its_row() {
        let tables: BTreeSet<&str> = KEYS.iter().map(|(table, ..)| *table).collect();
        for table in tables {
            let (source, _) = file(table, "no-such-key", "\"1\"");
            let said = refused(&source);
            let known: BTreeSet<String> = said.split('`').skip(3).step_by(2).map(|name| name.replace('_', "-")).collect();
            let rows: BTreeSet<String> = KEYS.iter().filter(|(known, ..)| *known == table).map(|(_, key, _)| key.to_string()).collect();
            if table.is_empty() {
                assert!(rows.is_subset(&known), "{said}"); // the others are tables
                assert!(known.iter().all(|name| rows.contains(name) || name == "style" || KEYS.iter().any(|(table, ..)| table == name)));
            } else {
                assert_eq!(rows, known, "[{table}]: {said}");
            }
        }
    }

    #[test]
    fn every_word_is_taken_and_every_key_is_in_the_guide() {
        let guide = include_str!("../../docs/templates.md");
        for (table, key, allowed) in KEYS {
            assert!(guide.contains(&format!("`{key}`")), "{key}");
            let Words(words) = allowed else { continue };
            for word in *words {
                let (source, _) = file(table, key, &format!("\"{word}\""));
                assert_eq!(load("own", &source).map(|_| ()), Ok(()), "{source}");
                assert!(guide.contains(&format!("`{word}`")), "{key} = {word}");
            }
        }
    }

    #[test]
    fn what_is_nearly_right_is_named() {
        for (source, said) in [
            ("[page]\nlines = \"22\"", "line 2: `lines = \"22\"` is no whole number; allowed are 1 to 200 lines; leave the quotes out"),
            (
                "[page]\nmirror = \"true\"",
                "line 2: `mirror = \"true\"` is neither true nor false; allowed are true and false; leave the quotes out",
            ),
            ("[page]\nlines = 22.5", "line 2: `lines = 22.5` is no whole number; allowed are 1 to 200 lines"),
            (
                "[page]\nlines = 99999999999999999999",
                "line 2: `lines = 99999999999999999999` is no whole number; allowed are 1 to 200 lines",
            ),
            ("[page]\nlines = 0x10000", "line 2: `lines = 65536` is outside 1 to 200 lines"),
            ("[page]\ntop-mm = nan", "line 2: `top-mm = NaN` is outside 0 to 200 mm"),
            ("page = { lines = \"x\" }", "line 1: `lines = \"x\"` is no whole number; allowed are 1 to 200 lines"),
            ("page.lines = \"x\"", "line 1: `lines = \"x\"` is no whole number; allowed are 1 to 200 lines"),
            ("[style.body]\nrun_in = 3", "line 2: `run_in = 3` is no word in quotes; allowed are plain bold kai split"),
            ("page = 3", "line 1: `page` is a table; its keys stand below a line [page]"),
            ("[[page]]\nlines = 3", "line 1: `page` is a table; its keys stand below a line [page]"),
            ("[style]\nbody = 3", "line 2: `style.body` is a table; its keys stand below a line [style.body]"),
            ("style = 3", "line 1: `style` is a table; its keys stand below a line [style]"),
            ("[page]\nmirror = 1\nlines = \"x\"", "line 2: `mirror = 1` is neither true nor false; allowed are true and false"),
        ] {
            assert_eq!(refused(source), said);
        }
    }
}
