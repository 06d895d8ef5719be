//! A look of your own: large type, to be read from a lectern.
//!
//! `cargo run --release --example own_template`; every key is explained in `docs/templates.md`.
#![expect(clippy::disallowed_methods, reason = "an example writes files; the library's stages do not")]

use std::error::Error;

use jiangyi::emit::OutputFormat;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::{convert, template};

mod bundle;

const LARGE: &str = "
description = '16 lines of 20 characters, 22 pt'
[page]
lines = 16
characters = 20
[page-number]
format = '{}'
[style.default]
size-pt = 22
[style.title]
size-pt = 26
";

fn main() -> Result<(), Box<dyn Error>> {
    let template = template::load("large", LARGE)?; // a wrong key or value is answered with its line
    println!("{}: {}", template.name, template.description);
    let (encoding, repair_mojibake, folder, normalize, structure, date) = Default::default();
    let formats = vec![OutputFormat::Pdf];
    let settings = Settings { formats, template, encoding, repair_mojibake, folder, normalize, structure, date };
    let (name, text) = (SourceName::new("large.txt"), "在晨会上的讲话\n\n同志们：\n　　今天讲一件事。\n");
    let handout = convert::convert(RawText { name: &name, bytes: text.as_bytes() }, &settings, &bundle::fonts());
    for (format, bytes) in &handout.files {
        std::fs::write(format!("output/large.{}", format.extension()), bytes)?;
    }
    Ok(())
}
