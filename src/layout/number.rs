//! What belongs to a number, and how firmly: its figures, 万 and 亿, the unit, the parts of a date, 第 and what it counts.
//!
//! Numbers and years do not turn over (GB/T 9704—1999, 8.2.3; CLREQ, unbreakable marks). In figures that holds without
//! exception. Arabic figures keep what they count unless the line could not be justified. A date between its 年, 月 and 日 and a
//! number in Han figures part only where a line would fail otherwise (a quarter of an em at each place); a measure word leaves one
//! Han figure where the line would be seen to be loose: 一个 and 三三两两 look like numbers and are none, so that more would do harm.
//!
//! **Always true:** each item is read a bounded number of times; only [`Item::bond`] and [`Item::rigid`] change.

use super::class::{Class, is_han_figure};
use super::itemize::Item;

/// How firmly an item stays with the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Bond {
    /// It may begin a line wherever its class may.
    #[default]
    None,
    /// A number in Han figures and its measure word, a date and its time: parted where the line would be visibly loose otherwise.
    Unit,
    /// In a date, in a number in Han figures, behind 第 and one: parted only where the line would fail otherwise.
    Number,
    /// Arabic figures and their unit: parted only where the line could not be justified.
    Figure,
    /// Never parted.
    Firm,
}

/// Units and measure words that stand behind a number.
const UNITS: &str = "担斗尊羽打罐把兆次个個元岁歲人名位件项項条條章节節页頁级級度吨噸斤米里克亩畝户戶家天周倍成点點时時分秒号號届屆期册冊张張本台臺辆輛座所种種起篇幅支套栋棟处處\
    批轮輪场場班组組间間株头頭部门門类類首集句字层層楼樓卷版角款口颗顆艘架枚盏对對双雙堂课課餐份代例宗幢升伏瓦折粒棵只隻匹尾列队隊笔筆封枝根块塊\
    片段桶瓶箱袋盒包车車桌席床顶頂扇道遍趟回顿頓步票股副剂劑针針维維阶階碗杯盘盤筐篮捆束串排群窝朵管滴面幕曲艇船顷頃尺寸丈两兩厘毫毛眼孔井校馆院\
    园厂站港桥线局案科行图帧码师团营连发省市县區区镇乡村目世胎卡欧安牛焦帕摩";

/// Units of more characters than one, the longer first where one begins with another.
const LONG_UNITS: &[&str] = &[
    "世纪", "世紀", "个百分点", "个工作日", "个小时", "个月", "人次", "例次", "個百分點", "個小時", "個月", "元人民币", "兆瓦", "兆帕",
    "公里", "公顷", "公頃", "公斤", "公分", "公升", "分钟", "分鐘", "刻钟", "剂次", "千瓦时", "千瓦", "千米", "千克", "卢布", "厘米",
    "周年", "周岁", "季度", "学时", "学年", "学期", "学分", "學年", "學期", "學分", "小时", "小時", "平方公里", "平方千米", "平方米",
    "年代", "年度", "年级", "年級", "床位", "微克", "摄氏度", "日元", "月份", "标段", "标准箱", "欧元", "比特", "毫米", "毫克", "毫升",
    "泊位", "海里", "港元", "百分点", "百分點", "秒钟", "立方米", "美元", "英寸", "英尺", "英里", "课时", "赫兹", "车位", "週年",
];

/// Units in Latin letters, a space before them.
const LATIN_UNITS: &[&str] = &[
    "m", "mm", "cm", "km", "nm", "g", "kg", "mg", "t", "L", "ml", "mL", "s", "min", "h", "W", "kW", "MW", "kWh", "Hz", "MHz", "GHz", "dB",
    "KB", "MB", "GB",
];

/// The parts of a date and of a time, each before those that may follow it.
const DATE: [char; 9] = ['年', '月', '日', '号', '时', '時', '点', '分', '秒'];

/// More figures than a year or a telephone number has are no number that a line must hold.
const LONGEST: usize = 12;

/// Settles the bonds of all items.
pub fn bind(items: &mut [Item]) {
    let mut i = 0;
    while i < items.len() {
        i = match items[i].class {
            Class::Digit => arabic(items, i),
            Class::Han if is_numeral(items[i].character) => han(items, i),
            // 10⁵, CO₂
            _ if i > 0 && is_raised(items[i].character) => {
                tie(items, i, Bond::Firm);
                i + 1
            }
            _ => i + 1,
        };
    }
}

