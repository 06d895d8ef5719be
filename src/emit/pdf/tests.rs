//! What the whole emitter promises, on the sample documents.

use lopdf::content::Content;
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};

use super::sample::{self, FONTS};
use super::*;
use crate::diagnostic::Severity;
use crate::document::Role;
use crate::font::{FontError, FontLibrary};
use crate::length::Length;
use crate::template::FaceRole;
use crate::template::sample::gbt9704;

mod reading;

pub(in crate::emit) use reading::text;
use reading::{dictionary, entry, read};

fn stamp() -> Stamp {
    Stamp { recipe: "5a".repeat(32), date: None }
}

fn written(document: &Document, pages: &[Page]) -> Vec<u8> {
    let (bytes, diagnostics) = write(document, pages, &gbt9704(), &FONTS, &stamp());
    assert_eq!(diagnostics, []);
    bytes
}

fn speech() -> (Document, Vec<Page>, Vec<u8>) {
    let document = sample::speech();
    let pages = sample::set(&document, &gbt9704(), &FONTS);
    let bytes = written(&document, &pages);
    (document, pages, bytes)
}

#[test]
fn the_text_reads_back_exactly() {
    let (document, pages, bytes) = speech();
    assert!(pages.len() >= 2);
    assert_eq!(text(&bytes), document.blocks.iter().map(|block| block.text.as_str()).collect::<String>());
}

#[test]
fn no_glyph_is_a_hundredth_of_a_point_off() {
    let (_, pages, bytes) = speech();
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let height = gbt9704().page.height;
    for (page, id) in pages.iter().zip(pdf.get_pages().into_values()) {
        let lines = page.lines.iter().chain(page.artifacts());
        let wanted: Vec<(f64, f64)> = lines
            .flat_map(|l| l.runs.iter().flat_map(|r| r.glyphs.iter().map(|g| (g.x.to_pt(), (height - l.baseline + r.rise).to_pt()))))
            .collect();
        let found = read(&pdf, id).1;
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found.0 - wanted.0).abs() < 0.01 && (found.1 - wanted.1).abs() < 0.01, "{found:?} for {wanted:?}");
        }
    }
}

#[test]
fn same_pages_same_bytes_over_runs_and_threads() {
    let (document, pages, bytes) = speech();
    let (document, pages) = (&document, &pages);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..3).map(|_| scope.spawn(move || written(document, pages))).collect();
        for other in others {
            assert!(other.join().unwrap() == bytes, "another thread wrote other bytes");
        }
    });
}

#[test]
fn a_file_is_ours_until_a_byte_is_changed() {
    let (document, pages, bytes) = speech();
    assert_eq!(ownership(&bytes), Some(Ownership::Ours { recipe: "5a".repeat(32) }));
    for place in [20, bytes.len() / 2, bytes.len() - 8] {
        let mut edited = bytes.clone();
        edited[place] ^= 1;
        assert_eq!(ownership(&edited), Some(Ownership::Edited), "byte {place}");
    }
    let updated = [&bytes, b"\n1 0 obj null endobj".as_slice()].concat();
    assert_eq!(ownership(&updated), Some(Ownership::Edited), "an incremental update");
    let at_end = |bytes: &[u8], from: usize| recipe_at_end(&bytes[from..], bytes.len() as u64);
    for from in [0, 1, bytes.len() / 3] {
        assert_eq!(at_end(&bytes, from), Some("5a".repeat(32)), "from {from}");
    }
    assert_eq!(at_end(&updated, 0), None, "an incremental update");
    assert_eq!(at_end(&bytes, bytes.len() - 500), None, "the fingerprint is not in it");
    for length in 0..bytes.len() {
        assert_eq!(at_end(&bytes[..length], 0), None, "cut off at {length}");
    }
    let mut saved_anew = bytes.clone();
    let second_id = bytes.windows(2).rposition(|window| window == b"><").expect("two ids") + 2;
    saved_anew[second_id] = if bytes[second_id] == b'0' { b'1' } else { b'0' };
    assert_eq!(at_end(&saved_anew, 0), None, "another program gives another id");
    for foreign in [b"".as_slice(), b"%PDF-1.7", b"<dc:identifier>jiangyi:1:", &bytes[..200]] {
        assert_eq!(ownership(foreign), None);
    }
    // A title that imitates the fingerprint does not pass for one.
    let mut document = document;
    document.metadata.title = Some(format!("<dc:identifier>jiangyi:1:{0}:{0}</dc:identifier>", "0".repeat(64)));
    assert!(matches!(ownership(&written(&document, &pages)), Some(Ownership::Ours { .. })));
}

