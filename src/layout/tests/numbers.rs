//! Numbers, dates and what belongs to them, at every place of a line.

use super::clreq::items;
use super::*;
use crate::document::Region;
use crate::layout::number::Bond;

/// What stands in the lines before, so that a loose one has some to share with.
const BEFORE: &str = "我们，大家今天从各个乡镇来到这里，开会为的是共同商量怎样把，村里的路修好把河里的水治清把，山上的树种满让乡亲们都过上，更好的日子也让孩子们\
    ，在家门口就能上好学校老人们在，自己的村里就能看上好医生，这些事情都要靠我们一点，一滴地去做靠大家同心协力一起想办法一起出力气一天一天地干下去";

/// Text with ' = ~ - where an item is tied to the one before, each more firmly.
fn bonds(text: &str) -> String {
    let mark = |bond| match bond {
        Bond::None => "",
        Bond::Unit => "'",
        Bond::Number => "=",
        Bond::Figure => "~",
        Bond::Firm => "-",
    };
    items(text, Region::Cn).iter().map(|item| format!("{}{}", mark(item.bond), item.character)).collect()
}

#[test]
fn a_number_is_whole_wherever_in_a_line_it_comes() {
    for number in [
        "2024年3月5日", "2024年12月25日", "3月5日", "10时30分", "10月1日9时", "1.5万亿元", "123.45亿元", "5000万元", "5·12", "9·18",
        "—18℃", "3×5", "3×5×7", "〔2024〕5号", "3000余人", "20多个", "20多万人", "100㎡", "100平方公里", "3.5个百分点", "20世纪", "90年代",
        "2小时", "12个月", "5 km", "80 kWh", "±5", "三千五百人", "一万二千元", "三十六届", "第三十六届", "第三产", "百分之十五",
        "百分之15", "三分之一", "二〇二四年", "一九四九年十月一日", "四十多个", "五·四", "十四五", "二十大", "七十五周年", "三点五米",
        "1亿2000万元", "2024年度", "2024年底", "3月份", "第12次", "第5号", "10.5个百分点", "20平方公里", "第二十届", "12 345元",
        "138 0013 8000", "￥ 100", "US$ 100", "25°C", "10⁵", "10⁻³", "20标准箱", "8罐", "No. 123", "1 234 567.8吨", "3例", "35棵", "12块",
        "20升", "15学分", "010-8888 6666", "3.5兆帕",
    ] {
        // In a first line, which has none before it to share with, and in later ones; beside marks and among Han alone.
        for shift in (0..28).chain(84..112) {
            let ahead: String = BEFORE.chars().take(shift).collect();
            let text = format!("{ahead}{number}，大家都要记在心里");
            let lines = set_in(&text, 28, 2);
            assert_eq!(lines.concat(), text);
            // A first line that lacks a date of seven characters and more, or a date with its time, would fail, with more than a
            // quarter of an em at each place.
            let date = shift < 28 && (number.contains('年') && number.contains('月') || number.contains('时'));
            let whole = lines.iter().any(|line| line.contains(number));
            assert!(whole || date && lines.iter().any(|line| line.ends_with(['年', '月', '日'])), "{number} is parted: {lines:?}");
        }
    }
}

#[test]
fn a_full_line_of_han_alone_holds_as_many_as_the_grid_has() {
    let han: String = BEFORE.chars().filter(|c| *c != '，').collect();
    for (ahead, number, part) in [(12, "三千五百人", "三千"), (12, "1.6倍", "1.6"), (10, "2024年3月5日", "2024年")] {
        let ahead: String = han.chars().take(ahead).collect();
        let behind_a_line = format!("{}{ahead}{number}，大家都要记在心里", han.chars().skip(20).take(14).collect::<String>());
        assert_eq!(set(&behind_a_line, 14)[1], format!("{ahead}{part}"));
        let first = set(&format!("{ahead}{number}，大家都要记在心里"), 14);
        assert!(first[0] == ahead || !number.starts_with('1'), "a first line has no grid to fill: {first:?}");
        // Beside a mark the number is whole, but for a date that would leave more than a quarter of an em at each place.
        let marked = ahead.replacen('我', "，", 1);
        let whole = set(&format!("{marked}{number}，大家都要记在心里"), 14)[0] == marked;
        assert!(whole || number.contains('年'), "{number}");
    }
}

