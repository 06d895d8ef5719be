//! What a character is to the rules: a word of Chinese, a mark of its script, a space.
//!
//! **Always true:** no class here is ever changed by a rule into "not Chinese": what counts as Han before a rule counts as
//! Han after it, so that a second run judges a line as the first did.

/// The characters of a text that are not plain Han (U+4E00 to U+9FFF), and where they stand: one in ten, and all that most
/// rules look for. Plain Han are three bytes, and known by the first two.
pub fn besides_han(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            // One comparison of both bytes: a branch on the first alone is a guess, and wrong for one Han in seven.
            if let Some([lead, next]) = bytes.get(at..at + 2)
                && (0xE4B8..=0xE9BF).contains(&u16::from_be_bytes([*lead, *next]))
            {
                at += 3;
                continue;
            }
            let lead = *bytes.get(at)?;
            let c = if lead.is_ascii() { char::from(lead) } else { text.get(at..)?.chars().next()? };
            let from = at;
            at += c.len_utf8();
            return Some((from, c));
        }
    })
}

/// A Han character: unified, an extension, a compatibility form or a radical; 〇 and 々 count.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}'
        | '\u{2E80}'..='\u{2FDF}' | '〇' | '々' | '\u{3021}'..='\u{3029}')
}

/// A letter of a script that full-width marks belong to: Han, kana, bopomofo.
pub fn is_cjk_letter(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}')
}

/// A mark that only Chinese and Japanese set: full-width stops and brackets.
pub fn is_cjk_mark(c: char) -> bool {
    matches!(c,
        '、' | '。' | '〃' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '！' | '（' | '）' | '，' | '．' | '：' | '；' | '？' | '［' | '］' | '｛' | '｝' | '～' | '\u{FF5F}'..='\u{FF64}')
}

/// A sign that stands for left-out Han: ××县, □□乡, ○○局.
pub fn is_placeholder(c: char) -> bool {
    matches!(c, '×' | '□' | '○' | '△' | '◯' | '☐' | '■' | '●')
}

/// A mark that Chinese shares with Latin scripts; it says nothing about the script it stands in.
pub fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Whether a half-width mark beside this character belongs to Chinese.
pub fn is_chinese(c: char) -> bool {
    is_cjk_letter(c) || is_cjk_mark(c) || is_placeholder(c)
}

/// Whether a mark between these two, which are no spaces, belongs to Chinese. A quotation mark says so if nothing Latin
/// stands on the other side.
pub fn is_amid_chinese(before: char, after: char) -> bool {
    let quote = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '"');
    is_chinese(before)
        || is_chinese(after)
        || (quote(before) && !after.is_ascii_alphanumeric())
        || (quote(after) && !before.is_ascii_alphanumeric())
}

/// A closing bracket or quotation mark.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | '〕' | '］' | '」' | '』' | '｝' | '〗')
}

/// An opening bracket or quotation mark.
pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '［' | '「' | '『' | '｛' | '〖')
}

/// An ASCII letter or digit.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// A space inside a line, of any kind.
pub fn is_space(c: char) -> bool {
    c == ' ' || c == '\t' || c == '\u{3000}' || is_odd_space(c)
}

/// A space that plain text has no use for: no-break, em, en, thin, ….
pub fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// A half-width stop.
pub fn is_half_stop(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '?' | '!' | '.')
}

/// A stop, half- or full-width, that a sentence is divided with; 顿号 and colon do not count, names and headings hold them.
pub fn is_sentence_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '？' | '！' | ',' | ';' | '?' | '!')
}

/// A digit that numbers are written with in Chinese.
pub fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零')
}

/// Whether foreign names are written with this Han character (约翰·史密斯); many a Chinese word is, too.
pub fn is_in_foreign_names(c: char) -> bool {
    NAME_HAN.contains(c)
}

/// Han that foreign names are written with.
const NAME_HAN: &str = "阿埃艾安奥巴拜班邦贝比彼博布查察达戴丹道德登邓迪蒂东杜顿多尔恩法凡菲费芬弗福富盖冈戈格贡古哈海汉翰豪赫亨侯胡怀霍基吉加\
    贾简杰捷金津卡凯坎康柯科克肯孔库夸昆拉莱赖兰朗劳勒雷里理利丽莉立连列林琳留卢鲁路伦罗洛马玛迈麦曼芒毛梅门蒙米密敏明莫姆木穆那纳娜南瑙\
    内尼涅宁纽努诺欧帕潘庞佩彭皮平珀蒲普齐奇恰乔切琴丘热日荣茹瑞若萨塞赛桑森沙珊尚绍舍申圣施史士舒朔司斯丝松苏孙索所塔泰坦汤唐陶特\
    腾提汀廷图吐土托陀瓦旺威韦维伟魏温文翁沃乌武西希锡席夏香肖歇谢辛欣兴休许逊雅亚延扬耶叶伊依易因英尤于约扎赞泽詹珍朱茨兹孜宗佐";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_han_are_passed_over() {
        let text = "㐀一人鿿，a\u{4DBF}𠀀。「é";
        let wanted: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !matches!(c, '\u{4E00}'..='\u{9FFF}')).collect();
        assert_eq!(besides_han(text).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn han_marks_and_shared_marks_are_three_classes() {
        for (c, han, mark, shared) in [
            ('人', true, false, false),
            ('⼈', true, false, false),
            ('〇', true, false, false),
            ('，', false, true, false),
            ('》', false, true, false),
            ('”', false, false, true),
            ('A', false, false, false),
            ('の', false, false, false),
        ] {
            assert_eq!((is_han(c), is_cjk_mark(c), is_shared_mark(c)), (han, mark, shared), "{c}");
        }
    }
}
