//! Documents to pages: lines, faces, placement, and the promises; `clreq` has the tables of CLREQ row by row.

use super::*;
use crate::document::{Block, Level, Metadata, RunIn};
use crate::font::sample::bundle;
use crate::length::Length;
use crate::template::load;
use crate::template::sample::gbt9704;

mod clreq;
mod gbt9704;
mod numbers;
mod sheets;
mod slack;
mod titles;
mod typst;

fn block(role: Role, text: &str) -> Block {
    Block::of(role, text)
}

fn document(blocks: Vec<Block>) -> Document {
    Document { metadata: Metadata::default(), blocks }
}

/// A template whose lines hold `characters`, for flush-left text without indent.
fn narrow(characters: i64) -> Template {
    narrow_in(characters, 0)
}

/// The same with first lines set in by that many characters.
fn narrow_in(characters: i64, first_indent: i64) -> Template {
    let width = 28.0 + 26.0 + (characters * 16) as f64 * 127.0 / 360.0;
    let source = format!("[page]\nwidth-mm = {width:.3}\ncharacters = {characters}\n[style.body]\nfirst-indent = {first_indent}\n");
    load("narrow", &source).expect("a good template")
}

/// The lines of one paragraph in a measure of that many characters.
fn set(text: &str, characters: i64) -> Vec<String> {
    set_in(text, characters, 0)
}

/// The same with the first line set in by that many characters.
fn set_in(text: &str, characters: i64, first_indent: i64) -> Vec<String> {
    let document = document(vec![block(Role::Body, text)]);
    let (pages, _) = layout(&document, &narrow_in(characters, first_indent), bundle());
    pages.iter().flat_map(|page| &page.lines).map(|line| line.text(&document).to_string()).collect()
}

/// The natural width of a text, in hundredths of an em.
fn width(text: &str) -> i64 {
    let document = document(vec![block(Role::Body, text)]);
    let template = narrow(100);
    let faces = Faces::of(&document, &template, bundle());
    let itemizer = Itemizer { faces: &faces, template: &template, region: document.metadata.region };
    let mut items = itemizer.items(0, &document.blocks[0], template.style(Role::Body), &mut Shortfalls::default());
    itemize::squeeze(&mut items, document.metadata.region);
    let total: Length = items.iter().map(|item| item.width() + item.gap).sum();
    (total.units() * 100 + template.page.cell().units() / 2) / template.page.cell().units()
}

#[test]
fn pairs_of_marks_lose_half_an_em_where_two_empty_halves_touch() {
    for (text, hundredths) in [
        ("中：“中", 350),
        ("中。”中", 350),
        ("》《", 150),
        ("，《", 150),
        ("“（", 150),
        ("）”", 150),
        ("’”、“", 250),
        ("。”）", 200),
        ("？”", 150),
        ("？！", 100),
        ("！！！", 200),
        ("中，中", 300),
        ("中（中", 300),
        ("——", 200),
        ("……", 200),
        ("列夫·托", 350),
    ] {
        assert_eq!(width(text), hundredths, "{text}");
    }
}

#[test]
fn han_and_latin_are_a_quarter_em_apart() {
    // 16 pt on a cell of 16 pt: digits are half an em.
    assert_eq!(width("年2月"), 100 + 25 + 50 + 25 + 100);
    assert_eq!(width("（2）"), 250, "none beside a mark");
    assert_eq!(width("2，中"), 250);
    assert_eq!(width("中 a"), 100 + 25 + 44, "a typed space is not doubled: 0.25 em, and the a");
}

#[test]
fn a_full_stop_never_starts_a_line() {
    // 8½ em even with the stop squeezed.
    assert_eq!(set("同志们大家辛苦了。再见", 8), ["同志们大家辛苦", "了。再见"], "了 must come down with its stop");
}

