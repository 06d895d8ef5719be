//! `cargo fuzz run template_file`; what must hold is in `properties/template.rs`.
#![no_main]

#[expect(dead_code, reason = "a target runs one property of them")]
#[path = "../properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::template::template_file(bytes));
