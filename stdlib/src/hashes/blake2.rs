//! BLAKE2b and BLAKE2s, with all parameters of the standard (those of trees too, which the usual
//! crates leave out).

/// What a hash function is made with, apart from the key.
#[derive(Clone, Default)]
pub(super) struct Parameters<'a> {
    pub(super) digest_size: u8,
    pub(super) fanout: u8,
    pub(super) depth: u8,
    pub(super) leaf_size: u32,
    pub(super) node_offset: u64,
    pub(super) node_depth: u8,
    pub(super) inner_size: u8,
    pub(super) last_node: bool,
    pub(super) salt: &'a [u8],
    pub(super) person: &'a [u8],
}

/// The order in which a round takes the words of a block.
const SIGMA: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

macro_rules! blake2 {
    ($name:ident: words of $word:ty, blocks of $block:literal, $rounds:literal rounds,
     turns $turns:expr, offset of $offset:literal bytes, texts of $text:literal, starts $start:expr;) => {
        /// One hash in the making.
        #[derive(Clone)]
        pub(super) struct $name {
            h: [$word; 8],
            /// Number of bytes in the blocks before this one.
            count: u128,
            block: [u8; $block],
            len: usize,
            size: usize,
            last_node: bool,
        }

        impl $name {
            /// The most bytes of a digest or a key.
            pub(super) const MOST: usize = $block / 2;
            /// The most bytes of a salt or a personalisation.
            pub(super) const TEXT: usize = $text;
            const START: [$word; 8] = $start;

            /// A hash; the caller has checked what is in range.
            pub(super) fn new(p: &Parameters<'_>, key: &[u8]) -> $name {
                let mut block = Vec::with_capacity($block / 2);
                block.extend_from_slice(&[p.digest_size, key.len() as u8, p.fanout, p.depth]);
                block.extend_from_slice(&p.leaf_size.to_le_bytes());
                block.extend_from_slice(&p.node_offset.to_le_bytes()[..$offset]);
                block.extend_from_slice(&[p.node_depth, p.inner_size]);
                block.resize($block / 2 - 2 * $text, 0);
                for text in [p.salt, p.person] {
                    let end = block.len() + $text;
                    block.extend_from_slice(text);
                    block.resize(end, 0);
                }
                let mut h = Self::START;
                for (word, bytes) in h.iter_mut().zip(block.chunks_exact(size_of::<$word>())) {
                    *word ^= Self::word(bytes);
                }
                let mut hash = $name {
                    h,
                    count: 0,
                    block: [0; $block],
                    len: 0,
                    size: p.digest_size.into(),
                    last_node: p.last_node,
                };
                if !key.is_empty() {
                    hash.block[..key.len()].copy_from_slice(key);
                    hash.len = $block;
                }
                hash
            }

            fn word(bytes: &[u8]) -> $word {
                bytes
                    .iter()
                    .rev()
                    .fold(0, |word, byte| word << 8 | <$word>::from(*byte))
            }

            /// Mixes a block into the state; `count` bytes come up to its end.
            fn mix(h: &mut [$word; 8], block: &[u8], count: u128, last: bool, last_node: bool) {
                let mut m: [$word; 16] = [0; 16];
                for (word, bytes) in m.iter_mut().zip(block.chunks_exact(size_of::<$word>())) {
                    *word = Self::word(bytes);
                }
                let mut v: [$word; 16] = [0; 16];
                v[..8].copy_from_slice(h);
                v[8..].copy_from_slice(&Self::START);
                v[12] ^= count as $word;
                v[13] ^= (count >> <$word>::BITS) as $word;
                if last {
                    v[14] = !v[14];
                }
                if last_node {
                    v[15] = !v[15];
                }
                const TURNS: [u32; 4] = $turns;
                macro_rules! g {
                    ($s:ident, $i:literal, $a:literal, $b:literal, $c:literal, $d:literal) => {
                        v[$a] = v[$a].wrapping_add(v[$b]).wrapping_add(m[$s[2 * $i]]);
                        v[$d] = (v[$d] ^ v[$a]).rotate_right(TURNS[0]);
                        v[$c] = v[$c].wrapping_add(v[$d]);
                        v[$b] = (v[$b] ^ v[$c]).rotate_right(TURNS[1]);
                        v[$a] = v[$a].wrapping_add(v[$b]).wrapping_add(m[$s[2 * $i + 1]]);
                        v[$d] = (v[$d] ^ v[$a]).rotate_right(TURNS[2]);
                        v[$c] = v[$c].wrapping_add(v[$d]);
                        v[$b] = (v[$b] ^ v[$c]).rotate_right(TURNS[3]);
                    };
                }
                for round in 0..$rounds {
                    let s = &SIGMA[round % 10];
                    g!(s, 0, 0, 4, 8, 12);
                    g!(s, 1, 1, 5, 9, 13);
                    g!(s, 2, 2, 6, 10, 14);
                    g!(s, 3, 3, 7, 11, 15);
                    g!(s, 4, 0, 5, 10, 15);
                    g!(s, 5, 1, 6, 11, 12);
                    g!(s, 6, 2, 7, 8, 13);
                    g!(s, 7, 3, 4, 9, 14);
                }
                for i in 0..8 {
                    h[i] ^= v[i] ^ v[i + 8];
                }
            }
        }

        impl super::algorithms::Hash for $name {
            fn update(&mut self, mut data: &[u8]) {
                // The last block is mixed in at the end, so a full one waits for more.
                while !data.is_empty() {
                    if self.len == $block {
                        self.count += $block;
                        Self::mix(&mut self.h, &self.block, self.count, false, false);
                        self.len = 0;
                    }
                    if self.len == 0 {
                        while data.len() > $block {
                            self.count += $block;
                            Self::mix(&mut self.h, &data[..$block], self.count, false, false);
                            data = &data[$block..];
                        }
                    }
                    let n = data.len().min($block - self.len);
                    self.block[self.len..self.len + n].copy_from_slice(&data[..n]);
                    self.len += n;
                    data = &data[n..];
                }
            }
            fn output(&self, out: &mut [u8]) {
                let (mut h, mut block) = (self.h, self.block);
                block[self.len..].fill(0);
                let count = self.count + self.len as u128;
                Self::mix(&mut h, &block, count, true, self.last_node);
                let bytes = h.iter().flat_map(|word| word.to_le_bytes());
                for (place, byte) in out.iter_mut().zip(bytes.take(self.size)) {
                    *place = byte;
                }
            }
            fn copy(&self) -> Box<dyn super::algorithms::Hash> {
                Box::new(self.clone())
            }
        }
    };
}

blake2! {
    Blake2b: words of u64, blocks of 128, 12 rounds,
    turns [32, 24, 16, 63], offset of 8 bytes, texts of 16,
    starts [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ];
}

blake2! {
    Blake2s: words of u32, blocks of 64, 10 rounds,
    turns [16, 12, 8, 7], offset of 6 bytes, texts of 8,
    starts [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ];
}
