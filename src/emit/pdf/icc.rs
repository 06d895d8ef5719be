//! The output intent: what grey means. Text is DeviceGray black, so that a grey profile of a few hundred bytes is enough
//! (ISO 19005-2, 6.2.3 and 6.2.4.3).
//!
//! **Always true:** the profile is a constant; it is an ICC v2 monitor profile with gamma 2.2 and the D50 white point.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

const NAME: &str = "Grey gamma 2.2";

/// The profile as a stream.
pub(super) fn stream() -> Stream {
    Stream::new(dictionary! { "N" => 1 }, profile())
}

/// The output intent that names the profile.
pub(super) fn output_intent(profile: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(NAME),
        "Info" => Object::string_literal(NAME),
        "DestOutputProfile" => profile,
    }
}

/// ICC.1:2001-04: header, tag table, the four tags that a monochrome profile must have (6.3.1.1).
fn profile() -> Vec<u8> {
    const HEADER: usize = 128;
    let tags = [(*b"desc", description()), (*b"cprt", copyright()), (*b"wtpt", white_point()), (*b"kTRC", tone_curve())];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let data_start = HEADER + table.len() + tags.len() * 12;
    for (signature, content) in tags {
        table.extend(signature);
        table.extend(((data_start + data.len()) as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((data_start + data.len()) as u32);
    profile.resize(HEADER, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = size.to_be_bytes().to_vec();
    header.extend([0; 4]); // no preferred colour engine
    header.extend([2, 0x10, 0, 0]); // version 2.1
    header.extend(b"mntrGRAYXYZ "); // class, colour space, connection space
    header.extend([2024u16, 1, 1, 0, 0, 0].into_iter().flat_map(u16::to_be_bytes)); // a constant, not a clock
    header.extend(b"acsp");
    header.extend([0; 28]); // platform, flags, manufacturer, model, attributes, intent
    header.extend(D50);
    header
}

/// The illuminant of the connection space: 0.9642, 1, 0.8249.
const D50: [u8; 12] = [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D];

fn description() -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend((NAME.len() as u32 + 1).to_be_bytes());
    tag.extend(NAME.as_bytes());
    tag.push(0);
    tag.extend([0; 8 + 3 + 67]); // no Unicode, no Macintosh description
    tag
}

fn copyright() -> Vec<u8> {
    b"text\0\0\0\0No copyright\0".to_vec()
}

fn white_point() -> Vec<u8> {
    [b"XYZ \0\0\0\0".as_slice(), &D50].concat()
}

fn tone_curve() -> Vec<u8> {
    b"curv\0\0\0\0\0\0\0\x01\x02\x33".to_vec() // one entry: gamma 2.2 as 8.8 fixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_size() {
        let profile = profile();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 400);
    }
}
