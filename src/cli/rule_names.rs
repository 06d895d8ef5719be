//! Rules by their names, as `--allow`, `--only` and `--strict-punctuation` take them.
//!
//! **Always true:** a name that passes here is a rule's own, and asking for it changes something.

use crate::message;
use crate::message::Message;
use crate::normalize::rules::{RULES, asked_for};
use crate::normalize::{Class, Rule};

/// The opinionated rules that run: all, none, or those named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinions(pub Vec<&'static str>);

impl Opinions {
    /// All of them, or none.
    pub fn all(run: bool) -> Opinions {
        let is_wanted = |rule: &&Rule| run && rule.class == Class::Opinionated;
        Opinions(RULES.iter().filter(is_wanted).map(|rule| rule.name).collect())
    }

    /// Those with these names.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Opinions, Message> {
        let opinionated = |name: &str| {
            let rule = asked_for(name.trim())?;
            match rule.class {
                Class::Opinionated => Ok(rule.name),
                Class::Safe | Class::Warns => {
                    Err(message!("`{rule}` runs unless it is allowed, `strict-punctuation` is not about it", rule = rule.name))
                }
            }
        };
        names.into_iter().map(opinionated).collect::<Result<_, _>>().map(Opinions)
    }
}

/// `true`, `false`, or names with commas between.
pub fn opinions(said: &str) -> Result<Opinions, Message> {
    match said {
        "true" => Ok(Opinions::all(true)),
        "false" => Ok(Opinions::all(false)),
        names => Opinions::named(names.split(',')),
    }
}

/// A rule to leave off.
pub fn allowed(name: &str) -> Result<&'static str, Message> {
    let rule = asked_for(name.trim())?;
    match rule.is_fixed() {
        true => Err(message!("`{rule}` always runs, no later stage could do without it", rule = rule.name)),
        false => Ok(rule.name),
    }
}

/// A rule to run alone.
pub fn only(name: &str) -> Result<&'static str, Message> {
    asked_for(name.trim()).map(|rule| rule.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_answered_with_the_near_ones() {
        for (said, answer) in [
            (allowed("broken-dahs"), "no rule is called `broken-dahs`; did you mean broken-dash?"),
            (only("klingon"), "no rule is called `klingon`; `jiangyi explain` lists them"),
            (allowed("indent"), "`indent` always runs, no later stage could do without it"),
        ] {
            assert_eq!(said.expect_err(answer), answer);
        }
        assert_eq!(allowed(" broken-dash"), Ok("broken-dash"));
    }

    #[test]
    fn opinions_are_all_or_none_or_named() {
        assert_eq!(opinions("false"), Ok(Opinions(Vec::new())));
        let all = opinions("true").expect("a word");
        assert!(all.0.iter().all(|name| asked_for(name).is_ok_and(|rule| rule.class == Class::Opinionated)));
        let first: Vec<&str> = all.0.into_iter().take(1).collect();
        assert_eq!(
            opinions(&first.join(",")).map(|opinions| opinions.0),
            if first.is_empty() { opinions("").map(|o| o.0) } else { Ok(first) }
        );
        assert!(opinions("broken-dash").expect_err("it is safe").contains("runs unless it is allowed"));
    }
}
