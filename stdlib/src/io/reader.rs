//! `io.BufferedReader`.

use hasp_vm::native;
use hasp_vm::object::header::VTable;
use hasp_vm::object::typ::TypeDef;

use super::buffered::{Buffered, READS, new};
use super::buffered_methods as m;

/// The class.
pub(super) static READER: TypeDef = TypeDef {
    name: "_io.BufferedReader",
    layout: Some(VTable::of::<Buffered>),
    subclassable: true,
    doc: "Create a new buffered reader using the given readable raw IO object.",
    slots: |s| {
        s.new
            .set(Some(|vm, class, _| Ok(new(vm, class).into_value())));
        s.init.set(Some(|vm, v, args| {
            m::init(vm, v, args, "BufferedReader", READS)
        }));
        s.next.set(Some(m::next));
        s.repr.set(Some(m::repr));
        s.del.set(Some(m::finalize));
    },
    methods: &[
        native!("read(self, size=-1, /)", m::read).releases(),
        native!("read1(self, size=-1, /)", m::read1).releases(),
        native!("readinto(self, buffer, /)", m::readinto).releases(),
        native!("readinto1(self, buffer, /)", m::readinto1).releases(),
        native!("readline(self, size=-1, /)", m::readline).releases(),
        native!("peek(self, size=0, /)", m::peek).releases(),
        native!("seek(self, target, whence=0, /)", m::seek).releases(),
        native!("tell(self, /)", m::tell).releases(),
        native!("truncate(self, pos=None, /)", m::truncate),
        native!("flush(self, /)", m::flush_raw),
        native!("close(self, /)", m::close).releases(),
        native!("detach(self, /)", m::detach),
        native!("seekable(self, /)", m::seekable),
        native!("readable(self, /)", m::readable),
        native!("fileno(self, /)", m::fileno),
        native!("isatty(self, /)", m::isatty),
        native!("_dealloc_warn(self, source, /)", m::dealloc_warn),
        native!("__getstate__(self, /)", m::no_pickle),
    ],
    getsets: m::GETSETS,
    ..TypeDef::EMPTY
};
