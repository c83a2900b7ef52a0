//! `_hashlib` and `_blake2`: hash functions, and keys derived from passwords.

mod algorithms;
mod blake2;
mod blake2_types;
mod keys;

pub(crate) use blake2_types::MODULE as BLAKE2;

use hasp_vm::args::This;
use hasp_vm::buffer::BytesLike;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::detached::Shared;
use algorithms::{Algorithm, Hash};

/// What CPython calls the size from which it lets other threads run; tests look at it.
const GIL_MINSIZE: i64 = 2048;

macro_rules! constructors {
    ($($signature:literal $name:literal;)*) => {
        /// The module.
        pub(crate) const MODULE: ModuleDef = ModuleDef {
            name: "_hashlib",
            doc: "Hash functions.",
            functions: &[
                $(native!($signature, |vm: &Vm, data: Option<Value>, _: bool, string: Option<Value>| {
                    construct(vm, $name, data, string)
                })
                .doc(concat!("Returns a ", $name, " hash object; optionally initialized with a string"))
                .releases(),)*
                native!("new(name, data=?, *, usedforsecurity=True, string=?)", new)
                    .doc("Return a new hash object using the named algorithm.")
                    .releases(),
                keys::PBKDF2,
                keys::SCRYPT,
                keys::HMAC_DIGEST,
                native!("get_fips_mode()", |_: &Vm| 0i64),
                native!("compare_digest(a, b, /)", |vm: &Vm, a: &Value, b: &Value| {
                    crate::operator::compare_digest(vm, a, b)
                })
                .doc("Return 'a == b', in a time that does not tell how much of them is equal."),
            ],
            init: |vm, module| {
                let classes = classes(vm);
                vm.add_to_module(module, "HASH", classes.hash);
                vm.add_to_module(module, "HASHXOF", classes.endless);
                vm.add_to_module(module, "UnsupportedDigestmodError", classes.unsupported);
                vm.add_to_module(module, "_GIL_MINSIZE", vm.int(GIL_MINSIZE));
                Ok(())
            },
        };
    };
}

constructors! {
    "openssl_md5(data=?, *, usedforsecurity=True, string=?)" "md5";
    "openssl_sha1(data=?, *, usedforsecurity=True, string=?)" "sha1";
    "openssl_sha224(data=?, *, usedforsecurity=True, string=?)" "sha224";
    "openssl_sha256(data=?, *, usedforsecurity=True, string=?)" "sha256";
    "openssl_sha384(data=?, *, usedforsecurity=True, string=?)" "sha384";
    "openssl_sha512(data=?, *, usedforsecurity=True, string=?)" "sha512";
    "openssl_sha3_224(data=?, *, usedforsecurity=True, string=?)" "sha3_224";
    "openssl_sha3_256(data=?, *, usedforsecurity=True, string=?)" "sha3_256";
    "openssl_sha3_384(data=?, *, usedforsecurity=True, string=?)" "sha3_384";
    "openssl_sha3_512(data=?, *, usedforsecurity=True, string=?)" "sha3_512";
    "openssl_shake_128(data=?, *, usedforsecurity=True, string=?)" "shake_128";
    "openssl_shake_256(data=?, *, usedforsecurity=True, string=?)" "shake_256";
}

#[derive(Clone)]
struct Classes {
    hash: Ref<Type>,
    endless: Ref<Type>,
    unsupported: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| {
        let hash = vm.new_native_type(&HASH);
        Classes {
            endless: vm.new_native_subtype(&ENDLESS_HASH, &hash),
            hash,
            unsupported: vm.new_native_type(&UNSUPPORTED),
        }
    })
}

static UNSUPPORTED: TypeDef = TypeDef {
    name: "_hashlib.UnsupportedDigestmodError",
    base: "ValueError",
    subclassable: true,
    ..TypeDef::EMPTY
};

/// The argument that is to be hashed, given by either of its names.
///
/// # Errors
/// TypeError if it is given twice.
fn hashed(vm: &Vm, data: Option<Value>, string: Option<Value>) -> Result<Option<Value>> {
    match (data, string) {
        (Some(_), Some(_)) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        )),
        (data, string) => Ok(data.or(string)),
    }
}

