//! Whether the values of a template go together: what single keys allow and together would print off the paper, or one thing over
//! another. The message has the line of one of the keys that the user wrote.
//!
//! **Always true:** in a template that passes every line has room for a character, and stands on the paper.

use super::reader::Reader;
use super::{Emphasis, PageGeometry, Style, Template, TemplateError, margins, style_key};
use crate::document::Role;
use crate::length::Length;
use crate::message;
use crate::message::Message;

/// Whether the values go together.
pub(super) fn check(reader: &Reader<'_>, template: &Template) -> Result<(), TemplateError> {
    let page = &template.page;
    check_page(reader, page)?;
    check_body(reader, &template.body, page)?;
    for (role, style) in &template.styles {
        let key = style_key(*role);
        check_type(reader, &key, style, page)?;
        check_indents(reader, &key, style, template.body.size, page)?;
        check_emphasis(reader, &key, style)?;
    }
    if template.page_number.as_ref().is_some_and(|number| number.below + number.size > page.bottom) {
        let message = message!("the page number stands below the paper: `below-mm` and its size are more than `bottom-mm`");
        return Err(reader.refuse_any(&[("page-number", "below-mm"), ("page-number", "size-pt"), ("page", "bottom-mm")], message));
    }
    if page.single_sided && template.furniture.mirror {
        let message = message!("`single-sided` sheets have no even side to mirror; leave one of `single-sided` and `mirror` out");
        return Err(reader.refuse_any(&[("page", "single-sided"), ("page", "mirror")], message));
    }
    margins::check(reader, template)?;
    if template.furniture.head.as_ref().is_some_and(|head| head.above + head.size > page.top) {
        let message = message!("the running head stands above the paper: its `above-mm` and its size are more than `top-mm`");
        return Err(reader.refuse_any(&[("header", "above-mm"), ("header", "size-pt"), ("page", "top-mm")], message));
    }
    Ok(())
}

fn check_page(reader: &Reader<'_>, page: &PageGeometry) -> Result<(), TemplateError> {
    let across = ["left-mm", "right-mm", "width-mm", "paper"];
    let down = ["top-mm", "bottom-mm", "height-mm", "paper"];
    for (room, keys) in [(page.area_width(), across), (page.area_height(), down)] {
        if room < Length::mm(20) {
            let message = message!("the margins leave less than 20 mm of paper to print on");
            return Err(reader.refuse_any(&keys.map(|key| ("page", key)), message));
        }
    }
    if page.measure() < Length::mm(20) {
        let message = message!(
            "{count} columns leave less than 20 mm of paper for each; take fewer, or a smaller `column-gap`",
            count = page.columns
        );
        return Err(reader.refuse_any(&[("page", "columns"), ("page", "column-gap"), ("page", "characters")], message));
    }
    if page.keep_sentences >= page.lines {
        let message = message!(
            "`keep-sentences = {kept}` would leave a whole page of {lines} lines blank",
            kept = page.keep_sentences,
            lines = page.lines
        );
        return Err(reader.refuse_any(&[("page", "keep-sentences"), ("page", "lines")], message));
    }
    Ok(())
}

/// 16 pt on cells of 15.79 pt is how the standard counts; much more and characters touch, much less and they fall apart.
fn check_body(reader: &Reader<'_>, body: &Style, page: &PageGeometry) -> Result<(), TemplateError> {
    // Whichever of them the user wrote: one has to give way.
    let keys = [("style.body", "size-pt"), ("style.default", "size-pt"), ("page", "characters"), ("page", "columns"), ("page", "paper")];
    let count = page.characters;
    if body.size * 20 > page.cell() * 21 {
        let most = page.cell().to_centi_pt() / 100;
        return Err(reader
            .refuse_any(&keys, message!("{count} characters of [style.body] do not fit on a line; at most {most} pt fit", count, most)));
    }
    if page.cell() > body.size * 6 {
        let least = page.measure().units() / (body.size * 6).units().max(1) + 1;
        let message = message!("{count} characters on a line would stand far apart; take at least {least}, or larger type", count, least);
        return Err(reader.refuse_any(&[("page", "characters"), ("style.body", "size-pt"), ("style.default", "size-pt")], message));
    }
    Ok(())
}

/// Whether a style's type fits its lines.
fn check_type(reader: &Reader<'_>, key: &str, style: &Style, page: &PageGeometry) -> Result<(), TemplateError> {
    let table = format!("style.{key}");
    let own = |key: &'static str| [(table.as_str(), key), ("style.default", key)];
    if style.line_span > page.lines {
        let message = message!(
            "a line of [{table}] takes {span} grid lines, but a page has {lines}",
            table = &table,
            span = style.line_span,
            lines = page.lines
        );
        return Err(reader.refuse_any(&[own("line-span").as_slice(), &[("page", "lines")]].concat(), message));
    }
    if style.size > page.pitch() * style.line_span as i64 {
        let most = (page.pitch() * style.line_span as i64).to_centi_pt() / 100;
        let message = message!(
            "the type of [{table}] is higher than its line; at most {most} pt fit, or give it a `line-span`",
            table = &table,
            most
        );
        let page = [("page", "lines"), ("page", "height-mm"), ("page", "top-mm"), ("page", "bottom-mm"), ("page", "paper")];
        return Err(reader.refuse_any(&[own("size-pt").as_slice(), &page].concat(), message));
    }
    if style.size > page.measure() {
        let most = page.measure().to_centi_pt() / 100;
        let message = message!("a line of [{table}] is too narrow for one character; at most {most} pt fit", table = &table, most);
        return Err(reader.refuse_any(&[own("size-pt").as_slice(), &[("page", "columns")]].concat(), message));
    }
    Ok(())
}

