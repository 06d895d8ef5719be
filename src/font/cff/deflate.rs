//! Deflate for data in which nothing repeats, under a Huffman code that is settled beforehand: literals, and no search for
//! matches.
//!
//! Charstrings are such data: a search for repetitions costs most of the time of making a PDF and saves nothing that the
//! Huffman code does not. A code that is the same for all outlines of a face lets each be packed once ([`Packed`]); the blocks that
//! a document needs are then its outlines' bits, one behind the other. In: bytes. Out: a zlib stream (RFC 1950) of deflate's blocks (RFC 1951).
//!
//! **Always true:** inflating gives the bytes back; the same bytes and code give the same stream.

/// Literals and the end of the block.
const SYMBOLS: usize = 257;
const END: usize = 256;
/// The longest code that deflate allows.
const LONGEST: u32 = 15;
/// What a stored block holds at most (3.2.4).
const STORED: usize = 65_535;
/// Checksums count modulo this (RFC 1950, 8.2).
const MODULUS: u64 = 65_521;

/// A Huffman code for all bytes and the end of the block.
pub struct Code {
    words: [Word; SYMBOLS],
    /// What begins a block, the last of its stream, in this code.
    header: Packed,
}

/// The bits of one byte in the order they are written.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    bits: u32,
    length: u32,
}

impl Code {
    /// A code that is short for what is frequent in the sample, and has a word for every byte.
    pub fn of(sample: &[u8]) -> Code {
        let mut counts = [1; SYMBOLS];
        for byte in sample {
            counts[usize::from(*byte)] += 1;
        }
        let lengths = code_lengths(counts);
        Code { words: words(&lengths), header: header(&lengths) }
    }
}

/// Some data in a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed {
    /// Whole groups of eight bytes.
    bytes: Box<[u8]>,
    /// How many bits of them count.
    bits: u32,
}

/// The sums of some data of which Adler-32 is made, and with which it goes on behind other data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checksum {
    sum: u64,
    /// Each byte as often as there are bytes from it to the end.
    weighted: u64,
    length: u64,
}

impl Checksum {
    /// Of this data.
    pub fn of(data: &[u8]) -> Checksum {
        let (mut sum, mut weighted) = (0u64, 0u64);
        // So many bytes at a time that no sum overflows.
        for block in data.chunks(1 << 20) {
            for byte in block {
                sum += u64::from(*byte);
                weighted += sum;
            }
            (sum, weighted) = (sum % MODULUS, weighted % MODULUS);
        }
        Checksum { sum, weighted, length: data.len() as u64 }
    }

    /// Of this data and the other behind it.
    pub fn then(self, next: Checksum) -> Checksum {
        Checksum {
            sum: (self.sum + next.sum) % MODULUS,
            weighted: (self.weighted + next.length % MODULUS * self.sum + next.weighted) % MODULUS,
            length: self.length + next.length,
        }
    }

    fn adler32(self) -> u32 {
        ((self.weighted + self.length) % MODULUS) as u32 * 65_536 + ((self.sum + 1) % MODULUS) as u32
    }
}

