//! `_operator` and `operator`: the language's operators as functions.

use hasp_compiler::op::BinOp;
use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::{Payload, VTable, Visit};
use hasp_vm::object::module::Module;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::slots::CmpOp;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

/// The module.
pub(crate) const OPERATOR: ModuleDef = ModuleDef {
    name: "operator",
    doc: DOC,
    functions: &[],
    init,
};
/// Where the functions say they come from.
pub(crate) const UNDERSCORE_OPERATOR: ModuleDef = ModuleDef {
    name: "_operator",
    doc: DOC,
    functions: FUNCTIONS,
    init: add_classes,
};

const DOC: &str = "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.";

macro_rules! binary {
    ($signature:literal, $op:ident, $sign:literal) => {
        native!($signature, |vm: &Vm, a: &Value, b: &Value| vm.binary(
            BinOp::$op as usize,
            a,
            b
        ))
        .doc(concat!("Same as a ", $sign, " b."))
    };
}
macro_rules! inplace {
    ($signature:literal, $op:ident, $sign:literal) => {
        native!($signature, |vm: &Vm, a: &Value, b: &Value| vm.inplace(
            BinOp::$op as usize,
            a,
            b
        ))
        .doc(concat!("Same as a ", $sign, "= b."))
    };
}
macro_rules! compare {
    ($signature:literal, $op:ident, $sign:literal) => {
        native!($signature, |vm: &Vm, a: &Value, b: &Value| vm.compare(
            a,
            b,
            CmpOp::$op
        ))
        .doc(concat!("Same as a ", $sign, " b."))
    };
}

const FUNCTIONS: &[NativeDef] = &[
    binary!("add(a, b, /)", Add, "+"),
    binary!("sub(a, b, /)", Sub, "-"),
    binary!("mul(a, b, /)", Mul, "*"),
    binary!("truediv(a, b, /)", TrueDiv, "/"),
    binary!("floordiv(a, b, /)", FloorDiv, "//"),
    binary!("mod(a, b, /)", Mod, "%"),
    binary!("pow(a, b, /)", Pow, "**"),
    binary!("matmul(a, b, /)", MatMul, "@"),
    binary!("lshift(a, b, /)", LShift, "<<"),
    binary!("rshift(a, b, /)", RShift, ">>"),
    binary!("and_(a, b, /)", And, "&"),
    binary!("or_(a, b, /)", Or, "|"),
    binary!("xor(a, b, /)", Xor, "^"),
    inplace!("iadd(a, b, /)", Add, "+"),
    inplace!("isub(a, b, /)", Sub, "-"),
    inplace!("imul(a, b, /)", Mul, "*"),
    inplace!("itruediv(a, b, /)", TrueDiv, "/"),
    inplace!("ifloordiv(a, b, /)", FloorDiv, "//"),
    inplace!("imod(a, b, /)", Mod, "%"),
    inplace!("ipow(a, b, /)", Pow, "**"),
    inplace!("imatmul(a, b, /)", MatMul, "@"),
    inplace!("ilshift(a, b, /)", LShift, "<<"),
    inplace!("irshift(a, b, /)", RShift, ">>"),
    inplace!("iand(a, b, /)", And, "&"),
    inplace!("ior(a, b, /)", Or, "|"),
    inplace!("ixor(a, b, /)", Xor, "^"),
    compare!("lt(a, b, /)", Lt, "<"),
    compare!("le(a, b, /)", Le, "<="),
    compare!("eq(a, b, /)", Eq, "=="),
    compare!("ne(a, b, /)", Ne, "!="),
    compare!("gt(a, b, /)", Gt, ">"),
    compare!("ge(a, b, /)", Ge, ">="),
    native!("neg(a, /)", |vm: &Vm, a: &Value| vm.neg(a)).doc("Same as -a."),
    native!("pos(a, /)", |vm: &Vm, a: &Value| vm.pos(a)).doc("Same as +a."),
    native!("inv(a, /)", |vm: &Vm, a: &Value| vm.invert(a)).doc("Same as ~a."),
    native!("invert(a, /)", |vm: &Vm, a: &Value| vm.invert(a)).doc("Same as ~a."),
    native!("abs(a, /)", |vm: &Vm, a: &Value| vm.abs(a)).doc("Same as abs(a)."),
    native!("not_(a, /)", |vm: &Vm, a: &Value| vm.truth(a).map(|t| !t)).doc("Same as not a."),
    native!("truth(a, /)", |vm: &Vm, a: &Value| vm.truth(a))
        .doc("Return True if a is true, False otherwise."),
    native!("is_(a, b, /)", |_: &Vm, a: &Value, b: &Value| a.is(b)).doc("Same as a is b."),
    native!("is_not(a, b, /)", |_: &Vm, a: &Value, b: &Value| !a.is(b)).doc("Same as a is not b."),
    native!("is_none(a, /)", |_: &Vm, a: &Value| a.is_none()).doc("Same as a is None."),
    native!("is_not_none(a, /)", |_: &Vm, a: &Value| !a.is_none()).doc("Same as a is not None."),
    native!("index(a, /)", |vm: &Vm, a: &Value| vm.exact_index(a)).doc("Same as a.__index__()"),
    native!("contains(a, b, /)", |vm: &Vm, a: &Value, b: &Value| vm
        .contains(a, b))
    .doc("Same as b in a (note reversed operands)."),
    native!("getitem(a, b, /)", |vm: &Vm, a: &Value, b: &Value| vm
        .get_item(a, b))
    .doc("Same as a[b]."),
    native!(
        "setitem(a, b, c, /)",
        |vm: &Vm, a: &Value, b: &Value, c: Value| vm.set_item(a, b, c)
    )
    .doc("Same as a[b] = c."),
    native!("delitem(a, b, /)", |vm: &Vm, a: &Value, b: &Value| vm
        .del_item(a, b))
    .doc("Same as del a[b]."),
    native!("concat(a, b, /)", |vm: &Vm, a: &Value, b: &Value| concat(
        vm, a, b, false
    ))
    .doc("Same as a + b, for a and b sequences."),
    native!("iconcat(a, b, /)", |vm: &Vm, a: &Value, b: &Value| concat(
        vm, a, b, true
    ))
    .doc("Same as a += b, for a and b sequences."),
    native!("countOf(a, b, /)", count_of)
        .doc("Return the number of items in a which are, or which equal, b."),
    native!("indexOf(a, b, /)", index_of).doc("Return the first index of b in a."),
    native!("length_hint(obj, default=0, /)", length_hint)
        .doc("Return an estimate of the number of items in obj."),
    native!("call(obj, /, *args, **kwargs)", call).doc("Same as obj(*args, **kwargs)."),
    native!("_compare_digest(a, b, /)", compare_digest).doc("Return 'a == b'."),
];

