//! The speech that benches read and set: sentences of `input/` in turn, so that it has the nine hundred different Han of a real one.

use jiangyi::convert::read;
use jiangyi::document::Document;
use jiangyi::emit::{OutputFormat, Stamp};
use jiangyi::normalize::NormalizeOptions;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::structure::StructureOptions;
use jiangyi::template;

/// The stamp of a file, of which only the length of its recipe counts here.
pub fn stamp() -> Stamp {
    Stamp { recipe: "0".repeat(64), date: None }
}

pub fn settings() -> Settings {
    let source = template::builtin_source("gbt9704").expect("it is built in");
    Settings {
        formats: vec![OutputFormat::Pdf],
        template: template::load("gbt9704", source).expect("it is whole"),
        encoding: None,
        repair_mojibake: false,
        folder: Default::default(),
        normalize: NormalizeOptions::default(),
        structure: StructureOptions::default(),
        date: None,
    }
}

/// The texts of `input/` in simplified characters.
fn samples(settings: &Settings) -> Vec<Document> {
    let mut paths: Vec<_> = std::fs::read_dir("input").expect("it is in the project").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let texts = paths.iter().map(|path| {
        let name = SourceName::new(path.display().to_string());
        read(RawText { name: &name, bytes: &std::fs::read(path).expect("it was listed") }, settings).document
    });
    texts.filter(|document| document.metadata.region.language() == "zh-CN").collect()
}

/// The blocks of [`text`].
pub fn speech(characters: usize, settings: &Settings) -> Document {
    let name = SourceName::new("讲话.txt");
    read(RawText { name: &name, bytes: text(characters, settings).as_bytes() }, settings).document
}

/// A speech of about so many characters: title, salutation, headings, paragraphs of four sentences, which come from the samples in turn.
pub fn text(characters: usize, settings: &Settings) -> String {
    let samples = samples(settings);
    let sentences = |document: &Document| -> Vec<String> {
        let text: String = document.printed().map(|(_, block)| block.text.as_str()).filter(|text| text.chars().count() > 40).collect();
        text.split_inclusive('。').map(String::from).collect()
    };
    let samples: Vec<Vec<String>> = samples.iter().map(sentences).collect();
    let mut text = "在全县工作会议上的讲话\n同志们：\n".to_string();
    let mut length = text.chars().count();
    for n in 0.. {
        if length >= characters {
            break;
        }
        if n % 40 == 0 {
            text.push_str(&format!("\n{}、关于今年的工作\n", ["一", "二", "三", "四", "五"][n / 40 % 5]));
        }
        let of = &samples[n % samples.len()];
        let sentence = &of[n / samples.len() % of.len()];
        text.push_str(sentence);
        length += sentence.chars().count();
        if n % 4 == 3 {
            text.push('\n');
        }
    }
    text
}
