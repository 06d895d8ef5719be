//! Which characters of a title make a word, and which words a term.
//!
//! Three sources: the commonest words of Chinese and those of official titles (`words/`, three lists that are searched as they lie), terms
//! of official language, and the text under the title, in which a term of its title recurs in other company: 河长制 in 全面推行河长制 and
//! 落实河长制责任.
//! The cheapest way to cut the title into words is taken; what recurs, or is a known term, keeps its words together.
//!
//! **Always true:** one joint for each character, the last of which parts nothing; the work grows with title and text, not with their product.

use super::class::is_han_numeral;
use super::faces::is_han;

/// What a line that ends behind a character parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Joint {
    /// Two words.
    Edge,
    /// Two words of as many terms.
    Term(u8),
    /// A word.
    Word,
}

/// Terms of official language, one a line, in the order of their bytes; the words of one had better stand on one line.
const TERMS: &str = include_str!("words/terms.txt");

/// Words that lead on to what follows: what is done to it, or what kind of it there is.
const LEADING: &str = "优化 推进 加强 开展 实施 做好 深化 促进 推动 提高 提升 加快 强化 规范 支持 完善 改进 健全 建立 构建 建设 坚持 切实 认真 统筹 \
    全面 深入 进一步 学习 贯彻 落实 传达 巩固 拓展 新型 普通 高等 综合 基本 专项 重点 重大 优秀 先进 有关 若干 各项 庆祝 纪念 欢迎 印发 调整 提请 审议 举办 \
    组织 参加 授予 表彰 严格 坚决 继续 持续 推行 解决 打击 整治 防治 保障 全体 全国 全省 全市 全县 全区 全校 \
    扎实 有力 有序 稳步 大力 着力 高效 精准 最低 最高 积极 主动 联合 集中 集体 首届 新任 优质 特色 国家级 省级 市级 县级 全民 老旧 严厉 广泛 充分 \
    保护 引领 谱写 赋能 助力 聚焦 破解 夯实 筑牢 守护 凝聚 弘扬 传承 发扬 践行 谋划 盘活 激发 释放 拉动 带动 防范 化解 遏制 保证 确保 维护 发挥 增强 提供 \
    稳定 合理 现场 公益 示范 创新 中期 有效 在 对 为 把 向 从 由 抓 促 保";

/// Words that close what they follow.
const CLOSING: &str = "会议 大会 工作 方案 办法 通知 意见 报告 讲话 仪式 典礼 条例 规定 决定 建设 管理 体系 机制 制度 改革 行动 活动 问题 措施 情况 \
    发展 环境 服务 保障 会议上 大会上 座谈会 推进会 动员会 现场会 培训班 研讨班 上 的 等 时 中 会 们 以来 要点 提纲 材料 细则 发言 致辞 精神 安全 教育 单位 人员 \
    工程 项目 大赛 竞赛 规划 使用 论坛 基地 试点 暨 及 和 与 同 之";

/// What is no word by itself but ends one: 培训营, 延长段.
const ENDINGS: &str = "营段班者员师站长室部处科厅局院所团队组类级型化性度率式法费款权辞词线网场馆园区县市镇村们赛展稿证器机品量";

/// Words of two, three and four characters, one a line, in the order of their bytes: each line is as long as the next.
const TWO: &[u8] = include_bytes!("words/two.txt");
const THREE: &[u8] = include_bytes!("words/three.txt");
const FOUR: &[u8] = include_bytes!("words/four.txt");

/// Characters that stand between words.
const BETWEEN: &str = "的和与及暨在了是为等對与與或把将上";
/// The longest term that is looked for in the text.
const LONGEST: usize = 6;
/// How much of the text is read.
const READ: usize = 30_000;

