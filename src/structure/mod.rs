//! Normal text to a document: title, salutation, headings, run-ins, paragraphs, signature.
//!
//! In: [`NormalText`]. Out: [`Document`]. The recognizers stand one file each and are called here in order: first those that
//! look at lines, then wrapped lines are joined, then those that look at paragraphs. Each takes only what none before it took.
//!
//! **Always true:** no character is changed, dropped or moved; the blocks' pieces, sorted, give the normal text back,
//! line ends and layout space aside.

use crate::diagnostic::Diagnostic;
use crate::document::{Block, Document, Metadata, Region, Role};
use crate::normalize::NormalText;

pub mod evidence;
pub mod limits;
pub mod numbering;

mod alike;
mod attachment;
mod byline;
mod closing;
mod contents;
mod custom;
mod date;
mod dialogue;
mod fields;
mod file_name;
mod front_matter;
mod glued;
mod greedy;
mod heading;
mod items;
mod levels;
mod line;
mod measure;
mod noise;
mod note;
mod outline;
mod page;
mod paragraph;
mod part_name;
mod report;
mod run_in;
mod salutation;
mod siblings;
mod signature;
mod speaker;
mod table;
mod title;
mod title_evidence;
mod title_inside;
mod title_lines;
mod title_words;
mod verse;
mod web_page;
mod wrap;

#[cfg(test)]
mod sample;

pub use custom::HeadingForm;
use evidence::{Clue, Evidence, Reason};
use paragraph::Paragraph;

/// What the user settled about a document's structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StructureOptions {
    /// The title to print (`--title`), instead of looking for one.
    pub title: Option<String>,
    /// Whether the file's name is the title where the text has none (`--title-from-name`).
    pub title_from_name: bool,
    /// Whether noise is left out (`--drop-noise`).
    pub drop_noise: bool,
    /// Forms of headings beside ours (`headings` in `jiangyi.toml`).
    pub headings: Vec<HeadingForm>,
    /// Words that addresses begin with, beside ours (`salutations` in `jiangyi.toml`).
    pub salutations: Vec<String>,
    /// The region (`--region`), instead of what normalization found.
    pub region: Option<Region>,
}

/// Finds the structure of a text; `stem` is its file name without folder and extension.
pub fn structure(normal: &NormalText, stem: &str, options: &StructureOptions) -> (Document, Vec<Diagnostic>) {
    let (document, _, said) = structure_with_evidence(normal, stem, options);
    (document, said)
}

/// The same, with the evidence for each decision beside the document.
pub fn structure_with_evidence(normal: &NormalText, stem: &str, options: &StructureOptions) -> (Document, Evidence, Vec<Diagnostic>) {
    // What single lines are.
    let mut lines = line::lines(normal);
    custom::claim(&mut lines, options);
    let front_title = noise::claim(&mut lines, normal);
    page::claim(&mut lines, normal);
    let named = front_matter::claim_repeated(&mut lines);
    let settled = front_title.as_deref().or(named.as_deref());
    contents::claim(&mut lines);
    table::claim(&mut lines);
    verse::claim(&mut lines);

    // Wrapped lines joined; what paragraphs are.
    let wrapping = measure::Wrapping::of(&lines, options.drop_noise);
    let mut paragraphs = wrap::paragraphs(&lines, &wrapping);
    heading::mend_torn(&mut paragraphs);
    glued::cut_headings(&mut paragraphs);
    outline::mark(&mut paragraphs);
    outline::mark_bare(&mut paragraphs);
    take_marks(&mut paragraphs, normal);
    let head = title::claim(&mut paragraphs, settled, stem);
    title_inside::claim(&mut paragraphs, head);
    dialogue::claim(&mut paragraphs, head);
    salutation::claim(&mut paragraphs, head);
    closing::claim(&mut paragraphs, head);
    signature::claim(&mut paragraphs, head);
    note::claim(&mut paragraphs, head);
    attachment::claim(&mut paragraphs, head);
    items::claim(&mut paragraphs, head);
    let levels = heading::claim(&mut paragraphs, head);
    note::claim_under_headings(&mut paragraphs);
    run_in::mark(&mut paragraphs, &levels);

    let mut places = normal.places();
    let (mut blocks, mut reasons): (Vec<Block>, Vec<Vec<Reason>>) =
        paragraphs.into_iter().map(|paragraph| paragraph.into_block(&mut places)).unzip();
    let is_titled = options.title.is_some() || front_title.is_some() || title_of(&blocks).is_some();
    let offered = if is_titled { None } else { file_name::title(stem) };
    if let Some(title) = options.title.as_ref().or(offered.as_ref().filter(|_| options.title_from_name)) {
        settle_title(&mut blocks, &mut reasons, title);
    }
    let metadata = Metadata {
        title: title_of(&blocks).or(front_title),
        stem: stem.to_string(),
        region: options.region.unwrap_or(normal.region),
        drops_noise: options.drop_noise,
    };
    let said = report::report(&blocks, &metadata, offered.as_deref());
    let evidence = Evidence { measure: wrapping.exact.or(wrapping.measure), wrapping: wrapping.clues, blocks: reasons };
    (Document { metadata, blocks }, evidence, said)
}

