//! `word/header1.xml` to `header3.xml`: the running head, and the watermark that hangs on it.
//!
//! docx-rs makes an empty header, so that the section refers to one; what is in it is ours, for it knows no shapes. Odd and
//! even pages have a part each where their footers differ, with the same text; a bare first page has one without.
//!
//! **Always true:** a package has headers only where the template has a running head or a watermark.

use std::borrow::Cow;

use super::section::share;
use super::watermark;
use super::xml::{DECLARATION, R, W, escaped};
use crate::document::Document;
use crate::layout::{LineSource, Page};
use crate::length::Length;
use crate::template::{FirstPage, Template};

/// The height of the line, in hundredths of its font size, as the footer's.
const LINE: i64 = 120;
/// From the line's upper edge down to its baseline: a fifth of it (0.24 em) stands below.
const BASELINE: i64 = 96;
/// The size of an empty line that only carries a watermark.
const EMPTY: Length = Length::pt(9);
/// Where a header stands in which nothing is printed: 15 mm from the paper's edge, what Word writes.
const DISTANCE: i64 = 851;

/// Whether there is a header at all.
pub fn is_wanted(template: &Template) -> bool {
    template.furniture.head.is_some() || template.furniture.watermark.is_some()
}

/// The font size of its line.
fn size(template: &Template) -> Length {
    template.furniture.head.as_ref().map_or(EMPTY, |head| head.size)
}

/// From the paper's upper edge to the header's, in twips.
pub fn distance(template: &Template) -> i64 {
    let top = template.page.top;
    match &template.furniture.head {
        Some(head) => ((top - head.above).to_twips() - share(BASELINE, head.size)).max(0),
        None => DISTANCE.min(top.to_twips()),
    }
}

/// What its style says of spacing and size: an exact line, centred, no indents.
pub fn style(template: &Template, fonts: impl Fn(crate::template::FaceRole) -> String) -> String {
    let size = size(template);
    let fonts = template.furniture.head.as_ref().map_or_else(String::new, |head| fonts(head.face));
    let half_points = (size.to_twips() + 5) / 10;
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"Header\"><w:name w:val=\"header\"/><w:basedOn w:val=\"Normal\"/>\
         <w:uiPriority w:val=\"99\"/><w:pPr><w:snapToGrid w:val=\"0\"/>\
         <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>\
         <w:rPr>{fonts}<w:spacing w:val=\"0\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/></w:rPr></w:style>",
        line = share(LINE, size),
    )
}

/// The part of that number, from 1, of `count`. The running head is what the pages show: cut where it was too long for its line.
pub fn part(number: usize, count: usize, document: &Document, pages: &[Page], template: &Template) -> String {
    // The bare first page has the last part, as `section` asks for them: a watermark hangs in it, if there is one.
    let is_bare = template.first_page == FirstPage::Bare && number == count;
    let text = if is_bare { String::new() } else { head(document, pages, template).map_or_else(String::new, |text| run(&text)) };
    let watermark = pages.first().and_then(|page| page.watermark.as_ref()).map(|mark| watermark::shape(number, mark, template));
    format!(
        "{DECLARATION}<w:hdr {W} {R} {namespaces}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{text}{watermark}</w:p></w:hdr>",
        namespaces = watermark::NAMESPACES,
        watermark = watermark.unwrap_or_default(),
    )
}

/// The text of the running head; whole where no page shows it, the only one being bare.
fn head<'a>(document: &Document, pages: &'a [Page], template: &Template) -> Option<Cow<'a, str>> {
    match pages.iter().find_map(|page| page.head.as_ref()).map(|line| &line.source) {
        Some(LineSource::Furniture(text)) => Some(Cow::Borrowed(text)),
        Some(LineSource::Block { .. } | LineSource::Contents { .. }) => None,
        None => template.furniture.head.as_ref().map(|head| Cow::Owned(head.said(&document.metadata))),
    }
}

fn run(text: &str) -> String {
    // The hint makes Word take “ ” — … from the Chinese face.
    format!("<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::PageOptions;
    use crate::template::sample::gbt9704;

    #[test]
    fn the_baseline_is_where_the_pages_have_it() {
        let options = PageOptions { header: Some("甲".to_string()), ..PageOptions::default() };
        let template = options.apply(gbt9704()).expect("good");
        // 37 mm - 8 mm - 0.96 × 10.5 pt
        assert_eq!((is_wanted(&template), distance(&template)), (true, 1644 - 201));
        assert_eq!((is_wanted(&gbt9704()), distance(&gbt9704())), (false, 851));
    }
}
