//! What each stage costs alone, a document whole, and a folder: `cargo bench --bench stages`.
//!
//! Three sizes: a notice of 1 KB, a speech of 12 KB, a book of 1.8 MB, all of sentences of `input/`. `docs/benchmarks.md` has what came
//! of it, and how to keep a baseline and compare with it. The other benches look closer at one stage each.
#![expect(clippy::disallowed_methods, reason = "a bench reads the sample speeches and writes folders; the library's stages do not")]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};

use jiangyi::convert::convert;
use jiangyi::decode::{Decoded, DecodedText, decode};
use jiangyi::emit::{OutputFormat, docx, pdf};
use jiangyi::layout::layout;
use jiangyi::normalize::normalize;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::structure::structure;

#[path = "../examples/bundle/mod.rs"]
mod bundle;
#[path = "speech/mod.rs"]
mod speech;

use speech::{speech, stamp, text};

/// Names and characters: three bytes each.
const SIZES: [(&str, usize); 3] = [("1 KB", 340), ("12 KB", 4_000), ("1.8 MB", 600_000)];

fn settings() -> Settings {
    Settings { formats: OutputFormat::ALL.to_vec(), ..speech::settings() }
}

fn decoded(text: &str) -> DecodedText {
    let name = SourceName::new("讲话.txt");
    match decode(RawText { name: &name, bytes: text.as_bytes() }, None).0 {
        Decoded::Text(decoded) => decoded,
        Decoded::Refused { label } => panic!("{label}: this is text"),
    }
}

fn stages(criterion: &mut Criterion) {
    let (settings, fonts) = (settings(), bundle::fonts());
    let template = &settings.template;
    let name = SourceName::new("讲话.txt");
    for (size, characters) in SIZES {
        let text = text(characters, &settings);
        let raw = RawText { name: &name, bytes: text.as_bytes() };
        let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
        let raw_gbk = RawText { name: &name, bytes: &gbk };
        let decoded = decoded(&text);
        let normal = normalize(&decoded, &settings.normalize).0;
        let document = speech(characters, &settings);
        let pages = layout(&document, template, &fonts).0;
        let of_pdf = pdf::write(&document, &pages, template, &fonts, &stamp()).0.len();
        let of_docx = docx::write(&document, &pages, template, &stamp()).0.len();
        println!("{size}: {} bytes, {} pages, a PDF of {of_pdf} bytes, a DOCX of {of_docx}", text.len(), pages.len());

        let mut group = criterion.benchmark_group("stages");
        group.throughput(Throughput::Bytes(text.len() as u64));
        if characters > 100_000 {
            group.sample_size(10).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(3));
        }
        let mut bench = |stage: &str, run: &mut dyn FnMut()| {
            group.bench_function(BenchmarkId::new(stage, size), |bencher| bencher.iter(&mut *run));
        };
        bench("decode utf-8", &mut || drop(black_box(decode(black_box(raw), None))));
        bench("decode gb18030", &mut || drop(black_box(decode(black_box(raw_gbk), None))));
        bench("normalize", &mut || drop(black_box(normalize(black_box(&decoded), &settings.normalize))));
        bench("structure", &mut || drop(black_box(structure(black_box(&normal), "讲话", &settings.structure))));
        bench("layout", &mut || drop(black_box(layout(black_box(&document), template, &fonts))));
        bench("pdf", &mut || drop(black_box(pdf::write(&document, black_box(&pages), template, &fonts, &stamp()))));
        bench("docx", &mut || drop(black_box(docx::write(&document, black_box(&pages), template, &stamp()))));
        bench("whole", &mut || drop(black_box(convert(black_box(raw), &settings, &fonts))));
        group.finish();
    }
}

/// The program itself on a folder: processes, threads, files and all.
fn folders(criterion: &mut Criterion) {
    let settings = settings();
    let mut group = criterion.benchmark_group("folder");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).measurement_time(Duration::from_secs(5));
    for (name, files, characters) in [("1,000 of 1 KB", 1_000, 340), ("10 of 1.8 MB", 10, 600_000)] {
        let folder = tempfile::tempdir().expect("a folder");
        let texts = folder.path().join("texts");
        std::fs::create_dir(&texts).expect("an empty folder");
        let text = text(characters, &settings);
        for number in 0..files {
            std::fs::write(texts.join(format!("{number}.txt")), format!("{text}\n第{number}份。\n")).expect("room");
        }
        group.throughput(Throughput::Elements(files));
        for threads in ["1", "2"] {
            group.bench_function(BenchmarkId::new(name, format!("{threads} threads")), |bencher| {
                bencher.iter_batched(
                    || tempfile::tempdir_in(folder.path()).expect("a folder"),
                    |out| {
                        run(&texts, out.path(), threads);
                        out // taken away when the clock has stopped
                    },
                    criterion::BatchSize::PerIteration,
                );
            });
        }
    }
    group.finish();
}

fn run(texts: &Path, out: &Path, threads: &str) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_jiangyi"));
    let ended = program.arg("convert").arg(texts).arg("-o").arg(out).args(["-j", threads, "-q"]).output();
    assert!(ended.is_ok_and(|ended| ended.status.success()), "the program ended otherwise");
}

criterion_group!(benches, stages, folders);
criterion_main!(benches);
