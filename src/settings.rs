//! Every choice of a run, resolved: no option is left to interpret.
//!
//! `cli` resolves what was typed and what `jiangyi.toml` says into this; everything behind it reads only this.

use sha2::{Digest, Sha256};

use crate::decode::{DecodeOptions, Encoding, Neighbours};
use crate::emit::OutputFormat;
use crate::emit::fingerprint::hex;
use crate::font::FontLibrary;
use crate::normalize::NormalizeOptions;
use crate::source::RawText;
use crate::structure::StructureOptions;
use crate::template::Template;

/// How texts are converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The formats to make, in order, each once.
    pub formats: Vec<OutputFormat>,
    /// How handouts look.
    pub template: Template,
    /// The encoding that the user named, for every input.
    pub encoding: Option<Encoding>,
    /// Whether reversible mojibake is undone.
    pub repair_mojibake: bool,
    /// What the other files of an input's folder are in, for short files to lean on.
    pub folder: Neighbours,
    /// Which normalization runs.
    pub normalize: NormalizeOptions,
    /// What the user settled about structure.
    pub structure: StructureOptions,
    /// Seconds since 1970 that properties are dated with (`SOURCE_DATE_EPOCH`).
    pub date: Option<i64>,
}

impl Settings {
    /// The fingerprint of whatever changes an output's bytes, beside the input and the faces: hex, 64 digits.
    pub fn fingerprint(&self) -> String {
        self.fingerprint_with(&format!("{:?}", self.template))
    }

    /// The same without the template, to tell which of the two changed.
    pub fn fingerprint_of_choices(&self) -> String {
        self.fingerprint_with("")
    }

    fn fingerprint_with(&self, template: &str) -> String {
        // Formats decide which files are made, not what is in them.
        // What the folder settled stands in a recipe as an encoding that was named (`convert::convert`).
        let Settings { formats: _, template: _, encoding, repair_mojibake, folder: _, normalize, structure, date } = self;
        let repair = if *repair_mojibake { " repair-mojibake" } else { "" };
        let said = format!("{} {template} {encoding:?} {normalize:?} {structure:?} {date:?}{repair}", env!("CARGO_PKG_VERSION"));
        hex(&Sha256::digest(said.as_bytes()))
    }

    /// What decoding needs of these choices.
    pub fn decoding(&self) -> DecodeOptions {
        DecodeOptions { encoding: self.encoding, repair_mojibake: self.repair_mojibake, folder: self.folder.clone() }
    }

    /// The fingerprint of all that an output is made from: input, name, settings, faces, version. Hex, 64 digits.
    pub fn recipe(&self, raw: RawText<'_>, fonts: &FontLibrary) -> String {
        let mut hash = Sha256::new();
        hash.update(self.fingerprint());
        for (_, source) in fonts.sources() {
            hash.update(&source.sha256);
        }
        hash.update(raw.name.stem());
        hash.update([0]);
        hash.update(raw.bytes);
        hex(&hash.finalize())
    }
}
