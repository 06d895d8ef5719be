//! Content streams: each line's glyphs at their exact places, inside the marked content of their paragraph.
//!
//! In: pages and [`Subsets`]. Out: content streams, and whose each piece of marked content is ([`Marks`]). A run is set by one
//! text matrix, the spacing that most of its glyphs have (Tc) and one TJ, whose numbers say where a glyph stands elsewhere and
//! make up for what rounding left over, so that nothing drifts.
//!
//! **Always true:** every glyph is inside a tagged paragraph or an artifact (PDF/UA-1, 7.1).

use std::borrow::Cow;

use super::content::{ContentStream, Decimal, Property};
use super::fonts::{self, Code, Subset, Subsets};
use super::language::has_english_words;
use super::rules;
use super::tables::Row;
use super::tags::Tags;
use crate::document::{Document, Region};
use crate::font::FaceId;
use crate::layout::{Glyph, Line, LineSource, Page, Run, Watermark};
use crate::length::Length;
use crate::template::Template;

/// Whose a piece of marked content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// The block.
    pub block: usize,
    /// The column, where the block is a row of a table.
    pub column: Option<usize>,
}

/// The same, and what we add ourselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A block of the document, or a cell of it.
    Block(Mark),
    /// Words in English inside of one.
    English(Mark),
    /// The entry of the table of contents that leads to this block; none for the table's heading.
    Contents(Option<usize>),
}

/// The owner of each piece of marked content of a page, by MCID.
pub(super) type Marks = Vec<Owner>;

fn owner(line: &Line) -> Option<Owner> {
    match &line.source {
        LineSource::Block { index, .. } => Some(Owner::Block(Mark { block: *index, column: None })),
        LineSource::Contents { target, .. } => Some(Owner::Contents(*target)),
        LineSource::Furniture(_) => None,
    }
}

/// Draws the pages; a document without any gets a blank one, since a PDF cannot be without.
pub(super) fn draw(document: &Document, pages: &[Page], template: &Template, subsets: &Subsets, tags: &Tags) -> Vec<(Vec<u8>, Marks)> {
    if pages.is_empty() {
        return vec![(Vec::new(), Marks::new())];
    }
    let draw_one = |page: &Page| {
        let mut content = Content {
            document,
            subsets,
            height: template.page.height,
            out: ContentStream::default(),
            font: None,
            spacing: 0,
            thicken: Length::ZERO,
            spoken: false,
            marks: Marks::new(),
            open: None,
            slanted_from: None,
        };
        content.watermark(page.watermark.as_ref());
        content.text(&page.lines, tags);
        content.furniture(&page.furniture);
        content.running_head(page.head.as_ref());
        rules::draw(&page.rules, template.page.height, &mut content.out);
        (content.out.into_bytes(), content.marks)
    };
    pages.iter().map(draw_one).collect()
}

/// Hundredths of a point: all that a page needs, in few digits.
pub(super) fn pt(length: Length) -> Decimal {
    Decimal(bounded(length).to_centi_pt(), 2)
}

/// The content stream of one page while it grows.
struct Content<'a> {
    document: &'a Document,
    subsets: &'a Subsets,
    /// Of the paper: PDF counts from below.
    height: Length,
    out: ContentStream,
    /// The font that is set.
    font: Option<(FaceId, Length)>,
    /// The character spacing that is set, in [`SPACING_STEPS`].
    spacing: i64,
    /// How much strokes are thickened.
    thicken: Length,
    /// Whether the marked content that is open says its text.
    spoken: bool,
    /// The owner of each piece so far.
    marks: Marks,
    /// The piece that is open: whose it is, and the block and its tag where words in English are to be told from the others.
    open: Option<(Owner, Mark, &'static str)>,
    /// Where the baseline begins that rises at 45°, while such a line is set.
    slanted_from: Option<(Length, Length)>,
}

/// The stops that Taiwan and Hong Kong set in the middle of their em.
const CENTRED: [char; 7] = ['，', '。', '、', '；', '：', '？', '！'];

