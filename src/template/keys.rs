//! The keys of a template file, as TOML has them; what they mean and which values are allowed, `load.rs` says.
//!
//! **Always true:** a key that is not here is refused when a file is read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::margins::{LineNumbersFile, NotesFile};
use super::{Align, Emphasis, FaceRole, FirstPage, Prohibition};

/// A template file: what it leaves out, gbt9704 or another table says.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct File {
    pub description: Option<String>,
    #[serde(default)]
    pub page: PageFile,
    #[serde(default)]
    pub line: LineFile,
    pub page_number: Option<PageNumberFile>,
    pub notes: Option<NotesFile>,
    pub line_numbers: Option<LineNumbersFile>,
    #[serde(default)]
    pub header: HeaderFile,
    #[serde(default)]
    pub watermark: WatermarkFile,
    #[serde(default)]
    pub font_names: BTreeMap<FaceRole, String>,
    #[serde(default)]
    pub font_names_traditional: BTreeMap<FaceRole, String>,
    #[serde(default)]
    pub style: BTreeMap<String, StyleFile>,
}

/// `[page]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PageFile {
    pub paper: Option<String>,
    pub width_mm: Option<f64>,
    pub height_mm: Option<f64>,
    pub top_mm: Option<f64>,
    pub bottom_mm: Option<f64>,
    pub left_mm: Option<f64>,
    pub right_mm: Option<f64>,
    pub lines: Option<i64>,
    pub characters: Option<i64>,
    pub columns: Option<i64>,
    pub column_gap: Option<f64>,
    pub single_sided: Option<bool>,
    pub keep_sentences: Option<i64>,
    #[serde(alias = "first_page")]
    pub first_page: Option<FirstPage>,
    pub mirror: Option<bool>,
    pub toc: Option<bool>,
}

/// `[header]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct HeaderFile {
    pub text: Option<String>,
    pub face: Option<FaceRole>,
    pub size_pt: Option<f64>,
    pub above_mm: Option<f64>,
}

/// `[watermark]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WatermarkFile {
    pub text: Option<String>,
    pub face: Option<FaceRole>,
    pub lightness: Option<i64>,
}

/// `[line]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LineFile {
    pub prohibition: Option<Prohibition>,
    pub squeeze_line_start: Option<bool>,
    pub squeeze_paragraph_start: Option<bool>,
}

/// `[page-number]`
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PageNumberFile {
    pub format: Option<String>,
    pub face: Option<FaceRole>,
    pub size_pt: Option<f64>,
    pub below_mm: Option<f64>,
    pub outer_indent: Option<f64>,
    pub mirrored: Option<bool>,
}

/// `[style.ROLE]`
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct StyleFile {
    pub face: Option<FaceRole>,
    pub latin: Option<FaceRole>,
    pub size_pt: Option<f64>,
    pub align: Option<Align>,
    pub first_indent: Option<f64>,
    pub left_indent: Option<f64>,
    pub right_indent: Option<f64>,
    pub blank_before: Option<i64>,
    pub blank_after: Option<i64>,
    pub line_span: Option<i64>,
    pub keep_with_next: Option<bool>,
    pub level_run_in: Option<Emphasis>,
    #[serde(alias = "run_in")]
    pub run_in: Option<Emphasis>,
    pub inner: Option<Emphasis>,
}
