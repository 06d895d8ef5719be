//! What was typed: sub-commands and options, as clap reads them. What they mean together, `resolve` says.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::language::Language;
use super::preview::{PageRanges, dpi};
use super::report::Verbosity;
use super::rule_names::{Opinions, allowed, only, opinions};
use super::values::{FontNamesArg, FormatArg, RegionArg, encoding, paper, threads};
use crate::decode::Encoding;
use crate::template::{self, furniture};

/// jiangyi (讲义): raw Chinese text files to printable DOCX and PDF
///
/// Finds the encoding (GBK, UTF-8, Big5, UTF-16, …), puts punctuation and indents right, finds title, headings and
/// signature, and sets the text by GB/T 9704 and CLREQ.
#[derive(Debug, Parser)]
#[command(name = "jiangyi", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// The language of messages, en or zh [default: the locale's]
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  jiangyi convert                         every text in `input`, to `output`
  jiangyi convert 讲话.txt -o . -f pdf    one file, PDF only, beside it
  jiangyi inspect 讲话.txt                what was found in it
  jiangyi check input --against accepted  is the output still what was accepted?

Exit status: 0 all done; 1 `check` found differences, or `--strict` and there was a warning;
2 something could not be done (the rest was done all the same).";

const CONVERT_EXAMPLES: &str = "Examples:
  jiangyi convert                             every text in `input`, to `output`
  jiangyi convert 讲话.txt -o . -f pdf        one file, PDF only, beside it
  jiangyi convert 会议 --strict --report r.json   status 1 on warnings; what became of each file
  jiangyi convert 会议 --watch                again whatever changes, until Ctrl-C
  jiangyi convert 老文件.txt --encoding big5  where finding out went wrong
  cat 讲话.txt | jiangyi convert - -o - -f pdf > 讲话.pdf";

const INSPECT_EXAMPLES: &str = "Examples:
  jiangyi inspect 讲话.txt                    its outline: title, headings, paragraphs
  jiangyi inspect 会议 --stage decode         the encoding of every file, as a table
  jiangyi inspect 讲话.txt --stage normalize  every edit with its rule and place
  jiangyi inspect 讲话.txt --why              which evidence made each block what it is
  jiangyi inspect 会议 --json | jq -r .path   for programs";

const CHECK_EXAMPLES: &str = "Examples:
  jiangyi check input --against accepted --accept   accept what there is now
  jiangyi check input --against accepted            is it still the same? status 1 if not
  jiangyi check input --against accepted --report-dir out   and a report for programs";

const EXPLAIN_EXAMPLES: &str = "Examples:
  jiangyi explain                   all rules
  jiangyi explain unpaired-quote    one of them, with examples";

const TEMPLATES_EXAMPLES: &str = "Examples:
  jiangyi templates                       what there is
  jiangyi templates gbt9704 > own.toml    one to start your own from
  jiangyi convert --template own.toml";

const PREVIEW_EXAMPLES: &str = "Examples:
  jiangyi preview 讲话.txt -o pages                      every page, as pages/讲话/001.png and so on
  jiangyi preview 讲话.txt -o pages --pages 1-3 --dpi 60 three small ones
  jiangyi preview handouts/讲话.pdf -o pages             of a PDF that `convert` made";

const FONTS_EXAMPLES: &str = "Examples:
  jiangyi fonts               the faces, and whether each is whole
  jiangyi fonts 讲话.txt      which faces a text needs, which characters have none";

const CONFIG_EXAMPLES: &str = "Examples:
  jiangyi config              what the jiangyi.toml of this folder, or of one above it, settles
  jiangyi config 会议         what holds for the texts of a folder, by settings
  jiangyi config --init       begin a jiangyi.toml here; one that is there is left alone";

const COMPLETIONS_EXAMPLES: &str = "Examples:
  jiangyi completions bash > ~/.local/share/bash-completion/completions/jiangyi
  jiangyi completions zsh > ~/.zfunc/_jiangyi
  jiangyi completions fish > ~/.config/fish/completions/jiangyi.fish";

