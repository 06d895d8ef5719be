//! The command line: what was typed, what it means, and how answers look to people and programs.
//!
//! Two steps before any work: [`args`] and [`config_file`] say what was typed, [`resolve`] makes one answer of it. One
//! file a sub-command.
//!
//! **Always true:** results go to standard output, everything else to standard error; nothing here changes a text.
#![expect(clippy::disallowed_methods, reason = "cli is where arguments, environment, settings files and the clock are read")]

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::batch::{Trouble, fault};
use language::Language;

pub mod args;
pub mod check;
pub mod completions;
pub mod config;
pub mod config_file;
pub mod convert;
pub mod edit_list;
mod encoding_table;
pub mod exit_status;
pub mod explain;
pub mod faces;
pub mod failures;
pub mod file_pattern;
pub mod fonts;
pub mod governing;
mod help;
pub mod inspect;
mod interrupt;
pub mod json;
pub mod language;
pub mod man;
pub mod outline;
pub mod preview;
pub mod progress;
pub mod report;
pub mod resolve;
pub mod results;
mod rule_names;
mod strangers;
mod system_fonts;
pub mod templates;
mod toml_mistakes;
mod usage;
pub mod values;
pub mod verdicts;
mod watch;
pub mod why;

use args::{Cli, Command};
use exit_status::ExitStatus;
use report::{Screen, Verbosity};

/// Runs the program: arguments in, exit status out.
pub fn run() -> ExitCode {
    fault::keep_quiet();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer(&error),
    };
    let screen = Screen::new(cli.command.verbosity());
    let screen = cli.lang.map_or(screen, |language| screen.in_language(language));
    let done = fault::caught(|| obey(&cli.command, &screen)).unwrap_or_else(|sentence| {
        screen.diagnostics(None, &[fault::diagnostic(sentence)]);
        Ok(ExitStatus::Undone)
    });
    done.unwrap_or_else(|trouble| {
        screen.trouble(&trouble);
        ExitStatus::Undone
    })
    .into()
}

/// Says what was asked for, help or version, or why what was typed makes no sense.
fn answer(error: &clap::Error) -> ExitCode {
    let typed: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let language = Language::typed(std::env::args_os()).unwrap_or_else(Language::of_locale);
    if let Some(trouble) = usage::trouble(error, &typed) {
        Screen::new(Verbosity::Normal).in_language(language).trouble(&trouble);
        return ExitStatus::Undone.into();
    }
    // The same words give the same page, in the other language.
    let chinese = match (language, error.kind()) {
        (Language::En, _) | (Language::Zh, ErrorKind::DisplayVersion) => None,
        (Language::Zh, _) => help::chinese().try_get_matches_from(std::env::args_os()).err(),
    };
    let error = chinese.as_ref().unwrap_or(error);
    // Help and version go to standard output, the rest to standard error; where nobody listens, nobody minds.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn obey(command: &Command, screen: &Screen) -> Result<ExitStatus, Trouble> {
    match command {
        Command::Convert(args) => convert::run(args, screen),
        Command::Inspect(args) => inspect::run(args, screen),
        Command::Check(args) => check::run(args, screen),
        Command::Preview(args) => preview::run(args, screen),
        Command::Explain(args) => explain::run(args),
        Command::Templates(args) => templates::run(args),
        Command::Fonts(args) => fonts::run(args, screen),
        Command::Config(args) => config::run(args, screen),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}
