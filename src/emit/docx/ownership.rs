//! Signs a package and recognises it: ours as it was, ours but edited, or somebody else's.
//!
//! `dc:identifier` holds `jiangyi:1:<recipe>:<content>`, 64 hex digits each. The content half is the sha-256 over names
//! and uncompressed bytes of all parts, with these 64 digits taken as zeros.
//!
//! **Always true:** reading takes bounded memory, whatever the bytes claim, and never fails: what is no package of ours is
//! none.

use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::package::Part;
use super::properties::{CORE, FINGERPRINT};
use crate::emit::fingerprint::{Ownership, hex};

/// Hex digits of a sha-256.
const DIGITS: usize = 64;
/// Core properties longer than this are not ours.
const CORE_LIMIT: u64 = 1 << 20;
/// Unpacked bytes that are looked at; a larger package with our fingerprint counts as edited and is never overwritten.
const PACKAGE_LIMIT: u64 = 1 << 29;

/// Writes the content's fingerprint into the core properties, which hold zeros in its place; `content` is that of the first `done` parts.
pub fn sign(parts: &mut [Arc<Part>], mut content: Content, done: usize) {
    for part in parts.iter().skip(done) {
        content.add_part(part);
    }
    let digits = content.digits();
    for part in parts.iter_mut().filter(|part| part.name == CORE).filter_map(Arc::get_mut) {
        if let Some(halves) = halves(part.text.as_bytes()) {
            part.text.replace_range(halves.content, &digits);
        }
    }
}

/// Whose the package with these bytes is; none if it carries no fingerprint of ours.
pub fn read(bytes: &[u8]) -> Option<Ownership> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut core = Vec::new();
    archive.by_name(CORE).ok()?.take(CORE_LIMIT).read_to_end(&mut core).ok()?;
    let halves = halves(&core)?;
    let recipe = String::from_utf8(core.get(halves.recipe)?.to_vec()).ok()?;
    let said = core.get(halves.content.clone())?.to_vec();
    core.get_mut(halves.content)?.fill(b'0');
    match content_of(&mut archive, &core) {
        Some(digits) if digits.as_bytes() == said => Some(Ownership::Ours { recipe }),
        _ => Some(Ownership::Edited),
    }
}

/// The fingerprint of what is in the archive, or none if it cannot be read or is too much.
fn content_of(archive: &mut ZipArchive<Cursor<&[u8]>>, core: &[u8]) -> Option<String> {
    let mut content = Content::default();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let name = entry.name().to_string();
        let is_whole = if name == CORE { content.add(&name, &mut &*core) } else { content.add(&name, &mut entry) };
        if !is_whole {
            return None;
        }
    }
    Some(content.digits())
}

/// A running fingerprint over parts.
#[derive(Debug, Clone, Default)]
pub struct Content {
    hash: Sha256,
    bytes: u64,
}

impl Content {
    /// Goes on with a part.
    pub fn add_part(&mut self, part: &Part) {
        self.add(&part.name, &mut part.text.as_bytes());
    }

    /// Adds a part: its name, its bytes, then how many they were, so that no two packages read alike. False where they
    /// could not be read, or passed the limit.
    pub(super) fn add(&mut self, name: &str, part: &mut dyn Read) -> bool {
        self.hash.update(name);
        self.hash.update([0]);
        let mut buffer = [0; 16 * 1024];
        let before = self.bytes;
        while self.bytes <= PACKAGE_LIMIT {
            match part.read(&mut buffer) {
                Ok(0) => {
                    self.hash.update((self.bytes - before).to_le_bytes());
                    return true;
                }
                Ok(count) => {
                    self.hash.update(buffer.get(..count).unwrap_or_default());
                    self.bytes += count as u64;
                }
                Err(_) => return false,
            }
        }
        false
    }

    pub(super) fn digits(self) -> String {
        hex(&self.hash.finalize())
    }
}

/// Where the two halves of a fingerprint stand.
pub(super) struct Halves {
    pub(super) recipe: Range<usize>,
    pub(super) content: Range<usize>,
}

/// The first fingerprint in the core properties, whatever element another program has moved it to.
pub(super) fn halves(core: &[u8]) -> Option<Halves> {
    let start = core.windows(FINGERPRINT.len()).position(|window| window == FINGERPRINT.as_bytes())? + FINGERPRINT.len();
    let recipe = start..start + DIGITS;
    let content = recipe.end + 1..recipe.end + 1 + DIGITS;
    let is_hex = |range: &Range<usize>| core.get(range.clone()).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    let is_framed = core.get(recipe.end) == Some(&b':') && core.get(content.end) == Some(&b'<');
    (is_hex(&recipe) && is_hex(&content) && is_framed).then_some(Halves { recipe, content })
}
