//! The faces of a document, each cut down to the glyphs that it shows, and what text each glyph stands for.
//!
//! In: pages, [`FontLibrary`]. Out: [`Subsets`]: for each glyph its code in the PDF, its width and its text; and the font
//! programs in the form that printpdf takes. Glyphs are numbered in the order of their first use, so that the same pages
//! give the same bytes.
//!
//! **Always true:** a code has one text (ToUnicode; ISO 19005-2, 6.2.11.7.2); a glyph that shows another text is told by
//! [`Code::text`], and is wrapped in an ActualText by [`super::page`].

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, Stream, dictionary};
use printpdf::{Codepoint, FontId, FontMetrics, FontType, Op, ParsedFont, PdfFont, PdfFontHandle, PdfFontMetricsStub, Pt, TextItem};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::to_unicode;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::font::{Face, FaceId, FontLibrary};
use crate::layout::{Glyph, Page};
use crate::message;
use crate::message::Message;

/// 〓 (U+3013) shows that a character is missing: the text of a placeholder's glyph where it has no other.
const GETA_MARK: char = '〓';

/// The faces that a document shows, by [`FaceId`].
pub(super) struct Subsets {
    faces: Vec<Option<Subset>>,
}

/// One face, cut down.
pub(super) struct Subset {
    /// What content streams call it.
    pub(super) id: FontId,
    /// From the face's glyphs to codes, numbered by first use.
    codes: GlyphRemapper,
    /// Text and advance of each code.
    glyphs: Vec<Code>,
    /// What printpdf has to know of it, without the program; none until that is cut.
    font: Option<ParsedFont>,
    program: Option<FontProgram>,
}

/// A font program as it is embedded.
enum FontProgram {
    /// A bare CFF table as a zlib stream.
    PackedCff(Vec<u8>),
    /// A file.
    TrueType(Vec<u8>),
}

impl FontProgram {
    fn len(&self) -> usize {
        let (FontProgram::PackedCff(bytes) | FontProgram::TrueType(bytes)) = self;
        bytes.len()
    }
}

/// What waits to be put into the place of what printpdf wrote for a face.
pub(super) struct Program {
    id: FontId,
    program: FontProgram,
    /// The codes that are shown, from 1 on.
    glyphs: Vec<Code>,
}

/// What printpdf is given instead of a program: it would copy that half a dozen times and parse it once more.
const STAND_IN: [u8; 4] = [0, 1, 0, 0];

/// A glyph as a PDF knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    /// Its number in the subset, which is also its CID.
    pub(super) cid: u16,
    /// How far it moves the pen, in thousandths of an em: what `W` says.
    pub(super) advance: u16,
    /// What ToUnicode says that it shows.
    pub(super) text: char,
    /// Whether `text` is what the glyph plainly shows somewhere, not a makeshift.
    settled: bool,
}

impl Subsets {
    /// A face that is embedded.
    pub(super) fn face(&self, id: FaceId) -> Option<&Subset> {
        self.faces.get(usize::from(id.0))?.as_ref()
    }

    /// Operations that show one glyph of each face, for which printpdf writes the dictionaries; [`embed`] puts in what concerns
    /// the others. (Shown all of them, it takes as long for widths and texts as all pages take to be drawn.)
    pub(super) fn shown_once(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for subset in self.faces.iter().flatten() {
            let glyph = |code: &Code| Codepoint { gid: code.cid, offset: 0.0, cid: Some(code.text.to_string()) };
            ops.push(Op::SetFont { font: PdfFontHandle::External(subset.id.clone()), size: Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(subset.glyphs.iter().skip(1).take(1).map(glyph).collect())] });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// The faces as printpdf's resources, and their programs, to be put in by [`embed`].
    pub(super) fn into_resources(self) -> (BTreeMap<FontId, PdfFont>, Vec<Program>) {
        let (mut resources, mut programs) = (BTreeMap::new(), Vec::new());
        for Subset { id, font, program, mut glyphs, .. } in self.faces.into_iter().flatten() {
            if let (Some(font), Some(program)) = (font, program) {
                resources.insert(id.clone(), PdfFont::new(font));
                glyphs.remove(0); // .notdef, never shown
                programs.push(Program { id, program, glyphs });
            }
        }
        (resources, programs)
    }
}

impl Subset {
    fn new(id: FaceId) -> Subset {
        let mut glyphs = Vec::with_capacity(1024);
        glyphs.push(Code { cid: 0, advance: 0, text: GETA_MARK, settled: true }); // .notdef, never shown
        Subset { id: FontId(format!("f{}", id.0)), codes: GlyphRemapper::new(), glyphs, font: None, program: None }
    }

    /// The code of a glyph of the face.
    pub(super) fn code(&self, glyph: Glyph) -> Option<Code> {
        self.glyphs.get(usize::from(self.codes.get(glyph.id.0)?)).copied().filter(|code| code.cid != 0)
    }

