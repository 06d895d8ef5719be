//! What is in the file but not of the document: rules, web chrome, news agency lines, scraped metadata (`page.rs`: page numbers).
//!
//! In: lines. Out: the same lines, noise claimed. Nothing is dropped: a noise block keeps its place (rulings: "page number
//! inside a paragraph"), only bare page numbers are not printed.
//!
//! **Always true:** a line that holds a sentence is no noise, and neither is who signs below the text.

use crate::document::Role;
use crate::normalize::NormalText;

use super::date;
use super::evidence::Clue;
use super::front_matter;
use super::line::{Line, count};
use super::web_page;

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
    "纠错",
    "【纠错】",
    "我要分享",
    "分享到朋友圈",
    "推荐阅读",
    "推荐阅读：",
    "相关新闻",
    "相关新闻：",
    "阅读全文",
    "返回顶部↑",
    "A+",
    "A-",
    "朗读",
    "字級",
    "字級：",
    "分享至",
    "回首頁",
    "首頁",
    "（本章完）",
    "（全文完）",
    "(本章完)",
    "(全文完)",
    "（未完待续）",
    "（本文完）",
    "分享此頁",
    "大字号",
    "小字号",
    "中字号",
    "分享让更多人看到",
    "分享給更多人",
    "转载请注明出处",
    "转载请注明来源",
    "轉載請註明出處",
    "下载文档",
    "举报",
    "会员免费下载",
    "免费下载",
];

/// What lines of a web page round a text begin with.
const CHROME_HEADS: &[&str] = &[
    "上一篇：", "上一篇:", "下一篇：", "下一篇:", "上一条：", "下一条：", "版权所有", "版權所有", "网站标识码", "主办单位：", "技术支持：",
    "您当前的位置", "您所在的位置", "您的位置：", "当前位置", "分享到：", "附件下载：", "附件下載：", "长按二维码", "长按识别",
    "扫描二维码", "点击上方", "点击蓝字", "Copyright", "©",
];

/// Labels of what a web page or a scraper says about a text.
const LABELS: &[&str] = &[
    "来源", "信息来源", "文章来源", "稿件来源", "责任编辑", "编辑", "责编", "URL", "网址", "抓取时间", "采集时间", "最近发布时间",
    "更新时间", "发布时间", "发布日期", "文种", "浏览次数", "阅读次数", "点击数", "浏览量", "阅读量", "点击量", "标签", "分类", "关键字",
    "索引号", "主题分类", "信息分类", "发布机构", "发文机关", "公文种类", "有效性", "公开方式", "成文日期", "字号", "字体", "字級",
    "發布日期", "發佈日期", "發布單位", "發布時間", "更新日期", "上版日期", "點閱數", "點閱次數", "瀏覽次數", "瀏覽人次", "責任編輯",
    "本文来源", "原标题", "审核", "校对", "初审", "复审", "终审", "值班编辑",
];

/// Whether a line is headed by marks of Markdown, or was before a rule took them off.
fn is_marked(line: &Line<'_>, normal: &NormalText) -> bool {
    let mut edits = normal.edits.iter().take_while(|edit| edit.place.line <= line.number);
    line.text.starts_with('#') || edits.any(|edit| edit.place.line == line.number && edit.before.starts_with('#'))
}

/// Claims the lines that are noise; those of a front matter, too. Answers the title that the front matter names.
pub(super) fn claim(lines: &mut Vec<Line<'_>>, normal: &NormalText) -> Option<String> {
    let title = front_matter::claim(lines);
    for at in 0..lines.len() {
        if lines[at].role.is_none()
            && let Some(clue) = noise(lines[at].text).or_else(|| web_date(lines, at))
        {
            lines[at].claim(Role::Noise, clue);
        }
    }
    web_page::claim(lines);
    beside(lines);
    // A heading of the chrome (`# 原件固化`) over nothing but metadata is chrome itself.
    let second = lines.iter().take(8).filter(|line| line.role == Some(Role::Noise) && line.text.starts_with("- ")).count();
    if second >= 3
        && let Some(first) = lines.first_mut().filter(|line| is_marked(line, normal))
    {
        first.claim(Role::Noise, Clue::Scraped);
    }
    title
}