/// Heading marks that a rule took off (`## 小节`) still say what the line is: the log of edits remembers them.
fn take_marks(paragraphs: &mut [Paragraph], normal: &NormalText) {
    let mut marks = normal.edits.iter().filter(|edit| edit.before.starts_with('#') && !edit.after.contains('#')).peekable();
    for paragraph in paragraphs {
        while marks.next_if(|edit| edit.place.line < paragraph.lines.0).is_some() {}
        if let Some(edit) = marks.next_if(|edit| edit.place.line == paragraph.lines.0)
            && paragraph.is_open()
            && paragraph.marker.is_none()
        {
            let number = edit.before.chars().take_while(|c| *c == '#').count();
            paragraph.marker = Some(numbering::Marker { kind: numbering::Kind::Hash, number, end: 0 });
        }
    }
}

/// Puts the title that the user gave in its place: on the line that says the same, or before all others.
fn settle_title(blocks: &mut Vec<Block>, reasons: &mut Vec<Vec<Reason>>, title: &str) {
    /// How far down the title's own line may stand.
    const HEAD: usize = 12;
    let solid = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // What was found in several lines, or behind a label, is the same title.
    if title_of(blocks).is_some_and(|found| solid(&found) == solid(title)) {
        if let Some((_, why)) = blocks.iter().zip(reasons.iter_mut()).find(|(block, _)| block.role == Role::Title) {
            *why = vec![Reason::of(Clue::GivenTitle)];
        }
        return;
    }
    let same = blocks.iter().take(HEAD).position(|block| solid(bare(&block.text)) == solid(title));
    // The same words in two lines or three.
    let wanted = solid(title);
    let says = |at: usize, lines: &usize| {
        blocks.get(at..at + lines).is_some_and(|run| run.iter().map(|block| solid(&block.text)).collect::<String>() == wanted)
    };
    let run = (0..HEAD).find_map(|at| (2..=3).find(|lines| says(at, lines)).map(|lines| (at, lines))).filter(|_| same.is_none());
    for block in blocks.iter_mut().filter(|block| block.role == Role::Title).take(HEAD) {
        block.role = Role::Subtitle;
    }
    let reason = Reason::of(Clue::GivenTitle);
    if let Some((first, lines)) = run {
        for (block, why) in blocks.iter_mut().zip(reasons.iter_mut()).skip(first).take(lines) {
            block.role = Role::Title;
            (block.run_in, block.inner) = (None, Vec::new());
            *why = vec![reason];
        }
        return;
    }
    match same.and_then(|at| Some((blocks.get_mut(at)?, reasons.get_mut(at)?))) {
        Some((block, why)) => {
            block.role = Role::Title;
            (block.run_in, block.inner) = (None, Vec::new());
            *why = vec![reason];
        }
        None => {
            reasons.insert(0, vec![reason]);
            blocks.insert(0, Block::of(Role::Title, title.trim()));
        }
    }
}

/// The title at the head of a text, of one block or several; titles of attached pages are not the document's.
fn title_of(blocks: &[Block]) -> Option<String> {
    let head = blocks
        .iter()
        .take_while(|block| matches!(block.role, Role::Title | Role::Subtitle | Role::Byline | Role::Date | Role::Noise | Role::Meta));
    let titles: Vec<&str> = head.filter(|block| block.role == Role::Title).map(|block| bare(&block.text)).collect();
    let mut whole = titles.first()?.to_string();
    for pair in titles.windows(2) {
        if let [above, line] = pair {
            // 某某委员会 over 第五次全体会议公报 is one phrase, two headlines are not.
            let phrase = title_words::ends_in_noun(line) && !title_words::ends_in_noun(above) && !title_words::is_news_kicker(above);
            whole.push_str(if phrase { "" } else { " " });
            whole.push_str(line);
        }
    }
    Some(whole)
}

