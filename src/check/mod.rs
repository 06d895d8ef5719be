//! Is the output still what was accepted?
//!
//! A *case* is the folder of one input under `--against DIR`: `document.txt`, `pages.txt` and `diagnostics.txt`, for
//! people to read; `DIR/fingerprints.txt` holds the sums of all outputs. [`case`] makes what there is now, [`compare`]
//! says what differs and how deep ([`moves`] which lines, in words; [`looks`] which pages, by their pictures), [`accept`]
//! writes it down, [`root`] says which case an input is, [`report`] tells people and programs.
//!
//! **Always true:** comparing writes nothing; accepting overwrites and removes nothing but files of these names in cases
//! that our own `fingerprints.txt` lists.
#![expect(clippy::disallowed_methods, reason = "check is where accepted output is read and written; the stages behind it are blind")]

pub mod accept;
pub mod case;
pub mod compare;
mod diff;
pub mod fingerprint;
pub mod looks;
pub mod moves;
pub mod places;
pub mod report;
pub mod root;

pub use case::Case;
pub use compare::{Change, Level, State, Verdict};
pub use fingerprint::Fingerprints;
