//! Blocks to paragraphs: a docx-rs tree of styles and runs, no looks of its own.
//!
//! **Always true:** the runs of a paragraph, in order, are the block's text, tabs as `w:tab`; looks come from styles, but
//! for the indents of a signature, which depend on its text.

use std::collections::BTreeMap;
use std::ops::Range;

use docx_rs::{BreakType, DocumentChild, LineSpacing, Paragraph, ParagraphChild, Run, RunChild, Tab, TabValueType, Text};

use super::indents::Indents;
use super::section::{Grid, hinted_run, plain_run};
use super::{styles, xml};
use crate::document::{Block, Document, Role};
use crate::layout::{LineSource, Page, script};
use crate::template::emphasis::{self, Look};
use crate::template::{FaceRole, Style, Template, attachment, columns, signature, spacing};

/// A paragraph of more lines than these is not kept with the signature below it.
const MOVED: usize = 3;

/// The printed blocks as paragraphs, and the indents of those that have some of their own, for `order` to put in.
pub fn paragraphs(document: &Document, pages: &[Page], template: &Template, grid: &Grid) -> (Vec<DocumentChild>, Vec<String>) {
    let breaks = title_breaks(document, pages);
    let blanks = signature::right_blanks(document, template.page.characters);
    let attachments = attachment::indents(document, template.page.characters);
    let tables = columns::rows(document, template);
    let begin_pages = attachment::begin_pages(document, template);
    let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
    pages.iter().flat_map(|page| &page.lines).filter_map(|line| line.block()).for_each(|block| *lines.entry(block).or_default() += 1);
    let mut headings = 0;
    let mut indents = Vec::new();
    let mut paragraphs = Vec::with_capacity(document.blocks.len());
    let mut printed = document.printed().peekable();
    let mut above: Option<Role> = None;
    while let Some((index, block)) = printed.next() {
        let style = template.style(block.role);
        let mut paragraph = Paragraph::new().style(styles::style_id(block.role));
        let usual = Indents::of(style);
        let (first, left) = attachments.get(&index).copied().unwrap_or((usual.left + usual.first, usual.left));
        let own = Indents { left, right: blanks.get(&index).copied().unwrap_or(usual.right), first: first - left };
        let own = own.element(usual, style, grid);
        if !own.is_empty() {
            paragraph = paragraph.indent(None, None, None, None); // a stand-in
            indents.push(own);
        }
        let cell = if grid.is_of_body_size(style) { template.page.cell() } else { style.size };
        for column in tables.get(&index).filter(|row| row.by_tabs).iter().flat_map(|row| row.cells.iter().skip(1)) {
            let (kind, place) = column.end.map_or((TabValueType::Left, column.place), |end| (TabValueType::Right, end));
            paragraph = paragraph.add_tab(Tab::new().val(kind).pos((cell * place / 100).to_twips().max(0) as usize));
        }
        let begins_page = begin_pages.contains(&index);
        let below = printed.peek().map(|(_, below)| below.role);
        if let Some(spacing) = spacing_of(above.filter(|_| !begins_page), block.role, below, template, grid.pitch) {
            paragraph = paragraph.line_spacing(spacing);
        }
        above = Some(block.role);
        if begins_page {
            paragraph = paragraph.page_break_before(true);
        }
        // What is kept with the next moves whole in LibreOffice: of a long paragraph that would leave half a page blank.
        let moves =
            printed.peek().is_some_and(|(below, _)| !begin_pages.contains(below)) && lines.get(&index).copied().unwrap_or(0) <= MOVED;
        if below.is_some_and(|below| spacing::keeps_above(block.role, below)) && moves && !style.keep_with_next {
            paragraph = paragraph.keep_next(true);
        }
        let is_target = is_target(block.role);
        if is_target {
            headings += 1;
            // `_` hides it in Word's list of bookmarks; a table of contents finds it by this name.
            paragraph = paragraph.add_bookmark_start(headings, format!("_Toc{headings:08}"));
        }
        // Not add_run(), which moves the whole paragraph for every run; a paragraph of many marks has thousands.
        paragraph.children.extend(
            runs(block, breaks.get(&index).map_or(&[], Vec::as_slice), template).into_iter().map(|run| ParagraphChild::Run(Box::new(run))),
        );
        if is_target {
            paragraph = paragraph.add_bookmark_end(headings);
        }
        paragraphs.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }
    (paragraphs, indents)
}

/// Whether a block has a bookmark, for a table of contents to find.
pub fn is_target(role: Role) -> bool {
    role == Role::Title || role.level().is_some()
}

