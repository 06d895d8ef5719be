//! What was typed makes no sense: why, in our words, with what would.
//!
//! **Always true:** each kind of clap's errors has a sentence here, but for help and version, which are no errors.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::args::Cli;
use crate::batch::Trouble;
use crate::message;
use crate::message::Message;

/// The trouble that an error of clap's stands for; none for help and version, which it prints itself.
pub fn trouble(error: &clap::Error, typed: &[String]) -> Option<Trouble> {
    let help = match command(typed) {
        Some(command) => message!("`jiangyi {command} --help` says what goes with it", command),
        None => message!("`jiangyi --help` says what goes with it"),
    };
    let option = word(error, ContextKind::InvalidArg).unwrap_or_default();
    let name = name(&option);
    let trouble = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::DisplayVersion => return None,
        ErrorKind::UnknownArgument => return Some(unknown(error, &option, help)),
        ErrorKind::InvalidSubcommand => return Some(no_command(error)),
        ErrorKind::MissingSubcommand => Trouble::usage(message!("a command is missing; known are {known}", known = commands().join(" "))),
        ErrorKind::ValueValidation => {
            // Our own readers of values say what is wrong, and what to do.
            let why = std::error::Error::source(error)?;
            let ours = why.downcast_ref::<Message>().cloned();
            return Some(Trouble::usage(ours.unwrap_or_else(|| Message::foreign(why.to_string()))));
        }
        ErrorKind::InvalidValue => match (word(error, ContextKind::InvalidValue), words(error, ContextKind::ValidValue)) {
            (None, _) => Trouble::usage(message!("`{name}` needs a value: `{option}`", name, option)),
            (Some(value), known) => {
                let known = known.join(" ");
                Trouble::usage(message!("`{value}` means nothing for `{option}`; known are {known}", value, option = name, known))
            }
        },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Trouble::usage(message!("`{name}` needs a value: `{option}`", name, option))
        }
        ErrorKind::TooManyValues => Trouble::usage(message!("`{name}` takes no value", name)),
        ErrorKind::ArgumentConflict => {
            let others = words(error, ContextKind::PriorArg);
            match others.first().map(|other| self::name(other)) {
                Some(other) if other != name => Trouble::usage(message!("`{name}` and `{other}` do not go together", name, other)),
                Some(_) | None => Trouble::usage(message!("`{name}` is there more than once", name)),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = words(error, ContextKind::InvalidArg).join(" ");
            Trouble::usage(message!("`{missing}` is missing", missing))
        }
        ErrorKind::InvalidUtf8 => Trouble::usage("a word of the command line is not UTF-8, and no file name is expected there"),
        _ => Trouble::usage(Message::foreign(error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: "))),
    };
    Some(trouble.hint(help))
}

/// An option that nobody knows, or a word too many.
fn unknown(error: &clap::Error, option: &str, help: Message) -> Trouble {
    let said = option.to_string();
    if !option.starts_with('-') {
        return Trouble::usage(message!("`{said}` is one word too many here", said)).hint(help);
    }
    match words(error, ContextKind::SuggestedArg).first() {
        Some(near) => {
            Trouble::usage(message!("no option is called `{said}`; did you mean `{near}`?", said, near = near.to_string())).hint(help)
        }
        None => Trouble::usage(message!("no option is called `{said}`", said)).hint(help),
    }
}

fn no_command(error: &clap::Error) -> Trouble {
    let name = word(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let near = words(error, ContextKind::SuggestedSubcommand);
    let trouble = match near.first() {
        Some(near) => Trouble::usage(message!("no command is called `{name}`; did you mean `{near}`?", name, near = near.to_string())),
        None => Trouble::usage(message!("no command is called `{name}`; known are {known}", name, known = commands().join(" "))),
    };
    trouble.hint("`jiangyi --help` says what each does; texts are converted by `jiangyi convert FILE`")
}

/// The commands by name.
fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(Command::get_name).map(String::from).collect()
}

/// The command that was meant, as far as that can be told.
fn command(typed: &[String]) -> Option<String> {
    let known = commands();
    typed.iter().find(|word| known.contains(word)).cloned()
}

/// `--mirror` of `--mirror[=<BOOL>]`.
fn name(option: &str) -> String {
    let option = option.split(' ').next().unwrap_or(option);
    option.split('=').next().unwrap_or(option).trim_end_matches('[').to_string()
}

fn word(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) if !word.is_empty() => Some(word.clone()),
        _ => None,
    }
}

fn words(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::String(word)) => vec![word.clone()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn what_makes_no_sense_is_answered_in_our_words() {
        for (typed, said, hint) in [
            ("convert --templte x", "no option is called `--templte`; did you mean `--template`?", "`jiangyi convert --help`"),
            ("convert --zzz", "no option is called `--zzz`", "`jiangyi convert --help`"),
            ("--zzz", "no option is called `--zzz`", "`jiangyi --help`"),
            ("cnvert", "no command is called `cnvert`; did you mean `convert`?", "`jiangyi --help`"),
            ("讲话.txt", "no command is called `讲话.txt`; known are convert inspect", "`jiangyi convert FILE`"),
            ("--lang zh", "a command is missing; known are convert", "--help"),
            ("convert --paper", "`--paper` needs a value: `--paper <NAME>`", "`jiangyi convert --help`"),
            ("convert --paper b9", "no paper is called `b9`", ""),
            ("convert --progress never --progress", "`--progress` needs a value", "--help"),
            ("convert --progress some", "`some` means nothing for `--progress`; known are auto always never", "--help"),
            ("convert --quiet=true", "`--quiet` takes no value", "--help"),
            ("convert -q -v", "`--quiet` and `--verbose` do not go together", "--help"),
            ("convert -j 1 -j 2", "`--jobs` is there more than once", "--help"),
            ("check in", "`--against <DIR>` is missing", "`jiangyi check --help`"),
            ("inspect", "`<INPUT>...` is missing", "`jiangyi inspect --help`"),
            ("explain a b", "`b` is one word too many here", "`jiangyi explain --help`"),
            ("completions foo", "`foo` means nothing for `<SHELL>`; known are bash", "--help"),
        ] {
            let typed: Vec<String> = std::iter::once("jiangyi").chain(typed.split(' ')).map(String::from).collect();
            let error = Cli::try_parse_from(&typed).expect_err("no sense");
            let trouble = trouble(&error, &typed).unwrap_or_else(|| panic!("{typed:?}"));
            assert!(trouble.what.starts_with(said), "{typed:?}: {}", trouble.what);
            assert!(hint.is_empty() || trouble.hints.iter().any(|one| one.contains(hint)), "{typed:?}: {:?}", trouble.hints);
        }
        for typed in [&["jiangyi"][..], &["jiangyi", "--help"], &["jiangyi", "convert", "-h"], &["jiangyi", "--version"]] {
            assert!(trouble(&Cli::try_parse_from(typed).expect_err("no run"), &[]).is_none(), "{typed:?}");
        }
    }
}
