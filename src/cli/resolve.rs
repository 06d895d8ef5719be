//! What was typed and what `jiangyi.toml` says, to one answer: the command line wins.
//!
//! [`Choices`] is what somebody chose, with gaps; [`Run`] has none.

use std::path::{Path, PathBuf};

use super::args::{CommonArgs, ConvertArgs, Progress};
use super::report::{Verbosity, is_invisible};
use super::rule_names::Opinions;
use crate::batch::trouble::shown;
use crate::batch::{Destination, Trouble, read};
use crate::decode::Encoding;
use crate::document::Region;
use crate::emit::OutputFormat;
use crate::message;
use crate::message::Message;
use crate::normalize::NormalizeOptions;
use crate::settings::Settings;
use crate::source::SourceName;
use crate::structure::{HeadingForm, StructureOptions};
use crate::template::{self, PageOptions, Template};

/// What somebody chose, on the command line or in a file; none where nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// `--output`
    pub output: Option<PathBuf>,
    /// `--format`
    pub formats: Option<Vec<OutputFormat>>,
    /// `--template`
    pub template: Option<TemplateChoice>,
    /// `--paper`, `--watermark`, `--header`, `--page-number`, `--mirror`, `--toc`, `--font-names`
    pub page: PageOptions,
    /// `--encoding`
    pub encoding: Option<Encoding>,
    /// `--repair-mojibake`
    pub repair_mojibake: Option<bool>,
    /// `--title`
    pub title: Option<String>,
    /// `--title-from-name`
    pub title_from_name: Option<bool>,
    /// `--drop-noise`
    pub drop_noise: Option<bool>,
    /// `headings`, in a file only
    pub headings: Option<Vec<HeadingForm>>,
    /// `salutations`, in a file only
    pub salutations: Option<Vec<String>>,
    /// `--region`
    pub region: Option<Region>,
    /// `--no-normalize`
    pub no_normalize: Option<bool>,
    /// `--strict-punctuation`
    pub strict_punctuation: Option<Opinions>,
    /// `--allow`
    pub allow: Option<Vec<&'static str>>,
    /// `--only`
    pub only: Option<Vec<&'static str>>,
    /// `--fonts`
    pub fonts: Option<PathBuf>,
    /// `--system-fonts`
    pub system_fonts: Option<bool>,
    /// `--jobs`
    pub jobs: Option<usize>,
    /// `--force`
    pub force: Option<bool>,
    /// `--report`
    pub report: Option<PathBuf>,
    /// `--strict`
    pub strict: Option<bool>,
    /// `--dry-run`
    pub dry_run: Option<bool>,
    /// `--progress`
    pub progress: Option<Progress>,
    /// `--quiet`, `--verbose`
    pub verbosity: Option<Verbosity>,
}

/// A template by name or file, and where that was said if not on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateChoice {
    /// A built-in template's name, or a path.
    pub value: PathBuf,
    /// The folder that a relative path is meant from, and the line that says it.
    pub from: Option<(PathBuf, String)>,
}

impl TemplateChoice {
    /// The file that is named; none for a built-in template.
    fn file(&self) -> Option<PathBuf> {
        if self.value.to_str().and_then(template::builtin_source).is_some() {
            return None;
        }
        Some(self.from.as_ref().map_or_else(|| self.value.clone(), |(folder, _)| folder.join(&self.value)))
    }
}

impl Choices {
    /// What the options of every sub-command choose.
    pub fn typed(common: &CommonArgs) -> Choices {
        let verbosity = common.verbosity();
        Choices {
            template: common.template.clone().map(|value| TemplateChoice { value, from: None }),
            page: PageOptions {
                paper: common.paper,
                watermark: common.watermark.clone(),
                header: common.header.clone(),
                page_number: common.page_number.clone(),
                mirror: common.mirror,
                toc: common.toc,
                font_names: common.font_names.map(Into::into),
            },
            encoding: common.encoding,
            repair_mojibake: common.repair_mojibake,
            title: common.title.clone(),
            title_from_name: common.title_from_name,
            drop_noise: common.drop_noise,
            region: common.region.map(Into::into),
            no_normalize: common.no_normalize,
            strict_punctuation: common.strict_punctuation.clone(),
            allow: common.allow.clone(),
            only: common.only.clone(),
            fonts: common.fonts.clone(),
            system_fonts: common.system_fonts,
            jobs: common.jobs,
            verbosity: (verbosity != Verbosity::Normal).then_some(verbosity),
            ..Choices::default()
        }
    }

    /// What the options of `convert` choose.
    pub fn typed_for_convert(args: &ConvertArgs) -> Choices {
        Choices {
            output: args.output.clone(),
            formats: args.format.as_ref().map(|formats| formats.iter().map(|format| (*format).into()).collect()),
            force: args.force,
            report: args.report.clone(),
            strict: args.strict,
            dry_run: args.dry_run,
            progress: args.progress,
            ..Choices::typed(&args.common)
        }
    }

