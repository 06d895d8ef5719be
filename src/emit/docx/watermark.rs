//! The watermark as Word makes it: WordArt in VML, anchored in the header, behind the text.
//!
//! Word's dialog "Custom watermark" knows its own watermarks by the shape's name; with it a person can change or remove ours
//! there. WPS and LibreOffice read the same shape.
//!
//! **Always true:** each shape has an id of its own; the text is as long as on the pages.

use std::fmt::Write;

use super::xml::escaped;
use crate::layout::{Line, LineSource, Watermark};
use crate::length::Length;
use crate::template::Template;

/// The namespaces of VML, as attributes of the part's root.
pub const NAMESPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// Text along a straight line: shape type 136 of Office, word for word as Word writes it.
const TEXT_PATH: &str = "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\">\
     <v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/>\
     <v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/>\
     <v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>\
     <v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/>\
     <v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles>\
     <o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>";

/// The run that holds the shape, for the header of that number.
pub fn shape(number: usize, watermark: &Watermark, template: &Template) -> String {
    let (size, length) = extent(&watermark.line);
    let LineSource::Furniture(text) = &watermark.line.source else { return String::new() };
    let face = template.furniture.watermark.as_ref().map_or("", |style| template.font_name(style.face));
    let grey = u32::from(watermark.lightness.min(100)) * 255 / 100;
    let points = |length: Length| format!("{}.{:02}pt", length.to_centi_pt() / 100, length.to_centi_pt() % 100);
    let mut out = format!("<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{TEXT_PATH}");
    // holds: writing to a String cannot fail
    let _ = write!(
        out,
        "<v:shape id=\"PowerPlusWaterMarkObject{number}\" o:spid=\"_x0000_s{spid}\" type=\"#_x0000_t136\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:{width};height:{height};rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:center;mso-position-vertical-relative:margin\" \
         o:allowincell=\"f\" fillcolor=\"#{grey:02x}{grey:02x}{grey:02x}\" stroked=\"f\">\
         <v:textpath style=\"font-family:&quot;{face}&quot;;font-size:1pt\" string=\"{text}\"/></v:shape></w:pict></w:r>",
        spid = 2048 + number,
        width = points(length),
        height = points(size),
        face = escaped(face),
        text = escaped(text),
    );
    out
}

/// How high and how long the text is: its size, and from its first glyph's origin to a size behind its last one's, less the
/// half em that a Latin letter takes. The shape is filled with the text's ink, whatever the box.
fn extent(line: &Line) -> (Length, Length) {
    let size = line.runs.first().map_or(Length::pt(1), |run| run.size);
    let last = line.runs.last().and_then(|run| run.glyphs.last());
    let text = match &line.source {
        LineSource::Furniture(text) => text.as_str(),
        LineSource::Block { .. } | LineSource::Contents { .. } => "",
    };
    let wide = if text.ends_with(|c: char| c.is_ascii()) { size / 2 } else { size };
    (size, last.map_or(size, |glyph| glyph.x + wide))
}