/// A title without its label and without Markdown's marks: `标题：题目`, `# 题目`, `**题目**`.
fn bare(title: &str) -> &str {
    let title = title_words::behind_label(title).unwrap_or(title).trim();
    title.trim_start_matches('#').trim().trim_matches('*').trim_end_matches(|c| matches!(c, '①'..='⑳')).trim()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_title_of_the_user_takes_its_line() {
        let read = |title: &str| {
            let normal = sample::normal("在大会上的讲话\n同志们：\n　　今天开会，讲三点意见。");
            structure(&normal, "a", &StructureOptions { title: Some(title.to_string()), ..StructureOptions::default() }).0
        };
        let document = read("在大会上的讲话");
        assert_eq!((document.blocks.len(), document.blocks[0].role), (3, Role::Title));
        let document = read("另一个题目");
        assert_eq!(document.metadata.title.as_deref(), Some("另一个题目"));
        assert_eq!((document.blocks[0].role, document.blocks[0].pieces.len()), (Role::Title, 0));
        assert_eq!(document.blocks[1].role, Role::Subtitle);
    }

    #[test]
    fn marks_of_markdown_are_no_part_of_a_title_nor_of_an_address() {
        let normal = sample::normal("# 关于防汛工作的讲话\n\n**同志们：**\n\n今天开会，讲三点意见。");
        let document = structure(&normal, "a", &StructureOptions::default()).0;
        assert_eq!(document.metadata.title.as_deref(), Some("关于防汛工作的讲话"));
        assert_eq!(document.blocks[1].role, Role::Salutation);
    }

    #[test]
    fn a_notice_is_read_from_head_to_tail() {
        let text = "某市人民政府关于开展检查的通知\n某政发〔2024〕5号\n各区人民政府，市直各部门：\n现将有关事项通知如下，请认真贯彻执行。\n一、总的要求\n（一）抓学习。要天天学，人人学。\n（二）抓落实。要件件办，人人办。\n特此通知。\n某市人民政府\n2024年5月1日";
        let roles: Vec<_> = sample::blocks(text).iter().map(|block| block.role).collect();
        assert_eq!(
            roles,
            [
                Role::Title,
                Role::Subtitle,
                Role::Salutation,
                Role::Body,
                Role::Heading(crate::document::Level::ONE),
                Role::Body,
                Role::Body,
                Role::Closing,
                Role::Signature,
                Role::SignatureDate
            ]
        );
    }

    /// Pieces of the lines that texts are made of.
    const WORDS: &[&str] = &[
        "同志们：", "一、", "（一）", "1.", "①", "——", "第一条", "第一章 ", "一是", "。", "，", "；", "：", "（掌声）", "讲话",
        "2024年5月1日", "- 12 -", "12", "主席：", "记者：", "附件：", "谢谢大家！", "# ", "|", "\t", "　　", " ", "学习很重要", "word",
        "3", "《", "》", "“", "”", "---", "***", "下载", "𠀀", "é", "\u{a0}", "...", "各位", "第", "注：", "目录", "【主持人】",
        "（傳譯）：", "某某县教育局", "关于", "的通知", "1，", "**第一条**", "正文 第一章", "初七", "全体市民：", "标题：", "某寺讲",
        "一夜西风过大江，", "        ",
    ];

    fn soup() -> impl Strategy<Value = String> {
        let line = prop::collection::vec(prop::sample::select(WORDS), 0..9).prop_map(|words| words.concat());
        prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
    }

    fn moves_nothing(text: &str) {
        let normal = sample::normal(text);
        let (document, _) = structure(&normal, "soup", &StructureOptions::default());
        let mut pieces: Vec<_> = document.blocks.iter().flat_map(|block| block.pieces.iter().copied()).collect();
        pieces.sort();
        let mut done = 0;
        let mut kept = String::new();
        for piece in pieces {
            assert!(piece.start >= done, "pieces overlap in {text:?}");
            assert!(normal.text[done..piece.start].trim().is_empty(), "text is lost before {piece:?} in {text:?}");
            kept.push_str(&normal.text[piece.range()]);
            done = piece.end;
        }
        assert!(normal.text[done..].trim().is_empty(), "text is lost at the end of {text:?}");
        for block in &document.blocks {
            let joined: String = block.pieces.iter().map(|piece| &normal.text[piece.range()]).collect();
            let solid = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(solid(&joined), solid(&block.text), "a block says what its pieces say");
            assert!(!block.text.contains('\n') && !block.text.is_empty());
            assert!(block.run_in_text().is_none_or(|run_in| !run_in.is_empty()));
            let mut end = block.run_in.map_or(0, |run_in| run_in.end);
            for range in &block.inner {
                assert!(range.start >= end && block.text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn structure_moves_nothing(text in soup()) {
            moves_nothing(&text);
        }

        #[test]
        fn structure_is_total(text in "\\PC{0,200}", title in prop::option::of("\\PC{0,20}")) {
            let normal = sample::normal(&text);
            structure(&normal, "any", &StructureOptions { title, ..StructureOptions::default() });
            moves_nothing(&text);
        }
    }

    #[test]
    fn long_inputs_take_time_in_proportion() {
        let many: String = (1..=10_000).map(|n| format!("第{n}条　标题\n　　内容。\n")).collect();
        let headings: String = (1..=10_000).map(|n| format!("{n}、标题\n")).collect();
        let long = "这是一个段落，内容没有特别之处。".repeat(40_000);
        let short = "一\n二\n".repeat(1_500);
        let leads = "一是甲。二是乙。".repeat(20_000);
        let wide = format!("{}　　", "甲乙丙。").repeat(20_000);
        for text in [many, headings, long, short, leads, wide] {
            moves_nothing(&text);
        }
    }
}
