//! The ordinals and marks that paragraphs begin with, and the level each stands for.
//!
//! One row in [`LADDER`] a heading numbering, highest first; 一是, 第一， and ① number paragraphs but are no headings by
//! themselves. Half-width and full-width brackets, dots and digits are read alike.
//!
//! **Always true:** a year, a decimal (1.5亿元) or 一、二、三等奖 is no marker.

use super::line::is_han;

/// What a paragraph begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 第一部, 第一部分
    Part,
    /// 第一卷, 第二编, 第一篇, 第一幕
    Volume,
    /// 第一分编
    Division,
    /// 第一章, 第三回
    Chapter,
    /// 第一节, 第一场
    Section,
    /// 壹、
    Formal,
    /// 一、
    Han,
    /// （一）
    HanParen,
    /// 1 概述, where 1.1 stands under it
    Top,
    /// 1.
    Arabic,
    /// 2.1
    Decimal,
    /// 2.1.3
    Decimals,
    /// 2.1.3.4
    DeepDecimals,
    /// （1）, 1), ⑴
    ArabicParen,
    /// ①
    Circled,
    /// 第一， 首先， 其一，
    Ordinal,
    /// 一是, 一要
    Lead,
    /// 第一条
    Article,
    /// ——
    Dash,
    /// A list dot or a list dash.
    Bullet,
    /// Heading marks of Markdown.
    Hash,
}

/// The numberings that make headings, highest first: （一） stands under 一、, whichever comes first in a text.
pub const LADDER: [Kind; 14] = [
    Kind::Part,
    Kind::Volume,
    Kind::Division,
    Kind::Chapter,
    Kind::Section,
    Kind::Formal,
    Kind::Han,
    Kind::HanParen,
    Kind::Top,
    Kind::Arabic,
    Kind::Decimal,
    Kind::Decimals,
    Kind::DeepDecimals,
    Kind::ArabicParen,
];

/// The marker at the head of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Which kind.
    pub kind: Kind,
    /// Its number; the number of marks for [`Kind::Hash`], 0 for what counts nothing.
    pub number: usize,
    /// Where it ends, in bytes of the text.
    pub end: usize,
}

/// The heading level a line's number stands for, if it has one: its usual place, before a text's own order is known.
///
/// ```
/// use jiangyi::structure::numbering::level;
/// assert_eq!(level("一、提高认识"), Some(1));
/// assert_eq!(level("（二）狠抓落实"), Some(2));
/// assert_eq!(level("一是提高认识"), None);
/// assert_eq!(level("1.5亿元"), None);
/// ```
pub fn level(text: &str) -> Option<usize> {
    match marker(text)?.kind {
        Kind::Part | Kind::Volume | Kind::Division | Kind::Chapter | Kind::Formal | Kind::Han | Kind::Top => Some(1),
        Kind::Section | Kind::HanParen => Some(2),
        Kind::Arabic => Some(3),
        Kind::ArabicParen | Kind::Decimal | Kind::Decimals | Kind::DeepDecimals => Some(4),
        Kind::Circled | Kind::Ordinal | Kind::Lead | Kind::Article | Kind::Dash | Kind::Bullet | Kind::Hash => None,
    }
}

