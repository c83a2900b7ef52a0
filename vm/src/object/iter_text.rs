//! Iterators over strings.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Ref;
use super::cell::Slot;
use super::header::Payload;
use super::iter::{iter_self, reduce_at, reduce_exhausted};
use super::str::Str;
use super::typ::TypeDef;
use crate::args::This;
use crate::native;
use crate::native::NativeDef;
use crate::object::VTable;
use crate::slots::Slots;
use crate::text::wtf8;
use crate::value::Value;
use crate::vm::{Result, Vm};

/// Payload of `str_iterator` and `str_ascii_iterator`.
pub struct StrIter {
    /// The string; empty once the end was met.
    text: Slot,
    /// Byte offset of the next character.
    at: AtomicUsize,
}

impl Payload for StrIter {
    const GC: bool = false;
}

/// `iter(str)`.
///
/// # Errors
/// None.
pub(crate) fn str_iter(vm: &Vm, v: &Value) -> Result<Value> {
    let ascii = v.as_str_obj().is_some_and(|s| s.is_ascii());
    let ty = if ascii {
        &vm.types().str_ascii_iterator
    } else {
        &vm.types().str_iterator
    };
    Ok(vm
        .alloc(
            ty,
            StrIter {
                text: Slot::new(v.clone()),
                at: AtomicUsize::new(0),
            },
        )
        .into_value())
}

fn next(vm: &Vm, v: &Value) -> Result<Option<Value>> {
    let Some(it) = v.downcast_ref::<StrIter>() else {
        return Ok(None);
    };
    let at = it.at.load(Ordering::Relaxed);
    let found = it.text.borrowed(|text| {
        let bytes = text.and_then(|t| t.as_str_obj())?.bytes();
        let first = *bytes.get(at)?;
        let len = if first < 128 {
            1
        } else {
            wtf8::sequence_len(first)
        };
        it.at.store(at + len, Ordering::Relaxed);
        Some(vm.new_wtf8(bytes.get(at..at + len)?).into_value())
    });
    if found.is_none() {
        drop(it.text.take());
    }
    Ok(found)
}

impl StrIter {
    fn text(&self) -> Option<Ref<Str>> {
        self.text.get().and_then(|t| t.downcast::<Str>().ok())
    }
    fn char_index(&self, text: &Ref<Str>) -> usize {
        let at = self.at.load(Ordering::Relaxed);
        if text.is_ascii() {
            at
        } else {
            wtf8::index_at(text.bytes(), at)
        }
    }
}

fn length_hint(_: &Vm, this: This<'_, StrIter>) -> usize {
    this.text().map_or(0, |text| {
        text.char_len().saturating_sub(this.char_index(&text))
    })
}

fn reduce(vm: &Vm, this: This<'_, StrIter>) -> Value {
    match this.text() {
        Some(text) => {
            let index = this.char_index(&text) as i64;
            reduce_at(vm, "iter", text.into_value(), index)
        }
        None => reduce_exhausted(vm, vm.str("")),
    }
}

fn setstate(_: &Vm, this: This<'_, StrIter>, state: i64) {
    if let Some(text) = this.text() {
        let index = (state.max(0) as usize).min(text.char_len());
        let at = if text.is_ascii() {
            index
        } else {
            wtf8::offset_of(text.bytes(), index)
        };
        this.at.store(at, Ordering::Relaxed);
    }
}

const fn iterator_type(name: &'static str) -> TypeDef {
    const METHODS: &[NativeDef] = &[
        native!("__length_hint__(self, /)", length_hint),
        native!("__reduce__(self, /)", reduce),
        native!("__setstate__(self, state, /)", setstate),
    ];
    fn slots(s: &Slots) {
        s.iter.set(Some(iter_self));
        s.next.set(Some(next));
    }
    TypeDef {
        name,
        layout: Some(VTable::of::<StrIter>),
        slots,
        methods: METHODS,
        ..TypeDef::EMPTY
    }
}

/// The type.
pub static STR_ITERATOR: TypeDef = iterator_type("str_iterator");
/// The type.
pub static STR_ASCII_ITERATOR: TypeDef = iterator_type("str_ascii_iterator");
