//! Lines to paragraphs: hard-wrapped text is joined by evidence from the whole file, other lines stay as they are.
//!
//! Whether a file is wrapped `measure.rs` says. Evidence that a line goes on: it is full, the next is not indented, no blank line, no marker. Without it a line that breaks off is joined
//! only to a line that hangs back from the paragraph's indent.
//!
//! **Always true:** lines stay in order; what interrupts a paragraph (a page number) comes after it.

use crate::document::Role;

use super::date;
use super::evidence::{Clue, Reason};
use super::greedy;
use super::line::{Ending, Line, columns, count};
use super::measure::{FAR, NARROW, RAGGED, WIDEST, Wrapping, hangs_below, is_broken};
use super::numbering::{self, Kind};
use super::paragraph::Paragraph;

/// The paragraphs of a file.
pub(super) fn paragraphs(lines: &[Line<'_>], wrapping: &Wrapping) -> Vec<Paragraph> {
    let groups = groups(lines, wrapping);
    let verse = wrapped_verse(lines, wrapping);
    let mut paragraphs = Vec::with_capacity(lines.len());
    let (mut at, mut fresh) = (0, None);
    while at < lines.len() {
        let mut members = vec![&lines[at]];
        let mut why: Vec<Reason> = Vec::new();
        if let Some((_, clue)) = fresh.take_if(|(line, _)| *line == at) {
            why.push(Reason::at(clue, lines[at].number));
        }
        let mut interruptions: Vec<&Line<'_>> = Vec::new();
        let mut next = at + 1;
        if lines[at].role.is_none() {
            let mut skipped: Vec<&Line<'_>> = Vec::new();
            let mut ahead = next;
            while let Some(line) = lines.get(ahead) {
                let last = members.last().copied().unwrap_or(&lines[at]);
                if line.role == Some(Role::Noise) && skipped.len() < 6 {
                    skipped.push(line);
                    ahead += 1;
                    continue;
                }
                let joins = match goes_on(&members, last, line, wrapping, &skipped) {
                    Err(_) if verse.get(ahead).copied().unwrap_or(false) => Ok(Clue::WrappedVerse),
                    Err(_) if skipped.is_empty() && groups.get(ahead).copied().unwrap_or(false) => Ok(Clue::LikeWidth),
                    joins => joins,
                };
                match joins {
                    Ok(clue) => {
                        why.push(Reason::at(if skipped.is_empty() { clue } else { Clue::AcrossNoise }, line.number));
                        members.push(line);
                        interruptions.append(&mut skipped);
                        next = ahead + 1;
                    }
                    Err(clue) => {
                        // Only where a join was to be thought of: lines that end in a stop, in a text that is not wrapped, say nothing.
                        let in_question = wrapping.measure.is_some() || last.width >= NARROW && is_broken(last);
                        fresh = (in_question && line.role.is_none() && line.cut.is_none()).then_some((ahead, clue));
                        break;
                    }
                }
                ahead += 1;
            }
        }
        paragraphs.extend(Paragraph::of(&members).map(|mut paragraph| {
            if why.iter().any(|reason| reason.clue == Clue::WrappedVerse) {
                paragraph.claim(Role::Verse, Clue::WrappedVerse);
            }
            paragraph.why.extend(why);
            paragraph.blank_before = paragraph.blank_before.saturating_sub(wrapping.usual_blank);
            paragraph
        }));
        paragraphs.extend(interruptions.iter().filter_map(|line| Paragraph::of(&[line])));
        at = next;
    }
    paragraphs
}

/// Whether the paragraph of `members` goes on in `next`: by which clue, or which speaks against it.
fn goes_on(members: &[&Line<'_>], last: &Line<'_>, next: &Line<'_>, wrapping: &Wrapping, skipped: &[&Line<'_>]) -> Result<Clue, Clue> {
    let Some(first) = members.first() else { return Err(Clue::OwnMarker) };
    let interrupted = !skipped.is_empty();
    let paged = interrupted && skipped.iter().all(|line| matches!(line.why, Some(Clue::PageNumber)));
    if next.role.is_some() || next.stands_alone() {
        return Err(Clue::OwnMarker);
    }
    if members.len() == 1 && numbering::is_bare_article(first.text) {
        let joins = numbering::marker(next.text).is_none() && !is_announcement(next);
        return if joins { Ok(Clue::BareArticle) } else { Err(Clue::OwnMarker) };
    }
    if next.blank_before > wrapping.usual_blank && !interrupted {
        return Err(Clue::BlankBetween);
    }
    // The quoted lines of a letter stay apart: a > inside a sentence is none of it.
    if next.text.starts_with('>') {
        return Err(Clue::OwnMarker);
    }
    if begins_anew(next, last) {
        return Err(Clue::OwnMarker);
    }
    let broken = is_broken(last);
    // A running head is printed where it stands, unlike a page number: joining across it would move it. Left out, it is in nobody's way.
    if !wrapping.drops_noise && skipped.iter().any(|line| line.why == Some(Clue::RunningHead)) {
        return Err(Clue::LineAboveEnds);
    }
    // A centred line is a paragraph by itself: what stands below it does not hang.
    let centred = members.len() == 1 && first.indent >= FAR && next.indent < FAR && !wrapping.is_full(last);
    if centred {
        return Err(Clue::LineAboveEnds);
    }
    let hangs = next.indent < first.indent;
    let body_indent = if members.len() > 1 { last.indent } else { first.indent };
    if wrapping.hangs && numbering::marker(first.text).is_some() {
        let goes_on = if members.len() > 1 { next.indent == last.indent } else { hangs_below(first, next, wrapping.usual_blank) };
        // A hanging paragraph ends where a line stands farther out again.
        if goes_on && last.indent + next.indent > 2 * first.indent && (broken || wrapping.is_full(last)) {
            return Ok(Clue::HangsBelowMarker);
        }
    }
    if next.indent > body_indent {
        return Err(Clue::DeeperIndent);
    }
    if wrapping.measure.is_some() {
        // A first line that is as indented as this paragraph's first begins the next paragraph.
        let below_hanging = members.len() > 1 && last.indent < first.indent;
        if below_hanging && next.indent >= first.indent {
            return Err(Clue::DeeperIndent);
        }
        if wrapping.is_full(last) {
            let runs_on = broken || hangs || below_hanging || first.indent == 0 && !wrapping.ends(last, next);
            return if runs_on { Ok(Clue::FullLine) } else { Err(Clue::LineAboveEnds) };
        }
        if hangs && wrapping.hangs_on(last, next) {
            return Ok(Clue::BreaksOff);
        }
        // Behind a page number a first line is known by its indent, and a short numbered line is a heading.
        let begins = first.indent > 0 && next.indent >= first.indent || members.len() == 1 && numbering::level(first.text).is_some();
        let runs_on = broken && (hangs || interrupted && !begins || below_hanging) && last.width >= NARROW;
        return if runs_on { Ok(Clue::BreaksOff) } else { Err(Clue::LineAboveEnds) };
    }
    let sentence = || last.text.chars().any(|c| "，。、；,".contains(c)) || last.width >= 36;
    // Where only the furniture of a page stands between, the sentence goes on at the same edge, too.
    let level = paged
        && !last.text.ends_with(|c: char| c.is_ascii_graphic())
        && next.indent <= last.indent
        && (next.ending != Ending::Open || next.width >= NARROW);
    if broken && (hangs || level) && last.width >= NARROW && sentence() { Ok(Clue::BreaksOff) } else { Err(Clue::LineAboveEnds) }
}

/// Whether a line begins a paragraph whatever stands before: its marker says so.
fn begins_anew(line: &Line<'_>, last: &Line<'_>) -> bool {
    let marker = numbering::marker(line.text);
    let comma = marker.and_then(|marker| line.text.get(..marker.end)).is_some_and(|marker| marker.trim_end().ends_with(['，', ',']));
    match marker.map(|marker| marker.kind) {
        // 一是, 第一， and 1， may fall on a line's start by chance.
        Some(kind) if comma || matches!(kind, Kind::Lead | Kind::Ordinal) => !matches!(last.ending, Ending::Open | Ending::Comma),
        Some(_) => true,
        None if date::is_date(line.text) || is_remark(line.text) => true,
        // 5月8日 far to the right, under who signs.
        None if line.indent >= 16 && date::is_day(line.text) => true,
        None if last.ending == Ending::Stop && count(line.text, 13) <= 12 && super::closing::is_closing(line.text) => true,
        None => is_announcement(line) && !matches!(last.ending, Ending::Comma),
    }
}

/// Whether a line is all in brackets: a remark, a date, what happens on the stage.
fn is_remark(text: &str) -> bool {
    const PAIRS: &[(&[char], &[char])] =
        &[(&['（', '('], &['）', ')']), (&['【'], &['】']), (&['〔'], &['〕']), (&['[', '［'], &[']', '］'])];
    PAIRS.iter().any(|(open, close)| text.starts_with(*open) && text.ends_with(*close) && text.matches(*open).count() == 1)
}

/// Whether a line is a few words and a colon: an address.
fn is_announcement(line: &Line<'_>) -> bool {
    line.ending == Ending::Colon && count(line.text, 31) <= 30 && super::salutation::is_address(line.text)
}

/// Whether each line goes on from the one before by what its neighbours say, where the file has no measure: a few lines
/// of like width, broken off in mid-sentence, of which the last ends with a stop.
fn groups(lines: &[Line<'_>], wrapping: &Wrapping) -> Vec<bool> {
    let mut joined = vec![false; lines.len()];
    if wrapping.measure.is_some() {
        return joined;
    }
    /// The width at which one line alone may have been wrapped (columns).
    const WIDE: usize = 60;
    /// Lines of like width this wide (columns) are sentences, whatever else the file holds.
    const GROUP: usize = 36;
    let widest = lines.iter().filter(|line| line.role.is_none()).map(|line| line.width).max().unwrap_or(0);
    let fits = |line: &Line<'_>| {
        line.role.is_none() && !line.text.starts_with('>') && !line.stands_alone() && (NARROW - 4..=WIDEST).contains(&line.width)
    };
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while lines.get(end).is_some_and(|line| fits(line) && line.ending == Ending::Open && numbering::marker(line.text).is_none())
            && (end == at || lines[end].blank_before <= wrapping.usual_blank && lines[end].indent == lines[at].indent)
        {
            end += 1;
        }
        let widths = || lines[at..end].iter().map(|line| line.width);
        let like = widths().min().unwrap_or(0) * 10 >= widths().max().unwrap_or(0) * 7;
        // Slogans, names and labels are of like width, too: they would have held more, or longer lines stand below.
        let wide = widths().max().unwrap_or(0) >= GROUP || widths().max().unwrap_or(0) + RAGGED >= widest;
        let like = like && wide && greedy::is_filled(lines.get(at..=end).unwrap_or_default(), wrapping.metric);
        let closes = lines.get(end).is_some_and(|line| {
            line.role.is_none()
                && line.blank_before <= wrapping.usual_blank
                && line.ending == Ending::Stop
                && line.indent == lines[at].indent
                && line.width <= widths().max().unwrap_or(0) + RAGGED
                && numbering::marker(line.text).is_none()
        });
        // One line alone goes on only if it is as wide as any, and holds a sentence that it breaks off.
        let single = end == at + 1
            && lines[at].width >= WIDE
            && lines[at].width + RAGGED >= widest
            && lines[at].text.contains(['，', ',', '、'])
            && lines[at].text.ends_with(super::line::is_han)
            && lines.get(end).is_some_and(|next| next.width <= lines[at].width && next.text.starts_with(super::line::is_han));
        if (end >= at + 2 && like || single) && closes {
            joined[at + 1..=end].iter_mut().for_each(|joined| *joined = true);
        }
        at = end.max(at + 1);
    }
    joined
}

