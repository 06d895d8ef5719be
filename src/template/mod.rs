//! How each role looks on which paper. A template is data: `builtin/*.toml`, or a user's own file of the same form.
//!
//! In: TOML. Out: [`Template`], every value checked and in exact lengths. `layout` and `emit` read it; neither has a
//! size, a face or an indent of its own.
//!
//! **Always true:** every [`Role`] has a [`Style`]; the type area holds at least one line of one character.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::document::{Region, Role};
use crate::length::Length;

pub mod aliases;
mod allowed;
pub mod attachment;
mod checks;
pub mod columns;
pub mod emphasis;
pub mod furniture;
pub mod head;
mod keys;
mod line_rules;
mod load;
mod margins;
pub mod options;
pub mod page_number;
pub mod paper;
mod reader;
#[cfg(test)]
pub(crate) mod sample;
pub mod signature;
pub mod spacing;
pub mod split;
pub mod toc;

pub use emphasis::Emphasis;
pub use furniture::{FirstPage, Furniture};
pub use line_rules::{LineRules, Prohibition};
pub use load::{TemplateError, builtin_names, builtin_source, load};
pub use margins::{LineNumbers, Notes};
pub use options::{FontNames, PageOptions};
pub use page_number::PageNumber;

/// What kind of face is asked for; which file shows it is the font library's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaceRole {
    /// 仿宋: body.
    Fang,
    /// 楷体: second level, bylines.
    Kai,
    /// 黑体: first level.
    Hei,
    /// 小标宋: titles.
    Title,
    /// 宋体: page numbers (its Latin figures are the roman face's).
    Song,
    /// Latin letters and digits, roman.
    Latin,
    /// Latin letters and digits, bold.
    LatinBold,
}

impl FaceRole {
    /// The word of templates and of `fonts.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FaceRole::Fang => "fang",
            FaceRole::Kai => "kai",
            FaceRole::Hei => "hei",
            FaceRole::Title => "title",
            FaceRole::Song => "song",
            FaceRole::Latin => "latin",
            FaceRole::LatinBold => "latin-bold",
        }
    }
}

/// How lines stand in their measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Both edges flush, the last line flush left.
    Justify,
    /// Flush left, solid.
    Left,
    /// Centred, solid.
    Center,
    /// Flush right, solid.
    Right,
}

/// Paper, margins and grid.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PageGeometry {
    /// Paper width.
    pub width: Length,
    /// Paper height.
    pub height: Length,
    /// 天头.
    pub top: Length,
    /// Below the type area.
    pub bottom: Length,
    /// 订口, the binding edge.
    pub left: Length,
    /// The outer edge.
    pub right: Length,
    /// Lines on a full page.
    pub lines: usize,
    /// Characters of the body's size on a full line, in each column.
    pub characters: usize,
    /// Columns of text, read one after another.
    pub columns: usize,
    /// Between two columns, in hundredths of a character.
    pub column_gap: i64,
    /// Whether sheets are printed on one side.
    pub single_sided: bool,
    /// Lines that a page may leave blank rather than end inside a sentence; 0 where sentences may be parted.
    pub keep_sentences: usize,
}

impl PageGeometry {
    /// Length of a full line: of the type area (版心宽), or of one of its columns.
    pub fn measure(&self) -> Length {
        let columns = self.columns.max(1) as i64;
        (self.area_width() - self.gap() * (columns - 1)) / columns
    }

    /// Width of the type area (版心宽).
    pub fn area_width(&self) -> Length {
        self.width - self.left - self.right
    }

    /// Between two columns.
    pub fn gap(&self) -> Length {
        let columns = self.columns.max(1) as i64;
        let between = self.column_gap * (columns - 1);
        if between == 0 { Length::ZERO } else { self.area_width() * self.column_gap / (self.characters as i64 * columns * 100 + between) }
    }

    /// Height of the type area (版心高).
    pub fn area_height(&self) -> Length {
        self.height - self.top - self.bottom
    }

    /// The cell of one body character on a full line: 156 mm ÷ 28 for GB/T 9704.
    pub fn cell(&self) -> Length {
        self.measure() / self.characters as i64
    }

    /// Baseline to baseline: the first glyph's top and the last one's bottom touch the type area's edges
    /// (GB/T 9704—2012, 5.2.3, 撑满版心).
    pub fn pitch(&self) -> Length {
        if self.lines < 2 { self.area_height() } else { (self.area_height() - self.cell()) / (self.lines as i64 - 1) }
    }
}

/// As it would be derived, but for what a template does not use: a recipe is made of this, and a key that comes to be known
/// changes no handout that does without it.
impl fmt::Debug for PageGeometry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PageGeometry { width, height, top, bottom, left, right, lines, characters, .. } = self;
        let mut said = f.debug_struct("PageGeometry");
        said.field("width", width).field("height", height).field("top", top).field("bottom", bottom);
        said.field("left", left).field("right", right).field("lines", lines).field("characters", characters);
        if self.columns > 1 {
            said.field("columns", &self.columns).field("column_gap", &self.column_gap);
        }
        if self.single_sided {
            said.field("single_sided", &self.single_sided);
        }
        if self.keep_sentences > 0 {
            said.field("keep_sentences", &self.keep_sentences);
        }
        said.finish()
    }
}

