//! `io.BufferedWriter`.

use hasp_vm::native;
use hasp_vm::object::header::VTable;
use hasp_vm::object::typ::TypeDef;

use super::buffered::{Buffered, WRITES, new};
use super::buffered_methods as m;

/// The class.
pub(super) static WRITER: TypeDef = TypeDef {
    name: "_io.BufferedWriter",
    layout: Some(VTable::of::<Buffered>),
    subclassable: true,
    doc: "A buffer for a writeable sequential RawIO object.",
    slots: |s| {
        s.new
            .set(Some(|vm, class, _| Ok(new(vm, class).into_value())));
        s.init.set(Some(|vm, v, args| {
            m::init(vm, v, args, "BufferedWriter", WRITES)
        }));
        s.repr.set(Some(m::repr));
        s.del.set(Some(m::finalize));
    },
    methods: &[
        native!("write(self, buffer, /)", m::write)
            .doc("Write buffer b to the IO stream.")
            .releases(),
        native!("seek(self, target, whence=0, /)", m::seek).releases(),
        native!("tell(self, /)", m::tell).releases(),
        native!("truncate(self, pos=None, /)", m::truncate).releases(),
        native!("flush(self, /)", m::flush).releases(),
        native!("close(self, /)", m::close).releases(),
        native!("detach(self, /)", m::detach),
        native!("seekable(self, /)", m::seekable),
        native!("writable(self, /)", m::writable),
        native!("fileno(self, /)", m::fileno),
        native!("isatty(self, /)", m::isatty),
        native!("_dealloc_warn(self, source, /)", m::dealloc_warn),
        native!("__getstate__(self, /)", m::no_pickle),
    ],
    getsets: m::GETSETS,
    ..TypeDef::EMPTY
};
