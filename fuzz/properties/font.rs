//! A font file of any content is refused in a sentence, or shows a text without a panic, in memory and time that go with its size.

use std::sync::LazyLock;

use jiangyi::convert::{Handout, convert};
use jiangyi::font::{Face, FaceSource, FontError, FontLibrary, GlyphId, coverage, names, program};
use jiangyi::message::Message;
use jiangyi::source::{RawText, SourceName};
use jiangyi::template::FaceRole;

use super::convert::{settings, templates};

const TEXT: &str = "讲话\n\n同志们：\n\n今天，讲三点：ABC 123……“好”！\n";

/// The bytes are the file, if they begin as one does; else they are damage to a small sound face: three bytes each, place and value.
pub fn font_file(bytes: &[u8]) {
    let is_file = [&b"OTTO"[..], b"\0\x01\0\0", b"true", b"ttcf", b"wOF"].iter().any(|head| bytes.starts_with(head));
    if is_file {
        shows_or_refuses(bytes);
    }
    let (choice, damage) = super::choice(bytes);
    let mut face = SOUND[choice % SOUND.len()].to_vec();
    for spot in damage.chunks_exact(3) {
        let place = usize::from(u16::from_be_bytes([spot[0], spot[1]])) % face.len();
        face[place] = spot[2];
    }
    shows_or_refuses(&face);
}

/// A CFF and a TrueType face of a few glyphs: `fuzz/README.md` says how they were made.
static SOUND: LazyLock<[Vec<u8>; 2]> =
    LazyLock::new(|| [include_bytes!("../seeds/font_file/cff.otf").to_vec(), include_bytes!("../seeds/font_file/truetype.ttf").to_vec()]);

fn shows_or_refuses(bytes: &[u8]) {
    let count = match program::directories(bytes) {
        Ok(directories) => directories.len(),
        Err(FontError(why)) => return assert!(!why.is_empty()),
    };
    for number in 0..count {
        let Ok(face) = program::standalone(bytes.to_vec(), number) else { continue };
        let _ = (names(&face), program::may_embed(&face));
        let Ok(opened) = Face::open(face.clone()) else { continue };
        let _ = (coverage::has_han(&opened), coverage::shortfall(&opened, FaceRole::Fang));
        for character in TEXT.chars() {
            if let Some(glyph) = opened.glyph(character) {
                let _: (u16, Option<[i16; 4]>, GlyphId) = (opened.advance(glyph), opened.mark_ink(glyph), glyph);
            }
        }
        set(face);
    }
}

/// A text in this face alone.
fn set(face: Vec<u8>) {
    let source = FaceSource {
        name: "own".to_string(),
        roles: vec![FaceRole::Fang, FaceRole::Latin],
        fallback: true,
        ink_centre: Some(300),
        stem: Some(40),
        sha256: String::new(),
        loader: Box::new(move || if face.is_empty() { Err(FontError(Message::foreign("empty"))) } else { Ok(face.clone()) }),
    };
    let name = SourceName::new("讲话.txt");
    let library = FontLibrary::new(vec![source]);
    let Handout { files, .. } = convert(RawText { name: &name, bytes: TEXT.as_bytes() }, &settings(&templates()[0]), &library);
    assert_eq!(files.len(), 2);
}
