//! What the program does as a whole: commands, streams, exit statuses, files.
//!
//! Behaviours are compared, never the bytes of a handout: those are the stages' business, and goldens of `check`.
#![expect(clippy::disallowed_methods, reason = "these tests are the world round the program")]

mod check;
#[cfg(feature = "preview")]
mod check_browser;
mod check_report;
mod ci;
mod config;
mod conformance;
mod convert;
mod discovery;
mod encodings;
mod faults;
mod fonts;
mod fuzz;
mod hard_texts;
mod incremental;
mod inspect;
mod json_schema;
mod language;
mod ledgers;
mod options;
mod ownership;
#[cfg(feature = "preview")]
mod preview;
mod program;
mod same_bytes;
mod schema;
mod streams;
mod templates;
mod toc;
mod watch;
