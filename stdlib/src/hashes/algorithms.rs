//! The hash functions: one table, and the names that they are known by.

use sha3::digest::{ExtendableOutput, FixedOutput, Update};

use super::blake2::{Blake2b, Blake2s, Parameters};

/// A hash in the making.
pub(super) trait Hash: Send {
    /// Takes more data in.
    fn update(&mut self, data: &[u8]);
    /// Writes the digest of the data so far.
    fn output(&self, out: &mut [u8]);
    /// A second one that goes on from here.
    fn copy(&self) -> Box<dyn Hash>;
}

/// A hash with digests of one size.
#[derive(Clone, Default)]
struct Fixed<D>(D);

impl<D: FixedOutput + Update + Clone + Send + 'static> Hash for Fixed<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
    fn output(&self, out: &mut [u8]) {
        let digest = self.0.clone().finalize_fixed();
        for (place, byte) in out.iter_mut().zip(digest) {
            *place = byte;
        }
    }
    fn copy(&self) -> Box<dyn Hash> {
        Box::new(Fixed(self.0.clone()))
    }
}

/// A hash with digests of any size.
#[derive(Clone, Default)]
struct Endless<D>(D);

impl<D: ExtendableOutput + Clone + Send + 'static> Hash for Endless<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
    fn output(&self, out: &mut [u8]) {
        self.0.clone().finalize_xof_into(out);
    }
    fn copy(&self) -> Box<dyn Hash> {
        Box::new(Endless(self.0.clone()))
    }
}

/// What makes an HMAC of a hash function.
type Mac = fn(key: &[u8], message: &[u8], out: &mut [u8]);
/// What derives a key from a password by many rounds of HMAC.
type Derive = fn(password: &[u8], salt: &[u8], rounds: u32, out: &mut [u8]);

/// A hash function.
pub(super) struct Algorithm {
    pub(super) name: &'static str,
    /// Size of a digest; 0 where it is any.
    pub(super) digest_size: usize,
    pub(super) block_size: usize,
    pub(super) new: fn() -> Box<dyn Hash>,
    /// None where digests have no size.
    pub(super) keyed: Option<(Mac, Derive)>,
}

fn fixed<D: FixedOutput + Update + Clone + Default + Send + 'static>() -> Box<dyn Hash> {
    Box::new(Fixed(D::default()))
}

fn endless<D: ExtendableOutput + Clone + Default + Send + 'static>() -> Box<dyn Hash> {
    Box::new(Endless(D::default()))
}

macro_rules! algorithms {
    ($($name:literal $kind:ident $digest:literal $block:literal $hash:ty;)*) => {
        /// Every hash function.
        pub(super) static ALGORITHMS: &[Algorithm] = &[$(algorithms!(@$kind $name $digest $block $hash)),*];
    };
    (@fixed $name:literal $digest:literal $block:literal $hash:ty) => {
        Algorithm {
            name: $name,
            digest_size: $digest,
            block_size: $block,
            new: fixed::<$hash>,
            keyed: Some((
                |key, message, out| hmac::<Fixed<$hash>, $block, $digest>(Default::default(), key, message, out),
                |password, salt, rounds, out| {
                    derive::<Fixed<$hash>, $block, $digest>(Default::default(), password, salt, rounds, out)
                },
            )),
        }
    };
    (@endless $name:literal $digest:literal $block:literal $hash:ty) => {
        Algorithm {
            name: $name,
            digest_size: $digest,
            block_size: $block,
            new: endless::<$hash>,
            keyed: None,
        }
    };
    (@blake $name:literal $digest:literal $block:literal $hash:ty) => {
        Algorithm {
            name: $name,
            digest_size: $digest,
            block_size: $block,
            new: || Box::new(<$hash>::new(&plain($digest), &[])),
            keyed: Some((
                |key, message, out| {
                    hmac::<_, $block, $digest>(<$hash>::new(&plain($digest), &[]), key, message, out);
                },
                |password, salt, rounds, out| {
                    derive::<_, $block, $digest>(<$hash>::new(&plain($digest), &[]), password, salt, rounds, out);
                },
            )),
        }
    };
}

