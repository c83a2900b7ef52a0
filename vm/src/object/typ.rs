//! Classes: the payload of `type` objects, built-in and script-made alike.

use std::ptr::NonNull;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::Ref;
use super::cell::{Locked, Slot};
use super::dict::Dict;
use super::header::{self, Kind, Obj, Payload, VTable, Visit};
use super::shape::{Layout, Mode, Shape};
use super::tuple::Tuple;
use crate::names::Name;
use crate::native::{GetSetDef, NativeDef};
use crate::slots::Slots;
use crate::value::Value;
use crate::vm::Vm;

/// How a native type is declared; one `static` a type.
pub struct TypeDef {
    /// Name, with the module in front where that is not `builtins`.
    pub name: &'static str,
    /// Name of the base among the built-in types.
    pub base: &'static str,
    /// Payload, made by [`VTable::of`]; None inherits the base's.
    pub layout: Option<fn() -> &'static VTable>,
    /// Scripts may derive from it.
    pub subclassable: bool,
    /// Instances have a `__dict__`.
    pub has_dict: bool,
    /// Sequence patterns match instances.
    pub sequence: bool,
    /// The `__doc__`.
    pub doc: &'static str,
    /// Sets the slot functions.
    pub slots: fn(&Slots),
    /// Methods; see [`NativeDef`].
    pub methods: &'static [NativeDef],
    /// Computed attributes.
    pub getsets: &'static [GetSetDef],
}

impl TypeDef {
    /// What the fields of a declaration default to.
    pub const EMPTY: TypeDef = TypeDef {
        name: "",
        base: "object",
        layout: None,
        subclassable: false,
        has_dict: false,
        sequence: false,
        doc: "",
        slots: |_| {},
        methods: &[],
        getsets: &[],
    };
}

/// Flag bits of a type.
pub(crate) mod tflag {
    /// Made by a script (or at run time): instances own a reference to it.
    pub(crate) const HEAP: u32 = 1;
    /// May be derived from.
    pub(crate) const BASETYPE: u32 = 2;
    /// `__abstractmethods__` is not empty.
    pub(crate) const ABSTRACT: u32 = 4;
    /// Attributes cannot be set.
    pub(crate) const IMMUTABLE: u32 = 8;
    /// A subclass of BaseException.
    pub(crate) const EXCEPTION: u32 = 16;
    /// A subclass of `type`.
    pub(crate) const METATYPE: u32 = 32;
    /// Matches sequence patterns.
    pub(crate) const SEQUENCE: u32 = 64;
    /// Matches mapping patterns.
    pub(crate) const MAPPING: u32 = 128;
    /// The attribute lookup is the default one: `__getattribute__` is object's and there is no
    /// `__getattr__`; inline caches may be used.
    pub(crate) const PLAIN_GETATTR: u32 = 256;
    /// Instances are made by `object.__new__` and the metaclass has no `__call__` of its own.
    pub(crate) const PLAIN_NEW: u32 = 1024;
    /// `__setattr__` and `__delattr__` are object's.
    pub(crate) const PLAIN_SETATTR: u32 = 512;
}

/// Payload of a class.
pub struct Type {
    /// `__name__`.
    pub name: Slot,
    /// `__qualname__`.
    pub qualname: Slot,
    /// `__bases__`, a tuple.
    pub bases: Slot,
    /// `__mro__`, a tuple that starts with the class itself (a counted cycle, broken by `clear`).
    pub mro: Slot,
    /// The base whose layout this type extends.
    pub base: Slot,
    /// The class's own names; see [`Type::dict`].
    pub(crate) names: OnceLock<Ref<Dict>>,
    /// What instances do, resolved along the MRO.
    pub slots: Slots,
    pub(crate) flags: AtomicU32,
    /// Unique among the states of all types; changes when attribute lookups may change.
    pub(crate) version: AtomicU32,
    pub(crate) layout: Layout,
    /// Traits of new instances.
    pub(crate) traits: AtomicU32,
    // Boxed because instances point at them: growing the vector must not move them.
    #[allow(clippy::vec_box)]
    shapes: Locked<Vec<Box<Shape>>>,
    root: std::sync::atomic::AtomicPtr<Shape>,
    /// Kind and size of instances that are nothing but header and payload, as [`bare_layout`] puts
    /// them together; 0 if there is more to them.
    pub(crate) bare: AtomicU32,
    attr_hint: AtomicU32,
    settled: AtomicBool,
    pub(crate) subclasses: Locked<Vec<NonNull<Obj<Type>>>>,
    /// The static declaration of a native type.
    pub(crate) def: Option<&'static TypeDef>,
}

