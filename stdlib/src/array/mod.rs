//! `array`: compact arrays of numbers or characters.

mod item;
mod iter;
mod methods;
mod pickle;
mod sequence;

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_vm::args::Args;
use hasp_vm::buffer::Buffer;
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::bytearray::ByteArray;
use hasp_vm::object::cell::Locked;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use item::{Kind, TYPECODES};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n",
    functions: &[native!(
        "_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
        pickle::reconstruct
    )],
    init: |vm, module| {
        let class = classes(vm).array.into_value();
        let abc = vm.import_module("collections.abc")?;
        let mutable = vm.get_attr_str(&abc, "MutableSequence")?;
        vm.call_method_str(&mutable, "register", std::slice::from_ref(&class))?;
        vm.add_to_module(module, "array", class.clone());
        vm.add_to_module(module, "ArrayType", class);
        vm.add_to_module(module, "typecodes", vm.str(TYPECODES));
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    array: Ref<Type>,
    iterator: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        array: vm.new_native_type(&ARRAY),
        iterator: vm.new_native_type(&iter::ARRAY_ITER),
    })
}

/// Payload of arrays.
pub(crate) struct Array {
    kind: Kind,
    data: Locked<Vec<u8>>,
    /// Number of buffers that look at the data: while there is one, the length stays.
    pins: AtomicUsize,
}

impl Payload for Array {
    const GC: bool = false;
}

