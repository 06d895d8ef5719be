//! What docx-rs cannot say of a section: line numbers, and a head above the columns, which is a section of its own.
//!
//! Word knows columns by section. The head's section ends with its last paragraph; the columns begin on the same page, since
//! theirs is `continuous`.
//!
//! **Always true:** a template with one column and no line numbers gets its part back as it was.

use crate::document::Document;
use crate::template::{LineNumbers, Template, head};

/// Before this stand the line numbers (CT_SectPr).
const COLUMNS: &str = "<w:cols ";
/// That the first page of a section has its own header and footer.
pub const FIRST_PAGE: &str = "<w:titlePg/>";
const SECTION: (&str, &str) = ("<w:sectPr>", "</w:sectPr>");

/// `word/document.xml` with its sections, in the order of the schema.
pub fn finish(part: String, document: &Document, template: &Template) -> String {
    let spanning = head::spanning(document, template);
    // Columns for nothing but a title would be an empty section.
    let spanning = if spanning < document.printed().count() { spanning } else { 0 };
    if spanning == 0 && template.line_numbers.is_none() {
        return part;
    }
    let Some((body, last)) = part.rsplit_once(SECTION.0) else { return part };
    let Some((inside, tail)) = last.split_once(SECTION.1) else { return part };
    let inside = match &template.line_numbers {
        Some(numbers) => inside.replacen(COLUMNS, &format!("{}{COLUMNS}", line_numbers(numbers)), 1),
        None => inside.to_string(),
    };
    if spanning == 0 {
        return format!("{body}{}{inside}{}{tail}", SECTION.0, SECTION.1);
    }
    let Some(at) = body.match_indices("</w:pPr>").nth(spanning - 1).map(|(at, _)| at) else { return part };
    let (above, below) = body.split_at(at);
    // What stands before the page's size refers to headers and footers: the columns take those of the section before.
    // They begin on its page, so that it alone says what the first page carries.
    let own = inside.find("<w:pgSz").and_then(|at| inside.get(at..)).unwrap_or(&inside).replacen(FIRST_PAGE, "", 1);
    let whole = one_column(&inside);
    format!("{above}{open}{whole}{close}{below}{open}<w:type w:val=\"continuous\"/>{own}{close}{tail}", open = SECTION.0, close = SECTION.1)
}

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
        let rest = "<w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"1\"/><w:cols w:space=\"9\" w:num=\"2\"/><w:docGrid/></w:sectPr></w:body>";
        assert!(said.contains(head) && said.ends_with(rest), "{said}");
    }

    #[test]
    fn without_a_head_or_with_nothing_else_there_is_one_section() {
        for roles in [&[Role::Body, Role::Title][..], &[Role::Title], &[]] {
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
