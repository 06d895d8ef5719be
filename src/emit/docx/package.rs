//! The package: parts, what they are, how they refer to each other, and the zip that holds them.
//!
//! **Always true:** `[Content_Types].xml` comes first (some readers look for it there), every entry is dated 1980-01-01 and
//! said to come from Unix: clock and system do not show.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use super::xml::DECLARATION;

/// Deflate's level: 9 takes a third more time for 2 % less.
const LEVEL: i64 = 6;

/// One file of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its path in the package.
    pub name: String,
    /// Its XML.
    pub text: String,
}

impl Part {
    /// The part of that path.
    pub fn new(name: impl Into<String>, text: String) -> Part {
        Part { name: name.into(), text }
    }
}

/// Parts of `word/` that every document has: file name and kind.
const WORD_PARTS: [(&str, &str); 3] = [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")];

/// Which part is of what type.
pub fn content_types(footers: usize) -> String {
    let word = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    let mut text = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    text.push_str(&word("document", "document.main"));
    for (name, kind) in WORD_PARTS {
        text.push_str(&word(name, kind));
    }
    for number in 1..=footers {
        text.push_str(&word(&format!("footer{number}"), "footer"));
    }
    text.push_str(
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>",
    );
    text
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// What the package as a whole refers to.
pub fn relationships() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

/// What `word/document.xml` refers to; the footers by the ids that docx-rs gives them.
pub fn document_relationships(footers: usize) -> String {
    let mut text = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">");
    for (index, (name, kind)) in WORD_PARTS.iter().enumerate() {
        text.push_str(&format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>", index + 1));
    }
    for number in 1..=footers {
        text.push_str(&format!("<Relationship Id=\"rIdFooter{number}\" Type=\"{OFFICE}/footer\" Target=\"footer{number}.xml\"/>"));
    }
    text.push_str("</Relationships>");
    text
}

/// The parts in one file.
pub fn zip(parts: &[Part]) -> ZipResult<Vec<u8>> {
    // DEFAULT, not default(): the latter reads the clock where anything in the build turns zip's `time` feature on.
    let options =
        SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL)).system(System::Unix);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(32 * 1024)));
    for part in parts {
        writer.start_file(part.name.as_str(), options)?;
        writer.write_all(part.text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}
