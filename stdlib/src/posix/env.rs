//! The environment. The process's own is read once and never changed, because changing it is not
//! safe while other threads run; programs that are started get the table kept here.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::sync::{Arc, Mutex, PoisonError};

use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::path::encoded;

pub(super) const FUNCTIONS: &[NativeDef] = &[
    native!("putenv(name, value, /)", putenv).doc("Change or add an environment variable."),
    native!("unsetenv(name, /)", unsetenv).doc("Delete an environment variable."),
];

/// The variables that programs started from here get.
#[derive(Clone)]
pub(crate) struct Variables(Arc<Mutex<BTreeMap<OsString, OsString>>>);

impl Variables {
    /// The table of this interpreter.
    pub(crate) fn of(vm: &Vm) -> Variables {
        vm.interp()
            .state(|| Variables(Arc::new(Mutex::new(std::env::vars_os().collect()))))
    }
    fn with<R>(&self, f: impl FnOnce(&mut BTreeMap<OsString, OsString>) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
    /// All of them.
    pub(crate) fn to_vec(&self) -> Vec<(OsString, OsString)> {
        self.with(|v| v.iter().map(|(k, v)| (k.clone(), v.clone())).collect())
    }
}

/// `posix.environ`: names and values as bytes.
pub(super) fn environ(vm: &Vm) -> Result<Ref<Dict>> {
    let dict = Dict::new(vm);
    for (name, value) in std::env::vars_os() {
        let (name, value): (&OsStr, &OsStr) = (&name, &value);
        dict.set(vm, vm.bytes(name.as_bytes()), vm.bytes(value.as_bytes()))?;
    }
    Ok(dict)
}

fn text(vm: &Vm, v: &Value) -> Result<OsString> {
    let path = super::path::fspath(vm, v)?;
    let bytes = encoded(vm, &path, || "embedded null byte".to_owned())?;
    Ok(OsString::from_vec(bytes.into_bytes()))
}

fn putenv(vm: &Vm, name: &Value, value: &Value) -> Result<()> {
    let (name, value) = (text(vm, name)?, text(vm, value)?);
    if name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    Variables::of(vm).with(|v| drop(v.insert(name, value)));
    Ok(())
}

fn unsetenv(vm: &Vm, name: &Value) -> Result<()> {
    let name = text(vm, name)?;
    if name.is_empty() || name.as_bytes().contains(&b'=') {
        return Err(vm.os_error(libc::EINVAL, None));
    }
    Variables::of(vm).with(|v| drop(v.remove(&name)));
    Ok(())
}
