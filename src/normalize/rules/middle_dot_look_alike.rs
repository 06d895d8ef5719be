//! Dots that look like the middle dot become it between two Han: 列夫•托尔斯泰 (N38; GB/T 15834—2011, 4.14).
//!
//! A bullet opens a line, a ． may end a sentence or an ordinal, a ● may stand for a character: those stay.

use crate::normalize::char_set::CharSet;
use crate::normalize::characters::{is_cjk_letter, is_han, is_han_digit};
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "middle-dot-look-alike",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line {
        triggers: CharSet::of(&['•', '‧', '・', '●', '∙', '⋅', '･', '．']), scope: Scope::Simplified, propose
    },
    page: include_str!("../../../docs/rules/middle-dot-look-alike.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    let mut kana = None;
    for (at, c) in line.chars().iter().enumerate() {
        let (before, after) = (line.before(at), line.at(at + 1));
        if !is_han(before) || !is_han(after) {
            continue;
        }
        let is_dot = match c {
            '•' | '‧' | '∙' | '⋅' => true,
            // Japanese sets this one between any two words.
            '・' | '･' => !*kana.get_or_insert_with(|| line.chars().iter().any(|c| is_kana(*c))),
            '．' => is_name(line, at),
            '●' => !is_numeral(before, after) && is_han(line.before(at - 1)) && is_han(line.at(at + 2)),
            _ => false,
        };
        if is_dot {
            proposals.replace_char(at, '·');
        }
    }
}

fn is_kana(c: char) -> bool {
    is_cjk_letter(c) && !is_han(c)
}

/// 五．四, 一．提高, 二●二四年.
fn is_numeral(before: char, after: char) -> bool {
    is_han_digit(before) || is_han_digit(after)
}

/// Han that foreign names are written with; two in three of those on each side must be.
const NAME_HAN: &str = "阿埃艾安奥巴拜班邦贝比彼博布查察达戴丹道德登邓迪蒂东杜顿多尔恩法凡菲费芬弗福富盖冈戈格贡古哈海汉翰豪赫亨侯胡怀霍基吉加\
    贾简杰捷金津卡凯坎康柯科克肯孔库夸昆拉莱赖兰朗劳勒雷里理利丽莉立连列林琳留卢鲁路伦罗洛马玛迈麦曼芒毛梅门蒙米密敏明莫姆木穆那纳娜南瑙\
    内尼涅宁纽努诺欧帕潘庞佩彭皮平珀蒲普齐奇恰乔切琴丘热日荣茹瑞若萨塞赛桑森沙珊尚绍舍申圣施史士舒朔司斯丝松苏孙索所塔泰坦汤唐陶特\
    腾提汀廷图吐土托陀瓦旺威韦维伟魏温文翁沃乌武西希锡席夏香肖歇谢辛欣兴休许逊雅亚延扬耶叶伊依易因英尤于约扎赞泽詹珍朱茨兹孜宗佐";

/// `约翰．史密斯`: no more Han on either side than names have, and of the kind that names have. Old prints have ． for every stop.
fn is_name(line: &Line, at: usize) -> bool {
    let part = |chars: Vec<char>, most: usize| {
        let known = chars.iter().filter(|c| NAME_HAN.contains(**c)).count();
        (2..=most).contains(&chars.len()) && known * 3 >= chars.len() * 2
    };
    let before = line.chars().iter().take(at).rev().take(6).copied().take_while(|c| is_han(*c)).collect();
    let after = line.chars().iter().skip(at + 1).take(7).copied().take_while(|c| is_han(*c)).collect();
    part(before, 5) && part(after, 6)
}
