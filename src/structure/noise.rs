//! What is in the file but not of the document: page numbers, rules, web chrome, news agency lines, scraped metadata.
//!
//! In: lines. Out: the same lines, noise claimed. Nothing is dropped: a noise block keeps its place (rulings: "page number
//! inside a paragraph"), only bare page numbers are not printed.
//!
//! **Always true:** a bare number is a page number only where it interrupts the text, never where it numbers what is beside it.

use crate::document::{Role, is_page_number};
use crate::normalize::NormalText;

use super::date;
use super::evidence::Clue;
use super::line::{Ending, Line, count, is_han};

/// Buttons and links that web pages carry round a text, one a line.
const CHROME: &[&str] = &[
    "下载",
    "打印",
    "全屏",
    "收藏",
    "【字号：",
    "【字号",
    "字号：",
    "加大",
    "还原",
    "减小",
    "】",
    "大",
    "中",
    "小",
    "分享",
    "分享到",
    "分享到微信",
    "×",
    "返回顶部",
    "关闭窗口",
    "打印本页",
    "关闭",
    "相关报道：",
    "相关报道",
    "相关阅读：",
    "相关阅读",
    "相关链接：",
    "相关链接",
    "上一篇",
    "下一篇",
    "扫一扫在手机打开当前页",
    "我要纠错",
    "字体：",
    "TOP",
    "分享到：",
    "打印文章",
    "关闭本页",
    "返回列表",
    "返回首页",
    "返回",
    "首页",
    "阅读原文",
    "阅读全文",
    "网站地图",
    "联系我们",
    "关于我们",
    "设为首页",
    "加入收藏",
    "繁体",
    "简体",
    "无障碍阅读",
    "微信",
    "微博",
    "QQ空间",
    "点赞",
    "在看",
    "转发",
    "收起",
    "展开全文",
    "字体",
    "字号",
    "列印",
    "友善列印",
    "回上一頁",
    "回頁首",
    "分享此頁",
];

/// What lines of a web page round a text begin with.
const CHROME_HEADS: &[&str] = &[
    "上一篇：", "上一篇:", "下一篇：", "下一篇:", "上一条：", "下一条：", "版权所有", "版權所有", "网站标识码", "主办单位：", "技术支持：",
    "您当前的位置", "您所在的位置", "您的位置：", "当前位置", "分享到：", "长按二维码", "长按识别", "扫描二维码", "点击上方", "点击蓝字",
    "Copyright", "©",
];

/// Labels of what a web page or a scraper says about a text.
const LABELS: &[&str] = &[
    "来源", "信息来源", "文章来源", "稿件来源", "责任编辑", "编辑", "责编", "URL", "网址", "抓取时间", "采集时间", "发布时间", "发布日期",
    "文种", "浏览次数", "阅读次数", "点击数",
];

/// Whether a line is headed by marks of Markdown, or was before a rule took them off.
fn is_marked(line: &Line<'_>, normal: &NormalText) -> bool {
    let mut edits = normal.edits.iter().take_while(|edit| edit.place.line <= line.number);
    line.text.starts_with('#') || edits.any(|edit| edit.place.line == line.number && edit.before.starts_with('#'))
}

