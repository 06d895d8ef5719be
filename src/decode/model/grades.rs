//! Grades of frequency within one block of Unicode, for languages that are only to be told from Chinese.
//!
//! Japanese kana and Korean syllables are graded by hand, from common knowledge of the languages; nothing was counted.
//!
//! **Always true:** grade 1 is the most frequent; 0 is for all that is not graded.

use super::character;

/// Grades of `N` characters.
pub(in crate::decode) struct Grades<const N: usize> {
    first: u32,
    grades: [u8; N],
}

/// Kana and the marks among them.
pub(in crate::decode) static KANA: Grades<0x100> = Grades::of(
    0x3000,
    &[
        "のにいはをたるとしてがな、。",
        "でかっれらもすりこうあまきさくんー",
        "そけだつえよどちせおめみわやばろじょンスルトリアイラクドシジタプレフ「」・",
    ],
);

/// Han characters in forms that only Japanese has, or has much more often.
pub(in crate::decode) static KANJI: Grades<0x5200> =
    Grades::of(0x4E00, &["気駅図円売読対処発変実検権応続県済観経労働戻込枠畑辺鉄関険験沢浅渋竜"]);

/// Syllables.
pub(in crate::decode) static HANGUL: Grades<11_172> = Grades::of(
    0xAC00,
    &[
        "이다는을의에가하고지",
        "은로사한를기서자도어리나대인시아있정그것일들수라으",
        "전해상부제만보여주과적원장구게까면스니거신무오우요조성공습합했었동안생국비관중학연화세치행문소위실러모말와",
    ],
);

impl<const N: usize> Grades<N> {
    /// The grade of a character.
    pub fn grade(&self, c: char) -> u8 {
        let place = u32::from(c).checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.grades.get(place)).copied().unwrap_or(0)
    }

    const fn of(first: u32, lists: &[&str]) -> Grades<N> {
        let mut grades = [0; N];
        let mut grade = 0;
        while grade < lists.len() {
            let list = lists[grade].as_bytes();
            let mut at = 0;
            while at < list.len() {
                let (code, length) = character(list, at);
                grades[(code - first) as usize] = grade as u8 + 1;
                at += length;
            }
            grade += 1;
        }
        Grades { first, grades }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_by_list() {
        assert_eq!((KANA.grade('の'), KANA.grade('で'), KANA.grade('・'), KANA.grade('ぬ')), (1, 2, 3, 0));
        assert_eq!((HANGUL.grade('이'), HANGUL.grade('와'), HANGUL.grade('킡'), HANGUL.grade('a')), (1, 3, 0, 0));
        assert_eq!((KANJI.grade('駅'), KANJI.grade('站')), (1, 0));
    }
}