/// The spacing to write where the styles of a paragraph and its neighbours say other blank lines than the pages have. Nothing is
/// `above` what begins the text or a page: no blank line stands there, whatever the style says.
fn spacing_of(above: Option<Role>, role: Role, below: Option<Role>, template: &Template, pitch: i64) -> Option<LineSpacing> {
    let twips = |lines: usize| (lines as i64 * pitch) as u32;
    let before = |role: Role| template.style(role).blank_before;
    let wanted_above = above.map_or(0, |above| spacing::blank_lines(template, above, role));
    let wanted_above = Some(wanted_above).filter(|wanted| *wanted < before(role));
    let after = below.and_then(|below| {
        let wanted = spacing::blank_lines(template, role, below);
        (template.style(role).blank_after + before(below) != wanted).then(|| wanted.saturating_sub(before(below)))
    });
    let after = after.filter(|after| *after != template.style(role).blank_after);
    match (wanted_above, after) {
        (None, None) => None,
        (Some(before), None) => Some(LineSpacing::new().before(twips(before))),
        (None, Some(after)) => Some(LineSpacing::new().after(twips(after))),
        (Some(before), Some(after)) => Some(LineSpacing::new().before(twips(before)).after(twips(after))),
    }
}

/// A block's text as runs: what stands out in the looks of its run-in, then the rest.
fn runs(block: &Block, breaks: &[usize], template: &Template) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut scripts = Scripts::of(&block.text);
    let plain = Dress::plain(template.style(block.role), template);
    let mut done = 0;
    for (range, look) in emphasis::stretches(block, template) {
        add_runs(&mut runs, done..range.start, &mut scripts, plain);
        done = range.end;
        add_runs(&mut runs, range, &mut scripts, Dress::of(look, block.role, template));
    }
    for end in breaks {
        add_runs(&mut runs, done..*end, &mut scripts, plain);
        runs.push(plain_run().add_break(BreakType::TextWrapping));
        done = *end;
    }
    add_runs(&mut runs, done..block.text.len(), &mut scripts, plain);
    runs
}

/// Where the pages cut titles and what stands under them into lines, in bytes of the text: the DOCX cuts there, too, so that 词意完整 holds in both
/// (GB/T 9704—2012, 7.3.1). A soft break keeps it one paragraph, one heading.
fn title_breaks(document: &Document, pages: &[Page]) -> BTreeMap<usize, Vec<usize>> {
    let mut breaks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        let LineSource::Block { index, range } = &line.source else { continue };
        if range.start > 0 && document.blocks.get(*index).is_some_and(|block| spacing::is_title_group(block.role)) {
            breaks.entry(*index).or_default().push(range.start);
        }
    }
    breaks
}

/// How a stretch of text is dressed: the face of its Chinese marks, what sets it off, and what its letters and figures look like.
#[derive(Debug, Clone, Copy)]
struct Dress {
    face: FaceRole,
    look: Option<Look>,
    /// Whether it is bold in the place of a face that stands out.
    is_bold: bool,
    /// The character style of letters and figures, if they have one of their own.
    latin: Option<&'static str>,
}

impl Dress {
    fn plain(style: &Style, template: &Template) -> Dress {
        Dress { face: style.face, look: None, is_bold: false, latin: styles::bold_latin_id(template, style) }
    }

    fn of(look: Look, role: Role, template: &Template) -> Dress {
        let face = look.faces(role, template).0;
        Dress { face, look: Some(look), is_bold: look == Look::Bold || styles::is_bold(template, face), latin: None }
    }
}

/// Whose face a character takes, beyond what its code point says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// As its code point says; the hint tells Word that “ ” ‘ ’ — … are Chinese.
    Chinese,
    /// “ ” ‘ ’ — … are Latin, too.
    Latin,
    /// A letter or figure of a stretch whose letters and figures have a style of their own.
    Styled,
    /// A mark that LibreOffice would set in the Latin face, whatever the hint says.
    Mark,
}

/// Reads a text character by character and says whose face each takes.
struct Scripts<'a> {
    text: &'a str,
    /// What the pages have in their Latin face.
    of_pages: script::Scripts,
    /// The last letter or figure was Latin: LibreOffice sets the marks that follow it in the same face.
    after_latin: bool,
}

