//! What the values of options mean: words, labels and numbers, on the command line and in `jiangyi.toml`.
//!
//! **Always true:** a value that means nothing is answered with what would.

use clap::ValueEnum;

use crate::decode::Encoding;
use crate::document::Region;
use crate::emit::OutputFormat;
use crate::message;
use crate::message::{Message, either};
use crate::template::{self, FontNames};

/// A format by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// A word-processor document
    Docx,
    /// Pages
    Pdf,
}

impl From<FormatArg> for OutputFormat {
    fn from(format: FormatArg) -> OutputFormat {
        match format {
            FormatArg::Docx => OutputFormat::Docx,
            FormatArg::Pdf => OutputFormat::Pdf,
        }
    }
}

/// A set of font names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FontNamesArg {
    /// 仿宋_GB2312, 楷体_GB2312
    Gb2312,
    /// 仿宋, 楷体
    Plain,
}

impl From<FontNamesArg> for FontNames {
    fn from(names: FontNamesArg) -> FontNames {
        match names {
            FontNamesArg::Gb2312 => FontNames::Gb2312,
            FontNamesArg::Plain => FontNames::Plain,
        }
    }
}

/// A region by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegionArg {
    /// Mainland China, simplified
    Cn,
    /// Taiwan, traditional
    Tw,
    /// Hong Kong, traditional
    Hk,
}

impl From<RegionArg> for Region {
    fn from(region: RegionArg) -> Region {
        match region {
            RegionArg::Cn => Region::Cn,
            RegionArg::Tw => Region::Tw,
            RegionArg::Hk => Region::Hk,
        }
    }
}

/// The encoding that a label names.
pub fn encoding(label: &str) -> Result<Encoding, Message> {
    Encoding::named(label).ok_or_else(|| {
        let near = Encoding::near(label);
        if near.is_empty() {
            let known: Vec<&str> = Encoding::all_labels().collect();
            return message!("no encoding is called `{label}`; known are {known}", label = label.to_string(), known = known.join(" "));
        }
        message!("no encoding is called `{label}`; did you mean {near}?", label = label.to_string(), near = either(&near))
    })
}

/// The paper of that name.
pub fn paper(said: &str) -> Result<&'static str, Message> {
    template::paper::named(said).map(|(name, ..)| name)
}

/// A number of threads.
pub fn threads(said: &str) -> Result<usize, Message> {
    said.parse()
        .ok()
        .filter(|jobs| (1..=512).contains(jobs))
        .ok_or_else(|| message!("`jobs = {said}` is outside 1 to 512", said = said.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_label_lists_the_near_ones_or_all() {
        assert_eq!(encoding("gb1803").expect_err("no label"), "no encoding is called `gb1803`; did you mean gb18030?");
        assert!(encoding("klingon").expect_err("nobody writes it").contains("known are utf-8 gb18030 big5"));
    }
}
