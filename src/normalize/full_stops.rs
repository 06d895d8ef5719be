//! Which dots behind Chinese end a sentence, which divide a name or a list, and which nobody can tell.
//!
//! A dot at the end of a paragraph ends a sentence, and so does one behind a percentage. Between two Han it does where what
//! follows can only begin a clause (我们, 但是, 第二，), or where clauses of some length stand on both sides in running text and
//! neither of them looks like a part of a foreign name (约翰.史密斯). Everything else is left in doubt, and told.
//!
//! **Always true:** read from the characters of the line alone, in one pass over them and a bounded look round each dot.

use super::characters::{is_closing, is_han, is_han_digit, is_in_foreign_names, is_latin, is_opening, is_space};
use super::line::{EDGE, Line};

/// What a dot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A sentence ends here.
    Stop,
    /// A sentence may end here, or a name or a list be divided.
    Doubt,
}

/// Han that a clause has at least, where nothing else says that it is one.
const CLAUSE: usize = 6;
/// Han on both sides where other dots of the paragraph end sentences.
const SHORT_CLAUSE: usize = 4;
/// A line longer than this is no heading.
const HEADING: usize = 40;
/// Han of a phrase in quotation marks.
const SLOGAN: usize = 9;
/// Han of a name that are looked at on either side.
const NAME: usize = 4;

/// Words that end in a dot of their own.
const ABBREVIATIONS: [&str; 16] = ["etc", "inc", "ltd", "co", "corp", "no", "vs", "al", "pp", "vol", "ed", "jr", "sr", "dr", "mr", "st"];

/// Words that begin a clause and stand in no name.
const OPENERS: [&str; 62] = [
    "我", "你", "您", "他", "她", "它", "这", "那么", "那个", "那些", "那时", "那里", "大家", "同志们", "各位", "今天", "今年", "昨天",
    "明天", "明年", "去年", "目前", "当前", "现在", "近年来", "同时", "因此", "所以", "因为", "但是", "但我", "但这", "不过", "然而",
    "而且", "并且", "如果", "虽然", "由于", "为了", "通过", "首先", "其次", "再次", "最后", "此外", "另外", "总之", "希望", "谢谢", "下面",
    "以上", "以下", "一方面", "另一方面", "接下来", "于是", "尤其是", "特别是", "只有", "只要", "其中",
];

/// Han of foreign names that are too common elsewhere to prove one by themselves (乔治, 爱德华, 布什).
const ALSO_IN_NAMES: &str = "治爱华什诺逊白柏波伯宾勃薄本边采蔡策曹昌楚慈措达大当得狄蒂端敦多鄂耳范方丰冯夫盖甘高歌根瓜圭桂果郭罕浩赫黑亨洪华黄惠\
    霍济家嘉坚江居喀开考可库宽奎阔腊李黎礼良辽梁林龙娄隆伦吕满曼毛茂美蒙孟弥谟摩莫默墨牟拿奈能妮聂牛农女派培蓬普漆契强钦青邱求屈让仁荣\
    撒三瑟山生盛诗寿蜀舒顺宋素孙铁天田廷托脱瓦外万旺为卫渥吾伍锡霞仙显香向萧雪逊亚岩阳业义艺意音应永雨裕原云宰藏则曾占真芝志中庄卓子自祖左佐佛\
    合力买肯帕鼎沛晋斐黛妲菲京撒切";

