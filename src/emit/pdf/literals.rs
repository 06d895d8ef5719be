//! Deflate for data in which nothing repeats: one Huffman block of literals, no search for matches.
//!
//! Charstrings are such data: a search for repetitions costs most of the time of making a PDF and saves nothing that the
//! Huffman code does not. In: bytes. Out: a zlib stream (RFC 1950) that holds one dynamic block (RFC 1951, 3.2.7).
//!
//! **Always true:** inflating gives the bytes back; the same bytes give the same stream.

/// Literals and the end of the block.
const SYMBOLS: usize = 257;
const END: usize = 256;
/// The longest code that deflate allows.
const LONGEST: u32 = 15;
/// More bytes than the headers take, and the eight that are written at a time.
const HEADER: usize = 256;

/// The bytes as a zlib stream.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let counts = counts(data);
    let lengths = code_lengths(counts);
    let codes = codes(&lengths);
    let size: u64 = counts.iter().zip(&lengths).map(|(count, length)| u64::from(*count) * u64::from(*length)).sum();
    let mut bits = Bits::with_room(size as usize / 8 + HEADER);
    bits.push(0x0178, 16); // RFC 1950, 2.2
    write_header(&mut bits, &lengths);
    // Between two pushes seven bits may be held, and a push takes 56: four codes of 14 bits, or three of 15.
    match lengths.iter().all(|length| *length <= 14) {
        true => write_codes::<4>(&mut bits, data, &codes),
        false => write_codes::<3>(&mut bits, data, &codes),
    }
    bits.push(codes[END].bits.into(), codes[END].length);
    let mut out = bits.finish();
    let mut checksum = libdeflater::Adler32::new();
    checksum.update(data);
    out.extend(checksum.sum().to_be_bytes());
    out
}

/// The codes of the bytes, so many at a time.
fn write_codes<const N: usize>(bits: &mut Bits, data: &[u8], codes: &[Code; SYMBOLS]) {
    let mut groups = data.chunks_exact(N);
    for group in &mut groups {
        let (mut together, mut length) = (0, 0);
        for byte in group {
            let code = codes[usize::from(*byte)];
            together |= u64::from(code.bits) << length;
            length += code.length;
        }
        bits.push(together, length);
    }
    for byte in groups.remainder() {
        let code = codes[usize::from(*byte)];
        bits.push(code.bits.into(), code.length);
    }
}

/// How often each byte occurs, and one end. Two tables, since one would wait for itself where a byte follows itself.
fn counts(data: &[u8]) -> [u32; SYMBOLS] {
    let (mut even, mut odd) = ([0u32; SYMBOLS], [0u32; 256]);
    let mut pairs = data.chunks_exact(2);
    for pair in &mut pairs {
        even[usize::from(pair[0])] += 1;
        odd[usize::from(pair[1])] += 1;
    }
    for byte in pairs.remainder() {
        even[usize::from(*byte)] += 1;
    }
    even.iter_mut().zip(odd).for_each(|(even, odd)| *even += odd);
    even[END] = 1;
    even
}

/// The block header: last block, dynamic codes; the lengths of the codes, each said in four bits.
fn write_header(bits: &mut Bits, lengths: &[u32; SYMBOLS]) {
    bits.push(1, 1); // last block
    bits.push(2, 2); // dynamic codes
    bits.push(0, 5); // 257 literal codes
    bits.push(0, 5); // 1 distance code
    bits.push(15, 4); // 19 code length codes: none for repeats (16, 17, 18), four bits for each length 0–15
    for symbol in [16u32, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] {
        bits.push(if symbol > 15 { 0 } else { 4 }, 3);
    }
    // The distance code has one code of one bit, which is never used (3.2.7).
    for length in lengths.iter().chain(&[1]) {
        bits.push(reversed(*length, 4).into(), 4);
    }
}

/// Huffman code lengths, none longer than deflate allows.
fn code_lengths(mut counts: [u32; SYMBOLS]) -> [u32; SYMBOLS] {
    loop {
        let lengths = unlimited_lengths(&counts);
        if lengths.iter().all(|length| *length <= LONGEST) {
            return lengths;
        }
        // Flatter counts give a flatter tree; at the latest when all are 1 it has nine levels.
        for count in &mut counts {
            *count = count.div_ceil(2);
        }
    }
}

