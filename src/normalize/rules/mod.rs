//! The normalization rules, one file each, in the order they run.
//!
//! To add one: its file here, its line in [`RULES`], its page in `docs/rules/`. The page is also its test.
//! `N…` and `W…` are the numbers of the rule table that the order is taken from.

use super::rule::Rule;
use crate::diagnostic::near;

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
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule that somebody named, or what to answer: the names that are near, or where all of them stand.
pub fn asked_for(name: &str) -> Result<&'static Rule, String> {
    named(name).ok_or_else(|| {
        let near = near(name, RULES.iter().map(|rule| rule.name));
        match near.is_empty() {
            true => format!("no rule is called `{name}`; `jiangyi explain` lists them"),
            false => format!("no rule is called `{name}`; did you mean {}?", near.join(" or ")),
        }
    })
}

#[cfg(test)]
mod tests;