/// What the dots of a line say, in order; those of numbers, words, addresses, titles and ellipses are not among them.
pub fn read(line: &Line) -> Vec<(usize, Sense)> {
    let dots = dots(line);
    if dots.is_empty() {
        return Vec::new();
    }
    let counts = Counts::of(line, &dots);
    let (has_stop, is_prose) = (line.chars().contains(&'。'), is_prose(line));
    let mut read = Vec::with_capacity(dots.len());
    // Where 。 ends the sentences, some old prints have ． for a comma.
    let is_odd = |dot: usize| line.at(dot) == '．' && has_stop;
    for (index, dot) in dots.iter().enumerate() {
        let found = Around::of(line, &counts, &dots, index).and_then(|around| Some((around.sense(line, is_prose, has_stop)?, around)));
        if let Some((sense, around)) = found {
            read.push((*dot, if is_odd(*dot) { Sense::Doubt } else { sense }, around));
        }
    }
    // Where most dots inside the paragraph end sentences, shorter clauses are sentences, too.
    let inside = |sense: Sense| read.iter().filter(|(_, said, around)| *said == sense && !around.ends).count();
    let (stops, doubts) = (inside(Sense::Stop), inside(Sense::Doubt));
    let is_series = stops >= 2 && doubts <= stops;
    let joins = |around: &Around| is_series && around.is_short_clause && !is_odd(around.at);
    read.iter().map(|(dot, sense, around)| (*dot, if joins(around) { Sense::Stop } else { *sense })).collect()
}

