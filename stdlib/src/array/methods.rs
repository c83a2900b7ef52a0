//! Methods of arrays.

use hasp_vm::args::This;
use hasp_vm::native;
use hasp_vm::native::NativeDef;
use hasp_vm::object::Ref;
use hasp_vm::object::generic_alias::class_getitem;
use hasp_vm::object::memoryview::{dunder_buffer, dunder_release};
use hasp_vm::object::sequence::{clip, position, search_bound};
use hasp_vm::text::wtf8;
use hasp_vm::value::Value;
use hasp_vm::vm::{Result, Vm};

use super::sequence::find;
use super::{Array, pickle, plain};

type Me<'a> = This<'a, Array>;

/// Bytes that `tofile` writes at a time.
const FILE_BLOCK: usize = 64 * 1024;

pub(super) const METHODS: &[NativeDef] = &[
    native!("append(self, v, /)", |vm: &Vm, a: Me<'_>, v: &Value| a
        .push(vm, v))
    .doc("Append a new item to the end."),
    native!("buffer_info(self, /)", |vm: &Vm, a: Me<'_>| {
        let address = a.data.with(|data| data.as_ptr() as usize);
        vm.pair(vm.int_from_u64(address as u64), vm.int(a.len() as i64))
    })
    .doc("Return the address of the memory and the number of items."),
    native!("byteswap(self, /)", |_: &Vm, a: Me<'_>| {
        let size = a.kind.size();
        a.data
            .with(|data| data.chunks_exact_mut(size).for_each(<[u8]>::reverse));
    })
    .doc("Exchange the byte order of all items."),
    native!("clear(self, /)", |vm: &Vm, a: Me<'_>| a
        .resize(vm, Vec::clear))
    .doc("Remove all items."),
    native!("count(self, v, /)", count).doc("Return the number of items equal to v."),
    native!("extend(self, *args)", |vm: &Vm, a: Me<'_>, args: &Value| {
        let [items] = exactly(vm, "extend", args)?;
        extend_by(vm, &a, &items)
    })
    .doc("Append the items of an iterable."),
    native!("fromfile(self, *args)", from_file).doc("Read n items from a file and append them."),
    native!("fromlist(self, list, /)", from_list).doc("Append the items of a list."),
    native!("frombytes(self, buffer, /)", from_bytes).doc("Append items given by their bytes."),
    native!("fromunicode(self, ustr, /)", from_unicode).doc("Append the characters of a string."),
    native!(
        "index(self, v, start=0, stop=9223372036854775807, /)",
        index
    )
    .doc("Return the position of the first item equal to v."),
    native!("insert(self, i, v, /)", insert).doc("Insert an item before position i."),
    native!("pop(self, i=-1, /)", pop).doc("Remove an item, by default the last, and return it."),
    native!("remove(self, v, /)", remove).doc("Remove the first item equal to v."),
    native!("reverse(self, /)", reverse).doc("Reverse the order of the items."),
    native!("tobytes(self, /)", |vm: &Vm, a: Me<'_>| vm
        .bytes(&a.to_vec()))
    .doc("Return the items' bytes."),
    native!("tofile(self, *args)", to_file).doc("Write the items' bytes to a file."),
    native!("tolist(self, /)", |vm: &Vm, a: Me<'_>| Ok(
        vm.list(a.values(vm)?)
    ))
    .doc("Return the items as a list."),
    native!("tounicode(self, /)", |vm: &Vm, a: Me<'_>| {
        if !a.kind.is_text() {
            return Err(vm.value_error(
                "tounicode() may only be called on unicode type arrays ('u' or 'w')",
            ));
        }
        to_unicode(vm, &a)
    })
    .doc("Return the characters as a string."),
    native!("__copy__(self, /)", |vm: &Vm, a: Me<'_>| plain(
        vm,
        a.kind,
        a.to_vec()
    )),
    native!(
        "__deepcopy__(self, unused, /)",
        |vm: &Vm, a: Me<'_>, _: &Value| { plain(vm, a.kind, a.to_vec()) }
    ),
    native!("__reduce_ex__(self, value, /)", pickle::reduce_ex),
    native!("__sizeof__(self, /)", |_: &Vm, a: Me<'_>| {
        64 + a.data.with(|data| data.capacity())
    }),
    native!("__buffer__(self, flags, /)", dunder_buffer),
    native!("__release_buffer__(self, buffer, /)", dunder_release),
    native!("__class_getitem__(cls, item, /)", class_getitem).class_method(),
];

/// The arguments of a method that CPython parses as `(a, b, /)`.
fn exactly<const N: usize>(vm: &Vm, name: &str, args: &Value) -> Result<[Value; N]> {
    let given = args.as_tuple().map_or(&[][..], |t| t.as_slice());
    <[Value; N]>::try_from(given.to_vec()).map_err(|given| {
        let s = if N == 1 { "" } else { "s" };
        let given = given.len();
        vm.type_error(format!(
            "{name}() takes exactly {N} positional argument{s} ({given} given)"
        ))
    })
}

/// The text of an array of characters.
pub(super) fn to_unicode(vm: &Vm, array: &Ref<Array>) -> Result<Value> {
    let data = array.to_vec();
    if array.kind.code() == b'w' {
        let codec = if cfg!(target_endian = "big") {
            "utf-32-be"
        } else {
            "utf-32-le"
        };
        return vm.decode(&data, codec, "strict").map(Ref::into_value);
    }
    let mut text = Vec::with_capacity(data.len());
    for item in data.chunks_exact(array.kind.size()) {
        let word = array.kind.word(item);
        array.kind.value(vm, word)?;
        wtf8::push(&mut text, word as u32);
    }
    // Halves of a pair that stand side by side stay two characters.
    Ok(vm.new_wtf8(&text).into_value())
}

