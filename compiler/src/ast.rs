//! The syntax tree: plain data with a byte span on every node, shaped after Python's own `ast`.
//!
//! Differences from Python's `ast`: an `if` holds its `elif` branches in one flat list; async forms
//! are a flag; a parameter holds its own default; names carry no load/store context, the position says
//! it. [`Expr`] is four words and [`Stmt`] is four words, because the parser moves them about by value.

use crate::diag::Diagnostic;
use crate::span::Span;

mod pattern;

pub use crate::text::{Name, StrContent};
pub use pattern::{ClassPattern, MappingPattern, Pattern, PatternKind};

/// No expression is nested deeper than this; the parser refuses what is. Left-leaning chains such as
/// `a + b + c` and `a.b.c` count one level per link, so code that walks a tree should go down the left
/// operands of [`ExprKind::BinOp`] in a loop where its frames are large.
pub const MAX_EXPR_DEPTH: u16 = 6000;

/// What was parsed: a file, one expression, or one interactive statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A whole file (`exec`).
    Exec,
    /// One expression (`eval`): the body is a single [`StmtKind::Expr`].
    Eval,
    /// One interactive statement (`single`): values of expression statements are shown.
    Single,
}

/// A parsed text.
#[derive(Clone, Debug)]
pub struct Module {
    /// Which of the three parsing entries made it.
    pub mode: Mode,
    /// The statements.
    pub body: Vec<Stmt>,
    /// `SyntaxWarning`s met on the way, in source order.
    pub warnings: Vec<Diagnostic>,
}

/// A statement and where it stands.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// From its first token (for a decorated definition, `def`, `async` or `class`) to its last.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `def` and `async def`.
    FunctionDef(Box<FunctionDef>),
    /// `class`.
    ClassDef(Box<ClassDef>),
    /// `return`.
    Return(Option<Box<Expr>>),
    /// `del a, b`.
    Delete(Box<[Expr]>),
    /// `a = b = value`.
    Assign(Box<Assign>),
    /// `target op= value`.
    AugAssign(Box<AugAssign>),
    /// `target: annotation = value`.
    AnnAssign(Box<AnnAssign>),
    /// `type X[T] = value`.
    TypeAlias(Box<TypeAlias>),
    /// `for` and `async for`.
    For(Box<For>),
    /// `while`.
    While(Box<While>),
    /// `if`, with all its `elif`s.
    If(Box<If>),
    /// `with` and `async with`.
    With(Box<With>),
    /// `match`.
    Match(Box<Match>),
    /// `raise exc from cause`.
    Raise(Option<Box<Raise>>),
    /// `try`, with `except` or `except*`.
    Try(Box<Try>),
    /// `assert test, msg`.
    Assert(Box<Assert>),
    /// `import a.b as c, d`.
    Import(Box<[Alias]>),
    /// `from m import a as b`.
    ImportFrom(Box<ImportFrom>),
    /// `global a, b`.
    Global(Box<[Name]>),
    /// `nonlocal a, b`.
    Nonlocal(Box<[Name]>),
    /// An expression on its own.
    Expr(Box<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
}

/// A function definition.
#[derive(Clone, Debug)]
pub struct FunctionDef {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// `[T, *Ts, **P]`.
    pub type_params: Vec<TypeParam>,
    /// Its parameters.
    pub params: Params,
    /// `-> returns`.
    pub returns: Option<Expr>,
    /// The body; never empty.
    pub body: Vec<Stmt>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// Whether it is `async def`.
    pub is_async: bool,
}

/// A class definition.
#[derive(Clone, Debug)]
pub struct ClassDef {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// `[T]`.
    pub type_params: Vec<TypeParam>,
    /// Bases; may hold [`ExprKind::Starred`].
    pub bases: Vec<Expr>,
    /// `metaclass=M` and the like.
    pub keywords: Vec<Keyword>,
    /// The body; never empty.
    pub body: Vec<Stmt>,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
}

