//! What stands where on a sheet: columns, even pages, pages that end with a sentence, what stands beside the text.

use super::*;
use crate::template::sample::builtin;
use crate::template::{builtin_names, builtin_source};

fn texts<'a>(page: &'a Page, document: &'a Document) -> Vec<&'a str> {
    page.lines.iter().map(|line| line.text(document)).collect()
}

fn left(line: &Line) -> Length {
    line.runs.first().and_then(|run| run.glyphs.first()).expect("a glyph").x
}

/// Off by no more than a hundredth of a point: a length shared out leaves a rest.
fn near(one: Length, other: Length) -> bool {
    (one - other).units().abs() <= Length::milli_pt(10).units()
}

#[test]
fn the_second_column_follows_the_first() {
    let template = load("own", "[page]\ncolumns = 2\ncharacters = 13\nlines = 10\n[style.body]\nfirst-indent = 0").expect("good");
    let document = document(vec![block(Role::Body, &"讲".repeat(13 * 25))]);
    let (pages, _) = layout(&document, &template, bundle());
    assert_eq!(pages.iter().map(|page| page.lines.len()).collect::<Vec<_>>(), [20, 5]);
    let lines = &pages[0].lines;
    assert!(lines.iter().all(|line| line.text(&document).chars().count() == 13));
    assert_eq!(lines[0].baseline, lines[10].baseline, "side by side");
    let cell = template.page.cell();
    assert!(near(left(&lines[10]) - left(&lines[0]), cell * 15), "13 characters and two between");
    let last = lines[19].runs[0].glyphs[12].x + cell;
    assert!(near(last, Length::mm(210 - 26)), "flush with the type area");
}

#[test]
fn the_title_stands_above_both_columns_and_they_share_what_is_left() {
    let template = load("own", "[page]\ncolumns = 2\ncharacters = 13\nlines = 10\n[style.body]\nfirst-indent = 0").expect("good");
    let document = document(vec![block(Role::Title, "在全县会议上的讲话"), block(Role::Body, &"讲".repeat(13 * 20))]);
    let (pages, _) = layout(&document, &template, bundle());
    assert_eq!(pages.iter().map(|page| page.lines.len()).collect::<Vec<_>>(), [17, 4], "a title, twice eight lines");
    let lines = &pages[0].lines;
    let middle = left(&lines[0]) + Length::pt(22) * 9 / 2;
    assert!(near(middle, Length::mm(28 + 78)), "centred over both");
    assert_eq!(lines[1].baseline, lines[9].baseline);
    assert!(lines[1].baseline - lines[0].baseline > template.page.pitch(), "a blank line below the title");
}

#[test]
fn a_head_that_would_leave_no_room_stands_in_its_column() {
    for title in ["W".repeat(120), "讲".repeat(300)] {
        let template = load("own", "[page]\ncolumns = 2\ncharacters = 13\nlines = 4\n[style.body]\nfirst-indent = 0").expect("good");
        let document = document(vec![block(Role::Title, &title), block(Role::Body, "好")]);
        let (pages, _) = layout(&document, &template, bundle());
        // A title's letters reach lower than the body's would.
        let foot = template.page.height - template.page.bottom + Length::pt(2);
        assert!(pages.iter().flat_map(|page| &page.lines).all(|line| line.baseline <= foot));
        let shown: String = pages.iter().flat_map(|page| texts(page, &document)).collect();
        assert_eq!(shown, format!("{title}好"));
    }
}

#[test]
fn the_text_of_even_pages_is_mirrored_and_so_is_its_number() {
    let document = document(vec![block(Role::Body, &"讲".repeat(28 * 40))]);
    let (pages, _) = layout(&document, &load("own", "[page]\nmirror = true\nleft-mm = 30\nright-mm = 24").expect("good"), bundle());
    assert_eq!((left(&pages[0].lines[1]), left(&pages[1].lines[1])), (Length::mm(30), Length::mm(24)));
    assert_eq!(left(&pages[1].furniture[0]), Length::mm(24) + Length::pt(14));
}

/// A page of six lines of ten characters that may leave two blank.
const SENTENCES: &str = "[page]\nlines = 6\ncharacters = 10\nwidth-mm = 110.444\nkeep-sentences = 2\n[style.body]\nfirst-indent = 0";

