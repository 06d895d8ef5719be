//! What a font program calls itself: the only thing that tells which role a stranger's file fits.
//!
//! In: a font file's bytes. Out: its family names in every language it gives, and whether it is bold or slanted.
//!
//! **Always true:** bytes that are no font give no names; nothing panics.

/// How many records of names are read: three in each of a hundred languages. Records may all point to the same bytes.
const MOST_NAMES: usize = 300;
/// The longest name that is one, in bytes.
const LONGEST: usize = 1024;

/// The names that a font program gives itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FaceNames {
    /// Family and full names, in the order of its name table: `仿宋`, `FangSong`, ….
    pub names: Vec<String>,
    /// Whether it is a bold cut.
    pub bold: bool,
    /// Whether it is italic or oblique.
    pub slanted: bool,
}

/// Reads the names of a font program (the first of a collection); none for bytes that are no font.
pub fn names(data: &[u8]) -> Option<FaceNames> {
    let parsed = ttf_parser::Face::parse(data, 0).ok()?;
    let names = parsed.tables().name.map(family_names).unwrap_or_default();
    Some(FaceNames { names, bold: parsed.is_bold(), slanted: parsed.is_italic() || parsed.is_oblique() })
}

/// The same of the tables `name` and `OS/2` alone, for who looks through a disk full of faces.
pub fn names_of(name: &[u8], os2: Option<&[u8]>) -> Option<FaceNames> {
    let names = family_names(ttf_parser::name::Table::parse(name)?);
    let style = os2.and_then(ttf_parser::os2::Table::parse);
    Some(FaceNames {
        names,
        bold: style.is_some_and(|style| style.is_bold()),
        slanted: style.is_some_and(|style| style.style() != ttf_parser::Style::Normal),
    })
}

fn family_names(table: ttf_parser::name::Table<'_>) -> Vec<String> {
    use ttf_parser::name_id::{FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY};
    let mut names: Vec<String> = Vec::new();
    let wanted = |record: &ttf_parser::name::Name<'_>| {
        [FAMILY, TYPOGRAPHIC_FAMILY, FULL_NAME].contains(&record.name_id) && record.name.len() <= LONGEST
    };
    for record in table.names.into_iter().filter(wanted).take(MOST_NAMES) {
        // Only Unicode records are text; the others are in code pages of the 1990s and repeat what these say.
        if let Some(name) = record.to_string().filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_font_have_no_names() {
        for bytes in [&b""[..], b"OTTO", b"\0\x01\0\0\xff\xff", "讲话".as_bytes()] {
            assert_eq!(names(bytes), None);
        }
    }

    #[test]
    fn a_bundled_face_says_its_family() {
        let found = names(include_bytes!("../../fonts/LiberationSerif-Bold.ttf")).expect("a font");
        assert!(found.names.iter().any(|name| name == "Liberation Serif"), "{found:?}");
        assert!(found.bold && !found.slanted);
    }
}
