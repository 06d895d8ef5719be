//! A template file of any content is refused in a sentence, or sets a text without losing any of it.

use jiangyi::convert::{Handout, convert};
use jiangyi::source::{RawText, SourceName};
use jiangyi::template;

use super::convert::{fonts, settings};

/// A little of everything that a template can dress.
const TEXT: &str = "关于做好春季植树工作的讲话\n——在全镇动员会上\n（2024年3月12日）\n\n各位乡亲：\n\n今天讲两件事。一是选好树苗，\
要选“耐旱”的。二是管好水源。\n\n一、选苗\n\n（一）看根系\n\n1. 根要完整\n\n甲\t乙\n丙\t丁\n\n谢谢大家！\n\n某某镇人民政府\n2024年3月12日\n\n附件：1. 苗木清单\n";

/// The bytes are the file.
pub fn template_file(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let template = match template::load("own", &source) {
        Ok(template) => template,
        Err(why) => {
            assert!(!why.message.is_empty());
            assert!(why.line.is_none_or(|line| (1..=source.lines().count() + 1).contains(&line)), "line {:?}", why.line);
            return;
        }
    };
    let name = SourceName::new("讲话.txt");
    let Handout { reading, pages, files } = convert(RawText { name: &name, bytes: TEXT.as_bytes() }, &settings(&template), fonts());
    assert!(!reading.has_failed() && files.len() == 2);
    super::nothing_is_dropped(&reading.document, &pages);
    assert!(pages.len() <= 2 * TEXT.len(), "{} pages", pages.len());
}