/// Names of functions that also have a name with underscores.
const DUNDERS: &[&str] = &[
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "lshift",
    "rshift",
    "and_",
    "or_",
    "xor",
    "iadd",
    "isub",
    "imul",
    "itruediv",
    "ifloordiv",
    "imod",
    "ipow",
    "imatmul",
    "ilshift",
    "irshift",
    "iand",
    "ior",
    "ixor",
    "lt",
    "le",
    "eq",
    "ne",
    "gt",
    "ge",
    "neg",
    "pos",
    "inv",
    "invert",
    "abs",
    "not_",
    "index",
    "contains",
    "getitem",
    "setitem",
    "delitem",
    "concat",
    "iconcat",
    "call",
];

fn add_classes(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    let classes = vm.interp().state(|| Classes {
        item: vm.new_native_type(&ITEMGETTER).into_value(),
        attr: vm.new_native_type(&ATTRGETTER).into_value(),
        method: vm.new_native_type(&METHODCALLER).into_value(),
    });
    vm.add_to_module(module, "itemgetter", classes.item);
    vm.add_to_module(module, "attrgetter", classes.attr);
    vm.add_to_module(module, "methodcaller", classes.method);
    Ok(())
}

fn init(vm: &Vm, module: &Ref<Module>) -> Result<()> {
    let home = vm.import_module("_operator")?;
    let classes = ["itemgetter", "attrgetter", "methodcaller"];
    for name in FUNCTIONS.iter().map(NativeDef::name).chain(classes) {
        vm.add_to_module(module, name, vm.get_attr_str(&home, name)?);
    }
    let dict = &module.body.dict;
    let mut all: Vec<Value> = Vec::new();
    for function in FUNCTIONS.iter().filter(|f| !f.name().starts_with('_')) {
        all.push(vm.intern(function.name()).into_value());
    }
    all.extend(["attrgetter", "itemgetter", "methodcaller"].map(|n| vm.intern(n).into_value()));
    for name in DUNDERS {
        if let Some(function) = dict.get_name(&vm.intern(name)) {
            vm.add_to_module(
                module,
                &format!("__{}__", name.trim_end_matches('_')),
                function,
            );
        }
    }
    vm.add_to_module(module, "__all__", vm.list(all));
    Ok(())
}

