//! Text to items: each character with its class, face, glyph and natural width.
//!
//! Latin letters and digits are set in the style's Latin face, everything else in its Chinese face; quotes and dashes
//! share code points with Latin: `script` says whose they are.
//!
//! **Always true:** the items, in order, cover every byte of the text; what no face has is 〓 or, last, a blank box.

use std::collections::BTreeMap;

use super::class::Class;
use super::faces::Faces;
use super::number::{self, Bond};
use super::script::Scripts;
use crate::document::{Block, Region, Role};
use crate::font::{FaceId, GlyphId};
use crate::length::Length;
use crate::template::columns::{Cell, Row};
use crate::template::emphasis::{self, Look};
use crate::template::{FaceRole, Style, Template};

/// One glyph to be set, or one space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// First byte in the block's text.
    pub start: usize,
    /// Bytes of text it shows.
    pub len: usize,
    /// The first character it shows.
    pub character: char,
    /// What it may do in a line.
    pub class: Class,
    /// What the face is used for.
    pub role: FaceRole,
    /// The face.
    pub face: FaceId,
    /// The glyph; none for a tab.
    pub glyph: GlyphId,
    /// How far it stands above the line's baseline.
    pub rise: Length,
    /// How far it moves the pen when nothing is squeezed.
    pub advance: Length,
    /// Given up on the left by the pair it is in, or because it is a half-em mark.
    pub trim_left: Length,
    /// Given up on the right.
    pub trim_right: Length,
    /// How far its ink must move left when its right half goes (a ？ drawn in the middle of its em).
    pub lean: Length,
    /// How far its glyph stands from its place: the halves of …… where a face's dots are not evenly spaced.
    pub shift: Length,
    /// Han–Latin space before it.
    pub gap: Length,
    /// How much its strokes are thickened.
    pub thicken: Length,
    /// Whether it stands for a character that no face has.
    pub placeholder: bool,
    /// How firmly it stays on the line of the item before it.
    pub bond: Bond,
    /// Whether it gives nothing up and no space comes before it.
    pub rigid: bool,
}

impl Item {
    /// The width left after its trims.
    pub fn width(&self) -> Length {
        self.advance - self.trim_left - self.trim_right
    }
}

/// Characters that were not shown as asked, by code point, with the block where each came first.
#[derive(Debug, Clone, Default)]
pub struct Shortfalls {
    /// No face has them.
    pub missing: BTreeMap<char, usize>,
    /// Another face stood in.
    pub stand_ins: BTreeMap<char, usize>,
}

/// The fonts and tracking of one block while it is itemized.
pub struct Itemizer<'a> {
    /// Where glyphs come from.
    pub faces: &'a Faces<'a>,
    /// The look.
    pub template: &'a Template,
    /// Whose marks they are.
    pub region: Region,
}

/// The run of style in force: faces for Han and Latin.
#[derive(Clone, Copy)]
struct Setting {
    han: FaceRole,
    latin: FaceRole,
    bold: bool,
}

/// How much strokes grow where a face has no bold, in thousandths of an em: 仿宋 (43) then stands as far above its
/// paragraph as 黑体 (103) less its level strokes, which grow as much.
const BOLDER: i64 = 35;

