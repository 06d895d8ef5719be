//! Ctrl-C: what is being written is finished, nothing else is begun, the program ends.
//!
//! **Always true:** no file is half-written and no temporary file stays, whenever it comes.

use super::report::Screen;
use crate::batch::{Trouble, write};
use crate::message;

/// What a shell expects of a program that Ctrl-C ended: 128 and the signal's number.
pub const INTERRUPTED: i32 = 130;

/// From here on Ctrl-C ends the program with this status, and with this word.
pub fn ends_with(status: i32, word: &'static str, screen: Screen) -> Result<(), Trouble> {
    let end = move || {
        // Files take milliseconds to write; a text that is being converted is left.
        let _nobody_writes = write::pause();
        screen.line(&word.into());
        std::process::exit(status);
    };
    ctrlc::set_handler(end).map_err(|error| Trouble::usage(message!("Ctrl-C cannot be waited for: {error}", error = error.to_string())))
}
