//! Attribute access: the default rules, and the entry points that follow an object's own.

use crate::names::Name;
use crate::object::header::Kind;
use crate::object::typ::{Type, tflag};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

impl Vm {
    /// `v.name`.
    ///
    /// # Errors
    /// AttributeError, and what descriptors and `__getattr__` raise.
    pub fn get_attr(&self, v: &Value, name: &Name) -> Result<Value> {
        match self.type_of(v).slots.getattr.get() {
            Some(get) => get(self, v, name),
            None => generic_get(self, v, name),
        }
    }
    /// `v.name` by text.
    ///
    /// # Errors
    /// As [`Vm::get_attr`].
    pub fn get_attr_str(&self, v: &Value, name: &str) -> Result<Value> {
        self.get_attr(v, &self.intern(name))
    }
    /// `v.name`, None if there is no such attribute.
    ///
    /// # Errors
    /// What it raises other than AttributeError.
    pub fn get_attr_opt(&self, v: &Value, name: &Name) -> Result<Option<Value>> {
        let ty = self.type_of(v);
        if ty.has(tflag::PLAIN_GETATTR) {
            return match generic_find(self, v, name) {
                Err(raised) if self.is_error(&raised, &self.exceptions().attribute_error) => {
                    Ok(None)
                }
                found => found,
            };
        }
        self.no_attribute(self.get_attr(v, name))
    }
    /// `v.name = value`.
    ///
    /// # Errors
    /// AttributeError, and what descriptors and `__setattr__` raise.
    pub fn set_attr(&self, v: &Value, name: &Name, value: Value) -> Result<()> {
        match self.type_of(v).slots.setattr.get() {
            Some(set) => set(self, v, name, Some(value)),
            None => generic_set(self, v, name, Some(value)),
        }
    }
    /// `del v.name`.
    ///
    /// # Errors
    /// As [`Vm::set_attr`].
    pub fn del_attr(&self, v: &Value, name: &Name) -> Result<()> {
        match self.type_of(v).slots.setattr.get() {
            Some(set) => set(self, v, name, None),
            None => generic_set(self, v, name, None),
        }
    }

    /// A special method, looked up on the class and bound to `v`.
    ///
    /// # Errors
    /// What binding raises.
    pub fn lookup_special(&self, v: &Value, name: &Name) -> Result<Option<Value>> {
        let ty = self.type_of(v);
        match ty.lookup(self, name) {
            Some(method) => self
                .bind_descriptor(&method, Some(v), &ty.to_value())
                .map(Some),
            None => Ok(None),
        }
    }

    /// What a class attribute gives when read through an instance (None: through the class).
    ///
    /// # Errors
    /// What `__get__` raises.
    #[inline]
    pub fn bind_descriptor(
        &self,
        attr: &Value,
        this: Option<&Value>,
        owner: &Value,
    ) -> Result<Value> {
        match self.type_of(attr).slots.descr_get.get() {
            Some(get) => get(self, attr, this, owner),
            None => Ok(attr.clone()),
        }
    }

    /// The method `name` of `v`, for a call: function and, if it is to be the first argument, `v`
    /// (signalled by true).
    ///
    /// # Errors
    /// As [`Vm::get_attr`].
    pub fn get_method(&self, v: &Value, name: &Name) -> Result<(Value, bool)> {
        let ty = self.type_of(v);
        if ty.has(tflag::PLAIN_GETATTR)
            && let Some(method) = ty.lookup(self, name)
            && is_plain_method(&method)
        {
            return match v.header().and_then(|h| h.own_attr(self, name)) {
                Some(own) => Ok((own, false)),
                None => Ok((method, true)),
            };
        }
        Ok((self.get_attr(v, name)?, false))
    }

    /// AttributeError for a missing attribute, with `name` and `obj` set.
    #[cold]
    pub fn missing_attribute(&self, v: &Value, name: &Name) -> Raised {
        let message = if v.is_kind(Kind::Type) {
            let class = v
                .downcast_ref::<Type>()
                .map(|t| t.name_text())
                .unwrap_or_default();
            format!(
                "type object '{class}' has no attribute '{}'",
                name.to_string_lossy()
            )
        } else {
            format!(
                "'{}' object has no attribute '{}'",
                self.type_name(v),
                name.to_string_lossy()
            )
        };
        self.attribute_error_for(message, v, name)
    }