/// Huffman's algorithm with two queues: leaves sorted by count, and the nodes made of them, which come out sorted.
fn unlimited_lengths(counts: &[u32; SYMBOLS]) -> [u32; SYMBOLS] {
    let mut leaves: Vec<usize> = (0..SYMBOLS).filter(|symbol| counts[*symbol] > 0).collect();
    leaves.sort_by_key(|symbol| counts[*symbol]); // stable
    let mut lengths = [0; SYMBOLS];
    if let [only] = leaves[..] {
        lengths[only] = 1;
        return lengths;
    }
    // Nodes: the leaves, then the inner nodes in the order they are made; each knows its parent.
    let mut weights: Vec<u32> = leaves.iter().map(|symbol| counts[*symbol]).collect();
    let mut parents: Vec<usize> = vec![0; leaves.len() * 2 - 1];
    let (mut leaf, mut inner) = (0, leaves.len());
    for node in leaves.len()..parents.len() {
        let mut lightest = || {
            let take_leaf = leaf < leaves.len() && (inner >= node || weights[leaf] <= weights[inner]);
            let queue = if take_leaf { &mut leaf } else { &mut inner };
            *queue += 1;
            *queue - 1
        };
        let (a, b) = (lightest(), lightest());
        (parents[a], parents[b]) = (node, node);
        weights.push(weights[a] + weights[b]);
    }
    let mut depths = vec![0u32; parents.len()];
    for node in (0..parents.len() - 1).rev() {
        depths[node] = depths[parents[node]] + 1;
    }
    for (leaf, symbol) in leaves.iter().enumerate() {
        lengths[*symbol] = depths[leaf];
    }
    lengths
}

/// A Huffman code: its bits in the order they are written.
#[derive(Debug, Clone, Copy, Default)]
struct Code {
    bits: u32,
    length: u32,
}

/// Canonical codes (3.2.2).
fn codes(lengths: &[u32; SYMBOLS]) -> [Code; SYMBOLS] {
    let mut codes = [Code::default(); SYMBOLS];
    let mut next = 0;
    for length in 1..=LONGEST {
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, own)| **own == length) {
            *code = Code { bits: reversed(next, length), length };
            next += 1;
        }
        next <<= 1;
    }
    codes
}

/// Huffman codes are written highest bit first, everything else lowest first.
fn reversed(value: u32, length: u32) -> u32 {
    if length == 0 { 0 } else { value.reverse_bits() >> (32 - length) }
}

/// Bits on their way into bytes: whole bytes are written with each push, so that no branch hangs on the data.
struct Bits {
    out: Vec<u8>,
    /// Bytes of `out` that are final.
    written: usize,
    held: u64,
    /// Bits that are held: fewer than eight between two pushes.
    count: u32,
}

impl Bits {
    fn with_room(bytes: usize) -> Bits {
        Bits { out: vec![0; bytes + 8], written: 0, held: 0, count: 0 }
    }

    /// At most 56 bits.
    #[inline(always)] // once for every three or four bytes of all charstrings: as a call it took twice the time
    fn push(&mut self, bits: u64, length: u32) {
        self.held |= bits << self.count;
        self.count += length;
        if self.out.len() < self.written + 8 {
            self.grow();
        }
        self.out[self.written..self.written + 8].copy_from_slice(&self.held.to_le_bytes());
        let bytes = self.count / 8;
        self.written += bytes as usize;
        self.held >>= bytes * 8;
        self.count %= 8;
    }

    #[cold] // there is room for all, as long as the size is reckoned right
    fn grow(&mut self) {
        self.out.resize(self.written + 4096, 0);
    }

    fn finish(mut self) -> Vec<u8> {
        // What is held stands behind what is final already.
        self.out.truncate(self.written + usize::from(self.count > 0));
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inflated(stream: &[u8]) -> Vec<u8> {
        let mut out = vec![0; 1 << 20];
        let length = libdeflater::Decompressor::new().zlib_decompress(stream, &mut out).unwrap();
        out.truncate(length);
        out
    }

    #[test]
    fn odd_inputs_come_back() {
        // Counts like Fibonacci's numbers make the deepest tree.
        let (mut a, mut b, mut deep) = (1usize, 1usize, Vec::new());
        for byte in 0..24 {
            deep.extend(std::iter::repeat_n(byte, a));
            (a, b) = (b, a + b);
        }
        for data in [Vec::new(), vec![7], vec![7; 100_000], (0..=255).collect(), deep] {
            assert!(inflated(&deflate(&data)) == data, "{} bytes", data.len());
        }
    }

    proptest! {
        #[test]
        fn inflating_gives_the_bytes_back(data in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            prop_assert_eq!(inflated(&deflate(&data)), data);
        }
    }
}
