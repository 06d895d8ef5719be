//! What no rule may touch: addresses, paths, code, tags, tables, ruled lines.
//!
//! A rule is about Chinese prose. What a machine reads, or what draws with marks, is found first and protected whole.
//!
//! **Always true:** found from the characters of the line alone, so that a second run protects what the first did.

use std::ops::Range;

use super::char_set::CharSet;
use super::characters::{is_cjk_letter, is_half_stop, is_han, is_shared_mark, is_space};

mod address;
mod code;
mod command;
mod layout;
mod markup;
mod quotation;

/// What a line must hold for anything in it to be protected: a sign of ASCII, a space, a frame, a mark in a row.
pub const SIGNS: CharSet = CharSet::of(&['\t', '\u{A0}', '\u{202F}', '\u{205F}'])
    .and(' ', '/')
    .and(':', '@')
    .and('[', '`')
    .and('{', '~')
    .and('\u{2500}', '\u{257F}')
    .and('\u{2000}', '\u{200A}')
    .and('\u{3000}', '\u{3000}')
    .and_repeats();

// What a line must hold for each kind to be looked for in it.
const OF_TABLES: CharSet = CharSet::of(&['|', '\t']).and('\u{2500}', '\u{257F}');
const OF_MARKUP: CharSet = CharSet::of(&['<', '&', '`', '[', ']', ':']);
const OF_ADDRESSES: CharSet = CharSet::of(&[':', '@', '\\', '/', '.']);
const OF_CODE: CharSet = CharSet::of(&['"', '\'', '=', '{', ';', '/', '#', '`']);
const OF_COMMANDS: CharSet = CharSet::of(&['-']).and('a', 'z');
const OF_QUOTATIONS: CharSet = CharSet::of(&['"', '＂', '“']);

/// The protected ranges of a line, in characters; sorted, not overlapping.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protected {
    ranges: Vec<Range<usize>>,
    /// Those of them that are words: quotations in Latin.
    quoted: Vec<Range<usize>>,
}

impl Protected {
    /// Finds them in a line that holds the characters `seen`.
    pub fn in_line(chars: &[char], seen: CharSet) -> Protected {
        let has = |signs: CharSet| seen.meets(signs);
        if chars.is_empty() || !has(SIGNS) {
            return Protected::default();
        }
        if has(OF_TABLES) && layout::is_table_row(chars) || layout::is_ruled(chars) || has(OF_CODE) && code::is_line(chars) {
            return Protected { ranges: std::iter::once(0..chars.len()).collect(), quoted: Vec::new() };
        }
        let mut ranges = Vec::new();
        if has(OF_MARKUP) {
            markup::find_key(chars, &mut ranges);
            markup::find(chars, &mut ranges);
        }
        if has(OF_ADDRESSES) {
            address::find(chars, &mut ranges);
        }
        if has(OF_CODE) {
            code::find(chars, &mut ranges);
        }
        if has(OF_COMMANDS) {
            command::find(chars, &mut ranges);
        }
        let machine = joined(ranges);
        let quoted = if has(OF_QUOTATIONS) { quotation::find(chars, &machine) } else { Vec::new() };
        let ranges = if quoted.is_empty() { machine } else { joined([machine, quoted.clone()].concat()) };
        Protected { ranges, quoted }
    }

    /// Whether any of the characters from `start` up to `end` is protected.
    pub fn meets(&self, start: usize, end: usize) -> bool {
        let after = self.ranges.partition_point(|range| range.end <= start);
        self.ranges.get(after).is_some_and(|range| range.start < end)
    }

    /// The ranges.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Whether the character stands in a quotation that is all Latin.
    pub fn is_quoted(&self, at: usize) -> bool {
        let after = self.quoted.partition_point(|range| range.end <= at);
        self.quoted.get(after).is_some_and(|range| range.start <= at)
    }
}

/// Sorted, overlapping ones made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

