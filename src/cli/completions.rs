//! `completions SHELL`: a script that completes commands and options.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::exit_status::ExitStatus;
use super::results;
use crate::batch::Trouble;

/// Prints the script for a shell.
pub fn run(args: &CompletionsArgs) -> Result<ExitStatus, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "jiangyi", &mut script);
    results::print(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Done)
}