/// A zlib stream of `head`, which is stored as it is, and of parts in a code behind it.
pub fn stream<'a>(head: &[u8], code: &Code, parts: impl Iterator<Item = (&'a Packed, Checksum)> + Clone) -> Vec<u8> {
    let room: usize = parts.clone().map(|(part, _)| part.bytes.len()).sum();
    let mut out = Vec::with_capacity(head.len() + room + code.header.bytes.len() + 64);
    out.extend([0x78, 0x01]); // RFC 1950, 2.2
    for block in head.chunks(STORED) {
        let length = block.len() as u16;
        out.push(0); // not the last block, stored; the rest of the byte is not used
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let mut bits = Bits::behind(out);
    bits.append(&code.header);
    let mut checksum = Checksum::of(head);
    for (part, own) in parts {
        bits.append(part);
        checksum = checksum.then(own);
    }
    bits.push(code.words[END]);
    let mut out = bits.into_bytes();
    out.extend(checksum.adler32().to_be_bytes());
    out
}

/// The header of a block: the last one, dynamic codes; the lengths of the codes, each said in four bits.
fn header(lengths: &[u32; SYMBOLS]) -> Packed {
    let mut bits = Bits::behind(Vec::new());
    let mut push = |value: u32, length: u32| bits.push(Word { bits: value, length });
    push(1, 1); // last block
    push(2, 2); // dynamic codes
    push(0, 5); // 257 literal codes
    push(0, 5); // 1 distance code
    push(15, 4); // 19 code length codes: none for repeats (16, 17, 18), four bits for each length 0–15
    for symbol in [16u32, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] {
        push(if symbol > 15 { 0 } else { 4 }, 3);
    }
    // The distance code has one code of one bit, which is never used (3.2.7).
    for length in lengths.iter().chain(&[1]) {
        push(reversed(*length, 4), 4);
    }
    bits.into_packed()
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

/// Huffman's algorithm with two queues: leaves sorted by count (none is 0), and the nodes made of them, which come out sorted.
fn unlimited_lengths(counts: &[u32; SYMBOLS]) -> [u32; SYMBOLS] {
    let mut leaves: Vec<usize> = (0..SYMBOLS).collect();
    leaves.sort_by_key(|symbol| counts[*symbol]); // stable
    let mut lengths = [0; SYMBOLS];
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

/// The words of the canonical code (3.2.2).
fn words(lengths: &[u32; SYMBOLS]) -> [Word; SYMBOLS] {
    let mut words = [Word::default(); SYMBOLS];
    let mut next = 0;
    for length in 1..=LONGEST {
        for (word, _) in words.iter_mut().zip(lengths).filter(|(_, own)| **own == length) {
            *word = Word { bits: reversed(next, length), length };
            next += 1;
        }
        next <<= 1;
    }
    words
}

/// Huffman codes are written highest bit first, everything else lowest first.
fn reversed(value: u32, length: u32) -> u32 {
    if length == 0 { 0 } else { value.reverse_bits() >> (32 - length) }
}

/// Bits on their way into bytes, eight at a time.
pub struct Bits {
    out: Vec<u8>,
    held: u64,
    /// Bits that are held: fewer than 64.
    count: u32,
}

impl Bits {
    /// Bits that follow these bytes.
    pub fn behind(out: Vec<u8>) -> Bits {
        Bits { out, held: 0, count: 0 }
    }

    /// Data in a code.
    pub fn write(&mut self, data: &[u8], code: &Code) {
        for byte in data {
            self.push(code.words[usize::from(*byte)]);
        }
    }

    fn push(&mut self, word: Word) {
        self.take(word.bits.into(), word.length);
    }

    /// At most 64 bits; what is above their number is 0.
    fn take(&mut self, bits: u64, length: u32) {
        let room = 64 - self.count;
        self.held |= bits << self.count;
        if length < room {
            self.count += length;
            return;
        }
        self.out.extend(self.held.to_le_bytes());
        (self.held, self.count) = (bits.checked_shr(room).unwrap_or(0), length - room);
    }

    /// What is packed already.
    fn append(&mut self, packed: &Packed) {
        let mut rest = packed.bits;
        for group in packed.bytes.chunks_exact(8) {
            let length = rest.min(64);
            self.take(group.iter().rev().fold(0, |bits, byte| bits << 8 | u64::from(*byte)), length);
            rest -= length;
        }
    }

    /// The bits as they are kept.
    pub fn into_packed(mut self) -> Packed {
        let bits = self.out.len() as u32 * 8 + self.count;
        if self.count > 0 {
            self.out.extend(self.held.to_le_bytes());
        }
        Packed { bytes: self.out.into_boxed_slice(), bits }
    }

    /// The bits, filled up with zeros to whole bytes.
    fn into_bytes(mut self) -> Vec<u8> {
        let held = self.held.to_le_bytes();
        self.out.extend(held.iter().take(self.count.div_ceil(8) as usize));
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

    fn packed(head: &[u8], parts: &[Vec<u8>], sample: &[u8]) -> Vec<u8> {
        let code = Code::of(sample);
        let pack = |part: &Vec<u8>| {
            let mut bits = Bits::behind(Vec::new());
            bits.write(part, &code);
            (bits.into_packed(), Checksum::of(part))
        };
        let parts: Vec<_> = parts.iter().map(pack).collect();
        stream(head, &code, parts.iter().map(|(part, checksum)| (part, *checksum)))
    }

    #[test]
    fn odd_inputs_come_back() {
        // Counts like Fibonacci's numbers make the deepest tree.
        let (mut a, mut b, mut deep) = (1usize, 1usize, Vec::new());
        for byte in 0..24 {
            deep.extend(std::iter::repeat_n(byte, a));
            (a, b) = (b, a + b);
        }
        let all: Vec<u8> = (0..=255).collect();
        for sample in [Vec::new(), vec![7; 100_000], all.clone(), deep.clone()] {
            for head in [Vec::new(), vec![255; 200_000]] {
                for data in [Vec::new(), vec![7], vec![255; 100_000], all.clone(), deep.clone()] {
                    let parts = [data.clone(), Vec::new(), data.clone()];
                    assert!(inflated(&packed(&head, &parts, &sample)) == [head.clone(), parts.concat()].concat(), "{} bytes", data.len());
                }
            }
        }
    }

    proptest! {
        #[test]
        fn inflating_gives_the_bytes_back(
            head in proptest::collection::vec(any::<u8>(), 0..200),
            parts in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..100), 0..40),
            sample in proptest::collection::vec(any::<u8>(), 0..500),
        ) {
            prop_assert_eq!(inflated(&packed(&head, &parts, &sample)), [head, parts.concat()].concat());
        }
    }
}