/// A title cut into words.
pub struct Words {
    /// What a line's end behind each character parts.
    pub joints: Vec<Joint>,
    /// Whether a line had better not end behind each character, though a word does.
    pub leading: Vec<bool>,
    /// Whether the word behind each character leads on: a phrase begins there.
    pub leads: Vec<bool>,
    /// Whether the word behind each character had better stay with it.
    pub closing: Vec<bool>,
    /// Whether the word that ends with each character is that character.
    pub single: Vec<bool>,
    /// Whether what stands behind each character is one that ends words.
    pub ending: Vec<bool>,
}

impl Words {
    /// The words of a title, and of the text under it what recurs.
    pub fn of<'a>(title: &[char], texts: impl Iterator<Item = &'a str>) -> Words {
        let recurring = recurring(title, texts);
        let known = known_terms(title);
        let starts = segments(title, &known, &recurring);
        let ends = |i: usize| i + 1 >= title.len() || starts.binary_search(&(i + 1)).is_ok();
        let mut joints: Vec<Joint> = (0..title.len()).map(|i| if ends(i) { Joint::Edge } else { Joint::Word }).collect();
        let terms = known.into_iter().chain(recurring.iter().copied());
        for (start, length) in terms.filter(|(start, length)| (*start == 0 || ends(start - 1)) && ends(start + length - 1)) {
            for joint in &mut joints[start..start + length - 1] {
                *joint = match *joint {
                    Joint::Edge => Joint::Term(1),
                    Joint::Term(terms) => Joint::Term(terms.saturating_add(1)),
                    Joint::Word => Joint::Word,
                };
            }
        }
        let mut words = Words {
            joints,
            leading: vec![false; title.len()],
            leads: vec![false; title.len()],
            closing: vec![false; title.len()],
            single: vec![false; title.len()],
            ending: vec![false; title.len()],
        };
        let (leading, closing) = (in_order(LEADING), in_order(CLOSING));
        let holds = |list: &[&str], word: &[char]| list.binary_search(&word.iter().collect::<String>().as_str()).is_ok();
        for (n, start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(title.len());
            let word = &title[*start..end];
            words.leading[end - 1] = holds(&leading, word);
            let single = matches!(word, [c] if is_han(*c) && !BETWEEN.contains(*c) && !is_han_numeral(*c));
            let before = start.checked_sub(1);
            if let Some(before) = before {
                words.leads[before] = holds(&leading, word);
                words.closing[before] = holds(&closing, word);
                words.ending[before] = matches!(word, [c] if ENDINGS.contains(*c)) && is_han(title[before]);
            }
            words.single[end - 1] = single && before.is_none_or(|before| !words.ending[before]);
        }
        words
    }
}

