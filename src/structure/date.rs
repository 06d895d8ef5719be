//! Dates as lines: 2024年1月5日, 二〇二四年五月一日, （2022年10月16日）, 2016年2月1日…通过.
//!
//! **Always true:** a line that says more than when (and who decided it) is no date.

use super::line::count;
use super::numbering::digit;

/// Whether a text is a date and nothing else, in brackets or not, with or without a stop.
pub(super) fn is_date(text: &str) -> bool {
    let core = text.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '。']);
    let core = ["中華民國", "中华民国", "民国", "民國", "公元"].iter().find_map(|era| core.strip_prefix(era)).unwrap_or(core).trim();
    let core = ["写于", "寫於", "作于", "作於", "记于", "記於"].iter().find_map(|verb| core.strip_prefix(verb)).unwrap_or(core);
    let rest = leading(core);
    rest.map(str::trim).is_some_and(|rest| rest.is_empty() || count(rest, 9) <= 8 && says_where_or_when(rest)) || is_season(core)
}

/// 2019年秋，于南京; 2011年冬于北京; 甲辰年春.
fn is_season(core: &str) -> bool {
    let Some(rest) = number_then(core, '年', true).or_else(|| reign_date(core)) else { return false };
    let rest = rest.trim_start_matches(['孟', '仲', '季', '初', '暮', '深', '早', '晚', '盛', '之']);
    let Some(rest) = rest.strip_prefix(['春', '夏', '秋', '冬']) else { return false };
    let rest = rest.trim_start_matches(['日', '天', '夜', '月', '，', ',', ' ', '\u{3000}']);
    rest.is_empty() || rest.starts_with(['于', '於', '写', '寫', '作', '记', '記']) && count(rest, 9) <= 8 && !rest.contains(['，', '。'])
}

/// Whether a line ends an essay: the date, where it was written and by whom: 一九三五年五月三日，某某于江城旅舍记。
pub(super) fn is_colophon(text: &str) -> bool {
    let core = text.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '。']);
    let written = core.ends_with(['记', '記', '识', '識', '志', '誌', '书', '書', '作', '序']);
    let said = |rest: &str| !rest.contains(['。', '，']) && count(rest, 9) <= 8 || rest.contains(['于', '於']) && !rest.contains('。');
    count(core, 41) <= 40 && written && leading_date(core).or_else(|| reign_date(core)).is_some_and(said)
}

/// Whether a text is a month and a day and nothing else: what a notice on the board is dated with.
pub(super) fn is_day(text: &str) -> bool {
    let day =
        number_then(text.trim(), '月', false).and_then(|rest| number_then(rest, '日', false).or_else(|| number_then(rest, '号', false)));
    day.is_some_and(|rest| rest.trim().is_empty())
}

/// 于某地, ，写于江边, 星期四, 上午, a second date of a span.
fn says_where_or_when(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['，', ',', ' ']);
    rest.starts_with(['于', '於', '（', '(', '上', '下', '夜', '晨', '写', '寫', '作', '记', '記']) || rest.starts_with("星期")
}

/// What follows a date at the head of a text, in either form.
pub(super) fn leading(text: &str) -> Option<&str> {
    leading_date(text).or_else(|| dotted(text))
}

/// What follows a date in figures: 2023.11.20, 2023-11-20, 2023/11/20.
fn dotted(text: &str) -> Option<&str> {
    let mut rest = text;
    for (place, most) in [(0, 4), (1, 2), (2, 2)] {
        if place > 0 {
            rest = rest.strip_prefix(['.', '-', '/', '．'])?;
        }
        let len: usize = rest.chars().take(most).take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
        (len > 0 && (place > 0 || rest[..len].chars().count() == 4)).then_some(())?;
        rest = &rest[len..];
    }
    (!rest.starts_with(|c: char| digit(c).is_some() || c == '.')).then_some(rest)
}

/// Whether a line says when and by whom a text was passed or published: 2016年2月1日某会通过.
pub(super) fn is_enactment(text: &str) -> bool {
    const DONE: &[&str] = &["通过", "公布", "施行", "发布", "修订", "修正", "批准", "实施", "印发", "公告", "起施行", "废止"];
    let core = text.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']).trim_end();
    count(core, 71) <= 70 && !core.contains(['，', '。']) && leading_date(core).is_some() && DONE.iter().any(|word| core.ends_with(word))
}

