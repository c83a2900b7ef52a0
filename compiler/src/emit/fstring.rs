//! F-strings.

use super::expr::LONG;
use super::ir::Reg;
use super::{Emitter, Res, Want};
use crate::ast::*;
use crate::code::Const;
use crate::op::Op;
use crate::span::Span;

impl<'a> Emitter<'a> {
    /// An f-string.
    pub(crate) fn fstring(&mut self, f: &'a FString, span: Span, want: Want) -> Res<Reg> {
        self.parts(&f.parts, span, want)
    }

    fn parts(&mut self, parts: &'a [FStringPart], span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        match parts {
            [] => {
                let dst = self.dest(want, mark);
                self.load_const(dst, Const::Str(StrContent::new()), span);
                return Ok(dst);
            }
            [part] => return self.part(part, span, want),
            _ => {}
        }
        let mut count = 0u32;
        if parts.len() > LONG {
            // Joined in pieces: a run of temporaries per piece would be too long.
            let size = parts.len().div_ceil(LONG).max(LONG);
            for piece in parts.chunks(size) {
                self.parts(piece, span, Want::Temp)?;
                count += 1;
            }
        } else {
            for part in parts {
                self.part(part, span, Want::Temp)?;
                count += 1;
            }
        }
        let dst = self.dest(want, mark);
        self.emit(Op::BuildString, dst, Reg::temp(mark), count, span);
        Ok(dst)
    }

    fn part(&mut self, part: &'a FStringPart, span: Span, want: Want) -> Res<Reg> {
        let mark = self.unit.temps;
        match part {
            FStringPart::Literal(text) => {
                let dst = self.dest(want, mark);
                self.load_const(dst, Const::Str(text.clone()), span);
                Ok(dst)
            }
            FStringPart::Field(field) => {
                self.value(&field.expr, Want::Temp)?;
                let mut flags = match field.conversion {
                    None => 0u32,
                    Some(Conversion::Str) => 1,
                    Some(Conversion::Repr) => 2,
                    Some(Conversion::Ascii) => 3,
                };
                if let Some(spec) = &field.spec
                    && !spec.parts.is_empty()
                {
                    self.parts(&spec.parts, field.span, Want::Temp)?;
                    flags |= 4;
                }
                let dst = self.dest(want, mark);
                self.emit(Op::FormatValue, dst, Reg::temp(mark), flags, field.span);
                Ok(dst)
            }
        }
    }
}
