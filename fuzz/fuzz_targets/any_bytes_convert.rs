//! `cargo fuzz run any_bytes_convert`; what must hold is in `properties/convert.rs`.
#![no_main]

#[expect(dead_code, reason = "a target runs one property of them")]
#[path = "../properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::convert::any_bytes_convert(bytes));