/// Whether each line goes on a poem that was wrapped: set in deeper than the text round it, three lines or more of one
/// width, broken off in mid-sentence, down to a shorter one with a stop.
fn wrapped_verse(lines: &[Line<'_>], wrapping: &Wrapping) -> Vec<bool> {
    /// How far in (columns) verse stands at least: deeper than a first line.
    const DEEP: usize = 6;
    /// How far lines of one width may differ (columns): a mark that did not fit.
    const UNEVEN: usize = 2;
    let mut joined = vec![false; lines.len()];
    let deep = lines.iter().filter(|line| line.indent >= DEEP).count();
    if deep * 2 > lines.len() {
        return joined;
    }
    let mut at = 0;
    while at < lines.len() {
        let first = &lines[at];
        let like = |(number, line): (usize, &Line<'_>)| {
            let tight = number == 0 || line.blank_before <= wrapping.usual_blank;
            line.role.is_none()
                && tight
                && (DEEP..=FAR).contains(&line.indent)
                && line.indent == first.indent
                && numbering::marker(line.text).is_none()
        };
        let run = lines[at..].iter().enumerate().take_while(|(number, line)| like((*number, line))).count();
        if let Some(([full @ .., last], broken)) = lines.get(at..at + run).filter(|run| run.len() >= 3).map(|run| {
            let broken = run.iter().filter(|line| line.ending == Ending::Open).count();
            (run, broken)
        }) {
            let even = full.iter().all(|line| columns(line.text).abs_diff(columns(first.text)) <= UNEVEN && line.width >= NARROW);
            if even && broken > 0 && last.ending == Ending::Stop && last.width <= first.width + UNEVEN {
                joined[at + 1..at + run].iter_mut().for_each(|joined| *joined = true);
            }
        }
        at += run.max(1);
    }
    joined
}

#[cfg(test)]
mod tests {
    use crate::structure::sample;

    fn texts(text: &str) -> Vec<String> {
        sample::blocks(text).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn wrapped_lines_with_an_indent_are_joined() {
        let text = "　　各位同志，过去一年，在大家的共同努力之\n下，我们团结一心，攻坚克难，取得了显著成\n绩。今年完成投资增长百分之六点五，成本\n下降三成。\n　　今年，我们要继续努力。";
        assert_eq!(texts(text).len(), 2);
        assert!(texts(text)[0].contains("共同努力之下，我们"));
    }

    #[test]
    fn wrapped_lines_without_an_indent_are_joined_up_to_the_blank_line() {
        let text = "各位同志，过去一年，在大家的共同努力之下，\n我们团结一心，攻坚克难，取得了显著成绩。\n今年完成投资增长百分之六点五，就业稳定。\n\n今年，我们要继续努力，再创佳绩，争取更大\n的胜利。";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn latin_words_meet_with_a_space() {
        let text = "这次会议由 International\nBusiness Group 公司与另外的 micro-\nsoft 公司共同举办，共有 1\n200 人参加。";
        assert_eq!(texts(text), ["这次会议由 International Business Group 公司与另外的 micro-soft 公司共同举办，共有 1 200 人参加。"]);
    }

    #[test]
    fn double_spaced_lines_are_joined_where_they_hang() {
        let text = "　　这一行文字写到这里就换行了但是还没有写完\n\n所以第二行接着写直到句号。\n\n　　第二段开始。\n";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn short_lines_are_not_joined() {
        assert_eq!(texts("　　全角两格\n    半角四格\n无缩进\n  长空格").len(), 4);
        assert_eq!(texts("我是\n一条\n小河\n流过\n你的\n身旁").len(), 6);
        assert_eq!(texts("床前一片月光光，\n疑是地上白白霜。\n举头望着天上月，\n低头想着我故乡。").len(), 4);
    }

    #[test]
    fn an_article_alone_on_its_line_joins_its_text() {
        let blocks = sample::blocks("第一条\n为了做好工作，制定本办法。\n第二条\n本办法自发布之日起施行。");
        assert_eq!(blocks[0].text, "第一条为了做好工作，制定本办法。");
        assert_eq!(blocks[0].run_in_text(), Some("第一条"));
    }
}
