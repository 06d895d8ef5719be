//! Messages in Chinese: where the locale is Chinese or `--lang zh` asks for it, and nowhere but in messages.

use crate::program::{Desk, ends};

/// A text that is told of in every way: error, warning, note, hint, summary.
fn desk() -> Desk {
    let desk = Desk::with(&["in/a.txt"]);
    desk.put("in/b.txt", ["标题\n\n\u{3000}\u{3000}他说：“今天开会。\n".as_bytes(), b"\xFF\xFE\xFF"].concat());
    desk.put("in/c.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    desk.put("in/d.txt", "领导于部要带头。\n");
    desk
}

/// Three words of English in a row, outside of backticks and file names.
fn english(said: &str) -> Vec<&str> {
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let has_words = |line: &&str| line.split(' ').collect::<Vec<_>>().windows(3).any(|words| words.iter().all(is_word));
    // What is known by name is named.
    said.lines().map(|line| line.split("已知的有").next().unwrap_or(line)).filter(has_words).collect()
}

#[test]
fn the_locale_or_the_option_says_the_language() {
    let desk = desk();
    for (arguments, environment, chinese) in [
        (&["convert", "in"][..], &[("LC_ALL", "zh_CN.UTF-8")][..], true),
        (&["convert", "in"], &[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "zh_TW.UTF-8")], true),
        (&["convert", "in"], &[("LC_ALL", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")], false),
        (&["convert", "in", "--lang", "zh"], &[], true),
        (&["--lang", "zh", "convert", "in"], &[], true),
        (&["convert", "in", "--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")], false),
    ] {
        let said = desk.run_with(arguments, environment, b"");
        ends(&said, 2);
        assert_eq!(said.err.contains("错误"), chinese, "{arguments:?} {environment:?}\n{}", said.err);
        assert_eq!(said.err.contains("error"), !chinese, "{arguments:?} {environment:?}\n{}", said.err);
    }
}

#[test]
fn no_english_sentence_is_left_in_what_is_said_in_chinese() {
    let desk = desk();
    desk.put("own.toml", "[page]\nlines = \"x\"\n");
    desk.put("bad/jiangyi.toml", "paper = \"b9\"\n");
    desk.put("bad/a.txt", "甲\n");
    desk.put("typo/jiangyi.toml", "tempalte = \"reading\"\n");
    desk.put("typo/a.txt", "甲\n");
    desk.put("broken/jiangyi.toml", "title = \"讲话\n");
    desk.put("broken/a.txt", "甲\n");
    for arguments in [
        &["convert", "in", "-v"][..],
        &["convert", "nowhere"],
        &["convert", "in", "--template", "own.toml"],
        &["convert", "in", "--template", "gbt"],
        &["convert", "bad"],
        &["convert", "in", "--paper", "b9"],
        &["convert", "in", "--encoding", "gb1803"],
        &["convert", "in", "--title", ""],
        &["check", "in", "--against", "nowhere"],
        &["explain", "nothing"],
        &["convert", "--papr", "a4"],
        &["convert", "--zzz"],
        &["cnvert"],
        &["convert", "--paper"],
        &["convert", "-q", "-v"],
        &["convert", "--quiet=true"],
        &["convert", "in", "-j", "1", "-j", "2"],
        &["check", "in"],
        &["explain", "one", "two"],
        &["convert", "typo"],
        &["convert", "broken"],
        &["config", "--init", "missing"],
        &["preview", "in", "-o", "png", "--pages", "0"],
    ] {
        let said = desk.run(&[arguments, &["--lang", "zh"]].concat());
        ends(&said, 2);
        assert!(said.err.contains("错误") && english(&said.err).is_empty(), "{arguments:?}\n{}", said.err);
    }
}

#[test]
fn reports_and_results_are_english_in_every_locale() {
    let told = ["en", "zh"].map(|language| {
        let desk = desk();
        ends(&desk.run(&["convert", "in", "--report", "report.json", "--lang", language]), 2);
        (desk.text("report.json"), desk.run(&["inspect", "in", "--json", "--lang", language]).out())
    });
    assert_eq!(told[0], told[1]);
}

#[test]
fn help_is_in_the_language_of_the_person() {
    let desk = Desk::new();
    for (arguments, part) in [
        (&["--lang", "zh", "--help"][..], "用法：jiangyi"),
        (&["--help", "--lang=zh"], "退出状态"),
        (&["convert", "--help", "--lang", "zh"], "输出文件夹"),
        (&["--lang", "zh", "help", "check"], "已接受输出所在的文件夹"),
        (&["check", "-h", "--lang", "zh"], "已接受输出所在的文件夹"),
    ] {
        let said = desk.run(arguments);
        ends(&said, 0);
        // Examples are typed as they stand.
        let prose: String = said.out().lines().filter(|line| !line.starts_with("  jiangyi ")).map(|line| format!("{line}\n")).collect();
        assert!(said.out().contains(part) && english(&prose).is_empty(), "{arguments:?}\n{}", said.out());
    }
    let said = desk.run_with(&["convert", "--help"], &[("LC_ALL", "zh_CN.UTF-8")], b"");
    assert!(said.out().contains("选项") && !said.out().contains("Options"), "{}", said.out());
    assert!(desk.run(&["convert", "--help"]).out().contains("Options:"));
}