fn is_ascii_ink(c: char) -> bool {
    c.is_ascii_graphic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protected(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        Protected::in_line(&chars, CharSet::of_chars(&chars)).ranges().iter().map(|range| chars[range.clone()].iter().collect()).collect()
    }

    #[test]
    fn addresses_paths_code_and_tags_are_found() {
        for (text, found) in [
            (
                "网址https://www.example.gov.cn/a/b?c=1&d=2,邮箱zhang.san@example.com,完",
                vec!["https://www.example.gov.cn/a/b?c=1&d=2", "zhang.san@example.com"],
            ),
            ("见(http://a.cn/b).好", vec!["http://a.cn/b"]),
            ("文件C:\\Users\\test\\a.txt,命令", vec!["C:\\Users\\test\\a.txt"]),
            ("目录/usr/share/doc/下", vec!["/usr/share/doc/"]),
            ("代码if (a<b) { x = a[0]; }后继续.", vec!["if (a<b) { x = a[0]; }"]),
            ("这是<b>粗体</b>,&nbsp;好", vec!["<b>", "</b>", "&nbsp;"]),
            ("运行`ls, 全部`完成,好", vec!["`ls, 全部`"]),
            ("title: 讲话,稿", vec!["title: "]),
            ("参数 --strict, 有用", vec!["--strict"]),
            ("没有!(掌声);散会.", vec![]),
            // Code that quotes Chinese; a gloss in brackets is none.
            ("调用 get(\"张三\") 获取", vec!["get(\"张三\")"]),
            ("1.用f(\"甲,乙\"),好", vec!["f(\"甲,乙\")"]),
            ("得{\"标题\": \"你好,世界\"},好", vec!["{\"标题\": \"你好,世界\"}"]),
            ("\"标题\": \"你好,世界\",", vec!["\"标题\": \"你好,世界\","]),
            ("填=IF(A1>60,\"及格\",\"不及格\"),好", vec!["=IF(A1>60,\"及格\",\"不及格\")"]),
            ("填=A1&\"元\",好", vec!["=A1&\"元\""]),
            ("key=\"值\",name='张三',好", vec!["key=\"值\",name='张三'"]),
            ("GDP(\"国内生产总值\"),好", vec![]),
            ("我国GDP(国内),好", vec![]),
            // What a shell is told.
            ("先git commit -m \"修复,登录\",再说", vec!["git commit -m \"修复,登录\""]),
            ("使用--help查看,-v 看", vec!["--help"]),
            ("用 -v 选项", vec!["-v"]),
            ("甲--abc--乙", vec![]),
            // Markup.
            ("<div title=\"甲,乙\">里", vec!["<div title=\"甲,乙\">"]),
            ("用<code>你好,世界</code>,好", vec!["<code>你好,世界</code>"]),
            ("![图,一](a.png \"标题,二\"),好", vec!["![图,一](a.png \"标题,二\")"]),
            ("见[注](见附件,第二页)", vec![]),
            (":smile:好", vec![":smile:"]),
            ("请看:http://a.cn/b", vec!["http://a.cn/b"]),
            // Addresses and paths that go on in Han.
            ("见http://a.cn/路径/文件(1).pdf,好", vec!["http://a.cn/路径/文件(1).pdf"]),
            ("D:\\项目\\2024年(终稿).docx已存", vec!["D:\\项目\\2024年(终稿).docx"]),
            ("https://zh.wikipedia.org/wiki/中国:历史,好", vec!["https://zh.wikipedia.org/wiki/中国:历史"]),
            ("/home/user/文档,说明.txt", vec!["/home/user/文档,说明.txt"]),
            ("看http://a.cn/b,再看c.txt", vec!["http://a.cn/b"]),
            ("(见http://a.cn/文件)好", vec!["http://a.cn/文件"]),
            // An entity is whole, where an address that goes on in Han ends inside it, too.
            ("见http://a.cn/一&lt;：好", vec!["http://a.cn/一&lt;"]),
            // Quotations in Latin.
            ("\"Good morning,\" 他说", vec!["Good morning,"]),
            ("“GDP”和\"A股\"", vec![]),
            ("A<B 且 C>D", vec![]),
            ("C/C++和HTTP/2,好", vec![]),
        ] {
            assert_eq!(protected(text), found, "{text}");
        }
    }

    #[test]
    fn tables_and_ruled_lines_are_protected_whole() {
        for text in ["│序号│姓名│", "| 序号 | 姓名 |", "序号\t姓名\t单位", "***", "* * *", "------", "=====标题=====", "────────"]
        {
            assert_eq!(protected(text), [text], "{text}");
        }
        for text in ["同志们：\t今天\t开会。", "一、\t提高认识", "***同志在会上", "……"] {
            assert!(protected(text).is_empty(), "{text}");
        }
    }
}
