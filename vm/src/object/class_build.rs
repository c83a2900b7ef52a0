//! Making classes: `type(name, bases, namespace)` and the `class` statement.

use std::ptr::NonNull;

use super::code::Cell;
use super::descr::GetSet;
use super::dict::Dict;
use super::function::Function;
use super::typ::{Type, tflag};
use super::{Ref, class_layout, mro, object_methods, slot_args, wrappers};
use crate::args::Args;
use crate::names::Name;
use crate::native::GetSetDef;
use crate::slots::NewFn;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The metaclass of a class with these bases: the most derived one among `meta` and the bases'.
///
/// # Errors
/// TypeError if there is none that derives from all others.
fn metaclass_of(vm: &Vm, meta: &Ref<Type>, bases: &[Value]) -> Result<Ref<Type>> {
    let mut winner = meta.clone();
    for base in bases {
        let other = vm.type_of(base);
        if winner.is_subtype(other) {
            continue;
        }
        if other.is_subtype(&winner) {
            winner = other.to_ref();
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
             of all its bases",
        ));
    }
    Ok(winner)
}

/// `type.__new__`.
///
/// # Errors
/// TypeError and ValueError for what cannot be made a class of; what hooks raise.
pub(crate) fn type_new(vm: &Vm, meta: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let [name, bases, namespace] = args.pos() else {
        let given = args.pos().len();
        return Err(vm.type_error(format!(
            "type.__new__() takes exactly 3 arguments ({given} given)"
        )));
    };
    let wrong = |n: usize, wanted: &str, got: &Value| {
        vm.type_error(format!(
            "type.__new__() argument {n} must be {wanted}, not {}",
            vm.argument_class(got)
        ))
    };
    let Some(name_text) = name.as_str_obj() else {
        return Err(wrong(1, "str", name));
    };
    let Some(given_bases) = bases.as_tuple() else {
        return Err(wrong(2, "tuple", bases));
    };
    let Some(given_namespace) = namespace.as_dict() else {
        return Err(wrong(3, "dict", namespace));
    };
    let bases: Vec<Value> = if given_bases.as_slice().is_empty() {
        vec![vm.types().object.value().clone()]
    } else {
        given_bases.as_slice().to_vec()
    };
    for base in bases.iter().filter(|b| b.downcast_ref::<Type>().is_none()) {
        if vm.get_attr_opt(base, &vm.names().mro_entries)?.is_some() {
            return Err(
                vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
            );
        }
    }
    let winner = metaclass_of(vm, meta, &bases)?;
    if !winner.is(meta) {
        let own: NewFn = type_new;
        if let Some(new) = winner.slots.new.get()
            && new as usize != own as usize
        {
            return new(vm, &winner, args);
        }
    }
    if name_text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let base = class_layout::best_base(vm, &bases)?;
    let namespace = given_namespace.copy(vm);
    let plan = class_layout::plan(vm, &name_text.to_string_lossy(), &base, &bases, &namespace)?;
    let class = allocate(vm, &winner, name, &bases, &base, plan.layout);
    let (classcell, classdictcell) = fill_namespace(vm, &class, namespace)?;
    class_layout::add_members(vm, &class, &base, &plan.members);
    if plan.adds_dict {
        add_getset(vm, &class, &object_methods::DICT);
    }
    if plan.adds_weakref {
        add_getset(vm, &class, &object_methods::WEAKREF);
    }
    if let Some(cell) = classcell {
        cell.contents.set(class.value().clone());
    }
    if let Some(cell) = classdictcell {
        cell.contents.set(class.dict().value().clone());
    }
    settle(vm, &class)?;
    class.expect_attributes(vm);
    set_names(vm, &class)?;
    init_subclass(vm, &class, args)?;
    Ok(class.into_value())
}

