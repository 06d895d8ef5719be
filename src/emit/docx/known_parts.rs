//! Recognises packages one after the other, and hashes once what they have in common.
//!
//! A folder of handouts that are up to date is little else than reading their packages. These begin with the same parts
//! (`constants`): where the packed bytes are those of an earlier package, so is the fingerprint so far, and neither
//! unpacking nor hashing tells more. [`super::ownership`] is the slow way, for packages of anybody.
//!
//! **Always true:** what it recognises, `ownership` takes for ours, from the same recipe.

use std::sync::{Arc, PoisonError, RwLock};

use libdeflater::{Decompressor, crc32};

use super::ownership::{Content, halves};
use super::properties::CORE;
use super::zip_file::{self, Entry};

/// The first part that each document has for itself (`order`).
const FIRST_OF_ITS_OWN: &str = "word/document.xml";
/// Beginnings that are remembered: with and without a running head, page numbers, a table of contents.
const MOST: usize = 8;
/// A part above this size goes the slow way, in pieces.
const AT_ONCE: usize = 1 << 20;

/// The beginnings of packages that were seen.
#[derive(Debug, Default)]
pub struct KnownParts {
    beginnings: RwLock<Vec<Arc<Beginning>>>,
}

/// The parts before a document's own, as they are packed, and the fingerprint up to there.
#[derive(Debug)]
struct Beginning {
    packed: Vec<u8>,
    listed: Vec<u8>,
    count: usize,
    content: Content,
}

impl KnownParts {
    /// What the package was made from, where it was packed here and is as it was written; none where that is not known,
    /// which [`super::ownership`] tells.
    pub fn recipe(&self, bytes: &[u8]) -> Option<String> {
        let entries = zip_file::entries(bytes)?;
        let mut unpacker = Unpacker::default();
        let mut cores = entries.iter().filter(|entry| entry.name == CORE);
        let (Some(core), None) = (cores.next(), cores.next()) else { return None };
        let mut core = unpacker.unpack(core)?.to_vec();
        let halves = halves(&core)?;
        let recipe = String::from_utf8(core.get(halves.recipe)?.to_vec()).ok()?;
        let said = core.get(halves.content.clone())?.to_vec();
        core.get_mut(halves.content)?.fill(b'0');
        let own = entries.iter().position(|entry| entry.name == FIRST_OF_ITS_OWN)?;
        let known = self.find(bytes, &entries, own);
        let (begun, mut content) = known.as_ref().map_or_else(Default::default, |known| (known.count, known.content.clone()));
        for (number, entry) in entries.iter().enumerate().skip(begun) {
            if number == own && known.is_none() {
                self.remember(bytes, &entries, own, &content);
            }
            let mut part = if entry.name == CORE { core.as_slice() } else { unpacker.unpack(entry)? };
            if !content.add(entry.name, &mut part) {
                return None;
            }
        }
        (content.digits().as_bytes() == said).then_some(recipe)
    }

    fn find(&self, bytes: &[u8], entries: &[Entry<'_>], own: usize) -> Option<Arc<Beginning>> {
        let (packed, listed) = beginning(bytes, entries, own)?;
        let known = self.beginnings.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.packed == packed && known.listed == listed).cloned()
    }

    fn remember(&self, bytes: &[u8], entries: &[Entry<'_>], own: usize, content: &Content) {
        // The core properties hold a fingerprint: no two are alike.
        if entries.iter().take(own).any(|entry| entry.name == CORE) {
            return;
        }
        let Some((packed, listed)) = beginning(bytes, entries, own) else { return };
        let mut known = self.beginnings.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            let (packed, listed) = (packed.to_vec(), listed.to_vec());
            known.push(Arc::new(Beginning { packed, listed, count: own, content: content.clone() }));
        }
    }
}

/// The packed bytes of the parts before the document's own, and their lines in the directory.
fn beginning<'a>(bytes: &'a [u8], entries: &[Entry<'_>], own: usize) -> Option<(&'a [u8], &'a [u8])> {
    let (first, own) = (entries.first()?, entries.get(own)?);
    Some((bytes.get(..own.start)?, bytes.get(first.listed..own.listed)?))
}

/// Unpacks parts, each into the same memory.
#[derive(Default)]
struct Unpacker {
    unpacked: Vec<u8>,
    inflate: Option<Decompressor>,
}

impl Unpacker {
    /// The bytes of a part; none where it is large, or not what its header says.
    fn unpack(&mut self, entry: &Entry<'_>) -> Option<&[u8]> {
        if entry.unpacked > AT_ONCE {
            return None;
        }
        self.unpacked.resize(entry.unpacked, 0);
        let inflate = self.inflate.get_or_insert_with(Decompressor::new);
        let length = inflate.deflate_decompress(entry.packed, &mut self.unpacked).ok()?;
        let is_whole = length == self.unpacked.len() && crc32(&self.unpacked) == entry.checksum;
        is_whole.then_some(self.unpacked.as_slice())
    }
}
