//! What a DOCX costs, and how large it is.
//!
//! `cargo bench --bench docx`. The goal: a speech of 4,000 characters takes at most 1 ms of one core and 14 KB.
#![expect(clippy::disallowed_methods, reason = "a bench reads the sample speeches; the library's stages do not")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use jiangyi::emit::docx;
use jiangyi::layout::layout;

#[path = "../examples/bundle/mod.rs"]
mod bundle;
#[path = "speech/mod.rs"]
mod speech;

use speech::{settings, speech, stamp};

fn costs(criterion: &mut Criterion) {
    let (settings, fonts) = (settings(), bundle::fonts());
    let plain = &settings.template;
    let toc = jiangyi::template::load("toc", "[page]\ntoc = true").expect("good");
    let mut group = criterion.benchmark_group("docx");
    for (size, characters, template) in
        [("4,000 characters", 4_000, plain), ("4,000 characters with contents", 4_000, &toc), ("300 KB", 100_000, plain)]
    {
        let document = speech(characters, &settings);
        let pages = layout(&document, template, &fonts).0;
        let shown: usize = document.printed().map(|(_, block)| block.text.chars().count()).sum();
        println!("{size}: {shown} characters, {} bytes", docx::write(&document, &pages, template, &stamp()).0.len());
        group.throughput(Throughput::Elements(shown as u64));
        group.sample_size(if characters > 10_000 { 10 } else { 100 });
        group.bench_function(BenchmarkId::new("write", size), |bencher| {
            bencher.iter(|| docx::write(black_box(&document), &pages, template, &stamp()))
        });
    }
    group.finish();
}

criterion_group!(benches, costs);
criterion_main!(benches);
