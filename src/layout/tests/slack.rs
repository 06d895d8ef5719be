//! Lines that a long number, word or address leaves loose: what they share, and which stay ragged.

use super::*;

/// The widest step from one Han to the next on a line, in hundredths of its em.
fn widest_step(line: &Line, document: &Document) -> i64 {
    let text = line.text(document);
    let is_han = |glyph: &Glyph| text.get(glyph.start as usize..).and_then(|rest| rest.chars().next()).is_some_and(faces::is_han);
    let glyphs: Vec<&Glyph> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
    let steps = glyphs.windows(2).filter(|pair| is_han(pair[0]) && is_han(pair[1])).map(|pair| pair[1].x - pair[0].x);
    steps.map(|step| step.units() * 100 / Length::pt(16).units()).max().unwrap_or(0)
}

#[test]
fn a_loose_line_shares_its_slack_with_the_one_before() {
    let text = "我们大家今天，都来到这里开会共同商量一下怎样把村里的路修好全县今年要修20242025米的路，大家都高兴";
    let document = document(vec![block(Role::Body, text)]);
    let (pages, _) = layout(&document, &narrow(19), bundle());
    let lines = &pages[0].lines;
    let shown: Vec<&str> = lines.iter().map(|line| line.text(&document)).collect();
    assert_eq!(shown.concat(), text);
    assert!(lines[..lines.len() - 1].iter().all(|line| widest_step(line, &document) < 118), "{shown:?}");
    let first = shown[0].chars().count();
    assert!((16..19).contains(&first), "the first line of 19 gives up some: {shown:?}");
}

#[test]
fn a_line_before_a_long_address_stays_ragged_where_it_would_have_holes() {
    let text = "网址：www.example.org/这里是https://www.example.org/averyveryverylongname/index.html，好";
    for characters in 16..24 {
        let document = document(vec![block(Role::Body, text)]);
        let (pages, _) = layout(&document, &narrow(characters), bundle());
        for line in &pages[0].lines {
            assert!(widest_step(line, &document) <= 152, "{} at {characters}", line.text(&document));
        }
    }
}

#[test]
fn a_run_longer_than_any_word_breaks_where_the_line_before_would_be_loose() {
    let sum = "0123456789abcdef".repeat(3);
    let lines = set(&format!("校验和是{sum}，好"), 26);
    assert!(lines[0].starts_with("校验和是0123"), "{lines:?}");
    // A word of 31 letters goes down whole.
    let word = "a".repeat(31);
    assert_eq!(set(&format!("校验和是这样的一串东西看{word}，好"), 26)[0], "校验和是这样的一串东西看");
}