/// What follows a date with year and month (and day) at the head of a text.
pub(super) fn leading_date(text: &str) -> Option<&str> {
    let rest = number_then(text, '年', true)?;
    let rest = number_then(rest.trim_start(), '月', false)?;
    let rest = rest.trim_start();
    Some(number_then(rest, '日', false).or_else(|| number_then(rest, '号', false)).or_else(|| lunar_day(rest)).unwrap_or(rest))
}

/// What follows a year by its reign, or by stem and branch: 光绪十八年九月, 壬辰秋.
fn reign_date(text: &str) -> Option<&str> {
    const REIGNS: &[&str] = &[
        "顺治", "康熙", "雍正", "乾隆", "嘉庆", "嘉慶", "道光", "咸丰", "咸豐", "同治", "光绪", "光緒", "宣统", "宣統", "万历", "萬曆",
        "崇祯", "崇禎",
    ];
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
    if let Some(rest) = REIGNS.iter().find_map(|reign| text.strip_prefix(reign)) {
        return leading_date(rest).or_else(|| number_then(rest, '年', false));
    }
    let mut chars = text.chars();
    let (stem, branch) = (chars.next()?, chars.next()?);
    let rest = chars.as_str().trim_start_matches(['年', '岁', '歲', '之']);
    (STEMS.contains(stem) && BRANCHES.contains(branch) && rest.starts_with(['春', '夏', '秋', '冬', '孟', '仲', '季', '正']))
        .then_some(rest)
}

/// What follows a day of the old calendar: 初七, 廿三, 十五.
fn lunar_day(text: &str) -> Option<&str> {
    let len: usize = text.chars().take(3).take_while(|c| "初一二三四五六七八九十廿卅".contains(*c)).map(char::len_utf8).sum();
    (text[..len].chars().count() >= 2).then(|| text[len..].strip_prefix('日').unwrap_or(&text[len..]))
}

/// A number in digits or Han before a unit; what follows it. A year has two figures at least.
fn number_then(text: &str, unit: char, year: bool) -> Option<&str> {
    let figure = |c: char| {
        digit(c).is_some() || "〇零○一二三四五六七八九十廿元正冬腊臘闰閏".contains(c) || c.is_whitespace() || c == 'X' || c == '×'
    };
    let len: usize = text.chars().take(12).take_while(|c| figure(*c)).map(char::len_utf8).sum();
    let figures = text[..len].chars().filter(|c| !c.is_whitespace()).count();
    (figures >= if year { 2 } else { 1 }).then_some(())?;
    text[len..].strip_prefix(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_sentences_that_begin_with_one() {
        let cases = [
            ("2024年1月5日", true),
            ("（2022年10月16日）", true),
            ("二〇二四年五月一日", true),
            ("一九二四年十月三日。", true),
            ("中華民國101年9月20日", true),
            ("2 0 2 4 年3 月5 日", true),
            ("2024年1月", true),
            ("（2023.11.20）", true),
            ("2023-11-20", true),
            ("一九三六年冬月初七", true),
            ("2003年8月，写于江边", true),
            ("2019年秋，于南京", true),
            ("2011年冬于北京", true),
            ("2011年冬天很冷", false),
            ("2011年秋收工作", false),
            ("2024.5.1 前完成", false),
            ("10.5", false),
            ("2024年5月1日，会议召开。", false),
            ("2024年", false),
            ("一年来，我们做了很多", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_date(text), expected, "{text}");
        }
        assert!(is_colophon("一九三五年五月三日，某某于江城旅舍记。") && !is_colophon("2024年5月1日，会议记录由某人负责。"));
        assert!(is_colophon("光绪十八年九月望日记。") && is_colophon("壬辰秋某某记") && !is_colophon("光绪十八年，此事已有人记。"));
        assert!(is_enactment("2016年2月1日某会议第1次会议通过"));
        assert!(!is_enactment("2016年2月1日以来，办法通过"));
    }
}
