//! `str`: WTF-8 text with its length in code points, cached hash and ASCII flag.
//!
//! The number beside the payload is the length in code points; the bytes follow the payload in the object's own memory. Strings that are names are interned:
//! equal interned strings are the same object.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Ref;
use super::header::{self, Header, Kind, Obj, VTable, Visit, flag};
use super::typ::{Type, tflag};
use super::var::{MAX_LEN, Var, VarInfo, var_vtable};
use crate::names::Name;
use crate::text::TooLarge;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Fixed part of a string.
pub struct StrInfo {
    /// 0: not computed yet.
    hash: AtomicI64,
}

impl VarInfo for StrInfo {
    const KIND: Kind = Kind::Str;
    const GC: bool = false;
    type Item = u8;
    fn traverse_items(_: &[u8], _: Visit<'_>) {}
}

/// Payload of `str`.
pub type Str = Var<StrInfo>;

/// Sizes from here on are tried before they are asked for.
const PROBED: usize = 1 << 26;

pub(crate) static STR_VTABLE: VTable = var_vtable::<StrInfo>();

fn count_chars(bytes: &[u8]) -> usize {
    crate::text::wtf8::count(bytes)
}

/// Length of a string that is about to be made.
#[derive(Clone, Copy)]
pub(crate) struct JoinedLen {
    bytes: usize,
    chars: usize,
}

impl JoinedLen {
    /// Size of the strings among `parts` with `sep` between them.
    pub(crate) fn of(sep: Option<&Ref<Str>>, parts: &[Value]) -> JoinedLen {
        let mut size = JoinedLen { bytes: 0, chars: 0 };
        for s in parts.iter().filter_map(|part| part.as_str_obj()) {
            size.bytes = size.bytes.saturating_add(s.body.len());
            size.chars += s.char_len();
        }
        if let Some(sep) = sep {
            let gaps = parts.len().saturating_sub(1);
            size.bytes = size
                .bytes
                .saturating_add(sep.body.len().saturating_mul(gaps));
            size.chars = size
                .chars
                .saturating_add(sep.char_len().saturating_mul(gaps));
        }
        size
    }
    /// Small enough to be made without looking whether there is memory for it?
    pub(crate) fn is_modest(self) -> bool {
        self.bytes < PROBED
    }
}

impl Obj<Str> {
    /// The bytes: UTF-8, except that lone surrogates are encoded as if they were characters.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        self.body.items()
    }
    /// The text, if it holds no lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }
    /// The text with lone surrogates replaced.
    pub fn to_string_lossy(&self) -> String {
        match self.as_str() {
            Some(s) => s.to_owned(),
            None => String::from_utf8_lossy(self.bytes()).into_owned(),
        }
    }
    /// Is every byte ASCII?
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.body.extra.load(Ordering::Relaxed) as usize == self.body.len()
    }
    /// Length in code points.
    #[inline(always)]
    pub fn char_len(&self) -> usize {
        self.body.extra.load(Ordering::Relaxed) as usize
    }
    /// Interned?
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header.has_flag(flag::INTERNED)
    }
    /// The hash, as `hash()` gives it.
    #[inline(always)]
    pub fn hash(&self, vm: &Vm) -> i64 {
        let hash = self.body.info.hash.load(Ordering::Relaxed);
        if hash != 0 { hash } else { self.hash_slow(vm) }
    }
    #[inline(never)]
    fn hash_slow(&self, vm: &Vm) -> i64 {
        let hash = vm.interp().hash_bytes(self.bytes());
        self.body.info.hash.store(hash, Ordering::Relaxed);
        hash
    }
    /// The hash of an interned string, which always has it; of another one, 0 if it is not computed.
    #[inline(always)]
    pub(crate) fn name_hash(&self) -> i64 {
        self.body.info.hash.load(Ordering::Relaxed)
    }
    /// Equal text, if that takes only a look at lengths, hashes and single characters?
    #[inline(always)]
    pub(crate) fn same_at_sight(&self, other: &Obj<Str>) -> Option<bool> {
        if std::ptr::eq(self, other) {
            return Some(true);
        }
        let (a, b) = (self.bytes(), other.bytes());
        if a.len() != b.len() {
            return Some(false);
        }
        if let ([x], [y]) = (a, b) {
            return Some(x == y);
        }
        let (p, q) = (self.name_hash(), other.name_hash());
        (p != 0 && q != 0 && p != q).then_some(false)
    }
    /// Equal text?
    #[inline(always)]
    pub fn same_text(&self, other: &Obj<Str>) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let (x, y) = (self.bytes(), other.bytes());
        // The first byte tells most texts of one length apart, and costs less than a call.
        x.len() == y.len() && x.first() == y.first() && x == y
    }
}

impl Value {
    /// The string, if it is a `str` (subclasses included).
    #[inline(always)]
    pub fn as_str_obj(&self) -> Option<&Ref<Str>> {
        self.downcast_ref::<Str>()
    }
    /// The text of a `str`, with lone surrogates replaced.
    pub fn str_lossy(&self) -> Option<String> {
        self.as_str_obj().map(|s| s.to_string_lossy())
    }
}

