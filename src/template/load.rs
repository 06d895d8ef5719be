//! Reads a template file and checks every value; a wrong one is answered with its line and what is allowed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use serde::Deserialize;
use toml::de::{DeTable, Deserializer};

use super::allowed::{self, Places};
use super::furniture::{self, Furniture, RunningHead, Watermark};
use super::keys::{File, LineFile, PageFile, PageNumberFile, StyleFile};
use super::reader::{Reader, line_of};
use super::{
    Align, Emphasis, FaceRole, FirstPage, LineRules, PageGeometry, PageNumber, Prohibition, Style, Template, all_roles, page_number, paper,
    style_key,
};
use super::{checks, margins};
use crate::diagnostic::near;
use crate::document::Role;
use crate::length::Length;
use crate::message;
use crate::message::{Message, either};

/// The templates that come with the program: name and TOML source.
const BUILTIN: &[(&str, &str)] = &[
    ("gbt9704", include_str!("builtin/gbt9704.toml")),
    ("reading", include_str!("builtin/reading.toml")),
    ("study", include_str!("builtin/study.toml")),
    ("compact", include_str!("builtin/compact.toml")),
];

/// The names of the built-in templates, the default first.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(name, _)| *name)
}

/// The TOML source of a built-in template.
pub fn builtin_source(name: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// What is wrong with a template file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// 1-based line, where it is known.
    pub line: Option<usize>,
    /// One sentence: what is wrong and what is allowed.
    pub message: Message,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Error for TemplateError {}

/// A template from its TOML. Keys left out keep the values of `gbt9704`.
///
/// ```
/// let own = jiangyi::template::load("own", "[style.body]\nsize-pt = 14").unwrap();
/// assert_eq!(own.style(jiangyi::document::Role::Body).size, jiangyi::length::Length::pt(14));
/// assert!(jiangyi::template::load("own", "[page]\nlines = 0").is_err());
/// ```
pub fn load(name: &str, source: &str) -> Result<Template, TemplateError> {
    let (own, places) = parse(source)?;
    // The built-in file under itself changes nothing, and any other name gets its values for keys left out.
    let (base, _) = parse(BUILTIN[0].1)?;
    let reader = Reader::of(source, places);
    check_style_names(&reader, &own)?;
    build(name, &own, &base, &reader)
}

/// A file, and where its keys stand.
fn parse(source: &str) -> Result<(File, Places), TemplateError> {
    let refuse = |e: toml::de::Error| {
        let line = e.span().map(|span| line_of(source, span.start));
        let written = line.and_then(|line| source.lines().nth(line - 1)).unwrap_or_default();
        TemplateError { line, message: in_our_words(e.message().lines().next().unwrap_or("not a template"), written) }
    };
    let table = DeTable::parse(source).map_err(refuse)?;
    let places = allowed::survey(table.get_ref(), source)?;
    Ok((File::deserialize(Deserializer::from(table)).map_err(refuse)?, places))
}

/// A reader's message: of a value without quotes, of a key in a wrong table, of one that is nearly right.
fn in_our_words(message: &str, written: &str) -> Message {
    if message.starts_with("string values must be quoted") {
        let written: String = written.trim().chars().take(60).collect();
        return message!("`{written}` is no key and value; a number stands without its unit, any other value in quotes", written);
    }
    let mut names = message.split('`').skip(1).step_by(2);
    let typed = names.next().filter(|_| message.starts_with("unknown")).unwrap_or_default().to_string();
    let tables: Vec<&str> = allowed::tables_of(&typed).collect();
    if !tables.is_empty() {
        let tables = tables.iter().map(|table| format!("[{table}]")).collect::<Vec<_>>();
        let tables = either(&tables.iter().map(String::as_str).collect::<Vec<_>>());
        return message!("unknown field `{typed}` in this place; it stands below a line {tables}", typed, tables);
    }
    match near(&typed, names) {
        near if near.is_empty() => Message::foreign(message),
        near => message!("unknown field `{typed}`; did you mean {near}?", typed, near = either(&near)),
    }
}

fn check_style_names(reader: &Reader<'_>, file: &File) -> Result<(), TemplateError> {
    let known: Vec<String> = all_roles().into_iter().map(style_key).collect();
    match file.style.keys().find(|name| *name != "default" && !known.contains(name)) {
        Some(name) => Err(reader.refuse(&format!("style.{name}"), "", unknown_role(name, &known))),
        None => Ok(()),
    }
}

fn unknown_role(name: &str, known: &[String]) -> Message {
    let near = near(name, known.iter().map(String::as_str));
    let (name, known) = (name.to_string(), known.join(" "));
    let what = message!("no role is called `{name}`; known are default {known}", name, known);
    if near.is_empty() { what } else { message!("{what}; did you mean {near}?", what, near = either(&near)) }
}

fn build(name: &str, own: &File, base: &File, reader: &Reader<'_>) -> Result<Template, TemplateError> {
    let page = page_geometry(reader, &own.page, &base.page)?;
    let mut styles = BTreeMap::new();
    for role in all_roles() {
        styles.insert(role, style(reader, role, own, base)?);
    }
    // holds: all_roles() lists the body.
    let size = styles[&Role::Body].size;
    for (role, style) in &mut styles {
        if !checks::indents_are_said(reader, *role) && !checks::has_room(style, size, &page) {
            // On a page for a few characters ours are no use.
            (style.first_indent, style.left_indent, style.right_indent) = (0, 0, 0);
        }
    }
    let mut font_names = base.font_names.clone();
    font_names.extend(own.font_names.clone());
    let font_names_traditional = own.font_names_traditional.clone();
    // holds: all_roles() lists the body.
    let body = styles[&Role::Body].clone();
    let description = own.description.clone().unwrap_or_else(|| format!("{name}, made from gbt9704"));
    let page_number = page_number(reader, own.page_number.as_ref(), base.page_number.as_ref())?;
    let furniture = furniture(reader, own)?;
    let lines = line_rules(&own.line, &base.line);
    let notes = margins::notes(reader, own.notes.as_ref())?;
    let line_numbers = margins::line_numbers(reader, own.line_numbers.as_ref())?;
    let template = Template {
        name: name.to_string(),
        description,
        page,
        lines,
        page_number,
        notes,
        line_numbers,
        furniture,
        first_page: own.page.first_page.or(base.page.first_page).unwrap_or(FirstPage::Same),
        toc: own.page.toc.or(base.page.toc).unwrap_or(false),
        font_names,
        font_names_traditional,
        styles,
        body,
    };
    checks::check(reader, &template)?;
    Ok(template)
}

/// The page number of the first built-in template, in a form of one's own.
pub(super) fn builtin_page_number(format: &str) -> Option<PageNumber> {
    let (name, source) = BUILTIN.first()?;
    let number = load(name, source).ok()?.page_number?;
    Some(PageNumber { format: format.to_string(), ..number })
}

/// Running head, watermark, swapped margins. The built-in templates have none.
fn furniture(reader: &Reader<'_>, own: &File) -> Result<Furniture, TemplateError> {
    let text = |table: &str, said: &Option<String>, check: fn(&str) -> Result<String, Message>| {
        let checked = said.as_deref().map(check).transpose().map_err(|why| reader.refuse(table, "text", why))?;
        Ok(checked.filter(|text| !text.is_empty()))
    };
    let (header, watermark) = (&own.header, &own.watermark);
    let head = text("header", &header.text, furniture::head_text)?.map(RunningHead::of);
    let head = head.map(|usual| {
        let number = |key: &str, value: Option<f64>, usual| match value {
            None => Ok(usual),
            Some(_) => reader.number("header", key, value).map(if key == "size-pt" { Length::milli_pt } else { Length::micrometres }),
        };
        Ok(RunningHead {
            size: number("size-pt", header.size_pt, usual.size)?,
            above: number("above-mm", header.above_mm, usual.above)?,
            face: header.face.unwrap_or(usual.face),
            text: usual.text,
        })
    });
    let mark = text("watermark", &watermark.text, furniture::watermark_text)?.map(Watermark::of);
    let mark = mark.map(|usual| {
        let lightness = reader.count("watermark", "lightness", watermark.lightness.or(Some(usual.lightness.into())))?;
        Ok(Watermark { lightness: lightness as u8, face: watermark.face.unwrap_or(usual.face), text: usual.text })
    });
    Ok(Furniture { head: head.transpose()?, watermark: mark.transpose()?, mirror: own.page.mirror.unwrap_or(false) })
}

/// The page. On another paper than the base's, lines and characters that are not said follow from the base's grid.
fn page_geometry(reader: &Reader<'_>, own: &PageFile, base: &PageFile) -> Result<PageGeometry, TemplateError> {
    let said = measured(reader, own, base)?;
    let usual = measured(&Reader::default(), &PageFile::default(), base)?;
    if (said.width, said.height) == (usual.width, usual.height) {
        return Ok(said);
    }
    let fitted = said.with_grid_of(&usual);
    Ok(PageGeometry {
        lines: if own.lines.is_none() { fitted.lines } else { said.lines },
        characters: if own.characters.is_none() { fitted.characters } else { said.characters },
        ..said
    })
}

fn measured(reader: &Reader<'_>, own: &PageFile, base: &PageFile) -> Result<PageGeometry, TemplateError> {
    let paper = own.paper.as_deref().or(base.paper.as_deref()).unwrap_or("a4");
    let (_, width, height) = paper::named(paper).map_err(|why| reader.refuse("page", "paper", why))?;
    let mm = |key: &str, own: Option<f64>, base: Option<f64>| reader.number("page", key, own.or(base)).map(Length::micrometres);
    Ok(PageGeometry {
        width: if own.width_mm.is_none() { width } else { mm("width-mm", own.width_mm, None)? },
        height: if own.height_mm.is_none() { height } else { mm("height-mm", own.height_mm, None)? },
        top: mm("top-mm", own.top_mm, base.top_mm)?,
        bottom: mm("bottom-mm", own.bottom_mm, base.bottom_mm)?,
        left: mm("left-mm", own.left_mm, base.left_mm)?,
        right: mm("right-mm", own.right_mm, base.right_mm)?,
        lines: reader.count("page", "lines", own.lines.or(base.lines))?,
        characters: reader.count("page", "characters", own.characters.or(base.characters))?,
        columns: reader.count("page", "columns", own.columns.or(base.columns))?,
        column_gap: reader.number("page", "column-gap", own.column_gap.or(base.column_gap))? / 10,
        single_sided: own.single_sided.or(base.single_sided).unwrap_or(false),
        keep_sentences: reader.count("page", "keep-sentences", own.keep_sentences.or(base.keep_sentences))?,
    })
}

fn line_rules(own: &LineFile, base: &LineFile) -> LineRules {
    LineRules {
        prohibition: own.prohibition.or(base.prohibition).unwrap_or(Prohibition::Gb),
        squeeze_line_start: own.squeeze_line_start.or(base.squeeze_line_start).unwrap_or(true),
        squeeze_paragraph_start: own.squeeze_paragraph_start.or(base.squeeze_paragraph_start).unwrap_or(false),
    }
}

fn page_number(
    reader: &Reader<'_>,
    own: Option<&PageNumberFile>,
    base: Option<&PageNumberFile>,
) -> Result<Option<PageNumber>, TemplateError> {
    let empty = PageNumberFile::default();
    if own.is_none() && base.is_none() {
        return Ok(None);
    }
    let (own, base) = (own.unwrap_or(&empty), base.unwrap_or(&empty));
    let format = own.format.clone().or_else(|| base.format.clone()).unwrap_or_else(|| "{}".to_string());
    if format == page_number::NONE {
        return Ok(None);
    }
    let format = page_number::checked(&format, "`format`").map_err(|why| reader.refuse("page-number", "format", why))?;
    let number = |key: &str, own: Option<f64>, base: Option<f64>| reader.number("page-number", key, own.or(base));
    Ok(Some(PageNumber {
        format,
        face: own.face.or(base.face).unwrap_or(FaceRole::Song),
        size: Length::milli_pt(number("size-pt", own.size_pt, base.size_pt)?),
        below: Length::micrometres(number("below-mm", own.below_mm, base.below_mm)?),
        outer_indent: number("outer-indent", own.outer_indent, base.outer_indent)? / 10,
        mirrored: own.mirrored.or(base.mirrored).unwrap_or(true),
    }))
}

/// A role's style: what the user says of it, what the built-in says of it, then the user's default, the built-in's default.
fn style(reader: &Reader<'_>, role: Role, own: &File, base: &File) -> Result<Style, TemplateError> {
    let key = style_key(role);
    let layers: Vec<StyleFile> =
        [key.as_str(), "default"].iter().flat_map(|key| [own.style.get(*key), base.style.get(*key)]).flatten().cloned().collect();
    let table = format!("style.{key}");
    let first = |pick: fn(&StyleFile) -> Option<f64>| layers.iter().find_map(pick);
    let count = |pick: fn(&StyleFile) -> Option<i64>| layers.iter().find_map(pick);
    Ok(Style {
        face: layers.iter().find_map(|s| s.face).unwrap_or(FaceRole::Fang),
        latin: layers.iter().find_map(|s| s.latin).unwrap_or(FaceRole::Latin),
        size: Length::milli_pt(reader.number(&table, "size-pt", first(|s| s.size_pt))?),
        align: layers.iter().find_map(|s| s.align).unwrap_or(Align::Justify),
        first_indent: reader.number(&table, "first-indent", first(|s| s.first_indent).or(Some(0.0)))? / 10,
        left_indent: reader.number(&table, "left-indent", first(|s| s.left_indent))? / 10,
        right_indent: reader.number(&table, "right-indent", first(|s| s.right_indent))? / 10,
        blank_before: reader.count(&table, "blank-before", count(|s| s.blank_before))?,
        blank_after: reader.count(&table, "blank-after", count(|s| s.blank_after))?,
        line_span: reader.count(&table, "line-span", count(|s| s.line_span).or(Some(1)))?,
        keep_with_next: layers.iter().find_map(|s| s.keep_with_next).unwrap_or(false),
        level_run_in: layers.iter().find_map(|s| s.level_run_in).unwrap_or(Emphasis::Heading),
        run_in: layers.iter().find_map(|s| s.run_in).unwrap_or(Emphasis::Plain),
        inner: layers.iter().find_map(|s| s.inner).unwrap_or(Emphasis::Plain),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(source: &str) -> String {
        load("own", source).expect_err("must be refused").to_string()
    }

    #[test]
    fn every_builtin_loads() {
        for name in builtin_names() {
            let source = builtin_source(name).expect("it is named");
            assert_eq!(load(name, source).map(|t| t.name), Ok(name.to_string()));
        }
    }

    #[test]
    fn gbt9704_is_22_lines_of_28_characters_in_156_by_225_mm() {
        let template = load("gbt9704", BUILTIN[0].1).expect("every_builtin_loads");
        assert_eq!((template.page.measure(), template.page.area_height()), (Length::mm(156), Length::mm(225)));
        assert_eq!((template.page.lines, template.page.characters), (22, 28));
        assert_eq!(template.page.cell().to_centi_pt(), 1579, "156 mm / 28");
        assert_eq!(template.page.pitch().to_centi_pt(), 2962, "(225 mm - one character) / 21");
        assert_eq!(template.style(Role::Title).size, Length::pt(22));
    }

    #[test]
    fn a_key_left_out_keeps_the_value_of_gbt9704() {
        let own = load("own", "[style.default]\nsize-pt = 14").expect("good");
        assert_eq!(own.style(Role::Body).size, Length::pt(14));
        assert_eq!(own.style(Role::Title).size, Length::pt(22), "the default does not reach what the built-in sets");
        assert_eq!(own.style(Role::Title).face, FaceRole::Title, "from the built-in's [style.title]");
    }

    #[test]
    fn run_in_may_be_written_as_in_the_json() {
        let own = load("own", "[style.body]\nrun_in = \"kai\"").expect("good");
        assert_eq!(own.style(Role::Body).run_in, Emphasis::Kai);
    }

    #[test]
    fn a_wrong_key_or_value_is_answered_with_its_line() {
        assert_eq!(refused("[page]\n\nlines = 0"), "line 3: `lines = 0` is outside 1 to 200 lines");
        assert!(refused("[page]\npaper = \"a5\"").starts_with("line 2: no paper is called `a5`; known are a4"));
        assert!(refused("[page]\nheigth-mm = 3").starts_with("line 2: unknown field `heigth-mm`"));
        assert!(
            refused("[line]\nprohibition = \"hard\"")
                .starts_with("line 2: `prohibition = \"hard\"` is not known; allowed are none basic gb strict")
        );
        assert!(refused("[style.headline]\nsize-pt = 3").starts_with("line 1: no role is called `headline`"));
        assert!(refused("[page-number]\nformat = \"x\"").starts_with("line 2: `format` must hold {} once"));
        assert!(refused("[style.body]\nface = \"comic\"").starts_with("line 2: `face = \"comic\"` is not known; allowed are fang kai"));
        assert!(
            refused("[style.body]\nrun-in = \"red\"")
                .starts_with("line 2: `run-in = \"red\"` is not known; allowed are plain bold kai split")
        );
        assert!(refused("[style.body]\n\ninner = \"heading\"").starts_with("line 3: `inner = \"heading\"` has no heading"));
        assert!(refused("[page]\nleft-mm = 200").contains("20 mm"));
        assert!(refused("[page]\ncolumn = 2").ends_with("did you mean columns?"));
        assert!(refused("[line]\nprohibition = \"strikt\"").ends_with("did you mean strict?"));
        assert!(refused("[line-number]\nevery = 5").ends_with("did you mean line-numbers?"));
        assert!(refused("[style.titl]\nsize-pt = 30").ends_with("did you mean title?"));
        assert_eq!(refused("[page]\ncolumns = 0"), "line 2: `columns = 0` is outside 1 to 6 columns");
        assert_eq!(refused("[page]\ncolumn-gap = -1"), "line 2: `column-gap = -1` is outside 0 to 20 characters");
        assert!(refused("[page]\ncolumns = 6\ncharacters = 3\ncolumn-gap = 5").starts_with("line 2: 6 columns leave less than 20 mm"));
        assert!(refused("[page]\ncolumns = 2").starts_with("line 2: 28 characters of [style.body] do not fit on a line; at most 7 pt fit"));
        assert!(refused("[page]\nmirror = true\nsingle-sided = true").starts_with("line 3: `single-sided` sheets have no even side"));
        assert!(refused("[page]\nlines = 4\nkeep-sentences = 4").starts_with("line 3: `keep-sentences = 4` would leave a whole page of 4"));
        assert!(
            refused("[page]\nwidth-mm = 74\ncharacters = 3\nlines = 3\n[style.title]\nsize-pt = 60")
                .starts_with("line 6: a line of [style.title] is too narrow for one character; at most 56 pt fit")
        );
        assert!(refused("[page]\nlines = 3\n[style.body]\nline-span = 10").starts_with("line 4: a line of [style.body] takes 10"));
        assert!(refused("[style.body]\nfirst-indent = -3").starts_with("line 2: the first line of [style.body] would hang out"));
        assert!(refused("[style.body]\nsize-pt = 20").starts_with("line 2: 28 characters of [style.body] do not fit"));
        assert!(refused("[style.title]\nsize-pt = 40").starts_with("line 2: the type of [style.title] is higher than its line"));
        assert!(refused("[page-number]\nbelow-mm = 60").starts_with("line 2: the page number stands below the paper"));
    }
}
