//! Names and attributes behind the caches' fast paths.
//!
//! Part of fence 10: the class values that cache words borrow.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};

use hasp_compiler::op::{Common, Special};

use super::cache;
use crate::args::Args;
use crate::names::Name;
use crate::object::code::{Cell, Code};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::module::Module;
use crate::object::shape::{Mode, Place, Shape, overflow_slot, slot_at};
use crate::object::typ::{Type, tflag};
use crate::object::wrappers::{ClassMethod, StaticMethod};
use crate::object::{Kind, Obj, Ref, Slot};
use crate::proto::attr::is_plain_method;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// A counted copy of a value that a cache word borrows from a class whose guard was just checked.
#[inline(always)]
pub(crate) fn borrowed(word: u64) -> Value {
    // SAFETY: the word was stored beside the guard; while the guard is current, the class still
    // holds the value.
    let value = ManuallyDrop::new(unsafe { Value::from_bits(word) });
    (*value).clone()
}

/// The shape that an ADD cache remembers.
#[inline(always)]
pub(crate) fn cached_shape<'a>(word: u64) -> &'a Shape {
    // SAFETY: stored by `store_attr`; a child of the shape whose guard was just checked, so its
    // type is alive.
    unsafe { &*(word as *const Shape) }
}

/// Entries of a thread's attribute cache.
const ATTR_CACHE: usize = 512;

/// What inline caches of this thread held: sites that see several shapes find here what another
/// shape's entry has displaced. An entry is a name's word, and the two words of an inline cache;
/// the guard in the first makes it as valid as the inline cache.
pub(crate) struct AttrCache(Box<[std::cell::Cell<(u64, u64, u64)>]>);

impl AttrCache {
    pub(crate) fn new() -> AttrCache {
        AttrCache(vec![std::cell::Cell::new((0, 0, 0)); ATTR_CACHE].into())
    }

    #[inline(always)]
    fn entry(
        &self,
        guard: u32,
        name: &Name,
        store: bool,
    ) -> (&std::cell::Cell<(u64, u64, u64)>, u64) {
        // Loads and stores of a name have different entries.
        let key = name.value().bits() << 1 | store as u64;
        let hash = (key ^ (guard as u64) << 20).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (&self.0[(hash >> 32) as usize % ATTR_CACHE], key)
    }

    /// What is known of attribute `name` behind `guard`: the two words of an inline cache.
    #[inline(always)]
    fn known(&self, guard: u32, name: &Name) -> Option<(u64, u64)> {
        let (entry, key) = self.entry(guard, name, false);
        let (known, word, other) = entry.get();
        (known == key && word as u32 == guard && guard != 0).then_some((word, other))
    }

    /// Puts what is known of attribute `name` behind `guard` into an inline cache.
    #[inline(always)]
    fn recall(
        &self,
        guard: u32,
        name: &Name,
        store: bool,
        first: &AtomicU64,
        second: &AtomicU64,
    ) -> Option<(u64, u64)> {
        let (entry, key) = self.entry(guard, name, store);
        let (known, word, other) = entry.get();
        if known != key || word as u32 != guard {
            return None;
        }
        fill(first, second, word, other);
        Some((word, other))
    }
}

/// Entries of a thread's cache of `super()` lookups.
const SUPER_CACHE: usize = 64;

/// What `super()` found lately: (version of the object's class, the class it starts behind, name)
/// → value, borrowed from the class that has it. The version stands for the whole MRO.
pub(crate) struct SuperCache(Box<[std::cell::Cell<SuperEntry>]>);

#[derive(Clone, Copy, Default)]
struct SuperEntry {
    version: u32,
    class: u64,
    name: u64,
    value: u64,
}

impl SuperCache {
    pub(crate) fn new() -> SuperCache {
        SuperCache(vec![std::cell::Cell::new(SuperEntry::default()); SUPER_CACHE].into())
    }

    fn entry(
        &self,
        start: &Obj<Type>,
        class: &Value,
        name: &Name,
    ) -> (&std::cell::Cell<SuperEntry>, SuperEntry) {
        let version = start.version.load(Ordering::Acquire);
        let (class, name) = (class.bits(), name.value().bits());
        let at = (class >> 4 ^ name >> 4 ^ version as u64) as usize % SUPER_CACHE;
        let key = SuperEntry {
            version,
            class,
            name,
            value: 0,
        };
        (&self.0[at], key)
    }

