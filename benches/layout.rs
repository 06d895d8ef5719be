//! What the page costs: layout alone, the PDF alone, both together; and deflate's levels on what a PDF compresses with them.
//!
//! `cargo bench --bench layout`. The goal: layout and PDF of a speech of 4,000 characters take at most 4 ms of one core, with
//! faces that other texts of the folder have opened. The faces' subsets are most of the work.
#![expect(clippy::disallowed_methods, reason = "a bench reads the sample speeches; the library's stages do not")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use libdeflater::{CompressionLvl, Compressor};

use jiangyi::document::Document;
use jiangyi::emit::pdf;
use jiangyi::font::FontLibrary;
use jiangyi::layout::{Page, layout};
use jiangyi::template::Template;

#[path = "../examples/bundle/mod.rs"]
mod bundle;
#[path = "speech/mod.rs"]
mod speech;

use speech::{settings, speech, stamp};

fn set(document: &Document, template: &Template, fonts: &FontLibrary) -> Vec<Page> {
    layout(document, template, fonts).0
}

fn write(document: &Document, pages: &[Page], template: &Template, fonts: &FontLibrary) -> Vec<u8> {
    pdf::write(document, pages, template, fonts, &stamp()).0
}

fn costs(criterion: &mut Criterion) {
    let (settings, fonts) = (settings(), bundle::fonts());
    let template = &settings.template;
    let mut group = criterion.benchmark_group("layout");
    for (size, characters) in [("4,000 characters", 4_000), ("300 KB", 100_000)] {
        let document = speech(characters, &settings);
        let pages = set(&document, template, &fonts);
        let shown: usize = document.printed().map(|(_, block)| block.text.chars().count()).sum();
        let mut han: Vec<char> = document.printed().flat_map(|(_, block)| block.text.chars()).filter(|c| *c > '\u{3400}').collect();
        han.sort_unstable();
        han.dedup();
        let bytes = write(&document, &pages, template, &fonts).len();
        println!("{size}: {shown} characters, {} of them different, {} pages, {bytes} bytes", han.len(), pages.len());
        group.throughput(Throughput::Elements(shown as u64));
        group.sample_size(if characters > 10_000 { 10 } else { 50 });
        group.bench_function(BenchmarkId::new("layout", size), |bencher| bencher.iter(|| set(black_box(&document), template, &fonts)));
        group.bench_function(BenchmarkId::new("pdf", size), |bencher| {
            bencher.iter(|| write(&document, black_box(&pages), template, &fonts))
        });
        group.bench_function(BenchmarkId::new("layout and pdf", size), |bencher| {
            bencher.iter(|| {
                let pages = set(black_box(&document), template, &fonts);
                write(&document, &pages, template, &fonts)
            });
        });
    }
    group.finish();
}

/// The streams of a speech's PDF that are searched for repetitions (all but charstrings), at each level.
fn levels(criterion: &mut Criterion) {
    let (settings, fonts) = (settings(), bundle::fonts());
    let document = speech(4_000, &settings);
    let pages = set(&document, &settings.template, &fonts);
    let bytes = write(&document, &pages, &settings.template, &fonts);
    let file = lopdf::Document::load_mem(&bytes).expect("it was written just now");
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    let of_charstrings =
        |stream: &&lopdf::Stream| stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|kind| kind == b"CIDFontType0C");
    let streams: Vec<Vec<u8>> =
        streams.filter(|stream| !of_charstrings(stream)).filter_map(|stream| stream.decompressed_content().ok()).collect();
    let mut group = criterion.benchmark_group("deflate");
    group.throughput(Throughput::Bytes(streams.iter().map(|stream| stream.len() as u64).sum()));
    for level in [1, 2, 4, 6, 9, 12] {
        let mut compressor = Compressor::new(CompressionLvl::new(level).expect("a level of libdeflate"));
        let mut out = vec![0; streams.iter().map(|stream| compressor.zlib_compress_bound(stream.len())).max().unwrap_or(0)];
        let mut all = || -> usize { streams.iter().filter_map(|stream| compressor.zlib_compress(stream, &mut out).ok()).sum() };
        println!("level {level}: {} bytes", all());
        group.bench_function(BenchmarkId::new("level", level), |bencher| bencher.iter(&mut all));
    }
    group.finish();
}

criterion_group!(benches, costs, levels);
criterion_main!(benches);
