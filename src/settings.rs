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
use crate::template::furniture::Furniture;

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

    /// The choices that are not the default, by their keys in `jiangyi.toml`, for people who compare two lists of them.
    /// What the template settles is not among them, but for what an option puts upon its pages.
    pub fn chosen(&self) -> Vec<(&'static str, String)> {
        let Settings { formats: _, template, encoding, repair_mojibake, folder: _, normalize, structure, date } = self;
        let NormalizeOptions { enabled, region, opinions, allowed, only } = normalize;
        let StructureOptions { title, title_from_name, drop_noise, headings, salutations, region: _ } = structure;
        let Furniture { head, watermark, mirror } = &template.furniture;
        let yes = |is_so: bool| is_so.then(|| "true".to_string());
        let names = |names: &[&str]| (!names.is_empty()).then(|| names.join(" "));
        let said = [
            ("allow", names(allowed)),
            ("date", date.map(|seconds| seconds.to_string())),
            ("drop-noise", yes(*drop_noise)),
            ("encoding", encoding.map(|encoding| encoding.label().to_string())),
            ("header", head.as_ref().map(|head| head.text.clone())),
            ("headings", (!headings.is_empty()).then(|| format!("{} forms, {}", headings.len(), sum(&format!("{headings:?}"))))),
            ("mirror", yes(*mirror)),
            ("no-normalize", yes(!enabled)),
            ("only", only.as_ref().map(|only| only.join(" "))),
            ("region", region.map(|region| region.language().to_string())),
            ("repair-mojibake", yes(*repair_mojibake)),
            ("salutations", (!salutations.is_empty()).then(|| salutations.join(" "))),
            ("strict-punctuation", names(opinions)),
            ("title", title.clone()),
            ("title-from-name", yes(*title_from_name)),
            ("toc", yes(template.toc)),
            ("watermark", watermark.as_ref().map(|watermark| watermark.text.clone())),
        ];
        said.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// What decoding needs of these choices.
    pub fn decoding(&self) -> DecodeOptions {
        DecodeOptions { encoding: self.encoding, repair_mojibake: self.repair_mojibake, folder: self.folder.clone() }
    }

    /// All that an output is made from but for its input: settings, faces, version.
    pub fn kitchen(&self, fonts: &FontLibrary) -> Kitchen {
        let mut hash = Sha256::new();
        hash.update(self.fingerprint());
        for (_, source) in fonts.sources() {
            hash.update(&source.sha256);
            hash.update(format!("{:?} {} {:?} {:?}\n", source.roles, source.fallback, source.ink_centre, source.stem));
        }
        Kitchen { hash }
    }

    /// What an output of this input is made from: input, name, settings, faces, version.
    pub fn recipe(&self, raw: RawText<'_>, fonts: &FontLibrary) -> Recipe {
        self.kitchen(fonts).recipe(raw)
    }
}

/// Enough of a sum to tell two texts apart.
fn sum(text: &str) -> String {
    hex(Sha256::digest(text.as_bytes()).get(..4).unwrap_or_default())
}

/// What all inputs of the same settings have in common, hashed once.
#[derive(Debug, Clone)]
pub struct Kitchen {
    hash: Sha256,
}

impl Kitchen {
    /// The recipe of one input.
    pub fn recipe(&self, raw: RawText<'_>) -> Recipe {
        let mut hash = self.hash.clone();
        hash.update(raw.name.stem());
        hash.update([0]);
        hash.update(raw.bytes);
        Recipe(hash.finalize().into())
    }
}

/// What an output is made from, as a fingerprint that tells how many warnings there were, too.
///
/// Whoever finds an output up to date does not convert its input, and yet must not keep its warnings to himself. So their
/// number goes into the fingerprint; it is read back by trying the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe([u8; 32]);

impl Recipe {
    /// From this many on they are not told apart.
    pub const MOST_WARNINGS: usize = 99;

    /// The fingerprint of an output whose making gave so many warnings: hex, 64 digits.
    pub fn with_warnings(self, warnings: usize) -> String {
        match u8::try_from(warnings.min(Recipe::MOST_WARNINGS)).unwrap_or(u8::MAX) {
            0 => hex(&self.0),
            some => hex(&Sha256::new().chain_update(self.0).chain_update([some]).finalize()),
        }
    }

    /// How many warnings there were when the output with this fingerprint was made; none where it was made from something else.
    pub fn warnings(self, fingerprint: &str) -> Option<usize> {
        (0..=Recipe::MOST_WARNINGS).find(|warnings| self.with_warnings(*warnings) == fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_tells_how_many_warnings_there_were_and_knows_its_own_only() {
        let (recipe, other) = (Recipe([7; 32]), Recipe([8; 32]));
        for (warnings, told) in [(0, 0), (1, 1), (7, 7), (99, 99), (1000, 99)] {
            assert_eq!(recipe.warnings(&recipe.with_warnings(warnings)), Some(told));
            assert_eq!(other.warnings(&recipe.with_warnings(warnings)), None);
        }
    }
}
