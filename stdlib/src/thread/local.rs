//! `_thread._local`: attributes of which each thread has its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use hasp_vm::args::Args;
use hasp_vm::names::Name;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::dict::Dict;
use hasp_vm::object::header::Visit;
use hasp_vm::object::typ::TypeDef;
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

/// One dict a thread.
type Dicts = Locked<HashMap<u64, Ref<Dict>>>;

/// Payload of `_local`.
struct Local {
    dicts: Arc<Dicts>,
    args: Value,
    keywords: Ref<Dict>,
}

impl Payload for Local {
    fn traverse(&self, visit: Visit<'_>) {
        self.dicts
            .peek_in_traverse(|d| d.values().for_each(|d| visit(d.value())));
        visit(&self.args);
        visit(self.keywords.value());
    }
    fn clear(&self) {
        drop(self.dicts.with(std::mem::take));
    }
}

/// For each thread, the locals in which it has a dict.
#[derive(Clone, Default)]
struct Used(Arc<Mutex<HashMap<u64, Vec<Weak<Dicts>>>>>);

fn remember(vm: &Vm, dicts: &Arc<Dicts>) {
    let used = vm.interp().state(Used::default).0;
    let mut used = used.lock().unwrap_or_else(PoisonError::into_inner);
    let list = used.entry(vm.thread_ident()).or_default();
    // Locals that are gone are forgotten now and then, so that the list stays short.
    if list.len() == list.capacity() {
        list.retain(|dicts| dicts.strong_count() > 0);
    }
    list.push(Arc::downgrade(dicts));
}

/// Frees what the thread that calls has in locals. Called at its end.
pub(super) fn thread_ends(vm: &Vm) {
    let used = vm.interp().state(Used::default).0;
    // Finalizers may use locals again, now for the last time.
    loop {
        let ident = vm.thread_ident();
        let list = used
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&ident);
        let Some(list) = list else { return };
        for dicts in list.iter().filter_map(Weak::upgrade) {
            let gone = dicts.with(|d| d.remove(&ident));
            drop(gone);
        }
    }
}

pub(super) static LOCAL: TypeDef = TypeDef {
    name: "_thread._local",
    layout: Some(VTable::of::<Local>),
    subclassable: true,
    doc: "Thread-local data",
    slots: |s| {
        s.new.set(Some(|vm, cls, args: Args<'_>| {
            let init = vm.intern("__init__");
            let takes_none = match (cls.lookup(vm, &init), vm.types().object.lookup(vm, &init)) {
                (Some(own), Some(general)) => own.is(&general),
                _ => true,
            };
            if takes_none && (!args.pos().is_empty() || args.keywords().next().is_some()) {
                return Err(vm.type_error("Initialization arguments are not supported"));
            }
            let keywords = Dict::new(vm);
            for (k, v) in args.keywords() {
                keywords.set(vm, k.clone(), v.clone())?;
            }
            let own = HashMap::from([(vm.thread_ident(), Dict::new(vm))]);
            // Only attached threads touch it, whichever they are.
            #[allow(clippy::arc_with_non_send_sync)]
            let dicts = Arc::new(Locked::new(own));
            remember(vm, &dicts);
            let args = vm.tuple(args.pos().to_vec());
            Ok(vm
                .alloc(
                    cls,
                    Local {
                        dicts,
                        args,
                        keywords,
                    },
                )
                .into_value())
        }));
        s.getattr.set(Some(|vm, v, name: &Name| {
            let dict = local_dict(vm, v)?;
            if let Some(value) = dict.get_name(name) {
                return Ok(value);
            }
            if name.to_string_lossy() == "__dict__" {
                return Ok(dict.into_value());
            }
            hasp_vm::proto::attr::generic_get(vm, v, name)
        }));
        s.setattr.set(Some(|vm, v, name: &Name, value| {
            let dict = local_dict(vm, v)?;
            match value {
                Some(value) => dict.set_name(vm, name, value),
                None if dict.del_name(vm, name) => {}
                None => return Err(vm.missing_attribute(v, name)),
            }
            Ok(())
        }));
    },
    ..TypeDef::EMPTY
};

fn local_dict(vm: &Vm, v: &Value) -> Result<Ref<Dict>> {
    let Some(local) = v.downcast_ref::<Local>() else {
        return Err(vm.wrong_self(v));
    };
    let ident = vm.thread_ident();
    if let Some(dict) = local.dicts.with(|d| d.get(&ident).cloned()) {
        return Ok(dict);
    }
    let dict = Dict::new(vm);
    let old = local.dicts.with(|d| d.insert(ident, dict.clone()));
    drop(old);
    remember(vm, &local.dicts);
    // A thread's first use initialises its part.
    let mut values = vec![v.clone()];
    values.extend_from_slice(local.args.as_tuple().map_or(&[][..], |t| t.as_slice()));
    values.extend(local.keywords.values());
    if let Some(init) = vm.type_of(v).slots.init.get() {
        let names = local.keywords.keys();
        init(vm, v, Args::with_names(&values, &names).skip_first())?;
    }
    Ok(dict)
}
