//! What somebody wants otherwise than the template has it: paper, running head, watermark, page number, margins, font names.
//!
//! In: a [`Template`] and the wishes of a command line or a settings file, each checked by itself. Out: the template with
//! them, checked as a whole.
//!
//! **Always true:** without a wish the template is as it was.

use super::furniture::{RunningHead, Watermark};
use super::reader::Reader;
use super::{FaceRole, Template, TemplateError, checks, load, page_number, paper};
use crate::message;
use crate::message::Message;
use crate::phrase;

/// Wishes; none where nothing was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageOptions {
    /// The name of a paper.
    pub paper: Option<&'static str>,
    /// The watermark's text; empty for none.
    pub watermark: Option<String>,
    /// The running head's text; empty for none.
    pub header: Option<String>,
    /// The page number's form, or `none`.
    pub page_number: Option<String>,
    /// Whether the margins change places on even pages.
    pub mirror: Option<bool>,
    /// Whether a table of contents stands before the text.
    pub toc: Option<bool>,
    /// What a DOCX calls its faces.
    pub font_names: Option<FontNames>,
}

/// What a DOCX calls the faces that GB/T 9704 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontNames {
    /// 仿宋_GB2312 and 楷体_GB2312: what offices installed with Windows XP and have kept since.
    Gb2312,
    /// 仿宋 and 楷体: what Chinese Windows has had since Vista.
    Plain,
}

impl FontNames {
    /// The names by role. The title's face is no part of Windows, and has one name only.
    const fn names(self) -> [(FaceRole, &'static str); 4] {
        let (fang, kai) = match self {
            FontNames::Gb2312 => ("仿宋_GB2312", "楷体_GB2312"),
            FontNames::Plain => ("仿宋", "楷体"),
        };
        [(FaceRole::Fang, fang), (FaceRole::Kai, kai), (FaceRole::Hei, "黑体"), (FaceRole::Song, "宋体")]
    }
}

impl PageOptions {
    /// These wishes, with the gaps filled from others.
    pub fn or(self, others: PageOptions) -> PageOptions {
        PageOptions {
            paper: self.paper.or(others.paper),
            watermark: self.watermark.or(others.watermark),
            header: self.header.or(others.header),
            page_number: self.page_number.or(others.page_number),
            mirror: self.mirror.or(others.mirror),
            toc: self.toc.or(others.toc),
            font_names: self.font_names.or(others.font_names),
        }
    }

