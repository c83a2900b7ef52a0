//! The method resolution order of classes.

use super::Ref;
use super::tuple::Tuple;
use super::typ::Type;
use crate::args::Args;
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

/// The order of a class with these bases by the C3 rule: the class, then every base before its
/// own bases and in the order in which they were given.
///
/// # Errors
/// TypeError if there is no such order.
pub(crate) fn linearize(vm: &Vm, class: &Ref<Type>) -> Result<Vec<Value>> {
    let bases = class.bases.get();
    let bases: Vec<Value> = bases
        .as_ref()
        .and_then(|b| b.as_tuple())
        .map(|b| b.values().collect())
        .unwrap_or_default();
    for (i, base) in bases.iter().enumerate() {
        if base.downcast_ref::<Type>().is_none() {
            return Err(vm.type_error("bases must be types"));
        }
        if bases[..i].iter().any(|b| b.is(base)) {
            return Err(duplicate(vm, base));
        }
    }
    let mut order = vec![class.value().clone()];
    if let [only] = bases.as_slice() {
        order.extend(order_of(only));
        return Ok(order);
    }
    let mut lists: Vec<Vec<Value>> = bases.iter().map(order_of).collect();
    lists.push(bases);
    let mut heads = vec![0; lists.len()];
    loop {
        let mut done = true;
        let mut chosen = None;
        for (list, &head) in lists.iter().zip(&heads) {
            let Some(candidate) = list.get(head) else {
                continue;
            };
            done = false;
            let blocked = lists
                .iter()
                .zip(&heads)
                .any(|(l, &h)| l.iter().skip(h + 1).any(|c| c.is(candidate)));
            if !blocked {
                chosen = Some(candidate.clone());
                break;
            }
        }
        if done {
            return Ok(order);
        }
        let Some(chosen) = chosen else {
            return Err(inconsistent(vm, &lists, &heads));
        };
        for (list, head) in lists.iter().zip(&mut heads) {
            if list.get(*head).is_some_and(|c| c.is(&chosen)) {
                *head += 1;
            }
        }
        order.push(chosen);
    }
}

fn order_of(class: &Value) -> Vec<Value> {
    let mro = class.downcast_ref::<Type>().and_then(|t| t.mro.get());
    mro.as_ref()
        .and_then(|m| m.as_tuple())
        .map(|m| m.values().collect())
        .unwrap_or_default()
}

#[cold]
fn duplicate(vm: &Vm, base: &Value) -> Raised {
    let name = base
        .downcast_ref::<Type>()
        .map(|t| t.name_text())
        .unwrap_or_default();
    vm.type_error(format!("duplicate base class {name}"))
}

#[cold]
fn inconsistent(vm: &Vm, lists: &[Vec<Value>], heads: &[usize]) -> Raised {
    let mut left: Vec<&Value> = Vec::new();
    for (list, &head) in lists.iter().zip(heads) {
        if let Some(class) = list.get(head)
            && !left.iter().any(|c| c.is(class))
        {
            left.push(class);
        }
    }
    let names: Vec<String> = left
        .iter()
        .filter_map(|c| c.downcast_ref::<Type>())
        .map(|t| t.name_text())
        .collect();
    vm.type_error(format!(
        "Cannot create a consistent method resolution order (MRO) for bases {}",
        names.join(", ")
    ))
}

/// The order that the class's metaclass decides on: C3, or what its own `mro` method gives.
///
/// # Errors
/// TypeError if there is no consistent order or the method gives something unsuitable.
pub(crate) fn compute(vm: &Vm, class: &Ref<Type>) -> Result<Ref<Tuple>> {
    let meta = vm.type_of(class.value());
    if std::ptr::eq(meta, &*vm.types().type_) {
        return Ok(vm.new_tuple(linearize(vm, class)?));
    }
    let name = &vm.names().mro_plain;
    let found = meta.lookup(vm, name);
    let default = vm.types().type_.dict().get_name(name);
    let overridden = match (&found, &default) {
        (Some(found), Some(default)) => !found.is(default),
        _ => false,
    };
    let Some(method) = found.filter(|_| overridden) else {
        return Ok(vm.new_tuple(linearize(vm, class)?));
    };
    let order = vm.call_unbound(&method, class.value(), Args::NONE)?;
    let order = vm.to_tuple(&order)?;
    for item in order.as_slice() {
        let Some(base) = item.downcast_ref::<Type>() else {
            let what = vm.type_name(item);
            return Err(vm.type_error(format!("mro() returned a non-class ('{what}')")));
        };
        let fits = super::class_layout::solid_base(class)
            .is_subtype(&super::class_layout::solid_base(base));
        if !fits {
            let name = base.name_text();
            return Err(vm.type_error(format!(
                "mro() returned base with unsuitable layout ('{name}')"
            )));
        }
    }
    Ok(order)
}
