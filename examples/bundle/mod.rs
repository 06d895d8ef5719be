//! The faces of `fonts/` as a library: what each is for, and how to read it when a text needs it.
#![expect(clippy::disallowed_methods, reason = "an example reads files; the library's stages do not")]

use jiangyi::font::{FaceSource, FontError, FontLibrary};
use jiangyi::message::Message;
use jiangyi::template::FaceRole;

/// File, what it is used for, whether it may stand in for characters that the wanted face lacks (in this order).
const FACES: [(&str, &[FaceRole], bool); 7] = [
    ("JiangyiFang-Regular.otf", &[FaceRole::Fang, FaceRole::Song], false),
    ("JiangyiFallback-Light.ttf", &[], true),
    ("JiangyiKai-Regular.ttf", &[FaceRole::Kai], true),
    ("JiangyiHei-Medium.otf", &[FaceRole::Hei], true),
    ("JiangyiTitle-Bold.otf", &[FaceRole::Title], true),
    ("LiberationSerif-Regular.ttf", &[FaceRole::Latin], true),
    ("LiberationSerif-Bold.ttf", &[FaceRole::LatinBold], false),
];

/// A library that opens each face when it is needed first.
pub fn fonts() -> FontLibrary {
    let source = |(file, roles, fallback): (&'static str, &[FaceRole], bool)| FaceSource {
        name: file.to_string(),
        roles: roles.to_vec(),
        fallback,
        ink_centre: None,
        stem: None,
        sha256: String::new(), // goes into the fingerprint of an output, which these examples do not need
        loader: Box::new(move || {
            std::fs::read(format!("fonts/{file}")).map_err(|e| FontError(Message::foreign(format!("fonts/{file}: {e}"))))
        }),
    };
    FontLibrary::new(FACES.into_iter().map(source).collect())
}