impl Vm {
    fn make_str(&self, parts: &[&[u8]], chars: usize) -> Ref<Str> {
        let info = StrInfo {
            hash: AtomicI64::new(0),
        };
        let shape = self.types().str.root_shape();
        // SAFETY-free: the str type lives as long as the interpreter.
        Str::from_parts(
            &self.interp().heap,
            self.shape_ref(shape),
            header::EXACT,
            info,
            chars as u32,
            parts,
        )
    }
    fn make_one(&self, bytes: &[u8], chars: usize) -> Ref<Str> {
        let info = StrInfo {
            hash: AtomicI64::new(0),
        };
        let shape = self.shape_ref(self.types().str.root_shape());
        let heap = &self.interp().heap;
        Str::from_bytes(heap, shape, header::EXACT, info, chars as u32, bytes)
    }
    /// The text that `f` makes of each byte of an ASCII text; it must give ASCII.
    #[inline]
    pub(crate) fn map_ascii(&self, bytes: &[u8], f: impl Fn(u8) -> u8) -> Ref<Str> {
        match bytes {
            [] => self.interp().consts().empty_str.clone(),
            [b] => self.interp().consts().ascii[(f(*b) & 127) as usize].clone(),
            _ => {
                let info = StrInfo {
                    hash: AtomicI64::new(0),
                };
                let shape = self.shape_ref(self.types().str.root_shape());
                let (heap, len) = (&self.interp().heap, bytes.len());
                Str::create(heap, shape, header::EXACT, info, len as u32, len, |i| {
                    f(bytes[i])
                })
            }
        }
    }
    /// An instance of `cls`, which is `str` or derived from it, with this WTF-8 text.
    pub fn new_str_of(&self, cls: &Ref<Type>, bytes: &[u8]) -> Ref<Str> {
        if cls.is(&self.types().str) {
            return self.new_wtf8(bytes);
        }
        if cls.has(tflag::HEAP) {
            cls.header.retain();
        }
        let traits = cls.traits.load(Ordering::Relaxed) as u8;
        let info = StrInfo {
            hash: AtomicI64::new(0),
        };
        let shape = self.shape_ref(cls.root_shape());
        Str::from_parts(
            &self.interp().heap,
            shape,
            traits,
            info,
            count_chars(bytes) as u32,
            &[bytes],
        )
    }
    /// Checks that a text or byte string of `len` bytes can be made.
    ///
    /// # Errors
    /// MemoryError.
    #[inline]
    pub fn check_text_len(&self, len: usize) -> Result<()> {
        if len < PROBED {
            Ok(())
        } else {
            self.probe(len)
        }
    }
    #[cold]
    fn probe(&self, len: usize) -> Result<()> {
        let fits = len <= MAX_LEN
            && Vec::<u8>::new()
                .try_reserve_exact(len.saturating_add(len / 4))
                .is_ok();
        if fits {
            Ok(())
        } else {
            Err(self.memory_error(""))
        }
    }
    /// As [`Vm::new_wtf8`] for text whose size came from a script.
    ///
    /// # Errors
    /// MemoryError.
    #[inline]
    pub fn text(&self, bytes: &[u8]) -> Result<Value> {
        self.check_text_len(bytes.len())?;
        Ok(self.new_wtf8(bytes).into_value())
    }
    /// The same for an algorithm that can find its result too large.
    ///
    /// # Errors
    /// MemoryError.
    pub fn text_or_too_large(
        &self,
        bytes: std::result::Result<Vec<u8>, TooLarge>,
    ) -> Result<Value> {
        match bytes {
            Ok(bytes) => self.text(&bytes),
            Err(TooLarge) => Err(self.memory_error("")),
        }
    }
    /// The strings among `parts` one after the other, `sep` between them. The sizes are added up
    /// by [`Vm::joined_len`].
    pub(crate) fn join_parts(
        &self,
        sep: Option<&Ref<Str>>,
        parts: &[Value],
        size: JoinedLen,
    ) -> Value {
        match size.bytes {
            0 => return self.new_ascii(b"").into_value(),
            1 => {}
            _ => {
                let info = StrInfo {
                    hash: AtomicI64::new(0),
                };
                let shape = self.shape_ref(self.types().str.root_shape());
                let (heap, chars) = (&self.interp().heap, size.chars as u32);
                let texts = parts
                    .iter()
                    .filter_map(|part| part.as_str_obj())
                    .map(|s| s.bytes());
                let sep = sep.map_or(&[][..], |sep| sep.bytes());
                let size = size.bytes;
                return Str::from_joined(heap, shape, header::EXACT, info, chars, size, sep, texts)
                    .into_value();
            }
        }
        let mut texts = parts.iter().filter_map(|part| part.as_str_obj()).chain(sep);
        let one = texts.find(|s| !s.body.is_empty());
        one.map_or_else(|| self.str(""), |s| self.new_wtf8(s.bytes()).into_value())
    }
    /// Size of the strings among `parts` with `sep` between them.
    ///
    /// # Errors
    /// MemoryError.
    pub(crate) fn joined_len(&self, sep: Option<&Ref<Str>>, parts: &[Value]) -> Result<JoinedLen> {
        let size = JoinedLen::of(sep, parts);
        self.check_text_len(size.bytes)?;
        Ok(size)
    }
    /// A part of `s`: cheap to make when `s` is ASCII.
    #[inline]
    pub(crate) fn str_part(&self, s: &Obj<Str>, part: &[u8]) -> Value {
        if s.is_ascii() {
            self.new_ascii(part)
        } else {
            self.new_wtf8(part)
        }
        .into_value()
    }
    /// `a + b` where `a` is given up; see [`Vm::append_str`].
    ///
    /// # Errors
    /// MemoryError.
    #[inline]
    pub fn append_checked(&self, a: Ref<Str>, b: &Ref<Str>) -> Result<Value> {
        self.check_text_len(a.body.len() + b.body.len())?;
        Ok(self.append_str(a, b).into_value())
    }
    /// A `str` of this text.
    pub fn new_str(&self, text: &str) -> Ref<Str> {
        self.new_wtf8(text.as_bytes())
    }
    /// A `str` value of this text.
    #[inline]
    pub fn str(&self, text: impl AsRef<str>) -> Value {
        self.new_str(text.as_ref()).into_value()
    }
    /// A `str` of these WTF-8 bytes (checked by nobody: they must come from strings or text).
    pub fn new_wtf8(&self, bytes: &[u8]) -> Ref<Str> {
        match bytes {
            [] => self.interp().consts().empty_str.clone(),
            [b] if *b < 128 => self.interp().consts().ascii[*b as usize].clone(),
            _ => self.make_one(bytes, count_chars(bytes)),
        }
    }
    /// The word of the character of an ASCII string at a Python index, 0 if it is not there; no
    /// reference is taken: the interpreter holds these strings.
    #[inline(always)]
    pub(crate) fn ascii_char_word(&self, s: &Obj<Str>, index: i64) -> u64 {
        if !s.is_ascii() {
            return 0;
        }
        let bytes = s.bytes();
        let at = if index < 0 {
            index.wrapping_add(bytes.len() as i64)
        } else {
            index
        };
        match usize::try_from(at).ok().and_then(|at| bytes.get(at)) {
            Some(byte) => self.interp().consts().ascii[*byte as usize & 127]
                .value()
                .bits(),
            None => 0,
        }
    }
    /// As [`Vm::new_wtf8`] for bytes known to be ASCII.
    pub fn new_ascii(&self, bytes: &[u8]) -> Ref<Str> {
        debug_assert!(bytes.is_ascii());
        match bytes {
            [] => self.interp().consts().empty_str.clone(),
            [b] => self.interp().consts().ascii[*b as usize].clone(),
            _ => self.make_one(bytes, bytes.len()),
        }
    }
    /// The strings one after the other.
    pub fn concat_str(&self, a: &Ref<Str>, b: &Ref<Str>) -> Ref<Str> {
        if a.body.is_empty() {
            return b.clone();
        }
        if b.body.is_empty() {
            return a.clone();
        }
        self.make_str(&[a.bytes(), b.bytes()], a.char_len() + b.char_len())
    }
    /// `a + b` where `a` is given up: appends in place if nobody else holds `a`.
    pub fn append_str(&self, a: Ref<Str>, b: &Ref<Str>) -> Ref<Str> {
        let mut a = a;
        let more = b.bytes();
        // A string with marks (see `char_offset`) has them for its present length.
        if !a.header.has_flag(flag::INTERNED | flag::SIDE_DICT) && !a.value().is(b.value()) {
            let chars = b.char_len() as u32;
            let done = Str::append_in_place(&mut a, more, |text| {
                text.info.hash.store(0, Ordering::Relaxed);
                *text.extra.get_mut() += chars;
            });
            if done {
                return a;
            }
        }
        self.concat_str(&a, b)
    }

    /// The interned string of this text.
    pub fn intern(&self, text: &str) -> Name {
        self.intern_wtf8(text.as_bytes())
    }
    /// The interned string of these WTF-8 bytes.
    pub fn intern_wtf8(&self, bytes: &[u8]) -> Name {
        self.interp().interned.get_or_make(self, bytes, None)
    }
    /// The interned string equal to `s` (`s` itself if it can be).
    pub fn intern_str(&self, s: &Ref<Str>) -> Name {
        if s.is_interned() {
            return s.clone();
        }
        self.interp().interned.get_or_make(self, s.bytes(), Some(s))
    }

    pub(crate) fn make_interned(&self, bytes: &[u8]) -> Ref<Str> {
        self.make_one(bytes, count_chars(bytes))
    }
}

/// Marks a string as interned; called by the interner only.
pub(crate) fn mark_interned(header: &Header) {
    header.set_flag(flag::INTERNED);
}
