//! One interpreter's state: heap, types, names, modules. Nothing of it is global to the process.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use hashbrown::HashTable;
use parking_lot::Mutex;

use crate::collect::GcState;
use crate::config::Config;
use crate::errors::Exceptions;
use crate::heap::Heap;
use crate::names::{Name, Names};
use crate::object::cell::Locked;
use crate::object::dict::{Dict, NamePlace};
use crate::object::header::{Header, flag};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::typ::Type;
use crate::object::{Obj, Ref};
use crate::text;
use crate::types::Types;
use crate::value::Value;
use crate::vm::Vm;

/// Values that the VM hands out again and again.
pub(crate) struct Consts {
    pub(crate) empty_str: Ref<Str>,
    pub(crate) ascii: Box<[Ref<Str>]>,
    pub(crate) empty_tuple: Ref<Tuple>,
}

/// One interpreter.
pub struct Interp {
    // Dropped in this order: everything that holds objects, then the heap they live in.
    builtins: OnceLock<Ref<Dict>>,
    modules: OnceLock<Ref<Dict>>,
    object_init: OnceLock<Value>,
    /// What `object` has under `__class__`.
    object_class: OnceLock<Value>,
    text_sink: OnceLock<crate::builtins::TextSink>,
    /// Where `sys` stands among the modules, and in it `stdout`.
    pub(crate) stdout_places: [NamePlace; 2],
    states: Mutex<HashMap<TypeId, Box<dyn Any>>>,
    side: Locked<HashMap<usize, Side>>,
    pub(crate) weakrefs: Locked<HashMap<usize, Vec<usize>>>,
    exceptions: OnceLock<Exceptions>,
    names: OnceLock<Names>,
    consts: OnceLock<Consts>,
    types: OnceLock<Types>,
    pub(crate) interned: Interner,
    pub(crate) lookup_cache: LookupCache,
    next_guard: AtomicU32,
    pub(crate) gc: GcState,
    pub(crate) recursion_limit: AtomicU32,
    pub(crate) int_max_str_digits: AtomicUsize,
    /// The threads and their lock policy.
    pub threads: crate::thread::Threads,
    hasher: crate::num::hash::BytesHasher,
    pub(crate) import_locks: crate::import_lock::ImportLocks,
    /// Signals and their handlers.
    pub signals: crate::signals::Signals,
    /// Settings given at the start.
    pub config: Config,
    pub(crate) heap: Heap,
}

// SAFETY: an interpreter is shared between its threads, which touch its objects only while they are
// attached: one at a time under a lock policy; under `free` every shared cell is a Slot, a
// Locked or an atomic.
unsafe impl Send for Interp {}
// SAFETY: as above.
unsafe impl Sync for Interp {}

/// What the side table keeps for an object of variable size.
#[derive(Default)]
struct Side {
    dict: Option<Ref<Dict>>,
    marks: Option<Box<[u32]>>,
}

impl Interp {
    pub(crate) fn new(config: Config) -> Interp {
        Interp {
            builtins: OnceLock::new(),
            modules: OnceLock::new(),
            object_init: OnceLock::new(),
            object_class: OnceLock::new(),
            text_sink: OnceLock::new(),
            stdout_places: [const { NamePlace::new() }; 2],
            states: Mutex::default(),
            side: Locked::new(HashMap::new()),
            weakrefs: Locked::new(HashMap::new()),
            exceptions: OnceLock::new(),
            names: OnceLock::new(),
            consts: OnceLock::new(),
            types: OnceLock::new(),
            interned: Interner::new(),
            lookup_cache: LookupCache::new(),
            next_guard: AtomicU32::new(1),
            gc: GcState::new(),
            recursion_limit: AtomicU32::new(1000),
            int_max_str_digits: AtomicUsize::new(4300),
            threads: crate::thread::Threads::new(&config),
            import_locks: crate::import_lock::ImportLocks::default(),
            signals: crate::signals::Signals::new(config.signals.clone()),
            hasher: crate::num::hash::BytesHasher::new(config.hash_seed),
            heap: Heap::new(),
            config,
        }
    }

