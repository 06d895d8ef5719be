//! `man [COMMAND]`: the manual page of the program or of one of its commands, for `man` to show.

use clap::CommandFactory;

use super::args::{Cli, ManArgs};
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;
use crate::message;

/// Prints the page.
pub fn run(args: &ManArgs) -> Result<ExitStatus, Trouble> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => match whole.find_subcommand(name).filter(|command| command.get_name() != "help") {
            // Its page is called jiangyi-convert; what is typed has a space.
            Some(command) => {
                let name: &'static str = Box::leak(format!("jiangyi-{name}").into_boxed_str());
                command.clone().name(name)
            }
            None => {
                let known: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help").collect();
                return Err(Trouble::usage(message!("no command is called `{name}`; known are {known}", name, known = known.join(" "))));
            }
        },
    };
    let behind = page.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut roff = Vec::new();
    clap_mangen::Man::new(page.after_help(None::<&str>))
        .render(&mut roff)
        .map_err(|error| Trouble::usage(message!("the page cannot be made: {error}", error = error.to_string())))?;
    let mut text = String::from_utf8_lossy(&roff).into_owned();
    sections(&mut text, &behind);
    results::print(&text)?;
    Ok(ExitStatus::Done)
}

/// What stands behind the options, as sections: `Examples:` with its lines as they are, a sentence as a paragraph.
fn sections(page: &mut String, behind: &str) {
    for part in behind.split("\n\n").filter(|part| !part.is_empty()) {
        let (head, text) = part.split_once(':').unwrap_or(("Notes", part));
        let is_list = text.starts_with('\n');
        page.push_str(&format!(".SH {}\n", head.to_uppercase()));
        page.push_str(if is_list { ".nf\n" } else { "" });
        for line in text.lines().filter(|line| !line.is_empty()) {
            // A backslash is a command of roff's; a line that began with a point would be one, too.
            let line = line.strip_prefix("  ").unwrap_or(line);
            let line = if is_list { line } else { line.trim_start() };
            page.push_str(&format!("\\&{}\n", line.replace('\\', "\\e").replace('-', "\\-")));
        }
        page.push_str(if is_list { ".fi\n" } else { "" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_keep_their_lines_and_a_sentence_is_a_paragraph() {
        let mut page = String::new();
        sections(&mut page, "Examples:\n  a -b\n  c\n\nExit status: 0 done;\n2 not.");
        assert_eq!(page, ".SH EXAMPLES\n.nf\n\\&a \\-b\n\\&c\n.fi\n.SH EXIT STATUS\n\\&0 done;\n\\&2 not.\n");
    }
}
