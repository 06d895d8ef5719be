//! Magic numbers: the first bytes of files that are not text, whatever their name says.
//!
//! In: bytes. Out: what the file is, and how to make text of it. Only marks that no text begins with are listed.
//!
//! **Always true:** a file that is refused here is named, so that the person knows which program opens it.

use crate::phrase;

/// A format that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    /// What people call it, with its article.
    pub name: &'static str,
    /// How to make text of it.
    pub hint: &'static str,
}

const SAVE_AS_TEXT: &str = phrase!("open it in its word processor and save it as plain text (.txt, UTF-8) first");
const EXTRACT: &str = phrase!("unpack it and convert the text files inside");
const COPY_TEXT: &str = phrase!("copy its text into a .txt file, or run it through `pdftotext` or text recognition first");
const NO_TEXT: &str = phrase!("it holds no text to print; check that the right file was named");

const fn format(name: &'static str, hint: &'static str) -> Format {
    Format { name, hint }
}

/// First bytes and what they mean.
static MAGIC: [(&[u8], Format); 37] = [
    (b"%PDF-", format(phrase!("a PDF document"), COPY_TEXT)),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", format(phrase!("a Microsoft Office or WPS document (.doc, .wps, .xls or .ppt)"), SAVE_AS_TEXT)),
    (b"{\\rtf", format(phrase!("a rich text document (.rtf)"), SAVE_AS_TEXT)),
    (b"\xDB\xA5-\0", format(phrase!("an old Word document (.doc)"), SAVE_AS_TEXT)),
    (b"\x89PNG\r\n\x1A\n", format(phrase!("a PNG picture"), COPY_TEXT)),
    (b"\xFF\xD8\xFF", format(phrase!("a JPEG picture"), COPY_TEXT)),
    (b"GIF87a", format(phrase!("a GIF picture"), COPY_TEXT)),
    (b"GIF89a", format(phrase!("a GIF picture"), COPY_TEXT)),
    (b"II*\0", format(phrase!("a TIFF picture"), COPY_TEXT)),
    (b"MM\0*", format(phrase!("a TIFF picture"), COPY_TEXT)),
    (b"AT&TFORM", format(phrase!("a DjVu document"), COPY_TEXT)),
    (b"CAJ\0", format(phrase!("a CAJ document"), COPY_TEXT)),
    (b"KDH ", format(phrase!("a KDH document"), COPY_TEXT)),
    (b"ITSF", format(phrase!("a compiled help file (.chm)"), EXTRACT)),
    (b"PK\x05\x06", format(phrase!("an empty ZIP archive"), NO_TEXT)),
    (b"\x1F\x8B\x08", format(phrase!("a gzip archive"), EXTRACT)),
    (b"7z\xBC\xAF\x27\x1C", format(phrase!("a 7z archive"), EXTRACT)),
    (b"Rar!\x1A\x07", format(phrase!("a RAR archive"), EXTRACT)),
    (b"BZh91AY&SY", format(phrase!("a bzip2 archive"), EXTRACT)),
    (b"\xFD7zXZ\0", format(phrase!("an xz archive"), EXTRACT)),
    (b"\x28\xB5\x2F\xFD", format(phrase!("a Zstandard archive"), EXTRACT)),
    (b"MSCF\0\0\0\0", format(phrase!("a cabinet archive"), EXTRACT)),
    (b"\x7FELF", format(phrase!("a program (ELF)"), NO_TEXT)),
    (b"\xCA\xFE\xBA\xBE", format(phrase!("a program (Java or Mach-O)"), NO_TEXT)),
    (b"\xCF\xFA\xED\xFE", format(phrase!("a program (Mach-O)"), NO_TEXT)),
    (b"\0asm", format(phrase!("a program (WebAssembly)"), NO_TEXT)),
    (b"SQLite format 3\0", format(phrase!("an SQLite database"), NO_TEXT)),
    (b"OTTO\0", format(phrase!("a font"), NO_TEXT)),
    (b"\0\x01\0\0\0", format(phrase!("a font"), NO_TEXT)),
    (b"ttcf\0", format(phrase!("a font"), NO_TEXT)),
    (b"wOFF\0", format(phrase!("a font"), NO_TEXT)),
    (b"wOF2\0", format(phrase!("a font"), NO_TEXT)),
    (b"OggS\0", format(phrase!("a sound recording"), NO_TEXT)),
    (b"ID3\x03\0", format(phrase!("a sound recording (MP3)"), NO_TEXT)),
    (b"ID3\x04\0", format(phrase!("a sound recording (MP3)"), NO_TEXT)),
    (b"fLaC\0", format(phrase!("a sound recording"), NO_TEXT)),
    (b"#!AMR\n", format(phrase!("a sound recording (AMR)"), NO_TEXT)),
];

/// What the file is, if its first bytes say that it is not text.
pub(super) fn recognised(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_kind(bytes));
    }
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*format);
    }
    // These begin with letters that a text may begin with; what follows decides.
    match bytes {
        [b'M', b'Z', rest @ ..] if rest.iter().take(64).filter(|byte| **byte == 0).count() >= 8 => {
            Some(format(phrase!("a Windows program"), NO_TEXT))
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(format(phrase!("a WebP picture"), COPY_TEXT)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(format(phrase!("a sound recording (WAV)"), NO_TEXT)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => Some(format(phrase!("a film (AVI)"), NO_TEXT)),
        [0, 0, 0, _, b'f', b't', b'y', b'p', ..] => Some(format(phrase!("a film or sound recording (MP4)"), NO_TEXT)),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, _, 0, 0, 0, ..] => Some(format(phrase!("a BMP picture"), COPY_TEXT)),
        _ => None,
    }
}

/// A ZIP archive, by the names of its first members.
fn zip_kind(bytes: &[u8]) -> Format {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let names = |wanted: &[u8]| head.windows(wanted.len()).any(|window| window == wanted);
    if names(b"word/") {
        format(phrase!("a Word document (.docx)"), SAVE_AS_TEXT)
    } else if names(b"xl/") || names(b"ppt/") || names(b"[Content_Types].xml") {
        format(phrase!("an Office document (.docx, .xlsx or .pptx)"), SAVE_AS_TEXT)
    } else if names(b"application/epub+zip") {
        format(phrase!("an electronic book (.epub)"), EXTRACT)
    } else if names(b"application/vnd.oasis.opendocument") {
        format(phrase!("an OpenDocument file (.odt, .ods or .odp)"), SAVE_AS_TEXT)
    } else {
        format(phrase!("a ZIP archive"), EXTRACT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_named() {
        let cases: [(&[u8], &str); 8] = [
            (b"%PDF-1.7\n", "a PDF document"),
            (b"PK\x03\x04\x14\0\0\0\x08\0....word/document.xml", "a Word document (.docx)"),
            (b"PK\x03\x04\x14\0\0\0\x08\0....a.txt", "a ZIP archive"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a Microsoft Office or WPS document (.doc, .wps, .xls or .ppt)"),
            (b"{\\rtf1\\ansi", "a rich text document (.rtf)"),
            (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
            (b"\x7FELF\x02", "a program (ELF)"),
            (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0\xB8\0\0\0", "a Windows program"),
        ];
        for (bytes, name) in cases {
            assert_eq!(recognised(bytes).map(|format| format.name), Some(name));
        }
    }

    #[test]
    fn texts_that_begin_like_them_are_texts() {
        for text in ["MZ 是什么", "PK 赛通知", "BM25 算法", "RIFF 格式说明", "ID3 标签", "GIF 动图", "{一}", "%"] {
            assert_eq!(recognised(text.as_bytes()), None, "{text}");
        }
    }
}