#[derive(Clone)]
struct Classes {
    item: Value,
    attr: Value,
    method: Value,
}

fn concat(vm: &Vm, a: &Value, b: &Value, inplace: bool) -> Result<Value> {
    if vm.type_of(a).slots.getitem.get().is_none() || a.as_dict().is_some() {
        let name = vm.type_name(a);
        return Err(vm.type_error(format!("'{name}' object can't be concatenated")));
    }
    if inplace {
        vm.inplace(BinOp::Add as usize, a, b)
    } else {
        vm.binary(BinOp::Add as usize, a, b)
    }
}

fn same(vm: &Vm, a: &Value, b: &Value) -> Result<bool> {
    if a.is(b) { Ok(true) } else { vm.eq(a, b) }
}

/// An iterator, or the TypeError of the functions that look for an item.
fn iterate_container(vm: &Vm, a: &Value) -> Result<Value> {
    vm.iter(a).map_err(|raised| {
        let slots = &vm.type_of(a).slots;
        if slots.iter.get().is_some() || slots.getitem.get().is_some() {
            return raised;
        }
        let class = vm.type_name(a);
        vm.type_error(format!("argument of type '{class}' is not iterable"))
    })
}

fn count_of(vm: &Vm, a: &Value, b: &Value) -> Result<i64> {
    let (it, mut count) = (iterate_container(vm, a)?, 0);
    while let Some(item) = vm.next(&it)? {
        count += i64::from(same(vm, &item, b)?);
        vm.poll_native()?;
    }
    Ok(count)
}

fn index_of(vm: &Vm, a: &Value, b: &Value) -> Result<i64> {
    let (it, mut at) = (iterate_container(vm, a)?, 0);
    while let Some(item) = vm.next(&it)? {
        if same(vm, &item, b)? {
            return Ok(at);
        }
        at += 1;
        vm.poll_native()?;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn length_hint(vm: &Vm, v: &Value, default: &Value) -> Result<Value> {
    if default.as_int().is_none() {
        let name = vm.type_name(default);
        return Err(vm.type_error(format!(
            "'{name}' object cannot be interpreted as an integer"
        )));
    }
    let hinted = vm.type_of(v).slots.len.get().is_some()
        || vm
            .lookup_special(v, &vm.intern("__length_hint__"))?
            .is_some();
    if hinted {
        Ok(vm.int_from_u64(vm.length_hint(v)? as u64))
    } else {
        Ok(default.clone())
    }
}

/// Positional and keyword arguments, from a tuple and a dict, behind `first`.
fn call_with(vm: &Vm, f: &Value, first: &[Value], args: &Value, keywords: &Value) -> Result<Value> {
    let mut values = first.to_vec();
    values.extend(args.as_tuple().iter().flat_map(|t| t.values()));
    let mut names = Vec::new();
    for (name, value) in keywords.as_dict().map(|d| d.items()).unwrap_or_default() {
        names.push(name);
        values.push(value);
    }
    vm.call(f, Args::with_names(&values, &names))
}

fn call(vm: &Vm, f: &Value, args: &Value, keywords: &Value) -> Result<Value> {
    call_with(vm, f, &[], args, keywords)
}

/// Compares in a time that depends on the lengths only.
pub(crate) fn compare_digest(vm: &Vm, a: &Value, b: &Value) -> Result<bool> {
    let same = |a: &[u8], b: &[u8]| {
        let differing = a.iter().zip(b).fold(0u8, |d, (x, y)| d | (x ^ y));
        std::hint::black_box(differing) == 0 && a.len() == b.len()
    };
    if let (Some(a), Some(b)) = (a.as_str_obj(), b.as_str_obj()) {
        if !a.is_ascii() || !b.is_ascii() {
            return Err(
                vm.type_error("comparing strings with non-ASCII characters is not supported")
            );
        }
        return Ok(same(a.bytes(), b.bytes()));
    }
    match (vm.bytes_like(a)?, vm.bytes_like(b)?) {
        (Some(a), Some(b)) => Ok(same(&a, &b)),
        (None, Some(_)) => Err(vm.not_bytes_like(a)),
        (Some(_), None) => Err(vm.not_bytes_like(b)),
        (None, None) => {
            let (a, b) = (vm.type_name(a), vm.type_name(b));
            Err(vm.type_error(format!(
                "unsupported operand types(s) or combination of types: '{a}' and '{b}'"
            )))
        }
    }
}

/// Payload of `itemgetter`.
struct ItemGetter {
    /// A tuple of keys.
    keys: Value,
}
impl Payload for ItemGetter {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.keys);
    }
}