    /// What was found before for this class, the class it starts behind, and this name.
    #[inline]
    fn recall(&self, start: &Obj<Type>, class: &Value, name: &Name) -> Option<Value> {
        let (entry, key) = self.entry(start, class, name);
        let known = entry.get();
        let same = key.version != 0
            && (known.version, known.class, known.name) == (key.version, key.class, key.name);
        same.then(|| borrowed(known.value))
    }

    fn lookup(&self, vm: &Vm, start: &Obj<Type>, class: &Ref<Type>, name: &Name) -> Option<Value> {
        let found = crate::object::super_type::lookup_after(vm, start, class, name)?;
        if name.is_interned() {
            let (entry, key) = self.entry(start, class.value(), name);
            entry.set(SuperEntry {
                value: found.bits(),
                ..key
            });
        }
        Some(found)
    }
}

/// Fills an inline cache and remembers the entry for sites that see many shapes.
#[allow(clippy::too_many_arguments)]
fn remember(
    vm: &Vm,
    name: &Name,
    store: bool,
    first: &AtomicU64,
    second: &AtomicU64,
    word: u64,
    other: u64,
) {
    fill(first, second, word, other);
    if !name.is_interned() || word as u32 == 0 {
        return;
    }
    let (entry, key) = vm.attr_cache.entry(word as u32, name, store);
    entry.set((key, word, other));
}

fn fill(first: &AtomicU64, second: &AtomicU64, word: u64, other: u64) {
    if word as u32 == 0 {
        // The guards have run out: nothing can be relied on any more.
        return;
    }
    // The guard goes last, so that a reader never pairs it with another entry's second word.
    first.store(0, Ordering::Release);
    second.store(other, Ordering::Release);
    first.store(word, Ordering::Release);
}

#[cold]
pub(crate) fn unbound_local(vm: &Vm, code: &Obj<Code>, register: u16) -> Raised {
    let name = code
        .varnames
        .get(register as usize)
        .map(|n| n.to_string_lossy())
        .unwrap_or_default();
    let raised = vm.unbound_local_error(format!(
        "cannot access local variable '{name}' where it is not associated with a value"
    ));
    set_name_field(vm, &raised, &name);
    raised
}