/// Claims the lines that are noise; those of a front matter, too. Answers the title that the front matter names.
pub(super) fn claim(lines: &mut [Line<'_>], normal: &NormalText) -> Option<String> {
    let title = front_matter(lines);
    for at in 0..lines.len() {
        if lines[at].role.is_none()
            && let Some(clue) = noise(lines[at].text).or_else(|| page_furniture(lines, at)).or_else(|| web_date(lines, at))
        {
            lines[at].claim(Role::Noise, clue);
        }
    }
    // A heading of the chrome (`# 原件固化`) over nothing but metadata is chrome itself.
    let second = lines.iter().take(8).filter(|line| line.role == Some(Role::Noise) && line.text.starts_with("- ")).count();
    if second >= 3
        && let Some(first) = lines.first_mut().filter(|line| is_marked(line, normal))
    {
        first.claim(Role::Noise, Clue::Scraped);
    }
    title
}

/// What shows a line to be noise by itself.
fn noise(text: &str) -> Option<Clue> {
    // Long lines are text; only a page number or a rule could be told from less.
    if text.len() > 600 {
        return None;
    }
    let breadcrumbs = || text.starts_with("首页") && text.contains(['>', '＞', '»']) || text.starts_with("当前位置");
    match text {
        _ if is_rule(text) => Some(Clue::Rule),
        _ if CHROME.contains(&text) || breadcrumbs() || is_row_of_buttons(text) || is_page_edge(text) => Some(Clue::WebChrome),
        _ if is_labelled(text) || is_stamp(text) => Some(Clue::Scraped),
        _ if is_agency(text) => Some(Clue::AgencyLine),
        _ if is_caption(text) => Some(Clue::Caption),
        _ if is_address(text) => Some(Clue::WebAddress),
        _ if text.starts_with("<!--") => Some(Clue::Comment),
        _ if page_of_pages(text) => Some(Clue::PageNumber),
        _ => None,
    }
}

/// 【打印】【关闭窗口】, 字体：【大 中 小】: nothing but buttons, brackets and bars.
fn is_row_of_buttons(text: &str) -> bool {
    let bar = |c: char| c.is_whitespace() || "【】[]［］|｜：:（）()/／·-".contains(c);
    let mut buttons = text.split(bar).filter(|button| !button.is_empty()).peekable();
    // 大 and 中 alone between brackets are an abbreviation.
    text.len() <= 200
        && text.chars().any(bar)
        && text.chars().count() > 3
        && buttons.peek().is_some()
        && buttons.all(|button| CHROME.contains(&button))
}

/// What stands above and below the text of a web page: 上一篇：…, 版权所有…, 蜀ICP备…号.
fn is_page_edge(text: &str) -> bool {
    let registered = || text.contains("ICP备") || text.contains("公网安备");
    count(text, 101) <= 100 && !text.ends_with('。') && (CHROME_HEADS.iter().any(|head| text.starts_with(head)) || registered())
}

/// `-----`, `***` over a line, `<hr>`.
fn is_rule(text: &str) -> bool {
    let mark = |c: char| "-—―─━_=＝*＊~～·.…".contains(c) || c.is_whitespace();
    let solid = text.chars().filter(|c| !c.is_whitespace()).count();
    (solid >= 3 && text.chars().all(mark) && !text.chars().all(|c| matches!(c, '…' | '.' | '·' | '*' | ' ')))
        || is_star_rule(text)
        || text == "<hr>"
}

/// `* * *`: a break, not the `***` that stands for a name.
fn is_star_rule(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '*' | '＊' | ' ' | '\u{3000}')) && text.matches(['*', '＊']).count() >= 3 && text.contains(' ')
}

/// `来源：某某日报`, `- source_url: …`
fn is_labelled(text: &str) -> bool {
    if let Some((label, value)) = text.split_once(['：', ':'])
        && LABELS.contains(&label.trim())
    {
        // 来源：某报 names a source; a sentence after the colon is text.
        return count(value, 41) <= 40 && !value.trim_end().ends_with('。') || value.trim_start().starts_with("http");
    }
    let key = text.strip_prefix("- ").unwrap_or("");
    key.split_once(": ")
        .is_some_and(|(key, _)| key.len() >= 3 && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()))
}

/// 原创 某某 2024-03-15 08:00, 2024年3月15日 08:00 某某网: when a web page was put up, to the minute.
fn is_stamp(text: &str) -> bool {
    if count(text, 41) > 40 || text.contains(['，', '。', '；', '、']) || text.contains("时间") || text.contains("時間") {
        return false;
    }
    let clock = |rest: &str| {
        let hour = rest.trim_start();
        let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let minute = hour.get(figures(hour)..).and_then(|rest| rest.strip_prefix([':', '：']));
        hour.len() < rest.len() && (1..=2).contains(&figures(hour)) && minute.is_some_and(|minute| figures(minute) == 2)
    };
    let begins = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    let mut dates =
        text.char_indices().filter(|(at, c)| c.is_ascii_digit() && begins(*at)).filter_map(|(at, _)| date::leading(&text[at..]));
    dates.any(clock)
}