impl Payload for Type {
    const KIND: Kind = Kind::Type;
    fn traverse(&self, visit: Visit<'_>) {
        self.bases.visit(visit);
        self.mro.visit(visit);
        self.base.visit(visit);
        if let Some(dict) = self.names.get() {
            visit(dict.value());
        }
    }
    fn clear(&self) {
        self.leave_bases();
        drop(self.mro.take());
        drop(self.bases.take());
    }
}

impl Drop for Type {
    fn drop(&mut self) {
        self.leave_bases();
    }
}

impl Type {
    /// Takes the class out of the lists of its bases' subclasses.
    fn leave_bases(&self) {
        let this = std::ptr::from_ref(self);
        for base in self
            .bases
            .get()
            .iter()
            .filter_map(|b| b.downcast_ref::<Tuple>())
        {
            for item in base.items() {
                item.borrowed(|v| {
                    if let Some(ty) = v.and_then(|v| v.downcast_ref::<Type>()) {
                        ty.subclasses
                            .with(|s| s.retain(|p| !std::ptr::eq(ty_payload(*p), this)));
                    }
                });
            }
        }
    }
}

/// Address of the payload of a type object, for identity only.
fn ty_payload(p: NonNull<Obj<Type>>) -> *const Type {
    p.as_ptr()
        .cast::<u8>()
        .wrapping_add(std::mem::offset_of!(Obj<Type>, body))
        .cast()
}

/// Kind and size of objects that are nothing but header and payload, in one number.
#[inline(always)]
pub(crate) const fn bare_layout(kind: Kind, size: usize) -> u32 {
    (kind as u32) << 24 | size as u32
}

/// Room for attributes that the first instance of a class gets whose methods set none.
const FIRST_CAP: u32 = 4;
/// Most attributes that stand in the object itself.
const MAX_INLINE: u32 = 48;

impl Type {
    /// A type without shapes yet; [`Obj::<Type>::open`] completes it once it has an address.
    pub(crate) fn new(vm: &Vm, layout: Layout, flags: u32, def: Option<&'static TypeDef>) -> Type {
        Type {
            name: Slot::empty(),
            qualname: Slot::empty(),
            bases: Slot::empty(),
            mro: Slot::empty(),
            base: Slot::empty(),
            names: OnceLock::new(),
            slots: Slots::default(),
            flags: AtomicU32::new(flags),
            version: AtomicU32::new(vm.interp().new_guard()),
            layout,
            traits: AtomicU32::new(0),
            shapes: Locked::new(Vec::new()),
            root: std::sync::atomic::AtomicPtr::new(std::ptr::null_mut()),
            bare: AtomicU32::new(0),
            attr_hint: AtomicU32::new(0),
            settled: AtomicBool::new(false),
            subclasses: Locked::new(Vec::new()),
            def,
        }
    }

