//! `cargo fuzz run layout_total`; what must hold is in `properties/layout.rs`.
#![no_main]

#[expect(dead_code, reason = "a target runs one property of them")]
#[path = "../properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::layout::layout_total(bytes));
