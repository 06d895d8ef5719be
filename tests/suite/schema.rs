//! What is printed as JSON is what `docs/schema/` promises, over outputs of every kind; and nothing more than that.

use std::path::Path;

use serde_json::{Value, json};

use crate::json_schema::Schema;
use crate::program::{Desk, SPEECH, ends};

/// A schema that allows no key beside those it names: what is printed must be written down.
fn schema(name: &str) -> Schema {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(name);
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a schema")).expect("JSON");
    close(&mut schema);
    Schema::new(schema)
}

fn close(schema: &mut Value) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema["additionalProperties"] = json!(false);
    }
    match schema {
        Value::Object(map) => map.values_mut().for_each(close),
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

#[track_caller]
fn holds(schema: &Schema, value: &Value) {
    let wrong = schema.wrong(value);
    assert!(wrong.is_empty(), "{wrong:#?}\n{value:#}");
}

/// Texts of every kind: in order, warned of, noted, refused, blank, unread, with a name that is no text.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/好.txt", format!("首页 > 讲话\n{SPEECH}　　一是抓学习，抓好落实。二要带头学，带头做。\n"));
    desk.put("in/坏.txt", [SPEECH.as_bytes(), b"\xFF\xFF", "会议“到此结束。\n".as_bytes()].concat());
    desk.put("in/blank.txt", " \n");
    desk.put("in/binary.txt", (0..=255).cycle().take(4096).collect::<Vec<u8>>());
    desk.put("in/ascii.txt", "Opening remarks\r\n\r\nDear friends,\r\nwelcome to all of you.\r\n");
    desk.put("in/utf16.txt", SPEECH.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    #[cfg(target_os = "linux")]
    desk.put(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"in/\xFF.txt"), SPEECH);
    desk
}

#[test]
fn inspect_prints_what_its_schema_says() {
    let (schema, desk) = (schema("inspect.json"), desk());
    let mut count = 0;
    for options in
        [&["--stage", "decode"][..], &["--stage", "normalize"], &[], &["--why"], &["--stage", "layout", "--toc", "--header", "{title}"]]
    {
        let said = desk.run(&[&["inspect", "--json", "in", "gone.txt"], options].concat());
        ends(&said, 2);
        for object in said.json() {
            holds(&schema, &object);
            count += 1;
        }
    }
    assert!(count >= 35, "{count}");
    holds(&schema, &desk.run_with(&["inspect", "--json", "-"], &[], SPEECH.as_bytes()).json()[0]);
}

#[test]
fn the_report_is_what_its_schema_says() {
    let (schema, desk) = (schema("report.json"), desk());
    let report = |name: &str| serde_json::from_str::<Value>(&desk.text(name)).expect("JSON");
    for (name, status) in [("first.json", "converted"), ("second.json", "unchanged")] {
        ends(&desk.run(&["convert", "in", "gone.txt", "--report", name]), 2);
        let report = report(name);
        holds(&schema, &report);
        assert!(report["files"].as_array().expect("files").iter().any(|file| file["status"] == status), "{report:#}");
    }
    ends(&desk.run(&["convert", "in/好.txt", "-o", "-", "-f", "pdf", "--report", "third.json"]), 0);
    holds(&schema, &report("third.json"));
}

#[test]
fn a_schema_refuses_what_is_otherwise() {
    let schema = schema("report.json");
    let good = json!({"schema": 1, "files": [], "totals": {"converted": 0, "unchanged": 0, "failed": 0, "pages": 0, "warnings": 0}});
    holds(&schema, &good);
    for (key, value) in [("schema", json!(2)), ("files", json!({})), ("more", json!(1)), ("totals", json!({}))] {
        let mut wrong = good.clone();
        wrong[key] = value;
        assert!(!schema.wrong(&wrong).is_empty(), "{key}");
    }
}
