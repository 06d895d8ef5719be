//! What each character may do in a line: start it, end it, give up a half, be stretched beside.
//!
//! Classes follow CLREQ, "Prohibition Rules for Line Start and Line End", and GB/T 15834—2011, 5.1; GB wins where
//! stricter. How much is forbidden is the template's [`Prohibition`]; GB is the default.
//!
//! **Always true:** a class depends on the character and on whether it is set as Latin, on nothing else.

use crate::template::Prohibition;

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
    /// ‼ ⁇ ⁈ ⁉: never starts a line, no half is empty.
    Stacked,
    /// ， 、 ； ： 。 ？ ！ as Taiwan and Hong Kong set them, in the middle of their em: never starts a line, never squeezed.
    Centred,
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
    /// ％ ‰ ℃ ° ′ ″ ㎡: never starts a line.
    Postfix,
    /// ￥ ＄ №: never ends a line.
    Prefix,
    /// A letter of a Latin word.
    Letter,
    /// An Arabic digit.
    Digit,
    /// ( [ { $ £ ¥: as Latin, never ends a line.
    LatinOpen,
    /// ) ] } , . ; : ! ? %: as Latin, never starts a line.
    LatinClose,
    /// /: as Latin, a separator as ／ is.
    LatinSlash,
    /// -: as Latin, a short connector (短横线, 5.1.6).
    Hyphen,
    /// Other Latin marks: & = @ # ….
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
            '(' | '[' | '{' | '$' => Class::LatinOpen,
            '£' | '¥' if latin => Class::LatinOpen,
            '/' => Class::LatinSlash,
            '-' => Class::Hyphen,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' | '%' => Class::LatinClose,
            '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{3099}' | '\u{309a}' => Class::Combining,
            _ if latin && c.is_alphabetic() => Class::Letter,
            _ if latin => Class::LatinMark,
            '“' | '‘' | '（' | '《' | '〈' | '【' | '〖' | '〔' | '［' | '｛' | '「' | '『' => Class::Open,
            '”' | '’' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝' | '」' | '』' => Class::Close,
            '，' | '、' | '；' | '：' => Class::Pause,
            '。' | '．' => Class::Stop,
            '？' | '！' => Class::Query,
            '‼' | '⁇' | '⁈' | '⁉' => Class::Stacked,
            '·' | '‧' | '•' => Class::Middle,
            '–' | '～' | '〜' | '－' | '‐' => Class::Connector,
            '—' | '―' | '⸺' => Class::Dash,
            '…' | '⋯' => Class::Ellipsis,
            '／' => Class::Slash,
            '％' | '‰' | '℃' | '°' | '′' | '″' | '℉' => Class::Postfix,
            // ㎡ ㎏ ㏄: units of a square.
            '\u{3380}'..='\u{33df}' => Class::Postfix,
            '￥' | '＄' | '№' | '£' | '€' | '¥' => Class::Prefix,
            _ => Class::Han,
        }
    }

    /// The class in a text of Taiwan or Hong Kong: stops stand in the middle of their em (CLREQ).
    pub fn centred(self) -> Class {
        match self {
            Class::Pause | Class::Stop | Class::Query => Class::Centred,
            _ => self,
        }
    }

    /// Whether it belongs to a Latin word or number: never parted from its like.
    pub fn is_latin(self) -> bool {
        matches!(
            self,
            Class::Letter | Class::Digit | Class::LatinOpen | Class::LatinClose | Class::LatinSlash | Class::Hyphen | Class::LatinMark
        )
    }

    /// Whether a line may begin with it (避头).
    pub fn may_start_line(self, level: Prohibition) -> bool {
        match self {
            Class::Combining => false,
            Class::Dash | Class::Ellipsis => level < Prohibition::Strict,
            Class::Close
            | Class::Pause
            | Class::Stop
            | Class::Query
            | Class::Stacked
            | Class::Centred
            | Class::Middle
            | Class::Connector
            | Class::Slash
            | Class::Postfix
            | Class::LatinClose
            | Class::LatinSlash
            | Class::Hyphen => level < Prohibition::Basic,
            Class::Han
            | Class::Open
            | Class::Prefix
            | Class::Letter
            | Class::Digit
            | Class::LatinOpen
            | Class::LatinMark
            | Class::Space
            | Class::Blank => true,
        }
    }

    /// Whether a line may end with it (避尾).
    pub fn may_end_line(self, level: Prohibition) -> bool {
        match self {
            Class::Open | Class::Prefix | Class::LatinOpen => level < Prohibition::Basic,
            Class::Slash | Class::LatinSlash => level < Prohibition::Gb,
            _ => true,
        }
    }

    /// Whether it joins or parts what stands beside it, so that no space comes between (CLREQ, expansion).
    pub fn is_connector(self) -> bool {
        matches!(self, Class::Connector | Class::Middle | Class::Slash | Class::LatinSlash | Class::Hyphen)
    }

    /// Whether what stands behind it begins a clause: a stop, a mark or layout space.
    pub fn begins_clause(self) -> bool {
        matches!(
            self,
            Class::Open
                | Class::Close
                | Class::Pause
                | Class::Stop
                | Class::Query
                | Class::Centred
                | Class::Dash
                | Class::Blank
                | Class::Space
        )
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

/// A Han figure as years and numbers have it: 二〇二四.
pub fn is_han_figure(c: char) -> bool {
    matches!(c, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// A Han numeral of an ordinal: （十二）, 一是.
pub fn is_han_numeral(c: char) -> bool {
    is_han_figure(c) || c == '十'
}

#[cfg(test)]
mod tests {
    use super::*;
    use Prohibition::{Basic, Gb, None, Strict};

    /// clreq.md, section 2, the table of levels: marks, and the first level that forbids them.
    #[test]
    fn marks_that_never_start_a_line() {
        for (marks, from) in [
            ("、，；：。！？‼⁇⁈⁉．", Basic),
            ("”’）》〉】〗〕］｝」』", Basic),
            ("–-～", Basic),
            ("·", Basic),
            ("/／", Basic),
            ("％‰℃°′″%", Basic),
            ("—⸺…⋯", Strict), // a single — is a connector: see itemize
        ] {
            for c in marks.chars() {
                for level in [None, Basic, Gb, Strict] {
                    assert_eq!(Class::of(c, c.is_ascii()).may_start_line(level), level < from, "{c} at {level:?}");
                }
            }
        }
    }

    #[test]
    fn marks_that_never_end_a_line() {
        for (marks, from) in [("“‘（《〈【〖〔［｛「『", Basic), ("￥¥$№", Basic), ("/／", Gb)] {
            for c in marks.chars() {
                for level in [None, Basic, Gb, Strict] {
                    assert_eq!(Class::of(c, c.is_ascii()).may_end_line(level), level < from, "{c} at {level:?}");
                }
            }
        }
        for c in "、，；：。！？）》”’·—…字A5".chars() {
            assert!(Class::of(c, c.is_ascii()).may_end_line(Strict), "{c}");
        }
    }

    /// clreq.md, section 1: which half of its em each class may give up.
    #[test]
    fn each_class_has_its_empty_half() {
        for (marks, left, right) in [
            ("“‘（《〈【〖〔［｛「『", true, false),
            ("”’）》〉】〗〕］｝」』", false, true),
            ("。，、；：．", false, true),
            ("？！", false, true),
            ("·／-–—～…⸺字A5‼％", false, false),
        ] {
            for c in marks.chars() {
                let class = Class::of(c, c.is_ascii());
                assert_eq!((class.has_empty_left_half(), class.has_empty_right_half()), (left, right), "{c}");
            }
        }
    }

    #[test]
    fn stops_of_taiwan_and_hong_kong_have_no_empty_half() {
        for c in "，。、；：！？".chars() {
            let class = Class::of(c, false).centred();
            assert!(class == Class::Centred && !class.has_empty_right_half() && !class.may_start_line(Basic), "{c}");
        }
        assert_eq!(Class::of('」', false).centred(), Class::Close, "brackets hug what they hold everywhere");
    }

    #[test]
    fn a_curly_quote_in_an_english_text_is_latin() {
        assert_eq!(Class::of('’', true), Class::LatinMark);
        assert_eq!(Class::of('’', false), Class::Close);
    }
}
