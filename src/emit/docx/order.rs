//! The order in which the schema wants children (ECMA-376 Part 1, CT_PPr, CT_RPr, CT_SectPr), for parts that docx-rs wrote.
//!
//! docx-rs 0.4.22 writes properties in the order of its Rust fields: 56 violations in a speech, and Word has called such
//! files corrupt (its issue 724). One pass over the part; only the children of property elements move.
//!
//! **Always true:** text and tags stay as they were; nothing counted per process or thread (`w14:paraId`) is left in.

use std::fmt::Write;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml;

/// Children of `w:pPr`.
pub const PARAGRAPH_PROPERTIES: &[&str] = &[
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
];

/// Children of `w:rPr`.
pub const RUN_PROPERTIES: &[&str] = &[
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect",
    "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
];

/// Children of `w:sectPr`.
pub const SECTION_PROPERTIES: &[&str] = &[
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType",
    "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings",
];

/// The order of an element's children, if it has one that docx-rs does not keep.
pub fn of(element: &str) -> Option<&'static [&'static str]> {
    match element {
        "w:pPr" => Some(PARAGRAPH_PROPERTIES),
        "w:rPr" => Some(RUN_PROPERTIES),
        "w:sectPr" => Some(SECTION_PROPERTIES),
        _ => None,
    }
}

/// A part of docx-rs, in the order of the schema; its indents are these, one after another (docx-rs has no `w:rightChars`, its
/// issue 668).
pub fn in_schema_order(part: &[u8], indents: &[String]) -> String {
    // docx-rs writes well-formed XML of text that `xml::legal` has seen. Were it ever not, its own bytes would be the best
    // there is: programs read them, validators complain.
    ordered(part, indents).unwrap_or_else(|| String::from_utf8_lossy(part).into_owned())
}

/// An element that is open: where it begins in the output, and its children if they are to be ordered.
struct Open {
    tag: usize,
    content: usize,
    order: Option<&'static [&'static str]>,
    /// Rank and offset of each child.
    children: Vec<(usize, usize)>,
}

fn ordered(part: &[u8], indents: &[String]) -> Option<String> {
    let mut indents = indents.iter();
    let mut reader = Reader::from_reader(part);
    let mut out = String::with_capacity(part.len());
    out.push_str(xml::DECLARATION);
    let mut open: Vec<Open> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let (name, attributes) = split(&tag)?;
                note_child(&mut open, name, out.len());
                let start = out.len();
                write_tag(&mut out, name, attributes, open.is_empty());
                out.push('>');
                open.push(Open { tag: start, content: out.len(), order: of(name), children: Vec::new() });
            }
            Event::Empty(tag) => {
                let (name, attributes) = split(&tag)?;
                // docx-rs writes <w:rPr /> into every paragraph and run.
                if of(name).is_none() {
                    note_child(&mut open, name, out.len());
                    if name == "w:ind" {
                        out.push_str(indents.next().map_or("", String::as_str));
                        continue;
                    }
                    write_tag(&mut out, name, attributes, open.is_empty());
                    out.push_str("/>");
                }
            }
            Event::End(tag) => {
                let closed = open.pop()?;
                sort_children(&mut out, closed.content, closed.children);
                if closed.order.is_some() && out.len() == closed.content {
                    out.truncate(closed.tag);
                    open.last_mut().and_then(|parent| parent.children.pop());
                } else {
                    // holds: writing to a String cannot fail
                    let _ = write!(out, "</{}>", std::str::from_utf8(tag.name().as_ref()).ok()?);
                }
            }
            Event::Text(text) => out.push_str(std::str::from_utf8(&text).ok()?),
            Event::GeneralRef(name) => {
                // holds: writing to a String cannot fail
                let _ = write!(out, "&{};", std::str::from_utf8(&name).ok()?);
            }
            Event::Eof => return open.is_empty().then_some(out),
            Event::Decl(_) | Event::Comment(_) | Event::CData(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// A tag's name and its attributes as they stand.
fn split<'a>(tag: &'a BytesStart<'_>) -> Option<(&'a str, &'a str)> {
    let (name, attributes) = std::str::from_utf8(tag).ok()?.split_at_checked(tag.name().as_ref().len())?;
    Some((name, attributes.trim_end()))
}