/// Claims what is noise only beside noise: a counter, a thumb, END, what stands above the path of a page.
fn beside(lines: &mut [Line<'_>]) {
    let is_noise = |line: Option<&Line<'_>>| line.is_some_and(|line| line.role == Some(Role::Noise));
    // From below, then from above: a row of them goes on from one to the next.
    let all = lines.len();
    for at in (0..all).rev().chain(0..all) {
        if lines[at].role.is_some() || lines[at].text.len() > 80 {
            continue;
        }
        let (above, below) = (at.checked_sub(1).and_then(|above| lines.get(above)), lines.get(at + 1));
        let text = lines[at].text;
        let ended = matches!(text.trim_matches(['-', '—', '·', ' ', '【', '】']), "END" | "THE END" | "The End");
        let marks = ended || is_counter(text) || matches!(text, "+1" | "赞" | "踩");
        // 完 alone ends a release, with its date below.
        let ended = ended || text == "完" && at + 4 >= all && at > 0;
        let release = text == "完" && below.is_none_or(|line| date::is_date(line.text));
        let label = at == 0 && matches!(text, "內容" | "内容" | "正文" | "新闻" | "新聞" | "要闻");
        let path = below.is_some_and(|line| line.why == Some(Clue::WebChrome));
        if marks && (is_noise(above) || is_noise(below)) || label && path || ended && release {
            lines[at].claim(Role::Noise, Clue::WebChrome);
        }
    }
}

/// 阅读 1234: one counter.
pub(super) fn is_counter(text: &str) -> bool {
    let rest = ["阅读", "评论", "浏览", "点击", "转发", "点赞", "人气", "瀏覽", "點閱"].iter().find_map(|label| text.strip_prefix(label));
    let figure = |c: char| c.is_ascii_digit() || "()（）:： +.万次".contains(c);
    rest.is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit()) && count(rest, 12) <= 11 && rest.chars().all(figure))
}

/// What shows a line to be noise by itself.
fn noise(text: &str) -> Option<Clue> {
    // Long lines are text; only a page number or a rule could be told from less.
    if text.len() > 600 {
        return None;
    }
    let breadcrumbs = || {
        ["首页", "首頁"].iter().any(|home| text.starts_with(home)) && count(text, 61) <= 60 && text.contains(['>', '＞', '»', '/', '›'])
            || text.starts_with("当前位置")
            || web_page::is_begging(text)
            || is_path(text)
    };
    match text {
        _ if is_rule(text) => Some(Clue::Rule),
        _ if CHROME.contains(&text) || breadcrumbs() || is_row_of_buttons(text) || is_page_edge(text) || is_end_mark(text) => {
            Some(Clue::WebChrome)
        }
        _ if is_labelled(text) || is_stamp(text) || is_credits(text) || is_counters(text) => Some(Clue::Scraped),
        _ if is_agency(text) => Some(Clue::AgencyLine),
        _ if is_caption(text) => Some(Clue::Caption),
        _ if is_address(text) => Some(Clue::WebAddress),
        _ if text.starts_with("<!--") => Some(Clue::Comment),
        _ => None,
    }
}

/// 某某网 >> 时政 >> 要闻: a site and two of its pages at least.
fn is_path(text: &str) -> bool {
    const SITES: &[&str] = &["网", "网站", "频道", "门户", "網", "網站", "頻道", "新闻中心"];
    if count(text, 61) > 60 || text.contains(['。', '，', '；', '：', '、']) {
        return false;
    }
    let mut pages = text.split(['>', '＞', '»', '›', '》']).map(str::trim).filter(|page| !page.is_empty());
    let site = pages.next().is_some_and(|site| SITES.iter().any(|word| site.ends_with(word)));
    site && pages.clone().count() >= 2 && pages.all(|page| count(page, 13) <= 12 && !page.contains('《'))
}

