//! `--help` in Chinese: the commands and options of [`super::args`] with the words of `help_zh.toml`.
//!
//! clap knows English only. Its headings, the defaults and the known values that it would add are said here instead.
//!
//! **Always true:** nothing is parsed otherwise than in English; a word that the table lacks is said in English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use clap::{Arg, Command, CommandFactory};

use super::args::Cli;

/// The words, by what they are said of.
static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(include_str!("help_zh.toml")).unwrap_or_default());

/// What stands where, in the order of clap's own template.
const TEMPLATE: &str = "{about-with-newline}\n{usage-heading}{usage}\n\n{all-args}{after-help}";

/// The command line with its help in Chinese.
pub fn chinese() -> Command {
    let mut whole = Cli::command();
    // From here on it has what clap adds by itself: `--help`, the command `help`, the options of all commands.
    whole.build();
    translated(whole, true)
}

fn translated(command: Command, is_whole: bool) -> Command {
    let name = command.get_name().to_string();
    let usage = command.clone().render_usage().to_string();
    let usage = ["[OPTIONS]", "[COMMAND]", "<COMMAND>"].iter().fold(usage, |usage, tag| usage.replace(tag, word(tag).unwrap_or(tag)));
    let usage = usage.split_once(": ").map_or(usage.clone(), |(_, usage)| usage.to_string());
    let mut command = command.help_template(TEMPLATE.replace("{usage-heading}", word("usage").unwrap_or("Usage:"))).override_usage(usage);
    if let Some(about) = word(&name) {
        command = command.about(about.lines().next().unwrap_or(about));
        command = if is_whole { command.long_about(about) } else { command };
    }
    if let Some(examples) = word(&format!("{name} examples")) {
        command = command.after_help(examples);
    }
    if let Some(commands) = word("commands") {
        command = command.subcommand_help_heading(commands);
    }
    let command = command.mut_args(|arg| argument(&name, arg));
    let inner: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_string()).collect();
    inner.into_iter().fold(command, |command, inner| command.mut_subcommand(inner, |inner| translated(inner, false)))
}

fn argument(command: &str, arg: Arg) -> Arg {
    let heading = if arg.is_positional() { word("arguments").unwrap_or("Arguments") } else { word("options").unwrap_or("Options") };
    let Some(help) = keys(command, &arg).iter().find_map(|key| word(key)) else { return arg };
    let mut help = help.to_string();
    // clap gives a switch without a value the default `false`, which it does not show either.
    let defaults: Vec<&str> = match arg.get_action().takes_values() {
        true => arg.get_default_values().iter().filter_map(|value| value.to_str()).collect(),
        false => Vec::new(),
    };
    // A switch says by its brackets that `true` and `false` are known.
    let known: Vec<String> = match arg.is_hide_possible_values_set() {
        true => Vec::new(),
        false => arg.get_possible_values().iter().map(|value| value.get_name().to_string()).collect(),
    };
    let notes = [("known", known.join(" ")), ("default", defaults.join(" "))];
    for (label, values) in notes.iter().filter(|(_, values)| !values.is_empty()) {
        help.push_str(&format!(" [{}：{values}]", word(label).unwrap_or(label)));
    }
    let arg = if arg.is_hide_possible_values_set() || known.is_empty() { arg } else { arg.hide_possible_values(true) };
    arg.long_help(help.clone()).help(help).hide_default_value(true).help_heading(heading)
}

/// Where the words of an argument may stand: those of its command before those of all.
fn keys(command: &str, arg: &Arg) -> [String; 2] {
    let name = arg.get_long().map_or_else(|| arg.get_id().to_string(), |long| format!("--{long}"));
    [format!("{command} {name}"), name]
}

fn word(key: &str) -> Option<&'static str> {
    WORDS.get(key).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every command with its name: the program itself first.
    fn commands() -> Vec<Command> {
        let mut whole = Cli::command();
        whole.build();
        let inner: Vec<Command> = whole.get_subcommands().cloned().collect();
        [whole].into_iter().chain(inner).collect()
    }

    #[test]
    fn every_command_and_option_has_its_chinese_and_none_is_left_over() {
        let around = ["usage", "options", "arguments", "commands", "[OPTIONS]", "[COMMAND]", "<COMMAND>", "default", "known"];
        let mut used: BTreeSet<String> = around.iter().map(ToString::to_string).collect();
        for command in commands() {
            let name = command.get_name();
            assert!(word(name).is_some(), "{name}");
            used.insert(name.to_string());
            if let Some(examples) = command.get_after_help() {
                let key = format!("{name} examples");
                let chinese = word(&key).unwrap_or_else(|| panic!("{key}"));
                // What is typed is the same; the words behind it are not.
                let typed = |text: &str| -> Vec<String> {
                    let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
                    lines.map(|line| line.trim_start().split("  ").next().unwrap_or(line).trim_end().to_string()).collect()
                };
                let english = typed(&examples.to_string());
                assert_eq!(typed(chinese).len(), english.len(), "{key}");
                for (one, other) in typed(chinese).iter().zip(&english) {
                    let head = |line: &str| line.split(' ').take_while(|word| word.is_ascii()).map(String::from).collect::<Vec<_>>();
                    let (one, other) = (head(one), head(other));
                    assert!(one.starts_with(&other) || other.starts_with(&one), "{key}: {one:?} {other:?}");
                }
                used.insert(key);
            }
            for arg in command.get_arguments() {
                // `help convert` names commands, as `help` does itself.
                if name == "help" && arg.is_positional() {
                    continue;
                }
                let found = keys(name, arg).into_iter().find(|key| word(key).is_some());
                used.insert(found.unwrap_or_else(|| panic!("{name}: {}", arg.get_id())));
            }
        }
        let left: Vec<&String> = WORDS.keys().filter(|key| !used.contains(*key)).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn no_english_is_left_in_a_page_of_help() {
        for mut command in [chinese()].into_iter().chain(chinese().get_subcommands().filter(|one| one.get_name() != "help").cloned()) {
            let page = command.render_long_help().to_string();
            let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
            for line in page.lines().filter(|line| !line.trim_start().starts_with("jiangyi") && !line.contains('：')) {
                let words: Vec<&str> = line.split(' ').collect();
                assert!(!words.windows(3).any(|three| three.iter().all(is_word)), "{line}");
            }
            assert!(page.contains("用法：") && !page.contains("Usage") && !page.contains("Options:"), "{page}");
        }
    }
}
