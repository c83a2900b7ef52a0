"""Annotations: deferred evaluation (3.14), what they hold, and annotated assignments."""


def f(a: int, b: "text" = 1, *args: later, c: list[int] = None, **kw: dict) -> Ret:
    x: undefined_in_body = 5
    y: also_undefined
    return x


print(f(1))
try:
    f.__annotations__
except NameError as e:
    print(e)
later = "now defined"
Ret = float
print(f.__annotations__)
print(f.__annotations__ is f.__annotations__)


class C:
    x: int
    y: str = "default"
    z: "C"
    me: C
    __private: int = 3

    def m(self) -> C: ...


print(C.__annotations__, C.y, hasattr(C, "x"))
print(C.m.__annotations__)


class D(C):
    pass


print(D.__annotations__)
glob: int
value: list = [1]
(paren): int = 7
C.attr: int = 5
value[0]: int = 9
print(value, paren, C.attr)
try:
    glob
except NameError as e:
    print(e)
import sys
print(sys.modules[__name__].__annotations__)


def locals_only():
    z: int
    try:
        z
    except UnboundLocalError as e:
        print(e)
    w: print("never evaluated") = 3
    return w


print(locals_only())
order = []
d = {}


def note(x):
    order.append(x)
    return x


d[note("target")]: note("annotation") = note("value")
print(order)
print((lambda: 0).__annotations__, len.__class__.__name__)


def g(): ...


g.__annotations__ = {"set": "by hand"}
print(g.__annotations__)
g.__annotations__["more"] = 1
print(g.__annotations__)
try:
    g.__annotations__ = 5
except TypeError as e:
    print(e)
for code in ["x: int = 1 = 2", "a, b: int", "(a, b): int = 1", "f(): int", "x: int: str", "def q():\n global g\n g: int = 1", "[a]: int"]:
    try:
        compile(code, "c", "exec")
    except SyntaxError as e:
        print(e.msg)


def generic[T: int](x: T) -> list[T]:
    return [x]


print(generic(3), generic.__annotations__, generic.__type_params__)
