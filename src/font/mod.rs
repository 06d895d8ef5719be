//! Which glyph shows a character, and how wide it is.
//!
//! A [`FontLibrary`] is made once per run from the faces that `batch` found, is never changed and is shared by all
//! threads. Each face is opened (by its loader) when the first text needs it, so that the 15 MB fallback costs nothing
//! until a rare character turns up.
//!
//! **Always true:** a glyph that is returned is in its face; a character that no face has is `None`, never glyph 0.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::template::FaceRole;

mod cff;
mod cmap;
pub mod coverage;
mod face;
mod glyf;
mod ink;
mod names;
pub mod program;
#[cfg(test)]
pub(crate) mod sample;

pub use face::{Face, FontError, GlyphId};
pub use names::{FaceNames, names, names_of};

/// A face of the library, by its place in the list it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u8);

/// Reads a face's bytes when they are needed first.
pub type Loader = Box<dyn Fn() -> Result<Vec<u8>, FontError> + Send + Sync>;

/// One face that a library is made from.
pub struct FaceSource {
    /// Its family and style as shown to people: `Jiangyi Fang Regular`.
    pub name: String,
    /// What it is used for; none for a face that only stands in for missing characters.
    pub roles: Vec<FaceRole>,
    /// Whether it may stand in for characters that the wanted face lacks.
    pub fallback: bool,
    /// How high the middle of its Han stands above the baseline, in thousandths of an em; faces mixed in one line are
    /// shifted until theirs agree. None for a Latin face, which keeps its baseline.
    pub ink_centre: Option<i16>,
    /// How wide its upright strokes are, in thousandths of an em; a lighter face that stands in for it is thickened.
    pub stem: Option<u16>,
    /// Its sha256 in hex, part of every output's fingerprint.
    pub sha256: String,
    /// Reads it.
    pub loader: Loader,
}

struct Slot {
    source: FaceSource,
    opened: OnceLock<Result<Face, FontError>>,
}

/// All faces of a run, shared and immutable.
pub struct FontLibrary {
    slots: Vec<Slot>,
    by_role: BTreeMap<FaceRole, FaceId>,
    fallbacks: Vec<FaceId>,
}

/// A character's glyph in some face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The face.
    pub face: FaceId,
    /// The glyph in it.
    pub glyph: GlyphId,
    /// How far it moves the pen, in thousandths of an em.
    pub advance: u16,
    /// Whether it is not the face that was asked for.
    pub stand_in: bool,
}

impl FontLibrary {
    /// A library of these faces. The first face that names a role has it; fallbacks are asked in the order given, those that
    /// have no role of their own first: they were made to stand in.
    pub fn new(sources: Vec<FaceSource>) -> FontLibrary {
        let mut by_role = BTreeMap::new();
        let mut fallbacks = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let id = FaceId(u8::try_from(index).unwrap_or(u8::MAX));
            for role in &source.roles {
                by_role.entry(*role).or_insert(id);
            }
            if source.fallback {
                fallbacks.push(id);
            }
        }
        fallbacks.sort_by_key(|id| sources.get(usize::from(id.0)).is_some_and(|source| !source.roles.is_empty()));
        let slots = sources.into_iter().map(|source| Slot { source, opened: OnceLock::new() }).collect();
        FontLibrary { slots, by_role, fallbacks }
    }

    /// The face, opened; none where it cannot be read ([`FontLibrary::problem`] says why).
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.opened(id)?.as_ref().ok()
    }

    /// Why a face cannot be used.
    pub fn problem(&self, id: FaceId) -> Option<&FontError> {
        self.opened(id)?.as_ref().err()
    }

    /// Why a face that some text asked for cannot be used; opens nothing.
    pub fn problem_if_opened(&self, id: FaceId) -> Option<&FontError> {
        self.slots.get(usize::from(id.0))?.opened.get()?.as_ref().err()
    }

    fn opened(&self, id: FaceId) -> Option<&Result<Face, FontError>> {
        let slot = self.slots.get(usize::from(id.0))?;
        Some(slot.opened.get_or_init(|| (slot.source.loader)().and_then(Face::open)))
    }

    /// The face that a role is set in, opened or not.
    pub fn face_for(&self, role: FaceRole) -> Option<FaceId> {
        self.by_role.get(&role).copied()
    }

    /// Every face with its name, roles and sha256, in order.
    pub fn sources(&self) -> impl Iterator<Item = (FaceId, &FaceSource)> {
        self.slots.iter().enumerate().map(|(index, slot)| (FaceId(index as u8), &slot.source))
    }

    /// The face that stands in first.
    pub fn first_fallback(&self) -> Option<FaceId> {
        self.fallbacks.first().copied()
    }

    /// How a character is shown in a role: its own face, else the fallbacks in order, else none.
    pub fn show(&self, role: FaceRole, character: char) -> Option<Shown> {
        self.show_from(self.face_for(role), character)
    }

    /// How a character is shown where `own` is the face wanted.
    pub fn show_from(&self, own: Option<FaceId>, character: char) -> Option<Shown> {
        let find = |id: FaceId, stand_in: bool| {
            let face = self.face(id)?;
            let glyph = face.glyph(character)?;
            Some(Shown { face: id, glyph, advance: face.advance(glyph), stand_in })
        };
        own.and_then(|id| find(id, false)).or_else(|| self.fallbacks.iter().filter(|id| Some(**id) != own).find_map(|id| find(*id, true)))
    }
}
