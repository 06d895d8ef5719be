//! Every row of the tables that our CLREQ sheet has for lines (classes, prohibition, units, squeeze, justification, gaps),
//! as text in, lines and widths out. Widths are hundredths of an em.

use super::*;
use crate::document::Region;
use crate::layout::itemize::Item;
use crate::layout::justify::Fit;

const OPEN: &str = "“‘（《〈【〖〔［｛「『";
const CLOSE: &str = "”’）》〉】〗〕］｝」』";
const STOPS: &str = "。，、；：";
const QUERIES: &str = "？！";

/// A measure of that many characters with `[line]` keys of its own.
pub(super) fn with(characters: i64, line: &str) -> Template {
    let width = 28.0 + 26.0 + (characters * 16) as f64 * 127.0 / 360.0;
    let page = format!("[page]\nwidth-mm = {width:.3}\ncharacters = {characters}");
    load("narrow", &format!("{page}\n[line]\n{line}\n[style.body]\nfirst-indent = 0\n")).expect("a good template")
}

pub(super) fn lines(text: &str, template: &Template) -> Vec<String> {
    let document = document(vec![block(Role::Body, text)]);
    let (pages, _) = layout(&document, template, bundle());
    pages.iter().flat_map(|page| &page.lines).map(|line| line.text(&document).to_string()).collect()
}

/// Where each glyph of each line stands, from the left edge of the measure.
pub(super) fn places(text: &str, template: &Template) -> Vec<Vec<i64>> {
    let document = document(vec![block(Role::Body, text)]);
    let (pages, _) = layout(&document, template, bundle());
    let set = pages.iter().flat_map(|page| &page.lines);
    set.map(|line| line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| hundredths(glyph.x - template.page.left)).collect()).collect()
}

fn hundredths(length: Length) -> i64 {
    (length.units() * 100 + Length::pt(8).units()).div_euclid(Length::pt(16).units())
}

pub(super) fn items(text: &str, region: Region) -> Vec<Item> {
    let mut document = document(vec![block(Role::Body, text)]);
    document.metadata.region = region;
    let template = narrow(100);
    let faces = Faces::of(&document, &template, bundle());
    let itemizer = Itemizer { faces: &faces, template: &template, region };
    let mut items = itemizer.items(0, &document.blocks[0], template.style(Role::Body), &mut Shortfalls::default());
    itemize::halve_marks(&mut items, template.page.cell(), region);
    itemize::squeeze(&mut items, region);
    items
}

pub(super) fn width_in(text: &str, region: Region) -> i64 {
    hundredths(items(text, region).iter().map(|item| item.width() + item.gap).sum())
}

/// The width of a text between two Han, which settle that it is Chinese.
fn between(text: &str, region: Region) -> i64 {
    width_in(&format!("中{text}中"), region) - 200
}

/// From each glyph to the next, in a line set to its natural width plus `more`.
fn steps(text: &str, more: i64) -> Vec<i64> {
    let items = items(text, Region::Cn);
    let natural: Length = items.iter().map(|item| item.width() + item.gap).sum();
    let measure = natural + Length::pt(16) * more / 100;
    let (placed, width) = justify::place(&items, true, Fit::Full(measure), &narrow(100).lines);
    assert_eq!(width, measure, "justified lines are as wide as their measure");
    placed.windows(2).map(|pair| hundredths(pair[1].x - pair[0].x)).collect()
}

// ── 1 classes ──

#[test]
fn each_class_has_its_advance() {
    for (marks, em) in [(OPEN, 100), (CLOSE, 100), (STOPS, 100), (QUERIES, 100), ("·", 50), ("—～", 100), ("字讲", 100)] {
        for mark in marks.chars() {
            assert_eq!(between(&mark.to_string(), Region::Cn), em, "{mark}");
        }
    }
    for (marks, em) in [
        ("——", 200),
        ("……", 200),
        ("⋯⋯", 200),
        ("…………", 400),
        ("？！", 100),
        ("？？", 100),
        ("！！", 100),
        ("！！！", 200),
        ("？？？", 200),
    ] {
        assert_eq!(between(marks, Region::Cn), em, "{marks}");
    }
}

