//! The page in twips: paper, margins, grid, and the number at the foot.
//!
//! **Always true:** as many lines of [`Grid::pitch`] fit between the written margins as the template says, and as many
//! characters of the body's size with [`Grid::tracking`] between them, in full lines and in those that are indented.

use docx_rs::{
    DocGrid, DocGridType, Docx, FieldCharType, Footer, Header, InstrNUMPAGES, InstrPAGE, InstrText, PageMargin, PageSize, Paragraph, Run,
    RunFonts, RunProperty, SectionProperty,
};

use super::indents::Indents;
use super::styles::NO_SNAP;
use super::{header, styles, toc, xml};
use crate::document::Role;
use crate::layout::{Page, Part};
use crate::length::Length;
use crate::template::page_number::Piece;
use crate::template::{FirstPage, PageNumber, Style, Template};

/// The footer's line, in hundredths of its font size.
const FOOTER_LINE: i64 = 120;
/// From the footer's lower edge up to the middle of its dash, in hundredths of the font size: in a line of exact height
/// the baseline stands a fifth of it above its lower edge (0.24 em), and an em dash 0.36 em above the baseline.
const FOOTER_DASH: i64 = 60;

/// The height of the paragraph that ends a section: 0.7 pt, the least that Word's dialog takes for an exact line.
const END_LINE: i64 = 14;
/// A paragraph that only ends a section.
pub const SECTION_END: &str = "<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/></w:pPr></w:p>";

/// What a line must have to spare: LibreOffice reckons in hundredths of a millimetre, and takes a character off one that fits by 4 twips (L).
const SLACK: i64 = 8;

/// The measures that a DOCX states in twips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Paper width and height.
    pub paper: (i64, i64),
    /// Above the type area.
    pub top: i64,
    /// Below the type area.
    pub bottom: i64,
    /// The binding edge.
    pub left: i64,
    /// The outer edge.
    pub right: i64,
    /// From the paper's lower edge to the footer's.
    pub footer: i64,
    /// Line to line: the type area's height by its lines, rounded down. 579 for GB/T 9704 (580 would leave 21 lines).
    pub pitch: i64,
    /// Lines on a full page.
    pub lines: i64,
    /// Between two columns.
    pub gap: i64,
    /// Length of a full line, or of one in a column.
    pub measure: i64,
    /// Characters of the body's size on it.
    pub characters: i64,
    /// The body's size, in twips.
    pub size: i64,
    /// What is added to each character of the body's size: −5 for GB/T 9704 (−4 leaves 27 characters).
    pub tracking: i64,
}

impl Grid {
    /// The measures of this template.
    pub fn of(template: &Template) -> Grid {
        let page = &template.page;
        let paper = (page.width.to_twips(), page.height.to_twips());
        let [top, bottom, left, right] = [page.top, page.bottom, page.left, page.right].map(Length::to_twips);
        let area = (paper.0 - left - right, paper.1 - top - bottom);
        // holds: load() wants at least one line and one character; the larger of the two is for a template made in code.
        let (lines, characters) = (page.lines.max(1) as i64, page.characters.max(1) as i64);
        let columns = page.columns.max(1) as i64;
        let gap = page.gap().to_twips();
        let measure = (area.0 - gap * (columns - 1)).div_euclid(columns);
        let body = template.style(Role::Body);
        let grid = Grid {
            paper,
            top,
            bottom,
            left,
            right,
            footer: template.page_number.as_ref().map_or(0, |number| footer_distance(page.bottom, number)),
            pitch: area.1.div_euclid(lines),
            lines,
            gap,
            measure,
            characters,
            size: body.size.to_twips(),
            tracking: measure.div_euclid(characters) - body.size.to_twips(),
        };
        Grid { tracking: grid.tracking_behind(&Indents::of(body).blanks()), ..grid }
    }

    /// What is added to each character of a style.
    ///
    /// The grid's characters are of the body's size; type of another size is set solid.
    pub fn tracking_of(&self, role: Role, style: &Style) -> i64 {
        if !self.is_of_body_size(style) {
            return 0;
        }
        let own = self.tracking_behind(&Indents::of(style).blanks());
        // The indents of an attachment come from its text: 附件： and a number are five to seven characters wide.
        if role == Role::Attachment { own.min(self.tracking_behind(&[500, 600, 700])) } else { own }
    }