    /// These choices, with the gaps filled from others.
    pub fn or(self, others: Choices) -> Choices {
        Choices {
            output: self.output.or(others.output),
            formats: self.formats.or(others.formats),
            template: self.template.or(others.template),
            page: self.page.or(others.page),
            encoding: self.encoding.or(others.encoding),
            repair_mojibake: self.repair_mojibake.or(others.repair_mojibake),
            title: self.title.or(others.title),
            title_from_name: self.title_from_name.or(others.title_from_name),
            drop_noise: self.drop_noise.or(others.drop_noise),
            headings: self.headings.or(others.headings),
            salutations: self.salutations.or(others.salutations),
            region: self.region.or(others.region),
            no_normalize: self.no_normalize.or(others.no_normalize),
            strict_punctuation: self.strict_punctuation.or(others.strict_punctuation),
            allow: self.allow.or(others.allow),
            only: self.only.or(others.only),
            fonts: self.fonts.or(others.fonts),
            system_fonts: self.system_fonts.or(others.system_fonts),
            jobs: self.jobs.or(others.jobs),
            force: self.force.or(others.force),
            report: self.report.or(others.report),
            strict: self.strict.or(others.strict),
            dry_run: self.dry_run.or(others.dry_run),
            progress: self.progress.or(others.progress),
            verbosity: self.verbosity.or(others.verbosity),
        }
    }
}

/// Every choice of a run, made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How texts are converted.
    pub settings: Settings,
    /// What to take.
    pub inputs: Vec<PathBuf>,
    /// Where outputs go.
    pub destination: Destination,
    /// A folder of faces that win over the bundle.
    pub fonts: Option<PathBuf>,
    /// Whether installed official faces win over the bundle.
    pub system_fonts: bool,
    /// Threads; all cores where none are named.
    pub jobs: Option<usize>,
    /// The template's file, where it is none of the built-in ones.
    pub template_file: Option<PathBuf>,
    /// Overwrite what is not ours.
    pub force: bool,
    /// Where the report goes.
    pub report: Option<PathBuf>,
    /// Whether a warning is status 1.
    pub strict: bool,
    /// Whether to write nothing.
    pub dry_run: bool,
    /// Whether to show progress.
    pub progress: Progress,
    /// How much to say.
    pub verbosity: Verbosity,
}

/// The inputs of a run.
pub fn named(inputs: &[PathBuf]) -> Vec<PathBuf> {
    if inputs.is_empty() { vec![PathBuf::from("input")] } else { inputs.to_vec() }
}

/// Fills what nobody chose.
pub fn settle(inputs: Vec<PathBuf>, said: Choices) -> Result<Run, Trouble> {
    let destination = match said.output {
        Some(output) if output.as_os_str() == "-" => Destination::Stdout,
        Some(output) => Destination::Folder(output),
        None => Destination::Folder(PathBuf::from("output")),
    };
    let template_file = said.template.as_ref().and_then(TemplateChoice::file);
    Ok(Run {
        settings: Settings {
            formats: in_order(said.formats),
            template: said.page.apply(template(said.template)?).map_err(|error| {
                Trouble::usage(error.message).hint("an option changes the template; `--template FILE` may change more (docs/templates.md)")
            })?,
            encoding: said.encoding,
            repair_mojibake: said.repair_mojibake.unwrap_or(false),
            folder: Default::default(),
            normalize: NormalizeOptions {
                enabled: !said.no_normalize.unwrap_or(false),
                region: said.region,
                opinions: each_once(said.strict_punctuation.unwrap_or(Opinions::all(false)).0),
                allowed: each_once(said.allow.unwrap_or_default()),
                only: said.only.map(each_once),
            },
            structure: StructureOptions {
                title: said.title.map(|said| title(&said)).transpose().map_err(Trouble::usage)?,
                title_from_name: said.title_from_name.unwrap_or(false),
                drop_noise: said.drop_noise.unwrap_or(false),
                region: said.region,
                headings: said.headings.unwrap_or_default(),
                salutations: said.salutations.unwrap_or_default(),
            },
            date: source_date()?,
        },
        inputs,
        destination,
        fonts: said.fonts,
        system_fonts: said.system_fonts.unwrap_or(false),
        template_file,
        jobs: said.jobs,
        force: said.force.unwrap_or(false),
        report: said.report,
        strict: said.strict.unwrap_or(false),
        dry_run: said.dry_run.unwrap_or(false),
        progress: said.progress.unwrap_or(Progress::Auto),
        verbosity: said.verbosity.unwrap_or(Verbosity::Normal),
    })
}

