//! JSON Schema 2020-12, the part of it that `docs/schema/` uses: whether a value is what a schema says, and if not, where.
//!
//! Every other keyword is a panic, so that none is passed over; each that is known is proved below. A validator for all of the
//! standard costs half a minute of each clean build, for two files.

use regex_lite::Regex;
use serde_json::Value;

/// A schema whose keywords are all known, each with the value it takes.
pub struct Schema {
    root: Value,
}

impl Schema {
    #[track_caller]
    pub fn new(root: Value) -> Schema {
        assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema");
        look(&root, &root);
        Schema { root }
    }

    /// What is wrong with a value, with its place; empty where nothing is.
    pub fn wrong(&self, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        judge(&self.root, &self.root, value, "", &mut found);
        found
    }
}

const TYPES: [&str; 7] = ["null", "boolean", "object", "array", "number", "integer", "string"];

/// Fails on a keyword that is not known, or that takes another value.
fn look(root: &Value, schema: &Value) {
    if schema.is_boolean() {
        return;
    }
    for (keyword, said) in schema.as_object().unwrap_or_else(|| panic!("no schema: {schema}")) {
        let is_type = |one: &Value| one.as_str().is_some_and(|name| TYPES.contains(&name));
        let is_good = match keyword.as_str() {
            "$schema" | "title" | "description" => said.is_string(),
            "type" => is_type(said) || said.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_type)),
            "$ref" => said.as_str().is_some_and(|place| resolve(root, place).is_some()),
            "const" => true,
            "enum" => said.as_array().is_some_and(|all| !all.is_empty()),
            "required" => said.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
            "minimum" | "maximum" => said.is_number(),
            "minItems" | "maxItems" => said.is_u64(),
            "pattern" => said.as_str().is_some_and(|pattern| Regex::new(pattern).is_ok()),
            "items" | "additionalProperties" => {
                look(root, said);
                true
            }
            "oneOf" => said.as_array().is_some_and(|all| {
                all.iter().for_each(|one| look(root, one));
                !all.is_empty()
            }),
            "properties" | "$defs" => said.as_object().is_some_and(|all| {
                all.values().for_each(|one| look(root, one));
                true
            }),
            other => panic!("`{other}` is not known here: {schema}"),
        };
        assert!(is_good, "`{keyword}` takes another value than {said}");
    }
}

fn resolve<'a>(root: &'a Value, place: &str) -> Option<&'a Value> {
    root.pointer(place.strip_prefix('#')?)
}

fn is_of(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap_or_default() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        // 1.0 is an integer, too (validation, 6.1.1).
        _ => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
    }
}

