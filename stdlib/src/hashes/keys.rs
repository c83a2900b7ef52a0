//! HMAC in one go, and keys derived from passwords.

use hasp_vm::buffer::BytesLike;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::{algorithms, unsupported};
use crate::compression::unsigned;
use crate::detached::work;

/// The greatest length that the interface of C can have.
const MOST: i64 = i32::MAX as i64;

/// Memory that scrypt may take where nothing is said.
const SCRYPT_MEMORY: u64 = 32 << 20;

/// The most that scrypt's r times p may be.
const SCRYPT_BLOCKS: u64 = (1 << 30) - 1;

pub(super) const PBKDF2: NativeDef = native!(
    "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
    pbkdf2
)
.doc("Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.")
.releases();

pub(super) const SCRYPT: NativeDef = native!(
    "scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)",
    scrypt
)
.doc("scrypt password-based key derivation function.")
.releases();

pub(super) const HMAC_DIGEST: NativeDef = native!("hmac_digest(key, msg, digest)", hmac_digest)
    .doc("Single-shot HMAC.")
    .releases();

fn hmac_digest(vm: &Vm, key: BytesLike<'_>, message: BytesLike<'_>, name: String) -> Result<Value> {
    let Some(algorithm) = algorithms::find(&name) else {
        return Err(unsupported(vm));
    };
    let Some((mac, _)) = algorithm.keyed else {
        return Err(unsupported(vm));
    };
    let mut out = vec![0; algorithm.digest_size];
    let (key, message) = (&key[..], &message[..]);
    let size = key.len().saturating_add(message.len());
    work(vm, "_hashlib.hmac_digest", size, || {
        mac(key, message, &mut out);
    });
    Ok(vm.bytes(&out))
}

fn pbkdf2(
    vm: &Vm,
    name: String,
    password: BytesLike<'_>,
    salt: BytesLike<'_>,
    iterations: i64,
    length: &Value,
) -> Result<Value> {
    let Some(algorithm) = algorithms::find(&name) else {
        return Err(unsupported(vm));
    };
    if iterations < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    if iterations > MOST {
        return Err(vm.overflow_error("iteration value is too great."));
    }
    let length = if length.is_none() {
        algorithm.digest_size as i64
    } else {
        hasp_vm::args::FromArg::from_arg(vm, length)?
    };
    if length < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    if length > MOST {
        return Err(vm.overflow_error("key length is too great."));
    }
    let Some((_, derive)) = algorithm.keyed else {
        return Err(unsupported(vm));
    };
    let mut out = vec![0; length as usize];
    let (password, salt) = (&password[..], &salt[..]);
    vm.detached("_hashlib.pbkdf2_hmac", || {
        derive(password, salt, iterations as u32, &mut out);
    });
    Ok(vm.bytes(&out))
}

#[allow(clippy::too_many_arguments)]
fn scrypt(
    vm: &Vm,
    password: BytesLike<'_>,
    salt: BytesLike<'_>,
    n: &Value,
    r: &Value,
    p: &Value,
    max_memory: i64,
    length: i64,
) -> Result<Value> {
    let [n, r, p] = [n, r, p].map(|v| unsigned(vm, v, u64::MAX, "unsigned long"));
    let (n, r, p) = (n?, r?, p?);
    if n < 2 || !n.is_power_of_two() {
        return Err(vm.value_error("n must be a power of 2."));
    }
    if !(0..=MOST).contains(&max_memory) {
        return Err(vm.value_error(format!("maxmem must be positive and smaller than {MOST}")));
    }
    if !(1..=MOST).contains(&length) {
        return Err(vm.value_error(format!(
            "dklen must be greater than 0 and smaller than {MOST}"
        )));
    }
    if r == 0 || p == 0 {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    let limit = match max_memory {
        0 => SCRYPT_MEMORY,
        _ => max_memory as u64,
    };
    let (wide_r, wide_p) = (u128::from(r), u128::from(p));
    let memory = 128 * wide_r * (wide_p + u128::from(n) + 2);
    let too_much = wide_p > u128::from(SCRYPT_BLOCKS / r)
        || (r < 4 && n >= 1 << (16 * r))
        || memory > u128::from(limit);
    let log_n = n.trailing_zeros() as u8;
    let params = (!too_much)
        .then(|| scrypt::Params::new(log_n, r as u32, p as u32).ok())
        .flatten();
    let Some(params) = params else {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    };
    let mut out = vec![0; length as usize];
    let (password, salt) = (&password[..], &salt[..]);
    let done = vm.detached("_hashlib.scrypt", || {
        scrypt::scrypt(password, salt, &params, &mut out).is_ok()
    });
    if !done {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    Ok(vm.bytes(&out))
}