    /// A number that no guard or version of this interpreter has had. When they run out, every
    /// number is 0, which no cache ever matches.
    pub(crate) fn new_guard(&self) -> u32 {
        let next = self.next_guard.load(Ordering::Relaxed);
        if next == u32::MAX {
            return 0;
        }
        self.next_guard.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn set_types(&self, types: Types) {
        assert!(self.types.set(types).is_ok(), "types are set once");
    }
    pub(crate) fn set_consts(&self, consts: Consts) {
        assert!(self.consts.set(consts).is_ok(), "constants are set once");
    }
    pub(crate) fn set_names(&self, names: Names) {
        assert!(self.names.set(names).is_ok(), "names are set once");
    }
    pub(crate) fn set_exceptions(&self, exceptions: Exceptions) {
        assert!(
            self.exceptions.set(exceptions).is_ok(),
            "exceptions are set once"
        );
    }
    pub(crate) fn set_namespaces(&self, builtins: Ref<Dict>, modules: Ref<Dict>) {
        assert!(self.builtins.set(builtins).is_ok() && self.modules.set(modules).is_ok());
    }
    pub(crate) fn set_object_init(&self, init: Value) {
        assert!(self.object_init.set(init).is_ok());
    }

    pub(crate) fn set_object_class(&self, class: Value) {
        assert!(self.object_class.set(class).is_ok());
    }

    /// Tells `print` how to write to text files; the first time counts.
    pub fn set_text_sink(&self, sink: crate::builtins::TextSink) {
        let _first = self.text_sink.set(sink);
    }
    /// How `print` writes to text files.
    #[inline]
    pub(crate) fn text_sink(&self) -> Option<&crate::builtins::TextSink> {
        self.text_sink.get()
    }

    /// The built-in types.
    #[inline(always)]
    pub(crate) fn types(&self) -> &Types {
        self.types
            .get()
            .expect("an interpreter that has been set up")
    }
    /// The VM's own names.
    #[inline(always)]
    pub(crate) fn names(&self) -> &Names {
        self.names
            .get()
            .expect("an interpreter that has been set up")
    }
    #[inline(always)]
    pub(crate) fn consts(&self) -> &Consts {
        self.consts
            .get()
            .expect("an interpreter that has been set up")
    }
    #[inline(always)]
    pub(crate) fn exceptions(&self) -> &Exceptions {
        self.exceptions
            .get()
            .expect("an interpreter that has been set up")
    }
    pub(crate) fn has_names(&self) -> bool {
        self.names.get().is_some()
    }
    /// Namespace of the module `builtins`.
    pub fn builtins(&self) -> &Ref<Dict> {
        self.builtins
            .get()
            .expect("an interpreter that has been set up")
    }
    /// `sys.modules`.
    pub fn modules(&self) -> &Ref<Dict> {
        self.modules
            .get()
            .expect("an interpreter that has been set up")
    }
    /// Is it `object.__init__`?
    pub(crate) fn is_object_init(&self, v: &Value) -> bool {
        self.object_init.get().is_some_and(|init| init.is(v))
    }
    /// Is it what `object` has under `__class__`?
    pub(crate) fn is_object_class(&self, v: &Value) -> bool {
        self.object_class.get().is_some_and(|class| class.is(v))
    }
    /// Hash of a string's or bytes' contents.
    pub(crate) fn hash_bytes(&self, bytes: &[u8]) -> i64 {
        match self.hasher.hash(bytes) {
            0 => 1,
            hash => hash,
        }
    }

    /// A native module's own state, made on first use: one value of each type an interpreter.
    pub fn state<T: Any + Clone>(&self, make: impl FnOnce() -> T) -> T {
        let known = self
            .states
            .lock()
            .get(&TypeId::of::<T>())
            .and_then(|s| s.downcast_ref::<T>().cloned());
        known.unwrap_or_else(|| {
            let state = make();
            self.states
                .lock()
                .insert(TypeId::of::<T>(), Box::new(state.clone()));
            state
        })
    }

    pub(crate) fn side_dict(&self, header: &Header) -> Option<Ref<Dict>> {
        if !header.has_flag(flag::SIDE_DICT) {
            return None;
        }
        let key = std::ptr::from_ref(header) as usize;
        self.side
            .with(|side| side.get(&key).and_then(|s| s.dict.clone()))
    }
    pub(crate) fn side_dict_or_new(&self, vm: &Vm, header: &Header) -> Ref<Dict> {
        self.side_dict(header).unwrap_or_else(|| {
            let dict = Dict::new(vm);
            self.set_side_dict(header, dict.clone());
            dict
        })
    }
    pub(crate) fn set_side_dict(&self, header: &Header, dict: Ref<Dict>) {
        header.set_flag(flag::SIDE_DICT);
        let key = std::ptr::from_ref(header) as usize;
        let old = self
            .side
            .with(|side| side.entry(key).or_default().dict.replace(dict));
        drop(old);
    }
    /// Forgets what the side table has for an object that ends.
    pub(crate) fn forget_side(&self, header: &Header) {
        let key = std::ptr::from_ref(header) as usize;
        let old = self.side.with(|side| side.remove(&key));
        drop(old);
    }
    /// Byte offset of code point `index` of a string that is not ASCII, by a table of every 64th.
    pub(crate) fn char_offset(&self, s: &Obj<Str>, index: usize) -> usize {
        const STEP: usize = 64;
        if index < STEP {
            return text::wtf8::offset_of(s.bytes(), index);
        }
        let key = std::ptr::from_ref(&s.header) as usize;
        s.header.set_flag(flag::SIDE_DICT);
        let mark = self.side.with(|side| {
            let marks = side.entry(key).or_default().marks.get_or_insert_with(|| {
                let starts = s
                    .bytes()
                    .iter()
                    .enumerate()
                    .filter(|(_, b)| **b & 0xC0 != 0x80);
                starts.step_by(STEP).map(|(i, _)| i as u32).collect()
            });
            marks
                .get(index / STEP)
                .map_or(s.bytes().len(), |&m| m as usize)
        });
        mark + text::wtf8::offset_of(&s.bytes()[mark..], index % STEP)
    }
}

/// Interned strings.
pub(crate) struct Interner(Locked<HashTable<Ref<Str>>>);

impl Interner {
    fn new() -> Interner {
        Interner(Locked::new(HashTable::new()))
    }

