//! What docx-rs cannot say of a section: line numbers, a head above the columns, and that the columns end at one height.
//!
//! Word knows columns by section. The head's section ends with its last paragraph; the columns begin on the same page, since
//! theirs is `continuous`. Another such section behind them makes the last page's columns as high as one another, as they are on the
//! pages; it needs a paragraph, which is as low as can be.
//!
//! **Always true:** a template with one column and no line numbers gets its part back as it was.

use super::section::{Grid, SECTION_END};
use crate::document::Document;
use crate::template::{LineNumbers, Template, head};

/// Before this stand the line numbers (CT_SectPr).
const COLUMNS: &str = "<w:cols ";
/// That the first page of a section has its own header and footer.
pub const FIRST_PAGE: &str = "<w:titlePg/>";
const SECTION: (&str, &str) = ("<w:sectPr>", "</w:sectPr>");
/// Where the properties of a paragraph end; each has some.
const PARAGRAPH_PROPERTIES_END: &str = "</w:pPr>";

/// `word/document.xml` with its sections, in the order of the schema.
pub fn finish(part: String, document: &Document, template: &Template) -> String {
    let (head, printed) = (head::spanning(document, template), document.printed().count());
    // Columns for nothing but a title would be an empty section.
    let spanning = if head < printed { head } else { 0 };
    // Pages that end with a sentence are not evened out either.
    let is_balanced = template.page.columns > 1 && template.page.keep_sentences == 0 && head < printed;
    if spanning == 0 && !is_balanced && template.line_numbers.is_none() {
        return part;
    }
    let Some((body, last)) = part.rsplit_once(SECTION.0) else { return part };
    let Some((inside, tail)) = last.split_once(SECTION.1) else { return part };
    let plain = if is_balanced { Grid::of(template).with_room_for_end(inside) } else { inside.to_string() };
    let whole = match &template.line_numbers {
        Some(numbers) => plain.replacen(COLUMNS, &format!("{}{COLUMNS}", line_numbers(numbers)), 1),
        None => plain.clone(),
    };
    let section = |kind: &str, inside: &str| format!("{}{kind}{inside}{}", SECTION.0, SECTION.1);
    // What stands before the page's size refers to headers and footers: a later section takes those of the one before. It begins on
    // its page, so that the first alone says what the first page carries.
    let later = |inside: &str| inside.find("<w:pgSz").and_then(|at| inside.get(at..)).unwrap_or(inside).replacen(FIRST_PAGE, "", 1);
    let columns = if spanning == 0 { section("", &whole) } else { section(CONTINUOUS, &later(&whole)) };
    let end = section(CONTINUOUS, &one_column(&later(&plain)));
    let mut body = body.to_string();
    let end_of_last = body.rfind(PARAGRAPH_PROPERTIES_END).filter(|_| is_balanced);
    let last = match end_of_last {
        Some(at) => {
            body.insert_str(at, &columns);
            body.push_str(SECTION_END);
            end
        }
        None => columns,
    };
    if let Some((at, _)) = spanning.checked_sub(1).and_then(|n| body.match_indices(PARAGRAPH_PROPERTIES_END).nth(n)) {
        body.insert_str(at, &section("", &one_column(&whole)));
    }
    format!("{body}{last}{tail}")
}

/// That a section goes on on the page of the one before.
const CONTINUOUS: &str = "<w:type w:val=\"continuous\"/>";

/// A section's properties with its columns taken as one.
fn one_column(section: &str) -> String {
    match section.split_once(COLUMNS) {
        Some((before, rest)) => {
            let after = rest.split_once("/>").map_or("", |(_, after)| after);
            format!("{before}<w:cols w:space=\"425\" w:num=\"1\"/>{after}")
        }
        None => section.to_string(),
    }
}

fn line_numbers(numbers: &LineNumbers) -> String {
    format!("<w:lnNumType w:countBy=\"{}\" w:distance=\"{}\" w:restart=\"newPage\"/>", numbers.every, numbers.gap.to_twips())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Role};
    use crate::template::load;
    use crate::template::sample::gbt9704;

    const PART: &str = "<w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r/></w:p><w:p><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr></w:p>\
        <w:sectPr><w:footerReference r:id=\"a\"/><w:pgSz w:w=\"1\"/><w:cols w:space=\"9\" w:num=\"2\"/><w:docGrid/></w:sectPr></w:body>";

    fn finished(own: &str, roles: &[Role]) -> String {
        let document = Document { blocks: roles.iter().map(|role| Block::of(*role, "好")).collect(), ..Document::default() };
        finish(PART.to_string(), &document, &load("own", own).expect("good"))
    }

    #[test]
    fn the_head_is_a_section_of_one_column_that_has_the_footers() {
        let said = finished("[page]\ncolumns = 2\ncharacters = 13", &[Role::Title, Role::Body]);
        let head = "<w:pStyle w:val=\"Title\"/><w:sectPr><w:footerReference r:id=\"a\"/><w:pgSz w:w=\"1\"/>\
            <w:cols w:space=\"425\" w:num=\"1\"/><w:docGrid/></w:sectPr></w:pPr>";
        let rest = "<w:pStyle w:val=\"Body\"/><w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"1\"/>\
            <w:cols w:space=\"9\" w:num=\"2\"/><w:docGrid/></w:sectPr></w:pPr></w:p>";
        assert!(said.contains(head) && said.contains(rest), "{said}");
    }

    #[test]
    fn a_section_behind_the_columns_makes_them_end_at_one_height() {
        let columns = "[page]\ncolumns = 2\ncharacters = 13";
        let end = "<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/></w:pPr></w:p><w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"1\"/>\
            <w:cols w:space=\"425\" w:num=\"1\"/><w:docGrid/></w:sectPr></w:body>";
        for roles in [[Role::Title, Role::Body], [Role::Body, Role::Body]] {
            let said = finished(columns, &roles);
            assert!(said.ends_with(end), "{said}");
            assert_eq!(said.matches("<w:footerReference").count(), 1, "the first section has them: {said}");
            assert!(!finished(&format!("{columns}\nkeep-sentences = 2"), &roles).contains("SectionEnd"));
        }
    }

    #[test]
    fn with_nothing_but_a_head_there_is_one_section() {
        for roles in [&[Role::Title][..], &[]] {
            assert_eq!(finished("[page]\ncolumns = 2\ncharacters = 13", roles), PART, "{roles:?}");
        }
        assert_eq!(finish(PART.to_string(), &Document::default(), &gbt9704()), PART);
    }

    #[test]
    fn a_bare_first_page_is_a_matter_of_the_head_alone() {
        let part = PART.replace("<w:docGrid/>", "<w:titlePg/><w:docGrid/>");
        let document = Document { blocks: [Role::Title, Role::Body].map(|role| Block::of(role, "好")).to_vec(), ..Document::default() };
        let said = finish(part, &document, &load("own", "[page]\ncolumns = 2\ncharacters = 13").expect("good"));
        assert_eq!(said.matches(FIRST_PAGE).count(), 1, "{said}");
        assert!(said.find(FIRST_PAGE) < said.find("continuous"), "{said}");
    }

    #[test]
    fn line_numbers_stand_before_the_columns() {
        let said = finished("[line-numbers]\nevery = 5\ngap-mm = 3", &[Role::Body]);
        let numbers = "<w:pgSz w:w=\"1\"/><w:lnNumType w:countBy=\"5\" w:distance=\"170\" w:restart=\"newPage\"/><w:cols ";
        assert!(said.contains(numbers), "{said}");
    }
}
