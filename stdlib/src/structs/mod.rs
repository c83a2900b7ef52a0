//! `_struct`: numbers and byte strings packed as C structures lay them out.

mod layout;
mod values;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hasp_vm::args::{Args, This};
use hasp_vm::buffer::{Buffer, WritableBytes};
use hasp_vm::import::ModuleDef;
use hasp_vm::native;
use hasp_vm::native::GetSetDef;
use hasp_vm::object::cell::{Locked, Slot};
use hasp_vm::object::header::Visit;
use hasp_vm::object::sequence::as_index;
use hasp_vm::object::slot_args;
use hasp_vm::object::typ::{Type, TypeDef};
use hasp_vm::object::{Payload, Ref, VTable};
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use crate::common::iter_self;
use layout::{Layout, error, format_bytes, layout_of};

/// The module.
pub(crate) const MODULE: ModuleDef = ModuleDef {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings (explained below) to describe the layout of data\nin the C struct.\n",
    functions: &[
        native!("_clearcache()", |vm: &Vm| layout::clear_cache(vm)),
        native!("calcsize(format, /)", |vm: &Vm, format: &Value| Ok(
            layout_of(vm, format)?.size
        ))
        .doc("Return the size in bytes of the struct that the format describes."),
        native!(
            "iter_unpack(format, buffer, /)",
            |vm: &Vm, format: &Value, buffer: &Value| {
                iter_unpack(vm, layout_of(vm, format)?, buffer)
            }
        )
        .doc("Return an iterator over the structs in a buffer."),
        native!("pack(*args)", |vm: &Vm, args: &Value| {
            let (layout, values) = with_format(vm, args)?;
            pack(vm, &layout, values)
        })
        .doc("Return the values packed as the format says."),
        native!("pack_into(*args)", |vm: &Vm, args: &Value| {
            let (layout, values) = with_format(vm, args)?;
            pack_into(vm, &layout, values)
        })
        .doc("Pack the values into a writable buffer."),
        native!(
            "unpack(format, buffer, /)",
            |vm: &Vm, format: &Value, buffer: &Value| {
                unpack(vm, &*layout_of(vm, format)?, buffer)
            }
        )
        .doc("Return the values of a buffer as a tuple."),
        native!(
            "unpack_from(format, /, buffer, offset=0)",
            |vm: &Vm, format: &Value, buffer: &Value, offset: &Value| {
                unpack_from(vm, &*layout_of(vm, format)?, buffer, offset)
            }
        )
        .doc("Return the values of a part of a buffer as a tuple."),
    ],
    init: |vm, module| {
        let classes = classes(vm);
        vm.add_to_module(module, "Struct", classes.structure);
        vm.add_to_module(module, "error", classes.error);
        Ok(())
    },
};

/// The module's classes in one interpreter.
#[derive(Clone)]
struct Classes {
    structure: Ref<Type>,
    iterator: Ref<Type>,
    error: Ref<Type>,
}

fn classes(vm: &Vm) -> Classes {
    vm.interp().state(|| Classes {
        structure: vm.new_native_type(&STRUCT),
        iterator: vm.new_native_type(&UNPACK_ITERATOR),
        error: vm.new_native_type(&ERROR),
    })
}

static ERROR: TypeDef = TypeDef {
    name: "struct.error",
    base: "Exception",
    subclassable: true,
    ..TypeDef::EMPTY
};

/// Payload of `Struct`.
struct Struct {
    format: Slot,
    /// None until `__init__` has run.
    layout: Locked<Option<Arc<Layout>>>,
}

impl Payload for Struct {
    const GC: bool = false;
}

type Me<'a> = This<'a, Struct>;