    /// AttributeError with `name` and `obj` set.
    #[cold]
    pub fn attribute_error_for(&self, message: String, v: &Value, name: &Name) -> Raised {
        let raised = self.attribute_error(message);
        if let Some(exc) = raised.value().downcast_ref::<crate::errors::Exception>() {
            exc.fields[0].set(name.value().clone());
            exc.fields[1].set(v.clone());
        }
        raised
    }
}

/// Is it a function that binding turns into a method with the instance first?
#[inline(always)]
pub(crate) fn is_plain_method(attr: &Value) -> bool {
    match attr.header() {
        Some(header) => match header.kind() {
            Kind::Function => true,
            Kind::NativeFunction => crate::object::native_type::binds_instance(header),
            _ => false,
        },
        None => false,
    }
}

/// `object.__getattribute__`.
///
/// # Errors
/// AttributeError, and what descriptors raise.
pub fn generic_get(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    match generic_find(vm, v, name)? {
        Some(value) => Ok(value),
        None => Err(vm.missing_attribute(v, name)),
    }
}

/// The same, None if there is no such attribute.
pub(crate) fn generic_find(vm: &Vm, v: &Value, name: &Name) -> Result<Option<Value>> {
    let ty = vm.type_of(v);
    let class_attr = ty.lookup(vm, name);
    let mut getter = None;
    if let Some(attr) = &class_attr {
        let slots = &vm.type_of(attr).slots;
        getter = slots.descr_get.get();
        if let Some(get) = getter
            && slots.descr_set.get().is_some()
        {
            return get(vm, attr, Some(v), &ty.to_value()).map(Some);
        }
    }
    if let Some(own) = v.header().and_then(|h| h.own_attr(vm, name)) {
        return Ok(Some(own));
    }
    match (class_attr, getter) {
        (Some(attr), Some(get)) => get(vm, &attr, Some(v), &ty.to_value()).map(Some),
        (attr, _) => Ok(attr),
    }
}

/// `object.__setattr__` and `object.__delattr__`.
///
/// # Errors
/// AttributeError, and what descriptors raise.
pub fn generic_set(vm: &Vm, v: &Value, name: &Name, value: Option<Value>) -> Result<()> {
    let ty = vm.type_of(v);
    if v.is_kind(Kind::Type) {
        // `object.__setattr__` on a class would get past the checks of `type`.
        let what = if value.is_some() {
            "__setattr__"
        } else {
            "__delattr__"
        };
        return Err(vm.type_error(format!(
            "can't apply this {what} to {} object",
            ty.name_text()
        )));
    }
    let class_attr = ty.lookup(vm, name);
    if let Some(attr) = &class_attr
        && let Some(set) = vm.type_of(attr).slots.descr_set.get()
    {
        return set(vm, attr, v, value);
    }
    let deleting = value.is_none();
    let done = match (v.header(), value) {
        (Some(header), Some(value)) => header.set_own_attr(vm, name, value),
        (Some(header), None) => header.del_own_attr(vm, name),
        (None, _) => false,
    };
    if done {
        return Ok(());
    }
    let has_dict = v
        .header()
        .is_some_and(|h| h.shape().mode() != crate::object::shape::Mode::None);
    let (class, attr) = (ty.name_text(), name.to_string_lossy());
    if has_dict && deleting {
        return Err(vm.missing_attribute(v, name));
    }
    let message = if class_attr.is_some() {
        format!("'{class}' object attribute '{attr}' is read-only")
    } else {
        format!(
            "'{class}' object has no attribute '{attr}' and no __dict__ for setting new attributes"
        )
    };
    Err(vm.attribute_error_for(message, v, name))
}

/// `type.__getattribute__`.
///
/// # Errors
/// AttributeError, and what descriptors raise.
pub fn type_get(vm: &Vm, v: &Value, name: &Name) -> Result<Value> {
    let Some(class) = v.downcast_ref::<Type>() else {
        return generic_get(vm, v, name);
    };
    let meta = vm.type_of(v);
    let meta_attr = meta.lookup(vm, name);
    let meta_slots = meta_attr.as_ref().map(|a| &vm.type_of(a).slots);
    if let (Some(attr), Some(slots)) = (&meta_attr, meta_slots)
        && let Some(get) = slots.descr_get.get()
        && slots.descr_set.get().is_some()
    {
        return get(vm, attr, Some(v), &meta.to_value());
    }
    if let Some(attr) = class.lookup(vm, name) {
        return vm.bind_descriptor(&attr, None, v);
    }
    match meta_attr {
        Some(attr) => vm.bind_descriptor(&attr, Some(v), &meta.to_value()),
        None => Err(vm.missing_attribute(v, name)),
    }
}