/// - 完 -, （完）: the text is at its end.
fn is_end_mark(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let core = text.trim_matches(|c: char| c.is_whitespace() || "-—–－―─~～·•*【】（）()[]<>《》/".contains(c));
    let said = matches!(core, "完" | "全文完" | "本章完" | "完结" | "未完待续" | "待续" | "本文完");
    said && core.len() < text.len()
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
    let registered =
        || text.contains("ICP备") || text.contains("公网安备") || text.contains("侵权") && text.contains("联系") && text.contains("删除");
    count(text, 101) <= 100 && !text.ends_with('。') && (CHROME_HEADS.iter().any(|head| text.starts_with(head)) || registered())
}

/// `-----`, `***` over a line, `<hr>`.
fn is_rule(text: &str) -> bool {
    // _____ is a blank to fill in; □□□ stands for characters that are lost.
    let mark = |c: char| "-—―─━=＝*＊~～·.…".contains(c) || c.is_whitespace();
    let solid = text.chars().filter(|c| !c.is_whitespace()).count();
    (solid >= 3 && text.chars().all(mark) && !text.chars().all(|c| matches!(c, '…' | '.' | '·' | '*' | ' ')))
        || is_star_rule(text)
        || solid >= 5 && ['★', '☆', '◆', '◇', '■', '※'].iter().any(|star| text.chars().all(|c| c == *star || c.is_whitespace()))
        || text == "<hr>"
}

/// `* * *`: a break, not the `***` that stands for a name.
fn is_star_rule(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '*' | '＊' | ' ' | '\u{3000}')) && text.matches(['*', '＊']).count() >= 3 && text.contains(' ')
}

/// `来源：某某日报`, `- source_url: …`
fn is_labelled(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).unwrap_or(text);
    // 【纠错】 责任编辑：某某: a button before the label.
    let inner = inner.strip_prefix("【纠错】").map_or(inner, str::trim_start);
    if let Some((label, value)) = inner.split_once(['：', ':'])
        && label.len() <= 40
        && LABELS.contains(&label.chars().filter(|c| !c.is_whitespace()).collect::<String>().as_str())
    {
        // 来源：某报 names a source; a sentence after the colon is text.
        return count(value, 41) <= 40 && !value.trim_end().ends_with('。') || value.trim_start().starts_with("http");
    }
    // 2024-06-01 来源：某网
    let behind = date::leading(text).filter(|rest| rest.starts_with(' ')).map(str::trim_start);
    if behind.is_some_and(|rest| rest.starts_with("来源：") && count(rest, 31) <= 30 && !rest.contains('。')) {
        return true;
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
    let Some(start) = ["http://", "https://", "www.", "m."].iter().filter_map(|head| lower.find(head)).min() else { return false };
    let letters = lower[start..].bytes().take_while(u8::is_ascii_graphic).count();
    let site = ["手机用户", "小说", "小說", "电子书", "书评", "下载", "论坛", "TXT", "txt", "天堂", "本书由", "好书", "整理制作"]
        .iter()
        .any(|word| text.contains(word));
    site && (lower[start..].contains(".com") || lower[start..].contains(".cn") || !lower[start..].starts_with("m."))
        || !lower[start..].starts_with("m.") && letters * 2 > text.chars().filter(|c| !c.is_whitespace()).count()
}

/// 编辑 | 审核 | 张某, 责编：李某　审核：王某: who put a page up, in fields.
fn is_credits(text: &str) -> bool {
    const WHO: &[&str] =
        &["编辑", "审核", "校对", "责编", "责任编辑", "来源", "撰文", "供稿", "图片", "摄影", "监制", "排版", "初审", "终审", "值班"];
    if count(text, 61) > 60 || text.contains(['。', '，', '；']) {
        return false;
    }
    let mut fields = text.split(['|', '｜', '丨']).map(str::trim).filter(|field| !field.is_empty());
    let label = |field: &str| WHO.contains(&field.split([' ', '\u{3000}', '：', ':']).next().unwrap_or_default());
    text.contains(['|', '｜', '丨']) && fields.next().is_some_and(label)
}

