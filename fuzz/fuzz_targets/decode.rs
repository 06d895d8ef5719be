//! Any bytes, read in any way: `cargo +nightly fuzz run decode`.
#![no_main]

#[path = "../property.rs"]
mod property;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::decoding_is_total(bytes));
