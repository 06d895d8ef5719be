//! A picture as a PNG file: grey where it has no colour, with our name in it.
//!
//! **Always true:** the file has no time in it and depends on nothing but the pixels and the resolution.

use libdeflater::{CompressionLvl, Compressor, crc32};

use super::Picture;

/// What every PNG begins with.
const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
/// Who made it, as the PNG specification (11.3.3.2) has it: a keyword, a zero, a text.
const SOFTWARE: &[u8] = b"Software\0jiangyi";
/// The level that makes small files of text pages without taking longer than drawing them.
const LEVEL: i32 = 8;
/// Dots an inch to pixels a metre: an inch is 0.0254 m.
const INCHES_IN_254_M: u32 = 10_000;

/// The picture as a file.
pub fn encode(picture: &Picture, dpi: u32) -> Vec<u8> {
    let is_grey = picture.pixels.iter().all(|[r, g, b]| r == g && g == b);
    let (colour_type, channels) = if is_grey { (0, 1) } else { (2, 3) };
    let mut out = SIGNATURE.to_vec();
    let mut head = Vec::with_capacity(13);
    for side in [picture.width, picture.height] {
        head.extend(u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes());
    }
    // Eight bits a channel; deflate; filtered by rows; not interlaced.
    head.extend([8, colour_type, 0, 0, 0]);
    chunk(&mut out, b"IHDR", &head);
    let per_metre = (dpi * INCHES_IN_254_M + 127) / 254;
    chunk(&mut out, b"pHYs", &[&per_metre.to_be_bytes()[..], &per_metre.to_be_bytes()[..], &[1]].concat());
    chunk(&mut out, b"tEXt", SOFTWARE);
    let mut rows = Vec::with_capacity((picture.width * channels + 1) * picture.height);
    for row in picture.pixels.chunks(picture.width.max(1)) {
        // No filter: pages are white between sharp edges, on which filters lose.
        rows.push(0);
        row.iter().for_each(|pixel| rows.extend(pixel.iter().take(channels)));
    }
    chunk(&mut out, b"IDAT", &deflated(&rows));
    chunk(&mut out, b"IEND", &[]);
    out
}

/// Whether a file is a picture that we wrote.
pub fn is_ours(file: &[u8]) -> bool {
    let head = file.get(..file.len().min(128)).unwrap_or(file);
    head.starts_with(&SIGNATURE) && head.windows(SOFTWARE.len()).any(|window| window == SOFTWARE)
}

fn deflated(rows: &[u8]) -> Vec<u8> {
    let level = CompressionLvl::new(LEVEL).unwrap_or_default();
    let mut compressor = Compressor::new(level);
    let mut out = vec![0; compressor.zlib_compress_bound(rows.len())];
    // The bound is what the compressor itself asks for, so there is room.
    let length = compressor.zlib_compress(rows, &mut out).unwrap_or(0);
    out.truncate(length);
    out
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    out.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes());
    let begin = out.len();
    out.extend(name);
    out.extend(content);
    let sum = crc32(out.get(begin..).unwrap_or_default());
    out.extend(sum.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixels: Vec<[u8; 3]>) -> Picture {
        Picture { width: 2, height: pixels.len() / 2, pixels }
    }

    #[test]
    fn a_picture_without_colour_is_grey_and_says_its_size() {
        let grey = encode(&picture(vec![[0; 3], [255; 3], [7; 3], [9; 3]]), 100);
        assert_eq!((&grey[16..20], &grey[20..24], grey[25]), (&2u32.to_be_bytes()[..], &2u32.to_be_bytes()[..], 0));
        let red = encode(&picture(vec![[255, 0, 0], [255; 3]]), 100);
        assert_eq!((&red[20..24], red[25]), (&1u32.to_be_bytes()[..], 2));
        assert_eq!(&grey[41..45], &3937u32.to_be_bytes(), "100 dots an inch are 3937 a metre");
    }

    #[test]
    fn the_rows_come_back_and_every_sum_is_right() {
        let file = encode(&picture(vec![[1; 3], [2; 3], [3; 3], [4; 3]]), 72);
        let (mut at, mut rows) = (8, vec![0; 6]);
        while at < file.len() {
            let length = usize::try_from(u32::from_be_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]])).expect("small");
            let (body, sum) = (&file[at + 4..at + 8 + length], &file[at + 8 + length..at + 12 + length]);
            assert_eq!(crc32(body).to_be_bytes(), sum);
            if body.starts_with(b"IDAT") {
                libdeflater::Decompressor::new().zlib_decompress(&body[4..], &mut rows).expect("zlib");
            }
            at += 12 + length;
        }
        assert_eq!(rows, [0, 1, 2, 0, 3, 4]);
    }

    #[test]
    fn only_what_we_wrote_is_ours() {
        let file = encode(&picture(vec![[0; 3]; 2]), 72);
        assert!(is_ours(&file));
        assert!(!is_ours(&SIGNATURE) && !is_ours(SOFTWARE) && !is_ours(b""));
    }
}