impl Scripts<'_> {
    fn of(text: &str) -> Scripts<'_> {
        let first = text.chars().find(|c| is_latin_character(*c) || is_east_asian(*c));
        Scripts { text, of_pages: script::Scripts::of(text), after_latin: first.is_some_and(is_latin_character) }
    }

    /// Of the character at this byte of the text.
    fn script(&mut self, at: usize, c: char, dress: Dress) -> Script {
        if dress.latin.is_some() && self.is_latin_on_the_pages(at, c) {
            self.after_latin |= is_latin_character(c);
            return Script::Styled;
        }
        if self.of_pages.is_latin_text() {
            return Script::Latin;
        }
        match c {
            _ if is_east_asian(c) => {
                self.after_latin = false;
                Script::Chinese
            }
            _ if is_latin_character(c) => {
                self.after_latin = true;
                Script::Chinese
            }
            _ if script::is_symbol(c) => Script::Mark,
            _ if script::is_ambiguous(c) && self.is_latin_on_the_pages(at, c) => Script::Latin,
            _ if script::is_ambiguous(c) && self.after_latin => Script::Mark,
            _ => Script::Chinese,
        }
    }

    fn is_latin_on_the_pages(&self, at: usize, c: char) -> bool {
        let previous = self.text.get(..at).and_then(|before| before.chars().next_back());
        let next = self.text.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next());
        self.of_pages.is_latin(at, c, previous, next)
    }
}

fn is_latin_character(c: char) -> bool {
    c < '\u{250}' && c.is_alphabetic() || c.is_ascii_digit()
}

fn is_east_asian(c: char) -> bool {
    c >= '\u{2E80}'
}

/// The runs of these bytes of the text.
fn add_runs(runs: &mut Vec<Run>, range: Range<usize>, scripts: &mut Scripts<'_>, dress: Dress) {
    let text = scripts.text.get(range.clone()).unwrap_or_default();
    let mut start = 0;
    let mut open = None;
    for (offset, c) in text.char_indices() {
        let script = scripts.script(range.start + offset, c, dress);
        if let Some(earlier) = open.filter(|open| *open != script) {
            runs.push(run(text.get(start..offset).unwrap_or_default(), earlier, dress));
            start = offset;
        }
        open = Some(script);
    }
    if let Some(script) = open {
        runs.push(run(text.get(start..).unwrap_or_default(), script, dress));
    }
}