    /// Whether type of a style is as large as the body's.
    pub fn is_of_body_size(&self, style: &Style) -> bool {
        style.size.to_twips() == self.size
    }

    /// The tracking with which lines hold as many characters as on the pages though so many hundredths of a character are kept
    /// free, rounded down.
    ///
    /// An indent is wider than its characters in the text are with their tracking: on b5 two take 640 twips of 6917, which
    /// leaves 19 characters of 314 and 313½, where the pages have 20. A twip less for all of them, and 20 fit.
    fn tracking_behind(&self, blanks: &[i64]) -> i64 {
        let fitting = |blank: &i64| {
            let count = self.characters - blank.div_euclid(100) - i64::from(blank.rem_euclid(100) > 0);
            let each = (self.measure - SLACK - blank * self.size / 100).checked_div(count.max(0))?;
            // Not so little that a full line would take one more.
            (each * (self.characters + 1) > self.measure).then_some(each - self.size)
        };
        blanks.iter().filter_map(fitting).fold(self.tracking, i64::min)
    }

    /// A section's properties with room below the last line of a full page for the paragraph that ends it.
    pub fn with_room_for_end(&self, section: &str) -> String {
        let left_over = self.paper.1 - self.top - self.bottom - self.pitch * self.lines;
        let bottom = |twips: i64| format!(" w:bottom=\"{twips}\"");
        section.replacen(&bottom(self.bottom), &bottom(self.bottom - (END_LINE - left_over).max(0)), 1)
    }

    /// So many hundredths of a style's character as an indent, in twips: of the font size, or where the grid's characters stand
    /// further apart, of those.
    pub fn indent(&self, hundredths: i64, style: &Style) -> i64 {
        let wider = if self.is_of_body_size(style) { self.tracking.max(0) } else { 0 };
        hundredths * (style.size.to_twips() + wider) / 100
    }
}

/// So many hundredths of this size, in twips.
pub fn share(hundredths: i64, size: Length) -> i64 {
    hundredths * size.to_twips() / 100
}

/// The height of the footer's line, in twips.
pub fn footer_line(number: &PageNumber) -> i64 {
    share(FOOTER_LINE, number.size)
}

/// How far the footer must stand from the paper's edge for its dash to stand `below` under the type area (GB/T 9704—2012,
/// 7.5: 7 mm): 35 mm − 7 mm − 0.6 × 14 pt = 1419 twips.
fn footer_distance(bottom: Length, number: &PageNumber) -> i64 {
    ((bottom - number.below).to_twips() - share(FOOTER_DASH, number.size)).max(0)
}

/// The style of a paragraph that only ends a section.
pub fn end_style() -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"SectionEnd\"><w:name w:val=\"Section End\"/>\
         <w:basedOn w:val=\"Normal\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:pPr><w:suppressLineNumbers/>{NO_SNAP}\
         <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{END_LINE}\" w:lineRule=\"exact\"/></w:pPr>\
         <w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr></w:style>"
    )
}

/// The tree with its page set up, for these pages.
pub fn section(mut tree: Docx, template: &Template, grid: &Grid, pages: &[Page]) -> Docx {
    let margin = PageMargin {
        top: grid.top as i32,
        bottom: grid.bottom as i32,
        left: grid.left as i32,
        right: grid.right as i32,
        header: header::distance(template) as i32,
        footer: grid.footer as i32,
        gutter: 0,
    };
    // Lines only, never characters: LibreOffice gives each character of a grid with negative space two cells, which makes
    // 14 to a line; tracking in the styles gives 28 in every program.
    let lines = DocGrid::with_empty().grid_type(DocGridType::Lines).line_pitch(grid.pitch.max(1) as usize);
    let mut section = SectionProperty::new()
        .page_size(PageSize::new().size(grid.paper.0 as u32, grid.paper.1 as u32))
        .page_margin(margin)
        .doc_grid(lines);
    if template.page.columns > 1 {
        section.columns = template.page.columns;
        section.space = grid.gap as usize;
    }
    let is_bare = template.first_page == FirstPage::Bare;
    if is_bare {
        section = section.title_pg();
    }
    tree.document = tree.document.default_section_property(section);
    let is_mirrored = template.page_number.as_ref().is_some_and(|number| number.mirrored);
    // Those of the first page come last, so that the number of a part tells whose it is.
    if header::is_wanted(template) {
        tree = tree.header(Header::new()); // a stand-in: `header` writes the parts
        if is_mirrored {
            tree = tree.even_header(Header::new());
        }
        if is_bare {
            tree = tree.first_header(Header::new());
        }
    }
    let Some(number) = &template.page_number else { return tree };
    tree = tree.footer(footer(number, "Footer", pages));
    if is_mirrored {
        tree = tree.even_footer(footer(number, "FooterEven", pages));
    }
    // An empty one: where a section names none, programs differ in what they take.
    if is_bare { tree.first_footer(Footer::new().add_paragraph(Paragraph::new().style("Footer"))) } else { tree }
}

