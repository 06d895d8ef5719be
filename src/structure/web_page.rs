//! What only a whole web page shows to be its furniture: links below the text, the account's name above it, 图片, ↑↑↑.
//!
//! In: lines, those that are noise by themselves claimed. Out: the same lines, more of them claimed.
//!
//! **Always true:** in a text with fewer than two such lines nothing is claimed but a title with a site's name behind it, and
//! that only where the title itself stands below.

use crate::document::Role;

use super::evidence::Clue;
use super::line::{Ending, Line, count};
use super::noise::is_counter;

/// What stands above links to other pages.
const LINKS: &[&str] = &[
    "往期推荐", "往期回顾", "往期精彩", "往期文章", "相关文章", "相关推荐", "猜你喜欢", "热门文章", "热门推荐", "精彩推荐", "最新文章",
    "更多精彩",
];

/// Claims the furniture of a web page.
pub(super) fn claim(lines: &mut [Line<'_>]) {
    /// How many lines show a page to be one.
    const FEWEST: usize = 2;
    site_title(lines);
    let of_page = |line: &&Line<'_>| line.role == Some(Role::Noise) && matches!(line.why, Some(Clue::WebChrome | Clue::Scraped));
    if lines.iter().filter(of_page).take(FEWEST).count() < FEWEST {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.role.is_none() && is_residue(line.text)) {
        line.claim(Role::Noise, Clue::WebChrome);
    }
    account(lines);
    links(lines);
}

/// 图片, ↑↑↑, 听全文约6分钟, 阅读2.3万, 分享、点赞、在看三连支持一下: what pages for telephones leave in a copy.
fn is_residue(text: &str) -> bool {
    if count(text, 25) > 24 {
        return false;
    }
    let arrow = |c: char| "↑↓▲▼△▽👆👇👉👈⬆⬇".contains(c);
    let core = text.trim_matches(|c: char| arrow(c) || c.is_whitespace());
    let asked = ["分享", "点赞", "在看", "转发", "收藏", "关注"].iter().filter(|word| core.contains(**word)).count() >= 2;
    let asks = asked && (core.contains("三连") || core.contains("一下") || core.len() < text.len()) && !core.contains('。');
    let listens = core.starts_with("听全文") && core.contains("分钟");
    core.is_empty() || matches!(core, "图片" | "视频" | "动图" | "GIF") || asks || listens || is_counter(core)
}

/// The name of the account between the chrome above and the line that says who put the page up.
fn account(lines: &mut [Line<'_>]) {
    const HEAD: usize = 5;
    let is_noise = |line: Option<&Line<'_>>| line.is_some_and(|line| line.role == Some(Role::Noise));
    for at in 0..lines.len().min(HEAD) {
        let name = &lines[at];
        let plain = name.role.is_none() && name.ending == Ending::Open && (2..=12).contains(&count(name.text, 13));
        let chrome = at == 0 || is_noise(lines.get(at - 1));
        let says = |line: &&Line<'_>| line.why == Some(Clue::Scraped) && line.text.split_whitespace().any(|word| word == name.text);
        if plain && chrome && lines.iter().skip(at + 1).take(3).any(|line| says(&line)) {
            lines[at].claim(Role::Noise, Clue::WebChrome);
        }
    }
}

/// 往期推荐 and the links below it, down to the end of the file.
fn links(lines: &mut [Line<'_>]) {
    /// The most links.
    const MOST: usize = 15;
    let all = lines.len();
    let label = |line: &Line<'_>| LINKS.contains(&line.text.trim_matches(['：', ':', '【', '】', ' ']));
    let Some(at) = (all.saturating_sub(MOST + 1)..all).find(|at| lines[*at].role.is_none() && label(&lines[*at])) else { return };
    let link = |line: &Line<'_>| {
        let short = count(line.text, 41) <= 40 && !line.text.contains('。') && matches!(line.ending, Ending::Open | Ending::Stop);
        line.role == Some(Role::Noise) || line.role.is_none() && short
    };
    if at > 0 && lines[at..].iter().all(link) {
        lines[at..].iter_mut().filter(|line| line.role.is_none()).for_each(|line| line.claim(Role::Noise, Clue::WebChrome));
    }
}

/// 某某讲话-某某网, where 某某讲话 stands below: the title of the page, not of the text.
fn site_title(lines: &mut [Line<'_>]) {
    const HEAD: usize = 3;
    const REACH: usize = 6;
    const SITES: &[&str] = &["网", "文库", "网站", "巴巴", "论坛", "频道", "網", "網站", "Wiki", "博客"];
    let solid = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for at in 0..lines.len().min(HEAD) {
        let (text, role) = (lines[at].text, lines[at].role);
        let Some((title, site)) = text.rsplit_once(['-', '_', '—', '|', '–', '－']).filter(|_| text.len() <= 400) else { continue };
        let site = site.trim();
        let named = (2..=10).contains(&count(site, 11)) && SITES.iter().any(|end| site.ends_with(end));
        let title = solid(title);
        let below = |line: &Line<'_>| {
            let words = if line.text.len() <= 400 { solid(line.text) } else { String::new() };
            line.role.is_none() && words.chars().count() >= 6 && title.contains(&words)
        };
        if role.is_none() && named && lines.iter().skip(at + 1).take(REACH).any(below) {
            lines[at].claim(Role::Noise, Clue::SiteTitle);
        }
    }
}

/// ps：求推荐票，求收藏！: what who writes a novel asks for below a chapter.
pub(super) fn is_begging(text: &str) -> bool {
    if text.len() > 100 || !text.contains('求') {
        return false;
    }
    let lower = text.to_lowercase();
    let core = lower.strip_prefix("ps").unwrap_or(&lower).trim_start_matches(['：', ':', '。', '.', ' ']);
    let mut parts = core.split(['，', ',', '、', '！', '!', '～', '~', '。', ' ']).filter(|part| !part.is_empty()).peekable();
    let asked = |part: &str| {
        part.strip_prefix('求').is_some_and(|rest| {
            matches!(
                rest,
                "推荐" | "收藏" | "订阅" | "月票" | "票票" | "推荐票" | "打赏" | "点击" | "评论" | "关注" | "票" | "支持" | "首订"
            )
        })
    };
    parts.peek().is_some() && parts.all(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_leaves_is_short_and_says_nothing() {
        for text in ["图片", "↑↑↑", "听全文约6分钟", "阅读2.3万", "分享、点赞、在看三连支持一下↓↓↓"] {
            assert!(is_residue(text), "{text}");
        }
        for text in ["图片很美", "分享与收藏", "阅读两万字", "分享是快乐，收藏是习惯。", "听全文的人不多", "↑上海", ""]
        {
            assert!(!is_residue(text) || text.is_empty(), "{text}");
        }
        assert!(is_begging("ps：求推荐票，求收藏！") && is_begging("求月票！"));
        assert!(!is_begging("求学") && !is_begging("求票的人排成了长队。") && !is_begging("求支持的话不必多说"));
    }
}
