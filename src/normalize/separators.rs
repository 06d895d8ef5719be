//! What a single space divides though a sentence runs: labels, items, mentions, times, telephone numbers, names behind titles.
//!
//! Chinese sets no space between words; where somebody typed one in a line of this kind it is the only thing that keeps two
//! things apart.
//!
//! **Always true:** each question looks at a bounded stretch on either side, so that a line of a million spaces stays linear.

use super::characters::{is_cjk_mark, is_closing, is_han, is_han_digit, is_latin, is_sentence_stop, is_space};
use super::line::{EDGE, Line};

/// Characters that are looked back for a colon or an open bracket.
const BACK: usize = 60;

/// Characters of a label, spaces between them included.
const LABEL: usize = 12;

/// Digits of a number that is dialled, at least.
const DIALLED: usize = 7;

fn is_colon(c: char) -> bool {
    matches!(c, '：' | ':')
}

fn ahead(line: &Line, gap: usize) -> impl Iterator<Item = char> + '_ {
    line.chars().iter().take(gap).rev().take(BACK).copied()
}

fn behind(line: &Line, gap: usize) -> impl Iterator<Item = char> + '_ {
    line.chars().iter().skip(gap + 1).copied()
}

/// Whether the single spaces of a long line stand for the line ends that it lost: they follow stops and address colons here and
/// there, and no comma. Who types a space behind every mark does so behind commas, too.
pub fn part_paragraphs(line: &Line) -> bool {
    /// A line that is longer, in characters, may hold several paragraphs.
    const LONG: usize = 100;
    /// Fewer spaces behind stops are slips.
    const FEWEST: usize = 2;
    if line.chars().len() <= LONG || !line.is_chinese() {
        return false;
    }
    let (mut ended, mut elsewhere) = (0, 0);
    for (at, c) in line.chars().iter().enumerate() {
        if *c != ' ' {
            continue;
        }
        let (before, after) = (line.before(at), line.at(at + 1));
        if is_space(before) || is_space(after) || is_latin(before) && is_latin(after) {
            continue;
        }
        match before {
            '，' | ',' | '、' | '；' | ';' => return false,
            _ if is_sentence_stop(before) || is_colon(before) || is_closing(before) => ended += 1,
            _ => elsewhere += 1,
        }
    }
    ended >= FEWEST && elsewhere <= ended + HEADS
}

/// Spaces behind what is no sentence, headings and the like, that may be more than those behind stops.
const HEADS: usize = 6;

/// Whether the space divides whatever stands on its sides: before a label or an item, behind a mention, in a timetable.
pub fn divides(line: &Line, gap: usize) -> bool {
    begins_label(line, gap) || begins_item(line, gap) || ends_mention(line, gap) || is_in_timetable(line, gap)
}

/// `姓名：王强 性别：男`: a label, where another stands before.
fn begins_label(line: &Line, gap: usize) -> bool {
    let label = behind(line, gap).take(LABEL).take_while(|c| is_han(*c) || is_latin(*c) || *c == ' ').count();
    let colon = gap + 1 + label;
    let is_time = line.before(colon).is_ascii_digit();
    is_colon(line.at(colon)) && !is_time && ahead(line, gap).any(is_colon)
}

/// `1）总则 2）细则`, `A.苹果 B.香蕉`: the number of an item, outside brackets.
fn begins_item(line: &Line, gap: usize) -> bool {
    let longest = if line.at(gap + 1).is_ascii_alphabetic() { 1 } else { 2 };
    let number = behind(line, gap).take(longest).take_while(|c| is_number(*c)).count();
    let (mark, next) = (line.at(gap + 1 + number), line.at(gap + 2 + number));
    let is_item = match mark {
        '.' | '．' => next != EDGE && !is_latin(next),
        '、' => next != EDGE && !is_number(next),
        '）' | ')' => true,
        _ => false,
    };
    number > 0 && is_item && !is_in_brackets(line, gap)
}

fn is_number(c: char) -> bool {
    is_latin(c) || is_han_digit(c)
}

fn is_in_brackets(line: &Line, gap: usize) -> bool {
    let mut closed = 0usize;
    for c in ahead(line, gap) {
        match c {
            '）' | ')' => closed += 1,
            '（' | '(' if closed == 0 => return true,
            '（' | '(' => closed -= 1,
            _ => {}
        }
    }
    false
}