fn items(tuple: &Value) -> &[Value] {
    tuple.as_tuple().map(|t| t.as_slice()).unwrap_or_default()
}

/// The one positional argument of a getter's call.
fn only<'a>(vm: &Vm, name: &str, args: Args<'a>) -> Result<&'a Value> {
    args.no_keywords(vm, name)?;
    match args.pos() {
        [one] => Ok(one),
        more => Err(vm.type_error(format!("{name} expected 1 argument, got {}", more.len()))),
    }
}

fn needs_one(vm: &Vm, name: &str) -> Raised {
    vm.type_error(format!("{name} expected 1 argument, got 0"))
}

/// `module.name(arg, …)`
fn shown(vm: &Vm, name: &str, parts: &[Value]) -> Result<Value> {
    let mut out = format!("operator.{name}(").into_bytes();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(vm.repr(part)?.bytes());
    }
    out.push(b')');
    Ok(vm.new_wtf8(&out).into_value())
}

static ITEMGETTER: TypeDef = TypeDef {
    name: "operator.itemgetter",
    layout: Some(VTable::of::<ItemGetter>),
    doc: "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
    slots: |s| {
        s.new.set(Some(|vm: &Vm, cls: &Ref<Type>, args: Args<'_>| {
            args.no_keywords(vm, "itemgetter")?;
            if args.pos().is_empty() {
                return Err(needs_one(vm, "itemgetter"));
            }
            let keys = vm.tuple(args.pos().to_vec());
            Ok(vm.alloc(cls, ItemGetter { keys }).into_value())
        }));
        s.call.set(Some(|vm, v, args| {
            let object = only(vm, "itemgetter", args)?;
            let Some(getter) = v.downcast_ref::<ItemGetter>() else {
                return Ok(Value::NONE);
            };
            match items(&getter.keys) {
                [key] => vm.get_item(object, key),
                keys => {
                    let found = keys
                        .iter()
                        .map(|key| vm.get_item(object, key))
                        .collect::<Result<Vec<Value>>>()?;
                    Ok(vm.tuple(found))
                }
            }
        }));
        s.repr
            .set(Some(|vm, v| match v.downcast_ref::<ItemGetter>() {
                Some(getter) => shown(vm, "itemgetter", items(&getter.keys)),
                None => Ok(Value::NONE),
            }));
    },
    methods: &[native!("__reduce__(self, /)", |vm: &Vm, this: &Value| {
        let keys = this
            .downcast_ref::<ItemGetter>()
            .map_or(Value::NONE, |g| g.keys.clone());
        vm.pair(vm.type_of(this).to_value(), keys)
    })],
    ..TypeDef::EMPTY
};

/// Payload of `attrgetter`.
struct AttrGetter {
    /// A tuple of dotted names.
    names: Value,
    /// A tuple for each of them: its parts, interned.
    paths: Vec<Value>,
}
impl Payload for AttrGetter {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.names);
        self.paths.iter().for_each(visit);
    }
}

fn follow(vm: &Vm, object: &Value, path: &Value) -> Result<Value> {
    let mut at = object.clone();
    for part in items(path) {
        if let Some(name) = part.as_str_obj() {
            at = vm.get_attr(&at, name)?;
        }
    }
    Ok(at)
}

