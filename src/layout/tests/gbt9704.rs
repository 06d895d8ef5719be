//! GB/T 9704—2012 on the page, clause by clause, where no other test shows it. `docs/conformance/gbt9704.md` names them.

use super::*;
use crate::template::FaceRole;

/// Title to date, each block once.
fn elements() -> [(Role, &'static str); 11] {
    [
        (Role::Title, "在全县会议上的讲话"),
        (Role::Salutation, "各乡镇，各单位："),
        (Role::Body, "今天开会。"),
        (Role::Heading(Level::ONE), "一、去年的事"),
        (Role::Heading(Level::new(2)), "（一）修路"),
        (Role::Heading(Level::new(3)), "1.村道"),
        (Role::Heading(Level::new(4)), "（1）东村"),
        (Role::Body, "修好了。"),
        (Role::Attachment, "附件：名单"),
        (Role::Signature, "某某县人民政府"),
        (Role::SignatureDate, "2024年3月5日"),
    ]
}

fn handout() -> (Document, Vec<Page>) {
    let document = document(elements().iter().map(|(role, text)| block(*role, text)).collect());
    let (pages, said) = layout(&document, &gbt9704(), bundle());
    assert_eq!((pages.len(), pages[0].lines.len(), said.len()), (1, elements().len(), 0));
    (document, pages)
}

/// From the type area's left edge to a line's first glyph.
fn indent(line: &Line) -> Length {
    line.runs[0].glyphs[0].x - gbt9704().page.left
}

#[test]
fn each_element_has_its_face_and_size_and_none_is_bold() {
    use FaceRole::{Fang, Hei, Kai, Title};
    let (_, pages) = handout();
    // 5.2.2: 3号仿宋 for all that is not named otherwise; 7.3.1, 7.3.3.
    let faces = [Title, Fang, Fang, Hei, Kai, Fang, Fang, Fang, Fang, Fang, Fang];
    for ((line, face), (role, _)) in pages[0].lines.iter().zip(faces).zip(elements()) {
        let size = Length::pt(if role == Role::Title { 22 } else { 16 });
        assert!(line.runs.iter().all(|run| run.size == size && run.thicken == Length::ZERO), "{role:?}");
        let han = line.runs.iter().any(|run| Some(run.face) == bundle().face_for(face));
        let latin = |run: &Run| Some(run.face) == bundle().face_for(FaceRole::Latin);
        assert!(han && line.runs.iter().all(|run| Some(run.face) == bundle().face_for(face) || latin(run)), "{role:?}");
    }
}

#[test]
fn a_title_is_centred_with_a_blank_line_below_and_a_salutation_flush_left() {
    let (_, pages) = handout();
    let lines = &pages[0].lines;
    let middle = indent(&lines[0]) + Length::pt(22) * 9 / 2;
    assert!((middle - gbt9704().page.measure() / 2).to_centi_pt().abs() <= 1, "7.3.1");
    let pitch = gbt9704().page.pitch();
    assert!(
        (lines[1].baseline - lines[0].baseline - pitch * 2).units().abs() < Length::pt(3).units(),
        "7.3.2, but for the larger type's baseline"
    );
    assert_eq!(indent(&lines[1]), Length::ZERO, "7.3.2");
}

#[test]
fn paragraphs_and_headings_begin_two_characters_in_and_turn_over_flush_left() {
    let (_, pages) = handout();
    let cell = gbt9704().page.cell();
    for (line, (role, _)) in pages[0].lines.iter().zip(elements()).take(9).skip(2) {
        let first = indent(line);
        // An opening mark keeps its empty half at a paragraph's head.
        assert_eq!(first, cell * 2, "{role:?}");
    }
    for (role, text) in
        [(Role::Body, "讲".repeat(40)), (Role::Salutation, "各乡镇".repeat(12)), (Role::Heading(Level::ONE), "讲".repeat(40))]
    {
        let document = document(vec![block(role, &text)]);
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        assert_eq!(indent(&pages[0].lines[1]), Length::ZERO, "{role:?}");
    }
}

#[test]
fn a_signature_never_stands_on_a_page_without_text() {
    // 7.3.5.5: no page that needs 此页无正文.
    for lines in 15..24 {
        let text = "讲".repeat(28 * lines - 2);
        let blocks = [(Role::Body, text.as_str()), (Role::Signature, "某某县人民政府"), (Role::SignatureDate, "2024年3月5日")];
        let document = document(blocks.iter().map(|(role, text)| block(*role, text)).collect());
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        let last = pages.last().expect("pages");
        assert!(last.lines.iter().any(|line| line.block() == Some(0)), "{lines} lines");
        assert!(last.lines.iter().any(|line| line.block() == Some(2)), "{lines} lines");
    }
}

#[test]
fn an_attachment_begins_a_page_its_head_in_heiti_its_title_on_the_third_line() {
    let blocks = [
        (Role::Body, "好。"),
        (Role::SignatureDate, "2024年3月5日"),
        (Role::Attachment, "附件1"),
        (Role::Title, "名单"),
        (Role::Body, "甲。"),
    ];
    let document = document(blocks.iter().map(|(role, text)| block(*role, text)).collect());
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    assert_eq!(pages.iter().map(|page| page.lines.len()).collect::<Vec<_>>(), [2, 3]);
    let [head, title, _] = &pages[1].lines[..] else { panic!("three lines") };
    assert!(head.runs.iter().all(|run| Some(run.face) == bundle().face_for(FaceRole::Hei)));
    assert_eq!(indent(head), Length::ZERO);
    let down = title.baseline - head.baseline - gbt9704().page.pitch() * 2;
    assert!(down.units().abs() < Length::pt(3).units(), "two lines below, but for the larger type's baseline");
}

#[test]
fn a_note_begins_two_characters_of_its_own_size_in_and_turns_over_flush_left() {
    let document = document(vec![block(Role::Body, "好。"), block(Role::Note, &format!("（{}）", "此件公开发布，联系人见后，".repeat(4)))]);
    let (pages, _) = layout(&document, &gbt9704(), bundle());
    let [_, first, second, ..] = &pages[0].lines[..] else { panic!("three lines") };
    assert!(first.runs.iter().all(|run| run.size == Length::pt(12)));
    assert_eq!((indent(first), indent(second)), (Length::pt(24), Length::ZERO), "7.3.6");
}

#[test]
fn what_turns_over_in_an_attachment_list_stands_under_the_name() {
    let name = "关于进一步做好全县各个乡镇春季植树工作的实施方案和任务分工，以及考核办法";
    for list in [[format!("附件：1. {name}"), format!("2. {name}")], [format!("附件：1.{name}"), format!("10.{name}")]] {
        let document = document(list.iter().map(|text| block(Role::Attachment, text)).collect());
        let (pages, _) = layout(&document, &gbt9704(), bundle());
        for (n, text) in list.iter().enumerate() {
            let own: Vec<&Line> = pages[0].lines.iter().filter(|line| line.block() == Some(n)).collect();
            let at = text.find('关').expect("it is there") as u32;
            let glyph = own[0].runs.iter().flat_map(|run| &run.glyphs).find(|glyph| glyph.start == at).expect("it is shown");
            let off = glyph.x - own[1].runs[0].glyphs[0].x;
            assert_eq!((own.len(), off), (2, Length::ZERO), "{text}");
        }
    }
}

#[test]
fn the_page_number_is_14_points_and_stands_7_mm_below_the_type_area() {
    let (document, pages) = handout();
    let number = &pages[0].furniture[0];
    assert_eq!(number.text(&document), "— 1 —");
    assert!(number.runs.iter().all(|run| run.size == Length::pt(14)), "4号");
    // A dash stands three tenths of an em above its baseline.
    let dash = number.baseline - Length::pt(14).em_thousandths(300);
    assert_eq!(dash, Length::mm(297 - 35 + 7));
    let last = number.runs.last().expect("runs").glyphs.last().expect("glyphs");
    let edge = Length::mm(210 - 26) - Length::pt(14);
    assert!((last.x + Length::pt(14) - edge).to_centi_pt().abs() <= 1, "one character from the edge");
}
