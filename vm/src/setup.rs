//! FENCE 11. Making an interpreter: types first, without names; then strings, names, namespaces.
//!
//! The order matters because everything is an object: the class `type` is an instance of itself,
//! and the namespace of `dict` is a `dict`.

use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::config::Config;
use crate::errors::{Exception, Exceptions};
use crate::interp_state::{Consts, Interp};
use crate::names::Names;
use crate::native::{Binding, NativeDef, NativeFunction};
use crate::object::Ref;
use crate::object::descr::GetSet;
use crate::object::dict::Dict;
use crate::object::header::{Header, Kind, Obj, VTable, flag};
use crate::object::shape::{Layout, Mode};
use crate::object::tuple::Tuple;
use crate::object::typ::{Type, TypeDef, tflag};
use crate::types::{Types, definitions};
use crate::value::Value;
use crate::vm::Vm;

/// Makes an interpreter and its main thread's handle, and runs `main` attached.
pub fn with_interpreter<R>(config: Config, main: impl FnOnce(&Vm) -> R) -> R {
    let stack = config.stack_bytes;
    let interp = Arc::new(Interp::new(config));
    let vm = Vm::new(interp, crate::thread::os_ident(), stack);
    let result = vm.enter(|vm| {
        vm.interp().threads.attach_main(vm);
        build(vm);
        let result = main(vm);
        crate::teardown::tear_down(vm);
        vm.forget_values();
        result
    });
    vm.interp().threads.detach_main(&vm);
    result
}

fn layout_of(def: &TypeDef, base: Option<&Layout>) -> Layout {
    let vtable = match (def.layout, base) {
        (Some(layout), _) => layout(),
        (None, Some(base)) => base.vtable,
        (None, None) => unreachable!("the first type has a layout"),
    };
    let mode = match base {
        _ if def.has_dict && vtable.fixed_size == 0 => Mode::Side,
        _ if def.has_dict => Mode::Plain,
        Some(base) => base.mode,
        None => Mode::None,
    };
    Layout {
        vtable,
        mode,
        members: 0,
    }
}

/// A type object without name and bases.
fn bare_type(
    vm: &Vm,
    meta: Option<&Ref<Type>>,
    layout: Layout,
    def: &'static TypeDef,
) -> Ref<Type> {
    let mut flags = tflag::IMMUTABLE;
    if def.subclassable {
        flags |= tflag::BASETYPE;
    }
    let body = Type::new(vm, layout, flags, Some(def));
    let ty = match meta {
        Some(meta) => crate::alloc::alloc(vm, meta, body),
        None => first_type(vm, body),
    };
    ty.open(vm);
    if meta.is_none() {
        // The class of classes is its own class.
        ty.header.set_shape(vm.shape_ref(ty.root_shape()));
    }
    ty.header.make_immortal();
    ty
}

/// The class `type` itself, whose shape can only be made when it has an address.
fn first_type(vm: &Vm, body: Type) -> Ref<Type> {
    let ptr = vm.interp().heap.alloc(size_of::<Obj<Type>>());
    // SAFETY: fresh memory of the payload's size (a class has no attribute part of its own in
    // the shape that `bare_type` sets before anybody looks).
    unsafe {
        let obj = ptr.as_ptr().cast::<Obj<Type>>();
        (&raw mut (*obj).body).write(body);
        let header = Header::new(
            Kind::Type,
            crate::object::header::EXACT,
            flag::GC,
            NonNull::dangling(),
        );
        ptr.as_ptr().write(header);
        Ref::from_value_unchecked(Value::from_ptr(ptr))
    }
}

