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
    let mut roff = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut roff)
        .map_err(|error| Trouble::usage(message!("the page cannot be made: {error}", error = error.to_string())))?;
    results::print(&String::from_utf8_lossy(&roff))?;
    Ok(ExitStatus::Done)
}