    /// The template with these wishes.
    pub fn apply(&self, mut template: Template) -> Result<Template, TemplateError> {
        let refuse = |message| TemplateError { line: None, message };
        if *self == PageOptions::default() {
            return Ok(template);
        }
        if let Some(name) = self.paper {
            let (_, width, height) = paper::named(name).map_err(refuse)?;
            template.page = template.page.on(width, height);
        }
        let furniture = &mut template.furniture;
        match self.watermark.as_deref() {
            None => {}
            Some("") => furniture.watermark = None,
            Some(text) => {
                let look = furniture.watermark.take().unwrap_or_else(|| Watermark::of(String::new()));
                furniture.watermark = Some(Watermark { text: text.to_string(), ..look });
            }
        }
        match self.header.as_deref() {
            None => {}
            Some("") => furniture.head = None,
            Some(text) => {
                let look = furniture.head.take().unwrap_or_else(|| RunningHead::of(String::new()));
                furniture.head = Some(RunningHead { text: text.to_string(), ..look });
            }
        }
        match self.page_number.as_deref() {
            None => {}
            Some(page_number::NONE) => template.page_number = None,
            Some(form) => {
                let look = template.page_number.take().or_else(|| load::builtin_page_number(form)).ok_or_else(|| {
                    refuse(message!("the built-in template has no page number to take the look of")) // cannot be: a test loads it
                })?;
                template.page_number = Some(super::PageNumber { format: form.to_string(), ..look });
            }
        }
        furniture.mirror = self.mirror.unwrap_or(furniture.mirror);
        template.toc = self.toc.unwrap_or(template.toc);
        for (role, name) in self.font_names.iter().flat_map(|names| names.names()) {
            template.font_names.insert(role, name.to_string());
        }
        checks::check(&Reader::default(), &template)?;
        Ok(template)
    }
}

/// A form of the page number as `--page-number` takes it.
pub fn page_number(said: &str) -> Result<String, Message> {
    if said == page_number::NONE { Ok(said.to_string()) } else { page_number::checked(said, phrase!("a page number")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::load;
    use crate::template::sample::gbt9704;

    fn wished(options: PageOptions) -> Template {
        options.apply(gbt9704()).expect("good")
    }

    #[test]
    fn without_a_wish_the_template_and_its_fingerprint_are_as_they_were() {
        assert_eq!(wished(PageOptions::default()), gbt9704());
        assert!(!format!("{:?}", gbt9704()).contains("urniture"), "what is off leaves no trace in the fingerprint of settings");
        let mirrored = wished(PageOptions { mirror: Some(true), ..PageOptions::default() });
        assert!(format!("{mirrored:?}").contains("mirror: true"));
    }

    #[test]
    fn a_wish_keeps_the_looks_that_the_template_gives() {
        let own =
            load("own", "[header]\ntext = \"甲\"\nsize-pt = 9\n[watermark]\ntext = \"乙\"\nface = \"kai\"\n[page-number]\nsize-pt = 12")
                .expect("good");
        let options = PageOptions {
            header: Some("丙".to_string()),
            watermark: Some("丁".to_string()),
            page_number: Some("{}".to_string()),
            ..PageOptions::default()
        };
        let template = options.apply(own.clone()).expect("good");
        let (head, watermark) = (template.furniture.head.expect("on"), template.furniture.watermark.expect("on"));
        assert_eq!((head.text.as_str(), head.size), ("丙", crate::length::Length::pt(9)));
        assert_eq!((watermark.text.as_str(), watermark.face), ("丁", FaceRole::Kai));
        assert_eq!(
            template.page_number.map(|number| (number.format, number.size)),
            Some(("{}".to_string(), crate::length::Length::pt(12)))
        );
        let off = PageOptions {
            header: Some(String::new()),
            watermark: Some(String::new()),
            page_number: Some("none".to_string()),
            ..PageOptions::default()
        };
        let template = off.apply(own).expect("good");
        assert_eq!((template.furniture, template.page_number), (Default::default(), None));
    }

    #[test]
    fn a_template_without_page_numbers_gets_the_usual_ones_back() {
        let own = load("own", "[page-number]\nformat = \"none\"").expect("good");
        assert_eq!(own.page_number, None);
        let options = PageOptions { page_number: Some("{}/{total}".to_string()), ..PageOptions::default() };
        assert_eq!(options.apply(own).expect("good").page_number.map(|n| n.size), gbt9704().page_number.map(|n| n.size));
    }

    #[test]
    fn plain_names_are_those_of_windows() {
        let template = wished(PageOptions { font_names: Some(FontNames::Plain), ..PageOptions::default() });
        let names = [FaceRole::Fang, FaceRole::Kai, FaceRole::Hei, FaceRole::Song, FaceRole::Title].map(|role| template.font_name(role));
        assert_eq!(names, ["仿宋", "楷体", "黑体", "宋体", "方正小标宋简体"]);
        assert_eq!(wished(PageOptions { font_names: Some(FontNames::Gb2312), ..PageOptions::default() }).font_names, gbt9704().font_names);
    }

    #[test]
    fn a_wish_that_does_not_fit_the_template_is_refused() {
        let low = load("own", "[page]\ntop-mm = 9").expect("good");
        let options = PageOptions { header: Some("甲".to_string()), ..PageOptions::default() };
        let why = options.apply(low).expect_err("8 mm and 10.5 pt are more than 9 mm").message;
        assert!(why.contains("running head stands above the paper"), "{why}");
        let wide = load("own", "[page]\nleft-mm = 90\ncharacters = 16").expect("good");
        let options = PageOptions { paper: Some("b5"), ..PageOptions::default() };
        assert!(options.apply(wide.clone()).is_ok());
        let wider = load("own", "[page]\nleft-mm = 100\nright-mm = 60\ncharacters = 8").expect("good");
        assert!(options.apply(wider).expect_err("176 - 160").message.contains("20 mm"));
    }

    #[test]
    fn forms_are_checked_and_none_is_a_word() {
        assert_eq!(page_number("none"), Ok("none".to_string()));
        assert!(page_number("页").expect_err("no number").starts_with("a page number must hold {} once"));
    }
}
