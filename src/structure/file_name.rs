//! A title from the name of the file, where the text has none and the user wishes it (`--title-from-name`).
//!
//! **Always true:** a name that a program gave (新建文本文档, 未命名) or that is a number only is no title.

/// Names that programs give, and names that say nothing.
const EMPTY: &[&str] = &[
    "新建文本文档", "新建文本文件", "新建文档", "文本文档", "未命名", "无标题", "未命名文档", "新增文字文件", "新文字文件", "讲话稿",
    "演讲稿", "发言稿",
];

/// How many Han characters or letters a title has at least.
const SHORTEST: usize = 4;

/// The title that a file's name offers, if it says anything: `03-年终总结大会讲话（1）` is 年终总结大会讲话.
pub(super) fn title(stem: &str) -> Option<String> {
    let spaced: String = stem.chars().map(|c| if c == '_' || c.is_whitespace() { ' ' } else { c }).collect();
    let mut name = without_copy(without_number(spaced.trim())).trim();
    // 2023年5月6日 … （终稿）v3: what a secretary adds to tell copies apart, in any order.
    loop {
        let shorter = without_state(without_version(without_date(name))).trim();
        if shorter.len() == name.len() || shorter.is_empty() {
            break;
        }
        name = without_copy(shorter).trim();
    }
    let words = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_bare = EMPTY.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）' | ' ')));
    // xingzheng says nothing; Annual report does.
    let is_word = name.is_ascii() && !name.contains(' ');
    (words >= SHORTEST && !is_bare && !is_word && !name.contains(char::is_control)).then(|| name.to_string())
}

/// Without the number that orders files: `03-`, `3.`, `（3）`, `12 `; the year of 2024年 stays.
fn without_number(name: &str) -> &str {
    let bracketed = name.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    if let Some((number, rest)) = bracketed
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
    {
        return rest.trim_start();
    }
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['-', '.', '、', ' ', '．', '—']) {
        Some(behind) if rest.len() < name.len() => behind.trim_start(),
        _ => name,
    }
}

/// Without the day before it; the year of 2024年工作报告 stays.
fn without_date(name: &str) -> &str {
    // 20240506讲话
    let figures = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let stamp = name
        .get(figures..)
        .filter(|_| matches!(figures, 6 | 8) && name.starts_with(['1', '2']))
        .map(|rest| rest.trim_start_matches([' ', '-', '.', '、']));
    if let Some(rest) = stamp.filter(|rest| rest.starts_with(super::line::is_han) && !rest.starts_with(['年', '元'])) {
        return rest;
    }
    let rest = super::date::leading(name).map(|rest| rest.trim_start_matches([' ', '-', '.', '、']));
    rest.filter(|rest| rest.chars().next().is_some_and(char::is_alphabetic) && !rest.starts_with(['在', '至'])).unwrap_or(name)
}

/// Without the version behind it: v3, V2.0, ver1.
fn without_version(name: &str) -> &str {
    let figures = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let letters = figures.strip_suffix("ver").or_else(|| figures.strip_suffix(['v', 'V']));
    letters.filter(|_| figures.len() < name.len()).map_or(name, |rest| rest.trim_end_matches([' ', '-', '（', '(']))
}

/// Without the state of the paper in brackets: （终稿）, （修改稿）; （征求意见稿） is part of its name.
fn without_state(name: &str) -> &str {
    const STATES: &[&str] = &[
        "终稿", "定稿", "终版", "最终版", "最终稿", "修改稿", "初稿", "草稿", "底稿", "打印版", "打印稿", "修改", "已改", "最新", "新",
        "改",
    ];
    // 定稿, 改3 without brackets: 征求意见稿 and 修改 are words of a title.
    const BARE: &[&str] = &["终稿", "定稿", "最终稿", "最终版", "终版", "最新版", "打印稿", "打印版", "修改稿", "初稿", "草稿"];
    let draft = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    if let Some(before) = BARE.iter().find_map(|state| draft.strip_suffix(state)).filter(|before| !before.trim().is_empty()) {
        return before.trim_end_matches([' ', '-', '—']);
    }
    let inner = name.strip_suffix(['）', ')', '】']).and_then(|inner| inner.rsplit_once(['（', '(', '【']));
    inner
        .filter(|(_, state)| STATES.contains(&state.trim().trim_end_matches(|c: char| c.is_ascii_digit())))
        .map_or(name, |(before, _)| before.trim_end())
}

/// Without what marks a copy: `（1）`, `(2)`, `- 副本`.
fn without_copy(name: &str) -> &str {
    let name = name.trim_end();
    let name = name.strip_suffix("副本").map_or(name, |name| name.trim_end_matches([' ', '-', '－']));
    let Some((before, number)) = name.strip_suffix([')', '）']).and_then(|inner| inner.rsplit_once(['(', '（'])) else { return name };
    if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) { before.trim_end() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_something_is_a_title() {
        for (stem, offered) in [
            ("年终总结大会讲话", Some("年终总结大会讲话")),
            ("03-年终总结大会讲话（1）", Some("年终总结大会讲话")),
            ("(2)关于防汛的通知 - 副本", Some("关于防汛的通知")),
            ("2024年工作报告", Some("2024年工作报告")),
            ("工作报告_第二稿", Some("工作报告 第二稿")),
            ("新建文本文档 (3)", None),
            ("未命名2", None),
            ("2023年5月6日 某书记讲话稿（终稿）v3", Some("某书记讲话稿")),
            ("关于养犬的办法（征求意见稿）", Some("关于养犬的办法（征求意见稿）")),
            ("20240105", None),
            ("20240506讲话定稿（改3）", None),
            ("20240506全县防汛讲话定稿（改3）", Some("全县防汛讲话")),
            ("关于章程的修改", Some("关于章程的修改")),
            ("xingzheng", None),
            ("Annual report", Some("Annual report")),
            ("a", None),
            ("讲话", None),
            ("", None),
        ] {
            assert_eq!(title(stem).as_deref(), offered, "{stem}");
        }
    }
}