/// The page number: text, and fields in five pieces in runs of their own, as Word writes them. A field holds what was
/// true when it was written, until the word processor counts for itself.
fn footer(number: &PageNumber, style: &str, pages: &[Page]) -> Footer {
    let total = pages.iter().filter(|page| page.part == Part::Text).count().to_string();
    let dash = |text: &str| hinted_run().style(styles::mark_id(number.face)).add_text(xml::legal(text));
    let mark = |kind| plain_run().add_field_char(kind, false);
    let field = |instruction: InstrText, shown: String| {
        [
            mark(FieldCharType::Begin),
            plain_run().add_instr_text(instruction),
            mark(FieldCharType::Separate),
            plain_run().add_text(shown),
            mark(FieldCharType::End),
        ]
    };
    let mut paragraph = Paragraph::new().style(style);
    for piece in number.pieces() {
        let runs = match piece {
            Piece::Text(text) => vec![dash(text)],
            Piece::Number => field(InstrText::PAGE(InstrPAGE::new()), "1".to_string()).to_vec(),
            // Contents and text count their pages each by themselves.
            Piece::Total if toc::is_wanted(pages) => field(InstrText::Unsupported("SECTIONPAGES".to_string()), total.clone()).to_vec(),
            Piece::Total => field(InstrText::NUMPAGES(InstrNUMPAGES::new()), total.clone()).to_vec(),
        };
        for run in runs {
            paragraph = paragraph.add_run(run);
        }
    }
    Footer::new().add_paragraph(paragraph)
}

/// A run whose characters take their face by what they are.
pub fn plain_run() -> Run {
    Run::new()
}

