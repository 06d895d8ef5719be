//! `jiangyi` (讲义, handout): raw Chinese text files to printable DOCX and PDF.
//!
//! ```text
//! bytes ─decode→ DecodedText ─normalize→ NormalText ─structure→ Document ─┬─────────────→ emit::docx → bytes
//!                                                                         └─layout→ Pages → emit::pdf  → bytes
//! ```
//!
//! [`convert`] calls the stages in a row for one text: read it first. `docs/architecture.md` says who may use whom.

// vocabulary
pub mod diagnostic;
pub mod length;
pub mod message;
pub mod source;

// stages
pub mod decode;
pub mod document;
pub mod emit;
pub mod font;
pub mod layout;
pub mod normalize;
pub mod preview;
pub mod structure;
pub mod template;

// joined
pub mod batch;
pub mod check;
pub mod cli;
pub mod convert;
pub mod settings;
