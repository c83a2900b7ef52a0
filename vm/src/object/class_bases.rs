//! Setting `__bases__`.

use super::class_build::{bases_of, link, unlink};
use super::typ::{Type, tflag};
use super::{Ref, class_layout, mro};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Sets `class.__bases__` and brings the MRO of the class and of what derives from it up to date.
///
/// # Errors
/// TypeError for what cannot be the bases of the class; then nothing has changed.
pub(crate) fn set_bases(vm: &Vm, v: &Value, value: Option<Value>) -> Result<()> {
    let Some(class) = v.downcast_ref::<Type>() else {
        return Err(vm.wrong_self(v));
    };
    let name = class.name_text();
    if class.has(tflag::IMMUTABLE) {
        return Err(vm.type_error(format!(
            "cannot set '__bases__' attribute of immutable type '{name}'"
        )));
    }
    let Some(value) = value else {
        return Err(vm.type_error(format!(
            "cannot delete '__bases__' attribute of immutable type '{name}'"
        )));
    };
    let Some(bases) = value.as_tuple() else {
        let what = vm.type_name(&value);
        return Err(vm.type_error(format!(
            "can only assign tuple to {name}.__bases__, not {what}"
        )));
    };
    if bases.as_slice().is_empty() {
        return Err(vm.type_error(format!(
            "can only assign non-empty tuple to {name}.__bases__, not ()"
        )));
    }
    for base in bases.as_slice() {
        let Some(base) = base.downcast_ref::<Type>() else {
            let what = vm.type_name(base);
            return Err(vm.type_error(format!(
                "{name}.__bases__ must be tuple of classes, not '{what}'"
            )));
        };
        if base.is_subtype(class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let new_base = class_layout::best_base(vm, bases.as_slice())?;
    let old_base = class.base.get();
    if let Some(old) = old_base.as_ref().and_then(|b| b.downcast_ref::<Type>())
        && !class_layout::same_layout(old, &new_base)
    {
        // CPython frees containers and what holds no references in different ways.
        let leaf = |class: &Ref<Type>| {
            let names = ["int", "str", "bytes", "bytearray", "float", "complex"];
            class.def.is_some_and(|d| names.contains(&d.name))
        };
        let native = !old.has(tflag::HEAP) || !new_base.has(tflag::HEAP);
        let what = if native && !leaf(&new_base) {
            "deallocator"
        } else {
            "object layout"
        };
        let (new, old) = (new_base.name_text(), old.name_text());
        return Err(vm.type_error(format!(
            "__bases__ assignment: '{new}' {what} differs from '{old}'"
        )));
    }
    let old_bases = bases_of(class);
    unlink(class);
    let saved = class.bases.replace(Some(value.clone()));
    let mut undo = Vec::new();
    match reorder(vm, class, &mut undo) {
        Ok(()) => {
            class.base.set(new_base.into_value());
            link(class);
            refresh(vm, class);
            // Caches borrow from the classes of the old MRO until now.
            drop((saved, old_bases, undo));
            Ok(())
        }
        Err(raised) => {
            for (changed, order) in undo.into_iter().rev() {
                drop(changed.mro.replace(order));
            }
            drop(class.bases.replace(saved));
            link(class);
            Err(raised)
        }
    }
}

/// Computes the MRO of the class and its subclasses anew.
fn reorder(vm: &Vm, class: &Ref<Type>, undo: &mut Vec<(Ref<Type>, Option<Value>)>) -> Result<()> {
    let order = mro::compute(vm, class)?;
    undo.push((class.clone(), class.mro.replace(Some(order.into_value()))));
    for sub in class.live_subclasses() {
        vm.recurse(|| reorder(vm, &sub, undo))?;
    }
    Ok(())
}

fn refresh(vm: &Vm, class: &Ref<Type>) {
    class.modified(vm);
    update(vm, class);
}

fn update(vm: &Vm, class: &Ref<Type>) {
    crate::slot_table::update_all(vm, class);
    for sub in class.live_subclasses() {
        update(vm, &sub);
    }
}