/// How one role looks. Indents are hundredths of a character of the style's own size, the unit of DOCX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The face of Han and Chinese marks.
    pub face: FaceRole,
    /// The face of Latin letters and digits.
    pub latin: FaceRole,
    /// Font size.
    pub size: Length,
    /// How its lines stand.
    pub align: Align,
    /// First-line indent, in hundredths of a character (200 = two); negative hangs.
    pub first_indent: i64,
    /// Left indent of all lines, in hundredths of a character.
    pub left_indent: i64,
    /// Right indent of all lines, in hundredths of a character.
    pub right_indent: i64,
    /// Blank grid lines before it (none at the top of a page).
    pub blank_before: usize,
    /// Blank grid lines after it.
    pub blank_after: usize,
    /// Grid lines that each of its lines takes.
    pub line_span: usize,
    /// Whether it stays on the page of what follows.
    pub keep_with_next: bool,
    /// How a run-in is set whose number has a level: （一）…。.
    pub level_run_in: Emphasis,
    /// How a run-in is set whose number has none: 一是…。.
    pub run_in: Emphasis,
    /// The same inside a paragraph.
    pub inner: Emphasis,
}

/// The look of a handout.
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name: `gbt9704`, or the user's file name.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// Paper, margins, grid.
    pub page: PageGeometry,
    /// Line starts and ends.
    pub lines: LineRules,
    /// The number at the foot, if there is one.
    pub page_number: Option<PageNumber>,
    /// The column for notes beside the text, if there is one.
    pub notes: Option<Notes>,
    /// Numbers beside the lines, if there are any.
    pub line_numbers: Option<LineNumbers>,
    /// What pages carry on request: running head, watermark, swapped margins.
    pub furniture: Furniture,
    /// Whether the page on which the text begins carries its number and running head.
    pub first_page: FirstPage,
    /// Whether a table of contents stands before the text.
    pub toc: bool,
    /// Word-processor font names: what a DOCX asks for, per face role.
    pub font_names: BTreeMap<FaceRole, String>,
    /// The same for a traditional text, where they are to be others than those of `aliases`.
    pub font_names_traditional: BTreeMap<FaceRole, String>,
    styles: BTreeMap<Role, Style>,
    body: Style,
}

/// As [`PageGeometry`]'s.
impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Template { name, description, page, lines, page_number, notes, line_numbers, furniture, font_names, styles, body, .. } = self;
        let mut said = f.debug_struct("Template");
        said.field("name", name).field("description", description).field("page", page).field("lines", lines);
        said.field("page_number", page_number);
        if *furniture != Furniture::default() {
            said.field("furniture", furniture);
        }
        if notes.is_some() {
            said.field("notes", notes);
        }
        if line_numbers.is_some() {
            said.field("line_numbers", line_numbers);
        }
        if self.first_page != FirstPage::Same {
            said.field("first_page", &self.first_page);
        }
        if self.toc {
            said.field("toc", &self.toc);
        }
        if !self.font_names_traditional.is_empty() {
            said.field("font_names_traditional", &self.font_names_traditional);
        }
        said.field("font_names", font_names).field("styles", styles).field("body", body).finish()
    }
}

impl Template {
    /// How a role looks.
    pub fn style(&self, role: Role) -> &Style {
        // holds: load() refuses a template that leaves a role out; body is what a style falls back on in its type.
        self.styles.get(&role).unwrap_or(&self.body)
    }

    /// The template with the font names that a DOCX in this region's characters asks for.
    ///
    /// A name of simplified type (`aliases`) gives way to that of the traditional face of its kind: a word processor would
    /// take the characters that 仿宋_GB2312 lacks from anywhere. Any other name is somebody's own choice, and stays.
    pub fn named_for(&self, region: Region) -> Cow<'_, Template> {
        if region == Region::Cn {
            return Cow::Borrowed(self);
        }
        let traditional = |(role, name): (&FaceRole, &String)| {
            let own = self.font_names_traditional.get(role).map(String::as_str);
            let usual = || aliases::traditional(*role).first().copied().filter(|_| aliases::of(*role).contains(&name.as_str()));
            (*role, own.or_else(usual).unwrap_or(name).to_string())
        };
        let font_names = self.font_names.iter().map(traditional).collect();
        Cow::Owned(Template { font_names, ..self.clone() })
    }

    /// The font name a DOCX asks for.
    pub fn font_name(&self, face: FaceRole) -> &str {
        self.font_names.get(&face).map_or("Times New Roman", String::as_str)
    }
}

/// Every role that a template has a style for, in the order of its file.
pub fn all_roles() -> Vec<Role> {
    use crate::document::Level;
    let levels = (1..=4).map(|n| Role::Heading(Level::new(n)));
    [Role::Title, Role::Subtitle, Role::Byline, Role::Date, Role::Salutation]
        .into_iter()
        .chain(levels)
        .chain([
            Role::Body,
            Role::List,
            Role::Closing,
            Role::Signature,
            Role::SignatureDate,
            Role::Attachment,
            Role::Note,
            Role::Meta,
            Role::Dialogue,
            Role::Stage,
            Role::Verse,
            Role::Table,
            Role::Noise,
        ])
        .collect()
}

/// The key of a role in a template file: `heading-1`, `signature-date`, ….
pub fn style_key(role: Role) -> String {
    match role.level() {
        Some(level) => format!("heading-{}", level.number()),
        None => role.as_str().to_string(),
    }
}
