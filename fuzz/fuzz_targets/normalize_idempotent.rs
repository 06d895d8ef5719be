//! `cargo fuzz run normalize_idempotent`; what must hold is in `properties/normalize.rs`.
#![no_main]

#[expect(dead_code, reason = "a target runs one property of them")]
#[path = "../properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::normalize::normalize_idempotent(bytes));
