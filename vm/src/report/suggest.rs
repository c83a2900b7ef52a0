//! What somebody may have meant whose name, attribute or import was not found.

use crate::args::Args;
use crate::errors::Exception;
use crate::object::traceback::Traceback;
use crate::suggest::closest;
use crate::value::Value;
use crate::vm::{Result, Vm};

const MOST_CANDIDATES: usize = 750;

fn dir(vm: &Vm, v: &Value) -> Result<Vec<String>> {
    let Some(dir) = vm.interp().builtins().get_name(&vm.intern("dir")) else {
        return Ok(Vec::new());
    };
    let names = vm.call(&dir, Args::positional(std::slice::from_ref(v)))?;
    Ok(vm
        .collect(&names)?
        .iter()
        .filter_map(Value::str_lossy)
        .collect())
}

fn nearest(names: Vec<String>, wrong: &str) -> Option<String> {
    if names.len() > MOST_CANDIDATES {
        None
    } else {
        closest(wrong, names.into_iter())
    }
}

/// What follows the message of the exception: `. Did you mean: 'x'?`, or nothing.
pub(super) fn hint(vm: &Vm, exception: &Value) -> String {
    let Some(e) = exception.downcast_ref::<Exception>() else {
        return String::new();
    };
    let classes = vm.exceptions();
    let is_name = vm.is_instance_of(exception, &classes.name_error);
    let is_import = vm.is_instance_of(exception, &classes.import_error);
    if !is_name && !is_import && !vm.is_instance_of(exception, &classes.attribute_error) {
        return String::new();
    }
    let field = |i: usize| e.fields[i].get().filter(|v| !v.is_none());
    let Some(wrong) = field(if is_import { 3 } else { 0 }).and_then(|n| n.str_lossy()) else {
        return String::new();
    };
    let found = if is_name {
        for_name(vm, e, &wrong)
    } else if is_import {
        field(0)
            .and_then(|m| m.str_lossy())
            .map_or(Ok(None), |module| for_import(vm, &module, &wrong))
    } else {
        field(1).map_or(Ok(None), |object| for_attribute(vm, e, &object, &wrong))
    };
    // The object may have answered in any way it liked.
    let found = found.unwrap_or(None);
    let mut text = found
        .as_ref()
        .map(|name| format!(". Did you mean: '{name}'?"))
        .unwrap_or_default();
    if is_name && is_library_module(vm, &wrong) {
        let lead = if found.is_some() { " Or did" } else { ". Did" };
        text.push_str(&format!("{lead} you forget to import '{wrong}'?"));
    }
    text
}

fn is_library_module(vm: &Vm, name: &str) -> bool {
    let set = vm.sys_attr(&vm.intern("stdlib_module_names"));
    set.is_some_and(|set| vm.contains(&set, &vm.str(name)).unwrap_or(false))
}

/// Variables of the frame where the exception was raised, and its globals and builtins.
fn last_entry(e: &Exception) -> Option<crate::object::Ref<Traceback>> {
    let mut link = e.traceback.get()?;
    loop {
        let entry = link.downcast_ref::<Traceback>()?.clone();
        match entry.next.get().filter(|n| !n.is_none()) {
            Some(next) => link = next,
            None => return Some(entry),
        }
    }
}

fn for_name(vm: &Vm, e: &Exception, wrong: &str) -> Result<Option<String>> {
    let Some(entry) = last_entry(e) else {
        return Ok(None);
    };
    let locals = crate::object::frame_type::locals(vm, &entry.frame)?;
    if let Some(this) = locals
        .as_dict()
        .and_then(|l| l.get_name(&vm.intern("self")))
        && vm
            .get_attr_opt(&this, &vm.intern(wrong))
            .is_ok_and(|found| found.is_some())
    {
        return Ok(Some(format!("self.{wrong}")));
    }
    let mut names: Vec<String> = vm
        .collect(&locals)?
        .iter()
        .filter_map(Value::str_lossy)
        .collect();
    let globals = entry.frame.globals();
    names.extend(globals.keys().iter().filter_map(Value::str_lossy));
    names.extend(
        vm.builtins_of(globals)
            .keys()
            .iter()
            .filter_map(Value::str_lossy),
    );
    Ok(nearest(names, wrong))
}

fn public(names: Vec<String>, wrong: &str) -> Vec<String> {
    if wrong.starts_with('_') {
        names
    } else {
        names.into_iter().filter(|n| !n.starts_with('_')).collect()
    }
}

fn for_import(vm: &Vm, module: &str, wrong: &str) -> Result<Option<String>> {
    let module = vm.import_module(module)?;
    Ok(nearest(public(dir(vm, &module)?, wrong), wrong))
}

fn for_attribute(vm: &Vm, e: &Exception, object: &Value, wrong: &str) -> Result<Option<String>> {
    let mut names = dir(vm, object)?;
    let inside = match last_entry(e) {
        Some(entry) => {
            let locals = crate::object::frame_type::locals(vm, &entry.frame)?;
            let this = locals
                .as_dict()
                .and_then(|l| l.get_name(&vm.intern("self")));
            this.is_some_and(|this| this.is(object))
        }
        None => false,
    };
    if !inside {
        names = public(names, wrong);
    }
    Ok(nearest(names, wrong))
}
