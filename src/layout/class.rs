//! What each character may do in a line: start it, end it, give up a half, be stretched beside.
//!
//! Classes follow CLREQ, "Prohibition Rules for Line Start and Line End", and GB/T 15834—2011, 5.1; GB wins where
//! stricter. The level is GB: `/` may neither start nor end a line, —— and …… may start one.
//!
//! **Always true:** a class depends on the character and on whether it is set as Latin, on nothing else.

/// The class of one character in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Han, kana, full-width symbols: breakable on both sides.
    Han,
    /// “ ‘ （ 《 …: empty left half, never ends a line.
    Open,
    /// ” ’ ） 》 …: empty right half, never starts a line.
    Close,
    /// ， 、 ； ：: empty right half, never starts a line.
    Pause,
    /// 。 ．: the same, shrunk later than a pause.
    Stop,
    /// ？ ！: the same; two of them share one em (GB/T 15834, 5.1.2).
    Query,
    /// ·: half an em, never starts a line (5.1.7).
    Middle,
    /// Single — – ～: never starts a line (5.1.6).
    Connector,
    /// Half of ——, never parted from the other half (5.1.4).
    Dash,
    /// Half of …….
    Ellipsis,
    /// ／: neither starts nor ends a line (5.1.9, GB level).
    Slash,
    /// ％ ‰ ℃ ° ′ ″: never starts a line.
    Postfix,
    /// ￥ ＄ №: never ends a line.
    Prefix,
    /// A letter of a Latin word.
    Letter,
    /// An Arabic digit.
    Digit,
    /// ( [ {: as Latin, never ends a line.
    LatinOpen,
    /// ) ] } , . ; : ! ? %: as Latin, never starts a line.
    LatinClose,
    /// Other Latin marks: - / & = @ # ….
    LatinMark,
    /// A word space: vanishes at a line's edges.
    Space,
    /// U+3000 or a tab: layout space.
    Blank,
    /// A combining mark: stays with what is before it.
    Combining,
}

impl Class {
    /// The class of a character; `latin` says that it is set in the Latin face.
    pub fn of(c: char, latin: bool) -> Class {
        match c {
            ' ' | '\u{a0}' => Class::Space,
            '\u{3000}' | '\t' => Class::Blank,
            '0'..='9' => Class::Digit,
            '(' | '[' | '{' => Class::LatinOpen,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' => Class::LatinClose,
            '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{3099}' | '\u{309a}' => Class::Combining,
            _ if latin && c.is_alphabetic() => Class::Letter,
            _ if latin => Class::LatinMark,
            '“' | '‘' | '（' | '《' | '〈' | '【' | '〖' | '〔' | '［' | '｛' | '「' | '『' => Class::Open,
            '”' | '’' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝' | '」' | '』' => Class::Close,
            '，' | '、' | '；' | '：' => Class::Pause,
            '。' | '．' => Class::Stop,
            '？' | '！' => Class::Query,
            '·' | '‧' | '•' => Class::Middle,
            '–' | '～' | '〜' | '－' | '‐' => Class::Connector,
            '—' | '―' | '⸺' => Class::Dash,
            '…' | '⋯' => Class::Ellipsis,
            '／' => Class::Slash,
            '％' | '‰' | '℃' | '°' | '′' | '″' | '℉' => Class::Postfix,
            '￥' | '＄' | '№' | '£' | '€' | '¥' => Class::Prefix,
            _ => Class::Han,
        }
    }

    /// Whether it belongs to a Latin word or number: never parted from its like.
    pub fn is_latin(self) -> bool {
        matches!(self, Class::Letter | Class::Digit | Class::LatinOpen | Class::LatinClose | Class::LatinMark)
    }

    /// Whether a line may begin with it (避头).
    pub fn may_start_line(self) -> bool {
        !matches!(
            self,
            Class::Close
                | Class::Pause
                | Class::Stop
                | Class::Query
                | Class::Middle
                | Class::Connector
                | Class::Slash
                | Class::Postfix
                | Class::LatinClose
                | Class::Combining
        )
    }

    /// Whether a line may end with it (避尾).
    pub fn may_end_line(self) -> bool {
        !matches!(self, Class::Open | Class::Slash | Class::Prefix | Class::LatinOpen)
    }

    /// Whether its right half is empty and may be given up.
    pub fn has_empty_right_half(self) -> bool {
        matches!(self, Class::Close | Class::Pause | Class::Stop | Class::Query)
    }

    /// Whether its left half is empty and may be given up.
    pub fn has_empty_left_half(self) -> bool {
        self == Class::Open
    }

    /// Whether it is a Chinese mark that takes no Han–Latin gap beside it.
    pub fn is_han(self) -> bool {
        self == Class::Han
    }
}

/// How firmly a Han stays with the digits before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// It may begin the next line.
    None,
    /// A unit of measure: parted from its number only where the line would be visibly loose otherwise.
    Unit,
    /// Part of a date, an ordinal or the number itself: 数字、年份不能回行 (GB/T 9704—1999, 8.2.3).
    Number,
}

/// How a Han is tied to the digits before it.
pub fn tie(c: char) -> Tie {
    if "年月日时時分秒号號届屆万萬亿億".contains(c) {
        Tie::Number
    } else if "次个個元岁歲人名位件项項条條章节節页頁级級度吨噸斤米里公千克亩畝户戶家天周倍成多余".contains(c)
    {
        Tie::Unit
    } else {
        Tie::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_never_start_a_line() {
        for c in "、，；：。！？）》〉」』】〕〗”’％·～".chars() {
            assert!(!Class::of(c, false).may_start_line(), "{c}");
        }
    }

    #[test]
    fn marks_that_never_end_a_line() {
        for c in "（《〈「『【〔〖“‘￥／".chars() {
            assert!(!Class::of(c, false).may_end_line(), "{c}");
        }
    }

    #[test]
    fn dash_and_ellipsis_may_start_a_line_at_the_gb_level() {
        assert!(Class::of('—', false).may_start_line() && Class::of('…', false).may_start_line());
    }

    #[test]
    fn a_curly_quote_in_an_english_text_is_latin() {
        assert_eq!(Class::of('’', true), Class::LatinMark);
        assert_eq!(Class::of('’', false), Class::Close);
    }
}
