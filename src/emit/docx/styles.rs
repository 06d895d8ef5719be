//! `word/styles.xml`: how each role looks, in the styles that word processors know.
//!
//! All of a handout's looks are here, so that a person changes one style and not two hundred paragraphs. Headings, title,
//! body and what else has one carry Word's built-in names: navigation, contents and outline know them.
//!
//! **Always true:** every role has a paragraph style; each says face, size, colour, weight, spacing and alignment itself, so
//! that no program's own idea of a built-in style (blue, bold) shows.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::header;
use super::indents::Indents;
use super::section::{self, Grid, footer_line, share};
use super::toc;
use super::xml::{DECLARATION, W, escaped};
use crate::document::{Level, Role};
use crate::length::Length;
use crate::template::emphasis::Look;
use crate::template::spacing::is_title_group;
use crate::template::{Align, Emphasis, FaceRole, PageNumber, Prohibition, Style, Template, aliases, all_roles};

/// What a word processor calls a style.
struct Identity {
    /// What paragraphs refer to it by.
    id: &'static str,
    /// What people see. A built-in name is shown in the program's own language.
    name: &'static str,
    /// Whether the name is one of Word's own.
    is_builtin: bool,
}

const fn builtin(id: &'static str, name: &'static str) -> Identity {
    Identity { id, name, is_builtin: true }
}

const fn own(id: &'static str, name: &'static str) -> Identity {
    Identity { id, name, is_builtin: false }
}

fn identity(role: Role) -> Identity {
    match role {
        Role::Title => builtin("Title", "Title"),
        Role::Subtitle => builtin("Subtitle", "Subtitle"),
        Role::Byline => own("Byline", "Byline"),
        Role::Date => builtin("Date", "Date"),
        Role::Salutation => builtin("Salutation", "Salutation"),
        Role::Heading(level) => match level.number() {
            1 => builtin("Heading1", "heading 1"),
            2 => builtin("Heading2", "heading 2"),
            3 => builtin("Heading3", "heading 3"),
            _ => builtin("Heading4", "heading 4"),
        },
        Role::List => builtin("List", "List"),
        Role::Body => builtin("Body", "Body Text"),
        Role::Closing => builtin("Closing", "Closing"),
        Role::Signature => builtin("Signature", "Signature"),
        Role::SignatureDate => own("SignatureDate", "Signature Date"),
        Role::Attachment => own("Attachment", "Attachment"),
        Role::Note => own("Note", "Note"),
        Role::Meta => own("Meta", "Meta"),
        Role::Dialogue => own("Dialogue", "Dialogue"),
        Role::Stage => own("Stage", "Stage Direction"),
        Role::Verse => own("Verse", "Verse"),
        Role::Table => own("TableRow", "Table Row"),
        Role::Noise => own("Noise", "Noise"),
    }
}

/// The style of a role's paragraphs.
pub fn style_id(role: Role) -> &'static str {
    identity(role).id
}

/// The character style of a run-in that does the work of a heading of this level.
const fn run_in_id(level: Level) -> &'static str {
    match level.number() {
        1 => "RunIn1",
        2 => "RunIn2",
        3 => "RunIn3",
        _ => "RunIn4",
    }
}

/// The character style of a stretch that stands out.
pub const fn look_id(look: Look) -> &'static str {
    match look {
        Look::Heading(level) => run_in_id(level),
        Look::Bold => "RunInBold",
        Look::Kai => "RunInKai",
    }
}

/// The character style of a mark that must come from this Chinese face though its code point is Latin: `·`, a page
/// number's dashes.
pub const fn mark_id(face: FaceRole) -> &'static str {
    match face {
        FaceRole::Fang => "MarkFang",
        FaceRole::Kai => "MarkKai",
        FaceRole::Hei => "MarkHei",
        FaceRole::Title => "MarkTitle",
        FaceRole::Song => "MarkSong",
        FaceRole::Latin => "MarkLatin",
        FaceRole::LatinBold => "MarkLatinBold",
    }
}