#[test]
fn the_date_and_the_recipe_change_the_bytes_and_the_id() {
    let (document, pages, bytes) = speech();
    let dated = Stamp { date: Some(1_700_000_000), ..stamp() };
    let other = write(&document, &pages, &gbt9704(), &FONTS, &dated).0;
    let id = |bytes: &[u8]| format!("{:?}", Pdf::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap());
    assert_ne!(id(&bytes), id(&other));
    assert!(!id(&bytes).contains("00000000"));
}

/// The outline as indented titles.
fn outline(pdf: &Pdf) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(root) = entry(pdf, pdf.catalog().unwrap(), "Outlines") else { return lines };
    let mut open = vec![(0, entry(pdf, root.as_dict().unwrap(), "First"))];
    while let Some((depth, at)) = open.pop() {
        let Some(at) = at.map(|at| at.as_dict().unwrap()) else { continue };
        let title = at.get(b"Title").unwrap().as_str().unwrap();
        let units: Vec<u16> = title[2..].chunks(2).map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
        lines.push(format!("{}{}", " ".repeat(depth), String::from_utf16(&units).unwrap()));
        open.push((depth, entry(pdf, at, "Next")));
        open.push((depth + 1, entry(pdf, at, "First")));
    }
    lines
}

#[test]
fn the_outline_nests_as_the_headings_do() {
    let pdf = Pdf::load_mem(&speech().2).unwrap();
    assert_eq!(outline(&pdf), ["在全镇春季工作会议上的讲话", " 一、去年的工作", "  （一）修路", "   1.村道", " 二、今年的打算"]);
}