fn kept(blocks: Vec<Block>) -> (Vec<Vec<String>>, Document) {
    let document = document(blocks);
    let (pages, _) = layout(&document, &load("own", SENTENCES).expect("good"), bundle());
    let owned = |page: &Page| texts(page, &document).into_iter().map(str::to_string).collect();
    (pages.iter().map(owned).collect(), document)
}

#[test]
fn a_page_ends_before_a_sentence_that_would_be_parted() {
    // Four lines and a half, then a sentence of two lines and a half.
    let (first, second) = (format!("{}。", "甲".repeat(44)), format!("{}。", "乙".repeat(24)));
    let (pages, _) = kept(vec![block(Role::Body, &format!("{first}{second}"))]);
    assert_eq!(pages[0].concat(), first);
    assert_eq!(pages[1].concat(), second);
    assert_eq!(pages[0].len(), 5, "one line stays blank");
}

#[test]
fn a_sentence_too_long_for_the_blank_lines_is_parted() {
    let text = format!("{}。{}。", "甲".repeat(24), "乙".repeat(54));
    let (pages, _) = kept(vec![block(Role::Body, &text)]);
    assert_eq!(pages[0].len(), 6, "three lines would stay blank, two may");
    assert_eq!(pages.concat().concat(), text);
}

#[test]
fn a_page_that_ends_with_a_sentence_is_left_alone() {
    let text = format!("{}。{}。", "甲".repeat(59), "乙".repeat(24));
    let (pages, _) = kept(vec![block(Role::Body, &text)]);
    assert_eq!(pages[0].len(), 6);
}

#[test]
fn a_sentence_at_a_paragraphs_head_goes_with_its_paragraph_and_its_heading() {
    let (first, text) = ("甲".repeat(40), format!("{}。", "乙".repeat(44)));
    let (pages, _) = kept(vec![block(Role::Body, &first), block(Role::Body, &text)]);
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 5]);
    // With a heading three lines would stay blank: more than two, so that it stands as it otherwise would.
    let heading = block(Role::Heading(Level::ONE), "一、题");
    let (pages, _) = kept(vec![block(Role::Body, &"甲".repeat(30)), heading, block(Role::Body, &text)]);
    assert_eq!(pages[0].len(), 6);
}

#[test]
fn the_first_line_after_a_parted_one_has_no_indent_and_no_lone_character_is_left() {
    let indented = SENTENCES.replace("first-indent = 0", "first-indent = 2");
    // The stop would stand with one character on a line of its own.
    let text = format!("{}。{}。", "甲".repeat(39), "乙".repeat(34));
    let document = document(vec![block(Role::Body, &text)]);
    let (pages, _) = layout(&document, &load("own", &indented).expect("good"), bundle());
    let lines = texts(&pages[0], &document);
    assert_eq!((lines.len(), lines[4]), (5, "甲甲。"), "8 + 10 + 10 + 9 + 2, and the stop: {lines:?}");
    assert_eq!(left(&pages[0].lines[0]), Length::mm(28) + load("own", &indented).expect("good").page.cell() * 2);
    assert_eq!(left(&pages[1].lines[0]), Length::mm(28));
}

#[test]
fn a_lone_character_before_a_pages_end_is_squeezed_into_the_line_above() {
    // Ten characters and the stop do not fit beside two pauses, but do where those give up their halves.
    let text = format!("{}甲，甲甲，甲甲甲甲。{}。", "甲".repeat(40), "乙".repeat(24));
    let (pages, _) = kept(vec![block(Role::Body, &text)]);
    assert!(pages[0].concat().ends_with('。') && pages[0].len() < 6, "{:?}", pages[0]);
    assert!(pages[0].iter().all(|line| line.chars().count() > 2), "{:?}", pages[0]);
    assert_eq!(pages.concat().concat(), text);
}