/// The part.
pub fn styles(template: &Template, grid: &Grid, language: &str, has_toc: bool) -> String {
    let mut out = String::with_capacity(24 * 1024);
    // holds: writing to a String cannot fail, here and below
    let _ = write!(out, "{DECLARATION}<w:styles {W}>");
    defaults(&mut out, template, grid, language);
    for role in all_roles() {
        paragraph_style(&mut out, role, template, grid);
    }
    if let Some(number) = &template.page_number {
        footer_styles(&mut out, number, template);
    }
    if header::is_wanted(template) {
        out.push_str(&header::style(template, |face| fonts(template, FaceRole::Latin, face)));
    }
    if has_toc {
        out.push_str(&toc::styles(template, grid, |latin, han| fonts(template, latin, han)));
    }
    if has_toc || template.page.columns > 1 {
        out.push_str(&section::end_style());
    }
    character_styles(&mut out, template);
    out.push_str("</w:styles>");
    out
}

/// What holds where no style says otherwise: the body's type, and the rules of Chinese line breaking.
fn defaults(out: &mut String, template: &Template, grid: &Grid, language: &str) {
    let body = template.style(Role::Body);
    let size = half_points(body.size);
    let _ = write!(
        out,
        "<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val=\"000000\"/><w:spacing w:val=\"{tracking}\"/><w:kern w:val=\"2\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"en-US\" w:eastAsia=\"{language}\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        fonts = fonts(template, body.latin, body.face),
        tracking = grid.tracking,
    );
    // Of Word's 376 built-in styles the gallery shows those below, not the rest.
    out.push_str(
        "<w:latentStyles w:defLockedState=\"0\" w:defUIPriority=\"99\" w:defSemiHidden=\"1\" w:defUnhideWhenUsed=\"1\" \
         w:defQFormat=\"0\" w:count=\"376\"/>",
    );
    // LibreOffice reads `overflowPunct` the wrong way round, and does not print a mark that hangs behind a full line of Han. Were it off
    // here, it would print 15 marks less in the sample speeches; Word, where it is on by default, prints them all either way.
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl/>\
         <w:kinsoku{kinsoku}/><w:overflowPunct/><w:topLinePunct{top}/><w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd w:val=\"0\"/>\
         <w:snapToGrid/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/></w:pPr></w:style>",
        grid.pitch,
        kinsoku = off_unless(template.lines.prohibition > Prohibition::None),
        top = off_unless(template.lines.squeeze_line_start),
    );
}

/// The attribute of a switch that is off.
const fn off_unless(on: bool) -> &'static str {
    if on { "" } else { " w:val=\"0\"" }
}

fn paragraph_style(out: &mut String, role: Role, template: &Template, grid: &Grid) {
    let Identity { id, name, is_builtin } = identity(role);
    let style = template.style(role);
    let custom = if is_builtin { "" } else { " w:customStyle=\"1\"" };
    let priority = match role {
        Role::Heading(_) => 9,
        Role::Title => 10,
        Role::Subtitle => 11,
        _ => 1,
    };
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
         <w:next w:val=\"{next}\"/><w:uiPriority w:val=\"{priority}\"/><w:qFormat/><w:pPr>{keep}{snap}\
         <w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"exact\"/>{indents}<w:jc w:val=\"{align}\"/>",
        next = next(role),
        keep = match (style.keep_with_next, style.keep_with_next || is_title_group(role)) {
            (true, _) => "<w:keepNext/><w:keepLines/>",
            (false, true) => "<w:keepLines/>", // as on the pages, where a title of several lines is never parted
            (false, false) => "",
        },
        // LibreOffice gives type that is taller than a cell of the grid two of them, whatever the exact spacing says, and lines
        // that are to span several cells one.
        snap = if grid.is_of_body_size(style) && style.line_span == 1 { "" } else { NO_SNAP },
        before = style.blank_before as i64 * grid.pitch,
        after = style.blank_after as i64 * grid.pitch,
        line = style.line_span as i64 * grid.pitch,
        indents = Indents::of(style).element(Indents::NONE, style, grid),
        align = alignment(style.align),
    );
    if let Some(level) = role.level() {
        let _ = write!(out, "<w:outlineLvl w:val=\"{}\"/>", level.number() - 1);
    }
    let size = half_points(style.size);
    let _ = write!(
        out,
        "</w:pPr><w:rPr>{fonts}{weight}<w:color w:val=\"000000\"/><w:spacing w:val=\"{tracking}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        fonts = fonts(template, style.latin, style.face),
        weight = if is_bold(template, style.face) { BOLD } else { NOT_BOLD },
        tracking = grid.tracking_of(role, style),
    );
}

