//! The classes `_blake2.blake2b` and `_blake2.blake2s`.

use hasp_vm::args::{Args, FromArg, This};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::{GetSetDef, NativeDef};
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::algorithms::Hash;
use super::blake2::{Blake2b, Blake2s, Parameters};
use super::{GIL_MINSIZE, hashable, hashed, hex};
use crate::compression::unsigned;
use crate::detached::{Shared, work};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_blake2",
    doc: "_blake2b provides BLAKE2b for hashlib\n",
    functions: &[],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "blake2b", classes.b);
        vm.add_to_module(module, "blake2s", classes.s);
        for kind in [&BLAKE2B, &BLAKE2S] {
            for (name, value) in kind.constants() {
                let name = format!("{}_{name}", kind.name.to_ascii_uppercase());
                vm.add_to_module(module, &name, vm.int(value as i64));
            }
        }
        vm.add_to_module(module, "_GIL_MINSIZE", vm.int(GIL_MINSIZE));
        Ok(())
    },
};

#[derive(Clone)]
struct Classes {
    b: Ref<Type>,
    s: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| {
        let with_constants = |def: &'static TypeDef, kind: &Kind| {
            let class = vm.new_native_type(def);
            for (name, value) in kind.constants() {
                let value = vm.int(value as i64);
                class.dict().set_name(vm, &vm.intern(name), value);
            }
            class
        };
        Classes {
            b: with_constants(&B_TYPE, &BLAKE2B),
            s: with_constants(&S_TYPE, &BLAKE2S),
        }
    })
}

/// In what the two classes differ.
struct Kind {
    name: &'static str,
    /// As messages write it.
    title: &'static str,
    block_size: usize,
    /// The most bytes of a digest or a key.
    most: usize,
    /// The most bytes of a salt or a personalisation.
    text: usize,
    /// The first node offset that is too large, if any is.
    offsets: Option<u64>,
    new: fn(&Parameters<'_>, &[u8]) -> Box<dyn Hash>,
}

static BLAKE2B: Kind = Kind {
    name: "blake2b",
    title: "Blake2b",
    block_size: 128,
    most: Blake2b::MOST,
    text: Blake2b::TEXT,
    offsets: None,
    new: |parameters, key| Box::new(Blake2b::new(parameters, key)),
};

static BLAKE2S: Kind = Kind {
    name: "blake2s",
    title: "Blake2s",
    block_size: 64,
    most: Blake2s::MOST,
    text: Blake2s::TEXT,
    offsets: Some(1 << 48),
    new: |parameters, key| Box::new(Blake2s::new(parameters, key)),
};

impl Kind {
    fn constants(&self) -> [(&'static str, usize); 4] {
        [
            ("SALT_SIZE", self.text),
            ("PERSON_SIZE", self.text),
            ("MAX_KEY_SIZE", self.most),
            ("MAX_DIGEST_SIZE", self.most),
        ]
    }
}

/// Payload of the objects.
struct Blake2 {
    kind: &'static Kind,
    digest_size: usize,
    state: Shared<Box<dyn Hash>>,
}

impl Payload for Blake2 {
    const GC: bool = false;
}

type Me<'a> = This<'a, Blake2>;

static B_TYPE: TypeDef = TypeDef {
    name: "_blake2.blake2b",
    layout: Some(VTable::of::<Blake2>),
    doc: "Return a new BLAKE2b hash object.",
    slots: |s| {
        s.new
            .set(Some(|vm, class, args| construct(vm, class, args, &BLAKE2B)));
    },
    methods: METHODS,
    getsets: GETSETS,
    ..TypeDef::EMPTY
};

static S_TYPE: TypeDef = TypeDef {
    name: "_blake2.blake2s",
    layout: Some(VTable::of::<Blake2>),
    doc: "Return a new BLAKE2s hash object.",
    slots: |s| {
        s.new
            .set(Some(|vm, class, args| construct(vm, class, args, &BLAKE2S)));
    },
    methods: METHODS,
    getsets: GETSETS,
    ..TypeDef::EMPTY
};

const METHODS: &[NativeDef] = &[
    native!("copy(self, /)", |vm: &Vm, h: Me<'_>| {
        let hash = h.state.with(vm, "_blake2.copy", 0, |hash| hash.copy());
        let copy = Blake2 {
            kind: h.kind,
            digest_size: h.digest_size,
            state: Shared::new(hash),
        };
        let classes = classes(vm);
        let class = match h.kind.most {
            Blake2b::MOST => &classes.b,
            _ => &classes.s,
        };
        vm.alloc(class, copy).into_value()
    })
    .doc("Return a copy of the hash object."),
    native!("digest(self, /)", |vm: &Vm, h: Me<'_>| vm
        .bytes(&digest(vm, &h)))
    .doc("Return the digest value as a bytes object."),
    native!("hexdigest(self, /)", |vm: &Vm, h: Me<'_>| hex(
        vm,
        &digest(vm, &h)
    ))
    .doc("Return the digest value as a string of hexadecimal digits."),
    native!("update(self, data, /)", |vm: &Vm,
                                      h: Me<'_>,
                                      data: &Value|
     -> Result<()> {
        let bytes = hashable(vm, data)?;
        let bytes = &bytes[..];
        h.state
            .with(vm, "_blake2.update", bytes.len(), |hash| hash.update(bytes));
        Ok(())
    })
    .doc("Update this hash object's state with the provided bytes-like object.")
    .releases(),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "block_size",
        get: |vm, v| Ok(vm.int(this(vm, v)?.kind.block_size as i64)),
        set: None,
    },
    GetSetDef {
        name: "digest_size",
        get: |vm, v| Ok(vm.int(this(vm, v)?.digest_size as i64)),
        set: None,
    },
    GetSetDef {
        name: "name",
        get: |vm, v| Ok(vm.str(this(vm, v)?.kind.name)),
        set: None,
    },
];

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Blake2>> {
    v.downcast_ref::<Blake2>().ok_or_else(|| vm.wrong_self(v))
}