    /// The class's own names.
    ///
    /// # Panics
    /// While the interpreter is being set up.
    pub fn dict(&self) -> &Ref<Dict> {
        self.names.get().expect("an initialised type")
    }
    /// Has the flag?
    #[inline(always)]
    pub(crate) fn has(&self, flag: u32) -> bool {
        self.flags.load(Ordering::Relaxed) & flag != 0
    }
    pub(crate) fn set_flag(&self, flag: u32, on: bool) {
        if on {
            self.flags.fetch_or(flag, Ordering::Relaxed);
        } else {
            self.flags.fetch_and(!flag, Ordering::Relaxed);
        }
    }
    /// Is it a class of the program itself, not one made by a script?
    #[inline]
    pub fn is_native_class(&self) -> bool {
        !self.has(tflag::HEAP)
    }
    /// Layout of the instances.
    pub fn kind(&self) -> Kind {
        self.layout.vtable.kind
    }
    /// The MRO's classes in order.
    pub fn mro_types(&self) -> Vec<Ref<Type>> {
        let mro = self.mro.get();
        let tuple = mro.as_ref().and_then(|m| m.downcast_ref::<Tuple>());
        tuple
            .map(|t| {
                t.values()
                    .filter_map(|v| v.downcast::<Type>().ok())
                    .collect()
            })
            .unwrap_or_default()
    }
    /// The name as Rust text (for messages).
    pub fn name_text(&self) -> String {
        if let Some(def) = self.def.filter(|d| d.name.contains('.')) {
            return def.name.to_owned();
        }
        self.name
            .borrowed(|n| n.and_then(|n| n.str_lossy()).unwrap_or_default())
    }
}

impl Type {
    /// The attribute `name` of this class or its bases, without the cache.
    pub(crate) fn lookup_uncached(&self, name: &Name) -> Option<Value> {
        self.mro.borrowed(|mro| {
            let tuple = mro?.downcast_ref::<Tuple>()?;
            tuple.items().iter().find_map(|slot| {
                slot.borrowed(|ty| ty?.downcast_ref::<Type>()?.names.get()?.get_name(name))
            })
        })
    }
}

impl Obj<Type> {
    /// Makes the root shape; called once, when the type object has its address.
    pub(crate) fn open(&self, vm: &Vm) {
        let cap = if self.has(tflag::HEAP) { FIRST_CAP } else { 0 };
        self.new_root(vm, cap);
        let mut traits = 0;
        if self.has(tflag::HEAP) {
            traits |= header::OWNS_TYPE;
        } else if !self
            .def
            .is_some_and(|d| d.layout.is_none() && d.base != "object")
        {
            // One that only inherits its base's payload is not exactly what that payload stands for.
            traits |= header::EXACT;
        }
        self.traits.store(traits as u32, Ordering::Relaxed);
        let size = vm.shape_ref(self.root_shape()).instance_size();
        if traits & header::EXACT != 0 && size == self.layout.vtable.fixed_size {
            let bare = bare_layout(self.kind(), size);
            self.bare.store(bare, Ordering::Relaxed);
        }
    }

    /// Makes room in instances for the attributes that the methods of this class and its bases
    /// set on `self`, as far as the compiler saw it; called when the class has its namespace.
    pub(crate) fn expect_attributes(&self, vm: &Vm) {
        let name = &vm.names().static_attributes;
        let mut seen: Vec<Value> = Vec::new();
        for class in self.mro_types() {
            let names = class.names.get().and_then(|d| d.get_name(name));
            let tuple = names.as_ref().and_then(|n| n.as_tuple());
            for attr in tuple.iter().flat_map(|t| t.as_slice()) {
                if !seen.iter().any(|s| s.is(attr)) {
                    seen.push(attr.clone());
                }
            }
        }
        self.note_attr_count((seen.len() as u32).min(MAX_INLINE));
    }

    fn new_root(&self, vm: &Vm, cap: u32) {
        let shape = self.adopt_shape(Shape::root(vm, NonNull::from(self), self.layout, cap));
        self.root.store(shape.as_ptr(), Ordering::Release);
    }

    /// Keeps a shape as long as this type lives.
    pub(crate) fn adopt_shape(&self, shape: Box<Shape>) -> NonNull<Shape> {
        let ptr = NonNull::from(&*shape);
        self.shapes.with(|shapes| shapes.push(shape));
        ptr
    }

    pub(crate) fn find_shape(&self, test: impl Fn(&Shape) -> bool) -> Option<NonNull<Shape>> {
        self.shapes
            .with(|shapes| shapes.iter().find(|s| test(s)).map(|s| NonNull::from(&**s)))
    }

