//! Many files: found, planned, converted side by side, written whole.
//!
//! [`discover`] finds the inputs, [`folder`] asks short ones' neighbours for their encoding, [`plan`] settles where each goes, [`up_to_date`] asks their outputs whether there is anything to do, [`worker`] converts one (and turns a panic into a
//! diagnostic of that file), [`mod@write`] puts its outputs in place, [`in_order`] runs workers side by side and hands their
//! results on in input order, [`summary`] and [`report_file`] say what became of all.
//!
//! **Always true:** one bad file is one bad file; no two inputs share an output path; files appear whole or not at all.
#![expect(clippy::disallowed_methods, reason = "batch is where files are read and written; the stages behind it are blind")]

pub mod discover;
pub mod faces;
pub mod fault;
pub mod folder;
pub mod in_order;
pub mod plan;
pub mod read;
pub mod report_file;
pub mod summary;
pub mod trouble;
pub mod turns;
pub mod up_to_date;
pub mod watch;
pub mod worker;
pub mod write;

pub use discover::{Input, Origin};
pub use faces::{FaceFile, Faces};
pub use folder::{Folders, Survey};
pub use plan::{Destination, Job, Place};
pub use trouble::Trouble;
pub use turns::Turns;
pub use up_to_date::UpToDate;
pub use watch::Watch;
pub use worker::{Outcome, Status};
