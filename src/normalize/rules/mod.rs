//! The normalization rules, one file each, in the order they run.
//!
//! To add one: its file here, its line in [`RULES`], its page in `docs/rules/`. The page is also its test.
//! `N…` and `W…` are the numbers of the rule table that the order is taken from.

use super::char_set::CharSet;
use super::rule::{Rule, Work};

pub mod blank_lines;
pub mod broken_dash;
pub mod broken_ellipsis;
pub mod compatibility_ideograph;
pub mod control_character;
pub mod doubled_stop;
pub mod full_width_alphanumeric;
pub mod full_width_number_mark;
pub mod full_width_time;
pub mod half_width_full_stop;
pub mod half_width_parenthesis;
pub mod half_width_punctuation;
pub mod indent;
pub mod invisible_character;
pub mod line_end;
pub mod odd_space;
pub mod private_use;
pub mod space_at_mark;
pub mod space_between_han;
pub mod space_between_han_and_latin;
pub mod straight_quote;
pub mod suspicious_fragment;
pub mod suspicious_repeat;
pub mod suspicious_word;
pub mod trailing_space;
pub mod unpaired_bracket;
pub mod unpaired_quote;
pub mod vertical_or_small_form;

/// Every rule, in the order they run.
pub const RULES: &[Rule] = &[
    line_end::RULE,                    // R
    control_character::RULE,           // R
    invisible_character::RULE,         // N01
    indent::RULE,                      // N03
    trailing_space::RULE,              // N03
    blank_lines::RULE,                 // R
    odd_space::RULE,                   // N02
    full_width_alphanumeric::RULE,     // N10
    full_width_number_mark::RULE,      // N11
    full_width_time::RULE,             // N12
    vertical_or_small_form::RULE,      // N13
    compatibility_ideograph::RULE,     // N15
    broken_ellipsis::RULE,             // N20
    broken_dash::RULE,                 // N21
    straight_quote::RULE,              // N30
    half_width_punctuation::RULE,      // N31, N32
    half_width_full_stop::RULE,        // N33
    half_width_parenthesis::RULE,      // N34
    doubled_stop::RULE,                // N40
    space_at_mark::RULE,               // N41
    space_between_han_and_latin::RULE, // N42
    space_between_han::RULE,           // N43
    unpaired_quote::RULE,              // W2
    unpaired_bracket::RULE,            // W2
    private_use::RULE,                 // R
    suspicious_word::RULE,             // R
    suspicious_fragment::RULE,         // R
    suspicious_repeat::RULE,           // R
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// What a line must hold for any rule to be asked.
pub const fn triggers() -> CharSet {
    let mut all = CharSet::EMPTY;
    let mut i = 0;
    while i < RULES.len() {
        if let Work::Line { triggers, .. } = RULES[i].work {
            all = all.joined(triggers);
        }
        i += 1;
    }
    all
}

#[cfg(test)]
mod tests;