impl Itemizer<'_> {
    /// The cell of one Han of a style: a body-size character is tracked so that the grid's number of them fills a line.
    pub fn cell(&self, style: &Style) -> Length {
        if style.size == self.template.style(Role::Body).size { self.template.page.cell() } else { style.size }
    }

    /// The items of a block's text.
    pub fn items(&self, index: usize, block: &Block, style: &Style, shortfalls: &mut Shortfalls) -> Vec<Item> {
        let scripts = Scripts::of(&block.text);
        let plain = Setting { han: style.face, latin: style.latin, bold: false };
        let mut stretches = emphasis::stretches(block, self.template).into_iter().peekable();
        let mut items: Vec<Item> = Vec::with_capacity(block.text.len() / 2);
        let mut previous = None;
        let mut joined = false;
        for (start, c) in block.text.char_indices() {
            while stretches.next_if(|(range, _)| range.end <= start).is_some() {}
            let setting = match stretches.peek() {
                Some((range, look)) if range.start <= start => {
                    let (han, latin) = look.faces(block.role, self.template);
                    Setting { han, latin, bold: *look == Look::Bold }
                }
                _ => plain,
            };
            if (joined || is_joiner(c))
                && let Some(last) = items.last_mut()
                && last.len + c.len_utf8() <= usize::from(u8::MAX)
            {
                last.len += c.len_utf8();
                joined = c == '\u{200d}';
                continue;
            }
            joined = false;
            let next = block.text[start + c.len_utf8()..].chars().next();
            let latin = scripts.is_latin(start, c, previous, next);
            items.push(self.item(start, c, latin, setting, style, index, shortfalls));
            previous = Some(c);
        }
        items
    }

    #[expect(clippy::too_many_arguments, reason = "one call; a struct for it would only rename the loop's variables")]
    fn item(&self, start: usize, c: char, latin: bool, setting: Setting, style: &Style, block: usize, shortfalls: &mut Shortfalls) -> Item {
        let mainland = self.region == Region::Cn;
        let class = if mainland { Class::of(c, latin) } else { Class::of(c, latin).centred() };
        // A full-width ／ has its stroke from corner to corner; in the half em that is its own (GB/T 15834, 5.1.9) stands a /.
        let halved = class == Class::Slash && mainland;
        let role = if latin || halved { setting.latin } else { setting.han };
        let drawn = match c {
            '\t' => '\u{3000}',
            _ if halved => '/',
            _ => c,
        };
        let cell = self.cell(style);
        let (shown, placeholder) = self.faces.show(role, drawn);
        if placeholder {
            shortfalls.missing.entry(c).or_insert(block);
        } else if shown.stand_in && !matches!(class, Class::Blank | Class::Space) {
            shortfalls.stand_ins.entry(c).or_insert(block);
        }
        // A full-width glyph takes the cell; others their own width. A tab and U+3000 are layout space of one cell each.
        let advance = if class == Class::Blank || shown.advance >= 900 && !latin {
            if shown.advance > 1100 { style.size.em_thousandths(shown.advance.into()) } else { cell }
        } else {
            style.size.em_thousandths(shown.advance.into())
        };
        let (trim_left, trim_right) =
            if class == Class::Middle && mainland && shown.advance >= 900 { (cell / 4, cell / 4) } else { Default::default() };
        let lean = if class == Class::Query { self.faces.lean(shown, style.size) } else { Length::ZERO };
        let thicken = self.faces.thicken(role, shown.face) + if setting.bold { BOLDER } else { 0 };
        let (right, up) = if class == Class::Centred { self.faces.off_centre(shown) } else { (0, 0) };
        let rise = if latin || halved { Length::ZERO } else { style.size.em_thousandths(self.faces.rise(style.face, shown.face) + up) };
        let shift = if class == Class::Ellipsis { self.faces.ellipsis_shift(shown, style.size) } else { style.size.em_thousandths(right) };
        Item {
            start,
            len: c.len_utf8(),
            character: c,
            class,
            role,
            face: shown.face,
            glyph: shown.glyph,
            rise,
            advance,
            trim_left,
            trim_right,
            lean,
            shift,
            gap: Length::ZERO,
            thicken: if latin || halved { Length::ZERO } else { style.size.em_thousandths(thicken) },
            placeholder,
            bond: Bond::None,
            rigid: false,
        }
    }
}

/// Whether a character only modifies the one before it: variation selectors, joiners, emoji modifiers.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Moves the cells of a row to their columns: the last item before each cell takes what room is left.
///
/// What stands between cells gives its own room up first; a cell that is wider than was reckoned still keeps a quarter of
/// a character free.
pub fn set_in_columns(items: &mut [Item], row: &Row, cell: Length) {
    let mut pen = Length::ZERO;
    let mut at = 0;
    for Cell { range, place, end } in &row.cells {
        while items.get(at).is_some_and(|item| item.start < range.start) {
            items[at].gap = Length::ZERO;
            items[at].advance = Length::ZERO;
            at += 1;
        }
        let behind = items[at..].iter().take_while(|item| item.start < range.end).count() + at;
        single_space(&mut items[at..behind]);
        let width: Length = items[at..behind].iter().map(|item| item.width() + item.gap).sum();
        let column = end.map_or(cell * *place / 100, |end| (cell * end / 100 - width).at_least(cell * *place / 100));
        let place = if at == 0 { Length::ZERO } else { column.at_least(pen + cell / 4) };
        if let Some(last) = at.checked_sub(1).and_then(|last| items.get_mut(last)) {
            // Without anything between, the last character of the cell before keeps its own width, too.
            last.advance += place - pen;
            pen = place;
        }
        pen += width;
        at = behind;
    }
}

/// Leaves one space wide of several in a row, which were typed to fill a column.
fn single_space(items: &mut [Item]) {
    for i in 1..items.len() {
        if items[i].class == Class::Space && items[i - 1].class == Class::Space {
            items[i].advance = Length::ZERO;
        }
    }
}