impl Content<'_> {
    /// Lines of the text: consecutive lines of a block are one piece of marked content, but each cell of a table's row is one.
    fn text(&mut self, lines: &[Line], tags: &Tags) {
        for piece in lines.chunk_by(|a, b| owner(a) == owner(b)) {
            let Some(owner) = piece.first().and_then(owner) else {
                self.open_artifact();
                self.lines(piece);
                continue;
            };
            let row = if let Owner::Block(mark) = owner { tags.row(mark.block).map(|row| (mark.block, row)) } else { None };
            match row {
                Some((block, row)) => {
                    for (column, part) in piece.iter().flat_map(|line| cells(line, row)) {
                        self.piece(&[part], Owner::Block(Mark { block, column: Some(column) }), tags);
                    }
                }
                None => self.piece(piece, owner, tags),
            }
        }
    }

    /// One piece of marked content; several where words in English stand in it, which have an element of their own (PDF/UA-1, 7.2).
    fn piece(&mut self, lines: &[Line], owner: Owner, tags: &Tags) {
        let tag = match owner {
            Owner::Block(mark) | Owner::English(mark) => tags.name(mark),
            Owner::Contents(target) => Some(if target.is_some() { "Link" } else { "Caption" }),
        };
        let Some(tag) = tag else {
            self.open_artifact();
            return self.lines(lines);
        };
        let mut first = owner;
        if let Owner::Block(mark) = owner
            && tags.is_mixed(mark.block)
        {
            let opening = lines.first().and_then(|line| line.runs.first().map(|run| (run, line.text(self.document))));
            first = opening.and_then(|(run, text)| Some(owner_of(mark, by_language(run, text).first()?, text))).unwrap_or(owner);
            self.open = Some((first, mark, tag));
        }
        self.begin_piece(first, tag);
        self.lines(lines);
        self.open = None;
    }

    fn begin_piece(&mut self, owner: Owner, tag: &str) {
        let tag = if matches!(owner, Owner::English(_)) { "Span" } else { tag };
        self.out.begin_marked(tag, &[("MCID", Property::Number(self.marks.len()))]);
        self.marks.push(owner);
    }

    /// Ends the piece that is open and begins one of this owner, where it is another's.
    fn go_on_as(&mut self, owner: Owner) {
        let Some((_, mark, tag)) = self.open.filter(|(open, ..)| *open != owner) else { return };
        self.out.plain("ET");
        self.out.plain("EMC");
        self.begin_piece(owner, tag);
        self.out.plain("BT");
        self.open = Some((owner, mark, tag));
    }

    /// What is no part of the text (ISO 32000-1, 14.8.2.2.2).
    fn furniture(&mut self, lines: &[Line]) {
        if !lines.is_empty() {
            self.open_artifact();
            self.lines(lines);
        }
    }

    /// The running head, an artifact by its name (14.8.2.2.2, table 330).
    fn running_head(&mut self, head: Option<&Line>) {
        if let Some(head) = head {
            self.open_artifact_of(Some("Header"));
            self.lines(std::slice::from_ref(head));
        }
    }

    /// The watermark, before all else, so that it is behind it; opaque, since a pale grey needs no transparency. What it
    /// sets is given back, and a reader's state is again that of a new page.
    fn watermark(&mut self, watermark: Option<&Watermark>) {
        let Some(watermark) = watermark else { return };
        self.open_artifact_of(Some("Watermark"));
        self.out.plain("q");
        let grey = [Decimal(watermark.lightness.min(100).into(), 2)];
        self.out.numbers(&grey, "G"); // of thickened strokes
        self.out.numbers(&grey, "g");
        self.out.plain("BT");
        self.slanted_from = Some((watermark.left, watermark.line.baseline));
        self.line(&watermark.line);
        self.slanted_from = None;
        self.out.plain("ET");
        self.out.plain("Q");
        self.out.plain("EMC");
        (self.font, self.spacing, self.thicken) = (None, 0, Length::ZERO);
    }

    fn open_artifact(&mut self) {
        self.open_artifact_of(None);
    }

    fn open_artifact_of(&mut self, subtype: Option<&str>) {
        let subtype = subtype.map(|subtype| ("Subtype", Property::Name(subtype)));
        let properties: Vec<_> = subtype.into_iter().chain([("Type", Property::Name("Pagination"))]).collect();
        self.out.begin_marked("Artifact", &properties);
    }

    /// Opens a span that says its text.
    fn open_span(&mut self, said: &str) {
        self.out.begin_marked("Span", &[("ActualText", Property::Text(said))]);
    }

    /// The lines of the marked content that is open, and its end.
    fn lines(&mut self, lines: &[Line]) {
        self.out.plain("BT");
        for line in lines {
            self.line(line);
        }
        self.out.plain("ET");
        self.out.plain("EMC");
    }

    /// One line. Where stops are moved to the middle of their em, a reader that goes by places would find a space before
    /// each: such a line says its text itself.
    fn line(&mut self, line: &Line) {
        let text = line.text(self.document);
        let glyphs = || line.runs.iter().flat_map(|run| &run.glyphs);
        let moved = self.document.metadata.region != Region::Cn && line.block().is_some() && text.contains(CENTRED);
        // A glyph that shows another character than its own (〓) says so itself: MuPDF matches a line's text with its glyphs.
        let ends = glyphs().next().zip(glyphs().next_back()).filter(|_| moved && self.is_plain(line, text));
        let said = ends.and_then(|(first, last)| text.get(first.start as usize..last.start as usize + usize::from(last.len)));
        if let Some(said) = said {
            // A line that says its text is one piece, whatever words are in it.
            if let Some((_, mark, _)) = self.open {
                self.go_on_as(Owner::Block(mark));
            }
            self.open_span(said);
        }
        self.spoken = said.is_some();
        for run in &line.runs {
            match self.open.filter(|_| !self.spoken) {
                None => self.run(line.baseline, run, text),
                Some((_, mark, _)) => {
                    for part in by_language(run, text).iter() {
                        self.go_on_as(owner_of(mark, part, text));
                        self.run(line.baseline, part, text);
                    }
                }
            }
        }
        if std::mem::take(&mut self.spoken) {
            self.out.plain("EMC");
        }
    }

    /// Whether every glyph of a line shows the character that its code stands for.
    fn is_plain(&self, line: &Line, text: &str) -> bool {
        let plain = |subset: &Subset, glyph: &Glyph| {
            subset.code(*glyph).is_some_and(|code| fonts::plain_text(*glyph, fonts::shown(*glyph, text)) == Some(code.text))
        };
        line.runs.iter().all(|run| self.subsets.face(run.face).is_some_and(|subset| run.glyphs.iter().all(|glyph| plain(subset, glyph))))
    }

    /// One run: font, text matrix, glyphs. A face that is not embedded shows nothing; that was reported.
    fn run(&mut self, baseline: Length, run: &Run, text: &str) {
        let Some(subset) = self.subsets.face(run.face) else { return };
        let Some(first) = run.glyphs.first() else { return };
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.out.font(&subset.id.0, Decimal(bounded(run.size).units() * 10_000 / Length::pt(1).units(), 4));
        }
        if self.thicken != run.thicken {
            self.thicken = run.thicken;
            self.thicken();
        }
        self.matrix(first.x, baseline, run.rise);
        let spacing = usual_gap(run, subset).unwrap_or(self.spacing);
        if spacing != self.spacing {
            self.spacing = spacing;
            self.out.numbers(&[Decimal(spacing, 4)], "Tc");
        }
        let mut pen = Pen { spacing: spacing * SPACING_STEPS, ..Pen::at(first.x, run.size) };
        let mut show = Show::default();
        for glyph in &run.glyphs {
            let Some(code) = subset.code(*glyph) else { continue };
            show.adjust(pen.adjustment(glyph.x), &mut self.out);
            let shown = fonts::shown(*glyph, text);
            if self.spoken || fonts::plain_text(*glyph, shown) == Some(code.text) {
                show.glyph(code, &mut self.out);
            } else {
                show.close(&mut self.out);
                self.open_span(shown);
                show.glyph(code, &mut self.out);
                show.close(&mut self.out);
                self.out.plain("EMC");
            }
            pen.advance(code.advance);
        }
        show.close(&mut self.out);
    }
}