#[test]
fn a_mark_that_fits_by_squeezing_is_squeezed_in() {
    // 8½ em with the stop's half given up; the comma gives the other half.
    assert_eq!(set("同志，们大家辛苦。好的好的", 8), ["同志，们大家辛苦。", "好的好的"]);
}

#[test]
fn an_opening_mark_never_ends_a_line() {
    // 《 loses its empty half at the line's start, 》 its own to let 件 in.
    assert_eq!(set("我们要学习《党章》和文件", 6), ["我们要学习", "《党章》和文件"]);
}

#[test]
fn units_are_never_parted() {
    for (text, whole) in [
        ("我们在这里过了这个2024年的春天", "2024年"),
        ("我们这里有一千多人——都是好人", "——"),
        ("我们这里有一千多人……都是好人", "……"),
        ("我们在这里的第12届大会上", "第12届"),
        ("我们这里今年增长了12.5%以上", "12.5%"),
        ("我们这里按标准GB/T 9704—2012来写", "GB/T 9704—2012"),
        ("我们自一九年到年2020—2025年里", "2020—2025年"),
        ("我们在这里说hello的时候", "hello"),
    ] {
        for characters in 8..14 {
            let lines = set(text, characters);
            assert_eq!(lines.concat(), text);
            assert_eq!(lines.iter().filter(|line| line.contains(whole)).count(), 1, "{whole} in {lines:?}");
        }
    }
}

#[test]
fn no_line_breaks_the_prohibitions_whatever_the_measure() {
    let text = "老馆长常说：“书架就是‘粮仓’，不常翻，就会‘生虫’，闹‘饥荒’”、“借出去的书才算活着”（见《馆刊》，第3期）！再看：《甲》《乙》《丙》……好吗？！好。";
    for characters in 6..40 {
        let lines = set(text, characters);
        assert_eq!(lines.concat(), text, "nothing dropped");
        for (n, line) in lines.iter().enumerate() {
            let (first, last) = (line.chars().next().expect("no empty line"), line.chars().next_back().expect("no empty line"));
            assert!(n == 0 || !"、，；：。！？）》’”·".contains(first), "{line} starts wrong at {characters}");
            assert!(n + 1 == lines.len() || !"（《“‘".contains(last), "{line} ends wrong at {characters}");
        }
    }
}

#[test]
fn a_paragraph_never_ends_in_a_lone_han() {
    for characters in 6..20 {
        let text = "我们一定要把这件事情办得又快又好让大家都满意才行啊。";
        let lines = set(text, characters);
        let last = lines.last().expect("there are lines");
        assert!(last.chars().filter(|c| *c != '。').count() != 1, "{lines:?}");
        assert_eq!(lines.concat(), text);
    }
}

#[test]
fn a_word_longer_than_the_measure_breaks_at_the_measure() {
    let word = "a".repeat(300);
    let lines = set(&word, 10);
    assert!(lines.len() > 5 && lines.concat() == word);
    let url = format!("见 https://example.org/{}/index.html?a=1 等", "long-path/".repeat(6));
    assert!(set(&url, 12).iter().all(|line| line.chars().count() < 32), "{:?}", set(&url, 12));
}

#[test]
fn a_full_page_is_22_lines_of_28_characters() {
    let document = document(vec![block(Role::Body, &"讲".repeat(28 * 44 - 2))]);
    let (pages, said) = layout(&document, &gbt9704(), bundle());
    assert_eq!((pages.len(), said.len()), (2, 0));
    for page in &pages {
        assert_eq!(page.lines.len(), 22);
        for (n, line) in page.lines.iter().enumerate() {
            let expected = if page.number == 1 && n == 0 { 26 } else { 28 };
            assert_eq!(line.text(&document).chars().count(), expected);
        }
    }
    let last = pages[0].lines[5].runs[0].glyphs.last().expect("28 glyphs");
    let right = Length::mm(210 - 26);
    assert!((last.x + Length::pt(16) - right).to_centi_pt().abs() < 30, "flush right");
}