/// `targets[0] = targets[1] = … = value`.
#[derive(Clone, Debug)]
pub struct Assign {
    /// The targets from left to right; never empty.
    pub targets: Vec<Expr>,
    /// The value.
    pub value: Expr,
}

/// `target op= value`.
#[derive(Clone, Debug)]
pub struct AugAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The operator.
    pub op: BinaryOp,
    /// The value.
    pub value: Expr,
}

/// `target: annotation = value`.
#[derive(Clone, Debug)]
pub struct AnnAssign {
    /// A name, attribute or subscript.
    pub target: Expr,
    /// The annotation.
    pub annotation: Expr,
    /// The value, if given.
    pub value: Option<Expr>,
    /// Whether the target is a bare name, not in parentheses.
    pub simple: bool,
}

/// `type name[type_params] = value`.
#[derive(Clone, Debug)]
pub struct TypeAlias {
    /// The new name.
    pub name: Name,
    /// Where the name stands.
    pub name_span: Span,
    /// `[T]`.
    pub type_params: Vec<TypeParam>,
    /// The value, evaluated lazily by Python.
    pub value: Expr,
}

/// `for target in iter`.
#[derive(Clone, Debug)]
pub struct For {
    /// What is assigned on each turn.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The loop body.
    pub body: Vec<Stmt>,
    /// The `else` body, empty when absent.
    pub orelse: Vec<Stmt>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// `while test`.
#[derive(Clone, Debug)]
pub struct While {
    /// The condition.
    pub test: Expr,
    /// The loop body.
    pub body: Vec<Stmt>,
    /// The `else` body, empty when absent.
    pub orelse: Vec<Stmt>,
}

/// `if … elif … else`.
#[derive(Clone, Debug)]
pub struct If {
    /// The `if` and each `elif`, in order; never empty.
    pub branches: Vec<IfBranch>,
    /// The `else` body, empty when absent.
    pub orelse: Vec<Stmt>,
}

/// One `if test:` or `elif test:` with its body.
#[derive(Clone, Debug)]
pub struct IfBranch {
    /// From the keyword to the end of the body.
    pub span: Span,
    /// The condition.
    pub test: Expr,
    /// What runs if it is true.
    pub body: Vec<Stmt>,
}

/// `with items: body`.
#[derive(Clone, Debug)]
pub struct With {
    /// The context managers, left to right.
    pub items: Vec<WithItem>,
    /// The body.
    pub body: Vec<Stmt>,
    /// Whether it is `async with`.
    pub is_async: bool,
}

/// `context as target`.
#[derive(Clone, Debug)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// What its `__enter__` is assigned to.
    pub target: Option<Expr>,
}

/// `match subject: cases`.
#[derive(Clone, Debug)]
pub struct Match {
    /// What is matched.
    pub subject: Expr,
    /// The cases; never empty.
    pub cases: Vec<MatchCase>,
}

/// `case pattern if guard: body`.
#[derive(Clone, Debug)]
pub struct MatchCase {
    /// From `case` to the end of the body.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern,
    /// The guard, if given.
    pub guard: Option<Expr>,
    /// What runs if both hold.
    pub body: Vec<Stmt>,
}

/// `raise exc from cause`.
#[derive(Clone, Debug)]
pub struct Raise {
    /// The exception.
    pub exc: Expr,
    /// The cause, if given.
    pub cause: Option<Expr>,
}

/// `try: … except …: … else: … finally: …`.
#[derive(Clone, Debug)]
pub struct Try {
    /// The guarded body.
    pub body: Vec<Stmt>,
    /// The handlers, in order.
    pub handlers: Vec<Handler>,
    /// The `else` body, empty when absent.
    pub orelse: Vec<Stmt>,
    /// The `finally` body, empty when absent.
    pub finalbody: Vec<Stmt>,
    /// Whether the handlers are `except*`.
    pub is_star: bool,
}

