//! Options of sockets.

use hasp_vm::net;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::object::Me;

/// The most bytes that an option is read as.
const MOST: i32 = 1024;

/// An option that is a number.
pub(super) fn number(fd: i32, level: i32, option: i32) -> std::result::Result<i32, i32> {
    let mut value = [0; 4];
    net::get_option(fd, level, option, &mut value)?;
    Ok(i32::from_ne_bytes(value))
}

/// `getsockopt(level, option, buflen=0)`: a number, or bytes if there is a length.
pub(super) fn get(vm: &Vm, s: Me<'_>, level: i32, option: i32, len: i32) -> Result<Value> {
    let failed = |errno| vm.os_error(errno, None);
    if len == 0 {
        let value = number(s.fd(), level, option).map_err(failed)?;
        return Ok(vm.int(value.into()));
    }
    let Some(len) = usize::try_from(len).ok().filter(|_| len <= MOST) else {
        return Err(vm.os_error_text("getsockopt buflen out of range"));
    };
    let mut value = vec![0; len];
    let used = net::get_option(s.fd(), level, option, &mut value).map_err(failed)?;
    Ok(vm.bytes(&value[..used]))
}

/// `setsockopt(level, option, value)` with a number or bytes, or `(level, option, None, length)`.
pub(super) fn set(vm: &Vm, s: Me<'_>, args: &Value) -> Result<()> {
    let args = args.as_tuple().map(|t| t.as_slice()).unwrap_or_default();
    let int = |v: &Value| -> Result<i32> {
        i32::try_from(vm.index_i128(v)?)
            .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
    };
    let result = match args {
        [level, option, value] => {
            let (level, option) = (int(level)?, int(option)?);
            let is_int = vm.type_of(value).slots.index.get().is_some();
            let number = if is_int {
                i32::try_from(vm.index_i128(value)?).ok()
            } else {
                None
            };
            match number {
                Some(number) => net::set_option(s.fd(), level, option, &number.to_ne_bytes()),
                None => {
                    let bytes = vm
                        .bytes_like(value)?
                        .ok_or_else(|| vm.not_bytes_like(value))?;
                    net::set_option(s.fd(), level, option, &bytes)
                }
            }
        }
        [level, option, none, len] if none.is_none() && len.as_int().is_some() => {
            let (level, option) = (int(level)?, int(option)?);
            let len = super::address::masked(vm, len)?;
            net::set_option_null(s.fd(), level, option, len)
        }
        _ => {
            let n = args.len();
            return Err(vm.type_error(format!(
                "setsockopt() takes exactly 3 arguments ({n} given)"
            )));
        }
    };
    result.map_err(|errno| vm.os_error(errno, None))
}