const BOLD: &str = "<w:b/><w:bCs/>";
const NOT_BOLD: &str = "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>";

/// Whether what is in this face is set bold, because the face that its name asks for does not stand out by itself.
pub fn is_bold(template: &Template, face: FaceRole) -> bool {
    aliases::wants_bold(face, template.font_name(face))
}

/// The character style of Latin letters and figures in a line of this style, where they are bold and its Han are not: a program knows
/// but one weight for both.
pub fn bold_latin_id(template: &Template, style: &Style) -> Option<&'static str> {
    (style.latin == FaceRole::LatinBold && !is_bold(template, style.face)).then_some("LatinBold")
}

/// That a paragraph's lines are not moved onto those of the grid.
pub const NO_SNAP: &str = "<w:snapToGrid w:val=\"0\"/>";

/// The style of the paragraph that a person types after one of this role.
fn next(role: Role) -> &'static str {
    match role {
        Role::Title | Role::Subtitle | Role::Salutation | Role::Heading(_) => style_id(Role::Body),
        _ => style_id(role),
    }
}

const fn alignment(align: Align) -> &'static str {
    match align {
        Align::Justify => "both",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

/// Faces by name; never by theme, for a missing theme makes WPS ask for fonts.
fn fonts(template: &Template, latin: FaceRole, han: FaceRole) -> String {
    let (latin, han) = (escaped(template.font_name(latin)), escaped(template.font_name(han)));
    format!("<w:rFonts w:ascii=\"{latin}\" w:eastAsia=\"{han}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\"/>")
}

/// Font sizes in DOCX are half points.
fn half_points(size: Length) -> i64 {
    (size.to_twips() + 5) / 10
}

/// Odd pages have the number on the right, even pages on the left (GB/T 9704—2012, 7.5).
fn footer_styles(out: &mut String, number: &PageNumber, template: &Template) {
    let (chars, twips) = (number.outer_indent, share(number.outer_indent, number.size));
    let side = |side: &str| if chars == 0 { String::new() } else { format!("<w:ind w:{side}=\"{twips}\" w:{side}Chars=\"{chars}\"/>") };
    let size = half_points(number.size);
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn w:val=\"Normal\"/>\
         <w:uiPriority w:val=\"99\"/><w:pPr><w:snapToGrid w:val=\"0\"/>\
         <w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" w:lineRule=\"exact\"/>{right}<w:jc w:val=\"right\"/></w:pPr>\
         <w:rPr>{fonts}<w:spacing w:val=\"0\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        line = footer_line(number),
        right = side("right"),
        fonts = fonts(template, FaceRole::Latin, number.face),
    );
    if number.mirrored {
        let clear = if chars == 0 { "" } else { " w:right=\"0\" w:rightChars=\"0\"" };
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"FooterEven\"><w:name w:val=\"Footer Even\"/>\
             <w:basedOn w:val=\"Footer\"/><w:uiPriority w:val=\"99\"/><w:pPr>{}<w:jc w:val=\"left\"/></w:pPr></w:style>",
            side("left").replace("/>", &format!("{clear}/>")),
        );
    }
}

