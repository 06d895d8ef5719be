//! What the file says of itself: title, language, dates, the program, the fingerprint.
//!
//! **Always true:** no clock and no user name; a date is written only where the stamp has one.

use super::xml::{DECLARATION, escaped};
use crate::document::{Document, Role};
use crate::emit::Stamp;

/// The path of the core properties.
pub const CORE: &str = "docProps/core.xml";

/// What a fingerprint begins with, and where it stands: first in the core properties, so that no title can look like it.
pub const FINGERPRINT: &str = ">jiangyi:1:";

/// The core properties (Dublin Core), the fingerprint's content half still zeros.
pub fn core(document: &Document, stamp: &Stamp) -> String {
    let metadata = &document.metadata;
    let author = author(document).map_or_else(String::new, |name| format!("<dc:creator>{}</dc:creator>", escaped(&name)));
    let dates = stamp.date.map_or_else(String::new, |seconds| {
        let date = w3c_date(seconds);
        format!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified>"
        )
    });
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:identifier{FINGERPRINT}{recipe}:{zeros}</dc:identifier><dc:title>{title}</dc:title>{author}\
         <dc:language>{language}</dc:language>{dates}</cp:coreProperties>",
        recipe = escaped(&stamp.recipe),
        zeros = "0".repeat(64),
        title = escaped(metadata.property_title()),
        language = metadata.region.language(),
    )
}

/// Who speaks: the byline, where there is one and no more.
fn author(document: &Document) -> Option<String> {
    let mut bylines = document.printed().filter(|(_, block)| block.role == Role::Byline);
    let (_, byline) = bylines.next()?;
    bylines.next().is_none().then(|| byline.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The extended properties: the program and its version, in the form that the schema asks for (two digits, four digits).
pub fn app() -> String {
    let version =
        format!("{:0>2}.{:0>2}{:0>2}", env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH"));
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>jiangyi</Application><AppVersion>{version}</AppVersion></Properties>"
    )
}

/// Seconds since 1970 as `2024-05-01T00:00:00Z`; years before 1 and after 9999 are drawn to these.
fn w3c_date(seconds: i64) -> String {
    const DAY: i64 = 86_400;
    let seconds = seconds.clamp(-719_162 * DAY, 2_932_897 * DAY - 1);
    let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", time / 3600, time / 60 % 60, time % 60)
}

/// Days since 1970-01-01 as year, month, day of the Gregorian calendar. Eras of 400 years are all alike; a year is counted
/// from March, so that the leap day is its last.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    let month = if months_from_march < 10 { months_from_march + 3 } else { months_from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Metadata};

    #[test]
    fn seconds_become_a_date() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_714_521_599, "2024-04-30T23:59:59Z"),
            (i64::MIN, "0001-01-01T00:00:00Z"),
            (i64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(w3c_date(seconds), date);
        }
    }

    fn titled(title: Option<&str>, stem: &str) -> Document {
        let metadata = Metadata { title: title.map(str::to_string), stem: stem.to_string(), ..Metadata::default() };
        Document { metadata, ..Document::default() }
    }

    #[test]
    fn a_date_is_written_only_where_the_stamp_has_one() {
        let dated = core(&Document::default(), &Stamp { date: Some(0), ..Stamp::default() });
        assert!(dated.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">1970-01-01T00:00:00Z<"));
        assert!(!core(&Document::default(), &Stamp::default()).contains("<dcterms:"));
    }

    #[test]
    fn the_title_is_escaped_and_the_stem_stands_in() {
        let said = |title, stem| core(&titled(title, stem), &Stamp::default());
        assert!(said(None, "a<b").contains("<dc:title>a&lt;b</dc:title>"));
        assert!(said(Some("讲\u{1}话"), "a<b").contains("<dc:title>讲\u{FFFD}话</dc:title>"));
    }

    #[test]
    fn one_byline_names_the_author() {
        let said = |bylines: &[&str]| {
            let blocks = bylines.iter().map(|text| Block::of(Role::Byline, *text)).collect();
            core(&Document { blocks, ..titled(None, "甲") }, &Stamp::default())
        };
        assert!(said(&["馆长　顾<某>"]).contains("<dc:creator>馆长 顾&lt;某&gt;</dc:creator>"));
        assert!(!said(&[]).contains("creator") && !said(&["甲", "乙"]).contains("creator"), "which of them, nobody knows");
    }
}