algorithms! {
    "md5" fixed 16 64 md5::Md5;
    "sha1" fixed 20 64 sha1::Sha1;
    "sha224" fixed 28 64 sha2::Sha224;
    "sha256" fixed 32 64 sha2::Sha256;
    "sha384" fixed 48 128 sha2::Sha384;
    "sha512" fixed 64 128 sha2::Sha512;
    "sha512_224" fixed 28 128 sha2::Sha512_224;
    "sha512_256" fixed 32 128 sha2::Sha512_256;
    "sha3_224" fixed 28 144 sha3::Sha3_224;
    "sha3_256" fixed 32 136 sha3::Sha3_256;
    "sha3_384" fixed 48 104 sha3::Sha3_384;
    "sha3_512" fixed 64 72 sha3::Sha3_512;
    "shake_128" endless 0 168 shake::Shake128;
    "shake_256" endless 0 136 shake::Shake256;
    "blake2b" blake 64 128 Blake2b;
    "blake2s" blake 32 64 Blake2s;
}

/// Parameters of a hash that is no part of a tree.
pub(super) fn plain(digest_size: u8) -> Parameters<'static> {
    Parameters {
        digest_size,
        fanout: 1,
        depth: 1,
        ..Parameters::default()
    }
}

/// Other names than those in the table.
const ALIASES: &[(&str, &str)] = &[
    ("sha-1", "sha1"),
    ("sha-224", "sha224"),
    ("sha2-224", "sha224"),
    ("sha-256", "sha256"),
    ("sha2-256", "sha256"),
    ("sha-384", "sha384"),
    ("sha2-384", "sha384"),
    ("sha-512", "sha512"),
    ("sha2-512", "sha512"),
    ("sha512-224", "sha512_224"),
    ("sha-512/224", "sha512_224"),
    ("sha2-512/224", "sha512_224"),
    ("sha512-256", "sha512_256"),
    ("sha-512/256", "sha512_256"),
    ("sha2-512/256", "sha512_256"),
    ("sha3-224", "sha3_224"),
    ("sha3-256", "sha3_256"),
    ("sha3-384", "sha3_384"),
    ("sha3-512", "sha3_512"),
    ("shake128", "shake_128"),
    ("shake-128", "shake_128"),
    ("shake256", "shake_256"),
    ("shake-256", "shake_256"),
    ("blake2b512", "blake2b"),
    ("blake2b-512", "blake2b"),
    ("blake2s256", "blake2s"),
    ("blake2s-256", "blake2s"),
];

/// The hash function of this name.
pub(super) fn find(name: &str) -> Option<&'static Algorithm> {
    let lower = name.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
    let known = alias.map_or(lower.as_str(), |(_, name)| name);
    ALGORITHMS
        .iter()
        .find(|a| a.name == known)
        // These two come by their other names, or as they are written here.
        .filter(|a| alias.is_some() || !a.name.starts_with("blake") || a.name == name)
}

// ---- HMAC ---------------------------------------------------------------------------------

/// The two hashes that an HMAC begins with: the key and its padding are in them.
fn begin<H: Hash + Clone, const BLOCK: usize, const SIZE: usize>(new: &H, key: &[u8]) -> (H, H) {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        let mut hash = new.clone();
        hash.update(key);
        hash.output(&mut block[..SIZE]);
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let (mut inner, mut outer) = (new.clone(), new.clone());
    inner.update(&block.map(|byte| byte ^ 0x36));
    outer.update(&block.map(|byte| byte ^ 0x5C));
    (inner, outer)
}

fn finish<H: Hash + Clone, const SIZE: usize>(inner: H, outer: &H) -> [u8; SIZE] {
    let mut digest = [0; SIZE];
    inner.output(&mut digest);
    let mut outer = outer.clone();
    outer.update(&digest);
    outer.output(&mut digest);
    digest
}

fn hmac<H: Hash + Clone, const BLOCK: usize, const SIZE: usize>(
    new: H,
    key: &[u8],
    message: &[u8],
    out: &mut [u8],
) {
    let (mut inner, outer) = begin::<H, BLOCK, SIZE>(&new, key);
    inner.update(message);
    out.copy_from_slice(&finish::<H, SIZE>(inner, &outer));
}

/// PBKDF2 of RFC 8018.
fn derive<H: Hash + Clone, const BLOCK: usize, const SIZE: usize>(
    new: H,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    out: &mut [u8],
) {
    let (inner, outer) = begin::<H, BLOCK, SIZE>(&new, password);
    for (number, part) in (1u32..).zip(out.chunks_mut(SIZE)) {
        let mut first = inner.clone();
        first.update(salt);
        first.update(&number.to_be_bytes());
        let mut last = finish::<H, SIZE>(first, &outer);
        let mut sum = last;
        for _ in 1..rounds {
            let mut next = inner.clone();
            next.update(&last);
            last = finish::<H, SIZE>(next, &outer);
            for (sum, byte) in sum.iter_mut().zip(last) {
                *sum ^= byte;
            }
        }
        part.copy_from_slice(&sum[..part.len()]);
    }
}
