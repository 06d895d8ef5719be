//! The table of contents: how deep it goes and how far its lines are indented, for pages and word processors alike.
//!
//! **Always true:** a level is from 1 to [`LEVELS`].

use crate::document::{Document, Role};

/// How many levels it lists: more would be the text over again.
pub const LEVELS: usize = 3;
/// What an entry leaves blank on the right, for its page number and the dots before it; hundredths of a character.
pub const RIGHT: i64 = 400;
/// How far each level stands further in, and what turns over: two characters.
const STEP: i64 = 200;

/// The left and the hanging indent of a level, in hundredths of a character.
pub const fn indents(level: usize) -> (i64, i64) {
    (STEP * level as i64, STEP)
}

/// Whether the titles are entries, too: where a file holds several documents. One title stands above all headings.
pub fn lists_titles(document: &Document) -> bool {
    document.printed().filter(|(_, block)| block.role == Role::Title).nth(1).is_some()
}

/// The level at which a block is listed, if it is.
pub fn level(role: Role, lists_titles: bool) -> Option<usize> {
    let level = match (role, lists_titles) {
        (Role::Title, true) => 1,
        (Role::Title, false) => return None,
        (_, true) => role.level()?.number() + 1,
        (_, false) => role.level()?.number(),
    };
    (level <= LEVELS).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Level};

    #[test]
    fn several_titles_are_listed_above_their_headings_and_one_is_not() {
        let heading = Role::Heading(Level::ONE);
        let of = |roles: &[Role]| {
            let document = Document { blocks: roles.iter().map(|role| Block::of(*role, "好")).collect(), ..Document::default() };
            let titles = lists_titles(&document);
            roles.iter().map(|role| level(*role, titles)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[Role::Title, heading, Role::Body]), [None, Some(1), None]);
        assert_eq!(of(&[Role::Title, heading, Role::Title]), [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn a_fourth_level_is_not_listed() {
        let levels = |titles| (1..=4).map(|n| level(Role::Heading(Level::new(n)), titles)).collect::<Vec<_>>();
        assert_eq!(levels(false), [Some(1), Some(2), Some(3), None]);
        assert_eq!(levels(true), [Some(2), Some(3), None, None]);
    }
}
