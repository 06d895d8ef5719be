//! Reads a file back as a viewer does.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};

/// Looks an entry up, through a reference if need be.
pub(super) fn entry<'a>(pdf: &'a Pdf, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
    dictionary.get_deref(key.as_bytes(), pdf).ok()
}

pub(super) fn dictionary<'a>(pdf: &'a Pdf, from: &'a Dictionary, key: &str) -> &'a Dictionary {
    entry(pdf, from, key).unwrap().as_dict().unwrap()
}

/// What a ToUnicode of ours maps: lines of `<code> <text>`.
fn to_unicode(pdf: &Pdf, font: &Dictionary) -> BTreeMap<u16, char> {
    let map = entry(pdf, font, "ToUnicode").unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let of_line = |line: &str| {
        let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Vec<u16> =
            text.as_bytes().chunks(4).map(|hex| u16::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap()).collect();
        Some((u16::from_str_radix(code, 16).unwrap(), String::from_utf16(&units).unwrap().chars().next().unwrap()))
    };
    String::from_utf8(map).unwrap().lines().filter(|line| *line != "<0000> <FFFF>").filter_map(of_line).collect()
}

fn widths(pdf: &Pdf, font: &Dictionary) -> BTreeMap<u16, i64> {
    let descendant = entry(pdf, font, "DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    let mut widths = BTreeMap::new();
    for pair in entry(pdf, descendant, "W").unwrap().as_array().unwrap().chunks(2) {
        let first = pair[0].as_i64().unwrap() as u16;
        widths.extend(pair[1].as_array().unwrap().iter().enumerate().map(|(i, w)| (first + i as u16, w.as_i64().unwrap())));
    }
    widths
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().unwrap())
}

/// Reads a page as a viewer does: its text without artifacts, and the origin of each glyph.
pub(super) fn read(pdf: &Pdf, page: ObjectId) -> (String, Vec<(f64, f64)>) {
    let resources = dictionary(pdf, pdf.get_dictionary(page).unwrap(), "Resources");
    let fonts: BTreeMap<Vec<u8>, _> = dictionary(pdf, resources, "Font")
        .iter()
        .map(|(name, font)| {
            let font = pdf.get_dictionary(font.as_reference().unwrap()).unwrap();
            (name.clone(), (to_unicode(pdf, font), widths(pdf, font)))
        })
        .collect();
    let (mut text, mut origins) = (String::new(), Vec::new());
    let (mut font, mut size, mut spacing, mut x, mut y) = (None, 0.0, 0.0, 0.0, 0.0);
    let mut actual: Vec<bool> = Vec::new();
    for op in Content::decode(&pdf.get_page_content(page)).unwrap().operations {
        match op.operator.as_str() {
            "BDC" => {
                let said = op.operands[1].as_dict().unwrap().get(b"ActualText").ok();
                if let Some(said) = said {
                    let units: Vec<u16> = said.as_str().unwrap()[2..].chunks(2).map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
                    text.push_str(&String::from_utf16(&units).unwrap());
                }
                actual.push(said.is_some() || op.operands[0].as_name().unwrap() == b"Artifact");
            }
            "EMC" => drop(actual.pop().unwrap()),
            "Tf" => (font, size) = (fonts.get(op.operands[0].as_name().unwrap()), number(&op.operands[1])),
            "Tc" => spacing = number(&op.operands[0]),
            "Tm" => (x, y) = (number(&op.operands[4]), number(&op.operands[5])),
            "TJ" => {
                assert!(!actual.is_empty(), "text outside of marked content");
                let (characters, widths) = font.unwrap();
                for item in op.operands[0].as_array().unwrap() {
                    let Object::String(codes, _) = item else {
                        x -= number(item) / 1000.0 * size;
                        continue;
                    };
                    for code in codes.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]])) {
                        origins.push((x, y));
                        x += widths[&code] as f64 / 1000.0 * size + spacing;
                        if !actual.contains(&true) {
                            text.push(characters[&code]);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    assert!(actual.is_empty(), "marked content that does not end");
    (text, origins)
}

/// The text of a whole file as a viewer reads it, artifacts left out.
pub(in crate::emit) fn text(bytes: &[u8]) -> String {
    let pdf = Pdf::load_mem(bytes).unwrap();
    pdf.get_pages().values().map(|id| read(&pdf, *id).0).collect()
}
