//! What the program says to whoever called it: 0 all done, 1 differences (or warnings under `--strict`), 2 something
//! could not be done.

use std::process::ExitCode;

/// How a run ended; the greater, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// All done.
    Done = 0,
    /// `check` found differences, or `--strict` and there was a warning.
    Differences = 1,
    /// Something could not be done; the rest was.
    Undone = 2,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(status as u8)
    }
}
