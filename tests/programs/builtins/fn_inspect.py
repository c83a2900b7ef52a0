"""type, isinstance, issubclass, callable, id, dir, vars, getattr and friends, repr, ascii, chr, ord."""


def err(f, *args, **k):
    try:
        print(repr(f(*args, **k)))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    x = 1

    def m(self): pass


class B(A):
    def __init__(self): self.y = 2


b = B()
print(type(5), type(type), type(b).__name__, isinstance(b, A), isinstance(b, (int, A)), isinstance(True, int), isinstance(5, (str, (float, (int,)))), issubclass(B, A), issubclass(bool, (str, int)), isinstance([], list | tuple), isinstance(None, int | None), issubclass(int, object), isinstance(A, type), isinstance(b, B.__mro__))
print(callable(len), callable(A), callable(b), callable(b.m), callable(lambda: 0), callable(None), id(b) == id(b), id(b) != id(A), type(id(b)))
print([n for n in dir(b) if not n.startswith("__")], [n for n in dir(B) if n[0] != "_"], vars(b), sorted(vars(A).keys() - {"__firstlineno__", "__static_attributes__"}), dir([])[-11:], "upper" in dir(""), [n for n in dir(5) if n[0] != "_"], [n for n in dir() if n in "AB"])
print(getattr(b, "y"), getattr(b, "zz", "d"), hasattr(b, "x"), hasattr(b, "q"), setattr(b, "new", 3), b.new, delattr(b, "new"), hasattr(b, "new"), getattr(5, "real"), getattr(b, "m").__name__)
print(repr("a'"), ascii("é日😀\n"), chr(97), ord("a"), chr(0x1F600), ord("\U0010ffff"), chr(0) == "\0", repr(None), repr(...), repr(NotImplemented), repr(type), repr(A), repr(len), repr(print), repr(int.__add__)[:28], repr(slice(1)), repr(range(2)), repr(A.m)[:17], repr({}), repr(object)[:16], repr("".join)[:20])


def locs():
    p = 1
    return vars(), dir(), locals()


print(locs())
for f, a in [(type, ()), (type, (1, 2)), (isinstance, (1,)), (isinstance, (1, 5)), (isinstance, (1, (int, 5))), (isinstance, ("a", (int, 5))), (isinstance, (1, [int])), (isinstance, (1, list[int])), (isinstance, ([], "list")), (issubclass, (1, int)), (issubclass, (int, 1)), (issubclass, (int, (str, 1))), (callable, ()), (id, ()), (dir, (1, 2)), (vars, (5,)), (vars, (1, 2)), (getattr, (b,)), (getattr, (b, 5)), (getattr, (b, "nope")), (getattr, (b, "x", 1, 2)), (hasattr, (b,)), (hasattr, (b, 5)), (setattr, (b, "x")), (setattr, (b, 5, 1)), (setattr, (5, "x", 1)), (delattr, (b, "nope")), (delattr, (b, 5)), (chr, ("a",)), (chr, (-1,)), (chr, (0x110000,)), (chr, (1.0,)), (chr, (10 ** 30,)), (ord, ("",)), (ord, ("ab",)), (ord, (5,)), (ord, (b"ab",)), (ord, (b"a",)), (ord, (bytearray(b"z"),)), (repr, ()), (ascii, (1, 2)), (len, (5,)), (globals, (1,)), (locals, (1,)), (vars.__call__, (len,)), (len, ("a", "b"))]:
    err(f, *a)
err(getattr, b, "x", default=1)
err(isinstance, 1, class_or_tuple=int)
err(setattr, len, "x", 1)
err(setattr, int, "x", 1)
err(delattr, int, "bit_length")
err(setattr, None, "x", 1)
err(setattr, "s", "upper", 1)
err(setattr, [], "append", 1)
err(setattr, (lambda: 0), "ok", 1)


class D:
    def __dir__(self): return ("b", "a", "c")
    def __getattr__(self, n): raise ValueError("not an AttributeError")
    def __repr__(self): return "é"


class E:
    def __dir__(self): return 5


print(dir(D()), ascii(D()), repr(D()))
err(hasattr, D(), "x")
err(getattr, D(), "x", 1)
err(dir, E())
class M(type):
    def __instancecheck__(cls, o): raise RuntimeError("check failed")
class N(metaclass=M): pass
err(isinstance, 5, N)
print(isinstance(N(), N), type(N()) is N, type.__call__(A).__class__.__name__, object.__class__, type.__class__, (5).__class__.__class__, type(None)(), type(...)() is ..., type(NotImplemented)() is NotImplemented, bool(type), type("X", (), {}).__name__)
err(type(None), 1)
err(bool, NotImplemented)
