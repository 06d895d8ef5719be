//! One text to a DOCX and a PDF: `cargo run --release --example one_file input/开学典礼讲话.txt`
#![expect(clippy::disallowed_methods, reason = "an example reads and writes files; the library's stages do not")]

use std::error::Error;

use jiangyi::emit::OutputFormat;
use jiangyi::normalize::NormalizeOptions;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::structure::StructureOptions;
use jiangyi::{convert, template};

mod bundle;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or("input/开学典礼讲话.txt".to_string());
    let source = template::builtin_source("gbt9704").ok_or("the default template is built in")?;
    let settings = Settings {
        formats: OutputFormat::ALL.to_vec(),
        template: template::load("gbt9704", source)?,
        encoding: None, // found out from the bytes
        repair_mojibake: false,
        folder: Default::default(), // the file speaks for itself
        normalize: NormalizeOptions::default(),
        structure: StructureOptions::default(),
        date: None, // a date would make tomorrow's file differ from today's
    };
    let (name, bytes) = (SourceName::new(path.as_str()), std::fs::read(&path)?);
    let handout = convert::convert(RawText { name: &name, bytes: &bytes }, &settings, &bundle::fonts());
    for said in &handout.reading.diagnostics {
        eprintln!("{}[{}]: {}", said.severity.as_str(), said.rule, said.message);
    }
    for (format, bytes) in &handout.files {
        let to = format!("output/{}.{}", name.stem(), format.extension());
        std::fs::write(&to, bytes)?;
        println!("{to}: {} bytes", bytes.len());
    }
    Ok(())
}