const MAN_EXAMPLES: &str = "Examples:
  jiangyi man > jiangyi.1
  jiangyi man convert | man -l -";

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make DOCX and PDF of text files
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Show what a stage makes of a text
    #[command(after_help = INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Compare the output with what was accepted
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Draw the pages as PNG files
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(PreviewArgs),
    /// Explain a rule; without a name, list them all
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// List the built-in templates, or print one to start your own from
    #[command(after_help = TEMPLATES_EXAMPLES)]
    Templates(TemplatesArgs),
    /// Check the faces; with inputs, say what they need of them
    #[command(after_help = FONTS_EXAMPLES)]
    Fonts(FontsArgs),
    /// Show which settings hold, and where each is said; begin a settings file
    #[command(after_help = CONFIG_EXAMPLES)]
    Config(ConfigArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or that of a command
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

impl Command {
    /// How much to say.
    pub fn verbosity(&self) -> Verbosity {
        match self {
            Command::Convert(args) => args.common.verbosity(),
            Command::Inspect(args) => args.common.verbosity(),
            Command::Check(args) => args.common.verbosity(),
            Command::Preview(args) => args.common.verbosity(),
            Command::Fonts(args) => args.common.verbosity(),
            Command::Explain(_) | Command::Templates(_) | Command::Config(_) | Command::Completions(_) | Command::Man(_) => {
                Verbosity::Normal
            }
        }
    }
}

/// Options of every sub-command that reads texts.
#[derive(Debug, Default, Args)]
pub struct CommonArgs {
    /// How handouts look: a built-in template's name or a TOML file [default: gbt9704]
    #[arg(long, value_name = "NAME|FILE")]
    pub template: Option<PathBuf>,
    /// The paper: a4, a3, b5, 16k or letter; lines and characters follow from it [default: the template's]
    #[arg(long, value_name = "NAME", value_parser = paper)]
    pub paper: Option<&'static str>,
    /// A text across every page, behind what is printed on it
    #[arg(long, value_name = "TEXT", value_parser = furniture::watermark_text)]
    pub watermark: Option<String>,
    /// A line above the text of every page; {title} and {file} are filled in
    #[arg(long, value_name = "TEXT", value_parser = furniture::head_text)]
    pub header: Option<String>,
    /// The form of page numbers, as "— {} —", "第 {} 页", "{}/{total}"; none for no numbers [default: the template's]
    #[arg(long, value_name = "FORMAT", value_parser = template::options::page_number, allow_hyphen_values = true)]
    pub page_number: Option<String>,
    /// Swap the inner and the outer margin on even pages
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub mirror: Option<bool>,
    /// A table of contents on pages of its own, before the text
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub toc: Option<bool>,
    /// What a DOCX calls its faces: gb2312 (仿宋_GB2312) or plain (仿宋) [default: the template's]
    #[arg(long, value_name = "SET")]
    pub font_names: Option<FontNamesArg>,
    /// Read every input in this encoding instead of finding it out: utf-8, gb18030, big5, utf-16le, …
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// Undo wrong conversions that can be undone (UTF-8 read as GBK, GBK or UTF-8 read as Latin-1), line by line
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub repair_mojibake: Option<bool>,
    /// The title to print, for one input
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Take the file's name for the title where the text has none and the name says something
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub title_from_name: Option<bool>,
    /// Leave out what is no part of the document: web chrome, rules, captions, source lines; they stay in the report
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub drop_noise: Option<bool>,
    /// Where the text is from, instead of judging by its characters
    #[arg(long, value_name = "REGION")]
    pub region: Option<RegionArg>,
    /// Leave the text as decoded: line ends, white space around lines and control characters are seen to, no marks and no widths
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub no_normalize: Option<bool>,
    /// Follow GB/T 15834 where authors often do not: all opinionated rules, or those named (`jiangyi explain` lists them)
    #[arg(long, value_name = "RULES", num_args = 0..=1, require_equals = true, default_missing_value = "true", value_parser = opinions)]
    pub strict_punctuation: Option<Opinions>,
    /// Leave this rule off; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = allowed)]
    pub allow: Option<Vec<&'static str>>,
    /// Run this rule and no other; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = only)]
    pub only: Option<Vec<&'static str>>,
    /// A folder of faces that win over the bundled ones
    #[arg(long, value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// Take installed official faces (仿宋_GB2312, SimHei, …) before the bundled ones; bytes then depend on the machine
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub system_fonts: Option<bool>,
    /// Take options from this file, not from the nearest jiangyi.toml above the input
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Threads [default: all cores]
    #[arg(short, long, value_name = "N", value_parser = threads)]
    pub jobs: Option<usize>,
    /// Say errors and warnings only
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: a line a file, and how long it took
    #[arg(short, long)]
    pub verbose: bool,
}

impl CommonArgs {
    /// How much to say, by what was typed.
    pub fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }
}