fn run(text: &str, script: Script, dress: Dress) -> Run {
    let style = dress.look.map(styles::look_id);
    let (mut run, style) = match script {
        Script::Chinese => (hinted_run(), style),
        Script::Latin => (plain_run(), style),
        Script::Styled => (plain_run(), dress.latin.or(style)),
        Script::Mark => (hinted_run(), Some(styles::mark_id(dress.face))),
    };
    if let Some(style) = style {
        run.run_property = run.run_property.style(style);
    }
    if script == Script::Mark && dress.is_bold {
        run = run.bold(); // a run has one character style, and its face needs it
    }
    for (index, piece) in xml::legal(text).split('\t').enumerate() {
        if index > 0 {
            run.children.push(RunChild::Tab(Tab::new()));
        }
        if !piece.is_empty() {
            // A block holds no line end; were there one, docx-rs would drop it, and two words would touch.
            run.children.push(RunChild::Text(Text::new(piece.replace(['\r', '\n'], " "))));
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Level, RunIn};
    use crate::template::load;
    use crate::template::sample::gbt9704;

    fn block(role: Role, text: &str) -> Block {
        Block::of(role, text)
    }

    /// The runs as text, each with its style and whether it is hinted as Chinese.
    fn runs_of(block: &Block) -> Vec<(String, Option<String>, bool)> {
        let text = |child: &RunChild| match child {
            RunChild::Text(text) => text.text.clone(),
            RunChild::Tab(_) => "\t".to_string(),
            _ => String::new(),
        };
        let describe = |run: Run| {
            let style = run.run_property.style.map(|style| style.val);
            (run.children.iter().map(text).collect(), style, run.run_property.fonts.is_some())
        };
        runs(block, &[], &gbt9704()).into_iter().map(describe).collect()
    }

    fn pieces(text: &str) -> Vec<String> {
        runs_of(&block(Role::Body, text)).into_iter().map(|(piece, ..)| piece).collect()
    }

    #[test]
    fn a_mark_that_would_be_set_in_the_latin_face_is_a_run_of_its_own() {
        for (text, expected) in [
            ("他说：“好。”——完……", &["他说：“好。”——完……"][..]), // the hint is enough
            ("列夫·托尔斯泰", &["列夫", "·", "托尔斯泰"]),
            ("读“GDP”增长", &["读“GDP", "”", "增长"]), // the first follows Han, the second Latin
            ("“A”级", &["“", "A", "”", "级"]),         // nothing before it: it goes with what follows
            ("说don’t好", &["说don", "’", "t好"]),
            ("5月……好", &["5月……好"]),
            ("约25°C、3×4", &["约25", "°", "C、3", "×", "4"]), // as wide as a Han on the pages
            ("他写道：“We read ‘Walden’ again.”", &["他写道：“We read ", "‘", "Walden", "’", " again.", "”"]), // Latin inside, Chinese around
            ("共5……好", &["共5", "……", "好"]),
            ("\u{2014}\u{2014}", &["——"]),
            ("", &[]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn a_chinese_run_is_hinted_and_a_latin_paragraph_is_not() {
        assert_eq!(runs_of(&block(Role::Body, "好A·")), [("好A".into(), None, true), ("·".into(), Some("MarkFang".into()), true)]);
        assert_eq!(runs_of(&block(Role::Body, "It’s “A·B” — no…")), [("It’s “A·B” — no…".into(), None, false)]);
    }

    #[test]
    fn letters_and_figures_of_a_title_have_a_style_of_their_own() {
        let bold = Some("LatinBold".to_string());
        assert_eq!(
            runs_of(&block(Role::Title, "2024年“APEC”会议")),
            [
                ("2024".into(), bold.clone(), false),
                ("年“".into(), None, true),
                ("APEC".into(), bold, false),
                ("”".into(), Some("MarkTitle".into()), true),
                ("会议".into(), None, true)
            ]
        );
    }

    #[test]
    fn a_run_in_takes_the_face_of_the_heading_whose_work_it_does() {
        let with = |level| Block { run_in: Some(RunIn { end: 11, level }), ..block(Role::Body, "（一）·二三") };
        assert_eq!(
            runs_of(&with(Some(Level::new(2)))),
            [
                ("（一）".to_string(), Some("RunIn2".to_string()), true),
                ("·".to_string(), Some("MarkKai".to_string()), true),
                ("二三".to_string(), None, true),
            ]
        );
        assert_eq!(runs_of(&with(None)).first(), Some(&("（一）".to_string(), None, true)), "一是 has no level and stays plain");
    }

    #[test]
    fn a_run_in_that_ends_inside_a_character_or_beyond_is_no_run_in() {
        for end in [1, 1000] {
            let broken = Block { run_in: Some(RunIn { end, level: Some(Level::ONE) }), ..block(Role::Body, "一、好。好") };
            assert_eq!(runs_of(&broken), [("一、好。好".to_string(), None, true)]);
        }
    }

    #[test]
    fn a_run_in_stands_out_as_the_template_says() {
        let template = load("own", "[style.body]\nrun-in = \"bold\"\ninner = \"kai\"").expect("good");
        let inner = std::iter::once(14..26).collect();
        let block = Block { run_in: Some(RunIn { end: 14, level: None }), inner, ..block(Role::Body, "一是·好。二是好。好") };
        let looks: Vec<_> = runs(&block, &[], &template)
            .into_iter()
            .map(|run| (run.run_property.style.map(|style| style.val), run.run_property.bold.is_some()))
            .collect();
        let style = |id: &str| Some(id.to_string());
        assert_eq!(
            looks,
            [
                (style("RunInBold"), false),
                (style("MarkFang"), true),
                (style("RunInBold"), false),
                (style("RunInKai"), false),
                (None, false)
            ]
        );
    }

    #[test]
    fn rows_parted_by_tabs_have_tab_stops() {
        let rows = [block(Role::Table, "序号\t姓名\t职务"), block(Role::Table, "1\t欧阳某某\t局长"), block(Role::Body, "好\t好")];
        let document = Document { blocks: rows.to_vec(), ..Document::default() };
        let stops: Vec<Vec<_>> = paragraphs(&document, &[], &gbt9704(), &Grid::of(&gbt9704()))
            .0
            .into_iter()
            .map(|child| match child {
                DocumentChild::Paragraph(paragraph) => paragraph.property.tabs.iter().map(|tab| tab.pos).collect(),
                _ => Vec::new(),
            })
            .collect();
        assert_eq!(stops, [vec![Some(1263), Some(3159)], vec![Some(1263), Some(3159)], vec![]]);
    }

    #[test]
    fn tabs_are_kept_and_line_ends_part_words() {
        assert_eq!(pieces("甲\t\t乙\r丙\n"), ["甲\t\t乙 丙 "]);
    }
}
