//! Iterators that give pairs, taken apart at once: `for i, x in enumerate(xs)` needs no tuple.

use crate::object::dict_iter::DictIter;
use crate::object::iter_tools::{Enumerate, Zip};
use crate::value::Value;
use crate::vm::{Result, Vm};

/// What an iterator was found to have next.
pub(crate) enum Two {
    /// A pair, which was put where it was wanted.
    Put,
    /// Nothing.
    End,
    /// It does not tell: nothing was done.
    Unknown,
}

impl Vm {
    /// As [`Vm::next`] for built-in iterators that would make a tuple of two: `put` gets the items.
    ///
    /// # Errors
    /// What getting the items raises.
    #[inline(always)]
    pub(crate) fn next_two(&self, it: &Value, put: impl FnOnce(Value, Value)) -> Result<Two> {
        if let Some(it) = it.exact_ref::<Enumerate>() {
            it.next_two(self, put)
        } else if let Some(it) = it.exact_ref::<DictIter>() {
            it.next_two(self, put)
        } else if let Some(it) = it.exact_ref::<Zip>() {
            it.next_two(self, put)
        } else {
            Ok(Two::Unknown)
        }
    }
}
