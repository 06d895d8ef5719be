//! The same input gives the same bytes: over threads, time zones, locales, working folders, runs.

use crate::program::{Desk, SPEECH, ends};

fn sums(desk: &Desk, output: &str) -> Vec<(String, Vec<u8>)> {
    desk.files(output).into_iter().map(|name| (name.clone(), desk.read(&format!("{output}/{name}")))).collect()
}

#[test]
fn same_bytes() {
    let desk = Desk::new();
    for number in 0..12 {
        desk.put(format!("input/{}/{number}.txt", number % 3), format!("{SPEECH}　　第{number}篇。\n"));
    }
    desk.put("input/empty.txt", "");
    let plain = desk.run(&["convert", "-o", "out/plain", "-j", "1", "--report", "plain.json"]);
    ends(&plain, 2);
    let first = sums(&desk, "out/plain");
    assert_eq!(first.len(), 24);
    type Environment<'a> = &'a [(&'a str, &'a str)];
    let runs: [(&str, &[&str], Environment<'_>); 4] = [
        ("eight", &["-j", "8"], &[]),
        ("shanghai", &[], &[("TZ", "Asia/Shanghai"), ("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]),
        ("again", &[], &[]),
        ("columns", &[], &[("COLUMNS", "20"), ("HOME", "/nowhere")]),
    ];
    for (name, more, environment) in runs {
        let output = format!("out/{name}");
        let report = format!("{name}.json");
        let mut arguments = vec!["convert", "-o", &output, "--report", &report];
        arguments.extend(more);
        let said = desk.run_with(&arguments, environment, b"");
        ends(&said, 2);
        assert_eq!(sums(&desk, &output), first, "{name}");
        assert_eq!(desk.text(&report).replace(&output, "out/plain"), desk.text("plain.json"), "{name}");
        assert_eq!(said.err, plain.err, "{name}: messages are the same, too");
    }
}

#[test]
fn messages_come_in_input_order_whatever_the_threads() {
    let desk = Desk::new();
    for number in 0..40 {
        desk.put(format!("input/{number:02}.txt"), if number % 2 == 0 { "" } else { SPEECH });
    }
    let one = desk.run(&["convert", "-j", "1", "-o", "one"]);
    let eight = desk.run(&["convert", "-j", "8", "-o", "eight"]);
    assert_eq!(one.err, eight.err);
}