/// The text that a run shows.
fn spelled<'a>(run: &Run, text: &'a str) -> &'a str {
    let ends = run.glyphs.first().zip(run.glyphs.last());
    ends.and_then(|(first, last)| text.get(first.start as usize..last.start as usize + usize::from(last.len))).unwrap_or_default()
}

/// Whose piece a run belongs to.
fn owner_of(mark: Mark, run: &Run, text: &str) -> Owner {
    if has_english_words(spelled(run, text)) { Owner::English(mark) } else { Owner::Block(mark) }
}

/// A run, parted where words in English begin and end. They are runs of their own but where one face has Latin and Han, as in 黑体 headings.
fn by_language<'a>(run: &'a Run, text: &str) -> Cow<'a, [Run]> {
    let said = spelled(run, text);
    if said.is_ascii() || !said.split(|c: char| !c.is_ascii()).any(has_english_words) {
        return Cow::Borrowed(std::slice::from_ref(run));
    }
    let is_ascii = |glyph: &Glyph| text.as_bytes().get(glyph.start as usize).is_some_and(u8::is_ascii);
    run.glyphs.chunk_by(|a, b| is_ascii(a) == is_ascii(b)).map(|glyphs| Run { glyphs: glyphs.to_vec(), ..*run }).collect()
}

