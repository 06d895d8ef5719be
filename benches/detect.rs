//! What detection and decoding cost, beside `chardetng` and bare `encoding_rs` on the same bytes: `cargo bench`.
//!
//! Detection must not grow with the file beyond one pass of validation, and decoding must run near the decoder's own speed.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use jiangyi::decode::decode;
use jiangyi::decode::folder::testimony;
use jiangyi::source::{RawText, SourceName};

const TEXT: &str = "各位同志，今天的会议主要讨论三件事。\r\n一、总结过去一年的工作，认清形势；二、部署下一步的任务（2024—2025年）。\r\n";

/// Encodings by name, with text of about so many bytes.
fn texts(length: usize) -> Vec<(&'static str, Vec<u8>)> {
    let text = TEXT.repeat(length / TEXT.len() + 1);
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts = [
        ("gb18030", encoding_rs::GB18030.encode(&text).0.into_owned()),
        ("big5", encoding_rs::BIG5.encode(&text.replace(['议', '认', '势', '过', '时', '务'], "會")).0.into_owned()),
        ("utf-8", text.into_bytes()),
        ("utf-16le", wide),
    ];
    texts.into_iter().map(|(name, bytes)| (name, whole_lines(bytes, length))).collect()
}

/// About so many bytes, cut behind a line: a character that is cut is another matter.
fn whole_lines(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    let end = bytes.iter().take(length).rposition(|byte| *byte == b'\n').map_or(length, |at| at + 1);
    bytes.truncate(end.next_multiple_of(2));
    bytes
}

fn detect(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("detect");
    for length in [8 << 10, 1 << 20] {
        for (name, bytes) in texts(length) {
            let case = format!("{name}/{}K", length >> 10);
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            group.bench_with_input(BenchmarkId::new("jiangyi", &case), &bytes, |bencher, bytes| {
                bencher.iter(|| testimony(black_box(bytes)));
            });
            group.bench_with_input(BenchmarkId::new("chardetng", &case), &bytes, |bencher, bytes| {
                bencher.iter(|| {
                    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
                    detector.feed(black_box(bytes), true);
                    detector.guess(None, chardetng::Utf8Detection::Allow)
                });
            });
        }
    }
    group.finish();
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    let name = SourceName::new("a.txt");
    for (encoding, bytes) in texts(1 << 20) {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_with_input(BenchmarkId::new("jiangyi", encoding), &bytes, |bencher, bytes| {
            bencher.iter(|| decode(RawText { name: &name, bytes: black_box(bytes) }, None));
        });
        let standard = encoding_rs::Encoding::for_label(encoding.as_bytes()).expect("a label of the Standard");
        group.bench_with_input(BenchmarkId::new("encoding_rs", encoding), &bytes, |bencher, bytes| {
            bencher.iter(|| standard.decode_without_bom_handling(black_box(bytes)).0.len());
        });
    }
    group.finish();
}

criterion_group!(benches, detect, read);
criterion_main!(benches);