/// `except typ as name: body`.
#[derive(Clone, Debug)]
pub struct Handler {
    /// From `except` to the end of the body.
    pub span: Span,
    /// The exception type; a tuple for `except A, B:`.
    pub typ: Option<Expr>,
    /// `as name`.
    pub name: Option<Name>,
    /// The body.
    pub body: Vec<Stmt>,
}

/// `assert test, msg`.
#[derive(Clone, Debug)]
pub struct Assert {
    /// The condition.
    pub test: Expr,
    /// The message, if given.
    pub msg: Option<Expr>,
}

/// `from … import …`.
#[derive(Clone, Debug)]
pub struct ImportFrom {
    /// The dotted module name; `None` for `from . import x`.
    pub module: Option<Name>,
    /// What is imported; a single `*` for a star import.
    pub names: Vec<Alias>,
    /// How many leading dots.
    pub level: u32,
}

/// `name as asname` in an import.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Where it stands.
    pub span: Span,
    /// The (dotted, in `import`) name, or `*`.
    pub name: Name,
    /// The name that it is bound to, if another.
    pub asname: Option<Name>,
}

/// A type parameter of a function, class or type alias.
#[derive(Clone, Debug)]
pub struct TypeParam {
    /// Where it stands.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Which of the three sorts.
    pub kind: TypeParamKind,
    /// `= default`.
    pub default: Option<Expr>,
}

/// The sorts of type parameter.
#[derive(Clone, Debug)]
pub enum TypeParamKind {
    /// `T` or `T: bound`.
    TypeVar(Option<Expr>),
    /// `**P`.
    ParamSpec,
    /// `*Ts`.
    TypeVarTuple,
}

/// The parameters of a function or lambda.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Those before `/`.
    pub posonly: Vec<Param>,
    /// Positional-or-keyword ones.
    pub args: Vec<Param>,
    /// `*args`.
    pub vararg: Option<Box<Param>>,
    /// Those after `*` or `*args`.
    pub kwonly: Vec<Param>,
    /// `**kwargs`.
    pub kwarg: Option<Box<Param>>,
}

impl Params {
    /// Every parameter, in the order of Python's local variables: positional-only, positional,
    /// keyword-only, `*args`, `**kwargs`.
    pub fn iter(&self) -> impl Iterator<Item = &Param> {
        self.posonly
            .iter()
            .chain(&self.args)
            .chain(&self.kwonly)
            .chain(self.vararg.as_deref())
            .chain(self.kwarg.as_deref())
    }
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Name and annotation.
    pub span: Span,
    /// The name.
    pub name: Name,
    /// `: annotation`.
    pub annotation: Option<Expr>,
    /// `= default`.
    pub default: Option<Expr>,
}

/// An expression and where it stands.
#[derive(Clone, Debug)]
pub struct Expr {
    /// From its first token to its last; parentheses around it are not part of it, but those of a
    /// tuple or generator expression are.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
    /// One more than its deepest child; a leaf has 1. At most [`MAX_EXPR_DEPTH`].
    pub(crate) depth: u16,
    /// Whether it was written in parentheses.
    pub paren: bool,
}