fn build(vm: &Vm) {
    let defs = definitions();
    let type_def = defs
        .iter()
        .find(|d| d.name == "type")
        .expect("a row for type");
    let meta = bare_type(vm, None, layout_of(type_def, None), type_def);
    let mut made: Vec<Ref<Type>> = Vec::with_capacity(defs.len());
    for def in &defs {
        if def.name == "type" {
            made.push(meta.clone());
            continue;
        }
        let base = made
            .iter()
            .zip(&defs)
            .find(|(_, d)| d.name == def.base)
            .map(|(t, _)| t.layout);
        made.push(bare_type(
            vm,
            Some(&meta),
            layout_of(def, base.as_ref()),
            def,
        ));
    }
    vm.interp().set_types(Types::from_vec(made.clone()));
    let empty_str = vm.make_interned(b"");
    let ascii = (0..128u8)
        .map(|b| vm.make_interned(&[b]))
        .collect::<Box<[_]>>();
    let shape = vm.types().tuple.root_shape();
    let empty_tuple = Tuple::create(
        &vm.interp().heap,
        vm.shape_ref(shape),
        crate::object::header::EXACT,
        crate::object::tuple::TupleInfo,
        0,
        0,
        |_| unreachable!("no items"),
    );
    for s in ascii.iter().chain([&empty_str]) {
        s.header.make_immortal();
        let _interned = vm.interp().interned.get_or_make(vm, s.bytes(), Some(s));
    }
    empty_tuple.header.make_immortal();
    vm.interp().set_consts(Consts {
        empty_str,
        ascii,
        empty_tuple,
    });
    vm.interp().set_names(Names::new(vm));
    vm.names().each(|name| name.header.make_immortal());
    for ty in &made {
        complete(vm, ty, &made);
    }
    let exceptions = Exceptions::new({
        let mut classes: Vec<(&'static str, Ref<Type>)> = Vec::new();
        move |name, base| {
            let base = match classes.iter().find(|(n, _)| *n == base) {
                Some((_, class)) => class.clone(),
                None => vm.types().object.clone(),
            };
            let class = exception_class(vm, name, &base);
            classes.push((name, class.clone()));
            class
        }
    });
    vm.interp().set_exceptions(exceptions);
    let builtins = Dict::new(vm);
    let modules = Dict::new(vm);
    vm.interp().set_namespaces(builtins.clone(), modules);
    if let Some(init) = vm.types().object.dict().get_name(&vm.names().init) {
        vm.interp().set_object_init(init);
    }
    if let Some(class) = vm.types().object.dict().get_name(&vm.names().class) {
        vm.interp().set_object_class(class);
    }
    for ty in &made {
        crate::slot_table::settle_flags(vm, ty);
    }
    vm.exceptions()
        .each(|_, class| crate::slot_table::settle_flags(vm, class));
    crate::builtins::fill(vm, &builtins);
}

/// Name, bases, MRO, namespace and slots of a built-in type.
fn complete(vm: &Vm, ty: &Ref<Type>, all: &[Ref<Type>]) {
    let def = ty.def.expect("built-in types have a declaration");
    let base = (!def.base.is_empty() && def.name != "object").then(|| {
        all.iter()
            .find(|t| t.def.is_some_and(|d| d.name == def.base))
            .expect("the base has a row")
    });
    finish_type(vm, ty, def, base);
}

/// The same for any native type whose base is known.
pub(crate) fn finish_type(
    vm: &Vm,
    ty: &Ref<Type>,
    def: &'static TypeDef,
    base: Option<&Ref<Type>>,
) {
    let (module, name) = def.name.rsplit_once('.').unwrap_or(("builtins", def.name));
    let interned = vm.intern(name).into_value();
    ty.name.set(interned.clone());
    ty.qualname.set(interned);
    let mut mro = vec![ty.value().clone()];
    match base {
        Some(base) => {
            ty.bases.set(vm.tuple(vec![base.value().clone()]));
            ty.base.set(base.value().clone());
            mro.extend(base.mro_types().into_iter().map(Ref::into_value));
            base.subclasses.with(|s| s.push(NonNull::from(&**ty)));
            let inherited = tflag::EXCEPTION | tflag::METATYPE | tflag::SEQUENCE | tflag::MAPPING;
            let bits = base.flags.load(Ordering::Relaxed) & inherited;
            ty.flags.fetch_or(bits, Ordering::Relaxed);
        }
        None => ty.bases.set(vm.tuple(Vec::new())),
    }
    ty.mro.set(vm.tuple(mro));
    if def.sequence {
        ty.set_flag(tflag::SEQUENCE, true);
    }
    let dict = Dict::new(vm);
    let names = vm.names();
    if module != "builtins" {
        dict.set_name(vm, &names.module, vm.intern(module).into_value());
    }
    let doc = if def.doc.is_empty() {
        Value::NONE
    } else {
        vm.str(def.doc)
    };
    dict.set_name(vm, &names.doc, doc);
    assert!(ty.names.set(dict).is_ok(), "a type is completed once");
    (def.slots)(&ty.slots);
    crate::slot_table::add_wrappers(vm, ty);
    for method in def.methods {
        add_method(vm, ty, method);
    }
    let base_has_dict = base.is_some_and(|b| b.layout.mode != Mode::None);
    let dict_getset = (ty.layout.mode != Mode::None && !base_has_dict)
        .then_some(&crate::object::object_methods::DICT);
    for getset in def.getsets.iter().chain(dict_getset) {
        let descriptor = GetSet {
            def: getset,
            owner: ty.clone(),
            name: vm.intern(getset.name),
        };
        let descriptor = vm.alloc(&vm.types().getset_descriptor, descriptor);
        ty.dict()
            .set_name(vm, &vm.intern(getset.name), descriptor.into_value());
    }
    if let Some(base) = base {
        crate::slot_table::inherit(vm, ty, base);
    }
}

/// Puts a native method into a class.
pub(crate) fn add_method(vm: &Vm, ty: &Ref<Type>, def: &'static NativeDef) {
    let class = match def.binding {
        Binding::Method => &vm.types().method_descriptor,
        Binding::Class => &vm.types().classmethod_descriptor,
        Binding::Static => &vm.types().native_function,
    };
    let function = NativeFunction::new(vm, def, Some(ty.value().clone()), None);
    let name = function.name.clone();
    let function = vm.alloc(class, function).into_value();
    let entry = match def.binding {
        Binding::Static => crate::object::descr::static_method(vm, function),
        _ => function,
    };
    ty.dict().set_name(vm, &name, entry);
}

static EXCEPTION_CLASS: TypeDef = TypeDef {
    layout: Some(VTable::of::<Exception>),
    subclassable: true,
    has_dict: true,
    ..TypeDef::EMPTY
};

fn exception_class(vm: &Vm, name: &'static str, base: &Ref<Type>) -> Ref<Type> {
    let layout = layout_of(&EXCEPTION_CLASS, None);
    let ty = bare_type(vm, Some(&vm.types().type_), layout, &EXCEPTION_CLASS);
    ty.set_flag(tflag::EXCEPTION, true);
    finish_type(
        vm,
        &ty,
        crate::object::exceptions::definition(name),
        Some(base),
    );
    ty
}

/// A native class made at run time (by a native module).
impl Vm {
    /// Makes a class from its declaration; its base is a built-in type, `object` by default.
    pub fn new_native_type(&self, def: &'static TypeDef) -> Ref<Type> {
        let mut base = None;
        self.types().each(|t| {
            if t.def.is_some_and(|d| d.name == def.base) {
                base = Some(t.clone());
            }
        });
        self.exceptions().each(|name, t| {
            if name == def.base {
                base = Some(t.clone());
            }
        });
        let base = base.unwrap_or_else(|| self.types().object.clone());
        self.new_native_subtype(def, &base)
    }

    /// The same with a base of any kind.
    pub fn new_native_subtype(&self, def: &'static TypeDef, base: &Ref<Type>) -> Ref<Type> {
        let ty = bare_type(
            self,
            Some(&self.types().type_),
            layout_of(def, Some(&base.layout)),
            def,
        );
        finish_type(self, &ty, def, Some(base));
        crate::slot_table::settle_flags(self, &ty);
        ty
    }

    /// Gives a class a native method, as if its body had defined it.
    ///
    /// # Errors
    /// None for classes that can be changed.
    pub fn add_native_method(
        &self,
        ty: &Ref<Type>,
        def: &'static NativeDef,
    ) -> crate::vm::Result<()> {
        add_method(self, ty, def);
        let name = self.intern(def.name());
        match ty.dict().get_name(&name) {
            // Once more by the front door, which connects the slots.
            Some(entry) => self.set_attr(ty.value(), &name, entry),
            None => Ok(()),
        }
    }
}
