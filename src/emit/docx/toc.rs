//! The table of contents: a field that a word processor can refresh, and what it shows until then, with the pages' own numbers.
//!
//! docx-rs has one, which writes instructions that LibreOffice prints, one page number for all, and names from a counter that all
//! threads share. This is put into its part when that is finished: the table, and a section of its own, whose pages have Roman
//! numbers; the text begins at 1, on the front of a sheet where both sides are printed.
//!
//! **Always true:** a part without a table of contents comes back as it was; the section of the text keeps its headers and
//! footers.

use std::fmt::Write;

use super::columns::FIRST_PAGE;
use super::section::Grid;
use super::styles::NO_SNAP;
use super::xml::escaped;
use crate::document::{Document, Role};
use crate::layout::contents::{Entry, entries, heading};
use crate::layout::{Page, Part};
use crate::template::toc::{self, LEVELS};
use crate::template::{FaceRole, Template};

/// Where the table goes.
const BODY: &str = "<w:body>";
const SECTION: (&str, &str) = ("<w:sectPr>", "</w:sectPr>");
/// Before this stands how pages are numbered (CT_SectPr).
const COLUMNS: &str = "<w:cols ";

/// Whether these pages have a table of contents.
pub fn is_wanted(pages: &[Page]) -> bool {
    pages.first().is_some_and(|page| page.part == Part::Contents)
}

/// `word/document.xml` with the table, if these pages have one.
pub fn finish(part: String, document: &Document, pages: &[Page], template: &Template) -> String {
    let Some((head, body)) = part.split_once(BODY).filter(|_| is_wanted(pages)) else { return part };
    let Some((before, rest)) = body.split_once(SECTION.0) else { return part };
    let Some((section, after)) = rest.split_once(SECTION.1) else { return part };
    let Some((references, page)) = section.find("<w:pgSz").and_then(|at| section.split_at_checked(at)) else { return part };
    let kind = if template.page.single_sided { "nextPage" } else { "oddPage" };
    let text = numbered(page, "<w:pgNumType w:start=\"1\"/>");
    let (open, close) = SECTION;
    format!(
        "{head}{BODY}{table}<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/>{open}{references}{contents}{close}</w:pPr></w:p>\
         {before}{open}{references}<w:type w:val=\"{kind}\"/>{text}{close}{after}",
        table = table(&entries(document, pages), document),
        contents = of_contents(page, &Grid::of(template)),
    )
}

/// A section's properties with this page numbering.
fn numbered(section: &str, numbering: &str) -> String {
    section.replacen(COLUMNS, &format!("{numbering}{COLUMNS}"), 1)
}

/// The properties of the section of the contents: one column, no line numbers, Roman page numbers, and room for the paragraph that
/// ends them below the last line of a full page.
fn of_contents(section: &str, grid: &Grid) -> String {
    let without = |section: &str, element: &str| match section.split_once(element) {
        Some((before, rest)) => format!("{before}{}", rest.split_once("/>").map_or("", |(_, after)| after)),
        None => section.to_string(),
    };
    // The first page that may be bare is the text's.
    let plain = without(&without(section, "<w:lnNumType "), COLUMNS).replacen(FIRST_PAGE, "", 1);
    let columns = "<w:pgNumType w:fmt=\"upperRoman\" w:start=\"1\"/><w:cols w:space=\"425\" w:num=\"1\"/>";
    let plain = grid.with_room_for_end(&plain);
    match plain.find("<w:docGrid").and_then(|at| plain.split_at_checked(at)) {
        Some((before, after)) => format!("{before}{columns}{after}"),
        None => format!("{plain}{columns}"),
    }
}

