//! `str`: stand-in until the real one lands.
use super::typ::TypeDef;
use crate::value::Value;
use crate::vm::Vm;
/// `str`.
pub static STR: TypeDef = TypeDef {
    name: "str",
    layout: Some(|| &super::str::STR_VTABLE),
    subclassable: true,
    slots: |s| {
        s.repr.set(Some(|vm, v| {
            let s = v.as_str_obj().map(|s| s.bytes().to_vec()).unwrap_or_default();
            Ok(vm.new_wtf8(&crate::text::repr::str_repr(&s)).into_value())
        }));
        s.str.set(Some(|_, v| Ok(v.clone())));
        s.hash.set(Some(|vm, v| Ok(v.as_str_obj().map_or(0, |s| s.hash(vm)))));
        s.compare.set(Some(|_, a, b, op| Ok(match (a.as_str_obj(), b.as_str_obj()) {
            (Some(a), Some(b)) => Value::bool(op.holds(Some(a.bytes().cmp(b.bytes())))),
            _ => Value::NOT_IMPLEMENTED,
        })));
        s.len.set(Some(|_, v| Ok(v.as_str_obj().map_or(0, |s| s.char_len()))));
    },
    ..TypeDef::EMPTY
};
impl Vm {
    pub fn append_checked(&self, a: super::Ref<super::str::Str>, b: &super::Ref<super::str::Str>) -> crate::vm::Result<Value> {
        Ok(self.append_str(a, b).into_value())
    }
}
