//! Every text of a folder to a PDF, one after the other: `cargo run --release --example one_folder input`
//!
//! `jiangyi convert` does more: sub-folders, all cores, nothing of yours overwritten.
#![expect(clippy::disallowed_methods, reason = "an example reads and writes files; the library's stages do not")]

use std::error::Error;
use std::path::PathBuf;

use jiangyi::emit::OutputFormat;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::{convert, template};

mod bundle;

fn main() -> Result<(), Box<dyn Error>> {
    let named = std::env::args().nth(1).unwrap_or("input".to_string());
    let template = template::load("plain", "")?; // a key that is left out keeps the value of gbt9704
    let (encoding, repair_mojibake, folder, normalize, structure, date) = Default::default();
    let formats = vec![OutputFormat::Pdf];
    let settings = Settings { formats, template, encoding, repair_mojibake, folder, normalize, structure, date };
    let fonts = bundle::fonts(); // once for all texts: faces are shared
    let mut paths: Vec<PathBuf> = std::fs::read_dir(named)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    for path in paths {
        let (name, bytes) = (SourceName::new(path.to_string_lossy()), std::fs::read(&path)?);
        let handout = convert::convert(RawText { name: &name, bytes: &bytes }, &settings, &fonts);
        println!("{name}: {} pages, {} remarks", handout.pages.len(), handout.reading.diagnostics.len());
        for (format, bytes) in &handout.files {
            std::fs::write(format!("output/{}.{}", name.stem(), format.extension()), bytes)?;
        }
    }
    Ok(())
}
