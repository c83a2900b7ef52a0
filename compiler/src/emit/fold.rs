//! Constant folding: expressions whose value is known and whose evaluation cannot fail.

use super::Emitter;
use crate::ast::*;
use crate::code::Const;

/// Longest string or tuple that folding makes.
const MAX_LENGTH: usize = 4096;

impl Emitter<'_> {
    /// The value of a constant expression.
    pub(crate) fn constant(&self, expr: &Expr) -> Option<Const> {
        Some(match &expr.kind {
            ExprKind::Int(i) => Const::Int(*i),
            ExprKind::BigInt(big) => Const::BigInt {
                digits: big.digits.clone(),
                radix: big.radix as u8,
            },
            ExprKind::Float(f) => Const::Float(*f),
            ExprKind::Imag(f) => Const::Imag(*f),
            ExprKind::Str(s) => Const::Str((**s).clone()),
            ExprKind::Bytes(b) => Const::Bytes(b.as_slice().into()),
            ExprKind::Bool(b) => Const::Bool(*b),
            ExprKind::None => Const::None,
            ExprKind::Ellipsis => Const::Ellipsis,
            ExprKind::Name(name) if name == "__debug__" => Const::Bool(self.input.optimize == 0),
            ExprKind::Tuple(seq) => Const::Tuple(self.constants(&seq.elts)?),
            ExprKind::UnaryOp(e) => fold_unary(e.op, &self.constant(&e.operand)?)?,
            ExprKind::BinOp(e) => {
                // The right side is the short one of a chain, and decides most often.
                let right = self.constant(&e.right)?;
                fold_binary(&self.constant(&e.left)?, e.op, &right)?
            }
            ExprKind::FString(f) => match &f.parts[..] {
                [] => Const::Str(StrContent::new()),
                [FStringPart::Literal(text)] => Const::Str(text.clone()),
                _ => return None,
            },
            ExprKind::Subscript(e) => {
                let Const::Int(i) = self.constant(&e.index)? else {
                    return None;
                };
                let Const::Tuple(items) = self.constant(&e.value)? else {
                    return None;
                };
                let len = items.len() as i64;
                let at = if i < 0 { i + len } else { i };
                items.get(usize::try_from(at).ok()?)?.clone()
            }
            _ => return None,
        })
    }

    /// The values of expressions that are all constant.
    pub(crate) fn constants(&self, exprs: &[Expr]) -> Option<Box<[Const]>> {
        exprs.iter().map(|e| self.constant(e)).collect()
    }

    /// The truth of a constant expression.
    pub(crate) fn constant_truth(&self, expr: &Expr) -> Option<bool> {
        match &expr.kind {
            ExprKind::Name(name) if name != "__debug__" => None,
            ExprKind::Call(_) | ExprKind::Compare(_) | ExprKind::Attribute(_) => None,
            ExprKind::UnaryOp(e) if e.op == UnaryOp::Not => {
                self.constant_truth(&e.operand).map(|t| !t)
            }
            _ => self.constant(expr).map(|c| truth(&c)),
        }
    }

    /// A small integer that fits an immediate operand.
    pub(crate) fn small_int(&self, expr: &Expr) -> Option<i32> {
        match &expr.kind {
            ExprKind::Int(_) | ExprKind::UnaryOp(_) | ExprKind::BinOp(_) => {
                match self.constant(expr)? {
                    Const::Int(i) => i16::try_from(i).ok().map(i32::from),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// What `bool(c)` gives.
pub(crate) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(b) => *b,
        Const::Ellipsis | Const::Code(_) => true,
        Const::Int(i) => *i != 0,
        Const::BigInt { .. } => true,
        Const::Float(f) | Const::Imag(f) => *f != 0.0,
        Const::Str(s) => !s.is_empty(),
        Const::Bytes(b) => !b.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

/// `op value`, if it is known and cannot fail.
fn fold_unary(op: UnaryOp, value: &Const) -> Option<Const> {
    if op == UnaryOp::Not {
        return Some(Const::Bool(!truth(value)));
    }
    let value = &as_number(value)?;
    Some(match (op, value) {
        (UnaryOp::USub, Const::Int(i)) => Const::Int(i.checked_neg()?),
        (UnaryOp::USub, Const::Float(f)) => Const::Float(-f),
        (UnaryOp::UAdd, Const::Int(_) | Const::Float(_)) => value.clone(),
        (UnaryOp::Invert, Const::Int(i)) => Const::Int(!i),
        _ => return None,
    })
}

/// Booleans count as integers; what is no number has no value here.
fn as_number(value: &Const) -> Option<Const> {
    match value {
        Const::Bool(b) => Some(Const::Int(i64::from(*b))),
        Const::Int(_) | Const::Float(_) => Some(value.clone()),
        _ => None,
    }
}

/// `left op right`, if it is known and cannot fail.
pub(crate) fn fold_binary(left: &Const, op: BinaryOp, right: &Const) -> Option<Const> {
    match (left, op, right) {
        (Const::Str(a), BinaryOp::Add, Const::Str(b)) => {
            let fits = a.as_bytes().len() + b.as_bytes().len() <= MAX_LENGTH;
            fits.then(|| {
                let mut joined = a.clone();
                joined.push(b);
                Const::Str(joined)
            })
        }
        (Const::Str(s), BinaryOp::Mult, Const::Int(n))
        | (Const::Int(n), BinaryOp::Mult, Const::Str(s)) => {
            let n = usize::try_from((*n).max(0)).ok()?;
            if s.as_bytes().len().checked_mul(n)? > MAX_LENGTH {
                return None;
            }
            let mut repeated = StrContent::new();
            for _ in 0..if s.is_empty() { 0 } else { n } {
                repeated.push(s);
            }
            Some(Const::Str(repeated))
        }
        (Const::Bytes(a), BinaryOp::Add, Const::Bytes(b)) if a.len() + b.len() <= MAX_LENGTH => {
            Some(Const::Bytes([&**a, &**b].concat().into()))
        }
        (Const::Tuple(a), BinaryOp::Add, Const::Tuple(b)) if a.len() + b.len() <= 256 => {
            Some(Const::Tuple(a.iter().chain(b).cloned().collect()))
        }
        // `True & False` stays a bool; the run time knows that.
        (Const::Bool(_), _, Const::Bool(_)) => None,
        _ => {
            if let (Some(a), Some(b)) = (as_integer(left), as_integer(right)) {
                return fold_int(a, op, b);
            }
            fold_float(as_float(left)?, op, as_float(right)?)
        }
    }
}

/// An integer that fits, booleans included.
fn as_integer(value: &Const) -> Option<i128> {
    match value {
        Const::Bool(b) => Some(i128::from(*b)),
        Const::Int(i) => Some(i128::from(*i)),
        Const::BigInt { digits, radix } => i128::from_str_radix(digits, u32::from(*radix)).ok(),
        _ => None,
    }
}

/// A float, or an integer that a float holds exactly.
fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(f) => Some(*f),
        Const::Bool(_) | Const::Int(_) => {
            let i = as_integer(value)?;
            (i.unsigned_abs() < 1 << 53).then_some(i as f64)
        }
        _ => None,
    }
}

/// A constant for an integer; there is none for large negative ones.
fn integer(value: i128) -> Option<Const> {
    match i64::try_from(value) {
        Ok(i) => Some(Const::Int(i)),
        Err(_) if value > 0 => Some(Const::BigInt {
            digits: value.to_string().into(),
            radix: 10,
        }),
        Err(_) => None,
    }
}

fn fold_int(a: i128, op: BinaryOp, b: i128) -> Option<Const> {
    let exact = |i: i128| i.unsigned_abs() < 1 << 53;
    integer(match op {
        BinaryOp::Add => a.checked_add(b)?,
        BinaryOp::Sub => a.checked_sub(b)?,
        BinaryOp::Mult => a.checked_mul(b)?,
        BinaryOp::Div if b != 0 && exact(a) && exact(b) => {
            return Some(Const::Float(a as f64 / b as f64));
        }
        BinaryOp::FloorDiv if b != 0 => {
            let quotient = a.checked_div(b)?;
            let inexact = a % b != 0 && (a < 0) != (b < 0);
            quotient - i128::from(inexact)
        }
        BinaryOp::Mod if b != 0 => {
            let rest = a.checked_rem(b)?;
            if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            }
        }
        BinaryOp::Pow if b >= 0 => a.checked_pow(u32::try_from(b).ok()?)?,
        BinaryOp::LShift => {
            let shift = u32::try_from(b).ok().filter(|&s| s < 127)?;
            let shifted = a << shift;
            (shifted >> shift == a).then_some(shifted)?
        }
        BinaryOp::RShift if b >= 0 => a >> b.min(127),
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        _ => return None,
    })
}

fn fold_float(a: f64, op: BinaryOp, b: f64) -> Option<Const> {
    Some(Const::Float(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mult => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(a: i128, op: BinaryOp, b: i128) -> Option<i64> {
        match fold_int(a, op, b) {
            Some(Const::Int(i)) => Some(i),
            _ => None,
        }
    }

    #[test]
    fn integers() {
        assert_eq!(int(-7, BinaryOp::FloorDiv, 2), Some(-4));
        assert_eq!(int(7, BinaryOp::FloorDiv, -2), Some(-4));
        assert_eq!(int(-7, BinaryOp::Mod, 3), Some(2));
        assert_eq!(int(7, BinaryOp::Mod, -3), Some(-2));
        assert_eq!(int(2, BinaryOp::Pow, 62), Some(1 << 62));
        assert_eq!(int(2, BinaryOp::Pow, 63), None);
        assert_eq!(int(1, BinaryOp::LShift, 62), Some(1 << 62));
        assert_eq!(int(3, BinaryOp::LShift, 126), None);
        assert_eq!(int(1, BinaryOp::Mod, 0), None);
        assert_eq!(int(i128::MIN, BinaryOp::FloorDiv, -1), None);
        match fold_int(2, BinaryOp::Pow, 64) {
            Some(Const::BigInt { digits, .. }) => assert_eq!(&*digits, "18446744073709551616"),
            other => panic!("{other:?}"),
        }
        assert_eq!(int(-1, BinaryOp::RShift, 100), Some(-1));
    }
}