#[test]
fn short_connectors_and_separators_between_words_take_half_an_em() {
    let mark = |text: &str, region| {
        let items = items(&format!("中{text}"), region);
        let mark = items.iter().find(|item| "／/-".contains(item.character)).expect("one");
        hundredths(mark.width())
    };
    for text in ["甲／乙", "甲/乙", "京-沪", "10-20", "2-3-4", "甲-2"] {
        assert_eq!(mark(text, Region::Cn), 50, "{text}");
    }
    // Inside a word or an address, and in Taiwan, they are as wide as their faces make them.
    for (text, em) in [("COVID-19", 33), ("km/h", 28), ("a-1-2", 33), (" - 甲", 33)] {
        assert_eq!(mark(text, Region::Cn), em, "{text}");
    }
    assert_eq!(mark("甲／乙", Region::Tw), 100);
}

#[test]
fn taiwan_and_hong_kong_centre_their_stops_and_squeeze_none() {
    for region in [Region::Tw, Region::Hk] {
        for (marks, em) in [("，", 100), ("。」", 200), ("：「", 200), ("》！？", 300), ("！！", 200), ("」「", 200), ("·", 100)]
        {
            assert_eq!(between(marks, region), em, "{marks}");
        }
        let set = items("好，好。好、好；好：好！好？", region);
        let cn = items("好，好。好、好；好：好！好？", Region::Cn);
        for (own, cn) in set.iter().zip(&cn).filter(|(own, _)| own.class == class::Class::Centred) {
            assert!(
                (own.shift > cn.shift || own.character == '？') && own.advance == cn.advance,
                "{} moves to the middle: {:?} {:?}",
                own.character,
                own.shift,
                cn.shift
            );
            assert!(own.rise > cn.rise || "；：！？".contains(own.character), "{} moves up", own.character);
        }
    }
    assert_eq!(width_in("原來，你也玩《原神》！ ？", Region::Tw), 1225, "typst, cjk-punctuation-adjustment-1");
}

// ── 2 prohibition ──

#[test]
fn each_level_forbids_its_line_starts() {
    // Eight characters and a mark that does not fit: it begins the next line, or takes the last character along.
    for (marks, from) in [
        ("、，；：。！？", "basic"),
        (CLOSE, "basic"),
        ("～", "basic"),
        ("—", "basic"), // single: a connector
        ("·", "basic"),
        ("／", "basic"),
        ("％‰℃°′″㎡", "basic"),
        ("‼⁇⁈⁉", "basic"),
        ("–-", "basic"),
        ("/", "basic"),
        ("……", "strict"),
        ("⋯⋯", "strict"),
        ("——", "strict"),
        ("⸺", "strict"),
    ] {
        let marks: Vec<String> = if from == "strict" { vec![marks.into()] } else { marks.chars().map(String::from).collect() };
        for mark in marks {
            let text = format!("我们这里天气晴朗{mark}大家出门");
            for level in ["none", "basic", "gb", "strict"] {
                let set = lines(&text, &with(8, &format!("prohibition = \"{level}\"")));
                let free = level == "none" || from == "strict" && level != "strict";
                let first = if free { "我们这里天气晴朗" } else { "我们这里天气晴" };
                assert_eq!(set[0], first, "{mark} at {level}: {set:?}");
                assert_eq!(set.concat(), text);
            }
        }
    }
}

#[test]
fn each_level_forbids_its_line_ends() {
    for mark in OPEN.chars().chain("￥№$¥".chars()) {
        let text = format!("我们这里天气晴{mark}朗大家出门去");
        for level in ["none", "basic", "gb", "strict"] {
            let set = lines(&text, &with(8, &format!("prohibition = \"{level}\"")));
            assert_eq!(set[0].ends_with(mark), level == "none", "{mark} at {level}: {set:?}");
            assert_eq!(set.concat(), text);
        }
    }
    for (level, first) in [("none", "我们这里天气晴／"), ("basic", "我们这里天气晴／"), ("gb", "我们这里天气"), ("strict", "我们这里天气")]
    {
        assert_eq!(lines("我们这里天气晴／朗大家出门去", &with(8, &format!("prohibition = \"{level}\"")))[0], first, "／ at {level}");
    }
    assert_eq!(lines("我们这里天气晴/朗大家出门去", &with(8, ""))[0], "我们这里天气", "/ as ／");
    for (text, first) in [("我们这里天气晴第5次出门去", "我们这里天气晴"), ("我们这里天气晴第五次出门去", "我们这里天气晴")]
    {
        for level in ["none", "basic", "gb", "strict"] {
            assert_eq!(lines(text, &with(8, &format!("prohibition = \"{level}\"")))[0], first, "第 at {level}");
        }
    }
}

