//! How far a run is: a bar on a terminal, a line now and then elsewhere if asked for.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Progress;
use super::report::{Screen, Verbosity};

/// The progress of a run; says nothing where it is not wanted.
pub struct Meter {
    shape: Shape,
    total: usize,
    done: usize,
}

enum Shape {
    Silent,
    Bar(ProgressBar),
    /// Standard error is a file or a pipe: twenty lines a run at most.
    Lines(Screen),
}

impl Meter {
    /// A meter for so many inputs.
    pub fn new(wanted: Progress, total: usize, screen: &Screen) -> Meter {
        let terminal = io::stderr().is_terminal();
        let wanted = screen.verbosity() != Verbosity::Quiet
            && match wanted {
                Progress::Auto => terminal && total > 1,
                Progress::Always => true,
                Progress::Never => false,
            };
        let shape = match (wanted, terminal) {
            (false, _) => Shape::Silent,
            (true, true) => Shape::Bar(bar(total)),
            (true, false) => Shape::Lines(*screen),
        };
        Meter { shape, total, done: 0 }
    }

    /// One more is done; `say` prints about it without tearing the bar.
    pub fn advance(&mut self, say: impl FnOnce()) {
        self.done += 1;
        match &self.shape {
            Shape::Silent => say(),
            Shape::Bar(bar) => {
                bar.suspend(say);
                bar.inc(1);
            }
            Shape::Lines(screen) => {
                say();
                let step = (self.total / 20).max(1);
                if self.done.is_multiple_of(step) || self.done == self.total {
                    screen.line(&format!("{} of {}", self.done, self.total));
                }
            }
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if let Shape::Bar(bar) = &self.shape {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
