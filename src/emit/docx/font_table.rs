//! `word/fontTable.xml`: what may stand in where a named font is missing.
//!
//! GB/T 9704 names kinds of type (仿宋, 楷体, 黑体, 小标宋), no fonts; the same face goes by other names on other systems.
//! Each entry lists them in `w:altName`, which readers try in turn (ISO/IEC 29500-1, 17.8.3.1), and describes the face
//! for those who choose by looks.

use std::fmt::Write;

use super::xml::{DECLARATION, W, escaped};
use crate::template::{FaceRole, Template, aliases};

/// A face under all its names, in the order to look for them.
struct Family {
    names: &'static [&'static str],
    panose: &'static str,
    /// `modern`, `script`, `auto`, `roman`, `swiss`: the schema's words for what a face looks like.
    kind: &'static str,
}

/// What the faces of each role look like, under the names of `template::aliases`.
const FAMILIES: &[Family] = &[
    Family { names: aliases::FANG, panose: "02010609030101010101", kind: "modern" },
    Family { names: aliases::KAI, panose: "02010609030101010101", kind: "modern" },
    Family { names: aliases::HEI, panose: "02010609060101010101", kind: "modern" },
    Family { names: aliases::TITLE, panose: "02010601030101010101", kind: "script" },
    Family { names: aliases::SONG, panose: "02010600030101010101", kind: "auto" },
];

/// The same of the faces of Taiwan and Hong Kong.
const TRADITIONAL: &[Family] = &[
    Family { names: aliases::TRADITIONAL_KAI, panose: "03000509000000000000", kind: "script" },
    Family { names: aliases::TRADITIONAL_HEI, panose: "020B0604030504040204", kind: "swiss" },
    Family { names: aliases::TRADITIONAL_SONG, panose: "02020500000000000000", kind: "roman" },
];

/// The Latin face under all its names.
const LATIN: Family = Family { names: aliases::LATIN, panose: "02020603050405020304", kind: "roman" };

/// The part.
pub fn font_table(template: &Template) -> String {
    let mut out = format!("{DECLARATION}<w:fonts {W}>");
    let mut listed: Vec<&str> = Vec::new();
    for (role, name) in &template.font_names {
        if !listed.contains(&name.as_str()) {
            listed.push(name);
            font(&mut out, name, is_latin(*role));
        }
    }
    out.push_str("</w:fonts>");
    out
}

const fn is_latin(role: FaceRole) -> bool {
    match role {
        FaceRole::Fang | FaceRole::Kai | FaceRole::Hei | FaceRole::Title | FaceRole::Song => false,
        FaceRole::Latin | FaceRole::LatinBold => true,
    }
}

fn font(out: &mut String, name: &str, is_latin: bool) {
    let known = |families: &'static [Family]| families.iter().find(|family| family.names.contains(&name));
    let traditional = known(TRADITIONAL);
    let family = known(FAMILIES).or(traditional).or_else(|| Some(&LATIN).filter(|family| family.names.contains(&name)));
    // holds: writing to a String cannot fail, here and below
    let _ = write!(out, "<w:font w:name=\"{}\">", escaped(name));
    if let Some(Family { names, panose, .. }) = family {
        let others: Vec<&str> = names.iter().copied().filter(|other| *other != name).collect();
        let _ = write!(out, "<w:altName w:val=\"{}\"/><w:panose1 w:val=\"{panose}\"/>", others.join(","));
    }
    // 86 is GB2312_CHARSET, 134; 88 CHINESEBIG5_CHARSET, 136.
    let charset = match (is_latin, traditional) {
        (true, _) => "00",
        (false, Some(_)) => "88",
        (false, None) => "86",
    };
    let kind = family.map_or("auto", |family| family.kind);
    let _ = write!(out, "<w:charset w:val=\"{charset}\"/><w:family w:val=\"{kind}\"/><w:pitch w:val=\"variable\"/></w:font>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Region;
    use crate::template::load;

    #[test]
    fn a_known_face_lists_its_other_names() {
        let table = font_table(&load("own", "[font-names]\nfang = '仿宋'").expect("good"));
        assert!(table.contains("<w:font w:name=\"仿宋\"><w:altName w:val=\"仿宋_GB2312,FangSong_GB2312,FangSong,"));
    }

    #[test]
    fn an_unknown_face_is_listed_by_its_name_alone() {
        let table = font_table(&load("own", "[font-names]\nfang = '我&的'").expect("good"));
        assert!(table.contains("<w:font w:name=\"我&amp;的\"><w:charset w:val=\"86\"/>"));
    }

    #[test]
    fn a_traditional_text_names_traditional_faces() {
        for region in [Region::Tw, Region::Hk] {
            for own in ["", "[font-names]\nfang = '仿宋'\nkai = '楷体'"] {
                let table = font_table(&load("own", own).expect("good").named_for(region));
                for said in [
                    "<w:font w:name=\"標楷體\"><w:altName w:val=\"DFKai-SB,BiauKai,Kaiti TC,",
                    "<w:font w:name=\"新細明體\"><w:altName w:val=\"PMingLiU,",
                    "<w:font w:name=\"Times New Roman\"><w:altName",
                ] {
                    assert!(table.contains(said), "{said}: {table}");
                }
                assert_eq!((table.matches("<w:charset w:val=\"88\"/>").count(), table.matches("\"86\"").count()), (2, 0), "{table}");
            }
            let black = font_table(&load("own", "[font-names-traditional]\nhei = '微軟正黑體'").expect("good").named_for(region));
            assert!(black.contains("<w:font w:name=\"微軟正黑體\"><w:altName w:val=\"Microsoft JhengHei,"), "{black}");
            let own = load("own", "[font-names]\nkai = '我的'\n[font-names-traditional]\nhei = '他的'").expect("good");
            let named = own.named_for(region);
            let names = [FaceRole::Kai, FaceRole::Hei, FaceRole::Fang].map(|role| named.font_name(role));
            assert_eq!(names, ["我的", "他的", "標楷體"], "what somebody chose stays");
        }
        let own = load("own", "").expect("good");
        assert_eq!(*own.named_for(Region::Cn), own, "a simplified text is named as it was");
    }

    #[test]
    fn each_name_is_listed_once() {
        let table = font_table(&load("own", "").expect("good"));
        assert_eq!(table.matches("w:name=\"Times New Roman\"").count(), 1, "latin and latin-bold");
        assert_eq!(table.matches("<w:font ").count(), 6);
    }
}
