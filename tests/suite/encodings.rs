//! Files that need more than their own bytes: leaning on a folder, mixed lines, mojibake.

use crate::program::{Desk, ends};

/// 刚刚 in GBK, 試試 in Big5.
const AMBIGUOUS: &[u8] = b"\xB8\xD5\xB8\xD5";

fn gbk(number: usize) -> Vec<u8> {
    encoding_rs::GB18030.encode(&format!("各位同学，今天第{number}次集合，请大家准时出席。\n")).0.into_owned()
}

fn label_and_evidence(said: &crate::program::Said) -> Vec<(String, String)> {
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    said.json().iter().map(|one| (word(&one["encoding"]["label"]), word(&one["encoding"]["evidence"]))).collect()
}

#[test]
fn a_short_file_leans_on_its_folder_whatever_the_threads_and_says_so() {
    let desk = Desk::new();
    desk.put("in/0.txt", AMBIGUOUS);
    (1..9).for_each(|number| desk.put(format!("in/{number}.txt"), gbk(number)));
    let alone = desk.run(&["inspect", "--json", "--stage", "decode", "in/0.txt"]);
    assert_eq!(label_and_evidence(&alone), [("big5".to_string(), "language".to_string())]);
    let first = desk.run(&["inspect", "--json", "--stage", "decode", "-j", "1", "in"]);
    assert_eq!(label_and_evidence(&first)[0], ("gb18030".to_string(), "folder".to_string()));
    for jobs in ["2", "8"] {
        assert_eq!(desk.run(&["inspect", "--json", "--stage", "decode", "-j", jobs, "in"]).out, first.out);
    }
    let shown = desk.run(&["inspect", "--stage", "decode", "in"]);
    ends(&shown, 0);
    assert!(shown.out().starts_with("FILE      ENCODING  EVIDENCE") && shown.out().lines().count() == 10, "{}", shown.out());
    assert!(shown.err.contains("the text alone looks like big5, the other files of the folder are gb18030"), "{}", shown.err);
    let listed: Vec<String> = (0..9).map(|number| format!("in/{number}.txt")).collect();
    let mut arguments = vec!["inspect", "--json", "--stage", "decode"];
    arguments.extend(listed.iter().map(String::as_str));
    assert_eq!(label_and_evidence(&desk.run(&arguments))[0].0, "big5", "listed files speak for themselves");
}

#[test]
fn a_narrow_margin_is_status_1_with_strict() {
    let desk = Desk::new();
    desk.put("a.txt", AMBIGUOUS);
    ends(&desk.run(&["convert", "-f", "docx", "a.txt"]), 0);
    let strict = desk.run(&["convert", "-f", "docx", "--strict", "a.txt"]);
    ends(&strict, 1);
    assert!(strict.err.contains("uncertain-encoding"), "{}", strict.err);
    ends(&desk.run(&["convert", "-f", "docx", "--strict", "--encoding", "gbk", "a.txt"]), 0);
}

#[test]
fn mojibake_is_repaired_where_the_line_or_the_file_says_so() {
    let desk = Desk::new();
    let misread = encoding_rs::WINDOWS_1252.decode_without_bom_handling("各位同志，今天我们开会。".as_bytes()).0;
    desk.put("a.txt", format!("会议讲话\n{misread}\n"));
    let text_of = |arguments: &[&str]| {
        let said = desk.run(arguments);
        ends(&said, 0);
        said.json()[0]["blocks"].to_string()
    };
    assert!(!text_of(&["inspect", "--json", "a.txt"]).contains("今天我们开会"));
    assert!(text_of(&["inspect", "--json", "--repair-mojibake", "a.txt"]).contains("各位同志，今天我们开会。"));
    desk.put("jiangyi.toml", "repair-mojibake = true\n");
    assert!(text_of(&["inspect", "--json", "a.txt"]).contains("今天我们开会"));
    assert!(!text_of(&["inspect", "--json", "--repair-mojibake=false", "a.txt"]).contains("今天我们开会"));
}

#[test]
fn lines_of_another_encoding_are_read_and_named() {
    let desk = Desk::new();
    let pasted = encoding_rs::GB18030.encode("这一段是从别处粘贴来的。\n").0;
    desk.put("a.txt", ["同志们：\n今天我们开会，学习文件。\n".as_bytes(), &pasted, "谢谢大家！\n".as_bytes()].concat());
    let said = desk.run(&["inspect", "--json", "a.txt"]);
    let one = &said.json()[0];
    assert_eq!(one["encoding"]["foreign"], serde_json::json!([{"line": 3, "label": "gb18030"}]));
    assert!(one["blocks"].to_string().contains("这一段是从别处粘贴来的。") && one["diagnostics"].to_string().contains("mixed-encodings"));
}