/// The table as Word keeps it: a building block that holds its heading and the field. The field ends in the last entry: a paragraph of
/// its own would be a line more on a page that is full, however low (L).
fn table(entries: &[Entry], document: &Document) -> String {
    let mut out = String::with_capacity(1024 + entries.len() * 700);
    // holds: writing to a String cannot fail, here and below
    let _ = write!(
        out,
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>\
         <w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr>{}</w:p>",
        run(heading(document.metadata.region)),
    );
    let names = bookmarks(document);
    for (n, entry) in entries.iter().enumerate() {
        let name = names.get(entry.block).copied().flatten().unwrap_or_default();
        let field = if n == 0 { begin(instruction(document)) } else { String::new() };
        let _ = write!(
            out,
            "<w:p><w:pPr><w:pStyle w:val=\"TOC{level}\"/></w:pPr>{field}<w:hyperlink w:anchor=\"_Toc{name:08}\" w:history=\"1\">{text}\
             <w:r><w:tab/></w:r>{reference}<w:r><w:t>{page}</w:t></w:r>{END}</w:hyperlink>{end}</w:p>",
            level = entry.level,
            text = run(&entry.text),
            reference = begin(&format!(" PAGEREF _Toc{name:08} \\h ")),
            page = entry.page,
            end = if n + 1 == entries.len() { END } else { "" },
        );
    }
    out.push_str("</w:sdtContent></w:sdt>");
    out
}

/// Three levels of headings; where a file holds several documents, their titles above two. `\h`: links; `\z`: no page numbers
/// on a screen without pages.
fn instruction(document: &Document) -> &'static str {
    if toc::lists_titles(document) { " TOC \\h \\z \\t \"Title,1,heading 1,2,heading 2,3\" " } else { " TOC \\o \"1-3\" \\h \\z " }
}

/// The number of each block's bookmark, as `body` counts them.
fn bookmarks(document: &Document) -> Vec<Option<usize>> {
    let mut names = vec![None; document.blocks.len()];
    let targets = document.printed().filter(|(_, block)| super::body::is_target(block.role));
    for (n, (index, _)) in targets.enumerate() {
        if let Some(name) = names.get_mut(index) {
            *name = Some(n + 1);
        }
    }
    names
}

fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// A field up to what it shows; instructions are ours and hold no mark of XML but quotes, which text may hold.
fn begin(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{instruction}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    )
}

