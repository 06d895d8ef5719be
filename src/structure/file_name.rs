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
    let name = without_copy(without_number(spaced.trim())).trim();
    let words = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_bare = EMPTY.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）' | ' ')));
    (words >= SHORTEST && !is_bare && !name.contains(char::is_control)).then(|| name.to_string())
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
            ("20240105", None),
            ("a", None),
            ("讲话", None),
            ("", None),
        ] {
            assert_eq!(title(stem).as_deref(), offered, "{stem}");
        }
    }
}