/// The parts of a line that are the cells of a table's row, from left to right, with their columns.
fn cells(line: &Line, row: &Row) -> Vec<(usize, Line)> {
    let begins = match &line.source {
        LineSource::Block { range, .. } => range.start,
        LineSource::Contents { .. } | LineSource::Furniture(_) => 0,
    };
    let column = |glyph: &Glyph| row.column(begins + glyph.start as usize);
    let mut parts: Vec<(usize, Line)> = Vec::new();
    for run in &line.runs {
        for glyphs in run.glyphs.chunk_by(|a, b| column(a) == column(b)) {
            let Some(own) = glyphs.first().map(column) else { continue };
            let part = Run { glyphs: glyphs.to_vec(), ..*run };
            match parts.last_mut() {
                Some((last, line)) if *last == own => line.runs.push(part),
                _ => parts.push((own, Line { source: line.source.clone(), baseline: line.baseline, runs: vec![part] })),
            }
        }
    }
    parts
}

impl Content<'_> {
    /// Where a run begins.
    fn matrix(&mut self, x: Length, baseline: Length, rise: Length) {
        const LEVEL: [Decimal; 4] = [Decimal(1, 0), Decimal(0, 0), Decimal(0, 0), Decimal(1, 0)];
        // sin 45° = cos 45°, in as many digits as a place on paper needs
        const SLANT: Decimal = Decimal(70_711, 5);
        let (axes, x, y) = match self.slanted_from {
            None => (LEVEL, x, self.height - baseline + rise),
            Some((left, baseline)) => {
                let along = |length: Length| Length::from_units(bounded(length).units() * SLANT.0 / 100_000);
                let up = self.height - baseline + along(x) + along(rise);
                ([SLANT, SLANT, Decimal(-SLANT.0, SLANT.1), SLANT], left + along(x) - along(rise), up)
            }
        };
        let [a, b, c, d] = axes;
        self.out.numbers(&[a, b, c, d, pt(x), pt(y)], "Tm");
    }

    /// Glyphs are filled, and drawn round with a line of the width that their strokes lack (ISO 32000-1, 9.3.6).
    fn thicken(&mut self) {
        if self.thicken == Length::ZERO {
            self.out.numbers(&[Decimal(0, 0)], "Tr");
        } else {
            self.out.numbers(&[Decimal(2, 0)], "Tr"); // fill, then stroke
            self.out.numbers(&[Decimal(1, 0)], "j"); // round: no spikes at sharp corners
            self.out.numbers(&[pt(self.thicken)], "w");
        }
    }
}

/// Where a reader's pen stands, exactly as the numbers that were written put it. One step is 1/10 000 of a unit of
/// [`Length`], in which a tenth of a thousandth of an em, the precision of our TJ numbers, is whole for every size.
struct Pen {
    at: i64,
    size: i64,
    /// Added after each glyph.
    spacing: i64,
}