/// A class object with name and bases, and nothing in it yet.
fn allocate(
    vm: &Vm,
    meta: &Ref<Type>,
    name: &Value,
    bases: &[Value],
    base: &Ref<Type>,
    layout: super::shape::Layout,
) -> Ref<Type> {
    let types: Vec<Ref<Type>> = bases
        .iter()
        .filter_map(|b| b.downcast_ref::<Type>().cloned())
        .collect();
    let mut flags = tflag::HEAP | tflag::BASETYPE | class_layout::inherited_flags(&types);
    if base.kind() == super::Kind::Type {
        flags |= tflag::METATYPE;
    }
    let class = vm.alloc(meta, Type::new(vm, layout, flags, None));
    class.open(vm);
    class.name.set(name.clone());
    class.qualname.set(name.clone());
    class.bases.set(vm.tuple(bases.to_vec()));
    class.base.set(base.value().clone());
    class
}

type CellRef = Option<Ref<Cell>>;

/// Makes the namespace the class's, with what the language adds to it. Gives the cells that
/// are to hold the class and its namespace.
fn fill_namespace(vm: &Vm, class: &Ref<Type>, namespace: Ref<Dict>) -> Result<(CellRef, CellRef)> {
    let names = vm.names();
    if let Some(qualname) = namespace.get_name(&names.qualname) {
        if qualname.as_str_obj().is_none() {
            let what = vm.type_name(&qualname);
            return Err(vm.type_error(format!("type __qualname__ must be a str, not {what}")));
        }
        class.qualname.set(qualname);
        namespace.del_name(vm, &names.qualname);
    }
    if namespace.get_name(&names.module).is_none()
        && let Some(module) = caller_module(vm)
    {
        namespace.set_name(vm, &names.module, module);
    }
    if namespace.get_name(&names.doc).is_none() {
        namespace.set_name(vm, &names.doc, Value::NONE);
    }
    wrap(vm, &namespace, &names.new, wrappers::static_method);
    wrap(vm, &namespace, &names.init_subclass, wrappers::class_method);
    wrap(vm, &namespace, &names.class_getitem, wrappers::class_method);
    if namespace.get_name(&names.eq).is_some() && namespace.get_name(&names.hash).is_none() {
        namespace.set_name(vm, &names.hash, Value::NONE);
    }
    let classcell = take_cell(vm, &namespace, &names.classcell)?;
    let classdictcell = take_cell(vm, &namespace, &names.classdictcell)?;
    if class.names.set(namespace).is_err() {
        return Err(vm.system_error("a class was filled twice"));
    }
    Ok((classcell, classdictcell))
}

/// Functions under this name become methods of another kind.
fn wrap(vm: &Vm, namespace: &Ref<Dict>, name: &Name, wrapper: fn(&Vm, Value) -> Value) {
    if let Some(function) = namespace.get_name(name)
        && function.downcast_ref::<Function>().is_some()
    {
        namespace.set_name(vm, name, wrapper(vm, function));
    }
}

fn take_cell(vm: &Vm, namespace: &Ref<Dict>, name: &Name) -> Result<CellRef> {
    let Some(cell) = namespace.pop_name(vm, name) else {
        return Ok(None);
    };
    match cell.downcast::<Cell>() {
        Ok(cell) => Ok(Some(cell)),
        Err(other) => {
            let what = vm.repr_text(&vm.type_of(&other).to_value())?;
            Err(vm.type_error(format!(
                "{} must be a nonlocal cell, not {what}",
                name.to_string_lossy()
            )))
        }
    }
}

/// `__name__` of the module whose code makes the class.
fn caller_module(vm: &Vm) -> Option<Value> {
    let last = vm.stack.depth().checked_sub(1)?;
    vm.stack
        .at(last, |frame| frame.function.globals.clone())?
        .get_name(&vm.names().name)
}

fn add_getset(vm: &Vm, class: &Ref<Type>, def: &'static GetSetDef) {
    let name = vm.intern(def.name);
    if class.dict().get_name(&name).is_some() {
        return;
    }
    let getset = GetSet {
        def,
        owner: class.clone(),
        name: name.clone(),
    };
    let getset = vm.alloc(&vm.types().getset_descriptor, getset).into_value();
    class.dict().set_name(vm, &name, getset);
}

/// MRO, links from the bases, slots.
fn settle(vm: &Vm, class: &Ref<Type>) -> Result<()> {
    let order = mro::compute(vm, class)?;
    class.mro.set(order.into_value());
    link(class);
    if let Some(flags) = class
        .dict()
        .get_name(&vm.intern("__abc_tpflags__"))
        .and_then(|f| f.as_small_int())
    {
        class.set_flag(tflag::SEQUENCE, flags & 1 << 5 != 0);
        class.set_flag(tflag::MAPPING, flags & 1 << 6 != 0);
    }
    crate::slot_table::update_all(vm, class);
    Ok(())
}

