//! What the user adds to the recognizers, in `jiangyi.toml`: forms of headings, words that addresses begin with.
//!
//! In: lines. Out: those lines claimed, before any recognizer of ours looks at them: the user knows best.
//!
//! **Always true:** only whole short lines are claimed; nothing is joined to them.

use crate::document::{Level, Role};
use crate::message;
use crate::message::Message;

use super::evidence::Clue;
use super::line::{Line, count, is_stop};
use super::{StructureOptions, numbering};

/// The longest line that is still a heading or an address, in characters.
const LONGEST: usize = 60;

/// A form of headings: `第#讲`, where `#` is a number in Arabic or Chinese figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingForm {
    before: String,
    after: String,
    level: Level,
}

impl HeadingForm {
    /// The form of a pattern. The error says what a pattern is.
    pub fn parse(pattern: &str, level: i64) -> Result<HeadingForm, Message> {
        let level = usize::try_from(level).ok().filter(|level| (1..=4).contains(level));
        let level = level.map(Level::new).ok_or_else(|| message!("a heading has a level from 1 to 4"))?;
        let (before, after) = pattern.trim().split_once('#').ok_or_else(|| message!("a pattern has a # for the number: `第#讲`"))?;
        if after.contains('#') {
            return Err(message!("a pattern has one # for one number: `第#讲`"));
        }
        if before.is_empty() && after.is_empty() {
            return Err(message!("a pattern has something beside the #: `第#讲`"));
        }
        Ok(HeadingForm { before: before.to_string(), after: after.to_string(), level })
    }

    fn fits(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix(self.before.as_str()) else { return false };
        let behind = rest.trim_start_matches(|c| numbering::digit(c).is_some() || "〇零一二三四五六七八九十百".contains(c));
        behind.len() < rest.len() && behind.starts_with(self.after.as_str())
    }
}

/// Claims the lines that the user's forms and words fit.
pub(super) fn claim(lines: &mut [Line<'_>], options: &StructureOptions) {
    if options.headings.is_empty() && options.salutations.is_empty() {
        return;
    }
    for line in lines.iter_mut().filter(|line| count(line.text, LONGEST + 1) <= LONGEST) {
        if let Some(form) = options.headings.iter().find(|form| form.fits(line.text)) {
            line.claim(Role::Heading(form.level), Clue::UsersForm);
        } else if options.salutations.iter().any(|word| addresses(line.text, word)) {
            line.claim(Role::Salutation, Clue::UsersWord);
        }
    }
}

/// Whether a line begins with a word and holds no sentence: marks may stand at its end only.
fn addresses(text: &str, word: &str) -> bool {
    let core = text.trim_end_matches(['：', ':', '！', '!', '，', ',']);
    core.starts_with(word) && !core.contains(|c| is_stop(c) || matches!(c, '，' | '；' | '：'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::{sample, structure};

    fn roles(text: &str, headings: &[(&str, i64)], salutations: &[&str]) -> Vec<&'static str> {
        let options = StructureOptions {
            headings: headings.iter().map(|(pattern, level)| HeadingForm::parse(pattern, *level).expect("good")).collect(),
            salutations: salutations.iter().map(ToString::to_string).collect(),
            ..StructureOptions::default()
        };
        structure(&sample::normal(text), "a", &options).0.blocks.iter().map(|block| block.role.as_str()).collect()
    }

    #[test]
    fn forms_and_words_of_the_user_win() {
        let text = "第3讲 写作\n　　写作是一门手艺，要天天练。\n诸位书友\n　　今天开始。\n【十二】结语\n　　就讲到这里，再会。";
        let (forms, words) = ([("第#讲", 1), ("【#】", 2)], ["诸位书友"]);
        assert_eq!(roles(text, &forms, &words), ["heading", "body", "salutation", "body", "heading", "body"]);
    }

    #[test]
    fn a_sentence_is_neither() {
        let text = "第三讲讲完以后，大家要认真复习，把要点记在本子上，把不懂的问题写下来，下一次上课的时候拿出来一起讨论，这样才能学得好，学得牢，学得深，学得透。\n诸位书友，今天开会。";
        assert_eq!(roles(text, &[("第#讲", 1)], &["诸位书友"]), ["body", "body"]);
    }

    #[test]
    fn a_wrong_pattern_is_answered_with_what_is_right() {
        for (pattern, level, part) in [("第讲", 1, "has a #"), ("#", 1, "beside the #"), ("第#讲#", 1, "one #"), ("第#讲", 5, "1 to 4")]
        {
            assert!(HeadingForm::parse(pattern, level).expect_err("wrong").contains(part), "{pattern}");
        }
    }
}