/// Steps of a pen in a unit of [`Length`].
const STEPS: i64 = 10_000;
/// Steps of a pen in a ten-thousandth of a point, the precision of character spacing.
const SPACING_STEPS: i64 = Length::pt(1).units() * STEPS / 10_000;
/// How far a glyph may be off before a number is spent on it, in steps: 0.003 pt, which no printer shows. Together with
/// the rounding of a text matrix it stays below 0.01 pt.
const TOLERANCE: i64 = Length::milli_pt(3).units() * STEPS;

impl Pen {
    /// At the place that a text matrix names, in hundredths of a point.
    fn at(x: Length, size: Length) -> Pen {
        const UNITS_PER_CENTI_PT: i64 = Length::pt(1).units() / 100;
        Pen { at: bounded(x).to_centi_pt() * UNITS_PER_CENTI_PT * STEPS, size: bounded(size).units().max(1), spacing: 0 }
    }

    /// The number that moves the pen to `x`, in tenths of a thousandth of an em, positive to the left; the pen moves.
    fn adjustment(&mut self, x: Length) -> i64 {
        let off = self.at - bounded(x).units() * STEPS;
        if off.abs() <= TOLERANCE {
            return 0;
        }
        let tenths = (off + self.size / 2).div_euclid(self.size);
        self.at -= tenths * self.size;
        tenths
    }

    /// Moves over a glyph of this advance, in thousandths of an em.
    fn advance(&mut self, thousandths: u16) {
        self.at += self.size * i64::from(thousandths) * 10 + self.spacing;
    }
}

/// What most glyphs of a run keep from the next, beyond their advance, in ten-thousandths of a point; none for one glyph.
///
/// Layout shares a line's slack out evenly, so that usually one value has the majority, which one pass finds (Boyer and
/// Moore); values as near as the tolerance count as one. Without a majority any value will do: the numbers say the rest.
fn usual_gap(run: &Run, subset: &Subset) -> Option<i64> {
    let (mut usual, mut lead) = (None, 0);
    for pair in run.glyphs.windows(2) {
        let Some(code) = subset.code(pair[0]) else { continue };
        let advance = bounded(run.size).units() * i64::from(code.advance) * 10;
        let gap = (bounded(pair[1].x).units() - bounded(pair[0].x).units()) * STEPS - advance;
        let is_usual = usual.is_some_and(|usual: i64| (usual - gap).abs() <= TOLERANCE / 30);
        match (is_usual, lead) {
            (true, _) => lead += 1,
            (false, 0) => (usual, lead) = (Some(gap), 1),
            (false, _) => lead -= 1,
        }
    }
    usual.map(|gap| (gap + SPACING_STEPS / 2).div_euclid(SPACING_STEPS))
}

/// No page is wider than 200 inches: keeps the arithmetic of [`Pen`] in its range whatever a layout says.
fn bounded(length: Length) -> Length {
    length.clamp(Length::pt(-14_400), Length::pt(14_400))
}

/// The array of a TJ while it grows.
#[derive(Default)]
struct Show {
    /// A number before the first glyph.
    lead: i64,
    is_open: bool,
}

impl Show {
    /// A number before the next glyph, in tenths of a thousandth of an em.
    fn adjust(&mut self, tenths: i64, out: &mut ContentStream) {
        match (self.is_open, tenths) {
            (true, 0) => {}
            (true, _) => out.number(Decimal(tenths, 1)),
            (false, _) => self.lead = tenths,
        }
    }

    fn glyph(&mut self, code: Code, out: &mut ContentStream) {
        if !self.is_open {
            self.is_open = true;
            out.open_array();
            if self.lead != 0 {
                out.number(Decimal(std::mem::take(&mut self.lead), 1));
            }
        }
        out.glyph(code.cid);
    }

    /// Ends the TJ, if one is open.
    fn close(&mut self, out: &mut ContentStream) {
        if std::mem::take(&mut self.is_open) {
            out.show_array();
        }
    }
}
