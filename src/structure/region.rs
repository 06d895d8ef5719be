//! Simplified or traditional, and where: counted by characters that only one of them uses.
//!
//! **Always true:** without evidence a text is simplified; a few traditional quotations do not turn it.

use crate::document::Region;

/// Frequent characters that only traditional text has.
const TRADITIONAL: &str = "國會這時個來們說對學為與發經過問開關長進點員實現體應樣當區機關東車馬書見產業務動勞農義無後從線門間電話廣萬億條報總統議選舉處難將據歲師團圖場壓聽讓認識證許設訴該語請調論講謝變賓質費買賣貨責資輕軍轉輪辦運達遠適還邊鄉醫銀錢錯鎮鐵陸陽隊際雖雙雜離靈靜響頭題額願類風飛飯館驗體魚麗麼黃黨齊齡";
/// Frequent characters that only simplified text has.
const SIMPLIFIED: &str = "国会这时个来们说对学为与发经过问开关长进点员实现体应样当区机关东车马书见产业务动劳农义无从线门间电话广万亿条报总统议选举处难将据岁师团图场压听让认识证许设诉该语请调论讲谢变宾质费买卖货责资轻军转轮办运达远适还边乡医银钱错镇铁陆阳队际虽双杂离灵静响头题额愿类风飞饭馆验鱼丽么黄党齐龄";
/// Words of Hong Kong.
const HONG_KONG: &[&str] = &["香港", "立法會", "議員", "特區", "港元", "九龍", "新界", "行政長官"];
/// Words of Taiwan.
const TAIWAN: &[&str] = &["立法院", "中華民國", "臺灣", "台灣", "臺北", "台北", "新臺幣", "行政院"];

/// Where a text is from.
pub(super) fn region(text: &str) -> Region {
    /// More text than this says nothing new.
    const SAMPLE: usize = 20_000;
    let (mut traditional, mut simplified) = (0_usize, 0_usize);
    let traditional_set = set(TRADITIONAL, SIMPLIFIED);
    let simplified_set = set(SIMPLIFIED, TRADITIONAL);
    for c in text.chars().take(SAMPLE) {
        traditional += usize::from(traditional_set.binary_search(&c).is_ok());
        simplified += usize::from(simplified_set.binary_search(&c).is_ok());
    }
    if traditional < 2 || traditional < simplified * 3 {
        return Region::Cn;
    }
    let sample: String = text.chars().take(SAMPLE).collect();
    let times = |words: &[&str]| words.iter().map(|word| sample.matches(word).count()).sum::<usize>();
    // 裏 着 are the forms of Hong Kong, 裡 著 of Taiwan.
    let hong_kong = times(HONG_KONG) * 2 + times(&["裏", "着", "衞", "綫"]);
    let taiwan = times(TAIWAN) * 2 + times(&["裡", "著", "衛"]);
    if hong_kong > taiwan { Region::Hk } else { Region::Tw }
}

/// The characters of one list that the other does not have, sorted.
fn set(of: &str, without: &str) -> Vec<char> {
    let mut chars: Vec<char> = of.chars().filter(|c| !without.contains(*c)).collect();
    chars.sort_unstable();
    chars
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
            ("", Region::Cn),
            ("plain", Region::Cn),
        ];
        for (text, expected) in cases {
            assert_eq!(region(text), expected, "{text}");
        }
    }
}
