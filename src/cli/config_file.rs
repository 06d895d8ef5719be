//! `jiangyi.toml`: the long options by the same names, for everything below its folder; `[[override]]` has others for
//! some of the files.
//!
//! **Always true:** an unknown key or a value of the wrong kind is refused with file, line and what is allowed; relative
//! paths in it are meant from its own folder.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Deserialize;
use toml::Spanned;

use super::args::Progress;
use super::file_pattern::FilePattern;
use super::report::Verbosity;
use super::resolve::{Choices, TemplateChoice, title};
use super::rule_names::{self, Opinions};
use super::toml_mistakes::in_our_words;
use super::values::{FontNamesArg, FormatArg, RegionArg, encoding, paper, threads};
use crate::batch::trouble::shown;
use crate::batch::{Trouble, read as files};
use crate::message;
use crate::message::Message;
use crate::structure::HeadingForm;
use crate::template::options::page_number;
use crate::template::{PageOptions, furniture};

/// The file's name.
pub const NAME: &str = "jiangyi.toml";

/// The keys, as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    output: Option<PathBuf>,
    format: Option<Spanned<OneOrMore>>,
    template: Option<Spanned<String>>,
    paper: Option<Spanned<String>>,
    watermark: Option<Spanned<String>>,
    header: Option<Spanned<String>>,
    page_number: Option<Spanned<String>>,
    mirror: Option<bool>,
    toc: Option<bool>,
    font_names: Option<Spanned<String>>,
    encoding: Option<Spanned<String>>,
    repair_mojibake: Option<bool>,
    title: Option<Spanned<String>>,
    title_from_name: Option<bool>,
    drop_noise: Option<bool>,
    headings: Option<Vec<Spanned<Heading>>>,
    salutations: Option<Spanned<OneOrMore>>,
    region: Option<Spanned<String>>,
    no_normalize: Option<bool>,
    strict_punctuation: Option<Spanned<Strictness>>,
    allow: Option<Spanned<OneOrMore>>,
    only: Option<Spanned<OneOrMore>>,
    fonts: Option<PathBuf>,
    system_fonts: Option<bool>,
    jobs: Option<Spanned<i64>>,
    force: Option<bool>,
    report: Option<PathBuf>,
    strict: Option<bool>,
    dry_run: Option<bool>,
    progress: Option<Spanned<String>>,
    quiet: Option<bool>,
    verbose: Option<bool>,
    /// Which files it is about, in an override only.
    files: Option<Spanned<OneOrMore>>,
    /// On top of a file only.
    #[serde(rename = "override")]
    overrides: Option<Vec<Spanned<File>>>,
}

/// `format = "pdf"`, `format = "docx,pdf"` and `format = ["docx", "pdf"]` are all understood.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    /// The words, one each.
    fn words(&self) -> Vec<&str> {
        match self {
            OneOrMore::One(one) => one.split(',').collect(),
            OneOrMore::More(more) => more.iter().map(String::as_str).collect(),
        }
    }
}

/// `headings = [{ pattern = "第#讲", level = 1 }]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    pattern: String,
    level: i64,
}

/// `strict-punctuation = true`, or the names of rules.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Strictness {
    All(bool),
    Named(OneOrMore),
}

impl Strictness {
    fn opinions(&self) -> Result<Opinions, Message> {
        match self {
            Strictness::All(run) => Ok(Opinions::all(*run)),
            Strictness::Named(names) => Opinions::named(names.words()),
        }
    }
}

/// What a settings file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where it is.
    pub path: PathBuf,
    /// What holds for every file that it governs.
    pub choices: Choices,
    /// The places of those words.
    pub lines: Vec<Said>,
    /// What holds for some of them, in the order of the file: the later wins.
    pub overrides: Vec<Override>,
}

/// An `[[override]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    files: Vec<FilePattern>,
    /// What it chooses.
    pub choices: Choices,
    /// The places of those words.
    pub lines: Vec<Said>,
}

/// One key as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The key.
    pub key: String,
    /// Its value, as it stands there.
    pub value: String,
    /// Its line, from 1.
    pub line: usize,
}