/// A number in Arabic figures that begins at `at`, with all that belongs to it; gives back where it ends.
fn arabic(items: &mut [Item], at: usize) -> usize {
    before(items, at);
    let mut end = groups(items, at);
    loop {
        let Some(next) = items.get(end) else { return end };
        let behind = items.get(end + 1).map(|item| item.class);
        let joins = match next.class {
            // 5·12, 3×5, 〔2024〕5号
            Class::Middle => behind == Some(Class::Digit),
            Class::Han => "×÷±＋＝∶".contains(next.character) && behind == Some(Class::Digit),
            Class::Close => next.character != '”' && behind == Some(Class::Digit) && end - at <= 4 && opened(items, at),
            _ => false,
        };
        if joins {
            firm(items, end);
            firm(items, end + 1);
            end = figures(items, end + 1);
        } else if next.class == Class::Close && character(items, end + 1) == Some('第') && opened(items, at) {
            tie(items, end + 1, Bond::Number);
            return end + 1;
        } else {
            break;
        }
    }
    latin_unit(items, end);
    // 25°C
    if character(items, end) == Some('°') && matches!(character(items, end + 1), Some('C' | 'F')) {
        firm(items, end + 1);
    }
    if is_share(items, end) {
        (end..end + 3).for_each(|i| tie(items, i, Bond::Number));
        return end + 2;
    }
    let tail = tail(items, end, true);
    // 1亿2000万
    match items.get(tail) {
        Some(next) if next.class == Class::Digit && tail > end && is_magnitude(items[tail - 1].character) => {
            tie(items, tail, Bond::Number);
            arabic_without_head(items, tail)
        }
        _ => tail,
    }
}

/// The same behind a number that it continues.
fn arabic_without_head(items: &mut [Item], at: usize) -> usize {
    let end = figures(items, at);
    tail(items, end, true)
}

/// A number in Han figures that begins at `at`.
fn han(items: &mut [Item], at: usize) -> usize {
    let mut end = at;
    while is_part(items, end) || end > at && character(items, end) == Some('点') && is_figure(items, end + 1) {
        end += 1;
    }
    let length = end - at;
    let years = (at..end).all(|i| is_figure(items, i)) && length <= LONGEST;
    // 二〇二四, 三五七: a year or the like; 三五 alone may be 三五个.
    let firmly = years && (length > 2 || length == 2 && character(items, end) == Some('年'));
    // 十二月, 三十一日: where a date must part, there are better places.
    let dates = length <= 3 && matches!(character(items, end), Some('月' | '日' | '时' | '点'));
    for i in at + 1..end {
        tie(items, i, if firmly || dates { Bond::Firm } else { Bond::Number });
    }
    if dates {
        tie(items, end, Bond::Firm);
    }
    if firmly && character(items, end) == Some('年') {
        tie(items, end, Bond::Firm);
    }
    before(items, at);
    if is_share(items, end) {
        (end..end + 3).for_each(|i| tie(items, i, Bond::Number));
        return end + 2;
    }
    // 五·四, 一二·九; 三—五, 五～十
    if items.get(end).is_some_and(|item| matches!(item.class, Class::Middle | Class::Connector)) && is_part(items, end + 1) {
        tie(items, end + 1, Bond::Number);
        return end + 1;
    }
    // 党的二十大
    if length > 1 && character(items, end) == Some('大') && character(items, at) != Some('万') {
        tie(items, end, Bond::Unit);
        return end + 1;
    }
    // An ordinal and what it counts: 第二十届, 第三产业.
    if at.checked_sub(1).and_then(|i| character(items, i)) == Some('第') && items.get(end).is_some_and(|item| item.class == Class::Han) {
        tie(items, end, Bond::Number);
    }
    let behind = tail(items, end, false);
    // 七十五周年 is a number, 一个 may be a figure of speech.
    if length > 1 && behind > end {
        tie(items, end, Bond::Number);
    }
    behind
}

/// What stands before a number and belongs to it: 第, ±, the number of a year in brackets.
fn before(items: &mut [Item], at: usize) {
    let Some(previous) = at.checked_sub(1) else { return };
    match (items[previous].class, items[previous].character) {
        (_, '第') => {
            tie(items, at, Bond::Firm);
            items[at].rigid = items[at].class == Class::Digit;
        }
        (Class::Han, '±' | '≥' | '≤' | '≈' | '＞' | '＜' | '＋' | '×' | '÷') if items[at].class == Class::Digit => {
            firm(items, at)
        }
        // ￥ 100, US$ 100, No. 123, — 18
        (Class::Space, _) if items[at].class == Class::Digit && previous > 0 && leads_number(items, previous - 1) => {
            tie(items, at, Bond::Number);
            items[at].rigid = true;
        }
        // —18℃
        (Class::Connector, _) if items[at].class == Class::Digit => tie(items, at, Bond::Firm),
        // 国发〔2024〕
        (Class::Open, '〔') if previous > 0 && items[at].class == Class::Digit && items[previous - 1].class == Class::Han => {
            tie(items, previous, Bond::Unit);
        }
        _ => {}
    }
}

