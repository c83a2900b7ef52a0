//! Binary and unary operators across types.

use hasp_compiler::op::BinOp;

use crate::object::Kind;
use crate::slots::{DIVMOD, UnaryFn};
use crate::value::Value;
use crate::vm::{Raised, Result, Vm};

fn sign(op: usize) -> &'static str {
    if op == DIVMOD {
        "divmod()"
    } else {
        BinOp::ALL[op].sign()
    }
}

/// An int, and of no class derived from it?
#[inline(always)]
fn is_exact_int(v: &Value) -> bool {
    v.is_small_int() || v.header().is_some_and(|h| h.is_exactly(Kind::Int))
}

impl Vm {
    /// `a <op> b` by the operands' slots; `op` is a [`BinOp`] number or `DIVMOD`.
    ///
    /// # Errors
    /// TypeError `unsupported operand type(s) for …`, and what the operation raises.
    pub fn binary(&self, op: usize, a: &Value, b: &Value) -> Result<Value> {
        let result = self.binary_or_not(op, a, b)?;
        if result.is_not_implemented() {
            return self.binary_fallback(op, sign(op), a, b);
        }
        Ok(result)
    }

    /// The same, giving NotImplemented where neither side knows.
    pub(crate) fn binary_or_not(&self, op: usize, a: &Value, b: &Value) -> Result<Value> {
        if is_exact_int(a)
            && is_exact_int(b)
            && let Some(f) = self.types().int.binary_slot(op)
        {
            return f(self, a, b);
        }
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let fa = ta.binary_slot(op);
        let fb = if std::ptr::eq(ta, tb) {
            None
        } else {
            tb.binary_slot(op)
        };
        // The same function on both sides serves both orders: one call is enough.
        let fb = if fa.map(|f| f as usize) == fb.map(|f| f as usize) {
            None
        } else {
            fb
        };
        if let (Some(_), Some(f)) = (fa, fb)
            && tb.is_subtype(ta)
        {
            let result = f(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(f) = fa {
            let result = f(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        if let Some(f) = fb
            && !(fa.is_some() && tb.is_subtype(ta))
        {
            return f(self, a, b);
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// Concatenation and repetition of sequences come after the number slots (their own types
    /// put them there too); what is left is an error.
    #[cold]
    fn binary_fallback(&self, op: usize, sign: &str, a: &Value, b: &Value) -> Result<Value> {
        Err(self.unsupported_operands(op, sign, a, b))
    }

    #[cold]
    fn unsupported_operands(&self, op: usize, sign: &str, a: &Value, b: &Value) -> Raised {
        let (ta, tb) = (self.type_name(a), self.type_name(b));
        let sign = if op == BinOp::Pow as usize && sign == "**" {
            "** or pow()"
        } else {
            sign
        };
        self.type_error(format!(
            "unsupported operand type(s) for {sign}: '{ta}' and '{tb}'"
        ))
    }

    /// `a <op>= b`.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    pub fn inplace(&self, op: usize, a: &Value, b: &Value) -> Result<Value> {
        if let Some(f) = self.type_of(a).slots.inplace[op].get() {
            let result = f(self, a, b)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
        }
        let result = self.binary_or_not(op, a, b)?;
        if result.is_not_implemented() {
            let sign = format!("{}=", sign(op));
            return Err(self.unsupported_operands(op, &sign, a, b));
        }
        Ok(result)
    }

    fn unary(&self, v: &Value, slot: Option<UnaryFn>, what: &str) -> Result<Value> {
        match slot {
            Some(f) => f(self, v),
            None => Err(self.type_error(format!(
                "bad operand type for {what}: '{}'",
                self.type_name(v)
            ))),
        }
    }
    /// `-v`.
    ///
    /// # Errors
    /// TypeError `bad operand type for unary -: …`, and what the operation raises.
    pub fn neg(&self, v: &Value) -> Result<Value> {
        self.unary(v, self.type_of(v).slots.neg.get(), "unary -")
    }
    /// `+v`.
    ///
    /// # Errors
    /// As [`Vm::neg`].
    pub fn pos(&self, v: &Value) -> Result<Value> {
        self.unary(v, self.type_of(v).slots.pos.get(), "unary +")
    }
    /// `~v`.
    ///
    /// # Errors
    /// As [`Vm::neg`].
    pub fn invert(&self, v: &Value) -> Result<Value> {
        self.unary(v, self.type_of(v).slots.invert.get(), "unary ~")
    }
    /// `abs(v)`.
    ///
    /// # Errors
    /// As [`Vm::neg`].
    pub fn abs(&self, v: &Value) -> Result<Value> {
        self.unary(v, self.type_of(v).slots.abs.get(), "abs()")
    }

    /// `pow(a, b, m)`.
    ///
    /// # Errors
    /// TypeError if none of the three knows how, and what the operation raises.
    pub fn pow3(&self, a: &Value, b: &Value, m: &Value) -> Result<Value> {
        let mut tried = [0; 3];
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let reflected_first = !std::ptr::eq(ta, tb) && tb.is_subtype(ta);
        let order = if reflected_first {
            [b, a, m]
        } else {
            [a, b, m]
        };
        for (i, v) in order.into_iter().enumerate() {
            if let Some(f) = self.type_of(v).slots.pow3.get()
                && !tried.contains(&(f as usize))
            {
                tried[i] = f as usize;
                let result = f(self, a, b, m)?;
                if !result.is_not_implemented() {
                    return Ok(result);
                }
            }
        }
        Err(self.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            self.type_name(a),
            self.type_name(b),
            self.type_name(m)
        )))
    }

    /// The value as a float, by `__float__` or `__index__`, as `math` functions take it.
    ///
    /// # Errors
    /// TypeError `must be real number, not str`, OverflowError for huge ints.
    pub fn to_f64(&self, v: &Value) -> Result<f64> {
        if let Some(f) = v.as_float() {
            return Ok(f);
        }
        if let Some(i) = v.as_small_int() {
            return Ok(i as f64);
        }
        crate::object::float::to_f64_slow(self, v)
    }
}