impl Array {
    fn of(kind: Kind, data: Vec<u8>) -> Array {
        Array {
            kind,
            data: Locked::new(data),
            pins: AtomicUsize::new(0),
        }
    }
    /// Number of items.
    fn len(&self) -> usize {
        self.data.with(|data| data.len()) / self.kind.size()
    }
    fn to_vec(&self) -> Vec<u8> {
        self.data.with(|data| data.clone())
    }
    /// The item at a position, as a word.
    #[inline]
    fn word(&self, at: usize) -> Option<u64> {
        let size = self.kind.size();
        self.data.with(|data| {
            let start = at.checked_mul(size)?;
            Some(self.kind.word(data.get(start..start + size)?))
        })
    }
    /// The item at a position.
    fn get(&self, vm: &Vm, at: usize) -> Result<Option<Value>> {
        match self.word(at) {
            Some(word) => self.kind.value(vm, word).map(Some),
            None => Ok(None),
        }
    }
    /// All items.
    fn values(&self, vm: &Vm) -> Result<Vec<Value>> {
        let data = self.to_vec();
        data.chunks_exact(self.kind.size())
            .map(|item| self.kind.value(vm, self.kind.word(item)))
            .collect()
    }
    /// Opens the data for a change of its length.
    fn resize<R>(&self, vm: &Vm, f: impl FnOnce(&mut Vec<u8>) -> R) -> Result<R> {
        self.check_pins(vm)?;
        Ok(self.data.with(f))
    }
    /// BufferError while somebody looks at the data.
    fn check_pins(&self, vm: &Vm) -> Result<()> {
        if self.pins.load(Ordering::Relaxed) > 0 {
            return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(())
    }
    /// Appends one item.
    fn push(&self, vm: &Vm, v: &Value) -> Result<()> {
        let item = self.kind.pack(vm, v)?;
        self.resize(vm, |data| {
            data.extend_from_slice(&item[..self.kind.size()]);
        })
    }
    /// Appends the bytes of whole items.
    fn push_bytes(&self, vm: &Vm, bytes: &[u8]) -> Result<()> {
        if !bytes.len().is_multiple_of(self.kind.size()) {
            return Err(vm.value_error("bytes length not a multiple of item size"));
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let len = self.data.with(|data| data.len());
        vm.check_text_len(len.saturating_add(bytes.len()))?;
        self.resize(vm, |data| data.extend_from_slice(bytes))
    }
    /// Appends the characters of a string.
    fn push_text(&self, vm: &Vm, text: &[u8]) -> Result<()> {
        let bytes: Vec<u8> = wtf8::code_points(text)
            .flat_map(|c| c.to_ne_bytes())
            .collect();
        self.push_bytes(vm, &bytes)
    }
}

/// An array of this class, `array.array` or derived from it.
fn make(vm: &Vm, cls: &Ref<Type>, kind: Kind, data: Vec<u8>) -> Value {
    vm.alloc(cls, Array::of(kind, data)).into_value()
}

/// A plain array.
fn plain(vm: &Vm, kind: Kind, data: Vec<u8>) -> Value {
    make(vm, &classes(vm).array, kind, data)
}

fn this<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Array>> {
    v.downcast_ref::<Array>().ok_or_else(|| vm.wrong_self(v))
}

static ARRAY: TypeDef = TypeDef {
    name: "array.array",
    layout: Some(VTable::of::<Array>),
    subclassable: true,
    sequence: true,
    doc: "array(typecode [, initializer]) -> array\n\nA sequence of items of one machine type, which the type code names:\nb and B, h and H, i and I, l and L, q and Q are signed and unsigned\nintegers, f and d floating-point numbers, w characters.\n",
    slots: |s| {
        s.new.set(Some(new));
        s.buffer.set(Some(lend));
        iter::slots(s);
        sequence::slots(s);
    },
    methods: methods::METHODS,
    getsets: &[
        GetSetDef {
            name: "typecode",
            get: |vm, v| Ok(vm.str(char::from(this(vm, v)?.kind.code()).to_string())),
            set: None,
        },
        GetSetDef {
            name: "itemsize",
            get: |vm, v| Ok(vm.int(this(vm, v)?.kind.size() as i64)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn lend(vm: &Vm, v: &Value) -> Result<Buffer> {
    let array = this(vm, v)?;
    let bytes = array.len() * array.kind.size();
    let buffer = Buffer::of_other(
        v.clone(),
        bytes,
        false,
        |v, f| {
            if let Some(array) = v.downcast_ref::<Array>() {
                array.data.with(|data| f(data));
            }
        },
        |v, take| {
            if let Some(array) = v.downcast_ref::<Array>() {
                if take {
                    array.pins.fetch_add(1, Ordering::Relaxed);
                } else {
                    array.pins.fetch_sub(1, Ordering::Relaxed);
                }
            }
        },
    );
    Ok(buffer.with_items(Cow::Borrowed(array.kind.format()), array.kind.size()))
}

/// Where a new array's items come from.
enum Source<'a> {
    None,
    Items(Vec<Value>),
    Bytes(Vec<u8>),
    Text(&'a [u8]),
    Iterator(Value),
}

fn new(vm: &Vm, cls: &Ref<Type>, args: Args<'_>) -> Result<Value> {
    let address = |ty: &Ref<Type>| ty.slots.init.get().map(|f| f as usize);
    if !args.names().is_empty() && address(cls) == address(&classes(vm).array) {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let given = args.pos().len();
    let (code, initial) = match args.pos() {
        [code] => (code, None),
        [code, initial] => (code, Some(initial)),
        _ => {
            let (bound, n, s) = if given == 0 {
                ("least", 1, "")
            } else {
                ("most", 2, "s")
            };
            return Err(vm.type_error(format!(
                "array() takes at {bound} {n} argument{s} ({given} given)"
            )));
        }
    };
    let code = typecode_arg(vm, "array() argument 1", code)?;
    if code == u32::from(b'u') {
        vm.warn_deprecated("The 'u' type code is deprecated and will be removed in Python 3.16")?;
    }
    let kind = Kind::of(code);
    let source = match initial {
        None => Source::None,
        Some(v) => source_of(vm, v, code, kind)?,
    };
    let Some(kind) = kind else {
        return Err(
            vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
        );
    };
    let value = make(vm, cls, kind, Vec::new());
    let array = this(vm, &value)?;
    match source {
        Source::None => {}
        Source::Items(items) => {
            let mut data = Vec::with_capacity(items.len() * kind.size());
            for v in &items {
                data.extend_from_slice(&kind.pack(vm, v)?[..kind.size()]);
            }
            array.push_bytes(vm, &data)?;
        }
        Source::Bytes(bytes) => array.push_bytes(vm, &bytes)?,
        Source::Text(text) => array.push_text(vm, text)?,
        Source::Iterator(it) => vm.iterate(&it, |v| array.push(vm, &v))?,
    }
    Ok(value)
}

fn source_of<'a>(vm: &Vm, v: &'a Value, code: u32, kind: Option<Kind>) -> Result<Source<'a>> {
    let text_kind = kind.is_some_and(Kind::is_text);
    let shown = char::from_u32(code).unwrap_or('?');
    if let Some(text) = v.as_str_obj() {
        if !text_kind {
            return Err(vm.type_error(format!(
                "cannot use a str to initialize an array with typecode '{shown}'"
            )));
        }
        return Ok(Source::Text(text.bytes()));
    }
    if let Some(array) = v.downcast_ref::<Array>() {
        if array.kind.is_text() && !text_kind {
            return Err(vm.type_error(format!(
                "cannot use a unicode array to initialize an array with typecode '{shown}'"
            )));
        }
        if kind == Some(array.kind) {
            return Ok(Source::Bytes(array.to_vec()));
        }
        return Ok(Source::Items(array.values(vm)?));
    }
    if let Some(list) = v.as_list() {
        return Ok(Source::Items(list.to_vec()));
    }
    if let Some(tuple) = v.as_tuple() {
        return Ok(Source::Items(tuple.as_slice().to_vec()));
    }
    if let Some(bytes) = v.as_bytes_obj() {
        return Ok(Source::Bytes(bytes.bytes().to_vec()));
    }
    if let Some(bytes) = v.downcast_ref::<ByteArray>() {
        return Ok(Source::Bytes(bytes.to_vec()));
    }
    vm.iter(v).map(Source::Iterator)
}

/// A type code argument: a string of one character.
fn typecode_arg(vm: &Vm, what: &str, v: &Value) -> Result<u32> {
    let Some(text) = v.as_str_obj() else {
        let name = vm.type_name(v);
        return Err(vm.type_error(format!("{what} must be a unicode character, not {name}")));
    };
    let mut points = wtf8::code_points(text.bytes());
    match (points.next(), points.next()) {
        (Some(code), None) => Ok(code),
        _ => {
            let len = text.char_len();
            Err(vm.type_error(format!(
                "{what} must be a unicode character, not a string of length {len}"
            )))
        }
    }
}
