//! All stages: any bytes give two whole files or one error, and twice the same.

use std::sync::LazyLock;

use jiangyi::convert::{Handout, convert};
use jiangyi::diagnostic::Severity;
use jiangyi::emit::OutputFormat;
use jiangyi::emit::fingerprint::{Ownership, ownership};
use jiangyi::font::FontLibrary;
use jiangyi::settings::Settings;
use jiangyi::source::{RawText, SourceName};
use jiangyi::template::{self, Template};

#[path = "../../examples/bundle/mod.rs"]
mod bundle;

/// The bundled faces, opened when a text needs them, once for all runs.
pub fn fonts() -> &'static FontLibrary {
    static FONTS: LazyLock<FontLibrary> = LazyLock::new(bundle::fonts);
    &FONTS
}

/// The built-in templates.
pub fn templates() -> &'static [Template] {
    static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
        let load = |name| template::load(name, template::builtin_source(name).expect("it is named")).expect("it is whole");
        template::builtin_names().map(load).collect()
    });
    &TEMPLATES
}

/// Both formats in a template.
pub fn settings(template: &Template) -> Settings {
    Settings {
        formats: OutputFormat::ALL.to_vec(),
        template: template.clone(),
        encoding: None,
        repair_mojibake: false,
        folder: Default::default(),
        normalize: Default::default(),
        structure: Default::default(),
        date: None,
    }
}

/// The bytes as they stand are the input, so that any text file is a seed; their number chooses the template.
pub fn any_bytes_convert(bytes: &[u8]) {
    let settings = settings(&templates()[bytes.len() % templates().len()]);
    let name = SourceName::new("讲话.txt");
    let run = || convert(RawText { name: &name, bytes }, &settings, fonts());
    let handout = run();
    let Handout { reading, pages, files } = &handout;
    if reading.has_failed() {
        assert!(files.is_empty(), "what failed leaves nothing");
        return;
    }
    assert!(reading.diagnostics.iter().all(|said| said.severity != Severity::Error), "an error beside files");
    super::nothing_is_dropped(&reading.document, pages);
    assert_eq!(files.len(), 2);
    for (format, file) in files {
        let head: &[u8] = match format {
            OutputFormat::Docx => b"PK\x03\x04",
            OutputFormat::Pdf => b"%PDF-1.7",
        };
        assert!(file.starts_with(head), "{format:?}");
        assert!(matches!(ownership(*format, file), Ownership::Ours { .. }), "{format:?} does not know its own fingerprint");
    }
    assert!(handout == run(), "a second run gives other files");
}