/// The marker a text begins with.
pub fn marker(text: &str) -> Option<Marker> {
    let found = |kind, number, rest: &str| Some(Marker { kind, number, end: text.len() - rest.len() });
    let first = text.chars().next()?;
    match first {
        '*' => emphasized(text),
        'C' => chapter(text),
        '正' => {
            // 正文 第一章: an e-book says where its text begins.
            let rest = text.strip_prefix("正文")?;
            let chapter = rest.trim_start();
            let marker = ordinal(chapter).filter(|marker| marker.kind == Kind::Chapter && chapter.len() < rest.len())?;
            Some(Marker { end: marker.end + text.len() - chapter.len(), ..marker })
        }
        '—' | '―' | '─' | '-' => dash(text),
        '#' => {
            let rest = text.trim_start_matches('#');
            (rest.starts_with([' ', '\u{3000}'])).then_some(())?;
            found(Kind::Hash, text.len() - rest.len(), rest.trim_start())
        }
        '•' | '●' | '■' | '◆' | '★' | '▪' | '·' => found(Kind::Bullet, 0, text[first.len_utf8()..].trim_start()),
        '第' => ordinal(text),
        '（' | '(' => bracketed(text),
        '壹' | '贰' | '貳' | '叁' | '參' | '叄' | '肆' | '伍' | '陆' | '陸' | '柒' | '捌' | '玖' | '拾' => formal(text),
        '①'..='⑳' => found(Kind::Circled, first as usize - '①' as usize + 1, text[first.len_utf8()..].trim_start()),
        '⑴'..='⒇' => found(Kind::ArabicParen, first as usize - '⑴' as usize + 1, text[first.len_utf8()..].trim_start()),
        '⒈'..='⒛' => found(Kind::Arabic, first as usize - '⒈' as usize + 1, text[first.len_utf8()..].trim_start()),
        '㈠'..='㈩' => found(Kind::HanParen, first as usize - '㈠' as usize + 1, text[first.len_utf8()..].trim_start()),
        '首' | '其' | '再' => {
            let (number, rest) =
                ["首先", "其次", "再次"].iter().zip(1..).find_map(|(word, n)| Some((n, text.strip_prefix(word)?))).or_else(|| {
                    let (number, rest) = han_number(text.strip_prefix('其')?)?;
                    Some((number, rest))
                })?;
            found(Kind::Ordinal, number, rest.strip_prefix(['，', ',', '、'])?)
        }
        _ if digit(first).is_some() => arabic(text),
        _ => han(text),
    }
}

/// Chapter 1 来路.
fn chapter(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix("Chapter").or_else(|| text.strip_prefix("CHAPTER"))?;
    let (number, behind) = arabic_number(rest.trim_start()).filter(|_| rest.starts_with([' ', '\u{3000}']))?;
    let words = behind.trim_start();
    let parted = behind.len() > words.len() || words.is_empty() || words.starts_with(['：', ':']) || words.starts_with(is_han);
    (parted && number > 0 && number < 1000).then(|| Marker { kind: Kind::Chapter, number, end: text.len() - words.len() })
}

/// **第一条** of a Markdown copy.
fn emphasized(text: &str) -> Option<Marker> {
    let inner = text.strip_prefix("**")?;
    let (number, rest) = han_number(inner.strip_prefix('第')?)?;
    let rest = rest.strip_prefix(['条', '條'])?.strip_prefix("**")?;
    Some(Marker { kind: Kind::Article, number, end: text.len() - rest.len() })
}

/// —— before words; a run of dashes is a rule, a minus is a list item.
fn dash(text: &str) -> Option<Marker> {
    let rest = text.trim_start_matches(['—', '―', '─', '-']);
    let dashes = text[..text.len() - rest.len()].chars().count();
    let words = rest.trim_start();
    let found = |kind| Some(Marker { kind, number: 0, end: text.len() - words.len() });
    match dashes {
        _ if words.is_empty() => None,
        1 if text.starts_with("- ") => found(Kind::Bullet),
        2 => found(Kind::Dash),
        _ => None,
    }
}