#[test]
fn every_fifth_line_has_its_number_at_the_binding_edge() {
    let template = load("own", "[page]\nmirror = true\n[line-numbers]\nevery = 5\nsize-pt = 8\ngap-mm = 3").expect("good");
    let document = document(vec![block(Role::Title, "题"), block(Role::Body, &"讲".repeat(28 * 40))]);
    let (pages, _) = layout(&document, &template, bundle());
    let numbers = |page: &Page| page.furniture[1..].iter().map(|line| line.text(&document).to_string()).collect::<Vec<_>>();
    assert_eq!(
        (numbers(&pages[0]), numbers(&pages[1])),
        (vec!["5".into(), "10".into(), "15".into(), "20".into()], numbers(&pages[0])[..].to_vec())
    );
    assert_eq!(pages[0].furniture[1].baseline, pages[0].lines[4].baseline);
    assert_eq!(left(&pages[0].furniture[1]) + Length::pt(4), Length::mm(28 - 3), "half an em, then the gap");
    assert_eq!(left(&pages[1].furniture[1]), Length::mm(210 - 28 + 3), "on the right of even pages");
}

#[test]
fn line_numbers_go_on_in_the_second_column() {
    let template =
        load("own", "[page]\ncolumns = 2\ncharacters = 12\ncolumn-gap = 3\nlines = 10\n[line-numbers]\nevery = 5").expect("good");
    let document = document(vec![block(Role::Body, &"讲".repeat(12 * 20 - 2))]);
    let (pages, _) = layout(&document, &template, bundle());
    let numbers: Vec<_> = pages[0].furniture[1..].iter().map(|line| line.text(&document)).collect();
    assert_eq!(numbers, ["5", "10", "15", "20"]);
    assert!(left(&pages[0].furniture[3]) > Length::mm(80), "beside its own column");
}

#[test]
fn the_rule_of_a_notes_column_is_on_every_page() {
    let document = document(vec![block(Role::Body, &"讲".repeat(28 * 100))]);
    let (pages, _) = layout(&document, &builtin("study"), bundle());
    assert!(pages.len() > 2 && pages.iter().all(|page| page.rules.len() == 33));
    assert!(pages[0].rules[0].from.0 > Length::mm(105) && pages[1].rules[0].from.0 < Length::mm(105));
    assert!(layout(&document, &gbt9704(), bundle()).0.iter().all(|page| page.rules.is_empty()));
}

#[test]
fn the_lines_of_every_builtin_fill_the_type_area() {
    for name in builtin_names() {
        let template = builtin(name);
        let page = &template.page;
        let text = "讲".repeat(page.characters * page.lines * page.columns - 2);
        let document = document(vec![block(Role::Body, &text)]);
        let (pages, _) = layout(&document, &template, bundle());
        assert_eq!((pages.len(), pages[0].lines.len()), (1, page.lines * page.columns), "{name}");
        let last = pages[0].lines.last().expect("lines");
        let foot = last.baseline + template.style(Role::Body).size.em_thousandths(120);
        let off = (foot - (page.height - page.bottom)).to_centi_pt().abs();
        assert!(off < 15, "{name}: {off} hundredths of a point below the type area");
        let edge = last.runs[0].glyphs.last().expect("glyphs").x + page.cell();
        assert!(near(edge, page.width - page.right), "{name}: a whole number of characters");
    }
}

/// Ten characters a line, so many lines a page.
fn small(lines: usize) -> Template {
    let source = format!("[page]\nlines = {lines}\ncharacters = 10\nwidth-mm = 110.444\n[style.body]\nfirst-indent = 0");
    load("own", &source).expect("good")
}