    pub(crate) fn get_or_make(&self, vm: &Vm, bytes: &[u8], existing: Option<&Ref<Str>>) -> Name {
        let hash = vm.interp().hash_bytes(bytes) as u64;
        if let Some(found) = self
            .0
            .with(|t| t.find(hash, |s| s.bytes() == bytes).cloned())
        {
            return found;
        }
        let name = match existing {
            Some(s) if s.header.is_exact() => s.clone(),
            _ => vm.make_interned(bytes),
        };
        let _cached = name.hash(vm);
        crate::object::str::mark_interned(&name.header);
        self.0.with(|t| {
            t.insert_unique(hash, name.clone(), |s| s.name_hash() as u64);
        });
        name
    }
}

const CACHE_SIZE: usize = 4096;

/// Results of class attribute lookups: (version of the class, name) → value borrowed from the
/// class that has it, or "none".
pub(crate) struct LookupCache(Locked<Box<[Entry; CACHE_SIZE]>>);

/// Version of the class, address of the name, word of the value (0: no such attribute). Plain
/// numbers, so that a new cache is memory that nobody has touched yet.
type Entry = [u64; 3];

impl LookupCache {
    fn new() -> LookupCache {
        let entries = vec![[0; 3]; CACHE_SIZE].into_boxed_slice();
        LookupCache(Locked::new(
            entries.try_into().expect("a vector of this many entries"),
        ))
    }

    #[inline]
    pub(crate) fn get(&self, ty: &Obj<Type>, name: &Name) -> Option<Value> {
        let version = ty.version.load(Ordering::Acquire);
        let key = name.value().bits();
        let at = (version as usize ^ (key as usize >> 4)) % CACHE_SIZE;
        let [known, of, bits] = self.0.with(|cache| cache[at]);
        if known == version.into() && of == key && version != 0 {
            return (bits != 0).then(|| crate::interp::loads::borrowed(bits));
        }
        self.fill(ty, name, at)
    }

    #[cold]
    #[inline(never)]
    fn fill(&self, ty: &Obj<Type>, name: &Name, at: usize) -> Option<Value> {
        let version = ty.version.load(Ordering::Acquire);
        let found = ty.lookup_uncached(name);
        // The name must outlive the entry: only interned names, which live as long as the
        // interpreter, are compared by address.
        if name.is_interned() {
            let value = found.as_ref().map_or(0, Value::bits);
            let key = name.value().bits();
            self.0
                .with(|cache| cache[at] = [version.into(), key, value]);
        }
        found
    }
}
