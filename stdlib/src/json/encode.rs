//! From objects to JSON.

use std::collections::HashMap;

use hasp_vm::args::Args;
use hasp_vm::object::dict::Dict;
use hasp_vm::value::Value;
use hasp_vm::vm::{Raised, Result, Vm};

use super::quote::quote;

/// How to write.
pub(super) struct Settings<'a> {
    /// Called for objects of other classes.
    pub(super) default: &'a Value,
    pub(super) ascii: bool,
    /// What a level is indented by; None: all in one line.
    pub(super) indent: Option<Vec<u8>>,
    pub(super) key_separator: Vec<u8>,
    pub(super) item_separator: Vec<u8>,
    pub(super) sort: bool,
    /// Leave keys out that cannot be written.
    pub(super) skip: bool,
    /// Write numbers that JSON does not have.
    pub(super) nan: bool,
    /// Look for containers in themselves.
    pub(super) circular: bool,
}

struct Encoder<'a> {
    vm: &'a Vm,
    settings: &'a Settings<'a>,
    out: Vec<u8>,
    level: usize,
    /// The containers that are being written, and the objects that `default` was asked about.
    open: HashMap<u64, Value, foldhash::fast::RandomState>,
}

/// The object as JSON.
pub(super) fn encode(vm: &Vm, obj: &Value, settings: &Settings<'_>) -> Result<Value> {
    let mut encoder = Encoder {
        vm,
        settings,
        out: Vec::new(),
        level: 0,
        open: HashMap::default(),
    };
    encoder.value(obj)?;
    vm.text(&encoder.out)
}

