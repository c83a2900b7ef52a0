//! What the built-in functions `divmod`, `pow` and `round` do.

use hasp_compiler::op::BinOp;

use crate::args::Args;
use crate::slots::DIVMOD;
use crate::value::Value;
use crate::vm::{Result, Vm};

impl Vm {
    /// `divmod(a, b)`.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    pub fn divmod(&self, a: &Value, b: &Value) -> Result<Value> {
        self.binary(DIVMOD, a, b)
    }

    /// `pow(a, b, m)`; a modulus of None is none.
    ///
    /// # Errors
    /// As [`Vm::binary`] and [`Vm::pow3`].
    pub fn power(&self, a: &Value, b: &Value, m: &Value) -> Result<Value> {
        if m.is_none() {
            self.binary(BinOp::Pow as usize, a, b)
        } else {
            self.pow3(a, b, m)
        }
    }

    /// `round(v, ndigits)`; `None` as digits asks for a whole number.
    ///
    /// # Errors
    /// TypeError if there is no `__round__`, and what it raises.
    pub fn round(&self, v: &Value, ndigits: &Value) -> Result<Value> {
        let Some(method) = self.lookup_special(v, &self.names().round)? else {
            let name = self.type_name(v);
            return Err(self.type_error(format!("type {name} doesn't define __round__ method")));
        };
        if ndigits.is_none() {
            self.call(&method, Args::NONE)
        } else {
            self.call(&method, Args::positional(std::slice::from_ref(ndigits)))
        }
    }
}