/// Where the dots stand that something may be said of.
fn dots(line: &Line) -> Vec<usize> {
    let mut titles = 0usize;
    let mut found = Vec::new();
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            '.' | '．' if titles == 0 => {
                let (before, after) = (line.before(at), line.at(at + 1));
                let is_inside = is_latin(before) && is_latin(after);
                let is_row = matches!(before, '.' | '．') || matches!(after, '.' | '．');
                if !is_inside && !is_row && line.is_free(at) {
                    found.push(at);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether sentences run here, and this is no heading or signature.
fn is_prose(line: &Line) -> bool {
    let chars = line.chars();
    chars.len() > HEADING
        || chars.iter().any(|c| matches!(c, '，' | '。' | '；' | '？' | '！' | ',' | ';' | '?' | '!'))
        || chars.last().is_some_and(|c| matches!(c, '.' | '．'))
}

/// For each character how many Han stand before it, and where the sentence that it stands in begins and ends: at stops and dots.
struct Counts {
    han: Vec<usize>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Counts {
    fn of(line: &Line, dots: &[usize]) -> Counts {
        let mut counts = Counts { han: vec![0], starts: Vec::new(), ends: Vec::new() };
        let mut dots = dots.iter().peekable();
        let (mut han, mut start) = (0, 0);
        for (at, c) in line.chars().iter().enumerate() {
            let divides = dots.next_if(|dot| **dot == at).is_some() || matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';');
            han += usize::from(is_han(*c));
            counts.han.push(han);
            counts.starts.push(start);
            if divides {
                start = at + 1;
                counts.ends.resize(start, at);
            }
        }
        counts.ends.resize(line.chars().len(), line.chars().len());
        counts
    }

    /// Han from there up to there.
    fn han(&self, from: usize, to: usize) -> usize {
        let before = |at: usize| self.han.get(at).or(self.han.last()).copied().unwrap_or(0);
        before(to).saturating_sub(before(from))
    }
}

/// What stands before a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Han, or a mark closed behind Han.
    Han,
    /// 3.2%
    Percentage,
    /// 1500 or 3.5, behind Han.
    Number,
    /// WTO, behind Han.
    Word,
}

/// A dot and its surroundings.
struct Around {
    at: usize,
    tail: Tail,
    /// Where what follows begins, spaces and closing marks aside.
    next: usize,
    /// Whether the paragraph or a quotation ends with it.
    ends: bool,
    /// Where its sentence begins.
    start: usize,
    /// Han of the sentence before and of the one behind.
    han: (usize, usize),
    /// Whether nothing but its length speaks against a sentence.
    is_short_clause: bool,
}

impl Around {
    fn of(line: &Line, counts: &Counts, dots: &[usize], index: usize) -> Option<Around> {
        let at = *dots.get(index)?;
        let start = counts.starts.get(at).copied()?;
        let tail = tail(line, at)?;
        let next = line.run_end(at + 1, |c| is_closing(c) || is_space(c) || c == '"');
        let is_closed = line.chars().get(at + 1..next).unwrap_or_default().iter().any(|c| is_closing(*c));
        let end = counts.ends.get(next).copied().unwrap_or(next);
        let han = (counts.han(start, at), counts.han(next, end));
        let ends = line.at(next) == EDGE || is_closed;
        let mut around = Around { at, tail, next, ends, start, han, is_short_clause: false };
        around.is_short_clause = !ends
            && matches!(tail, Tail::Han)
            && is_han(line.at(next))
            && han.0 >= SHORT_CLAUSE
            && han.1 >= SHORT_CLAUSE
            && !around.is_reference(line)
            && !around.is_slogan(line)
            && Names::beside(line, at, next).are_none();
        Some(around)
    }

    /// What it says; nothing where it belongs to a number.
    fn sense(&self, line: &Line, is_prose: bool, has_stop: bool) -> Option<Sense> {
        let next = line.at(self.next);
        if self.tail == Tail::Han && numbers(line, self.at) {
            return None;
        }
        if self.ends {
            let is_stop = match self.tail {
                Tail::Han => true,
                Tail::Percentage => self.han.0 >= 2,
                Tail::Number => self.han.0 >= SHORT_CLAUSE && next == EDGE,
                Tail::Word => has_stop && line.at(self.at + 1) == EDGE,
            };
            return is_stop.then_some(Sense::Stop);
        }
        if self.tail == Tail::Percentage {
            return (self.han.0 >= 2 && self.han.1 >= 2).then_some(Sense::Stop);
        }
        // 三.八, 五.一
        if is_han_digit(line.before(self.at)) && is_han_digit(next) {
            return None;
        }
        let is_year = next.is_ascii_digit() && self.begins_with_year(line);
        if !is_han(next) && !is_opening(next) && !is_year && !self.begins_with_number(line) {
            return None;
        }
        if self.is_reference(line) || self.is_slogan(line) {
            return Some(Sense::Doubt);
        }
        if self.han.0 >= 2 && self.opens_a_clause(line) {
            return Some(Sense::Stop);
        }
        let is_name = Names::beside(line, self.at, self.next).may_be_one();
        let are_clauses = self.han.0 >= CLAUSE && (self.han.1 >= CLAUSE || is_opening(next)) && is_prose;
        Some(if are_clauses && !is_name { Sense::Stop } else { Sense::Doubt })
    }

    /// 第三章.第四节: two parts of a reference.
    fn is_reference(&self, line: &Line) -> bool {
        let next = line.at(self.next);
        "章节条款项编部册卷篇图表期".contains(line.before(self.at)) && (next == '第' || is_han_digit(next) || next.is_ascii_digit())
    }

    /// “山清水秀.物阜民丰”: two phrases and nothing else in quotation marks.
    fn is_slogan(&self, line: &Line) -> bool {
        let phrase = |c: &&char| is_han(**c);
        let before = line.chars().get(..self.at).unwrap_or_default().iter().rev().take(SLOGAN).take_while(phrase).count();
        let behind = line.chars().iter().skip(self.next).take(SLOGAN).take_while(phrase).count();
        is_opening(line.before(self.at - before)) && is_closing(line.at(self.next + behind))
    }

    /// Whether what follows can only begin a clause: 我们, 第二，, 三要, 2.加强, （二）, or a speaker behind a speaker.
    fn opens_a_clause(&self, line: &Line) -> bool {
        let chars = line.chars().get(self.next..).unwrap_or_default();
        let begins = |word: &str| word.chars().eq(chars.iter().take(word.chars().count()).copied());
        if OPENERS.iter().any(|word| begins(word)) {
            return true;
        }
        let digits = |from: usize| chars.iter().skip(from).take(4).take_while(|c| is_han_digit(**c)).count();
        let behind = |at: usize, marks: &str| chars.get(at).is_some_and(|c| marks.contains(*c));
        match chars.first() {
            Some('第' | '其') => digits(1) > 0 && behind(1 + digits(1), "，,、是要"),
            Some('（' | '(') => {
                let digits = chars.iter().skip(1).take(3).take_while(|c| is_han_digit(**c) || c.is_ascii_digit()).count();
                digits > 0 && behind(1 + digits, "）)")
            }
            Some(c) if is_han_digit(*c) => behind(digits(0), "、是要"),
            Some(c) if c.is_ascii_digit() => self.begins_with_number(line),
            _ => {
                let name = chars.iter().take(5).take_while(|c| is_han(**c)).count();
                let is_speech = line.chars().get(self.start..self.at).unwrap_or_default().iter().take(6).any(|c| matches!(c, '：' | ':'));
                (2..=4).contains(&name) && behind(name, "：:") && is_speech
            }
        }
    }

    /// 2.加强, 3、做好
    fn begins_with_number(&self, line: &Line) -> bool {
        let end = line.run_end(self.next, |c| c.is_ascii_digit());
        (1..=2).contains(&(end - self.next)) && matches!(line.at(end), '.' | '．' | '、') && is_han(line.at(end + 1))
    }

    /// 2024年
    fn begins_with_year(&self, line: &Line) -> bool {
        let end = line.run_end(self.next, |c| c.is_ascii_digit());
        end - self.next == 4 && line.at(end) == '年'
    }
}

fn tail(line: &Line, at: usize) -> Option<Tail> {
    let before = line.before(at);
    let is_chinese = match before {
        quote @ ('”' | '’' | '"') => {
            let before = line.before(at.saturating_sub(1));
            is_han(before) || (quote != '"' && is_closing(before))
        }
        before => is_han(before) || is_closing(before),
    };
    if is_chinese {
        return Some(Tail::Han);
    }
    let ink =
        |end: usize, of: fn(&char) -> bool| line.chars().get(..end).unwrap_or_default().iter().rev().take(21).take_while(|c| of(c)).count();
    let number = |end: usize| ink(end, |c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if matches!(before, '%' | '‰' | '℃') {
        return (number(at - 1) > 0).then_some(Tail::Percentage);
    }
    let digits = number(at);
    if digits > 0 {
        let is_long = digits >= 3 && before.is_ascii_digit();
        return (is_long && digits <= 20 && is_han(line.before(at - digits))).then_some(Tail::Number);
    }
    let letters = ink(at, char::is_ascii_alphabetic);
    let word: String = line.chars().get(at - letters..at).unwrap_or_default().iter().map(char::to_ascii_lowercase).collect();
    let is_word = (2..=20).contains(&letters) && is_han(line.before(at - letters)) && !ABBREVIATIONS.contains(&word.as_str());
    is_word.then_some(Tail::Word)
}

/// The Han that foreign names are written with, in a row before a dot and behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Names {
    /// How many before and behind.
    length: (usize, usize),
    /// How many of them are of the surer kind.
    sure: (usize, usize),
}

impl Names {
    fn beside(line: &Line, at: usize, next: usize) -> Names {
        let mut names = Names { length: (0, 0), sure: (0, 0) };
        let belongs = |c: &&char| is_in_foreign_names(**c) || ALSO_IN_NAMES.contains(**c);
        for c in line.chars().get(..at).unwrap_or_default().iter().rev().take(NAME).take_while(belongs) {
            names.length.0 += 1;
            names.sure.0 += usize::from(is_in_foreign_names(*c));
        }
        for c in line.chars().iter().skip(next).take(NAME).take_while(belongs) {
            names.length.1 += 1;
            names.sure.1 += usize::from(is_in_foreign_names(*c));
        }
        names
    }

    /// Whether the dot may divide a name: its parts on both sides, or one that can hardly be anything else.
    fn may_be_one(&self) -> bool {
        let Names { length: (before, behind), sure } = *self;
        let (length, known) = (before + behind, sure.0 + sure.1);
        let are_both = before > 0 && behind > 0 && length >= 3 && known >= 2 && 3 * known >= length;
        are_both || sure.0 >= 3 || sure.1 >= 3
    }

    /// Whether nothing of a name stands on either side.
    fn are_none(&self) -> bool {
        self.length == (0, 0)
    }
}

/// `一.` and `（一）.` where an item begins: a number, no sentence.
fn numbers(line: &Line, at: usize) -> bool {
    let mut start = at;
    if line.before(start) == '）' {
        start -= 1;
    }
    let digits = line.chars().get(..start).unwrap_or_default().iter().rev().take_while(|c| is_han_digit(**c) || c.is_ascii_digit()).count();
    start -= digits;
    if start < at && line.before(start) == '（' {
        start -= 1;
    }
    let before = line.before(start);
    digits > 0
        && (before == EDGE
            || is_space(before)
            || matches!(before, '。' | '；' | '：' | '.' | '．' | ';' | ':' | '，')
            || is_closing(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line with ! for a stop and ? for a dot in doubt.
    fn seen(text: &str) -> String {
        let line = Line::new(text);
        let read = read(&line);
        let sense = |at: usize| read.iter().find(|(dot, _)| *dot == at).map(|(_, sense)| if *sense == Sense::Stop { '!' } else { '?' });
        line.chars().iter().enumerate().map(|(at, c)| sense(at).unwrap_or(*c)).collect()
    }

    #[test]
    fn dots_end_sentences_or_are_in_doubt() {
        for expected in [
            // Names of foreigners, whether or not other sentences end in 。.
            "约翰?史密斯是英国人",
            "爱德华?斯诺登是美国人!",
            "当时的总统乔治?布什在国会发表了讲话!",
            "后来人们都知道,史蒂夫?乔布斯创办了公司!我们也学过他的办法!",
            "这一年列夫?托尔斯泰写完了长篇小说。大家都爱读!",
            "革命导师卡尔?马克思写下了不朽的著作,影响了世界!",
            "法国大作家维克多?雨果写下了许多动人的作品!",
            "英国著名的物理学家艾萨克?牛顿提出了三条定律!",
            // Names in a row, parts of a reference, what is asked.
            "王强?李明?张建国出席会议!",
            "出席今天会议的同志有王强?李明?张建国等三位!",
            "奥巴马?特朗普?拜登三任总统都来过!",
            "具体的要求参见本办法第三章?第四节的各项规定!",
            "答?绿色发展就是人与自然和谐的发展!",
            "经济?社会?文化?生态",
            "打响品牌“山清水秀?物阜民丰”,推进旅游发展!我们扩大就业渠道!",
            "中共某某市委宣传部?某某大学马克思主义学院",
            // Clauses.
            "增长10.3%!城镇居民收入增长9.1%!",
            "登记失业率3.2%,CPI上涨2.1%!规上工业增长5%!",
            "他今年3岁!她今年5岁!",
            "总量达到1500!我们要继续努力!",
            "我们加入了WTO!这是一件大事!",
            "一要学习!二要落实!三要检查!",
            "第一,要学习!第二,要落实!",
            "王强：我同意!李明：我也同意！",
            "我们来了!他们走了!",
            "实行更加有效的人才引进政策!加强知识产权保护和运用!",
            "全市上下齐心协力!各项工作扎实推进!",
            "大家要把措施落到实处!2024年要见到成效!",
            "首要的是加强领导!2.狠抓落实!",
        ] {
            let text = expected.replace(['!', '?'], ".");
            assert_eq!(seen(&text), expected);
        }
        assert_eq!(seen("我们来了．他们走了．"), "我们来了!他们走了!");
        assert_eq!(seen("两人正走间．忽然下起雨来。他们跑了．"), "两人正走间?忽然下起雨来。他们跑了?");
        // Numbers, titles, words, ellipses.
        for text in [
            "三.八妇女节", "庆祝五.一、十.一", "一.", "《论语.学而》", "阿里巴巴.US上市", "v1.2.", "再等...好", "附录A．总则",
            "运行vs. 编译",
        ] {
            assert_eq!(seen(text), text);
        }
    }
}
