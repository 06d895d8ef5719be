//! The properties of the fuzz targets on stable: on their seeds, on seeds that are damaged, on bytes of any kind.
//!
//! `fuzz/README.md` says how to look further.

use std::path::Path;

use proptest::prelude::*;

#[path = "../../fuzz/properties/mod.rs"]
mod properties;

/// The seeds of a target, by name.
fn seeds(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("it is in the project").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{}", folder.display());
    paths.iter().map(|path| std::fs::read(path).expect("it was listed")).collect()
}

/// Two seeds, each cut at two places, joined, with some bytes replaced; or bytes of any kind.
fn damaged(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let place = any::<prop::sample::Index>;
    let part = (prop::sample::select(seeds), place(), place()).prop_map(|(seed, a, b)| {
        let (a, b) = (a.index(seed.len() + 1), b.index(seed.len() + 1));
        seed[a.min(b)..a.max(b)].to_vec()
    });
    let spoilt = prop::collection::vec((place(), any::<u8>()), 0..6);
    let of_seeds = (prop::collection::vec(part, 1..4), spoilt).prop_map(|(parts, spoilt)| {
        let mut bytes = parts.concat();
        for (place, byte) in spoilt {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        bytes
    });
    prop_oneof![8 => of_seeds, 1 => prop::collection::vec(any::<u8>(), 0..300)]
}

/// Runs a property on the seeds of its target and on so many damaged ones, or as many as `PROPTEST_CASES` says.
fn holds(property: fn(&[u8]), folders: &[&str], cases: u32) {
    let seeds: Vec<Vec<u8>> = folders.iter().flat_map(|folder| seeds(folder)).collect();
    for seed in &seeds {
        property(seed);
    }
    proptest!(config(cases), |(bytes in damaged(seeds))| property(&bytes));
}

fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn any_bytes_convert() {
    holds(properties::convert::any_bytes_convert, &["fuzz/seeds/any_bytes_convert"], 60);
}

#[test]
fn decode() {
    holds(properties::decode::decoding_is_total, &["fuzz/seeds/decode"], 200);
}

#[test]
fn font_file() {
    holds(properties::font::font_file, &["fuzz/seeds/font_file"], 150);
    // A few spots of damage to a sound face go deeper than a face that is cut.
    proptest!(config(300), |(bytes in prop::collection::vec(any::<u8>(), 1..30))| properties::font::font_file(&bytes));
}

#[test]
fn layout_total() {
    holds(properties::layout::layout_total, &["fuzz/seeds/layout_total"], 100);
}

#[test]
fn normalize_idempotent() {
    holds(properties::normalize::normalize_idempotent, &["fuzz/seeds/normalize_idempotent"], 400);
}

#[test]
fn structure_lossless() {
    holds(properties::structure::structure_lossless, &["fuzz/seeds/structure_lossless"], 200);
}

#[test]
fn template_file() {
    holds(properties::template::template_file, &["fuzz/seeds/template_file", "src/template/builtin"], 150);
}
