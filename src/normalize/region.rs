//! Simplified or traditional, and where: counted by characters that only one of them uses.
//!
//! Rules and, later, the language of a handout follow it, unless the user names the region.
//!
//! **Always true:** without evidence a text is simplified, and a few traditional quotations do not turn it; only unified Han
//! count, which no rule changes, so that normal text is judged as its source was.

use super::rules::compatibility_ideograph::unified;
use crate::document::Region;

/// Frequent characters that only traditional text has.
const TRADITIONAL: &str = "國會這時個來們說對學為與發經過問開關長進點員實現體應樣當區機關東車馬書見產業務動勞農義無後從線門間電話廣萬億條報總統議選舉處難將據歲師團圖場壓聽讓認識證許設訴該語請調論講謝變賓質費買賣貨責資輕軍轉輪辦運達遠適還邊鄉醫銀錢錯鎮鐵陸陽隊際雖雙雜離靈靜響頭題額願類風飛飯館驗體魚麗麼黃黨齊齡";
/// Frequent characters that only simplified text has.
const SIMPLIFIED: &str = "国会这时个来们说对学为与发经过问开关长进点员实现体应样当区机关东车马书见产业务动劳农义无从线门间电话广万亿条报总统议选举处难将据岁师团图场压听让认识证许设诉该语请调论讲谢变宾质费买卖货责资轻军转轮办运达远适还边乡医银钱错镇铁陆阳队际虽双杂离灵静响头题额愿类风飞饭馆验鱼丽么黄党齐龄";
/// Words of Hong Kong.
const HONG_KONG: &[&str] = &["香港", "立法會", "議員", "特區", "港元", "九龍", "新界", "行政長官"];
/// Words of Taiwan.
const TAIWAN: &[&str] = &["立法院", "中華民國", "臺灣", "台灣", "臺北", "台北", "新臺幣", "行政院"];

/// More Han than this say nothing new.
const SAMPLE: usize = 20_000;

/// Where a text is from.
///
/// ```
/// use jiangyi::{document::Region, normalize::region::detect};
/// assert_eq!(detect("各位委員，會議現在開始。"), Region::Tw);
/// assert_eq!(detect("各位委员，会议现在开始。"), Region::Cn);
/// ```
pub fn detect(text: &str) -> Region {
    let (mut traditional, mut simplified) = (0_usize, 0_usize);
    for c in sample(text) {
        traditional += usize::from(TRADITIONAL_SET.holds(c));
        simplified += usize::from(SIMPLIFIED_SET.holds(c));
    }
    if traditional < 2 || traditional < simplified * 3 {
        return Region::Cn;
    }
    let sample: String = sample(text).collect();
    let times = |words: &[&str]| words.iter().map(|word| sample.matches(word).count()).sum::<usize>();
    // 裏 着 are the forms of Hong Kong, 裡 著 of Taiwan.
    let hong_kong = times(HONG_KONG) * 2 + times(&["裏", "着", "衞", "綫"]);
    let taiwan = times(TAIWAN) * 2 + times(&["裡", "著", "衛"]);
    if hong_kong > taiwan { Region::Hk } else { Region::Tw }
}

/// Its first unified Han, those that have other forms as the ones they stand for.
fn sample(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| unified(c).unwrap_or(c)).filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).take(SAMPLE)
}

/// Unified Han, a bit each: asked for every character of a text.
struct HanSet([u64; 328]);

static TRADITIONAL_SET: HanSet = HanSet::of(TRADITIONAL, SIMPLIFIED);
static SIMPLIFIED_SET: HanSet = HanSet::of(SIMPLIFIED, TRADITIONAL);

impl HanSet {
    /// The characters of one list that the other does not have.
    const fn of(list: &str, without: &str) -> HanSet {
        let (mut set, others) = (HanSet::all_of(list), HanSet::all_of(without));
        let mut i = 0;
        while i < set.0.len() {
            set.0[i] &= !others.0[i];
            i += 1;
        }
        set
    }

    const fn all_of(list: &str) -> HanSet {
        let mut set = [0; 328];
        let bytes = list.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            // Unified Han are three bytes of UTF-8 each; anything else in a list would not compile.
            let code = ((bytes[i] & 0x0F) as usize) << 12 | ((bytes[i + 1] & 0x3F) as usize) << 6 | (bytes[i + 2] & 0x3F) as usize;
            set[(code - 0x4E00) / 64] |= 1 << (code % 64);
            i += 3;
        }
        HanSet(set)
    }

    fn holds(&self, c: char) -> bool {
        let code = u32::from(c) as usize;
        code.checked_sub(0x4E00).and_then(|code| self.0.get(code / 64)).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_read_from_the_characters() {
        let cases = [
            ("同志们，我们要认真学习，说到做到。", Region::Cn),
            ("各位代表，臺灣的會議現在開始，請報告。", Region::Tw),
            ("香港特區立法會議員現在開會，討論這個問題。", Region::Hk),
            ("书中引用“國會”二字，说的是过去的时候，我们要历史地看问题。", Region::Cn),
            ("香\u{200B}港特 區的議，員現在開會。", Region::Hk), // what rules take away does not divide words
            ("", Region::Cn),
            ("plain", Region::Cn),
        ];
        for (text, expected) in cases {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
