//! Marks in small, vertical and half-width kana form become the full ones: ﹐ ︑ ︵ ｡ (N13).
//!
//! These are characters of old codes that drew a mark twice; which mark it is, Unicode says.

use crate::normalize::char_set::CharSet;
use crate::normalize::line::Line;
use crate::normalize::rule::{Class, Proposals, Rule, Scope, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "vertical-or-small-form",
    touches: Touches::Punctuation,
    class: Class::Safe,
    work: Work::Line {
        triggers: CharSet::EMPTY.and('\u{FE10}', '\u{FE19}').and('\u{FE30}', '\u{FE5E}').and('｡', '､'),
        scope: Scope::AnyLine,
        propose,
    },
    page: include_str!("../../../docs/rules/vertical-or-small-form.md"),
};

fn propose(line: &Line, proposals: &mut Proposals) {
    for (at, c) in line.chars().iter().enumerate() {
        match c {
            '︙' => proposals.replace(at, at + 1, "……"),
            // Two of them are one dash, as two of the horizontal ones; a single one may be a separator.
            '︱' if line.before(at) == '︱' || line.at(at + 1) == '︱' => proposals.replace_char(at, '—'),
            _ => {
                if let Some((_, full)) = FORMS.iter().find(|(form, _)| form == c) {
                    proposals.replace_char(at, *full);
                }
            }
        }
    }
}

/// Each form with the full mark.
const FORMS: &[(char, char)] = &[
    ('︐', '，'),
    ('︑', '、'),
    ('︒', '。'),
    ('︓', '：'),
    ('︔', '；'),
    ('︕', '！'),
    ('︖', '？'),
    ('︗', '〖'),
    ('︘', '〗'),
    ('︵', '（'),
    ('︶', '）'),
    ('︷', '｛'),
    ('︸', '｝'),
    ('︹', '〔'),
    ('︺', '〕'),
    ('︻', '【'),
    ('︼', '】'),
    ('︽', '《'),
    ('︾', '》'),
    ('︿', '〈'),
    ('﹀', '〉'),
    ('﹁', '「'),
    ('﹂', '」'),
    ('﹃', '『'),
    ('﹄', '』'),
    ('﹇', '［'),
    ('﹈', '］'),
    ('﹐', '，'),
    ('﹑', '、'),
    ('﹒', '．'),
    ('﹔', '；'),
    ('﹕', '：'),
    ('﹖', '？'),
    ('﹗', '！'),
    ('﹘', '—'),
    ('﹙', '（'),
    ('﹚', '）'),
    ('﹛', '｛'),
    ('﹜', '｝'),
    ('﹝', '〔'),
    ('﹞', '〕'),
    ('｡', '。'),
    ('｢', '「'),
    ('｣', '」'),
    ('､', '、'),
];