#[cold]
pub(crate) fn unbound_free(vm: &Vm, code: &Obj<Code>, index: u16) -> Raised {
    let name = code
        .freevars
        .get(index as usize)
        .map(|n| n.to_string_lossy())
        .unwrap_or_default();
    let raised = vm.name_error(format!(
        "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    ));
    set_name_field(vm, &raised, &name);
    raised
}

#[cold]
fn undefined(vm: &Vm, name: &Name) -> Raised {
    let text = name.to_string_lossy();
    let raised = vm.name_error(format!("name '{text}' is not defined"));
    set_name_field(vm, &raised, &text);
    raised
}

fn set_name_field(vm: &Vm, raised: &Raised, name: &str) {
    if let Some(exc) = raised.value().downcast_ref::<crate::errors::Exception>() {
        exc.fields[0].set(vm.intern(name).into_value());
    }
}

pub(crate) fn common(vm: &Vm, which: u16) -> Value {
    let exceptions = vm.exceptions();
    let class = match Common::from_u16(which) {
        Some(Common::AssertionError) => &exceptions.assertion_error,
        Some(Common::NotImplementedError) => &exceptions.not_implemented_error,
        Some(Common::StopIteration) => &exceptions.stop_iteration,
        None => &exceptions.system_error,
    };
    class.value().clone()
}

pub(crate) fn new_cell(vm: &Vm, held: Value) -> Value {
    let contents = if held.is_unbound() {
        Slot::empty()
    } else {
        Slot::new(held)
    };
    vm.alloc(&vm.types().cell, Cell { contents }).into_value()
}

#[inline(never)]
pub(crate) fn load_global(
    vm: &Vm,
    function: &Ref<Function>,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<Value> {
    let hash = name.hash(vm);
    let (globals, builtins) = (&function.globals, &function.builtins);
    if let Some(at) = globals.index_of_name(name, hash)
        && let Some(v) = globals.value_at(at)
    {
        fill_place(
            first,
            second,
            (globals.version_or_new(vm), 0),
            globals.value_place(at),
        );
        return Ok(v);
    }
    if let Some(at) = builtins.index_of_name(name, hash)
        && let Some(v) = builtins.value_at(at)
    {
        let versions = (globals.version_or_new(vm), builtins.version_or_new(vm));
        if versions.1 != 0 {
            fill_place(first, second, versions, builtins.value_place(at));
        }
        return Ok(v);
    }
    Err(undefined(vm, name))
}

/// The cache of a global or built-in name: versions of the two namespaces, and where the value stands.
fn fill_place(
    first: &AtomicU64,
    second: &AtomicU64,
    (globals, builtins): (u32, u32),
    place: *mut Option<Value>,
) {
    if !place.is_null() {
        let word = u64::from(globals) | u64::from(builtins) << 32;
        fill(first, second, word, place as u64);
    }
}

pub(crate) fn global_or_builtin(vm: &Vm, function: &Ref<Function>, name: &Name) -> Result<Value> {
    let found = function
        .globals
        .get_name(name)
        .or_else(|| function.builtins.get_name(name));
    found.ok_or_else(|| undefined(vm, name))
}

pub(crate) fn store_global(
    vm: &Vm,
    globals: &Ref<Dict>,
    name: &Name,
    value: Value,
    first: &AtomicU64,
) {
    globals.set_name(vm, name, value);
    if let Some(at) = globals.index_of_name(name, name.hash(vm)) {
        let version = globals.version_or_new(vm);
        if version != 0 {
            first.store(version as u64 | (at as u64) << 32, Ordering::Release);
        }
    }
}

pub(crate) fn del_global(vm: &Vm, globals: &Ref<Dict>, name: &Name) -> Result<()> {
    if globals.del_name(vm, name) {
        Ok(())
    } else {
        Err(undefined(vm, name))
    }
}

/// A name in a namespace mapping; None if it is not there.
pub(crate) fn from_mapping(vm: &Vm, mapping: &Value, name: &Name) -> Result<Option<Value>> {
    if let Some(dict) = mapping.exact_ref::<Dict>() {
        return Ok(dict.get_name(name));
    }
    match vm.get_item(mapping, name.value()) {
        Ok(v) => Ok(Some(v)),
        Err(e) if vm.is_error(&e, &vm.exceptions().key_error) => Ok(None),
        Err(e) => Err(e),
    }
}

pub(crate) fn load_name(
    vm: &Vm,
    function: &Ref<Function>,
    locals: Option<&Value>,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<Value> {
    match locals {
        None => load_global(vm, function, name, first, second),
        Some(mapping) => match from_mapping(vm, mapping, name)? {
            Some(v) => Ok(v),
            None => global_or_builtin(vm, function, name),
        },
    }
}

pub(crate) fn store_name(
    vm: &Vm,
    globals: &Ref<Dict>,
    locals: Option<&Value>,
    name: &Name,
    value: Value,
    first: &AtomicU64,
) -> Result<()> {
    match locals {
        None => {
            let word = first.load(Ordering::Relaxed);
            if word != 0 && word as u32 == globals.version() {
                globals.set_value_at((word >> 32) as usize, value);
            } else {
                store_global(vm, globals, name, value, first);
            }
            Ok(())
        }
        Some(mapping) => match mapping.exact_ref::<Dict>() {
            Some(dict) => {
                dict.set_name(vm, name, value);
                Ok(())
            }
            None => vm.set_item(mapping, name.value(), value),
        },
    }
}

pub(crate) fn del_name(
    vm: &Vm,
    globals: &Ref<Dict>,
    locals: Option<&Value>,
    name: &Name,
) -> Result<()> {
    match locals {
        None => del_global(vm, globals, name),
        Some(mapping) => match vm.del_item(mapping, name.value()) {
            Err(e) if vm.is_error(&e, &vm.exceptions().key_error) => Err(undefined(vm, name)),
            done => done,
        },
    }
}

/// The shape that tells where a value's attributes stand.
fn shape_of<'a>(vm: &'a Vm, v: &'a Value) -> &'a Shape {
    match v.header() {
        Some(header) => header.shape(),
        None => vm.shape_ref(vm.type_of(v).root_shape()),
    }
}

#[inline(never)]
pub(crate) fn load_attr(
    vm: &Vm,
    v: &Value,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<Value> {
    if let Some(module) = v.downcast_ref::<Module>() {
        return load_module_attr(vm, v, module, name, first, second);
    }
    if let Some(class) = v.downcast_ref::<Type>() {
        return load_class_attr(vm, v, class, name, first, second);
    }
    let guard = vm.guard_of(v);
    if let Some((word, other)) = vm.attr_cache.recall(guard, name, false, first, second) {
        match (word >> 32 & 0xff, v.header()) {
            (cache::SLOT, Some(header)) => {
                if let Some(found) = slot_at(header, (word >> 40) as u32).get() {
                    return Ok(found);
                }
            }
            (cache::OVERFLOW, Some(header)) => {
                let slot = overflow_slot(header, (word >> 40) as u32);
                if let Some(found) = slot.and_then(Slot::get) {
                    return Ok(found);
                }
            }
            (cache::CLASS, _) => return Ok(borrowed(other)),
            (cache::PROPERTY, _) => {
                let property = borrowed(other);
                return vm.bind_descriptor(&property, Some(v), &vm.type_of(v).to_value());
            }
            _ => {}
        }
    }
    let ty = vm.type_of(v);
    if !ty.has(tflag::PLAIN_GETATTR) {
        return vm.get_attr(v, name);
    }
    let shape = shape_of(vm, v);
    let note = |word, other| remember(vm, name, false, first, second, word, other);
    let class_attr = ty.lookup(vm, name);
    match (&class_attr, shape.mode()) {
        (None, Mode::Plain) => match shape.place(name) {
            Some(Place::Inline(offset)) => note(cache::word(guard, cache::SLOT, offset), 0),
            Some(Place::Overflow(at)) => note(cache::word(guard, cache::OVERFLOW, at), 0),
            None => {}
        },
        (Some(attr), Mode::Plain | Mode::None) => {
            let slots = &vm.type_of(attr).slots;
            if slots.descr_set.get().is_some() {
                if attr.is_kind(Kind::Property) {
                    note(cache::word(guard, cache::PROPERTY, 0), attr.bits());
                } else if let Some(offset) = crate::object::descr::member_offset(attr, shape) {
                    note(cache::word(guard, cache::SLOT, offset), 0);
                }
            } else if let Some(Place::Inline(offset)) = shape.place(name) {
                note(cache::word(guard, cache::SLOT, offset), 0);
            } else if shape.place(name).is_none() {
                if slots.descr_get.get().is_none() {
                    note(cache::word(guard, cache::CLASS, 0), attr.bits());
                } else if let Some(function) = static_function(attr) {
                    note(cache::word(guard, cache::CLASS, 0), function.bits());
                }
            }
        }
        _ => {}
    }
    vm.get_attr(v, name)
}

/// `v.name`, None if there is no such attribute, for sites without an inline cache: by the thread's.
pub(crate) fn attr_if_any(vm: &Vm, v: &Value, name: &Name) -> Result<Option<Value>> {
    let class = v.downcast_ref::<Type>();
    let guard = match class {
        Some(class) => class.version.load(Ordering::Acquire),
        None => vm.guard_of(v),
    };
    if let Some((word, other)) = vm.attr_cache.known(guard, name) {
        let found = match (word >> 32 & 0xff, v.header()) {
            (cache::SLOT, Some(header)) => slot_at(header, (word >> 40) as u32).get(),
            (cache::CLASS | cache::TYPE, _) => Some(borrowed(other)),
            _ => None,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    let there = match class {
        Some(class) => class.lookup(vm, name).is_some(),
        None => shape_of(vm, v).place(name).is_some(),
    };
    if !there {
        return vm.get_attr_opt(v, name);
    }
    // Notes where it stands.
    let words = [AtomicU64::new(0), AtomicU64::new(0)];
    match load_attr(vm, v, name, &words[0], &words[1]) {
        Ok(found) => Ok(Some(found)),
        Err(raised) if vm.is_error(&raised, &vm.exceptions().attribute_error) => Ok(None),
        Err(raised) => Err(raised),
    }
}

/// The function of exactly a static method.
fn static_function(attr: &Value) -> Option<Value> {
    let method = attr.exact_ref::<StaticMethod>()?;
    method.function.get()
}

/// Do classes of this metaclass find attributes as those of `type` do?
fn has_plain_lookup(vm: &Vm, meta: &Obj<Type>) -> bool {
    let plain = &vm.types().type_;
    let lookup = |ty: &Obj<Type>| ty.slots.getattr.get().map(|f| f as usize);
    std::ptr::eq(meta, &**plain) || lookup(meta) == lookup(plain)
}

/// `Class.name`: what the class and its bases hold, where it is given as it stands.
fn load_class_attr(
    vm: &Vm,
    v: &Value,
    class: &Ref<Type>,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<Value> {
    let version = class.version.load(Ordering::Acquire);
    if version != 0
        && let Some((word, other)) = vm.attr_cache.recall(version, name, false, first, second)
        && word >> 32 & 0xff == cache::TYPE
    {
        return Ok(borrowed(other));
    }
    let meta = vm.type_of(v);
    // A change of the metaclass gives its classes new versions.
    if has_plain_lookup(vm, meta)
        && meta.lookup(vm, name).is_none()
        && let Some(attr) = class.lookup(vm, name)
    {
        let value = match static_function(&attr) {
            Some(function) => Some(function),
            None if attr.is_kind(Kind::Function) => Some(attr),
            None if vm.type_of(&attr).slots.descr_get.get().is_none() => Some(attr),
            None => None,
        };
        if let Some(value) = value {
            let word = cache::word(version, cache::TYPE, 0);
            remember(vm, name, false, first, second, word, value.bits());
            return Ok(value);
        }
    }
    vm.get_attr(v, name)
}

fn load_module_attr(
    vm: &Vm,
    v: &Value,
    module: &Ref<Module>,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<Value> {
    let dict = &module.body.dict;
    if vm.type_of(v).has(tflag::HEAP) {
        return vm.get_attr(v, name);
    }
    if let Some(at) = dict.index_of_name(name, name.hash(vm))
        && vm.type_of(v).lookup(vm, name).is_none()
        && let Some(found) = dict.value_at(at)
    {
        let place = dict.value_place(at);
        if !place.is_null() {
            let word = cache::word(dict.version_or_new(vm), cache::MODULE, 0);
            fill(first, second, word, place as u64);
        }
        return Ok(found);
    }
    vm.get_attr(v, name)
}

#[inline(never)]
pub(crate) fn store_attr(
    vm: &Vm,
    v: &Value,
    name: &Name,
    value: Value,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<()> {
    let ty = vm.type_of(v);
    let Some(header) = v.header().filter(|_| ty.has(tflag::PLAIN_SETATTR)) else {
        return vm.set_attr(v, name, value);
    };
    let shape = header.shape();
    let guard = shape.guard.load(Ordering::Relaxed);
    if let Some((word, other)) = vm.attr_cache.recall(guard, name, true, first, second) {
        let slot = match word >> 32 & 0xff {
            cache::OVERFLOW => overflow_slot(header, (word >> 40) as u32),
            _ => Some(slot_at(header, (word >> 40) as u32)),
        };
        if let Some(slot) = slot {
            let old = slot.replace(Some(value));
            if word >> 32 & 0xff == cache::ADD {
                header.set_shape(cached_shape(other));
            }
            drop(old);
            return Ok(());
        }
    }
    let note = |word, other| remember(vm, name, true, first, second, word, other);
    if let Some(attr) = ty.lookup(vm, name)
        && vm.type_of(&attr).slots.descr_set.get().is_some()
    {
        if let Some(offset) = crate::object::descr::member_offset(&attr, shape) {
            note(cache::word(guard, cache::SLOT, offset), 0);
        }
        return vm.set_attr(v, name, value);
    }
    if shape.mode() == Mode::Plain {
        match shape.place(name) {
            Some(Place::Inline(offset)) => note(cache::word(guard, cache::SLOT, offset), 0),
            Some(Place::Overflow(at)) => note(cache::word(guard, cache::OVERFLOW, at), 0),
            None => {
                let done = header.set_own_attr(vm, name, value);
                debug_assert!(done);
                let new = header.shape();
                if new.mode() == Mode::Plain
                    && let Some(Place::Inline(offset)) = new.place(name)
                {
                    let word = cache::word(guard, cache::ADD, offset);
                    note(word, NonNull::from(new).as_ptr() as u64);
                }
                return Ok(());
            }
        }
    }
    vm.set_attr(v, name, value)
}

/// The callable that `v.name(...)` calls, and its first argument: `v`, the class, or Unbound.
#[inline(never)]
pub(crate) fn load_method(
    vm: &Vm,
    v: Value,
    name: &Name,
    first: &AtomicU64,
    second: &AtomicU64,
) -> Result<(Value, Value)> {
    let guard = vm.guard_of(&v);
    if let Some((word, other)) = vm.attr_cache.recall(guard, name, false, first, second)
        && word >> 32 & 0xff == cache::METHOD
    {
        return Ok((borrowed(other), v));
    }
    let ty = vm.type_of(&v);
    if ty.has(tflag::PLAIN_GETATTR)
        && !v.is_kind(Kind::Module)
        && let Some(method) = ty.lookup(vm, name)
        && is_plain_method(&method)
    {
        let shape = shape_of(vm, &v);
        let own = match shape.mode() {
            Mode::None => None,
            Mode::Plain => match shape.place(name) {
                None => None,
                Some(_) => v.header().and_then(|h| h.own_attr(vm, name)),
            },
            Mode::Dict | Mode::Side => v.header().and_then(|h| h.own_attr(vm, name)),
        };
        if let Some(own) = own {
            return Ok((own, Value::UNBOUND));
        }
        if matches!(shape.mode(), Mode::None | Mode::Plain) && shape.place(name).is_none() {
            let word = cache::word(guard, cache::METHOD, 0);
            remember(vm, name, false, first, second, word, method.bits());
        }
        return Ok((method, v));
    }
    if let Some((function, class)) = class_method(vm, &v, name) {
        let guard = match v.downcast_ref::<Type>() {
            Some(class) => class.version.load(Ordering::Acquire),
            None => guard,
        };
        let word = cache::word(guard, cache::CLASS_METHOD, 0);
        remember(vm, name, false, first, second, word, function.bits());
        return Ok((function, class));
    }
    Ok((load_attr(vm, &v, name, first, second)?, Value::UNBOUND))
}

/// What a class method in a class gives when it is called through the class or an instance: the
/// function, and the class.
fn class_method(vm: &Vm, v: &Value, name: &Name) -> Option<(Value, Value)> {
    let class = match v.downcast_ref::<Type>() {
        Some(class) => {
            let meta = vm.type_of(v);
            if !has_plain_lookup(vm, meta) || meta.lookup(vm, name).is_some() {
                return None;
            }
            class.clone()
        }
        None => {
            let ty = vm.type_of(v);
            let plain = matches!(shape_of(vm, v).mode(), Mode::None | Mode::Plain);
            if !ty.has(tflag::PLAIN_GETATTR) || !plain || shape_of(vm, v).place(name).is_some() {
                return None;
            }
            ty.to_ref()
        }
    };
    let attr = class.lookup(vm, name)?;
    let method = attr.downcast_ref::<ClassMethod>()?;
    let function = method.function.get()?;
    (attr.header()?.is_exact() && function.is_kind(Kind::Function))
        .then(|| (function, class.into_value()))
}

/// `super(class, this).name`, where `args` are what the name `super` gave, the class, and `this`:
/// the attribute and whether `this` is to be its first argument.
pub(crate) fn super_method(vm: &Vm, args: &[Value; 3], name: &Name) -> Result<(Value, bool)> {
    let [callee, class, this] = args;
    if callee.is(vm.types().super_.value()) {
        let start = vm.type_of(this);
        // What is remembered was looked up for a class that is fit for it.
        let found = vm.super_cache.recall(start, class, name).or_else(|| {
            match class.downcast_ref::<Type>() {
                Some(class) if start.is_subtype(class) && !this.is_kind(Kind::Type) => {
                    vm.super_cache.lookup(vm, start, class, name)
                }
                _ => None,
            }
        });
        if let Some(attr) = found {
            if is_plain_method(&attr) {
                return Ok((attr, true));
            }
            let owner = start.to_value();
            return Ok((vm.bind_descriptor(&attr, Some(this), &owner)?, false));
        }
    }
    let object = vm.call(callee, Args::positional(&args[1..]))?;
    Ok((vm.get_attr(&object, name)?, false))
}

/// `__enter__` or `__exit__` of a `with` statement.
pub(crate) fn load_special(vm: &Vm, v: &Value, which: u16) -> Result<(Value, bool)> {
    let ty = vm.type_of(v);
    let enter = Special::from_u16(which) == Some(Special::Enter);
    let name = if enter {
        &vm.names().enter
    } else {
        &vm.names().exit
    };
    match ty.lookup(vm, name) {
        Some(method) if is_plain_method(&method) => Ok((method, true)),
        Some(method) => Ok((vm.bind_descriptor(&method, Some(v), &ty.to_value())?, false)),
        None => {
            let missed = if enter { "__enter__" } else { "__exit__" };
            let class = vm.type_message_name(ty);
            Err(vm.type_error(format!(
                "'{class}' object does not support the context manager protocol (missed {missed} method)"
            )))
        }
    }
}

pub(crate) fn build_class(vm: &Vm, function: &Ref<Function>) -> Result<Value> {
    function
        .builtins
        .get_name(&vm.names().build_class)
        .ok_or_else(|| vm.name_error("__build_class__ not found"))
}