/// Run-ins with a heading's face, and marks of each face in use, for a program that would take them from the Latin face.
fn character_styles(out: &mut String, template: &Template) {
    out.push_str(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/>\
         <w:uiPriority w:val=\"1\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>",
    );
    if let Some(numbers) = &template.line_numbers {
        let (fonts, size) = (fonts(template, FaceRole::Latin, FaceRole::Song), half_points(numbers.size));
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"LineNumber\"><w:name w:val=\"line number\"/><w:basedOn w:val=\"DefaultParagraphFont\"/>\
             <w:uiPriority w:val=\"99\"/><w:unhideWhenUsed/><w:rPr>{fonts}<w:spacing w:val=\"0\"/><w:sz w:val=\"{size}\"/>\
             <w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    let mut character_style = |id: &str, name: &str, fonts: String| {
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"DefaultParagraphFont\"/><w:uiPriority w:val=\"12\"/><w:qFormat/><w:rPr>{fonts}</w:rPr></w:style>"
        );
    };
    for level in (1..=4).map(Level::new) {
        let style = template.style(Role::Heading(level));
        let weight = if is_bold(template, style.face) { BOLD } else { "" };
        character_style(run_in_id(level), &format!("Run-in {}", level.number()), fonts(template, style.latin, style.face) + weight);
    }
    if all_roles().into_iter().any(|role| bold_latin_id(template, template.style(role)).is_some()) {
        let bold = escaped(template.font_name(FaceRole::LatinBold));
        character_style("LatinBold", "Latin Bold", format!("<w:rFonts w:ascii=\"{bold}\" w:hAnsi=\"{bold}\" w:cs=\"{bold}\"/>{BOLD}"));
    }
    let wanted = |emphasis| {
        let uses = |role| {
            template.style(role).level_run_in == emphasis
                || template.style(role).run_in == emphasis
                || template.style(role).inner == emphasis
        };
        all_roles().into_iter().any(uses)
    };
    if wanted(Emphasis::Bold) {
        character_style(look_id(Look::Bold), "Run-in Bold", BOLD.to_string());
    }
    if wanted(Emphasis::Kai) {
        let kai = escaped(template.font_name(FaceRole::Kai));
        character_style(look_id(Look::Kai), "Run-in Kai", format!("<w:rFonts w:eastAsia=\"{kai}\"/>"));
    }
    let faces = all_roles().into_iter().map(|role| template.style(role).face);
    for face in faces.chain(template.page_number.iter().map(|number| number.face)).collect::<BTreeSet<FaceRole>>() {
        let id = mark_id(face);
        character_style(id, &id.replace("Mark", "Mark "), fonts(template, face, face));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Region;
    use crate::template::load;
    use crate::template::sample::gbt9704;

    fn styles_of(template: &Template) -> String {
        styles(template, &Grid::of(template), "zh-CN", false)
    }

    /// One style's definition.
    fn style_of<'a>(styles: &'a str, id: &str) -> &'a str {
        let rest = &styles[styles.find(&format!("w:styleId=\"{id}\"")).expect("the style is there")..];
        &rest[..rest.find("</w:style>").expect("it ends")]
    }

    #[test]
    fn indents_stand_in_characters_and_twips() {
        let styles = styles_of(&gbt9704());
        assert!(style_of(&styles, "Body").contains("<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/>"));
        assert!(
            style_of(&styles, "Verse").contains("<w:ind w:left=\"1920\" w:leftChars=\"600\" w:hanging=\"640\" w:hangingChars=\"200\"/>")
        );
        assert!(!style_of(&styles, "Salutation").contains("w:ind"), "flush left");
        let own = load("own", "[style.list]\nfirst-indent = -2\nleft-indent = 2.5").expect("good");
        let hanging = "<w:ind w:left=\"800\" w:leftChars=\"250\" w:hanging=\"640\" w:hangingChars=\"200\"/>";
        assert!(style_of(&styles_of(&own), "List").contains(hanging));
    }

    #[test]
    fn headings_are_built_in_and_have_their_outline_level() {
        let styles = styles_of(&gbt9704());
        for (level, face) in [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")] {
            let style = style_of(&styles, &format!("Heading{level}"));
            assert!(style.contains(&format!("<w:name w:val=\"heading {level}\"/>")));
            assert!(style.contains(&format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)));
            assert!(style.contains(&format!("w:eastAsia=\"{face}\"")));
            assert!(style.contains("<w:keepNext/>") && style.contains("<w:qFormat/>") && style.contains("<w:b w:val=\"0\"/>"));
        }
    }

    #[test]
    fn every_role_has_a_style_of_its_own() {
        let ids: BTreeSet<&str> = all_roles().into_iter().map(style_id).collect();
        assert_eq!(ids.len(), all_roles().len());
    }

    #[test]
    fn blank_lines_and_spans_are_whole_grid_lines() {
        let styles = styles_of(&load("own", "[style.title]\nline-span = 2\nblank-before = 2").expect("good"));
        assert!(style_of(&styles, "Title").contains("w:before=\"1158\" w:after=\"579\" w:line=\"1158\" w:lineRule=\"exact\""));
        assert!(style_of(&styles, "Body").contains("w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\""));
    }

    #[test]
    fn a_style_whose_lines_span_several_cells_is_not_moved_onto_the_grid() {
        let styles = styles_of(&load("own", "[style.body]\nline-span = 2").expect("good"));
        assert!(
            style_of(&styles, "Body").contains("<w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"1158\"")
        );
        assert!(!style_of(&styles, "List").contains("snapToGrid"), "one cell, as the grid's");
    }

    #[test]
    fn what_stands_out_on_the_pages_of_a_traditional_text_is_bold() {
        let named = |own: &str| styles_of(&load("own", own).expect("good").named_for(Region::Tw));
        let traditional = named("");
        for (id, bold) in [("Title", true), ("Heading1", true), ("RunIn1", true), ("Heading2", false), ("RunIn2", false), ("Body", false)] {
            let style = style_of(&traditional, id);
            assert_eq!((style.contains("<w:b/><w:bCs/>"), style.contains("標楷體")), (bold, true), "{id}");
        }
        assert!(!traditional.contains("LatinBold"), "figures are as bold as the rest");
        let own = named("[font-names-traditional]\nhei = '微軟正黑體'");
        assert!(style_of(&own, "Heading1").contains("<w:b w:val=\"0\"/>"), "it stands out by itself");
    }

    #[test]
    fn figures_of_a_title_are_bold_as_on_the_pages() {
        let latin = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:b/><w:bCs/>";
        assert!(style_of(&styles_of(&gbt9704()), "LatinBold").contains(latin));
        assert!(!styles_of(&load("own", "[style.title]\nlatin = 'latin'").expect("good")).contains("LatinBold"));
    }

    #[test]
    fn headings_and_titles_are_never_parted() {
        let styles = styles_of(&load("own", "[style.title]\nkeep-with-next = false").expect("good"));
        for (id, with_next, lines) in [("Title", false, true), ("Heading3", true, true), ("Date", true, true), ("Body", false, false)] {
            let style = style_of(&styles, id);
            assert_eq!((style.contains("<w:keepNext/>"), style.contains("<w:keepLines/>")), (with_next, lines), "{id}");
        }
    }

    #[test]
    fn the_page_number_stands_one_character_in_on_either_side() {
        let styles = styles_of(&gbt9704());
        assert!(style_of(&styles, "Footer").contains("<w:ind w:right=\"280\" w:rightChars=\"100\"/><w:jc w:val=\"right\"/>"));
        let even = "<w:ind w:left=\"280\" w:leftChars=\"100\" w:right=\"0\" w:rightChars=\"0\"/><w:jc w:val=\"left\"/>";
        assert!(style_of(&styles, "FooterEven").contains(even));
    }

    #[test]
    fn a_font_name_with_marks_of_xml_does_no_harm() {
        let own = load("own", "[font-names]\nfang = 'A\"<&'").expect("good");
        assert!(styles_of(&own).contains("w:eastAsia=\"A&quot;&lt;&amp;\""));
    }

    #[test]
    fn run_ins_have_styles_where_the_template_sets_them_off() {
        let own = styles_of(&load("own", "[style.body]\nrun-in = \"bold\"\ninner = \"kai\"").expect("good"));
        assert!(style_of(&own, "RunInBold").contains("<w:b/><w:bCs/>"));
        assert!(style_of(&own, "RunInKai").contains("<w:rFonts w:eastAsia=\"楷体_GB2312\"/>"));
        assert!(!styles_of(&gbt9704()).contains("RunInBold"), "unused, not there");
    }

    #[test]
    fn every_paragraph_style_says_size_colour_and_weight_itself_and_is_in_the_gallery() {
        let styles = styles_of(&gbt9704());
        for role in all_roles() {
            let style = style_of(&styles, style_id(role));
            for said in
                ["<w:qFormat/>", "<w:uiPriority ", "w:lineRule=\"exact\"", "<w:b w:val=\"0\"/>", "<w:color w:val=\"000000\"/>", "<w:sz "]
            {
                assert!(style.contains(said), "{role:?}: {said}");
            }
            assert_eq!(style.contains("<w:keepNext/>"), gbt9704().style(role).keep_with_next, "{role:?}");
        }
    }

    #[test]
    fn normal_has_the_rules_of_chinese_lines_and_is_the_default() {
        let styles = styles_of(&gbt9704());
        let normal = style_of(&styles, "Normal");
        assert!(styles.contains("w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\""));
        let rules = "<w:widowControl/><w:kinsoku/><w:overflowPunct/><w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd w:val=\"0\"/>";
        assert!(normal.contains(rules), "{normal}");
    }

    #[test]
    fn no_theme_font_is_named() {
        assert!(!styles_of(&gbt9704()).contains("Theme"));
    }
}
