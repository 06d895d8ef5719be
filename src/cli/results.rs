//! Standard output: results and nothing else.
//!
//! **Always true:** a reader that goes away (`| head`) ends the work quietly; it is no fault of ours.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;

use super::report::may_colour;
use crate::batch::Trouble;
use crate::batch::trouble::said;
use crate::message;

/// Standard output, until its reader goes away.
pub struct Results {
    out: io::BufWriter<io::StdoutLock<'static>>,
    trouble: Option<Trouble>,
    closed: bool,
}

impl Default for Results {
    fn default() -> Self {
        Results::new()
    }
}

impl Results {
    /// Standard output from here on.
    pub fn new() -> Results {
        Results { out: io::BufWriter::with_capacity(1 << 16, io::stdout().lock()), trouble: None, closed: false }
    }

    /// Writes a result; breaks where nobody takes more.
    pub fn put(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        if !self.closed {
            let written = self.out.write_all(bytes);
            self.note(written);
        }
        if self.closed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Hands on what is still held back; trouble if it could not be written (a full disk, not a reader that left).
    pub fn finish(mut self) -> Result<(), Trouble> {
        if !self.closed {
            let written = self.out.flush();
            self.note(written);
        }
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn note(&mut self, written: io::Result<()>) {
        let Err(error) = written else { return };
        self.closed = true;
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.trouble = Some(Trouble::usage(message!("standard output: {why}", why = said(&error))));
        }
    }
}

/// Writes one result whole.
pub fn print(text: &str) -> Result<(), Trouble> {
    let mut results = Results::new();
    // Whether it broke, `finish` tells.
    let _ = results.put(text.as_bytes());
    results.finish()
}

/// Whether results may be coloured.
pub fn may_be_coloured() -> bool {
    may_colour(io::stdout().is_terminal())
}