/// A title that can be printed on one line.
pub fn title(said: &str) -> Result<String, Message> {
    let said = said.trim();
    if said.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(message!("the title is empty, a title needs at least one character that can be seen"));
    }
    match said.chars().find(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        Some(c) => Err(message!(
            "the title holds {code}, a title is one line without control characters",
            code = format!("{{U+{:04X}}}", u32::from(c))
        )),
        None => Ok(said.to_string()),
    }
}

/// Names in the order of the alphabet: the same choice has the same fingerprint, however it was said.
fn each_once(mut names: Vec<&'static str>) -> Vec<&'static str> {
    names.sort_unstable();
    names.dedup();
    names
}

/// Each format once, in the order they are written.
fn in_order(formats: Option<Vec<OutputFormat>>) -> Vec<OutputFormat> {
    let wanted = formats.unwrap_or_else(|| OutputFormat::ALL.to_vec());
    OutputFormat::ALL.into_iter().filter(|format| wanted.contains(format)).collect()
}

fn template(choice: Option<TemplateChoice>) -> Result<Template, Trouble> {
    let Some(TemplateChoice { value, from }) = choice else {
        // holds: the built-in template is loaded by a test of its own.
        return builtin("gbt9704").unwrap_or_else(|| Err(Trouble::usage("the built-in template gbt9704 is missing")));
    };
    let choice = TemplateChoice { value, from };
    let (file, TemplateChoice { value, from }) = (choice.file(), choice);
    let loaded = value.to_str().and_then(builtin).unwrap_or_else(|| template_file(&file.unwrap_or_else(|| value.clone()), &value));
    loaded.map_err(|trouble| match from {
        Some((_, place)) if trouble.about.is_none() => Trouble { about: Some(SourceName::new(place)), ..trouble },
        _ => trouble,
    })
}

fn builtin(name: &str) -> Option<Result<Template, Trouble>> {
    let source = template::builtin_source(name)?;
    Some(
        template::load(name, source).map_err(|error| {
            Trouble::usage(message!("the built-in template {name}: {error}", name = name.to_string(), error = error.message))
        }),
    )
}

fn template_file(path: &Path, said: &Path) -> Result<Template, Trouble> {
    let is_name = said.extension().is_none() && said.components().count() == 1;
    if is_name && !path.exists() {
        let known: Vec<&str> = template::builtin_names().collect();
        let what =
            message!("no template is called `{name}`; known are {known}", name = said.display().to_string(), known = known.join(" "));
        return Err(Trouble::usage(what).hint("give a file of your own by its path: `--template own.toml`"));
    }
    let source = read::text_at_most(read::SETTINGS_LIMIT, path).map_err(|trouble| match path.is_dir() {
        true => trouble.hint("a template is a TOML file: `jiangyi templates gbt9704 > own.toml` makes one to start your own from"),
        false => trouble,
    })?;
    let name = path.file_stem().map_or_else(|| "own".to_string(), |stem| stem.to_string_lossy().into_owned());
    template::load(&name, source.strip_prefix('\u{FEFF}').unwrap_or(&source)).map_err(|error| {
        let place = error.line.map_or_else(|| shown(path).to_string(), |line| format!("{}:{line}", shown(path)));
        Trouble::with(SourceName::new(place), error.message).hint("`jiangyi templates gbt9704` prints a template with every key")
    })
}

/// The date that properties carry, by <https://reproducible-builds.org/specs/source-date-epoch/>.
fn source_date() -> Result<Option<i64>, Trouble> {
    match std::env::var_os("SOURCE_DATE_EPOCH") {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(None),
        Some(text) => match text.to_str().and_then(|text| text.trim().parse().ok()) {
            // 9999-12-31, the last day that the formats can write.
            Some(seconds) if (0..=253_402_300_799).contains(&seconds) => Ok(Some(seconds)),
            _ => {
                let what = message!(
                    "SOURCE_DATE_EPOCH is `{value}`, not a number of seconds since 1970",
                    value = text.to_string_lossy().into_owned()
                );
                Err(Trouble::usage(what).hint("unset it to write no date at all"))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wins_and_the_file_fills_the_gaps() {
        let typed = Choices { strict: Some(false), ..Choices::default() };
        let file = Choices { strict: Some(true), jobs: Some(2), ..Choices::default() };
        let both = typed.or(file);
        assert_eq!((both.strict, both.jobs), (Some(false), Some(2)));
    }

    #[test]
    fn formats_are_each_once_and_docx_first() {
        assert_eq!(in_order(Some(vec![OutputFormat::Pdf, OutputFormat::Docx, OutputFormat::Pdf])), OutputFormat::ALL);
        assert_eq!(in_order(None), OutputFormat::ALL);
    }
}