#[test]
fn justified_lines_end_at_the_measure() {
    let text = "我们在2024年完成了GDP增长5.5%的目标，比上年提高0.3个百分点，城镇新增就业1,200万人，".repeat(12);
    let document = document(vec![block(Role::Body, &text)]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.lines).collect();
    for line in &lines[..lines.len() - 1] {
        let shown = line.text(&document);
        if shown.ends_with(faces::is_han) {
            let last = line.runs.last().and_then(|run| run.glyphs.last()).expect("glyphs");
            let off = (last.x + gbt9704().page.cell() - Length::mm(210 - 26)).to_centi_pt();
            assert!(off.abs() <= 1, "{shown}: {off}");
        }
    }
}

#[test]
fn page_numbers_are_right_on_odd_and_left_on_even_pages() {
    let document = document(vec![block(Role::Body, &"讲".repeat(28 * 30))]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let x = |page: &Page| page.furniture[0].runs[0].glyphs[0].x;
    assert!(x(&pages[0]) > Length::mm(105) && x(&pages[1]) < Length::mm(105));
    assert_eq!(pages[1].furniture[0].text(&document), "— 2 —");
    assert_eq!(x(&pages[1]), Length::mm(28) + Length::pt(14), "one character of 4号 from the edge");
}

#[test]
fn a_character_that_no_face_has_is_a_placeholder_and_a_warning() {
    let document = document(vec![block(Role::Body, "你好\u{e123}世界")]);
    let (pages, said) = layout(&document, &gbt9704(), bundle());
    let glyphs: Vec<_> = pages[0].lines[0].runs.iter().flat_map(|run| &run.glyphs).collect();
    assert_eq!(glyphs.iter().filter(|glyph| glyph.placeholder).count(), 1);
    assert_eq!((said[0].rule, said[0].severity), ("missing-glyph", crate::diagnostic::Severity::Warning));
}

#[test]
fn a_rare_character_is_shown_by_a_stand_in() {
    let document = document(vec![block(
        Role::Body,
        "陈镕同志，还有很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多很多",
    )]);
    let (_, said) = layout(&document, &gbt9704(), bundle());
    assert_eq!(said.iter().map(|d| d.rule).collect::<Vec<_>>(), ["fallback-face"]);
}

#[test]
fn a_light_face_that_stands_in_for_a_bold_one_is_thickened() {
    let document = document(vec![block(Role::Title, "在大會上的致詞"), block(Role::Body, "中文")]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let thick = |n: usize| pages[0].lines[n].runs.iter().map(|run| run.thicken).max();
    // The fallback's stems of 60 lack 68 of the title face's 128.
    assert_eq!((thick(0), thick(1)), (Some(Length::pt(22).em_thousandths(45)), Some(Length::ZERO)));
}

#[test]
fn the_six_dots_of_an_ellipsis_are_evenly_spaced() {
    let document = document(vec![block(Role::Body, "好……好")]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let glyphs = &pages[0].lines[0].runs[0].glyphs;
    let face = bundle().face(pages[0].lines[0].runs[0].face).expect("it is set");
    let first = i64::from(face.first_dot(glyphs[1].id).expect("an ellipsis"));
    // Middle of the last dot of the first half to the first dot of the second, against two dots of one half.
    let between = (glyphs[2].x - glyphs[1].x).to_centi_pt() * 10 / 16 - (1000 - 2 * first);
    assert!((between - (500 - first)).abs() <= 3, "{between} against {}", 500 - first);
    assert_eq!(document.blocks[0].text, "好……好");
}

#[test]
fn a_long_title_is_wrapped_between_words_and_is_no_hourglass() {
    for (text, lines) in [
        ("在全县消防安全工作会议上的讲话", vec!["在全县消防安全工作会议上的讲话"]),
        ("在全区学习贯彻党的二十大精神专题培训班开班仪式上的讲话", vec!["在全区学习贯彻党的二十大精神", "专题培训班开班仪式上的讲话"]),
        ("青石县人民政府关于深化乡村医疗卫生体制改革若干措施的通知", vec!["青石县人民政府关于深化乡村", "医疗卫生体制改革若干措施的通知"]),
    ] {
        let document = document(vec![block(Role::Title, text)]);
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        let shown: Vec<_> = pages[0].lines.iter().map(|line| line.text(&document)).collect();
        assert_eq!(shown, lines);
    }
}

#[test]
fn what_stands_under_a_title_is_wrapped_between_words_where_one_line_cannot_hold_it() {
    for (text, lines) in [
        ("——2026年1月15日在青石县第十四届人民代表大会第五次会议上", &["——2026年1月15日在青石县第十四届", "人民代表大会第五次会议上"][..]),
        ("——在青石县第十二届人民代表大会第四次会议的闭幕会议上的", &["——在青石县第十二届人民代表大会第四次会议的闭幕会议上的"]), // a full line
    ] {
        let document = document(vec![block(Role::Title, "工作报告"), block(Role::Subtitle, text)]);
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        let shown: Vec<_> = pages[0].lines.iter().skip(1).map(|line| line.text(&document)).collect();
        assert_eq!(shown, lines);
    }
}

#[test]
fn a_title_that_something_stands_above_has_a_blank_line_before_it() {
    let document = document(vec![block(Role::Meta, "来源：县政府"), block(Role::Title, "工作报告"), block(Role::Body, "好。")]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let [above, title, _] = &pages[0].lines[..] else { panic!("three lines") };
    assert!(title.baseline - above.baseline > gbt9704().page.pitch() * 2 - Length::pt(1));
}

#[test]
fn a_run_in_with_a_level_takes_the_headings_face() {
    let mut body = block(Role::Body, "（一）加强领导。要高度重视。");
    body.run_in = Some(RunIn { end: "（一）加强领导。".len(), level: Some(Level::new(2)) });
    let document = document(vec![body]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let runs = &pages[0].lines[0].runs;
    assert_eq!(runs.len(), 2);
    assert_eq!(Some(runs[0].face), bundle().face_for(crate::template::FaceRole::Kai));
    assert_eq!(Some(runs[1].face), bundle().face_for(crate::template::FaceRole::Fang));
}

#[test]
fn a_run_in_without_a_level_is_plain_bold_or_kai_as_the_template_says() {
    let mut body = block(Role::Body, "一是抓学习。要读书。二是抓GDP。要干。");
    let (end, inner) = ("一是抓学习。".len(), "一是抓学习。要读书。".len().."一是抓学习。要读书。二是抓GDP。".len());
    body.run_in = Some(RunIn { end, level: None });
    body.inner = vec![inner];
    let document = document(vec![body]);
    let runs = |own: &str| {
        let (pages, _) = layout(&document, &load("own", own).expect("good"), bundle());
        let thick = |run: &Run| run.thicken > Length::ZERO;
        pages[0].lines[0].runs.iter().map(|run| (run.face, thick(run), run.glyphs.len())).collect::<Vec<_>>()
    };
    use crate::template::FaceRole::{Fang, Kai, Latin, LatinBold};
    let face = |role| bundle().face_for(role).expect("the bundle has it");
    let (fang, kai, latin, bold) = (face(Fang), face(Kai), face(Latin), face(LatinBold));
    assert_eq!(runs(""), [(fang, false, 13), (latin, false, 3), (fang, false, 4)]);
    assert_eq!(
        runs("[style.body]\nrun-in = \"kai\"\ninner = \"bold\""),
        [(kai, false, 6), (fang, false, 4), (fang, true, 3), (bold, false, 3), (fang, true, 1), (fang, false, 3)]
    );
}

#[test]
fn the_cells_of_a_table_stand_under_one_another() {
    for rows in [
        ["序号\t姓名\t职务", "12\t欧阳某某\t局长"],
        ["序号  姓名   职务", "12    欧阳某某  局长"],
        ["|序号|姓名|职务|", "|12|欧阳某某|局长|"],
    ] {
        let document = document(rows.iter().map(|text| block(Role::Table, text)).collect());
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        assert_eq!(pages[0].lines.len(), 2, "{rows:?}");
        let place = |n: usize, c: char| {
            let line = &pages[0].lines[n];
            let at = line.text(&document).find(c).expect("it is in the row") as u32;
            line.runs.iter().flat_map(|run| &run.glyphs).find(|glyph| glyph.start == at).expect("it is shown").x
        };
        assert_eq!((place(0, '姓'), place(0, '职')), (place(1, '欧'), place(1, '局')), "{rows:?}");
        assert!(place(0, '职') - place(0, '姓') >= gbt9704().page.cell() * 5, "{rows:?}");
    }
}

#[test]
fn a_table_too_wide_for_columns_is_set_as_it_came() {
    let wide = "很".repeat(20);
    let document = document(vec![block(Role::Table, &format!("{wide}\t{wide}")), block(Role::Table, &format!("甲\t{wide}"))]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    assert_eq!(pages[0].lines.len(), 3, "two lines and one");
}

#[test]
fn what_a_speaker_says_hangs_behind_his_name() {
    let document = document(vec![block(Role::Dialogue, &format!("主席：{}", "好".repeat(40)))]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let x = |n: usize| pages[0].lines[n].runs[0].glyphs[0].x - Length::mm(28);
    let cell = gbt9704().page.cell();
    assert_eq!((x(0), x(1)), (cell * 2, cell * 4));
}

#[test]
fn signature_and_date_stand_by_the_formula_of_the_standard() {
    let document =
        document(vec![block(Role::Body, "好"), block(Role::Signature, "某某市人民政府"), block(Role::SignatureDate, "2024年3月5日")]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let lines = &pages[0].lines;
    let x = |n: usize| lines[n].runs[0].glyphs[0].x;
    // Issuer of 7, date of 6 (half-width digits): the date begins two characters to the right of the issuer.
    let cell = gbt9704().page.cell();
    let off = (x(2) - x(1) - cell * 2).to_centi_pt().abs();
    assert!(off < 100, "a digit is half of 16 pt, not of its cell: {off} hundredths of a point");
    assert_eq!(lines[1].baseline - lines[0].baseline, gbt9704().page.pitch() * 2, "one blank line above");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn soup() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "学", "习", "，", "。", "“", "”", "（", "）", "——", "……", "2024", "年", "GB/T", " ", "\u{3000}", "abc", "·", "！", "？",
            "\u{e000}", "①", "%", "-", "\t",
        ]);
        prop::collection::vec(part, 1..120).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn layout_drops_nothing(texts in prop::collection::vec(soup(), 1..4)) {
            let document = document(texts.iter().map(|text| block(Role::Body, text)).collect());
            let (pages, _) = layout(&document, &gbt9704(), bundle());
            let mut read = vec![String::new(); texts.len()];
            for line in pages.iter().flat_map(|page| &page.lines) {
                read[line.block().expect("text lines show blocks")].push_str(line.text(&document));
                let shown: usize = line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| usize::from(glyph.len)).sum();
                let solid = line.text(&document).trim_matches([' ', '\u{3000}', '\t']).len();
                prop_assert!(shown >= solid, "every character but the spaces at the edges has a glyph");
            }
            prop_assert_eq!(read, texts);
        }

        #[test]
        fn no_line_is_wider_than_its_measure(text in soup()) {
            let document = document(vec![block(Role::Body, &text)]);
            let (pages, _) = layout(&document, &gbt9704(), bundle());
            let edge = Length::mm(210 - 26) + Length::pt(16);
            for glyph in pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.runs).flat_map(|run| &run.glyphs) {
                prop_assert!(glyph.x < edge);
            }
        }
    }
}