/// `convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// Files (taken whatever they end in), folders (their *.txt and *.text), `-` for standard input [default: input]
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Where handouts go; `-` writes one format of one input to standard output [default: output]
    #[arg(short, long, value_name = "DIR|-")]
    pub output: Option<PathBuf>,
    /// What to make: docx, pdf or both [default: docx,pdf]
    #[arg(short, long, value_name = "FORMATS", value_delimiter = ',')]
    pub format: Option<Vec<FormatArg>>,
    /// Overwrite files that were edited, or not made by jiangyi
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub force: Option<bool>,
    /// Write what became of every input to this file, as JSON
    #[arg(long, value_name = "FILE.json")]
    pub report: Option<PathBuf>,
    /// End with status 1 if there was a warning (outputs are written all the same)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub strict: Option<bool>,
    /// Print the files that would be written, one a line, and write nothing
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true)]
    pub dry_run: Option<bool>,
    /// Go on: convert again whatever changes, until Ctrl-C
    #[arg(short, long, conflicts_with = "dry_run")]
    pub watch: bool,
    /// With --watch: look at the files every two seconds instead of being told (network folders)
    #[arg(long, requires = "watch")]
    pub poll: bool,
    /// Whether to show how far it is [default: auto, on a terminal]
    #[arg(long, value_name = "WHEN")]
    pub progress: Option<Progress>,
    /// Options of every sub-command.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// `inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Files, folders, `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Print JSON Lines, one object a file, in input order
    #[arg(long)]
    pub json: bool,
    /// How far to go
    #[arg(long, value_enum, default_value_t = Stage::Structure)]
    pub stage: Stage,
    /// Say for each block which evidence made it what it is
    #[arg(long)]
    pub why: bool,
    /// Options of every sub-command.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders [default: input]
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The folder of what was accepted
    #[arg(long, value_name = "DIR", required = true)]
    pub against: PathBuf,
    /// Accept the output as it is now; status 1 where that changed anything, refused where CI is set
    #[arg(long)]
    pub accept: bool,
    /// With --accept: keep each PDF as accepted.pdf, so that later checks can compare pages as pictures
    /// [default: as the folder was accepted before]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, requires = "accept")]
    pub pictures: Option<bool>,
    /// Write index.html, junit.xml and report.json about all cases into this folder
    #[arg(long, value_name = "DIR")]
    pub report_dir: Option<PathBuf>,
    /// Options of every sub-command.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// `preview`.
#[derive(Debug, Args)]
pub struct PreviewArgs {
    /// Files, folders, `-` for standard input; also PDFs that `convert` wrote
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where the pictures go: page 3 of 讲话.txt is DIR/讲话/003.png
    #[arg(short, long, value_name = "DIR", required = true)]
    pub output: PathBuf,
    /// Dots an inch, 20 to 400
    #[arg(long, value_name = "N", default_value = "96", value_parser = dpi)]
    pub dpi: u32,
    /// Which pages: 2, 1-3, 4- or 1,4-6 [default: all]
    #[arg(long, value_name = "PAGES", value_parser = PageRanges::parse)]
    pub pages: Option<PageRanges>,
    /// Overwrite pictures that were not made by jiangyi
    #[arg(long)]
    pub force: bool,
    /// Options of every sub-command.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The rule's name, as messages give it in brackets
    pub rule: Option<String>,
}

/// `templates`.
#[derive(Debug, Args)]
pub struct TemplatesArgs {
    /// The template to print
    pub name: Option<String>,
}

/// `fonts`.
#[derive(Debug, Args)]
pub struct FontsArgs {
    /// Texts whose characters to look for
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Options of every sub-command.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Files and folders to show the settings of [default: the working folder's]
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Write a jiangyi.toml with every key, each line off, into the folder that is named or the working folder
    #[arg(long)]
    pub init: bool,
    /// Read this file, not the nearest jiangyi.toml above the input
    #[arg(long, value_name = "FILE", conflicts_with = "init")]
    pub config: Option<PathBuf>,
}

/// `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The command whose page to print
    pub command: Option<String>,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// How far `inspect` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Stage {
    /// The encoding and the line ends
    Decode,
    /// And the edits that put it into normal form
    Normalize,
    /// And title, headings, paragraphs, signature
    Structure,
    /// And pages and lines
    Layout,
}

/// Whether to show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// On a terminal
    Auto,
    /// In any case
    Always,
    /// Not at all
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_switch_can_be_undone_on_the_command_line() {
        let typed = |args: &[&str]| match Cli::try_parse_from(args).expect("good").command {
            Command::Convert(args) => args.strict,
            other => panic!("{other:?}"),
        };
        assert_eq!(typed(&["jiangyi", "convert", "a"]), None);
        assert_eq!(typed(&["jiangyi", "convert", "--strict", "a"]), Some(true));
        assert_eq!(typed(&["jiangyi", "convert", "--strict=false", "a"]), Some(false));
    }
}
