//! The Mersenne Twister, word for word the stream of CPython's `_random`.

const N: usize = 624;
const M: usize = 397;

/// Generator state: 624 words and the position in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    words: [u32; N],
    index: usize,
}

impl Mt19937 {
    /// A generator seeded by one word.
    pub fn from_u32(seed: u32) -> Self {
        let mut words = [0u32; N];
        words[0] = seed;
        for i in 1..N {
            let prev = words[i - 1];
            words[i] = 1812433253u32
                .wrapping_mul(prev ^ prev >> 30)
                .wrapping_add(i as u32);
        }
        Mt19937 { words, index: N }
    }

    /// A generator seeded by a sequence of words. An int seed is its magnitude in 32-bit
    /// words, least significant first, `[0]` for zero (see [`seed_words`]).
    pub fn from_key(key: &[u32]) -> Self {
        let mut g = Self::from_u32(19650218);
        let key = if key.is_empty() { &[0] } else { key };
        let w = &mut g.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let prev = w[i - 1];
            w[i] = (w[i] ^ (prev ^ prev >> 30).wrapping_mul(1664525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i == N {
                w[0] = w[N - 1];
                i = 1;
            }
            if j == key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let prev = w[i - 1];
            w[i] = (w[i] ^ (prev ^ prev >> 30).wrapping_mul(1566083941)).wrapping_sub(i as u32);
            i += 1;
            if i == N {
                w[0] = w[N - 1];
                i = 1;
            }
        }
        w[0] = 0x8000_0000;
        g
    }

    fn refill(&mut self) {
        let w = &mut self.words;
        for i in 0..N {
            let y = w[i] & 0x8000_0000 | w[(i + 1) % N] & 0x7FFF_FFFF;
            let odd = if y & 1 == 0 { 0 } else { 0x9908_B0DF };
            w[i] = w[(i + M) % N] ^ y >> 1 ^ odd;
        }
        self.index = 0;
    }

    /// The next 32 bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        if self.index >= N {
            self.refill();
        }
        let mut y = self.words[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9D2C_5680;
        y ^= y << 15 & 0xEFC6_0000;
        y ^ y >> 18
    }

    /// `random()`: a float in [0, 1) with 53 bits.
    #[inline]
    pub fn random(&mut self) -> f64 {
        let a = f64::from(self.next_u32() >> 5);
        let b = f64::from(self.next_u32() >> 6);
        (a * 67108864.0 + b) * (1.0 / 9007199254740992.0)
    }

    /// `getrandbits(bits)` for at most 64 bits; 0 gives 0.
    pub fn bits_u64(&mut self, bits: u32) -> u64 {
        match bits {
            0 => 0,
            1..=32 => u64::from(self.next_u32() >> (32 - bits)),
            _ => {
                let low = u64::from(self.next_u32());
                let high = u64::from(self.next_u32() >> (64 - bits.min(64)));
                high << 32 | low
            }
        }
    }

    /// `getrandbits(bits)` as 32-bit words, least significant first.
    pub fn bits(&mut self, bits: usize) -> Vec<u32> {
        let mut left = bits;
        let mut out = Vec::with_capacity(bits.div_ceil(32));
        while left > 0 {
            let word = self.next_u32();
            out.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        out
    }

    /// `getstate()`: 624 words, then the position.
    pub fn state(&self) -> (&[u32; N], usize) {
        (&self.words, self.index)
    }

    /// `setstate()`: `None` unless there are 624 words and the position is at most 624.
    pub fn from_state(words: &[u32], index: usize) -> Option<Self> {
        let words: [u32; N] = words.try_into().ok()?;
        (index <= N).then_some(Mt19937 { words, index })
    }
}

/// The key for an int seed, given its magnitude as 64-bit words, least significant first.
pub fn seed_words(magnitude: &[u64]) -> Vec<u32> {
    let mut key: Vec<u32> = magnitude
        .iter()
        .flat_map(|&w| [w as u32, (w >> 32) as u32])
        .collect();
    while key.len() > 1 && key.last() == Some(&0) {
        key.pop();
    }
    if key.is_empty() {
        key.push(0);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stream_of_cpython() {
        let mut g = Mt19937::from_key(&seed_words(&[42]));
        assert_eq!(g.random(), 0.6394267984578837);
        assert_eq!(g.random(), 0.025010755222666936);
        assert_eq!(g.bits_u64(5), 8);
        assert_eq!(g.bits_u64(40), 245864938384);
        let mut g = Mt19937::from_key(&seed_words(&[0, 0, 1 << 6]));
        assert_eq!(g.random(), 0.6862233395647603);
        let (words, index) = g.state();
        let mut h = Mt19937::from_state(words, index).unwrap();
        assert_eq!(g.next_u32(), h.next_u32());
        assert!(Mt19937::from_state(&[1, 2], 0).is_none());
        assert!(Mt19937::from_state(g.state().0, 625).is_none());
    }
}
