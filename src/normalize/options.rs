//! Which rules run, as the user settled it.
//!
//! **Always true:** two sets of options that differ in anything said differ here, too: the settings' fingerprint is made of them.

use super::rule::{Class, Rule, Scope, Work};
use crate::document::Region;

/// Which rules run. Names are those of [`rules::RULES`](super::rules::RULES); a name that no rule has is never looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalizeOptions {
    /// Whether rules that change anything run, but for those over line ends, white space around lines and control characters (`--no-normalize`).
    pub enabled: bool,
    /// Where the text is from; by its characters where nobody said (`--region`).
    pub region: Option<Region>,
    /// The opinionated rules that run (`--strict-punctuation` is all of them).
    pub opinions: Vec<&'static str>,
    /// The rules that do not run (`--allow`).
    pub allowed: Vec<&'static str>,
    /// The rules that run, and no other (`--only`).
    pub only: Option<Vec<&'static str>>,
}

impl Default for NormalizeOptions {
    fn default() -> Self {
        NormalizeOptions { enabled: true, region: None, opinions: Vec::new(), allowed: Vec::new(), only: None }
    }
}

impl NormalizeOptions {
    /// Whether a rule runs.
    ///
    /// A rule that is fixed always does; without normalization only those that warn are left. What is allowed stays off,
    /// even where it is asked for.
    pub fn runs(&self, rule: &Rule) -> bool {
        if rule.is_fixed() {
            return true;
        }
        let may_change = self.enabled || rule.class == Class::Warns;
        let is_wanted = match (&self.only, rule.class) {
            (Some(only), _) => only.contains(&rule.name),
            (None, Class::Opinionated) => self.opinions.contains(&rule.name),
            (None, Class::Safe | Class::Warns) => true,
        };
        may_change && is_wanted && !self.allowed.contains(&rule.name)
    }

    /// Whether a rule runs over a text from there.
    pub fn runs_in(&self, rule: &Rule, region: Region) -> bool {
        let is_at_home = match (rule.work, region) {
            (Work::Line { scope: Scope::Simplified, .. } | Work::Paragraph { scope: Scope::Simplified, .. }, Region::Tw | Region::Hk) => {
                false
            }
            (
                Work::Line { .. } | Work::Paragraph { .. } | Work::Lines { .. } | Work::Check(_) | Work::Suspicion(_),
                Region::Cn | Region::Tw | Region::Hk,
            ) => true,
        };
        is_at_home && self.runs(rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::rules::named;

    fn runs(options: &NormalizeOptions, name: &str) -> bool {
        options.runs(named(name).expect("a rule"))
    }

    #[test]
    fn what_is_allowed_stays_off_and_what_is_fixed_stays_on() {
        let options = NormalizeOptions { allowed: vec!["broken-dash", "indent", "private-use"], ..NormalizeOptions::default() };
        assert!(!runs(&options, "broken-dash") && !runs(&options, "private-use"));
        assert!(runs(&options, "broken-ellipsis") && runs(&options, "indent"));
    }

    #[test]
    fn only_is_all_there_is_and_off_leaves_the_warnings() {
        let only = NormalizeOptions { only: Some(vec!["broken-dash"]), ..NormalizeOptions::default() };
        assert!(runs(&only, "broken-dash") && runs(&only, "line-end"));
        assert!(!runs(&only, "broken-ellipsis") && !runs(&only, "unpaired-quote") && !runs(&only, "blank-lines"));
        let off = NormalizeOptions { enabled: false, ..only };
        assert!(!runs(&off, "broken-dash") && runs(&off, "trailing-space"));
    }

    #[test]
    fn traditional_text_keeps_its_conventions() {
        let rule = named("half-width-full-stop").expect("a rule");
        let options = NormalizeOptions::default();
        assert!(options.runs_in(rule, Region::Cn) && !options.runs_in(rule, Region::Tw) && !options.runs_in(rule, Region::Hk));
    }
}