/// The kinds of expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `a and b and c`, `a or b`.
    BoolOp(Box<BoolOpExpr>),
    /// `target := value`.
    NamedExpr(Box<NamedExpr>),
    /// `left op right`.
    BinOp(Box<BinOp>),
    /// `-x`, `+x`, `~x`, `not x`.
    UnaryOp(Box<UnaryOpExpr>),
    /// `lambda params: body`.
    Lambda(Box<Lambda>),
    /// `body if test else orelse`.
    IfExp(Box<IfExp>),
    /// `{k: v, **m}`.
    Dict(Box<Dict>),
    /// `{a, *b}`; never empty.
    Set(Box<Seq>),
    /// `[elt for …]`.
    ListComp(Box<Comp>),
    /// `{elt for …}`.
    SetComp(Box<Comp>),
    /// `{key: value for …}`.
    DictComp(Box<DictComp>),
    /// `(elt for …)`.
    GeneratorExp(Box<Comp>),
    /// `await x`.
    Await(Box<Expr>),
    /// `yield`, `yield x`.
    Yield(Option<Box<Expr>>),
    /// `yield from x`.
    YieldFrom(Box<Expr>),
    /// `a < b <= c`.
    Compare(Box<Compare>),
    /// `func(args, k=v)`.
    Call(Box<Call>),
    /// An f-string, or several literals written side by side of which one is an f-string.
    FString(Box<FString>),
    /// An integer literal that fits.
    Int(i64),
    /// Any larger integer literal.
    BigInt(Box<BigIntLit>),
    /// A float literal.
    Float(f64),
    /// An imaginary literal such as `2j`: the imaginary part.
    Imag(f64),
    /// A string literal, adjacent ones joined.
    Str(Box<StrContent>),
    /// A bytes literal, adjacent ones joined.
    Bytes(Box<Vec<u8>>),
    /// `True` or `False`.
    Bool(bool),
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `value.attr`.
    Attribute(Box<Attribute>),
    /// `value[index]`.
    Subscript(Box<Subscript>),
    /// `*x` in a call, display or target.
    Starred(Box<Expr>),
    /// A variable.
    Name(Name),
    /// `[a, b]`.
    List(Box<Seq>),
    /// `a, b` or `()`.
    Tuple(Box<Seq>),
    /// `lower:upper:step`, only inside a subscript.
    Slice(Box<Slice>),
}

/// `values[0] op values[1] op …`; at least two values.
#[derive(Clone, Debug)]
pub struct BoolOpExpr {
    /// `and` or `or`.
    pub op: BoolOp,
    /// The operands.
    pub values: Vec<Expr>,
}

/// `target := value`.
#[derive(Clone, Debug)]
pub struct NamedExpr {
    /// A plain name.
    pub target: Expr,
    /// The value.
    pub value: Expr,
}

/// `left op right`.
#[derive(Clone, Debug)]
pub struct BinOp {
    /// The left operand.
    pub left: Expr,
    /// The operator.
    pub op: BinaryOp,
    /// The right operand.
    pub right: Expr,
}

/// `op operand`.
#[derive(Clone, Debug)]
pub struct UnaryOpExpr {
    /// The operator.
    pub op: UnaryOp,
    /// The operand.
    pub operand: Expr,
}

/// `lambda params: body`.
#[derive(Clone, Debug)]
pub struct Lambda {
    /// Its parameters, without annotations.
    pub params: Params,
    /// Its value.
    pub body: Expr,
}

/// `body if test else orelse`.
#[derive(Clone, Debug)]
pub struct IfExp {
    /// The condition.
    pub test: Expr,
    /// The value if it holds.
    pub body: Expr,
    /// The value if not.
    pub orelse: Expr,
}

/// A dict display.
#[derive(Clone, Debug)]
pub struct Dict {
    /// The items in order.
    pub items: Vec<DictItem>,
}

/// `key: value`, or `**value` without a key.
#[derive(Clone, Debug)]
pub struct DictItem {
    /// The key; `None` for `**value`.
    pub key: Option<Expr>,
    /// The value.
    pub value: Expr,
}

/// The elements of a list, tuple or set display.
#[derive(Clone, Debug)]
pub struct Seq {
    /// The elements; may hold [`ExprKind::Starred`].
    pub elts: Vec<Expr>,
}

/// `elt for … in …`.
#[derive(Clone, Debug)]
pub struct Comp {
    /// The element.
    pub elt: Expr,
    /// The `for` clauses, outermost first; never empty.
    pub generators: Vec<Comprehension>,
}

/// `key: value for … in …`.
#[derive(Clone, Debug)]
pub struct DictComp {
    /// The key.
    pub key: Expr,
    /// The value.
    pub value: Expr,
    /// The `for` clauses, outermost first; never empty.
    pub generators: Vec<Comprehension>,
}