/// Gives - and / that stand between words their half em (GB/T 15834, 5.1.6 and 5.1.9), their ink in its middle; inside a Latin word,
/// an address or a standard's number they are as wide as its face makes them.
pub fn halve_marks(items: &mut [Item], cell: Length, region: Region) {
    if region != Region::Cn {
        return;
    }
    for i in 0..items.len() {
        let beside = |other: Option<usize>| other.and_then(|i| items.get(i)).map(|item| item.class);
        let (before, behind) = (beside(i.checked_sub(1)), beside(Some(i + 1)));
        let is_han = |class: Option<Class>| class.is_some_and(|class| !class.is_latin() && !matches!(class, Class::Space | Class::Blank));
        let halved = match items[i].class {
            Class::Slash => true,
            Class::LatinSlash => is_han(before) && is_han(behind),
            Class::Hyphen => {
                let number = |class: Option<Class>| class == Some(Class::Digit) || is_han(class);
                number(before) && number(behind) && !is_inside_word(items, i)
            }
            _ => false,
        };
        let missing = cell / 2 - items[i].width();
        if halved && missing > Length::ZERO {
            items[i].advance += missing;
            items[i].shift += missing / 2;
        }
    }
}

/// How far a mark looks for the letters of its word: a row of figures has no end.
const NEAR: usize = 32;

/// Whether the Latin run that item `i` stands in has letters: COVID-19, a-1-b.
fn is_inside_word(items: &[Item], i: usize) -> bool {
    let run = |item: &&Item| item.class.is_latin();
    let before = items[..i].iter().rev().take(NEAR).take_while(run);
    let behind = items[i + 1..].iter().take(NEAR).take_while(run);
    before.chain(behind).any(|item| matches!(item.class, Class::Letter | Class::LatinMark))
}

/// Settles what neighbours do to each other, once, before lines are broken: pairs of marks, …… and single —, Han–Latin gaps, numbers.
///
/// Each pair loses half an em where two empty halves touch; a mark never loses the same half twice (GB/T 15834, 5.1.11;
/// CLREQ, adjacent marks). ？！ together take one em, ！！！ two (5.1.2). Taiwan and Hong Kong leave widths as they are.
pub fn squeeze(items: &mut [Item], region: Region) {
    for i in 0..items.len() {
        // A — without its other half joins two numbers or places (一字线, 5.1.6).
        let dash = |i: Option<usize>| i.and_then(|i| items.get(i)).is_some_and(|item| matches!(item.character, '—' | '―' | '⸺'));
        if items[i].class == Class::Dash && items[i].character != '⸺' && !dash(i.checked_sub(1)) && !dash(Some(i + 1)) {
            items[i].class = Class::Connector;
        }
    }
    // The first half of a …… moves right, the second left; one alone stays.
    let mut halves = 0;
    for i in 0..items.len() {
        halves = if items[i].class == Class::Ellipsis { halves + 1 } else { 0 };
        if halves % 2 == 1 && items.get(i + 1).is_none_or(|next| next.class != Class::Ellipsis) {
            items[i].shift = Length::ZERO;
        } else if halves > 0 && halves % 2 == 0 {
            items[i].shift = -items[i].shift;
        }
    }
    for right in 1..items.len() {
        let (a, b) = (items[right - 1], items[right]);
        let half = |item: &Item| item.advance / 2;
        if region != Region::Cn {
            // no pair is squeezed
        } else if a.class.has_empty_right_half() && (b.class.has_empty_right_half() || b.class.has_empty_left_half()) {
            items[right - 1].trim_right = half(&a);
        } else if a.class.has_empty_left_half() && b.class.has_empty_left_half() {
            items[right].trim_left = half(&b);
        }
        let lone_pair = a.class == Class::Query
            && b.class == Class::Query
            && right.checked_sub(2).is_none_or(|i| items[i].class != Class::Query)
            && items.get(right + 1).is_none_or(|next| next.class != Class::Query);
        if lone_pair {
            items[right].trim_right = half(&b);
        }
        // CLREQ, mixed text: a quarter em, never beside a mark.
        let words = |class: Class| matches!(class, Class::Letter | Class::Digit);
        if a.class.is_han() && words(b.class) || words(a.class) && b.class.is_han() {
            let han = if a.class.is_han() { &a } else { &b };
            items[right].gap = han.advance / 4;
        }
    }
    number::bind(items);
}
