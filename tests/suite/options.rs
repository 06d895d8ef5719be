//! What pages carry on request: paper, watermark, running head, page number, mirrored margins, font names, in both formats.

use std::io::Read;

use crate::program::{Desk, SPEECH, ends};

/// A speech of three pages.
fn long_speech() -> String {
    let paragraph = "　　我们要把这件事情办好，一步一个脚印往前走，不图虚名，不搞形式，让群众看得见、摸得着、用得上。\n";
    format!("{SPEECH}{}", paragraph.repeat(28))
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("讲话.txt", long_speech());
    desk
}

/// A part of a DOCX; empty where it has none of that name.
fn part(docx: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a package");
    let mut text = String::new();
    if let Ok(mut part) = package.by_name(name) {
        part.read_to_string(&mut text).expect("XML");
    }
    text
}

/// What the pages of a PDF draw, decompressed.
fn drawn(pdf: &[u8]) -> Vec<String> {
    let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
    let content = |page| String::from_utf8_lossy(&pdf.get_page_content(page)).into_owned();
    pdf.get_pages().into_values().map(content).collect()
}

/// The size of a PDF's first page in whole points.
fn paper(pdf: &[u8]) -> (i64, i64) {
    let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
    let page = *pdf.get_pages().values().next().expect("a page");
    let sizes =
        pdf.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(|sizes| sizes.as_array().cloned()).expect("its paper");
    let number = |n: usize| sizes[n].as_float().expect("a number").round() as i64;
    (number(2), number(3))
}

#[test]
fn without_options_nothing_of_them_is_in_the_files() {
    let desk = desk();
    ends(&desk.run(&["convert", "讲话.txt", "-o", "plain"]), 0);
    let off = [
        "convert", "讲话.txt", "-o", "off", "--watermark", "", "--header", "", "--mirror=false", "--paper", "a4", "--font-names", "gb2312",
    ];
    ends(&desk.run(&off), 0);
    for name in ["讲话.docx", "讲话.pdf"] {
        assert!(desk.read(&format!("plain/{name}")) == desk.read(&format!("off/{name}")), "{name}");
    }
    let docx = desk.read("plain/讲话.docx");
    assert_eq!(part(&docx, "word/header1.xml"), "");
    assert!(!part(&docx, "word/settings.xml").contains("mirrorMargins") && !part(&docx, "word/styles.xml").contains("\"Header\""));
    assert!(drawn(&desk.read("plain/讲话.pdf")).iter().all(|page| !page.contains("Subtype") && !page.contains("/Header")));
}

#[test]
fn a_watermark_is_an_artifact_behind_the_text_and_word_art_in_both_headers() {
    let desk = desk();
    ends(&desk.run(&["convert", "讲话.txt", "--watermark", "内部<资料>"]), 0);
    let pages = drawn(&desk.read("output/讲话.pdf"));
    assert!(pages.len() >= 2);
    for page in pages {
        let (mark, text) = (page.find("Watermark").expect("a watermark"), page.find("MCID").expect("text"));
        assert!(mark < text, "what comes first is behind");
        let drawn = &page[mark..text];
        assert!(drawn.contains("0.93 g") && drawn.contains("0.70711 0.70711 -0.70711 0.70711") && drawn.contains("\nQ"), "{drawn}");
    }
    let docx = desk.read("output/讲话.docx");
    for number in 1..=2 {
        let header = part(&docx, &format!("word/header{number}.xml"));
        assert!(
            header.contains(&format!("PowerPlusWaterMarkObject{number}")) && header.contains("string=\"内部&lt;资料&gt;\""),
            "{header}"
        );
        assert!(header.contains("rotation:315") && header.contains("fillcolor=\"#ededed\""), "{header}");
    }
    let section = part(&docx, "word/document.xml");
    assert!(section.contains("<w:headerReference") && section.find("w:headerReference") < section.find("w:pgSz"));
}

#[test]
fn a_running_head_names_title_and_file_and_stands_on_every_page() {
    let desk = desk();
    ends(&desk.run(&["convert", "讲话.txt", "--header", "{title}　{file}.txt"]), 0);
    let seen = desk.run(&["inspect", "--stage", "layout", "--json", "讲话.txt", "--header", "{title}　{file}.txt"]).json();
    let pages = seen[0]["pages"].as_array().expect("pages");
    for page in pages {
        let texts: Vec<&str> = page["furniture"].as_array().expect("lines").iter().filter_map(|line| line["text"].as_str()).collect();
        assert!(texts.contains(&"在全县年终总结会上的讲话　讲话.txt"), "{texts:?}");
    }
    assert!(drawn(&desk.read("output/讲话.pdf")).iter().all(|page| page.contains("/Header")));
    let docx = desk.read("output/讲话.docx");
    for number in 1..=2 {
        assert!(part(&docx, &format!("word/header{number}.xml")).contains(">在全县年终总结会上的讲话　讲话.txt</w:t>"));
    }
}

