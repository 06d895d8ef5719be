//! Objects to bytes: streams compressed, objects packed, the file sealed with what is computed from it.
//!
//! The file is saved with zeros for the document id and the content's fingerprint; both are then computed from it and set in
//! place. [`ownership`] computes the fingerprint again: where it differs, somebody edited the file.
//!
//! **Always true:** the id and the fingerprint depend on nothing but the file's own bytes.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Document as Pdf, Object, ObjectStreamConfig, SaveOptions, StringFormat};
use memchr::memmem;
use sha2::{Digest, Sha256};

use super::metadata::{DIGITS, FINGERPRINT_PREFIX};
use crate::emit::fingerprint::{Ownership, hex};

/// Deflate's level: 4 takes a twentieth more time for a speech and saves 0.5 % of it (of a book, 3 %).
const LEVEL: i32 = 1;
/// A document id is as long as an MD5 digest (ISO 32000-1, 14.4).
const ID_BYTES: usize = 16;
/// Both ids as they are saved.
const EMPTY_ID: &[u8] = b"/ID[<00000000000000000000000000000000><00000000000000000000000000000000>]";
/// Where the digits of the first and of the second id begin in it.
const ID_DIGITS: [usize; 2] = [5, 39];

/// The finished file.
pub(super) fn package(mut pdf: Pdf) -> Vec<u8> {
    compress(&mut pdf);
    let empty = Object::String(vec![0; ID_BYTES], StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![empty.clone(), empty]);
    let content: usize = pdf.objects.values().filter_map(|object| object.as_stream().ok()).map(|stream| stream.content.len()).sum();
    let mut bytes = Vec::with_capacity(content + content / 8 + 16_384);
    let object_stream_config = ObjectStreamConfig { compression_level: LEVEL as u32, ..ObjectStreamConfig::default() };
    let options = SaveOptions { use_object_streams: true, use_xref_streams: true, object_stream_config, ..SaveOptions::default() };
    pdf.save_with_options(&mut bytes, options).expect("writing to memory cannot fail");
    seal(&mut bytes);
    bytes
}

/// Deflates every stream that is not to stay readable, where that makes it smaller.
fn compress(pdf: &mut Pdf) {
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut deflated = Vec::new();
    for object in pdf.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        deflated.resize(compressor.zlib_compress_bound(stream.content.len()), 0);
        let Ok(length) = compressor.zlib_compress(&stream.content, &mut deflated) else { continue };
        if length < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(deflated[..length].to_vec());
        }
    }
}

/// Computes id and fingerprint of a saved file and sets them in place.
fn seal(bytes: &mut [u8]) {
    // The id stands in the last object, behind the fingerprint: one pass over the file gives both.
    let Some(id) = last(bytes, EMPTY_ID) else { return };
    let mut hash = Sha256::new();
    hash.update(&bytes[..id]);
    let mut without_id = hash.clone();
    without_id.update(&bytes[id..]);
    let digits = hex(&without_id.finalize()[..ID_BYTES]);
    for start in ID_DIGITS.map(|offset| id + offset) {
        bytes[start..start + digits.len()].copy_from_slice(digits.as_bytes());
    }
    hash.update(&bytes[id..]);
    if let Some(place) = fingerprint(bytes) {
        bytes[place.content..place.content + DIGITS].copy_from_slice(hex(&hash.finalize()).as_bytes());
    }
}

/// Where the halves of the fingerprint begin.
struct Fingerprint {
    recipe: usize,
    content: usize,
}

/// The last fingerprint of a file; none if there is none that is whole.
fn fingerprint(bytes: &[u8]) -> Option<Fingerprint> {
    let recipe = last(bytes, FINGERPRINT_PREFIX.as_bytes())? + FINGERPRINT_PREFIX.len();
    let content = recipe + DIGITS + 1;
    (bytes.len() >= content + DIGITS && bytes[content - 1] == b':').then_some(Fingerprint { recipe, content })
}

/// Whose a file is; none if it carries no fingerprint of ours.
pub(super) fn ownership(bytes: &[u8]) -> Option<Ownership> {
    let Fingerprint { recipe, content } = fingerprint(bytes)?;
    let mut hash = Sha256::new();
    hash.update(&bytes[..content]);
    hash.update([b'0'; DIGITS]);
    hash.update(&bytes[content + DIGITS..]);
    let is_whole = hex(&hash.finalize()).as_bytes() == &bytes[content..content + DIGITS];
    let recipe = std::str::from_utf8(&bytes[recipe..recipe + DIGITS]).ok();
    Some(match recipe.filter(|_| is_whole) {
        Some(recipe) => Ownership::Ours { recipe: recipe.to_string() },
        None => Ownership::Edited,
    })
}

/// What a PDF was made from, told from its last bytes: none where these are not as [`package`] writes them, or begin behind
/// the fingerprint. Whoever saves a PDF anew, or adds to it, writes another end; that a byte before it went bad is not seen.
pub(super) fn recipe_at_end(end: &[u8], length: u64) -> Option<String> {
    let (body, table) = end.strip_suffix(b"\n%%EOF")?.split_at(last(end, b"\nstartxref\n")?);
    let table: u64 = std::str::from_utf8(table.strip_prefix(b"\nstartxref\n")?).ok()?.parse().ok()?;
    let begin = length.checked_sub(u64::try_from(end.len()).ok()?)?;
    let table = body.get(usize::try_from(table.checked_sub(begin)?).ok()?..)?;
    let dictionary = table.get(..table.windows(8).position(|window| window == b">>stream")?)?;
    let id = dictionary.get(last(dictionary, b"/ID[<")?..)?.get(..EMPTY_ID.len())?;
    let [first, second] = ID_DIGITS.map(|offset| id.get(offset..offset + 2 * ID_BYTES));
    // The table is the last object, with one id twice and no table before it: another program changes one or the other.
    if first != second || !id.ends_with(b">]") || last(dictionary, b"/Type/XRef").is_none() || last(dictionary, b"/Prev").is_some() {
        return None;
    }
    let Fingerprint { recipe, content } = fingerprint(body)?;
    let is_hex = |place: usize| body.get(place..place + DIGITS).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    is_hex(content)?;
    Some(std::str::from_utf8(is_hex(recipe)?).ok()?.to_string())
}

/// Where the last occurrence begins.
fn last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, needle)
}