static STRUCT: TypeDef = TypeDef {
    name: "_struct.Struct",
    layout: Some(VTable::of::<Struct>),
    subclassable: true,
    doc: "Struct(fmt) --> compiled struct object",
    slots: |s| {
        s.new.set(Some(|vm, cls, _| {
            let body = Struct {
                format: Slot::empty(),
                layout: Locked::new(None),
            };
            Ok(vm.alloc(cls, body).into_value())
        }));
        s.init.set(Some(init));
        s.repr.set(Some(|vm, v| {
            let this = structure(vm, v)?;
            ready(vm, this)?;
            let name = vm.type_of(v).name.get().unwrap_or(Value::NONE);
            let format = vm.repr_text(&this.format.get().unwrap_or(Value::NONE))?;
            Ok(vm.str(format!(
                "{}({format})",
                name.str_lossy().unwrap_or_default()
            )))
        }));
    },
    methods: &[
        native!(
            "iter_unpack(self, buffer, /)",
            |vm: &Vm, s: Me<'_>, buffer: &Value| { iter_unpack(vm, ready(vm, &s)?, buffer) }
        ),
        native!(
            "pack(self, /, *values)",
            |vm: &Vm, s: Me<'_>, values: &Value| { pack(vm, &*ready(vm, &s)?, items(values)) }
        ),
        native!(
            "pack_into(self, /, *args)",
            |vm: &Vm, s: Me<'_>, args: &Value| { pack_into(vm, &*ready(vm, &s)?, items(args)) }
        ),
        native!(
            "unpack(self, buffer, /)",
            |vm: &Vm, s: Me<'_>, buffer: &Value| { unpack(vm, &*ready(vm, &s)?, buffer) }
        ),
        native!(
            "unpack_from(self, /, buffer, offset=0)",
            |vm: &Vm, s: Me<'_>, buffer: &Value, offset: &Value| {
                unpack_from(vm, &*ready(vm, &s)?, buffer, offset)
            }
        ),
        native!("__sizeof__(self, /)", |vm: &Vm, s: Me<'_>| Ok(
            56 + 32 * (ready(vm, &s)?.fields.len() + 1)
        )),
    ],
    getsets: &[
        GetSetDef {
            name: "format",
            get: |vm, v| {
                let this = structure(vm, v)?;
                ready(vm, this)?;
                Ok(this.format.get().unwrap_or(Value::NONE))
            },
            set: None,
        },
        GetSetDef {
            name: "size",
            get: |vm, v| Ok(vm.int(ready(vm, structure(vm, v)?)?.size as i64)),
            set: None,
        },
    ],
    ..TypeDef::EMPTY
};

fn structure<'a>(vm: &Vm, v: &'a Value) -> Result<&'a Ref<Struct>> {
    v.downcast_ref::<Struct>().ok_or_else(|| vm.wrong_self(v))
}

fn init(vm: &Vm, v: &Value, args: Args<'_>) -> Result<()> {
    let this = structure(vm, v)?;
    let [format] = slot_args::take(vm, "Struct", ["format"], 0, args)?;
    let Some(format) = format else {
        return Err(vm.type_error("Struct() missing required argument 'format' (pos 1)"));
    };
    let layout = layout_of(vm, &format)?;
    let text = format_bytes(vm, &format)?;
    this.format.set(vm.new_ascii(&text).into_value());
    this.layout.with(|l| *l = Some(layout));
    Ok(())
}

fn ready(vm: &Vm, s: &Ref<Struct>) -> Result<Arc<Layout>> {
    s.layout
        .with(|l| l.clone())
        .ok_or_else(|| vm.runtime_error("Struct object is not initialized"))
}

fn items(args: &Value) -> &[Value] {
    args.as_tuple().map_or(&[][..], |t| t.as_slice())
}

/// The layout that the first argument stands for, and the other arguments.
fn with_format<'a>(vm: &Vm, args: &'a Value) -> Result<(Arc<Layout>, &'a [Value])> {
    match items(args).split_first() {
        Some((format, values)) => Ok((layout_of(vm, format)?, values)),
        None => Err(vm.type_error("missing format argument")),
    }
}

fn check_count(vm: &Vm, function: &str, wanted: usize, got: usize) -> Result<()> {
    if wanted == got {
        return Ok(());
    }
    Err(error(
        vm,
        format!("{function} expected {wanted} items for packing (got {got})"),
    ))
}

fn pack(vm: &Vm, layout: &Layout, values: &[Value]) -> Result<Value> {
    check_count(vm, "pack", layout.len, values.len())?;
    Ok(vm.bytes(&layout.pack(vm, values)?))
}

fn pack_into(vm: &Vm, layout: &Layout, args: &[Value]) -> Result<()> {
    let [target, offset, values @ ..] = args else {
        let what = if args.is_empty() { "buffer" } else { "offset" };
        return Err(error(vm, format!("pack_into expected {what} argument")));
    };
    check_count(vm, "pack_into", layout.len, values.len())?;
    let target = <WritableBytes as hasp_vm::args::FromArg>::from_arg(vm, target)?;
    let offset = index(vm, offset)?;
    let (len, size) = (target.len(), layout.size);
    let at = place(
        vm,
        offset,
        len,
        size,
        "no space to pack",
        "pack_into",
        "packing",
    )?;
    let bytes = layout.pack(vm, values)?;
    target.with(|data| {
        if let Some(place) = data.get_mut(at..at + size) {
            place.copy_from_slice(&bytes);
        }
    });
    Ok(())
}

fn index(vm: &Vm, v: &Value) -> Result<i64> {
    match as_index(vm, v)? {
        Some(i) => Ok(i),
        None => vm.index_clipped(v),
    }
}