/// Whether what stands before a space belongs to the number behind it: ￥ $ №, No. and a sign.
fn leads_number(items: &[Item], at: usize) -> bool {
    let before = || at.checked_sub(1).and_then(|i| character(items, i));
    match character(items, at) {
        Some('$' | '＄' | '#') => true,
        Some('.') => matches!(before(), Some('o' | 'O')),
        Some('—' | '-' | '–' | '+' | '±') => before().is_none_or(|c| !c.is_ascii_digit()),
        Some(_) => items[at].class == Class::Prefix,
        None => false,
    }
}

/// What stands behind a number's last figure and belongs to it: 万亿, 余, a unit, the rest of a date. Gives back where it ends.
fn tail(items: &mut [Item], from: usize, arabic: bool) -> usize {
    let mut at = from;
    let magnitudes = |items: &mut [Item], mut at: usize| {
        while items.get(at).is_some_and(|item| item.class == Class::Han && is_magnitude(item.character)) {
            tie(items, at, if arabic { Bond::Firm } else { Bond::Number });
            items[at].rigid = arabic;
            at += 1;
        }
        at
    };
    at = magnitudes(items, at);
    if let Some('余' | '餘' | '多' | '来' | '來' | '几') = character(items, at) {
        let behind = |c: char| is_magnitude(c) || UNITS.contains(c) || c == '年';
        if character(items, at + 1).is_some_and(behind) || long_unit(items, at + 1).is_some() {
            tie(items, at, Bond::Number);
            items[at].rigid = arabic;
            at = magnitudes(items, at + 1);
        }
    }
    if let Some(length) = long_unit(items, at) {
        let dates = arabic && DATE.contains(&items[at].character); // 2024年度
        tie(items, at, if dates { Bond::Firm } else { unit_of(arabic) });
        items[at].rigid = arabic;
        // 个 may leave 百分点, which is a word.
        let counts = matches!(character(items, at), Some('个' | '個'));
        (at + 1..at + length).for_each(|i| tie(items, i, if counts && i == at + 1 { Bond::Number } else { Bond::Firm }));
        return at + length;
    }
    match character(items, at) {
        Some(c) if DATE.contains(&c) && items[at].class == Class::Han => date(items, at, c, arabic),
        Some(c) if UNITS.contains(c) => {
            tie(items, at, if arabic && "届屆号號".contains(c) { Bond::Firm } else { unit_of(arabic) });
            items[at].rigid = arabic;
            at + 1
        }
        Some(_) | None => at,
    }
}

/// How firmly a unit stays with its number.
fn unit_of(arabic: bool) -> Bond {
    if arabic { Bond::Figure } else { Bond::Unit }
}

/// 年 and what may follow it: the next part of the date stays on the line if it can.
fn date(items: &mut [Item], at: usize, part: char, arabic: bool) -> usize {
    let counts = arabic && part != '点';
    tie(items, at, if counts { Bond::Firm } else { unit_of(arabic) });
    items[at].rigid = arabic;
    if part == '年' && matches!(character(items, at + 1), Some('底' | '初' | '末' | '间' | '前' | '来'))
        || part == '月' && matches!(character(items, at + 1), Some('底' | '初' | '末'))
    {
        tie(items, at + 1, unit_of(arabic));
        return at + 2;
    }
    let place = DATE.iter().position(|c| *c == part).unwrap_or(DATE.len());
    let behind = figures_of_date(items, at + 1);
    let follows = character(items, behind).and_then(|c| DATE.iter().position(|d| *d == c)).is_some_and(|next| next > place);
    if behind > at + 1 && follows {
        // A date and its time are two words.
        tie(items, at + 1, if matches!(part, '日' | '号') { Bond::Unit } else { Bond::Number });
    }
    at + 1
}

/// Where one or two figures end, Arabic or Han.
fn figures_of_date(items: &[Item], at: usize) -> usize {
    let is_part =
        |item: &&Item| item.class == Class::Digit || item.class == Class::Han && (is_han_figure(item.character) || item.character == '十');
    at + items.get(at..).map_or(0, |rest| rest.iter().take(3).take_while(is_part).count())
}