#[test]
fn what_belongs_to_a_number_is_tied_to_it() {
    for (text, expected) in [
        ("在2024年3月5日上午", "在2024-年=3-月=5-日上午"),
        ("在10时30分前", "在10-时=30-分前"),
        ("约1.5万亿元的", "约1.5-万-亿~元的"),
        ("约3000余人来", "约3000=余~人来"),
        ("了20多个村", "了20=多~个村"),
        ("的5·12那", "的5-·-12那"),
        ("到—18℃了", "到—-18℃了"),
        ("共3×5个", "共3-×-5~个"),
        ("国发〔2024〕5号", "国发'〔2024-〕-5-号"),
        ("有三千五百人", "有三=千=五=百=人"),
        ("占百分之十五", "占百=分=之=十=五"),
        ("第三十六届会", "第-三=十=六=届会"),
        ("在二〇二四年三月", "在二-〇-二-四-年=三-月"),
        ("在十二月三十一日", "在十-二-月=三-十-一-日"),
        ("在3月5日10时30分", "在3-月=5-日'10-时=30-分"),
        ("约12 345元的", "约12 =345~元的"),
        ("是138 0013 8000那", "是138 =0013 =8000那"),
        ("是+86 138 0013 8000那", "是+86 =138 =0013 =8000那"),
        ("共￥ 100的", "共￥ =100的"),
        ("是2019 2020 2021那", "是2019 2020 2021那"),
        ("有三个村", "有三'个村"),
        ("有三十个村", "有三=十=个村"),
        // No numbers, or none that is tied to anything.
        ("还有一些三农问题", "还有一些三农问题"),
        ("千方百计一心一意", "千方百计一心一意"),
        ("以防万一", "以防万=一"),
        ("今年多来看看", "今年多来看看"),
        ("2024来了", "2024来了"),
    ] {
        assert_eq!(bonds(text), expected, "{text}");
    }
}

#[test]
fn a_date_that_no_line_can_hold_parts_between_year_month_and_day_only() {
    for characters in 6..9 {
        for text in ["我们在2024年12月25日开会", "我们在二〇二四年十二月二十五日开会"] {
            let lines = set(text, characters);
            assert_eq!(lines.concat(), text);
            for pair in lines.windows(2) {
                let (last, first) = (pair[0].chars().next_back(), pair[1].chars().next());
                let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c));
                assert!(!(figure(last) && figure(first)), "{lines:?}");
                assert!(!first.is_some_and(|c| "年月日".contains(c)), "{lines:?}");
            }
        }
    }
}

#[test]
fn a_number_in_han_figures_parts_where_the_line_would_fail_otherwise() {
    // Six of twelve characters would be missing: more than a quarter of an em each.
    assert_eq!(set("我们一共来了一万二千三百四十五人开会", 12)[0], "我们一共来了一万二千三百");
    // Two of twenty are not seen.
    assert_eq!(set("我们，大家今天从各乡镇来这里一共来了四十五个人开会", 20)[0], "我们，大家今天从各乡镇来这里一共来了");
}

#[test]
fn a_line_that_must_break_somewhere_still_begins_with_no_mark() {
    for text in
        ["2024—2025年3—5月", "在12345—67890—12345号", "甲—乙—丙—丁—戊—己", "（（（（（（（（甲））））））））", "……………………", "————————"]
    {
        for characters in 4..7 {
            for line in set(text, characters).iter().skip(1) {
                assert!(
                    !line.starts_with(['—', '～']) || text.starts_with('—') || line.starts_with("——"),
                    "{line} of {text} in {characters}"
                );
            }
            assert_eq!(set(text, characters).concat(), text);
        }
    }
}
