//! The names that the faces of GB/T 9704 go by: the standard names kinds of type (仿宋, 楷体, 黑体, 小标宋), no fonts.
//!
//! Each list is in the order to look for them: Windows XP, English or PostScript, since Vista, Founder's faces, macOS; free
//! faces of the same kind last. A DOCX gives them to the word processor, `--system-fonts` looks for them on this machine.

use super::FaceRole;

/// 仿宋.
pub const FANG: &[&str] = &["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"];
/// 楷体.
pub const KAI: &[&str] = &["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti", "Kaiti SC"];
/// 黑体.
pub const HEI: &[&str] = &["黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", "Heiti SC", "Noto Sans CJK SC"];
/// 小标宋.
pub const TITLE: &[&str] =
    &["方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "小标宋", "华文中宋", "STZhongsong"];
/// 宋体.
pub const SONG: &[&str] = &["宋体", "SimSun", "华文宋体", "STSong", "Songti SC", "Noto Serif CJK SC"];
/// The Latin face.
pub const LATIN: &[&str] = &["Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes"];

/// 標楷體, of Windows in Taiwan and Hong Kong, macOS, and free faces: what offices there set text, titles and bylines in.
pub const TRADITIONAL_KAI: &[&str] = &["標楷體", "DFKai-SB", "BiauKai", "Kaiti TC", "TW-Kai", "AR PL UKai TW", "AR PL UKai HK"];
/// 微軟正黑體.
pub const TRADITIONAL_HEI: &[&str] =
    &["微軟正黑體", "Microsoft JhengHei", "PingFang TC", "PingFang HK", "Heiti TC", "Noto Sans CJK TC", "Noto Sans CJK HK"];
/// 新細明體.
pub const TRADITIONAL_SONG: &[&str] =
    &["新細明體", "PMingLiU", "細明體", "MingLiU", "細明體_HKSCS", "MingLiU_HKSCS", "Songti TC", "Noto Serif CJK TC", "Noto Serif CJK HK"];

/// The names of a role's faces in Taiwan and Hong Kong. Neither 仿宋 nor 小標宋 comes with their Windows; documents there are set in 標楷體
/// altogether, titles and headings in its bold, which is also what the pages' fallback looks like.
pub const fn traditional(role: FaceRole) -> &'static [&'static str] {
    match role {
        FaceRole::Fang | FaceRole::Kai | FaceRole::Title | FaceRole::Hei => TRADITIONAL_KAI,
        FaceRole::Song => TRADITIONAL_SONG,
        FaceRole::Latin | FaceRole::LatinBold => &[], // the same everywhere
    }
}

/// Whether a face that should stand out, 小标宋 or 黑体, goes by the name of one that is as light as the text's: it is set bold then.
pub fn wants_bold(role: FaceRole, name: &str) -> bool {
    match role {
        FaceRole::Title | FaceRole::Hei => TRADITIONAL_KAI.contains(&name),
        FaceRole::Fang | FaceRole::Kai | FaceRole::Song | FaceRole::Latin | FaceRole::LatinBold => false,
    }
}

/// The names of a role's faces.
pub const fn of(role: FaceRole) -> &'static [&'static str] {
    match role {
        FaceRole::Fang => FANG,
        FaceRole::Kai => KAI,
        FaceRole::Hei => HEI,
        FaceRole::Title => TITLE,
        FaceRole::Song => SONG,
        FaceRole::Latin | FaceRole::LatinBold => LATIN,
    }
}

/// Whether a name is that of a free face, which the bundle has in a cut chosen for its role.
pub fn is_free(name: &str) -> bool {
    ["Noto Sans CJK SC", "Noto Serif CJK SC", "Liberation Serif", "Tinos", "TeX Gyre Termes"].contains(&name)
}