/// Where the words of a title begin, cut at the least cost: a word costs less than its characters one by one.
fn segments(title: &[char], known: &[(usize, usize)], recurring: &[(usize, usize)]) -> Vec<usize> {
    let mut least: Vec<(u32, usize)> = vec![(u32::MAX, 0); title.len() + 1];
    if let Some(first) = least.first_mut() {
        *first = (0, 0);
    }
    for start in 0..title.len() {
        let so_far = least[start].0;
        let mut reach = |length: usize, cost: u32| {
            if so_far.saturating_add(cost) < least[start + length].0 {
                least[start + length] = (so_far.saturating_add(cost), start);
            }
        };
        reach(1, if BETWEEN.contains(title[start]) { 5 } else { 10 });
        let rest = &title[start..];
        for length in 2..=rest.len().min(LONGEST) {
            if let Some(cost) = word_cost(&rest[..length]) {
                reach(length, cost);
            }
        }
        // A term of two or three characters is a word: 湖长制.
        for (_, length) in known.iter().filter(|(at, length)| *at == start && *length <= 3) {
            reach(*length, 5 + *length as u32);
        }
        // One that only this text has: dearer than the words it is made of, cheaper than characters that make none.
        for (_, length) in recurring.iter().filter(|(at, length)| *at == start && *length <= 4) {
            reach(*length, 4 * *length as u32);
        }
    }
    let mut starts = Vec::new();
    let mut end = title.len();
    while end > 0 {
        end = least[end].1.min(end - 1);
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// What a word costs, if it is one.
fn word_cost(word: &[char]) -> Option<u32> {
    match word.len() {
        2 => is_listed::<7>(TWO, word).then_some(7),
        3 => is_listed::<10>(THREE, word).then_some(8),
        4 => is_listed::<13>(FOUR, word).then_some(9),
        _ => None,
    }
}

/// Whether a list whose lines have `LINE` bytes has the word.
fn is_listed<const LINE: usize>(list: &[u8], word: &[char]) -> bool {
    let word: String = word.iter().collect();
    word.len() + 1 == LINE && list.as_chunks::<LINE>().0.binary_search_by(|line| line[..LINE - 1].cmp(word.as_bytes())).is_ok()
}

/// The words of a list, in order.
fn in_order(list: &str) -> Vec<&str> {
    let mut words: Vec<&str> = list.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

/// The known terms in a title: where each begins and how long it is.
fn known_terms(title: &[char]) -> Vec<(usize, usize)> {
    let text: String = title.iter().collect();
    // Most terms begin with what no title of these characters has: one look tells.
    let mut begins = [false; 256];
    title.iter().for_each(|c| begins[*c as usize & 255] = true);
    let mut found = Vec::new();
    for term in TERMS.lines().filter(|term| term.chars().take(2).all(|c| begins[c as usize & 255])) {
        let at = text.match_indices(term).map(|(at, _)| text[..at].chars().count());
        found.extend(at.map(|start| (start, term.chars().count())));
    }
    found
}

/// How often a piece of the title stands in the text, and in what company.
#[derive(Clone, Copy, Default)]
struct Tally {
    count: u32,
    /// The neighbours of the first time; a mark is none.
    sides: [Option<char>; 2],
    /// Whether others, or marks, have stood there.
    varies: [bool; 2],
}

impl Tally {
    fn add(&mut self, sides: [Option<char>; 2]) {
        for (n, side) in sides.into_iter().enumerate() {
            self.varies[n] |= side.is_none() || self.count > 0 && side != self.sides[n];
        }
        if self.count == 0 {
            self.sides = sides;
        }
        self.count += 1;
    }

    fn is_term(&self) -> bool {
        self.count > 1 && self.varies == [true, true]
    }
}

/// The pieces of a title of two characters and more that recur in the text between other neighbours.
fn recurring<'a>(title: &[char], texts: impl Iterator<Item = &'a str>) -> Vec<(usize, usize)> {
    let mut pairs: Vec<([char; 2], usize)> = title.windows(2).enumerate().map(|(at, pair)| ([pair[0], pair[1]], at)).collect();
    pairs.retain(|(pair, _)| pair.iter().all(|c| is_han(*c)));
    pairs.sort_unstable();
    // Most characters of the text begin no pair: one look tells.
    let mut begins = [false; 256];
    pairs.iter().for_each(|(pair, _)| begins[pair[0] as usize & 255] = true);
    let mut tallies = vec![[Tally::default(); LONGEST + 1]; title.len()];
    let mut left = READ;
    for text in texts {
        let text: Vec<char> = text.chars().take(left).collect();
        left -= text.len();
        let han = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().filter(|c| is_han(*c));
        for at in 0..text.len().saturating_sub(1) {
            if !begins[text[at] as usize & 255] {
                continue;
            }
            let pair = [text[at], text[at + 1]];
            let from = pairs.partition_point(|(other, _)| *other < pair);
            // A title of one character over and over has as many places as characters; four of them tell enough.
            for (_, start) in pairs[from..].iter().take_while(|(other, _)| *other == pair).take(4) {
                let same = title[*start..].iter().zip(&text[at..]).take(LONGEST).take_while(|(a, b)| a == b && is_han(**a)).count();
                for (length, tally) in tallies[*start].iter_mut().enumerate().take(same + 1).skip(2) {
                    tally.add([han(at.checked_sub(1)), han(Some(at + length))]);
                }
            }
        }
    }
    let is_term = |start: usize, length: usize| !BETWEEN.contains(title[start]) && !BETWEEN.contains(title[start + length - 1]);
    let mut found = Vec::new();
    for (start, tallies) in tallies.iter().enumerate() {
        let lengths = (2..=LONGEST).filter(|length| tallies[*length].is_term() && is_term(start, *length));
        found.extend(lengths.map(|length| (start, length)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title with | between its words, + between those of a term.
    fn cut(title: &str, texts: &[&str]) -> String {
        let title: Vec<char> = title.chars().collect();
        let words = Words::of(&title, texts.iter().copied());
        let joint = |joint: &Joint| match joint {
            Joint::Edge => "|",
            Joint::Term(_) => "+",
            Joint::Word => "",
        };
        title.iter().zip(&words.joints).map(|(c, j)| format!("{c}{}", joint(j))).collect::<String>().trim_end_matches('|').to_string()
    }

    #[test]
    fn the_terms_are_in_order_and_each_is_there_once() {
        let terms: Vec<&str> = TERMS.lines().collect();
        assert!(terms.windows(2).all(|pair| pair[0] < pair[1]), "sort words/terms.txt by bytes");
        assert!(terms.iter().all(|term| term.chars().all(is_han) && term.chars().count() >= 2));
    }

    #[test]
    fn the_lists_are_in_order_and_of_one_width() {
        fn check<const LINE: usize>(list: &[u8], least: usize) {
            let (lines, rest) = list.as_chunks::<LINE>();
            assert!(rest.is_empty() && lines.len() >= least && lines.is_sorted(), "{LINE}");
            assert!(lines.iter().all(|line| line.ends_with(b"\n")
                && std::str::from_utf8(line).is_ok_and(|line| line.chars().filter(|c| is_han(*c)).count() * 3 + 1 == LINE)));
        }
        check::<7>(TWO, 6000);
        check::<10>(THREE, 1000);
        check::<13>(FOUR, 500);
    }

    #[test]
    fn a_title_is_cut_into_its_words() {
        for (title, words) in
            [("关于铺设施工", "关于|铺设|施工"), ("在防汛动员会上的讲话", "在|防汛|动员会|上|的|讲话"), ("优化营商环境", "优化|营商+环境")]
        {
            assert_eq!(cut(title, &[]), words);
        }
    }

    #[test]
    fn what_recurs_in_other_company_is_a_word_of_the_text() {
        let texts = ["我们保护蕨鸮。蕨鸮很少，要多看看蕨鸮的巢。"];
        assert_eq!(cut("关于蕨鸮的保护", &[]), "关于|蕨|鸮|的|保护");
        assert_eq!(cut("关于蕨鸮的保护", &texts), "关于|蕨鸮|的|保护");
        // Always behind the same, or before it: part of something longer.
        assert_eq!(cut("关于蕨鸮的保护", &["大蕨鸮来了，大蕨鸮走了"]), "关于|蕨|鸮|的|保护");
        assert_eq!(cut("关于蕨鸮的保护", &["看蕨鸮"]), "关于|蕨|鸮|的|保护", "once is nothing");
    }

    #[test]
    fn words_that_recur_together_are_a_term() {
        let texts = ["推广海洋养殖。海洋养殖很难，学习海洋养殖的人不多。"];
        assert_eq!(cut("在海洋养殖会议上", &texts), "在|海洋+养殖|会议上");
        assert_eq!(cut("在海洋养殖会议上", &[]), "在|海洋|养殖|会议上");
    }

    #[test]
    fn any_title_is_cut() {
        for title in ["", "的", "的的", "A", "2024", &"讲".repeat(300), "《》"] {
            let characters: Vec<char> = title.chars().collect();
            let words = Words::of(&characters, [title, title].into_iter());
            assert_eq!(words.joints.len(), characters.len());
        }
    }
}