/// The end of a field.
const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// The styles: Word's own `toc 1` to `toc 3` and `TOC Heading`.
pub fn styles(template: &Template, grid: &Grid, fonts: impl Fn(FaceRole, FaceRole) -> String) -> String {
    let body = template.style(Role::Body);
    // A line's right edge in the section of the contents, which has one column.
    let edge = grid.paper.0 - grid.left - grid.right;
    // No right indent: LibreOffice drops what a tab takes beyond it.
    let mut out = String::from(
        "<w:style w:type=\"paragraph\" w:styleId=\"TOCHeading\"><w:name w:val=\"TOC Heading\"/><w:basedOn w:val=\"Title\"/>\
         <w:next w:val=\"Body\"/><w:uiPriority w:val=\"39\"/><w:qFormat/></w:style>",
    );
    for level in 1..=LEVELS {
        let (left, hanging) = toc::indents(level);
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"TOC{level}\"><w:name w:val=\"toc {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Body\"/><w:autoRedefine/><w:uiPriority w:val=\"39\"/><w:pPr><w:tabs>\
             <w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{edge}\"/></w:tabs>{snap}\
             <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/>\
             <w:ind w:left=\"{l}\" w:leftChars=\"{left}\" w:hanging=\"{h}\" w:hangingChars=\"{hanging}\"/>\
             <w:jc w:val=\"left\"/></w:pPr><w:rPr>{fonts}<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:color w:val=\"000000\"/></w:rPr></w:style>",
            snap = if body.line_span == 1 { "" } else { NO_SNAP },
            line = body.line_span as i64 * grid.pitch,
            l = grid.indent(left, body),
            h = grid.indent(hanging, body),
            fonts = fonts(body.latin, body.face),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Level};
    use crate::font::sample::bundle;
    use crate::layout::layout;
    use crate::template::load;

    const PART: &str = "<w:document><w:body><w:p/><w:sectPr><w:footerReference r:id=\"a\"/><w:pgSz w:w=\"1\"/><w:lnNumType w:countBy=\"5\"/>\
        <w:cols w:space=\"9\" w:num=\"2\"/><w:docGrid/></w:sectPr></w:body></w:document>";

    fn finished(roles: &[Role], own: &str) -> String {
        let blocks = roles.iter().enumerate().map(|(n, role)| Block::of(*role, format!("<{n}>"))).collect();
        let document = Document { blocks, ..Document::default() };
        let template = load("own", own).expect("good");
        let (pages, _) = layout(&document, &template, bundle());
        finish(PART.to_string(), &document, &pages, &template)
    }

    const HEADING: Role = Role::Heading(Level::ONE);

    #[test]
    fn each_entry_is_a_link_that_shows_the_page_of_our_own() {
        let said = finished(&[Role::Title, HEADING, Role::Body, HEADING], "[page]\ntoc = true");
        assert_eq!(said.matches("<w:hyperlink").count(), 2);
        assert!(said.contains("<w:hyperlink w:anchor=\"_Toc00000003\" w:history=\"1\">"), "the title has the first bookmark: {said}");
        assert!(said.contains("&lt;3&gt;") && said.contains(" PAGEREF _Toc00000003 \\h ") && said.contains(" TOC \\o \"1-3\" \\h \\z "));
        assert_eq!(said.matches("\"begin\"").count(), 3);
        assert_eq!(said.matches("\"end\"").count(), 3);
    }

    #[test]
    fn the_contents_are_a_section_with_roman_numbers_and_the_text_begins_at_1() {
        let said = finished(&[HEADING], "[page]\ntoc = true");
        let contents = "<w:sectPr><w:footerReference r:id=\"a\"/><w:pgSz w:w=\"1\"/><w:pgNumType w:fmt=\"upperRoman\" w:start=\"1\"/>\
            <w:cols w:space=\"425\" w:num=\"1\"/><w:docGrid/></w:sectPr></w:pPr></w:p><w:p/>";
        let text = "<w:sectPr><w:footerReference r:id=\"a\"/><w:type w:val=\"oddPage\"/><w:pgSz w:w=\"1\"/><w:lnNumType w:countBy=\"5\"/>\
            <w:pgNumType w:start=\"1\"/><w:cols w:space=\"9\" w:num=\"2\"/><w:docGrid/></w:sectPr></w:body></w:document>";
        assert!(said.contains(contents) && said.ends_with(text), "{said}");
        assert!(finished(&[HEADING], "[page]\ntoc = true\nsingle-sided = true").contains("<w:type w:val=\"nextPage\"/>"));
    }

    #[test]
    fn the_field_ends_in_the_last_entry_and_one_low_paragraph_ends_the_section() {
        let said = finished(&[HEADING], "[page]\ntoc = true");
        assert_eq!(said.matches("SectionEnd").count(), 1);
        assert!(said.contains("</w:hyperlink><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt><w:p>"), "{said}");
    }

    #[test]
    fn a_bare_first_page_is_that_of_the_text() {
        let part = PART.replace("<w:docGrid/>", "<w:titlePg/><w:docGrid/>");
        let document = Document { blocks: vec![Block::of(HEADING, "一、题")], ..Document::default() };
        let template = load("own", "[page]\ntoc = true").expect("good");
        let (pages, _) = layout(&document, &template, bundle());
        let said = finish(part, &document, &pages, &template);
        assert_eq!(said.matches(FIRST_PAGE).count(), 1, "{said}");
        assert!(said.find("oddPage") < said.find(FIRST_PAGE), "{said}");
    }

    #[test]
    fn titles_are_entries_where_there_are_several() {
        let said = finished(&[Role::Title, HEADING, Role::Title], "[page]\ntoc = true");
        assert!(said.contains("\\t \"Title,1,heading 1,2,heading 2,3\" "), "{said}");
        assert_eq!((said.matches("\"TOC1\"").count(), said.matches("\"TOC2\"").count()), (2, 1));
    }

    #[test]
    fn without_a_table_the_part_is_as_it_was() {
        assert_eq!(finished(&[HEADING], ""), PART);
        assert_eq!(finished(&[Role::Body], "[page]\ntoc = true"), PART, "no headings");
    }
}