#[test]
fn a_paragraph_may_begin_with_a_dash_at_every_level() {
    for text in ["——我们这里", "……我们这里"] {
        assert_eq!(lines(text, &with(8, "prohibition = \"strict\"")), [text]);
    }
}

#[test]
fn a_squeeze_comes_before_a_push() {
    // 先挤进，后推出: the comma inside gives up its half for the stop; without a comma 晴 comes down.
    assert_eq!(lines("我们，里天气晴朗。大家出门", &with(8, ""))[0], "我们，里天气晴朗。");
    assert_eq!(lines("我们这里天气晴朗。大家出门", &with(8, ""))[0], "我们这里天气晴");
}

// ── 2 unbreakable units ──

#[test]
fn units_are_never_parted_nor_stretched() {
    for (before, unit) in [
        ("我们的总数已经是", "1,000,000"),
        ("我们今年增长了", "12.5%"),
        ("我们会议时间定在", "10:30"),
        ("我们这里的比例是", "3:1"),
        ("我们的日子定在", "2024.3.5"),
        ("我们需要的数量是", "3—5"),
        ("我们的数量是大约", "5～10"),
        ("我们增长已经超过", "3%～5%"),
        ("我们这里的气温", "30℃"),
        ("我们这里的价格", "￥100"),
        ("我们这里的价格是", "$100"),
        ("我们这里的价格", "US$100"),
        ("我们这里是在", "2024年"),
        ("我们的会议是在", "12月"),
        ("我们这里投入了", "100万"),
        ("我们这里参加了", "第12届"),
        ("我们在二十世纪的", "一九四九年"),
        ("我们到了今天是", "二〇二四年"),
        ("我们在这里学习", "Windows"),
        ("我们这里防控", "COVID-19"),
        ("我们按这个标准写", "GB/T 9704—2012"),
        ("我们大家都在说", "——"),
        ("我们大家都在说", "……"),
        ("我们都要做好，", "一是抓"),
        ("我们都要做好，", "（一）抓"),
        ("我们都要做好，", "（12）抓"),
        ("我们都要做好，", "1.抓"),
    ] {
        let text = format!("{before}{unit}好的大家都要记住这件事情并且做好");
        let count = unit.chars().count();
        let natural = width_in(&format!("中{unit}"), Region::Cn) - 100;
        for characters in 8..16 {
            let template = with(characters, "");
            let set = lines(&text, &template);
            assert_eq!(set.concat(), text);
            let Some(at) = set.iter().position(|line| line.contains(unit)) else { panic!("{unit} is parted: {set:?}") };
            // Only numbers, words and double marks are rigid; an ordinal may be stretched with its line.
            if unit.ends_with('抓') || unit.contains(' ') || unit.starts_with('一') || unit.starts_with('二') || at + 1 == set.len() {
                continue;
            }
            let first = set[at].chars().count() - set[at].split_once(unit).map_or(0, |(_, rest)| rest.chars().count()) - count;
            let placed = &places(&text, &template)[at];
            let spread = placed[first + count - 1] - placed[first];
            assert!(spread <= natural, "{unit} is spread to {spread} of {natural} in {set:?}");
        }
    }
}

#[test]
fn a_unit_of_measure_leaves_its_number_only_where_the_line_would_fail() {
    assert_eq!(lines("我们大家今年都走了35天的路", &with(10, ""))[0], "我们大家今年都走了");
    assert_eq!(lines("我们大家都去走了那12345678米的路程", &with(14, ""))[0], "我们大家都去走了那12345678");
}

#[test]
fn a_url_breaks_only_behind_its_joints() {
    let url = "https://www.example.org/a/long-path?key=value&other=thing";
    for characters in 6..24 {
        let set = lines(&format!("网址是{url}就这样"), &with(characters, ""));
        for line in set.iter().filter(|line| !line.ends_with("thing")) {
            let last = line.chars().next_back().unwrap_or(' ');
            assert!(!last.is_ascii() || "/.?&=-".contains(last) || characters < 9, "{line} at {characters}: {set:?}");
            assert!(!line.ends_with("https:/"), "// stays whole");
        }
    }
}

