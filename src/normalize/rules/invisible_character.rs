//! Characters without ink that nobody typed: BOM, zero-width space, word joiner, soft hyphen, bidi controls, fillers (N01).
//!
//! Joiners (U+200C, U+200D) stay where they join: inside emoji, and in scripts that need them. Variation selectors stay.

use crate::normalize::rule::{Class, Rule, Touches, Work};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invisible-character",
    touches: Touches::Whitespace,
    class: Class::Safe,
    work: Work::Lines { is_fixed: false },
    page: include_str!("../../../docs/rules/invisible-character.md"),
};

/// Whether a character goes wherever it stands.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{34F}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}' | '\u{3164}' | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0001}')
}

/// Whether a character goes or stays as its neighbours want it.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether a character goes, between what was kept before it and what follows.
pub fn goes(c: char, before: Option<char>, after: Option<char>) -> bool {
    is_invisible(c) || (is_joiner(c) && !(before.is_some_and(may_be_joined) && after.is_some_and(may_be_joined)))
}

/// Whether a joiner beside this character has work to do: emoji with their modifiers, Arabic to Khmer, Mongolian.
fn may_be_joined(c: char) -> bool {
    // U+061C and U+180E stand among letters that are joined, and go.
    !is_invisible(c)
        && matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2190}'..='\u{21FF}' | '\u{FE0F}'
        | '\u{E0020}'..='\u{E007F}' | '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}')
}
