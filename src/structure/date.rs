//! Dates as lines: 2024年1月5日, 二〇二四年五月一日, （2022年10月16日）, 2016年2月1日…通过.
//!
//! **Always true:** a line that says more than when (and who decided it) is no date.

use super::line::count;
use super::numbering::digit;

/// Whether a text is a date and nothing else, in brackets or not, with or without a stop.
pub(super) fn is_date(text: &str) -> bool {
    let core = text.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')', '。']);
    let core =
        core.strip_prefix("中華民國").or_else(|| core.strip_prefix("民国")).or_else(|| core.strip_prefix("公元")).unwrap_or(core).trim();
    leading_date(core).is_some_and(|rest| {
        let rest = rest.trim();
        // 于某地, 星期四, 上午, a second date of a span
        rest.is_empty()
            || (count(rest, 9) <= 8
                && (rest.starts_with('于') || rest.starts_with(['（', '(', '上', '下', '夜', '晨']) || rest.starts_with("星期")))
    })
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
    Some(number_then(rest.trim_start(), '日', false).or_else(|| number_then(rest.trim_start(), '号', false)).unwrap_or(rest))
}

/// A number in digits or Han before a unit; what follows it. A year has two figures at least.
fn number_then(text: &str, unit: char, year: bool) -> Option<&str> {
    let figure = |c: char| digit(c).is_some() || "〇零○一二三四五六七八九十廿元".contains(c) || c.is_whitespace() || c == 'X' || c == '×';
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
            ("2024年5月1日，会议召开。", false),
            ("2024年", false),
            ("一年来，我们做了很多", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_date(text), expected, "{text}");
        }
        assert!(is_enactment("2016年2月1日某会议第1次会议通过"));
        assert!(!is_enactment("2016年2月1日以来，办法通过"));
    }
}
