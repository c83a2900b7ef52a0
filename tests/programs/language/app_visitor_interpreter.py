"""A small language: AST by dataclasses, a visitor with dispatch by name, closures, and an optimiser by match."""
from dataclasses import dataclass, field, replace


class Node: pass


@dataclass(frozen=True)
class Num(Node): value: float


@dataclass(frozen=True)
class Var(Node): name: str


@dataclass(frozen=True)
class Bin(Node):
    op: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Let(Node):
    name: str
    value: Node
    body: Node


@dataclass(frozen=True)
class Fn(Node):
    param: str
    body: Node


@dataclass(frozen=True)
class Call(Node):
    fn: Node
    arg: Node


@dataclass(frozen=True)
class If(Node):
    cond: Node
    then: Node
    other: Node


class Visitor:
    def visit(self, n, *a): return getattr(self, "visit_" + type(n).__name__.lower(), self.unknown)(n, *a)
    def unknown(self, n, *a): raise NotImplementedError(type(n).__name__)


class Eval(Visitor):
    ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: a < b, "=": lambda a, b: a == b}
    def visit_num(self, n, env): return n.value
    def visit_var(self, n, env):
        while env:
            if env[0] == n.name: return env[1]
            env = env[2]
        raise NameError(n.name)
    def visit_bin(self, n, env): return self.ops[n.op](self.visit(n.left, env), self.visit(n.right, env))
    def visit_let(self, n, env):
        cell = [n.name, None, env]
        cell[1] = self.visit(n.value, cell)
        return self.visit(n.body, cell)
    def visit_fn(self, n, env): return lambda v: self.visit(n.body, [n.param, v, env])
    def visit_call(self, n, env): return self.visit(n.fn, env)(self.visit(n.arg, env))
    def visit_if(self, n, env): return self.visit(n.then if self.visit(n.cond, env) else n.other, env)


class Show(Visitor):
    def visit_num(self, n): return f"{n.value:g}"
    def visit_var(self, n): return n.name
    def visit_bin(self, n): return f"({self.visit(n.left)} {n.op} {self.visit(n.right)})"
    def visit_let(self, n): return f"let {n.name} = {self.visit(n.value)} in {self.visit(n.body)}"
    def visit_fn(self, n): return f"\\{n.param}. {self.visit(n.body)}"
    def visit_call(self, n): return f"{self.visit(n.fn)}({self.visit(n.arg)})"


def opt(n):
    match n:
        case Bin(op, l, r):
            match op, opt(l), opt(r):
                case ("+", Num(a), Num(b)): return Num(a + b)
                case ("*", Num(a), Num(b)): return Num(a * b)
                case ("*", Num(0), _) | ("*", _, Num(0)): return Num(0)
                case ("+", x, Num(0)) | ("+", Num(0), x) | ("*", x, Num(1)) | ("*", Num(1), x): return x
                case (o, x, y): return Bin(o, x, y)
        case Let(name, v, b): return replace(n, value=opt(v), body=opt(b))
        case Fn(body=b): return replace(n, body=opt(b))
        case Call(f, a): return Call(opt(f), opt(a))
        case _: return n


x, y = Var("x"), Var("y")
fact = Let("f", Fn("n", If(Bin("<", Var("n"), Num(2)), Num(1), Bin("*", Var("n"), Call(Var("f"), Bin("-", Var("n"), Num(1)))))), Call(Var("f"), Num(20)))
progs = [Bin("+", Num(1), Bin("*", Num(2), Num(3))), Let("x", Num(5), Bin("+", x, Bin("*", y, Num(0)))), Let("add", Fn("x", Fn("y", Bin("+", x, y))), Call(Call(Var("add"), Num(3)), Num(4))), Bin("*", Bin("+", Num(0), x), Num(1)), Var("nope")]
for p in progs:
    try:
        print(Show().visit(p), "|", Show().visit(opt(p)), "|", Eval().visit(opt(p), None))
    except NameError as e:
        print("NameError", e)
print(Eval().visit(fact, None), opt(progs[0]) == Num(7), hash(Num(1)) == hash(Num(1)), progs[0])
try:
    Show().visit(fact)
except NotImplementedError as e:
    print("NotImplementedError", e)
