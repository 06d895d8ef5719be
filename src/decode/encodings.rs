//! The table of encodings: what people call them, how we call them, and what reads them.
//!
//! One row an encoding. Adding one means a row here; the detector asks only for those listed in `candidates.rs`.
//!
//! **Always true:** a label stands for one row, and every name of a row leads back to its label.

use super::reader::Reader;
use crate::diagnostic::near;

/// One encoding that we can read or recognise; compared by label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static str);

/// What is known about one encoding.
struct Row {
    encoding: Encoding,
    /// Other names, in lower case with `-` for `_` and spaces; the label itself is not repeated.
    names: &'static [&'static str],
    /// What reads it; none where it is only recognised, to be refused by name.
    reader: Option<Reader>,
}

/// Labels and names follow the WHATWG Encoding Standard, "Names and labels", with the code page numbers and older names
/// that Chinese editors show. GBK and GB2312 are read as their superset GB18030, HKSCS and cp950 as the Standard's Big5.
static TABLE: [Row; 17] = [
    Row {
        encoding: Encoding::UTF_8,
        names: &["utf8", "utf-8-sig", "utf-8-bom", "cp65001", "unicode-1-1-utf-8", "x-utf-8", "utf8mb4", "utf8-bom", "utf-8n"],
        reader: Some(Reader::Utf8),
    },
    Row {
        encoding: Encoding::GB18030,
        names: &[
            "gbk", "gb2312", "gb-2312", "gb-18030", "gb-2312-80", "gb18030-2022", "cp936", "ms936", "936", "windows-936", "x-gbk",
            "euc-cn", "euccn", "chinese", "csgb2312", "gbk18030", "simplified-chinese", "gb-18030-2022", "windows936", "iso-ir-58", "ansi",
        ],
        reader: Some(Reader::Standard(&encoding_rs::GB18030_INIT)),
    },
    Row {
        encoding: Encoding::BIG5,
        names: &[
            "big5-hkscs", "big5hkscs", "big-5", "big5-eten", "cn-big5", "csbig5", "x-x-big5", "cp950", "ms950", "950", "windows-950",
            "hkscs", "big5hkscs2004", "big5hkscs2008", "big5-tw", "traditional-chinese", "windows950",
        ],
        reader: Some(Reader::Standard(&encoding_rs::BIG5_INIT)),
    },
    Row {
        encoding: Encoding::UTF_16LE,
        names: &[
            "utf16le", "utf-16", "utf16", "unicode", "ucs-2", "ucs2", "ucs-2le", "ucs-2-le", "ucs-2-le-bom", "utf-16-le", "utf-16le-bom",
            "iso-10646-ucs-2", "cp1200",
        ],
        reader: Some(Reader::Utf16 { big_endian: false }),
    },
    Row {
        encoding: Encoding::UTF_16BE,
        names: &[
            "utf16be", "utf-16-be", "ucs-2-be", "ucs-2-be-bom", "utf-16be-bom", "unicode-big-endian", "ucs-2be", "unicodefffe", "cp1201",
        ],
        reader: Some(Reader::Utf16 { big_endian: true }),
    },
    Row {
        encoding: Encoding::UTF_32LE,
        names: &["utf32le", "utf-32", "utf32", "ucs-4", "ucs4", "ucs-4le"],
        reader: Some(Reader::Utf32 { big_endian: false }),
    },
    Row { encoding: Encoding::UTF_32BE, names: &["utf32be", "ucs-4be"], reader: Some(Reader::Utf32 { big_endian: true }) },
    Row { encoding: Encoding::HZ, names: &["hz-gb-2312", "hz-gb2312", "hzgb2312"], reader: Some(Reader::Hz) },
    Row { encoding: Encoding::ASCII, names: &["us-ascii", "ansi-x3.4-1968", "iso646-us"], reader: Some(Reader::Ascii) },
    Row {
        encoding: Encoding::SHIFT_JIS,
        names: &["shift-jis", "sjis", "shiftjis", "x-sjis", "ms-kanji", "cp932", "ms932", "932", "windows-31j"],
        reader: Some(Reader::Standard(&encoding_rs::SHIFT_JIS_INIT)),
    },
    Row { encoding: Encoding::EUC_JP, names: &["eucjp", "x-euc-jp", "cp51932"], reader: Some(Reader::Standard(&encoding_rs::EUC_JP_INIT)) },
    Row {
        encoding: Encoding::ISO_2022_JP,
        names: &["jis", "csiso2022jp", "cp50220"],
        reader: Some(Reader::Standard(&encoding_rs::ISO_2022_JP_INIT)),
    },
    Row {
        encoding: Encoding::EUC_KR,
        names: &["euckr", "cp949", "ms949", "949", "uhc", "windows-949", "ks-c-5601-1987", "ksc5601", "korean"],
        reader: Some(Reader::Standard(&encoding_rs::EUC_KR_INIT)),
    },
    Row {
        encoding: Encoding::WINDOWS_1252,
        names: &["cp1252", "1252", "latin1", "latin-1", "l1", "iso-8859-1", "iso8859-1", "x-cp1252"],
        reader: Some(Reader::Standard(&encoding_rs::WINDOWS_1252_INIT)),
    },
    // EUC-TW and ISO-2022-CN need the planes of CNS 11643, which we do not carry; nobody sends a speech in ISO-2022-KR.
    // They are recognised, to be refused by name.
    Row { encoding: Encoding::EUC_TW, names: &[], reader: None },
    Row { encoding: Encoding::ISO_2022_CN, names: &[], reader: None },
    Row { encoding: Encoding::ISO_2022_KR, names: &[], reader: None },
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding("utf-8");
    /// GB 18030, which holds GBK and GB 2312.
    pub const GB18030: Encoding = Encoding("gb18030");
    /// Big5 with the Hong Kong supplement, as the Encoding Standard has it.
    pub const BIG5: Encoding = Encoding("big5");
    /// UTF-16, low byte first.
    pub const UTF_16LE: Encoding = Encoding("utf-16le");
    /// UTF-16, high byte first.
    pub const UTF_16BE: Encoding = Encoding("utf-16be");
    /// UTF-32, low byte first.
    pub const UTF_32LE: Encoding = Encoding("utf-32le");
    /// UTF-32, high byte first.
    pub const UTF_32BE: Encoding = Encoding("utf-32be");
    /// HZ (RFC 1843): GB 2312 in seven bits.
    pub const HZ: Encoding = Encoding("hz");
    /// ASCII: nothing above 0x7F.
    pub const ASCII: Encoding = Encoding("ascii");
    /// Shift_JIS, Japanese.
    pub const SHIFT_JIS: Encoding = Encoding("shift_jis");
    /// EUC-JP, Japanese.
    pub const EUC_JP: Encoding = Encoding("euc-jp");
    /// ISO-2022-JP, Japanese in seven bits.
    pub const ISO_2022_JP: Encoding = Encoding("iso-2022-jp");
    /// EUC-KR with the Unified Hangul Code, Korean.
    pub const EUC_KR: Encoding = Encoding("euc-kr");
    /// windows-1252, Western European.
    pub const WINDOWS_1252: Encoding = Encoding("windows-1252");
    /// EUC-TW: recognised, not read.
    pub const EUC_TW: Encoding = Encoding("euc-tw");
    /// ISO-2022-CN: recognised, not read.
    pub const ISO_2022_CN: Encoding = Encoding("iso-2022-cn");
    /// ISO-2022-KR: recognised, not read.
    pub const ISO_2022_KR: Encoding = Encoding("iso-2022-kr");

    /// The name in messages and JSON: the Encoding Standard's, in lower case, or `hz`, `utf-32le`, ….
    pub const fn label(self) -> &'static str {
        self.0
    }

    /// The encoding that a user's label names (`gbk`, `CP936`, `big5-hkscs`, `utf8`, …), if we can decode it.
    ///
    /// ```
    /// use jiangyi::decode::Encoding;
    /// assert_eq!(Encoding::named("CP936"), Some(Encoding::GB18030));
    /// assert_eq!(Encoding::named("euc-tw"), None, "recognised, but not read");
    /// ```
    pub fn named(label: &str) -> Option<Encoding> {
        let asked = as_asked(label);
        let is_meant = |row: &&Row| row.encoding.0.replace('_', "-") == asked || row.names.contains(&asked.as_str());
        TABLE.iter().find(is_meant).filter(|row| row.reader.is_some()).map(|row| row.encoding)
    }

    /// The names nearest to a label that names nothing, best first: three at most, and none that is far off.
    ///
    /// ```
    /// use jiangyi::decode::Encoding;
    /// assert_eq!(Encoding::near("gb1803"), ["gb18030"]);
    /// assert!(Encoding::near("klingon").is_empty());
    /// ```
    pub fn near(label: &str) -> Vec<&'static str> {
        let asked = as_asked(label);
        let names =
            TABLE.iter().filter(|row| row.reader.is_some()).flat_map(|row| [row.encoding.0].into_iter().chain(row.names.iter().copied()));
        near(&asked, names)
    }

    /// The labels that can be asked for, in the order of the table: what an error message lists.
    pub fn all_labels() -> impl Iterator<Item = &'static str> {
        TABLE.iter().filter(|row| row.reader.is_some()).map(|row| row.encoding.0)
    }

    /// What reads this encoding; none where it is only recognised.
    pub(super) fn reader(self) -> Option<Reader> {
        TABLE.iter().find(|row| row.encoding == self).and_then(|row| row.reader)
    }
}