impl Config {
    /// Which overrides are about a file, by their numbers.
    pub fn overrides_of(&self, file: &Path) -> Vec<usize> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let (file, folder) = (absolute(file), absolute(folder));
        let (relative, name) = (file.strip_prefix(&folder).ok(), Path::new(file.file_name().unwrap_or_default()));
        let is_meant = |one: &Override| one.files.iter().any(|pattern| pattern.means(relative, name));
        (0..self.overrides.len()).filter(|number| self.overrides.get(*number).is_some_and(is_meant)).collect()
    }

    /// What is chosen where these overrides hold.
    pub fn choices_with(&self, overrides: &[usize]) -> Choices {
        let held = overrides.iter().filter_map(|number| self.overrides.get(*number));
        held.fold(self.choices.clone(), |choices, one| one.choices.clone().or(choices))
    }
}

/// The nearest `jiangyi.toml` upward from an input's folder.
pub fn nearest(input: &Path) -> Option<PathBuf> {
    let absolute = if input.as_os_str() == "-" { std::env::current_dir().ok()? } else { std::path::absolute(input).ok()? };
    let start = if absolute.is_dir() { Some(absolute.as_path()) } else { absolute.parent() };
    start?.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

/// What a file says.
pub fn read(path: &Path) -> Result<Config, Trouble> {
    let source = files::text_at_most(files::SETTINGS_LIMIT, path)?;
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(&source);
    config(source, path).map_err(|(line, what)| {
        let name = shown(path);
        let place = line.map(|line| format!("{name}:{line}")).unwrap_or_else(|| name.to_string());
        Trouble::with(crate::source::SourceName::new(place), what).hint("`jiangyi config --init` makes a file with every key")
    })
}

/// What is wrong and in which line.
type Refusal = (Option<usize>, Message);

fn line_at(source: &str, offset: usize) -> usize {
    source.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

fn config(source: &str, path: &Path) -> Result<Config, Refusal> {
    let mut file: File = toml::from_str(source).map_err(|error| {
        let line = error.span().map(|span| line_at(source, span.start));
        let text = line.and_then(|line| source.lines().nth(line - 1)).unwrap_or_default();
        let in_override = source.lines().take(line.unwrap_or(0)).any(|line| line.trim_start().starts_with("[[override]]"));
        (line, in_our_words(error.message(), text, in_override))
    })?;
    if let Some(files) = &file.files {
        let what = message!("`files` belongs into an `[[override]]`, this holds for every file below the folder");
        return Err((Some(line_at(source, files.span().start)), what));
    }
    let (top, inner) = places(source);
    let mut overrides = Vec::new();
    for (one, lines) in file.overrides.take().unwrap_or_default().into_iter().zip(inner) {
        overrides.push(override_of(one, lines, source, path)?);
    }
    Ok(Config { path: path.to_path_buf(), choices: choices(file, source, path)?, lines: top, overrides })
}

/// Keys that are about a run as a whole: one file of it cannot have its own.
pub(super) const OF_THE_RUN: &[&str] = &["jobs", "report", "dry-run", "progress", "quiet", "verbose"];

fn override_of(said: Spanned<File>, lines: Vec<Said>, source: &str, path: &Path) -> Result<Override, Refusal> {
    let line = line_at(source, said.span().start);
    let mut file = said.into_inner();
    if let Some(key) = lines.iter().find(|said| OF_THE_RUN.contains(&said.key.as_str())) {
        return Err((Some(key.line), message!("`{key}` is about the whole run, and cannot differ from file to file", key = &key.key)));
    }
    if file.overrides.is_some() {
        return Err((Some(line), message!("an override cannot hold another")));
    }
    let Some(said) = file.files.take() else {
        return Err((Some(line), message!("an override says which files it is about: `files = \"会议/*.txt\"`")));
    };
    let patterns = said.get_ref().words().into_iter().map(FilePattern::parse).collect::<Result<Vec<_>, _>>();
    let files = patterns.map_err(|what| (Some(line_at(source, said.span().start)), what))?;
    Ok(Override { files, choices: choices(file, source, path)?, lines })
}

/// Where each key stands, of the file and of its overrides.
fn places(source: &str) -> (Vec<Said>, Vec<Vec<Said>>) {
    type Keys = BTreeMap<String, Spanned<toml::Value>>;
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Overrides {
        r#override: Vec<Keys>,
    }
    let said = |keys: Keys| {
        let one = |(key, value): (String, Spanned<toml::Value>)| {
            let text = source.get(value.span()).unwrap_or_default();
            Said { key, value: text.to_string(), line: line_at(source, value.span().start) }
        };
        let mut said: Vec<Said> = keys.into_iter().filter(|(key, _)| key != "override").map(one).collect();
        said.sort_by_key(|said| said.line);
        said
    };
    // Both were read as a settings file before: here they are read once more, for their places.
    let top: Keys = toml::from_str(source).unwrap_or_default();
    let inner: Overrides = toml::from_str(source).unwrap_or_default();
    (said(top), inner.r#override.into_iter().map(said).collect())
}

fn choices(file: File, source: &str, path: &Path) -> Result<Choices, Refusal> {
    let line_at = |offset: usize| Some(line_at(source, offset));
    let folder = path.parent().unwrap_or(Path::new(""));
    let under = |path: PathBuf| folder.join(path);
    let refuse = |span: Range<usize>, what: Message| (line_at(span.start), what);
    let page = page_options(&file).map_err(|(span, what)| refuse(span, what))?;
    let formats = match file.format {
        Some(said) => Some(formats(said.get_ref()).map_err(|what| refuse(said.span(), what))?),
        None => None,
    };
    let encoding = file.encoding.map(|said| encoding(said.get_ref()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let region =
        file.region.map(|said| word::<RegionArg>("region", said.get_ref()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let progress =
        file.progress.map(|said| word::<Progress>("progress", said.get_ref()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let strict_punctuation =
        file.strict_punctuation.map(|said| said.get_ref().opinions().map_err(|what| refuse(said.span(), what))).transpose()?;
    let names = |said: Spanned<OneOrMore>, known: fn(&str) -> Result<&'static str, Message>| {
        said.get_ref().words().into_iter().map(known).collect::<Result<Vec<_>, _>>().map_err(|what| refuse(said.span(), what))
    };
    let allow = file.allow.map(|said| names(said, rule_names::allowed)).transpose()?;
    let only = file.only.map(|said| names(said, rule_names::only)).transpose()?;
    let title = file.title.map(|said| title(said.get_ref()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let form = |said: Spanned<Heading>| {
        HeadingForm::parse(&said.get_ref().pattern, said.get_ref().level).map_err(|what| refuse(said.span(), what))
    };
    let headings = file.headings.map(|said| said.into_iter().map(form).collect::<Result<Vec<_>, _>>()).transpose()?;
    let salutations = file.salutations.map(|said| salutations(said.get_ref()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let jobs = file.jobs.map(|said| threads(&said.get_ref().to_string()).map_err(|what| refuse(said.span(), what))).transpose()?;
    let template = file.template.map(|said| {
        let line = line_at(said.span().start).unwrap_or(1);
        TemplateChoice { value: PathBuf::from(said.into_inner()), from: Some((folder.to_path_buf(), format!("{}:{line}", shown(path)))) }
    });
    let verbosity = match (file.quiet, file.verbose) {
        (Some(true), Some(true)) => return Err((None, message!("`quiet` and `verbose` contradict each other"))),
        (Some(true), _) => Some(Verbosity::Quiet),
        (_, Some(true)) => Some(Verbosity::Verbose),
        (Some(false) | None, Some(false) | None) => None,
    };
    Ok(Choices {
        // `-` is standard output here, too.
        output: file.output.map(|output| if output.as_os_str() == "-" { output } else { under(output) }),
        formats,
        template,
        page,
        encoding,
        repair_mojibake: file.repair_mojibake,
        title,
        title_from_name: file.title_from_name,
        drop_noise: file.drop_noise,
        headings,
        salutations,
        region: region.map(Into::into),
        no_normalize: file.no_normalize,
        strict_punctuation,
        allow,
        only,
        fonts: file.fonts.map(under),
        system_fonts: file.system_fonts,
        jobs,
        force: file.force,
        report: file.report.map(under),
        strict: file.strict,
        dry_run: file.dry_run,
        progress,
        verbosity,
    })
}

/// What the file wishes otherwise than the template has it, or what is wrong and where.
fn page_options(file: &File) -> Result<PageOptions, (Range<usize>, Message)> {
    fn checked<T>(
        said: &Option<Spanned<String>>,
        check: impl Fn(&str) -> Result<T, Message>,
    ) -> Result<Option<T>, (Range<usize>, Message)> {
        said.as_ref().map(|said| check(said.get_ref()).map_err(|what| (said.span(), what))).transpose()
    }
    Ok(PageOptions {
        paper: checked(&file.paper, paper)?,
        watermark: checked(&file.watermark, furniture::watermark_text)?,
        header: checked(&file.header, furniture::head_text)?,
        page_number: checked(&file.page_number, page_number)?,
        mirror: file.mirror,
        toc: file.toc,
        font_names: checked(&file.font_names, |said| word::<FontNamesArg>("font-names", said))?.map(Into::into),
    })
}

/// Words that say something: an empty one would make every line an address.
fn salutations(said: &OneOrMore) -> Result<Vec<String>, Message> {
    let words: Vec<String> = said.words().into_iter().map(|word| word.trim().to_string()).collect();
    if words.iter().any(String::is_empty) {
        return Err(message!("an empty word is no address"));
    }
    Ok(words)
}

fn formats(said: &OneOrMore) -> Result<Vec<crate::emit::OutputFormat>, Message> {
    let words = said.words();
    if words.is_empty() {
        return Err(message!("`format = []` makes nothing; known are docx pdf"));
    }
    words.into_iter().map(|format| word::<FormatArg>("format", format.trim()).map(Into::into)).collect()
}

fn word<T: ValueEnum>(key: &str, said: &str) -> Result<T, Message> {
    T::from_str(said, true).map_err(|_| {
        let known: Vec<String> =
            T::value_variants().iter().filter_map(|v| v.to_possible_value()).map(|v| v.get_name().to_string()).collect();
        message!(
            "`{key} = \"{said}\"` means nothing; known are {known}",
            key = key.to_string(),
            said = said.to_string(),
            known = known.join(" ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::OutputFormat;

    fn refused(source: &str) -> (Option<usize>, String) {
        let (line, what) = config(source, Path::new("a/jiangyi.toml")).expect_err("must be refused");
        (line, what.to_string())
    }

    #[test]
    fn the_keys_are_the_long_options_and_paths_are_from_its_folder() {
        let said =
            config("output = \"out\"\nformat = \"pdf, docx\"\nstrict = true\njobs = 3\nprogress = \"never\"", Path::new("a/jiangyi.toml"))
                .expect("good")
                .choices;
        assert_eq!(said.output, Some(PathBuf::from("a/out")));
        assert_eq!(said.formats, Some(vec![OutputFormat::Pdf, OutputFormat::Docx]));
        assert_eq!((said.strict, said.jobs, said.force), (Some(true), Some(3), None));
    }

    #[test]
    fn a_wrong_key_or_value_is_answered_with_its_line_and_what_is_allowed() {
        let (line, what) = refused("strict = true\nformt = \"pdf\"");
        assert_eq!(line, Some(2));
        assert_eq!(what, "no option is called `formt`; did you mean `format`?");
        let (_, what) = refused("zzzzzz = 1");
        assert!(what.starts_with("no option is called `zzzzzz`; known are output format ") && what.ends_with(" override"), "{what}");
        let (_, what) = refused("[[override]]\nfiles = \"a\"\nzzzzzz = 1");
        assert!(what.contains(" files") && !what.contains(" jobs") && !what.contains(" override"), "what may stand there: {what}");
        let cases = [
            ("format = \"odt\"", 1, "`format = \"odt\"` means nothing; known are docx pdf"),
            ("\njobs = 0", 2, "`jobs = 0` is outside 1 to 512"),
            ("\n\nencoding = \"klingon\"", 3, "no encoding is called `klingon`"),
            ("region = \"mars\"", 1, "known are cn tw hk"),
            ("strict = \"yes\" # x", 1, "`strict = \"yes\"` means nothing, `strict` takes true or false"),
            ("\njobs = \"many\"", 2, "`jobs` takes a whole number"),
            ("output = 3", 1, "`output` takes text in quotation marks"),
            ("format = 3", 1, "`format` takes docx, pdf or both"),
            ("\nformat = []", 2, "`format = []` makes nothing; known are docx pdf"),
            ("\ntitle = \"  \"", 2, "the title is empty"),
            ("allow = [\"broken-dash\", \"brokendash\"]", 1, "no rule is called `brokendash`; did you mean broken-dash?"),
            ("paper = \"a5\"", 1, "no paper is called `a5`; known are a4 a3 b5 16k letter"),
            ("\nheader = \"{name}\"", 2, "known are {title} {file}"),
            ("watermark = \"甲\\n乙\"", 1, "a watermark is one line"),
            ("page-number = \"页\"", 1, "a page number must hold {} once"),
            ("mirror = 1", 1, "`mirror` takes true or false"),
            ("font-names = \"song\"", 1, "`font-names = \"song\"` means nothing; known are gb2312 plain"),
            ("\nonly = \"x\"", 2, "no rule is called `x`"),
            ("allow = 1", 1, "`allow` takes names of rules"),
            ("allow = \"indent\"", 1, "`indent` always runs"),
            ("strict-punctuation = 1", 1, "`strict-punctuation` takes true, false or names of rules"),
            ("strict-punctuation = \"broken-dash\"", 1, "`broken-dash` runs unless it is allowed"),
            ("\nheadings = [{ pattern = \"第讲\", level = 1 }]", 2, "a pattern has a # for the number"),
            ("headings = [\n  { pattern = \"第#讲\", level = 9 },\n]", 2, "a heading has a level from 1 to 4"),
            ("headings = [{ pattern = \"第#讲\" }]", 1, "a form of headings has a `pattern` and a `level`"),
            ("tempalte = \"reading\"", 1, "no option is called `tempalte`; did you mean `template`?"),
            ("title = 讲话", 1, "text stands in quotation marks"),
            ("title = \"讲话", 1, "quotation marks of this text are not closed"),
            ("strict = true\nstrict = false", 2, "this key is there twice"),
            ("strict", 1, "behind a key stand an equals sign and its value"),
            ("allow = [\"a\"", 1, "a square bracket is not closed"),
            ("[[override]", 1, "a square bracket is not closed"),
            ("allow = [\"a\" \"b\"]", 1, "commas stand between"),
            ("strict = true x", 1, "text stands in quotation marks"),
            ("salutations = [\"各位书友\", \"\"]", 1, "an empty word is no address"),
            ("strict = ", 1, "behind a key stand an equals sign and its value"),
            ("\nfiles = \"*.txt\"", 2, "belongs into an `[[override]]`"),
            ("[[override]]\nstrict = true", 1, "says which files it is about"),
            ("[[override]]\nfiles = \"*.txt\"\njobs = 2", 3, "`jobs` is about the whole run"),
            ("[[override]]\nfiles = \"../*.txt\"", 2, "leads out of the folder"),
            ("[[override]]\nfiles = \"*.txt\"\nstrict = true\npaper = \"a9\"", 4, "no paper is called `a9`"),
            ("[[override]]\nfiles = \"*.txt\"\nformt = true", 3, "no option is called `formt`"),
            ("[[override]]\nfiles = \"*.txt\"\nformat = \"odt\"", 3, "`format = \"odt\"` means nothing"),
        ];
        for (source, line, part) in cases {
            let (found, what) = refused(source);
            assert_eq!(found, Some(line), "{source}: {what}");
            assert!(what.contains(part), "{source}: {what}");
        }
    }

    #[test]
    fn the_later_override_wins_and_each_key_has_its_place() {
        let source = "paper = \"a3\"\n\n[[override]]\nfiles = [\"a.txt\", \"b.txt\"]\npaper = \"b5\"\ntoc = true\n[[override]]\nfiles = \"b.*\"\npaper = \"16k\"\n";
        let config = config(source, Path::new("/x/jiangyi.toml")).expect("good");
        for (file, overrides, paper, toc) in
            [("/x/c.txt", &[][..], "a3", None), ("/x/y/a.txt", &[0], "b5", Some(true)), ("/z/b.txt", &[0, 1], "16k", Some(true))]
        {
            assert_eq!(config.overrides_of(Path::new(file)), overrides, "{file}");
            let choices = config.choices_with(overrides);
            assert_eq!((choices.page.paper, choices.page.toc), (Some(paper), toc), "{file}");
        }
        assert_eq!(config.lines, [Said { key: "paper".to_string(), value: "\"a3\"".to_string(), line: 1 }]);
        assert_eq!(config.overrides[1].lines[1], Said { key: "paper".to_string(), value: "\"16k\"".to_string(), line: 9 });
    }
}