/// 第一章 第一节 第一条 第一，
fn ordinal(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('第')?.trim_start();
    let (number, rest) = han_number(rest).or_else(|| arabic_number(rest))?;
    let rest = rest.trim_start();
    let unit = rest.chars().next()?;
    let after = &rest[unit.len_utf8()..];
    let spaced = after.is_empty() || after.starts_with([' ', '\u{3000}', '\t', '：', ':']);
    let parted =
        |word: &str| after.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\u{3000}', '\t', '：', ':']) || rest.is_empty());
    // 第二章程还没有写完。 is a sentence; 第二章总则 has lost its space.
    let is_sentence = || super::line::ending(after) == super::line::Ending::Stop;
    let kind = match unit {
        '章' if spaced || !after.starts_with(['的', '是', '，', '。', '、', '中', '里', '程']) && !is_sentence() => Kind::Chapter,
        '回' | '讲' | '講' | '課' | '课' if spaced => Kind::Chapter,
        '篇' | '编' | '編' | '卷' | '辑' | '輯' | '幕' if spaced => Kind::Volume,
        '部' if spaced || parted("分") => Kind::Part,
        '分' if parted("编") || parted("編") => Kind::Division,
        '单' if parted("元") => Kind::Volume,
        '节' | '節' | '场' | '場' if spaced => Kind::Section,
        '条' | '條' if spaced && !after.starts_with(['：', ':']) || after.starts_with(['【', '［']) => Kind::Article,
        '条' | '條' if article_of_articles(after).is_some() => Kind::Article,
        '，' | ',' | '、' | '：' if !after.starts_with('第') => Kind::Ordinal,
        _ => {
            let behind = COUNTED.iter().find_map(|word| rest.strip_prefix(word))?;
            let words = behind.strip_prefix(['，', ',', '：', ':'])?.trim_start();
            return (!words.is_empty()).then(|| Marker { kind: Kind::Ordinal, number, end: text.len() - words.len() });
        }
    };
    let rest = match kind {
        Kind::Article => article_of_articles(after).unwrap_or(after),
        // 部分, 分编 and 单元 are words of two characters.
        Kind::Part | Kind::Division | Kind::Volume if !spaced => {
            let mut behind = after.chars();
            behind.next();
            behind.as_str().trim_start()
        }
        _ => after.trim_start(),
    };
    Some(Marker { kind, number, end: text.len() - rest.len() })
}

/// What 第一 counts in a speech: 第一个问题，第一点：
const COUNTED: &[&str] = &[
    "个问题", "個問題", "个方面", "個方面", "方面", "点", "點", "件事", "个特点", "个层面", "个部分", "个要求", "个任务", "句话", "句話",
    "个故事", "个阶段", "个环节", "个关键词", "个建议", "个希望", "步", "条", "條", "类", "類", "种", "種", "招", "关",
];

/// Whether an ordinal counts something that it names: 第一个问题，, 第一句话，.
pub(super) fn counts_matters(text: &str) -> bool {
    let rest = text.strip_prefix('第').and_then(|rest| han_number(rest).or_else(|| arabic_number(rest)));
    rest.is_some_and(|(_, rest)| COUNTED.iter().any(|word| rest.starts_with(word)))
}

/// What stands behind 第四条之一.
fn article_of_articles(after: &str) -> Option<&str> {
    let (_, rest) = han_number(after.strip_prefix('之')?)?;
    (rest.is_empty() || rest.starts_with([' ', '\u{3000}', '\t', '【', '［'])).then_some(rest)
}

/// （一） （1）
fn bracketed(text: &str) -> Option<Marker> {
    let inner = text.strip_prefix(['（', '('])?.trim_start();
    let (kind, (number, rest)) =
        han_number(inner).map(|found| (Kind::HanParen, found)).or_else(|| arabic_number(inner).map(|found| (Kind::ArabicParen, found)))?;
    let rest = rest.trim_start().strip_prefix(['）', ')'])?;
    // （一）、 is （一） with a mark too many.
    let rest = rest.strip_prefix(['、', '.', '．']).unwrap_or(rest);
    (number < 1000).then(|| Marker { kind, number, end: text.len() - rest.trim_start().len() })
}

/// 壹、 貳、, as Taiwan's papers and old ones number their parts.
fn formal(text: &str) -> Option<Marker> {
    const FIGURES: &[&str] = &["壹", "贰貳", "叁參叄", "肆", "伍", "陆陸", "柒", "捌", "玖", "拾"];
    let value = |c: char| FIGURES.iter().position(|forms| forms.contains(c)).map(|place| place + 1);
    let figures = text.chars().map_while(value).take(3).count();
    // 拾 and one more; 貳拾 and above do not occur.
    let number = text.chars().map_while(value).take(2).sum();
    let rest = text.get(figures * '壹'.len_utf8()..)?.strip_prefix(['、', '．'])?;
    let words = rest.trim_start();
    // 伍、陆两家 counts.
    let counts = words.chars().next().is_none_or(|c| value(c).is_some());
    (!counts && figures <= 2).then(|| Marker { kind: Kind::Formal, number, end: text.len() - words.len() })
}