fn note_child(open: &mut [Open], name: &str, offset: usize) {
    if let Some(Open { order: Some(order), children, .. }) = open.last_mut() {
        let rank = order.iter().position(|known| name.strip_prefix("w:") == Some(known)).unwrap_or(order.len());
        children.push((rank, offset));
    }
}

/// `<name attributes`, without what must not be in our files.
fn write_tag(out: &mut String, name: &str, attributes: &str, is_root: bool) {
    out.push('<');
    out.push_str(name);
    match name {
        // docx-rs declares a dozen namespaces for drawings, and names them in mc:Ignorable.
        _ if is_root => {
            // holds: writing to a String cannot fail
            let _ = write!(out, " {} {}", xml::W, xml::R);
        }
        // The only attribute of a paragraph is w14:paraId, counted per thread.
        "w:p" => {}
        _ => out.push_str(attributes),
    }
}

/// Puts the children, which stand from `content` to the end, into the order of their ranks.
fn sort_children(out: &mut String, content: usize, mut children: Vec<(usize, usize)>) {
    if children.is_sorted_by_key(|(rank, _)| *rank) {
        return;
    }
    let written = out.split_off(content);
    let ends: Vec<usize> = children.iter().skip(1).map(|(_, offset)| *offset).chain([content + written.len()]).collect();
    let mut slices: Vec<(usize, &str)> = children
        .drain(..)
        .zip(ends)
        .filter_map(|((rank, start), end)| Some((rank, written.get(start - content..end - content)?)))
        .collect();
    slices.sort_by_key(|(rank, _)| *rank);
    for (_, slice) in slices {
        out.push_str(slice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body_of(part: &str) -> String {
        let ordered = in_schema_order(part.as_bytes(), &[]);
        let root = ordered.find("officeDocument/2006/relationships\">").expect("a root with namespaces");
        ordered[root + "officeDocument/2006/relationships\">".len()..].to_string()
    }

    #[test]
    fn properties_are_put_into_the_order_of_the_schema() {
        for (written, ordered) in [
            ("<w:pPr><w:rPr /><w:pStyle w:val=\"A\" /></w:pPr>", "<w:pPr><w:pStyle w:val=\"A\"/></w:pPr>"),
            ("<w:rPr><w:sz w:val=\"2\" /><w:rFonts /><w:rStyle /></w:rPr>", "<w:rPr><w:rStyle/><w:rFonts/><w:sz w:val=\"2\"/></w:rPr>"),
            (
                "<w:sectPr><w:docGrid /><w:pgSz /><w:footerReference /></w:sectPr>",
                "<w:sectPr><w:footerReference/><w:pgSz/><w:docGrid/></w:sectPr>",
            ),
            // properties inside properties; an element that no table knows comes last
            (
                "<w:pPr><w:x/><w:rPr><w:b /><w:rFonts /></w:rPr><w:jc /></w:pPr>",
                "<w:pPr><w:jc/><w:rPr><w:rFonts/><w:b/></w:rPr><w:x/></w:pPr>",
            ),
            // two of a kind keep their order
            (
                "<w:sectPr><w:pgSz /><w:footerReference r:id=\"1\" /><w:footerReference r:id=\"2\" /></w:sectPr>",
                "<w:sectPr><w:footerReference r:id=\"1\"/><w:footerReference r:id=\"2\"/><w:pgSz/></w:sectPr>",
            ),
        ] {
            assert_eq!(body_of(&format!("<w:document xmlns:o=\"x\">{written}</w:document>")), format!("{ordered}</w:document>"));
        }
    }

    #[test]
    fn empty_properties_and_paragraph_ids_are_left_out() {
        let part =
            "<w:document><w:p w14:paraId=\"00000001\"><w:pPr><w:rPr /></w:pPr><w:r><w:rPr /><w:t>a &amp; b</w:t></w:r></w:p></w:document>";
        assert_eq!(body_of(part), "<w:p><w:r><w:t>a &amp; b</w:t></w:r></w:p></w:document>");
    }

    #[test]
    fn what_cannot_be_read_is_left_as_it_is() {
        assert_eq!(in_schema_order(b"<w:p><w:r></w:p>", &[]), "<w:p><w:r></w:p>");
    }
}
