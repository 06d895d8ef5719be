//! What there is to tell about a structure: numbers that are missing or repeated, no title, noise.
//!
//! **Always true:** these are notes; nothing is put right in silence.

use crate::diagnostic::{Diagnostic, named_lines};
use crate::document::{Block, Metadata, Role};
use crate::message;

use super::numbering::{self, Kind, LADDER};
use super::outline;

/// The most numbers told of in one text.
const MOST: usize = 20;
/// The most characters quoted.
const QUOTED: usize = 24;

/// The notes about a document; `offered` is the title that the file's name offers where the text has none.
pub(super) fn report(blocks: &[Block], metadata: &Metadata, offered: Option<&str>) -> Vec<Diagnostic> {
    let mut said = heading_numbers(blocks);
    if !blocks.is_empty() && metadata.title.is_none() {
        let note = Diagnostic::note("no-title", "no title was found in the text, and none is invented").hint("give one: `--title \"…\"`");
        said.push(match offered {
            Some(title) => note.hint(message!("or take the file's name, {title}: `--title-from-name`", title = title.to_string())),
            None => note,
        });
    }
    said.extend(noise(blocks, metadata.drops_noise));
    said
}

/// What is no part of the document: one note where it is printed, one for each line that is left out.
fn noise(blocks: &[Block], is_dropped: bool) -> Vec<Diagnostic> {
    let noise: Vec<&Block> = blocks.iter().filter(|block| block.role == Role::Noise).collect();
    let at = |note: Diagnostic, block: &Block| note.at(block.lines.0, block.column).quoting(quoted(&block.text));
    if is_dropped {
        let left_out = |block: &&Block| at(Diagnostic::note("noise", "this is no part of the document and was left out"), block);
        return noise.iter().map(left_out).collect();
    }
    let (printed, unprinted): (Vec<&Block>, Vec<&Block>) = noise.into_iter().partition(|block| block.is_printed());
    let named = |blocks: &[&Block]| named_lines(blocks.iter().map(|block| block.lines.0));
    let kept = printed.first().map(|first| {
        let lines = named(&printed);
        let message = match printed.len() {
            1 => message!("{lines} is no part of the document", lines),
            _ => message!("{lines} are no part of the document", lines),
        };
        let note = Diagnostic::note("noise", message);
        at(note.hint("`--drop-noise` leaves such lines out"), first)
    });
    let left_out = unprinted.first().map(|first| {
        let lines = named(&unprinted);
        let message = match unprinted.len() {
            1 => message!("{lines} is not printed: page numbers, or rules of dashes", lines),
            _ => message!("{lines} are not printed: page numbers, or rules of dashes", lines),
        };
        at(Diagnostic::note("noise", message), first)
    });
    kept.into_iter().chain(left_out).collect()
}