impl Encoder<'_> {
    fn value(&mut self, v: &Value) -> Result<()> {
        let vm = self.vm;
        if v.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Some(yes) = v.as_bool() {
            self.out
                .extend_from_slice(if yes { b"true" } else { b"false" });
        } else if let Some(text) = v.as_str_obj() {
            quote(text.bytes(), self.settings.ascii, &mut self.out);
        } else if v.as_int().is_some() {
            let text = vm.repr_text(&vm.exact_index(v)?)?;
            self.out.extend_from_slice(text.as_bytes());
        } else if vm.is_instance_of(v, &vm.types().float) {
            let text = self.float(v)?;
            self.out.extend_from_slice(text.as_bytes());
        } else if v.as_list().is_some() || v.as_tuple().is_some() {
            vm.recurse(|| self.inside(v, Encoder::list))?;
        } else if v.as_dict().is_some() {
            vm.recurse(|| self.inside(v, Encoder::dict))?;
        } else {
            vm.recurse(|| self.inside(v, Encoder::other))?;
        }
        Ok(())
    }

    /// Writes an object that may be found in itself.
    fn inside(
        &mut self,
        v: &Value,
        write: impl FnOnce(&mut Self, &Value) -> Result<()>,
    ) -> Result<()> {
        if !self.settings.circular {
            return write(self, v);
        }
        // The value in the table keeps the object, and so its word is no other's.
        if self.open.insert(v.bits(), v.clone()).is_some() {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        write(self, v)?;
        self.open.remove(&v.bits());
        Ok(())
    }

    fn float(&self, v: &Value) -> Result<String> {
        let vm = self.vm;
        let number = vm.to_f64(v)?;
        if number.is_finite() {
            return vm.repr_text(&Value::float(number));
        }
        if !self.settings.nan {
            let text = vm.repr_text(&Value::float(number))?;
            return Err(vm.value_error(format!(
                "Out of range float values are not JSON compliant: {text}"
            )));
        }
        let name = match number {
            _ if number.is_nan() => "NaN",
            _ if number > 0.0 => "Infinity",
            _ => "-Infinity",
        };
        Ok(name.to_owned())
    }

    fn new_line(&mut self) {
        if let Some(indent) = &self.settings.indent {
            self.out.push(b'\n');
            for _ in 0..self.level {
                self.out.extend_from_slice(indent);
            }
        }
    }

    fn list(&mut self, v: &Value) -> Result<()> {
        let items = self.vm.collect(v)?;
        if items.is_empty() {
            self.out.extend_from_slice(b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        self.level += 1;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.extend_from_slice(&self.settings.item_separator);
            }
            self.new_line();
            if let Err(raised) = self.value(item) {
                return Err(self.note(raised, v, &format!("item {at}")));
            }
        }
        self.level -= 1;
        self.new_line();
        self.out.push(b']');
        Ok(())
    }

    fn dict(&mut self, v: &Value) -> Result<()> {
        let vm = self.vm;
        if vm.len(v)? == 0 {
            self.out.extend_from_slice(b"{}");
            return Ok(());
        }
        let mut first = true;
        self.out.push(b'{');
        self.level += 1;
        for (key, value) in self.items(v)? {
            let Some(text) = self.key(&key)? else {
                continue;
            };
            if !std::mem::take(&mut first) {
                self.out.extend_from_slice(&self.settings.item_separator);
            }
            self.new_line();
            quote(&text, self.settings.ascii, &mut self.out);
            self.out.extend_from_slice(&self.settings.key_separator);
            if let Err(raised) = self.value(&value) {
                let key = vm.repr_text(&key)?;
                return Err(self.note(raised, v, &format!("item {key}")));
            }
        }
        self.level -= 1;
        if !first {
            self.new_line();
        }
        self.out.push(b'}');
        Ok(())
    }

    fn items(&self, v: &Value) -> Result<Vec<(Value, Value)>> {
        let vm = self.vm;
        let exact = v.exact_ref::<Dict>().filter(|_| !self.settings.sort);
        if let Some(dict) = exact {
            return Ok(dict.items());
        }
        let items = vm.call_method_str(v, "items", &[])?;
        let items = vm.list(vm.collect(&items)?);
        if self.settings.sort {
            vm.call_method_str(&items, "sort", &[])?;
        }
        let pairs = vm.collect(&items)?;
        pairs
            .iter()
            .map(|pair| match vm.collect(pair)?.as_slice() {
                [key, value] => Ok((key.clone(), value.clone())),
                _ => Err(vm.value_error("items must return 2-tuples")),
            })
            .collect()
    }

    /// A key as text; None if it is to be left out.
    fn key(&self, key: &Value) -> Result<Option<Vec<u8>>> {
        let vm = self.vm;
        if let Some(text) = key.as_str_obj() {
            return Ok(Some(text.bytes().to_vec()));
        }
        let text = if key.is_none() {
            "null".to_owned()
        } else if let Some(yes) = key.as_bool() {
            yes.to_string()
        } else if key.as_int().is_some() {
            vm.repr_text(&vm.exact_index(key)?)?
        } else if vm.is_instance_of(key, &vm.types().float) {
            self.float(key)?
        } else if self.settings.skip {
            return Ok(None);
        } else {
            let class = vm.type_name(key);
            return Err(vm.type_error(format!(
                "keys must be str, int, float, bool or None, not {class}"
            )));
        };
        Ok(Some(text.into_bytes()))
    }

    /// What `default` gives for an object of another class.
    fn other(&mut self, v: &Value) -> Result<()> {
        let vm = self.vm;
        let instead = vm.call(
            self.settings.default,
            Args::positional(std::slice::from_ref(v)),
        )?;
        self.value(&instead)
            .map_err(|raised| self.note(raised, v, "object"))
    }

    /// Notes on the exception where it was met.
    #[cold]
    fn note(&self, raised: Raised, v: &Value, place: &str) -> Raised {
        let class = self.vm.type_name(v);
        let note = self.vm.str(format!("when serializing {class} {place}"));
        match self.vm.call_method_str(raised.value(), "add_note", &[note]) {
            Ok(_) => raised,
            Err(other) => other,
        }
    }
}