static ATTRGETTER: TypeDef = TypeDef {
    name: "operator.attrgetter",
    layout: Some(VTable::of::<AttrGetter>),
    doc: "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
    slots: |s| {
        s.new.set(Some(|vm: &Vm, cls: &Ref<Type>, args: Args<'_>| {
            args.no_keywords(vm, "attrgetter")?;
            if args.pos().is_empty() {
                return Err(needs_one(vm, "attrgetter"));
            }
            let mut paths = Vec::with_capacity(args.pos().len());
            for name in args.pos() {
                let Some(text) = name.as_str_obj() else {
                    return Err(vm.type_error("attribute name must be a string"));
                };
                let parts = text
                    .bytes()
                    .split(|b| *b == b'.')
                    .map(|part| vm.intern_wtf8(part).into_value());
                paths.push(vm.tuple(parts.collect()));
            }
            let names = vm.tuple(args.pos().to_vec());
            Ok(vm.alloc(cls, AttrGetter { names, paths }).into_value())
        }));
        s.call.set(Some(|vm, v, args| {
            let object = only(vm, "attrgetter", args)?;
            let Some(getter) = v.downcast_ref::<AttrGetter>() else {
                return Ok(Value::NONE);
            };
            match getter.paths.as_slice() {
                [path] => follow(vm, object, path),
                paths => {
                    let found = paths
                        .iter()
                        .map(|path| follow(vm, object, path))
                        .collect::<Result<Vec<Value>>>()?;
                    Ok(vm.tuple(found))
                }
            }
        }));
        s.repr
            .set(Some(|vm, v| match v.downcast_ref::<AttrGetter>() {
                Some(getter) => shown(vm, "attrgetter", items(&getter.names)),
                None => Ok(Value::NONE),
            }));
    },
    methods: &[native!("__reduce__(self, /)", |vm: &Vm, this: &Value| {
        let names = this
            .downcast_ref::<AttrGetter>()
            .map_or(Value::NONE, |g| g.names.clone());
        vm.pair(vm.type_of(this).to_value(), names)
    })],
    ..TypeDef::EMPTY
};

/// Payload of `methodcaller`.
struct MethodCaller {
    name: Value,
    /// A tuple.
    args: Value,
    /// A dict.
    keywords: Value,
}
impl Payload for MethodCaller {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.name);
        visit(&self.args);
        visit(&self.keywords);
    }
}

static METHODCALLER: TypeDef = TypeDef {
    name: "operator.methodcaller",
    layout: Some(VTable::of::<MethodCaller>),
    doc: "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
    slots: |s| {
        s.new.set(Some(|vm: &Vm, cls: &Ref<Type>, args: Args<'_>| {
            let [name, rest @ ..] = args.pos() else {
                return Err(
                    vm.type_error("methodcaller needs at least one argument, the method name")
                );
            };
            let Some(text) = name.as_str_obj() else {
                return Err(vm.type_error("method name must be a string"));
            };
            let keywords = Dict::new(vm);
            for (name, value) in args.keywords() {
                keywords.set(vm, name.clone(), value.clone())?;
            }
            let name = vm.intern_str(text).into_value();
            let caller = MethodCaller {
                name,
                args: vm.tuple(rest.to_vec()),
                keywords: keywords.into_value(),
            };
            Ok(vm.alloc(cls, caller).into_value())
        }));
        s.call.set(Some(|vm, v, args| {
            let object = only(vm, "methodcaller", args)?;
            let Some(caller) = v.downcast_ref::<MethodCaller>() else {
                return Ok(Value::NONE);
            };
            let Some(name) = caller.name.as_str_obj() else {
                return Ok(Value::NONE);
            };
            if caller.keywords.as_dict().is_none_or(|d| d.is_empty()) {
                return vm.call_method(object, name, items(&caller.args));
            }
            let method = vm.get_attr(object, name)?;
            call_with(vm, &method, &[], &caller.args, &caller.keywords)
        }));
        s.repr.set(Some(|vm, v| {
            let Some(caller) = v.downcast_ref::<MethodCaller>() else {
                return Ok(Value::NONE);
            };
            let mut out = b"operator.methodcaller(".to_vec();
            out.extend_from_slice(vm.repr(&caller.name)?.bytes());
            for arg in items(&caller.args) {
                out.extend_from_slice(b", ");
                out.extend_from_slice(vm.repr(arg)?.bytes());
            }
            for (name, value) in caller
                .keywords
                .as_dict()
                .map(|d| d.items())
                .unwrap_or_default()
            {
                out.extend_from_slice(b", ");
                out.extend_from_slice(vm.to_str(&name)?.bytes());
                out.push(b'=');
                out.extend_from_slice(vm.repr(&value)?.bytes());
            }
            out.push(b')');
            Ok(vm.new_wtf8(&out).into_value())
        }));
    },
    ..TypeDef::EMPTY
};