#[test]
fn a_running_head_that_is_too_long_is_cut_with_a_warning_alike_in_both_formats() {
    let desk = desk();
    let said = desk.run(&["convert", "讲话.txt", "--header", &"很长的书眉".repeat(30), "--strict"]);
    ends(&said, 1);
    assert!(said.err.contains("warning[long-header]: the running head is longer than its line and was cut"), "{}", said.err);
    let header = part(&desk.read("output/讲话.docx"), "word/header1.xml");
    let text = header.split("preserve\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a text").to_string();
    // 156 mm hold 42 characters of 10.5 pt, the last of them …
    assert_eq!((text.chars().count(), text.ends_with('…')), (42, true), "{text}");
    let seen = desk.run(&["inspect", "--stage", "layout", "--json", "讲话.txt", "--header", &"很长的书眉".repeat(30)]).json();
    assert!(seen[0]["pages"][0]["furniture"].as_array().expect("lines").iter().any(|line| line["text"] == text.as_str()));
}

#[test]
fn a_long_watermark_shrinks_until_it_fits() {
    let desk = desk();
    let size = |text: &str| {
        ends(&desk.run(&["convert", "讲话.txt", "-f", "docx", "--watermark", text, "--force"]), 0);
        let header = part(&desk.read("output/讲话.docx"), "word/header1.xml");
        let length = |name: &str| {
            let value = header.split(&format!(";{name}:")).nth(1).and_then(|rest| rest.split("pt").next()).expect("a length");
            value.parse::<f64>().expect("a number")
        };
        (length("width"), length("height"))
    };
    let (short, long) = (size("草稿"), size(&"未经许可不得外传".repeat(7)));
    assert!(short.1 > 100.0 && long.1 < 15.0, "{short:?} {long:?}");
    assert!(long.0 < 680.0, "four fifths of the line at 45° across A4");
}