/// （新华社北京3月6日电） and 《 人民日报 》（ 2020年03月07日 02 版）
pub(super) fn is_agency(text: &str) -> bool {
    let inner = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let telegram =
        text.starts_with(['（', '(']) && inner.contains('社') && inner.contains('日') && inner.ends_with(['电', '訊', '讯', '電']);
    let paper = inner.trim_start().starts_with('《')
        && inner.trim_end().ends_with('版')
        && inner.chars().any(|c| super::numbering::digit(c).is_some());
    (telegram || paper) && count(text, 61) <= 60
}

/// A photo caption: it ends in who took it.
fn is_caption(text: &str) -> bool {
    let core = text.trim_end_matches(['）', ')', '。']);
    let Some(before) = core.strip_suffix('摄').or_else(|| core.strip_suffix("摄影")).or_else(|| core.strip_suffix("供图")) else {
        return false;
    };
    before.contains("记者") || before.ends_with(['/', ' ', '\u{3000}', '／'])
}

/// A line that is mostly a web address or an advertisement of a site.
fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(start) = ["http://", "https://", "www."].iter().filter_map(|head| lower.find(head)).min() else { return false };
    let letters = lower[start..].bytes().take_while(u8::is_ascii_graphic).count();
    let site = ["小说", "小說", "电子书", "书评", "下载", "论坛", "TXT", "txt", "天堂", "本书由", "好书", "整理制作"]
        .iter()
        .any(|word| text.contains(word));
    site || letters * 2 > text.chars().filter(|c| !c.is_whitespace()).count()
}

/// 第 13 页 共 20 页, --------- Page 1---------
fn page_of_pages(text: &str) -> bool {
    let rest: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
    matches!(rest.as_str(), "第页共页" | "第页，共页" | "第页/共页" | "第页,共页" | "共页第页")
        || (rest.contains("Page") && rest.trim_matches('-') == "Page")
}

/// A page number, a running header.
fn page_furniture(lines: &[Line<'_>], at: usize) -> Option<Clue> {
    let text = lines[at].text;
    if !is_page_number(text) {
        return None;
    }
    // — 12 — and 第 4 页 are page numbers wherever they stand. A bare 12 is one unless it numbers the line above: the
    // line above is a few words without a mark and nothing stands between.
    let bare = text.chars().all(|c| super::numbering::digit(c).is_some());
    if !bare {
        return text.chars().any(|c| super::numbering::digit(c).is_some()).then_some(Clue::PageNumber);
    }
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    let interrupts = match above {
        Some(above) if above.role.is_none() => lines[at].blank_before > 0 || above.ending != Ending::Open || above.width >= 24,
        Some(_) => true,
        None => false,
    };
    interrupts.then_some(Clue::PageNumber)
}

/// 时间：2026-02-02 beside 来源：: when the page was made, not when the meeting is.
fn web_date(lines: &[Line<'_>], at: usize) -> Option<Clue> {
    let (label, value) = lines[at].text.split_once(['：', ':'])?;
    let figures = value.trim().chars().all(|c| c.is_ascii_digit() || "-/:：. ".contains(c)) && value.chars().any(|c| c.is_ascii_digit());
    (matches!(label.trim(), "时间" | "日期" | "時間") && figures).then_some(Clue::Scraped)
}

/// `---`, `key: value` lines, `---` at the very start. Answers the title they name.
fn front_matter(lines: &mut [Line<'_>]) -> Option<String> {
    if lines.first().is_none_or(|line| line.text != "---") {
        return None;
    }
    let key = |text: &str| {
        text.split_once(':').is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)))
    };
    let end = lines.iter().skip(1).take(40).position(|line| line.text == "---")? + 1;
    let inside = lines.get(1..end)?;
    if !inside.iter().all(|line| key(line.text) || line.text.starts_with("- ") || line.indent > 0) {
        return None;
    }
    let title =
        inside.iter().find_map(|line| line.text.strip_prefix("title:")).map(|title| title.trim().trim_matches(['"', '\'']).to_string());
    lines.iter_mut().take(end + 1).for_each(|line| line.claim(Role::Noise, Clue::FrontMatter));
    title.filter(|title| !title.is_empty())
}