/// Adds the class to the lists of its bases' subclasses.
pub(crate) fn link(class: &Ref<Type>) {
    for base in bases_of(class) {
        base.subclasses.with(|s| s.push(NonNull::from(&**class)));
    }
}

/// Takes the class out of the lists of its bases' subclasses.
pub(crate) fn unlink(class: &Ref<Type>) {
    let this = NonNull::from(&**class);
    for base in bases_of(class) {
        base.subclasses.with(|s| s.retain(|p| *p != this));
    }
}

pub(crate) fn bases_of(class: &Type) -> Vec<Ref<Type>> {
    let bases = class.bases.get();
    let bases = bases.as_ref().and_then(|b| b.as_tuple());
    bases
        .map(|b| {
            b.values()
                .filter_map(|v| v.downcast::<Type>().ok())
                .collect()
        })
        .unwrap_or_default()
}

/// Tells the attributes which name they have and in which class.
fn set_names(vm: &Vm, class: &Ref<Type>) -> Result<()> {
    for (key, value) in class.dict().items() {
        let Some(hook) = vm.lookup_special(&value, &vm.names().set_name)? else {
            continue;
        };
        if let Err(raised) = vm.call(
            &hook,
            Args::positional(&[class.value().clone(), key.clone()]),
        ) {
            let note = format!(
                "Error calling __set_name__ on '{}' instance {} in '{}'",
                vm.type_name(&value),
                vm.repr_text(&key)?,
                class.name_text()
            );
            vm.call_method_str(raised.value(), "add_note", &[vm.str(note)])?;
            return Err(raised);
        }
    }
    Ok(())
}

/// `super(class, class).__init_subclass__(**keywords)`.
fn init_subclass(vm: &Vm, class: &Ref<Type>, args: Args<'_>) -> Result<()> {
    let name = &vm.names().init_subclass;
    let Some(hook) = super::super_type::lookup_after(vm, class, class, name) else {
        return Ok(());
    };
    let hook = vm.bind_descriptor(&hook, None, class.value())?;
    let keywords = &args.all()[args.pos().len()..];
    vm.call(&hook, Args::with_names(keywords, args.names()))
        .map(drop)
}

/// Makes a class as the `class` statement does (`builtins.__build_class__`): function of the body, name, bases, keywords.
///
/// # Errors
/// TypeError for arguments of the wrong kind; what the body, the hooks and the metaclass raise.
pub fn make_class(vm: &Vm, args: Args<'_>) -> Result<Value> {
    let [function, name, given @ ..] = args.pos() else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Some(body) = function.downcast_ref::<Function>() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    if name.as_str_obj().is_none() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let bases = resolve_bases(vm, given)?;
    let bases_tuple = vm.tuple(bases.clone().unwrap_or_else(|| given.to_vec()));
    let bases_slice: &[Value] = bases.as_deref().unwrap_or(given);
    let mut metaclass = None;
    let (mut keyword_names, mut keyword_values) = (Vec::new(), Vec::new());
    for (key, value) in args.keywords() {
        if key
            .as_str_obj()
            .is_some_and(|k| k.same_text(&vm.names().metaclass))
        {
            metaclass = Some(value.clone());
        } else {
            keyword_names.push(key.clone());
            keyword_values.push(value.clone());
        }
    }
    let mut metaclass = metaclass.unwrap_or_else(|| match bases_slice.first() {
        Some(first) => vm.type_of(first).to_value(),
        None => vm.types().type_.value().clone(),
    });
    if let Some(class) = metaclass.downcast_ref::<Type>() {
        metaclass = metaclass_of(vm, class, bases_slice)?.into_value();
    }
    let with_keywords = |front: Vec<Value>| {
        let mut all = front;
        all.extend(keyword_values.iter().cloned());
        all
    };
    let namespace = match vm.get_attr_opt(&metaclass, &vm.names().prepare)? {
        None => Dict::new(vm).into_value(),
        Some(prepare) if is_default_prepare(vm, &prepare) => Dict::new(vm).into_value(),
        Some(prepare) => {
            let all = with_keywords(vec![name.clone(), bases_tuple.clone()]);
            vm.call(&prepare, Args::with_names(&all, &keyword_names))?
        }
    };
    if namespace.as_dict().is_none() && !vm.is_mapping(&namespace) {
        let meta = metaclass
            .downcast_ref::<Type>()
            .map_or_else(|| "<metaclass>".to_owned(), |m| m.name_text());
        let what = vm.type_name(&namespace);
        return Err(vm.type_error(format!(
            "{meta}.__prepare__() must return a mapping, not {what}"
        )));
    }
    let cell = vm.run_function_in(body, Some(namespace.clone()))?;
    if bases.is_some() {
        vm.set_item(
            &namespace,
            vm.names().orig_bases.value(),
            vm.tuple(given.to_vec()),
        )?;
    }
    let all = with_keywords(vec![name.clone(), bases_tuple, namespace]);
    let class = vm.call(&metaclass, Args::with_names(&all, &keyword_names))?;
    check_cell(vm, name, &class, &cell)?;
    Ok(class)
}