/// The offset in a buffer of `len` bytes at which a struct of `size` bytes stands.
fn place(
    vm: &Vm,
    offset: i64,
    len: usize,
    size: usize,
    negative: &str,
    function: &str,
    doing: &str,
) -> Result<usize> {
    let (wide, total, bytes) = (i128::from(offset), len as i128, size as i128);
    let at = if offset < 0 {
        if wide + bytes > 0 {
            return Err(error(
                vm,
                format!("{negative} {size} bytes at offset {offset}"),
            ));
        }
        if wide + total < 0 {
            return Err(error(
                vm,
                format!("offset {offset} out of range for {len}-byte buffer"),
            ));
        }
        wide + total
    } else {
        wide
    };
    if total - at < bytes {
        let needed = at + bytes;
        return Err(error(
            vm,
            format!(
                "{function} requires a buffer of at least {needed} bytes for {doing} {size} bytes at offset {at} (actual buffer size is {len})"
            ),
        ));
    }
    Ok(at as usize)
}

fn unpack(vm: &Vm, layout: &Layout, source: &Value) -> Result<Value> {
    let wrong = || {
        let size = layout.size;
        error(vm, format!("unpack requires a buffer of {size} bytes"))
    };
    if let Some(bytes) = source.as_bytes_obj() {
        let bytes = bytes.bytes();
        if bytes.len() != layout.size {
            return Err(wrong());
        }
        return Ok(layout.unpack(vm, bytes));
    }
    let buffer = contiguous(vm, source)?;
    if buffer.byte_len() != layout.size {
        return Err(wrong());
    }
    Ok(layout.unpack(vm, &buffer.to_vec()))
}

fn unpack_from(vm: &Vm, layout: &Layout, source: &Value, offset: &Value) -> Result<Value> {
    let buffer = contiguous(vm, source)?;
    let offset = hasp_vm::object::sequence::ssize(vm, offset)?;
    let size = layout.size;
    let at = place(
        vm,
        offset,
        buffer.byte_len(),
        size,
        "not enough data to unpack",
        "unpack_from",
        "unpacking",
    )?;
    if let Some(bytes) = source.as_bytes_obj() {
        return Ok(layout.unpack(vm, &bytes.bytes()[at..at + size]));
    }
    let part = buffer.with_bytes(|data| data.get(at..at + size).map(<[u8]>::to_vec));
    Ok(layout.unpack(vm, &part.unwrap_or_default()))
}

fn contiguous(vm: &Vm, source: &Value) -> Result<Buffer> {
    let buffer = vm.buffer(source)?;
    if buffer.is_contiguous() {
        Ok(buffer)
    } else {
        Err(vm.buffer_error("memoryview: underlying buffer is not C-contiguous"))
    }
}

// ---- iter_unpack --------------------------------------------------------------------------

/// Payload of the iterators.
struct UnpackIterator {
    layout: Arc<Layout>,
    /// None once the end was met.
    buffer: Locked<Option<Buffer>>,
    at: AtomicUsize,
}

impl Payload for UnpackIterator {
    fn traverse(&self, visit: Visit<'_>) {
        self.buffer.peek_in_traverse(|buffer| {
            if let Some(buffer) = buffer {
                visit(buffer.owner());
            }
        });
    }
    fn clear(&self) {
        let buffer = self.buffer.with(Option::take);
        drop(buffer);
    }
}

fn iter_unpack(vm: &Vm, layout: Arc<Layout>, source: &Value) -> Result<Value> {
    let size = layout.size;
    if size == 0 {
        return Err(error(
            vm,
            "cannot iteratively unpack with a struct of length 0",
        ));
    }
    let buffer = contiguous(vm, source)?;
    if buffer.byte_len() % size != 0 {
        return Err(error(
            vm,
            format!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    let body = UnpackIterator {
        layout,
        buffer: Locked::new(Some(buffer)),
        at: AtomicUsize::new(0),
    };
    Ok(vm.alloc(&classes(vm).iterator, body).into_value())
}

static UNPACK_ITERATOR: TypeDef = TypeDef {
    name: "_struct.unpack_iterator",
    layout: Some(VTable::of::<UnpackIterator>),
    slots: |s| {
        s.iter.set(Some(iter_self));
        s.next.set(Some(|vm, v| {
            let Some(it) = v.downcast_ref::<UnpackIterator>() else {
                return Err(vm.wrong_self(v));
            };
            let (at, size) = (it.at.load(Ordering::Relaxed), it.layout.size);
            let buffer = it.buffer.with(|buffer| buffer.clone());
            let part = buffer
                .as_ref()
                .and_then(|b| b.with_bytes(|data| data.get(at..at + size).map(<[u8]>::to_vec)));
            match part {
                Some(part) => {
                    it.at.store(at + size, Ordering::Relaxed);
                    Ok(Some(it.layout.unpack(vm, &part)))
                }
                None => {
                    let gone = it.buffer.with(Option::take);
                    drop(gone);
                    Ok(None)
                }
            }
        }));
    },
    methods: &[native!("__length_hint__(self, /)", |_: &Vm,
                                                    it: This<
        '_,
        UnpackIterator,
    >| {
        let left = it.buffer.with(|b| b.as_ref().map_or(0, Buffer::byte_len));
        left.saturating_sub(it.at.load(Ordering::Relaxed)) / it.layout.size
    })],
    ..TypeDef::EMPTY
};