#[test]
fn an_address_is_broken_only_where_the_line_before_would_be_loose() {
    // Five characters short: the name stays here, its host goes down.
    assert_eq!(lines("我们大家都可以写信到hr@example.com去问一问", &with(15, ""))[0], "我们大家都可以写信到hr@");
    assert_eq!(lines("我们大家都可以写信给她hr@example.com去问", &with(11, ""))[0], "我们大家都可以写信给她");
    // No address: never.
    assert_eq!(lines("我们大家都可以写信到hr.example.com去问一问", &with(15, ""))[0], "我们大家都可以写信到");
}

#[test]
fn a_word_that_no_line_can_hold_begins_on_the_line_before_it() {
    let digits = "1415926535".repeat(8);
    let set = lines(&format!("圆周率是3.{digits}，还没有完"), &with(10, ""));
    assert!(set[0].starts_with("圆周率是3.14") && set[0].chars().count() > 12, "{set:?}");
    assert!(
        (6..20)
            .all(|measure| lines(&format!("圆周率是3.{digits}，还没有完"), &with(measure, "")).iter().all(|line| !line.starts_with('，')))
    );
    // One that a line can hold goes down whole.
    assert_eq!(lines("我们大家都去看https今天去", &with(8, ""))[0], "我们大家都去看");
}

#[test]
fn what_is_no_unit_may_part() {
    // 统一是 counts nothing; 说 may end a line before an opening mark.
    assert_eq!(lines("我们大家的目标统一是好好学习", &with(9, ""))[0], "我们大家的目标统一");
    assert_eq!(lines("我们大家都在这里说“好”然后走", &with(9, ""))[0], "我们大家都在这里说");
}

// ── 3 width adjustment ──

#[test]
fn every_pair_of_marks_loses_what_the_table_says() {
    let han = "字";
    for (left, rows) in [
        (OPEN, [150, 200, 200, 200, 200]),
        (CLOSE, [150, 150, 150, 150, 200]),
        (STOPS, [150, 150, 150, 150, 200]),
        (QUERIES, [150, 150, 150, 100, 200]),
        (han, [200, 200, 200, 200, 200]),
    ] {
        for (right, em) in [OPEN, CLOSE, STOPS, QUERIES, han].into_iter().zip(rows) {
            for (a, b) in left.chars().flat_map(|a| right.chars().map(move |b| (a, b))) {
                assert_eq!(between(&format!("{a}{b}"), Region::Cn), em, "{a}{b}");
            }
        }
    }
    for right in [OPEN, CLOSE, STOPS, QUERIES, han].concat().chars() {
        for double in ["——", "……", "⋯⋯", "⸺"] {
            assert_eq!(between(&format!("{double}{right}"), Region::Cn), 300, "{double}{right}");
        }
        for half in ["·", "/", "／", "-", "–"] {
            assert_eq!(between(&format!("{half}{right}"), Region::Cn), 150, "{half}{right}");
        }
    }
}

#[test]
fn rows_of_marks_lose_no_half_twice() {
    for (text, em) in [("：“", 150), ("。”）", 200), ("》《", 150), ("’”、“", 250), ("（“‘", 200), ("！？！", 200)]
    {
        assert_eq!(between(text, Region::Cn), em, "{text}");
    }
}

#[test]
fn a_mark_at_a_line_end_takes_half_an_em() {
    // 7½ em stretched to 8: the mark's glyph begins half an em before the edge.
    for mark in [CLOSE, STOPS, QUERIES].concat().chars() {
        let text = format!("我们这里天气晴{mark}大家都要出门去");
        assert_eq!(lines(&text, &with(8, ""))[0].chars().next_back(), Some(mark));
        let x = places(&text, &with(8, ""))[0][7];
        // ？ and ！ are drawn further left where a face has them in the middle of the em.
        assert!(x == 750 || QUERIES.contains(mark) && (715..=750).contains(&x), "{mark} at {x}");
    }
}

#[test]
fn an_opening_mark_at_a_line_start_loses_its_empty_half_as_the_template_says() {
    for mark in OPEN.chars() {
        let text = format!("我们这里天气晴朗{mark}大家");
        assert_eq!(places(&text, &with(8, ""))[1][0], -50, "{mark}");
        assert_eq!(places(&text, &with(8, "squeeze-line-start = false"))[1][0], 0, "{mark}");
        let first = format!("{mark}大家出门");
        assert_eq!(places(&first, &with(8, ""))[0][0], 0, "{mark}: a paragraph's start keeps the two-character indent");
        assert_eq!(places(&first, &with(8, "squeeze-paragraph-start = true"))[0][0], -50, "{mark}");
    }
}