/// One `for target in iter if … if …` clause.
#[derive(Clone, Debug)]
pub struct Comprehension {
    /// What is assigned.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub ifs: Vec<Expr>,
    /// Whether it is `async for`.
    pub is_async: bool,
}

/// `left ops[0].0 ops[0].1 …`.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The first operand.
    pub left: Expr,
    /// Each operator with the operand after it; never empty.
    pub ops: Vec<(CmpOp, Expr)>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub func: Expr,
    /// Positional arguments; may hold [`ExprKind::Starred`].
    pub args: Vec<Expr>,
    /// Keyword arguments and `**` ones, in order.
    pub keywords: Vec<Keyword>,
}

/// `name=value`, or `**value` without a name.
#[derive(Clone, Debug)]
pub struct Keyword {
    /// Where it stands.
    pub span: Span,
    /// The name; `None` for `**value`.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// The parts of an f-string, or of a format specification.
#[derive(Clone, Debug)]
pub struct FString {
    /// Literals and fields in order; no two literals are adjacent and none is empty.
    pub parts: Vec<FStringPart>,
}

/// One part of an f-string.
#[derive(Clone, Debug)]
pub enum FStringPart {
    /// Text.
    Literal(StrContent),
    /// `{expr!r:spec}`.
    Field(Box<FStringField>),
}

/// `{expr!conversion:spec}`. For `{expr=}` the text up to the `=` is a literal before the field, and
/// the conversion is `Repr` if neither conversion nor specification was given, as in Python's `ast`.
#[derive(Clone, Debug)]
pub struct FStringField {
    /// From `{` to `}`.
    pub span: Span,
    /// The value.
    pub expr: Expr,
    /// `!s`, `!r` or `!a`.
    pub conversion: Option<Conversion>,
    /// What follows `:`; may hold fields of its own. An empty specification has no parts.
    pub spec: Option<FString>,
}

/// How an f-string field's value is turned into text before formatting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `!s`.
    Str,
    /// `!r`.
    Repr,
    /// `!a`.
    Ascii,
}

/// An integer literal of any size: digits of the radix, without prefix or underscores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigIntLit {
    /// 2, 8, 10 or 16.
    pub radix: u32,
    /// The digits, most significant first, without leading zeros.
    pub digits: Box<str>,
}

/// `value.attr`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The object.
    pub value: Expr,
    /// The attribute's name.
    pub attr: Name,
}

/// `value[index]`.
#[derive(Clone, Debug)]
pub struct Subscript {
    /// The container.
    pub value: Expr,
    /// The index: any expression, an [`ExprKind::Slice`], or a tuple of these.
    pub index: Expr,
}

/// `lower:upper:step`.
#[derive(Clone, Debug)]
pub struct Slice {
    /// Before the first colon.
    pub lower: Option<Expr>,
    /// After the first colon.
    pub upper: Option<Expr>,
    /// After the second colon.
    pub step: Option<Expr>,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    /// `and`.
    And,
    /// `or`.
    Or,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `*`.
    Mult,
    /// `@`.
    MatMult,
    /// `/`.
    Div,
    /// `%`.
    Mod,
    /// `**`.
    Pow,
    /// `<<`.
    LShift,
    /// `>>`.
    RShift,
    /// `|`.
    BitOr,
    /// `^`.
    BitXor,
    /// `&`.
    BitAnd,
    /// `//`.
    FloorDiv,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `~`.
    Invert,
    /// `not`.
    Not,
    /// `+`.
    UAdd,
    /// `-`.
    USub,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    /// `==`.
    Eq,
    /// `!=`.
    NotEq,
    /// `<`.
    Lt,
    /// `<=`.
    LtE,
    /// `>`.
    Gt,
    /// `>=`.
    GtE,
    /// `is`.
    Is,
    /// `is not`.
    IsNot,
    /// `in`.
    In,
    /// `not in`.
    NotIn,
}

const _: () = assert!(size_of::<Expr>() == 32 && size_of::<Stmt>() == 32);
