//! The cases of typst's suite for CJK (tests/suite/layout/inline/cjk.typ), re-typed: text, width in em, expected lines.

use super::clreq::{items, lines, places, width_in, with};
use super::*;
use crate::document::Region;

#[test]
fn text_chinese_basic() {
    let text = "是美国广播公司电视剧《迷失》第3季的第22和23集，也是全剧的第71集和72集";
    assert_eq!(lines(text, &with(24, "")), ["是美国广播公司电视剧《迷失》第3季的第22和23集，也", "是全剧的第71集和72集"]);
}

#[test]
fn cjk_latin_spacing() {
    // Typst's page of 5 em; digits are half an em, gaps a quarter.
    for (text, em, expected) in [
        ("中文，中12文1中，文12中文", 1400, &["中文，中12", "文1中，文", "12中文"]),
        ("中文，中ab文a中，文ab中文", 1400 - 6, &["中文，中ab", "文a中，文", "ab中文"]),
    ] {
        assert!((width_in(text, Region::Cn) - em).abs() <= 20, "{text}: {}", width_in(text, Region::Cn));
        assert_eq!(lines(text, &with(5, "")), expected);
    }
}

#[test]
fn cjk_punctuation_adjustment() {
    // ！？ follows GB/T 15834, 5.1.2: one em together.
    for (text, em, measure, expected) in [
        ("原来，你也玩《原神》！？", 1050, 15, &["原来，你也玩《原神》！？"][..]),
        ("「真的吗？」", 550, 15, &["「真的吗？」"]),
        ("《书名〈章节〉》", 750, 15, &["《书名〈章节〉》"]),
        ("〔茸毛〕：很细的毛", 850, 15, &["〔茸毛〕：很细的毛"]),
        ("（〔中〕医、〔中〕药、技）系列评审", 1600, 21, &["（〔中〕医、〔中〕药、技）系列评审"]),
        (
            "（长三角［长江三角洲］）（GB/T 16159—2012《汉语拼音正词法基本规则》）",
            0,
            21,
            &["（长三角［长江三角洲］）（GB/T 16159—2012", "《汉语拼音正词法基本规则》）"],
        ),
        ("【爱因斯坦（Albert Einstein）】物理学家", 0, 21, &["【爱因斯坦（Albert Einstein）】物理学家"]),
        ("〔（2009）民申字第1622号〕", 100 + 50 + 200 + 100 + 400 + 25 + 200 + 25 + 100 + 100, 21, &["〔（2009）民申字第1622号〕"]),
        (
            "“江南海北长相忆，浅水深山独掩扉。”（［唐］刘长卿《会赦后酬主簿所问》）",
            3400,
            21,
            &["“江南海北长相忆，浅水深山独掩扉。”（［唐］", "刘长卿《会赦后酬主簿所问》）"],
        ),
        ("参看1378页〖象形文字〗。（《现代汉语词典》修订本）", 2400, 21, &["参看1378页〖象形文字〗。（《现代汉语词典》修", "订本）"]),
    ] {
        if em > 0 {
            assert_eq!(width_in(text, Region::Cn), em, "{text}");
        }
        assert_eq!(lines(text, &with(measure, "")), expected);
    }
    assert_eq!(width_in("原來，你也玩《原神》！ ？", Region::Tw), 1225, "Taiwan squeezes no pair");
}

#[test]
fn issue_2538_cjk_latin_spacing_before_linebreak() {
    // A line that ends between Latin and Han keeps no gap: 字 begins the next at its edge.
    let (set, placed) = (lines("我们abc字母表", &with(4, "")), places("我们abc字母表", &with(4, "")));
    assert_eq!(set, ["我们abc", "字母表"]);
    assert_eq!(placed[1], [0, 100, 200]);
}

#[test]
fn issue_6539_cjk_latin_spacing_at_manual_linebreak() {
    // A typed space at a line's end vanishes, and with it the gap; inside a line it takes the gap's place.
    let set = lines("我们甲国 T国人", &with(4, ""));
    assert_eq!(set, ["我们甲国 ", "T国人"]);
    assert_eq!(places("我们甲国 T国人", &with(4, "")), [vec![0, 100, 200, 300], places("T国人", &with(4, ""))[0].clone()]);
    assert_eq!(width_in("丙国 T国", Region::Cn), width_in("丁国T国", Region::Cn));
}

#[test]
fn issue_2650_cjk_latin_spacing_meta() {
    assert_eq!(width_in("测a试", Region::Cn) - width_in("（a）", Region::Cn), 50, "a gap on both sides");
    assert_eq!(lines("测a试", &with(5, "")), ["测a试"]);
}

#[test]
fn issue_7113_cjk_latin_spacing_in_sup() {
    // Superscripts of plain text are characters of their own: no gap comes between a word and its note number.
    for (text, gaps) in [("孔乙己¹与上大人²。", 0), ("孔乙己①与上大人②。", 0), ("孔乙己1与上大人2。", 3)] {
        let gaps_set = items(text, Region::Cn).iter().filter(|item| item.gap > Length::ZERO).count();
        assert_eq!(gaps_set, gaps, "{text}");
        assert_eq!(lines(text, &with(12, "")), [text]);
    }
}
