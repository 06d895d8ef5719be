//! Any bytes, read in any way: `cargo fuzz run decode`; what must hold is in `properties/decode.rs`.
#![no_main]

#[path = "../properties/decode.rs"]
mod decode;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| decode::decoding_is_total(bytes));
