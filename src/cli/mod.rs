//! The command line: what was typed, what it means, and how answers look to people and programs.
//!
//! Two steps before any work: [`args`] and [`config_file`] say what was typed, [`resolve`] makes one answer of it. One
//! file a sub-command.
//!
//! **Always true:** results go to standard output, everything else to standard error; nothing here changes a text.
#![expect(clippy::disallowed_methods, reason = "cli is where arguments, environment, settings files and the clock are read")]

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::batch::{Trouble, fault};
use crate::message;
use crate::message::Message;
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
        Err(error) => {
            if let Some(trouble) = in_our_words(&error) {
                let screen = Screen::new(Verbosity::Normal);
                let screen = Language::typed(std::env::args_os()).map_or(screen, |language| screen.in_language(language));
                screen.trouble(&trouble);
                return ExitStatus::Undone.into();
            }
            // Help and version go to standard output, the rest to standard error; where nobody listens, nobody minds.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
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

/// A value that means nothing, said as everything else is said; none for what clap says well itself.
fn in_our_words(error: &clap::Error) -> Option<Trouble> {
    let word = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(word)) if !word.is_empty() => Some(word.as_str()),
        _ => None,
    };
    let (said, value) = (word(ContextKind::InvalidArg)?, word(ContextKind::InvalidValue)?);
    let option = said.split(' ').next().unwrap_or(said);
    let option = option.split('=').next().unwrap_or(option).trim_end_matches('[');
    match (error.kind(), error.get(ContextKind::ValidValue)) {
        (ErrorKind::ValueValidation, _) => {
            let why = std::error::Error::source(error)?;
            let ours = why.downcast_ref::<Message>().cloned();
            Some(Trouble::usage(ours.unwrap_or_else(|| Message::foreign(why.to_string()))))
        }
        (ErrorKind::InvalidValue, Some(ContextValue::Strings(known))) => {
            let trouble = Trouble::usage(message!(
                "`{value}` means nothing for `{option}`; known are {known}",
                value = value.to_string(),
                option = option.to_string(),
                known = known.join(" ")
            ));
            Some(trouble.hint("`jiangyi COMMAND --help` says what each option takes"))
        }
        _ => None,
    }
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