/// 2.1 地表水, 2.1.3 井水: a space and words behind, or it is a figure or a date.
fn decimal(text: &str) -> Option<Marker> {
    // A year makes a date: 2024.5.1 前.
    let (mut number, mut rest) = arabic_number(text).filter(|(number, _)| *number < 100)?;
    let mut parts = 1;
    while let Some((next, more)) = rest.strip_prefix(['.', '．']).and_then(arabic_number) {
        (number, rest, parts) = (next, more, parts + 1);
    }
    let kind = match parts {
        2 => Kind::Decimal,
        3 => Kind::Decimals,
        4 => Kind::DeepDecimals,
        _ => return None,
    };
    let words = rest.trim_start();
    // 3.5 万元 and 2.1 版 are figures.
    let said = words.len() < rest.len() && words.starts_with(is_han) && !measures(words);
    (said && number < 100 && text.len() - rest.len() <= 8).then(|| Marker { kind, number, end: text.len() - words.len() })
}

/// Whether words behind a figure are what it counts: 3.5 万元, 2.1 版.
pub(super) fn measures(words: &str) -> bool {
    words.starts_with(['万', '亿', '億', '萬', '千', '百', '元', '倍', '米', '公', '平', '吨', '个', '個', '版', '分', '度', '年'])
}

/// 1. 1、 1) — never 1.5, never a year.
fn arabic(text: &str) -> Option<Marker> {
    if let Some(found) = decimal(text) {
        return Some(found);
    }
    let (number, rest) = arabic_number(text)?;
    if number > 999 || text.len() - rest.len() > 9 {
        return None;
    }
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    let kind = match sign {
        '.' | '．' | '、' => Kind::Arabic,
        ')' | '）' => Kind::ArabicParen,
        // 1，要… counts; 1，2，3 and 1,000 do not.
        '，' | ',' if number < 100 && after.trim_start().starts_with(is_han) => Kind::Arabic,
        _ => return None,
    };
    let next = after.trim_start().chars().next();
    if after.starts_with(|c| digit(c).is_some()) && !begins_with_year(after)
        || next.is_some_and(|c| matches!(c, '，' | '。' | '、' | '%' | '％'))
    {
        return None;
    }
    Some(Marker { kind, number, end: text.len() - after.trim_start().len() })
}

/// 1.2024年完成…: no figure has four digits behind its dot and 年 behind them.
fn begins_with_year(words: &str) -> bool {
    arabic_number(words).is_some_and(|(year, rest)| (1800..=2199).contains(&year) && rest.starts_with('年'))
}

/// 一、 一． 一是 一要, or 一 alone.
fn han(text: &str) -> Option<Marker> {
    let (number, rest) = han_number(text)?;
    let found = |kind, rest: &str| Some(Marker { kind, number, end: text.len() - rest.len() });
    if rest.trim().is_empty() {
        return (number > 0 && text.chars().count() <= 3).then_some(()).and_then(|()| found(Kind::Han, rest));
    }
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    match sign {
        '、' | '．' | '.' => {
            // 一、二、三等奖 counts; so does 二、三十年.
            let counts =
                han_number(after).is_some_and(|(_, more)| more.starts_with(['、', '等', '年', '天', '个', '個', '次', '人', '月', '日']));
            (!counts && !after.trim().is_empty() && number < 100).then_some(()).and_then(|()| found(Kind::Han, after.trim_start()))
        }
        '是' | '要' => (number < 30).then_some(()).and_then(|()| found(Kind::Lead, after)),
        _ => None,
    }
}

/// What Chinese numerals are written with.
const HAN_NUMERALS: &str = "〇零○一二三四五六七八九十百";

/// A Chinese numeral up to 999 at the head of a text, and what follows it.
pub(super) fn han_number(text: &str) -> Option<(usize, &str)> {
    let (mut total, mut current, mut len) = (0, 0, 0);
    let mut chars = text.chars().take(12).peekable();
    while let Some(c) = chars.next() {
        // 第 十 一 条: a space between two numerals is the copyist's.
        if c == ' ' && len > 0 && chars.peek().is_some_and(|next| HAN_NUMERALS.contains(*next)) {
            len += 1;
            continue;
        }
        let value = "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
            '零' | '○' => Some(0),
            _ => None,
        });
        match (value, c) {
            (Some(value), _) => current = current * 10 + value,
            (None, '十') => (total, current) = (total + current.clamp(1, 99) * 10, 0),
            (None, '百') => (total, current) = (total + current.clamp(1, 9) * 100, 0),
            _ => break,
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((total + current, &text[len..]))
}