/// Whether a style's indents leave room for text, on the paper.
fn check_indents(reader: &Reader<'_>, key: &str, style: &Style, body: Length, page: &PageGeometry) -> Result<(), TemplateError> {
    let table = format!("style.{key}");
    let keys: Vec<(&str, &str)> = ["first-indent", "left-indent", "right-indent"]
        .into_iter()
        .flat_map(|key| [(table.as_str(), key), ("style.default", key)])
        .chain([("page", "characters"), ("page", "columns"), ("page", "width-mm"), ("page", "paper")])
        .collect();
    if style.left_indent + style.first_indent < 0 {
        let message = message!("the first line of [{table}] would hang out of the type area; give it a `left-indent`", table = &table);
        return Err(reader.refuse_any(&keys, message));
    }
    if !has_room(style, body, page) {
        let most = (page.measure().units() / cell(style, body, page).units().max(1) - 2).max(0);
        let message = message!(
            "the indents of [{table}] leave no room on a line for two characters; together they may be {most} at most",
            table = &table,
            most
        );
        return Err(reader.refuse_any(&keys, message));
    }
    Ok(())
}

/// Whether a style's indents leave room for two characters: a line of one could hold no mark behind it.
pub(super) fn has_room(style: &Style, body: Length, page: &PageGeometry) -> bool {
    let indents = style.left_indent + style.first_indent.max(0) + style.right_indent;
    cell(style, body, page) * (indents + 200) / 100 <= page.measure()
}

/// Whether a file says an indent of a role.
pub(super) fn indents_are_said(reader: &Reader<'_>, role: Role) -> bool {
    let tables = [format!("style.{}", style_key(role)), "style.default".to_string()];
    let keys = ["first-indent", "left-indent", "right-indent"];
    tables.iter().any(|table| keys.iter().any(|key| reader.line_of_key(table, key).is_some()))
}

fn cell(style: &Style, body: Length, page: &PageGeometry) -> Length {
    if style.size == body { page.cell() } else { style.size }
}

/// Whether there is something for a style's run-ins to look like.
fn check_emphasis(reader: &Reader<'_>, key: &str, style: &Style) -> Result<(), TemplateError> {
    let table = format!("style.{key}");
    let refuse = |key: &str, message: Message| Err(reader.refuse_any(&[(table.as_str(), key), ("style.default", key)], message));
    for (name, emphasis) in [("run-in", style.run_in), ("inner", style.inner)] {
        if emphasis == Emphasis::Heading {
            let allowed = if name == "run-in" { "plain bold kai split" } else { "plain bold kai" };
            return refuse(name, message!("`{name} = \"heading\"` has no heading to follow; allowed are {allowed}", name, allowed));
        }
    }
    if style.inner == Emphasis::Split {
        return refuse("inner", message!("`inner = \"split\"` would tear a paragraph apart; allowed are plain bold kai"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::template::load;

    #[test]
    fn values_that_do_not_go_together_are_refused_with_the_line_of_one() {
        for (source, said) in [
            ("[page]\nleft-mm = 200", "line 2: the margins leave less than 20 mm of paper to print on"),
            ("[page]\nmirror = true\ntop-mm = 120\nbottom-mm = 170", "line 3: the margins leave less than 20 mm of paper to print on"),
            ("[page]\ncharacters = 2", "line 2: 2 characters on a line would stand far apart; take at least 5, or larger type"),
            (
                "[page]\nlines = 200",
                "line 2: the type of [style.title] is higher than its line; at most 3 pt fit, or give it a `line-span`",
            ),
            (
                "[page]\ncharacters = 20\n[style.body]\nfirst-indent = 19",
                "line 4: the indents of [style.body] leave no room on a line for two characters; together they may be 18 at most",
            ),
            (
                "[style.title]\nleft-indent = 10\nright-indent = 10",
                "line 2: the indents of [style.title] leave no room on a line for two characters; together they may be 18 at most",
            ),
            (
                "[style.default]\nleft-indent = 20",
                "line 2: the indents of [style.title] leave no room on a line for two characters; together they may be 18 at most",
            ),
            (
                "[page]\nwidth-mm = 76\ncharacters = 3\n[style.byline]\nright-indent = 2",
                "line 5: the indents of [style.byline] leave no room on a line for two characters; together they may be 1 at most",
            ),
        ] {
            assert_eq!(load("own", source).expect_err(source).to_string(), said, "{source}");
        }
        assert!(load("own", "[page]\ncharacters = 20\n[style.body]\nfirst-indent = 18").is_ok());
    }

    #[test]
    fn what_is_written_in_a_wrong_place_or_form_is_told_the_right_one() {
        for (source, said) in [
            (
                "[page]\nleft-mm = 37 mm",
                "line 2: `left-mm = 37 mm` is no key and value; a number stands without its unit, any other value in quotes",
            ),
            (
                "[style]\nsize-pt = 16",
                "line 2: `size-pt` belongs to a role; it stands below a line [style.default] or that of one role, as [style.body]",
            ),
            ("lines = 3", "line 1: unknown field `lines` in this place; it stands below a line [page]"),
            ("[page]\ncolumn = 3", "line 2: unknown field `column`; did you mean columns?"),
            ("[font-names]\nkai = \"KaiTi\"\nfang = \" \"", "line 3: `fang` names no font; leave the line out"),
        ] {
            assert_eq!(load("own", source).expect_err(source).to_string(), said, "{source}");
        }
    }
}