#[test]
fn a_last_line_is_set_solid() {
    let set = places("我们这里天气晴朗，大家出门", &with(8, ""));
    assert_eq!(set.last(), Some(&vec![0, 100, 200, 300, 400, 500]), "朗，大家出门");
}

// ── 4 justification ──

#[test]
fn a_line_shrinks_in_the_order_of_clreq() {
    // 甲（乙）丙，丁a戊。己: steps from each glyph to the next; an opening mark gives on its left, before it.
    let natural = steps("甲（乙）丙，丁a戊。己", 0);
    for (less, [open, close, pause, gap, stop]) in [
        (0, [0, 0, 0, 0, 0]),
        (50, [25, 25, 0, 0, 0]),     // brackets inside the line
        (100, [50, 50, 0, 0, 0]),    // to half an em
        (125, [50, 50, 25, 0, 0]),   // then ，、；：
        (150, [50, 50, 50, 0, 0]),   // to half an em
        (162, [50, 50, 50, 6, 0]),   // then Han–Latin gaps
        (175, [50, 50, 50, 12, 0]),  // to an eighth
        (200, [50, 50, 50, 12, 25]), // then 。？！
        (225, [50, 50, 50, 12, 50]), // to half an em
    ] {
        let set = steps("甲（乙）丙，丁a戊。己", -less);
        let given: Vec<i64> = natural.iter().zip(&set).map(|(natural, set)| natural - set).collect();
        let expected = [open, 0, 0, close, 0, pause, gap, gap, 0, stop];
        assert!(given.iter().zip(&expected).all(|(given, expected)| (given - expected).abs() <= 1), "{less}: {given:?} {expected:?}");
    }
}

#[test]
fn a_colon_shrinks_with_the_commas() {
    for mark in "，、；：".chars() {
        assert_eq!(steps(&format!("甲{mark}乙丙。丁"), -40), [100, 60, 100, 100, 100], "{mark}");
    }
}

#[test]
fn a_line_stretches_in_the_order_of_clreq() {
    // a b甲乙: the word space to half an em, the Han–Latin gap to a third, then every place alike.
    let natural = steps("a b甲乙", 0);
    for (more, [word, gap, han]) in [
        (0, [0, 0, 0]),
        (25, [25, 0, 0]),
        (33, [25, 8, 0]),
        (63, [35, 18, 10]), // three places for what is left
    ] {
        let set = steps("a b甲乙", more);
        let got: Vec<i64> = set.iter().zip(&natural).map(|(set, natural)| set - natural).collect();
        let expected = [0, word, gap, han];
        assert!(got.iter().zip(&expected).all(|(got, expected)| (got - expected).abs() <= 1), "{more}: {got:?} {expected:?}");
    }
}

#[test]
fn nothing_is_stretched_beside_connectors_and_separators() {
    for text in ["甲～乙丙", "甲—乙丙", "甲·乙丙", "甲／乙丙", "甲/乙丙", "甲-乙丙"] {
        let (natural, set) = (steps(text, 0), steps(text, 30));
        assert_eq!((set[0], set[1], set[2]), (natural[0], natural[1], natural[2] + 30), "{text}");
    }
}

// ── 5 Han and Latin, 6 marks ──

#[test]
fn no_gap_stands_at_a_line_edge_nor_beside_a_mark() {
    for (text, em) in [("abc", 250 - 12), ("，abc", 350 - 37), ("（12）", 300), ("12，", 225), ("。12", 225)] {
        let expected = match text {
            // Letters have widths of their own; measured with a mark on each side there is no gap at all.
            "abc" => between("（abc）", Region::Cn) - 200 + 50,
            "，abc" => between("（abc）", Region::Cn) - 100 + 25,
            _ => em,
        };
        assert_eq!(between(text, Region::Cn), expected, "{text}");
    }
    let set = places("我们这里天气晴朗GDP增长", &with(8, ""));
    assert_eq!(set[1][0], 0, "a line that begins with Latin begins at the edge");
    assert_eq!(places("我们这里天ab好的我们大家", &with(6, ""))[1][0], 0, "nor does a gap hang over from the line above");
}

#[test]
fn a_dash_is_one_continuous_mark() {
    let set = items("中——中", Region::Cn);
    assert_eq!(hundredths(set[1].advance + set[2].advance), 200);
    assert_eq!(steps("中——中字", 40)[1], 100, "no space opens inside it");
    assert_eq!(steps("中……中字", 40).len(), 4);
}
