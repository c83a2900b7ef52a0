//! Bytecode as readable text: `hasp dis`, and the golden files.

use std::fmt::Write;

use crate::code::{Code, CodeKind, Const};
use crate::op::{BinOp, Common, Ext, Instr, Intrinsic, Kind, Op, Special};

/// The text of a code object and of those inside it. It always succeeds: words that are no
/// instruction are shown as numbers.
pub fn disassemble(code: &Code) -> String {
    disassemble_with(code, "")
}

/// The same with the lines of `source`, from which the code was compiled, above what was made of
/// them.
pub fn disassemble_with(code: &Code, source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let mut out = String::new();
    let mut queue = vec![code];
    while let Some(code) = queue.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, code, &lines);
        let nested = code.consts.iter().rev();
        queue.extend(nested.filter_map(|c| match c {
            Const::Code(inner) => Some(&**inner),
            _ => None,
        }));
    }
    out
}

/// The text of one code object, without those inside it, with these source lines (as many as there
/// are) above what was made of them.
pub fn disassemble_one(code: &Code, lines: &[&str]) -> String {
    let mut out = String::new();
    one(&mut out, code, lines);
    out
}

/// One instruction as the disassembler shows it.
pub struct Row {
    /// Line of the source; 0 if it is not known.
    pub line: u32,
    /// Number of its first word.
    pub at: usize,
    /// The operation's name.
    pub name: String,
    /// The operands.
    pub operands: String,
}

/// The instructions of one code object.
pub fn rows(code: &Code) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(&word) = code.words.get(at) {
        let instr = Instr(word);
        let line = code
            .span_at(at)
            .map_or(0, |span| code.lines.line(span.start));
        let (name, operands, len) = match instr.op() {
            None => ("word".to_string(), format!("{word:#x}"), 1),
            Some(op) => {
                let ext = code.words.get(at + 1).copied().unwrap_or(0);
                let text = operands(code, op, instr, at, ext);
                (op.text().to_string(), text, op.len())
            }
        };
        rows.push(Row {
            line,
            at,
            name,
            operands,
        });
        at += len;
    }
    rows
}

fn one(out: &mut String, code: &Code, lines: &[&str]) {
    header(out, code);
    let mut last_line = 0;
    for row in rows(code) {
        let mut shown = String::new();
        if row.line != last_line {
            shown = row.line.to_string();
            let source = (row.line as usize)
                .checked_sub(1)
                .and_then(|i| lines.get(i));
            if let Some(source) = source {
                let _ = writeln!(out, "{shown:>5}  | {}", source.trim_end());
                shown.clear();
            }
        }
        last_line = row.line;
        let Row {
            at, name, operands, ..
        } = row;
        let text = if name == "word" {
            format!("{shown:>5} {at:>5}  word {operands}")
        } else {
            format!("{shown:>5} {at:>5}  {name:<20} {operands}")
        };
        let _ = writeln!(out, "{}", text.trim_end());
    }
    for h in &code.handlers {
        let _ = writeln!(
            out,
            "      {}..{} -> {}, exception to {}, clears from {}",
            h.start,
            h.end,
            h.target,
            register(code, h.exc),
            register(code, h.clear_from)
        );
    }
}

fn header(out: &mut String, code: &Code) {
    let kind = match code.kind {
        CodeKind::Module => "module",
        CodeKind::Class => "class",
        CodeKind::Function if code.generator => "generator",
        CodeKind::Function => "function",
    };
    let _ = write!(out, "{kind} {} (line {})", code.qualname, code.firstlineno);
    let params = [
        (
            code.posonly > 0,
            format!("{} positional-only", code.posonly),
        ),
        (code.argcount > 0, format!("{} positional", code.argcount)),
        (code.kwonly > 0, format!("{} keyword-only", code.kwonly)),
        (code.varargs, "*args".to_string()),
        (code.varkeywords, "**kwargs".to_string()),
    ];
    for (_, text) in params.iter().filter(|(present, _)| *present) {
        let _ = write!(out, ", {text}");
    }
    out.push('\n');
    let fixed: Vec<String> = (0..code.first_temp).map(|r| register(code, r)).collect();
    let _ = writeln!(
        out,
        "      registers: {} + {} temporaries",
        fixed.join(" "),
        code.nregs - code.first_temp
    );
    if !code.cells.is_empty() {
        let cells: Vec<String> = code.cells.iter().map(|&r| register(code, r)).collect();
        let _ = writeln!(out, "      cells: {}", cells.join(" "));
    }
    if !code.freevars.is_empty() {
        let _ = writeln!(out, "      free: {}", code.freevars.join(" "));
    }
    if let Some(doc) = &code.docstring {
        let _ = writeln!(out, "      doc: {doc:?}");
    }
}

