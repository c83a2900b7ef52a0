//! `itertools`: iterators made of iterators.

mod arrange;
mod group;
mod select;
mod streams;

use hasp_vm::args::Args;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::object::Ref;
use hasp_vm::object::module::Module;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// A class: static, name, payload, constructor, `next`, further slots, methods, docstring.
macro_rules! class {
    ($def:ident, $name:literal, $payload:ty, $new:expr, $next:expr, $more:expr, $methods:expr, $doc:literal) => {
        pub(super) static $def: hasp_vm::object::typ::TypeDef = hasp_vm::object::typ::TypeDef {
            name: concat!("itertools.", $name),
            layout: Some(hasp_vm::object::VTable::of::<$payload>),
            subclassable: true,
            doc: $doc,
            slots: |s| {
                s.new.set(Some(|vm, cls, args| {
                    Ok(vm.alloc(cls, $new(vm, args)?).into_value())
                }));
                s.iter.set(Some(|_, v| Ok(v.clone())));
                s.next.set(Some(|vm, v| match v.downcast_ref::<$payload>() {
                    Some(this) => $next(vm, this),
                    None => Ok(None),
                }));
                let more: fn(&hasp_vm::slots::Slots) = $more;
                more(s);
            },
            methods: $methods,
            ..hasp_vm::object::typ::TypeDef::EMPTY
        };
    };
}
use class;

/// The module.
pub(crate) const ITERTOOLS: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: &[native!("tee(iterable, n=2, /)", group::tee)
        .doc("Returns a tuple of n independent iterators.")],
    init: |vm: &Vm, module: &Ref<Module>| {
        const CLASSES: [&TypeDef; 18] = [
            &streams::ACCUMULATE,
            &streams::BATCHED,
            &streams::CHAIN,
            &streams::COUNT,
            &streams::CYCLE,
            &streams::PAIRWISE,
            &streams::REPEAT,
            &streams::STARMAP,
            &streams::ZIP_LONGEST,
            &select::COMPRESS,
            &select::DROPWHILE,
            &select::FILTERFALSE,
            &select::ISLICE,
            &select::TAKEWHILE,
            &arrange::COMBINATIONS,
            &arrange::COMBINATIONS_WITH_REPLACEMENT,
            &arrange::PERMUTATIONS,
            &arrange::PRODUCT,
        ];
        for def in CLASSES {
            let class = vm.new_native_type(def);
            let name = def.name.rsplit('.').next().unwrap_or_default();
            vm.add_to_module(module, name, class.into_value());
        }
        let classes = group::classes(vm);
        vm.add_to_module(module, "groupby", classes.groupby.into_value());
        vm.add_to_module(module, "_grouper", classes.grouper.into_value());
        vm.add_to_module(module, "_tee", classes.tee.into_value());
        Ok(())
    },
};

/// Binds a constructor's arguments to names; the first `required` of them must be given, and
/// those from `keyword_only` on cannot be given by position.
fn bind<const N: usize>(
    vm: &Vm,
    function: &str,
    args: Args<'_>,
    names: [&str; N],
    required: usize,
    keyword_only: usize,
) -> Result<[Option<Value>; N]> {
    let mut bound = [const { None }; N];
    let (given, count) = (args.pos(), args.all().len());
    let s = |n: usize| if n == 1 { "" } else { "s" };
    if count > N {
        let kind = if given.is_empty() { "keyword " } else { "" };
        return Err(vm.type_error(format!(
            "{function}() takes at most {N} {kind}argument{} ({count} given)",
            s(N)
        )));
    }
    if given.len() > keyword_only {
        let how = if required == keyword_only {
            "exactly"
        } else {
            "at most"
        };
        return Err(vm.type_error(format!(
            "{function}() takes {how} {keyword_only} positional argument{} ({} given)",
            s(keyword_only),
            given.len()
        )));
    }
    for (slot, value) in bound.iter_mut().zip(given) {
        *slot = Some(value.clone());
    }
    let mut refused = None;
    for (name, value) in args.keywords() {
        let text = name.str_lossy().unwrap_or_default();
        match names.iter().position(|n| *n == text) {
            Some(at) if bound[at].is_none() => bound[at] = Some(value.clone()),
            Some(at) => {
                refused.get_or_insert(format!(
                    "argument for {function}() given by name ('{text}') and position ({})",
                    at + 1
                ));
            }
            None => {
                refused.get_or_insert(format!(
                    "{function}() got an unexpected keyword argument '{text}'"
                ));
            }
        }
    }
    if let Some(at) = bound[..required].iter().position(Option::is_none) {
        return Err(vm.type_error(format!(
            "{function}() missing required argument '{}' (pos {})",
            names[at],
            at + 1
        )));
    }
    if let Some(words) = refused {
        return Err(vm.type_error(words));
    }
    Ok(bound)
}

/// A bound argument that is there, or None.
fn or_none(v: Option<Value>) -> Value {
    v.unwrap_or(Value::NONE)
}

/// Exactly `N` positional arguments.
fn exactly<'a, const N: usize>(vm: &Vm, function: &str, args: Args<'a>) -> Result<&'a [Value; N]> {
    args.no_keywords(vm, function)?;
    let given = args.pos();
    let s = if N == 1 { "" } else { "s" };
    let wrong = || {
        vm.type_error(format!(
            "{function} expected {N} argument{s}, got {}",
            given.len()
        ))
    };
    given.try_into().map_err(|_| wrong())
}

fn items(tuple: &Value) -> &[Value] {
    tuple.as_tuple().map(|t| t.as_slice()).unwrap_or_default()
}