/// `@新华社 发布`, `#两会 热议`: without the space the name is another.
fn ends_mention(line: &Line, gap: usize) -> bool {
    let mut signs = 0usize;
    let mut next = ' ';
    for c in ahead(line, gap).take_while(|c| !is_space(*c) && !is_cjk_mark(*c)) {
        if matches!(c, '@' | '#') && (is_han(next) || next.is_ascii_alphabetic() || next == '_') {
            signs += 1;
        } else if c == '#' {
            // #两会#: closed, and it needs no space.
            return false;
        }
        next = c;
    }
    signs == 1
}

/// `10:00 开幕 10:30 讲话`: a line that a time opens, and the times in it.
fn is_in_timetable(line: &Line, gap: usize) -> bool {
    let head = line.chars().iter().take(24).take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '-' | '/' | '.' | ' ')).count();
    if !line.chars().get(..head).unwrap_or_default().contains(&':') {
        return false;
    }
    let clock = |c: &char| c.is_ascii_digit() || *c == ':';
    let before: Vec<char> = ahead(line, gap).take(9).take_while(clock).collect();
    let after: Vec<char> = behind(line, gap).take(9).take_while(clock).collect();
    gap < head || before.contains(&':') || after.contains(&':')
}

/// `王强 138 0013 8000`: a number that is dialled, beside the space.
pub fn is_at_dialled_number(line: &Line, gap: usize) -> bool {
    let of_number = |c: &char| c.is_ascii_digit() || matches!(c, ' ' | '-');
    let is_dialled = |run: &[char]| run.iter().filter(|c| c.is_ascii_digit()).count() >= DIALLED;
    let before: Vec<char> = ahead(line, gap).take(24).take_while(of_number).collect();
    let after: Vec<char> = behind(line, gap).take(24).take_while(of_number).collect();
    is_dialled(&before) || is_dialled(&after)
}

/// `记 录 人：赵六`: a label set to the width of others.
pub fn is_in_spread_label(line: &Line, gap: usize) -> bool {
    let is_alone = |at: usize| is_han(line.at(at)) && !is_han(line.before(at));
    let Some(mut start) = gap.checked_sub(1).filter(|at| is_alone(*at)) else { return false };
    let mut end = gap + 1;
    for _ in 0..LABEL / 2 {
        if start >= 2 && line.before(start) == ' ' && is_alone(start - 2) {
            start -= 2;
        }
        if line.at(end + 1) == ' ' && is_han(line.at(end + 2)) {
            end += 2;
        }
    }
    let first = line.before(start);
    let is_begun = first == EDGE || is_space(first) || is_cjk_mark(first);
    is_begun && is_han(line.at(end)) && is_colon(line.at(end + 1)) && line.at(end + 2) != EDGE
}

/// Whether a name stands there behind what somebody is, or the other way round: 主任 王强, 记者 李明 报道, 唐 李白.
pub fn is_at_name(line: &Line, gap: usize) -> bool {
    let before: Vec<char> = ahead(line, gap).take(9).take_while(|c| is_han(*c)).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = behind(line, gap).take(9).take_while(|c| is_han(*c)).collect();
    let count = |text: &str| text.chars().count();
    let is_name = |text: &str| (2..=4).contains(&count(text));
    let begins_anew = !is_han(line.before(gap - count(&before).min(gap)));
    let ends_with = |roles: &[&str]| roles.iter().any(|role| before.ends_with(role));
    (is_name(&after) && (ends_with(&ROLES) || ends_with(&PRESS) || (begins_anew && DYNASTIES.contains(&before.as_str()))))
        || (begins_anew && is_name(&before) && PRESS.iter().any(|role| after.starts_with(role)))
}

/// What stands before a name, at the end of what somebody is.
const ROLES: [&str; 34] = [
    "主任", "书记", "局长", "处长", "科长", "部长", "县长", "市长", "省长", "区长", "镇长", "乡长", "村长", "校长", "院长", "所长", "会长",
    "队长", "组长", "厂长", "站长", "秘书长", "主席", "委员", "常委", "经理", "总监", "教授", "工程师", "研究员", "主编", "主持人",
    "记录人", "董事长",
];

/// Who made what is printed, and how.
const PRESS: [&str; 12] = ["记者", "記者", "通讯员", "作者", "编辑", "编者", "摄影", "報道", "报道", "撰稿", "供稿", "整理"];

/// When an author lived, as it stands before his name.
const DYNASTIES: [&str; 20] = [
    "秦", "汉", "西汉", "东汉", "魏", "晋", "西晋", "东晋", "隋", "唐", "宋", "北宋", "南宋", "金", "元", "明", "清", "战国", "南朝",
    "近代",
];