/// A label as the table has names.
fn as_asked(label: &str) -> String {
    label.trim().to_ascii_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_leads_to_our_label() {
        let cases = [
            ("gbk", "gb18030"),
            ("GB2312", "gb18030"),
            ("cp936", "gb18030"),
            ("euc-cn", "gb18030"),
            ("EUC_CN", "gb18030"),
            ("big5-hkscs", "big5"),
            ("cp950", "big5"),
            ("utf8", "utf-8"),
            (" UTF-8 ", "utf-8"),
            ("utf-16", "utf-16le"),
            ("UTF_16BE", "utf-16be"),
            ("latin1", "windows-1252"),
            ("sjis", "shift_jis"),
            ("Shift_JIS", "shift_jis"),
            ("shift-jis", "shift_jis"),
            ("hz-gb-2312", "hz"),
            ("us-ascii", "ascii"),
            ("utf-8-sig", "utf-8"),
            ("utf8mb4", "utf-8"),
            ("ansi", "gb18030"),
            ("GB 2312", "gb18030"),
            ("gbk18030", "gb18030"),
            ("euc_cn", "gb18030"),
            ("hkscs", "big5"),
            ("big5hkscs2008", "big5"),
            ("utf16", "utf-16le"),
            ("unicode", "utf-16le"),
            ("ucs-2 le bom", "utf-16le"),
            ("utf-16 le", "utf-16le"),
            ("iso8859-1", "windows-1252"),
            ("windows-936", "gb18030"),
        ];
        for (asked, label) in cases {
            assert_eq!(Encoding::named(asked).map(Encoding::label), Some(label), "{asked}");
        }
        for (asked, near) in [("gbk2", "gbk"), ("bg5", "big5"), ("utf_9", "utf-8"), ("shiftjs", "shiftjis"), ("utf-16el", "utf-16le")] {
            assert_eq!(
                (Encoding::named(asked), Encoding::near(asked).contains(&near)),
                (None, true),
                "{asked}: {:?}",
                Encoding::near(asked)
            );
        }
        for asked in ["", "gb", "euc-tw", "iso-2022-cn", "klingon"] {
            assert_eq!(Encoding::named(asked), None, "{asked}");
        }
    }

    #[test]
    fn every_name_belongs_to_one_row_and_every_label_names_itself() {
        let mut seen = std::collections::BTreeSet::new();
        for row in &TABLE {
            for name in row.names.iter().chain([&row.encoding.0]) {
                assert!(seen.insert(*name), "{name} stands twice");
                assert_eq!(*name, name.to_ascii_lowercase());
                assert_eq!(Encoding::named(name).is_some(), row.reader.is_some(), "{name}");
            }
        }
        assert!(Encoding::all_labels().all(|label| Encoding::named(label).is_some_and(|e| e.label() == label)));
    }
}