fn judge(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        if schema == &Value::Bool(false) {
            found.push(format!("{place}: nothing may stand here"));
        }
        return;
    };
    let mut say = |what: String| found.push(format!("{}: {what}", if place.is_empty() { "/" } else { place }));
    for (keyword, said) in keywords {
        // A keyword about objects says nothing of a number (core, 7.6.1).
        let is_good = match keyword.as_str() {
            "type" => said.as_array().map_or_else(|| is_of(value, said), |all| all.iter().any(|one| is_of(value, one))),
            "const" => value == said,
            "enum" => said.as_array().is_some_and(|all| all.contains(value)),
            "minimum" => value.as_f64().is_none_or(|number| said.as_f64().is_some_and(|least| number >= least)),
            "maximum" => value.as_f64().is_none_or(|number| said.as_f64().is_some_and(|most| number <= most)),
            "minItems" => value.as_array().is_none_or(|all| said.as_u64().is_some_and(|least| all.len() as u64 >= least)),
            "maxItems" => value.as_array().is_none_or(|all| said.as_u64().is_some_and(|most| all.len() as u64 <= most)),
            "pattern" => value.as_str().is_none_or(|text| said.as_str().and_then(|p| Regex::new(p).ok()).is_some_and(|p| p.is_match(text))),
            "required" => value
                .as_object()
                .is_none_or(|map| said.as_array().is_some_and(|all| all.iter().filter_map(Value::as_str).all(|key| map.contains_key(key)))),
            "oneOf" => {
                let fits = |one: &&Value| {
                    let mut wrong = Vec::new();
                    judge(root, one, value, place, &mut wrong);
                    wrong.is_empty()
                };
                said.as_array().is_some_and(|all| all.iter().filter(fits).count() == 1)
            }
            _ => true,
        };
        if !is_good {
            say(format!("{value} is not what `{keyword}` says: {said}"));
        }
    }
    let properties = keywords.get("properties").and_then(Value::as_object);
    for (key, inner) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{key}");
        let schema = properties.and_then(|properties| properties.get(key)).or_else(|| keywords.get("additionalProperties"));
        if let Some(schema) = schema {
            judge(root, schema, inner, &place, found);
        }
    }
    if let (Some(items), Some(list)) = (keywords.get("items"), value.as_array()) {
        list.iter().enumerate().for_each(|(number, item)| judge(root, items, item, &format!("{place}/{number}"), found));
    }
    if let Some(target) = keywords.get("$ref").and_then(Value::as_str).and_then(|place| resolve(root, place)) {
        judge(root, target, value, place, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_keyword_tells_good_from_bad() {
        let one_or_text = json!([{"type": "integer"}, {"type": "string"}, {"const": 1}]);
        for (keywords, good, bad) in [
            (json!({"type": "integer"}), vec![json!(1), json!(-1), json!(2.0)], vec![json!(1.5), json!("1"), json!(null)]),
            (json!({"type": ["string", "null"]}), vec![json!("a"), json!(null)], vec![json!(0), json!([])]),
            (json!({"type": "number"}), vec![json!(1.5)], vec![json!(true)]),
            (json!({"const": {"a": [1]}}), vec![json!({"a": [1]})], vec![json!({"a": [2]})]),
            (json!({"enum": ["a", null]}), vec![json!("a"), json!(null)], vec![json!("b")]),
            (json!({"minimum": 1, "maximum": 3}), vec![json!(1), json!(3), json!("other")], vec![json!(0.9), json!(4)]),
            (json!({"minItems": 1, "maxItems": 2}), vec![json!([1]), json!([1, 2]), json!("x")], vec![json!([]), json!([1, 2, 3])]),
            (json!({"pattern": "^[a-z]+$"}), vec![json!("abc"), json!(1)], vec![json!("aB"), json!("")]),
            (json!({"required": ["a"]}), vec![json!({"a": null}), json!([])], vec![json!({"b": 1})]),
            (json!({"properties": {"a": {"type": "string"}}}), vec![json!({"a": "x", "b": 1})], vec![json!({"a": 1})]),
            (json!({"properties": {"a": true}, "additionalProperties": false}), vec![json!({"a": 1})], vec![json!({"b": 1})]),
            (json!({"additionalProperties": {"type": "integer"}}), vec![json!({"a": 1})], vec![json!({"a": "x"})]),
            (json!({"items": {"type": "integer"}}), vec![json!([1, 2]), json!([])], vec![json!([1, "x"])]),
            (json!({"oneOf": one_or_text}), vec![json!(2), json!("x")], vec![json!(1), json!(null)]),
            (json!({"$defs": {"n": {"type": "null"}}, "$ref": "#/$defs/n"}), vec![json!(null)], vec![json!(0)]),
        ] {
            let mut root = keywords.clone();
            root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
            let schema = Schema::new(root);
            for value in good {
                assert_eq!(schema.wrong(&value), [""; 0], "{keywords}");
            }
            for value in bad {
                assert!(!schema.wrong(&value).is_empty(), "{keywords} takes {value}");
            }
        }
    }

    #[test]
    fn a_schema_that_is_none_is_refused() {
        for keywords in [json!({"typo": 1}), json!({"type": "int"}), json!({"$ref": "#/nowhere"}), json!({"items": {"minimum": "1"}})] {
            let mut root = keywords.clone();
            root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
            assert!(std::panic::catch_unwind(|| Schema::new(root)).is_err(), "{keywords}");
        }
    }
}