/// 阅读(123) 评论(4), 2024-03-02　来源：某报　字号：大 中 小: counters, and fields of which one at least has a label.
fn is_counters(text: &str) -> bool {
    const COUNTED: &[&str] = &["阅读", "评论", "浏览", "点击", "转发", "点赞", "收藏", "分享", "人气"];
    if count(text, 101) > 100 || text.contains(['。', '；', '，']) {
        return false;
    }
    let counter = |word: &str| {
        let rest = COUNTED.iter().find_map(|label| word.strip_prefix(label));
        let figure = |rest: &str| {
            rest.contains(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || "()（）:： +万".contains(c))
        };
        rest.is_some_and(figure)
    };
    let figures = |c: char| c.is_whitespace() || c.is_ascii_digit() || "()（）:：+万".contains(c);
    let mut words = text.split(figures).filter(|word| !word.is_empty());
    if text.contains(|c: char| c.is_ascii_digit()) && words.clone().count() >= 2 && words.all(|word| COUNTED.contains(&word)) {
        return true;
    }
    let spaced = text.replace("  ", "\u{3000}").replace(['|', '｜', '\t'], "\u{3000}");
    let fields: Vec<&str> = spaced.split('\u{3000}').map(str::trim).filter(|field| !field.is_empty()).collect();
    let date = |field: &str| date::leading(field).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || ":： ".contains(c)));
    let known = |field: &&str| is_labelled(field) || counter(field) || CHROME.contains(field) || is_row_of_buttons(field);
    let stamped = |field: &&str| {
        ["时间", "日期", "時間"]
            .iter()
            .any(|label| field.strip_prefix(label).is_some_and(|rest| date(rest.trim_start_matches(['：', ':', ' ']))))
    };
    fields.len() >= 2 && fields.iter().any(known) && fields.iter().all(|field| known(field) || stamped(field) || date(field))
}

/// 时间：2026-02-02 beside 来源：: when the page was made, not when the meeting is.
fn web_date(lines: &[Line<'_>], at: usize) -> Option<Clue> {
    let (label, value) = lines[at].text.split_once(['：', ':'])?;
    let figures = value.trim().chars().all(|c| c.is_ascii_digit() || "-/:：. ".contains(c)) && value.chars().any(|c| c.is_ascii_digit());
    // Under who wrote it, and with no chrome below, it is when the text was written.
    let own = |line: &Line<'_>| line.text.split(['：', ':']).next().map(str::trim).unwrap_or_default().to_string();
    let written = at
        .checked_sub(1)
        .and_then(|above| lines.get(above))
        .is_some_and(|above| ["作者", "主讲人", "标题", "题目"].contains(&own(above).as_str()))
        && lines.get(at + 1).is_none_or(|below| noise(below.text).is_none());
    (matches!(label.trim(), "时间" | "日期" | "時間") && figures && !written).then_some(Clue::Scraped)
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
            "阅读(123) 评论(4)",
            "编辑 | 某某",
            "2024-03-02 09:15　来源：某报　字号：大 中 小",
            "（责任编辑：某某）",
            "首頁 / 新聞",
            "點閱數：12",
            "《 某某日报 》（ 2020年03月07日 02 版）",
            "（某某社某地3月6日电）",
            "代表们在听报告。本报记者王某摄",
            "<!-- end -->",
            "小说下载 http://example.org/",
            "【打印】【关闭窗口】",
            "原创 小编 2024-03-15 08:00 某地",
            "字体：【大 中 小】",
            "下一篇：没有了",
            "某ICP备05000001号",
        ] {
            assert!(super::noise(text).is_some(), "{text}");
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
        assert_eq!((document.blocks[1].role, document.blocks[2].role), (Role::Noise, Role::Title));
        assert_eq!(document.blocks[6].role, Role::Salutation);
    }
}
