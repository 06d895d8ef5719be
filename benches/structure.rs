//! What structure costs, and that it grows with the text and no faster: each kind at a size and at four times that.
//!
//! `cargo bench --bench structure`. The goal of a 3 MB novel is half a second.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use jiangyi::decode::{Decoded, decode};
use jiangyi::normalize::{NormalText, NormalizeOptions, normalize};
use jiangyi::source::{RawText, SourceName};
use jiangyi::structure::{StructureOptions, structure};

const SENTENCE: &str = "船到渡口的时候，天已经黑了，岸上只有一盏灯，照着几个等船的人。";

/// A novel of about so many bytes: chapters, paragraphs of one to five sentences, speech.
fn novel(length: usize) -> String {
    let mut text = String::with_capacity(length + 4096);
    let (mut chapter, mut paragraph) = (0, 0);
    while text.len() < length {
        if paragraph % 60 == 0 {
            chapter += 1;
            text.push_str(&format!("第{chapter}回　风雨夜归人　江湖十年灯\n\n"));
        }
        paragraph += 1;
        text.push_str("　　");
        text.push_str(&SENTENCE.repeat(paragraph % 5 + 1));
        text.push_str(if paragraph % 3 == 0 { "\n　　“走罢。”他说。\n" } else { "\n" });
    }
    text
}

/// The same, broken at 36 characters.
fn wrapped(length: usize) -> String {
    let mut text = String::with_capacity(length + 4096);
    for line in novel(length).lines() {
        for (number, c) in line.chars().enumerate() {
            if number > 0 && number % 36 == 0 {
                text.push('\n');
            }
            text.push(c);
        }
        text.push('\n');
    }
    text
}

fn normal(text: &str) -> NormalText {
    let name = SourceName::new("novel.txt");
    match decode(RawText { name: &name, bytes: text.as_bytes() }, None).0 {
        Decoded::Text(text) => normalize(&text, &NormalizeOptions::default()).0,
        Decoded::Refused { .. } => NormalText::default(),
    }
}

fn measure(criterion: &mut Criterion, kind: &str, sizes: [usize; 2], make: impl Fn(usize) -> String) {
    let mut group = criterion.benchmark_group("structure");
    group.sample_size(10);
    for size in sizes {
        let text = normal(&make(size));
        group.throughput(Throughput::Bytes(text.text.len() as u64));
        group.bench_function(BenchmarkId::new(kind, size), |bencher| {
            bencher.iter(|| structure(black_box(&text), "novel", &StructureOptions::default()));
        });
    }
    group.finish();
}

fn kinds(criterion: &mut Criterion) {
    const MB: usize = 1_000_000;
    measure(criterion, "novel, bytes", [3 * MB / 4, 3 * MB], novel);
    measure(criterion, "wrapped novel, bytes", [3 * MB / 4, 3 * MB], wrapped);
    measure(criterion, "headings", [2_500, 10_000], |count| (1..=count).map(|number| format!("{number}.第几项工作\n")).collect());
    measure(criterion, "headings with text", [2_500, 10_000], |count| {
        (1..=count).map(|number| format!("第{number}章　总则\n　　{SENTENCE}\n")).collect()
    });
    measure(criterion, "one line, bytes", [MB / 4, MB], |length| SENTENCE.repeat(length / SENTENCE.len()));
    measure(criterion, "one line with wide spaces, bytes", [MB / 4, MB], |length| {
        format!("{SENTENCE}　　").repeat(length / (SENTENCE.len() + 6))
    });
}

criterion_group!(benches, kinds);
criterion_main!(benches);