/// A number in digits of either width at the head of a text, and what follows it.
pub(super) fn arabic_number(text: &str) -> Option<(usize, &str)> {
    let len: usize = text.chars().take_while(|c| digit(*c).is_some()).take(6).map(char::len_utf8).sum();
    let number = text[..len].chars().filter_map(digit).fold(0, |sum, d| sum * 10 + d);
    (len > 0).then_some((number, &text[len..]))
}

/// The value of a digit of either width.
pub(super) fn digit(c: char) -> Option<usize> {
    match c {
        '0'..='9' => Some(c as usize - '0' as usize),
        '０'..='９' => Some(c as usize - '０' as usize),
        _ => None,
    }
}

/// Whether a text is the marker of an article and nothing else: `第一条` on a line of its own.
pub(super) fn is_bare_article(text: &str) -> bool {
    marker(text).is_some_and(|found| found.kind == Kind::Article && text[found.end..].trim().is_empty())
}

/// Whether what follows a marker is words, and not a figure that the marker belongs to.
pub(super) fn has_words(text: &str, marker: &Marker) -> bool {
    text[marker.end..].chars().any(|c| is_han(c) || c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_in_both_widths() {
        let cases = [
            ("第一章 总则", Kind::Chapter, 1),
            ("第十二回　某某", Kind::Chapter, 12),
            ("第二节 范围", Kind::Section, 2),
            ("一、提高认识", Kind::Han, 1),
            ("十五．某某", Kind::Han, 15),
            ("二", Kind::Han, 2),
            ("貳、討論事項", Kind::Formal, 2),
            ("拾壹、散會", Kind::Formal, 11),
            ("（三）落实", Kind::HanParen, 3),
            ("(十)落实", Kind::HanParen, 10),
            ("3、加强领导。", Kind::Arabic, 3),
            ("１．加强", Kind::Arabic, 1),
            ("5)强化监督", Kind::ArabicParen, 5),
            ("（12）强化", Kind::ArabicParen, 12),
            ("⑺考核", Kind::ArabicParen, 7),
            ("⑧ 验收", Kind::Circled, 8),
            ("第一，要", Kind::Ordinal, 1),
            ("首先，要", Kind::Ordinal, 1),
            ("其二，要", Kind::Ordinal, 2),
            ("一是抓学习", Kind::Lead, 1),
            ("二要带头", Kind::Lead, 2),
            ("第 一 条", Kind::Article, 1),
            ("——稳步增长。", Kind::Dash, 0),
            ("- 项目", Kind::Bullet, 0),
            ("## 小节", Kind::Hash, 2),
            ("正文 第三章 渡口", Kind::Chapter, 3),
            ("**第二条** 内容", Kind::Article, 2),
            ("2，加强学习", Kind::Arabic, 2),
            ("2.1 地表水", Kind::Decimal, 1),
            ("3.2.4 井水", Kind::Decimals, 4),
        ];
        for (text, kind, number) in cases {
            assert_eq!(marker(text).map(|m| (m.kind, m.number)), Some((kind, number)), "{text}");
        }
    }

    #[test]
    fn figures_and_plain_words_are_no_markers() {
        for text in [
            "1.5亿元是投入",
            "3.5 万元",
            "伍、陆两家",
            "1.2.3.4 版",
            "2024.5.1 前完成",
            "2024年",
            "一、二、三等奖共五名",
            "二、三十年来",
            "一九四九年十月",
            "二十大以来",
            "第一个五年",
            "第一章的内容",
            "第一节课",
            "一些同志",
            "其他",
            "首先要",
            "-----",
            "—",
            "（掌声）",
            "",
            "1",
            "1，2，3",
            "1,000元",
            "正文",
            "**强调**",
            "二十，举手表决",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