#[test]
fn page_numbers_take_the_form_asked_for_with_fields_in_the_docx() {
    let desk = desk();
    let foot = |form: &str| {
        let seen = desk.run(&["inspect", "--stage", "layout", "--json", "讲话.txt", "--page-number", form]).json();
        seen[0]["pages"][1]["furniture"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| line["text"].as_str().unwrap_or("").to_string())
            .collect::<Vec<_>>()
    };
    for (form, said) in
        [("第 {} 页", vec!["第 2 页"]), ("{}/{total}", vec!["2/3"]), ("第{}页 共{total}页", vec!["第2页 共3页"]), ("none", vec![])]
    {
        assert_eq!(foot(form), said, "{form}");
    }
    ends(&desk.run(&["convert", "讲话.txt", "--page-number", "第{}页 共{total}页"]), 0);
    let footer = part(&desk.read("output/讲话.docx"), "word/footer1.xml");
    let places: Vec<_> =
        ["第</w:t>", "PAGE<", "页 共</w:t>", "NUMPAGES<", ">3<", "页</w:t>"].iter().map(|part| footer.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {footer}");
    ends(&desk.run(&["convert", "讲话.txt", "--page-number", "none", "--force"]), 0);
    assert_eq!(part(&desk.read("output/讲话.docx"), "word/footer1.xml"), "");
}

#[test]
fn mirrored_margins_change_places_on_even_pages() {
    let desk = desk();
    ends(&desk.run(&["convert", "讲话.txt", "-o", "plain", "-f", "pdf"]), 0);
    ends(&desk.run(&["convert", "讲话.txt", "--mirror", "--header", "书眉"]), 0);
    // Lines that begin at the left margin: 28 mm are 79.37 pt, 26 mm are 73.70 pt.
    let left = |pdf: &[u8]| drawn(pdf).iter().map(|page| (page.contains(" 79.37 "), page.contains(" 73.7 "))).collect::<Vec<_>>();
    assert_eq!(left(&desk.read("plain/讲话.pdf")), [(true, false), (true, false), (true, false)]);
    assert_eq!(left(&desk.read("output/讲话.pdf")), [(true, false), (false, true), (true, false)]);
    let settings = part(&desk.read("output/讲话.docx"), "word/settings.xml");
    assert!(settings.contains("<w:zoom w:percent=\"100\"/><w:mirrorMargins/>"), "{settings}");
}

#[test]
fn each_paper_is_printed_on_with_its_own_grid() {
    let desk = desk();
    for (name, size, twips) in [
        ("a4", (595, 842), "w:w=\"11906\" w:h=\"16838\""),
        ("a3", (842, 1191), "w:w=\"16838\" w:h=\"23811\""),
        ("b5", (499, 709), "w:w=\"9978\" w:h=\"14173\""),
        ("16k", (522, 737), "w:w=\"10431\" w:h=\"14740\""),
        ("letter", (612, 791), "w:w=\"12246\" w:h=\"15817\""),
    ] {
        ends(&desk.run(&["convert", "讲话.txt", "--paper", name, "--force"]), 0);
        assert_eq!(paper(&desk.read("output/讲话.pdf")), size, "{name}");
        let document = part(&desk.read("output/讲话.docx"), "word/document.xml");
        assert!(document.contains(twips), "{name}: {}", document.split("<w:pgSz").nth(1).unwrap_or_default());
    }
}

#[test]
fn font_names_are_those_of_windows_on_request() {
    let desk = desk();
    ends(&desk.run(&["convert", "讲话.txt", "-f", "docx", "--font-names", "plain"]), 0);
    let docx = desk.read("output/讲话.docx");
    assert!(!part(&docx, "word/styles.xml").contains("_GB2312"));
    let table = part(&docx, "word/fontTable.xml");
    assert!(table.contains("<w:font w:name=\"仿宋\"><w:altName w:val=\"仿宋_GB2312,FangSong_GB2312,FangSong,"), "{table}");
    assert!(table.contains("<w:font w:name=\"楷体\"><w:altName w:val=\"楷体_GB2312,"), "{table}");
}

#[test]
fn a_traditional_text_asks_for_traditional_faces() {
    let desk = Desk::new();
    desk.put("致詞.txt", "開幕致詞\n\n各位來賓：\n　　歡迎大家參觀這個圖書館，這裡藏書豐富，環境優雅。\n");
    for names in ["gb2312", "plain"] {
        ends(&desk.run(&["convert", "致詞.txt", "-f", "docx", "--font-names", names, "--force", "-q"]), 0);
        let docx = desk.read("output/致詞.docx");
        let (styles, table) = (part(&docx, "word/styles.xml"), part(&docx, "word/fontTable.xml"));
        assert!(styles.contains("w:eastAsia=\"標楷體\"") && styles.contains("w:eastAsia=\"zh-TW\""), "{names}: {styles}");
        for simplified in ["仿宋", "楷体", "黑体", "宋体", "方正"] {
            assert!(!styles.contains(simplified) && !table.contains(simplified), "{names}: {simplified}");
        }
    }
}

#[test]
fn a_wrong_value_is_answered_with_what_is_allowed() {
    let desk = desk();
    for (option, value, part) in [
        ("--paper", "a5", "known are a4 a3 b5 16k letter"),
        ("--header", "{name}", "known are {title} {file}"),
        ("--header", "甲\n乙", "one line without control characters"),
        ("--watermark", &"密".repeat(61), "at most 60 are allowed"),
        ("--page-number", "页", "must hold {} once"),
        ("--page-number", "{} {pages}", "may hold {total} once"),
        ("--font-names", "song", "gb2312"),
    ] {
        let said = desk.run(&["convert", "讲话.txt", option, value]);
        ends(&said, 2);
        assert!(said.err.contains(part), "{option} {value}: {}", said.err);
    }
    desk.put("low.toml", "[page]\ntop-mm = 9\n");
    let said = desk.run(&["convert", "讲话.txt", "--template", "low.toml", "--header", "甲"]);
    ends(&said, 2);
    assert!(said.err.contains("the running head stands above the paper"), "{}", said.err);
    desk.put("wrong.toml", "[header]\ntext = \"{page}\"\n");
    let said = desk.run(&["convert", "讲话.txt", "--template", "wrong.toml"]);
    ends(&said, 2);
    assert!(said.err.contains("wrong.toml:2: the running head"), "{}", said.err);
}

#[test]
fn the_command_line_wins_over_the_settings_file_and_that_over_the_template() {
    let desk = desk();
    desk.put(
        "own.toml",
        "[page]\nmirror = true\n[header]\ntext = \"模板\"\n[watermark]\ntext = \"模板\"\n[page-number]\nformat = \"{}\"\n",
    );
    desk.put("jiangyi.toml", "template = \"own.toml\"\nheader = \"设置\"\npage-number = \"第{}页\"\nfont-names = \"plain\"\n");
    let seen = desk.run(&["inspect", "--stage", "layout", "--json", "讲话.txt", "--header", "命令"]).json();
    let furniture = seen[0]["pages"][0]["furniture"].as_array().expect("lines");
    let texts: Vec<&str> = furniture.iter().filter_map(|line| line["text"].as_str()).collect();
    assert_eq!(texts, ["第1页", "命令", "模板"]);
}

#[test]
fn characters_of_furniture_that_no_face_has_are_told_and_others_fall_back() {
    let desk = desk();
    let said = desk.run(&["convert", "讲话.txt", "--header", "镕", "--watermark", "密\u{e7c7}"]);
    ends(&said, 0);
    assert!(
        said.err.contains("warning[missing-glyph]: the watermark has ? (U+E7C7), which no face has; 〓 is printed instead"),
        "{}",
        said.err
    );
    assert!(!said.err.contains("the running head"), "{}", said.err);
}