/// A run of Chinese text: the hint makes Word take “ ” ‘ ’ — … from the Chinese face, not the Latin one.
pub fn hinted_run() -> Run {
    let mut run = Run::new();
    run.run_property = RunProperty::new().fonts(RunFonts::new().hint("eastAsia"));
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample::gbt9704;
    use crate::template::{PageOptions, all_roles, builtin_names, builtin_source, load};

    fn template(own: &str) -> Template {
        load("own", own).expect("a good template")
    }

    #[test]
    fn a_bare_first_page_has_a_footer_and_a_header_of_its_own() {
        let section = |own: &str| {
            let template = template(own);
            let built = super::section(Docx::new(), &template, &Grid::of(&template), &[]).build();
            (String::from_utf8(built.document).expect("XML"), built.headers.len(), built.footers)
        };
        let (plain, headers, footers) = section("[header]\ntext = '甲'");
        assert!(!plain.contains("titlePg") && (headers, footers.len()) == (2, 2), "{plain}");
        let (bare, headers, footers) = section("[page]\nfirst-page = 'bare'\n[header]\ntext = '甲'");
        assert!(bare.contains("<w:titlePg") && (headers, footers.len()) == (3, 3), "{bare}");
        for kind in ["headerReference w:type=\"first\" r:id=\"rIdHeader3\"", "footerReference w:type=\"first\" r:id=\"rIdFooter3\""] {
            assert!(bare.contains(kind), "{kind}: {bare}");
        }
        let texts: Vec<bool> = footers.iter().map(|footer| String::from_utf8_lossy(footer).contains("PAGE")).collect();
        assert_eq!(texts, [true, true, false]);
        let (_, headers, footers) = section("[page]\nfirst-page = 'bare'\n[page-number]\nmirrored = false");
        assert_eq!((headers, footers.len()), (0, 2));
    }

    #[test]
    fn gbt9704_is_579_twips_a_line_and_5_less_a_character() {
        let grid = Grid::of(&gbt9704());
        assert_eq!((grid.pitch, grid.tracking), (579, -5));
        assert_eq!((grid.paper, grid.top, grid.bottom, grid.left, grid.right), ((11906, 16838), 2098, 1984, 1587, 1474));
        assert_eq!(grid.footer, 1419, "25 mm: 28 mm to the dash, less 0.6 of 14 pt");
    }

    #[test]
    fn lines_and_characters_fit_whatever_their_number() {
        for (lines, characters) in [(1, 5), (20, 24), (22, 28), (28, 28)] {
            let template = template(&format!("[page]\nlines = {lines}\ncharacters = {characters}"));
            let grid = Grid::of(&template);
            assert!(grid.pitch * lines <= grid.paper.1 - grid.top - grid.bottom, "{lines} lines");
            assert!((320 + grid.tracking) * characters <= grid.paper.0 - grid.left - grid.right, "{characters} characters");
        }
    }

    #[test]
    fn a_full_page_has_room_for_the_paragraph_that_ends_its_section() {
        for (lines, left_over, taken) in [(22, 18, 0), (26, 16, 0), (24, 12, 2), (28, 16, 0), (12, 0, 14)] {
            let grid = Grid::of(&template(&format!("[page]\nlines = {lines}")));
            assert_eq!(grid.paper.1 - grid.top - grid.bottom - grid.pitch * lines, left_over);
            let section = grid.with_room_for_end(&format!("<w:pgMar w:top=\"1\" w:bottom=\"{}\"/>", grid.bottom));
            assert!(section.contains(&format!(" w:bottom=\"{}\"", grid.bottom - taken)), "{section}");
        }
    }

    #[test]
    fn indented_lines_hold_as_many_characters_as_on_the_pages() {
        for name in builtin_names() {
            for paper in ["a4", "a3", "b5", "16k", "letter"] {
                let options = PageOptions { paper: Some(paper), ..PageOptions::default() };
                let template = options.apply(load("own", builtin_source(name).expect("known")).expect("good")).expect("good");
                let grid = Grid::of(&template);
                for role in all_roles() {
                    let style = template.style(role);
                    let attached: &[i64] = if role == Role::Attachment { &[500, 600, 700] } else { &[] };
                    for blank in attached.iter().copied().chain(Indents::of(style).blanks()).filter(|_| grid.is_of_body_size(style)) {
                        let fitting = (grid.measure - SLACK - grid.indent(blank, style)) / (grid.size + grid.tracking_of(role, style));
                        assert_eq!(fitting, grid.characters - blank / 100, "{name} {paper} {role:?} {blank}");
                    }
                }
            }
        }
    }

    #[test]
    fn where_characters_stand_far_apart_indents_are_as_wide_as_they() {
        let template = template("[page]\ncharacters = 20");
        let grid = Grid::of(&template);
        assert_eq!((grid.tracking, grid.indent(200, template.style(Role::Body))), (121, 882));
        assert_eq!(grid.indent(200, template.style(Role::Title)), 880, "set solid");
    }

    #[test]
    fn as_many_characters_fit_in_each_column() {
        for (columns, characters, size) in [(2, 22, 10), (3, 14, 10), (2, 13, 16)] {
            let own = format!("[page]\ncolumns = {columns}\ncharacters = {characters}\n[style.default]\nsize-pt = {size}");
            let grid = Grid::of(&template(&own));
            let width = (size * 20 + grid.tracking) * characters * columns + grid.gap * (columns - 1);
            assert!(width <= grid.paper.0 - grid.left - grid.right && grid.gap > 0, "{columns} columns");
        }
        assert_eq!(Grid::of(&gbt9704()).gap, 0);
    }

    #[test]
    fn a_margin_that_just_holds_the_page_number_has_it_at_the_papers_edge() {
        assert_eq!(Grid::of(&template("[page]\nbottom-mm = 12")).footer, 115, "5 mm less 0.6 of 14 pt");
    }
}