/// A register as the disassembler shows it: `name/number` for variables, `t0`, `t1`, … for temporaries.
fn register(code: &Code, r: u16) -> String {
    if r >= code.first_temp {
        return format!("t{}", r - code.first_temp);
    }
    match code.varnames.get(r as usize) {
        Some(name) if !name.is_empty() => format!("{name}/{r}"),
        _ => format!("r{r}"),
    }
}

fn name(code: &Code, index: u32) -> String {
    code.names
        .get(index as usize)
        .map_or_else(|| format!("name {index}"), |n| n.to_string())
}

fn constant(code: &Code, index: u32) -> String {
    code.consts
        .get(index as usize)
        .map_or_else(|| format!("constant {index}"), show_const)
}

/// A constant as source text would write it, more or less; long ones are cut.
fn show_const(value: &Const) -> String {
    let list = |items: &[Const]| {
        let shown: Vec<String> = items.iter().take(8).map(show_const).collect();
        let more = if items.len() > 8 { ", …" } else { "" };
        shown.join(", ") + more
    };
    match value {
        Const::None => "None".into(),
        Const::Bool(true) => "True".into(),
        Const::Bool(false) => "False".into(),
        Const::Ellipsis => "...".into(),
        Const::Int(i) => i.to_string(),
        Const::BigInt { digits, radix: 10 } => digits.to_string(),
        Const::BigInt { digits, radix } => format!("{digits} (radix {radix})"),
        Const::Float(f) => format!("{f:?}"),
        Const::Imag(f) => format!("{f:?}j"),
        Const::Str(s) => {
            let text = format!("{s:?}");
            if text.chars().count() <= 60 {
                return text;
            }
            text.chars().take(60).chain("…".chars()).collect()
        }
        Const::Bytes(b) => format!("b\"{}\"", b.escape_ascii()),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({})", list(items)),
        Const::Code(code) => format!("<code {}>", code.qualname),
    }
}

fn operands(code: &Code, op: Op, instr: Instr, at: usize, ext: u64) -> String {
    let mut parts = Vec::new();
    let next = at + op.len();
    let jump = |offset: i64| format!("-> {}", next as i64 + offset);
    let values = [instr.a(), instr.b(), instr.c()];
    for (i, (kind, value)) in op.kinds().into_iter().zip(values).enumerate() {
        parts.push(match kind {
            Kind::None | Kind::Rest => continue,
            Kind::Out | Kind::In | Kind::Keep => register(code, value),
            Kind::Base => match op.run_length(i, instr, ext) {
                0 => "(none)".to_string(),
                1 => register(code, value),
                n => {
                    let last = value.saturating_add(n as u16 - 1);
                    format!("{}..{}", register(code, value), register(code, last))
                }
            },
            Kind::Count => value.to_string(),
            Kind::Flags => flags(op, value),
            Kind::Imm => (value as i16).to_string(),
            Kind::Name => name(code, u32::from(value)),
            Kind::Free => code
                .freevars
                .get(value as usize)
                .map_or_else(|| format!("free {value}"), |n| n.to_string()),
            Kind::Off => jump(i64::from(value as i16)),
            Kind::ImmW => instr.sbx().to_string(),
            Kind::ConstW => constant(code, instr.bx()),
            Kind::NameW => name(code, instr.bx()),
            Kind::OffW => jump(i64::from(instr.sbx())),
        });
    }
    match op.ext() {
        Ext::None | Ext::Cache => {}
        Ext::Const => parts.push(constant(code, ext as u32)),
        Ext::Counts => parts.push(format!("{} before, {} after", ext as u32, ext >> 32)),
        Ext::Operator => parts.push(
            BinOp::ALL
                .get(ext as usize)
                .map_or_else(|| ext.to_string(), |o| o.sign().to_string()),
        ),
    }
    parts.join(", ")
}

/// A selector's variant, or the number.
fn flags(op: Op, value: u16) -> String {
    let named = match op {
        Op::LoadCommon => Common::from_u16(value).map(|v| format!("{v:?}")),
        Op::LoadSpecial => Special::from_u16(value).map(|v| format!("{v:?}")),
        Op::CallIntrinsic => Intrinsic::from_u16(value).map(|v| format!("{v:?}")),
        _ => None,
    };
    named.unwrap_or_else(|| value.to_string())
}
