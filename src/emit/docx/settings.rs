//! `word/settings.xml`: how the word processor sets Chinese text.
//!
//! **Always true:** elements stand in the order of CT_Settings.

use super::xml::{DECLARATION, W};
use crate::document::Region;
use crate::template::{Prohibition, Template};

/// What may not begin a line from the basic level on (CLREQ, prohibition rules; GB/T 15834—2011, 5.1.1–5.1.3, 5.1.6, 5.1.7,
/// 5.1.9). Word's own lists hold at most 100 and 50 characters.
const NOT_AT_START: &str = "!%),.:;?]}¢°·–’”‰′″‼⁇⁈⁉℃、。〉》」』】〕〗！％），．／：；？］｝～";
/// What may not begin one at the strict level, too.
const NOT_AT_START_STRICT: &str = "—⸺…⋯";
/// What may not end one (GB/T 15834—2011, 5.1.3; UAX #14, class PR).
const NOT_AT_END: &str = "$([{¥‘“№〈《「『【〔〖＄（［｛￥";
/// What may not end one from the GB level on (5.1.9).
const NOT_AT_END_GB: &str = "／";

/// What may not begin and what may not end a line: the lists, or none where nothing is forbidden.
fn kinsoku(level: Prohibition, language: &str) -> String {
    if level == Prohibition::None {
        return String::new(); // the styles say `kinsoku` 0
    }
    let strict = if level >= Prohibition::Strict { NOT_AT_START_STRICT } else { "" };
    let gb = if level >= Prohibition::Gb { NOT_AT_END_GB } else { "" };
    format!(
        "<w:noLineBreaksAfter w:lang=\"{language}\" w:val=\"{NOT_AT_END}{gb}\"/>\
         <w:noLineBreaksBefore w:lang=\"{language}\" w:val=\"{NOT_AT_START}{strict}\"/>"
    )
}

/// What Word writes for Chinese documents: type set as in its Chinese edition, by the rules of 2013 and later.
const COMPATIBILITY: &str = "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
     <w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
     <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
     <w:compatSetting w:name=\"overrideTableStyleFontSizeAndJustification\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/>\
     <w:compatSetting w:name=\"enableOpenTypeFeatures\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/>\
     <w:compatSetting w:name=\"doNotFlipMirrorIndents\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/></w:compat>";

/// The part.
pub fn settings(template: &Template, region: Region) -> String {
    let mirrored = template.page_number.as_ref().is_some_and(|number| number.mirrored);
    // Traditional setting centres its marks and usually leaves their width alone (CLREQ, punctuation width adjustment).
    let squeeze = match region {
        Region::Cn => "compressPunctuation",
        Region::Tw | Region::Hk => "doNotCompress",
    };
    let language = region.language();
    format!(
        "{DECLARATION}<w:settings {W}><w:zoom w:percent=\"100\"/>{mirror}<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>\
         <w:defaultTabStop w:val=\"420\"/>{even}<w:characterSpacingControl w:val=\"{squeeze}\"/>\
         {lists}{COMPATIBILITY}\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"{language}\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>",
        lists = kinsoku(template.lines.prohibition, language),
        mirror = if template.furniture.mirror { "<w:mirrorMargins/>" } else { "" },
        even = if mirrored { "<w:evenAndOddHeaders/>" } else { "" },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;

    #[test]
    fn lists_are_no_longer_than_word_takes() {
        let count = |lists: [&str; 2]| lists.concat().chars().count();
        assert!(count([NOT_AT_START, NOT_AT_START_STRICT]) <= 100 && count([NOT_AT_END, NOT_AT_END_GB]) <= 50);
    }

    #[test]
    fn no_mark_of_xml_stands_in_the_lists() {
        assert!(![NOT_AT_START, NOT_AT_START_STRICT, NOT_AT_END, NOT_AT_END_GB].concat().chars().any(|c| "<>&\"'".contains(c)));
    }

    #[test]
    fn each_level_of_prohibition_has_its_lists() {
        for (level, lists, dash, slash) in
            [("none", false, false, false), ("basic", true, false, false), ("gb", true, false, true), ("strict", true, true, true)]
        {
            let template = load("own", &format!("[line]\nprohibition = \"{level}\"")).expect("good");
            let said = settings(&template, Region::Cn);
            assert_eq!((said.contains("noLineBreaks"), said.contains("—⸺…⋯"), said.contains("￥／")), (lists, dash, slash), "{level}");
        }
    }

    #[test]
    fn punctuation_is_squeezed_in_simplified_text_only() {
        let template = load("own", "").expect("good");
        for (region, said) in [(Region::Cn, "compressPunctuation"), (Region::Tw, "doNotCompress"), (Region::Hk, "doNotCompress")] {
            assert!(settings(&template, region).contains(said));
        }
    }

    #[test]
    fn margins_are_mirrored_where_the_template_says_so() {
        let template = |own| load("own", own).expect("good");
        assert!(settings(&template("[page]\nmirror = true"), Region::Cn).contains("<w:zoom w:percent=\"100\"/><w:mirrorMargins/>"));
        assert!(!settings(&template(""), Region::Cn).contains("mirror"));
    }

    #[test]
    fn even_pages_have_a_footer_of_their_own_where_numbers_are_mirrored() {
        let template = |own| load("own", own).expect("good");
        assert!(settings(&template(""), Region::Cn).contains("<w:evenAndOddHeaders/>"));
        assert!(!settings(&template("[page-number]\nmirrored = false"), Region::Cn).contains("evenAndOdd"));
    }
}
