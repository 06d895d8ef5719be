//! What a PDF says of itself: XMP, and the document information that mirrors it.
//!
//! In: the document's title and language, the [`Stamp`]. Out: an XMP packet that stays uncompressed, so that the fingerprint
//! in its `dc:identifier` can be found and set in the finished file; and the information dictionary with the same values.
//!
//! **Always true:** only predefined or declared properties (ISO 19005-2, 6.6.2.3); no date that the stamp does not give.

use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

use super::PROGRAM;
use crate::document::Document;
use crate::emit::Stamp;

/// What stands before the two halves of a fingerprint; no title can hold it, since `<` is escaped there.
pub(super) const FINGERPRINT_PREFIX: &str = "<dc:identifier>jiangyi:1:";
/// Hex digits of each half.
pub(super) const DIGITS: usize = 64;

/// The statements, ready to be written.
pub(super) struct Metadata {
    title: String,
    language: &'static str,
    recipe: String,
    date: Option<Date>,
}

impl Metadata {
    pub(super) fn new(document: &Document, stamp: &Stamp) -> Metadata {
        let is_hex = stamp.recipe.len() == DIGITS && stamp.recipe.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        Metadata {
            title: printable(document.metadata.property_title()),
            language: document.metadata.region.language(),
            recipe: if is_hex { stamp.recipe.clone() } else { "0".repeat(DIGITS) },
            date: stamp.date.map(Date::of),
        }
    }

    /// The information dictionary: nothing that XMP does not say, too.
    pub(super) fn info(&self) -> Dictionary {
        let mut info = dictionary! {
            "Title" => text_string(&self.title),
            "Creator" => Object::string_literal(PROGRAM),
            "Producer" => Object::string_literal(PROGRAM),
        };
        if let Some(date) = self.date {
            info.set("CreationDate", Object::string_literal(date.pdf()));
            info.set("ModDate", Object::string_literal(date.pdf()));
        }
        info
    }

    /// The metadata stream, uncompressed.
    pub(super) fn xmp(&self) -> Stream {
        let Metadata { title, language, recipe, date } = self;
        let dates = date.map_or_else(String::new, |date| {
            let date = date.xmp();
            format!("<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n")
        });
        let packet = format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{FINGERPRINT_PREFIX}{recipe}:{content}</dc:identifier>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
{dates}<pdf:Producer>{PROGRAM}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{PDFUA_SCHEMA}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>",
            title = escaped(title),
            content = "0".repeat(DIGITS),
        );
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes()).with_compression(false)
    }
}

/// PDF/UA's own property is not among those that PDF/A-2 knows: it has to be declared (ISO 19005-2, 6.6.2.3.3).
const PDFUA_SCHEMA: &str = "\
<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>";

/// One line of text that XML can hold: white space becomes spaces, what XML 1.0 forbids (2.2, Char) goes.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }).filter(|c| is_xml(*c)).collect()
}

fn is_xml(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// The text as XML content.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2). In hex: object streams are compressed, and nothing needs escaping.
pub(super) fn text_string(text: &str) -> Object {
    let bytes = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A moment in UTC.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
    /// Seconds of the day.
    second: i64,
}

impl Date {
    /// The moment so many seconds after 1970, kept within the years that four digits can say.
    fn of(seconds: i64) -> Date {
        const DAY: i64 = 86_400;
        const LAST: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z
        let seconds = seconds.clamp(0, LAST);
        // Years that begin in March, so that the leap day comes last; 719 468 days from 0000-03-01 to 1970.
        let days = seconds / DAY + 719_468;
        let era = days / 146_097;
        let of_era = days % 146_097;
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153; // from March
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, after_new_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        Date { year: year + era * 400 + after_new_year, month, day, second: seconds % DAY }
    }

    fn clock(self) -> (i64, i64, i64) {
        (self.second / 3_600, self.second / 60 % 60, self.second % 60)
    }

    /// As XMP writes it.
    fn xmp(self) -> String {
        let (hour, minute, second) = self.clock();
        format!("{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", self.year, self.month, self.day)
    }

    /// As a PDF dictionary writes it (ISO 32000-1, 7.9.4).
    fn pdf(self) -> String {
        let (hour, minute, second) = self.clock();
        format!("D:{:04}{:02}{:02}{hour:02}{minute:02}{second:02}Z", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), // no leap year
            (i64::MAX, "9999-12-31T23:59:59Z"),
            (i64::MIN, "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(Date::of(seconds).xmp(), date);
        }
        assert_eq!(Date::of(951_782_399).pdf(), "D:20000228235959Z");
    }

    #[test]
    fn a_title_cannot_break_the_xmp() {
        let mut document = Document::default();
        document.metadata.title = Some("<a>&\u{0}\u{B}b\nc\u{FFFF}</rdf:li>".to_string());
        let xmp = String::from_utf8(Metadata::new(&document, &Stamp::default()).xmp().content).unwrap();
        assert!(xmp.contains(">&lt;a&gt;&amp; b c&lt;/rdf:li&gt;</rdf:li>"), "{xmp}");
    }

    #[test]
    fn dates_are_written_only_where_they_are_given() {
        let says =
            |date| String::from_utf8(Metadata::new(&Document::default(), &Stamp { date, ..Stamp::default() }).xmp().content).unwrap();
        assert!(!says(None).contains("Date"));
        assert!(says(Some(0)).contains("<xmp:CreateDate>1970-01-01T00:00:00Z</xmp:CreateDate>"));
    }
}