#[test]
fn ten_thousand_headings_and_no_recursion() {
    let blocks: Vec<(Role, &str)> = (0..10_000).map(|i| (sample::heading(1 + i % 4), "一")).collect();
    let document = sample::document(&blocks);
    let pages = sample::set(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    assert_eq!(outline(&pdf).len(), 10_000);
}

#[test]
fn without_headings_there_is_no_outline() {
    let document = sample::document(&[(Role::Body, "正文。")]);
    let pages = sample::set(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    let catalog = pdf.catalog().unwrap();
    assert!(!catalog.has(b"Outlines"));
    assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseNone");
}

/// The structure types in reading order, with the number of pieces of marked content.
fn structure(pdf: &Pdf) -> Vec<String> {
    let root = dictionary(pdf, pdf.catalog().unwrap(), "StructTreeRoot");
    let mut said = Vec::new();
    let mut open = vec![(0, dictionary(pdf, root, "K"))];
    while let Some((depth, element)) = open.pop() {
        let kids = match entry(pdf, element, "K").unwrap() {
            Object::Array(kids) => kids.iter().collect(),
            one => vec![one],
        };
        let kids: Vec<&Object> = kids.into_iter().map(|kid| pdf.dereference(kid).unwrap().1).collect();
        let elements: Vec<&Dictionary> = kids.iter().filter_map(|kid| kid.as_dict().ok()).filter(|kid| kid.has(b"S")).collect();
        let tag = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
        said.push(format!("{}{tag} {}", " ".repeat(depth), kids.len() - elements.len()));
        open.extend(elements.into_iter().rev().map(|kid| (depth + 1, kid)));
    }
    said
}

#[test]
fn each_block_is_one_element_in_reading_order() {
    let pdf = Pdf::load_mem(&speech().2).unwrap();
    let wanted = "Document 0, H1 1, P 1, P 1, H2 1, H3 1, H4 1, P 2, L 0, LI 0, LBody 1, LI 0, LBody 1, P 1, H2 1, P 3, P 1";
    assert_eq!(structure(&pdf).iter().map(|line| line.trim()).collect::<Vec<_>>().join(", "), wanted);
}

#[test]
fn a_table_has_rows_and_cells_and_a_head_where_its_first_row_is_one() {
    let rows = ["姓名\t人数\t备注", "甲\t12\t好", "乙\t\t好"];
    let blocks: Vec<(Role, &str)> = [(Role::Body, "正文。")].into_iter().chain(rows.map(|row| (Role::Table, row))).collect();
    let document = sample::document(&blocks);
    let (pages, _) = crate::layout::layout(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    let wanted = "Document 0, P 1, Table 0, TR 0, TH 1, TH 1, TH 1, TR 0, TD 1, TD 1, TD 1, TR 0, TD 1, TD 1, TD 1";
    assert_eq!(structure(&pdf).iter().map(|line| line.trim()).collect::<Vec<_>>().join(", "), wanted);
    let heads = pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(|element| element.has(b"A"));
    assert!(
        heads.clone().count() == 3
            && heads.clone().all(|head| dictionary(&pdf, head, "A").get(b"Scope").unwrap().as_name().unwrap() == b"Column")
    );
}

#[test]
fn a_paragraph_in_english_says_so() {
    let texts = ["我们用 Rust 写程序。", "This is what we say about the weather.", "GDP 2024", "C'est déjà la fin de l'année."];
    let document = sample::document(&texts.map(|text| (Role::Body, text)));
    let (pages, _) = crate::layout::layout(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    let languages = |tag: &[u8]| {
        let is = |element: &&Dictionary| element.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == tag) && element.has(b"Lang");
        pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(is).count()
    };
    assert_eq!((languages(b"P"), languages(b"Span")), (1, 1), "the second paragraph, Rust in the first; not GDP, nor French");
}

#[test]
fn a_table_whose_first_row_is_like_the_others_has_no_head() {
    let rows = ["甲某某\t局长", "乙某某\t副局长", "丙某\t科长"].map(|row| (Role::Table, row));
    let document = sample::document(&rows);
    let (pages, _) = crate::layout::layout(&document, &gbt9704(), &FONTS);
    let said = structure(&Pdf::load_mem(&written(&document, &pages)).unwrap()).join(", ");
    assert!(said.contains("TD 1") && !said.contains("TH"), "{said}");
}

#[test]
fn a_word_in_english_inside_chinese_text_says_so() {
    let texts = ["我们用 Rust 和 machine learning 写程序，GDP 增长 5 km。", "This is what we say about the weather."];
    let document = sample::document(&texts.map(|text| (Role::Body, text)));
    let (pages, _) = crate::layout::layout(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    let page = *pdf.get_pages().get(&1).unwrap();
    let content = String::from_utf8_lossy(&pdf.get_page_content(page)).into_owned();
    assert_eq!(content.matches("/Span <</MCID").count(), 2, "Rust, machine learning; a paragraph says it once: {content}");
    assert_eq!(content.matches("BDC").count(), content.matches("EMC").count());
    assert!(!content.contains("BDC\nBT\nET\nEMC"), "no piece is empty: {content}");
    let said = structure(&pdf).iter().map(|line| line.trim().to_string()).collect::<Vec<_>>().join(", ");
    assert_eq!(said, "Document 0, P 3, Span 1, Span 1, P 1");
    let english = |tag: &[u8]| {
        let of = |element: &&Dictionary| element.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == tag) && element.has(b"Lang");
        pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(of).count()
    };
    assert_eq!((english(b"Span"), english(b"P")), (2, 1));
    assert_eq!(read(&pdf, page).0.replace(char::is_whitespace, ""), texts.concat().replace(char::is_whitespace, ""));
}

#[test]
fn english_in_a_face_that_has_both_scripts_is_marked_too() {
    let document = sample::document(&[(Role::Heading(crate::document::Level::ONE), "Docker与Kubernetes入门")]);
    let (pages, _) = crate::layout::layout(&document, &gbt9704(), &FONTS);
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    assert_eq!(structure(&pdf), ["Document 0", " H1 2", "  Span 1", "  Span 1"]);
    assert_eq!(read(&pdf, *pdf.get_pages().get(&1).unwrap()).0, "Docker与Kubernetes入门");
}

#[test]
fn no_pages_make_one_blank_page() {
    let pdf = Pdf::load_mem(&written(&Document::default(), &[])).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    assert_eq!(structure(&pdf), ["Document 0"]);
}

#[test]
fn a_glyph_that_shows_another_text_is_told_by_actual_text() {
    // One shape for: a character, another character, two characters, a private-use character, no character at all.
    let document = sample::document(&[(Role::Body, "中国国\u{301}\u{E000}")]);
    let id = FONTS.show(FaceRole::Fang, '中').unwrap().glyph;
    let places = [(0, 3), (3, 3), (6, 5), (11, 3), (14, 0)];
    let glyphs = places.iter().enumerate().map(|(i, (start, len))| (id, Length::pt(100 + 20 * i as i64), *start, *len)).collect();
    let mut page = sample::page_of(&FONTS, FaceRole::Fang, glyphs);
    page.lines[0].source = crate::layout::LineSource::Block { index: 0, range: 0..14 };
    let pdf = Pdf::load_mem(&written(&document, &[page])).unwrap();
    let (text, origins) = read(&pdf, *pdf.get_pages().get(&1).unwrap());
    assert_eq!((text.as_str(), origins.len()), ("中国国\u{301}\u{E000}", 5));
}

#[test]
fn senseless_pages_do_not_panic() {
    let document = sample::document(&[(Role::Body, "中国")]);
    let id = FONTS.show(FaceRole::Fang, '中').unwrap().glyph;
    let wild = [(id, Length::ENDLESS, 1, 1), (id, -Length::ENDLESS, u32::MAX, 255), (crate::font::GlyphId(0), Length::ZERO, 0, 3)];
    let mut page = sample::page_of(&FONTS, FaceRole::Fang, wild.to_vec());
    page.lines[0].runs[0].size = Length::ZERO;
    page.lines.extend(page.lines.clone());
    page.lines[1].source = crate::layout::LineSource::Block { index: 7, range: 1..2 };
    page.lines[1].runs[0].face = crate::font::FaceId(200);
    let (bytes, _) = write(&document, &[page], &gbt9704(), &FONTS, &Stamp::default());
    assert!(Pdf::load_mem(&bytes).is_ok());
}

#[test]
fn a_face_that_cannot_be_cut_is_an_error_and_not_drawn() {
    // A sound face whose outlines were wiped: it opens, but cannot be embedded.
    let mut source = crate::font::sample::face("LiberationSerif-Regular.ttf", &[FaceRole::Fang, FaceRole::Song, FaceRole::Latin], false);
    let sound = source.loader;
    source.loader = Box::new(move || -> Result<Vec<u8>, FontError> {
        let mut data = sound()?;
        let glyf = data.windows(4).position(|tag| tag == b"glyf").ok_or(FontError(Default::default()))?;
        data[glyf + 8..glyf + 12].copy_from_slice(&[0xFF; 4]); // its table lies behind the end
        Ok(data)
    });
    let fonts = FontLibrary::new(vec![source]);
    let document = sample::document(&[(Role::Body, "abc")]);
    let pages = sample::set(&document, &gbt9704(), &fonts);
    let (bytes, diagnostics) = write(&document, &pages, &gbt9704(), &fonts, &stamp());
    assert_eq!(diagnostics.iter().map(|d| (d.severity, d.rule)).collect::<Vec<_>>(), [(Severity::Error, "face-unreadable")]);
    let pdf = Pdf::load_mem(&bytes).unwrap();
    assert!(!pdf.objects.values().any(|object| object.type_name().is_ok_and(|name| name == b"Font")));
}

#[test]
fn metadata_and_viewing_are_as_the_standards_ask() {
    let (mut document, pages, _) = speech();
    document.metadata.title = Some("<一>&二".to_string());
    document.metadata.region = crate::document::Region::Tw;
    let dated = Stamp { date: Some(86_399), ..stamp() };
    let bytes = write(&document, &pages, &gbt9704(), &FONTS, &dated).0;
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let catalog = pdf.catalog().unwrap();
    assert_eq!((pdf.version.as_str(), catalog.get(b"Lang").unwrap().as_str().unwrap()), ("1.7", b"zh-TW".as_slice()));
    assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
    let xmp = String::from_utf8(entry(&pdf, catalog, "Metadata").unwrap().as_stream().unwrap().content.clone()).unwrap();
    assert!(xmp.contains("&lt;一&gt;&amp;二") && xmp.contains("1970-01-01T23:59:59Z"));
    let info = dictionary(&pdf, &pdf.trailer, "Info");
    let keys: Vec<_> = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    assert_eq!(keys, ["Title", "Creator", "Producer", "CreationDate", "ModDate"]);
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:19700101235959Z");
}

#[test]
fn rules_are_drawn_in_an_artifact_and_change_no_text() {
    let (document, mut pages, plain) = speech();
    let edge = |y| (Length::mm(150), Length::mm(y));
    let rule = crate::layout::Rule { from: edge(37), to: edge(262), thickness: Length::milli_pt(500), black: 40 };
    pages[0].rules = vec![rule, rule];
    let bytes = written(&document, &pages);
    assert_eq!(text(&bytes), text(&plain));
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let drawn = |page: ObjectId| {
        let operations = Content::decode(&pdf.get_page_content(page)).unwrap().operations;
        let last = operations.iter().rposition(|operation| operation.operator == "BDC").unwrap();
        operations[last..].iter().map(|operation| operation.operator.clone()).collect::<Vec<_>>().join(" ")
    };
    let sheets: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    assert_eq!(drawn(sheets[0]), "BDC w G m l S m l S EMC");
    assert!(!drawn(sheets[1]).contains(" S "), "none, none");
}

#[test]
fn text_is_black_and_no_colour_is_ever_set() {
    // GB/T 9704—2012, 5.2.4; a page begins in black, and none of these operators occurs to change it.
    let pdf = Pdf::load_mem(&speech().2).unwrap();
    for page in pdf.get_pages().into_values() {
        for operation in Content::decode(&pdf.get_page_content(page)).unwrap().operations {
            let sets =
                ["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "gs"].contains(&operation.operator.as_str());
            assert!(!sets, "{operation:?}");
        }
    }
}

#[test]
fn pages_are_labelled_by_their_own_numbers() {
    let (document, mut pages, _) = speech();
    for page in &mut pages {
        page.number += 6;
    }
    let pdf = Pdf::load_mem(&written(&document, &pages)).unwrap();
    let labels = dictionary(&pdf, pdf.catalog().unwrap(), "PageLabels");
    let style = entry(&pdf, labels, "Nums").unwrap().as_array().unwrap()[1].as_dict().unwrap();
    assert_eq!((style.get(b"S").unwrap().as_name().unwrap(), style.get(b"St").unwrap().as_i64().unwrap()), (b"D".as_slice(), 7));
}

#[test]
fn sheets_of_one_side_are_asked_for_as_such() {
    let asked = |own: &str| {
        let template = crate::template::load("own", own).unwrap();
        let document = sample::speech();
        let pages = sample::set(&document, &template, &FONTS);
        let pdf = Pdf::load_mem(&write(&document, &pages, &template, &FONTS, &stamp()).0).unwrap();
        let preferences = dictionary(&pdf, pdf.catalog().unwrap(), "ViewerPreferences");
        String::from_utf8(preferences.get(b"Duplex").unwrap().as_name().unwrap().to_vec()).unwrap()
    };
    assert_eq!((asked(""), asked("[page]\nsingle-sided = true")), ("DuplexFlipLongEdge".to_string(), "Simplex".to_string()));
}

#[test]
fn each_entry_of_the_contents_is_a_link_with_its_text_to_the_page_of_its_heading() {
    let blocks = ["一、甲", "二、乙"].map(|text| crate::document::Block::of(Role::Heading(crate::document::Level::ONE), text));
    let document = Document { blocks: blocks.to_vec(), ..Document::default() };
    let template = crate::template::load("own", "[page]\ntoc = true").unwrap();
    let fonts = crate::font::sample::bundle();
    let (pages, _) = crate::layout::layout(&document, &template, fonts);
    let pdf = Pdf::load_mem(&write(&document, &pages, &template, fonts, &stamp()).0).unwrap();
    let sheets: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let root = dictionary(&pdf, pdf.catalog().unwrap(), "StructTreeRoot");
    let keys = entry(&pdf, dictionary(&pdf, root, "ParentTree"), "Nums").unwrap().as_array().unwrap();
    let links = entry(&pdf, pdf.get_dictionary(sheets[0]).unwrap(), "Annots").unwrap().as_array().unwrap();
    assert_eq!(links.len(), 2);
    for link in links {
        let annotation = pdf.get_dictionary(link.as_reference().unwrap()).unwrap();
        let place = dictionary(&pdf, annotation, "A").get(b"D").unwrap().as_array().unwrap();
        assert_eq!(place[0].as_reference().unwrap(), sheets[2], "behind a blank page");
        assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4, "printed");
        assert!(!annotation.get(b"Contents").unwrap().as_str().unwrap().is_empty());
        let key = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
        let at = keys.chunks(2).find(|pair| pair[0].as_i64().unwrap() == key).expect("in the parent tree");
        let element = pdf.get_dictionary(at[1].as_reference().unwrap()).unwrap();
        let mut above = Vec::new();
        let mut open = element;
        while let Ok(parent) = open.get(b"P").and_then(Object::as_reference) {
            above.push(String::from_utf8_lossy(open.get(b"S").unwrap().as_name().unwrap()).into_owned());
            open = pdf.get_dictionary(parent).unwrap();
        }
        assert_eq!(above, ["Link", "Reference", "TOCI", "TOC", "Document"]);
        let held = element.get(b"K").unwrap().as_array().unwrap().last().unwrap().as_dict().unwrap();
        assert_eq!(held.get(b"Obj").unwrap(), link);
    }
    let labels = entry(&pdf, dictionary(&pdf, pdf.catalog().unwrap(), "PageLabels"), "Nums").unwrap().as_array().unwrap();
    let kinds: Vec<_> = labels.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].as_dict().unwrap().get(b"S").unwrap())).collect();
    assert_eq!(kinds, [(0, &Object::Name(b"R".to_vec())), (2, &Object::Name(b"D".to_vec()))]);
}