/// `type.__prepare__` itself, which gives an empty dict.
fn is_default_prepare(vm: &Vm, prepare: &Value) -> bool {
    let Some(bound) = prepare.downcast_ref::<super::function::BoundMethod>() else {
        return false;
    };
    vm.types()
        .type_
        .dict()
        .get_name(&vm.names().prepare)
        .is_some_and(|p| p.is(&bound.function))
}

/// Replaces the bases that are no classes by what their `__mro_entries__` gives; None if all
/// are as they were.
pub(crate) fn resolve_bases(vm: &Vm, given: &[Value]) -> Result<Option<Vec<Value>>> {
    let mut resolved: Option<Vec<Value>> = None;
    for (i, base) in given.iter().enumerate() {
        if base.downcast_ref::<Type>().is_none()
            && let Some(method) = vm.get_attr_opt(base, &vm.names().mro_entries)?
        {
            let entries = vm.call(&method, Args::positional(&[vm.tuple(given.to_vec())]))?;
            let Some(entries) = entries.as_tuple() else {
                return Err(vm.type_error("__mro_entries__ must return a tuple"));
            };
            resolved
                .get_or_insert_with(|| given[..i].to_vec())
                .extend(entries.values());
        } else if let Some(resolved) = &mut resolved {
            resolved.push(base.clone());
        }
    }
    Ok(resolved)
}

/// The body's `__class__` cell must hold the new class now.
fn check_cell(vm: &Vm, name: &Value, class: &Value, cell: &Value) -> Result<()> {
    if class.downcast_ref::<Type>().is_none() {
        return Ok(());
    }
    let Some(cell) = cell.downcast_ref::<Cell>() else {
        return Ok(());
    };
    match cell.contents.get() {
        Some(held) if held.is(class) => Ok(()),
        None => Err(cell_error(vm, name, class, None)?),
        Some(held) => Err(cell_error(vm, name, class, Some(&held))?),
    }
}

#[cold]
fn cell_error(vm: &Vm, name: &Value, class: &Value, held: Option<&Value>) -> Result<Raised> {
    let (name, class) = (vm.repr_text(name)?, vm.repr_text(class)?);
    Ok(match held {
        None => vm.runtime_error(format!(
            "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
        )),
        Some(held) => {
            let held = vm.repr_text(held)?;
            vm.type_error(format!("__class__ set to {held} defining {name} as {class}"))
        }
    })
}

impl Vm {
    /// Can the value be asked for keys: does its class define `__getitem__`?
    pub fn is_mapping(&self, v: &Value) -> bool {
        self.type_of(v).slots.getitem.get().is_some()
    }
}

/// `type.__init__`: everything has been done by `__new__`.
///
/// # Errors
/// TypeError for the wrong number of arguments.
pub(crate) fn type_init(vm: &Vm, _: &Value, args: Args<'_>) -> Result<()> {
    match args.pos().len() {
        1 => slot_args::only(vm, "type.__init__", args).map(drop),
        3 => Ok(()),
        _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
    }
}
