//! What normalization costs: `cargo bench --bench normalize`.
//!
//! `clean` is text that no rule has anything to say about; in `raw` every paragraph has something to put right.
//! `JIANGYI_TEXTS=DIR` adds the files of a folder, all of them in one turn.
//! `autocorrect` is no dev-dependency, since it brings 55 packages and two minutes of building; on the text of `raw` it did
//! 5 MB/s where this did 21 (Linux x86-64, one core, 2026-11-22); on 2026-11-23 `clean` did 210 MB/s and `raw` 22.

#![expect(clippy::disallowed_methods, reason = "a bench reads the folder that it is told to; the library's stages do not")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use jiangyi::decode::{Decoded, DecodedText, decode};
use jiangyi::normalize::{NormalizeOptions, normalize};
use jiangyi::source::{RawText, SourceName};

const CLEAN: &str = concat!(
    "各位同志，今天的会议主要讨论三件事，请大家认真听取意见，会后抓好落实。\n",
    "去年全县新修水渠四十二公里，新栽果树三万棵，“节水灌溉”试点扩大到七个乡镇（名单见附件）。\n",
    "成绩来之不易，问题也要看到：有的渠道年久失修，有的村庄饮水还不方便，有的干部作风不实。\n",
    "一、抓紧修渠引水。春耕之前必须完成主干渠的清淤，做到责任到人、任务到天，不误农时。\n",
    "谢谢大家！\n",
);

const RAW: &str = concat!(
    "　　各位同志:今天的会议主要讨论三件事,请大家认真听取意见,会后抓好落实.\r\n",
    "　　去年全县新修水渠４２公里,新栽果树3.2万棵,\"节水灌溉\"试点扩大到 7 个乡镇(名单见附件)...\r\n",
    "　　成绩来之不易--问题也要看到: 有的渠道年久失修;有的村庄饮水还不方便;有的干部作风不实。\r\n\r\n\r\n",
    "1、抓紧修渠引水。春耕之前必须完成主干渠的清淤，做到责任到人、任务到天，不误农时！！！！\r\n",
    "　　谢谢大家!\r\n",
);

/// About so many bytes of a text.
fn decoded(text: &str, length: usize) -> DecodedText {
    let text = text.repeat(length / text.len() + 1);
    let name = SourceName::new("a.txt");
    match decode(RawText { name: &name, bytes: text.as_bytes() }, None).0 {
        Decoded::Text(decoded) => decoded,
        Decoded::Refused { label } => panic!("{label}: this is text"),
    }
}

fn run(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("normalize");
    let options = NormalizeOptions::default();
    for (name, text) in [("clean", CLEAN), ("raw", RAW)] {
        let decoded = decoded(text, 1 << 20);
        group.throughput(Throughput::Bytes(decoded.text.len() as u64));
        group.bench_function(format!("jiangyi/{name}"), |bencher| bencher.iter(|| normalize(black_box(&decoded), &options)));
    }
    let texts = own_texts();
    if !texts.is_empty() {
        group.throughput(Throughput::Bytes(texts.iter().map(|decoded| decoded.text.len() as u64).sum()));
        let run = || texts.iter().map(|decoded| normalize(black_box(decoded), &options).1.len()).sum::<usize>();
        group.bench_function("jiangyi/folder", |bencher| bencher.iter(run));
    }
    group.finish();
}

/// The texts of the folder that `JIANGYI_TEXTS` names, if it does.
fn own_texts() -> Vec<DecodedText> {
    let Some(folder) = std::env::var_os("JIANGYI_TEXTS") else { return Vec::new() };
    let files = std::fs::read_dir(&folder).expect("JIANGYI_TEXTS names a folder");
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).filter(|path| path.is_file()).collect();
    paths.sort();
    let name = SourceName::new("a.txt");
    let decoded = |path: &std::path::PathBuf| match decode(RawText { name: &name, bytes: &std::fs::read(path).ok()? }, None).0 {
        Decoded::Text(decoded) => Some(decoded),
        Decoded::Refused { .. } => None,
    };
    paths.iter().filter_map(decoded).collect()
}

criterion_group!(benches, run);
criterion_main!(benches);