/// 百分之十五, 三分之一, 3分之1: whether 分之 and a number stand at `at`.
fn is_share(items: &[Item], at: usize) -> bool {
    let behind = || items.get(at + 2).is_some_and(|item| item.class == Class::Digit || is_numeral(item.character));
    character(items, at) == Some('分') && character(items, at + 1) == Some('之') && behind()
}

/// Where Arabic figures end, their points, commas and colons among them.
fn figures(items: &[Item], at: usize) -> usize {
    let mut end = at;
    while let Some(item) = items.get(end) {
        let separates = matches!(item.character, '.' | ',' | ':') && items.get(end + 1).is_some_and(|next| next.class == Class::Digit);
        if item.class != Class::Digit && !separates {
            break;
        }
        end += 1;
    }
    end
}

/// The same with the groups behind spaces: 12 345, 138 0013 8000. A row of years or of bare numbers is none.
fn groups(items: &mut [Item], at: usize) -> usize {
    let first = figures(items, at);
    let is_group = |items: &[Item], space: usize| {
        let digits = || items[space + 1..].iter().take(5).take_while(|item| item.class == Class::Digit).count();
        items.get(space).is_some_and(|item| item.class == Class::Space) && matches!(digits(), 3 | 4)
    };
    // 010-8888 6666
    let goes_on = at > 0 && items[at - 1].character == '-' && first - at == 4;
    if first - at > 3 && !goes_on {
        return first;
    }
    let mut end = first;
    while is_group(items, end) && end - at < LONGEST + 4 {
        tie(items, end + 1, Bond::Number);
        items[end + 1].rigid = true;
        end = figures(items, end + 1);
    }
    end
}

/// Whether the figures from `at` on stand behind an opening bracket.
fn opened(items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| items[i].class == Class::Open && "〔［（".contains(items[i].character))
}

/// 5 km: the space before a unit in Latin letters parts nothing.
fn latin_unit(items: &mut [Item], at: usize) {
    if items.get(at).is_none_or(|item| item.class != Class::Space) {
        return;
    }
    let letters: String =
        items[at + 1..].iter().take(4).take_while(|item| item.class == Class::Letter).map(|item| item.character).collect();
    if LATIN_UNITS.contains(&letters.as_str()) {
        tie(items, at + 1, Bond::Firm);
    }
}

/// The length of the unit of several characters that stands at `at`.
fn long_unit(items: &[Item], at: usize) -> Option<usize> {
    let rest = items.get(at..)?;
    let first = rest.first().filter(|item| item.class == Class::Han)?.character;
    let begin = |unit: &&str| unit.chars().next();
    let own = &LONG_UNITS[LONG_UNITS.partition_point(|unit| begin(unit) < Some(first))..];
    let fits = |unit: &&&str| unit.chars().zip(rest).filter(|(c, item)| *c == item.character).count() == unit.chars().count();
    own.iter().take_while(|unit| begin(unit) == Some(first)).find(fits).map(|unit| unit.chars().count())
}

fn character(items: &[Item], at: usize) -> Option<char> {
    items.get(at).map(|item| item.character)
}

fn is_figure(items: &[Item], at: usize) -> bool {
    character(items, at).is_some_and(is_han_figure)
}

/// Whether a numeral of a number in Han figures stands at `at`.
fn is_part(items: &[Item], at: usize) -> bool {
    items.get(at).is_some_and(|item| item.class == Class::Han && is_numeral(item.character))
}

/// A figure, or what counts tens and more.
fn is_numeral(c: char) -> bool {
    is_han_figure(c) || matches!(c, '十' | '百' | '千' | '万' | '萬' | '亿' | '億' | '两' | '兩' | '廿' | '卅')
}

/// A figure or sign above or below the line.
fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209c}')
}

/// What multiplies the number before it.
fn is_magnitude(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '萬' | '亿' | '億')
}

fn tie(items: &mut [Item], at: usize, bond: Bond) {
    if let Some(item) = items.get_mut(at) {
        item.bond = item.bond.max(bond);
    }
}

fn firm(items: &mut [Item], at: usize) {
    if let Some(item) = items.get_mut(at) {
        (item.bond, item.rigid) = (Bond::Firm, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_units_stand_in_the_order_that_a_search_takes_and_the_longer_first() {
        assert!(LONG_UNITS.is_sorted_by_key(|unit| unit.chars().next()));
        for (at, unit) in LONG_UNITS.iter().enumerate() {
            assert!(LONG_UNITS[..at].iter().all(|before| !unit.starts_with(before)), "{unit} is never found");
        }
    }
}