    /// Takes a glyph into the subset, with the text that it shows here.
    fn take(&mut self, glyph: Glyph, shown: &str, face: &Face) {
        let cid = self.codes.remap(glyph.id.0);
        let plain = plain_text(glyph, shown);
        match self.glyphs.get_mut(usize::from(cid)) {
            Some(code) if code.settled => {}
            Some(code) => {
                if let Some(text) = plain {
                    (code.text, code.settled) = (text, true);
                }
            }
            None => {
                let text = plain.unwrap_or_else(|| makeshift(glyph, shown));
                self.glyphs.push(Code { cid, advance: face.advance(glyph.id), text, settled: plain.is_some() });
            }
        }
    }
}

/// What a glyph of the layout shows.
pub(super) fn shown(glyph: Glyph, line: &str) -> &str {
    let start = glyph.start as usize;
    line.get(start..start + usize::from(glyph.len)).unwrap_or("")
}

/// The one character that a glyph plainly shows; none if ToUnicode could not say it, or must not alone: no character or
/// several, a placeholder, the private use area (ISO 19005-2, 6.2.11.7.3) and what ToUnicode may not hold (6.2.11.7.2).
pub(super) fn plain_text(glyph: Glyph, shown: &str) -> Option<char> {
    let mut characters = shown.chars();
    let character = characters.next()?;
    (characters.next().is_none() && !glyph.placeholder && may_stand_alone(character)).then_some(character)
}

fn may_stand_alone(character: char) -> bool {
    may_stand_in_to_unicode(character)
        && !matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{10_0000}'..='\u{10_FFFD}')
}

fn may_stand_in_to_unicode(character: char) -> bool {
    !matches!(character, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

/// What ToUnicode says of a glyph that is always wrapped in an ActualText: for readers that do not know ActualText.
fn makeshift(glyph: Glyph, shown: &str) -> char {
    if glyph.placeholder {
        return GETA_MARK;
    }
    shown.chars().find(|c| may_stand_in_to_unicode(*c)).unwrap_or(' ')
}

/// Finds the glyphs that the pages show and cuts their faces down to them.
pub(super) fn cut(document: &Document, pages: &[Page], library: &FontLibrary) -> (Subsets, Vec<Diagnostic>) {
    let mut faces: Vec<Option<Subset>> = Vec::new();
    for line in pages.iter().flat_map(|page| page.lines.iter().chain(page.artifacts())) {
        let text = line.text(document);
        for run in &line.runs {
            let place = usize::from(run.face.0);
            if faces.len() <= place {
                faces.resize_with(place + 1, || None);
            }
            let (Some(slot), Some(face)) = (faces.get_mut(place), library.face(run.face)) else { continue };
            let subset = slot.get_or_insert_with(|| Subset::new(run.face));
            for glyph in &run.glyphs {
                subset.take(*glyph, shown(*glyph, text), face);
            }
        }
    }
    let (mut diagnostics, mut together) = (Vec::new(), 0);
    for (slot, (id, source)) in faces.iter_mut().zip(library.sources()) {
        // The slot first: asking for a face opens it, and the fallback alone is 15 MB.
        let Some(subset) = slot.as_mut() else { continue };
        let Some(face) = library.face(id) else { continue };
        match program(face, &subset.codes, together) {
            Ok(program) => {
                together += program.len();
                subset.font = Some(parsed_font(face, subset));
                subset.program = Some(program);
            }
            Err(problem) => {
                diagnostics.push(unreadable(&source.name, subset, &problem));
                *slot = None;
            }
        }
    }
    (Subsets { faces }, diagnostics)
}

/// How many bytes of programs a document may have before the last: a face made for it has as many as are let in, and there may be more of them.
const LONGEST_TOGETHER: usize = 64 << 20;

/// The program of a face cut down to these glyphs, or why there is none; so many bytes of other faces are in the document.
fn program(face: &Face, codes: &GlyphRemapper, together: usize) -> Result<FontProgram, Message> {
    let glyphs: Vec<u16> = codes.remapped_gids().collect();
    let beyond = || message!("an outline cannot be followed, or is out of all measure");
    if together > LONGEST_TOGETHER {
        return Err(beyond());
    }
    if face.is_cff() {
        return face.cut_cff(&glyphs).map(FontProgram::PackedCff).ok_or_else(beyond);
    }
    if !face.may_cut_glyf(&glyphs) {
        return Err(beyond());
    }
    subsetter::subset(face.data(), 0, codes).map(FontProgram::TrueType).map_err(|problem| Message::foreign(problem.to_string()))
}

/// Puts the programs into the place of their stand-ins, which printpdf took for TrueType, and widths and texts of all glyphs
/// into the place of those of the one that it was shown.
pub(super) fn embed(pdf: &mut Pdf, programs: Vec<Program>) {
    for Program { id, program, glyphs } in programs {
        // printpdf writes no dictionary for a face of which nothing is drawn.
        let Some((font, descriptor, stream)) = places(pdf, &id) else { continue };
        to_unicode::complete(pdf, font, &glyphs);
        if let Ok(descendant) = pdf.get_dictionary_mut(font).and_then(descendant_mut) {
            // One run of widths from code 1 on (ISO 32000-1, 9.7.4.3).
            let widths: Vec<Object> = glyphs.iter().map(|code| i64::from(code.advance).into()).collect();
            descendant.set("W", vec![Object::from(1), widths.into()]);
        }
        let (dictionary, bytes) = match program {
            FontProgram::TrueType(bytes) => {
                pdf.set_object(stream, Stream::new(dictionary! { "Length1" => bytes.len() as i64 }, bytes));
                continue;
            }
            FontProgram::PackedCff(bytes) => (dictionary! { "Subtype" => "CIDFontType0C", "Filter" => "FlateDecode" }, bytes),
        };
        pdf.set_object(stream, Stream::new(dictionary, bytes));
        if let Ok(descriptor) = pdf.get_dictionary_mut(descriptor) {
            descriptor.remove(b"FontFile2");
            descriptor.set("FontFile3", stream);
        }
        if let Ok(descendant) = pdf.get_dictionary_mut(font).and_then(descendant_mut) {
            descendant.set("Subtype", "CIDFontType0");
            descendant.remove(b"CIDToGIDMap");
        }
    }
}

/// The font dictionary, the descriptor and the program's stream of a resource name.
fn places(pdf: &Pdf, id: &FontId) -> Option<(ObjectId, ObjectId, ObjectId)> {
    let page = pdf.page_iter().next()?;
    let resources = pdf.get_dictionary(page).ok()?.get_deref(b"Resources", pdf).ok()?.as_dict().ok()?;
    let font = resources.get_deref(b"Font", pdf).ok()?.as_dict().ok()?.get(id.0.as_bytes()).ok()?.as_reference().ok()?;
    let descendants = pdf.get_dictionary(font).ok()?.get(b"DescendantFonts").ok()?.as_array().ok()?;
    let descriptor = descendants.first()?.as_dict().ok()?.get(b"FontDescriptor").ok()?.as_reference().ok()?;
    let stream = pdf.get_dictionary(descriptor).ok()?.get(b"FontFile2").ok()?.as_reference().ok()?;
    Some((font, descriptor, stream))
}

fn descendant_mut(font: &mut Dictionary) -> lopdf::Result<&mut Dictionary> {
    let descendants = font.get_mut(b"DescendantFonts")?.as_array_mut()?;
    descendants.first_mut().ok_or(lopdf::Error::DictKey("DescendantFonts".to_string()))?.as_dict_mut()
}

fn unreadable(name: &str, subset: &Subset, problem: &Message) -> Diagnostic {
    let lost: String = subset.glyphs.iter().skip(1).take(12).map(|code| code.text).collect();
    Diagnostic::error(
        "face-unreadable",
        message!(
            "the face {name} cannot be embedded ({problem}), what is set in it is missing from the pdf",
            name = name.to_string(),
            problem = problem.clone()
        ),
    )
    .quoting(lost)
    .hint("put a sound copy of that face into the font folder; `jiangyi fonts` lists where faces are taken from")
}

/// A face in the form that printpdf takes without its own font engine: widths and metrics in thousandths.
fn parsed_font(face: &Face, subset: &Subset) -> ParsedFont {
    let metrics = face.metrics();
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    ParsedFont {
        font_name: Some(format!("{}+{}", subset_tag(face, subset), face.postscript_name())),
        original_bytes: STAND_IN.to_vec(),
        font_index: 0,
        codepoint_to_glyph: BTreeMap::new(), // text is shown by glyph ids only
        glyph_widths: BTreeMap::new(),       // `embed` writes them
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: metrics.ascent, descent: metrics.descent },
        font_type: if face.is_cff() { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise: 1,
            caret_slope_run: 0,
            us_weight_class: metrics.weight,
        },
    }
}

/// Six capitals that tell this subset from others of the face (ISO 32000-1, 9.6.4), from the glyphs that it holds.
fn subset_tag(face: &Face, subset: &Subset) -> String {
    let mut hash = Sha256::new();
    hash.update(face.postscript_name());
    let glyphs: Vec<u8> = subset.codes.remapped_gids().flat_map(u16::to_be_bytes).collect();
    hash.update(&glyphs);
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// A code of that number and text, for tests.
#[cfg(test)]
pub(super) fn code(cid: u16, text: char) -> Code {
    Code { cid, advance: 1000, text, settled: true }
}
