//! `cargo fuzz run structure_lossless`; what must hold is in `properties/structure.rs`.
#![no_main]

#[expect(dead_code, reason = "a target runs one property of them")]
#[path = "../properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::structure::structure_lossless(bytes));
