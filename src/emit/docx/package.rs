//! The package: parts, what they are, how they refer to each other. The zip that holds them is `zip_file.rs`'s.
//!
//! **Always true:** `[Content_Types].xml` comes first (some readers look for it there).

use std::sync::OnceLock;

use super::xml::DECLARATION;
use super::zip_file::Packed;

/// One file of the package.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its path in the package.
    pub name: String,
    /// Its XML.
    pub text: String,
    /// Whether many packages share it, so that it may take longer to deflate.
    pub is_constant: bool,
    /// As it is stored, once it has been.
    pub packed: OnceLock<Packed>,
}

impl Part {
    /// The part of that path, of one document.
    pub fn new(name: impl Into<String>, text: String) -> Part {
        Part { name: name.into(), text, is_constant: false, packed: OnceLock::new() }
    }

    /// A part that documents share.
    pub fn constant(name: impl Into<String>, text: String) -> Part {
        Part { is_constant: true, ..Part::new(name, text) }
    }
}

/// Parts of `word/` that every document has: file name and kind.
const WORD_PARTS: [(&str, &str); 3] = [("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable")];

/// Which part is of what type.
pub fn content_types(headers: usize, footers: usize) -> String {
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
    for number in 1..=headers {
        text.push_str(&word(&format!("header{number}"), "header"));
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

/// What `word/document.xml` refers to; headers and footers by the ids that docx-rs gives them.
pub fn document_relationships(headers: usize, footers: usize) -> String {
    let mut text = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}\">");
    for (index, (name, kind)) in WORD_PARTS.iter().enumerate() {
        text.push_str(&format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}.xml\"/>", index + 1));
    }
    for number in 1..=headers {
        text.push_str(&format!("<Relationship Id=\"rIdHeader{number}\" Type=\"{OFFICE}/header\" Target=\"header{number}.xml\"/>"));
    }
    for number in 1..=footers {
        text.push_str(&format!("<Relationship Id=\"rIdFooter{number}\" Type=\"{OFFICE}/footer\" Target=\"footer{number}.xml\"/>"));
    }
    text.push_str("</Relationships>");
    text
}
