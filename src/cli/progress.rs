//! How far a run is: a line that moves on a terminal, a line now and then elsewhere if asked for.
//!
//! Both say files, pages, errors, rate and time left.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Progress;
use super::report::{Screen, Verbosity};
use crate::batch::summary::{Summary, errors, files, pages};
use crate::message;
use crate::message::Message;

/// The progress of a run; says nothing where it is not wanted.
pub struct Meter {
    shape: Shape,
    screen: Screen,
    total: usize,
    done: usize,
    begun: Instant,
}

enum Shape {
    Silent,
    Bar(ProgressBar),
    /// Standard error is a file or a pipe: twenty lines a run at most.
    Lines,
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
            (true, false) => Shape::Lines,
        };
        Meter { shape, screen: *screen, total, done: 0, begun: Instant::now() }
    }

    /// One more is done, with these counts; `say` prints about it without tearing the line.
    pub fn advance(&mut self, counts: &Summary, say: impl FnOnce()) {
        self.done += 1;
        match &self.shape {
            Shape::Silent => say(),
            Shape::Bar(bar) => {
                bar.suspend(say);
                bar.set_message(self.screen.say(&line(self.done, self.total, counts, self.begun.elapsed())));
                bar.inc(1);
            }
            Shape::Lines => {
                say();
                let step = (self.total / 20).max(1);
                if self.done.is_multiple_of(step) || self.done == self.total {
                    self.screen.line(&line(self.done, self.total, counts, self.begun.elapsed()));
                }
            }
        }
    }
}

/// `120 of 1000 files, 362 pages, 1 error, 240 files/s, 4 s left`
fn line(done: usize, total: usize, counts: &Summary, elapsed: Duration) -> Message {
    let of = message!("{done} of {files}", done, files = files(total));
    let mut parts = vec![of, pages(counts.pages), errors(counts.failed)];
    let seconds = elapsed.as_secs_f64();
    // The first files open the faces: what they took says little.
    if done > 1 && seconds > 0.0 {
        let rate = done as f64 / seconds;
        let shown = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
        parts.push(message!("{rate} files/s", rate = shown));
        if done < total {
            parts.push(message!("{time} left", time = span((total - done) as f64 / rate)));
        }
    }
    message!("{parts}", parts)
}

/// `4 s`, `3 min`, `2 h`
fn span(seconds: f64) -> String {
    match seconds {
        0.0..90.0 => format!("{:.0} s", seconds.ceil()),
        90.0..5400.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.0} h", seconds / 3600.0),
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
    if let Ok(style) = ProgressStyle::with_template("{bar:20} {msg}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_files_pages_errors_rate_and_time_left() {
        let counts = Summary { pages: 362, failed: 1, ..Summary::default() };
        let cases = [
            (1, 1000, 1, "1 of 1000 files, 362 pages, 1 error"),
            (120, 1000, 500, "120 of 1000 files, 362 pages, 1 error, 240 files/s, 4 s left"),
            (2, 2000, 1000, "2 of 2000 files, 362 pages, 1 error, 2.0 files/s, 17 min left"),
            (1000, 1000, 4000, "1000 of 1000 files, 362 pages, 1 error, 250 files/s"),
        ];
        for (done, total, milliseconds, line) in cases {
            assert_eq!(super::line(done, total, &counts, Duration::from_millis(milliseconds)), line);
        }
        assert_eq!((span(100_000.0), span(80.2)), ("28 h".to_string(), "81 s".to_string()));
    }
}