/// Claims what is noise by its neighbours in the head: the label 标题： where the title itself follows, a title given twice.
/// Answers the title of such a label.
pub(super) fn claim_repeated_titles(lines: &mut [Line<'_>]) -> Option<String> {
    let mut named = None;
    let solid = |text: &str| text.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect::<String>();
    let head: Vec<String> =
        lines.iter().take(30).map(|line| if line.text.len() > 400 { String::new() } else { solid(line.text) }).collect();
    for at in 0..head.len() {
        // A heading comes again behind a table of contents.
        let numbered = super::numbering::marker(lines[at].text).is_some_and(|marker| marker.kind != super::numbering::Kind::Hash);
        if lines[at].role.is_some() || head[at].is_empty() || numbered {
            continue;
        }
        let labelled = head[at].strip_prefix("标题").filter(|_| lines[at].text.contains(['：', ':']));
        let follows = labelled.is_some_and(|title| {
            head[at + 1..].iter().any(|later| later == title || title.starts_with(later.as_str()) && later.chars().count() > 8)
        });
        let again = at > 0 && at < 6 && head[at].chars().count() >= 4 && lines[at].ending == Ending::Open && head[..at].contains(&head[at]);
        if (follows || again) && !date::is_date(lines[at].text) {
            named = named.or_else(|| labelled.filter(|_| follows).map(str::to_string));
            lines[at].claim(Role::Noise, Clue::TitleAgain);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::sample;

    fn noise(text: &str) -> Vec<String> {
        let blocks = sample::blocks(text);
        blocks.into_iter().filter(|block| block.role == Role::Noise).map(|block| block.text).collect()
    }

    #[test]
    fn chrome_rules_and_agency_lines_are_noise() {
        for text in [
            "下载",
            "来源：某某日报",
            "-----",
            "* * *",
            "第 3 页 共 9 页",
            "- 12 -",
            "《 某某日报 》（ 2020年03月07日 02 版）",
            "（某某社某地3月6日电）",
            "代表们在听报告。本报记者王某摄",
            "<!-- end -->",
            "--------- Page 1---------",
            "小说下载 http://example.org/",
            "【打印】【关闭窗口】",
            "原创 小编 2024-03-15 08:00 某地",
            "字体：【大 中 小】",
            "下一篇：没有了",
            "某ICP备05000001号",
        ] {
            assert!(super::noise(text).is_some() || is_page_number(text), "{text}");
        }
    }

    #[test]
    fn text_is_no_noise() {
        for text in [
            "***",
            "……",
            "下载资料的同志请注意。",
            "（大）",
            "时间：2024-03-15 14:30",
            "开会时间 2024年3月15日 14:30",
            "分享是一种快乐",
            "时间：九月二十日",
            "《办法》",
            "摄影是一门艺术",
            "来源：这一问题的来源很复杂，要从三个方面看，首先是历史的原因，其次是现实的原因，还有其他原因。",
        ] {
            assert!(super::noise(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_page_number_stands_after_the_paragraph_it_interrupts() {
        let blocks = sample::blocks("　　这一段很长而且跨越了两页的内容，到这里\n- 12 -\n继续写完。\n　　第二段。");
        let said: Vec<_> = blocks.iter().map(|block| (block.role, block.text.as_str())).collect();
        assert_eq!(said[0].1, "这一段很长而且跨越了两页的内容，到这里继续写完。");
        assert_eq!(said[1], (Role::Noise, "- 12 -"));
    }

    #[test]
    fn a_number_under_its_word_is_kept() {
        assert_eq!(noise("专栏\n1\n建设工程\n内容很多，不止一条。"), [""; 0]);
    }

    #[test]
    fn front_matter_is_noise_and_names_the_title() {
        let (document, _) = sample::read("---\ntitle: 讲话\ndate: 2024-01-01\n---\n同志们：\n　　正文。");
        assert_eq!(document.metadata.title.as_deref(), Some("讲话"));
        assert_eq!(document.blocks[4].role, Role::Salutation);
    }
}