/// `extend`.
pub(super) fn extend_by(vm: &Vm, array: &Ref<Array>, items: &Value) -> Result<()> {
    match items.downcast_ref::<Array>() {
        Some(other) if other.kind != array.kind => {
            Err(vm.type_error("can only extend with array of same kind"))
        }
        Some(other) => array.push_bytes(vm, &other.to_vec()),
        None => vm.iterate(items, |v| array.push(vm, &v)),
    }
}

fn count(vm: &Vm, a: Me<'_>, v: &Value) -> Result<usize> {
    let (mut from, mut n) = (0, 0);
    while let Some(at) = find(vm, &a, v, from, usize::MAX)? {
        n += 1;
        from = at + 1;
    }
    Ok(n)
}

fn index(vm: &Vm, a: Me<'_>, v: &Value, start: &Value, stop: &Value) -> Result<usize> {
    let (start, stop) = (search_bound(vm, start)?, search_bound(vm, stop)?);
    let len = a.len();
    find(vm, &a, v, clip(start, len), clip(stop, len))?
        .ok_or_else(|| vm.value_error("array.index(x): x not in array"))
}

fn insert(vm: &Vm, a: Me<'_>, at: isize, v: &Value) -> Result<()> {
    let item = a.kind.pack(vm, v)?;
    let size = a.kind.size();
    a.resize(vm, |data| {
        let len = (data.len() / size) as isize;
        let at = if at < 0 {
            at.saturating_add(len).max(0)
        } else {
            at.min(len)
        };
        let at = at as usize * size;
        data.splice(at..at, item[..size].iter().copied());
    })
}

fn pop(vm: &Vm, a: Me<'_>, at: isize) -> Result<Value> {
    let len = a.len();
    if len == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let Some(at) = position(at as i64, len) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let Some(item) = a.get(vm, at)? else {
        return Err(vm.index_error("pop index out of range"));
    };
    take_out(vm, &a, at)?;
    Ok(item)
}

fn take_out(vm: &Vm, a: &Ref<Array>, at: usize) -> Result<()> {
    let size = a.kind.size();
    a.resize(vm, |data| {
        if (at + 1) * size <= data.len() {
            data.drain(at * size..(at + 1) * size);
        }
    })
}

fn remove(vm: &Vm, a: Me<'_>, v: &Value) -> Result<()> {
    match find(vm, &a, v, 0, usize::MAX)? {
        Some(at) => take_out(vm, &a, at),
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

fn reverse(_: &Vm, a: Me<'_>) {
    let size = a.kind.size();
    a.data.with(|data| {
        // Reversing all bytes reverses the items and each one's bytes; the second is undone.
        data.reverse();
        data.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    });
}

fn from_list(vm: &Vm, a: Me<'_>, list: &Value) -> Result<()> {
    let Some(list) = list.as_list() else {
        return Err(vm.type_error("arg must be list"));
    };
    let len = list.len();
    let mut data = Vec::new();
    let mut at = 0;
    while let Some(v) = list.get(at) {
        data.extend_from_slice(&a.kind.pack(vm, &v)?[..a.kind.size()]);
        if list.len() != len {
            return Err(vm.runtime_error("list changed size during iteration"));
        }
        at += 1;
    }
    a.push_bytes(vm, &data)
}

fn from_bytes(vm: &Vm, a: Me<'_>, source: &Value) -> Result<()> {
    let buffer = vm.buffer(source)?;
    if buffer.item_size != 1 {
        return Err(vm.type_error("a bytes-like object is required"));
    }
    let bytes = buffer.to_vec();
    let own = buffer.owner().is(a.value());
    drop(buffer);
    if own {
        a.check_pins(vm)?;
    }
    a.push_bytes(vm, &bytes)
}

fn from_unicode(vm: &Vm, a: Me<'_>, text: &Value) -> Result<()> {
    let Some(text) = text.as_str_obj() else {
        let name = vm.argument_class(text);
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {name}")));
    };
    if !a.kind.is_text() {
        return Err(
            vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        );
    }
    a.push_text(vm, text.bytes())
}

fn from_file(vm: &Vm, a: Me<'_>, args: &Value) -> Result<()> {
    let [file, n] = exactly(vm, "fromfile", args)?;
    let n = hasp_vm::object::sequence::ssize(vm, &n)?;
    let Ok(n) = usize::try_from(n) else {
        return Err(vm.value_error("negative count"));
    };
    let wanted = n
        .checked_mul(a.kind.size())
        .filter(|&w| w <= isize::MAX as usize)
        .ok_or_else(|| vm.memory_error(""))?;
    let data = vm.call_method_str(&file, "read", &[vm.int_from_u64(wanted as u64)])?;
    let Some(bytes) = data.as_bytes_obj() else {
        return Err(vm.type_error("read() didn't return bytes"));
    };
    let enough = bytes.bytes().len() == wanted;
    a.push_bytes(vm, bytes.bytes())?;
    if enough {
        Ok(())
    } else {
        Err(vm.eof_error("read() didn't return enough bytes"))
    }
}

fn to_file(vm: &Vm, a: Me<'_>, args: &Value) -> Result<()> {
    let [file] = exactly(vm, "tofile", args)?;
    let mut at = 0;
    loop {
        let block = a.data.with(|data| {
            let end = data.len().min(at + FILE_BLOCK);
            data.get(at..end).map(<[u8]>::to_vec).unwrap_or_default()
        });
        if block.is_empty() {
            return Ok(());
        }
        at += block.len();
        vm.call_method_str(&file, "write", &[vm.bytes(&block)])?;
    }
}