fn digest(vm: &Vm, h: &Blake2) -> Vec<u8> {
    let mut out = vec![0; h.digest_size];
    h.state
        .with(vm, "_blake2.digest", 0, |hash| hash.output(&mut out));
    out
}

/// The parameters after the data, in the order in which they are converted.
const NAMES: [&str; 12] = [
    "digest_size",
    "key",
    "salt",
    "person",
    "fanout",
    "depth",
    "leaf_size",
    "node_offset",
    "node_depth",
    "inner_size",
    "last_node",
    "usedforsecurity",
];

fn construct(vm: &Vm, class: &Ref<Type>, args: Args<'_>, kind: &'static Kind) -> Result<Value> {
    let (mut data, mut string) = (None, None);
    let mut given: [Option<Value>; NAMES.len()] = Default::default();
    let name = kind.name;
    match args.pos() {
        [] => {}
        [first] => data = Some(first.clone()),
        more => {
            return Err(vm.type_error(format!(
                "{name}() takes at most 1 positional argument ({} given)",
                more.len()
            )));
        }
    }
    for (keyword, value) in args.keywords() {
        let keyword = keyword.str_lossy().unwrap_or_default();
        let place = match keyword.as_str() {
            "data" if data.is_some() => {
                return Err(vm.type_error(format!(
                    "argument for {name}() given by name ('data') and position (1)"
                )));
            }
            "data" => &mut data,
            "string" => &mut string,
            other => match NAMES.iter().position(|n| *n == other) {
                Some(at) => &mut given[at],
                None => {
                    return Err(vm.type_error(format!(
                        "{name}() got an unexpected keyword argument '{other}'"
                    )));
                }
            },
        };
        *place = Some(value.clone());
    }
    let int = |at: usize, default: i32| match &given[at] {
        Some(v) => i32::from_arg(vm, v),
        None => Ok(default),
    };
    let bytes = |at: usize| match &given[at] {
        Some(v) => match vm.bytes_like(v)? {
            Some(bytes) => Ok(bytes.into_vec()),
            None => Err(vm.not_bytes_like(v)),
        },
        None => Ok(Vec::new()),
    };
    let flag = |at: usize, default: bool| match &given[at] {
        Some(v) => vm.truth(v),
        None => Ok(default),
    };
    let digest_size = int(0, kind.most as i32)?;
    let (key, salt, person) = (bytes(1)?, bytes(2)?, bytes(3)?);
    let (fanout, depth) = (int(4, 1)?, int(5, 1)?);
    let (node_depth, inner_size) = (int(8, 0)?, int(9, 0)?);
    let last_node = flag(10, false)?;
    flag(11, true)?;
    let data = hashed(vm, data, string)?;

    if !(1..=kind.most as i32).contains(&digest_size) {
        let (title, most) = (kind.title, kind.most);
        return Err(vm.value_error(format!(
            "digest_size for {title} must be between 1 and {most} bytes, here it is {digest_size}"
        )));
    }
    for (what, len, most) in [
        ("salt", salt.len(), kind.text),
        ("person", person.len(), kind.text),
    ] {
        if len > most {
            return Err(vm.value_error(format!("maximum {what} length is {most} bytes")));
        }
    }
    let byte = |value: i32, what: &str, least: u8| match u8::try_from(value) {
        Ok(byte) if byte >= least => Ok(byte),
        _ => Err(vm.value_error(format!("{what} must be between {least} and 255"))),
    };
    let fanout = byte(fanout, "fanout", 0)?;
    let depth = byte(depth, "depth", 1)?;
    let leaf_size = match &given[6] {
        Some(v) => u32::try_from(unsigned(vm, v, u64::MAX, "unsigned long")?)
            .map_err(|_| vm.overflow_error("leaf_size is too large"))?,
        None => 0,
    };
    let node_offset = match &given[7] {
        Some(v) => unsigned(vm, v, u64::MAX, "unsigned long long")?,
        None => 0,
    };
    if kind.offsets.is_some_and(|first| node_offset >= first) {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = byte(node_depth, "node_depth", 0)?;
    if !(0..=kind.most as i32).contains(&inner_size) {
        let most = kind.most;
        return Err(vm.value_error(format!("inner_size must be between 0 and is {most}")));
    }
    if key.len() > kind.most {
        let most = kind.most;
        return Err(vm.value_error(format!("maximum key length is {most} bytes")));
    }
    let parameters = Parameters {
        digest_size: digest_size as u8,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size: inner_size as u8,
        last_node,
        salt: &salt,
        person: &person,
    };
    let mut hash = (kind.new)(&parameters, &key);
    if let Some(data) = data {
        let bytes = hashable(vm, &data)?;
        let bytes = &bytes[..];
        work(vm, kind.name, bytes.len(), || hash.update(bytes));
    }
    let body = Blake2 {
        kind,
        digest_size: digest_size as usize,
        state: Shared::new(hash),
    };
    Ok(vm.alloc(class, body).into_value())
}
