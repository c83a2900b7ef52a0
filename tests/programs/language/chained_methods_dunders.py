"""Special methods are looked up on the type: instances, classes and metaclasses compared."""


class A:
    def __len__(self): return 1
    def __repr__(self): return "type repr"
    def __getattr__(self, n): return lambda *a: f"getattr {n}"


a = A()
a.__len__ = lambda: 99
a.__repr__ = lambda: "instance repr"
print(len(a), repr(a), a.__len__(), a.__add__(1), a.anything())
for op in ("a + 1", "a[0]", "a()", "iter(a)", "a < a", "-a", "hash(a) and None", "a == a", "with_(a)", "int(a)", "next(a)", "1 in a", "a @ a", "abs(a)", "float(a)"):
    try:
        print(op, eval(op, {"a": a}))
    except (TypeError, NameError) as e:
        print(op, "->", e)


class Eq:
    def __eq__(self, o): return isinstance(o, Eq)


try:
    hash(Eq())
except TypeError as e:
    print(e)
try:
    {Eq()}
except TypeError as e:
    print(e)
try:
    {Eq(): 1}
except TypeError as e:
    print(e)
print(Eq.__hash__, Eq() == Eq(), Eq() != Eq(), Eq() == 1, Eq() != 1)


class EqHash(Eq):
    __hash__ = object.__hash__


print(isinstance(hash(EqHash()), int))


class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v


print(hash(H(5)), hash(H(-1)), hash(H(2 ** 61 - 1)), hash(H(2 ** 61)), hash(H(2 ** 100)) == hash(2 ** 100), hash(H(True)))


class S:
    def __str__(self): return "str only"


class R:
    def __repr__(self): return "repr only"


class F:
    def __format__(self, s): return "fmt:" + s


print(str(S()), str(R()), [R()], f"{R()}", f"{S()}", f"{F():x}", format(F()), "{:abc}".format(F()), "%s %r" % (S(), R()), str([S()])[:13])


class Conv:
    def __bytes__(self): return b"bytes"
    def __int__(self): return 5
    def __bool__(self): return False
    def __fspath__(self): return "/path"
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 10
    def __length_hint__(self): return "bad"
    def __round__(self, n=None): return n


import os
print(bytes(Conv()), int(Conv()), bool(Conv()), os.fspath(Conv()), dir(Conv()), round(Conv(), 3), Conv().__sizeof__())


class Lt:
    def __init__(self, k): self.k = k
    def __lt__(self, o): return self.k < o.k
    def __repr__(self): return str(self.k)


print(sorted([Lt(3), Lt(1), Lt(2)]), min(Lt(3), Lt(1)), max(Lt(3), Lt(1)), sorted([Lt(1), Lt(2)], reverse=True))


class NoneOps:
    __add__ = None
    __iter__ = None
    __hash__ = None
    __contains__ = None
    __call__ = None
    __len__ = None


for op in ("n + 1", "iter(n)", "hash(n)", "1 in n", "n()", "len(n)", "list(n)", "callable(n)", "bool(n)"):
    try:
        print(op, eval(op, {"n": NoneOps()}))
    except TypeError as e:
        print(op, "->", e)


class Callable:
    def __call__(self, x): return x * 2


print(list(map(Callable(), [1, 2])), Callable().__call__(4), type(Callable.__call__).__name__)
print(object().__eq__(1), object().__lt__(1), (1).__add__("a"), (1).__eq__("a"), "a".__lt__(1), [].__eq__(()), (1.5).__add__(1), (1).__add__(1.5), int.__radd__(1, 2), object.__ne__(1, 2), object.__ne__(1, 1))