    /// The shape that new instances start with.
    #[inline(always)]
    pub(crate) fn root_shape(&self) -> NonNull<Shape> {
        // The root is set by `open` before the type is visible to anybody.
        NonNull::new(self.root.load(Ordering::Acquire)).expect("an opened type")
    }

    /// Remembers how many attributes instances get.
    pub(crate) fn note_attr_count(&self, count: u32) {
        if count > self.attr_hint.load(Ordering::Relaxed) {
            self.attr_hint.store(count, Ordering::Relaxed);
            self.settled.store(false, Ordering::Relaxed);
        }
    }

    /// The root shape for one more instance; adapts the room to what former instances used.
    #[inline(always)]
    pub(crate) fn shape_for_instance(&self, vm: &Vm) -> NonNull<Shape> {
        if !self.settled.load(Ordering::Relaxed) {
            self.settle(vm);
        }
        self.root_shape()
    }

    #[cold]
    fn settle(&self, vm: &Vm) {
        let hint = self.attr_hint.load(Ordering::Relaxed);
        if hint == 0 {
            self.settled.store(true, Ordering::Relaxed);
            return;
        }
        // SAFETY-free: the shape lives as long as this type.
        let cap = self.find_shape(|s| std::ptr::eq(s, self.root_shape().as_ptr()));
        let cap = cap.map_or(0, |_| self.root_cap());
        self.settled.store(true, Ordering::Relaxed);
        if self.layout.mode == Mode::Plain && cap != hint && hint <= MAX_INLINE {
            self.new_root(vm, hint);
        }
    }

    fn root_cap(&self) -> u32 {
        let root = self.root_shape().as_ptr();
        self.shapes.with(|s| {
            s.iter()
                .find(|s| std::ptr::eq(&***s, root))
                .map_or(0, |s| s.inline_cap())
        })
    }

    /// Tells every cache that attribute lookups on this class and its subclasses may differ now.
    pub(crate) fn modified(&self, vm: &Vm) {
        self.version
            .store(vm.interp().new_guard(), Ordering::Release);
        self.shapes.with(|shapes| {
            for shape in shapes.iter() {
                shape
                    .guard
                    .store(vm.interp().new_guard(), Ordering::Release);
            }
        });
        for sub in self.live_subclasses() {
            sub.modified(vm);
        }
        if self.has(tflag::METATYPE) && self.has(tflag::HEAP) {
            vm.types().object.new_versions_of(vm, self);
        }
    }

    /// New versions for this class and all its subclasses that have this metaclass: what they give for
    /// an attribute depends on it.
    fn new_versions_of(&self, vm: &Vm, meta: &Obj<Type>) {
        for sub in self.live_subclasses() {
            if vm.type_of(sub.value()).is_subtype(meta) {
                sub.version
                    .store(vm.interp().new_guard(), Ordering::Release);
            }
            sub.new_versions_of(vm, meta);
        }
    }

    /// The direct subclasses.
    pub(crate) fn live_subclasses(&self) -> Vec<Ref<Type>> {
        // SAFETY: a type takes itself out of its bases' lists when it is dropped.
        self.subclasses
            .with(|s| s.iter().map(|p| unsafe { p.as_ref() }.to_ref()).collect())
    }

    /// True if this class is `other` or has it among its bases.
    #[inline(always)]
    pub fn is_subtype(&self, other: &Obj<Type>) -> bool {
        std::ptr::eq(self, other) || self.is_subtype_slow(other)
    }

    fn is_subtype_slow(&self, other: &Obj<Type>) -> bool {
        self.mro.borrowed(|mro| {
            mro.and_then(|m| m.downcast_ref::<Tuple>())
                .is_some_and(|t| {
                    t.items()
                        .iter()
                        .any(|s| s.bits() == std::ptr::from_ref(other) as u64)
                })
        })
    }

    /// The attribute `name` as found in this class or its bases, in MRO order.
    pub fn lookup(&self, vm: &Vm, name: &Name) -> Option<Value> {
        vm.interp().lookup_cache.get(self, name)
    }
}