/// The bytes of what is to be hashed.
///
/// # Errors
/// TypeError for strings and what has no bytes.
fn hashable<'a>(vm: &Vm, data: &'a Value) -> Result<BytesLike<'a>> {
    if data.as_str_obj().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.bytes_like(data)? {
        Some(bytes) => Ok(bytes),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn new(
    vm: &Vm,
    name: String,
    data: Option<Value>,
    _used_for_security: bool,
    string: Option<Value>,
) -> Result<Value> {
    construct(vm, &name, data, string)
}

fn construct(vm: &Vm, name: &str, data: Option<Value>, string: Option<Value>) -> Result<Value> {
    let data = hashed(vm, data, string)?;
    let bytes = match &data {
        Some(data) => Some(hashable(vm, data)?),
        None => None,
    };
    let Some(algorithm) = algorithms::find(name) else {
        return Err(unsupported(vm));
    };
    let mut hash = (algorithm.new)();
    if let Some(bytes) = bytes {
        let bytes = &bytes[..];
        crate::detached::work(vm, "_hashlib.new", bytes.len(), || hash.update(bytes));
    }
    Ok(object(vm, algorithm, hash))
}

fn unsupported(vm: &Vm) -> hasp_vm::vm::Raised {
    vm.error(
        &classes(vm).unsupported,
        "[digital envelope routines] unsupported",
    )
}

fn object(vm: &Vm, algorithm: &'static Algorithm, hash: Box<dyn Hash>) -> Value {
    let classes = classes(vm);
    let class = match algorithm.digest_size {
        0 => &classes.endless,
        _ => &classes.hash,
    };
    let body = HashObject {
        algorithm,
        state: Shared::new(hash),
    };
    vm.alloc(class, body).into_value()
}

/// Payload of the objects.
struct HashObject {
    algorithm: &'static Algorithm,
    state: Shared<Box<dyn Hash>>,
}

impl Payload for HashObject {
    const GC: bool = false;
}

type Me<'a> = This<'a, HashObject>;

static HASH: TypeDef = TypeDef {
    name: "_hashlib.HASH",
    layout: Some(VTable::of::<HashObject>),
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let name = this(vm, v)?.algorithm.name;
            let class = vm.type_full_name(vm.type_of(v));
            let at = v.bits();
            Ok(vm.str(format!("<{name} {class} object @ {at:#x}>")))
        }));
    },
    methods: &[
        native!("copy(self, /)", |vm: &Vm, h: Me<'_>| {
            let copy = h
                .state
                .with(vm, "_hashlib.HASH.copy", 0, |hash| hash.copy());
            object(vm, h.algorithm, copy)
        })
        .doc("Return a copy of the hash object."),
        native!("digest(self, /)", |vm: &Vm, h: Me<'_>| -> Result<Value> {
            Ok(vm.bytes(&digest(vm, &h, h.algorithm.digest_size)?))
        })
        .doc("Return the digest value as a bytes object."),
        native!("hexdigest(self, /)", |vm: &Vm,
                                       h: Me<'_>|
         -> Result<Value> {
            Ok(hex(vm, &digest(vm, &h, h.algorithm.digest_size)?))
        })
        .doc("Return the digest value as a string of hexadecimal digits."),
        native!("update(self, obj, /)", |vm: &Vm,
                                         h: Me<'_>,
                                         data: &Value|
         -> Result<()> {
            let bytes = hashable(vm, data)?;
            let bytes = &bytes[..];
            h.state
                .with(vm, "_hashlib.HASH.update", bytes.len(), |hash| {
                    hash.update(bytes)
                });
            Ok(())
        })
        .doc("Update this hash object's state with the provided string.")
        .releases(),
    ],
    getsets: &[
        GetSetDef {
            name: "block_size",
            get: |vm, v| Ok(vm.int(this(vm, v)?.algorithm.block_size as i64)),
            set: None,
        },
        GetSetDef {
            name: "digest_size",
            get: |vm, v| Ok(vm.int(this(vm, v)?.algorithm.digest_size as i64)),
            set: None,
        },
        GetSetDef {
            name: "name",
            get: |vm, v| Ok(vm.str(this(vm, v)?.algorithm.name)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

static ENDLESS_HASH: TypeDef = TypeDef {
    name: "_hashlib.HASHXOF",
    layout: Some(VTable::of::<HashObject>),
    doc: "A hash is an object used to calculate a checksum of a string of information.\nThis one has digests of any length.",
    methods: &[
        native!("digest(self, /, length)", |vm: &Vm,
                                            h: Me<'_>,
                                            length: isize|
         -> Result<Value> {
            Ok(vm.bytes(&digest(vm, &h, positive(vm, length)?)?))
        })
        .doc("Return the digest value as a bytes object."),
        native!("hexdigest(self, /, length)", |vm: &Vm,
                                               h: Me<'_>,
                                               length: isize|
         -> Result<Value> {
            Ok(hex(vm, &digest(vm, &h, positive(vm, length)?)?))
        })
        .doc("Return the digest value as a string of hexadecimal digits."),
    ],
    ..TypeDef::EMPTY
};

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<HashObject>> {
    v.downcast_ref::<HashObject>()
        .ok_or_else(|| vm.wrong_self(v))
}

fn positive(vm: &Vm, length: isize) -> Result<usize> {
    usize::try_from(length)
        .map_err(|_| vm.system_error("Negative size passed to PyBytes_FromStringAndSize"))
}

fn digest(vm: &Vm, h: &HashObject, length: usize) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    if vm.check_text_len(length.saturating_mul(2)).is_err()
        || out.try_reserve_exact(length).is_err()
    {
        return Err(vm.memory_error(""));
    }
    out.resize(length, 0);
    h.state.with(vm, "_hashlib.HASH.digest", length, |hash| {
        hash.output(&mut out);
    });
    Ok(out)
}

/// Bytes as hexadecimal digits.
fn hex(vm: &Vm, bytes: &[u8]) -> Value {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let text: Vec<u8> = bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]])
        .collect();
    vm.new_ascii(&text).into_value()
}
