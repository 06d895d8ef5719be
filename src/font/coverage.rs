//! Whether a face has what its role needs: a face that is named like a role may still be one of symbols, or of radicals.
//!
//! **Always true:** a face for Latin has every letter and figure of ASCII; one for Han at least half of the commonest, so
//! that a traditional face passes, which lacks simplified forms.

use super::Face;
use crate::message;
use crate::message::Message;
use crate::template::FaceRole;

/// Two hundred of the commonest Han, and the marks of any text.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经\
     十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各\
     重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及\
     管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强，。、；：？！（）";

/// What stands between a face and its role, in one sentence; none where it will do.
pub fn shortfall(face: &Face, role: FaceRole) -> Option<Message> {
    match role {
        FaceRole::Latin | FaceRole::LatinBold => {
            let wanted = ('0'..='9').chain('A'..='Z').chain('a'..='z');
            let missing: String = wanted.filter(|c| face.glyph(*c).is_none()).take(8).collect();
            (!missing.is_empty()).then(|| message!("it lacks letters or figures that every text needs: {missing}", missing))
        }
        FaceRole::Fang | FaceRole::Kai | FaceRole::Hei | FaceRole::Title | FaceRole::Song => {
            let (all, has) = (COMMON.chars().count(), has(face));
            (has * 2 < all).then(|| message!("it has {has} of {all} common Chinese characters, too few to set a text in", has, all))
        }
    }
}

/// Whether a face may stand in for missing Han, whatever it calls itself.
pub fn has_han(face: &Face) -> bool {
    has(face) > 0
}

fn has(face: &Face) -> usize {
    COMMON.chars().filter(|c| face.glyph(*c).is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::sample::bundle;

    #[test]
    fn every_bundled_face_has_what_its_role_needs() {
        for role in [FaceRole::Fang, FaceRole::Kai, FaceRole::Hei, FaceRole::Title, FaceRole::Song, FaceRole::Latin, FaceRole::LatinBold] {
            let face = bundle().face_for(role).and_then(|id| bundle().face(id)).expect("in the bundle");
            assert_eq!(shortfall(face, role), None);
        }
    }

    #[test]
    fn a_latin_face_is_no_face_for_han() {
        let latin = bundle().face_for(FaceRole::Latin).and_then(|id| bundle().face(id)).expect("in the bundle");
        assert!(shortfall(latin, FaceRole::Fang).expect("no Han").contains("0 of "));
        assert!(!has_han(latin));
    }
}
