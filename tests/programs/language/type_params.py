"""Type aliases and type parameters: lazy values, scopes, names and errors."""
type Int = int
type Pair[A, B] = tuple[A, B]
type Rec = list[Rec] | int
type Bad = undefined_thing
print(Int, Int.__value__, Int.__name__, type(Int).__name__, Pair.__type_params__, Pair.__value__, Rec.__value__)
try:
    Bad.__value__
except NameError as e:
    print(e)
undefined_thing = str
print(Bad.__value__, Pair[int, str], Pair[int, str].__args__, Int.__module__, Int.__type_params__)


def first[T](xs: list[T]) -> T:
    return xs[0]


print(first([1]), first.__type_params__, first.__annotations__, first.__type_params__[0].__name__)


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, x: T) -> "Stack[T]":
        self.items.append(x)
        return self

    def tp(self):
        return T

    attr: T


print(Stack[int]().push(1).items, Stack.__type_params__, Stack.__mro__[-2].__name__, Stack().tp() is Stack.__type_params__[0])
print(Stack[int], Stack.__parameters__, Stack.__orig_bases__, Stack.__annotations__, Stack.push.__annotations__)


def bounds[A: int, B: (int, str), *Ts, **P, D = bool](x): ...


for p in bounds.__type_params__:
    print(type(p).__name__, p, p.__name__, getattr(p, "__bound__", "-"), getattr(p, "__constraints__", "-"), p.has_default(), end="; ")
print(bounds.__type_params__[4].__default__)


class Sub[T](Stack[T], list): pass


print([c.__name__ for c in Sub.__mro__], Sub.__bases__)
for code in ["T", "A"]:
    try:
        eval(code)
    except NameError as e:
        print(e)


def outer():
    type Local[T] = dict[T, captured]
    captured = 5 .__class__
    return Local.__value__


print(outer())


class C:
    type Alias = inner
    inner = float

    def method[U](self, u: U) -> U:
        return u, U.__name__, __class__.__name__


print(C.Alias.__value__, C().method(3))
type = 5
print(type)
type = __builtins__.type
type X = 1 + 1; print(X.__value__)
for code in ["type X[T, T] = int", "def f[T, T](): pass", "type 5 = int", "type X", "def f[](): pass", "class C[T](metaclass=(yield)): pass", "type X = (yield)", "type X[T: (y := 1)] = T",
             "def f[*Ts = int, T](): pass", "def f[T = int, U](): pass", "type X = await y", "class D[*Ts: int]: pass", "type X.y = 1", "type (X) = 1"]:
    try:
        exec(code)
        print("fine")
    except SyntaxError as e:
        print(e.msg)
try:
    Int()
except TypeError as e:
    print(e)
try:
    isinstance(1, Int)
except TypeError as e:
    print(e)
print(Int | None, int | str, (int | str).__args__, isinstance(1, int | None), issubclass(bool, str | int), int | int, None | int)