/// Numbers of headings, articles and sentences that count (一是) that are missing, repeated or out of order.
fn heading_numbers(blocks: &[Block]) -> Vec<Diagnostic> {
    // 第一条 runs through its chapters; 一是 and 第一， stand below all headings.
    let rank_of = |kind: Kind| match kind {
        Kind::Article => Some(LADDER.len()),
        Kind::Ordinal => Some(LADDER.len() + 1),
        Kind::Lead => Some(LADDER.len() + 2),
        _ => LADDER.iter().position(|own| *own == kind),
    };
    let mut last: [usize; LADDER.len() + 3] = [0; LADDER.len() + 3];
    let mut running = last;
    // The last number of a list of items, and whether its numbers count.
    let mut lists = [(0, false); LADDER.len()];
    let mut above: [Vec<usize>; LADDER.len()] = Default::default();
    let mut said = Vec::new();
    let is_decimal = |block: &Block| outline::number(&block.text).is_some_and(|number| number.kind() != Kind::Top);
    let is_outline = blocks.iter().any(|block| matches!(block.role, Role::Heading(_)) && is_decimal(block));
    for block in blocks {
        let is_told = matches!(block.role, Role::Heading(_)) || block.run_in.is_some();
        if !is_told && !matches!(block.role, Role::Body | Role::List) {
            continue;
        }
        let Some((kind, number, prefix)) = numbered(block, is_outline) else { continue };
        let Some(rank) = rank_of(kind) else { continue };
        if !is_told {
            // An item counts, where it is the next of its row: （二） without text between （一）… and （三）…; a list does not.
            if rank < LADDER.len() && prefix.is_empty() {
                let (in_list, counts) = lists[rank];
                let goes_on = number == last[rank] + 1 || number == running[rank] + 1;
                lists[rank] = match number {
                    1 => (1, last[rank] == 0),
                    n if in_list > 0 && n == in_list + 1 => (n, counts),
                    _ => (0, goes_on),
                };
                if lists[rank].1 && goes_on {
                    (last[rank], running[rank]) = (number, number);
                }
            }
            continue;
        }
        if rank < LADDER.len() {
            lists[rank] = (0, false);
        }
        // 2.1 behind 1.4 begins again.
        if let Some(above) = above.get_mut(rank).filter(|above| **above != prefix) {
            *above = prefix;
            (last[rank], running[rank]) = (0, 0);
        }
        let before = std::mem::replace(&mut last[rank], number);
        let through = std::mem::replace(&mut running[rank], number);
        // Numbers start again under each heading that is higher; sections and articles may run through.
        let is_heading = rank < LADDER.len();
        last.iter_mut().enumerate().skip(rank + 1).filter(|(at, _)| is_heading && *at != LADDER.len()).for_each(|(_, last)| *last = 0);
        // 第四条之一 is 第四条's; a text may quote one article, or one 第二，, for itself.
        let loose = !is_heading;
        let wrong = match number {
            _ if said.len() >= MOST => None,
            n if loose && (n == before || n > before + 2) => None,
            n if n == before && before > 0 => Some(message!("number {n} is given twice in a row", n)),
            n if n == before + 1 || n == 1 => None,
            n if n > before && before > 0 => Some(message!("number {n} follows {before}", n, before)),
            _ if loose => None,
            n if n < before => Some(message!("number {n} comes after {before}", n, before)),
            n if n != through + 1 => Some(message!("the first number is {n}", n)),
            _ => None,
        };
        if let Some(message) = wrong {
            said.push(Diagnostic::note("heading-number", message).at(block.lines.0, 1).quoting(quoted(&block.text)));
        }
    }
    said
}

/// The numbering of a block, its number, and the parts above it where it is a decimal.
fn numbered(block: &Block, is_outline: bool) -> Option<(Kind, usize, Vec<usize>)> {
    let marker = numbering::marker(&block.text).filter(|marker| marker.kind != Kind::Hash);
    // `1 概述` numbers a chapter only above 1.1.
    let decimal = outline::number(&block.text).filter(|number| number.kind() != Kind::Top || marker.is_none() && is_outline);
    match decimal {
        Some(number) if matches!(block.role, Role::Heading(_)) => {
            let (last, above) = number.split();
            Some((number.kind(), last, above.to_vec()))
        }
        _ => marker.map(|marker| (marker.kind, marker.number, Vec::new())),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use crate::structure::sample;

    #[test]
    fn numbers_out_of_order_are_told() {
        let (_, said) =
            sample::read("同志们：\n一、甲\n正文很长，说了很多。\n三、乙\n正文很长，说了很多。\n三、丙\n正文很长，说了很多。\n下载\n");
        let rules: Vec<_> = said.iter().map(|diagnostic| (diagnostic.rule, diagnostic.place.map(|place| place.line))).collect();
        assert_eq!(rules, [("heading-number", Some(4)), ("heading-number", Some(6)), ("no-title", None), ("noise", Some(8))]);
    }

    #[test]
    fn numbers_may_begin_again_but_not_stand_twice() {
        let numbers = |text: &str| -> Vec<String> {
            let (_, said) = sample::read(text);
            said.into_iter().filter(|said| said.rule == "heading-number").map(|said| said.message.to_string()).collect()
        };
        let prose = "正文很长，说了很多。";
        let text = |numbers: &[&str]| -> String { numbers.iter().map(|number| format!("{number}、甲乙\n{prose}\n")).collect() };
        assert_eq!(numbers(&text(&["一", "二", "一", "二"])), [""; 0]);
        assert_eq!(numbers(&text(&["一", "一", "二"])), ["number 1 is given twice in a row"]);
        assert_eq!(numbers(&text(&["一", "二", "四"])), ["number 4 follows 2"]);
        assert_eq!(numbers("同志们：\n第一条 甲乙丙。\n第二条 甲乙丙。\n第四条 甲乙丙。"), ["number 4 follows 2"]);
        assert_eq!(numbers("同志们：\n一是抓学习。要天天学。\n三是抓落实。要件件办。"), ["number 3 follows 1"]);
        assert_eq!(numbers(&text(&["一", "三", "二"])), ["number 3 follows 1", "number 2 comes after 3"]);
    }
}
