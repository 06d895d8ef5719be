//! Heads inside a text: a poem behind a poem, title and authors in Latin letters above the abstract, a speech behind a speech.
//!
//! **Always true:** such a title stays out of the properties, and what stands behind running text alone is none.

use crate::document::Role;

use super::byline::is_byline;
use super::closing::is_closing;
use super::evidence::Clue;
use super::line::{Ending, is_han};
use super::numbering::Kind;
use super::paragraph::Paragraph;
use super::salutation::is_address;
use super::title::{Part, part};
use super::title_words::{ends_in_noun, is_piece};

/// Claims the heads inside a text: a poem's title and author behind another poem, title and authors in Latin above the abstract.
pub(super) fn claim(paragraphs: &mut [Paragraph], head: usize) {
    /// The longest title of a poem, in characters.
    const POEM: usize = 12;
    let words = |line: &Paragraph| line.is_open() && line.marker.is_none() && line.ending == Ending::Open;
    for at in head.max(1)..paragraphs.len().saturating_sub(2) {
        let [above, title, name, verse] = &paragraphs[at - 1..at + 3] else { continue };
        let between =
            above.role == Some(Role::Verse) && verse.role == Some(Role::Verse) && title.blank_before > 0 && name.blank_before == 0;
        if between && words(title) && words(name) && title.count <= POEM && is_byline(&name.text) {
            paragraphs[at].claim(Role::Title, Clue::PoemOfItsOwn);
            paragraphs[at + 1].claim(Role::Byline, Clue::PersonName);
        }
    }
    latin_head(paragraphs, head);
    next_speeches(paragraphs, head);
}

/// Urban Green Space over LIU Some over Abstract: …
fn latin_head(paragraphs: &mut [Paragraph], head: usize) {
    /// The most lines of title, authors and institutes.
    const MOST: usize = 4;
    let is_abstract = |line: &Paragraph| {
        line.text.strip_prefix("Abstract").is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '：', '.', ' ']))
    };
    let Some(at) = (head..paragraphs.len()).find(|at| is_abstract(&paragraphs[*at])) else { return };
    let latin = |line: &Paragraph| {
        let letters = line.text.contains(|c: char| c.is_ascii_alphabetic()) && !line.text.contains(is_han);
        line.is_open() && line.ending == Ending::Open && letters
    };
    let above = paragraphs[head..at].iter().rev().take_while(|line| latin(line)).count();
    if (1..=MOST).contains(&above) && paragraphs[at - above].count >= 8 {
        paragraphs[at - above].claim(Role::Title, Clue::LatinHead);
        paragraphs[at - above + 1..at].iter_mut().for_each(|line| line.claim(Role::Byline, Clue::LatinHead));
    }
}

/// A title behind the closing of a speech, above the address of the next one.
fn next_speeches(paragraphs: &mut [Paragraph], head: usize) {
    /// The most lines of such a head.
    const MOST: usize = 5;
    /// How many lines above it the closing is looked for in: who signs and when may stand between.
    const REACH: usize = 4;
    let plain = |line: &&Paragraph| {
        line.is_open() && line.ending == Ending::Open && line.count <= 40 && line.kind().is_none_or(|kind| kind == Kind::Dash)
    };
    for at in head + 1..paragraphs.len() {
        if !paragraphs[at].is_open() || paragraphs[at].count > 60 || !is_address(&paragraphs[at].text) {
            continue;
        }
        let first = at - paragraphs[head..at].iter().rev().take(MOST).take_while(plain).count();
        let closed = |title: usize| {
            let above = &paragraphs[head..title];
            above.iter().rev().take(REACH).any(|line| line.count <= 30 && is_closing(&line.text))
        };
        let is_title = |title: &usize| {
            let line = &paragraphs[*title];
            line.count >= 4 && line.marker.is_none() && ends_in_noun(&line.text) && !is_piece(&line.text)
        };
        let Some(title) = (first..at).find(is_title).filter(|title| closed(*title)) else { continue };
        paragraphs[title].claim(Role::Title, Clue::NextSpeech);
        for line in &mut paragraphs[title + 1..at] {
            let (role, clue) = match part(line) {
                Part::Byline => (Role::Byline, Clue::PersonName),
                Part::Date => (Role::Date, Clue::DateAlone),
                _ => (Role::Subtitle, Clue::HeadOver),
            };
            line.claim(role, clue);
        }
    }
}