#[test]
fn a_number_stays_whole_though_a_heading_is_left_alone() {
    let heading = || block(Role::Heading(Level::ONE), "一、题");
    let pages_of = |text: &str| {
        let document = document(vec![heading(), block(Role::Body, text)]);
        let (pages, _) = layout(&document, &small(2), bundle());
        pages.iter().map(|page| texts(page, &document).into_iter().map(str::to_string).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    // Ten characters: heading and text are one page.
    assert_eq!(pages_of("甲甲甲甲甲甲甲甲甲。"), [["一、题", "甲甲甲甲甲甲甲甲甲。"]]);
    // The number would fill the line to its end, cut in two; whole, it goes to the next line, and the heading keeps one line of two.
    let cut = pages_of("甲甲甲甲甲甲甲甲123456789年。");
    let lines = cut.concat();
    assert!(lines.contains(&"123456789年。".to_string()), "the number is whole: {lines:?}");
    assert_eq!(cut[0], ["一、题", "甲甲甲甲甲甲甲甲"], "and the heading is not alone, for there is no third place");
}

#[test]
fn headings_and_signatures_keep_two_lines_on_a_sheet() {
    // Four lines and the heading leave room for one line of its text: both go to the next page.
    let six = |blocks: Vec<Block>| {
        let document = document(blocks);
        let (pages, _) = layout(&document, &small(6), bundle());
        pages.iter().map(|page| page.lines.len()).collect::<Vec<_>>()
    };
    let text = |lines: usize| block(Role::Body, &"甲".repeat(lines * 10));
    assert_eq!(six(vec![text(4), block(Role::Heading(Level::ONE), "一、题"), text(4)]), [4, 5]);
    // The signature has a blank line above it: text of five lines, then no room.
    let signed = six(vec![text(5), block(Role::Signature, "某某局"), block(Role::SignatureDate, "2024年3月5日")]);
    assert_eq!(signed, [3, 4], "two lines of the text go with it");
}

#[test]
fn a_bare_first_page_carries_neither_number_nor_running_head() {
    for name in builtin_names() {
        let source = format!("{}\n[header]\ntext = \"书眉\"\n[watermark]\ntext = \"草稿\"", builtin_source(name).expect("built in"));
        let bare = source.replace("first-page = \"same\"", "").replacen("[page]", "[page]\nfirst-page = \"bare\"", 1);
        let document = document(vec![block(Role::Heading(Level::ONE), "一、题"), block(Role::Body, &"讲".repeat(4000))]);
        let set = |source: &str| layout(&document, &load("own", source).expect("good"), bundle()).0;
        let (same, bare) = (set(&source), set(&bare));
        assert!(same.len() > 1 && same.len() == bare.len());
        assert!(same[0].head.is_some() && bare[0].head.is_none(), "{name}");
        assert_eq!(bare[0].furniture.len() + 1, same[0].furniture.len(), "{name}: all but the number");
        assert_eq!(bare[0].watermark, same[0].watermark, "{name}: a watermark says what the paper is");
        assert_eq!((&bare[0].lines, &bare[1..]), (&same[0].lines, &same[1..]), "{name}: nothing else changes, 2 is still 2");
    }
}

#[test]
fn with_a_table_of_contents_the_bare_page_is_the_first_of_the_text() {
    let template = load("own", "[page]\ntoc = true\nfirst_page = \"bare\"").expect("good");
    let document = document(vec![block(Role::Heading(Level::ONE), "一、题"), block(Role::Body, &"讲".repeat(28 * 40))]);
    let (pages, _) = layout(&document, &template, bundle());
    let has_number = |page: &Page| page.furniture.iter().any(|line| line.text(&document).starts_with('—'));
    let numbers: Vec<(Part, bool)> = pages.iter().map(|page| (page.part, has_number(page))).collect();
    assert_eq!(numbers, [(Part::Contents, true), (Part::Contents, false), (Part::Text, false), (Part::Text, true)]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_sheet_drops_a_character(
            texts in prop::collection::vec(prop::sample::select(vec!["学习。", "讲", "，", "“好！”", "2024年", " ", "abc. ", "？", "（", "——"]), 1..300),
            cuts in prop::collection::vec(1_usize..60, 1..6),
            (lines, columns, kept) in (4_usize..9, 1_usize..4, 0_usize..4),
        ) {
            let mut rest = texts.as_slice();
            let mut blocks = vec![block(Role::Title, "题目")];
            for (n, cut) in cuts.iter().cycle().enumerate() {
                let (now, later) = rest.split_at((*cut).min(rest.len()));
                blocks.push(block(if n % 3 == 0 { Role::Heading(Level::ONE) } else { Role::Body }, &now.concat()));
                rest = later;
                if rest.is_empty() {
                    break;
                }
            }
            let source = format!("[page]\nlines = {lines}\ncolumns = {columns}\ncharacters = 6\nkeep-sentences = {kept}\nmirror = true");
            let template = load("own", &source).expect("good");
            let document = document(blocks);
            let (pages, _) = layout(&document, &template, bundle());
            let mut read = vec![String::new(); document.blocks.len()];
            for line in pages.iter().flat_map(|page| &page.lines) {
                read[line.block().expect("text")].push_str(line.text(&document));
            }
            let written: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
            prop_assert_eq!(read, written);
            for page in &pages {
                prop_assert!(page.lines.len() <= lines * columns && !page.lines.is_empty());
                prop_assert!(page.lines.iter().all(|line| line.baseline <= template.page.height - template.page.bottom + Length::pt(2)));
            }
        }
    }
}
