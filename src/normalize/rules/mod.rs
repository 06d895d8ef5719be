//! The normalization rules, one file each, in the order they run.
//!
//! To add one: its file here, its line in [`RULES`], its page in `docs/rules/`. The page is also its test.
//! `N…` and `W…` are the numbers of the rule table that the order is taken from.

use super::rule::Rule;
use crate::diagnostic::near;
use crate::message;
use crate::message::{Message, either};

pub mod blank_lines;
pub mod broken_dash;
pub mod broken_ellipsis;
pub mod compatibility_ideograph;
pub mod control_character;
pub mod corner_quote;
pub mod dot_between_han;
pub mod doubled_angle_bracket;
pub mod doubled_stop;
pub mod ellipsis_with_etc;
pub mod exclamation_before_question;
pub mod full_stop_in_heading;
pub mod full_width_alphanumeric;
pub mod full_width_colon_in_ratio;
pub mod full_width_number_mark;
pub mod full_width_quote;
pub mod full_width_time;
pub mod half_width_full_stop;
pub mod half_width_parenthesis;
pub mod half_width_punctuation;
pub mod hyphen_in_range;
pub mod indent;
pub mod invisible_character;
pub mod line_end;
pub mod line_of_one_mark;
pub mod lost_character;
pub mod mark_after_bracketed_ordinal;
pub mod mark_after_han_ordinal;
pub mod markdown_emphasis_mark;
pub mod markdown_heading_mark;
pub mod middle_dot_look_alike;
pub mod mixed_date_numerals;
pub mod nested_title_mark;
pub mod odd_space;
pub mod pause_mark_after_arabic_ordinal;
pub mod pause_mark_after_spelt_ordinal;
pub mod pause_mark_between_quotes;
pub mod private_use;
pub mod space_at_mark;
pub mod space_between_han;
pub mod space_between_han_and_latin;
pub mod space_run_in_latin;
pub mod straight_quote;
pub mod suspicious_fragment;
pub mod suspicious_repeat;
pub mod suspicious_word;
pub mod trailing_space;
pub mod unpaired_bracket;
pub mod unpaired_quote;
pub mod vertical_or_small_form;
pub mod year_in_wrong_bracket;
pub mod zero_look_alike;

/// Every rule, in the order they run.
pub const RULES: &[Rule] = &[
    line_end::RULE,                        // R
    control_character::RULE,               // R
    invisible_character::RULE,             // N01
    indent::RULE,                          // N03
    trailing_space::RULE,                  // N03
    blank_lines::RULE,                     // R
    odd_space::RULE,                       // N02
    markdown_heading_mark::RULE,           // R
    markdown_emphasis_mark::RULE,          // R
    full_width_alphanumeric::RULE,         // N10
    full_width_number_mark::RULE,          // N11
    full_width_time::RULE,                 // N12
    vertical_or_small_form::RULE,          // N13
    compatibility_ideograph::RULE,         // N15
    full_width_quote::RULE,                // N14
    broken_ellipsis::RULE,                 // N20
    broken_dash::RULE,                     // N21
    straight_quote::RULE,                  // N30
    half_width_punctuation::RULE,          // N31, N32
    half_width_full_stop::RULE,            // N33
    half_width_parenthesis::RULE,          // N34
    doubled_angle_bracket::RULE,           // N35
    nested_title_mark::RULE,               // N36
    corner_quote::RULE,                    // N37
    middle_dot_look_alike::RULE,           // N38
    year_in_wrong_bracket::RULE,           // N39
    doubled_stop::RULE,                    // N40
    space_at_mark::RULE,                   // N41
    space_between_han_and_latin::RULE,     // N42
    space_between_han::RULE,               // N43
    space_run_in_latin::RULE,              // N44
    mark_after_han_ordinal::RULE,          // N50
    mark_after_bracketed_ordinal::RULE,    // N51
    pause_mark_after_arabic_ordinal::RULE, // N52
    pause_mark_between_quotes::RULE,       // N60
    hyphen_in_range::RULE,                 // N61
    full_stop_in_heading::RULE,            // N62
    pause_mark_after_spelt_ordinal::RULE,  // N63
    zero_look_alike::RULE,                 // N64
    dot_between_han::RULE,                 // R
    full_width_colon_in_ratio::RULE,       // W1
    unpaired_quote::RULE,                  // W2
    unpaired_bracket::RULE,                // W2
    lost_character::RULE,
    exclamation_before_question::RULE, // W3
    line_of_one_mark::RULE,            // W4
    ellipsis_with_etc::RULE,           // W5
    mixed_date_numerals::RULE,         // W6
    private_use::RULE,                 // R
    suspicious_word::RULE,             // R
    suspicious_fragment::RULE,         // R
    suspicious_repeat::RULE,           // R
];

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule that somebody named, or what to answer: the names that are near, or where all of them stand.
pub fn asked_for(name: &str) -> Result<&'static Rule, Message> {
    named(name).ok_or_else(|| {
        let near = near(name, RULES.iter().map(|rule| rule.name));
        let name = name.to_string();
        match near.is_empty() {
            true => message!("no rule is called `{name}`; `jiangyi explain` lists them", name),
            false => message!("no rule is called `{name}`; did you mean {near}?", name, near = either(&near)),
        }
    })
}

#[cfg(test)]
mod tests;
