//! The bundled faces, for unit tests of the stages that need real glyphs.
#![expect(clippy::disallowed_methods, reason = "tests read the bundle from the source tree")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::{FaceSource, FontError, FontLibrary};
use crate::template::FaceRole;

/// The bundle as one library, made once.
pub(crate) fn bundle() -> &'static FontLibrary {
    static BUNDLE: OnceLock<FontLibrary> = OnceLock::new();
    BUNDLE.get_or_init(|| FontLibrary::new(faces()))
}

/// The bundle with a flag that its fallback was read.
pub(crate) fn watched() -> (FontLibrary, Arc<AtomicBool>) {
    let read = Arc::new(AtomicBool::new(false));
    let mut faces = faces();
    for face in faces.iter_mut().filter(|face| face.roles.is_empty()) {
        let (flag, load) = (Arc::clone(&read), std::mem::replace(&mut face.loader, Box::new(|| Err(FontError(Default::default())))));
        face.loader = Box::new(move || {
            flag.store(true, Ordering::Release);
            load()
        });
    }
    (FontLibrary::new(faces), read)
}

fn faces() -> Vec<FaceSource> {
    vec![
        face("JiangyiFang-Regular.otf", &[FaceRole::Fang, FaceRole::Song], false),
        face("JiangyiFallback-Light.ttf", &[], true),
        face("JiangyiKai-Regular.ttf", &[FaceRole::Kai], true),
        face("JiangyiHei-Medium.otf", &[FaceRole::Hei], true),
        face("JiangyiTitle-Bold.otf", &[FaceRole::Title], true),
        face("LiberationSerif-Regular.ttf", &[FaceRole::Latin], true),
        face("LiberationSerif-Bold.ttf", &[FaceRole::LatinBold], false),
    ]
}

/// One face of the bundle.
pub(crate) fn face(file: &'static str, roles: &[FaceRole], fallback: bool) -> FaceSource {
    // As in fonts/fonts.toml.
    let stem = [("JiangyiFang", 43), ("JiangyiFallback", 60), ("JiangyiTitle", 128)].into_iter().find(|(name, _)| file.starts_with(name));
    let loader = move || {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(file))
            .map_err(|e| FontError(crate::message::Message::foreign(e.to_string())))
    };
    FaceSource {
        name: file.to_string(),
        roles: roles.to_vec(),
        fallback,
        ink_centre: None,
        stem: stem.map(|(_, stem)| stem),
        sha256: file.to_string(),
        loader: Box::new(loader),
    }
}
